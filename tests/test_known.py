"""Every company through every part of the path page, in both languages, and the numbers it has to show."""

from __future__ import annotations

import datetime as dt

import pytest

from calc.errors import CalcError
from calc.gaps import replayable
from calc.types import Basis, PartialDate
from calc.whatif import RoundEdit, WhatIf
from dashboard.charts.frame import Frame
from dashboard.export.known import COLUMNS, known_csv, known_record
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.i18n.notes import is_translated
from dashboard.scenario import CHARTS, Scenario
from dashboard.scenario.investor import InvestorView
from dashboard.sources.library import company_keys, load_library
from dashboard.sources.records import load_companies
from dashboard.ui.library_parts import entry_rows
from dashboard.views.known import REPLAYED, KnownView, path_view
from dashboard.views.known_charts import known_figure, ladder_rungs, multiple_rows
from dashboard.views.known_investor import known_panel
from dashboard.views.known_words import (
    chart_refusal,
    gaps_sentence,
    known_caption,
    known_headline,
    rate_words,
)
from tests.drawn import near

LIBRARY = load_library()
KNOWN = [key for key in company_keys() if key not in load_companies()]
EN = text("en")


def view(company: str, **asked) -> KnownView:
    return KnownView(LIBRARY[company], Scenario(company=company, **asked))


