"""Cases of topic fund_simulations: power laws, buckets, portfolios of checks, fees and carry."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from calc.funds import Buckets, PowerLaw, Winners, chance_of_at_least_one, draw_outcomes, fee_and_carry_table
from tests.adapters.shapes import Inputs, Unsupported, adapter

BLOCKS, PER_BLOCK = 20, 10_000
OPEN_BUCKET_ENDS = 100.0  # the case leaves the last bucket open; the asked shares do not hang on it
LONG_TAIL = 1e12


@cache
def portfolios(outcomes: Any, companies: int) -> np.ndarray:
    """Gross multiples of many portfolios of equal checks, drawn block by block."""
    random = np.random.default_rng(7)
    means = [
        draw_outcomes(outcomes, (PER_BLOCK, companies), random).mean(axis=1)
        for _ in range(max(2, BLOCKS * 100 // max(companies, 100)))
    ]
    return np.concatenate(means)


@adapter(
    "fund_simulations",
    "success_probability",
    "success",
    "failure",
    "equal_cheques",
    "portfolio_sizes",
    "paths",
)
def pareto_portfolios(case: Inputs) -> dict[str, Any]:
    if (case["success"], case["failure"]) != ("Pareto(x_min=1, shape=2)", "Beta(3,1)"):
        raise Unsupported("another distribution")
    winners = Winners(case["success_probability"], PowerLaw(3.0, 1.0, LONG_TAIL), keep=3.0)
    median, spread = {}, {}
    for size in case["portfolio_sizes"]:
        drawn = portfolios(winners, size)
        median[str(size)] = float(np.median(drawn))
        spread[str(size)] = float(np.median(np.abs(drawn - np.median(drawn))))
    return {"mean": winners.mean_x(), "median": median, "median_abs_deviation": spread}


@adapter("fund_simulations", "win_probability", "payout_multiple_on_win", "stake", "bets")
def die(case: Inputs) -> dict[str, Any]:
    win = float(Fraction(case["win_probability"]))
    multiple = win * case["payout_multiple_on_win"]
    return {
        "expected_value": case["stake"] * multiple,
        "probability_of_nothing": 1 - win,
        "expected_multiple": multiple,
        "probability_all_lost_10_bets": 1 - chance_of_at_least_one(win, 10),
    }


@adapter("fund_simulations", "bucket_edges", "bucket_probability")
def buckets(case: Inputs) -> dict[str, Any]:
    edges = tuple(OPEN_BUCKET_ENDS if edge is None else float(edge) for edge in case["bucket_edges"])
    found = Buckets(edges, tuple(case["bucket_probability"]))
    return {
        "share_below_1x": 1 - found.at_least(1),
        "share_at_least_5x": found.at_least(5),
        "share_at_least_10x": found.at_least(10),
        "sum": found.at_least(0),
        "probability_at_least_one_10x_in_25": chance_of_at_least_one(found.at_least(10), 25),
    }


def _moonfire(case: Inputs) -> PowerLaw:
    if not case["distribution"].startswith("power law, density exponent 2.05"):
        raise Unsupported("another distribution")
    return PowerLaw(2.05, 0.35, float(case["bound"]))


@adapter(
    "fund_simulations",
    "distribution",
    "bound_rule",
    "equal_cheques",
    "follow_on",
    "bound",
    "portfolio_sizes",
)
def moonfire(case: Inputs) -> dict[str, Any]:
    law = _moonfire(case)
    drawn = {size: portfolios(law, size) for size in case["portfolio_sizes"]}
    if case["bound"] == 100:
        chances = {size: float((multiples >= 3).mean()) for size, multiples in drawn.items()}
        best = max(chances, key=lambda size: chances[size])
        return {"size_after_which_P_3x_falls": best, "P_3x": {str(k): v for k, v in chances.items()}}
    return {
        "P_below_1x_at_200": float((drawn[200] < 1).mean()),
        "P_10x_at_150": float((drawn[150] >= 10).mean()),
        "P_below_1x_at_20": float((drawn[20] < 1).mean()),
        "P_10x_at_100": float((drawn[100] >= 10).mean()),
    }


@adapter(
    "fund_simulations",
    "years",
    "capital_called",
    "operating_results",
    "distributions",
    "management_fee_rate_on_paid_in",
    "carry",
    "committed",
    "carry_rule",
)
def fees(case: Inputs) -> dict[str, Any]:
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


@adapter("fund_simulations", "pareto_shape", "x_min")
def pareto_means(case: Inputs) -> dict[str, Any]:
    laws = [PowerLaw(shape + 1, case["x_min"], np.inf) for shape in case["pareto_shape"]]
    means = [law.mean_x() for law in laws]
    return {"mean_of_winners": [mean if np.isfinite(mean) else None for mean in means]}
