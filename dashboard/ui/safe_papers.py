"""The papers and the named founders of the SAFE page: tables to type in, a field only where it applies."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import streamlit as st

from calc.errors import CalcError
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_date, parse_money, parse_percent, parse_shares
from dashboard.scenario import clean_name
from dashboard.scenario.papers import DAY_COUNTS, KINDS, Note, Paper
from dashboard.scenario.safes import MOST_FOUNDERS, MOST_PAPERS, Founder, SafeView
from dashboard.ui import state
from dashboard.ui.grid import Cell, choice, field, grid, plain, row
from dashboard.views.safe_cases import YC_DEAL
from dashboard.views.safes import SafePage

_FIELDS = {
    "cap": ("post", "pre", "note"),
    "discount": ("post", "pre", "note"),
    "fraction": ("fixed",),
    "rate": ("note",),
    "issued": ("note",),
    "days": ("note",),
    "due": ("note",),
    "converts": ("note",),
}
_UNUSUAL_DISCOUNT = 0.5


def papers(page: SafePage) -> None:
    """A row per paper; columns that no paper needs are not there."""
    text, view = state.words(), page.view
    used = [name for name, kinds in _FIELDS.items() if any(one.kind in kinds for one in view.papers)]
    columns = ["name", "kind", "amount", *used]
    rows = [
        row(
            str(at),
            paper.name,
            [_cell(page, paper, column, text) for column in columns],
            text.t("safes.remove", name=paper.name),
        )
        for at, paper in enumerate(view.papers)
    ]
    if rows:
        heads = [text.t(f"safes.paper.{column}") for column in columns]
        grid("safe-papers", head=heads, rows=rows, typed=_typed, action=_remove)
    _warnings(page, text)
    _buttons(view, text)


def _cell(page: SafePage, paper: Paper, column: str, text: Catalog) -> Cell:
    label, num = text.t(f"safes.paper.{column}"), text.num
    if paper.kind not in _FIELDS.get(column, KINDS):
        return plain(label)
    if column == "kind":
        return choice(column, label, paper.kind, [(kind, text.t(f"safes.kind.{kind}")) for kind in KINDS])
    if column == "days":
        options = [(one, text.t(f"safes.days.{one}")) for one in DAY_COUNTS]
        return choice(column, label, paper.note.day_count, options)
    if column == "converts":
        try:
            return plain(label, num.money(page.converting_usd(paper)))
        except CalcError:
            return plain(label)
    note = paper.note
    shown = {
        "name": paper.name,
        "amount": num.money(paper.amount_usd),
        "cap": num.money(paper.cap_usd) if paper.cap_usd else text.t("safes.no_cap"),
        "discount": num.percent(paper.discount_frac),
        "fraction": num.percent(paper.fixed_frac),
        "rate": num.percent(note.rate_frac),
        "issued": note.issued.isoformat(),
        "due": note.due.isoformat() if note.due else "",
    }
    return field(column, label, shown[column])


def _typed(at: str, column: str, typed: str) -> None:
    view, number = state.scenario().safes, int(at)
    paper = _changed(view.papers[number], column, typed)
    state.change(safes=replace(view, papers=(*view.papers[:number], paper, *view.papers[number + 1 :])))


def _changed(paper: Paper, column: str, typed: str) -> Paper:
    """A paper with one cell typed anew.

    Raises:
        ParseError: the text is not taken.
    """
    if column == "name":
        return replace(paper, name=_name(typed))
    if column == "kind":
        return replace(paper, kind=typed)
    if column == "amount":
        return replace(paper, amount_usd=_positive(parse_money(typed), typed))
    if column == "cap":
        return replace(paper, cap_usd=_cap(typed))
    if column == "discount":
        return replace(paper, discount_frac=parse_percent(typed))
    if column == "fraction":
        return replace(paper, fixed_frac=_positive(parse_percent(typed), typed))
    return replace(paper, note=_changed_note(paper.note, column, typed))


def _changed_note(note: Note, column: str, typed: str) -> Note:
    if column == "rate":
        return replace(note, rate_frac=parse_percent(typed))
    if column == "days":
        return replace(note, day_count=typed)
    if column == "issued":
        return replace(note, issued=_day(typed))
    return replace(note, due=_day(typed) if typed else None)


def _name(typed: str) -> str:
    if not clean_name(typed):
        raise ParseError("empty", typed)
    return clean_name(typed)


def _positive(value: float, typed: str) -> float:
    if not value > 0:
        raise ParseError("not_positive", typed)
    return value


def _cap(typed: str) -> float:
    """No cap is an empty cell, a dash or zero."""
    if typed.lower() in {"", "-", "—", *(state.words().t("safes.no_cap").lower(),)}:
        return 0.0
    value = parse_money(typed)
    if value < 0:
        raise ParseError("not_positive", typed)
    return value


def _day(typed: str) -> dt.date:
    """A day; of a month the last one counts."""
    return parse_date(typed).latest


def _warnings(page: SafePage, text: Catalog) -> None:
    for paper in page.view.papers:
        if paper.kind in _FIELDS["discount"] and paper.discount_frac >= _UNUSUAL_DISCOUNT:
            off, rest = paper.discount_frac, 1 - paper.discount_frac
            shown = {"off": text.num.percent(off), "rest": text.num.percent(rest)}
            st.warning(text.t("safes.discount_trap", name=paper.name, **shown))
    for paper in page.overdue:
        due = text.num.date(paper.note.due)
        st.info(text.t("safes.overdue", name=paper.name, due=due))


def _buttons(view: SafeView, text: Catalog) -> None:
    room = MOST_PAPERS - len(view.papers)
    with st.container(horizontal=True):
        for name, needs in (("safe", 1), ("note", 1), ("yc", len(YC_DEAL))):
            label = text.t(f"safes.add_{name}")
            st.button(label, key=f"safe-add-{name}", on_click=_add, args=(name,), disabled=room < needs)


def _add(name: str) -> None:
    """A new paper at the end; Y Combinator's first, since its MFN takes over what comes later."""
    view = state.scenario().safes
    number = len(view.papers) + 1
    added = {
        "safe": (*view.papers, Paper(f"SAFE {number}", 250_000.0, 10_000_000.0)),
        "note": (
            *view.papers,
            Paper(
                state.words().t("safes.note_name", number=number),
                250_000.0,
                10_000_000.0,
                0.2,
                "note",
                note=Note(issued=view.closes - dt.timedelta(days=365)),
            ),
        ),
        "yc": (*YC_DEAL, *view.papers),
    }
    st.session_state.pop("safe-papers-rejected", None)
    state.change(safes=replace(view, papers=added[name]))


