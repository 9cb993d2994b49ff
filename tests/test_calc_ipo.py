"""IPO counts by year. Counts are J. Ritter's tables; the small ones are made up to work out by hand."""

import pandas as pd
import pytest

from calc.errors import CalcError
from calc.ipo import COLUMNS, ipo_table
from calc.types import Basis, IpoYear
from dashboard.sources.records import load_ipo_years


def year(number, tech, every=None, *, partial=False):
    return IpoYear(number, tech, every, Basis.REPORTED, "t", "a", partial=partial)


@pytest.fixture(scope="module")
def record():
    return ipo_table(load_ipo_years(), against_year=2021).set_index("year")


def blanks(frame, column):
    return list(frame.loc[frame[column].isna(), "year"])


# --- the record --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "tech", "every"),
    # Ritter, IPO Statistics, table 4 (tech) and table 9 (all; 1980-2025)
    [(1980, 22, 71), (1999, 370, 476), (2021, 126, 311), (2022, 6, 38), (2025, 31, 90)],
)
def test_counts(record, number, tech, every):
    assert (record.loc[number, "tech_ipos"], record.loc[number, "all_ipos"]) == (tech, every)
    assert record.loc[number, "tech_frac_of_all"] == pytest.approx(tech / every, rel=1e-12)


def test_all_years(record):
    assert list(record.index) == list(range(1980, 2026))
    assert record["all_ipos"].sum() == 9343  # Ritter, table 9, printed total 1980-2025


def test_peak_and_fall(record):
    assert record["tech_ipos"].idxmax() == 1999
    assert record.loc[1999, "frac_of_peak"] == 1
    assert record.loc[2021, "frac_of_peak"] == pytest.approx(0.3405, abs=5e-5)  # 126 / 370
    assert record.loc[2022, "change_frac"] == pytest.approx(-0.9524, abs=5e-5)  # 6 / 126 - 1
    assert record.loc[2025, "change_frac"] == pytest.approx(-0.7540, abs=5e-5)  # 31 / 126 - 1
    assert record.loc[2021, "change_frac"] == 0


def test_series_all(record):
    every = ipo_table(load_ipo_years(), against_year=2021, series="all").set_index("year")
    assert every.loc[2025, "change_frac"] == pytest.approx(-0.7106, abs=5e-5)  # 90 / 311 - 1
    assert every["frac_of_peak"].idxmax() != 1999  # the most IPOs of all kinds were in 1996, 677 of them
    assert (every["frac_of_peak"].idxmax(), every.loc[1996, "all_ipos"]) == (1996, 677)
    assert list(every["tech_frac_of_all"]) == list(record["tech_frac_of_all"])


# --- moving average ----------------------------------------------------------------------


def test_moving_average_waits_until_full():
    table = ipo_table([year(2000 + n, count) for n, count in enumerate((10, 20, 60, 40))], window_years=3)
    assert blanks(table, "moving_average") == [2000, 2001]
    assert list(table["moving_average"][2:]) == [30, 40]  # (10+20+60)/3, (20+60+40)/3
    assert ipo_table([year(2000, 7)], window_years=1)["moving_average"][0] == 7


def test_the_average_is_of_five_years_unless_asked():
    record = ipo_table(load_ipo_years()).set_index("year")
    # Ritter, table 4, tech IPOs 1980 to 1984: (22 + 72 + 42 + 173 + 50) / 5
    assert record.loc[1984, "moving_average"] == pytest.approx(71.8, rel=1e-12)
    assert record.loc[:1983, "moving_average"].isna().all()


def test_moving_average_stops_at_a_year_not_over():
    rows = [year(2000, 10), year(2001, 20), year(2002, 999, partial=True), year(2003, 40), year(2004, 60)]
    table = ipo_table(rows, window_years=2)
    assert blanks(table, "moving_average") == [2000, 2002, 2003]
    assert list(table["moving_average"].dropna()) == [15, 50]


@pytest.mark.parametrize("gap", [[], [year(2002, None)]])
def test_moving_average_does_not_bridge_a_missing_year(gap):
    rows = [year(2000, 10), year(2001, 20), *gap, year(2003, 40), year(2004, 60)]
    table = ipo_table(rows, window_years=2).set_index("year")
    assert list(table["moving_average"].dropna().index) == [2001, 2004]
    assert table.loc[2004, "moving_average"] == 50


def test_a_year_with_one_ipo_can_be_compared_with():
    table = ipo_table([year(2000, 1), year(2001, 4)], against_year=2000)
    assert list(table["change_frac"]) == [0.0, 3.0]  # 4 / 1 - 1


# --- years that are not over -------------------------------------------------------------


def test_a_partial_year_takes_no_part():
    rows = [year(2000, 50, 100), year(2001, 100, 200), year(2002, 400, 500, partial=True)]
    table = ipo_table(rows, against_year=2000, window_years=2).set_index("year")
    assert list(table["frac_of_peak"][:2]) == [0.5, 1.0]  # 400 would be the peak
    assert list(table["change_frac"][:2]) == [0.0, 1.0]
    for column in ("frac_of_peak", "change_frac", "moving_average"):
        assert pd.isna(table.loc[2002, column])
    assert table.loc[2002, "tech_ipos"] == 400  # the count itself is shown
    assert table.loc[2002, "tech_frac_of_all"] == 0.8
    assert list(table["partial"]) == [False, False, True]


def test_only_a_partial_year():
    table = ipo_table([year(2026, 5, 9, partial=True)])
    assert blanks(table, "frac_of_peak") == [2026]


# --- shape -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [year(2000, None, None)],
        [year(2000, 3, 4)],
        [year(2001, 1, 2), year(2000, 3, None)],
        [year(2026, 3, 4, partial=True)],
    ],
)
def test_columns_and_types_never_change(rows):
    table = ipo_table(rows)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == COLUMNS
    assert list(table.columns) == list(COLUMNS)
    assert list(table["year"]) == sorted(row.year for row in rows)
    assert list(table.index) == list(range(len(rows)))
    assert table["change_frac"].isna().all()


def test_order_of_rows_does_not_matter():
    rows = list(load_ipo_years())
    pd.testing.assert_frame_equal(
        ipo_table(rows, against_year=1999), ipo_table(rows[::-1], against_year=1999)
    )


# --- errors ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code", "params"),
    [
        ({"window_years": 0}, "not_positive", {"name": "window_years", "value": 0}),
        ({"window_years": -3}, "not_positive", {"name": "window_years", "value": -3}),
        ({"series": "biotech"}, "unknown_series", {"series": "biotech"}),
        ({"against_year": 1979}, "no_such_year", {"year": 1979}),  # missing
        ({"against_year": 2001}, "no_such_year", {"year": 2001}),  # not known
        ({"against_year": 2002}, "no_such_year", {"year": 2002}),  # zero
        ({"against_year": 2003}, "no_such_year", {"year": 2003}),  # not over
    ],
)
def test_errors(options, code, params):
    rows = [year(2000, 9), year(2001, None), year(2002, 0), year(2003, 5, partial=True)]
    with pytest.raises(CalcError) as found:
        ipo_table(rows, **options)
    assert (found.value.code, found.value.params) == (code, params)


def test_no_rows_have_no_year_to_compare_with():
    with pytest.raises(CalcError) as found:
        ipo_table([], against_year=2021)
    assert found.value.code == "no_such_year"
