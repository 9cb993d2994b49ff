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
from tests.adapters.compare import AnyOf
from tests.adapters.shapes import Inputs, Unsupported, adapter, listed
from tests.adapters.words import fraction

PLACEMENTS = {"inside": PoolPlacement.INSIDE_PRE_MONEY, "added after the money": PoolPlacement.AFTER_MONEY}


def placement(case: Inputs) -> PoolPlacement:
    said = case.get("pool_placement", "inside pre-money")
    found = [meaning for words, meaning in PLACEMENTS.items() if said.startswith(words)]
    if len(found) != 1:
        raise Unsupported(f"no meaning for {said!r}")
    return found[0]


def with_pool(case: Inputs, existing: float, pool_key: str) -> PricedRound:
    return priced_round(
        existing_shares=existing,
        pre_money_usd=case["pre_money"],
        amount_raised_usd=case["new_money"],
        pool_frac_of_post=fraction(case.get(pool_key, 0.0)),
        pool=placement(case),
    )


def figures(done: PricedRound, founders: list[float]) -> dict[str, Any]:
    """Everything a source may print of a round; founders hold these shares each."""
    total = done.fully_diluted_shares
    each = [shares / total for shares in founders]
    existing = done.effective_pre_money_usd / done.price_usd
    return {
        "headline_price_without_pool": done.pre_money_usd / existing,
        "price": done.price_usd,
        "pre_money": done.pre_money_usd,
        "post_money": done.post_money_usd,
        "effective_pre_money": done.effective_pre_money_usd,
        "pool_shares": done.pool_shares,
        "pool_pct": done.pool_shares / total,
        "new_shares": done.new_shares,
        "investor_shares": done.new_shares,
        "total_shares": total,
        "existing_pct": done.existing_frac,
        "founder_pct": AnyOf(sum(each), each),
        "founder_pct_each": AnyOf(each, each[0]) if len(set(each)) == 1 else each,
        "investor_pct": done.investor_frac,
    }


@adapter(
    "priced_rounds",
    *("existing_shares", "pre_money", "new_money"),
    may="pool_unallocated_pct_of_post pool_pct_of_post pool_placement founders",
)
def pool_shuffle(case: Inputs) -> dict[str, Any]:
    key = "pool_unallocated_pct_of_post" if "pool_unallocated_pct_of_post" in case else "pool_pct_of_post"
    done = with_pool(case, case["existing_shares"], key)
    return figures(done, listed(case.get("founders", case["existing_shares"])))


@adapter("priced_rounds", "founder_shares", "pre_money", "new_money", may="pool_pct_of_post pool_placement")
def founders_and_pool(case: Inputs) -> dict[str, Any]:
    founders = listed(case["founder_shares"])
    return figures(with_pool(case, sum(founders), "pool_pct_of_post"), founders)


@adapter("priced_rounds", "pre_money", "new_money")
def plain_money(case: Inputs) -> dict[str, Any]:
    sold = new_investor_ownership(case["new_money"], case["pre_money"])
    return {
        "post_money": post_money(pre_money_usd=case["pre_money"], amount_raised_usd=case["new_money"]),
        "investor_pct": sold,
        "existing_pct": 1 - sold,
        "founder_pct": 1 - sold,
    }


@adapter("priced_rounds", "existing_shares", "new_money", "investor_pct", may="follow_on_cheque")
def sold_fraction_given(case: Inputs) -> dict[str, Any]:
    pre = pre_money_for_ownership(case["new_money"], fraction(case["investor_pct"]))
    done = priced_round(
        existing_shares=case["existing_shares"], pre_money_usd=pre, amount_raised_usd=case["new_money"]
    )
    found = figures(done, [case["existing_shares"]])
    check = case.get("follow_on_cheque")
    if check is not None:
        shares = check / done.price_usd
        found |= {f"shares_for_{check / 1e3:g}k": shares, "shares_for_follow_on": shares}
    return found


@adapter("priced_rounds", "founder_pct_start", "rounds")
def dilution_chain(case: Inputs) -> dict[str, Any]:
    kept, fractions, values = fraction(case["founder_pct_start"]), [], []
    shares = 1_000_000.0
    for item in case["rounds"]:
        done = priced_round(
            existing_shares=shares,
            pre_money_usd=item["pre_money"],
            amount_raised_usd=item["new_money"],
            pool_frac_of_post=item.get("new_pool_pct_of_post", 0.0),
        )
        shares = done.fully_diluted_shares
        kept *= done.existing_frac
        fractions.append(kept)
        values.append(kept * done.post_money_usd)
    private = [
        value
        for value, item in zip(values, case["rounds"], strict=True)
        if item.get("name", "") != "IPO"  # the source of the shipped case prints no value there
    ]
    return {"founder_pct": fractions, "founder_value": AnyOf(values, private)}


@adapter("priced_rounds", "pre_money", "new_money", "pool_pct_of_post", may="pool_placement")
def effective_pre_money(case: Inputs) -> dict[str, Any]:
    found = figures(with_pool(case, 1_000_000, "pool_pct_of_post"), [1_000_000])
    by_count = ("price", "shares")  # these hang on a share count that the case does not give
    return {name: value for name, value in found.items() if not any(part in name for part in by_count)}


@adapter("priced_rounds", "new_money", "quoted_valuation")
def quote_read_both_ways(case: Inputs) -> dict[str, Any]:
    money, quote = case["new_money"], case["quoted_valuation"]
    found = {"investor_pct_if_quote_is_pre": new_investor_ownership(money, quote)}
    if quote > money:
        if_post = pre_money(post_money_usd=quote, amount_raised_usd=money)
        found["investor_pct_if_quote_is_post"] = new_investor_ownership(money, if_post)
    return found
