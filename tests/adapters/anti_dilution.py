"""Cases of topic anti_dilution: weighted averages, ratchets, conversion tables of real filings."""

from __future__ import annotations

from typing import Any

from calc.antidilution import (
    Adjustment,
    Base,
    BaseRule,
    Counts,
    Lot,
    Protection,
    RatchetTerms,
    adjust_lots,
    adjust_price,
    lot_at_price,
    lot_with_surplus,
    lots_at_ipo,
    others_kept_frac,
    weighted_base,
)
from tests.adapters.shapes import Inputs, Unsupported, adapter, worded
from tests.adapters.words import base_rule

SQUARE_RULE = (
    "below the guaranteed value each share also receives"
    " (guaranteed value - IPO price) / IPO price common shares"
)


def one_for_one(key: str, shares: float, price: float) -> Lot:
    return Lot(key, shares, price, shares)


def consideration(issue: Inputs) -> float:
    return issue["consideration"] if "consideration" in issue else issue["shares"] * issue["price"]


def adjusted(case: Inputs, base: Base | None, protection: Protection) -> Adjustment:
    return adjust_price(
        conversion_price_usd=case["series_A"]["price"],
        issued_shares=case["new_issue"]["shares"],
        consideration_usd=consideration(case["new_issue"]),
        protection=protection,
        base=base,
    )


def by_words(case: Inputs, counts: Counts, *, options_apart: bool) -> dict[str, Any]:
    rule, number = base_rule(case["base"])
    if rule in (BaseRule.COMMON_PREFERRED, BaseRule.COMMON_PREFERRED_GRANTED_RESERVE) and not options_apart:
        raise Unsupported("options are not counted apart")
    base = None if rule is None else weighted_base(counts, rule)
    if base and number is not None and abs(base.shares - number) > 0.5:
        raise Unsupported(f"the base adds up to {base.shares:,.0f}")
    change = adjusted(case, base, Protection.WEIGHTED_AVERAGE if base else Protection.FULL_RATCHET)
    return converted(case, change)


def converted(case: Inputs, change: Adjustment) -> dict[str, Any]:
    series = case["series_A"]
    [lot] = adjust_lots([one_for_one("A", series["shares"], series["price"])], {"A": change})
    return {
        "conversion_price": change.conversion_price_usd,
        "ratio": lot.ratio_x,
        "conversion_ratio": lot.ratio_x,
        "as_converted": lot.common_shares,
        "as_converted_millions": lot.common_shares / 1e6,
        "extra_shares": lot.extra_shares,
    }


@adapter("anti_dilution", "series_A", "founders_and_options", "new_issue", "base", repeats="invested")
def founders_with_options(case: Inputs) -> dict[str, Any]:
    shares = case["series_A"]["shares"]
    counts = Counts(case["founders_and_options"], shares, protected_series_shares=shares)
    return by_words(case, counts, options_apart=False)


@adapter(
    "anti_dilution",
    *("founders_common", "series_A", "base", "new_issue"),
    may="granted_options unissued_reserve",
    repeats="invested",
)
def stated_base(case: Inputs) -> dict[str, Any]:
    counts = Counts(
        common_shares=case["founders_common"],
        preferred_shares=case["series_A"]["shares"],
        granted_options_shares=case.get("granted_options", 0.0),
        reserve_shares=case.get("unissued_reserve", 0.0),
        protected_series_shares=case["series_A"]["shares"],
    )
    return by_words(case, counts, options_apart=True)


@adapter("anti_dilution", "series_A", "new_issue", repeats="invested")
def up_round(case: Inputs) -> dict[str, Any]:
    shares = case["series_A"]["shares"]
    base = weighted_base(Counts(protected_series_shares=shares), BaseRule.PROTECTED_SERIES)
    result = adjusted(case, base, Protection.WEIGHTED_AVERAGE)
    if result.adjusted:
        raise Unsupported("a cheaper issue needs a base, and this shape names none")
    return converted(case, result)


