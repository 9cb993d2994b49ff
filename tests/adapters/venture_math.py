"""Cases of topic venture_math: the venture capital method, hit rates, checks paid by one win."""

from __future__ import annotations

import datetime as dt
from typing import Any

from calc.venture import (
    Reading,
    annual_growth,
    checks_covered,
    exit_multiple,
    growth_x,
    hit_rate,
    present_value,
    value_to_cover,
    years_needed,
)
from tests.adapters.shapes import Inputs, adapter, listed

EARLY_CHECK_USD = 20_000  # the terms of early YC, named in the note of the case on all its checks
DAYS_OF_THE_CASE = 365.25  # its unrounded rate counts years so; our default between dates is 365
HUNDREDS = [100, 1000]  # what the sentence "hundreds of failed ones" spans
HUNDREDS_RETAINED = 0.25  # named in the case's own "company_value_at_25pct_retention"


def multiples(case: Inputs) -> list[float]:
    kept = 1 - case.get("dilution", 0.0)
    return [
        exit_multiple(entry_value_usd=entry, exit_value_usd=case["exit_value"], retained_frac=kept)
        for entry in listed(case["entry_valuations"])
    ]


@adapter("venture_math", "net_income_at_exit", "pe_multiple", "years", "required_return")
def venture_capital_method(case: Inputs) -> dict[str, Any]:
    exit_value = case["net_income_at_exit"] * case["pe_multiple"]
    worth = present_value(
        exit_value_usd=exit_value, required_return_frac=case["required_return"], years=case["years"]
    )
    return {"exit_value": exit_value, "present_value": worth}


@adapter("venture_math", "cost_per_share", "price", "start", "end")
def one_share(case: Inputs) -> dict[str, Any]:
    days = (dt.date.fromisoformat(case["end"]) - dt.date.fromisoformat(case["start"])).days
    years = days / DAYS_OF_THE_CASE
    multiple = case["price"] / case["cost_per_share"]
    found = {"multiple": multiple, "years": years, "total_return": multiple - 1}
    return found | {"total_return_at_least": multiple - 1, "annual_growth": annual_growth(multiple, years)}


@adapter("venture_math", "companies_funded", "cheque_upper_bound", "stake")
def all_checks_of_one_investor(case: Inputs) -> dict[str, Any]:
    count, check = case["companies_funded"], case["cheque_upper_bound"]
    needed = value_to_cover(checks=count, check_usd=check, stake_frac=case["stake"])
    early = checks_covered(check_usd=EARLY_CHECK_USD, stake_frac=case["stake"], company_value_usd=needed)
    return {"claim_holds_if_company_worth_at_least": needed, "cheques_of_20k_in_300m": early}


@adapter("venture_math", "entry_valuations", "exit_value", "target_irr", may="dilution")
def years_at_a_rate(case: Inputs) -> dict[str, Any]:
    found = multiples(case)
    return {"gross_multiple": found, "years": [years_needed(item, case["target_irr"]) for item in found]}


@adapter(
    "venture_math", "entry_valuations", "exit_value", "expected_total_return", may="failures_return dilution"
)
def hits_for_a_total_return(case: Inputs) -> dict[str, Any]:
    wanted = growth_x(case["expected_total_return"], reading=Reading.TOTAL)
    lost = case.get("failures_return", 0.0)  # what comes back of a failed check: 0 is a total loss
    found = multiples(case)
    hits = [hit_rate(wanted_x=wanted, hit_x=item, miss_x=lost) for item in found]
    return {"gross_multiple": found, "hit_rate": hits}


@adapter("venture_math", "cheque", "initial_stake", "company_value", may="retained_fraction")
def checks_paid_by_one_win(case: Inputs) -> dict[str, Any]:
    check, stake = case["cheque"], case["initial_stake"]
    covered = [
        checks_covered(
            check_usd=check,
            stake_frac=stake,
            company_value_usd=case["company_value"],
            retained_frac=kept,
        )
        for kept in listed(case.get("retained_fraction", 1))
    ]
    needed = [
        value_to_cover(checks=count, check_usd=check, stake_frac=stake, retained_frac=HUNDREDS_RETAINED)
        for count in HUNDREDS
    ]
    return {
        "cheques_covered": covered,
        "value_needed_to_cover": {"cheques": HUNDREDS, "company_value_at_25pct_retention": needed},
    }
