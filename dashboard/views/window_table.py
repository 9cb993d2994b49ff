"""The rows behind each chart of the IPO window, the same ones the CSV has."""

from __future__ import annotations

from dashboard.i18n.catalog import Catalog
from dashboard.i18n.catalog import text as texts
from dashboard.sources.ipo_series import load_editions
from dashboard.sources.provenance import load_sources
from dashboard.views.window import WindowPage, rule_rows, series_name, writer
from dashboard.views.window_words import shown_keys

SERIES = ("series", "year", "value", "unit", "not_over", "edition", "basis", "source_id", "note")
PAIRS = ("year", "count", "rate_frac", "lag_quarters", "counted", "rate")
EDITIONS = ("year", "edition", "low", "high", "drawn", "source_id")

Rows = list[tuple[object, ...]]


def window_rows(page: WindowPage) -> tuple[tuple[str, ...], Rows]:
    """Columns and rows of the chosen chart, oldest year first."""
    if page.view.chart in ("rates", "scatter"):
        lag, rate = page.view.lag, page.view.rate
        return PAIRS, [(p.year, p.count, p.rate_frac, lag, page.counted, rate) for p in page.pairs]
    if page.view.chart == "editions":
        drawn = {one.year: int(one.value) for one in page.readings("tech")}
        return EDITIONS, [
            (one.year, one.edition, one.low, one.high, drawn[one.year], one.source_id)
            for one in load_editions()
            if page.view.first_year <= one.year <= page.view.last_year
        ]
    return SERIES, _series(page)


def _series(page: WindowPage) -> Rows:
    ruled = page.view.chart == "ruled"
    keys = shown_keys(page, rule_rows(page, texts("en")) if ruled else ())
    return [
        (key, o.year, o.value, o.unit, o.partial, o.edition, o.basis.value, o.source_id, o.note)
        for key in keys
        for o in page.readings(key)
        if (o.year == page.view.ruled_year if ruled else o.partial or _shown(page, o.year))
    ]


def _shown(page: WindowPage, year: int) -> bool:
    return page.view.first_year <= year <= page.view.last_year


def table_words(page: WindowPage, text: Catalog) -> tuple[list[str], list[list[str]]]:
    """The same rows as a reader wants them, newest year first."""
    _, rows = window_rows(page)
    if page.view.chart in ("rates", "scatter"):
        head = ["ipos.col_year", "ipos.col_count", "ipos.col_rate"]
        body = [
            [str(p.year), text.num.integer(p.count), text.num.percent(p.rate_frac, 2)] for p in page.pairs
        ]
    elif page.view.chart == "editions":
        head = ["ipos.col_year", "ipos.col_edition", "ipos.col_range", "ipos.col_drawn", "ipos.col_source"]
        body = [_edition_words(row) for row in rows]
    else:
        names = ("series", "year", "value", "partial", "edition", "basis", "source")
        head = [f"ipos.col_{name}" for name in names]
        body = [_series_words(row, text) for row in rows]
    return [text.t(key) for key in head], body[::-1]


def _edition_words(row: tuple[object, ...]) -> list[str]:
    year, edition, low, high, drawn, source = (str(cell) for cell in row)
    return [year, edition, low if low == high else f"{low}–{high}", drawn, _address(source)]


def _series_words(row: tuple[object, ...], text: Catalog) -> list[str]:
    key, year, value, unit, partial, edition, basis, source, _ = row
    words = writer(str(unit), text)(float(str(value)))
    over = text.t("ipos.not_over") if partial else ""
    said = [series_name(str(key), text), str(year), words, over, str(edition)]
    return [*said, text.t(f"basis_short.{basis}"), _address(str(source))]


def _address(source_id: str) -> str:
    return load_sources()[source_id].url if source_id else ""
