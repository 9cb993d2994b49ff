"""Cases of topic exit_waterfalls with options and warrants: break points, treasury stock."""

from __future__ import annotations

from typing import Any

from calc.waterfall import BreakKind, Common, Option, Preferred, Terms, break_points, treasury_stock
from tests.adapters.shapes import Inputs, adapter
from tests.adapters.words import participation


@adapter("exit_waterfalls", "series_a", "common_shares", "options", may="series_a_warrants debt")
def options_and_warrants(case: Inputs) -> dict[str, Any]:
    a, options = case["series_a"], case["options"]
    bought = {"o": options} | ({"w": case["series_a_warrants"]} if "series_a_warrants" in case else {})
    series = Preferred(
        "a",
        "Series A",
        a["shares"],
        invested_usd=a["shares"] * a["preference_per_share"],
        accrued_usd=a["shares"] * a.get("accrued_dividend_per_share", 0.0),
        **participation(a.get("participating", False)),
    )
    terms = Terms(
        common=(Common("c", "common", case["common_shares"]),),
        preferred=(series,),
        options=tuple(Option(key, key, one["shares"], one["strike"]) for key, one in bought.items()),
        debt_usd=case.get("debt", 0.0),
    )
    said = {
        ("a", BreakKind.PAID): "Series A receives",
        ("c", BreakKind.COMMON): "common receives",
        ("o", BreakKind.EXERCISES): f"{options['strike']:.2f} options exercise",
        ("a", BreakKind.CONVERTS): "Series A converts at {:.2f}",
    }
    if "w" in bought:
        said["w", BreakKind.EXERCISES] = f"warrants exercise at {bought['w']['strike']:.2f}"
    points = break_points(terms)
    return {
        "break_points": [point.exit_usd for point in points],
        "after": [said[point.class_key, point.kind].format(point.common_value_usd) for point in points],
    }


@adapter("exit_waterfalls", "options", "strike", "market_price")
def treasury(case: Inputs) -> dict[str, Any]:
    net = treasury_stock(shares=case["options"], strike_usd=case["strike"], price_usd=case["market_price"])
    return {"repurchased": case["options"] - net, "net_new_shares": net}
