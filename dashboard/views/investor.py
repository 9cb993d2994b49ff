"""The investor panel: a holding with pro rata and sales, at the chosen mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calc.errors import CalcError
from calc.investor import Position, Price, Purchase, Sale, SellDown, SellRule, position, purchases, sales_of
from calc.multiples import MarkValue
from calc.types import Basis, MarkKind, PartialDate, weakest
from dashboard.i18n.catalog import Catalog
from dashboard.views.names import entry_name
from dashboard.views.path import PathView


@dataclass(frozen=True)
class Panel:
    """Positions at the lowest and highest share count the record allows, often the same.

    has_rate: every payment has a date, so that an IRR exists.
    """

    low: Position
    high: Position
    has_rate: bool


def investor_panel(view: PathView) -> Panel | CalcError:
    """The chosen check or stake followed to the mark, or why it cannot be."""
    if view.mark is None:
        return CalcError("no_mark")
    try:
        (fewest, most), has_rate = _lots(view)
        return Panel(_position(view, fewest), _position(view, most), has_rate)
    except CalcError as error:
        return error


def _lots(view: PathView) -> tuple[tuple[tuple[Purchase, ...], tuple[Purchase, ...]], bool]:
    holding, problem = view.holding()
    if holding is None:
        raise problem or CalcError("no_stake")
    scenario = view.scenario
    if scenario.stake == "check":
        step = view.path.step(holding.round_key) or view.private[0]
        bought = purchases(view.path, step, scenario.check_usd, scenario.investor.pro_rata_frac)
        return (bought, bought), True
    date = holding.date or view.private[0].terms.date
    low, high = (
        (Purchase(holding.round_key, date, shares, holding.cost_usd, shares * holding.conversion_ratio),)
        for shares in (holding.shares_low, holding.shares_high)
    )
    return (low, high), holding.date is not None


def _position(view: PathView, bought: tuple[Purchase, ...]) -> Position:
    mark = view.mark
    assert mark is not None
    closes = [
        Price(one.date.latest, one.price_usd) for one in view.listed_marks if one.kind is MarkKind.CLOSE
    ]
    if not mark.is_listed:  # before conversion a share counts as it was bought, or was adjusted since
        bought = tuple(replace(lot, common_shares=lot.shares * _ratio(view, lot, mark)) for lot in bought)
    price = _paid(bought, mark) if mark.per_share_usd else mark.price_usd
    return position_at(bought, closes, view.scenario.investor.sell_down, date=mark.date, price_usd=price)


def _ratio(view: PathView, lot: Purchase, mark: MarkValue) -> float:
    step = view.path.step(lot.round_key)
    return step.ratio_at(mark.date, listed=False) if step else 1.0


def _paid(bought: tuple[Purchase, ...], mark: MarkValue) -> float:
    """What a share of the holding is paid at the sale of the company, over all its rounds."""
    held = [lot for lot in bought if lot.date.earliest <= mark.date.latest]
    classes = {usd for _, usd in mark.per_share_usd}
    same = max(classes) - min(classes) <= 1e-9 * max(classes)
    value = 0.0
    for lot in held:
        paid = mark.paid_per_share(lot.round_key)
        if paid is None and not same:
            raise CalcError("classes_differ")
        value += lot.shares * (mark.price_usd if paid is None else paid)
    if not value:
        raise CalcError("paid_nothing")
    return value / sum(lot.common_shares for lot in held)


def position_at(
    bought: tuple[Purchase, ...],
    closes: Sequence[Price],
    sell_down: SellDown,
    *,
    date: PartialDate,
    price_usd: float,
    listed: bool = True,
) -> Position:
    """What was bought by a date, sold at the closes up to it by the rule, and left at its price.

    listed False: shares still count as they were bought, before conversion.
    """
    held = tuple(lot for lot in bought if lot.date.earliest <= date.latest)
    shares = sum(lot.common_shares for lot in held)
    sold: tuple[Sale, ...] = ()
    unsold = 0.0
    if closes:
        first = closes[0].date
        sold, unsold = sales_of(shares, sell_down, listed=first, prices=closes, until=date.latest)
    if not listed:  # before conversion a share counts as it was bought
        held = tuple(Purchase(lot.round_key, lot.date, lot.shares, lot.cost_usd, lot.shares) for lot in held)
    return position(held, sold, date=date, price_usd=price_usd, unsold_shares=unsold)


def investor_basis(view: PathView) -> Basis:
    """How sure the panel is: assumed once the reader lets them buy more or sell."""
    chosen, (holding, _) = view.scenario.investor, view.holding()
    bought_more = view.scenario.stake == "check" and chosen.pro_rata_frac
    if bought_more or chosen.sell != SellRule.HOLD or view.mark is None or holding is None:
        return Basis.ASSUMED
    return weakest(holding.basis, view.mark.price_basis)


def money_words(low: float, high: float, text: Catalog) -> str:
    """An amount, or a range that looks like one."""
    return text.num.money(high) if low == high else text.num.money_range(low, high)


def multiple_words(low: float, high: float, text: Catalog) -> str:
    """A multiple, or a range."""
    return text.num.multiple(high) if low == high else text.num.multiple_range(low, high)


def rate_words(panel: Panel, text: Catalog) -> str:
    """IRR as a range where dates are not exact, or why there is none."""
    if not panel.has_rate:
        return text.t("missing.several_dates")
    rates = (panel.low.irr_low, panel.high.irr_high)
    if any(rate.under_a_year for rate in rates):
        return text.t("missing.under_a_year")
    for rate in rates:
        if rate.chosen_frac is None:
            return text.t(f"investor.irr.{rate.reason}")
    low, high = (text.num.percent(rate.chosen_frac) for rate in rates)
    if low == high:
        return low
    return text.num.percent_range(rates[0].chosen_frac, rates[1].chosen_frac)


def flow_rows(view: PathView, panel: Panel, text: Catalog) -> list[list[str]]:
    """Every payment of a holding on a path (of the higher share count)."""
    names = {step.key: step.terms.name for step in view.path.steps}
    return payment_rows(panel, names, (view.mark.date, view.mark.price_usd) if view.mark else None, text)


def payment_rows(
    panel: Panel, names: dict[str, str], mark: tuple[PartialDate, float] | None, text: Catalog
) -> list[list[str]]:
    """Head and a row per payment: date, what it was, shares, price, money."""
    num, found = text.num, panel.high
    rows = [[text.t(f"investor.column.{key}") for key in ("date", "what", "shares", "price", "money")]]
    for lot in found.purchases:
        name = names.get(lot.round_key, "")
        what = text.t("investor.bought", round=entry_name(name, text)) if name else ""
        price = lot.cost_usd / lot.shares
        rows.append(
            [num.date(lot.date), what, num.shares(lot.shares), num.price(price), _signed(-lot.cost_usd, text)]
        )
    for sale in found.sales:
        day = PartialDate(sale.date.isoformat())
        cells = [num.shares(sale.shares), num.price(sale.price_usd), _signed(sale.proceeds_usd, text)]
        rows.append([num.date(day), text.t("investor.sold"), *cells])
    if mark is not None and found.shares_left:
        cells = [num.shares(found.shares_left), num.price(mark[1]), num.money(found.value_left_usd)]
        rows.append([num.date(mark[0]), text.t("investor.held"), *cells])
    return rows


def _signed(usd: float, text: Catalog) -> str:
    words = text.num.money(abs(usd))
    return f"−{words}" if usd < 0 else f"+{words}"
