"""The laws of shares and money: 5,000 drawn histories each here, 100,000 by `python3 dev.py laws`.

A history that an event refuses is judged up to that event.
"""

from __future__ import annotations

import math
from itertools import pairwise, permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from calc.dilution import ownership, retained_frac
from calc.events import Ledger, cap_table, path_events, replay_events
from calc.events import terms as ev
from calc.events.replay import OTHER
from calc.path import record_path, replay
from calc.steps import round_steps
from calc.waterfall import waterfall
from calc.waterfall.proof import prove
from calc.whatif import WhatIf, what_if_path, what_if_terms
from tests.drawn import laws, near
from tests.drawn_rows import (
    CLASS_ROWS,
    DAY,
    EVENT_ROWS,
    PATH_ROWS,
    extra_event,
    made_classes,
    made_events,
    made_path,
    made_record,
)

SWEEP = np.concatenate([[0.0], np.geomspace(1e5, 5e9, 60)])


def table(ledger: Ledger) -> dict[str, float]:
    return {row.key: row.frac for row in cap_table(ledger.state)}


# --- 1. shares are conserved ---------------------------------------------------------------


@laws
@given(EVENT_ROWS)
def test_law_1_shares_are_conserved(drawn):
    """Every share comes from an issue of that size, and no event but a sale touches another's lot."""
    ledger = replay_events(made_events(drawn))
    for before, after in pairwise(ledger.entries):
        event, factor = after.event, getattr(after.event, "factor_x", 1.0)
        was = {lot.key: lot for lot in before.state.lots}
        now = {lot.key: lot for lot in after.state.lots}
        sold = {event.lot_key, event.key} if isinstance(event, ev.Secondary) else set()
        touched = sold | ({OTHER} if isinstance(event, ev.OtherIssue) else set())
        for key in was.keys() - touched:
            assert now[key].shares == near(was[key].shares * factor)
        grew = (now.keys() - was.keys() - sold) | ({*after.adjusted} & now.keys()) | (touched - sold)
        came = math.fsum(
            now[key].common_shares - (was[key].common_shares * factor if key in was else 0.0) for key in grew
        )
        came += after.state.pool_shares - before.state.pool_shares * factor
        grown = after.fully_diluted_shares - before.fully_diluted_shares * factor
        assert grown == near(came, abs=1e-9 * after.fully_diluted_shares)
        if isinstance(event, ev.Grant | ev.Secondary | ev.Paper | ev.Split):
            assert grown == near(0.0, abs=1e-9 * after.fully_diluted_shares)
        elif isinstance(event, ev.OtherIssue | ev.PoolChange | ev.Warrant):
            issued = event.shares
            assert grown == near(issued, abs=1e-9 * after.fully_diluted_shares)


# --- 2. fractions sum to one ---------------------------------------------------------------


@laws
@given(EVENT_ROWS)
def test_law_2_fractions_sum_to_one(drawn):
    for entry in replay_events(made_events(drawn)).entries:
        fractions = [row.frac for row in cap_table(entry.state)]
        assert math.fsum(fractions) == near(1.0)
        assert min(fractions) > 0


# --- 3. price x shares = money -------------------------------------------------------------


@laws
@given(EVENT_ROWS)
def test_law_3_price_times_shares_is_the_money(drawn):
    for entry in replay_events(made_events(drawn)).entries:
        if isinstance(entry.event, ev.PricedRound):
            paid = math.fsum(entry.paid_usd.values())
            assert entry.price_usd * entry.new_shares == near(paid)
            assert entry.price_usd * entry.fully_diluted_shares == near(entry.post_money_usd, rel=1e-8)
            assert entry.pre_money_usd + paid == near(entry.post_money_usd, rel=1e-8)
            assert entry.pre_money_usd == near(entry.event.pre_money_usd, rel=1e-8)
            assert paid / entry.post_money_usd == near(entry.event.sold_frac, rel=1e-8)


# --- 4. the chain of retained fractions ----------------------------------------------------


@laws
@given(PATH_ROWS)
def test_law_4_retained_fractions_multiply(drawn):
    """What a holder keeps is the product of what each round leaves, on the path and in the events."""
    opening, terms = made_path(drawn)
    path = replay(opening, terms)
    kept = math.prod(step.retained_frac for step in round_steps(path))
    first, last = path.steps[0], path.steps[-1]
    converted = first.terms.conversion_ratio if path.ipo is not None else 1.0  # ratios count from the IPO on
    assert retained_frac(first, last) == near(kept * converted)
    assert kept * last.post_money_usd / first.post_money_usd == near(
        last.issue_price_usd / first.issue_price_usd
    )
    ledger = replay_events(path_events(opening, terms))
    if ledger.problem is None:
        assert table(ledger)["founding/before"] == near(ownership(path)[-1].fractions["before"], rel=1e-9)


