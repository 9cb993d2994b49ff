"""Index series beside the prices: asked with them, judged whole, kept in the cache, chosen in the panel."""

from __future__ import annotations

import datetime as dt

import pytest

from calc.closes import Fate
from calc.errors import CalcError
from calc.indexes import DailyCloses
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.scenario.investor import INDEXES
from dashboard.sources.prices import indexes as ix
from dashboard.sources.prices.answers import Answer
from dashboard.sources.prices.refresh import refresh
from dashboard.sources.prices.saved import CACHE
from dashboard.sources.prices.yahoo import FEED, START_SECONDS, Yahoo
from dashboard.views.market import chosen_index, index_line, market_measures, market_words, measure_words
from tests.drawn import near
from tests.feed import CLOSES, Feed
from tests.test_market import panel

NOW = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
GOOD = Answer(Fate.OK, tuple((TODAY - dt.timedelta(days=n), 100.0 - n) for n in (3, 2, 1)))


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))


def everywhere(answer: Answer) -> dict[str, Answer]:
    return dict.fromkeys(ix.SYMBOLS.values(), answer)


def test_every_index_to_fetch_can_be_chosen_and_the_default_is_on_record():
    assert ("nasdaq", *ix.SYMBOLS) == INDEXES


def test_a_series_is_kept_and_helps_out_when_the_next_one_is_no_good():
    assert ix.index_quotes(everywhere(GOOD), NOW)["sp500"].saved_at is None
    assert ix.wanted_indexes(NOW + ix.FRESH / 2, again=False) == []
    assert len(ix.wanted_indexes(NOW + ix.FRESH, again=False)) == len(ix.SYMBOLS)
    assert len(ix.wanted_indexes(NOW, again=True)) == len(ix.SYMBOLS)
    lied = Answer(Fate.OK, (*GOOD.closes[:-1], (GOOD.closes[-1][0], 9.9)))
    for answer, fate in ((lied, Fate.FAR_OFF), (Answer(Fate.LIMITED), Fate.LIMITED)):
        found = ix.index_quotes(everywhere(answer), NOW + dt.timedelta(days=1))["sp500"]
        assert found.judged.fate is fate and found.saved_at == NOW
        assert found.closes is not None and found.closes.levels == (97.0, 98.0, 99.0)
    later = ix.saved_indexes(NOW + dt.timedelta(days=300))["sp500"]
    assert later.closes == found.closes, "what was good when it came stays so"


def test_a_short_answer_does_not_take_the_place_of_a_long_one():
    days = [TODAY - dt.timedelta(days=n) for n in range(90, 0, -1)]
    long = Answer(Fate.OK, tuple((day, 100.0) for day in days))
    ix.index_quotes(everywhere(long), NOW)
    found = ix.index_quotes(everywhere(GOOD), NOW + dt.timedelta(days=1))["sp500"]
    assert found.judged.fate is Fate.GARBLED and found.closes is not None and found.closes.first == days[0]
    assert ix.saved_indexes(NOW)["sp500"].closes.first == days[0], "the long one stays on the disk"


def test_without_any_copy_nothing_is_used():
    found = ix.index_quotes(everywhere(Answer(Fate.OFFLINE)), NOW)["sp500"]
    assert found.closes is None and found.judged.fate is Fate.OFFLINE
    assert ix.saved_indexes(NOW)["sp500"].judged.fate is Fate.EMPTY


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("fate", [one for one in Fate if one is not Fate.OK])
def test_every_failure_is_a_sentence_and_no_other_index_takes_its_place(fate, lang):
    quote = ix.IndexQuote("^GSPC", ix.JudgedCloses(fate, None, TODAY))
    found = chosen_index("sp500", quote, text(lang))
    assert found.series is None
    assert len(found.words) == 1 and found.words[0].endswith(".") and "{" not in found.words[0]
    assert "{" not in index_line(quote, text(lang))


def test_an_index_that_was_never_fetched_says_how_to_fetch_it():
    for quote in (None, ix.saved_indexes(NOW)["sp500_total"]):
        found = chosen_index("sp500_total", quote, text("en"))
        assert found.series is None and "press “Refresh prices”" in found.words[0]
    assert chosen_index("nasdaq", None, text("en")).series is not None


def test_a_holding_against_its_own_price_makes_exactly_the_index():
    # Series F of 28 Jul 2016 held to 21 Aug 2026: an index that grew as much leaves a ratio of one
    held = panel(stake="check", check_round="series-f", mark="2026-08-21")
    grown = held.high.multiples.tvpi_x
    own = DailyCloses((dt.date(2016, 7, 28), held.high.date), (1.0, grown))
    by_key = {one.key: one for one in market_measures(held, own)}
    assert by_key["kaplan_schoar"].high == near(1.0, rel=1e-12)
    assert by_key["direct_alpha"].high == near(0.0, abs=1e-9)
    doubled = DailyCloses(own.days, (1.0, 2 * grown))
    assert market_measures(held, doubled)[0].high == near(0.5, rel=1e-12)
    assert "≈" not in measure_words(market_measures(held, doubled)[0], text("en"), doubled)


def test_the_index_on_record_ends_and_a_daily_one_goes_on():
    held = panel(stake="check", check_round="series-f", mark="2026-08-21")
    refused = market_measures(held)
    assert isinstance(refused, CalcError) and refused.params["last"] == "2025-12-31"
    assert "daily index goes further" in " ".join(market_words(refused, text("en")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mode", "fate"),
    [
        ("ok", Fate.OK),
        ("dead", Fate.TIMED_OUT),
        ("slow", Fate.TIMED_OUT),
        ("limited", Fate.LIMITED),
        ("empty", Fate.EMPTY),
        ("garbled", Fate.GARBLED),
        ("tenfold", Fate.FAR_OFF),
    ],
)
def test_the_real_client_brings_the_whole_series_or_a_reason_in_time(mode, fate, monkeypatch):
    with Feed() as feed:
        feed.mode = mode
        monkeypatch.setenv(FEED, feed.url)
        seconds = 4.0 if mode in ("dead", "slow") else 30.0
        begun = dt.datetime.now(dt.UTC)
        answers = Yahoo().ask(ix.wanted_indexes(begun, again=True), seconds)
        found = ix.index_quotes(answers, begun)
        assert (dt.datetime.now(dt.UTC) - begun).total_seconds() < seconds + START_SECONDS + 1
    assert {one.judged.fate for one in found.values()} == {fate}
    if fate is Fate.OK:
        total = found["sp500_total"].closes
        assert total is not None and (total.first - ix.SINCE).days <= 3
        # the feed grows 10 % a year to its last level (tests/feed.py)
        assert total.levels[-1] == near(CLOSES["^SP500TR"], rel=0.002)
        years = (total.last - total.first).days / 365
        assert total.levels[-1] / total.levels[0] == near(1.1**years, rel=1e-9)


def test_one_refresh_asks_for_companies_and_indexes_together():
    class Counting:
        jobs = 0

        def ask(self, wanted, seconds):
            self.jobs += 1
            assert {one.symbol for one in wanted} >= {"ABNB", *ix.SYMBOLS.values()}
            assert all(one.whole == one.symbol.startswith("^") for one in wanted)
            return {one.symbol: Answer(Fate.EMPTY) for one in wanted}

    source = Counting()
    found = refresh(source)
    assert source.jobs == 1 and found.indexes.keys() == ix.SYMBOLS.keys()
