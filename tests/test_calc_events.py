"""Events: published cap tables event by event, and what must hold whatever happens."""

from __future__ import annotations

from calc.antidilution import Protection, RatchetTerms
from calc.captable import PoolPlacement
from calc.events import Ledger, cap_table, company_events, holder_flows, replay_events
from calc.events import terms as ev
from calc.path import record_path
from calc.safes.terms import Convertible
from calc.types import PartialDate
from dashboard.sources.records import load_company
from tests.drawn import near
from tests.test_calc_record import numbers

DAY = PartialDate("2020-01-01")
LATER = PartialDate("2021-01-01")
WEIGHTED = ev.SeriesTerms(protection=Protection.WEIGHTED_AVERAGE)
FULL = ev.SeriesTerms(protection=Protection.FULL_RATCHET)


def founded(shares: float = 8e6, **holders: float) -> ev.Founding:
    return ev.Founding("founding", DAY, tuple((holders or {"Ann": shares}).items()))


def replayed(*events: ev.Event) -> Ledger:
    ledger = replay_events(events)
    assert ledger.problem is None, (ledger.stopped_at, ledger.problem)
    return ledger


def refused(*events: ev.Event) -> str:
    ledger = replay_events(events)
    assert ledger.problem is not None
    return ledger.problem.code


def fractions(ledger: Ledger) -> dict[str, float]:
    return {row.key: row.frac for row in cap_table(ledger.state)}


# --- the record ---------------------------------------------------------------------------


def check_events_are_the_path(path, events):
    ledger = replayed(*events)
    rows = [
        (e.pre_money_usd, e.post_money_usd, e.price_usd, e.new_shares, e.fully_diluted_shares)
        for e in (ledger.of(step.key) for step in path.steps)
    ]
    for row, known in zip(rows, numbers(path), strict=True):
        assert row == near(known, rel=1e-9)


def test_airbnb_as_events_is_airbnbs_path():
    company = load_company("airbnb")
    check_events_are_the_path(record_path(company), company_events(company))


# --- published cases ----------------------------------------------------------------------


def test_the_option_pool_shuffle():
    # Venture Hacks, The Option Pool Shuffle: $8M pre with a 20 % pool inside is $1.00 a share, $6M effective
    round_ = ev.PricedRound("a", LATER, "A", amount_usd=2e6, pre_money_usd=8e6, pool_frac=0.2)
    ledger = replayed(founded(6e6), round_)
    assert ledger.of("a").price_usd == near(1.0)
    assert fractions(ledger) == near({"founding/Ann": 0.6, "a": 0.2, "pool": 0.2})


def test_a_pool_outside_the_pre_money_dilutes_everybody():
    # golden case priced-pool-outside-pre-money: price 4, 36 % each, 18 %, 10 %
    round_ = ev.PricedRound(
        "a", LATER, "A", amount_usd=1e6, pre_money_usd=4e6, pool_frac=0.1, pool=PoolPlacement.AFTER_MONEY
    )
    ledger = replayed(founded(Ann=5e5, Bob=5e5), round_)
    assert ledger.of("a").price_usd == near(4.0)
    assert fractions(ledger) == near({"founding/Ann": 0.36, "founding/Bob": 0.36, "a": 0.18, "pool": 0.1})


def test_an_nvca_weighted_average_round():
    # golden case antidilution-nvca-broad: 2.50 to 2.1875 when 4M shares are sold for $5M
    events = [
        founded(8e6),
        ev.PoolChange("pool", DAY, shares=3e6),
        ev.Grant("options", DAY, "staff", 2e6),
        ev.PricedRound("a", DAY, "A", amount_usd=5e6, price_usd=2.5, terms=WEIGHTED),
        ev.PricedRound("b", LATER, "B", amount_usd=5e6, price_usd=1.25),
    ]
    ledger = replayed(*events)
    assert ledger.state.lot("a").conversion_price_usd == near(2.1875)
    assert ledger.state.lot("a").common_shares == near(2285714.285714, rel=1e-12)
    assert ledger.of("b").new_shares == near(4e6)
    # whoever is given the pre-money that this price stood for finds the same price again
    pre = ledger.of("b").pre_money_usd
    again = replayed(*events[:-1], ev.PricedRound("b", LATER, "B", amount_usd=5e6, pre_money_usd=pre))
    assert again.of("b").price_usd == near(1.25)
    assert again.state.lot("a").conversion_price_usd == near(2.1875)


def test_doordash_series_b_after_a_cheaper_c_under_a_rising_headline():
    # DoorDash S-1: B at 5.68 converts at 5.48 after C at 4.79; all in thousands of shares
    b = ev.PricedRound("b", DAY, "B", amount_usd=5.68 * 7_925, price_usd=5.68, terms=WEIGHTED)
    events = [
        founded(44_128),
        ev.PricedRound("a1", DAY, "A-1", amount_usd=13_330, price_usd=1),
        ev.PricedRound("a", DAY, "A", amount_usd=27_159, price_usd=1),
        b,
        ev.PricedRound("c", LATER, "C", amount_usd=4.79 * 26_839, price_usd=4.79),
    ]
    ledger = replayed(*events)
    assert ledger.state.lot("b").conversion_price_usd == near(5.47991196254, rel=1e-11)
    assert ledger.state.lot("b").common_shares == near(8214.233576642, rel=1e-3)  # printed at 5.48
    assert ledger.of("c").post_money_usd > ledger.of("b").post_money_usd
    assert ledger.of("c").price_usd < ledger.of("b").price_usd


