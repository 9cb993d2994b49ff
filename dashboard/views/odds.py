"""Everything the odds page and its pictures show: funnels, distributions, funded for one IPO."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from calc.errors import CalcError
from calc.odds import (
    ENDS,
    RAISES,
    Bin,
    FundedPerIpo,
    Funnel,
    Stage,
    believed_funnel,
    frac_from,
    from_funded,
    funded_per_ipo,
    whole,
)
from dashboard.charts.frame import Frame
from dashboard.charts.funnel import Cell, Column, build_funnel_figure
from dashboard.charts.parts import Part, PartsRow, build_parts_figure
from dashboard.charts.spans import SpanRow, build_spans_figure
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.notes import note_words
from dashboard.scenario.odds import EDITIONS, OddsView
from dashboard.sources.odds import Distribution, Edition, load_distributions, load_editions, load_funded
from dashboard.sources.records import load_ipo_years

COHORT = 1000
ROWS = (*RAISES, *ENDS)
IN_WIDE = (*RAISES[1:], "acquired", "listed")
LEGEND = (0.0, 1.0, 5.0, 10.0)


@dataclass(frozen=True)
class OddsPage:
    """One scenario of the odds. Nothing here rounds or words a number."""

    view: OddsView

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The chosen editions in the order of the files; the usual ones if the link names none."""
        known = load_editions()
        chosen = [one for key, one in known.items() if key in self.view.editions]
        return tuple(chosen or (known[key] for key in EDITIONS))

    @cached_property
    def funnels(self) -> tuple[Funnel, ...]:
        """Their funnels, counted from where the reader wants; one that cannot be is left out."""
        found = []
        for edition in self.editions:
            try:
                founded = self.view.counted == "founded"
                found.append(edition.funnel if founded else from_funded(edition.funnel))
            except CalcError:
                continue
        return tuple(found)

    @cached_property
    def mine(self) -> Funnel | CalcError | None:
        """The reader's funnel, why it cannot be, or None."""
        if not self.view.belief:
            return None
        *again, acquired, listed = self.view.belief
        try:
            return believed_funnel(again, acquired_frac=acquired, listed_frac=listed)
        except CalcError as error:
            return error

    def stages(self, key: str) -> list[Stage]:
        """What the shown editions say of one stage."""
        return [one.stages[key] for one in self.funnels if key in one.stages]

    @cached_property
    def distribution(self) -> Distribution:
        """The distribution the title speaks of."""
        known = load_distributions()
        return known.get(self.view.about) or known[OddsView().about]

    @cached_property
    def funded(self) -> tuple[FundedPerIpo, ...]:
        """Companies funded for one tech IPO, by year funded."""
        ipos = {one.year: one.tech_ipos for one in load_ipo_years() if one.tech_ipos and not one.partial}
        counts = [
            (one.year, one.companies, one.at_least)
            for one in load_funded()
            if one.counted == self.view.funded
        ]
        return funded_per_ipo(counts, ipos, lag_years=self.view.lag_years)


def per_thousand(stage: Stage, text: Catalog) -> str:
    """A stage of 1,000 companies: whole from ten on, one decimal below."""
    words = span(stage.frac * COHORT, stage.frac * COHORT, text)
    return f"{'≤' if stage.at_most else ''}{words}{'*' if stage.recalled else ''}"


def stage_name(key: str, text: Catalog) -> str:
    """Name of a row of the funnel."""
    return text.t(f"odds.stage.{key}")


def _cell(stage: Stage, text: Catalog) -> Cell:
    said = f"{stage_name(stage.key, text)}: {per_thousand(stage, text)}"
    said = f"{said} · {text.t(f'basis.{stage.basis.value}')}"
    return Cell(stage.frac, per_thousand(stage, text), stage.recalled or stage.at_most, said)


def edition_names(edition: Edition) -> tuple[str, str, str]:
    """Heading of an edition's column: full, short, and its year."""
    short = {"CB Insights": "CB", "Y Combinator": "YC"}.get(edition.publisher, edition.publisher)
    return edition.publisher, short, edition.published


def columns(page: OddsPage, text: Catalog, *, rows: tuple[str, ...] = ROWS) -> list[Column]:
    """A column per funnel, the reader's last."""
    known, found = load_editions(), []
    for funnel in page.funnels:
        cells = tuple(_cell(funnel.stages[row], text) if row in funnel.stages else None for row in rows)
        found.append(Column(*edition_names(known[funnel.key]), cells))
    if isinstance(page.mine, Funnel):
        stages = page.mine.stages
        cells = tuple(_cell(stages[row], text) if row in stages else None for row in rows)
        found.append(Column(text.t("odds.you"), text.t("odds.you"), "◆", cells, mine=True))
    return found


def shown_rows(page: OddsPage) -> tuple[str, ...]:
    """The stages at least one funnel knows."""
    mine = page.mine.stages if isinstance(page.mine, Funnel) else {}
    return tuple(row for row in ROWS if page.stages(row) or row in mine)


def funnel_figure(page: OddsPage, text: Catalog, frame: Frame) -> go.Figure | None:
    """Funnels side by side; None if no edition can be counted so."""
    rows = shown_rows(page)
    if frame.is_wide:  # a low picture has room for the rows the title speaks of
        rows = tuple(row for row in rows if row in IN_WIDE)
    found = columns(page, text, rows=rows)
    if not found:
        return None
    labels = [stage_name(row, text) for row in rows]
    return build_funnel_figure(found, labels, text, frame, raises=sum(row in RAISES for row in rows))


