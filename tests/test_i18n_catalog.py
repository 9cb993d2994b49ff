"""The catalogue's own rules, and that the two shipped languages say the same things."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashboard.i18n
from dashboard.i18n.catalog import LANGUAGES, Catalog, load_catalog, text, typeset

FOLDER = Path(dashboard.i18n.__path__[0])
RU_TOML = """
title = "Путь к {what} — и обратно"
[page.path]
note = "в 5 раз"
[page.path.rounds]
one = "{n} раунд"
few = "{n} раунда"
many = "{n} раундов"
"""
EN_TOML = """
title = "The way to {what}"
[page.path.rounds]
one = "{n} round"
other = "{n} rounds"
"""


@pytest.fixture
def ru(tmp_path: Path) -> Catalog:
    (tmp_path / "any.toml").write_text(RU_TOML, encoding="utf-8")
    return load_catalog(tmp_path, "ru")


@pytest.fixture
def en(tmp_path: Path) -> Catalog:
    (tmp_path / "any.toml").write_text(EN_TOML, encoding="utf-8")
    return load_catalog(tmp_path, "en")


def test_lookup_by_dotted_key(en: Catalog, ru: Catalog) -> None:
    assert en.t("title", what="IPO") == "The way to IPO"
    assert ru.t("title", what="IPO") == "Путь к\u00a0IPO\u00a0— и\u00a0обратно"
    assert ru.t("page.path.note") == "в\u00a05\u00a0раз"
    assert (en.lang, en.num.lang, ru.num.lang) == ("en", "en", "ru")


@pytest.mark.parametrize(
    ("n", "in_english", "in_russian"),
    [
        (0, "0 rounds", "0 раундов"),
        (1, "1 round", "1 раунд"),
        (2, "2 rounds", "2 раунда"),
        (5, "5 rounds", "5 раундов"),
        (11, "11 rounds", "11 раундов"),
        (21, "21 rounds", "21 раунд"),
        (22, "22 rounds", "22 раунда"),
        (25, "25 rounds", "25 раундов"),
        (101, "101 rounds", "101 раунд"),
        (111, "111 rounds", "111 раундов"),
        (1.5, "1.5 rounds", "1,5 раунда"),
        (12_000, "12,000 rounds", "12 000 раундов"),
    ],
)
def test_plurals(en: Catalog, ru: Catalog, n: float, in_english: str, in_russian: str) -> None:
    assert en.tn("page.path.rounds", n) == in_english
    assert ru.tn("page.path.rounds", n) == in_russian.replace(" ", "\u00a0")


def test_what_is_missing_is_named(en: Catalog) -> None:
    with pytest.raises(KeyError, match=r"en: no text 'nope'"):
        en.t("nope")
    with pytest.raises(KeyError, match=r"en: text 'title' needs 'what'"):
        en.t("title")
    with pytest.raises(KeyError, match=r"no text 'page.path.rounds'"):
        en.t("page.path.rounds")
    with pytest.raises(KeyError, match=r"no plural 'title'"):
        en.tn("title", 2)
    with pytest.raises(KeyError, match="has no form 'other'"):
        Catalog("en", {"rounds": {"one": "{n} round"}}).tn("rounds", 2)


def test_wrong_files_and_languages_are_refused() -> None:
    with pytest.raises(TypeError, match=r"'a\.b' is neither"):
        Catalog("en", {"a": {"b": 5}})
    with pytest.raises(ValueError, match="unknown language"):
        text("de")


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("и в доме", "и_в_доме"),
        ("В 2013 г. цена", "В_2013_г. цена"),
        ("около 600 млн $ — много", "около 600_млн_$_— много"),
        ("{count} акций", "{count}_акций"),
        ("{n} чего угодно", "{n}_чего угодно"),
        ("45 % и 5 лет", "45_% и_5_лет"),
        ("два слова", "два слова"),
        ("5 разных", "5 разных"),
    ],
)
def test_typeset(plain: str, expected: str) -> None:
    assert typeset(plain, "ru").replace("\u00a0", "_") == expected
    assert typeset(plain, "en") == plain


@given(st.text(alphabet="вик 5—%{}nлет$"))
def test_typeset_twice_is_typeset_once_and_changes_only_spaces(plain: str) -> None:
    once = typeset(plain, "ru")
    assert typeset(once, "ru") == once
    assert once.replace("\u00a0", " ") == plain


# The shipped folders.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_have_the_same_files(lang: str) -> None:
    files = [sorted(path.name for path in (FOLDER / one).iterdir()) for one in ("en", lang)]
    assert files[0] == files[1] and "app.toml" in files[0]


def test_a_table_is_in_one_file_only(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text('[page]\nkey = "words"\n', encoding="utf-8")
    with pytest.raises(KeyError, match=r"en: 'page' is in two.toml"):
        load_catalog(tmp_path, "en")


FORMS = {"en": {"one", "other"}, "ru": {"one", "few", "many"}}


def _templates(key: str, lang: str) -> Iterator[str]:
    entry = text(lang).entries[key]
    yield from [entry] if isinstance(entry, str) else entry.values()


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    keys = {lang: set(text(lang).entries) for lang in LANGUAGES}
    assert keys["en"] == keys["ru"], f"only in one: {sorted(keys['en'] ^ keys['ru'])}"


def test_both_languages_have_the_same_placeholders() -> None:
    both = text("en").entries.keys() & text("ru").entries.keys()
    used = {
        key: [set().union(*map(_placeholders, _templates(key, lang))) for lang in LANGUAGES] for key in both
    }
    assert {key: names for key, names in used.items() if names[0] != names[1]} == {}
    assert {key for key, names in used.items() if not all(name.isidentifier() for name in names[0])} == set()


def test_plurals_have_every_form_and_the_same_kind() -> None:
    for lang in LANGUAGES:
        entries = text(lang).entries
        plurals = {key: set(entry) for key, entry in entries.items() if not isinstance(entry, str)}
        wrong = {key: forms for key, forms in plurals.items() if forms - {"other"} != FORMS[lang] - {"other"}}
        assert wrong == {}
        assert lang == "ru" or all("other" in forms for forms in plurals.values())
        other = text("ru" if lang == "en" else "en").entries
        assert [key for key in plurals if isinstance(other.get(key), str)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty(lang: str) -> None:
    empty = [key for key in text(lang).entries for words in _templates(key, lang) if not words.strip()]
    assert empty == []
