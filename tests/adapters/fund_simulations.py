"""Cases of topic fund_simulations: power laws, buckets, portfolios of checks, fees and carry."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from calc.funds import Buckets, PowerLaw, Winners, chance_of_at_least_one, draw_outcomes, fee_and_carry_table
from tests.adapters.shapes import Inputs, Unsupported, adapter, listed, worded
from tests.adapters.words import fraction, numbers_of

BLOCKS, PER_BLOCK = 20, 10_000
OPEN_BUCKET_ENDS = 2.0  # times its start, where a case leaves the last bucket open; nothing asked hangs on it
LONG_TAIL = 1e12
MULTIPLES = (1, 2, 3, 5, 10, 20, 50, 100)  # of which a source may print the chance
NUMBER = r"([\d.]+)"
CARRY_RULES = {
    "first total return: on NAV before distributions above committed,"
    " then on increases over the previous high": True
}


@cache
def portfolios(outcomes: Any, companies: int) -> np.ndarray:
    """Gross multiples of many portfolios of equal checks, drawn block by block."""
    random = np.random.default_rng(7)
    means = [
        draw_outcomes(outcomes, (PER_BLOCK, companies), random).mean(axis=1)
        for _ in range(max(2, BLOCKS * 100 // max(companies, 100)))
    ]
    return np.concatenate(means)


def equal_checks(case: Inputs) -> None:
    worded(case.get("equal_cheques", True), {True: None})
    worded(case.get("follow_on", False), {False: None})


@adapter(
    "fund_simulations",
    *("success_probability", "success", "failure", "portfolio_sizes"),
    may="equal_cheques",
    repeats="paths",  # how often the source drew
)
def pareto_portfolios(case: Inputs) -> dict[str, Any]:
    equal_checks(case)
    least, shape = numbers_of(rf"Pareto\(x_min={NUMBER}, shape={NUMBER}\)", case["success"])
    [keep] = numbers_of(rf"Beta\({NUMBER},1\)", case["failure"].replace(" ", ""))
    winners = Winners(fraction(case["success_probability"]), PowerLaw(shape + 1, least, LONG_TAIL), keep=keep)
    median, spread = {}, {}
    for size in case["portfolio_sizes"]:
        drawn = portfolios(winners, size)
        median[str(size)] = float(np.median(drawn))
        spread[str(size)] = float(np.median(np.abs(drawn - np.median(drawn))))
    return {"mean": winners.mean_x(), "median": median, "median_abs_deviation": spread}


@adapter("fund_simulations", "win_probability", "payout_multiple_on_win", "stake", may="bets")
def die(case: Inputs) -> dict[str, Any]:
    win = fraction(case["win_probability"])
    multiple = win * case["payout_multiple_on_win"]
    lost = {bets: 1 - chance_of_at_least_one(win, bets) for bets in {10, *listed(case.get("bets", 1))}}
    return {
        "expected_value": case["stake"] * multiple,
        "probability_of_nothing": 1 - win,
        "expected_multiple": multiple,
        **{f"probability_all_lost_{bets}_bets": chance for bets, chance in lost.items()},
    }


@adapter("fund_simulations", "bucket_edges", "bucket_probability")
def buckets(case: Inputs) -> dict[str, Any]:
    closed = [float(edge) for edge in case["bucket_edges"] if edge is not None]
    is_open = len(closed) < len(case["bucket_edges"])
    edges = (*closed, OPEN_BUCKET_ENDS * closed[-1]) if is_open else tuple(closed)
    found = Buckets(edges, tuple(case["bucket_probability"]))
    figures = {"sum": found.at_least(edges[0])}
    for edge in closed:
        chance = found.at_least(edge)
        figures |= {f"share_below_{edge:g}x": 1 - chance, f"share_at_least_{edge:g}x": chance}
        figures |= {
            f"probability_at_least_one_{edge:g}x_in_{deals}": chance_of_at_least_one(min(chance, 1.0), deals)
            for deals in range(1, 301)
        }
    return figures


def _moonfire(case: Inputs) -> PowerLaw:
    equal_checks(case)
    worded(case["bound_rule"], {"outcomes above the bound are CLIPPED to it": None})
    words = rf"power law, density exponent {NUMBER} \(survival exponent {NUMBER}\), x_min {NUMBER}"
    exponent, survival, least = numbers_of(words, case["distribution"])
    if abs(exponent - survival - 1) > 1e-9:
        raise Unsupported("two exponents that do not go together")
    return PowerLaw(exponent, least, float(case["bound"]))


@adapter(
    "fund_simulations",
    *("distribution", "bound_rule", "bound", "portfolio_sizes"),
    may="equal_cheques follow_on",
)
def moonfire(case: Inputs) -> dict[str, Any]:
    law = _moonfire(case)
    drawn = {size: portfolios(law, size) for size in case["portfolio_sizes"]}
    found: dict[str, Any] = {}
    for multiple in MULTIPLES:
        chances = {size: float((multiples >= multiple).mean()) for size, multiples in drawn.items()}
        best = max(chances, key=lambda size: chances[size])
        found[f"size_after_which_P_{multiple}x_falls"] = best
        found[f"P_{multiple}x"] = {str(size): chance for size, chance in chances.items()}
        for size, chance in chances.items():
            found |= {f"P_{multiple}x_at_{size}": chance, f"P_below_{multiple}x_at_{size}": 1 - chance}
    return found


@adapter(
    "fund_simulations",
    *("capital_called", "operating_results", "distributions"),
    *("management_fee_rate_on_paid_in", "carry", "committed", "carry_rule"),
    repeats="years",
)
def fees(case: Inputs) -> dict[str, Any]:
    worded(case["carry_rule"], CARRY_RULES)
    table = fee_and_carry_table(
        case["capital_called"],
        case["operating_results"],
        case["distributions"],
        fee_frac=case["management_fee_rate_on_paid_in"],
        carry_frac=case["carry"],
        committed=case["committed"],
    )
    paid, out = table.paid_in[-1], sum(case["distributions"])
    named = {name: list(getattr(table, name)) for name in vars(table)}
    return named | {
        "DPI": out / paid,
        "RVPI": table.nav_after[-1] / paid,
        "TVPI": (out + table.nav_after[-1]) / paid,
    }


@adapter("fund_simulations", "pareto_shape", may="x_min")
def pareto_means(case: Inputs) -> dict[str, Any]:
    laws = [PowerLaw(shape + 1, case.get("x_min", 1.0), np.inf) for shape in listed(case["pareto_shape"])]
    means = [law.mean_x() for law in laws]
    return {"mean_of_winners": [mean if np.isfinite(mean) else None for mean in means]}
