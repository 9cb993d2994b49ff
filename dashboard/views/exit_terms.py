"""Rows a reader types into terms of the waterfall, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calc.errors import CalcError
from calc.safes import Before, Convertible, at_exit
from calc.waterfall import Common, Option, Participation, Preferred, Terms
from dashboard.scenario.exits import ClassRow, ExitView
from dashboard.views.company_terms import PreferredClass

STARTER = (
    ClassRow("Founders", "common", 8e6),
    ClassRow("Options", "options", 1e6, strike_usd=0.5),
    ClassRow("Series A", "series", 2e6, 5e6, rank=2),
    ClassRow("Series B", "series", 2e6, 15e6),
)


def row_key(at: int, row: ClassRow) -> str:
    """Key of a typed class in the waterfall."""
    return f"{row.kind}-{at}"


def terms_of(rows: Sequence[ClassRow], view: ExitView) -> Terms:
    """Typed rows as terms; the unissued pool gets nothing and is left out.

    SAFEs and notes stand unconverted: due the greater of their money and their conversion shares.

    Raises:
        CalcError: "classes_blank" if a class lacks a number; else as `Terms` and `at_exit`.
    """
    if any(one.is_blank for one in rows):
        raise CalcError("classes_blank")
    keyed = [(row_key(at, row), row) for at, row in enumerate(rows)]
    common = tuple(Common(key, row.name, row.shares or 0.0) for key, row in keyed if row.kind == "common")
    if not common:
        raise CalcError("no_common")
    options = tuple(
        Option(key, row.name, row.shares or 0.0, row.strike_usd)
        for key, row in keyed
        if row.kind in ("options", "warrants")
    )
    series = [_series(key, row) for key, row in keyed if row.kind == "series"]
    papers = {key: row for key, row in keyed if row.kind in ("safe", "note")}
    outstanding = sum(one.shares for one in common) + sum(one.common_shares for one in series)
    before = Before(outstanding, sum(one.shares for one in options))
    unconverted = at_exit(
        before, [Convertible(key, row.amount_usd or 0.0, row.cap_usd or None) for key, row in papers.items()]
    )
    named = [replace(one, name=papers[one.key].name, rank=papers[one.key].rank) for one in unconverted]
    return paid_first(Terms(common, (*series, *named), options), view)


def paid_first(terms: Terms, view: ExitView) -> Terms:
    """Terms with the reader's debt, fees and carve-out."""
    return replace(
        terms,
        debt_usd=view.debt_usd,
        fees_usd=view.fees_usd,
        fees_frac=view.fees_frac,
        carve_out_frac=view.carve_out_frac,
    )


def _series(key: str, row: ClassRow) -> Preferred:
    return Preferred(
        key,
        row.name,
        row.shares or 0.0,
        row.amount_usd or 0.0,
        preference_x=row.preference_x,
        rank=row.rank,
        participation=Participation(row.participation),
        cap_x=row.cap_x if row.participation == "capped" else None,
        conversion_ratio=row.ratio_x,
    )


def rows_of(terms: Terms, names: Sequence[str]) -> tuple[ClassRow, ...]:
    """Terms as rows to go on typing in, under names in the reader's language."""
    rows = []
    for one, name in zip(terms.classes, names, strict=True):
        if isinstance(one, Common):
            rows.append(ClassRow(name, "common", one.shares))
        elif isinstance(one, Option):
            rows.append(ClassRow(name, "options", one.shares, strike_usd=one.strike_usd))
        else:
            rows.append(_series_row(one, name))
    return tuple(rows)


def _series_row(one: Preferred, name: str) -> ClassRow:
    return ClassRow(
        name,
        "series",
        one.shares,
        one.invested_usd,
        preference_x=one.preference_x,
        participation=one.participation.value,
        cap_x=one.cap_x or 0.0,
        rank=one.rank,
        ratio_x=one.conversion_ratio,
    )


def rows_on_record(
    series: Sequence[PreferredClass], names: Sequence[str], common: str
) -> tuple[ClassRow, ...]:
    """What is known of a company as rows; blank what is not, common shares first of all."""
    return (
        ClassRow(common, "common", None),
        *(
            ClassRow(name, "series", one.shares or None, one.invested_usd or None, ratio_x=one.ratio_x or 1.0)
            for one, name in zip(series, names, strict=True)
        ),
    )


def by_price(row: ClassRow, price_usd: float | None) -> ClassRow:
    """A series with its blank filled by the price on record: amount = shares x price.

    >>> by_price(ClassRow("A", "series", 2e6, None), 0.5).amount_usd
    1000000.0
    """
    if row.kind != "series" or not price_usd or not row.is_blank:
        return row
    if row.shares is not None:
        return replace(row, amount_usd=float(f"{row.shares * price_usd:.12g}"))
    if row.amount_usd is not None:
        return replace(row, shares=float(f"{row.amount_usd / price_usd:.12g}"))
    return row
