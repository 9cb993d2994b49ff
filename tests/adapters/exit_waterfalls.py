"""Cases of topic exit_waterfalls: preferences, participation, caps, conversion, options, SAFEs."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from calc.safes import Before, Convertible, at_exit
from calc.waterfall import (
    BreakKind,
    Common,
    Option,
    Participation,
    Preferred,
    Terms,
    break_points,
    treasury_stock,
    waterfall,
)
from tests.adapters.shapes import Inputs, adapter, worded

MILLION = 1e6
HALVES = 1e6  # any number of shares does: an example in fractions of the company


def payouts(terms: Terms, exit_usd: float, unit: float = 1.0) -> dict[str, float]:
    row = waterfall(terms, [exit_usd]).payouts_usd[0]
    return {key: float(paid) / unit for key, paid in zip(terms.keys, row, strict=True)}


def kind(participating: bool, cap_x: float | None = None) -> Participation:
    if not participating:
        return Participation.NONE
    return Participation.CAPPED if cap_x else Participation.FULL


def two_holders(case: Inputs, ownership: float, preference_x: float = 1.0, **more: Any) -> Terms:
    investor = Preferred(
        "investor",
        "Investor",
        ownership * HALVES,
        invested_usd=case["invested"],
        preference_x=preference_x,
        **more,
    )
    return Terms(common=(Common("others", "Others", (1 - ownership) * HALVES),), preferred=(investor,))


@adapter("exit_waterfalls", "classes", "exit_value", "seniority_1_is_paid_first")
def stacked(case: Inputs) -> dict[str, Any]:
    worded(str(case["seniority_1_is_paid_first"]), {"True": True})
    common = tuple(
        Common(one["name"], one["name"], one["shares"])
        for one in case["classes"]
        if one.get("kind") == "common"
    )
    preferred = tuple(
        Preferred(
            one["name"],
            one["name"],
            one["shares"],
            invested_usd=one["invested"],
            preference_x=one["preference_multiple"],
            rank=one["seniority"],
            participation=kind(one["participating"], one.get("total_cap_multiple")),
            cap_x=one.get("total_cap_multiple"),
        )
        for one in case["classes"]
        if one.get("kind") != "common"
    )
    return {"payout_millions": payouts(Terms(common, preferred), case["exit_value"], MILLION)}


@adapter("exit_waterfalls", "investor_pct", "invested", "preference_multiple", "participating", "exit_value")
def one_investor(case: Inputs) -> dict[str, Any]:
    terms = two_holders(
        case,
        case["investor_pct"],
        case["preference_multiple"],
        participation=kind(case["participating"]),
    )
    return {"payout_millions": payouts(terms, case["exit_value"], MILLION)}


@adapter(
    "exit_waterfalls", "invested", "ownership", "preference_multiple", "total_cap_multiple", "exit_value"
)
def three_kinds(case: Inputs) -> dict[str, Any]:
    def paid(participation: Participation, cap_x: float | None = None) -> float:
        terms = two_holders(
            case, case["ownership"], case["preference_multiple"], participation=participation, cap_x=cap_x
        )
        return payouts(terms, case["exit_value"], MILLION)["investor"]

    cap = case["total_cap_multiple"]
    return {
        "investor_millions": {
            "non_participating": paid(Participation.NONE),
            "full_participating": paid(Participation.FULL),
            f"capped_{cap}x": paid(Participation.CAPPED, cap),
        }
    }


@adapter("exit_waterfalls", "invested", "ownership", "preference_multiple", "total_cap_multiple")
def flat_window(case: Inputs) -> dict[str, Any]:
    terms = two_holders(
        case,
        case["ownership"],
        case["preference_multiple"],
        participation=Participation.CAPPED,
        cap_x=case["total_cap_multiple"],
    )
    at = {point.kind: point.exit_usd for point in break_points(terms)}
    return {"cap_reached_at": at[BreakKind.CAPPED], "converts_at": at[BreakKind.CONVERTS]}


@adapter("exit_waterfalls", "common_shares_m", "series", "participating")
def conversion_order(case: Inputs) -> dict[str, Any]:
    worded(str(case["participating"]), {"False": False})
    preferred = tuple(
        Preferred(
            one["name"],
            one["name"],
            one["converts_to_m"],
            invested_usd=one["invested_m"],
            preference_x=one["preference_multiple"],
        )
        for one in case["series"]
    )
    terms = Terms((Common("common", "Common", case["common_shares_m"]),), preferred)
    points = [point for point in break_points(terms) if point.kind is BreakKind.CONVERTS]
    groups = [
        [point.class_key for point in group] for _, group in groupby(points, key=lambda point: point.exit_usd)
    ]
    return {
        "conversion_threshold_millions": {point.class_key: point.exit_usd for point in points},
        "order": [group[0] if len(group) == 1 else group for group in groups],
    }


@adapter("exit_waterfalls", "series_a", "series_a_warrants", "options", "common_shares", "debt")
def options_and_warrants(case: Inputs) -> dict[str, Any]:
    a, warrants, options = case["series_a"], case["series_a_warrants"], case["options"]
    series = Preferred(
        "a",
        "Series A",
        a["shares"],
        invested_usd=a["shares"] * a["preference_per_share"],
        accrued_usd=a["shares"] * a["accrued_dividend_per_share"],
        participation=kind(a["participating"]),
    )
    terms = Terms(
        common=(Common("c", "common", case["common_shares"]),),
        preferred=(series,),
        options=(
            Option("o", "options", options["shares"], options["strike"]),
            Option("w", "warrants", warrants["shares"], warrants["strike"]),
        ),
        debt_usd=case["debt"],
    )
    said = {
        ("a", BreakKind.PAID): "Series A receives",
        ("c", BreakKind.COMMON): "common receives",
        ("o", BreakKind.EXERCISES): f"{options['strike']:.2f} options exercise",
        ("w", BreakKind.EXERCISES): f"warrants exercise at {warrants['strike']:.2f}",
        ("a", BreakKind.CONVERTS): "Series A converts at {:.2f}",
    }
    points = break_points(terms)
    return {
        "break_points": [point.exit_usd for point in points],
        "after": [said[point.class_key, point.kind].format(point.common_value_usd) for point in points],
    }


def convert_or_hold(case: Inputs) -> dict[str, Any]:
    terms = two_holders(
        case, case["ownership"], case["preference_multiple"], participation=kind(case["participating"])
    )
    result = waterfall(terms, [case["exit_value"]])
    return {
        "investor_millions": float(result.of("investor")[0]) / MILLION,
        "action": "convert" if result.converts[0, -1] else "hold",
    }


@adapter("exit_waterfalls", "invested", "ownership", "participating", "exits", "multiples")
def half_owner(case: Inputs) -> dict[str, Any]:
    worded(str(case["participating"]), {"False": False})
    paid = [
        payouts(two_holders(case, case["ownership"], multiple), exit_usd, MILLION)
        for exit_usd, multiple in zip(case["exits"], case["multiples"], strict=True)
    ]
    return {
        "investor_millions": [one["investor"] for one in paid],
        "others_millions": [one["others"] for one in paid],
        "two_x_at_15m": payouts(two_holders(case, case["ownership"], 2.0), 15e6, MILLION),
    }


@adapter("exit_waterfalls", "invested", "ownership", "preference_multiple", "participating", "exit_value")
def participating(case: Inputs) -> dict[str, Any]:
    found = convert_or_hold(case)
    others = case["exit_value"] / MILLION - found["investor_millions"]
    return found | {"founders_millions": others}


SERIES_TERMS: dict[str, dict[str, Any]] = {  # class: what its terms in words mean
    "A 1x non-participating": {},
    "A 1x participating, total cap 2x": {"A": {"participation": Participation.CAPPED, "cap_x": 2.0}},
    "A 2x participating, uncapped": {"A": {"participation": Participation.FULL, "preference_x": 2.0}},
    "B senior to A, both 1x non-participating": {"A": {"rank": 2}},
    "A and B pari passu, both 1x non-participating": {},
}


@adapter("exit_waterfalls", "founders_common", "series_A", "exit_value", "terms")
@adapter("exit_waterfalls", "founders_common", "series_A", "series_B", "exit_value", "terms")
def worded_terms(case: Inputs) -> dict[str, Any]:
    special = worded(case["terms"], SERIES_TERMS)
    preferred = tuple(
        Preferred(
            name,
            name,
            case[f"series_{name}"]["shares"],
            invested_usd=case[f"series_{name}"]["invested"],
            **special.get(name, {}),
        )
        for name in ("A", "B")
        if f"series_{name}" in case
    )
    common = (Common("Founders", "Founders", case["founders_common"]),)
    return {"payout": payouts(Terms(common, preferred), case["exit_value"])}


@adapter(
    "exit_waterfalls",
    "common",
    "angel_safe_preferred",
    "series_A",
    "series_B",
    "participating",
    "exit_value",
    "ranking",
    "unissued_pool_excluded",
)
def three_classes(case: Inputs) -> dict[str, Any]:
    ranks = worded(case["ranking"], {"B senior to A and angel": {"B": 1, "A": 2, "angel": 2}})
    worded(str(case["participating"]), {"False": False})
    given = {"angel": case["angel_safe_preferred"], "A": case["series_A"], "B": case["series_B"]}
    preferred = tuple(
        Preferred(name, name, one["shares"], invested_usd=one["preference"], rank=ranks[name])
        for name, one in given.items()
    )
    terms = Terms((Common("common", "Common", case["common"]),), preferred)
    return {"payout": payouts(terms, case["exit_value"])}


@adapter("exit_waterfalls", "founders", "options_outstanding", "unissued_pool_excluded", "safes", "proceeds")
def safes_at_exit(case: Inputs) -> dict[str, Any]:
    papers = [Convertible(one["holder"], one["amount"], one["post_money_cap"]) for one in case["safes"]]
    classes = at_exit(Before(case["founders"], case["options_outstanding"]), papers)
    common = (Common("stock", "Stock and options", case["founders"] + case["options_outstanding"]),)
    result = waterfall(Terms(common, classes), [case["proceeds"]])
    per_share = float(result.common_value_usd[0])
    converts = dict(zip(result.keys, result.converts[0], strict=True))
    return {
        "conversion_shares": {one.key: one.shares for one in classes},
        "per_share": per_share,
        "as_converted_value": {one.key: one.shares * per_share for one in classes},
        "decision": {one.key: "convert" if converts[one.key] else "hold" for one in classes},
    }


@adapter("exit_waterfalls", "options", "strike", "market_price")
def treasury(case: Inputs) -> dict[str, Any]:
    net = treasury_stock(shares=case["options"], strike_usd=case["strike"], price_usd=case["market_price"])
    return {"repurchased": case["options"] - net, "net_new_shares": net}


@adapter("exit_waterfalls", "common", "series_A", "exits")
def ladder(case: Inputs) -> dict[str, Any]:
    a = case["series_A"]
    series = Preferred(
        "series_A",
        "A",
        a["shares"],
        invested_usd=a["invested"],
        preference_x=a["preference_multiple"],
        participation=kind(a["participating"]),
    )
    result = waterfall(Terms((Common("common", "Common", case["common"]),), (series,)), case["exits"])
    return {key: result.of(key).tolist() for key in result.keys}
