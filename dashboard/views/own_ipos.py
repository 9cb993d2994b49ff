"""A person's own IPO list: which column is what, the rules they set, and the counts, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from calc.errors import CalcError
from calc.own_ipos import FIELDS, Cell, IpoRules, Tally, count_ipos
from dashboard.i18n.catalog import Catalog

_HEADS = {
    "date": r"\b(?:offer|ipo|list\w*|pric\w*|issue)?[ _]*(?:date|day)\b|\byear\b|дата|год",
    "name": r"name|company|issuer|эмитент|компани|назван",
    "ticker": r"ticker|symbol|тикер",
    "price": r"(?:offer|ipo|issue)[ _]*price|^price$|цена",
    "adr": r"\badr",
    "spac": r"spac|blank|shell",
    "vc": r"^vc\b|venture|венч",
    "internet": r"internet|интернет",
    "sic": r"\bsic\b|industry code",
}


@dataclass(frozen=True)
class OwnIpos:
    """One sheet of a person's file with their mapping and rules."""

    file: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]] = field(repr=False, compare=False)
    columns: tuple[tuple[str, int], ...]
    rules: IpoRules = field(default_factory=IpoRules)
    open_year: int = 0  # a year that is not over, drawn hatched

    @cached_property
    def tally(self) -> Tally | CalcError:
        """The counts, or which column a rule misses."""
        try:
            return count_ipos(self.rows, dict(self.columns), self.rules)
        except CalcError as error:
            return error

    @property
    def counts(self) -> dict[int, int]:
        """Counts by year; empty while a column is missing."""
        found = self.tally
        return {} if isinstance(found, CalcError) else found.counts


def suggested(header: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Fields and the columns they most likely stand in, by the words of the heads; each column once."""
    taken: dict[str, int] = {}
    for name in FIELDS:
        for at, head in enumerate(header):
            if at not in taken.values() and re.search(_HEADS[name], head, re.IGNORECASE):
                taken[name] = at
                break
    return tuple(taken.items())


def rule_words(own: OwnIpos, text: Catalog) -> str:
    """ "IPO-age.xlsx: without ADRs, venture-backed": made from the rules in force."""
    rules, parts = own.rules, []
    for key in ("no_adr", "no_funds", "no_spac"):
        if getattr(rules, key):
            parts.append(text.t(f"ipos.own_rule.{key}"))
    if rules.least_price_usd > 0:
        parts.append(text.t("ipos.own_rule.least_price", price=text.num.price(rules.least_price_usd)))
    if rules.vc != "any":
        parts.append(text.t(f"ipos.own_rule.{rules.vc}"))
    if rules.internet_only:
        parts.append(text.t("ipos.own_rule.internet"))
    if rules.tech_only:
        parts.append(text.t("ipos.own_rule.tech"))
    said = ", ".join(parts) if parts else text.t("ipos.own_rule.every")
    return text.t("ipos.own_rule.whole", file=own.file[:60], rules=said)


def where_rows_went(own: OwnIpos, text: Catalog) -> list[tuple[str, int]]:
    """Every row of the list by what became of it; the numbers add up to the rows."""
    found = own.tally
    if isinstance(found, CalcError):
        return []
    went = [(text.t("ipos.own_went.counted"), sum(found.counts.values()))]
    for key, count in found.left_out.items():
        went.append((text.t("ipos.own_went.left_out", rule=text.t(f"ipos.own_test.{key}")), count))
    for key, count in found.not_known.items():
        if count:
            went.append((text.t("ipos.own_went.not_known", rule=text.t(f"ipos.own_test.{key}")), count))
    if found.no_date:
        went.append((text.t("ipos.own_went.no_date"), found.no_date))
    return went
