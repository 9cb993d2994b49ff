"""SAFEs that convert in a round which also adjusts protected lots: all of it is one price."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.antidilution import BaseRule, Protection
from calc.events import replay_events
from calc.events import terms as ev
from calc.safes.terms import Convertible
from calc.types import PartialDate
from tests.drawn import many, near

DAY, LATER = PartialDate("2020-01-01"), PartialDate("2021-01-01")
FOUNDED = ev.Founding("f", DAY, (("Ann", 8e6),))
FULL = ev.SeriesTerms(protection=Protection.FULL_RATCHET)


def series_z(amount_usd: float = 8e6, terms: ev.SeriesTerms = FULL) -> ev.PricedRound:
    return ev.PricedRound("z", DAY, "Z", amount_usd=amount_usd, price_usd=1, terms=terms)


def paper(key: str = "p", amount_usd: float = 1e6, cap_usd: float | None = None, discount: float = 0.0):
    return ev.Paper(key, DAY, key, Convertible(key, amount_usd, cap_usd=cap_usd, discount_frac=discount))


def round_(pre_usd: float, amount_usd: float = 2e6, pool_frac: float = 0.0) -> ev.PricedRound:
    return ev.PricedRound("a", LATER, "A", amount_usd=amount_usd, pre_money_usd=pre_usd, pool_frac=pool_frac)


def closed(*events):
    ledger = replay_events([FOUNDED, *events])
    assert ledger.problem is None, ledger.problem
    entry = ledger.of("a")
    return entry, {lot.key: lot.common_shares for lot in entry.state.lots}


def test_full_ratchet_with_an_uncapped_safe_by_hand():
    # Z always converts into its $8M, the SAFE into its $1M: price x 8M founders' shares = 13 - 8 - 1 = $4M
    entry, lots = closed(series_z(), paper(), round_(13e6))
    assert entry.price_usd == near(0.5, rel=1e-12)
    assert (lots["z"], lots["p"], lots["a"]) == near((16e6, 2e6, 4e6), rel=1e-12)
    assert entry.adjusted == {"z": near(2.0, rel=1e-12)}
    assert entry.pre_money_usd == near(13e6, rel=1e-12)


def test_full_ratchet_with_a_capped_safe_by_hand():
    # $1M at a $5M post-money cap is a fifth of all before the money: price x 8M = 0.8 x 14 - 8 = $3.2M
    entry, lots = closed(series_z(), paper(cap_usd=5e6), round_(14e6))
    assert entry.price_usd == near(0.4, rel=1e-12)
    assert (lots["z"], lots["p"]) == near((20e6, 7e6), rel=1e-12)  # of 35M: a fifth


def test_full_ratchet_with_a_pool_by_hand():
    # the pool takes a tenth of the $16M after the money: price x 8M = 14 - 8 - 1 - 1.6 = $3.4M
    entry, _lots = closed(series_z(), paper(), round_(14e6, pool_frac=0.1))
    assert entry.price_usd == near(0.425, rel=1e-12)
    assert entry.state.pool_shares == near(1.6e6 / 0.425, rel=1e-12)


def test_weighted_average_counts_what_papers_become_as_outstanding_by_hand():
    # Z: 2M shares at $1, broad-based. Without the $1M SAFE at its own terms nothing else is there:
    # base = 8M + 2M + SAFE shares s; factor = (base + 2M / 1) / (base + 2M / price)
    entry, lots = closed(
        series_z(2e6, ev.SeriesTerms(protection=Protection.WEIGHTED_AVERAGE)), paper(), round_(6e6)
    )
    price = entry.price_usd
    base = 10e6 + 1e6 / price
    price_of_z = (base + 2e6) / (base + 2e6 / price)
    assert lots["z"] == near(2e6 / price_of_z, rel=1e-12)
    assert price * (8e6 + lots["z"] + lots["p"]) == near(6e6, rel=1e-12)
    assert 0.48 < price < 0.5, "(6 - 1) / 10M shares, a little less for what Z gains"


def test_a_narrow_base_of_the_series_leaves_papers_out():
    narrow = ev.SeriesTerms(protection=Protection.WEIGHTED_AVERAGE, base_rule=BaseRule.PROTECTED_SERIES)
    entry, lots = closed(series_z(2e6, narrow), paper(), round_(6e6))
    price = entry.price_usd
    assert lots["z"] == near(2e6 * (2e6 + 2e6 / price) / 4e6, rel=1e-12)


def test_a_round_above_the_protected_price_is_as_without_protection():
    entry, lots = closed(series_z(), paper(cap_usd=5e6), round_(40e6))
    plain, others = closed(series_z(terms=ev.SeriesTerms()), paper(cap_usd=5e6), round_(40e6))
    assert entry.adjusted == {} and lots == others and entry.price_usd == plain.price_usd


def test_a_price_given_finds_its_pre_money():
    given_pre, _ = closed(series_z(), paper(), round_(13e6))
    at_price = ev.PricedRound("a", LATER, "A", amount_usd=2e6, price_usd=0.5)
    given_price, _ = closed(series_z(), paper(), at_price)
    assert given_price.pre_money_usd == near(given_pre.pre_money_usd, rel=1e-9)


FRACS = st.floats(0.02, 0.2)
RULES = st.sampled_from([None, *BaseRule])  # None: full ratchet


@many
@given(
    st.lists(st.tuples(FRACS, st.floats(3e6, 3e7), st.sampled_from([0.0, 0.2])), min_size=1, max_size=3),
    RULES,
    st.floats(1e6, 6e6),
    st.floats(0.5, 3.0),
    st.sampled_from([0.0, 0.1]),
)
def test_laws_of_shares_and_money_hold(papers, rule, protected_usd, times, pool_frac):
    """Fractions, money and the SAFEs' own promise, for any base, with or without an adjustment."""
    terms = FULL if rule is None else ev.SeriesTerms(protection=Protection.WEIGHTED_AVERAGE, base_rule=rule)
    issued = [paper(f"p{at}", frac * cap, cap, discount) for at, (frac, cap, discount) in enumerate(papers)]
    pre = times * (8e6 + protected_usd)
    last = round_(pre, pool_frac=pool_frac)
    orders = [list(order) for order in permutations(issued)][:2]
    ledgers = [replay_events([FOUNDED, series_z(protected_usd, terms), *order, last]) for order in orders]
    ledger = ledgers[0]
    if ledger.problem is not None:
        assert ledger.problem.code in ("owed_all", "fully_sold")
        return
    entry, state = ledger.of("a"), ledger.of("a").state
    for other in ledgers[1:]:
        assert other.of("a").price_usd == near(entry.price_usd, rel=1e-9), "the order of papers means nothing"
    price, total = entry.price_usd, state.fully_diluted_shares
    assert price * state.lot("a").common_shares == near(2e6, rel=1e-9)
    assert price * (total - state.lot("a").common_shares) == near(pre, rel=1e-9)
    assert state.lot("z").common_shares >= protected_usd * (1 - 1e-12)
    assert bool(entry.adjusted) == (price < 1 and state.lot("z").ratio_x > 1)
    before = total - state.lot("a").common_shares - state.pool_shares
    for at, (frac, cap, _) in enumerate(papers):
        own = state.lot(f"p{at}")
        assert own.common_shares >= frac * before * (1 - 1e-9), "amount / cap, or more by discount or price"
        assert own.common_shares * price >= frac * cap * (1 - 1e-9), "never less than its money"
    if rule is None and entry.adjusted:
        assert state.lot("z").common_shares * price == near(protected_usd, rel=1e-9)


def test_the_whole_pre_money_owed_is_refused():
    ledger = replay_events([FOUNDED, series_z(), paper(), round_(9e6)])
    assert ledger.problem is not None and ledger.problem.code == "owed_all"


@pytest.mark.parametrize("rule", list(BaseRule))
def test_a_wider_base_protects_less(rule):
    wide = ev.SeriesTerms(protection=Protection.WEIGHTED_AVERAGE, base_rule=rule)
    narrow = ev.SeriesTerms(protection=Protection.WEIGHTED_AVERAGE, base_rule=BaseRule.PROTECTED_SERIES)
    _, some = closed(series_z(2e6, wide), paper(), round_(6e6))
    _, most = closed(series_z(2e6, narrow), paper(), round_(6e6))
    assert 2e6 < some["z"] <= most["z"]
