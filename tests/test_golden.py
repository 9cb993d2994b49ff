"""Worked examples by other people, replayed by calc.

    pytest tests/test_golden.py --cases FILE

A case has inputs, the figures its source prints (`expected`, within `tolerance`) and the
unrounded value worked out independently of this project (`recomputed`, to 1e-9). A case whose
inputs no adapter here understands is skipped by name, never passed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calc.captable import (
    PoolPlacement,
    PricedRound,
    new_investor_ownership,
    post_money,
    pre_money,
    pre_money_for_ownership,
    priced_round,
)

CASES = Path(__file__).parent / "golden" / "cases.json"
PLACEMENTS = {
    "inside pre-money": PoolPlacement.INSIDE_PRE_MONEY,
    "added after the money (dilutes everyone)": PoolPlacement.AFTER_MONEY,
}
FRACTIONS = {"one third (printed 33.3%)": 1 / 3}
RECOMPUTED_REL = 1e-9

Inputs = dict[str, Any]
Adapter = Callable[[Inputs], dict[str, Any]]
ADAPTERS: dict[tuple[str, frozenset[str]], Adapter] = {}


class Unsupported(Exception):
    """A case of a shape that no adapter understands."""


def adapter(topic: str, *keys: str) -> Callable[[Adapter], Adapter]:
    def register(function: Adapter) -> Adapter:
        ADAPTERS[topic, frozenset(keys)] = function
        return function

    return register


def worded(text: str, meanings: dict[str, Any]) -> Any:
    if text not in meanings:
        raise Unsupported(f"no meaning for {text!r}")
    return meanings[text]


def with_pool(case: Inputs, existing: float, pool_key: str) -> PricedRound:
    placement = case.get("pool_placement", "inside pre-money")
    return priced_round(
        existing_shares=existing,
        pre_money_usd=case["pre_money"],
        amount_raised_usd=case["new_money"],
        pool_frac_of_post=case[pool_key],
        pool=worded(placement, PLACEMENTS),
    )


# --- one adapter per shape of inputs -----------------------------------------------------


@adapter(
    "priced_rounds",
    "existing_shares",
    "pre_money",
    "new_money",
    "pool_unallocated_pct_of_post",
    "pool_placement",
)
def pool_shuffle(case: Inputs) -> dict[str, Any]:
    plain = priced_round(
        existing_shares=case["existing_shares"],
        pre_money_usd=case["pre_money"],
        amount_raised_usd=case["new_money"],
    )
    done = with_pool(case, case["existing_shares"], "pool_unallocated_pct_of_post")
    return {
        "headline_price_without_pool": plain.price_usd,
        "price": done.price_usd,
        "effective_pre_money": done.effective_pre_money_usd,
        "pool_shares": done.pool_shares,
        "new_shares": done.new_shares,
        "total_shares": done.fully_diluted_shares,
        "existing_pct": done.existing_frac,
    }


@adapter("priced_rounds", "pre_money", "new_money")
def plain_money(case: Inputs) -> dict[str, Any]:
    sold = new_investor_ownership(case["new_money"], case["pre_money"])
    return {
        "post_money": post_money(pre_money_usd=case["pre_money"], amount_raised_usd=case["new_money"]),
        "investor_pct": sold,
        "existing_pct": 1 - sold,
    }


@adapter("priced_rounds", "founder_shares", "pre_money", "new_money", "pool_pct_of_post", "pool_placement")
@adapter("priced_rounds", "founder_shares", "pre_money", "new_money", "pool_pct_of_post")
def founders_and_pool(case: Inputs) -> dict[str, Any]:
    held = case["founder_shares"]
    founders = held if isinstance(held, list) else [held]
    done = with_pool(case, sum(founders), "pool_pct_of_post")
    return {
        "founder_pct": done.existing_frac,
        "founder_pct_each": done.existing_frac / len(founders),
        "investor_pct": done.investor_frac,
        "total_shares": done.fully_diluted_shares,
        "pool_shares": done.pool_shares,
        "investor_shares": done.new_shares,
        "new_shares": done.new_shares,
        "price": done.price_usd,
    }


@adapter(
    "priced_rounds",
    "existing_shares",
    "founders",
    "pre_money",
    "new_money",
    "pool_pct_of_post",
    "pool_placement",
)
def pool_with_named_founders(case: Inputs) -> dict[str, Any]:
    done = with_pool(case, case["existing_shares"], "pool_pct_of_post")
    return {
        "price": done.price_usd,
        "investor_shares": done.new_shares,
        "pool_shares": done.pool_shares,
        "founder_pct_each": case["founders"][0] / done.fully_diluted_shares,
        "investor_pct": done.investor_frac,
        "pool_pct": done.pool_shares / done.fully_diluted_shares,
    }


@adapter("priced_rounds", "existing_shares", "new_money", "investor_pct", "follow_on_cheque")
def sold_fraction_given(case: Inputs) -> dict[str, Any]:
    pre = pre_money_for_ownership(case["new_money"], worded(case["investor_pct"], FRACTIONS))
    done = priced_round(
        existing_shares=case["existing_shares"], pre_money_usd=pre, amount_raised_usd=case["new_money"]
    )
    return {
        "pre_money": done.pre_money_usd,
        "price": done.price_usd,
        "new_shares": done.new_shares,
        "total_shares": done.fully_diluted_shares,
        "post_money": done.post_money_usd,
        "shares_for_100k": case["follow_on_cheque"] / done.price_usd,
    }


@adapter("priced_rounds", "founder_pct_start", "rounds")
def dilution_chain(case: Inputs) -> dict[str, Any]:
    kept, fractions, values = case["founder_pct_start"], [], []
    shares = 1_000_000.0
    for item in case["rounds"]:
        done = priced_round(
            existing_shares=shares,
            pre_money_usd=item["pre_money"],
            amount_raised_usd=item["new_money"],
            pool_frac_of_post=item["new_pool_pct_of_post"],
        )
        shares = done.fully_diluted_shares
        kept *= done.existing_frac
        fractions.append(kept)
        if item["name"] != "IPO":  # the source prints the value at private rounds only
            values.append(kept * done.post_money_usd)
    return {"founder_pct": fractions, "founder_value": values}


@adapter("priced_rounds", "pre_money", "new_money", "pool_pct_of_post")
def effective_pre_money(case: Inputs) -> dict[str, Any]:
    done = with_pool(case, 1_000_000, "pool_pct_of_post")  # any count gives the same value
    return {"effective_pre_money": done.effective_pre_money_usd}


@adapter("priced_rounds", "new_money", "quoted_valuation")
def quote_read_both_ways(case: Inputs) -> dict[str, Any]:
    money, quote = case["new_money"], case["quoted_valuation"]
    if_post = pre_money(post_money_usd=quote, amount_raised_usd=money)
    return {
        "investor_pct_if_quote_is_post": new_investor_ownership(money, if_post),
        "investor_pct_if_quote_is_pre": new_investor_ownership(money, quote),
    }


# --- the runner --------------------------------------------------------------------------


def run(case: dict[str, Any]) -> dict[str, Any]:
    found = ADAPTERS.get((case["topic"], frozenset(case["inputs"])))
    if found is None:
        raise Unsupported(f"no adapter for {case['topic']} with {', '.join(sorted(case['inputs']))}")
    return found(case["inputs"])


def check(case: dict[str, Any]) -> None:
    """Compare every figure of a case; AssertionError names the first that differs."""
    result = run(case)
    wanted = {**case.get("recomputed", {}), **case["expected"]}
    assert case["expected"], f"{case['id']}: nothing expected"
    absent = sorted(set(wanted) - set(result))
    if absent:
        raise Unsupported(f"no figure for {', '.join(absent)}")
    for name, value in case.get("recomputed", {}).items():
        assert result[name] == pytest.approx(value, rel=RECOMPUTED_REL, abs=0), f"{case['id']}: {name}"
    for name, value in case["expected"].items():
        allowed = case["tolerance"].get(name, case["tolerance"].get("*"))
        if not isinstance(allowed, dict) or not set(allowed) <= {"abs", "rel"}:
            raise Unsupported(f"cannot apply tolerance {allowed!r} of {name}")
        near = pytest.approx(value, abs=allowed.get("abs", 0), rel=allowed.get("rel", 0))
        assert result[name] == near, f"{case['id']}: {name}"


def load(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "golden_case" in metafunc.fixturenames:
        given = metafunc.config.getoption("--cases", default=None)
        cases = load(Path(given) if given else CASES)
        metafunc.parametrize("golden_case", cases, ids=[case["id"] for case in cases])


def test_case(golden_case):
    try:
        check(golden_case)
    except Unsupported as reason:
        pytest.skip(f"{golden_case['id']}: {reason}")


def test_every_shipped_case_is_understood():
    cases = load(CASES)
    assert len(cases) == len({case["id"] for case in cases}) == 9
    for case in cases:
        check(case)  # raises Unsupported where the runner would skip


def off(value: Any) -> Any:
    return [*value[:-1], off(value[-1])] if isinstance(value, list) else value * 2


def test_a_wrong_figure_fails():
    for case in load(CASES):
        for part in ("expected", "recomputed"):
            for name, value in case[part].items():
                with pytest.raises(AssertionError, match=f"{case['id']}: {name}"):
                    check({**case, part: {**case[part], name: off(value)}})


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "waterfall"},
        {"inputs": {"pre_money": 1, "something_new": 2}},
        {"expected": {"a_figure_nobody_computes": 1}},
        {"tolerance": {"*": {"rule": "more than 5 million"}}},
    ],
)
def test_an_unknown_shape_is_never_passed(change):
    case = next(case for case in load(CASES) if case["id"] == "priced-plain-8pre-2new")
    with pytest.raises(Unsupported):
        check(case | change)
