"""Problems of a person's file in words: where, what was found, what was expected."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.i18n.catalog import Catalog
from dashboard.sources.own import Problem


def problem_place(problem: Problem, text: Catalog) -> str:
    """File, sheet, row and column, as far as they are known."""
    parts = [problem.file]
    if problem.sheet:
        parts.append(text.t("own_place.sheet", sheet=problem.sheet))
    if problem.row:
        parts.append(text.t("own_place.row", row=text.num.decimal(problem.row, digits=0)))
    if problem.column:
        parts.append(text.t("own_place.column", column=problem.column))
    return ", ".join(parts)


def problem_sentence(problem: Problem, text: Catalog) -> str:
    """The whole sentence: place, what was found, what was expected."""
    return f"{problem_place(problem, text)}: {_what(problem, text)}"


def problem_rows(problems: Iterable[Problem], text: Catalog) -> list[tuple[str, str, str, str, str]]:
    """The list to download: file, sheet, row, column, sentence."""
    return [(one.file, one.sheet, str(one.row or ""), one.column, _what(one, text)) for one in problems]


def _what(problem: Problem, text: Catalog) -> str:
    values = {name: _worded(name, value, text) for name, value in problem.values.items()}
    return text.t(f"own_problem.{problem.code}", **({"found": problem.found} | values))


def _worded(name: str, value: float | str, text: Catalog) -> str:
    if isinstance(value, str):
        return text.t(f"own_field.{value}") if name == "field" else value
    return text.num.decimal(value, digits=0 if float(value).is_integer() else 1)
