"""A holding against the index: levels, and the identities its equivalents keep on the record."""

from __future__ import annotations

import datetime as dt

from calc.errors import CalcError
from calc.indexes import level_at
from dashboard.i18n.catalog import text
from dashboard.scenario import Scenario
from dashboard.scenario.investor import InvestorView
from dashboard.sources.indexes import load_nasdaq
from dashboard.sources.records import load_company
from dashboard.views.investor import investor_panel
from dashboard.views.market import market_measures, market_words, measure_words
from dashboard.views.path import PathView
from tests.drawn import near


def panel(**scenario):
    found = investor_panel(PathView(load_company("airbnb"), Scenario(**scenario)))
    assert not isinstance(found, CalcError)
    return found


def test_nasdaq_is_the_chain_of_its_yearly_changes():
    # FRED NASDAQCOM year ends: 1,577.03 in 2008 and 12,888.28 in 2020, so 8.1725 times; the yearly
    # changes are rounded to 0.1 %, twelve of them
    index = load_nasdaq()
    ratio = level_at(index, dt.date(2020, 12, 31)) / level_at(index, dt.date(2008, 12, 31))
    assert ratio == near(12888.28 / 1577.03, rel=0.004)
    assert index.first == dt.date(1979, 12, 31) and index.last == dt.date(2025, 12, 31)


def test_a_lot_held_is_its_multiple_over_the_growth_of_the_index():
    # Kaplan-Schoar of one purchase = (price multiple) / (index growth); Series F: 68 / 52.5 of the prospectus
    held = panel(stake="check", check_round="series-f", check_usd=1e6)
    index, bought = load_nasdaq(), dt.date(2016, 7, 28)
    growth = level_at(index, held.high.date) / level_at(index, bought)
    first = market_measures(held)[0]
    assert first.key == "kaplan_schoar"
    assert first.high == near(held.high.multiples.tvpi_x / growth, rel=1e-9)
    assert held.high.multiples.tvpi_x == near(1.295, rel=1e-3)


def test_the_series_f_check_did_worse_than_the_index():
    found = market_measures(panel(stake="check", check_round="series-f", mark="2025-04-30"))
    by_key = {one.key: one for one in found}
    assert by_key["kaplan_schoar"].high < 1 and by_key["direct_alpha"].high < 0
    assert by_key["pme_plus"].reason == "no_positive_flow", "nothing was sold"
    said = market_words(found, text("en"))
    assert said[0].endswith("of what the same payments into the index would have made.")


def test_a_seed_lot_sold_after_the_lock_up_leaves_long_nickels_without_meaning():
    seller = panel(stake="seed-lot", mark="2025-04-30", investor=InvestorView(sell="lockup"))
    by_key = {one.key: one for one in market_measures(seller)}
    assert by_key["long_nickels"].reason == "index_short"
    assert by_key["kaplan_schoar"].low > 1000
    assert by_key["kaplan_schoar"].low < by_key["kaplan_schoar"].high, "April 2009 has no day"
    assert measure_words(by_key["kaplan_schoar"], text("ru")).startswith("≈")


def test_a_mark_past_the_index_says_where_it_ends():
    newest = load_company("airbnb").marks[-1]
    found = market_measures(panel(stake="seed-lot", mark=newest.key))
    assert isinstance(found, CalcError) and found.code == "index_ends"
    assert "31 Dec 2025" in market_words(found, text("en"))[0].replace("\u00a0", " ")
