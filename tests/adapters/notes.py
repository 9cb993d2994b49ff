"""Cases of topic safes_notes about convertible notes at a known price, and their interest."""

from __future__ import annotations

from typing import Any

from calc.safes import (
    Before,
    Control,
    Conversion,
    Convertible,
    Form,
    Method,
    RoundTerms,
    fixed_from_cap,
    note_balance,
    solve_round,
)
from tests.adapters.shapes import Inputs, Unsupported, adapter

GOVERNING = {Control.CAP: "cap", Control.DISCOUNT: "discount", Control.ROUND_PRICE: "round price"}


def at_given_price(case: Inputs, **terms: Any) -> Conversion:
    """A note at a round whose price is known: cap and round counted on the same shares."""
    pre_money = case.get("pre_money", case["round_price"] * 1e6)
    done = solve_round(
        Before(pre_money / case["round_price"]),
        [Convertible("note", case["amount"], form=Form.PRE_MONEY, **terms)],
        RoundTerms(pre_money, pre_money, method=Method.PRE_MONEY),
    )
    return done.of("note")


@adapter("safes_notes", "amount", "round_price", may="cap discount pre_money interest")
def note_at_a_price(case: Inputs) -> dict[str, Any]:
    if case.get("interest", 0):
        raise Unsupported("interest without years")
    off, cap = case.get("discount", 0.0), case.get("cap")
    if cap and "pre_money" not in case:
        raise Unsupported("a cap without the pre-money it is measured against")
    note = at_given_price(case, discount_frac=off, cap_usd=cap)
    paper_value = note.shares * case["round_price"]
    found = {
        "discount_price": at_given_price(case, discount_frac=off).price_usd,
        "governing": GOVERNING[note.control],
        "conversion_price": note.price_usd,
        "shares": note.shares,
        "paper_value": paper_value,
        "unrealized_return": paper_value / case["amount"] - 1,
    }
    return found | ({"cap_price": at_given_price(case, cap_usd=cap).price_usd} if cap else {})


@adapter("safes_notes", "principal", "annual_rate", "years", "valuation_at_conversion")
def interest_converts(case: Inputs) -> dict[str, Any]:
    balance = note_balance(
        principal_usd=case["principal"], annual_rate_frac=case["annual_rate"], years=case["years"]
    )
    owned = fixed_from_cap(amount_usd=balance, cap_usd=case["valuation_at_conversion"])
    return {"converting_balance": balance, "ownership": owned}


@adapter(
    "safes_notes",
    *("principal", "annual_rate", "years", "pre_money", "new_money", "price_per_share"),
    may="discount employee_pool_pct_of_post",
)
def note_counted_at_its_value(case: Inputs) -> dict[str, Any]:
    """The dollars-invested method with the note at what it is worth in the round, not at cost."""
    balance = note_balance(
        principal_usd=case["principal"], annual_rate_frac=case["annual_rate"], years=case["years"]
    )
    value = balance / (1 - case.get("discount", 0.0))
    done = solve_round(
        Before(1e6),
        [Convertible("note", value)],
        RoundTerms(
            case["pre_money"],
            case["new_money"],
            target_pool_frac=case.get("employee_pool_pct_of_post", 0.0),
            method=Method.DOLLARS_INVESTED,
        ),
    )
    scale = done.price_usd / case["price_per_share"]
    return {
        "note_value_after_conversion": done.of("note").shares * done.price_usd,
        "post_money": done.post_money_usd,
        "employee_shares": done.pool_shares * scale,
        "founder_shares": 1e6 * scale,
    }
