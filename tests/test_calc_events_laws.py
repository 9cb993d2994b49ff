"""What must hold for any run of events: conservation, scale, splits, order, the exit's sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from calc.antidilution import Protection
from calc.events import cap_table, company_events, path_events, replay_events
from calc.events import terms as ev
from calc.safes.terms import Convertible
from calc.whatif import what_if_path, what_if_terms
from tests.drawn import magnitudes, many, near
from tests.test_calc_events import DAY, FULL, check_events_are_the_path, founded, fractions, refused, replayed
from tests.test_calc_record import own_value_edits, random_companies


@many
@given(own_value_edits())
def test_events_replay_every_what_if_like_the_path(made):
    company, what_if = made
    terms = what_if_terms(company, what_if)
    path = what_if_path(company, what_if)
    check_events_are_the_path(path, path_events(path.opening_shares, terms))


# --- what must hold whatever happens ------------------------------------------------------

FRACS = st.floats(0.01, 0.4)
PROTECTIONS = st.sampled_from(list(Protection))


def made_events(rows, pool, split) -> list[ev.Event]:
    events: list[ev.Event] = [founded(1e7)]
    for at, (pre, sold, protection, paper) in enumerate(rows):
        terms = ev.SeriesTerms(protection=protection)
        if paper and not any(isinstance(e, ev.PricedRound) and e.terms != ev.SeriesTerms() for e in events):
            events.append(ev.Paper(f"p{at}", DAY, f"P{at}", Convertible(f"p{at}", pre / 50, cap_usd=pre)))
        events.append(
            ev.PricedRound(
                f"r{at}", DAY, f"R{at}", pre_money_usd=pre, sold_frac=sold, pool_frac=pool, terms=terms
            )
        )
        if split != 1:
            events.append(ev.Split(f"s{at}", DAY, split))
    return events


def some_events() -> st.SearchStrategy[list[ev.Event]]:
    row = st.tuples(magnitudes(1e6, 1e10), FRACS, PROTECTIONS, st.booleans())
    drawn = st.builds(
        made_events, st.lists(row, min_size=1, max_size=5), st.floats(0, 0.3), st.sampled_from([1, 2, 0.1])
    )
    return drawn.filter(lambda events: replay_events(events).problem is None)


def test_full_ratchets_that_are_owed_the_whole_pre_money_leave_no_price():
    # by hand: A paid $5M and keeps that value at any price, which is more than the $4M pre-money
    events = [
        founded(8e6),
        ev.PricedRound("a", DAY, "A", amount_usd=5e6, price_usd=2.0, terms=FULL),
        ev.PricedRound("b", DAY, "B", amount_usd=1e6, pre_money_usd=4e6),
    ]
    assert refused(*events) == "owed_all"


@many
@given(some_events())
def test_shares_are_conserved_and_price_times_shares_is_the_money(events):
    ledger = replayed(*events)
    for entry in ledger.entries:
        rows = cap_table(entry.state)
        assert sum(row.frac for row in rows) == near(1.0)
        assert sum(row.common_shares for row in rows) == near(entry.fully_diluted_shares)
        if isinstance(entry.event, ev.PricedRound):
            assert entry.price_usd * entry.new_shares == near(sum(entry.paid_usd.values()))
            assert entry.price_usd * entry.fully_diluted_shares == near(entry.post_money_usd, rel=1e-8)
            assert entry.post_money_usd - entry.pre_money_usd == near(sum(entry.paid_usd.values()), rel=1e-6)


@many
@given(some_events(), magnitudes(1e-3, 1e3))
def test_ten_times_the_shares_changes_no_fraction(events, scale):
    first, *rest = events
    grown = ev.Founding(first.key, first.date, tuple((who, n * scale) for who, n in first.shares))
    plain, scaled = replayed(*events), replayed(grown, *rest)
    assert fractions(scaled) == near(fractions(plain), rel=1e-8)


@many
@given(some_events())
def test_a_split_anywhere_changes_no_fraction_and_no_money(events):
    plain = replayed(*events)
    for at in range(1, len(events) + 1):
        split = replayed(*events[:at], ev.Split("extra", DAY, 3.0), *events[at:])
        assert fractions(split) == near(fractions(plain), rel=1e-8)
        assert {lot.key: lot.cost_usd for lot in split.state.lots} == near(
            {lot.key: lot.cost_usd for lot in plain.state.lots}
        )


@many
@given(some_events(), magnitudes(1e4, 1e11))
def test_an_acquisition_pays_out_all_of_its_price(events, price):
    ledger = replayed(*events, ev.Acquisition("sold", DAY, price))
    paid = ledger.of("sold").received_usd
    assert sum(paid.values()) == near(price, rel=1e-9)
    assert min(paid.values()) >= 0


@many
@given(random_companies())
def test_secondaries_in_any_order_leave_the_same_table(company):
    events = company_events(company)
    sales = [
        ev.Secondary(f"sale{at}", company.rounds[-1].date, "founding/before", f"B{at}", share, 1.0)
        for at, share in enumerate((1.0, 2.0, 4.0))
    ]
    forward, backward = replayed(*events, *sales), replayed(*events, *reversed(sales))
    assert fractions(forward) == near(fractions(backward))