def test_airbnb_comes_first_and_the_rest_by_name():
    keys = company_keys()
    assert keys[0] == "airbnb" and len(keys) == len(LIBRARY) >= 60
    assert [LIBRARY[key].name.lower() for key in keys[1:]] == sorted(
        LIBRARY[k].name.lower() for k in keys[1:]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("company", KNOWN)
def test_every_part_of_every_company(company, lang):
    words = text(lang)
    for chart in CHARTS:
        found = view(company, chart=chart, lang=lang)
        fig = known_figure(found, chart, words, Frame(size=SIZES["portrait"]))
        if fig is None:
            said = chart_refusal(found, chart, words)
            assert said.endswith(".") and "{" not in said
            assert chart in (*REPLAYED, "stake", "ladder"), "rounds and table are always drawn"
            continue
        caption = known_caption(found, chart, words)
        assert LIBRARY[company].name in caption.title and caption.source and caption.subtitle
    assert LIBRARY[company].name in known_headline(found, words)
    assert gaps_sentence(found, words).endswith(".")
    table = entry_rows(found.entries, found.multiples, words)
    assert len(table) == len(LIBRARY[company].entries) + 1
    assert known_csv(found).count("\n") >= len(found.multiples)
    record = known_record(found)
    assert set(record["rounds"][0]) < {*COLUMNS, "key"} if record["rounds"] else not found.exits


@pytest.mark.parametrize("company", KNOWN)
def test_every_name_and_note_is_translated(company):
    known = LIBRARY[company]
    notes = [known.note, *(one.note for one in known.exits)]
    names = [one.name for one in known.entries if not one.name.startswith("Series ") or " (" in one.name]
    assert [one for one in (*notes, *names) if one and not is_translated(one, "ru")] == []


# The prospectuses and 10-K tables linked in the rows: company, round, exit, per share, without rights
SHOWN = [
    ("doordash", "seed-series-a-1", "ipo", "680x", None),
    ("reddit", "series-e", "ipo", "0.801x", None),
    ("reddit", "series-f", "ipo", "0.55x", None),
    ("square", "series-e", "ipo", "1.20x", "0.582x"),
    ("square", "series-e-2", "ipo", "0.582x", None),
    ("uber", "seed", "ipo", "4,967x", None),
    ("snowflake", "seed", "ipo", "698x", None),
    ("dropbox", "series-c", "ipo", "0.733x", None),
    ("instacart", "series-i", "ipo", "0.24x", None),
    ("freshworks", "series-a", "ipo", "724x", None),
    ("rubrik", "series-a", "ipo", "47.6x", None),
    ("lemonade", "series-d", "ipo", "0.687x", None),
    ("silver-spring-networks", "series-e", "ipo", "1.00x", "0.34x"),
    ("heartflow", "series-c", "ipo", "1.19x", "0.705x"),
    ("telegram-ton", "round-1", "refund", "0.72x", None),
    ("telegram-ton", "round-2", "loan", "1.10x", None),
]


@pytest.mark.parametrize(("company", "key", "mark", "per_share", "nominal"), SHOWN)
def test_the_page_shows_the_known_number(company, key, mark, per_share, nominal):
    found = view(company, mark=mark)
    row = entry_rows(found.entries, found.multiples, EN)[1 + [one.key for one in found.entries].index(key)]
    assert row[6] == f"<b>{per_share}</b>"
    assert row[7] == (nominal or "")
    drawn = [one.price_x for one in multiple_rows(found, EN)]
    assert any(EN.num.multiple(one) == per_share for one in drawn)


def test_undated_rounds_give_steps_and_no_rate():
    found = view("freshworks", chart="stake")
    assert found.first.rate is None and rate_words(found.first, EN) == "no date of the round is known"
    rungs = ladder_rungs(found, EN)
    assert [rung.year for rung in rungs[:-1]] == [""] * 8
    assert rungs[1].price_step_x == near(0.138011 / 0.0496926)
    fig = known_figure(found, "stake", EN, Frame())
    assert fig.layout.xaxis.type is None and "B" in fig.layout.xaxis.ticktext


def test_a_check_goes_through_every_price_and_counts_the_ratchet():
    # Square: 25,000 at 15.46345 is worth 1.2 times that at 9.00 with the ratchet, 15,126 without
    found = view("square", check_round="series-e", check_usd=25_000.0)
    worth = {one.key: one.worth_usd for one in found.check()}
    assert worth["ipo"] == near(30_000, rel=1e-3)
    assert worth["series-e-2"] == near(25_000)
    waived = view("square", check_round="series-e-2", check_usd=25_000.0).check()
    assert {one.key: one.worth_usd for one in waived}["ipo"] == near(25_000 * 9 / 15.46345)
    assert view("square", check_round="series-a", check_usd=1e9).check().code == "check_over_round"
    assert isinstance(view("klarna").check(), CalcError)


def test_a_check_is_sold_along_the_closes_on_record():
    # Compass B of 2014 at 2.0766: 12,039 shares of $25,000, at the first close of 20.15 worth $242,580
    held = known_panel(view("compass", check_round="series-b", mark="first-close"))
    assert held.low.multiples.tvpi_x == near(20.15 / 2.0766) and held.low.multiples.dpi_x == 0
    all_at_once = InvestorView(sell="dated", sales=((dt.date(2021, 4, 1), 1.0),))
    sold = known_panel(view("compass", check_round="series-b", mark="newest", investor=all_at_once))
    assert sold.low.multiples.dpi_x == near(20.15 / 2.0766, rel=1e-6) and sold.low.shares_left == 0
    assert known_panel(view("freshworks")).code == "undated_round"
    assert known_panel(view("klarna")).code == "no_share_price"


def test_a_total_loss_is_drawn_and_a_private_company_is_not_measured():
    assert [one.price_x for one in multiple_rows(view("theranos"), EN)] == [0, 0]
    assert known_figure(view("theranos"), "multiples", EN, Frame()) is not None
    stripe = view("stripe")
    assert stripe.exit is None and stripe.why_none == "never_listed"
    assert "318x in company value" in known_headline(stripe, EN)  # 159B / 500M


def test_the_last_rounds_of_doordash_can_be_replayed():
    found = replayable(LIBRARY["doordash"])
    replay = view("doordash").replay
    for step, recorded in zip(replay.path.steps, found.company.rounds, strict=True):
        assert step.issue_price_usd == near(recorded.issue_price_usd.value, rel=1e-12)
    assert replay.multiples["series-c"].price_multiple_x == near(102 / 4.79)


def test_what_a_reader_types_fills_the_gaps_and_is_marked():
    edits = tuple(
        RoundEdit(key, post_money_usd=post)
        for key, post in (("seed-series-a-1", 12e6), ("series-a", 70e6), ("series-b", 600e6))
    )
    found = view("doordash", what_if=WhatIf(edits=edits))
    assert len(found.replay.path.steps) == 9 and found.replay.path.problem is None
    assert found.entries[0].post_money.basis is Basis.ASSUMED
    assert found.first.price_x == near(680), "values typed for early rounds change no later price"
    assert (found.first.basis, found.exit.price.basis) == (Basis.PRESS, Basis.PRESS), "and stay the record's"
    assert known_caption(found, "multiples", EN).title.startswith("What if: ")
    shown = view("doordash", what_if=WhatIf(edits=edits), record_only=True)
    assert shown.entries[0].post_money is None and not shown.is_changed


def test_a_change_in_the_replay_moves_every_round_before_it():
    found = view("doordash", what_if=WhatIf(edits=(RoundEdit("series-d", post_money_usd=700e6),)))
    assert found.exit.price.basis is Basis.ASSUMED
    assert found.first.price_x < 680, "a lower value in D dilutes everyone before it"
    rows = {row.name: row for row in multiple_rows(found, EN)}
    assert rows["Seed / Series A-1"].record_price_x == near(680)
    stopped = view("doordash", what_if=WhatIf(edits=(RoundEdit("series-d", post_money_usd=1.0),)))
    assert stopped.exit is None and stopped.replay.path.problem is not None


def test_rounds_without_dates_need_dates_too():
    edits = (RoundEdit("series-g", post_money_usd=1.5e9), RoundEdit("series-h", post_money_usd=3.5e9))
    assert view("freshworks", what_if=WhatIf(edits=edits)).replay is None
    dated = (
        RoundEdit("series-g", post_money_usd=1.5e9, date=PartialDate("2018")),
        RoundEdit("series-h", post_money_usd=3.5e9, date=PartialDate("2019")),
    )
    assert view("freshworks", what_if=WhatIf(edits=dated)).replay is not None
    assert path_view(Scenario(company="freshworks")) is None
    assert path_view(Scenario()).company.key == "airbnb"
