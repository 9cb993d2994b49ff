"""A company from what somebody entered: what follows is derived, what does not is told.

For one round: amount = price x new shares = post-money - pre-money; price = pre-money / shares
before it; post-money = price x shares after it. Any of these that is blank is worked out of the
others; numbers that contradict each other by more than half a percent are not guessed at.
Derived numbers keep 15 significant digits, what a spreadsheet keeps too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from calc.entries import EnteredMark, EnteredRound, EnteredStake, Lack
from calc.types import Company, Figure, Mark, MarkKind, Round, RoundKind, Scope, Stake

OPENING_SHARES = 10_000_000.0  # assumed before the first round where no price or count says more
AGREE = 0.005
LAST_ROUND = "last-round"


class _Bad(ValueError):
    def __init__(self, code: str, name: str, **values: float | str) -> None:
        self.code, self.name, self.values = code, name, values

    def lack(self, table: str, at: int) -> Lack:
        return Lack(table, at, self.name, self.code, self.values)


def company_of_entries(
    key: str,
    name: str,
    ticker: str,
    *,
    rounds: Sequence[EnteredRound],
    marks: Sequence[EnteredMark] = (),
    stakes: Sequence[EnteredStake] = (),
) -> tuple[Company | None, tuple[Lack, ...]]:
    """The company, and every row that could not be used or was completed by an assumption.

    None without a usable round. Rounds and marks come in order of date. A company
    without a mark is measured at its IPO, else at its last round.

    >>> from calc.types import PartialDate
    >>> seed = EnteredRound("Seed", PartialDate("2020"), amount_usd=1e6, post_money_usd=5e6)
    >>> next_one = EnteredRound("A", PartialDate("2021"), amount_usd=4e6, pre_money_usd=16e6)
    >>> company, told = company_of_entries("x", "X", "", rounds=[seed, next_one])
    >>> [one.issue_price_usd.value for one in company.rounds], told[0].code
    ([0.4, 1.28], 'opening_assumed')
    """
    lacks: list[Lack] = []
    done, counted = _rounds(rounds, lacks)
    if not done:
        return None, tuple(lacks)
    found = _marks(marks, done, counted, lacks)
    company = Company(key, name, ticker, tuple(done), tuple(found or [_own_mark(done)]))
    return replace(company, stakes=tuple(_stakes(stakes, done, lacks))), tuple(lacks)


def slug(name: str, taken: Iterable[str], otherwise: str) -> str:
    """A key from a name: small Latin letters, digits, hyphens; no two alike.

    >>> slug("Series A", ["series-a"], "round"), slug("Посевной", [], "round")
    ('series-a-2', 'round')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30].strip("-") or otherwise
    keys = set(taken)
    numbers = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(keys) + 2))
    return next(key for key in numbers if key not in keys)


def _tidy(value: float) -> float:
    return float(f"{value:.15g}")


def _rounds(rounds: Sequence[EnteredRound], lacks: list[Lack]) -> tuple[list[Round], bool]:
    """Usable rounds in order, and whether their share counts are more than assumed."""
    order = sorted(range(len(rounds)), key=lambda at: (rounds[at].date.earliest, rounds[at].date.latest))
    counted = any(one.price_usd or one.new_shares or one.shares_after for one in rounds)
    done: list[Round] = []
    for at in order:
        one = rounds[at]
        try:
            if done and done[-1].kind is RoundKind.IPO:
                raise _Bad("after_ipo", "date")
            done.append(_round(one, done, lacks, at))
        except _Bad as bad:
            lacks.append(bad.lack("rounds", at))
    return done, counted


def _round(one: EnteredRound, done: Sequence[Round], lacks: list[Lack], at: int) -> Round:
    before = _shares_before(one, done)
    amount = _amount(one)
    price, post = _price_and_post(one, amount, before)
    if price is None and before is None and not done:
        before = OPENING_SHARES
        lacks.append(Lack("rounds", at, "price_usd", "opening_assumed", {"shares": before}, is_note=True))
    if price is None and before is not None:
        price = _tidy((post - amount) / before)
    if price is None or not 0 < price < math.inf:
        raise _Bad("no_shares_before", "price_usd")
    shares = one.new_shares or _tidy(amount / price)
    _agree("shares_after", one.shares_after, post / price)
    if one.price_usd is not None and before is not None and one.other_shares is not None:
        _agree("other_shares", before, (post - amount) / price)
    key = slug(one.name, [each.key for each in done], f"round-{len(done) + 1}")
    return Round(
        key=key,
        name=one.name,
        kind=one.kind,
        date=one.date,
        amount_raised_usd=Figure(amount, one.basis, one.source_id),
        issue_price_usd=Figure(price, one.basis, one.source_id),
        new_shares=Figure(shares, one.basis, one.source_id),
        post_money_usd=Figure(post, one.value_basis, one.value_source_id),
        conversion_ratio=Figure(one.ratio_x or 1.0, one.basis, one.source_id),
        lead_investors=one.leads,
        date_source_id=one.source_id,
        date_basis=one.basis,
    )


def _shares_before(one: EnteredRound, done: Sequence[Round]) -> float | None:
    """Shares the round's price counts, as far as the rounds before say; None before the first."""
    if not done:
        return None
    last = done[-1]
    shares = last.post_money_usd.value / last.issue_price_usd.value + (one.other_shares or 0.0)
    if one.kind is RoundKind.IPO:
        shares += sum(each.new_shares.value * (each.conversion_ratio.value - 1) for each in done)
    return shares if shares > 0 else None


