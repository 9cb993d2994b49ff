"""Every code that calc can refuse with has a sentence in every language."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from calc.errors import CalcError
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.views.path_words import problem_words

ROOT = Path(__file__).resolve().parent.parent


@cache
def codes() -> dict[str, set[str]]:
    """Codes of every CalcError in the source, with the names of their parameters."""
    found: dict[str, set[str]] = {}
    for folder in ("calc", "dashboard"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CalcError":
                    code = node.args[0]
                    assert isinstance(code, ast.Constant), f"{file}: a code is written out"
                    names = {keyword.arg or "" for keyword in node.keywords}
                    found[code.value] = found.get(code.value, names) & names
    return found


def test_there_are_codes():
    assert {"not_positive", "owed_all", "fully_sold"} <= codes().keys()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_is_a_sentence(code: str, lang: str):
    error = CalcError(code, **dict.fromkeys(codes()[code], 1.0))
    said = problem_words(error, text(lang))
    assert said.endswith(".")
    assert "{" not in said
    assert len(said) > 15
