"""Odds and exit mathematics as pages: every chart in both languages, the numbers in titles, refusals."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from calc.odds import RAISES
from dashboard.charts.frame import Frame
from dashboard.export.exit_math import math_csv
from dashboard.export.odds import odds_csv
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.i18n.notes import is_translated
from dashboard.scenario import from_query
from dashboard.scenario.exit_math import MATHS, UNKNOWNS, MathView
from dashboard.scenario.odds import ODDS, OddsView
from dashboard.sources.library import load_library
from dashboard.sources.odds import load_distributions, load_editions, load_funded
from dashboard.sources.records import load_sources
from dashboard.views.exit_math import MathPage
from dashboard.views.exit_math_more import chosen_row, returned_rows
from dashboard.views.exit_math_words import headline as math_headline
from dashboard.views.exit_math_words import math_figure, refusal
from dashboard.views.odds import OddsPage, odds_figure
from dashboard.views.odds_bet import post, ways
from dashboard.views.odds_words import headline as odds_headline
from dashboard.views.odds_words import source_ids
from tests.drawn import near
from tests.test_charts_pictures import legible
from tests.test_pages import opened, phrases, sent, words

EN = text("en")
LINKS = {
    **{f"odds-{chart}": f"odds={chart}" for chart in ODDS},
    "odds-mine": "belief=0.4,0.5,0.5,0.4,0.15,0.005",
    "odds-founded": "counted=founded&editions=cb-2018,carta-2018,carta-2018-no-biotech",
    "odds-uber": "odds=bet&bet=facebook&bet-check=50000",
    "odds-first": "odds=funded&funded=first&funded-lag=0",
    **{f"math-{chart}": f"math={chart}" for chart in MATHS},
    **{f"math-{unknown}": f"solve={unknown}&hits=0.4&enter=5000000" for unknown in UNKNOWNS},
    "math-time": "axes=time&said-of=total&leave=500000000",
    "math-own": "math=fund&fund-by=own&fund-of=uber",
    "math-value": "math=fund&fund-of=whatsapp&fund-check=8000000",
}


def scenario(link: str) -> Any:
    found, ignored = from_query(
        {key: [value] for key, _, value in (p.partition("=") for p in link.split("&"))}
    )
    assert ignored == ()
    return found


def odds(link: str) -> OddsPage:
    return OddsPage(scenario(link).odds)


def math(link: str) -> MathPage:
    return MathPage(scenario(link).exit_math)


def plain(said: str) -> str:
    return said.replace("\u00a0", " ")


def drawn(name: str, lang: str, frame: Frame) -> go.Figure:
    if name.startswith("odds"):
        fig = odds_figure(odds(LINKS[name]), text(lang), frame, handle="@channel")
    else:
        fig = math_figure(math(LINKS[name]), text(lang), frame, handle="@channel")
    assert fig is not None
    return fig


# --- pictures and pages --------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LINKS)
def test_picture_is_legible_and_whole(name: str, size: str, lang: str):
    assert "@channel" in legible(drawn(name, lang, Frame(size=SIZES[size])), size, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "query"),
    [
        *[("odds", {"odds": chart}) for chart in ODDS],
        ("odds", {"belief": "0.4,0.5,0.5,0.4,0.15,0.005", "counted": "founded"}),
        ("odds", {"odds": "bet", "bet": "klarna"}),
        *[("exit_math", {"math": chart}) for chart in MATHS],
        ("exit_math", {"solve": "years", "said-of": "total"}),
        ("exit_math", {"math": "fund", "fund-by": "own", "fund-of": "stripe"}),
    ],
)
def test_every_chart_of_the_pages_in_one_language(page: str, query: dict[str, str], lang: str):
    at = opened(page, lang=lang, **query)
    said, own = sent(at), phrases(lang)
    other = phrases("ru" if lang == "en" else "en") - own
    titles = " ".join(source.title for source in load_sources().values())
    assert sum(phrase in said for phrase in own) >= 8
    assert [phrase for phrase in sorted(other) if phrase in said and phrase not in titles] == []


def test_notes_of_the_odds_are_in_russian():
    notes = [one.note for one in load_funded()] + [one.note for one in load_distributions().values()]
    for edition in load_editions().values():
        notes += [edition.cohort, edition.note, *(stage.note for stage in edition.funnel.stages.values())]
    assert [note for note in notes if note and not is_translated(note, "ru")] == []


# --- the odds ------------------------------------------------------------------------------


def test_the_funnel_says_what_the_editions_say():
    """400 (CB Insights 2016) to 644 (Carta, 1,588 of 2,464) raise again; 15 of 2,464 listed at most."""
    said = odds_headline(odds("odds=funnel"), EN)
    assert (
        said == "Of 1,000 funded start-ups 400–644 raise again, 20–90 get to a fifth round, at most 6.1 list"
    )
    assert "363–480 raise again" in odds_headline(odds(LINKS["odds-founded"]), EN)  # 1,588 of 4,369


@pytest.mark.parametrize("counted", ["funded", "founded"])
def test_funnels_only_narrow_and_name_their_sources(counted: str):
    page = odds(f"counted={counted}")
    assert page.funnels
    for funnel in page.funnels:
        fracs = [funnel.stages[key].frac for key in RAISES if key in funnel.stages]
        assert all(later <= earlier for earlier, later in pairwise(fracs))
    for chart in ODDS:
        assert source_ids(odds(f"odds={chart}&counted={counted}"))


def test_a_belief_stands_beside_the_record_and_a_wrong_one_is_told():
    assert odds_headline(odds("belief=0.3,0.5,0.5,0.5,0.1,0.005"), EN).startswith("You expect 300 of 1,000")
    at = opened("odds", lang="en", belief="0.3,0.5,0.5,0.5,0.9,0.2")
    assert EN.t("problem.over_all") in at.warning[0].value
    assert len(at.get("plotly_chart")) == 1


def test_returns_say_both_ends():
    """65 % below 1x and 4 % from 10x (Correlation Ventures 2004-2013); less than 4 % of dollars."""
    assert "65% of financings lost money, 4% made 10x" in odds_headline(odds("odds=returns"), EN)
    assert "37% of the dollars" in odds_headline(odds("odds=returns&about=correlation-2022"), EN)
    assert "<4% into 10x" in odds_headline(odds("odds=returns&about=correlation-2022"), EN)


def test_one_right_bet_has_the_numbers_of_the_conventions():
    """141,000 undiluted, 35,250 at 25 %, 14,100 at 10 %; 44,200 to 52,020 by the holdings estimate."""
    found = {(one.key, one.kept_frac): (one.low, one.high) for one in ways(odds("odds=bet"))}
    assert found[("value", 1.0)] == near((141_000.0, 141_000.0), 1e-9)
    assert found[("kept", 0.25)] == near((35_250.0, 35_250.0), 1e-9)
    assert found[("kept", 0.1)] == near((14_100.0, 14_100.0), 1e-9)
    assert found[("shares", 1.0)] == (44_200, 52_020)
    said = plain(post(odds("odds=bet"), EN))
    assert "44,200–52,020 checks of $20K" in said and "141,000" in said and "$884M–$1.04B" in said


def test_a_bet_of_the_library_keeps_the_bases_apart():
    """Airbnb's seed: 7,038x per share, 15,285x by company value. Klarna's first round has no price."""
    airbnb = {one.key: one for one in ways(odds("odds=bet&bet=airbnb"))}
    assert airbnb["price"].low == pytest.approx(7038.387, abs=0.001)
    assert airbnb["value_x"].low == pytest.approx(15284.55, abs=0.01)
    klarna = {one.key: one for one in ways(odds("odds=bet&bet=klarna"))}
    assert klarna["price"].why == "no_price" and not klarna["value_x"].why
    assert plain(post(odds("odds=bet&bet=theranos"), EN)) == ""


def test_funded_for_one_ipo_says_its_lag():
    assert (
        odds_headline(odds("odds=funded"), EN)
        == "1,492–1,757 venture deals of 2018 for each tech IPO of 2022"
    )
    assert "4 years" in plain(words(opened("odds", lang="en", odds="funded")))
    first = odds("odds=funded&funded=first&funded-lag=2")  # 4,000 or more of 2023, 31 tech IPOs in 2025
    assert [(one.year, one.ipos, one.at_least) for one in first.funded][-1] == (2023, 31, True)


# --- exit mathematics ----------------------------------------------------------------------


def test_the_map_says_what_it_solved():
    """(100 x 0.5 / 10) ^ (1 / 7) - 1 = 25.85 %; undiluted 25 % a year lasts ln 10 / ln 1.25 = 10.3 years."""
    assert (
        plain(math_headline(math("math=map"), EN)) == "$10M in, $100M out after 7 years, 50% kept: 26% a year"
    )
    assert plain(math_headline(math("solve=years&left=1"), EN)).endswith("25% a year holds for 10.3 years")
    assert "12.5%" in math_headline(math("solve=hit&said-of=total&left=1"), EN)


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("solve=years&said-of=total", "years_free"),
        ("solve=retained&enter=20000000&held=10", "kept_over_all"),
        ("solve=hit&enter=90000000", "out_of_reach"),
        ("solve=years&gain=-0.1", "no_such_years"),
    ],
)
def test_no_solution_is_one_sentence_and_the_map_stays(link: str, code: str):
    page = math(link)
    assert refusal(page, EN) == EN.t("exit_math.refused", why=EN.t(f"problem.{code}"))
    assert math_figure(page, EN, Frame()) is not None


def test_both_readings_and_the_hurdle():
    said = plain(math_headline(math("math=reading"), EN))
    assert said == "“25%” from $10M: a year, if it takes at most 10.3 years; in total, if 12.5% of bets hit"
    at = opened("exit_math", lang="en", math="reading", left="1")
    for number in ("13.43", "10.32", "7.21", "6.25%", "12.5%", "48%"):  # conventions, section 7
        assert number in words(at), number
    assert "by 41% over 7 years" in plain(math_headline(math("math=hurdle"), EN))
    assert "by 63% over 10 years" in plain(math_headline(math("math=hurdle&held=10"), EN))


def test_a_mega_check_and_what_an_acquirer_pays():
    """1e9 x 1.25 ^ 7 / (0.1 x 0.2 x 0.5) = $477B; 20 - (10 / 1.331 - 2) = $14.5B."""
    assert "needs an exit at $477B" in plain(math_headline(math("math=mega"), EN))
    assert plain(math_headline(math("math=build"), EN)).startswith(
        "Above $14.5B an acquirer does better building."
    )
    assert "Building is not worth it" in math_headline(math("math=build&build-hits=0.05"), EN)


def test_returned_the_fund():
    """$500K at 7,038.387x over $100M = 35.2; 10 % of $47B over $100M = 47; WhatsApp has values only."""
    row = chosen_row(math("math=fund"))
    assert row is not None and row.funds == pytest.approx(500e3 * 7038.387 / 100e6, rel=1e-6)
    assert "returned a $100M fund 35.2 times" in plain(math_headline(math("math=fund"), EN))
    assert "47 times, by company value" in plain(math_headline(math("math=fund&fund-by=own"), EN))
    assert "per share is not known" in math_headline(math(LINKS["math-value"]), EN)
    too_much = math("math=fund&fund-check=700000&fund-round=seed")
    assert EN.t("exit_math.why.over_round") in refusal(too_much, EN)  # the seed raised $615,000
    no_value = math("math=fund&fund-by=own&fund-of=affirm")
    assert EN.t("exit_math.why.no_exit_value") in refusal(no_value, EN)


@pytest.mark.parametrize("company", load_library())
def test_every_company_of_the_library_answers_or_says_why(company: str):
    for link in (f"math=fund&fund-check=1000&fund-of={company}", f"math=fund&fund-by=own&fund-of={company}"):
        page = math(link)
        assert math_headline(page, EN)
        if math_figure(page, EN, Frame()) is None:
            assert refusal(page, EN) or all(row.funds == 0 for row in returned_rows(page))
    page = odds(f"odds=bet&bet={company}")
    assert odds_headline(page, EN)
    assert all(one.why == "" or EN.t(f"odds.why.{one.why}") for one in ways(page))


def test_data_of_every_chart():
    for chart in ODDS:
        rows = list(csv.DictReader(io.StringIO(odds_csv(odds(f"odds={chart}")))))
        assert len(rows) >= 4
    for chart in MATHS:
        rows = list(csv.DictReader(io.StringIO(math_csv(math(f"math={chart}")))))
        assert rows
    solved = next(csv.DictReader(io.StringIO(math_csv(math("math=map")))))
    assert float(solved["return_frac"]) == pytest.approx(5 ** (1 / 7) - 1, rel=1e-12)


def test_defaults_are_what_a_bare_link_means():
    found, _ = from_query({})
    assert (found.odds, found.exit_math) == (OddsView(), MathView())
