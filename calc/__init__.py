"""What follows from the data: rounds, dilution, SAFEs, exits, returns. Pure functions, no files or network.

`from calc import post_money, xirr, solve_round` works; each name is imported from its module when
it is first asked for, so `import calc` alone costs nothing. Where a function has the name of its
module (`calc.irr.irr`, `calc.waterfall.waterfall`) it is imported from there.
"""

from __future__ import annotations

import importlib

_PUBLIC = {
    "antidilution": "BaseRule Counts Lot Protection RatchetTerms adjust_price lots_at_ipo weighted_base",
    "attribution": "Cause attribute",
    "captable": "PoolPlacement new_investor_ownership post_money pre_money priced_round",
    "daycount": "DayCount year_fraction",
    "dilution": "ownership retained_frac",
    "errors": "CalcError",
    "events": "Ledger cap_table company_events holder_flows replay_events",
    "funds": "Buckets FundPlan PowerLaw Winners chance_of_at_least_one fee_and_carry_table simulate",
    "investor": "SellDown SellRule position purchases sales_of",
    "irr": "IrrResult internal_rate npv xirr xnpv",
    "irr_many": "ManyIrr xirr_many",
    "library": "entry_multiple",
    "multiples": "annual_rate annual_rate_range mark_value multiple_at multiples_at",
    "multiples_many": "ManyMultiples many_multiples",
    "path": "Path record_path record_terms replay",
    "pme": "Against direct_alpha fund_irr kaplan_schoar long_nickels modified_pme pme_plus",
    "returns": "flow_multiples fund_multiples modified_irr moic",
    "safes": "Before Convertible Form Method RoundTerms at_exit fixed_from_cap implied_cap solve_round",
    "steps": "round_steps",
    "stakes": "holding_of_check holding_of_stake value_at_mark values_along",
    "types": "Basis Company Figure Mark MarkKind PartialDate Quoted Round RoundKind",
    "venture": "annual_growth checks_covered exit_multiple hit_rate value_to_cover years_needed",
    "waterfall": "Common Option Participation Preferred break_points by_holder prove treasury_stock",
    "whatif": "AddedRound RoundEdit WhatIf what_if_path",
}
_MODULE_OF = {name: module for module, names in _PUBLIC.items() for name in names.split()}
__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'calc' has no attribute {name!r}")
    return getattr(importlib.import_module(f"calc.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
