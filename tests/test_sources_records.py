"""The loaders build what calc works with."""

import datetime as dt

import pytest

from calc.types import Basis, MarkKind, Quoted, RoundKind, Scope
from dashboard.sources import provenance
from dashboard.sources.records import load_companies, load_company, load_ipo_years, load_sources
from dashboard.sources.tables import DataError


@pytest.fixture(scope="module")
def airbnb():
    return load_company("airbnb")


@pytest.fixture(scope="module")
def rounds(airbnb):
    return {item.key: item for item in airbnb.rounds}


def test_the_chain(airbnb):
    assert load_companies() == ("airbnb",)
    assert (airbnb.name, airbnb.ticker) == ("Airbnb", "ABNB")
    names = ["Seed", *(f"Series {letter}" for letter in "ABCDEF"), "IPO"]
    assert [item.name for item in airbnb.rounds] == names
    assert [item.kind for item in airbnb.rounds] == [RoundKind.PRICED] * 7 + [RoundKind.IPO]


def test_issue_price_is_preference_over_shares(rounds):
    seed = rounds["seed"].issue_price_usd
    assert seed.value == 615_000 / 63_656_000  # prospectus p. F-47, not the printed 0.01
    assert (seed.basis, seed.source_id) == (Basis.DERIVED, "airbnb-424b4")
    assert 68 / seed.value == pytest.approx(7038.4, abs=0.1)  # 68 x 63,656 / 615
    assert rounds["series-f"].issue_price_usd.value == pytest.approx(52.50, abs=0.005)  # printed, p. F-47
    assert rounds["seed"].rounding_usd == rounds["seed"].rounding_shares == 1000


def test_the_ipo(rounds):
    ipo = rounds["ipo"]
    assert (
        ipo.issue_price_usd.value * ipo.new_shares.value == ipo.amount_raised_usd.value == 3_400_000_000
    )  # p. 16
    assert (ipo.post_money_usd.value, ipo.post_money_usd.basis, ipo.quoted) == (
        47e9,
        Basis.PRESS,
        Quoted.POST,
    )
    assert (ipo.conversion_ratio.value, ipo.rounding_usd, ipo.rounding_shares) == (1.0, 0.0, 0.0)


def test_post_money(rounds):
    assert rounds["seed"].post_money_usd.value == 615_000 / 0.20  # the press has 20 % sold
    floor = 7_200_000 / 34_396_000 * (3_075_000 / (615_000 / 63_656_000) + 34_396_000)
    assert rounds["series-a"].post_money_usd.value == pytest.approx(floor, abs=0.005)
    assert rounds["series-a"].post_money_usd.basis is Basis.ESTIMATED
    assert rounds["series-d"].quoted is Quoted.NOT_STATED


def test_series_c_converts_above_one(rounds):
    assert rounds["series-c"].conversion_ratio.value == 35_206_694 / 33_920_000  # p. 316
    assert rounds["series-c"].conversion_ratio.basis is Basis.DERIVED


def test_marks_are_in_order_and_appear_once(airbnb):
    keys = [mark.key for mark in airbnb.marks]
    assert len(set(keys)) == len(keys)
    assert len({(mark.date, mark.kind) for mark in airbnb.marks}) == len(keys)
    days = [mark.date.earliest for mark in airbnb.marks]
    assert days == sorted(days)
    assert airbnb.marks[-1].key == "2026-08-21"


def test_marks_with_a_value(airbnb):
    marks = {mark.key: mark for mark in airbnb.marks}
    close = marks["first-close"]
    assert (close.kind, close.date.earliest) == (MarkKind.CLOSE, dt.date(2020, 12, 10))
    assert (close.price_usd.value, close.company_value_usd.value) == (144.71, 100.7e9)
    assert close.scope is Scope.FULLY_DILUTED
    april = marks["2025-04-30"]
    # 10-Q cover: Class A 431,602,213 + B 185,610,542 + H 9,200,000
    assert april.company_value_usd.value == pytest.approx(121.92 * 626_412_755, abs=1)
    assert april.scope is Scope.BASIC
    assert "2020-12-10" not in marks
    assert marks["2020-12-31"].company_value_usd is None


def test_stakes(airbnb, rounds):
    stakes = {stake.key: stake for stake in airbnb.stakes}
    assert list(stakes) == ["yc", "seed-lot", "sequoia-seed", "sequoia-all"]
    price = rounds["seed"].issue_price_usd.value
    assert stakes["sequoia-seed"].cost_usd.value == pytest.approx(60_549_864 * price, abs=0.005)  # Form 3
    assert stakes["sequoia-all"].shares_low.value == 81_277_532 + 691_612  # prospectus, pp. 312-315
    assert stakes["sequoia-all"].date is None
    yc = stakes["yc"]
    assert yc.shares_low.value == round(203_237_858 / 0.94 * 0.06, -5)  # founders' shares at the IPO as 94 %
    assert yc.shares_high.value == round(0.06 * (318_280_000 - 63_656_000), -5)  # 6 % before the seed
    assert yc.shares_low.basis is Basis.ESTIMATED


def test_ipo_years():
    years = load_ipo_years()
    assert [item.year for item in years] == list(range(1980, 2026))
    assert (years[41].tech_ipos, years[41].all_ipos) == (126, 311)  # Ritter, 2021
    assert (years[44].tech_edition, years[44].all_edition) == ("2026-02", "2025-12-30")
    assert not any(item.partial for item in years)


def test_provenance():
    assert load_sources()["airbnb-424b4"].url.startswith("https://www.sec.gov/")
    notes = provenance.load_round_notes("airbnb")
    assert next(iter(notes)) == "seed" and "B-1" in notes["series-b"].note
    assert "94 %" in provenance.load_stake_notes("airbnb")["yc"]
    assert "provisional" in provenance.load_mark_notes("airbnb")["2026-08-21"]
    assert all(item.why_not_used for item in provenance.load_valuations("airbnb"))
    assert {item.year: (item.low, item.high) for item in provenance.load_ipo_revisions()}[2021] == (117, 126)


def test_holdings_inside_another_add_up():
    holdings = provenance.load_holdings("airbnb")
    greylock = [item for item in holdings if item.part_of == "Greylock XIII, Class B common"]
    assert sum(item.shares.value for item in greylock) == 22_523_136  # Form 4


def test_an_unknown_company_is_refused():
    with pytest.raises(DataError, match="expected one of airbnb"):
        load_company("nobody")
