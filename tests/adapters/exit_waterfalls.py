"""Cases of topic exit_waterfalls: preferences, participation, caps, conversion, ranks."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from calc.safes import Before, at_exit
from calc.waterfall import BreakKind, Common, Preferred, Terms, break_points, waterfall
from tests.adapters.compare import AnyOf
from tests.adapters.safes_notes import papers_of
from tests.adapters.shapes import Inputs, Unsupported, adapter, listed, worded
from tests.adapters.words import fraction, participation, ranks, series_terms

MILLION = 1e6
HALVES = 1e6  # any number of shares does: an example in fractions of the company
TIMES = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0}


def payouts(terms: Terms, exit_usd: float) -> dict[str, float]:
    row = waterfall(terms, [exit_usd]).payouts_usd[0]
    return {key: float(paid) for key, paid in zip(terms.keys, row, strict=True)}


def figures(terms: Terms, exit_usd: float) -> dict[str, Any]:
    """Payouts as sources print them, whole and in millions, and what a common share is worth."""
    paid = payouts(terms, exit_usd)
    return {
        "payout": paid,
        "payout_millions": {key: value / MILLION for key, value in paid.items()},
        "decision": decisions(terms, exit_usd),
        "per_share": float(waterfall(terms, [exit_usd]).common_value_usd[0]),
    }


def decisions(terms: Terms, exit_usd: float) -> dict[str, Any]:
    """Convert or hold, by class; at the very point of indifference either word is right."""
    result = waterfall(terms, [exit_usd])
    value, found = float(result.common_value_usd[0]), {}
    for one in terms.preferred:
        tied = abs(value - one.converts_at_usd) <= 1e-9 * one.converts_at_usd
        converts = bool(result.converts[0, terms.keys.index(one.key)])
        found[one.key] = AnyOf("convert", "hold") if tied else "convert" if converts else "hold"
    return found


# --- one investor with a fraction of the company -------------------------------------------


def two_holders(case: Inputs, owned: Any, preference_x: float = 1.0, **more: Any) -> Terms:
    owned = fraction(owned)
    investor = Preferred(
        "investor", "Investor", owned * HALVES, case["invested"], preference_x=preference_x, **more
    )
    return Terms((Common("others", "Others", (1 - owned) * HALVES),), (investor,))


def one_investor(case: Inputs, owned: Any) -> dict[str, Any]:
    kind = participation(case.get("participating", False), case.get("total_cap_multiple"))
    terms = two_holders(case, owned, case.get("preference_multiple", 1.0), **kind)
    found = figures(terms, case["exit_value"])
    investor, others = found["payout"]["investor"], found["payout"]["others"]
    return found | {
        "investor": investor,
        "others": others,
        "founders": others,
        "investor_millions": investor / MILLION,
        "others_millions": others / MILLION,
        "founders_millions": others / MILLION,
        "action": found["decision"]["investor"],
    }


@adapter(
    "exit_waterfalls",
    *("investor_pct", "invested", "participating", "exit_value"),
    may="preference_multiple total_cap_multiple",
)
def investor_by_percent(case: Inputs) -> dict[str, Any]:
    return one_investor(case, case["investor_pct"])


@adapter(
    "exit_waterfalls",
    *("ownership", "invested", "participating", "exit_value"),
    may="preference_multiple total_cap_multiple",
)
def investor_by_ownership(case: Inputs) -> dict[str, Any]:
    return one_investor(case, case["ownership"])


@adapter(
    "exit_waterfalls", "invested", "ownership", "total_cap_multiple", "exit_value", may="preference_multiple"
)
def three_kinds(case: Inputs) -> dict[str, Any]:
    cap, multiple = case["total_cap_multiple"], case.get("preference_multiple", 1.0)

    def paid(shares: bool, cap_x: float | None = None) -> float:
        terms = two_holders(case, case["ownership"], multiple, **participation(shares, cap_x))
        return payouts(terms, case["exit_value"])["investor"] / MILLION

    capped = paid(True, cap)
    kinds = {"non_participating": paid(False), "full_participating": paid(True)}
    return {"investor_millions": kinds | {f"capped_{cap:g}x": capped, f"capped_{float(cap)}x": capped}}


@adapter("exit_waterfalls", "invested", "ownership", "total_cap_multiple", may="preference_multiple")
def flat_window(case: Inputs) -> dict[str, Any]:
    kind = participation(True, case["total_cap_multiple"])
    terms = two_holders(case, case["ownership"], case.get("preference_multiple", 1.0), **kind)
    at = {point.kind: point.exit_usd for point in break_points(terms)}
    return {"cap_reached_at": at[BreakKind.CAPPED], "converts_at": at[BreakKind.CONVERTS]}


@adapter("exit_waterfalls", "invested", "ownership", "exits", may="participating multiples")
def several_exits(case: Inputs) -> dict[str, Any]:
    kind, exits = participation(case.get("participating", False)), listed(case["exits"])
    multiples = listed(case.get("multiples", [1.0] * len(exits)))
    if len(multiples) != len(exits):
        raise Unsupported("not one multiple per exit")

    def paid(multiple: float, exit_usd: float) -> dict[str, float]:
        found = payouts(two_holders(case, case["ownership"], multiple, **kind), exit_usd)
        return {key: value / MILLION for key, value in found.items()}

    rows = [paid(multiple, exit_usd) for multiple, exit_usd in zip(multiples, exits, strict=True)]
    return {
        "investor_millions": [one["investor"] for one in rows],
        "others_millions": [one["others"] for one in rows],
        **{
            f"{word}_x_at_{exit_usd / MILLION:g}m": paid(multiple, exit_usd)
            for word, multiple in TIMES.items()
            for exit_usd in exits
        },
    }


# --- classes by share counts ---------------------------------------------------------------


@adapter("exit_waterfalls", "classes", "exit_value", may="seniority_1_is_paid_first")
def stacked(case: Inputs) -> dict[str, Any]:
    first = worded(case.get("seniority_1_is_paid_first", True), {True: 1, False: -1})
    common = tuple(
        Common(one["name"], one["name"], one["shares"])
        for one in case["classes"]
        if one.get("kind", "preferred") == "common"
    )
    preferred = tuple(
        Preferred(
            one["name"],
            one["name"],
            one["shares"],
            one["invested"],
            preference_x=one.get("preference_multiple", 1.0),
            rank=first * one.get("seniority", 1),
            **participation(one.get("participating", False), one.get("total_cap_multiple")),
        )
        for one in case["classes"]
        if worded(one.get("kind", "preferred"), {"preferred": True, "common": False})
    )
    return figures(Terms(common, preferred), case["exit_value"])


@adapter("exit_waterfalls", "common_shares_m", "series", may="participating")
def conversion_order(case: Inputs) -> dict[str, Any]:
    worded(case.get("participating", False), {False: None})
    preferred = tuple(
        Preferred(
            one["name"],
            one["name"],
            one["converts_to_m"],
            one["invested_m"],
            preference_x=one.get("preference_multiple", 1.0),
        )
        for one in case["series"]
    )
    terms = Terms((Common("common", "Common", case["common_shares_m"]),), preferred)
    points = [point for point in break_points(terms) if point.kind is BreakKind.CONVERTS]
    groups = [
        [point.class_key for point in group]
        for _, group in groupby(points, key=lambda point: round(point.exit_usd, 9))
    ]
    return {
        "conversion_threshold_millions": {point.class_key: point.exit_usd for point in points},
        "order": [group[0] if len(group) == 1 else group for group in groups],
    }


@adapter(
    "exit_waterfalls", "founders_common", "series_A", "exit_value", "terms", may="series_B series_C series_D"
)
def worded_terms(case: Inputs) -> dict[str, Any]:
    named = tuple(name for name in "ABCD" if f"series_{name}" in case)
    terms = series_terms(case["terms"], named)
    given = {name: case[f"series_{name}"] for name in named}
    preferred = tuple(
        Preferred(name, name, one["shares"], invested(one), **terms[name]) for name, one in given.items()
    )
    common = (Common("Founders", "Founders", case["founders_common"]),)
    return figures(Terms(common, preferred), case["exit_value"])


def invested(one: Inputs) -> float:
    """What a class paid in: said itself, or its price times its shares, which have to agree."""
    price = one.get("price")
    paid = one.get("invested", None if price is None else price * one["shares"])
    if paid is None or (price is not None and abs(paid - price * one["shares"]) > 0.001 * paid):
        raise Unsupported("no one amount that a class paid in")
    return float(paid)


@adapter(
    "exit_waterfalls",
    *("common", "series_A", "exit_value", "ranking"),
    may="angel_safe_preferred series_B series_C participating",
    repeats="unissued_pool_excluded",
)
def ranked_classes(case: Inputs) -> dict[str, Any]:
    keys = {"angel": "angel_safe_preferred", "A": "series_A", "B": "series_B", "C": "series_C"}
    given = {name: case[key] for name, key in keys.items() if key in case}
    order = ranks(case["ranking"], tuple(given))
    kind = participation(case.get("participating", False))
    preferred = tuple(
        Preferred(name, name, one["shares"], one["preference"], rank=order[name], **kind)
        for name, one in given.items()
    )
    return figures(Terms((Common("common", "Common", case["common"]),), preferred), case["exit_value"])


@adapter(
    "exit_waterfalls",
    *("founders", "safes", "proceeds"),
    may="options_outstanding",
    repeats="unissued_pool_excluded",
)
def safes_at_exit(case: Inputs) -> dict[str, Any]:
    options = case.get("options_outstanding", 0.0)
    founders = sum(listed(case["founders"]))
    classes = at_exit(Before(founders, options), papers_of(case["safes"]))
    common = (Common("stock", "Stock and options", founders + options),)
    found = figures(Terms(common, classes), case["proceeds"])
    return found | {
        "conversion_shares": {one.key: one.shares for one in classes},
        "as_converted_value": {one.key: one.shares * found["per_share"] for one in classes},
    }


@adapter("exit_waterfalls", "common", "series_A", "exits")
def ladder(case: Inputs) -> dict[str, Any]:
    a = case["series_A"]
    kind = participation(a.get("participating", False), a.get("total_cap_multiple"))
    multiple = a.get("preference_multiple", 1.0)
    series = Preferred("series_A", "A", a["shares"], invested(a), preference_x=multiple, **kind)
    result = waterfall(Terms((Common("common", "Common", case["common"]),), (series,)), listed(case["exits"]))
    return {key: result.of(key).tolist() for key in result.keys}
