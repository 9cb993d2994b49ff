"""One thing wrong with one place of a person's file: a code and values, worded by the views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """What was found where; `own_problem.<code>` in the catalogue says what was expected.

    row counts from 1 as a spreadsheet shows it, 0 is the whole sheet or file. `values` go into
    the sentence. A note tells something without anything being lost.
    """

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    found: str = ""
    values: Mapping[str, float | str] = field(default_factory=dict)
    is_note: bool = False


class Refused(ValueError):
    """A file or sheet that is not read at all."""

    def __init__(self, code: str, *, sheet: str = "", row: int = 0, **values: float | str) -> None:
        super().__init__(code)
        self.code = code
        self.sheet = sheet
        self.row = row
        self.values = values

    def problem(self, file: str) -> Problem:
        """The refusal as a problem of a file."""
        return Problem(self.code, file, self.sheet, self.row, values=self.values)
