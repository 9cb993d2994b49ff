"""What moved the share count and whose band a lot is in, by hand; and the company at a date."""

from __future__ import annotations

from dataclasses import replace

from calc.antidilution import RatchetTerms
from calc.captable import PoolPlacement
from calc.events import Entry, Ledger, Lot, LotKind, State
from calc.events import terms as ev
from calc.events.lines import Bands, changes_of, end_of, ratios_of
from calc.events.own import OwnEvent
from calc.moments import Cause, Change
from calc.path import Step, Terms
from calc.safes.terms import Convertible
from calc.types import Basis, PartialDate, Quoted, RoundKind
from tests.drawn import near
from tests.test_calc_events import DAY, LATER, founded, replayed

OWN = {
    "opt": OwnEvent("opt", "grant", DAY),
    "sold": OwnEvent("sold", "secondary", DAY, (("lot", "founding/Ann"),)),
    "used": OwnEvent("used", "exercise", DAY, (("lot", "opt"),)),
    "safe": OwnEvent("safe", "safe", DAY),
}


def lot(key: str, series: str = "common", shares: float = 2.0, ratio_x: float = 1.0) -> Lot:
    return Lot(key, "who", series, LotKind.COMMON, shares, 1.0, DAY, ratio_x)


def test_every_lot_is_in_the_band_of_what_it_came_from():
    # counts over a split of two: shares 2.0 are 1.0 of the record's
    lots = (
        lot("founding/Ann"), lot("sold"), lot("opt"), lot("used"), lot("safe"), lot("other"),
        lot("a/1", "a", ratio_x=3.0), lot("bought", "a"),
    )  # fmt: skip
    found = Bands({"a"}, OWN).of(State(lots, pool_shares=6.0, split_x=2.0))
    assert found == {"before": 2.0, "pool": 5.0, "safe": 1.0, "other": 1.0, "a": 4.0}
    assert "pool" not in Bands({"a"}, OWN).of(State((lot("other"),)))


def causes(changes) -> list[tuple[Cause, str, float]]:
    return [(one.cause, one.key, round(one.after_shares - one.before_shares, 6)) for one in changes]


def changed(before: list[ev.Event], event: ev.Event) -> tuple[Change, ...]:
    ledger = replayed(founded(8e6), *before, event)
    return changes_of(ledger.entries[-2].state, ledger.entries[-1])


def pooled(place: PoolPlacement) -> ev.PricedRound:
    return ev.PricedRound("a", LATER, "A", amount_usd=2e6, pre_money_usd=8e6, pool_frac=0.2, pool=place)


def test_causes_come_in_the_order_they_dilute():
    # inside: $8M less the pool's $2M over 8M shares is $0.75: a pool of 2M / 0.75, then as many sold
    inside = causes(changed([], pooled(PoolPlacement.INSIDE_PRE_MONEY)))
    third = round(8e6 / 3, 6)
    assert inside == [(Cause.EVENT, "a", third), (Cause.ROUND, "a", third)]
    # outside: 2M at $1.00, then a fifth of 12.5M
    outside = causes(changed([], pooled(PoolPlacement.AFTER_MONEY)))
    assert outside == [(Cause.ROUND, "a", 2e6), (Cause.EVENT, "a", 2.5e6)]
    # 10 % post-money SAFE: 8M / 0.9 x 0.1; $18M over 8M / 0.9 is $2.025, which buys 1M for $2.025M
    paper = ev.Paper("p", DAY, "x", Convertible("p", 1e6, cap_usd=1e7))
    round_ = ev.PricedRound("a", LATER, "A", amount_usd=2.025e6, pre_money_usd=18e6)
    assert causes(changed([paper], round_)) == [
        (Cause.EVENT, "p", round(8e6 / 9, 6)),
        (Cause.ROUND, "a", 1e6),
    ]


