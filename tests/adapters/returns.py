"""Cases of topic returns: IRR with every root, day counts, multiples, public market equivalents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from calc.daycount import DayCount, years_from_first
from calc.irr import IrrResult, irr, xirr
from calc.pme import (
    Against,
    direct_alpha,
    fund_irr,
    kaplan_schoar,
    long_nickels,
    modified_pme,
    pme_plus,
)
from calc.returns import flow_multiples, fund_multiples, modified_irr
from tests.adapters.compare import AnyOf
from tests.adapters.shapes import Inputs, adapter, worded

COUNTS = {
    "actual/365 fixed": DayCount.ACTUAL_365_FIXED,
    "actual/365": DayCount.ACTUAL_365_FIXED,
    "act365f": DayCount.ACTUAL_365_FIXED,
    "act365-25": DayCount.ACTUAL_365_25,
    "actual/365.25": DayCount.ACTUAL_365_25,
    "actual/actual ISDA": DayCount.ACTUAL_ACTUAL,
    "actual/actual": DayCount.ACTUAL_ACTUAL,
    "30/360": DayCount.THIRTY_360,
    "actual/360": DayCount.ACTUAL_360,
}


def counted(case: Inputs) -> DayCount:
    return worded(case.get("day_count", "actual/365 fixed"), COUNTS)


def printed(roots: Sequence[float]) -> Any:
    """All roots, against what a source prints: a list is all of them, one number any of them.

    Where several rates solve a case, its source prints the one its solver met first. calc
    chooses none, so such a number only has to be among the roots; `all_roots` of the case
    is compared in full. No root is an empty list or null.
    """
    return AnyOf(list(roots), *(roots or [None]))


def rates(name: str, found: IrrResult) -> dict[str, Any]:
    roots = found.roots_frac
    assert found.chosen_frac == (roots[0] if len(roots) == 1 else None)
    return {name: printed(roots), "all_roots": list(roots), "moic": found.moic_x}


def days(case: Inputs) -> list[dt.date]:
    return [dt.date.fromisoformat(text) for text in case["dates"]]


@adapter("returns", "dates", "amounts", may="day_count")
def dated_flows(case: Inputs) -> dict[str, Any]:
    return rates("xirr", xirr(days(case), case["amounts"], counted(case)))


@adapter("returns", "amounts", "periods")
def periodic_flows(case: Inputs) -> dict[str, Any]:
    worded(case["periods"], {"equal": True})
    return rates("irr", irr(case["amounts"]))


@adapter("returns", "amounts", "finance_rate", "reinvest_rate")
def modified(case: Inputs) -> dict[str, Any]:
    rate = modified_irr(
        case["amounts"], finance_rate_frac=case["finance_rate"], reinvest_rate_frac=case["reinvest_rate"]
    )
    return {"mirr": rate}


@adapter("returns", "paid_in", "distributions", "nav")
def multiples(case: Inputs) -> dict[str, Any]:
    done = fund_multiples(
        paid_in_usd=case["paid_in"], distributions_usd=case["distributions"], nav_usd=case["nav"]
    )
    return {"DPI": done.dpi_x, "RVPI": done.rvpi_x, "TVPI": done.tvpi_x}


@adapter("returns", "amounts", "nav")
def multiples_of_flows(case: Inputs) -> dict[str, Any]:
    done = flow_multiples(case["amounts"], case["nav"])
    return {"DPI": done.dpi_x, "RVPI": done.rvpi_x, "TVPI": done.tvpi_x}


def scaled_receipts(fund: Against) -> dict[str, Any]:
    plus = pme_plus(fund)
    return {"lambda_": plus.scale_x, "pme_plus_irr": printed(plus.irr.roots_frac)}


@adapter("returns", "contributions", "distributions", "index", "fund_nav_final", may="dates day_count")
def against_index(case: Inputs) -> dict[str, Any]:
    times = range(len(case["index"]))
    if "dates" in case:
        times = years_from_first(days(case), counted(case))
    rows = [
        (amount, time, level)
        for paid, received, time, level in zip(
            case["contributions"], case["distributions"], times, case["index"], strict=True
        )
        for amount in (-paid, received)
    ]
    fund = Against(*zip(*rows, strict=True), nav_usd=case["fund_nav_final"])
    icm = long_nickels(fund)
    figures = scaled_receipts(fund) if fund.received_grown_usd else {}
    done = flow_multiples(fund.amounts_usd, fund.nav_usd)
    return figures | {
        "TVPI": done.tvpi_x,
        "DPI": done.dpi_x,
        "RVPI": done.rvpi_x,
        "fund_irr": printed(fund_irr(fund).roots_frac),
        "ks_pme": kaplan_schoar(fund),
        "index_nav_final": icm.nav_usd,
        "ln_pme": printed(icm.irr.roots_frac),
        "ln_pme_roots": list(icm.irr.roots_frac),
        "direct_alpha": printed(direct_alpha(fund).roots_frac),
    }


@adapter("returns", "dates", "cashflows", "asset_prices", "index_prices", may="day_count")
def asset_against_index(case: Inputs) -> dict[str, Any]:
    prices, navs, held = case["asset_prices"], [], 0.0
    flows = case["cashflows"] + [0] * (len(prices) - len(case["cashflows"]))
    for at, amount in enumerate(flows):
        held = held * prices[at] / prices[max(at - 1, 0)] - amount
        navs.append(held)
    fund = Against(flows, years_from_first(days(case), counted(case)), case["index_prices"], nav_usd=held)
    return {
        "pme_irr": printed(modified_pme(fund, navs).irr.roots_frac),
        "asset_irr": printed(fund_irr(fund).roots_frac),
    }
