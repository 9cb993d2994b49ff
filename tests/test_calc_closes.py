"""Closes of a feed: onto the share basis of the listing, judged before use, laid over a company."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest

from calc.closes import (
    LIVE,
    Fate,
    FeedClose,
    Judged,
    KnownClose,
    Split,
    judged,
    on_listing_basis,
    with_live_close,
    with_live_exit,
)
from calc.errors import CalcError
from calc.library import Exit
from calc.types import Basis, Figure, Mark, MarkKind, PartialDate
from dashboard.scenario import Scenario
from dashboard.sources.library import load_library
from dashboard.sources.records import load_company
from dashboard.views.path import PathView

TODAY = dt.date(2026, 11, 28)
KNOWN = KnownClose(dt.date(2026, 8, 21), 187.3)  # Airbnb, datasets/closes.csv


# --- onto the basis of the listing ------------------------------------------------------------


def test_a_split_after_the_listing_leaves_the_multiple_where_it_was():
    """2-for-1: the feed halves every close and names the split; per share as listed nothing changed."""
    before = FeedClose(TODAY, 190.0)
    after = FeedClose(TODAY, 95.0, splits=(Split(dt.date(2026, 10, 1), 2.0),))
    assert judged(before, KNOWN, TODAY) == judged(after, KNOWN, TODAY)
    company = with_live_close(load_company("airbnb"), judged(after, KNOWN, TODAY))
    live = PathView(company, Scenario(mark=LIVE)).first
    assert live is not None and live.price_multiple_x == pytest.approx(190.0 / (615_000 / 63_656_000))


def test_a_split_the_record_counts_already_is_not_counted_twice():
    old = Split(dt.date(2026, 1, 5), 2.0)
    assert on_listing_basis(50.0, 2.0, [old], KNOWN.date) == 100.0


# --- judged before use ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("close", "fate"),
    [
        (FeedClose(TODAY, 187.3 * 1.49), Fate.OK),
        (FeedClose(TODAY, 187.3 * 1.5), Fate.FAR_OFF),
        (FeedClose(TODAY, 187.3 * 0.51), Fate.OK),
        (FeedClose(TODAY, 187.3 * 0.5), Fate.FAR_OFF),
        (FeedClose(TODAY, 0.0), Fate.NOT_POSITIVE),
        (FeedClose(TODAY, float("nan")), Fate.NOT_POSITIVE),
        (FeedClose(TODAY, -5.0), Fate.NOT_POSITIVE),
        (FeedClose(TODAY + dt.timedelta(days=1), 187.3), Fate.OK),  # already tomorrow in Sydney
        (FeedClose(TODAY + dt.timedelta(days=2), 187.3), Fate.FUTURE),
        (FeedClose(KNOWN.date, 187.3), Fate.OLDER),
        (FeedClose(TODAY, 187.3, currency="GBP"), Fate.CURRENCY),
    ],
)
def test_a_price_is_judged(close, fate):
    assert judged(close, KNOWN, TODAY).fate is fate


# --- by hand ---------------------------------------------------------------------------------


def test_splits_after_the_day_multiply_and_those_up_to_it_do_not():
    since = dt.date(2026, 7, 31)
    splits = [Split(since, 7.0), Split(dt.date(2026, 8, 1), 2.0), Split(dt.date(2026, 9, 1), 0.1)]
    assert on_listing_basis(30.0, 10.0, splits, since) == pytest.approx(60.0)  # 30 x 10 x 2 / 10
    assert on_listing_basis(30.0, 1.0, [], since) == 30.0


@pytest.mark.parametrize(
    ("shares_x", "factor", "name"),
    [(0.0, 2.0, "shares_x"), (-1.0, 2.0, "shares_x"), (1.0, 0.0, "factor"), (1.0, math.inf, "factor")],
)
def test_shares_that_became_nothing_are_refused(shares_x, factor, name):
    with pytest.raises(CalcError) as caught:
        on_listing_basis(50.0, shares_x, [Split(KNOWN.date, factor)], KNOWN.date)
    value = shares_x if name == "shares_x" else factor
    assert (caught.value.code, caught.value.params) == ("not_positive", {"name": name, "value": value})


def test_a_judgement_is_of_the_price_as_listed():
    known = KnownClose(dt.date(2026, 8, 21), 100.0, shares_x=4.0)
    feed = FeedClose(TODAY, 14.0, splits=(Split(TODAY, 2.0),))
    assert judged(feed, known, TODAY) == Judged(TODAY, 112.0, Fate.OK)  # 14 x 4 x 2
    assert judged(replace(feed, splits=()), known, TODAY) == Judged(TODAY, 56.0, Fate.OK)
    assert judged(replace(feed, close=12.5, splits=()), known, TODAY).fate is Fate.FAR_OFF  # just half
    cents = KnownClose(known.date, 0.5)
    assert judged(FeedClose(TODAY, 0.4), cents, TODAY) == Judged(TODAY, 0.4, Fate.OK)
    assert judged(replace(feed, close=math.inf), known, TODAY).fate is Fate.NOT_POSITIVE
    assert judged(replace(feed, date=known.date + dt.timedelta(days=1)), known, TODAY).fate is Fate.OK


def test_of_several_reasons_the_plainest_is_said():
    bad = FeedClose(TODAY + dt.timedelta(days=9), -1.0, currency="GBP")
    for better, fate in [
        ({}, Fate.CURRENCY),
        ({"currency": "USD"}, Fate.NOT_POSITIVE),
        ({"close": 900.0}, Fate.FUTURE),
        ({"date": dt.date(2026, 8, 20)}, Fate.OLDER),
        ({"date": TODAY}, Fate.FAR_OFF),
        ({"close": 187.3}, Fate.OK),
    ]:
        bad = replace(bad, **better)
        assert judged(bad, KNOWN, TODAY).fate is fate


def test_a_live_close_is_one_more_mark_and_one_more_exit():
    company, library = load_company("airbnb"), load_library()["uber"]
    good = Judged(dt.date(2026, 11, 27), 190.0, Fate.OK)
    day, price = PartialDate("2026-11-27"), Figure(190.0, Basis.PRESS, "yahoo")
    assert with_live_close(company, good).marks == (
        *company.marks,
        Mark(LIVE, MarkKind.CLOSE, day, price),
    )
    twice = with_live_close(with_live_close(company, good), good)
    assert [mark.key for mark in twice.marks].count(LIVE) == 1
    once = with_live_exit(library, good)
    assert once.exits == (*library.exits, Exit(LIVE, LIVE, day, price, source_id="yahoo"))
    newer = replace(good, price_usd=191.0)
    assert [one.price.value for one in with_live_exit(once, newer).exits if one.key == LIVE] == [191.0]
    for unused in (None, replace(good, fate=Fate.OLDER)):
        assert with_live_close(company, unused) is company
        assert with_live_exit(library, unused) is library
