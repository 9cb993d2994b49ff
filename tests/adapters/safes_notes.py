"""Cases of topic safes_notes: SAFEs, notes and the rounds they convert in."""

from __future__ import annotations

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
from tests.adapters.shapes import Inputs, Unsupported, adapter, worded

METHODS = {
    "pre-money method": Method.PRE_MONEY,
    "percent-ownership method": Method.PERCENT_OWNERSHIP,
    "percentage-ownership method": Method.PERCENT_OWNERSHIP,
    "dollars-invested method": Method.DOLLARS_INVESTED,
}
SAFE_KEYS = {
    *("amount", "holder", "name", "post_money_cap", "pre_money_cap", "discount", "mfn", "elects"),
    *("uncapped", "form", "fixed_pct_of_post_safe_capitalization", "pro_rata_side_letter"),
}
ROUND_KEYS = {"pre_money", "new_money", "target_available_pool_pct", "option_pool_increase_shares"}


def papers_of(given: list[Inputs]) -> list[Convertible]:
    for one in given:
        if set(one) - SAFE_KEYS:
            raise Unsupported(f"unknown terms {sorted(set(one) - SAFE_KEYS)}")
    keys = [str(one.get("holder", one.get("name", at))) for at, one in enumerate(given)]
    capped = [key for key, one in zip(keys, given, strict=True) if "post_money_cap" in one]
    return [
        Convertible(
            key=key,
            amount_usd=one["amount"],
            cap_usd=one.get("post_money_cap", one.get("pre_money_cap")),
            form=Form.PRE_MONEY if "pre_money_cap" in one else Form.POST_MONEY,
            discount_frac=one.get("discount", 0.0),
            fixed_frac=one.get("fixed_pct_of_post_safe_capitalization"),
            mfn=one.get("mfn", False),
            elects=worded(one["elects"], {"the later capped safe": capped[-1]}) if "elects" in one else "",
        )
        for key, one in zip(keys, given, strict=True)
    ]


def round_of(given: Inputs) -> RoundTerms:
    if set(given) - ROUND_KEYS:
        raise Unsupported(f"unknown terms {sorted(set(given) - ROUND_KEYS)}")
    return RoundTerms(
        given["pre_money"],
        given["new_money"],
        target_pool_frac=given.get("target_available_pool_pct", 0.0),
        pool_increase_shares=given.get("option_pool_increase_shares"),
    )


@adapter("safes_notes", "post_money_cap", "raised")
def sold_at_a_cap(case: Inputs) -> dict[str, Any]:
    cap = case["post_money_cap"]
    return {"ownership_sold": [fixed_from_cap(amount_usd=amount, cap_usd=cap) for amount in case["raised"]]}


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


@adapter("safes_notes", "cap_table", "safes", "round")
def guide_appendix(case: Inputs) -> dict[str, Any]:
    table = case["cap_table"]
    before = Before(
        table["founders"],
        table["options_outstanding"],
        table["promised_options"],
        table["unissued_pool"],
    )
    done = solve_round(before, papers_of(case["safes"]), round_of(case["round"]))
    total, capitalization = done.fully_diluted_shares, done.capitalization_shares
    found: dict[str, Any] = {
        "company_capitalization": capitalization,
        "safe_shares": {one.key: one.shares for one in done.conversions},
        "round_price": done.price_usd,
        "safe_prices": {one.key: one.price_usd for one in done.conversions},
        "new_money_shares": done.new_shares,
        "available_pool_shares": done.pool_shares,
        "total_fully_diluted": total,
        "founders_pct": table["founders"] / total,
        "founders_pct_before_round": table["founders"] / capitalization,
        "safe_pct_after_round": {one.key: one.frac for one in done.conversions},
    }
    found |= {f"safe_price_{one.key}": one.price_usd for one in done.conversions}
    for one in case["safes"]:
        if one.get("pro_rata_side_letter"):
            taken = done.of(one["holder"]).shares / capitalization * done.new_shares
            found |= {f"pro_rata_shares_{one['holder']}": taken}
            found |= {f"pro_rata_cost_{one['holder']}": taken * done.price_usd}
    return found


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
    "safe_amount",
    "discount_rate",
    "pre_money",
    "new_money",
    "fully_diluted",
    "price_decimals",
)
def primer_discount(case: Inputs) -> dict[str, Any]:
    off = 1 - case["discount_rate"]  # the paper's "Discount Rate" is what is paid
    paper = Convertible("safe", case["safe_amount"], discount_frac=off)
    done = before_the_paper(case["fully_diluted"], paper, case)
    price = float(rounded(done.price_usd, case["price_decimals"]))
    return {
        "round_price": price,
        "discount_price": price * (1 - off),
        "new_shares": case["new_money"] / price,
        "safe_shares": case["safe_amount"] / (price * (1 - off)),
    }


