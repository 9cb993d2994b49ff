"""What the page of own data says of a file, and a what-if as a company to write out."""

from __future__ import annotations

from dataclasses import replace

from calc.multiples import MarkValue, mark_value
from calc.path import Step
from calc.types import Basis, Company, Figure, Mark, Round
from dashboard.i18n.catalog import Catalog
from dashboard.sources.own.company import Import
from dashboard.views.names import round_name
from dashboard.views.path import PathView


def as_changed(view: PathView) -> Company:
    """The company with the reader's changes as if they were its record: the same prices and multiples.

    Rounds are those of the replayed path; marks past a stop of it are left out.
    """
    recorded = {round_.key: round_ for round_ in view.company.rounds}
    rounds = tuple(_round(step, recorded.get(step.key)) for step in view.path.steps)
    marks = ((mark, mark_value(mark, path=view.path, record=view.record)) for mark in view.company.marks)
    kept = tuple(_mark(mark, value) for mark, value in marks if value is not None)
    keys = {round_.key for round_ in rounds}
    stakes = tuple(one for one in view.company.stakes if not one.round_key or one.round_key in keys)
    return replace(view.company, rounds=rounds, marks=kept, stakes=stakes)


def _round(step: Step, recorded: Round | None) -> Round:
    terms = step.terms
    price, value = (
        (recorded.issue_price_usd.source_id, recorded.post_money_usd.source_id) if recorded else ("", "")
    )
    return Round(
        key=step.key,
        name=terms.name,
        kind=terms.kind,
        date=terms.date,
        amount_raised_usd=_figure(terms.amount_raised_usd, terms.amount_basis, price),
        issue_price_usd=_figure(step.issue_price_usd, step.price_basis, price),
        new_shares=_figure(step.new_shares, step.price_basis, price),
        post_money_usd=_figure(step.post_money_usd, terms.valuation_basis, value),
        conversion_ratio=recorded.conversion_ratio if recorded else Figure(1.0, Basis.ASSUMED),
        lead_investors=recorded.lead_investors if recorded else "",
        date_source_id=recorded.date_source_id if recorded else "",
        date_basis=terms.date_basis,
    )


def _figure(value: float, basis: Basis, source_id: str) -> Figure:
    return Figure(value, basis, "" if basis is Basis.ASSUMED else source_id)


def _mark(mark: Mark, value: MarkValue) -> Mark:
    worth = value.company_value_usd
    return replace(
        mark,
        date=value.date,
        price_usd=_figure(value.price_usd, value.price_basis, value.source_id),
        company_value_usd=None if worth is None else _figure(worth, value.value_basis, value.value_source_id),
    )


def read_words(found: Import, text: Catalog) -> str:
    """What a file gave, in a sentence or two."""
    if found.own is None:
        return text.t("own_data.nothing", file=found.file)
    company = found.own.company
    rounds = text.tn("own_data.rounds", len(company.rounds))
    words = text.t("own_data.read", file=found.file, company=company.name, rounds=rounds)
    count = sum(sheet.count for sheet in found.sheets)
    kept = sum(sheet.kept for sheet in found.sheets)
    num = text.num
    if count:
        more = text.t(
            "own_data.read_more", kept=num.decimal(kept, digits=0), count=num.decimal(count, digits=0)
        )
        words = f"{words} {more}"
    if found.encoding not in ("", "utf-8", "utf-8-sig"):
        words = f"{words} {text.t('own_data.encoding', encoding=found.encoding)}"
    return words


def preview(view: PathView, text: Catalog) -> list[list[str]]:
    """Head and rows: every round as it was read, with its multiple at the mark."""
    num = text.num
    keys = (
        "name",
        "date",
        "amount_usd",
        "post_money_usd",
        "price_usd",
        "price_multiple_x",
        "value_multiple_x",
    )
    rows = [[text.t(f"own_field.{key}") for key in keys]]
    for step in view.path.steps:
        multiple = view.multiples.get(step.key)
        rows.append(
            [
                round_name(step.terms.name, text),
                num.date(step.terms.date),
                num.money(step.terms.amount_raised_usd),
                num.money(step.post_money_usd),
                num.price(step.issue_price_usd),
                num.multiple(multiple.price_multiple_x if multiple else None),
                num.multiple(multiple.valuation_multiple_x if multiple else None),
            ]
        )
    return rows
