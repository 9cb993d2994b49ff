"""A company as rows by field: the one shape every written file has, and every reader reads back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from calc.path import opening_shares, record_terms
from calc.types import Company, Figure, Mark, MarkKind, Round, RoundKind, Stake
from dashboard.sources.provenance import Source

TABLES: Final = ("company", "rounds", "marks", "stakes", "sources")
_MARK_WORDS: Final = {MarkKind.IPO_PRICE: "ipo price"}

FieldRow = dict[str, Any]


def company_rows(company: Company, sources: Mapping[str, Source]) -> dict[str, list[FieldRow]]:
    """Rows of every table, each a value by field key; what is blank is left out."""
    marks = [_mark(mark) for mark in company.marks]
    names = {round_.key: round_.name for round_ in company.rounds}
    found = {
        "company": [_filled(what="company", name=company.name, ticker=company.ticker)],
        "rounds": _rounds(company),
        "marks": marks,
        "stakes": [_stake(stake, names) for stake in company.stakes],
    }
    used = {row.get(name) for rows in found.values() for row in rows for name in ("source", "value_source")}
    found["sources"] = source_rows(sources, used)
    return found


def source_rows(sources: Mapping[str, Source], used: Collection[object]) -> list[FieldRow]:
    """The sources among those used, a row each."""
    return [_source(key, one) for key, one in sources.items() if key in used]


def _filled(**values: Any) -> FieldRow:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _rounds(company: Company) -> list[FieldRow]:
    before = opening_shares(company)
    rows: list[FieldRow] = []
    for round_, terms in zip(company.rounds, record_terms(company), strict=True):
        post, price = round_.post_money_usd, round_.issue_price_usd
        pre = post.value - round_.amount_raised_usd.value
        rows.append(
            _filled(
                what="ipo" if round_.kind is RoundKind.IPO else "round",
                name=round_.name,
                date=round_.date,
                amount_usd=round_.amount_raised_usd.value,
                pre_money_usd=pre,
                post_money_usd=post.value,
                other_shares=terms.other_issuance_shares or None,
                shares_before=before if not rows else pre / price.value,
                price_usd=price.value,
                new_shares=round_.new_shares.value,
                shares_after=post.value / price.value,
                ratio_x=round_.conversion_ratio.value if round_.conversion_ratio.value != 1 else None,
                leads=round_.lead_investors,
                **sure(_price_figure(round_), post),
            )
        )
    return rows


def _price_figure(round_: Round) -> Figure:
    """Amount or price, whichever is the less sure."""
    order = list(type(round_.date_basis))
    figures = (round_.amount_raised_usd, round_.issue_price_usd)
    return max(figures, key=lambda figure: order.index(figure.basis))


def sure(figure: Figure | None, value: Figure | None = None) -> FieldRow:
    """How sure a number and a company value are, and their sources; nothing of what is not known."""
    row = {"basis": figure.basis.value, "source": figure.source_id} if figure else {}
    if value is not None:
        row |= {"value_basis": value.basis.value, "value_source": value.source_id}
    return row


def _mark(mark: Mark) -> FieldRow:
    value = mark.company_value_usd
    return _filled(
        what=_MARK_WORDS.get(mark.kind, mark.kind.value),
        date=mark.date,
        price_usd=mark.price_usd.value,
        company_value_usd=value.value if value else None,
        scope=mark.scope.value if value else None,
        **sure(mark.price_usd, value),
    )


def _stake(stake: Stake, names: Mapping[str, str]) -> FieldRow:
    return _filled(
        what="stake",
        holder=stake.holder,
        in_round=names.get(stake.round_key),
        shares_low=stake.shares_low.value,
        shares_high=stake.shares_high.value,
        cost_usd=stake.cost_usd.value,
        date=stake.date,
        **sure(stake.shares_low),
    )


def _source(key: str, source: Source) -> FieldRow:
    return _filled(
        what="source",
        source=key,
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        published=source.date,
    )
