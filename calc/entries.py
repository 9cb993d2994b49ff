"""Rows of a company as somebody typed them; None is blank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calc.types import Basis, MarkKind, PartialDate, RoundKind, Scope


@dataclass(frozen=True)
class EnteredRound:
    """A round as typed; None is blank. value_* say how sure the company value is."""

    name: str
    date: PartialDate
    kind: RoundKind = RoundKind.PRICED
    amount_usd: float | None = None
    pre_money_usd: float | None = None
    post_money_usd: float | None = None
    price_usd: float | None = None
    new_shares: float | None = None
    shares_after: float | None = None
    other_shares: float | None = None
    ratio_x: float | None = None
    basis: Basis = Basis.ASSUMED
    source_id: str = ""
    value_basis: Basis = Basis.ASSUMED
    value_source_id: str = ""
    leads: str = ""


@dataclass(frozen=True)
class EnteredMark:
    """A price at a date as typed, or the company value at it."""

    kind: MarkKind
    date: PartialDate
    price_usd: float | None = None
    company_value_usd: float | None = None
    scope: Scope = Scope.NOT_STATED
    basis: Basis = Basis.ASSUMED
    source_id: str = ""
    value_basis: Basis = Basis.ASSUMED
    value_source_id: str = ""


@dataclass(frozen=True)
class EnteredStake:
    """A holding as typed. Shares, a range of them, or the cost in a named round."""

    holder: str
    round_name: str = ""
    shares_low: float | None = None
    shares_high: float | None = None
    cost_usd: float | None = None
    date: PartialDate | None = None
    basis: Basis = Basis.ASSUMED
    source_id: str = ""


@dataclass(frozen=True)
class Lack:
    """Why one entered row is not used, or (is_note) what was assumed for it. `at` counts from 0."""

    table: str
    at: int
    name: str
    code: str
    values: Mapping[str, float | str] = field(default_factory=dict)
    is_note: bool = False
