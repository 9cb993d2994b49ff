"""Index series a holding is measured against, fetched with the prices and kept in the cache folder.

They never go into datasets/: the series are their owners' to publish, so each reader fetches them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from calc.closes import Fate
from calc.indexes import DailyCloses, JudgedCloses, judged_closes
from dashboard.sources.prices.answers import Answer, Answers, Wanted
from dashboard.sources.prices.saved import INDEXES, Saved, read_saved, save

# key: symbol of the feed. Only the last counts dividends.
SYMBOLS = {"nasdaq_days": "^IXIC", "sp500": "^GSPC", "sp500_total": "^SP500TR"}
SINCE = dt.date(1995, 1, 1)  # before any first check on record
_LATE = dt.timedelta(days=30)
FRESH = dt.timedelta(hours=12)  # a daily series has nothing newer sooner


@dataclass(frozen=True)
class IndexQuote:
    """What became of the question for one index; saved_at: the closes were fetched then, not now."""

    symbol: str
    judged: JudgedCloses
    saved_at: dt.datetime | None = None

    @property
    def closes(self) -> DailyCloses | None:
        """The series to use, None without one."""
        return self.judged.closes


def wanted_indexes(now: dt.datetime, *, again: bool) -> list[Wanted]:
    """Questions for the indexes that were not fetched lately."""
    saved = {} if again else read_saved(INDEXES)
    old = [one for one in SYMBOLS.values() if one not in saved or not _is_fresh(saved[one], now)]
    return [Wanted(symbol, SINCE, whole=True) for symbol in old]


def index_quotes(answers: Answers, now: dt.datetime) -> dict[str, IndexQuote]:
    """Every index judged: as answered now, else as fetched before. What is good is kept on disk."""
    saved = read_saved(INDEXES)
    found = {
        key: _quote(symbol, answers.get(symbol), saved.get(symbol), now) for key, symbol in SYMBOLS.items()
    }
    good = {one.symbol for one in found.values() if one.judged.fate is Fate.OK and one.saved_at is None}
    save({symbol: answer for symbol, answer in answers.items() if symbol in good}, now, INDEXES)
    return found


def saved_indexes(now: dt.datetime) -> Mapping[str, IndexQuote]:
    """The indexes as fetched before; one never fetched is EMPTY."""
    saved = read_saved(INDEXES)
    return {key: _quote(symbol, None, saved.get(symbol), now) for key, symbol in SYMBOLS.items()}


def _quote(symbol: str, answer: Answer | None, saved: Saved | None, now: dt.datetime) -> IndexQuote:
    if answer is not None:
        judged = _judged(answer, now.date())
        if saved is None:
            return IndexQuote(symbol, judged)
        kept = _judged(saved.answer, saved.at.date())
        if judged.fate is Fate.OK and not _is_shorter(judged, kept):
            return IndexQuote(symbol, judged)
        if judged.fate is Fate.OK:
            judged = JudgedCloses(Fate.GARBLED)
        return IndexQuote(symbol, JudgedCloses(judged.fate, kept.closes, judged.day), saved.at)
    if saved is None:
        return IndexQuote(symbol, JudgedCloses(Fate.EMPTY))
    return IndexQuote(symbol, _judged(saved.answer, saved.at.date()), saved.at)


def _is_shorter(new: JudgedCloses, kept: JudgedCloses) -> bool:
    """Whether a series starts long after the one kept, which it may then not replace."""
    if new.closes is None or kept.closes is None:
        return False
    return new.closes.first > kept.closes.first + _LATE


def _judged(answer: Answer, today: dt.date) -> JudgedCloses:
    if answer.fate is not Fate.OK:
        return JudgedCloses(answer.fate)
    return judged_closes(answer.closes, answer.currency, today)


def _is_fresh(saved: Saved, now: dt.datetime) -> bool:
    return dt.timedelta(0) <= now - saved.at < FRESH
