"""Cases of topic safes_notes: SAFEs, notes and the rounds they convert in."""

from __future__ import annotations

import re
from typing import Any

from calc.safes import (
    Before,
    Convertible,
    Form,
    Method,
    RoundTerms,
    SafeRound,
    fixed_from_cap,
    implied_cap,
    quick_pro_rata,
    solve_round,
)
from calc.safes.rounding import rounded
from tests.adapters.compare import AnyOf
from tests.adapters.shapes import Inputs, Unsupported, adapter, listed, worded
from tests.adapters.words import fraction

METHODS = {
    "pre-money method": Method.PRE_MONEY,
    "percent-ownership method": Method.PERCENT_OWNERSHIP,
    "percentage-ownership method": Method.PERCENT_OWNERSHIP,
    "dollars-invested method": Method.DOLLARS_INVESTED,
}
FORMS = {"original pre-money safe": Form.PRE_MONEY, "post-money safe": Form.POST_MONEY}


def key_of(one: Inputs, at: int) -> str:
    return str(one.get("holder", one.get("name", at)))


def papers_of(given: list[Inputs]) -> list[Convertible]:
    keys = [key_of(one, at) for at, one in enumerate(given)]
    return [paper(one, key, given, keys) for one, key in zip(given, keys, strict=True)]


def paper(one: Inputs, key: str, given: list[Inputs], keys: list[str]) -> Convertible:
    cap = one.get("post_money_cap", one.get("pre_money_cap"))
    form = Form.PRE_MONEY if "pre_money_cap" in one else Form.POST_MONEY
    if "post_money_cap" in one and "pre_money_cap" in one:
        raise Unsupported("two caps in one paper")
    worded(one.get("uncapped", cap is None), {cap is None: None, False: None})
    worded(one.get("form", next(words for words in FORMS if FORMS[words] is form)), {
        words: None for words, meant in FORMS.items() if meant is form
    })  # fmt: skip
    capped = [name for name, other in zip(keys, given, strict=True) if "post_money_cap" in other]
    elects = {"the later capped safe": capped[-1] if capped else ""} | {name: name for name in keys}
    return Convertible(
        key=key,
        amount_usd=one["amount"],
        cap_usd=cap,
        form=form,
        discount_frac=fraction(one.get("discount", 0.0)),
        fixed_frac=one.get("fixed_pct_of_post_safe_capitalization"),
        mfn=one.get("mfn", False),
        elects=worded(one["elects"], elects) if "elects" in one else "",
    )


def round_of(given: Inputs) -> RoundTerms:
    method = given.get("method", "percent-ownership method")
    return RoundTerms(
        given["pre_money"],
        given["new_money"],
        target_pool_frac=given.get("target_available_pool_pct", 0.0),
        pool_increase_shares=given.get("option_pool_increase_shares"),
        method=worded(method, METHODS),
    )


@adapter("safes_notes", "post_money_cap", "raised")
def sold_at_a_cap(case: Inputs) -> dict[str, Any]:
    cap, raised = case["post_money_cap"], case["raised"]
    sold = [fixed_from_cap(amount_usd=amount, cap_usd=cap) for amount in listed(raised)]
    return {"ownership_sold": sold if isinstance(raised, list) else sold[0]}


@adapter("safes_notes", "safes")
def several_caps(case: Inputs) -> dict[str, Any]:
    each = [paper.sold_frac for paper in papers_of(case["safes"])]
    return {"ownership_each": each, "ownership_total": sum(each)}


@adapter(
    "safes_notes",
    "safes_pct",
    "safes_with_pro_rata_pct",
    "series_a_new_investors_pct",
    "option_pool_increase_pct",
)
def quick_formula(case: Inputs) -> dict[str, Any]:
    found = quick_pro_rata(
        safes_frac=case["safes_pct"],
        with_right_frac=case["safes_with_pro_rata_pct"],
        new_frac=case["series_a_new_investors_pct"],
        pool_increase_frac=case["option_pool_increase_pct"],
    )
    return {
        "safe_pro_rata_allocation_pct": found.allocation_frac,
        "new_plus_pro_rata_pct": found.new_and_pro_rata_frac,
        "round_dilution_pct": found.dilution_frac,
        "safes_after_round_pct": found.safes_after_frac,
    }


