"""A round over SAFEs and notes, solved exactly: price, pool and every conversion at once.

With x = 1 / price everything is a straight line in x until some paper changes its mind:

    shares by discount or round price   amount x / (1 - discount)
    shares by a pre-money cap           amount (shares before + pool increase) / cap
    shares by a post-money cap          amount (capitalization) / cap
    pool increase                       target x (all shares after) - pool there is

Each paper takes the largest of what it may take, so the shares before the new money rise with
x and bend upward; the value per 1 / price that has to cover them is one straight line. Newton's
method from x = 0 therefore never oversteps the first crossing and reaches it in as many steps
as there are bends. No crossing means that 100 % or more of the company is sold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calc.errors import CalcError
from calc.safes.result import Control, Conversion, SafeRound
from calc.safes.terms import Before, Convertible, Form, Method, RoundTerms


@dataclass(frozen=True)
class _Line:
    """base + slope x, shares as a function of x = 1 / price."""

    base: float
    slope: float

    def at(self, x: float) -> float:
        return self.base + self.slope * x


def solve_round(before: Before, convertibles: Sequence[Convertible], terms: RoundTerms) -> SafeRound:
    """Price, pool increase and conversions of a priced round over SAFEs and notes.

    Args:
        before: Shares before the round.
        convertibles: In the order of issue, which matters to MFN papers only.
        terms: Pre-money, new money, pool and method.

    Raises:
        CalcError: "fully_sold" if SAFEs, pool and new money leave nothing to the holders;
            "same_paper_twice"; "not_issued_later" if an MFN paper elects none of the later ones.

    Choosing, an MFN paper counts earlier MFN papers by their own terms.

    Source: Y Combinator, Post-Money Safe User Guide; Cooley, conversion methods.

    >>> done = solve_round(Before(8e6), [Convertible("s", 1e6, cap_usd=10e6)],
    ...                    RoundTerms(12e6, 3e6, target_pool_frac=0.1))
    >>> round(done.price_usd, 9), round(done.of("s").frac, 9), done.of("s").control.value
    (1.18125, 0.07, 'cap')
    """
    keys = [one.key for one in convertibles]
    if len(set(keys)) < len(keys):
        raise CalcError("same_paper_twice", key=next(key for key in keys if keys.count(key) > 1))
    elected: dict[str, str] = {}
    papers = list(convertibles)
    for at in range(len(papers) - 1, -1, -1):  # the latest first: nothing later depends on it
        if papers[at].mfn:
            papers[at], taken = _elect(papers, at, before, terms)
            elected[papers[at].key] = taken
    x = _inverse_price(before, papers, terms)
    return _result(before, papers, terms, x, elected)


def _elect(
    papers: Sequence[Convertible], at: int, before: Before, terms: RoundTerms
) -> tuple[Convertible, str]:
    """The MFN paper with the later package that gives it most shares; its own if none does."""
    own = replace(papers[at], mfn=False)
    best, best_shares, taken = own, -1.0, ""
    for other in _offers(papers, at):
        tried = own if other is None else _with_package(own, other)
        all_papers = [*papers[:at], tried, *papers[at + 1 :]]
        plain = [replace(one, mfn=False) for one in all_papers]
        try:
            x = _inverse_price(before, plain, terms)
        except CalcError:
            continue
        shares = _shares(tried, before, *_state(before, plain, terms, x), x)[0]
        if shares > best_shares * (1 + 1e-12):
            best, best_shares, taken = tried, shares, other.key if other else ""
    return best, taken


def _offers(papers: Sequence[Convertible], at: int) -> Sequence[Convertible | None]:
    """Packages an MFN paper may take: the one it names, or none and every later one.

    A fixed fraction is no package to take over (Y Combinator's own 7 % is not).
    """
    later = [one for one in papers[at + 1 :] if one.fixed_frac is None]
    if not papers[at].elects:
        return [None, *later]
    named = [one for one in later if one.key == papers[at].elects]
    if not named:
        raise CalcError("not_issued_later", key=papers[at].key, elects=papers[at].elects)
    return named


def _with_package(own: Convertible, other: Convertible) -> Convertible:
    return replace(own, cap_usd=other.cap_usd, form=other.form, discount_frac=other.discount_frac)


def _inverse_price(before: Before, papers: Sequence[Convertible], terms: RoundTerms) -> float:
    """x = 1 / price at which the value covers all shares before the new money."""
    x = 0.0
    for _ in range(4 * len(papers) + 8):
        need, have = _needed(before, papers, terms, x), _covered(before, papers, terms)
        slope = have.slope - need.slope
        if not slope > 1e-12 * abs(have.slope):
            raise CalcError("fully_sold")
        following = (need.base - have.base) / slope
        if following <= x * (1 + 1e-15):
            return max(x, following)
        x = following
    raise CalcError("not_solved")  # every step passes a bend, and there are fewer bends than steps


def _covered(before: Before, papers: Sequence[Convertible], terms: RoundTerms) -> _Line:
    """Shares that stand before the new money at x, by the method."""
    return _Line(0.0, _value_before(papers, terms))


def _value_before(papers: Sequence[Convertible], terms: RoundTerms) -> float:
    """What the shares before the new money are worth: the pre-money, and what converts at cost."""
    invested = sum(one.amount_usd for one in papers)
    return terms.pre_money_usd + (invested if terms.method is Method.DOLLARS_INVESTED else 0.0)


def _needed(before: Before, papers: Sequence[Convertible], terms: RoundTerms, x: float) -> _Line:
    """Shares before the new money around x: those there are, the pool increase, conversions."""
    pool = _pool(before, papers, terms, x)
    existing = before.fully_diluted_shares
    if terms.method is Method.PRE_MONEY:
        return _Line(existing + pool.base, pool.slope)
    capitalization = _capitalization(before, papers, pool, x)
    return _Line(capitalization.base + pool.base, capitalization.slope + pool.slope)


def _pool(before: Before, papers: Sequence[Convertible], terms: RoundTerms, x: float) -> _Line:
    """Pool increase: given, or what lifts the unissued pool to its target of all shares after."""
    if terms.pool_increase_shares is not None:
        return _Line(terms.pool_increase_shares, 0.0)
    if terms.target_pool_frac == 0:
        return _Line(0.0, 0.0)
    if terms.method is Method.PRE_MONEY:
        raise CalcError("pool_needs_shares")
    value = _value_before(papers, terms) + terms.new_money_usd
    line = _Line(-before.unissued_pool_shares, terms.target_pool_frac * value)
    # just beyond x the line counts as soon as it turns up
    return line if line.at(x) >= 0 else _Line(0.0, 0.0)


def _capitalization(before: Before, papers: Sequence[Convertible], pool: _Line, x: float) -> _Line:
    """Shares after conversion, before new money and increase: a fixed point of the caps.

    Post-money papers whose cap binds sell fractions of it; the rest is money over price. A
    lower cap binds sooner, so papers join in order of the share price their cap stands for.
    """
    free = [(one, _at_price(one, before, pool, x)) for one in papers if one.fixed_frac is None]
    sold = sum(one.fixed_frac for one in papers if one.fixed_frac is not None)
    rest = _Line(
        before.fully_diluted_shares + sum(line.base for _, line in free),
        sum(line.slope for _, line in free),
    )
    capped = [pair for pair in free if pair[0].cap_usd is not None and pair[0].form is Form.POST_MONEY]
    capped.sort(key=lambda pair: (pair[0].cap_usd or 0.0) * pair[1].at(x) / pair[0].amount_usd)
    for one, line in capped:
        left = 1 - sold
        if left <= 0:
            break
        if rest.at(x) / left * one.sold_frac <= line.at(x):
            break
        sold += one.sold_frac
        rest = _Line(rest.base - line.base, rest.slope - line.slope)
    if sold >= 1 - 1e-12:
        raise CalcError("fully_sold")
    return _Line(rest.base / (1 - sold), rest.slope / (1 - sold))


def _at_price(one: Convertible, before: Before, pool: _Line, x: float) -> _Line:
    """Shares without a post-money cap: discount or round price, or a pre-money cap if better."""
    money = _Line(0.0, one.amount_usd / (1 - one.discount_frac))
    if one.cap_usd is None or one.form is Form.POST_MONEY:
        return money
    per_share = one.amount_usd / one.cap_usd
    capped = _Line(per_share * (before.fully_diluted_shares + pool.base), per_share * pool.slope)
    return capped if capped.at(x) > money.at(x) else money


def _state(before: Before, papers: Sequence[Convertible], terms: RoundTerms, x: float) -> tuple[float, float]:
    """Capitalization and pool increase at a solved x."""
    pool = _pool(before, papers, terms, x)
    return _capitalization(before, papers, pool, x).at(x), pool.at(x)


def _shares(
    one: Convertible, before: Before, capitalization: float, increase: float, x: float
) -> tuple[float, Control]:
    """Shares of one paper and the term that gave them."""
    if one.fixed_frac is not None:
        return one.fixed_frac * capitalization, Control.FIXED
    shares = one.amount_usd * x / (1 - one.discount_frac)
    control = Control.DISCOUNT if one.discount_frac else Control.ROUND_PRICE
    if one.cap_usd is not None:
        counted = capitalization
        if one.form is Form.PRE_MONEY:
            counted = before.fully_diluted_shares + increase
        capped = one.amount_usd * counted / one.cap_usd
        if capped > shares * (1 + 1e-12):
            return capped, Control.CAP
    return shares, control


def _result(
    before: Before,
    papers: Sequence[Convertible],
    terms: RoundTerms,
    x: float,
    elected: dict[str, str],
) -> SafeRound:
    capitalization, increase = _state(before, papers, terms, x)
    new_shares = terms.new_money_usd * x
    total = capitalization + increase + new_shares
    conversions = []
    for one in papers:
        shares, control = _shares(one, before, capitalization, increase, x)
        conversions.append(
            Conversion(
                key=one.key,
                amount_usd=one.amount_usd,
                shares=shares,
                price_usd=one.amount_usd / shares,
                control=control,
                frac=shares / total,
                elected_key=elected.get(one.key, ""),
            )
        )
    return SafeRound(
        price_usd=1 / x,
        new_shares=new_shares,
        new_frac=new_shares / total,
        pool_increase_shares=increase,
        pool_shares=before.unissued_pool_shares + increase,
        capitalization_shares=capitalization,
        fully_diluted_shares=total,
        conversions=tuple(conversions),
    )
