"""Text that a spreadsheet would run, written as text and read back as it was.

An apostrophe goes before the text, as OWASP advises against CSV injection; on the way in it is
taken off again. Text that begins with apostrophes before such a sign gets one more, so
the way back is exact.

>>> escaped("=1+1"), escaped("'=1+1"), escaped("Series A")
("'=1+1", "''=1+1", 'Series A')
>>> unescaped(escaped("'=1+1"))
"'=1+1"
"""

from __future__ import annotations

import re
from typing import Final

_RUNS: Final = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED: Final = re.compile(r"'+[=+\-@\t\r]")


def escaped(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it."""
    return f"'{text}" if _RUNS.match(text) else text


def unescaped(text: str) -> str:
    """The text without the apostrophe `escaped` put there."""
    return text[1:] if _ESCAPED.match(text) else text
