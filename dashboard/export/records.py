"""The numbers as plain records for machines: same names as in the code, unknown is null."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calc.dilution import retained_frac
from calc.multiples import MarkValue, annual_rate_range, mark_value, multiple_at
from calc.path import Step
from calc.steps import round_steps
from calc.types import IpoYear, weakest
from dashboard.sources.ipo_series import Edition, Rates, Reading, load_editions, load_ipo_series, load_rates
from dashboard.views.path import PathView


def path_record(view: PathView) -> dict[str, Any]:
    """A path: its private rounds, the IPO, every mark, and the stakes at the chosen mark."""
    marks = [mark_value(mark, path=view.path, record=view.record) for mark in view.company.marks]
    ipo = next((mark for mark in marks if mark and mark.key == "ipo"), None)
    return {
        "company": view.company.key,
        "name": view.company.name,
        "ticker": view.company.ticker,
        "assumed": view.is_changed,
        "rounds": [_round(view, step, ipo) for step in view.private],
        "ipo": _round(view, view.path.ipo, ipo) if view.path.ipo else None,
        "marks": [_mark(view, mark) for mark in marks if mark],
        "stakes": [_stake(stake) for stake in view.company.stakes],
    }


def _round(view: PathView, step: Step, ipo: MarkValue | None) -> dict[str, Any]:
    recorded = {r.key: r for r in view.company.rounds}.get(step.key)
    at_ipo = multiple_at(step, ipo) if ipo else None
    before = {s.to_key: s for s in round_steps(view.path)}.get(step.key)
    rate = (
        annual_rate_range(at_ipo.price_multiple_x or 0, at_ipo.days_low, at_ipo.days_high) if at_ipo else None
    )
    return {
        "key": step.key,
        "name": step.terms.name,
        "date": step.terms.date.text,
        "issue_price_usd": step.issue_price_usd,
        "amount_raised_usd": step.terms.amount_raised_usd,
        "pre_money_usd": step.pre_money_usd,
        "post_money_usd": step.post_money_usd,
        "new_shares": step.new_shares,
        "fully_diluted_shares": step.fully_diluted_shares,
        "other_issuance_shares": step.terms.other_issuance_shares,
        "conversion_ratio": step.terms.conversion_ratio,
        "sold_frac": step.sold_frac,
        "price_step_x": before.price_step_x if before else None,
        "valuation_step_x": before.valuation_step_x if before else None,
        "step_up_x": before.step_up_x if before else None,
        "price_multiple_at_ipo_x": at_ipo.price_multiple_x if at_ipo else None,
        "price_multiple_at_ipo_unconverted_x": multiple_at(step, ipo, converted=False).price_multiple_x
        if ipo
        else None,
        "valuation_multiple_at_ipo_x": at_ipo.valuation_multiple_x if at_ipo else None,
        "retained_frac_at_ipo": retained_frac(step, view.path.ipo) if view.path.ipo else None,
        "annual_rate_at_ipo_low_frac": rate[0] if rate else None,
        "annual_rate_at_ipo_high_frac": rate[1] if rate else None,
        "basis": weakest(step.price_basis, step.terms.amount_basis).value,
        "valuation_basis": step.terms.valuation_basis.value,
        "other_issuance_basis": step.terms.other_basis.value,
        "source_id": recorded.issue_price_usd.source_id if recorded else None,
        "valuation_source_id": recorded.post_money_usd.source_id if recorded else None,
        "quoted": recorded.quoted.value if recorded else None,
    }


def _mark(view: PathView, mark: MarkValue) -> dict[str, Any]:
    first = view.private[0]
    multiple = multiple_at(first, mark)
    return {
        "key": mark.key,
        "kind": mark.kind.value,
        "date": mark.date.text,
        "price_usd": mark.price_usd,
        "company_value_usd": mark.company_value_usd,
        "scope": mark.scope.value if mark.company_value_usd is not None else None,
        "first_round_price_multiple_x": multiple.price_multiple_x,
        "first_round_valuation_multiple_x": multiple.valuation_multiple_x,
        "basis": mark.price_basis.value,
        "valuation_basis": mark.value_basis.value if mark.company_value_usd is not None else None,
        "source_id": mark.source_id,
        "valuation_source_id": mark.value_source_id or None,
    }


def _stake(stake: Any) -> dict[str, Any]:
    return {
        "key": stake.key,
        "holder": stake.holder,
        "shares_low": stake.shares_low.value,
        "shares_high": stake.shares_high.value,
        "cost_usd": stake.cost_usd.value,
        "basis": stake.shares_low.basis.value,
        "source_id": stake.shares_low.source_id,
        "cost_source_id": stake.cost_usd.source_id,
    }


def ipo_records(years: Sequence[IpoYear]) -> list[dict[str, Any]]:
    """IPO counts, a record per year."""
    return [
        {
            "year": year.year,
            "tech_ipos": year.tech_ipos,
            "all_ipos": year.all_ipos,
            "partial": year.partial,
            "basis": year.tech_basis.value,
            "source_id": year.tech_source_id,
            "all_source_id": year.all_source_id,
            "edition": year.tech_edition,
            "all_edition": year.all_edition,
        }
        for year in years
    ]


EDITIONS = "tech_editions"


def series_names() -> tuple[str, ...]:
    """Every series the IPO window can show: counts, measures, rates, and what editions said."""
    return (*load_ipo_series(), *load_rates(), EDITIONS)


def series_records(keys: Sequence[str]) -> list[dict[str, Any]]:
    """Series of the IPO window, a record per figure; fractions are 0.05 for 5 %, dollars are whole.

    An edition's figure is a range: value is blank, low and high are set.
    """
    counts, rates, found = load_ipo_series(), load_rates(), list[dict[str, Any]]()
    for key in keys:
        if key == EDITIONS:
            found += [_edition(one) for one in load_editions()]
        elif key in rates:
            found += _rates(key, rates[key])
        else:
            found += [_reading(key, one) for one in counts[key]]
    return found


def _record(series: str, year: int, value: float | None, unit: str, **more: Any) -> dict[str, Any]:
    whole = int(value) if value is not None and unit in ("count", "usd") and value == int(value) else value
    rest = {"quarter": None, "low": None, "high": None, "partial": False, "edition": None, "note": None}
    return {"series": series, "year": year, "value": whole, "unit": unit} | rest | more


def _reading(key: str, one: Reading) -> dict[str, Any]:
    more = {"partial": one.partial, "edition": one.edition, "note": one.note or None}
    source = {"basis": one.basis.value, "source_id": one.source_id}
    return _record(key, one.year, one.value, one.unit, **more, **source)


def _rates(key: str, rates: Rates) -> list[dict[str, Any]]:
    source = {"basis": "reported", "source_id": rates.source_id}
    yearly = [_record(key, year, value, "frac", **source) for year, value in rates.by_year.items()]
    quarters = [
        _record(key, year, value, "frac", quarter=quarter, **source)
        for (year, quarter), value in rates.by_quarter.items()
    ]
    return yearly + quarters


def _edition(one: Edition) -> dict[str, Any]:
    more = {"low": one.low, "high": one.high, "edition": one.edition, "source_id": one.source_id}
    return _record(EDITIONS, one.year, None, "count", basis=None, **more)
