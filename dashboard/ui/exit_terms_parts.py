"""The reader's own classes and holders on the exit page: tables to type in, a field only where it applies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_money, parse_percent, parse_shares, parse_times
from dashboard.scenario import clean_name
from dashboard.scenario.exits import (
    KINDS,
    MOST_CLASSES,
    MOST_HOLDINGS,
    PARTICIPATIONS,
    ClassRow,
    Holding,
    read_rank,
)
from dashboard.ui import state
from dashboard.ui.grid import Cell, choice, field, grid, plain, row
from dashboard.ui.path_parts import html_table
from dashboard.views.exit_gaps import filled
from dashboard.views.exits import ExitPage, class_rows

_STOCK = ("common", "options", "warrants", "series", "pool")
_PAPERS = ("safe", "note")
_FIELDS: dict[str, tuple[str, ...]] = {
    "shares": _STOCK,
    "strike": ("options", "warrants"),
    "amount": ("series", *_PAPERS),
    "preference": ("series",),
    "participation": ("series",),
    "cap_x": ("series",),
    "rank": ("series", *_PAPERS),
    "ratio": ("series",),
    "cap": _PAPERS,
}
_NEW = {
    "common": {"shares": 1e6},
    "options": {"shares": 5e5, "strike_usd": 0.5},
    "series": {"shares": 1e6, "amount_usd": 1e7},
    "safe": {"amount_usd": 5e5, "cap_usd": 5e6},
}


def classes(page: ExitPage) -> None:
    """A row per class; the first change makes the terms the reader's own."""
    text, rows_ = state.words(), class_rows(page, state.words())
    used = [name for name, kinds in _FIELDS.items() if any(one.kind in kinds for one in rows_)]
    if not any(one.participation == "capped" for one in rows_):
        used = [name for name in used if name != "cap_x"]
    columns = ["name", "kind", *used]
    rows = [
        row(
            str(at),
            one.name,
            [_cell(one, column, text, guessed=_guessed(page, at, one, column)) for column in columns],
            text.t("safes.remove", name=one.name),
        )
        for at, one in enumerate(rows_)
    ]
    heads = [text.t(f"exits.field.{column}") for column in columns]
    if page.case.gap and any(one.is_blank for one in rows_):
        st.caption(text.t("exits.gap.fill"))
    grid("exit-classes", head=heads, rows=rows, typed=_typed, action=_remove)
    with st.container(horizontal=True):
        for kind in _NEW:
            label = text.t(f"exits.add.{kind}")
            full = len(rows_) >= MOST_CLASSES
            st.button(label, key=f"exit-add-{kind}", on_click=_add, args=(kind,), disabled=full)
        if page.view.classes:
            st.button(text.t("exits.back"), key="exit-back", on_click=_back)


def _guessed(page: ExitPage, at: int, one: ClassRow, column: str) -> bool:
    """Whether a number of a company is not on record, so that it is marked as assumed."""
    if _is_blank(one, column):
        return True
    if not page.case.company or page.view.classes:
        return False
    if column == "ratio":
        return at in page.case.even
    return column in ("preference", "rank") or (column == "shares" and one.kind == "common")


def _is_blank(one: ClassRow, column: str) -> bool:
    return (column == "shares" and one.shares is None) or (column == "amount" and one.amount_usd is None)


def _cell(one: ClassRow, column: str, text: Catalog, *, guessed: bool) -> Cell:
    label, num = text.t(f"exits.field.{column}"), text.num
    capped = column != "cap_x" or one.participation == "capped"
    if one.kind not in _FIELDS.get(column, KINDS) or not capped:
        return plain(label)
    if column in ("kind", "participation"):
        options = KINDS if column == "kind" else PARTICIPATIONS
        words = [(value, text.t(f"exits.{column}.{value}")) for value in options]
        return choice(column, label, getattr(one, column), words)
    shown = {
        "name": one.name,
        "shares": "" if one.shares is None else num.shares(one.shares, exact=True),
        "strike": num.price(one.strike_usd),
        "amount": "" if one.amount_usd is None else num.money(one.amount_usd),
        "preference": num.multiple(one.preference_x),
        "cap_x": num.multiple(one.cap_x),
        "rank": str(one.rank),
        "ratio": num.decimal(one.ratio_x, digits=4) if one.ratio_x != 1 else "1",
        "cap": num.money(one.cap_usd) if one.cap_usd else text.t("safes.no_cap"),
    }
    return field(column, label, shown[column], mine=guessed, hint="?" if _is_blank(one, column) else "")


def _typed(at: str, column: str, typed: str) -> None:
    rows, number = _rows(), int(at)
    view = state.scenario().exits
    changed = filled(ExitPage(view), _changed(rows[number], column, typed), state.words())
    renamed = tuple(
        replace(one, class_name=changed.name) if one.class_name == rows[number].name else one
        for one in view.holdings
    )
    _set((*rows[:number], changed, *rows[number + 1 :]), holdings=renamed)


