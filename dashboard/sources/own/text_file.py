"""A CSV file of unknown encoding and separator into rows of text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dashboard.sources.own.formulas import unescaped
from dashboard.sources.own.guard import COLUMNS, ROWS
from dashboard.sources.own.problems import Problem, Refused

SEPARATORS: Final = ("\t", ";", ",", "|")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MIXED: Final = re.compile(r"[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]")
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class Decoded:
    """Text of a file and how it was read. damaged: some letters could not be read."""

    text: str
    encoding: str
    damaged: bool = False


def decode(data: bytes) -> Decoded:
    """Text by byte-order mark, else UTF-8, UTF-16 without a mark, Windows-1251 or -1252.

    Raises:
        Refused: "not_a_table" if it is no text in any of them.

    >>> decode("Раунд;Сумма".encode("cp1251")).encoding
    'cp1251'
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _checked(Decoded(data.decode(encoding, "replace"), encoding))
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if _is_high_half(data[start:400:2]):
            return _checked(Decoded(data.decode(encoding, "replace"), encoding))
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        return _checked(_one_byte(data))


def _is_high_half(every_second: bytes) -> bool:
    """Whether these are the high bytes of Latin (0) and Cyrillic (4) letters in UTF-16."""
    zeros = every_second.count(0)
    return zeros > 0 and zeros + every_second.count(4) > 0.7 * len(every_second)


def _one_byte(data: bytes) -> Decoded:
    """Not UTF-8: damaged UTF-8 if most of it reads so, else a Windows code page."""
    good = sum(1 for letter in data.decode("utf-8", "ignore") if ord(letter) > 127)
    lossy = data.decode("utf-8", "replace")
    if good > 4 * lossy.count("\ufffd"):
        return Decoded(lossy, "utf-8", damaged=True)
    russian = data.decode("cp1251", "replace")
    letters = sum(1 for letter in russian if "а" <= letter.lower() <= "я")
    if letters and 4 * len(_MIXED.findall(russian)) > letters:
        return Decoded(data.decode("cp1252", "replace"), "cp1252")
    return Decoded(russian, "cp1251")


def _checked(decoded: Decoded) -> Decoded:
    if _CONTROLS.search(decoded.text):
        raise Refused("not_a_table")
    return Decoded(
        decoded.text.removeprefix("\ufeff"), decoded.encoding, decoded.damaged or "\ufffd" in decoded.text
    )


def separator(text: str) -> str:
    """The separator the first lines use most; a comma if there is only one column.

    >>> separator("Раунд;Сумма\\nA;1,5"), separator('"a;b",c')
    (';', ',')
    """
    lines = [line for line in text[:100_000].splitlines() if line.strip() and not is_note(line)]
    stated = re.fullmatch(r"sep=(.)", lines[0].strip()) if lines else None
    if stated:
        return stated[1]
    heads = [_QUOTED.sub("", line) for line in lines[:1]] or [""]
    best = max(SEPARATORS, key=heads[0].count)
    return best if best in heads[0] else ","


def is_note(line: str) -> bool:
    """Whether a line is a note: it starts with "# "."""
    return line.lstrip(' "').startswith("# ")


def rows_of_text(text: str, file: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """Rows with the line each starts on; notes and a "sep=" line left out, apostrophes undone.

    A quote that is never closed, or stands inside a cell, is told; from there on
    every line is a row of its own, so that the rest is kept.

    Raises:
        Refused: "too_many_rows", "too_many_columns".
    """
    if text.count("\n") > ROWS or text.count("\r") > ROWS:
        raise Refused("too_many_rows", limit=ROWS)
    mark = separator(text)
    lines = re.split(r"\r\n|\n|\r", text)
    found: list[tuple[int, list[str]]] = []
    at = 0
    while at < len(lines):
        start = at
        try:
            reader = csv.reader((f"{line}\n" for line in lines[start:]), delimiter=mark, strict=True)
            for cells in reader:
                line, at = at + 1, start + reader.line_num
                _keep(found, line, cells)
        except csv.Error:
            problems.append(Problem("broken_quotes", file, row=at + 1, found=lines[at][:80]))
            _keep(found, at + 1, lines[at].split(mark))
            at += 1
    return found


def _keep(found: list[tuple[int, list[str]]], line: int, cells: list[str]) -> None:
    if len(cells) > COLUMNS:
        raise Refused("too_many_columns", row=line, limit=COLUMNS, count=len(cells))
    first = cells[0] if cells else ""
    if first.startswith("# ") or (not found and len(cells) <= 2 and first.startswith("sep=")):
        return
    found.append((line, [unescaped(cell) for cell in cells]))
