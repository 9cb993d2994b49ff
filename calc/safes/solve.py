"""A round over SAFEs and notes, in words and objects; the mathematics is in core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calc.captable import PoolPlacement
from calc.errors import CalcError
from calc.safes.arrays import stack
from calc.safes.core import Solved, solve
from calc.safes.result import Control, Conversion, SafeRound
from calc.safes.terms import Before, Convertible, Method, RoundTerms


def solve_round(before: Before, convertibles: Sequence[Convertible], terms: RoundTerms) -> SafeRound:
    """Price, pool increase and conversions of a priced round over SAFEs and notes.

    price = pre-money / all shares before the new money, conversions and pool increase in
    post-money SAFE = amount / cap of the shares before the new money, without the increase
    conversion price = the lowest of cap price, discounted price and round price

    Args:
        before: Shares before the round.
        convertibles: In the order of issue, which matters to MFN papers only.
        terms: Pre-money, new money, pool and method.

    Raises:
        CalcError: "fully_sold" if SAFEs, pool and new money leave nothing to the holders;
            "same_paper_twice"; "not_issued_later" if an MFN paper elects none of the later ones;
            "pool_needs_shares" for a target inside a pre-money that leaves conversions out.

    Choosing, an MFN paper counts earlier MFN papers by their own terms.

    Unit: US dollars per share
    Source: Y Combinator, Post-Money Safe User Guide; Cooley, conversion methods.

    >>> done = solve_round(Before(8e6), [Convertible("s", 1e6, cap_usd=10e6)],
    ...                    RoundTerms(12e6, 3e6, target_pool_frac=0.1))
    >>> round(done.price_usd, 9), round(done.of("s").frac, 9), done.of("s").control.value
    (1.18125, 0.07, 'cap')
    """
    _check(convertibles, terms)
    found = solve(stack([(before, convertibles, terms)]))
    if not found.solved[0]:
        raise CalcError("fully_sold")
    return _result(before, convertibles, terms, found)


def _check(papers: Sequence[Convertible], terms: RoundTerms) -> None:
    keys = [one.key for one in papers]
    if len(set(keys)) < len(keys):
        raise CalcError("same_paper_twice", key=next(key for key in keys if keys.count(key) > 1))
    for at, one in enumerate(papers):
        later = [other.key for other in papers[at + 1 :] if other.fixed_frac is None]
        if one.mfn and one.elects and one.elects not in later:
            raise CalcError("not_issued_later", key=one.key, elects=one.elects)
    inside = terms.pool is PoolPlacement.INSIDE_PRE_MONEY and terms.pool_increase_shares is None
    if inside and terms.target_pool_frac and terms.method is Method.PRE_MONEY:
        raise CalcError("pool_needs_shares")


def _result(before: Before, papers: Sequence[Convertible], terms: RoundTerms, found: Solved) -> SafeRound:
    x, increase = float(found.x[0]), float(found.pool_increase[0])
    capitalization, new_shares = float(found.capitalization[0]), terms.new_money_usd * x
    total = capitalization + increase + new_shares
    conversions = []
    for at, own in enumerate(papers):
        taken = int(found.elected[0, at])
        one = own if taken < 0 else replace(own, discount_frac=papers[taken].discount_frac)
        shares = float(found.shares[0, at])
        conversions.append(
            Conversion(
                key=one.key,
                amount_usd=one.amount_usd,
                shares=shares,
                price_usd=one.amount_usd / shares,
                control=_control(one, by_cap=bool(found.by_cap[0, at])),
                frac=shares / total,
                elected_key="" if taken < 0 else papers[taken].key,
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


def _control(one: Convertible, *, by_cap: bool) -> Control:
    """The term that gave a paper its shares."""
    if one.fixed_frac is not None:
        return Control.FIXED
    if by_cap:
        return Control.CAP
    return Control.DISCOUNT if one.discount_frac else Control.ROUND_PRICE
