"""SAFEs and notes that an exit finds unconverted, as classes of the waterfall."""

from __future__ import annotations

from collections.abc import Sequence

from calc.errors import CalcError
from calc.safes.terms import Before, Convertible, Form
from calc.waterfall.terms import Choice, Preferred


def at_exit(
    before: Before, convertibles: Sequence[Convertible], *, rank: int = 1, preference_x: float = 1.0
) -> tuple[Preferred, ...]:
    """SAFEs and notes as classes due the greater of their money and their conversion shares.

    Liquidity capitalization = stock outstanding + granted options + all conversion shares;
    promised options and the unissued pool are out. A post-money SAFE holds amount / cap of it;
    a pre-money one amount x (shares before) / cap; without a cap nothing converts, the money
    is due (Choice.HOLD; its share count means nothing). All SAFEs are counted, whether or not
    they take their money in the end. (The paper leaves out those that do, which would make
    everybody else's payout jump at that point.)

    Raises:
        CalcError: "fully_sold".

    Source: Y Combinator, Post-Money Safe User Guide, liquidity event.

    >>> a, b = at_exit(Before(9_250_000, 300_000), [Convertible("a", 2e5, cap_usd=4e6),
    ...                                             Convertible("b", 8e5, cap_usd=8e6)])
    >>> round(a.shares), round(b.shares)
    (561765, 1123529)
    """
    existing = before.outstanding_shares + before.granted_options_shares
    sold = sum(one.sold_frac for one in convertibles)
    if sold >= 1 - 1e-12:
        raise CalcError("fully_sold")
    early = {
        one.key: one.amount_usd * existing / one.cap_usd
        for one in convertibles
        if one.cap_usd is not None and one.form is Form.PRE_MONEY
    }
    total = (existing + sum(early.values())) / (1 - sold)
    return tuple(
        Preferred(
            key=one.key,
            name=one.key,
            shares=early.get(one.key) or one.sold_frac * total or 1.0,
            invested_usd=one.amount_usd,
            preference_x=preference_x,
            rank=rank,
            choice=Choice.BEST if one.cap_usd or one.fixed_frac else Choice.HOLD,
        )
        for one in convertibles
    )