def test_squares_ratchet_and_the_closing_that_waived_it():
    # Square, S-1/A of 6 November 2015: E at 15.46345, owed 18.55614; IPO at $9: 10,299,702 extra shares
    ratchet = ev.SeriesTerms(ratchet=RatchetTerms(18.55614))
    with_right, waived = 9_700_289 * 15.46345, 1_940_058 * 15.46345
    e = ev.PricedRound(
        "e",
        DAY,
        "E",
        amount_usd=with_right + waived,
        price_usd=15.46345,
        tranches=(ev.Tranche("first", with_right), ev.Tranche("last", waived, waives=True)),
        terms=ratchet,
    )
    at_nine = replayed(founded(300e6), e, ev.Ipo("ipo", LATER, 27e6 * 9, price_usd=9.0))
    assert at_nine.state.lot("e/1").shares - 9_700_289 == near(10_299_702, abs=0.5)
    assert at_nine.state.lot("e/1").shares * 9 == near(9_700_289 * 18.55614)  # 1.2 x what was paid
    assert at_nine.state.lot("e/2").shares == near(1_940_058)
    # found from the pre-money instead of given, price and ratchet come out the same
    pre = at_nine.of("ipo").pre_money_usd
    found = replayed(founded(300e6), e, ev.Ipo("ipo", LATER, 27e6 * 9, pre_money_usd=pre))
    assert found.of("ipo").price_usd == near(9.0)


def test_a_safe_and_a_pool_convert_in_the_round():
    # by hand, as in the docstring of solve_round: 10 % SAFE, $12M pre, $3M new, 10 % pool
    events = [
        founded(8e6),
        ev.Paper("safe", DAY, "Angel", Convertible("safe", 1e6, cap_usd=10e6)),
        ev.PricedRound("a", LATER, "A", amount_usd=3e6, pre_money_usd=12e6, pool_frac=0.1),
    ]
    ledger = replayed(*events)
    assert ledger.of("a").price_usd == near(1.18125)
    assert fractions(ledger) == near({"founding/Ann": 0.63, "safe": 0.07, "a": 0.2, "pool": 0.1})
    assert ledger.state.lot("safe").cost_usd == near(1e6), "its preference is its money"
    given = replayed(*events[:-1], ev.PricedRound("a", LATER, "A", 3e6, price_usd=1.18125, pool_frac=0.1))
    assert given.of("a").pre_money_usd == near(12e6)


def test_an_mfn_paper_takes_over_a_later_safe():
    # golden case safe-mfn-elects-cap: 4 %, 8 % and 8 1/3 % of all, the $10M cap taken over whole
    papers = [
        Convertible("mfn", 5e5, mfn=True, elects="cap"),
        Convertible("cap", 1e6, cap_usd=10e6),
        Convertible("off", 1e6, discount_frac=0.2),
    ]
    issued = [ev.Paper(one.key, DAY, one.key, one) for one in papers]
    ledger = replayed(founded(8e6), *issued, ev.PricedRound("a", LATER, "A", 3e6, pre_money_usd=12e6))
    assert ledger.of("a").price_usd == near(1.11875)
    held = fractions(ledger)
    assert [held[key] for key in ("mfn", "cap", "off")] == [near(0.04), near(0.08), near(1 / 12)]


def test_a_note_earns_simple_interest_until_the_round():
    # $1M at 8 % for 366 days (2020 is a leap year), act/365, no cap: converts at the round's price
    note = ev.Paper("note", DAY, "Angel", Convertible("note", 1e6), annual_rate_frac=0.08)
    ledger = replayed(founded(), note, ev.PricedRound("a", LATER, "A", amount_usd=2e6, pre_money_usd=8e6))
    lot, price = ledger.state.lot("note"), ledger.of("a").price_usd
    assert lot.shares * price == near(1e6 * (1 + 0.08 * 366 / 365))


def test_a_reverse_split_and_a_spac_keep_what_everybody_is_worth():
    # golden arithmetic: 1 for 10 reverse, then 1.5 SPAC shares per share at $10
    ledger = replayed(
        founded(9e6),
        ev.PricedRound("a", DAY, "A", amount_usd=1e6, price_usd=1.0),
        ev.Split("reverse", LATER, 0.1),
        ev.SpacMerger("spac", LATER, 1.5, trust_usd=10e6, pipe_usd=5e6, sponsor_shares=250_000),
    )
    lot = ledger.state.lot("a")
    assert lot.shares == near(150_000)
    assert lot.cost_usd == near(1e6), "a split changes no cost"
    assert lot.price_usd == near(1 / 0.15)
    spac = ledger.of("spac")
    assert spac.pre_money_usd == near(15e6)
    assert spac.post_money_usd == near(15e6 + 15e6 + 2.5e6), "the sponsor's shares are not paid for"
    assert ledger.state.split_x == near(0.15)


