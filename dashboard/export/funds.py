"""The data behind the charts of the fund page as CSV text."""

from __future__ import annotations

from dataclasses import astuple, fields

from calc.errors import CalcError
from dashboard.charts.fund_curve import Band
from dashboard.export.tables import csv_text
from dashboard.views.funds import FundPage, bands, bars

_BARS = ("net_multiple_from_x", "net_multiple_to_x", "fraction_of_funds")
_SIZES = ("companies", "median_net_x", "chance_1x_frac", "chance_3x_frac", "chance_5x_frac")


def funds_csv(page: FundPage) -> str:
    """Ranges of the net multiple, net cash by year, or chances by number of checks."""
    found = page.summary
    if isinstance(found, CalcError):
        return csv_text(_BARS, [])
    if page.view.chart == "curve":
        columns = tuple(one.name if one.name == "year" else f"{one.name}_frac" for one in fields(Band))
        return csv_text(columns, [astuple(band) for band in bands(found)])
    if page.view.chart == "size":
        return csv_text(_SIZES, [astuple(point)[:5] for point in page.sizes])
    return csv_text(_BARS, [(bar.low_x, bar.high_x, bar.frac) for bar in bars(found)])