@adapter(
    "anti_dilution", "series_b", "series_c", "preferred_before_c_thousands", "common_outstanding_thousands"
)
def doordash(case: Inputs) -> dict[str, Any]:
    before, issue, series = case["preferred_before_c_thousands"], case["series_c"], case["series_b"]
    counts = Counts(case["common_outstanding_thousands"], sum(before.values()))
    change = adjust_price(
        conversion_price_usd=series["issue_price"],
        issued_shares=issue["shares_thousands"],
        consideration_usd=issue["shares_thousands"] * issue["issue_price"],
        protection=Protection.WEIGHTED_AVERAGE,
        base=weighted_base(counts, BaseRule.COMMON_PREFERRED),
    )
    lot = lot_at_price(
        key="B",
        shares=series["shares_thousands"],
        issue_price_usd=series["issue_price"],
        conversion_price_usd=round(
            change.conversion_price_usd, 2
        ),  # the filing prints cents; the case uses them
    )
    return {
        "series_b_conversion_price": change.conversion_price_usd,
        "conversion_ratio": lot.ratio_x,
        "as_converted_thousands": lot.common_shares,
    }


@adapter(
    "anti_dilution",
    *("series_e_shares_with_ratchet", "original_issue_price", "guaranteed_value_per_share", "ipo_price"),
    may="series_e_shares_waived rule",
)
def ratchet_at_ipo(case: Inputs) -> dict[str, Any]:
    """The lot with the ratchet and the one that waived it, as they convert."""
    factor = worded(case.get("rule", SQUARE_RULE), {SQUARE_RULE: 1.0})  # on the IPO price
    price = case["original_issue_price"]
    kept = one_for_one("E", case["series_e_shares_with_ratchet"], price)
    waived = one_for_one("E waived", case.get("series_e_shares_waived", 1), price)
    terms = {"E": RatchetTerms(case["guaranteed_value_per_share"], factor)}
    kept, waived = lots_at_ipo((kept, waived), terms, case["ipo_price"])
    extra = kept.extra_shares + waived.extra_shares
    return {
        "additional_shares": extra,
        "additional_shares_more_than": extra,
        "additional_shares_millions": extra / 1e6,
        "value_millions": extra * case["ipo_price"] / 1e6,
        "conversion_ratio": kept.ratio_x,
    }


@adapter(
    "anti_dilution", "preferred_total", "class_b_received", "series_c", "other_series_ratio", "form4_lots"
)
def airbnb(case: Inputs) -> dict[str, Any]:
    worded(case["other_series_ratio"], {1: None})
    series = case["series_c"]
    lot = lot_with_surplus(
        lot=one_for_one("C", series["shares"], series["issue_price"]),
        preferred_shares=case["preferred_total"],
        common_received_shares=case["class_b_received"],
    )
    held = [
        Lot(str(at), paid, series["issue_price"], got) for at, (paid, got) in enumerate(case["form4_lots"])
    ]
    return {
        "extra_shares": lot.extra_shares,
        "conversion_ratio": lot.ratio_x,
        "form4_ratios": [item.ratio_x for item in held],
        "effective_price": lot.conversion_price_usd,
    }


@adapter("anti_dilution", "founder_shares", "investor_shares", "price", "reset_price")
def price_reset(case: Inputs) -> dict[str, Any]:
    before = one_for_one("A", case["investor_shares"], case["price"])
    after = lot_at_price(
        key="A",
        shares=case["investor_shares"],
        issue_price_usd=case["price"],
        conversion_price_usd=min(case["price"], case["reset_price"]),
    )
    founders = case["founder_shares"]
    owned = founders / (founders + before.common_shares)
    kept = others_kept_frac([before], [after], other_shares=founders)
    return {
        "investor_shares": after.common_shares,
        "founder_pct": owned * kept,
        "investor_pct": 1 - owned * kept,
        "ratio": after.ratio_x,
    }
