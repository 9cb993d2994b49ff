"""One right bet: how many checks an outcome pays for, by share price and by company value."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from calc.library import EntryMultiple, Exit, Kind
from calc.odds import checks_paid
from calc.types import Stake
from calc.venture import checks_covered
from dashboard.charts.frame import Frame
from dashboard.charts.spans import SpanRow, build_spans_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.library import LibraryView
from dashboard.scenario.odds import YC
from dashboard.sources.provenance import load_valuations
from dashboard.sources.records import load_company
from dashboard.views.library import LibraryPage, exit_name
from dashboard.views.names import short_name
from dashboard.views.odds import OddsPage, span, written

HUNDREDS = (100.0, 999.0)
LITTLE_KEPT = 0.1  # the lower of the two guesses shown beside the reader's own


@dataclass(frozen=True)
class Paid:
    """One way to count: checks from low to high; why is set where it cannot be counted."""

    key: str
    low: float = 0.0
    high: float = 0.0
    why: str = ""
    kept_frac: float = 1.0
    hollow: bool = False


def bet_company(page: OddsPage) -> LibraryPage:
    """The company of the bet at the chosen exit."""
    view = page.view
    name = "airbnb" if view.bet == YC else view.bet
    return LibraryPage(LibraryView(company=name, exit_key=view.bet_exit))


def is_yc(page: OddsPage) -> bool:
    """Whether the bet is Y Combinator's in Airbnb, or a company the library does not have."""
    return page.view.bet == YC or bet_company(page).company.key != page.view.bet


def yc_stake() -> Stake:
    """Y Combinator's stake in Airbnb as the record has it: a range of shares."""
    return next(stake for stake in load_company("airbnb").stakes if stake.key == YC)


def yc_frac() -> float:
    """The fraction Y Combinator bought: cost over the value it implies (on record in whole dollars)."""
    value = next(one for one in load_valuations("airbnb") if one.event_key == YC)
    return round(yc_stake().cost_usd.value / value.value_usd.value, 6)


def bet_entry(page: OddsPage) -> EntryMultiple | None:
    """The round of the bet: the chosen one, else the first with a multiple on some basis."""
    company = bet_company(page)
    chosen = [one for one in company.multiples if one.entry.key == page.view.bet_round]
    return chosen[0] if chosen else company.first


def bet_entries(page: OddsPage) -> list[EntryMultiple]:
    """The rounds a bet can be on."""
    return [one for one in bet_company(page).multiples if one.entry.kind in (Kind.ROUND, Kind.TOKEN)]


def ways(page: OddsPage) -> list[Paid]:
    """Every way to count, the one that rests on shares first."""
    at = bet_company(page).exit
    if at is None:
        return []
    return _yc_ways(page, at) if is_yc(page) else _entry_ways(bet_entry(page))


def _yc_ways(page: OddsPage, at: Exit) -> list[Paid]:
    stake, check = yc_stake(), page.view.check_usd
    found = [Paid("shares", why="no_exit_price")]
    if at.price is not None:
        each = [
            checks_paid(outcome_usd=shares * at.price.value, check_usd=check)
            for shares in (stake.shares_low.value, stake.shares_high.value)
        ]
        found = [Paid("shares", min(each), max(each), hollow=True)]
    if at.value is None:
        return [*found, Paid("value", why="no_exit_value")]
    for kept in dict.fromkeys((1.0, page.view.kept_frac, LITTLE_KEPT)):
        count = checks_covered(
            check_usd=check, stake_frac=yc_frac(), company_value_usd=at.value.value, retained_frac=kept
        )
        found.append(Paid("value" if kept == 1 else "kept", count, count, kept_frac=kept))
    return found


def _entry_ways(one: EntryMultiple | None) -> list[Paid]:
    if one is None:
        return []
    price = Paid("price", why=one.why or "no_price")
    if one.price_x:
        price = Paid("price", one.price_x, one.price_x)
    elif one.price_x == 0:
        price = Paid("price", why="nothing_back")
    value = Paid("value_x", one.value_x, one.value_x) if one.value_x else Paid("value_x", why="no_value")
    return [price, value]


def outcome_usd(page: OddsPage, one: Paid) -> tuple[float, float]:
    """What the bet was worth in dollars, by one way to count."""
    return one.low * page.view.check_usd, one.high * page.view.check_usd


def main_way(page: OddsPage) -> Paid | None:
    """The first way that can be counted; None without one."""
    return next((one for one in ways(page) if not one.why), None)


def headline_way(page: OddsPage) -> Paid | None:
    """The way headlines count: by company value, nothing diluted."""
    return next((one for one in ways(page) if one.key in ("value", "value_x") and not one.why), None)


def way_name(page: OddsPage, one: Paid, text: Catalog) -> str:
    """What a way to count rests on."""
    stake, num = yc_stake(), text.num
    shares = num.shares_range(stake.shares_low.value, stake.shares_high.value)
    values = {"shares": shares, "kept": num.percent(one.kept_frac), "stake": num.percent(yc_frac(), 0)}
    return text.t(f"odds.way.{one.key}", **values)


def count_words(one: Paid, text: Catalog) -> str:
    """How many checks, as a range if it is one."""
    return span(one.low, one.high, text)


def bet_figure(page: OddsPage, text: Catalog, frame: Frame) -> go.Figure | None:
    """A row per way to count, and what "hundreds" would be; None if nothing can be counted."""
    found = [one for one in ways(page) if not one.why]
    if not found:
        return None
    rows = [
        SpanRow(
            way_name(page, one, text),
            one.low,
            one.high,
            ("≈" if one.hollow else "") + count_words(one, text),
            "main" if at == 0 else "mine" if one.key == "kept" else "other",
            one.hollow,
        )
        for at, one in enumerate(found)
    ]
    low, high = HUNDREDS
    rows.append(SpanRow(text.t("odds.hundreds"), low, high, span(low, high, text)))
    return build_spans_figure(rows, frame)


def bet_words(page: OddsPage, text: Catalog) -> dict[str, str]:
    """The numbers of the bet's sentences; empty if nothing can be counted."""
    main, at = main_way(page), bet_company(page).exit
    if main is None or at is None:
        return {}
    num, headline, entry = text.num, headline_way(page), bet_entry(page)
    outcome = outcome_usd(page, main)
    return {
        "company": bet_company(page).company.name,
        "round": short_name(entry.entry.name) if entry else "",
        "exit": exit_name(at, text),
        "check": num.money(page.view.check_usd),
        "count": count_words(main, text),
        "checks": text.tn("odds.checks", written(main.high), count=count_words(main, text)),
        "fewest": span(main.low, main.low, text),
        "outcome": num.money_range(*outcome),
        "paid": num.money(yc_stake().cost_usd.value),
        "headline": count_words(headline, text) if headline and headline.key != main.key else "",
        "rate": num.percent_range(1 / main.high, 1 / main.low),
    }


def bet_key(page: OddsPage) -> str:
    """Which sentence the bet takes: by what it is counted, and if headlines count otherwise."""
    main = main_way(page)
    if main is None:
        return "none"
    if main.key == "value":
        return "yc_value"
    both = headline_way(page) is not None and main.key != "value_x"
    return {"shares": "yc", "price": "price"}.get(main.key, "value") + ("_both" if both else "")


def post(page: OddsPage, text: Catalog) -> str:
    """The sentence to post; empty if nothing can be counted."""
    words = bet_words(page, text)
    return text.t(f"odds.post.{bet_key(page)}", **words) if words else ""
