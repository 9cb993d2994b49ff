"""The charts of a company known with gaps, from a view of it."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from calc.errors import CalcError
from calc.library import Entry, EntryMultiple, Kind
from calc.types import Basis, Figure, weakest
from dashboard.charts.frame import Frame
from dashboard.charts.ladder import Rung, build_ladder_figure
from dashboard.charts.multiples import MultipleRow, build_multiples_figure
from dashboard.charts.rounds_table import Cell, TableView, build_rounds_table_figure
from dashboard.charts.stake import StakePoint, build_stake_figure
from dashboard.i18n.catalog import Catalog
from dashboard.views.known import REPLAYED, KnownView
from dashboard.views.known_words import known_caption
from dashboard.views.low_picture import fitted
from dashboard.views.names import entry_name, exit_short, year_of
from dashboard.views.path_charts import path_figure

LONGEST = 24  # letters of a name in a table
TWO_LINES = 44  # letters of a name beside its dot, which may break once


def known_figure(view: KnownView, chart: str, text: Catalog, frame: Frame) -> go.Figure | None:
    """One chart of the company; in a picture with its caption. None if it cannot be drawn."""
    if frame.is_picture:
        frame = replace(frame, caption=known_caption(view, chart, text))
    if chart in REPLAYED:
        return path_figure(view.replay, chart, text, frame) if view.replay else None
    if chart == "stake":
        points = stake_points(view, text)
        return build_stake_figure(points, text, frame) if points else None
    if chart == "table":
        return _table(view, text, frame)
    rows = multiple_rows(view, text)
    if chart == "multiples" and rows:
        rows, frame = fitted(rows, frame, text)
        return build_multiples_figure(rows, text, frame, base=view.base)
    rungs = ladder_rungs(view, text)
    if len(rungs) < 2:
        return None
    sold = view.has_prices
    return build_ladder_figure(rungs, text, frame, base=_ladder_base(rungs, view), sold=sold)


def _table(view: KnownView, text: Catalog, frame: Frame) -> go.Figure | None:
    table = table_view(view, text)
    rows, frame = fitted(table.rows, frame, text)
    return build_rounds_table_figure(replace(table, rows=tuple(rows)), frame) if rows else None


def multiple_rows(view: KnownView, text: Catalog) -> list[MultipleRow]:
    """Entries that have a multiple on some basis; the record's where the reader's differs."""
    rows: list[MultipleRow] = []
    for one in view.multiples:
        if one.price_x is None and one.value_x is None:
            continue
        was = view.record_multiples.get(one.entry.key)
        same = (
            was is None or was.price_x is None or not one.price_x or abs(was.price_x / one.price_x - 1) < 1e-9
        )
        rows.append(
            MultipleRow(
                name=_only(entry_name(one.entry.name, text, short=True), rows),
                year=year_of(one.entry.date) if one.entry.date else "",
                price_x=one.price_x,
                value_x=one.value_x,
                price_basis=one.basis,
                value_basis=value_basis(one, view),
                record_price_x=None if same or was is None else was.price_x,
            )
        )
    return rows


def _only(name: str, rows: list[MultipleRow]) -> str:
    """A name short enough to stand beside its dot, and unlike every other."""
    name = cut(name, TWO_LINES)
    while any(row.name == name for row in rows):
        name = f"{name}\u200b"
    return name


def cut(name: str, longest: int = LONGEST) -> str:
    """A name of at most so many letters, cut after a whole word."""
    if len(name) <= longest:
        return name
    return f"{name[:longest].rsplit(' ', 1)[0].rstrip(' ,:/')}…"


def value_basis(one: EntryMultiple, view: KnownView) -> Basis:
    """How sure the ratio of company values is."""
    at = view.exit
    known = [figure.basis for figure in (one.entry.post_money, at.value if at else None) if figure]
    return weakest(*known) if known else Basis.PRESS


def _chain(view: KnownView) -> list[Entry]:
    """Rounds in order with a price or a value; without any exit the last mark ends them."""
    known = [one for one in view.entries if one.price or one.post_money]
    chain = [one for one in known if one.kind not in (Kind.MARK, Kind.PIPE)]
    if view.exit is None and known and known[-1].kind is Kind.MARK:
        chain.append(known[-1])
    return chain


def ladder_rungs(view: KnownView, text: Catalog) -> list[Rung]:
    """The first priced round's dollar at every later round, and at the exit; also by value."""
    chain = _chain(view)
    if view.exit is not None:
        chain = [one for one in chain if one.date is None or one.date.earliest <= view.exit.date.latest]
    price, value = (_first(chain, name) for name in ("price", "post_money"))
    rungs: list[Rung] = []
    for one in chain:
        rungs.append(
            _rung(
                entry_name(one.name, text, short=True),
                year_of(one.date) if one.date else "",
                _ratio(one.price, price),
                _ratio(one.post_money, value),
                (_basis(one.price, price), _basis(one.post_money, value)),
                rungs,
            )
        )
    return rungs + _exit_rung(view, chain, rungs, text)


