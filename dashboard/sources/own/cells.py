"""One cell of a person's table into a value of its field, or a code that says what was expected."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from calc.errors import CalcError
from calc.types import Basis, MarkKind, PartialDate, RoundKind, Scope
from dashboard.i18n.parse import LARGEST, ParseError, parse_date, parse_money, parse_shares
from dashboard.sources.own.workbook import Cell

NAME_LETTERS: Final = 80
_BLANKS: Final = {"", "-", "–", "—", ".", "n/a", "na", "none", "null", "нет", "н/д", "нет данных"}
_EXCEL_ERRORS: Final = {
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
}
_PLAIN: Final = re.compile(r"[-\u2212\s$]*[\d.,\s\u00a0\u202f]+\s*\$?")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")

WHATS: Final[dict[str, tuple[str, str]]] = {
    "company": ("company", ""),
    "round": ("rounds", RoundKind.PRICED.value),
    "priced": ("rounds", RoundKind.PRICED.value),
    "ipo": ("rounds", RoundKind.IPO.value),
    "ipo price": ("marks", MarkKind.IPO_PRICE.value),
    "close": ("marks", MarkKind.CLOSE.value),
    "secondary": ("marks", MarkKind.SECONDARY.value),
    "warrant": ("marks", MarkKind.WARRANT.value),
    "appraisal": ("marks", MarkKind.APPRAISAL.value),
    "stake": ("stakes", ""),
    "source": ("sources", ""),
}
_WHAT_RU: Final = {
    "компания": "company",
    "раунд": "round",
    "цена ipo": "ipo price",
    "закрытие": "close",
    "вторичная сделка": "secondary",
    "варранты": "warrant",
    "оценка акции": "appraisal",
    "доля": "stake",
    "источник": "source",
}
_BASES: Final = {
    **{one.value: one for one in Basis},
    "yours": Basis.ASSUMED,
    "отчётность": Basis.REPORTED,
    "расчёт": Basis.DERIVED,
    "пресса": Basis.PRESS,
    "оценка": Basis.ESTIMATED,
    "своё": Basis.ASSUMED,
}
_SCOPES: Final = {
    **{one.value.replace("_", " "): one for one in Scope},
    "все с опционами": Scope.FULLY_DILUTED,
    "выпущенные": Scope.BASIC,
    "не указано": Scope.NOT_STATED,
}


class BadCell(ValueError):
    """A cell that cannot be read; code names what was expected."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_cell(kind: str, cell: Cell, unit: float = 1.0) -> Any:
    """The value of a cell, None for a blank one (a lone dash, dot or "n/a" counts as blank).

    Kinds: text, date, money and price (above zero), shares (above zero), change (any number of
    shares), ratio, what, basis, scope. unit multiplies numbers written without a unit of
    their own, as a head like "$M" asks for.

    Raises:
        BadCell: "expected_<kind>", "not_positive", "too_large", "excel_error", "name_too_long".

    >>> read_cell("money", "0,6 млн $"), read_cell("money", "1.5", unit=1e6), read_cell("date", 20150629).text
    (600000.0, 1500000.0, '2015-06-29')
    """
    if isinstance(cell, str):
        cell = cell.strip()
        if cell.upper() in _EXCEL_ERRORS:
            raise BadCell("excel_error")
        if cell.lower() in _BLANKS and kind != "text":
            return None
    if cell is None or cell == "":
        return None
    if kind == "text":
        return clean_text(cell)
    if kind == "date":
        return _date(cell)
    if kind in ("what", "basis", "scope"):
        return _choice(kind, cell)
    return _number(kind, cell, unit)


def clean_text(cell: Cell) -> str:
    """One line without invisible letters.

    Raises:
        BadCell: "name_too_long".
    """
    whole = isinstance(cell, float) and cell.is_integer()
    words = " ".join(_CONTROL.sub(" ", str(int(cell) if whole and isinstance(cell, float) else cell)).split())
    if len(words) > NAME_LETTERS * 5:
        raise BadCell("name_too_long")
    return harmless(words)


def harmless(words: str) -> str:
    """Text that no page and no chart can take for markup.

    >>> harmless("<b>Seed</b>"), harmless("Series A")
    ('‹b›Seed‹/b›', 'Series A')
    """
    return words.replace("<", "‹").replace(">", "›").replace("](", "] (")


def _date(cell: Cell) -> PartialDate:
    if isinstance(cell, dt.date):
        return PartialDate(cell.isoformat())
    if isinstance(cell, bool):
        raise BadCell("expected_date")
    text = str(int(cell)) if isinstance(cell, int | float) else str(cell)
    packed = re.fullmatch(r"((?:18|19|20)\d{2})(\d{2})(\d{2})", text)
    try:
        return PartialDate("-".join(packed.groups())) if packed else parse_date(text)
    except (CalcError, ParseError) as error:
        raise BadCell("expected_date") from error


def _choice(kind: str, cell: Cell) -> Any:
    word = " ".join(str(cell).lower().replace("_", " ").split())
    choices: dict[str, Any] = {
        "what": {**WHATS, **{russian: WHATS[name] for russian, name in _WHAT_RU.items()}},
        "basis": _BASES,
        "scope": _SCOPES,
    }
    if word not in choices[kind]:
        raise BadCell(f"expected_{kind}")
    return choices[kind][word]


def _number(kind: str, cell: Cell, unit: float) -> float:
    if isinstance(cell, bool | dt.date) or cell is None:
        raise BadCell(f"expected_{kind}")
    if isinstance(cell, str):
        value = _parsed(kind, cell) * (unit if _PLAIN.fullmatch(cell) else 1.0)
    else:
        value = float(cell) * unit
    if not abs(value) <= LARGEST:
        raise BadCell("too_large")
    if kind != "change" and not value > 0:
        raise BadCell("not_positive")
    return value


def _parsed(kind: str, text: str) -> float:
    try:
        return parse_shares(text) if kind in ("shares", "change") else parse_money(text.rstrip("xх× "))
    except ParseError as error:
        code = "too_large" if error.code == "too_large" else f"expected_{kind}"
        raise BadCell(code) from error