@adapter("safes_notes", "existing_shares", "pre_money", "new_money", "notes", "discount", "method")
def three_methods(case: Inputs) -> dict[str, Any]:
    method = worded(case["method"], METHODS)
    done = solve_round(
        Before(case["existing_shares"]),
        [Convertible("notes", case["notes"], discount_frac=case["discount"])],
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


YC_KEYS = {"YC 7%": "yc_7pct", "YC MFN": "yc_mfn", "Fund 1": "fund1", "Fund 2": "fund2"}
YC_KEYS |= {"Follow-on": "follow_on"}


@adapter("safes_notes", "founders", "issued_options", "unissued_pool", "safes", "round")
def yc_deal(case: Inputs) -> dict[str, Any]:
    papers = papers_of(case["safes"])
    before = Before(sum(case["founders"]), case["issued_options"], 0.0, case["unissued_pool"])
    done = solve_round(before, papers, round_of(case["round"]))
    total = done.fully_diluted_shares
    shares = {worded(one.key, YC_KEYS): one.shares for one in done.conversions}
    shares |= {"series_a": done.new_shares, "pool": done.pool_shares, "total": total}
    others = {"founder_each": case["founders"][0], "issued_options": case["issued_options"]}
    fractions = {key: count / total for key, count in (shares | others).items() if key != "total"}
    caps = {one.key: one.cap_usd for one in papers}
    elected = next(one.elected_key for one in done.conversions if one.elected_key)
    return {
        "round_price": done.price_usd,
        "shares": shares,
        "pct": fractions,
        "mfn_elected_cap": caps[elected],
        "pool_increase": done.pool_increase_shares,
    }


@adapter("safes_notes", "amount", "fixed_pct")
def fixed(case: Inputs) -> dict[str, Any]:
    return {"implied_post_money_cap": implied_cap(amount_usd=case["amount"], fixed_frac=case["fixed_pct"])}


@adapter("safes_notes", "founder_shares", "safes", "round")
@adapter("safes_notes", "founder_shares", "granted_options", "unissued_pool", "safes", "round")
def one_round(case: Inputs) -> dict[str, Any]:
    founders = case["founder_shares"]
    before = Before(founders, case.get("granted_options", 0.0), 0.0, case.get("unissued_pool", 0.0))
    done = solve_round(before, papers_of(case["safes"]), round_of(case["round"]))
    shares = [one.shares for one in done.conversions]
    fractions = [one.frac for one in done.conversions]
    return {
        "total_shares": done.fully_diluted_shares,
        "company_capitalization": done.capitalization_shares,
        "price": done.price_usd,
        "pool_increase": done.pool_increase_shares,
        "new_shares": done.new_shares,
        "founders_pct": founders / done.fully_diluted_shares,
        "safe_shares": shares[0] if "granted_options" in case else shares,
        "safe_pct": fractions[0],
        "safe_pcts": fractions,
        "new_pct": done.new_frac,
    }
