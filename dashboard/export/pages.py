"""The picture of any page for a scenario, without the page: what the command line draws."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from calc.errors import CalcError
from dashboard.charts.frame import Frame
from dashboard.i18n.catalog import text
from dashboard.scenario import Scenario
from dashboard.sources.library import load_library
from dashboard.sources.records import load_companies, load_company, load_ipo_years
from dashboard.views.claims import ClaimPage, claim_figure
from dashboard.views.compare import ComparePage, compare_figure
from dashboard.views.event_names import stopped_name
from dashboard.views.exit_gaps import refused_words as exit_refused
from dashboard.views.exit_math import MathPage
from dashboard.views.exit_math_words import math_figure, refusal
from dashboard.views.exits import ExitPage, exits_figure
from dashboard.views.funds import FundPage, funds_figure
from dashboard.views.ipos import ipo_figure
from dashboard.views.known import KnownView
from dashboard.views.known_charts import known_figure
from dashboard.views.known_words import chart_refusal
from dashboard.views.library import LibraryPage, library_figure
from dashboard.views.odds import OddsPage, odds_figure
from dashboard.views.own_ipos import OwnIpos
from dashboard.views.path import PathView
from dashboard.views.path_charts import path_figure
from dashboard.views.path_words import problem_words
from dashboard.views.safes import SafePage, refused_words, safes_figure
from dashboard.views.window import WindowPage
from dashboard.views.window_charts import window_figure

Draw = Callable[[Scenario, Frame], go.Figure | None]


class NoPicture(ValueError):
    """Why a page has no picture, as a sentence in the scenario's language."""


def page_figure(page: str, scenario: Scenario, frame: Frame, *, own: OwnIpos | None = None) -> go.Figure:
    """The picture of a page, one of PAGES; own is a person's list, drawn with the counts of "ipos".

    Raises:
        NoPicture: with the sentence the page would show instead.
    """
    draw, refused = PAGES[page]
    fig = _ipos(scenario, frame, own) if own else draw(scenario, frame)
    if fig is None:
        raise NoPicture(text(scenario.lang).t(refused))
    return fig


def refuse_broken(view: PathView) -> None:
    """Nothing, if the path can be replayed to its end.

    Raises:
        NoPicture: where it stopped, and why.
    """
    problem = view.path.problem
    if problem is not None:
        words = text(view.scenario.lang)
        why = problem_words(problem, words, where=stopped_name(view, words))
        raise NoPicture(words.t("problem.stopped", why=why))


def _path(scenario: Scenario, frame: Frame) -> go.Figure | None:
    if scenario.company not in load_companies():
        return _known(scenario, frame)
    view = PathView(load_company(scenario.company), scenario)
    refuse_broken(view)
    if scenario.chart == "stake":
        holding, problem = view.holding()
        if holding is None and problem is not None:
            raise NoPicture(problem_words(problem, text(scenario.lang)))
    return path_figure(view, scenario.chart, text(scenario.lang), frame)


def _known(scenario: Scenario, frame: Frame) -> go.Figure:
    view, words = KnownView(load_library()[scenario.company], scenario), text(scenario.lang)
    if view.replay is not None:
        refuse_broken(view.replay)
    fig = known_figure(view, scenario.chart, words, frame)
    if fig is None:
        raise NoPicture(chart_refusal(view, scenario.chart, words))
    return fig


def _ipos(scenario: Scenario, frame: Frame, own: OwnIpos | None = None) -> go.Figure | None:
    words, handle = text(scenario.lang), scenario.handle
    if scenario.ipos.chart == "years":
        return ipo_figure(load_ipo_years(), scenario.ipos, words, frame, handle=handle, own=own)
    return window_figure(WindowPage(scenario.ipos, own), words, frame, handle=handle)


def _exits(scenario: Scenario, frame: Frame) -> go.Figure | None:
    page, words = ExitPage(scenario.exits), text(scenario.lang)
    if isinstance(page.built, CalcError):
        raise NoPicture(exit_refused(page, words))
    return exits_figure(page, words, frame, handle=scenario.handle)


def _safes(scenario: Scenario, frame: Frame) -> go.Figure | None:
    page, words = SafePage(scenario.safes), text(scenario.lang)
    if isinstance(page.solved, CalcError):
        raise NoPicture(refused_words(page.solved, words))
    return safes_figure(page, words, frame, handle=scenario.handle)


def _exit_math(scenario: Scenario, frame: Frame) -> go.Figure | None:
    page, words = MathPage(scenario.exit_math), text(scenario.lang)
    refused = refusal(page, words)
    if refused:
        raise NoPicture(refused)
    return math_figure(page, words, frame, handle=scenario.handle)


def _library(scenario: Scenario, frame: Frame) -> go.Figure | None:
    return library_figure(LibraryPage(scenario.library), text(scenario.lang), frame, handle=scenario.handle)


def _compare(scenario: Scenario, frame: Frame) -> go.Figure | None:
    return compare_figure(ComparePage(scenario), text(scenario.lang), frame, handle=scenario.handle)


def _claim(scenario: Scenario, frame: Frame) -> go.Figure | None:
    return claim_figure(ClaimPage(scenario.claims), text(scenario.lang), frame, handle=scenario.handle)


def _fund(scenario: Scenario, frame: Frame) -> go.Figure | None:
    page = FundPage(scenario.funds)
    if not isinstance(page.run, CalcError):
        page.run.wait()
    return funds_figure(page, text(scenario.lang), frame, handle=scenario.handle)


def _odds(scenario: Scenario, frame: Frame) -> go.Figure | None:
    return odds_figure(OddsPage(scenario.odds), text(scenario.lang), frame, handle=scenario.handle)


PAGES: dict[str, tuple[Draw, str]] = {
    "path": (_path, "export.no_chart"),
    "ipos": (_ipos, "export.no_chart"),
    "exit": (_exits, "export.no_chart"),
    "safes": (_safes, "export.no_chart"),
    "library": (_library, "export.no_chart"),
    "claim": (_claim, "claims.not_read"),
    "fund": (_fund, "problem.nothing_to_invest"),
    "compare": (_compare, "compare.none"),
    "odds": (_odds, "odds.nothing"),
    "exit-math": (_exit_math, "export.no_chart"),
}
