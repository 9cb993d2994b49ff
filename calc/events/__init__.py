"""Any venture-backed company from founding to exit, as events over lots of shares."""

from calc.events.record import company_events, path_events
from calc.events.replay import Ledger, apply, replay_events
from calc.events.state import Entry, Lot, LotKind, State
from calc.events.table import TableRow, cap_table, holder_flows

__all__ = [
    "Entry",
    "Ledger",
    "Lot",
    "LotKind",
    "State",
    "TableRow",
    "apply",
    "cap_table",
    "company_events",
    "holder_flows",
    "path_events",
    "replay_events",
]
