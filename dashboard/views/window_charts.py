"""The chosen chart of the IPO window as a figure, on the page and in a picture."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from dashboard.charts.eras import era_keys
from dashboard.charts.frame import Frame, Key
from dashboard.charts.ipo_rows import build_editions_figure, build_rules_figure
from dashboard.charts.ipo_scatter import Axes, Dot, build_scatter_figure
from dashboard.charts.panels import build_panels_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.ipos import OWN, THIS_YEAR
from dashboard.views.window import (
    WindowPage,
    edition_rows,
    measure_panel,
    panel_of,
    rate_panel,
    rule_rows,
    series_name,
)
from dashboard.views.window_words import caption_of


def window_figure(page: WindowPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart, in a picture with its caption; None if there is nothing to draw.

    The chart of counts alone ("years") is `views.ipos.ipo_figure`.
    """
    if frame.is_picture:
        frame = replace(frame, caption=caption_of(page, text, handle))
    return {
        "series": _series,
        "ruled": _ruled,
        "quality": _quality,
        "rates": _rates,
        "scatter": _scatter,
        "editions": _editions,
    }[page.view.chart](page, text, frame)


def _series(page: WindowPage, text: Catalog, frame: Frame) -> go.Figure | None:
    if not page.series:
        return None
    panels = [panel_of(page, key, text) for key in page.series]
    partial = any(spot.partial for panel in panels for spot in panel.spots)
    span = page.span
    if partial and span.last == THIS_YEAR - 1:
        span = replace(span, last=THIS_YEAR)
    keys = [Key(text.t("key.partial_rule"), frame.theme.grey, "//")] if partial else []
    return build_panels_figure(panels, span, text, frame, keys=keys)


def _ruled(page: WindowPage, text: Catalog, frame: Frame) -> go.Figure | None:
    rows = rule_rows(page, text)
    named = [replace(row, name=series_name(row.name, text)) for row in rows]
    return build_rules_figure(named, text, frame) if named else None


def _quality(page: WindowPage, text: Catalog, frame: Frame) -> go.Figure | None:
    main, *others = page.measures
    theme, span = frame.theme, page.span
    full = len(page.readings(main)) > 20
    keys = [Key(series_name(main, text), theme.context if full else theme.accent, "■" if full else "●")]
    keys += [Key(series_name(key, text), theme.ink, "●") for key in others]
    readings = [one for key in page.measures for one in page.readings(key)]
    if any(one.partial for one in readings):
        keys.append(Key(text.t(f"ipos.partial.{page.view.measure}"), theme.grey, "○"))
    if max(one.year for one in readings) == THIS_YEAR and span.last == THIS_YEAR - 1:
        span = replace(span, last=THIS_YEAR)
    if not full:  # single points need room more than years without any
        known = [one.year for one in readings if span.first <= one.year <= span.last]
        span = replace(span, first=max(span.first, min(known, default=span.first) - 1))
    return build_panels_figure([measure_panel(page, text)], span, text, frame, keys=keys)


def _rates(page: WindowPage, text: Catalog, frame: Frame) -> go.Figure | None:
    counts = panel_of(page, page.counted, text)
    return build_panels_figure([counts, rate_panel(page, text)], page.span, text, frame)


def _scatter(page: WindowPage, text: Catalog, frame: Frame) -> go.Figure | None:
    if not page.pairs:
        return None
    view, span = page.view, page.span
    axes = Axes(text.t(f"ipos.rate_name.{view.rate}"), series_name(page.counted, text), view.log)
    dots = [Dot(p.year, p.rate_frac, p.count, mine=page.counted == OWN) for p in page.pairs]

    def era_of(year: int) -> str:
        return next((era.name for era in view.eras if era.first_year <= year <= era.last_year), "")

    keys = era_keys(span.eras, text, frame.theme)
    return build_scatter_figure(dots, view.highlight, axes, text, frame, shades=era_of, keys=keys)


def _editions(page: WindowPage, text: Catalog, frame: Frame) -> go.Figure | None:
    rows = edition_rows(page)
    return build_editions_figure(rows, text, frame) if rows else None
