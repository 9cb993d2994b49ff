"""What a claim can be compared with: every price, value, fraction and share count on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from calc.claims import End, Start
from calc.library import LibraryCompany
from calc.types import Company, Quoted, RoundKind, Stake
from dashboard.sources.library import load_library
from dashboard.sources.provenance import Valuation, load_valuations
from dashboard.sources.records import load_companies, load_company


@lru_cache(maxsize=256)
def load_starts(key: str) -> tuple[Start, ...]:
    """Where money went into a company: rounds, stakes, values that no share was sold at."""
    if key in load_companies():
        found = _recorded_starts(load_company(key), load_valuations(key))
    else:
        found = _known_starts(load_library()[key])
    return tuple(replace(one, company=key) for one in found)


def _known_starts(company: LibraryCompany) -> Iterator[Start]:
    """Rounds with what is known of them, the value before the money, and every share of the series."""
    for entry in company.entries:
        post = entry.post_money.value if entry.post_money else None
        raised = entry.raised.value if entry.raised else None
        price = entry.price.value if entry.price and entry.ratio_x else None
        frac = raised / post if raised and post and raised < post else None
        ratio = entry.ratio_x or 1.0
        yield Start(f"round:{entry.key}", price, post, raised, frac, ratio_x=ratio)
        if post and raised and raised < post:
            yield Start(f"pre:{entry.key}", value_usd=post - raised)
        if entry.shares and price:
            common, cost = entry.shares.value * ratio, entry.shares.value * price
            yield Start(f"lot:{entry.key}", cost_usd=cost, shares_low=common, shares_high=common)


def _recorded_starts(company: Company, valuations: tuple[Valuation, ...]) -> Iterator[Start]:
    for one in company.rounds:
        if one.kind is not RoundKind.PRICED:
            continue
        post, raised = one.post_money_usd.value, one.amount_raised_usd.value
        ratio = one.conversion_ratio.value
        yield Start(f"round:{one.key}", one.issue_price_usd.value, post, raised, raised / post, ratio_x=ratio)
        yield Start(f"pre:{one.key}", value_usd=post - raised)
        if not any(stake.round_key == one.key for stake in company.stakes):
            lot = one.new_shares.value * ratio
            yield Start(f"lot:{one.key}", cost_usd=raised, shares_low=lot, shares_high=lot)
    for value in valuations:
        if value.event_key in ("angel-2008", "yc"):
            yield Start(f"value:{value.event_key}:{value.date.text}", value_usd=value.value_usd.value)
    first = next((v.value_usd.value for v in valuations if v.event_key == "yc"), None)
    for stake in company.stakes:
        yield _stake_start(stake, company, first if stake.key == "yc" else None)


def _stake_start(stake: Stake, company: Company, value: float | None) -> Start:
    ratios = {one.key: one.conversion_ratio.value for one in company.rounds}
    ratio, cost = ratios.get(stake.round_key, 1.0), stake.cost_usd.value
    return Start(
        f"stake:{stake.key}",
        value_usd=value,
        cost_usd=cost,
        frac=cost / value if value else None,
        shares_low=stake.shares_low.value * ratio,
        shares_high=stake.shares_high.value * ratio,
    )


@lru_cache(maxsize=256)
def load_ends(key: str) -> tuple[End, ...]:
    """Prices and company values later on; a value is also made with another date's share count."""
    if key not in load_companies():
        return tuple(_known_ends(load_library()[key]))
    return tuple(_recorded_ends(load_company(key), load_valuations(key)))


def _known_ends(company: LibraryCompany) -> Iterator[End]:
    """Listing, sale, closes; the basic share count's value, the listing's count at the first close."""
    first = next((one for one in company.exits if one.kind == "first_close"), None)
    for one in company.prices:
        price, value = (figure.value if figure else None for figure in (one.price, one.value))
        if price or value:
            yield End(one.kind if one.kind != "close" else f"close:{one.key}", one.date, price, value)
        if price and one.basic_shares:
            yield End(f"basic:{one.key}", one.date, value_usd=price * one.basic_shares)
        if price and value and first is not None and first.price and not one.reference:
            at_close = first.price.value * value / price
            yield End(f"count-{one.key}:first-close", first.date, value_usd=at_close)


def _recorded_ends(company: Company, valuations: tuple[Valuation, ...]) -> Iterator[End]:
    marks = {mark.key: mark for mark in company.marks}
    for mark in company.marks:
        value = mark.company_value_usd.value if mark.company_value_usd else None
        name = mark.key if mark.key in ("ipo", "first-close") else f"{mark.kind.value}:{mark.key}"
        yield End(name, mark.date, mark.price_usd.value, value)
    counted = []
    for known in valuations:
        later = marks.get(known.event_key)
        if later is not None and known.quoted is not Quoted.PRE:
            yield End(f"{known.scope.value}:{known.event_key}", later.date, value_usd=known.value_usd.value)
            counted.append((known.event_key, known.value_usd.value / later.price_usd.value))
    for mark in company.marks:
        if mark.company_value_usd is not None:
            counted.append((mark.key, mark.company_value_usd.value / mark.price_usd.value))
    for at in ("ipo", "first-close"):
        for other, shares in counted:
            if at in marks and other != at and other in marks:
                price = marks[at].price_usd.value
                yield End(f"count-{other}:{at}", marks[at].date, value_usd=price * shares)
