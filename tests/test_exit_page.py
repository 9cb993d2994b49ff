"""The exit page without a browser: typed classes, companies of the library, holders, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.errors import CalcError
from dashboard.i18n.catalog import text
from dashboard.scenario.exits import CASES, ClassRow, ExitView, Holding
from dashboard.views.exit_cases import exit_companies
from dashboard.views.exits import ExitPage, caption, class_rows, refused_words
from tests.drawn import near

EN = text("en")
FOUNDERS = ClassRow("Founders", "common", 8e6)
SERIES = ClassRow("Series A", "series", 2e6, 5e6)


def paid(view: ExitView) -> dict[str, float]:
    page = ExitPage(view)
    assert page.proof.holds, page.proof
    return dict(zip(page.terms.names, map(float, page.chosen.payouts_usd[0]), strict=True))


def test_typed_classes_share_an_exit():
    # by hand: $1M debt, then $5M of preference; 1M options at $0.50 and 8M common share the other $14M:
    # v x 9M - 0.5M = 14M, so v = 14.5 / 9
    rows = (
        FOUNDERS,
        ClassRow("Staff", "options", 1e6, strike_usd=0.5),
        SERIES,
        ClassRow("Pool", "pool", 1e6),
    )
    found = paid(ExitView("own", exit_usd=20e6, debt_usd=1e6, classes=rows))
    v = 14.5 / 9
    assert found["Series A"] == near(5e6, 1e-9) and found["Founders"] == near(8e6 * v, 1e-9)
    assert found["Staff"] == near(1e6 * (v - 0.5), 1e-9) and "Pool" not in found


def test_the_unissued_pool_changes_nothing():
    bare = ExitView("own", exit_usd=90e6, classes=(FOUNDERS, SERIES))
    assert paid(replace(bare, classes=(*bare.classes, ClassRow("Pool", "pool", 5e6)))) == paid(bare)


def test_an_unconverted_safe_gets_the_greater_and_a_note_its_money():
    # the SAFE holds 10 % of all: money at $2M (its $0.5M first), a tenth of $95M beside the note's $1M
    safe, note = (
        ClassRow("Angel", "safe", amount_usd=5e5, cap_usd=5e6),
        ClassRow("Note", "note", amount_usd=1e6),
    )
    view = ExitView("own", exit_usd=2e6, classes=(FOUNDERS, safe, note))
    assert paid(view) == {"Founders": near(5e5, 1e-9), "Angel": near(5e5, 1e-9), "Note": near(1e6, 1e-9)}
    rich = paid(replace(view, exit_usd=96e6))
    assert rich["Angel"] == near(9.5e6, 1e-9) and rich["Note"] == near(1e6, 1e-9)


def test_what_each_holder_gets():
    held = (Holding("Ann", "Founders", 0.5), Holding("Ann", "Series A", 0.1), Holding("Bob", "Gone", 1.0))
    page = ExitPage(ExitView("own", exit_usd=15e6, classes=(FOUNDERS, SERIES), holdings=held))
    assert page.holders_usd == {"Ann": near(5e6 + 5e5, 1e-9)}  # half of $10M and a tenth of $5M


@pytest.mark.parametrize("stacked", [False, True])
@pytest.mark.parametrize("key", ["airbnb", *CASES])
def test_going_on_from_a_case_changes_no_payout(key, stacked):
    page = ExitPage(ExitView(key, stacked=stacked))
    rows = class_rows(page, EN)
    again = ExitPage(ExitView(key, exit_usd=page.exit_usd, classes=rows))
    assert list(again.chosen.payouts_usd[0]) == [near(float(x), 1e-9) for x in page.chosen.payouts_usd[0]]


def test_every_company_offered_is_proved_and_says_what_is_assumed():
    companies = exit_companies()
    assert len(companies) >= 25 and "airbnb" in companies
    for key, name in companies.items():
        page = ExitPage(ExitView(key, stacked=True))
        assert page.proof.holds, key
        said = caption(page, EN).source
        assert name in said and "not public" in said and "◆" in said


def test_airbnb_sold_for_half_of_what_it_raised():
    # preferences of the prospectus, F-47: 615K + 7.2M + 112.641M + 200M + 425.47M + 1,499.867M + 1,003.312M
    page = ExitPage(ExitView("airbnb", exit_usd=1e9, stacked=True))
    assert page.terms.preferences_usd == near(3_249_105_000.0, 1e-9)
    got = dict(zip(page.terms.keys, map(float, page.chosen.payouts_usd[0]), strict=True))
    assert got["series-f"] == near(1e9, 1e-9) and page.common_usd == 0  # the last is paid first
    # equal rank: everybody gets 1,000 / 3,249.1 of their money
    side = ExitPage(ExitView("airbnb", exit_usd=1e9))
    assert float(side.chosen.of("series-b")[0]) == near(112_641_000 * 1e9 / 3_249_105_000, 1e-9)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (ExitView("own", classes=(SERIES,)), "common stock"),
        (
            ExitView("own", classes=(FOUNDERS, replace(SERIES, participation="capped", cap_x=0.5))),
            "cap of a class",
        ),
        (
            ExitView("own", classes=(FOUNDERS, ClassRow("S", "safe", amount_usd=5e6, cap_usd=5e6))),
            "100 % of the company",
        ),
        (
            ExitView(
                "own",
                classes=(FOUNDERS,),
                holdings=(Holding("A", "Founders", 0.6), Holding("B", "Founders", 0.6)),
            ),
            "holders are given",
        ),
    ],
)
def test_what_cannot_be_is_said(view, words):
    error = ExitPage(view).built
    assert isinstance(error, CalcError) and words.lower() in refused_words(error, EN).lower()