def _first(chain: list[Entry], name: str) -> Figure | None:
    return next((getattr(one, name) for one in chain if getattr(one, name)), None)


def _ratio(figure: Figure | None, first: Figure | None) -> float | None:
    return figure.value / first.value if figure and first else None


def _basis(*figures: Figure | None) -> Basis:
    known = [one.basis for one in figures if one]
    return weakest(*known) if known else Basis.REPORTED


def _rung(
    name: str,
    year: str,
    price_x: float | None,
    value_x: float | None,
    bases: tuple[Basis, Basis],
    before: list[Rung],
) -> Rung:
    prices = [rung.price_x for rung in before if rung.price_x]
    values = [rung.value_x for rung in before if rung.value_x]
    return Rung(
        name=name,
        year=year,
        price_x=price_x,
        value_x=value_x,
        price_step_x=price_x / prices[-1] if price_x and prices else None,
        value_step_x=value_x / values[-1] if value_x and values else None,
        price_basis=bases[0],
        value_basis=bases[1],
        value_step_basis=bases[1],
    )


def _exit_rung(view: KnownView, chain: list[Entry], rungs: list[Rung], text: Catalog) -> list[Rung]:
    """The exit, unless it says nothing of the first round or is nothing at all (a log axis has no zero)."""
    at = view.exit
    found = {one.entry.key: one for one in view.multiples}
    priced = next((found[one.key] for one in chain if one.price and one.key in found), None)
    valued = next((found[one.key] for one in chain if one.post_money and one.key in found), None)
    price_x = (priced.price_x or None) if priced else None
    value_x = valued.value_x if valued else None
    if at is None or (price_x is None and value_x is None):
        return []
    bases = (priced.basis if priced else Basis.REPORTED, value_basis(valued, view) if valued else Basis.PRESS)
    return [_rung(exit_short(at, text), str(at.date.year), price_x, value_x, bases, rungs)]


def _ladder_base(rungs: list[Rung], view: KnownView) -> str:
    if not any(rung.price_x for rung in rungs[1:]):
        return "value"
    return view.scenario.base if any(rung.value_x for rung in rungs[1:]) else "price"


def stake_points(view: KnownView, text: Catalog) -> list[StakePoint]:
    """The check in order of events: cost, later rounds, listing, closes; named where it matters."""
    found = view.check()
    if isinstance(found, CalcError):
        return []
    exits = {one.key: one for one in view.exits}
    other = {one.key for one in view.exits if one.of_cost_x is not None and one is not view.recorded_exit}
    end = view.recorded_exit.key if view.recorded_exit else None
    worths = [one for one in found if one.worth_usd > 0 or one.key == end]
    worths = [one for one in worths if one.key not in other]  # each an alternative
    closes = [one for one in worths if one.kind in ("close", "first_close")]
    peak = max(closes, key=lambda one: one.worth_usd, default=None)
    points = []
    for one in worths:
        at = exits.get(one.key)
        flag = "cost" if one.kind == "cost" else "ipo" if at and at is view.recorded_exit else ""
        if one is worths[-1]:
            flag = flag or "newest"
        elif one is peak:
            flag = flag or "peak"
        name = exit_short(at, text) if at else entry_name(one.name, text, short=flag != "newest")
        points.append(
            StakePoint(
                date=one.date.earliest.isoformat() if one.date else "",
                low_usd=one.worth_usd,
                high_usd=one.worth_usd,
                kind=one.kind,
                name=text.t("flag.cost")
                if flag == "cost"
                else text.t("flag.peak")
                if flag == "peak"
                else name,
                basis=one.basis,
                flag=flag,
                tick=name if at is None or at is view.recorded_exit else f"’{at.date.year % 100:02d}",
            )
        )
    return points if len(points) > 1 else []


def table_view(view: KnownView, text: Catalog) -> TableView:
    """Every round and mark with what is known of it; a dash is not known."""
    found = {one.entry.key: one for one in view.multiples}
    rows = []
    for entry in view.entries:
        one = found.get(entry.key)
        name = entry_name(entry.name, text, short=True)
        rows.append(
            (
                Cell(cut(name)),
                Cell(text.num.date(entry.date, month_only=True)),
                _money(entry.raised, text),
                _money(entry.post_money, text),
                Cell(text.num.price(entry.price.value), entry.price.basis) if entry.price else Cell("–"),
                Cell(text.num.multiple(one.price_x), one.basis) if one else Cell("–"),
                Cell(text.num.multiple(one.value_x), value_basis(one, view)) if one else Cell("–"),
            )
        )
    keys = ("round", "date", "raised", "post", "paid", "price_x", "value_x")
    head = tuple(text.t(f"column.{key}") for key in keys)
    return TableView(head=head, rows=tuple(rows), main=5 if view.base == "price" else 6, spare=2)


def _money(figure: Figure | None, text: Catalog) -> Cell:
    return Cell(text.num.money(figure.value), figure.basis) if figure else Cell("–")
