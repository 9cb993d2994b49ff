"""A priced round: two of five numbers become all of them, papers convert, lots are adjusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from calc.antidilution import RatchetTerms
from calc.captable import PoolPlacement, check_positive
from calc.errors import CalcError
from calc.events.price import adjusted_ratios, extra_shares, pool_increase, round_price
from calc.events.state import Entry, Lot, LotKind, State, balance_usd
from calc.events.terms import Paper, PricedRound, SeriesTerms, Tranche
from calc.safes.result import SafeRound
from calc.safes.solve import solve_round
from calc.safes.terms import Before, RoundTerms

_STEPS, _SETTLED = 60, 1e-14
NUMBERS = ("amount_usd", "pre_money_usd", "post_money_usd", "price_usd", "sold_frac")


def priced_round(state: State, round_: PricedRound) -> Entry:
    """The round closed: shares of every tranche, conversions, pool, adjusted lots.

    pre-money = post-money - amount = price x shares before the new money, with the pool that
    stands inside it and with what protected lots gain by the round; sold = amount / post-money.
    A pool outside comes on top and dilutes the new shares, too.

    Raises:
        CalcError: "two_numbers" unless exactly two of the five are given, "price_fixes_pre" if
            these are price and pre-money, which leave the amount open; "not_positive";
            "not_a_fraction"; "raised_over_post"; "fully_sold"; "owed_all" if full ratchets are owed
            the whole pre-money;
            "tranches_differ" if the tranches do not add up to the amount.
    """
    pre, amount = _money(state, round_)
    if state.papers:
        return _with_papers(state, round_, pre, amount)
    price = round_price(
        state, round_, pre_usd=pre, amount_usd=amount, pool_usd=_pool_usd(round_, pre + amount)
    )
    ratios = adjusted_ratios(state, price_usd=price, amount_usd=amount)
    lots = [replace(state.lot(key), ratio_x=ratio) for key, ratio in ratios.items()]
    inside = pool_increase(state, round_, price_usd=price, post_usd=_pool_usd(round_, pre + amount))
    grown = replace(state.put(*lots), pool_shares=state.pool_shares + inside)
    return _closed(grown, round_, price, pre, amount, ratios)


def _pool_usd(round_: PricedRound, post_usd: float) -> float:
    return post_usd if round_.pool is PoolPlacement.INSIDE_PRE_MONEY else 0.0


def _money(state: State, round_: PricedRound) -> tuple[float, float]:
    """Pre-money and amount."""
    given = {name: getattr(round_, name) for name in NUMBERS if getattr(round_, name) is not None}
    if len(given) != 2:
        raise CalcError("two_numbers", round=round_.series, given=len(given))
    sold = given.pop("sold_frac", None)
    check_positive(**given)
    if sold is not None and not 0 < sold < 1:
        raise CalcError("not_a_fraction", name="sold_frac", value=sold)
    if round_.price_usd is not None:
        return _money_at_price(state, round_, round_.price_usd)
    pre, post, amount = round_.pre_money_usd, round_.post_money_usd, round_.amount_usd
    if sold is not None:
        post = post or (pre / (1 - sold) if pre else (amount or 0.0) / sold)
        amount = post * sold
    elif amount is None:
        amount = (post or 0.0) - (pre or 0.0)
    post = post or (pre or 0.0) + amount
    if not 0 < amount < post:
        raise CalcError("raised_over_post", amount=amount, post=post)
    return post - amount, amount


def _money_at_price(state: State, round_: PricedRound, price: float) -> tuple[float, float]:
    """Pre-money and amount where the price is given: the shares decide."""
    if round_.pre_money_usd is not None:
        raise CalcError("price_fixes_pre", round=round_.series)
    if state.papers or round_.pool_frac:
        return _pre_by_bisection(state, round_, price)
    amount = round_.amount_usd
    if round_.sold_frac is not None:
        pre = price * state.fully_diluted_shares
        amount = pre * round_.sold_frac / (1 - round_.sold_frac)
    elif amount is None:
        amount = (round_.post_money_usd or 0.0) - price * state.fully_diluted_shares
    if not amount > 0:
        raise CalcError("raised_over_post", amount=amount, post=round_.post_money_usd)
    ratios = adjusted_ratios(state, price_usd=price, amount_usd=amount)
    if ratios and round_.amount_usd is None:
        raise CalcError("price_needs_amount", round=round_.series)
    grown = state.put(*(replace(state.lot(key), ratio_x=ratio) for key, ratio in ratios.items()))
    return price * grown.fully_diluted_shares, amount


def _pre_by_bisection(state: State, round_: PricedRound, price: float) -> tuple[float, float]:
    """Pre-money at which papers and pool leave just this price, which rises with it."""
    if round_.amount_usd is None:
        raise CalcError("price_needs_amount", round=round_.series)
    low, high = 0.0, price * state.fully_diluted_shares

    def price_at(pre: float) -> float:
        tried = replace(round_, price_usd=None, pre_money_usd=pre)
        try:
            return priced_round(state, tried).price_usd or 0.0
        except CalcError:
            return 0.0

    while price_at(high) < price:
        low, high = high, high * 2
        if not high < 1e18:
            raise CalcError("fully_sold")
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if price_at(middle) < price else (low, middle)
    return high, round_.amount_usd


def _with_papers(state: State, round_: PricedRound, pre: float, amount: float) -> Entry:
    """Papers, pool and price by calc.safes, which solves them together; lots the round adjusts with them.

    What the lots gain stands before the round like any other share: it is found by secants, as the
    gain is nearly a straight line in itself.
    """
    low, high = 0.0, _gain(state, round_, pre, amount, 0.0)
    over_low, gain = high, high
    for _ in range(_STEPS):
        over = _gain(state, round_, pre, amount, gain) - gain
        if abs(over) <= _SETTLED * (state.fully_diluted_shares + gain):
            return _closed_papers(state, round_, pre, amount, gain)
        slope = (over - over_low) / (gain - low)
        if not slope < -_SETTLED:
            break
        low, over_low, gain = gain, over, max(0.0, gain - over / slope)
    raise CalcError("owed_all", target=pre)


def _gain(state: State, round_: PricedRound, pre: float, amount: float, gain: float) -> float:
    """Shares that protected lots gain if they were taken to gain that many."""
    done, converted = _over_papers(state, round_, pre, amount, gain)
    ratios = adjusted_ratios(converted, price_usd=done.price_usd, amount_usd=amount)
    return extra_shares(converted, ratios)


def _over_papers(
    state: State, round_: PricedRound, pre: float, amount: float, gain: float
) -> tuple[SafeRound, State]:
    """The round solved over the papers, and the lots with those that the papers became.

    A weighted average counts what papers convert into as outstanding, not as issued: the charter's
    base takes convertible securities as converted, and what their own terms give is exempt.
    """
    before = Before(
        outstanding_shares=state.total(LotKind.COMMON, LotKind.PREFERRED) + gain,
        granted_options_shares=state.total(LotKind.OPTION, LotKind.WARRANT),
        unissued_pool_shares=state.pool_shares,
    )
    papers = [replace(one.terms, amount_usd=balance_usd(one, round_.date)) for one in state.papers]
    inside = round_.pool_frac if round_.pool is PoolPlacement.INSIDE_PRE_MONEY else 0.0
    done = solve_round(before, papers, RoundTerms(pre, amount, inside, method=round_.method))
    return done, state.put(*_converted(state.papers, done, round_))


def _closed_papers(state: State, round_: PricedRound, pre: float, amount: float, gain: float) -> Entry:
    done, converted = _over_papers(state, round_, pre, amount, gain)
    ratios = adjusted_ratios(converted, price_usd=done.price_usd, amount_usd=amount)
    lots = [replace(converted.lot(key), ratio_x=ratio) for key, ratio in ratios.items()]
    grown = replace(converted.put(*lots), papers=(), pool_shares=done.pool_shares)
    return _closed(grown, round_, done.price_usd, done.price_usd * grown.fully_diluted_shares, amount, ratios)


def _converted(papers: Sequence[Paper], done: SafeRound, round_: PricedRound) -> list[Lot]:
    """Shadow series: the price is what the paper paid per share, so its preference is its money."""
    lots = []
    for paper in papers:
        one = done.of(paper.terms.key)
        terms = replace(round_.terms, ratchet=None, ratchet_x=0.0)
        lots.append(
            Lot(
                key=paper.key,
                holder=paper.holder,
                series=f"{round_.series} ({paper.key})",
                kind=LotKind.PREFERRED,
                shares=one.shares,
                price_usd=paper.terms.amount_usd / one.shares,
                date=paper.date,
                terms=terms,
            )
        )
    return lots


def _closed(
    state: State, round_: PricedRound, price: float, pre: float, amount: float, adjusted: dict[str, float]
) -> Entry:
    """The tranches paid; a pool outside the pre-money added last."""
    tranches = round_.tranches or (Tranche(round_.series, amount),)
    at_price = sum(one.amount_usd for one in tranches if one.price_usd is None)
    if abs(at_price - amount) > 1e-6 * amount:
        raise CalcError("tranches_differ", round=round_.series, tranches=at_price, amount=amount)
    lots = []
    for number, tranche in enumerate(tranches, 1):
        key = round_.key if len(tranches) == 1 else f"{round_.key}/{number}"
        lots.append(_lot(key, round_, tranche, price))
    paid: dict[str, float] = {}
    for lot in lots:
        paid[lot.holder] = paid.get(lot.holder, 0.0) + lot.cost_usd
    grown = state.put(*lots)
    if round_.pool is PoolPlacement.AFTER_MONEY and round_.pool_frac:
        grown = top_up(grown, round_.pool_frac)
    return Entry(
        event=round_,
        state=grown,
        price_usd=price,
        pre_money_usd=pre,
        post_money_usd=pre + sum(paid.values()),
        new_shares=sum(lot.shares for lot in lots),
        paid_usd=paid,
        adjusted=adjusted,
    )


def _lot(key: str, round_: PricedRound, tranche: Tranche, price: float) -> Lot:
    own = price if tranche.price_usd is None else tranche.price_usd
    check_positive(amount_usd=tranche.amount_usd, price_usd=own)
    terms = round_.terms
    if terms.ratchet_x:
        terms = replace(terms, ratchet=RatchetTerms(terms.ratchet_x * own))
    if tranche.waives:
        terms = replace(terms, ratchet=None, protection=SeriesTerms().protection)
    return Lot(
        key=key,
        holder=tranche.holder,
        series=round_.series,
        kind=LotKind.PREFERRED,
        shares=tranche.amount_usd / own,
        price_usd=own,
        date=round_.date,
        terms=terms,
    )


def top_up(state: State, target_frac: float) -> State:
    """Unallocated pool lifted to a fraction of all shares after it.

    Raises:
        CalcError: "not_a_fraction".
    """
    if not 0 <= target_frac < 1:
        raise CalcError("not_a_fraction", name="target_frac", value=target_frac)
    others = state.fully_diluted_shares - state.pool_shares
    return replace(state, pool_shares=max(state.pool_shares, target_frac / (1 - target_frac) * others))
