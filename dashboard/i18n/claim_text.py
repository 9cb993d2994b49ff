"""Reads a claim as people write it: amounts of money and multiples, in English or Russian."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from calc.claims import Claim
from dashboard.i18n.parse import ParseError, parse_money

LONGEST: Final = 200
_WORDS: Final = (
    r"thousand|million|billion|trillion|тысяч\w*|миллион\w*|миллиард\w*|триллион\w*|тыс|млн|млрд|трлн"
    r"|mln|bln|bn|mm|[kmbtкм]"
)
_TOKEN: Final = re.compile(
    rf"(?P<dollar>\$\s?)?(?P<digits>\d[\d.,\u00a0 ]*\d|\d)\s?(?P<unit>(?:{_WORDS})(?!\w)\.?)?"
    r"\s?(?P<after>\$|x(?!\w)|х(?!\w)|×|times\b|-?fold\b|раз\w*|dollar\w*|доллар\w*)?",
    re.IGNORECASE,
)
_TIMES: Final = re.compile(r"x|х|×|times|-?fold|раз", re.IGNORECASE)


def read_claim(text: str) -> Claim | None:
    """The claim of a sentence; None if it names neither a multiple nor an amount of money.

    Of two amounts the first was paid and the second is what it became; one alone is what
    something became. A bare number such as a year is not an amount.

    >>> read_claim("$20K became $3B").said_x
    150000.0
    >>> read_claim("17,140x at IPO").multiple_x
    17140.0
    """
    money: list[float] = []
    multiple = None
    for found in _TOKEN.finditer(text[:LONGEST]):
        after = found["after"] or ""
        try:
            if (after and _TIMES.fullmatch(after.rstrip("ауы"))) or after.lower().startswith("раз"):
                multiple = multiple or parse_money(found["digits"] + (found["unit"] or ""))
            elif found["dollar"] or found["unit"] or after:
                money.append(parse_money(found["digits"] + (found["unit"] or "")))
        except ParseError:
            continue
    amounts = [amount for amount in money if amount > 0]
    if not amounts and not multiple:
        return None
    start = amounts[0] if len(amounts) > 1 else None
    end = amounts[1] if len(amounts) > 1 else amounts[0] if amounts else None
    return Claim(from_usd=start, to_usd=end, multiple_x=multiple or None)


def names_ipo(text: str) -> bool:
    """Whether the sentence speaks of the IPO itself, which fixes the date.

    >>> names_ipo("17,140x at IPO"), names_ipo("31,000x now")
    (True, False)
    """
    return bool(re.search(r"\bipo\b|размещени|листинг", text[:LONGEST], re.IGNORECASE))


def names_company(text: str, names: Mapping[str, str]) -> str:
    """Key of the company a sentence names, the one named first; empty if none.

    >>> names_company("Uber 4,967x at IPO", {"uber": "Uber", "c3-ai": "C3.ai"})
    'uber'
    """
    said, found = text[:LONGEST], []
    for key, name in names.items():
        for alias in (
            name,
            *re.findall(r"\((.+)\)", name),
            re.sub(r"\s*\(.+\)", "", name),
            key.replace("-", " "),
        ):
            at = re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", said, re.IGNORECASE)
            if at:
                found.append((at.start(), -len(alias), key))
    return min(found)[2] if found else ""
