"""Sentences of the IPO window: the finding, the rule, what a correlation can and cannot say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from calc.correlation import Correlation
from calc.errors import CalcError
from dashboard.charts.frame import Caption
from dashboard.charts.ipo_rows import RuleRow
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.ipos import OWN
from dashboard.sources.ipo_series import load_editions
from dashboard.sources.provenance import load_sources
from dashboard.views.own_ipos import rule_words
from dashboard.views.window import (
    Pair,
    WindowPage,
    edition_rows,
    lag_words,
    rule_rows,
    series_name,
    series_rule,
    writer,
)

LOW_RATES = (2009, 2015)  # years of near-zero federal funds


def title_of(page: WindowPage, text: Catalog) -> str:
    """The finding of the chosen chart."""
    return {
        "series": _series_title,
        "ruled": _ruled_title,
        "quality": _quality_title,
        "rates": correlation_title,
        "scatter": correlation_title,
        "editions": _editions_title,
    }[page.view.chart](page, text)


def _series_title(page: WindowPage, text: Catalog) -> str:
    """The year in which the chosen counts differ most, among those highlighted."""
    best: tuple[float, int, float, float] | None = None
    for year in page.view.highlight:
        found = [one.value for key in page.series for one in page.readings(key) if one.year == year]
        if len(found) > 1 and min(found) > 0:
            best = max(
                best or (0.0, 0, 0.0, 0.0), (len(found) + max(found) / 1e6, year, min(found), max(found))
            )
    if best is None:
        return text.t(
            "ipos.series_title_plain", first=str(page.view.first_year), last=str(page.view.last_year)
        )
    num = text.num
    return text.t("ipos.series_title", year=str(best[1]), low=num.integer(best[2]), high=num.integer(best[3]))


def _ruled_title(page: WindowPage, text: Catalog) -> str:
    rows, year = rule_rows(page, text), str(page.view.ruled_year)
    if not rows:
        return text.t("ipos.ruled_none", year=year)
    return text.t("ipos.ruled_title", year=year, low=rows[-1].words, high=rows[0].words)


def _quality_title(page: WindowPage, text: Catalog) -> str:
    found = page.readings(page.measures[0])
    write = writer(found[0].unit, text)
    spoken = [one for one in found if one.year in page.view.highlight][:3] or list(found[-3:])
    items = ", ".join(text.t("ipos.item", count=write(one.value), year=str(one.year)) for one in spoken)
    return text.t(f"ipos.measure_title.{page.view.measure}", list=items)


def _editions_title(page: WindowPage, text: Catalog) -> str:
    rows = edition_rows(page)
    if not rows:
        return text.t("ipos.editions_none")
    most = max(
        rows, key=lambda row: max(abs(at - row.drawn) for _, low, high in row.others for at in (low, high))
    )
    words = [text.num.integer(low) if low == high else f"{low}–{high}" for _, low, high in most.others]
    return text.t("ipos.editions_title", year=str(most.year), drawn=str(most.drawn), list=", ".join(words))


def count_name(page: WindowPage, text: Catalog) -> str:
    """What is counted, as a sentence begins with it."""
    return text.t(f"ipos.count_name.{page.counted}")


def correlation_title(page: WindowPage, text: Catalog) -> str:
    """Whether counts and rates went together, with the coefficient and its interval."""
    found, rate = page.correlation, _rate_said(page, text)
    if isinstance(found, CalcError):
        return text.t("ipos.no_correlation")
    how = "apart" if not found.tells_apart_from_zero else "up" if found.pearson > 0 else "down"
    return text.t(f"ipos.together.{how}", counts=count_name(page, text), rate=rate, r=_r(found, text))


def _rate_said(page: WindowPage, text: Catalog) -> str:
    rate, lag = text.t(f"ipos.rate_said.{page.view.rate}"), page.view.lag
    if not lag:
        return rate
    return (
        text.tn("ipos.rate_lagged", lag, rate=rate)
        if page.rates.by_quarter
        else text.tn("ipos.rate_lagged_years", lag // 4, rate=rate)
    )


def _r(found: Correlation, text: Catalog) -> str:
    num = text.num
    r = num.decimal(found.pearson, digits=2)
    if found.low is None or found.high is None:
        return text.t("ipos.r_alone", r=r)
    low, high = num.decimal(found.low, digits=2), num.decimal(found.high, digits=2)
    return text.t("ipos.r", r=r, low=low, high=high)


def interval_words(page: WindowPage, text: Catalog) -> str:
    """How far the interval can be trusted."""
    found, num = page.correlation, text.num
    if isinstance(found, CalcError):
        return ""
    rank = num.decimal(found.spearman, digits=2)
    if round(found.effective_n) >= found.n:
        return text.t("ipos.interval_free", n=str(found.n), rank=rank)
    return text.t("ipos.interval", n=str(found.n), m=num.integer(round(found.effective_n)), rank=rank)


def honest_words(page: WindowPage, text: Catalog) -> str:
    """The record year and its rate; the near-zero years and their counts."""
    if not page.pairs:
        return ""
    num, most = text.num, max(page.pairs, key=lambda pair: pair.count)
    words = text.t(
        f"ipos.most.{page.view.rate}",
        year=str(most.year),
        count=num.integer(most.count),
        rate=num.percent(most.rate_frac),
    )
    low = [pair for pair in page.pairs if LOW_RATES[0] <= pair.year <= LOW_RATES[1]]
    if len(low) < LOW_RATES[1] - LOW_RATES[0] + 1:
        return words
    return f"{words} {_low_words(page, low, text)}"


def _low_words(page: WindowPage, low: Sequence[Pair], text: Catalog) -> str:
    num, counts = text.num, [pair.count for pair in low]
    return text.t(
        f"ipos.low_rates.{page.view.rate}",
        first=str(LOW_RATES[0]),
        last=str(LOW_RATES[1]),
        rate=num.percent(sum(pair.rate_frac for pair in low) / len(low), 1),
        low=num.integer(min(counts)),
        high=num.integer(max(counts)),
    )


def subtitle_of(page: WindowPage, text: Catalog) -> str:
    """The rule of the chosen chart."""
    chart = page.view.chart
    if chart == "quality":
        return " ".join(text.t(f"ipos.rule_of.{key}") + "." for key in page.measures)
    if chart in ("rates", "scatter"):
        lag = lag_words(page, text) if chart == "scatter" else ""
        parts = [honest_words(page, text), lag and f"{lag}.", interval_words(page, text)]
        return " ".join(part for part in parts if part)
    if chart == "ruled" and page.own and page.own.counts:
        return f"{text.t('ipos.ruled_rule')} {rule_words(page.own, text)}."
    return text.t(f"ipos.{chart}_rule")


def shown_keys(page: WindowPage, rows: Sequence[RuleRow] = ()) -> tuple[str, ...]:
    """Series the chosen chart draws, for sources and rules."""
    chart = page.view.chart
    if chart == "series":
        return page.series
    if chart == "ruled":
        return tuple(row.name for row in rows)
    if chart == "quality":
        return page.measures
    return (page.counted,) if chart in ("rates", "scatter") else ("tech",)


def source_ids(page: WindowPage, text: Catalog) -> tuple[str, ...]:
    """Sources of the chosen chart, in the order of its series."""
    rows = rule_rows(page, text) if page.view.chart == "ruled" else ()
    years = {page.view.ruled_year} if rows else None
    ids = [
        one.source_id
        for key in shown_keys(page, rows)
        for one in page.readings(key)
        if years is None or one.year in years
    ]
    if page.view.chart in ("rates", "scatter"):
        ids.append(page.rates.source_id)
    if page.view.chart == "editions":
        ids += [one.source_id for one in load_editions()]
    return tuple(dict.fromkeys(source_id for source_id in ids if source_id))


def caption_of(page: WindowPage, text: Catalog, handle: str = "") -> Caption:
    """Everything around the picture of the chosen chart."""
    sources = load_sources()
    names = dict.fromkeys(
        re.split(r"[(;,]", sources[source_id].publisher)[0].strip() for source_id in source_ids(page, text)
    )
    keys = shown_keys(page, rule_rows(page, text) if page.view.chart == "ruled" else ())
    newest = [one.year for key in keys for one in page.readings(key) if one.partial]
    last = str(max([page.view.last_year, *newest]))
    said = text.t("ipos.sources" if len(names) > 1 else "ipos.sources_one", list="; ".join(names), last=last)
    own = OWN in keys
    return Caption(
        title=title_of(page, text),
        subtitle=subtitle_of(page, text),
        source=f"{said} {text.t('ipos.own_source')}" if own else said,
        handle=handle,
        short_subtitle=_short(page, text),
    )


def _short(page: WindowPage, text: Catalog) -> str:
    """What a low picture says: the finding's evidence without the method."""
    if page.view.chart in ("rates", "scatter"):
        return f"{honest_words(page, text)} {text.t('ipos.interval_short')}"
    return text.t("ipos.editions_short") if page.view.chart == "editions" else ""


def rule_lines(page: WindowPage, text: Catalog) -> list[tuple[str, str]]:
    """Name and rule of every series on the page's chart."""
    rows = rule_rows(page, text) if page.view.chart == "ruled" else ()
    return [(series_name(key, text), series_rule(page, key, text)) for key in shown_keys(page, rows)]
