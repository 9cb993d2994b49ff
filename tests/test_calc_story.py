"""Own events on the record: nothing added changes nothing; each event does what its arithmetic says."""

from __future__ import annotations

import pytest
from hypothesis import given

from calc.attribution import Cause, attribute
from calc.dilution import ownership
from calc.events.own import OwnEvent, OwnTerms, OwnTranche
from calc.events.story import story
from calc.multiples import end_mark, multiple_at
from calc.path import record_path
from calc.types import PartialDate
from calc.whatif import WhatIf
from dashboard.sources.records import load_company
from tests.drawn import many, near
from tests.test_calc_record import random_companies

AIRBNB = load_company("airbnb")
RECORD = record_path(AIRBNB)
DAY = PartialDate


def event(number: int, kind: str, date: str, **values: float | str) -> OwnEvent:
    return OwnEvent(f"own-{number}", kind, DAY(date), tuple(values.items()))


def path_of(*events: OwnEvent, terms: tuple[OwnTerms, ...] = ()):
    found = story(AIRBNB, WhatIf(events=events, terms=terms)).path
    assert found.problem is None
    return found


def check_same(found, record) -> None:
    assert [step.key for step in found.steps] == [step.key for step in record.steps]
    for a, b in zip(found.steps, record.steps, strict=True):
        for name in (
            "pre_money_usd",
            "post_money_usd",
            "issue_price_usd",
            "new_shares",
            "fully_diluted_shares",
        ):
            assert getattr(a, name) == near(getattr(b, name), rel=1e-9)
        assert (a.price_basis, a.count_basis) == (b.price_basis, b.count_basis)
        assert a.final_ratio == near(b.final_ratio)


@many
@given(random_companies())
def test_nothing_added_is_the_record(company):
    check_same(story(company, WhatIf()).path, record_path(company))


def test_nothing_added_to_airbnb_is_the_record_to_a_billionth():
    check_same(story(AIRBNB, WhatIf()).path, RECORD)


def test_a_pool_dilutes_everybody_before_it_and_is_told_by_the_why_chart():
    path = path_of(event(1, "pool", "2013-06", target=0.1))
    # values are held, so the IPO price falls by the pool: 10 % of the company after Series C
    assert path.shares_at(DAY("2013-07")) == near(RECORD.step("series-c").fully_diluted_shares / 0.9)
    for row in ownership(path):
        assert sum(row.fractions.values()) == near(1.0)
    ipo = path.ipo.issue_price_usd
    assert ipo < RECORD.ipo.issue_price_usd


def test_a_safe_before_the_seed_converts_at_its_cap():
    path = path_of(event(1, "safe", "2009", amount=1e5, cap=2e6))
    # post-money cap: 100,000 / 2,000,000 = 5 % of all shares before the new money
    seed = path.step("seed")
    band = path.moments[-1].bands["own-1"]
    assert band / (seed.fully_diluted_shares - seed.new_shares) == near(0.05)
    assert seed.sold_frac == near(RECORD.step("seed").sold_frac)


def test_a_split_moves_nobody():
    plain, split = path_of(), path_of(event(1, "split", "2013", factor=3.0))
    check_same(split, plain)


def test_the_parts_multiply_to_the_multiple_with_every_kind_of_event():
    path = path_of(
        event(1, "safe", "2009", amount=1e5, cap=2e6),
        event(2, "pool", "2013-06", target=0.1),
        event(3, "warrant", "2014-06", shares=1e6, strike=5.0),
        event(4, "buyback", "2015-08", lot="seed", shares=1e6, price=40.0),
        event(5, "acquisition", "2017", price=2e10, debt=1e9),
        terms=(OwnTerms("series-e", (("participation", "full"), ("protection", "full"))),),
    )
    mark = end_mark(path.ends[0])
    for step in path.steps:
        why = attribute(path, step, mark)
        assert why.value_growth_x * why.retained_frac == near(why.multiple_x, rel=1e-9)
    assert attribute(path, path.steps[0], mark).of(Cause.EVENT) < 0.9


def test_participating_preferred_takes_its_money_first_and_shares_the_rest():
    plain = path_of(event(1, "acquisition", "2017", price=2e10))
    full = path_of(
        event(1, "acquisition", "2017", price=2e10),
        terms=(OwnTerms("series-a", (("participation", "full"),)),),
    )
    before, after = (
        multiple_at(p.step("series-a"), end_mark(p.ends[0])).price_multiple_x for p in (plain, full)
    )
    # $7.2M first, then the same part of what is left, which is $7.2M less
    assert after == near(before + 1, rel=1e-3)
    assert full.ipo is None, "after the sale nothing of the record follows"


def test_a_full_ratchet_gives_shares_in_a_down_round():
    down = (OwnTerms("series-f", (("price", 20.0),)),)
    plain, kept = path_of(terms=down), path_of(terms=(OwnTerms("series-e", (("protection", "full"),)), *down))
    # E paid $46.5 and converts at $20 after the round, by hand: ratio = price paid / 20
    step = kept.step("series-e")
    assert step.final_ratio == near(step.issue_price_usd / 20.0)
    assert plain.step("series-e").final_ratio == 1
    assert kept.step("series-f").issue_price_usd == near(20.0)


def test_an_ipo_ratchet_is_worth_its_target():
    path = path_of(terms=(OwnTerms("series-f", (("ratchet", 2.0),)),))
    step, ipo = path.step("series-f"), path.ipo
    assert step.final_ratio * ipo.issue_price_usd == near(2 * step.issue_price_usd)


def test_a_closing_at_its_own_price_comes_on_top():
    terms = OwnTerms(
        "series-b", (), (OwnTranche("Fund", 5e7, 5.0), OwnTranche("Late", 1e7, 0.0, waives=True))
    )
    path = path_of(terms=(terms,))
    step = path.step("series-b")
    old = RECORD.step("series-b")
    assert step.issue_price_usd == near(old.issue_price_usd)
    assert step.new_shares == near(old.new_shares + 5e7 / 5.0)


def test_an_own_direct_listing_takes_the_place_of_the_ipo():
    path = path_of(event(1, "direct", "2018", price=70.0))
    assert path.ipo.key == "own-1" and path.ipo.new_shares == 0
    assert multiple_at(path.step("seed"), end_mark(path.ends[0])).price_multiple_x == near(
        70 / RECORD.step("seed").issue_price_usd
    )


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (event(1, "grant", "2013", shares=5.0), "more_than_pool"),
        (event(1, "safe", "2019", amount=1e6), "papers_left"),
        (event(1, "buyback", "2013", lot="nobody", shares=5.0, price=1.0), "unknown_lot"),
        (event(1, "safe", "2010", amount=0.0), "not_positive"),
    ],
)
def test_what_cannot_be_replayed_stops_there_and_says_why(bad, code):
    path = story(AIRBNB, WhatIf(events=(bad,))).path
    assert path.problem.code == code
    assert path.step("seed") is not None, "what came before stays"
    assert path.stopped_at in ("own-1", "IPO")