def _changed(one: ClassRow, column: str, typed: str) -> ClassRow:
    """A class with one cell typed anew.

    Raises:
        ParseError: the text is not taken.
    """
    if column == "kind":
        return _of_kind(one, typed)
    if column == "participation":
        return replace(one, participation=typed, cap_x=one.cap_x or 3 * one.preference_x)
    reads: dict[str, tuple[str, Callable[[str], Any]]] = {
        "name": ("name", _name),
        "shares": ("shares", lambda text: _least(parse_shares(text), text, above=True)),
        "strike": ("strike_usd", lambda text: _least(parse_money(text), text)),
        "amount": ("amount_usd", lambda text: _least(parse_money(text), text, above=one.kind in _PAPERS)),
        "preference": ("preference_x", lambda text: _least(parse_times(text), text)),
        "cap_x": ("cap_x", lambda text: _least(parse_times(text), text)),
        "rank": ("rank", _rank),
        "ratio": ("ratio_x", lambda text: _least(parse_times(text), text, above=True)),
        "cap": ("cap_usd", _cap),
    }
    name, read = reads[column]
    change: dict[str, Any] = {name: read(typed)}
    return replace(one, **change)


def _of_kind(one: ClassRow, kind: str) -> ClassRow:
    """Another kind of class: what it needs and was never typed gets a value to start from."""
    shares = 1e6 if one.shares == 0 and kind in _STOCK else one.shares
    amount = 5e5 if one.amount_usd == 0 and kind in ("series", *_PAPERS) else one.amount_usd
    return replace(one, kind=kind, shares=shares, amount_usd=amount)


def _name(typed: str) -> str:
    if not clean_name(typed):
        raise ParseError("empty", typed)
    return clean_name(typed)


def _least(value: float, typed: str, *, above: bool = False) -> float:
    if value < 0 or (above and value == 0):
        raise ParseError("not_positive", typed)
    return value


def _rank(typed: str) -> int:
    rank = read_rank(typed)
    if rank is None:
        raise ParseError("not_a_rank", typed)
    return rank


def _cap(typed: str) -> float:
    if typed.lower() in {"", "-", "—", state.words().t("safes.no_cap").lower()}:
        return 0.0
    return _least(parse_money(typed), typed)


def _rows() -> tuple[ClassRow, ...]:
    return class_rows(ExitPage(state.scenario().exits), state.words())


def _set(rows: tuple[ClassRow, ...], **changes: Any) -> None:
    state.change(exits=replace(state.scenario().exits, classes=rows, **changes))


def _remove(at: str, _: str) -> None:
    rows, number = _rows(), int(at)
    if len(rows) > 1:
        _set((*rows[:number], *rows[number + 1 :]))


def _add(kind: str) -> None:
    rows, text = _rows(), state.words()
    start: dict[str, Any] = _NEW[kind]
    name = f"{text.t(f'exits.kind.{kind}')} {len(rows) + 1}"
    _set((*rows, ClassRow(clean_name(name), kind, **start)))


def _back() -> None:
    st.session_state.pop("exit-classes-rejected", None)
    _set((), holdings=(), exit_usd=None)


def holders(page: ExitPage) -> None:
    """Who holds what of each class, and what each of them gets."""
    text, num, held = state.words(), state.words().num, page.view.holdings
    names = [one.name for one in class_rows(page, text) if one.kind != "pool"]
    if held:
        heads = [text.t(f"exits.holding.{name}") for name in ("holder", "class", "frac")]
        rows = [
            row(
                str(at),
                one.holder,
                [
                    field("name", heads[0], one.holder),
                    choice("class", heads[1], one.class_name, [(name, name) for name in names]),
                    field("frac", heads[2], num.percent(one.frac)),
                ],
                text.t("safes.remove", name=one.holder),
            )
            for at, one in enumerate(held)
        ]
        grid("exit-holders", head=heads, rows=rows, typed=_holding_typed, action=_holding_removed)
        paid = [[escape(holder), num.money(usd)] for holder, usd in page.holders_usd.items()]
        html_table([[heads[0], text.t("exits.column.gets")], *paid], text.t("exits.by_holder"))
    full = len(held) >= MOST_HOLDINGS
    st.button(text.t("exits.add_holder"), key="exit-add-holder", on_click=_holding_added, disabled=full)


def _holding_typed(at: str, column: str, typed: str) -> None:
    old = state.scenario().exits.holdings[int(at)]
    if column == "name":
        new = replace(old, holder=_name(typed))
    elif column == "class":
        new = replace(old, class_name=typed)
    else:
        frac = 1.0 if typed.replace(" ", "").rstrip("%") == "100" else parse_percent(typed)
        new = replace(old, frac=_least(frac, typed, above=True))
    _holdings(at, new)


def _holding_removed(at: str, _: str) -> None:
    _holdings(at)


def _holdings(at: str, *instead: Holding) -> None:
    held, number = state.scenario().exits.holdings, int(at)
    _set(_rows(), holdings=(*held[:number], *instead, *held[number + 1 :]))


def _holding_added() -> None:
    """The terms become the reader's own, so that the names of the classes stay."""
    rows, held = _rows(), state.scenario().exits.holdings
    name = state.words().t("exits.holder_n", number=len(held) + 1)
    _set(rows, holdings=(*held, Holding(name, rows[0].name, 0.1)))
