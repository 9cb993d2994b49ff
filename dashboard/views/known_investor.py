"""The investor panel of a company known with gaps: a check sold along the closes on record."""

from __future__ import annotations

from calc.errors import CalcError
from calc.investor import Price, Purchase, SellRule
from calc.library import Kind
from calc.types import Basis
from dashboard.i18n.catalog import Catalog
from dashboard.views.investor import Panel, payment_rows, position_at
from dashboard.views.known import KnownView


def known_panel(view: KnownView) -> Panel | CalcError:
    """The check followed to the exit, or why it cannot be: it needs a price, a ratio and a date.

    Pro rata needs the company's share counts, so there is none here.
    """
    one, at, found = view.check_multiple(), view.exit, view.check()
    if isinstance(found, CalcError):
        return found
    if one is None or at is None or at.price is None or one.price_x is None or one.entry.price is None:
        return CalcError("no_share_price", round=view.company.name)
    entry, paid = one.entry, one.entry.price
    if entry.date is None or entry.kind is Kind.TOKEN:
        return CalcError("undated_round", round=entry.name)
    check, price, ratio = view.scenario.check_usd, paid.value, entry.ratio_x or 1.0
    try:
        lot = Purchase(entry.key, entry.date, check / price, check, check / price * ratio)
        closes = [
            Price(close.date.latest, close.price.value)
            for close in [view.moved(known) for known in view.exits]
            if close.price is not None and close.kind in ("close", "first_close")
        ]
        sell_down = view.scenario.investor.sell_down
        done = position_at((lot,), closes, sell_down, date=at.date, price_usd=at.price.value)
        return Panel(done, done, has_rate=True)
    except CalcError as error:
        return error


def known_investor_basis(view: KnownView) -> Basis:
    """How sure the panel is: assumed once the reader lets them sell."""
    one = view.check_multiple()
    sold = view.scenario.investor.sell != SellRule.HOLD
    return Basis.ASSUMED if sold or one is None else one.basis


def known_payments(view: KnownView, panel: Panel, text: Catalog) -> list[list[str]]:
    """Every payment of the check."""
    at = view.exit
    names = {one.key: one.name for one in view.entries}
    return payment_rows(panel, names, (at.date, at.price.value) if at and at.price else None, text)