def test_ton_buyers_got_72_percent_back():
    # SEC v. Telegram, judgment of June 2020: 72 % of $1.7B, about $1.22B
    paper = ev.Paper("grams", PartialDate("2018-03"), "buyers", Convertible("grams", 1.7e9))
    ledger = replayed(
        ev.Founding("founding", PartialDate("2017"), (("Durov", 1.0),)),
        paper,
        ev.Refund("refund", PartialDate("2020-06"), "grams", 0.72),
    )
    assert holder_flows(ledger, "buyers") == (
        (PartialDate("2018-03"), -1.7e9),
        (PartialDate("2020-06"), near(1.224e9)),
    )
    assert ledger.state.papers == ()


def test_an_acquisition_pays_debt_then_carve_out_then_by_rank():
    # by hand: $20M, $4M debt, 10 % of the rest for staff, Series A takes $10M, common $4.4M
    events = [
        founded(8e6),
        ev.PricedRound("a", DAY, "A", amount_usd=10e6, price_usd=5.0),
        ev.Acquisition("sold", LATER, 20e6, debt_usd=4e6, carve_out_frac=0.1),
    ]
    ledger = replayed(*events)
    assert ledger.of("sold").received_usd == near({"Ann": 4.4e6, "A": 10e6, "carve-out": 1.6e6})
    assert refused(*events, ev.Split("late", LATER, 2)) == "company_ended"


def test_the_unallocated_pool_and_worthless_options_get_nothing_at_an_exit():
    ledger = replayed(
        founded(1e6),
        ev.PoolChange("pool", DAY, shares=1e6),
        ev.Grant("dear", DAY, "staff", 5e5, strike_usd=100),
        ev.Acquisition("sold", LATER, 10e6),
    )
    assert ledger.of("sold").received_usd == near({"Ann": 10e6, "staff": 0.0})


def test_a_shutdown_pays_what_is_left_by_rank_and_an_open_safe_first():
    safe = ev.Paper("safe", DAY, "Angel", Convertible("safe", 2e6, cap_usd=10e6))
    ledger = replayed(founded(), safe, ev.Shutdown("end", LATER, 3e6, debt_usd=2e6))
    assert ledger.of("end").received_usd == near({"Ann": 0.0, "Angel": 1e6})


def test_secondary_buyback_exercise_and_warrant():
    ledger = replayed(
        founded(10e6),
        ev.PoolChange("pool", DAY, target_frac=0.2),
        ev.Grant("options", DAY, "staff", 1e6, strike_usd=0.5),
        ev.Warrant("warrant", DAY, "bank", 1e5, strike_usd=1),
        ev.Exercise("exercised", DAY, "options", 4e5),
        ev.Secondary("sale", LATER, "founding/Ann", "Fund", 1e6, 3.0),
        ev.Buyback("back", LATER, "founding/Ann", 5e5, 4.0),
    )
    held = {row.key: row.shares for row in cap_table(ledger.state)}
    assert held == near(
        {
            "founding/Ann": 8.5e6,
            "options": 6e5,
            "warrant": 1e5,
            "exercised": 4e5,
            "sale": 1e6,
            "pool": 1.5e6,
        }
    )
    assert [money for _, money in holder_flows(ledger, "Ann")] == near([3e6, 2e6])
    assert [money for _, money in holder_flows(ledger, "staff")] == near([-2e5])
    assert ledger.at(DAY).fully_diluted_shares == near(12.6e6)
    assert ledger.at(PartialDate("2019")).lots == ()


def test_tranches_at_different_prices_are_lots_of_their_own():
    # TechCrunch-style split round by hand: 1M shares at $2, then 500K at $3
    tranches = (ev.Tranche("Lead", 2e6), ev.Tranche("Late", 1.5e6, price_usd=3.0))
    round_ = ev.PricedRound("a", LATER, "A", amount_usd=2e6, pre_money_usd=16e6, tranches=tranches)
    ledger = replayed(founded(8e6), round_)
    assert [ledger.state.lot(key).shares for key in ("a/1", "a/2")] == near([1e6, 5e5])
    assert ledger.of("a").post_money_usd == near(19.5e6)


def test_a_direct_listing_raises_nothing():
    ledger = replayed(
        founded(9e6),
        ev.PricedRound("a", DAY, "A", amount_usd=1e6, price_usd=1.0),
        ev.DirectListing("dpo", LATER, 12.0),
    )
    assert ledger.of("dpo").paid_usd == {}
    assert ledger.of("dpo").post_money_usd == near(120e6)
    assert {lot.kind.value for lot in ledger.state.lots} == {"common"}
