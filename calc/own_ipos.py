"""A person's own list of IPOs, filtered by rules they set and counted by year."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from calc.errors import CalcError

Cell = str | int | float | bool | dt.date | None
Row = Sequence[Cell]
_Test = tuple[str, Callable[[Row], bool | None]]
FIELDS = ("date", "name", "ticker", "price", "adr", "spac", "vc", "internet", "sic")
TECH_SIC = frozenset(
    {3571, 3572, 3575, 3577, 3578, 3661, 3663, 3669, 3671, 3672, 3674, 3675, 3677, 3678, 3679, 3812}
    | {3823, 3825, 3826, 3827, 3829, 3841, 3845, 4812, 4813, 4899, 7371, 7372, 7373, 7374, 7375, 7378, 7379}
)
_YES = frozenset({"1", "y", "yes", "true", "да", "x", "+"})
_NO = frozenset({"0", "n", "no", "false", "нет", "-"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHELL = re.compile(r"\b(?:acq(?:uisition|uis|n)?s?|acquisition corp|spac|blank check)\b", re.IGNORECASE)
_UNIT = re.compile(r"[A-Za-z]{4}U|[A-Za-z]{2,4}\.UN?")
_UNKNOWN_CODES = (9, -9, 99, -99)


@dataclass(frozen=True)
class IpoRules:
    """What to keep. vc: "any", "vc" (1), "vc_growth" (1 and 2) or "none" (0)."""

    no_adr: bool = False
    no_funds: bool = False
    no_spac: bool = False
    least_price_usd: float = 0.0
    vc: str = "any"
    internet_only: bool = False
    tech_only: bool = False


@dataclass(frozen=True)
class Tally:
    """Counts by year, and where every other row went: no row is lost in silence.

    left_out: rule -> rows it took out; not_known: rule -> rows whose cell does not say.
    """

    counts: dict[int, int]
    rows: int
    no_date: int
    left_out: dict[str, int]
    not_known: dict[str, int]


def count_ipos(rows: Sequence[Row], columns: Mapping[str, int], rules: IpoRules) -> Tally:
    """Rows that keep to every rule, by year.

    Each row goes to the first of: no date, a rule that takes it out, a rule its cell cannot answer,
    its year. So rows = no_date + left_out + not_known + counts.

    Args:
        rows: Cells as a file has them; a dot, a blank, 9 and -99 mean "not known".
        columns: Field of FIELDS -> place in the row; "date" is needed, and what the rules ask for.
        rules: What to keep.

    Raises:
        CalcError: "no_column" with the field a rule needs.
    """
    tests = _tests(rows, columns, rules)
    date_at = _column(columns, "date")
    counts: Counter[int] = Counter()
    left_out: Counter[str] = Counter({name: 0 for name, _ in tests})
    not_known: Counter[str] = Counter({name: 0 for name, _ in tests})
    no_date = 0
    for row in rows:
        year = year_of(row[date_at])
        if year is None:
            no_date += 1
            continue
        for name, keeps in tests:
            kept = keeps(row)
            if not kept:
                (not_known if kept is None else left_out)[name] += 1
                break
        else:
            counts[year] += 1
    return Tally(dict(sorted(counts.items())), len(rows), no_date, dict(left_out), dict(not_known))


def _column(columns: Mapping[str, int], field: str) -> int:
    if field not in columns:
        raise CalcError("no_column", field=field)
    return columns[field]


def _tests(rows: Sequence[Row], columns: Mapping[str, int], rules: IpoRules) -> list[_Test]:
    """Name and question of each rule in force; the question answers yes, no or None: not known."""
    tests: list[_Test] = []
    if rules.no_adr:
        at = _column(columns, "adr")
        tests.append(("no_adr", _unlike(at, (2,) if has_codes(rows, at) else (1,))))
    if rules.no_funds:
        tests.append(("no_funds", _unlike(_column(columns, "adr"), (3, 4, 5, 6, 7))))
    if rules.no_spac:
        tests.append(("no_spac", _unlike(columns["spac"], (1,)) if "spac" in columns else _no_shell(columns)))
    if rules.least_price_usd > 0:
        tests.append(("least_price", _at_least(_column(columns, "price"), rules.least_price_usd)))
    if rules.vc != "any":
        wanted = {"vc": (1,), "vc_growth": (1, 2), "none": (0,)}[rules.vc]
        tests.append(("vc", _like(_column(columns, "vc"), wanted)))
    if rules.internet_only:
        tests.append(("internet", _like(_column(columns, "internet"), (1,))))
    if rules.tech_only:
        tests.append(("tech", _like(_column(columns, "sic"), TECH_SIC)))
    return tests


def has_codes(rows: Sequence[Row], at: int) -> bool:
    """Whether an ADR column has the codes of the Field-Ritter roster (2: ADR, 3-7: funds), not yes and no."""
    return any(code_of(row[at]) in (2, 3, 4, 5, 6, 7) for row in rows)


def year_of(cell: Cell) -> int | None:
    """Year of a date as lists write it: 19750130, "2025-12-18", "18.12.2025", 1999, a day.

    >>> year_of(19750130), year_of("18.12.2025"), year_of("."), year_of(45000)
    (1975, 2025, None, None)
    """
    if isinstance(cell, dt.date):
        return cell.year
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        whole = int(cell) if cell == cell and abs(cell) < 1e9 else 0
        year = whole // 10_000 if whole >= 10_000_000 else whole
        return year if 1900 <= year < 2100 else None
    text = cell.strip()
    if text.isdecimal() and len(text) == 8:
        return year_of(int(text))
    found = _YEAR.findall(text)
    return int(found[0]) if len(set(found)) == 1 else None


def code_of(cell: Cell) -> int | None:
    """A flag or code: 1, "2", yes, нет; None for a blank, a dot, 9 and -99, or words.

    >>> code_of("Yes"), code_of("."), code_of(2), code_of(9)
    (1, None, 2, None)
    """
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, int | float):
        return int(cell) if cell == cell and cell not in _UNKNOWN_CODES and abs(cell) < 1e9 else None
    if not isinstance(cell, str):
        return None
    text = cell.strip().lower()
    if text in _YES or text in _NO:
        return int(text in _YES)
    return code_of(int(text)) if text.lstrip("-").isdecimal() else None


def is_shell(name: Cell, ticker: Cell = None) -> bool | None:
    """Whether a row looks like a blank-check company: an estimate.

    By words of the name (Acquisition, Acq, SPAC) or a ticker of four letters and U, which marks units.

    >>> is_shell("Vine Hill Capital Acquisition II"), is_shell("CIIG", "CIICU"), is_shell("Varco", "VRC")
    (True, True, False)
    """
    if not isinstance(name, str) or not name.strip():
        return None
    unit = isinstance(ticker, str) and _UNIT.fullmatch(ticker.strip()) is not None
    return unit or _SHELL.search(name) is not None


def _no_shell(columns: Mapping[str, int]) -> Callable[[Row], bool | None]:
    at, ticker_at = _column(columns, "name"), columns.get("ticker")

    def question(row: Row) -> bool | None:
        found = is_shell(row[at], row[ticker_at] if ticker_at is not None else None)
        return None if found is None else not found

    return question


def _unlike(at: int, codes: Sequence[int]) -> Callable[[Row], bool | None]:
    return lambda row: None if (code := code_of(row[at])) is None else code not in codes


def _like(at: int, codes: Sequence[int] | frozenset[int]) -> Callable[[Row], bool | None]:
    return lambda row: None if (code := code_of(row[at])) is None else code in codes


def _at_least(at: int, least: float) -> Callable[[Row], bool | None]:
    return lambda row: None if (price := price_of(row[at])) is None else price >= least


def price_of(cell: Cell) -> float | None:
    """An offer price in dollars; a dot, words and values of zero or below are not known.

    >>> price_of("$12.50"), price_of("."), price_of(-99)
    (12.5, None, None)
    """
    if isinstance(cell, str):
        try:
            cell = float(cell.strip().lstrip("$").replace(",", ""))
        except ValueError:
            return None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    return float(cell) if 0 < cell < 1e9 else None
