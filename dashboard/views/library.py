"""Everything the library page and its pictures show: one company at an exit, or a ranked list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import plotly.graph_objects as go

from calc.closes import LIVE, Judged, with_live_exit
from calc.library import (
    EntryMultiple,
    Exit,
    Grade,
    Kind,
    LibraryCompany,
    default_exit,
    entry_multiple,
    first_check,
    grade,
    last_private,
)
from calc.types import Basis, PartialDate
from dashboard.charts.frame import Caption, Frame
from dashboard.charts.multiples import MultipleRow, build_multiples_figure
from dashboard.charts.rank import RankRow, build_rank_figure
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.library import LibraryView
from dashboard.sources.library import load_library
from dashboard.views.low_picture import fitted
from dashboard.views.names import entry_name, year_of

IN_PICTURE = 18  # rows a high picture holds with letters that can be read
IN_WIDE = 9


@dataclass(frozen=True)
class LibraryPage:
    """One scenario of the library. Nothing here rounds or words a number."""

    view: LibraryView
    closes: Mapping[str, Judged] = field(default_factory=dict)

    @cached_property
    def company(self) -> LibraryCompany:
        """The chosen company; the default one if the link names none that is here."""
        library = load_library()
        found = library.get(self.view.company) or library[LibraryView().company]
        return with_live_exit(found, self.closes.get(found.key))

    @cached_property
    def exit(self) -> Exit | None:
        """The chosen exit; else the first at a price somebody paid."""
        exits = self.company.exits
        chosen = [one for one in exits if one.key == self.view.exit_key]
        if self.view.exit_key == LIVE and not chosen:  # without a live price, the newest close
            chosen = [one for one in exits if one.kind == "close"]
        able = [one for one in exits if not one.reference and _says_something(self.company, one)]
        able += [one for one in exits if one.reference and _says_something(self.company, one)]
        found = chosen or able
        return found[0] if found else default_exit(self.company)

    @cached_property
    def multiples(self) -> tuple[EntryMultiple, ...]:
        """Every entry at the exit, in order; none without an exit."""
        at = self.exit
        return tuple(entry_multiple(one, at) for one in self.company.entries) if at else ()

    @cached_property
    def first(self) -> EntryMultiple | None:
        """The first round that has a multiple, on either basis."""
        rounds = [one for one in self.multiples if one.entry.kind in (Kind.ROUND, Kind.TOKEN)]
        priced = [one for one in rounds if one.price_x is not None]
        valued = [one for one in rounds if one.value_x is not None]
        found = priced or valued
        return found[0] if found else None

    @property
    def first_has_price(self) -> bool:
        """Whether the first round is known per share."""
        return self.first is not None and self.first.price_x is not None


def _says_something(company: LibraryCompany, at: Exit) -> bool:
    found = [entry_multiple(one, at) for one in company.entries]
    return any(one.price_x is not None or one.value_x is not None for one in found)


def exit_name(at: Exit, text: Catalog) -> str:
    """What an exit is, with its date."""
    return text.t(f"library.exit.{at.kind}", date=text.num.date(at.date))


def headline(page: LibraryPage, text: Catalog) -> str:
    """The finding: the first round's multiple, or why there is none."""
    first, at = page.first, page.exit
    if first is None or at is None:
        return text.t("library.none", company=page.company.name)
    values = {
        "company": page.company.name,
        "round": entry_name(first.entry.name, text, short=True),
        "exit": exit_name(at, text),
        "price": about(text.num.multiple(first.price_x), first.basis),
        "value": text.num.multiple(first.value_x),
    }
    if first.price_x is None:
        return text.t("library.headline.value", **values)
    return text.t("library.headline.both" if first.value_x else "library.headline.price", **values)


def grade_words(company: LibraryCompany, text: Catalog) -> str:
    """The grade in one sentence; with values only it refuses a multiple per share."""
    return text.t(f"library.grade.{grade(company).value}")


