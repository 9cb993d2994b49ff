"""The fully diluted cap table after any event or at any date, by the events engine."""

from __future__ import annotations

from calc.events import State, cap_table
from calc.events.record import BEFORE
from calc.events.replay import OTHER
from calc.events.table import POOL
from calc.types import Basis
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.views.event_names import MINE, holder_name, own_event
from dashboard.views.path import PathView


def cap_table_rows(view: PathView, state: State, text: Catalog) -> list[list[str]]:
    """Head and rows of the table in one state: who, shares, as common, fraction."""
    own = view.scenario.active.has_events
    rows = [[text.t(f"captable.column.{column}") for column in ("holder", "shares", "common", "frac")]]
    for row in cap_table(state):
        basis = Basis.ESTIMATED if row.holder in (BEFORE, OTHER) else Basis.DERIVED
        mine = MINE if own and _is_mine(view, row.key) else ""
        rows.append(
            [
                mine + holder_name(view, row.key, text),
                about(text.num.shares(row.shares), basis),
                text.num.shares(row.common_shares),
                about(text.num.percent(row.frac), Basis.ESTIMATED),
            ]
        )
    for paper in state.papers:
        waiting = [MINE + holder_name(view, paper.key, text), "", "", text.t("captable.waiting")]
        rows.append(waiting)
    total = state.fully_diluted_shares
    whole = about(text.num.shares(total), Basis.ESTIMATED)
    return [*rows, [text.t("captable.all"), "", whole, text.num.percent(1.0)]]


def _is_mine(view: PathView, key: str) -> bool:
    return key == POOL or own_event(view, key.split("/")[0]) is not None