def _amount(one: EnteredRound) -> float:
    by_shares = one.price_usd * one.new_shares if one.price_usd and one.new_shares else None
    by_value = (
        one.post_money_usd - one.pre_money_usd
        if one.post_money_usd is not None and one.pre_money_usd is not None
        else None
    )
    amount = next((each for each in (one.amount_usd, by_shares, by_value) if each is not None), None)
    if amount is None:
        raise _Bad("needs_amount", "amount_usd")
    _agree("amount_usd", one.amount_usd, by_shares)
    _agree("post_money_usd", amount, by_value)
    if not amount > 0:
        raise _Bad("needs_amount", "amount_usd")
    return amount if amount == one.amount_usd else _tidy(amount)


def _price_and_post(one: EnteredRound, amount: float, before: float | None) -> tuple[float | None, float]:
    price = one.price_usd or (_tidy(amount / one.new_shares) if one.new_shares else None)
    post = one.post_money_usd
    if post is None and one.pre_money_usd is not None:
        post = _tidy(one.pre_money_usd + amount)
    if post is None and price and one.shares_after:
        post = _tidy(price * one.shares_after)
    if post is None and price and before:
        post = _tidy(price * before + amount)
    if post is None:
        raise _Bad("needs_value", "post_money_usd")
    if not post > amount:
        raise _Bad("raised_over_post", "post_money_usd", raised=amount, post=post)
    if price is None and one.shares_after:
        price = _tidy(post / one.shares_after)
    return price, post


def _agree(name: str, typed: float | None, follows: float | None) -> None:
    if typed is None or follows is None:
        return
    if not abs(typed - follows) <= AGREE * max(abs(typed), abs(follows)):
        raise _Bad("do_not_agree", name, found=typed, follows=follows)


def _marks(
    marks: Sequence[EnteredMark], rounds: Sequence[Round], counted: bool, lacks: list[Lack]
) -> list[Mark]:
    found: list[Mark] = []
    for at, one in enumerate(marks):
        try:
            found.append(_mark(one, rounds, counted, [mark.key for mark in found]))
            if one.price_usd is not None and not counted:
                lacks.append(Lack("marks", at, "price_usd", "mark_price_unused", is_note=True))
        except _Bad as bad:
            lacks.append(bad.lack("marks", at))
    if found and rounds[-1].kind is RoundKind.IPO and all(m.kind is not MarkKind.IPO_PRICE for m in found):
        found.append(_own_mark(rounds))
    return sorted(found, key=lambda mark: (mark.date.earliest, mark.date.latest))


def _mark(one: EnteredMark, rounds: Sequence[Round], counted: bool, taken: Sequence[str]) -> Mark:
    last = next((each for each in reversed(rounds) if each.date.earliest <= one.date.latest), None)
    if last is None:
        raise _Bad("before_rounds", "date")
    price, basis = one.price_usd, one.basis
    if price is not None and not counted and one.company_value_usd is None:
        raise _Bad("price_without_count", "price_usd")
    if price is None or not counted:
        if one.company_value_usd is None:
            raise _Bad("needs_price", "price_usd")
        shares = last.post_money_usd.value / last.issue_price_usd.value
        price, basis = _tidy(one.company_value_usd / shares), one.value_basis
    value = one.company_value_usd
    return Mark(
        key=_mark_key(one, taken),
        kind=one.kind,
        date=one.date,
        price_usd=Figure(price, basis, one.source_id),
        company_value_usd=None if value is None else Figure(value, one.value_basis, one.value_source_id),
        scope=one.scope if value is not None else Scope.NOT_STATED,
    )


def _mark_key(one: EnteredMark, taken: Sequence[str]) -> str:
    names = {MarkKind.IPO_PRICE: "ipo", MarkKind.CLOSE: one.date.text}
    name = names.get(one.kind, f"{one.kind.value}-{one.date.text}")
    return slug(name, taken, name)


def _own_mark(rounds: Sequence[Round]) -> Mark:
    """The price of the last round: the IPO price if that round is one."""
    last = rounds[-1]
    listed = last.kind is RoundKind.IPO
    return Mark(
        key="ipo" if listed else LAST_ROUND,
        kind=MarkKind.IPO_PRICE if listed else MarkKind.SECONDARY,
        date=last.date,
        price_usd=last.issue_price_usd,
        company_value_usd=last.post_money_usd,
        scope=Scope.FULLY_DILUTED,
    )


def _stakes(stakes: Sequence[EnteredStake], rounds: Sequence[Round], lacks: list[Lack]) -> list[Stake]:
    found: list[Stake] = []
    for at, one in enumerate(stakes):
        try:
            found.append(_stake(one, rounds, f"own-{len(found) + 1}"))
        except _Bad as bad:
            lacks.append(bad.lack("stakes", at))
    return found


def _stake(one: EnteredStake, rounds: Sequence[Round], key: str) -> Stake:
    bought = next((each for each in rounds if each.name.lower() == one.round_name.lower()), None)
    if one.round_name and bought is None:
        raise _Bad("unknown_round_name", "in_round", round=one.round_name)
    low, high = one.shares_low or one.shares_high, one.shares_high or one.shares_low
    price = bought.issue_price_usd.value if bought else None
    if low is None and one.cost_usd and price:
        low = high = _tidy(one.cost_usd / price)
    if low is None or high is None:
        raise _Bad("needs_shares", "shares_low")
    if low > high:
        raise _Bad("low_over_high", "shares_low")
    cost = one.cost_usd or (_tidy(low * price) if price and low == high else None)
    if cost is None:
        raise _Bad("needs_cost", "cost_usd")
    date = one.date or (bought.date if bought else None)
    low_figure, high_figure, cost_figure = (Figure(n, one.basis, one.source_id) for n in (low, high, cost))
    return Stake(key, one.holder, bought.key if bought else "", low_figure, high_figure, cost_figure, date)