def test_causes_of_what_is_no_round():
    issue, pool = ev.OtherIssue("o", LATER, 1e6), ev.PoolChange("q", LATER, 1e6)
    assert changed([], issue) == (Change(Cause.OPTIONS, "", LATER, 8e6, 9e6),)
    assert changed([], pool) == (Change(Cause.EVENT, "q", LATER, 8e6, 9e6),)
    assert changed([ev.Split("s", DAY, 2.0)], ev.PoolChange("q", LATER, 1e6))[0].after_shares == 8.5e6
    ratio = ev.ConversionRatio("r", LATER, "founding/Ann", 1.5)
    assert changed([], ratio) == (Change(Cause.CONVERSION, "", LATER, 8e6, 12e6),)
    # a lot that is all bought back; a pool topped up after a split, on the record's basis
    sold = ev.Secondary("s", DAY, "founding/Ann", "Bob", 1e6, 1.0)
    assert changed([sold], ev.Buyback("b", LATER, "s", 1e6, 2.0)) == (
        Change(Cause.EVENT, "b", LATER, 8e6, 7e6),
    )
    assert changed([ev.PoolChange("q", DAY, 1e6), ev.Split("s", DAY, 2.0)], replace(pool, key="r")) == (
        Change(Cause.EVENT, "r", LATER, 9e6, 9.5e6),
    )
    # nothing added: a split, a sale between holders; and an end has no count
    assert changed([], ev.Split("s", LATER, 2.0)) == ()
    assert changed([], ev.Secondary("s", LATER, "founding/Ann", "Bob", 1e6, 1.0)) == ()
    assert changed([], ev.Shutdown("end", LATER)) == ()
    assert changes_of(State(), replayed(founded()).entries[0]) == ()


def test_a_ratchet_at_an_ipo_is_a_conversion_before_the_sale():
    # 2M shares owed $1.20 at $0.60 become 4M; $6M buys 10M
    round_ = ev.PricedRound("z", DAY, "z", 2e6, 8e6, terms=ev.SeriesTerms(ratchet=RatchetTerms(1.2)))
    found = causes(changed([round_], ev.Ipo("i", LATER, 6e6, 0.6)))
    assert found == [(Cause.CONVERSION, "", 2e6), (Cause.ROUND, "i", 1e7)]


def test_ratios_are_those_of_the_main_closing():
    one = Entry(ev.Split("s", DAY, 1.0), State(), adjusted={"a": 1.2, "a/2": 9.0})
    two = Entry(ev.Split("t", LATER, 1.0), State(), adjusted={"a/1": 1.5, "b": 2.0})
    assert ratios_of(Ledger((one, two)), "a") == ((DAY, 1.2), (LATER, 1.5))


def step(key: str, price: float) -> Step:
    terms = Terms(key, key, RoundKind.PRICED, DAY, 1.0, 1.0, Quoted.PRE, 0.0)
    return Step(terms, 1.0, 1.0, price, 1.0, 0.0, 1.0, Basis.DERIVED, Basis.ESTIMATED)


def test_a_sale_pays_a_share_of_every_round_what_its_main_closing_got():
    # a/1 cost $2 and got $6: 3 x the $10 of a share; of b only what a buyer holds is left: $1 of $2
    before = State((lot("a/1", "a"), lot("a/2", "a"), lot("bought", "b")))
    sale = ev.Acquisition("sale", LATER, 100.0)
    paid = {"a/1": 6.0, "a/2": 1.0, "bought": 1.0}
    entry = Entry(sale, State(split_x=2.0, ended=True), 0.25, None, 100.0, by_lot_usd=paid)
    end = end_of(before, entry, "acquisition", [step("a", 10.0), step("b", 4.0), step("gone", 1.0)])
    assert (end.key, end.kind, end.date, end.value_usd) == ("sale", "acquisition", LATER, 100.0)
    assert end.price_usd == 0.5  # two shares today per share of the record
    assert end.per_share_usd == (("a", 30.0), ("b", 2.0), ("before", 0.5))
    assert end_of(before, entry, "ipo", [step("a", 10.0)]).per_share_usd == ()


def test_the_company_at_a_date_is_after_the_newest_event_by_then():
    ledger = replayed(founded(8e6), ev.OtherIssue("o", LATER, 1e6))
    found = [
        ledger.at(PartialDate(day)).fully_diluted_shares
        for day in ("2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01", "2021", "2030")
    ]
    assert found == near([0.0, 8e6, 8e6, 9e6, 9e6, 9e6])
    assert Ledger(()).state == State()