def figures(done: SafeRound, before: Before, given: list[Inputs]) -> dict[str, Any]:
    """Everything a source may print of a round over SAFEs, under the names that they use."""
    total, capitalization = done.fully_diluted_shares, done.capitalization_shares
    shares = {one.key: one.shares for one in done.conversions}
    fractions = {one.key: one.frac for one in done.conversions}
    found: dict[str, Any] = {
        "company_capitalization": capitalization,
        "price": done.price_usd,
        "round_price": done.price_usd,
        "safe_shares": readings(shares),
        "safe_prices": readings({one.key: one.price_usd for one in done.conversions}),
        "safe_pct": readings(fractions),
        "safe_pcts": readings(fractions),
        "safe_pct_after_round": readings(fractions),
        "new_shares": done.new_shares,
        "new_money_shares": done.new_shares,
        "new_pct": done.new_frac,
        "pool_increase": done.pool_increase_shares,
        "pool_shares": done.pool_shares,
        "available_pool_shares": done.pool_shares,
        "available_pool_pct": done.pool_shares / total,
        "total_shares": total,
        "total_fully_diluted": total,
        "post_money": done.post_money_usd,
        "founders_pct": before.outstanding_shares / total,
        "founders_pct_before_round": before.outstanding_shares / capitalization,
    }
    for one in done.conversions:
        found |= {f"safe_price_{one.key}": one.price_usd, f"safe_shares_{one.key}": one.shares}
        found[f"safe_pct_{one.key}"] = one.frac
    for at, one in enumerate(given):
        if one.get("pro_rata_side_letter", False):
            taken = shares[key_of(one, at)] / capitalization * done.new_shares
            found[f"pro_rata_shares_{key_of(one, at)}"] = taken
            found[f"pro_rata_cost_{key_of(one, at)}"] = taken * done.price_usd
    return found


def readings(by_paper: dict[str, float]) -> AnyOf:
    """By holder, in order, or the number itself where there is one paper."""
    row = list(by_paper.values())
    return AnyOf(by_paper, row, *(row if len(row) == 1 else []))


@adapter("safes_notes", "cap_table", "safes", "round")
def guide_appendix(case: Inputs) -> dict[str, Any]:
    table = case["cap_table"]
    before = Before(
        sum(listed(table["founders"])),
        table.get("options_outstanding", 0.0),
        table.get("promised_options", 0.0),
        table.get("unissued_pool", 0.0),
    )
    done = solve_round(before, papers_of(case["safes"]), round_of(case["round"]))
    return figures(done, before, case["safes"])


@adapter(
    "safes_notes", "safe_amount", "valuation_cap", "pre_money", "new_money", "fully_diluted_incl_new_pool"
)
def primer_cap(case: Inputs) -> dict[str, Any]:
    paper = Convertible("safe", case["safe_amount"], case["valuation_cap"], Form.PRE_MONEY)
    done = before_the_paper(case["fully_diluted_incl_new_pool"], paper, case)
    safe = done.of("safe")
    return {
        "round_price": done.price_usd,
        "new_shares": done.new_shares,
        "safe_price": safe.price_usd,
        "safe_shares": safe.shares,
        "safe_liquidation_preference_total": safe.shares * safe.price_usd,
    }


def before_the_paper(shares: float, paper: Convertible, case: Inputs) -> SafeRound:
    terms = RoundTerms(case["pre_money"], case["new_money"], method=Method.PRE_MONEY)
    return solve_round(Before(shares), [paper], terms)


