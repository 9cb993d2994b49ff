"""Titles, rules and sources of the odds page and its pictures."""

from __future__ import annotations

from calc.errors import CalcError
from calc.odds import FundedPerIpo, Funnel, Stage
from dashboard.charts.frame import Caption
from dashboard.i18n.catalog import Catalog
from dashboard.sources.odds import load_distributions, load_editions, load_funded
from dashboard.sources.records import load_ipo_years, load_sources
from dashboard.views.library import source_words
from dashboard.views.odds import (
    COHORT,
    OddsPage,
    bin_frac,
    bins_of,
    edition_names,
    funded_words,
    publication,
    span,
    top_words,
    written,
)
from dashboard.views.odds_bet import bet_company, bet_key, bet_words, is_yc


def headline(page: OddsPage, text: Catalog) -> str:
    """The finding of the chart shown."""
    say = {"funnel": _funnel, "returns": _returns, "bet": _bet, "funded": _funded}
    return say[page.view.chart](page, text)


def _thousand(stages: list[Stage], text: Catalog) -> str:
    fracs = [stage.frac * COHORT for stage in stages]
    return span(min(fracs), max(fracs), text)


def _funnel(page: OddsPage, text: Catalog) -> str:
    again, last, listed = (page.stages(key) for key in ("round-2", "round-5", "listed"))
    mine = page.mine
    if isinstance(mine, Funnel) and again:
        yours = _thousand([mine.stages["round-2"]], text)
        return text.t("odds.headline.mine", yours=yours, record=_thousand(again, text))
    parts = []
    if again:
        parts.append(text.t("odds.headline.again", count=_thousand(again, text)))
    if last:
        parts.append(text.t("odds.headline.fifth", count=_thousand(last, text)))
    if listed:
        most = max(listed, key=lambda stage: stage.frac)
        if any(stage.at_most for stage in listed):
            parts.append(text.t("odds.headline.listed_most", count=_thousand([most], text)))
        else:
            parts.append(text.t("odds.headline.listed", count=_thousand(listed, text)))
    start = text.t(f"odds.headline.of_{page.view.counted}")
    return f"{start} {', '.join(parts)}" if parts else text.t("odds.headline.nothing")


def _returns(page: OddsPage, text: Catalog) -> str:
    one = page.distribution
    first = next(each for each in bins_of(one) if each.from_x == 0)  # every source prints it
    return text.t(
        "odds.headline.returns_dollars" if one.counted == "dollars" else "odds.headline.returns",
        below=bin_frac(first, text),
        above=top_words(one, text),
        counted=text.t(f"odds.of.{one.counted}"),
        name=publication(one, text),
    )


def _bet(page: OddsPage, text: Catalog) -> str:
    words = bet_words(page, text)
    if not words:
        return text.t("odds.headline.bet_none", company=bet_company(page).company.name)
    return text.t(f"odds.headline.bet.{bet_key(page)}", **words)


def _most(page: OddsPage) -> FundedPerIpo | None:
    return max(page.funded, key=lambda one: one.high_per_ipo, default=None)


def _funded(page: OddsPage, text: Catalog) -> str:
    one = _most(page)
    if one is None:
        return text.t("odds.headline.funded_none", lag=text.num.years(page.view.lag_years))
    return text.t(
        f"odds.headline.{page.view.funded}",
        count=span(one.low_per_ipo, one.high_per_ipo, text),
        deals=text.tn("odds.deals", written(one.high_per_ipo), count=funded_words(one, text)),
        year=one.year,
        at=one.ipo_year,
    )


def caption(page: OddsPage, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with the rule and what is assumed, source with dates."""
    return Caption(
        title=headline(page, text),
        subtitle=rule(page, text),
        short_subtitle=rule(page, text, short=True),
        source=source(page, text),
        handle=handle,
    )


def rule(page: OddsPage, text: Catalog, *, short: bool = False) -> str:
    """How to read the chart, and what in it is assumed."""
    chart, view = page.view.chart, page.view
    if chart == "funnel":
        return text.t("odds.rule.funnel_short" if short else f"odds.rule.funnel_{view.counted}")
    if chart == "returns":
        return text.t("odds.rule.returns")
    if chart == "bet":
        key = "yc" if is_yc(page) else "entry"
        return text.t(f"odds.rule.bet_{key}", check=text.num.money(view.check_usd))
    lag = text.num.years(view.lag_years)
    return text.t(f"odds.rule.{view.funded}", lag=lag)


def source(page: OddsPage, text: Catalog) -> str:
    """Publishers and years behind the chart."""
    chart = page.view.chart
    if chart == "funnel":
        known = load_editions()
        names: dict[str, list[str]] = {}
        for funnel in page.funnels:
            full, _, year = edition_names(known[funnel.key])
            names.setdefault(full, []).append(year)
        listed = "; ".join(f"{name} {', '.join(dict.fromkeys(years))}" for name, years in names.items())
        return text.t("odds.source", names=listed)
    if chart == "returns":
        return text.t("odds.source_returns")
    if chart == "bet":
        return text.t("odds.source_yc") if is_yc(page) else source_words(bet_company(page), text)
    editions = sorted({one.edition[:4] for one in load_funded() if one.counted == page.view.funded})
    return text.t(f"odds.source_{page.view.funded}", first=editions[0], last=editions[-1])


def source_ids(page: OddsPage) -> list[str]:
    """Rows of sources.csv behind the chart, each once."""
    chart, known = page.view.chart, load_editions()
    ids: list[str] = []
    if chart == "funnel":
        for funnel in page.funnels:
            ids += [known[funnel.key].source_id, *(stage.source_id for stage in funnel.stages.values())]
    elif chart == "returns":
        ids = [one.source_id for one in load_distributions().values()]
    elif chart == "bet":
        at = bet_company(page).exit
        ids = [at.source_id] if at else []
        ids += ["airbnb-424b4", "crunchbase-yc-2020"] if is_yc(page) else []
        ids += [at.value.source_id] if at and at.value else []
    else:
        years = {one.ipo_year for one in page.funded}
        ids = [one.source_id for one in load_funded() if one.counted == page.view.funded]
        ids += [one.tech_source_id for one in load_ipo_years() if one.year in years]
    return [one for one in dict.fromkeys(ids) if one in load_sources()]


def refusal(page: OddsPage) -> CalcError | None:
    """Why the reader's own funnel is not drawn."""
    return page.mine if isinstance(page.mine, CalcError) else None
