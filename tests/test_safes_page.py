"""The SAFE page without a browser: published rounds, notes, MFN words, what a link may hold."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from calc.errors import CalcError
from calc.safes import SafeRound
from dashboard.i18n.catalog import text
from dashboard.scenario.papers import Note, Paper, read_paper
from dashboard.scenario.safes import SafeView
from dashboard.views.safe_cases import CASES, case_of
from dashboard.views.safes import SafePage, refused_words
from tests.drawn import near

GOLDEN = json.loads((Path(__file__).parent / "golden" / "safes_notes.json").read_text("utf-8"))
PUBLISHED = {case["id"]: case for case in GOLDEN}
EN = text("en")


def solved(view: SafeView) -> SafeRound:
    done = SafePage(view).solved
    assert isinstance(done, SafeRound), done
    return done


@pytest.mark.parametrize(("key", "count"), [("one", 1), ("two", 2)])
def test_safes_of_eight_percent_and_a_round_of_twenty(key, count):
    # every SAFE keeps 8 % x 0.8 = 6.4 %, founders (1 - 8 % x count) x 0.8, the round 20 % (by hand)
    done = solved(CASES[key])
    assert [one.frac for one in done.conversions] == [near(0.064)] * count
    assert SafePage(CASES[key]).founders_shares / done.fully_diluted_shares == near((1 - 0.08 * count) * 0.8)
    assert done.new_frac == near(0.2)


def test_the_five_safe_round_is_exact_to_a_thousandth_of_a_point():
    # 1984 Ventures, README of cap-table; recomputed there in exact fractions (tests/golden)
    case = PUBLISHED["safe-yc-deal-7pct-plus-mfn"]
    done = solved(CASES["five"])
    names = {"YC 7 %": "yc_7pct", "YC MFN": "yc_mfn", "Fund 1": "fund1", "Fund 2": "fund2"}
    names |= {"Follow-on": "follow_on", "New investors": "series_a", "Unallocated pool": "pool"}
    names |= {"Founder 1": "founder_each", "Founder 2": "founder_each", "Options granted": "issued_options"}
    parts = SafePage(CASES["five"]).parts(done, EN)
    for part in parts:
        assert part.after_frac == pytest.approx(case["recomputed"]["pct"][names[part.label]], abs=1e-5)
        assert part.after_frac == pytest.approx(case["expected"]["pct"][names[part.label]], abs=5e-5)
    assert done.price_usd == near(case["recomputed"]["round_price"], 1e-9)
    assert {part.label: part.term for part in parts}["YC MFN"] == "MFN: terms of Fund 1, the cap"


def test_the_guides_round_in_legal_counts():
    # Y Combinator, Post-Money Safe User Guide, Appendix II: 588,235 and 1,176,470 shares at $0.34 and $0.68
    page = SafePage(CASES["guide"])
    rounded = page.legal(solved(CASES["guide"]))
    assert rounded is not None and rounded.shares == {"0": 588_235, "1": 1_176_470}
    assert list(rounded.prices_usd.values()) == [0.34, 0.68]
    # the guide rounds its pool increase to a thousand shares and prints 1.1144; the target exact gives 1.1145
    assert rounded.price_usd == 1.1145


def test_interest_of_a_note_by_both_day_counts():
    # 100 days from 1 January 2026 at 7.3 %: 2 % of $1M by actual/365; 30/360 counts 100 days as 100/360
    note = Paper("Note", 1e6, kind="note", note=Note(0.073, dt.date(2026, 1, 1)))
    page = SafePage(SafeView(papers=(note,), closes=dt.date(2026, 4, 11)))
    assert page.converting_usd(note) == near(1_020_000.0)
    thirty = replace(note, note=replace(note.note, day_count="360"))
    assert page.converting_usd(thirty) == near(1e6 * (1 + 0.073 * 100 / 360))
    assert page.overdue == ()
    due = replace(note, note=replace(note.note, due=dt.date(2026, 4, 10)))
    assert SafePage(replace(page.view, papers=(due,))).overdue == (due,)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (SafeView(papers=(Paper("Angel", 5e6, 5e6),)), "100 % of the company"),
        (SafeView(closes=dt.date(2020, 1, 1), papers=(Paper("Late", 1e6, kind="note"),)), "Late: a note"),
        (SafeView(method="pre"), "Put the pool on top"),
    ],
)
def test_what_cannot_be_is_said(view, words):
    error = SafePage(view).solved
    assert isinstance(error, CalcError) and words in refused_words(error, EN)


def test_terms_that_a_kind_does_not_have_are_kept_and_do_nothing():
    typed = Paper("A", 5e5, 10e6, 0.2, kind="mfn")
    alone = SafeView(papers=(typed,))
    bare = SafeView(papers=(Paper("A", 5e5, kind="mfn"),))
    assert solved(alone).price_usd == solved(bare).price_usd
    capped = SafeView(papers=(replace(typed, kind="post"),))
    assert solved(capped).of("0").shares > solved(alone).of("0").shares


@pytest.mark.parametrize(
    "word",
    [
        *(
            "A:1:0:0:fixed",
            "A:1:0:0:fixed:0",
            "A:1:0:0:fixed:1",
            "A:1:0:0:post:1",
            "A:1:0:0:what",
            ":1:0:0:post",
        ),
        *("A:1:0:0:note:0.1:2026-13-01:365:", "A:1:0:0:note:0.1:2026-01-01:364:", "A:1:0:0:note:0.1"),
        "A:1:0:0:note:0.1:2026-01-01:365:soon",
    ],
)
def test_a_paper_that_cannot_be_read_is_none(word):
    assert read_paper(word) is None


def test_only_a_published_round_says_so():
    assert case_of(SafeView()) == "" and case_of(CASES["five"]) == "five"