# --- 5. the waterfall ----------------------------------------------------------------------


@laws
@given(CLASS_ROWS)
def test_law_5_a_waterfall_pays_all_of_it_and_nobody_gains_by_switching(drawn):
    """Payouts, debt, fees and carve-out are the exit; no other decision pays more; nothing falls."""
    terms = made_classes(drawn)
    proof = prove(terms, waterfall(terms, SWEEP))
    assert proof.holds, proof


# --- 6. scale ------------------------------------------------------------------------------


@laws
@given(EVENT_ROWS, st.sampled_from([1e-3, 0.5, 3.0, 1e4]))
def test_law_6_more_shares_or_another_currency_change_no_fraction(drawn, factor):
    plain = replay_events(made_events(drawn))
    for scaled in (made_events(drawn, scale=factor), made_events(drawn, money=factor)):
        again = replay_events(scaled)
        assert len(again.entries) == len(plain.entries)
        assert table(again) == near(table(plain), rel=1e-7)


@laws
@given(CLASS_ROWS, st.sampled_from([1e-3, 1e3]))
def test_law_6_payouts_scale_with_all_money(drawn, factor):
    plain = waterfall(made_classes(drawn), SWEEP).payouts_usd * factor
    scaled = waterfall(made_classes(drawn, money=factor), SWEEP * factor).payouts_usd
    assert np.abs(scaled - plain).max() <= 1e-9 * factor * SWEEP[-1]


# --- 7. order ------------------------------------------------------------------------------

ORDERS = st.sampled_from(list(permutations(range(5)))[1:])


@laws
@given(EVENT_ROWS, ORDERS, st.booleans())
def test_law_7_the_order_of_what_does_not_touch_changes_nothing(drawn, order, early):
    """Papers, warrants, other issues and sales between the same two rounds, in any order."""
    events = made_events(drawn)
    kinds = [1.5 / 7, 3.5 / 7, 4.5 / 7, 6.5 / 7, 1.5 / 7]
    extras = [extra_event(90 + at, kind, drawn[at % 4][5], 1.0, 1.0) for at, kind in enumerate(kinds)]
    closing = [ev.PricedRound("last", DAY, "Last", pre_money_usd=1e9, sold_frac=0.1, pool_frac=0.1)]
    at = 1 if early else len(events)
    before, after = events[:at], events[at:] + closing
    plain = replay_events(before + [event for extra in extras for event in extra] + after)
    other = replay_events(before + [event for which in order for event in extras[which]] + after)
    assert str(other.problem) == str(plain.problem)  # refused for the same reason, at another place in line
    if plain.problem is None:
        assert len(other.entries) == len(plain.entries)
        assert other.of("last").price_usd == near(plain.of("last").price_usd, rel=1e-9)
        assert table(other) == near(table(plain), rel=1e-9)


def test_most_drawn_histories_are_not_refused():
    rng = np.random.default_rng(1)
    drawn = [rng.random((4, 6)).tolist() for _ in range(300)]
    refused = sum(replay_events(made_events(one)).problem is not None for one in drawn)
    paths = [replay_events(path_events(*made_path(rng.random((6, 6)).tolist()))) for _ in range(300)]
    assert refused < 100 and sum(path.problem is not None for path in paths) < 60


# --- 8. no change is the record ------------------------------------------------------------


@laws
@given(PATH_ROWS)
def test_law_8_a_what_if_without_a_change_is_the_record(drawn):
    company = made_record(drawn)
    record, none = record_path(company), WhatIf()
    path = what_if_path(company, none)
    assert path == record and path.problem is None
    for step, known in zip(path.steps, company.rounds, strict=True):
        assert step.issue_price_usd == near(known.issue_price_usd.value)
        assert step.new_shares == near(known.new_shares.value)
        assert step.post_money_usd == known.post_money_usd.value
    ledger = replay_events(path_events(path.opening_shares, what_if_terms(company, none)))
    assert ledger.problem is None
    assert [ledger.of(step.key).price_usd for step in path.steps] == [
        near(step.issue_price_usd, rel=1e-9) for step in path.steps
    ]
