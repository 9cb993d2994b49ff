"""The shipped data add up to what their sources print."""

import json

import pytest

from dashboard.sources.check import check_data
from dashboard.sources.schema import DATASETS
from dashboard.sources.tables import DataFolder

# Prospectus p. F-47: issued shares and preference, both in thousands.
F47 = {
    "Seed": (63_656, 615),
    "A": (34_396, 7_200),
    "B": (34_006, 112_641),
    "B-1": (1_412, 1_560),
    "C": (33_920, 200_000),
    "D": (20_900, 425_470),
    "E": (32_224, 1_499_867),
    "F": (19_110, 1_003_312),
}


@pytest.fixture(scope="module")
def data():
    return DataFolder()


@pytest.fixture(scope="module")
def preferred(data):
    return {row.text("series"): row for row in data.rows("preferred_stock")}


def test_the_shipped_data_have_no_problem():
    assert check_data() == []


def test_each_series_is_as_printed(preferred):
    assert {
        name: (row.integer("issued_shares") // 1000, row.integer("liquidation_preference_usd") // 1000)
        for name, row in preferred.items()
    } == F47


def test_preferences_add_up(preferred):
    total = sum(row.integer("liquidation_preference_usd") for row in preferred.values())
    assert total == 3_250_665_000  # p. F-47, total


def test_issued_shares_add_up_within_rounding(preferred):
    total = sum(row.integer("issued_shares") for row in preferred.values())
    assert total == 239_624_000  # p. F-47, total in thousands
    assert abs(total - 239_623_894) <= 8 * 500  # p. 316, exact; eight rows in thousands


def test_conversion_adds_up_within_rounding(preferred):
    total = sum(row.integer("common_shares_on_conversion") for row in preferred.values())
    assert abs(total - 240_910_588) <= 8 * 500  # p. 316


def test_only_series_c_converts_above_one(preferred):
    ratios = {
        n: r.integer("common_shares_on_conversion") / r.integer("issued_shares") for n, r in preferred.items()
    }
    assert ratios.pop("C") == pytest.approx(1.03793, abs=5e-6)  # pp. 316 and F-50
    assert set(ratios.values()) == {1.0}
    assert 240_910_588 - 239_623_894 == 1_286_694 == 35_206_694 - 33_920_000  # p. 316


def test_printed_prices_agree_within_both_roundings(preferred):
    for row in preferred.values():
        low = (row.number("liquidation_preference_usd") - 500) / (row.number("issued_shares") + 500)
        high = (row.number("liquidation_preference_usd") + 500) / (row.number("issued_shares") - 500)
        assert low - 0.005 <= row.number("printed_price_usd") <= high + 0.005, row.text("series")


def test_all_ipos_add_up(data):
    counts = {
        row.integer("year"): row.integer("count")
        for row in data.rows("us_ipo_counts")
        if row.text("series") == "all"
    }
    assert list(counts) == list(range(1980, 2026))
    assert sum(counts.values()) == 9_343  # Ritter, Table 9, printed total


@pytest.mark.parametrize(
    ("first", "last", "total"),
    [
        (1980, 1989, 2364),
        (1990, 1999, 4195),
        (2000, 2009, 1333),
        (2010, 2025, 1990),
    ],  # Ritter, Table 8, decades
)
def test_decades_with_banks_add_up(data, first, last, total):
    rows = [row for row in data.rows("us_ipo_counts") if row.text("series") == "all_with_banks"]
    assert sum(row.integer("count") for row in rows if first <= row.integer("year") <= last) == total


def test_tech_counts_of_the_last_years(data):
    tech = {
        row.integer("year"): row.integer("count")
        for row in data.rows("us_ipo_counts")
        if row.text("series") == "tech"
    }
    assert sum(tech.values()) == 3_343 + 31  # 3,343 for 1980-2024 in these editions, 31 in 2025
    assert [tech[year] for year in range(2021, 2026)] == [
        126,
        6,
        9,
        14,
        31,
    ]  # Ritter, editions 2024-01 and 2026-02
    # Table 9 shares, whole percent: 19 % of 72 and 34 % of 90 allow one whole number each
    assert [n for n in range(73) if round(100 * n / 72) == 19] == [14]
    assert [n for n in range(91) if round(100 * n / 90) == 34] == [31]


def test_revision_ranges_follow_from_the_shares():
    # Table 9 of 2025-12-30: 25 % of 165 IPOs in 2020, 38 % of 311 in 2021
    assert [n for n in range(166) if round(100 * n / 165) == 25] == [41, 42]
    assert [n for n in range(312) if round(100 * n / 311) == 38] == [117, 118, 119]


def test_ipo_share_count_adds_up(data):
    totals = {row.text("item"): row.integer("value") for row in data.rows("filing_totals")}
    assert (
        98_682_548 + 489_565_703 + 9_200_000 == totals["outstanding_after_ipo_shares"] == 597_448_251
    )  # p. 16
    assert 68 * 597_448_251 == 40_626_481_068  # basic value at the offer price


def test_every_file_is_described_in_full():
    package = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    assert {entry["path"] for entry in package["resources"]} == {path.name for path in DATASETS.glob("*.csv")}
    for entry in package["resources"]:
        assert entry["description"] and entry["terms"], entry["path"]
        assert all(field["description"] for field in entry["schema"]["fields"]), entry["path"]


def test_every_row_says_basis_and_source(data):
    for name in set(data.resources) - {"sources", "library_companies"}:  # names, no figures
        for row in data.rows(name):
            bases = [column for column in row.values if column == "basis" or column.endswith("_basis")]
            assert any(row.has(column) for column in bases), (name, row.line)
            assert row.has("source_id"), (name, row.line)


def test_every_figure_of_the_library_says_how_sure_it_is(data):
    pairs = {
        "amount_raised_usd": "amount_basis",
        "post_money_usd": "value_basis",
        "price_usd": "price_basis",
        "shares": "shares_basis",
    }
    for row in data.rows("library_rounds"):
        for figure, basis in pairs.items():
            assert row.has(figure) == row.has(basis), (row.line, figure)


def test_every_source_is_cited(data):
    cited = {
        row.text(column)
        for name in set(data.resources) - {"sources"}
        for row in data.rows(name)
        for column in row.values
        if column.endswith("source_id")
    }
    assert {row.text("source_id") for row in data.rows("sources")} - cited == UNCITED


UNCITED = {
    "yahoo",  # live prices cite it
    "the-information-sequoia",  # its 260M is named in the note of the stake
    "1984vc-cap-table",  # terms of an example of the SAFE page, not rows
    "yc-safe-guide",
}