@adapter(
    "safes_notes",
    *("safe_amount", "discount_rate", "pre_money", "new_money", "fully_diluted"),
    may="price_decimals",
)
def primer_discount(case: Inputs) -> dict[str, Any]:
    off = 1 - case["discount_rate"]  # the paper's "Discount Rate" is what is paid
    paper = Convertible("safe", case["safe_amount"], discount_frac=off)
    done = before_the_paper(case["fully_diluted"], paper, case)
    decimals = case.get("price_decimals")
    price = done.price_usd if decimals is None else float(rounded(done.price_usd, decimals))
    return {
        "round_price": price,
        "discount_price": price * (1 - off),
        "new_shares": case["new_money"] / price,
        "safe_shares": case["safe_amount"] / (price * (1 - off)),
    }


@adapter(
    "safes_notes",
    *("existing_shares", "pre_money", "new_money", "notes", "method"),
    may="discount",
)
def three_methods(case: Inputs) -> dict[str, Any]:
    method = worded(case["method"], METHODS)
    done = solve_round(
        Before(case["existing_shares"]),
        [Convertible("notes", case["notes"], discount_frac=fraction(case.get("discount", 0.0)))],
        RoundTerms(case["pre_money"], case["new_money"], method=method),
    )
    notes, total = done.of("notes"), done.fully_diluted_shares
    return {
        "price": done.price_usd,
        "conversion_price": notes.price_usd,
        "converted_shares": notes.shares,
        "new_shares": done.new_shares,
        "total_shares": total,
        "founders_pct": case["existing_shares"] / total,
        "notes_pct": notes.frac,
        "investors_pct": done.new_frac,
        "implied_post_money": done.post_money_usd,
    }


def yc_names(name: str) -> tuple[str, str]:
    """Keys that stand for "YC 7%" or "Fund 1": yc_7pct, fund_1 or fund1."""
    plain = name.lower().replace("%", "pct").replace("-", "_").replace(" ", "_")
    return plain, re.sub(r"_(\d+)$", r"\1", plain)


@adapter("safes_notes", "founders", "safes", "round", may="issued_options unissued_pool")
def yc_deal(case: Inputs) -> dict[str, Any]:
    papers, founders = papers_of(case["safes"]), listed(case["founders"])
    options = case.get("issued_options", 0.0)
    before = Before(sum(founders), options, 0.0, case.get("unissued_pool", 0.0))
    done = solve_round(before, papers, round_of(case["round"]))
    total = done.fully_diluted_shares
    shares = {name: one.shares for one in done.conversions for name in yc_names(one.key)}
    shares |= {"series_a": done.new_shares, "pool": done.pool_shares, "total": total}
    others = {"issued_options": options, "founders": sum(founders)}
    others |= {"founder_each": founders[0]} if len(set(founders)) == 1 else {}
    caps = {one.key: one.cap_usd for one in papers}
    elected = {caps[one.elected_key] for one in done.conversions if one.elected_key}
    return figures(done, before, case["safes"]) | {
        "shares": shares | others,
        "pct": {key: count / total for key, count in (shares | others).items()},
        "mfn_elected_cap": elected.pop() if len(elected) == 1 else None,
    }


@adapter("safes_notes", "amount", "fixed_pct")
def fixed(case: Inputs) -> dict[str, Any]:
    return {"implied_post_money_cap": implied_cap(amount_usd=case["amount"], fixed_frac=case["fixed_pct"])}


@adapter("safes_notes", "founder_shares", "safes", "round", may="granted_options unissued_pool")
def one_round(case: Inputs) -> dict[str, Any]:
    founders = sum(listed(case["founder_shares"]))
    before = Before(founders, case.get("granted_options", 0.0), 0.0, case.get("unissued_pool", 0.0))
    done = solve_round(before, papers_of(case["safes"]), round_of(case["round"]))
    return figures(done, before, case["safes"])
