"""One refresh: every company asked at once, judged, kept on disk, with the saved price as a fall-back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from calc.closes import Fate, Judged, judged, on_listing_basis
from dashboard.sources.prices.answers import Answer, Answers, PriceSource, Wanted
from dashboard.sources.prices.indexes import SYMBOLS, IndexQuote, index_quotes, wanted_indexes
from dashboard.sources.prices.saved import Saved, read_saved, save
from dashboard.sources.prices.snapshot import Followed, followed
from dashboard.sources.prices.yahoo import Yahoo

SECONDS = 6.0
FRESH = dt.timedelta(minutes=15)
_worker = ThreadPoolExecutor(1, thread_name_prefix="prices")


@dataclass(frozen=True)
class Quote:
    """What one company's price came to.

    close: per share as listed, None without one. usable: it may replace the newest close on
    record. saved_at: the feed did not give it now, it was fetched then. split_x: shares one share
    became since the newest close on record.
    """

    followed: Followed
    fate: Fate
    close: Judged | None = None
    saved_at: dt.datetime | None = None
    split_x: float = 1.0

    @property
    def usable(self) -> Judged | None:
        """The close to show, None if there is none to trust."""
        return self.close if self.close is not None and self.close.fate is Fate.OK else None


@dataclass(frozen=True)
class Refreshed:
    """The result of one refresh, by company and by index."""

    at: dt.datetime
    quotes: Mapping[str, Quote]
    indexes: Mapping[str, IndexQuote] = field(default_factory=dict)

    def usable(self, key: str) -> Judged | None:
        """The live close of a company, None without one."""
        quote = self.quotes.get(key)
        return quote.usable if quote else None


def start(source: PriceSource | None = None, seconds: float = SECONDS) -> Future[Refreshed]:
    """Begin a refresh in the background; prices fetched within 15 minutes are not asked for again."""
    return _worker.submit(refresh, source or Yahoo(), seconds)


def refresh(source: PriceSource, seconds: float = SECONDS, *, again: bool = False) -> Refreshed:
    """Ask for every followed company and the indexes, wait, and judge what came.

    Args:
        source: Who is asked.
        seconds: Time for all of it together.
        again: Ask also for what was fetched within 15 minutes.
    """
    now, everyone, saved = dt.datetime.now(dt.UTC), followed(), read_saved()
    wanted = [one.wanted for one in everyone.values() if again or not _is_fresh(saved.get(one.symbol), now)]
    wanted += wanted_indexes(now, again=again)
    answers = dict(source.ask(wanted, seconds)) if wanted else {}
    indexes = index_quotes({key: one for key, one in answers.items() if key in SYMBOLS.values()}, now)
    quotes = {
        key: _quote(one, answers.get(one.symbol), saved.get(one.symbol), now.date())
        for key, one in everyone.items()
    }
    good = {quote.followed.symbol for quote in quotes.values() if quote.fate is Fate.OK}
    save({symbol: answer for symbol, answer in answers.items() if symbol in good}, now)
    return Refreshed(now, quotes, indexes)


def _is_fresh(saved: Saved | None, now: dt.datetime) -> bool:
    return saved is not None and dt.timedelta(0) <= now - saved.at < FRESH


def _quote(one: Followed, answer: Answer | None, saved: Saved | None, today: dt.date) -> Quote:
    if answer is not None and answer.fate is Fate.OK:
        return _judge(one, answer, today)
    if saved is None:
        return Quote(one, answer.fate if answer else Fate.EMPTY)
    before = _judge(one, saved.answer, today)
    if answer is None:  # fresh enough not to be asked for again
        return before
    return Quote(one, answer.fate, before.close, saved.at) if before.usable else Quote(one, answer.fate)


def _judge(one: Followed, answer: Answer, today: dt.date) -> Quote:
    newest = answer.newest
    if newest is None:
        return Quote(one, Fate.EMPTY)
    found = judged(newest, one.known, today)
    return Quote(one, found.fate, found, split_x=on_listing_basis(1.0, 1.0, newest.splits, one.known.date))


class Snapshot:
    """The price source that asks nobody: the closes that ship with the project."""

    def ask(self, wanted: Sequence[Wanted], seconds: float) -> Answers:
        """The newest close on record of every symbol it knows."""
        known = {one.symbol: one.known for one in followed().values()}
        return {
            one.symbol: Answer(
                Fate.OK, ((known[one.symbol].date, known[one.symbol].price_usd / known[one.symbol].shares_x),)
            )
            if one.symbol in known
            else Answer(Fate.UNKNOWN)
            for one in wanted
        }
