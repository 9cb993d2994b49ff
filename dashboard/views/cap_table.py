"""The fully diluted cap table after any event of a path, by the events engine."""

from __future__ import annotations

from calc.events import Ledger, cap_table, path_events, replay_events
from calc.events.record import BEFORE
from calc.events.replay import OTHER
from calc.types import Basis
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.views.names import round_name
from dashboard.views.path import PathView


def path_ledger(view: PathView) -> Ledger:
    """The rounds of the path, as far as they could be replayed, as events."""
    steps = tuple(step.terms for step in view.path.steps)
    return replay_events(path_events(view.path.opening_shares, steps)) if steps else Ledger(())


def cap_table_rows(view: PathView, key: str, text: Catalog) -> list[list[str]]:
    """Head and rows of the table after the event of that key: who, shares, as common, fraction."""
    ledger = path_ledger(view)
    names = {step.key: step.terms.name for step in view.path.steps}
    rows = [[text.t(f"captable.column.{column}") for column in ("holder", "shares", "common", "frac")]]
    for row in cap_table(ledger.of(key).state):
        basis = Basis.ESTIMATED if row.holder in (BEFORE, OTHER) else Basis.DERIVED
        rows.append(
            [
                _holder(row.holder, names, text),
                about(text.num.shares(row.shares), basis),
                text.num.shares(row.common_shares),
                about(text.num.percent(row.frac), Basis.ESTIMATED),
            ]
        )
    total = ledger.of(key).fully_diluted_shares
    whole = about(text.num.shares(total), Basis.ESTIMATED)
    return [*rows, [text.t("captable.all"), "", whole, text.num.percent(1.0)]]


def _holder(holder: str, names: dict[str, str], text: Catalog) -> str:
    if holder == BEFORE:
        return text.t("band.before", round=round_name(next(iter(names.values())), text))
    if holder == OTHER:
        return text.t("band.other")
    if holder == "public":
        return text.t("band.ipo")
    return round_name(holder, text)
