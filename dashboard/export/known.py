"""A company known with gaps as CSV text and as plain records; what is not known is blank or null."""

from __future__ import annotations

from typing import Any

from calc.gaps import one_per_value
from calc.library import EntryMultiple, Exit, entry_multiple, grade, price_steps
from dashboard.export.tables import csv_text
from dashboard.views.known import KnownView

COLUMNS = (
    "company",
    "round",
    "kind",
    "date",
    "amount_raised_usd",
    "post_money_usd",
    "issue_price_usd",
    "shares",
    "conversion_ratio",
    "price_step_x",
    "exit",
    "exit_date",
    "exit_price_usd",
    "price_multiple_x",
    "nominal_multiple_x",
    "valuation_multiple_x",
    "annual_rate_low_frac",
    "annual_rate_high_frac",
    "price_basis",
    "valuation_basis",
    "missing",
    "source_id",
)


def known_csv(view: KnownView) -> str:
    """Every round and mark at the chosen exit."""
    rows = [_row(view, one) for one in _measured(view, view.exit)]
    return csv_text(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])


def known_record(view: KnownView) -> dict[str, Any]:
    """The company: grade, note, rounds at the chosen exit, what holders could get, what is missing."""
    rows = [_row(view, one) for one in _measured(view, view.exit)]
    return {
        "company": view.company.key,
        "name": view.company.name,
        "ticker": view.company.ticker or None,
        "grade": grade(view.company).value,
        "note": view.company.note or None,
        "assumed": view.is_changed,
        "measured_at": view.exit.key if view.exit else None,
        "rounds": [{name: value for name, value in row.items() if name != "company"} for row in rows],
        "outcomes": [_outcome(view, one) for one in view.exits],
        "replay_from": view.replay.company.rounds[0].key if view.replay else None,
        "gaps": {gap.round_key: list(gap.fields) for gap in view.record_gaps},
        "joined_closings": _joined(view),
    }


def _measured(view: KnownView, at: Exit | None) -> tuple[EntryMultiple, ...]:
    if at is not None:
        return view.multiples
    nothing = Exit("", "", view.entries[-1].date) if view.entries and view.entries[-1].date else None
    return tuple(entry_multiple(one, nothing) for one in view.entries) if nothing else ()


def _row(view: KnownView, one: EntryMultiple) -> dict[str, Any]:
    entry, at = one.entry, view.exit
    main = entry.price or entry.post_money or entry.raised
    steps = {step.to_key: step.price_step_x for step in price_steps(view.entries)}
    rate = one.rate or (None, None)
    return {
        "company": view.company.name,
        "key": entry.key,
        "round": entry.name,
        "kind": entry.kind.value,
        "date": entry.date.text if entry.date else None,
        "amount_raised_usd": entry.raised.value if entry.raised else None,
        "post_money_usd": entry.post_money.value if entry.post_money else None,
        "issue_price_usd": entry.price.value if entry.price else None,
        "shares": entry.shares.value if entry.shares else None,
        "conversion_ratio": entry.ratio_x,
        "price_step_x": steps.get(entry.key),
        "exit": at.kind if at else None,
        "exit_date": at.date.text if at else None,
        "exit_price_usd": at.price.value if at and at.price else None,
        "price_multiple_x": one.price_x,
        "nominal_multiple_x": one.nominal_x,
        "valuation_multiple_x": one.value_x,
        "annual_rate_low_frac": rate[0],
        "annual_rate_high_frac": rate[1],
        "price_basis": entry.price.basis.value if entry.price else None,
        "valuation_basis": entry.post_money.basis.value if entry.post_money else None,
        "missing": one.why or None,
        "source_id": main.source_id if main else None,
    }


def _outcome(view: KnownView, one: Exit) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "date": one.date.text,
        "price_usd": one.price.value if one.price else None,
        "of_cost_x": one.of_cost_x,
        "company_value_usd": one.value.value if one.value else None,
        "reference_only": one.reference,
        "from_memory": one.recalled,
        "note": one.note or None,
        "source_id": one.source_id or None,
    }


def _joined(view: KnownView) -> list[str]:
    """Later closings that the replay counts with the round before them."""
    kept = {one.key for one in one_per_value(view.company.entries)}
    return [one.key for one in view.company.entries if one.kind.value == "round" and one.key not in kept]
