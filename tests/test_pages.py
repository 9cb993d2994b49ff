"""Every page in both languages, run by Streamlit's own test runner: no exception, right words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from google.protobuf.text_format import MessageToString
from streamlit.testing.v1 import AppTest

from dashboard.i18n.catalog import text
from dashboard.i18n.notes import is_translated
from dashboard.scenario import CHARTS
from dashboard.sources.catalogue import load_data_files
from dashboard.sources.provenance import load_round_notes, load_stake_notes, load_valuations
from dashboard.sources.records import load_company, load_sources
from dashboard.views.metric_docs import PAGES as DOCS
from dashboard.views.metric_docs import docs_of

APP = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"
PAGES = {
    "path": None,
    "library": "app_pages/library.py",
    "claims": "app_pages/claim_check.py",
    "ipos": "app_pages/ipo_window.py",
    "safes": "app_pages/safe_round.py",
    "funds": "app_pages/fund_simulator.py",
    "exits": "app_pages/exit_waterfall.py",
    "odds": "app_pages/odds.py",
    "exit_math": "app_pages/exit_math.py",
}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def opened(page: str = "path", **query: str | list[str]) -> AppTest:
    at = AppTest.from_file(str(APP), default_timeout=60)
    for key, value in query.items():
        at.query_params[key] = value
    at.run()
    if PAGES[page]:
        at.switch_page(PAGES[page]).run()
    assert not at.exception, [item.value for item in at.exception]
    return at


def words(at: AppTest) -> str:
    """Everything the page sets as HTML, tags taken out."""
    return re.sub(r"<[^>]+>", " ", " ".join(item.proto.body for item in at.get("html")))


def sent(at: AppTest) -> str:
    """All the words a page sends to the browser: labels, texts, charts, tables, components' data."""
    parts = []
    for kind in ("plotly_chart", "bidi_component"):
        for item in at.get(kind):
            data = item.proto.spec if kind == "plotly_chart" else item.proto.json
            parts.append(json.dumps(json.loads(data), ensure_ascii=False) if data else "")
    for kind in ("expander", "dataframe"):
        parts += [str(getattr(item, "label", "") or list(item.value.columns)) for item in at.get(kind)]
    for item in at.main:
        if getattr(item, "proto", None) is not None and item.type not in ("plotly_chart", "bidi_component"):
            parts.append(MessageToString(item.proto, as_utf8=True))
    return " ".join(parts).replace("\u00a0", " ")


def phrases(lang: str) -> set[str]:
    """The catalogue's own words, where they run to a phrase: what stands between placeholders."""
    entries = text(lang).entries.values()
    whole = [words for entry in entries for words in ([entry] if isinstance(entry, str) else entry.values())]
    parts = {
        part.replace("\u00a0", " ").strip() for words in whole for part in re.split(r"\{\w+\}|\n", words)
    }
    return {part for part in parts if len(part) >= 12 and " " in part}


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize(
    ("page", "query"),
    [
        *[("path", {"chart": chart, "edit": "series-b:post:600000000"}) for chart in CHARTS],
        ("path", {"edit": "series-b:post:1", "company": "nobody"}),
        ("path", {"chart": "stake", "stake": "check", "check": "1e12", "base": "value"}),
        ("path", {"show": "record", "edit": "series-b:post:600000000", "mark": "secondary-2020-05"}),
        ("ipos", {"all": "1", "log": "1", "average": "5"}),
    ],
)
def test_no_phrase_of_the_other_language(page: str, query: dict[str, str], lang: str):
    said = re.sub("<pre.*?</pre>", "", sent(opened(page, lang=lang, **query)))  # code speaks English
    own, other = phrases(lang), phrases("ru" if lang == "en" else "en") - phrases(lang)
    assert sum(phrase in said for phrase in own) >= 8, "this looks where the page keeps its words"
    cited = [doc.source for doc in (docs_of(page) if page in DOCS else ())]
    titles = " ".join([*(source.title for source in load_sources().values()), *cited])  # stay as they are
    assert [phrase for phrase in sorted(other) if phrase in said and phrase not in titles] == []


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("page", list(PAGES))
def test_page_speaks_one_language(page: str, lang: str):
    at = opened(page, lang=lang)
    labels = [
        widget.label for kind in ("selectbox", "select_slider", "toggle", "slider") for widget in at.get(kind)
    ]
    assert labels
    for label in labels:
        assert bool(CYRILLIC.search(label)) == (lang == "ru"), label
    headline = words(at)
    assert bool(CYRILLIC.search(headline)) == (lang == "ru")


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("base", ["price", "value"])
def test_every_chart_is_drawn(chart: str, base: str, lang: str):
    at = opened(lang=lang, chart=chart, base=base, mark="2025-04-30", edit="series-b:post:600000000")
    assert len(at.get("plotly_chart")) == (0 if chart == "table" else 1)
    if chart == "table":
        assert text(lang).t("column.price_x") in words(at)


@pytest.mark.parametrize("chart", ["multiples", "ladder", "stake"])
@pytest.mark.parametrize("mark", {mark.kind: mark.key for mark in load_company("airbnb").marks}.values())
def test_every_kind_of_mark_is_measured(mark: str, chart: str):
    at = opened(lang="en", mark=mark, base="value", chart=chart)
    assert text("en").t("headline.none") not in words(at)
    assert len(at.get("plotly_chart")) == 1


