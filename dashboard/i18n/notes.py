"""Notes of the record in the reader's language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from dashboard.i18n.catalog import typeset


@lru_cache(maxsize=2)
def _notes(lang: str) -> dict[str, str]:
    path = Path(__file__).parent / "notes" / f"{lang}.toml"
    if not path.exists():
        return {}
    return {note: typeset(words, lang) for note, words in tomllib.loads(path.read_text("utf-8")).items()}


def is_translated(note: str, lang: str) -> bool:
    """Whether a note of the record exists in a language; English ones always do."""
    return lang == "en" or note in _notes(lang)


def note_words(note: str, lang: str) -> str:
    """A note of the record, written in English there, in the reader's language if we have it."""
    return _notes(lang).get(note, note)
