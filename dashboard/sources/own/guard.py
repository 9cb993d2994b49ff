"""Looks at a file before anything parses it: what it is, and whether it is safe to open.

Nothing here trusts a file's name. A zip is judged by its directory (entries, sizes, ratio,
names) before any entry is opened; a spreadsheet's sheets are then streamed once through counters
of rows and cells, so that a bomb costs neither memory nor time.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from dashboard.sources.own.problems import Refused

FILE_BYTES: Final = 20_000_000
UNZIPPED_BYTES: Final = 80_000_000
ZIP_ENTRIES: Final = 1_000
ZIP_RATIO: Final = 250  # xlsx sheets of zeros reach some 60
ROWS: Final = 100_000
COLUMNS: Final = 250
CELLS: Final = 1_000_000
CELL_LETTERS: Final = 5_000
SHEETS: Final = 50

_CHUNK: Final = 1 << 16
_RATIO_FROM: Final = 1_000_000
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s>/]")
_TAIL: Final = 64  # bytes at the end of a piece in which a tag may have only begun


@dataclass(frozen=True)
class Opened:
    """A file that may be parsed: "xlsx", "ocf" (any other zip of JSON), "json" or "text"."""

    kind: str
    data: bytes
    archive: zipfile.ZipFile | None = None


def open_file(data: bytes) -> Opened:
    """What a file is by its first bytes and, for a zip, its directory.

    Raises:
        Refused: "empty_file", "file_too_large", "old_excel", "pdf", "not_a_table",
            and those of `check_zip`.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refused("empty_file")
    if len(data) > FILE_BYTES:
        raise Refused("file_too_large", size_mb=len(data) / 1e6, limit_mb=FILE_BYTES / 1e6)
    if data.startswith(_OLE):
        raise Refused("old_excel")
    if data.startswith(b"%PDF"):
        raise Refused("pdf")
    if data.startswith(b"PK"):
        return _opened_zip(data)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return Opened("json" if head[:1] in (b"{", b"[") else "text", data)


def _opened_zip(data: bytes) -> Opened:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Refused("broken_zip") from error
    check_zip(archive)
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return Opened("xlsx", data, archive)
    if any(name.lower().endswith(".json") for name in names):
        return Opened("ocf", data, archive)
    if any(name.lower().endswith((".zip", ".xlsx", ".xlsm")) for name in names):
        raise Refused("nested_zip")
    raise Refused("not_a_table")


def check_zip(archive: zipfile.ZipFile) -> None:
    """Judge an archive by its directory alone.

    Sizes in the directory may lie, but Python reads no more of an entry than stated there.

    Raises:
        Refused: "zip_entries", "zip_size", "zip_ratio", "zip_path", "zip_locked".
    """
    entries = archive.infolist()
    if len(entries) > ZIP_ENTRIES:
        raise Refused("zip_entries", count=len(entries), limit=ZIP_ENTRIES)
    total = sum(entry.file_size for entry in entries)
    if total > UNZIPPED_BYTES:
        raise Refused("zip_size", size_mb=total / 1e6, limit_mb=UNZIPPED_BYTES / 1e6)
    for entry in entries:
        if entry.flag_bits & 1:
            raise Refused("zip_locked")
        if entry.file_size > max(_RATIO_FROM, ZIP_RATIO * entry.compress_size):
            raise Refused("zip_ratio", entry=entry.filename[:80])
        if _leaves_its_folder(entry.filename):
            raise Refused("zip_path", entry=entry.filename[:80])


def _leaves_its_folder(name: str) -> bool:
    parts = re.split(r"[\\/]", name)
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\x00" in name


def check_sheets(archive: zipfile.ZipFile) -> None:
    """Stream every sheet of a workbook through counters; refuse what would not fit, or hides entities.

    Raises:
        Refused: "too_many_sheets", "too_many_rows", "too_many_columns", "too_many_cells",
            "xml_entities", "broken_zip".
    """
    parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    sheets = [name for name in parts if name.startswith("xl/worksheets/") and name.count("/") == 2]
    if len(sheets) > SHEETS:
        raise Refused("too_many_sheets", count=len(sheets), limit=SHEETS)
    try:
        for name in parts:
            _check_part(archive, name, is_sheet=name in sheets)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise Refused("broken_zip") from error


def _check_part(archive: zipfile.ZipFile, name: str, *, is_sheet: bool) -> None:
    rows = cells = in_row = 0
    for chunk in _chunks(archive, name):
        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
            raise Refused("xml_entities", entry=name)
        if not is_sheet:
            continue
        for at, piece in enumerate(_ROW.split(chunk)):
            if at:
                rows, in_row = rows + 1, 0
            found = len(_CELL.findall(piece))
            in_row, cells = in_row + found, cells + found
            if in_row > COLUMNS:
                raise Refused("too_many_columns", row=rows, limit=COLUMNS)
        if rows > ROWS:
            raise Refused("too_many_rows", limit=ROWS)
        if cells > CELLS:
            raise Refused("too_many_cells", limit=CELLS)


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Pieces of an entry, cut so that no tag's beginning is split."""
    with archive.open(name) as part:
        tail = b""
        while block := part.read(_CHUNK):
            if not tail and b"\x00" in block[:64]:
                raise Refused("xml_entities", entry=name)  # UTF-16 XML could hide its entities
            piece = tail + block
            cut = piece.rfind(b"<", max(0, len(piece) - _TAIL))
            yield piece if cut < 0 else piece[:cut]
            tail = b"" if cut < 0 else piece[cut:]
        yield tail
