"""Sentences of the dashboard: a folder of TOML files per language, read once, looked up by dotted key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel import Locale

from dashboard.i18n.numbers import LANGUAGES, NBSP, Numbers

__all__ = ["LANGUAGES", "PLURAL_FORMS", "Catalog", "load_catalog", "text", "typeset"]

PLURAL_FORMS: Final = frozenset({"zero", "one", "two", "few", "many", "other"})
_FOLDER: Final = Path(__file__).parent

_ONE_LETTER: Final = re.compile(r"(?<![\w-])([вкосуиаяВКОСУИАЯ]) (?=\S)")
_UNIT: Final = re.compile(
    r"(?<=[\d}]) (?=(?:тыс\.|(?:млн|млрд|трлн|г\.|год|года|году|годов|лет|мес\.|месяц\w*|дн\w+|день|раз|раза"
    r"|акци\w+|доллар\w*|долл\.|процент\w*|раунд\w*|компани\w+|п\. п\.|px|пикс\w*)(?!\w)|[$%]))"
)
_BEFORE_DOLLAR: Final = re.compile(r"(?<=млн|лрд|рлн|ыс\.) (?=\$)")
_COUNT: Final = re.compile(r"(?<=\{n\}) (?=\w)")
_BEFORE_DASH: Final = re.compile(r"(?<=\S) (?=—)")
_AFTER_SIGN: Final = re.compile(r"(?<=[№§]) (?=[\d{])")

Entry = str | Mapping[str, str]


def typeset(text: str, lang: str) -> str:
    """Russian text with no-break spaces where a line must not end; other languages unchanged.

    They go after one-letter words, between a number (or a placeholder) and its unit, and before
    a dash. Doing it twice changes nothing.

    >>> typeset("Рост в 5 раз — и это не всё", "ru").replace(NBSP, "_")
    'Рост в_5_раз_— и_это не всё'
    """
    if lang != "ru":
        return text
    text = _ONE_LETTER.sub(rf"\1{NBSP}", text)
    for pattern in (_UNIT, _BEFORE_DOLLAR, _COUNT, _BEFORE_DASH, _AFTER_SIGN):
        text = pattern.sub(NBSP, text)
    return text


class Catalog:
    """Every text of one language, and the numbers that go into it.

    >>> en = Catalog("en", {"hello": "Hello, {name}", "rounds": {"one": "{n} round", "other": "{n} rounds"}})
    >>> en.t("hello", name="Ann"), en.tn("rounds", 1), en.tn("rounds", 1200)
    ('Hello, Ann', '1 round', '1,200 rounds')
    """

    __slots__ = ("_locale", "entries", "lang", "num")

    def __init__(self, lang: str, tables: Mapping[str, object]) -> None:
        self.lang: Final = lang
        self.num: Final = Numbers(lang)
        self.entries: Final[Mapping[str, Entry]] = MappingProxyType(dict(_flatten(tables, lang)))
        self._locale = Locale.parse(lang)

    def t(self, key: str, /, **params: object) -> str:
        """Text of a key with its placeholders filled in.

        Raises:
            KeyError: the key, or a placeholder's value, is missing, or the key is a plural.
        """
        entry = self.entries.get(key)
        if not isinstance(entry, str):
            raise KeyError(f"{self.lang}: no text {key!r}")
        return self._fill(key, entry, params)

    def tn(self, key: str, n: float, /, **params: object) -> str:
        """Text of a key in the plural form for n; {n} is n as the language writes it.

        Raises:
            KeyError: as t, and if the key is not a plural or lacks the form.
        """
        entry = self.entries.get(key)
        form = self._form(n)
        if entry is None or isinstance(entry, str):
            raise KeyError(f"{self.lang}: no plural {key!r}")
        template = entry.get(form) or (entry.get("few") if form == "other" else None)  # "1,5 раунда"
        if template is None:
            raise KeyError(f"{self.lang}: plural {key!r} has no form {form!r}")
        whole = float(n).is_integer()
        return self._fill(key, template, {"n": self.num.decimal(n, digits=0 if whole else 1), **params})

    def _form(self, n: float) -> str:
        """CLDR plural category of n as it is written: whole, or with one decimal."""
        whole = float(n).is_integer()
        return self._locale.plural_form(int(abs(n)) if whole else Decimal(f"{abs(n):.1f}"))

    def _fill(self, key: str, template: str, params: Mapping[str, object]) -> str:
        try:
            return template.format_map(params)
        except KeyError as error:
            raise KeyError(f"{self.lang}: text {key!r} needs {error.args[0]!r}") from None


def load_catalog(folder: Path, lang: str) -> Catalog:
    """Catalogue of one language from its folder: a file per page, nested tables become dotted keys.

    Raises:
        KeyError: two files have a table of the same name.
    """
    tables: dict[str, object] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in tables:
                raise KeyError(f"{lang}: {name!r} is in {path.name} and in a file before it")
            tables[name] = table
    return Catalog(lang, tables)


@lru_cache(maxsize=len(LANGUAGES))
def text(lang: str) -> Catalog:
    """The dashboard's own texts in a language of LANGUAGES, read once."""
    if lang not in LANGUAGES:
        raise ValueError(f"unknown language {lang!r}")
    return load_catalog(_FOLDER / lang, lang)


def _flatten(table: Mapping[str, object], lang: str, prefix: str = "") -> Iterator[tuple[str, Entry]]:
    """Dotted keys and their typeset texts, a plural's forms kept together."""
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, str):
            yield key, typeset(value, lang)
        elif not isinstance(value, dict):
            raise TypeError(f"{lang}: {key!r} is neither a text nor a table")
        elif "one" in value and value.keys() <= PLURAL_FORMS:
            yield key, {form: typeset(str(words), lang) for form, words in value.items()}
        else:
            yield from _flatten(value, lang, f"{key}.")
