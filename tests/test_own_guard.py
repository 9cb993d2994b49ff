"""Files nobody should be able to hurt us with, and the odd ones people really have."""

from __future__ import annotations

import doctest
import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from types import ModuleType

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.sources.own import Table, formulas, read_table, table, text_file
from dashboard.sources.own import workbook as workbook_module
from dashboard.sources.own.formulas import escaped, unescaped
from dashboard.sources.own.guard import COLUMNS, FILE_BYTES, ROWS
from dashboard.views.own_problems import problem_sentence

MOST_SECONDS = 5.0  # about 1 s on an idle machine; this one may be busy
MOST_BYTES = 90_000_000
SHEET = "xl/worksheets/sheet1.xml"


def workbook(rows: list[list[object]], **sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Rounds"
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def book_with(part: str, data: bytes) -> bytes:
    """A real workbook in which one part is exchanged."""
    with zipfile.ZipFile(io.BytesIO(workbook([["Round", "Amount"], ["A", 1]]))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return zipped(entries | {part: data})


def sheet_xml(rows: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return head + rows + b"</sheetData></worksheet>"


def encrypted_entry() -> bytes:
    """A zip whose directory says that its one entry has a password."""
    data = bytearray(zipped({"a.csv": b"x"}))
    at = data.find(b"PK\x01\x02")
    data[at + 8 : at + 10] = struct.pack("<H", 1)
    return bytes(data)


def quine_size() -> bytes:
    """An entry that claims 1 byte in the directory and unpacks to 50 MB."""
    data = bytearray(book_with(SHEET, b"0" * 50_000_000))
    at = data.find(SHEET.encode(), data.find(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<I", 1)
    data[at + 16 : at + 20] = struct.pack("<I", zlib.crc32(b"0"))
    return bytes(data)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + sheet_xml(b'<row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row>')
)
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("empty_file", lambda: b""),
    "only zeros": ("empty_file", lambda: b"\x00" * 1000),
    "too large": ("file_too_large", lambda: b"a,b\n" * (FILE_BYTES // 4 + 1)),
    "zip bomb": ("zip_ratio", lambda: book_with(SHEET, b"0" * 60_000_000)),
    "big zip bomb": ("zip_size", lambda: book_with(SHEET, b"0" * 120_000_000)),
    "lying zip": ("broken_workbook", quine_size),
    "many entries": ("zip_entries", lambda: zipped({f"{n}.json": b"" for n in range(1001)})),
    "nested": ("nested_zip", lambda: zipped({"inner.zip": zipped({"a": b"0"})})),
    "up and out": ("zip_path", lambda: zipped({"../../evil.json": b"{}"})),
    "a drive": ("zip_path", lambda: zipped({"C:\\evil.json": b"{}"})),
    "a password": ("zip_locked", encrypted_entry),
    "no table": ("not_a_table", lambda: zipped({"photo.png": b"\x89PNG"})),
    "cut off": ("broken_zip", lambda: workbook([["a"]])[:900]),
    "no workbook": ("broken_workbook", lambda: book_with("xl/workbook.xml", b"<nothing/>")),
    "bad XML": ("broken_workbook", lambda: book_with(SHEET, sheet_xml(b'<row><c r="A1"></row>'))),
    "entities": ("xml_entities", lambda: book_with(SHEET, ENTITIES)),
    "entities in styles": ("xml_entities", lambda: book_with("xl/styles.xml", ENTITIES)),
    "entities in UTF-16": ("xml_entities", lambda: book_with(SHEET, ENTITIES.decode().encode("utf-16"))),
    "a million cells in a row": (
        "too_many_columns",
        lambda: book_with(
            SHEET, sheet_xml(b'<row r="1">' + zlib_safe(b"<c><v>%d</v></c>", 10**6) + b"</row>")
        ),
    ),
    "2^20 rows": ("too_many_rows", lambda: book_with(SHEET, sheet_xml(zlib_safe(b'<row r="%d"/>', 2**20)))),
    "a million columns in CSV": ("too_many_columns", lambda: b"column," * 10**6 + b"\n1,2"),
    "2^20 rows in CSV": ("too_many_rows", lambda: b"a,b\n" + b"1,2\n" * 2**20),
    "old Excel": ("old_excel", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600),
    "PDF": ("pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"),
    "a picture": ("not_a_table", lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))),
    "JSON": ("not_a_table", lambda: b'{"a": 1}'),
    "blanks only": ("no_rows", lambda: b",,\n,,\n"),
}


def zlib_safe(form: bytes, count: int) -> bytes:
    """A long run of tags that does not compress so well that the ratio gives it away."""
    return b"".join(form % (n * 7919 % 1_000_003) for n in range(count))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_answered_in_a_sentence(name: str):
    code, make = HOSTILE[name]
    data = make()
    read_table(workbook([["a"]]), "warm.xlsx")  # the import of openpyxl is not what is measured
    tracemalloc.start()
    start = time.perf_counter()
    table = read_table(data, "mine.xlsx")
    seconds = time.perf_counter() - start
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.code for problem in table.problems] == [code]
    assert table.sheets == ()
    assert seconds < MOST_SECONDS and most < MOST_BYTES
    for lang in LANGUAGES:
        said = problem_sentence(table.problems[0], text(lang))
        assert said.startswith("mine.xlsx") and said.endswith((".", ")."))


def test_a_name_does_not_decide():
    assert read_table(b"a,b\n1,2", "rounds.xlsx").sheets[0].rows == (["1", "2"],)
    assert read_table(workbook([["a", "b"], [1, 2]]), "rounds.csv").sheets[0].rows == ([1, 2],)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding: str, mark: str):
    lines = ["Раунд|Сумма|Примечание", "Посевной|0.6 млн|да"]
    table = read_table("\r\n".join(lines).replace("|", mark).encode(encoding), "m.csv")
    assert table.problems == ()
    assert table.sheets[0].header == ("Раунд", "Сумма", "Примечание")
    assert table.sheets[0].rows == (["Посевной", "0.6 млн", "да"],)


def test_western_letters_are_not_made_russian():
    table = read_table("Société,Montant\nÉtoilé,5".encode("cp1252"), "m.csv")
    assert table.sheets[0].header == ("Société", "Montant") and table.encoding == "cp1252"


def test_damaged_utf8_is_told_and_kept():
    data = "Раунд,Сумма\nПосевной,1\nРаунд А,2".encode().replace("А,2".encode(), b"\xff,2")
    table = read_table(data, "m.csv")
    assert [(p.code, p.row) for p in table.problems] == [("damaged_letters", 3)]
    assert table.sheets[0].rows == (["Посевной", "1"], ["Раунд \ufffd", "2"])


def test_an_open_quote_loses_no_row():
    table = read_table(b'Round,Amount\nA,1\n"B,2\nC,3\n"D, Inc",4\n', "m.csv")
    assert [(p.code, p.row) for p in table.problems] == [("broken_quotes", 3)]
    assert table.sheets[0].rows == (["A", "1"], ['"B', "2"], ["C", "3"], ["D, Inc", "4"])


def test_quoted_line_breaks_keep_the_line_numbers_of_the_file():
    table = read_table(b'# a note\nRound,Amount\n"A\nfirst",1\n\nB,2', "m.csv")
    assert table.sheets[0].rows == (["A\nfirst", "1"], ["B", "2"])
    assert table.sheets[0].numbers == (3, 6)


def test_a_title_above_the_header_is_kept_aside():
    sheet = read_table(b"My company\n\nRound,Amount,Post\nA,1,2", "m.csv").sheets[0]
    assert sheet.above == (["My company"],) and sheet.header == ("Round", "Amount", "Post")


def test_sheets_formulas_and_hidden_sheets():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    first, second = book.add_worksheet("Rounds"), book.add_worksheet("Secret")
    first.write_row(0, 0, ["Round", "Amount", "Twice"])
    first.write_row(1, 0, ["<script>alert(1)</script>", 5])
    first.write_formula(1, 2, "=B2*2", None, 10)
    first.write_formula(2, 1, "=B2*3", None, "")
    second.write(0, 0, "x")
    second.hide()
    book.close()
    table = read_table(out.getvalue(), "m.xlsx")
    assert table.sheets[0].rows[0] == ["<script>alert(1)</script>", 5, 10]
    assert [(p.code, p.row, p.column) for p in table.problems] == [
        ("formula_no_value", 3, "B"),
        ("hidden_sheet", 0, ""),
    ]


def test_long_cells_are_cut_and_told():
    table = read_table(b"Round,Note\nA," + b"x" * 6000, "m.csv")
    assert [(p.code, p.row, p.column) for p in table.problems] == [("cell_too_long", 2, "Note")]


def test_what_fits_is_read():
    wide = ",".join(f"c{n}" for n in range(COLUMNS))
    assert len(read_table(f"{wide}\n{wide}".encode(), "m.csv").sheets[0].header) == COLUMNS
    long = read_table(b"a,b\n" + b"1,2\n" * (ROWS - 1), "m.csv")
    assert len(long.sheets[0].rows) == ROWS - 1 and long.problems == ()


@given(st.text(max_size=8, alphabet="'=+-@\t\ra1 "))
def test_escaping_comes_back_and_never_runs(plain: str):
    assert unescaped(escaped(plain)) == plain
    assert escaped(plain)[:1] not in tuple("=+-@\t\r")


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall(data: bytes):
    table = read_table(data, "m.bin")
    assert isinstance(table, Table) and (table.sheets or table.problems)


@pytest.mark.parametrize("module", [formulas, table, text_file, workbook_module])
def test_examples(module: ModuleType):
    result = doctest.testmod(module)
    assert result.failed == 0 and result.attempted > 0
