"""The exit page without a browser: typed classes, companies of the library, holders, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.errors import CalcError
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.scenario.exits import CASES, ClassRow, ExitView, Holding, exits_query, read_exits
from dashboard.views.company_terms import preferred_of
from dashboard.views.exit_cases import ExitGap, exit_companies
from dashboard.views.exit_gaps import filled, refused_words
from dashboard.views.exits import ExitPage, caption, class_rows
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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_company_has_a_proved_waterfall_or_one_reason(lang):
    companies, words = exit_companies(), text(lang)
    assert len(companies) == 60
    opened = []
    for key, name in companies.items():
        page = ExitPage(ExitView(key, stacked=True))
        if page.case.gap is None:
            opened.append(key)
            assert page.proof.holds, key
            said = caption(page, words).source
            assert name in said and "◆" in said
        else:
            said = refused_words(page, words)
            assert name in said and said.endswith(".") and said.count(". ") == 1, "a reason and an offer"
    assert len(opened) == 28  # every series with shares and price, none missing before or after


def test_missing_series_keep_a_company_from_a_waterfall():
    # Confluent's record says its latest series are not known, though those it has are complete
    page = ExitPage(ExitView("confluent"))
    assert page.case.gap == ExitGap(len(preferred_of("confluent")), (), "late")
    assert "its latest series are not on record" in refused_words(page, EN)


def test_ratios_that_are_not_on_record_are_told():
    assert "taken to be one" in caption(ExitPage(ExitView("pandora")), EN).source
    assert "taken to be one" not in caption(ExitPage(ExitView("airbnb")), EN).source


def test_blanks_filled_in_open_the_waterfall_of_a_company_with_gaps():
    page = ExitPage(ExitView("twitch", exit_usd=30e6))
    rows = class_rows(page, EN)
    assert [(one.name, one.shares, one.amount_usd) for one in rows] == [
        ("Common", None, 0.0),
        ("Series A (Justin.tv)", None, 8e6),  # press: $8M, $15M, $20M
        ("Series B", None, 15e6),
        ("Series C", None, 20e6),
    ]
    part = ExitPage(ExitView("twitch", exit_usd=30e6, classes=(replace(rows[0], shares=8e6), *rows[1:])))
    assert "Still blank: Series A (Justin.tv), Series B, Series C." in refused_words(part, EN)
    done = ExitPage(ExitView("twitch", exit_usd=30e6, classes=tuple(replace(r, shares=1e6) for r in rows)))
    # $30M of $43M of preferences: everybody gets 30 / 43 of their money, common nothing (by hand)
    assert float(done.chosen.payouts_usd[0, done.terms.names.index("Series C")]) == near(20e6 * 30 / 43, 1e-9)
    assert (
        "On the author's terms" in caption(done, EN).title
        and "Started from: Twitch" in caption(done, EN).source
    )


def test_a_price_on_record_fills_the_other_blank():
    page = ExitPage(ExitView("pinterest"))  # prices only: Series H $21.53728, prospectus
    row = next(one for one in class_rows(page, EN) if one.name == "Series G")
    assert (row.shares, row.amount_usd) == (None, None)
    assert filled(page, replace(row, shares=1e6), EN).amount_usd == near(21_537_280, 1e-9)
    assert filled(page, replace(row, amount_usd=21_537_280.0), EN).shares == near(1e6, 1e-9)
    assert filled(page, row, EN) == row


def test_blanks_stay_in_the_link():
    rows = class_rows(ExitPage(ExitView("coinbase")), EN)
    view = ExitView("coinbase", classes=rows)
    ignored: list[str] = []
    query = {key: word if isinstance(word, list) else [word] for key, word in exits_query(view).items()}
    assert read_exits(query, ignored) == view and ignored == []


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
    page = ExitPage(view)
    assert isinstance(page.built, CalcError) and words.lower() in refused_words(page, EN).lower()
