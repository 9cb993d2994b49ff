"""IPO counts by year, and what can be said of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from calc.errors import CalcError
from calc.types import IpoYear

COLUMNS = {
    "year": "int64",
    "tech_ipos": "Int64",
    "all_ipos": "Int64",
    "tech_frac_of_all": "Float64",
    "frac_of_peak": "Float64",
    "change_frac": "Float64",
    "moving_average": "Float64",
    "partial": "bool",
}


def ipo_table(
    years: Sequence[IpoYear], *, against_year: int | None = None, window_years: int = 5, series: str = "tech"
) -> pd.DataFrame:
    """Counts by year with share of peak, change against a year, and moving average.

    frac_of_peak = count / largest count of a full year
    change_frac = count / count of against_year - 1
    moving_average = mean of the window_years full years that end with this one; blank until
    the window is full and wherever it holds a year that is missing or not over

    Args:
        years: One per calendar year, any order.
        against_year: Year to compare with; None leaves the column blank.
        window_years: Length of the window, 1 or more.
        series: "tech" or "all": which count the last three columns speak of.

    Returns:
        Frame with the columns of COLUMNS, a row per year, earliest first; always every
        column, also without rows. A year that is not over is `partial` and takes no part in
        peak, change or average.

    Raises:
        CalcError: "not_positive" for the window, "unknown_series", "no_such_year" if
            against_year is missing, not over, or has no count above zero.
    """
    if window_years < 1:
        raise CalcError("not_positive", name="window_years", value=window_years)
    if series not in ("tech", "all"):
        raise CalcError("unknown_series", series=series)
    frame = _counts(years)
    full = frame[f"{series}_ipos"].where(~frame["partial"])
    frame["tech_frac_of_all"] = frame["tech_ipos"] / frame["all_ipos"]
    frame["frac_of_peak"] = full / full.max()
    frame["change_frac"] = pd.NA if against_year is None else _change(frame, full, against_year)
    by_year = full.set_axis(frame["year"]).reindex(_span(frame["year"]))
    average = by_year.rolling(window_years).mean()
    frame["moving_average"] = average.reindex(frame["year"]).to_numpy()
    return frame.astype(COLUMNS)[list(COLUMNS)]


def _counts(years: Sequence[IpoYear]) -> pd.DataFrame:
    names = ["year", "tech_ipos", "all_ipos", "partial"]
    ordered = sorted(years, key=lambda row: row.year)
    rows = [[getattr(row, name) for name in names] for row in ordered]
    return pd.DataFrame(rows, columns=names).astype({name: COLUMNS[name] for name in names})


def _span(years: pd.Series) -> range:
    return range(int(years.min()), int(years.max()) + 1) if len(years) else range(0)


def _change(frame: pd.DataFrame, full: pd.Series, against_year: int) -> pd.Series:
    base = full[frame["year"] == against_year]
    if base.empty or pd.isna(base.iloc[0]) or base.iloc[0] <= 0:
        raise CalcError("no_such_year", year=against_year)
    return full.div(float(base.iloc[0])).sub(1.0)
