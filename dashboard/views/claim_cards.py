"""The numbers in the worked cards, all from the record."""

from __future__ import annotations

from calc.multiples import mark_value, multiple_at, peak
from calc.path import record_path
from calc.types import Stake
from dashboard.i18n.catalog import Catalog
from dashboard.sources.records import load_company, load_ipo_years

APRIL = "2025-04-30"


def card_values(text: Catalog) -> dict[str, str]:
    """Values for the placeholders of every card."""
    company, num = load_company("airbnb"), text.num
    path = record_path(company)
    marks = {mark.key: mark for mark in company.marks}
    stakes = {stake.key: stake for stake in company.stakes}
    seed = path.steps[0]
    found: dict[str, str] = {}
    for name, key in (("ipo", "ipo"), ("close", "first-close"), ("april", APRIL)):
        value = mark_value(marks[key], path=path, record=path)
        assert value is not None
        found[f"seed_{name}"] = num.multiple(multiple_at(seed, value).price_multiple_x)
        found[f"lot_{name}"] = _worth(stakes["seed-lot"], value.price_usd, text)
        found[f"yc_{name}"] = _worth(stakes["yc"], value.price_usd, text)
        found[f"sequoia_{name}"] = _worth(stakes["sequoia-all"], value.price_usd, text)
    highest, april = peak(company.marks), marks[APRIL].company_value_usd
    years = {year.year: year.tech_ipos for year in load_ipo_years()}
    return found | {
        "needed": num.price(31_000 * seed.issue_price_usd),
        "peak": num.price(highest.price_usd.value if highest else None),
        "paid": num.price(seed.issue_price_usd),
        "sequoia_cost": num.money(stakes["sequoia-all"].cost_usd.value),
        "value_april": num.money(april.value if april else None),
        "tech_2021": num.integer(years[2021]),
        "tech_2024": num.integer(years[2024]),
        "rounds": num.integer(len(company.rounds) - 1),
    }


def _worth(stake: Stake, price_usd: float, text: Catalog) -> str:
    low, high = stake.shares_low.value * price_usd, stake.shares_high.value * price_usd
    return text.num.money(high) if low == high else text.num.money_range(low, high)