def bins_of(one: Distribution) -> tuple[Bin, ...]:
    """The printed bins and what they leave between them."""
    return whole(one.bins)


def distribution_name(one: Distribution, text: Catalog) -> str:
    """Who, when, and what the fractions are of; a star if from memory."""
    star = "*" if one.recalled else ""
    return f"{publication(one, text)}, {text.t(f'odds.counted_name.{one.counted}')}{star}"


def publication(one: Distribution, text: Catalog) -> str:
    """Who counted, and which years."""
    period = one.period.replace("-", "–").replace("to ", text.t("odds.to") + "\u00a0")
    return f"{note_words(one.publisher, text.lang)}, {period}"


def bin_name(one: Bin, text: Catalog) -> str:
    """The range of a bin: "below 1x", "1–5x", "20x and up"."""
    if one.from_x == 0:
        return text.t("odds.bin.below", x=text.num.multiple(one.to_x))
    if one.to_x is None:
        return text.t("odds.bin.from", x=text.num.multiple(one.from_x))
    return text.num.multiple_range(one.from_x, one.to_x)


def bin_frac(one: Bin, text: Catalog) -> str:
    """The fraction of a bin with the sign its source prints with it."""
    sign = {"below": "<", "about": "≈"}.get(one.bound, "≥" if one.between else "")
    digits = 1 if (one.frac * 100) % 1 > 1e-6 and (one.frac * 100) % 1 < 1 - 1e-6 else 0
    return f"{sign}{text.num.percent(one.frac, digits)}"


def _between_sign(bins: tuple[Bin, ...]) -> str:
    """What is left beside "less than 4 %" is no less than the rest; beside "about", about it."""
    bounds = {one.bound for one in bins}
    return "≥" if "below" in bounds else "≈" if "about" in bounds else ""


def rest_words(one: Bin, bins: tuple[Bin, ...], text: Catalog) -> str:
    """The fraction of a bin nobody printed."""
    return f"{_between_sign(bins)}{text.num.percent(one.frac, 0)}"


def top_words(one: Distribution, text: Catalog) -> str:
    """The fraction at ten times the money or more: as printed, or the sum of its bins."""
    bins = bins_of(one)
    top = [each for each in bins if each.from_x >= 10]
    return bin_frac(replace(top[0], frac=frac_from(bins, 10) or 0.0), text)


def returns_figure(page: OddsPage, text: Catalog, frame: Frame) -> go.Figure:
    """Every distribution as a bar; the one the title speaks of first."""
    main = page.distribution.key
    known = sorted(load_distributions().values(), key=lambda one: (one.key != main, one.recalled))
    if frame.is_wide:  # room for four: another publisher first
        first = [one for one in known[1:] if one.publisher != known[0].publisher]
        known = [known[0], *first, *(one for one in known[1:] if one not in first)][:4]
    rows = []
    for one in known:
        bins = bins_of(one)
        parts = []
        for each in bins:
            words = rest_words(each, bins, text) if each.between else bin_frac(each, text)
            hover = f"{bin_name(each, text)}: {words}"
            if each.between:
                hover = f"{hover} · {text.t('odds.not_split')}"
            parts.append(Part(each.from_x, each.frac, words, hover, each.between))
        end = text.t("odds.from_ten", frac=top_words(one, text))
        rows.append(PartsRow(distribution_name(one, text), tuple(parts), end, one.key == main))
    legend = [(start, text.t(f"odds.legend.{int(start)}")) for start in LEGEND]
    return build_parts_figure(rows, legend, text, frame)


def span(low: float, high: float, text: Catalog) -> str:
    """A count or a range of counts; below ten with one decimal, since there a half says something."""
    digits = [0 if value >= 9.95 or round(value, 1) == round(value) else 1 for value in (low, high)]
    words = [text.num.decimal(value, digits=n) for value, n in zip((low, high), digits, strict=True)]
    return words[0] if words[0] == words[1] else "–".join(words)


def written(value: float) -> float:
    """The number a count is written as: what its noun agrees with."""
    return round(value) if value >= 9.95 else round(value, 1)


def funded_words(one: FundedPerIpo, text: Catalog) -> str:
    """Companies funded for one IPO, rounded to whole; a floor where the count is one."""
    return ("≥" if one.at_least else "") + span(one.low_per_ipo, one.high_per_ipo, text)


def funded_label(one: FundedPerIpo, text: Catalog) -> str:
    """The two years of a row and how many companies and IPOs they had."""
    count = ("≥" if one.at_least else "") + span(one.low_count, one.high_count, text)
    return text.t(
        "odds.funded_row", year=one.year, count=count, ipos=text.num.integer(one.ipos), at=one.ipo_year
    )


def funded_figure(page: OddsPage, text: Catalog, frame: Frame) -> go.Figure | None:
    """A row per year funded; None if the lag leaves none."""
    most = max(page.funded, key=lambda one: one.high_per_ipo, default=None)
    rows = [
        SpanRow(
            funded_label(one, text),
            one.low_per_ipo,
            one.high_per_ipo,
            funded_words(one, text),
            "main" if one is most else "other",
        )
        for one in page.funded
    ]
    return build_spans_figure(rows, frame) if rows else None


def odds_figure(page: OddsPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the odds page; None if there is nothing to draw."""
    from dashboard.views.odds_bet import bet_figure
    from dashboard.views.odds_words import caption

    if frame.is_picture:
        frame = replace(frame, caption=caption(page, text, handle))
    draw = {
        "funnel": funnel_figure,
        "returns": returns_figure,
        "bet": bet_figure,
        "funded": funded_figure,
    }
    return draw[page.view.chart](page, text, frame)
