"""The prices last fetched, on disk in the user's cache folder."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from calc.closes import Fate
from dashboard.sources.prices.answers import Answer, Answers, answers_text, read_answers

CACHE = "FIRST_CHECK_CACHE"
PRICES, INDEXES = "prices.json", "indexes.json"


def cache_folder() -> Path:
    """Where fetched prices are kept: the user's cache folder, or the one FIRST_CHECK_CACHE names."""
    named = os.environ.get(CACHE)
    return Path(named) if named else user_cache_path("first-check")


@dataclass(frozen=True)
class Saved:
    """One answer with a price, and when it came."""

    at: dt.datetime
    answer: Answer


def read_saved(file: str = PRICES) -> dict[str, Saved]:
    """What is on disk by symbol; nothing if there is no file or it cannot be read: it is only a copy."""
    try:
        raw = json.loads((cache_folder() / file).read_text(encoding="utf-8"))
        answers = read_answers(json.dumps(raw["answers"]))
        return {
            symbol: Saved(dt.datetime.fromisoformat(raw["at"][symbol]), answers[symbol]) for symbol in answers
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def save(answers: Answers, at: dt.datetime, file: str = PRICES) -> None:
    """Keep the answers that have a price, beside the older ones of other symbols."""
    good = {symbol: Saved(at, one) for symbol, one in answers.items() if one.fate is Fate.OK}
    if not good:
        return
    merged = read_saved(file) | good
    plain = {
        "at": {symbol: one.at.isoformat() for symbol, one in merged.items()},
        "answers": json.loads(answers_text({symbol: one.answer for symbol, one in merged.items()})),
    }
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{file}.{os.getpid()}"
        fresh.write_text(json.dumps(plain), encoding="utf-8")
        fresh.replace(folder / file)
    except OSError:
        return  # a full or read-only disk costs the copy, not the price
