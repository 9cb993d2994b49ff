"""What is asked of a price feed and what it answers, as values and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from calc.closes import Fate, FeedClose, Split


@dataclass(frozen=True)
class Wanted:
    """One symbol of the feed, from a day on. whole: every close since, not only the newest."""

    symbol: str
    since: dt.date
    whole: bool = False


@dataclass(frozen=True)
class Answer:
    """Closes of one symbol, oldest first, per share of today; or why there are none."""

    fate: Fate
    closes: tuple[tuple[dt.date, float], ...] = ()
    splits: tuple[Split, ...] = ()
    currency: str = "USD"

    @property
    def newest(self) -> FeedClose | None:
        """The last close, None without one."""
        if not self.closes:
            return None
        day, close = self.closes[-1]
        return FeedClose(day, close, self.currency, self.splits)


Answers = Mapping[str, Answer]


class PriceSource(Protocol):
    """Something that can be asked for closes. Answers every symbol, never raises, never hangs."""

    def ask(self, wanted: Sequence[Wanted], seconds: float) -> Answers:
        """One answer for each symbol within about these seconds."""


def wanted_json(wanted: Sequence[Wanted]) -> list[list[Any]]:
    """Questions as plain values."""
    return [[one.symbol, one.since.isoformat(), one.whole] for one in wanted]


def read_wanted(raw: list[list[Any]]) -> list[Wanted]:
    """Questions from plain values."""
    return [Wanted(symbol, dt.date.fromisoformat(since), bool(whole)) for symbol, since, whole in raw]


def answers_text(answers: Answers) -> str:
    """Answers as JSON; a price that is not a number stays one that no reader takes for a price."""
    plain = {
        symbol: {
            "fate": one.fate.value,
            "currency": one.currency,
            "closes": [[day.isoformat(), repr(close)] for day, close in one.closes],
            "splits": [[split.date.isoformat(), split.factor] for split in one.splits],
        }
        for symbol, one in answers.items()
    }
    return json.dumps(plain)


def read_answers(words: str) -> dict[str, Answer]:
    """Answers from JSON.

    Raises:
        ValueError: the text is not what answers_text writes.
    """
    try:
        return {symbol: _answer(one) for symbol, one in json.loads(words).items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not saved prices: {error}") from error


def _answer(raw: dict[str, Any]) -> Answer:
    return Answer(
        fate=Fate(raw["fate"]),
        closes=tuple((dt.date.fromisoformat(day), float(close)) for day, close in raw["closes"]),
        splits=tuple(Split(dt.date.fromisoformat(day), float(factor)) for day, factor in raw["splits"]),
        currency=str(raw["currency"]),
    )
