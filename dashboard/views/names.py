"""Names of rounds, marks and stakes in the reader's language."""

from __future__ import annotations

import re

from calc.closes import LIVE
from calc.library import Exit
from calc.multiples import MarkValue
from calc.path import Step
from calc.types import Mark, MarkKind, PartialDate, Stake
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.notes import note_words

_NAMED_MARKS = {"ipo", "first-close", "last-round"}
_OWN = "own-"  # how the name of a listing of the reader's own starts


def round_name(name: str, text: Catalog) -> str:
    """Full name of a round: "Series A", or "Раунд A" in Russian."""
    if name.startswith("Series "):
        return text.t("round.series", letter=name.removeprefix("Series "))
    if name.startswith(_OWN) and f"listing.{name.removeprefix(_OWN)}" in text.entries:
        return text.t(f"listing.{name.removeprefix(_OWN)}")
    return name


def short_name(name: str) -> str:
    """Name for a chart: "A" for "Series A"; any other as it is."""
    return name.removeprefix("Series ")


def entry_name(name: str, text: Catalog, *, short: bool = False) -> str:
    """Name of a round or mark of the library; short for a chart: without "Series" and brackets."""
    words = note_words(name, text.lang)
    if not short:
        return words if words != name else round_name(name, text)
    series = text.t("round.series", letter="").strip()
    return re.sub(r"\s*\(.*\)$", "", short_name(words).removeprefix(series).strip())


def exit_short(at: Exit, text: Catalog) -> str:
    """What an exit is, in a word or two: "IPO", "first close", "Jul 2026"."""
    if at.kind == "close":
        return text.num.date(at.date, month_only=True)
    return text.t(f"known.exit.{at.kind}")


def mark_name(mark: Mark | MarkValue, text: Catalog) -> str:
    """What a mark is, standing alone: "IPO price", "close of 30 Apr 2025"."""
    if _is_named(mark):
        return text.t(f"mark.{mark.key}")
    kind = LIVE if mark.key == LIVE else mark.kind.value
    return text.t(f"mark.{kind}", date=text.num.date(mark.date))


def _is_named(mark: Mark | MarkValue) -> bool:
    return mark.key in _NAMED_MARKS or mark.key.startswith("end-")


def by_mark(mark: Mark | MarkValue, text: Catalog) -> str:
    """When a mark is, inside a sentence: "by the IPO", "by 30 Apr 2025"."""
    if _is_named(mark):
        return text.t(f"by_mark.{mark.key}")
    if mark.kind is MarkKind.CLOSE:
        return text.t("by_mark.close", date=text.num.date(mark.date))
    return text.t("by_mark.other", date=text.num.date(mark.date))


def at_mark(mark: Mark | MarkValue, text: Catalog) -> str:
    """At which price, inside a sentence: "at the IPO price", "at the close of 30 Apr 2025"."""
    if _is_named(mark):
        return text.t(f"at_mark.{mark.key}")
    if mark.kind is MarkKind.CLOSE:
        return text.t("at_mark.live" if mark.key == LIVE else "at_mark.close", date=text.num.date(mark.date))
    return text.t("at_mark.other", date=text.num.date(mark.date))


def year_of(date: PartialDate) -> str:
    """The year as written on an axis."""
    return str(date.year)


def stake_name(stake: Stake, text: Catalog) -> str:
    """Name of a recorded stake."""
    key = f"stake.{stake.key}"
    return text.t(key) if key in text.entries else stake.holder


def assumed_words(steps: tuple[Step, ...], text: Catalog) -> list[str]:
    """Every input a reader set, in words: "Series B post-money $600M"."""
    words = []
    for step in steps:
        if step.key.startswith(_OWN):
            continue  # told as an event
        name = round_name(step.terms.name, text)
        if step.key.startswith("added-"):
            words.append(
                text.t(
                    "assumed.added",
                    round=name,
                    raised=text.num.money(step.terms.amount_raised_usd),
                    post=text.num.money(step.post_money_usd),
                )
            )
            continue
        for field in step.terms.assumed:
            words.append(text.t(f"assumed.{field}", round=name, value=_value(step, field, text)))
    return words


def _value(step: Step, field: str, text: Catalog) -> str:
    if field == "date":
        return text.num.date(step.terms.date)
    if field == "other_issuance_shares":
        return text.num.shares(step.terms.other_issuance_shares)
    if field == "amount_raised_usd":
        return text.num.money(step.terms.amount_raised_usd)
    return text.num.money(step.terms.valuation_usd)
