"""Everything a page, a picture or the command line shows of the IPO counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from calc.ipo import ipo_table
from calc.types import IpoYear
from dashboard.charts.eras import Shade
from dashboard.charts.frame import Caption, Frame
from dashboard.charts.ipo_counts import IpoBar, IpoChoice, build_ipo_counts_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario import IpoView
from dashboard.scenario.ipos import THIS_YEAR
from dashboard.sources.ipo_series import load_ipo_series
from dashboard.views.own_ipos import OwnIpos, rule_words


def ipo_frame(years: Sequence[IpoYear], view: IpoView) -> pd.DataFrame:
    """The counts of the chosen years; share of peak and change are of all years known."""
    against = view.against_year if any(y.year == view.against_year and y.tech_ipos for y in years) else None
    table = ipo_table(years, against_year=against, window_years=view.average_years or 5)
    return table[(table["year"] >= view.first_year) & (table["year"] <= view.last_year)].reset_index(
        drop=True
    )


def ipo_bars(table: pd.DataFrame) -> list[IpoBar]:
    """Rows of the table as bars."""
    columns = ("year", "tech_ipos", "all_ipos", "moving_average", "partial")
    return [
        IpoBar(year=row[0], tech=_known(row[1]), all=_known(row[2]), average=_known(row[3]), partial=row[4])
        for row in zip(*(table[column].tolist() for column in columns), strict=True)
    ]


def _known(value: Any) -> Any:
    return None if value is pd.NA else value


def _own(own: OwnIpos | None, view: IpoView) -> tuple[tuple[int, int], ...]:
    counts = own.counts if own else {}
    last = THIS_YEAR if view.now else view.last_year
    return tuple((year, count) for year, count in counts.items() if view.first_year <= year <= last)


def ipo_caption(bars: Sequence[IpoBar], view: IpoView, text: Catalog, handle: str = "") -> Caption:
    """Title with the highlighted years, subtitle with the counting rule."""
    spoken = highlighted(bars, view)
    if spoken:
        title = text.t("ipos.title", list=listed(spoken, text))
    else:
        title = text.t("ipos.title_plain", first=str(bars[0].year), last=str(bars[-1].year))
    rule = text.t("ipos.rule_all" if view.show_all else "ipos.rule")
    if view.now:
        rule = f"{rule}. {text.t('ipos.now_short', year=str(THIS_YEAR))}"
    source = text.t("ipos.source", last=str(bars[-1].year))
    return Caption(
        title=title, subtitle=rule, source=source, handle=handle, short_source=text.t("ipos.source_short")
    )


def highlighted(bars: Sequence[IpoBar], view: IpoView) -> list[IpoBar]:
    """Highlighted years that are shown and known, at most four of them."""
    return [bar for bar in bars if bar.year in view.highlight and bar.tech is not None][:4]


def listed(bars: Sequence[IpoBar], text: Catalog) -> str:
    """ "370 in 1999, 126 in 2021"."""
    return ", ".join(
        text.t("ipos.item", count=text.num.integer(bar.tech), year=str(bar.year)) for bar in bars
    )


def this_year() -> IpoBar:
    """What other rules say of the year that is not over: tech by GICS, all by Nasdaq's calendar."""
    series = load_ipo_series()
    tech, every = (
        next(int(one.value) for one in series[key] if one.year == THIS_YEAR)
        for key in ("tracker_it", "nasdaq_calendar")
    )
    return IpoBar(THIS_YEAR, tech, every, None, partial=True)


def ipo_figure(
    years: Sequence[IpoYear],
    view: IpoView,
    text: Catalog,
    frame: Frame,
    *,
    handle: str = "",
    own: OwnIpos | None = None,
) -> go.Figure:
    """The chart of counts by year; in a picture with its caption. own is the reader's list."""
    bars = ipo_bars(ipo_frame(years, view))
    if frame.is_picture:
        frame = replace(frame, caption=ipo_caption(bars, view, text, handle))
    if view.now:
        bars = [*bars, this_year()]
    choice = IpoChoice(
        highlight=view.highlight,
        log=view.log,
        show_all=view.show_all,
        show_average=view.average_years > 0,
        eras=tuple(Shade(era.name, era.first_year, era.last_year) for era in view.eras),
        own=_own(own, view),
        own_name=rule_words(own, text) if own else "",
    )
    return build_ipo_counts_figure(bars, choice, text, frame)