def _remove(at: str, _: str) -> None:
    view, number = state.scenario().safes, int(at)
    state.change(safes=replace(view, papers=(*view.papers[:number], *view.papers[number + 1 :])))


def founders(page: SafePage) -> None:
    """Founders by name, each with shares; without any the one field above counts."""
    text, named = state.words(), page.view.founders
    if named:
        heads = [text.t("safes.founder.name"), text.t("safes.founder.shares")]
        rows = [
            row(
                str(at),
                one.name,
                [
                    field("name", heads[0], one.name),
                    field("shares", heads[1], text.num.shares(one.shares, exact=True)),
                ],
                text.t("safes.remove", name=one.name),
            )
            for at, one in enumerate(named)
        ]
        grid("safe-founders", head=heads, rows=rows, typed=_founder_typed, action=_founder_removed)
    if len(named) < MOST_FOUNDERS:
        st.button(text.t("safes.add_founder" if named else "safes.name_founders"), on_click=_founder_added)


def _founder_typed(at: str, column: str, typed: str) -> None:
    old = state.scenario().safes.founders[int(at)]
    if column == "name":
        _founders(at, replace(old, name=_name(typed)))
    else:
        _founders(at, replace(old, shares=_positive(parse_shares(typed), typed)))


def _founder_removed(at: str, _: str) -> None:
    _founders(at)


def _founders(at: str, *instead: Founder) -> None:
    view, number = state.scenario().safes, int(at)
    kept: tuple[Any, ...] = (*view.founders[:number], *instead, *view.founders[number + 1 :])
    state.change(safes=replace(view, founders=kept))


def _founder_added() -> None:
    """The first click splits the founders' shares in two; another adds one with as many again."""
    view, text = state.scenario().safes, state.words()
    named = view.founders or (Founder(text.t("safes.founder_n", number=1), view.founders_shares / 2),)
    new = Founder(text.t("safes.founder_n", number=len(named) + 1), named[-1].shares)
    state.change(safes=replace(view, founders=(*named, new)))
