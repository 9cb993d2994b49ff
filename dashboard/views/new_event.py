"""What a new own event starts with: numbers of the company's own size, for the reader to change."""

from __future__ import annotations

from calc.events.own import LISTINGS, SALES, Value
from calc.path import Step
from calc.types import PartialDate
from dashboard.views.event_words import lots_before
from dashboard.views.path import PathView

_SMALL = 0.01  # of all shares: a grant, a warrant, a sale of shares


def date_for(view: PathView, kind: str) -> PartialDate:
    """The day of the first round, which it then follows; for an ending, the year after the last."""
    steps = view.private
    if steps and kind in (*LISTINGS, *SALES):
        return PartialDate(str(steps[-1].terms.date.year + 1))
    return steps[0].terms.date if steps else view.company.rounds[0].date


def values_for(view: PathView, kind: str, date: PartialDate) -> list[tuple[str, Value]]:
    """Values of a new event at a date, rounded so that they read well."""
    before = [step for step in view.private if step.terms.date.earliest <= date.latest]
    if not before:
        return [("target", 0.1)] if kind == "pool" else []
    return _values(view, kind, before[-1])


def _values(view: PathView, kind: str, step: Step) -> list[tuple[str, Value]]:
    shares, price = _round(step.fully_diluted_shares * _SMALL), _round(step.issue_price_usd)
    worth = _round(step.post_money_usd)
    found: dict[str, list[tuple[str, Value]]] = {
        "pool": [("target", 0.1)],
        "grant": [("shares", shares), ("strike", _round(price / 4))],
        "exercise": [("shares", shares)],
        "warrant": [("shares", shares), ("strike", price)],
        "safe": [("amount", _round(worth / 50)), ("cap", worth)],
        "note": [("amount", _round(worth / 50)), ("cap", worth)],
        "secondary": [("shares", shares), ("price", price)],
        "buyback": [("shares", shares), ("price", price)],
        "ipo": [("amount", _round(worth / 10)), ("pre", _round(worth * 2))],
        "direct": [("price", _round(price * 2))],
        "spac": [("trust", _round(worth / 10)), ("price", 10.0), ("ratio", _round(price / 5))],
        "acquisition": [("price", worth)],
        "shutdown": [("proceeds", _round(worth / 100))],
        "refund": [],
    }
    lots = lots_before(view, "", kind)
    lot: list[tuple[str, Value]] = [("lot", step.key if step.key in lots else lots[0])] if lots else []
    return found.get(kind, []) + (lot if kind in ("exercise", "secondary", "buyback", "refund") else [])


def _round(value: float) -> float:
    """Two significant digits."""
    return float(f"{value:.2g}")