@pytest.mark.parametrize("stake", [stake.key for stake in load_company("airbnb").stakes])
def test_every_stake_is_drawn(stake: str):
    at = opened(lang="ru", chart="stake", stake=stake)
    assert text("ru").t(f"stake.{stake}") in sent(at) or text("ru").t(f"stake.{stake}") in words(at)
    assert len(at.get("plotly_chart")) == 1


def test_a_check_is_scaled_and_cannot_exceed_its_round():
    """$25,000 in the seed at 7,038x is $176M; the seed raised $615,000."""
    assert "$176M" in words(opened(lang="en", chart="stake", stake="check"))
    at = opened(lang="en", chart="stake", stake="check", check="900000")
    assert text("en").t("problem.check_over_round", raised="$615K") in at.warning[0].value


def test_path_says_both_numbers():
    """7,038x is $68 / $0.0096613 (prospectus); 15,285x is $47B / $3.075M."""
    assert "Seed to IPO: 7,038x per share; headlines would say 15,285x" in words(opened(lang="en"))
    said = words(opened(lang="ru"))
    assert "7038x" in said
    assert "15\u00a0285x" in said


def test_russian_browser_gets_russian_and_the_link_decides():
    assert "7,038x" in words(opened(lang="en"))
    assert "7038x" in words(opened(lang="ru"))


def test_ipo_window_shows_the_published_counts():
    """Ritter: 370 in 1999, 126 in 2021, 6 in 2022, 31 in 2025."""
    said = words(opened("ipos", lang="en")).replace("\u00a0", " ")
    assert "370 in 1999, 126 in 2021, 6 in 2022, 31 in 2025" in said
    assert text("en").t("ipos.rule") in said
    table = opened("ipos", lang="en").dataframe[0].value
    assert list(table["Tech IPOs"])[:4] == [31, 14, 9, 6]


def test_a_range_looks_like_one():
    """Y Combinator's 13.0 to 15.3 million shares at $68: $884M to $1.04B on $20K."""
    said = words(opened(lang="en", chart="stake", stake="yc"))
    assert "13M–15.3M" in said
    assert "$884M–$1.04B" in said
    assert "44,200–52,020x" in said


def test_a_stake_of_several_dates_has_no_rate():
    said = words(opened(lang="en", chart="stake", stake="sequoia-all"))
    assert text("en").t("missing.several_dates") in said


def test_a_mark_without_share_count_shows_no_company_value():
    said = words(opened(lang="en", mark="2021-02-11"))
    assert "headlines" not in said.split("Sources")[0]
    assert text("en").t("missing.no_share_count") in said


def test_bad_link_is_told():
    at = opened(lang="en", edit="series-b:post:lots", mark="never", chart="stake")
    assert "edit=series-b:post:lots" in at.warning[0].value
    assert "mark=never" in at.warning[0].value
    assert len(at.get("plotly_chart")) == 1


@pytest.mark.parametrize("edit", ["series-d:raised:20000000000", "series-b:date:2022", "series-b:post:1"])
def test_impossible_change_is_one_sentence(edit: str):
    at = opened(lang="en", edit=edit)
    assert len(at.error) == 1
    assert "cannot be replayed" in at.error[0].value


def test_rounds_added_and_removed_by_a_link():
    at = opened(lang="en", remove="series-f", add="Bridge:2013-06:50000000:3000000000:0")
    said = sent(at)
    assert "Bridge" in said
    assert text("en").t("path.restore", round="Series F") in said
    assert "7,038x" not in words(at).split("Sources")[0], "a new round dilutes the seed"


def test_scenario_survives_a_page_change():
    at = opened(lang="en", edit="series-b:post:600000000")
    before = words(at).split("Sources")[0]
    at.switch_page(PAGES["ipos"]).run()
    at.switch_page("app_pages/path.py").run()
    assert words(at).split("Sources")[0] == before
    assert "series-b:post:600000000" in at.query_params["edit"]


def test_record_and_what_if_switch():
    at = opened(lang="en", edit="series-b:post:600000000", show="record")
    assert "7,038x" in words(at)
    assert any(text("en").t("path.record_shown") in caption.value for caption in at.caption)


def test_every_text_of_the_catalogue_is_used():
    """A sentence nobody shows is deleted; keys built from codes are matched by their first part."""
    code = "".join(path.read_text(encoding="utf-8") for path in APP.parent.rglob("*.py"))
    built = set(re.findall(r"f[\"']([a-z_]+\.[a-z_.]*)\{", code))
    for key in text("en").entries:
        used = re.search(rf"[\"']{re.escape(key)}[\"']", code)
        assert used or any(key.startswith(start) for start in built), f"{key} is never shown"


def test_the_sources_page_is_in_russian():
    """Every data set, its row, its terms, and every note of a publication."""
    words = [part for one in load_data_files() for part in (one.title, one.row, one.terms)]
    words += [source.note for source in load_sources().values()]
    assert [one for one in words if one and not is_translated(one, "ru")] == []


def test_notes_of_the_record_are_translated():
    """Every note a page shows: of rounds, of stakes, and why a value was not used."""
    notes = [note.note for note in load_round_notes("airbnb").values()]
    notes += [*load_stake_notes("airbnb").values(), *(v.why_not_used for v in load_valuations("airbnb"))]
    assert [note for note in notes if note and not is_translated(note, "ru")] == []


def test_holders_are_the_filings():
    """Prospectus p. 312-315: Sequoia's 81,277,532 Class B shares."""
    assert "81,277,532" in words(opened(lang="en"))
