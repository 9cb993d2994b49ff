"""Cases of topic priced_rounds: pre- and post-money, option pools, dilution chains."""

from __future__ import annotations

from typing import Any

from calc.captable import (
    PoolPlacement,
    PricedRound,
    new_investor_ownership,
    post_money,
    pre_money,
    pre_money_for_ownership,
    priced_round,
)
from tests.adapters.shapes import Inputs, adapter, worded

PLACEMENTS = {
    "inside pre-money": PoolPlacement.INSIDE_PRE_MONEY,
    "added after the money (dilutes everyone)": PoolPlacement.AFTER_MONEY,
}
FRACTIONS = {"one third (printed 33.3%)": 1 / 3}


def with_pool(case: Inputs, existing: float, pool_key: str) -> PricedRound:
    placement = case.get("pool_placement", "inside pre-money")
    return priced_round(
        existing_shares=existing,
        pre_money_usd=case["pre_money"],
        amount_raised_usd=case["new_money"],
        pool_frac_of_post=case[pool_key],
        pool=worded(placement, PLACEMENTS),
    )


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
