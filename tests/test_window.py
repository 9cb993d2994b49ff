"""The IPO window: totals, editions, what each chart says, every picture legible in both languages."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qs

import pytest

from calc.own_ipos import IpoRules
from dashboard.charts.frame import Frame
from dashboard.charts.measure import text_width
from dashboard.export.sizes import SIZES
from dashboard.export.window import window_csv
from dashboard.i18n.catalog import text
from dashboard.scenario import from_query, to_query
from dashboard.scenario.ipos import COUNTS, IPO_CHARTS, MEASURES, OWN, RATES, Era, IpoView
from dashboard.sources.ipo_series import load_editions, load_ipo_series, load_rates
from dashboard.sources.records import load_ipo_years
from dashboard.views.ipos import ipo_figure
from dashboard.views.own_ipos import OwnIpos
from dashboard.views.window import WindowPage, edition_rows, rule_rows
from dashboard.views.window_charts import window_figure
from dashboard.views.window_table import table_words
from dashboard.views.window_words import caption_of, honest_words, interval_words, title_of

YEARS = [[year, year % 2] for year in range(1990, 2020) for _ in range(year - 1985)]
OWN_LIST = OwnIpos("mine.csv", ("year", "vc"), YEARS, (("date", 0), ("vc", 1)))
ERAS = "era=Dot-com:1995:2000&era=Low:2009:2015"
LINKS = [
    f"ipo=series&{ERAS}",
    "ipo=series&series=own,nasdaq_calendar,pitchbook_listings,tracker_it&from=2000",
    "ipo=series&series=vc",
    "ipo=ruled",
    "ipo=ruled&ruled=2026",
    *(f"ipo=quality&measure={measure}" for measure in MEASURES),
    f"ipo=rates&lag=3&{ERAS}",
    "ipo=rates&rate=nasdaq_return&counts=own&lag=4",
    f"ipo=scatter&{ERAS}",
    "ipo=scatter&rate=treasury_10y&counts=vc&log=1&lag=8",
    "ipo=editions",
]  # fmt: skip


def page_of(link: str, own: OwnIpos | None = OWN_LIST) -> WindowPage:
    scenario, ignored = from_query(parse_qs(link))
    assert not ignored
    return WindowPage(scenario.ipos, own)


def plain(words: str) -> str:
    return re.sub(r"<[^>]+>", "", words)


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("link", LINKS)
def test_picture_is_legible_and_whole(link: str, size: str, lang: str):
    fig = window_figure(page_of(link), text(lang), Frame(size=SIZES[size]), handle="@channel")
    assert fig is not None
    width, height = SIZES[size].width, SIZES[size].height
    assert (fig.layout.width, fig.layout.height) == (width, height)
    least = 22 * width / 1080 - 0.01
    assert min(note.font.size for note in fig.layout.annotations) >= least
    assert fig.layout.xaxis.domain[1] - fig.layout.xaxis.domain[0] > 0.3
    assert fig.layout.yaxis.domain[1] - fig.layout.yaxis.domain[0] > 0.16, "room for the chart itself"
    for note in fig.layout.annotations:
        if note.xref == "paper" and note.yref == "paper":
            room = text_width(plain(note.text), size=note.font.size, bold=note.text.startswith("<b>"))
            left = note.x * width if note.xanchor == "left" else note.x * width - room
            assert left >= 0 and left + room <= width, note.text
            assert 0 <= note.y <= 1, note.text
    words = " ".join(plain(note.text) for note in fig.layout.annotations)
    assert "@channel" in words
    assert ("Источник" if lang == "ru" else "Source") in words


def test_totals_reconcile():
    """Ritter, Table 9: 9,343 IPOs 1980-2025; tech 3,374 in the editions drawn; Table 8: 9,882."""
    series = load_ipo_series()
    total = {key: sum(one.value for one in series[key]) for key in ("all", "tech", "all_with_banks")}
    assert total == {"all": 9_343, "tech": 3_374, "all_with_banks": 2_364 + 4_195 + 1_333 + 1_990}


def test_proceeds_by_decade():
    """Table 8, gross proceeds: $119.36B in 2021 by Table 1, a little more with banks."""
    proceeds = {one.year: one.value for one in load_ipo_series()["proceeds"]}
    assert 119.36e9 < proceeds[2021] < 121e9
    assert 38.97e9 < proceeds[2025] < 40e9


def test_rates_agree_with_known_years():
    """FRED: funds 5.0 % in 1999 and 0.1 % in 2012, 10-year 4.29 % in 2025; Nasdaq +85.6 % in 1999."""
    rates = load_rates()

    def year(key: str, at: int) -> float:
        return sum(rates[key].by_quarter[at, quarter] for quarter in (1, 2, 3, 4)) / 4

    assert year("fed_funds", 1999) == pytest.approx(0.0497, abs=5e-5)
    assert year("fed_funds", 2012) == pytest.approx(0.0014, abs=5e-5)
    assert year("treasury_10y", 2025) == pytest.approx(0.0429, abs=5e-5)
    assert rates["nasdaq_return"].by_year[1999] == 0.856
    for key in ("fed_funds", "treasury_10y"):
        assert len(rates[key].by_quarter) == 4 * 48, "1978 to 2025, so that a lag of eight quarters has 1980"


def test_2021_by_edition():
    """123 quoted in December 2022, 126 printed in January 2024, 38 % of 311 in December 2025."""
    row = next(row for row in edition_rows(page_of("ipo=editions")) if row.year == 2021)
    assert (row.drawn, row.others) == (126, (("2022-12", 123, 123), ("2025-12-30", 117, 119)))
    assert "126 in one edition, 123, 117–119 in others" in title_of(page_of("ipo=editions"), text("en"))
    assert len(edition_rows(page_of("ipo=editions"))) == 13


def test_editions_allow_what_their_share_rounds_to():
    alls = {one.year: one.value for one in load_ipo_series()["all"]}
    for one in load_editions():
        if one.edition == "2025-12-30":
            shares = {round(100 * n / alls[one.year]) for n in range(one.low, one.high + 1)}
            assert len(shares) == 1, one.year


def test_one_year_by_every_rule():
    rows = {row.name: row.count for row in rule_rows(page_of("ipo=ruled", None), text("en"))}
    assert (rows["tech"], rows["all"], rows["vc"], rows["spac_sec"], rows["gross"]) == (
        126,
        311,
        164,
        611,
        1033,
    )
    assert "15 to 1,033" in title_of(page_of("ipo=ruled", None), text("en"))
    this_year = rule_rows(page_of("ipo=ruled&ruled=2026", None), text("en"))
    assert all(row.open for row in this_year), "nothing of a year that is not over looks whole"
    assert {row.name: row.words for row in this_year} == {"nasdaq_calendar": "≈119", "tracker_it": "≈5"}


def test_rates_do_not_explain_the_counts():
    page, words = page_of("ipo=scatter"), text("en")
    assert title_of(page, words) == (
        "Tech IPOs: no link with the federal funds rate shows, correlation 0.15 (−0.37 to 0.60)"
    )
    assert honest_words(page, words) == (
        "1999 had the most, 370, at a rate of 5.0%. 2009–2015: 0.1% on average, and only 14 to 53 a year."
    )
    assert "46 years are worth about 16 independent ones" in interval_words(page, words)
    lagged = title_of(page_of("ipo=rates&rate=nasdaq_return&lag=4"), words)
    assert lagged == "Tech IPOs rise with the Nasdaq's return 1 year before: correlation 0.46 (0.19 to 0.66)"
    assert "In" not in honest_words(page_of("ipo=scatter&from=2012"), words)


def test_too_short_a_range_says_so():
    page = page_of("ipo=scatter&from=2022&to=2024")
    assert title_of(page, text("en")) == text("en").t("ipos.no_correlation")
    assert interval_words(page, text("en")) == ""


def test_a_known_point_is_never_joined():
    """Eight years of tech are points over the bars: no trace of the chart draws a line."""
    fig = window_figure(page_of("ipo=quality"), text("en"), Frame())
    assert fig is not None
    assert {trace.mode for trace in fig.data if trace.type == "scatter"} == {"markers"}
    assert len(fig.data[1].x) == 8


def test_lag_of_the_nasdaq_moves_by_whole_years():
    assert [IpoView(rate="nasdaq_return", lag_quarters=lag).lag for lag in (3, 4, 7, 8)] == [0, 4, 4, 8]
    assert IpoView(lag_quarters=3).lag == 3


def test_own_list_is_violet_and_says_its_rule():
    words = text("en")
    own = OwnIpos("mine.csv", OWN_LIST.header, OWN_LIST.rows, OWN_LIST.columns, IpoRules(vc="vc"))
    page = page_of("ipo=series&series=own,tech", own)
    assert page.series == (OWN, "tech")
    assert caption_of(page, words).source.endswith("Violet: the reader's own list.")
    fig = ipo_figure(load_ipo_years(), page_of("now=1").view, words, Frame(), own=own)
    mine = next(trace for trace in fig.data if trace.name == "mine.csv: venture-backed")
    assert dict(zip(mine.x, mine.y, strict=True)) == {y: y - 1985 for y in range(1991, 2020, 2)}
    without = page_of("ipo=series&series=own,tech&counts=own", None)
    assert (without.series, without.counted) == (("tech",), "tech")
    assert window_figure(page_of("ipo=series&series=own", None), words, Frame()) is None


def test_this_year_is_hatched_and_under_other_rules():
    fig = ipo_figure(load_ipo_years(), page_of("now=1&all=1").view, text("en"), Frame(size=SIZES["square"]))
    bars = next(trace for trace in fig.data if trace.name == text("en").t("key.tech"))
    assert (bars.x[-1], bars.y[-1], bars.marker.pattern.shape[-1]) == (2026, 5, "/")
    assert any("other rules" in note.text for note in fig.layout.annotations)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_table_and_csv_have_the_same_rows(link: str, lang: str):
    page = page_of(link)
    head, body = table_words(page, text(lang))
    rows = list(csv.DictReader(io.StringIO(window_csv(page))))
    assert len(rows) == len(body) > 0
    assert {len(row) for row in body} == {len(head)}


def test_link_holds_every_choice_and_names_what_it_cannot_read():
    link = (
        "ipo=scatter&series=vc,own&ruled=2026&measure=age&counts=gross&rate=treasury_10y&lag=5&now=1&" + ERAS
    )
    view = page_of(link).view
    assert view.eras == (Era("Dot-com", 1995, 2000), Era("Low", 2009, 2015))
    query = {
        key: [value] if isinstance(value, str) else value
        for key, value in to_query(from_query(parse_qs(link))[0]).items()
    }
    assert from_query(query)[0].ipos == view
    bad = "ipo=pie&series=vc,nope&ruled=2030&lag=9&era=A:2000:1990&era=:1990:1991&counts=spac_sec&era=one:two"
    scenario, ignored = from_query(parse_qs(bad))
    assert scenario.ipos == IpoView()
    assert len(ignored) == 8
    many = "&".join(f"era=E{at}:1990:1991" for at in range(5))
    assert from_query(parse_qs(many))[1] == ("era=E4:1990:1991",)


def test_every_series_and_measure_has_its_words():
    for lang in ("en", "ru"):
        for key in (*COUNTS, "first_day", "age_vc"):
            assert text(lang).t(f"ipos.series_name.{key}")
    assert set(load_rates()) == set(RATES)
    assert len(IPO_CHARTS) == 7