def cut(words: str, most: int) -> str:
    """A name short enough to stand beside its dot."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def company_rows(page: LibraryPage, text: Catalog) -> list[MultipleRow]:
    """Entries that have a multiple on some basis."""
    rows: list[MultipleRow] = []
    names: set[str] = set()
    for one in page.multiples:
        if one.price_x is None and one.value_x is None:
            continue
        name = cut(entry_name(one.entry.name, text, short=True), 26)
        while name in names:
            name = f"{name}\u200b"  # a chart needs every name once
        names.add(name)
        rows.append(
            MultipleRow(
                name=name,
                year=year_of(one.entry.date) if one.entry.date else "",
                price_x=one.price_x,
                value_x=one.value_x,
                price_basis=Basis.ESTIMATED if one.basis is Basis.ESTIMATED else Basis.REPORTED,
                value_basis=Basis.PRESS,
            )
        )
    return rows


def rank_rows(shown: str, text: Catalog) -> list[RankRow]:
    """Every company with a number, lowest last round first, or highest first check first."""
    pick = first_check if shown == "first" else last_private
    rows = []
    for company in load_library().values():
        at = default_exit(company)
        found = pick(company, at) if at and at.kind not in ("refund", "loan", "failed") else None
        if at is None or found is None or found.price_x is None:
            continue
        label = f"{company.name} {entry_name(found.entry.name, text, short=True)}"
        rows.append(RankRow(cut(label, 32), found.price_x, found.basis, not at.recalled))
    return sorted(rows, key=lambda row: row.multiple_x, reverse=shown == "first")


def rule_words(multiples: Sequence[EntryMultiple], at: Exit | None, text: Catalog) -> str:
    """What the multiples are; on which share basis, where any is per share; and without ratchets."""
    rule = text.t("library.rule", exit=exit_name(at, text) if at else "")
    priced = [one for one in multiples if one.price_x]
    if not priced or at is None or at.of_cost_x is not None:
        return rule
    rule = f"{rule} {text.t('library.rule_shares')}"
    with_rights = [one for one in priced if one.price_x != one.nominal_x]
    each = ", ".join(
        f"{entry_name(one.entry.name, text, short=True)} {text.num.multiple(one.nominal_x)}"
        for one in with_rights[:3]
    )
    return f"{rule} {text.t('library.nominal', each=each)}" if each else rule


def caption(page: LibraryPage, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with the rule, source with what is not sure."""
    if page.view.shown != "company":
        return _rank_caption(page.view.shown, text, handle)
    at = page.exit
    recalled = text.t("library.recalled") if at and at.recalled else ""
    return Caption(
        title=headline(page, text),
        subtitle=rule_words(page.multiples, at, text),
        source=" ".join(filter(None, [source_words(page, text), recalled])),
        handle=handle,
    )


def source_words(page: LibraryPage, text: Catalog) -> str:
    """What the numbers rest on, and their date."""
    at = page.exit
    return text.t(
        f"library.source.{grade(page.company).value}",
        company=page.company.name,
        date=text.num.date(at.date) if at else "",
    )


def _newest_listing() -> PartialDate:
    """Day of the newest exit that a ranking can count."""
    exits = (default_exit(one) for one in load_library().values())
    return max((one.date for one in exits if one), key=lambda day: day.latest)


def _rank_caption(shown: str, text: Catalog, handle: str) -> Caption:
    rows = rank_rows(shown, text)
    under = sum(row.multiple_x < 1 for row in rows)
    values = {
        "n": len(rows),
        "under": under,
        "name": rows[0].label,
        "multiple": about(text.num.multiple(rows[0].multiple_x), rows[0].basis),
        "filing": sum(grade(one) is Grade.FILING for one in load_library().values()),
        "date": text.num.date(_newest_listing(), month_only=True),
    }
    return Caption(
        title=text.t(f"library.rank.{shown}", **values),
        subtitle=text.t(f"library.rank_rule.{shown}"),
        source=text.t("library.rank_source", **values),
        handle=handle,
    )


def library_figure(page: LibraryPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the library page; None if the company has no multiple at all."""
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, text, handle))
    if page.view.shown != "company":
        rows = rank_rows(page.view.shown, text)
        if frame.is_picture:
            rows = rows[: IN_WIDE if frame.is_wide else IN_PICTURE]
        return build_rank_figure(rows, text, frame)
    found = company_rows(page, text)
    if not found:
        return None
    found, frame = fitted(found, frame, text)
    return build_multiples_figure(found, text, frame, base="price" if page.first_has_price else "value")
