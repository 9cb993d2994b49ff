"""A company's path replayed round by round, shares first.

Rules of the replay, in the order they apply at each round:

1. Other issuance (options granted, shares sold elsewhere) joins the old shares before the
   round is priced. It is held as a number of shares.
2. At the IPO, preferred shares whose conversion ratio is above one become the extra common
   shares they are due.
3. price = pre-money / shares then outstanding, fully diluted.
4. new shares = amount raised / price; post-money = price x shares after the round.

Which value is held when another changes: the company value that was quoted (post-money for
the record), the amount raised and the other issuance are held; price and share counts follow.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from calc.captable import check_positive, post_money, pre_money
from calc.errors import CalcError
from calc.moments import End, Moment
from calc.types import Basis, Company, PartialDate, Quoted, Round, RoundKind, weakest

# A quoted value is kept to the cent, a share count comes from a division: a difference smaller
# than this fraction of the shares is not an issue of shares.
_ROUNDING = 1e-11


@dataclass(frozen=True)
class Terms:
    """What one round is given: the inputs the replay holds, each with its basis.

    moved: another round stands before it than in the record, which changes its price.
    """

    key: str
    name: str
    kind: RoundKind
    date: PartialDate
    amount_raised_usd: float
    valuation_usd: float
    held: Quoted
    other_issuance_shares: float
    conversion_ratio: float = 1.0
    amount_basis: Basis = Basis.REPORTED
    valuation_basis: Basis = Basis.REPORTED
    other_basis: Basis = Basis.ESTIMATED
    date_basis: Basis = Basis.REPORTED
    price_basis: Basis = Basis.DERIVED
    moved: bool = False

    @property
    def assumed(self) -> tuple[str, ...]:
        """Names of the inputs a reader set."""
        valuation = "pre_money_usd" if self.held is Quoted.PRE else "post_money_usd"
        named = {
            "amount_raised_usd": self.amount_basis,
            valuation: self.valuation_basis,
            "other_issuance_shares": self.other_basis,
            "date": self.date_basis,
        }
        return tuple(name for name, basis in named.items() if basis is Basis.ASSUMED)


@dataclass(frozen=True)
class Step:
    """One round replayed. Counts are fully diluted; nothing is rounded."""

    terms: Terms
    pre_money_usd: float
    post_money_usd: float
    issue_price_usd: float
    new_shares: float
    conversion_shares: float
    fully_diluted_shares: float
    price_basis: Basis
    count_basis: Basis
    ratios: tuple[tuple[PartialDate, float], ...] = ()

    @property
    def key(self) -> str:
        """Key of the round."""
        return self.terms.key

    @property
    def sold_frac(self) -> float:
        """Fraction of the company the round sold: new shares / shares after it."""
        return self.new_shares / self.fully_diluted_shares

    def ratio_at(self, date: PartialDate, *, listed: bool) -> float:
        """Common shares per share of the round at a date: from the listing on, or once adjusted."""
        if not self.ratios:
            return self.terms.conversion_ratio if listed else 1.0
        known = [ratio for day, ratio in self.ratios if day.earliest <= date.latest]
        return known[-1] if known else 1.0

    @property
    def final_ratio(self) -> float:
        """Common shares per share of the round in the end."""
        return self.ratios[-1][1] if self.ratios else self.terms.conversion_ratio


@dataclass(frozen=True)
class Path:
    """Every round that could be replayed, and why the replay stopped if it did.

    moments and ends hold a reader's own events; a path of rounds alone has none.
    """

    opening_shares: float
    steps: tuple[Step, ...]
    problem: CalcError | None = None
    stopped_at: str = ""
    moments: tuple[Moment, ...] = ()
    ends: tuple[End, ...] = ()

    def step(self, key: str) -> Step | None:
        """The round of that key, None if it is not in the path or was not reached."""
        return next((step for step in self.steps if step.key == key), None)

    def at(self, date: PartialDate) -> Step | None:
        """The newest round on or before a date; None before the first or past a stop."""
        done = [step for step in self.steps if step.terms.date.earliest <= date.latest]
        return done[-1] if done and self.problem is None else None

    def shares_at(self, date: PartialDate) -> float | None:
        """Fully diluted shares at a date, own events in; None where `at` is None."""
        step = self.at(date)
        done = [one for one in self.moments if one.date.earliest <= date.latest]
        if step is None or not done:
            return step.fully_diluted_shares if step else None
        return done[-1].fully_diluted_shares

    @property
    def ipo(self) -> Step | None:
        """The IPO step, if the path has one."""
        return next((step for step in self.steps if step.terms.kind is RoundKind.IPO), None)


def fully_diluted_shares(*, post_money_usd: float, issue_price_usd: float) -> float:
    """Shares a quoted value counts: post-money / price. An estimate as good as the quote.

    Raises:
        CalcError: "not_positive".

    >>> fully_diluted_shares(post_money_usd=47e9, issue_price_usd=68) / 1e6 // 1
    691.0
    """
    check_positive(post_money_usd=post_money_usd, issue_price_usd=issue_price_usd)
    return post_money_usd / issue_price_usd


def _shares_before(round_: Round) -> float:
    pre = pre_money(
        post_money_usd=round_.post_money_usd.value, amount_raised_usd=round_.amount_raised_usd.value
    )
    return pre / round_.issue_price_usd.value


def opening_shares(company: Company) -> float:
    """Fully diluted shares before the first round: pre-money / price of that round."""
    return _shares_before(company.rounds[0])


def record_terms(company: Company) -> tuple[Terms, ...]:
    """Inputs that make the replay give back the record's own prices, exactly.

    other issuance = pre-money / price - shares after the round before - conversion shares

    What the rounds do not explain is carried as other issuance (a difference within the
    rounding of the quoted value counts as none). It is below zero where a
    quoted company value counts fewer shares than the rounds before it sold.
    """
    terms: list[Terms] = []
    steps: list[Step] = []
    shares = opening_shares(company)
    for round_ in company.rounds:
        conversion = _conversion_shares(steps) if round_.kind is RoundKind.IPO else 0.0
        other = _shares_before(round_) - shares - conversion
        terms.append(_terms_of(round_, 0.0 if abs(other) < shares * _ROUNDING else other))
        steps.append(_step(terms[-1], shares, steps, touched=False))
        shares = steps[-1].fully_diluted_shares
    return tuple(terms)


def _terms_of(round_: Round, other_shares: float) -> Terms:
    return Terms(
        key=round_.key,
        name=round_.name,
        kind=round_.kind,
        date=round_.date,
        amount_raised_usd=round_.amount_raised_usd.value,
        valuation_usd=round_.post_money_usd.value,
        held=Quoted.POST,
        other_issuance_shares=other_shares,
        conversion_ratio=round_.conversion_ratio.value,
        amount_basis=round_.amount_raised_usd.basis,
        valuation_basis=round_.post_money_usd.basis,
        price_basis=round_.issue_price_usd.basis,
        date_basis=round_.date_basis,
    )


def replay(opening: float, terms: Sequence[Terms]) -> Path:
    """Replay rounds in the order given.

    Args:
        opening: Fully diluted shares before the first round, above zero.
        terms: One per round, in order.

    Returns:
        Path; if a round cannot be priced the path holds the rounds before it and says why
        in `problem` ("not_positive", "raised_over_post", "no_shares_left").
    """
    steps: list[Step] = []
    shares = opening
    touched = False
    for round_ in terms:
        touched = touched or round_.moved or bool(set(round_.assumed) - {"date"})
        try:
            step = _step(round_, shares, steps, touched)
        except CalcError as error:
            return Path(opening, tuple(steps), problem=error, stopped_at=round_.name)
        steps.append(step)
        shares = step.fully_diluted_shares
    return Path(opening, tuple(steps))


def _step(terms: Terms, shares: float, earlier: Sequence[Step], touched: bool) -> Step:
    pre, post = _values(terms)
    conversion = _conversion_shares(earlier) if terms.kind is RoundKind.IPO else 0.0
    old_shares = shares + terms.other_issuance_shares + conversion
    if not 0 < old_shares < math.inf:
        raise CalcError("no_shares_left", shares=old_shares)
    price = pre / old_shares
    new_shares = terms.amount_raised_usd / price
    return Step(
        terms=terms,
        pre_money_usd=pre,
        post_money_usd=post,
        issue_price_usd=price,
        new_shares=new_shares,
        conversion_shares=conversion,
        fully_diluted_shares=old_shares + new_shares,
        price_basis=Basis.ASSUMED if touched else terms.price_basis,
        count_basis=Basis.ASSUMED if touched else weakest(Basis.ESTIMATED, terms.valuation_basis),
    )


def _values(terms: Terms) -> tuple[float, float]:
    amount = terms.amount_raised_usd
    if terms.held is Quoted.PRE:
        post = post_money(pre_money_usd=terms.valuation_usd, amount_raised_usd=amount)
        return terms.valuation_usd, post
    pre = pre_money(post_money_usd=terms.valuation_usd, amount_raised_usd=amount)
    return pre, terms.valuation_usd


def _conversion_shares(steps: Sequence[Step]) -> float:
    return sum(step.new_shares * (step.terms.conversion_ratio - 1) for step in steps)


def record_path(company: Company) -> Path:
    """The record replayed: its prices are the filing's."""
    return replay(opening_shares(company), record_terms(company))


def held_days(start: PartialDate, end: PartialDate) -> tuple[int, int]:
    """Fewest and most days between two dates that may be known to the month or year only."""
    return _days(start.latest, end.earliest), _days(start.earliest, end.latest)


def _days(start: dt.date, end: dt.date) -> int:
    return max(0, (end - start).days)
