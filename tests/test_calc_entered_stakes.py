"""Holdings as typed: shares, a range of them, or what was paid in a round; every reason one is not used."""

from __future__ import annotations

import pytest

from calc.entered import company_of_entries
from calc.entries import EnteredRound, EnteredStake, Lack
from calc.types import Basis, Figure, PartialDate, Stake

DAY = PartialDate("2015")
# 2M shares at 0.50 each, 10M after the round
SEED = EnteredRound("Seed", DAY, price_usd=0.5, new_shares=2e6, shares_after=1e7)


def found(*stakes: EnteredStake) -> tuple[tuple[Stake, ...], tuple[Lack, ...]]:
    company, told = company_of_entries("x", "X", "", rounds=[SEED], stakes=stakes)
    assert company is not None
    return company.stakes, told


def press(value: float) -> Figure:
    return Figure(value, Basis.PRESS, "s")


def test_what_was_paid_in_a_round_is_shares_at_its_price():
    bought = EnteredStake("Ann", "SEED", cost_usd=50_000.0, basis=Basis.PRESS, source_id="s")
    stakes, told = found(bought)
    assert stakes == (Stake("own-1", "Ann", "seed", press(1e5), press(1e5), press(5e4), DAY),)
    assert told == ()
    (odd,) = found(EnteredStake("Ann", "Seed", cost_usd=1 / 6))[0]
    assert odd.shares_low.value == 0.333333333333333, "15 digits"


def test_shares_of_a_round_cost_its_price():
    paid = PartialDate("2015-07")
    stakes, _ = found(EnteredStake("Ann", "Seed", shares_low=1e5, date=paid))
    (one,) = stakes
    assert (one.shares_low.value, one.shares_high.value, one.cost_usd.value) == (1e5, 1e5, 5e4)
    assert (one.cost_usd.basis, one.date) == (Basis.ASSUMED, paid)
    (high,) = found(EnteredStake("Ann", "Seed", shares_high=3.3))[0]
    assert (high.shares_low.value, high.shares_high.value, high.cost_usd.value) == (3.3, 3.3, 1.65)


def test_a_stake_over_several_rounds_has_no_round_and_no_date():
    stakes, _ = found(
        EnteredStake("Ann", shares_low=1e5, shares_high=2e5, cost_usd=7e4),
        EnteredStake("Bob", shares_low=1e5, cost_usd=7e4),
    )
    assert [(one.key, one.holder, one.round_key, one.date) for one in stakes] == [
        ("own-1", "Ann", "", None),
        ("own-2", "Bob", "", None),
    ]
    assert (stakes[0].shares_low.value, stakes[0].shares_high.value, stakes[0].cost_usd.value) == (
        1e5,
        2e5,
        7e4,
    )


@pytest.mark.parametrize(
    ("terms", "name", "code", "values"),
    [
        (
            {"round_name": "Zeta", "cost_usd": 1.0},
            "in_round",
            "unknown_round_name",
            {"round": "Zeta"},
        ),
        ({"cost_usd": 1.0}, "shares_low", "needs_shares", {}),
        ({"round_name": "Seed"}, "shares_low", "needs_shares", {}),
        ({"shares_low": 2.0, "shares_high": 1.0, "cost_usd": 1.0}, "shares_low", "low_over_high", {}),
        ({"shares_low": 2.0}, "cost_usd", "needs_cost", {}),
        ({"round_name": "Seed", "shares_low": 1.0, "shares_high": 2.0}, "cost_usd", "needs_cost", {}),
    ],
)
def test_stakes_that_cannot_be_used_are_told_and_the_others_stay(terms, name, code, values):
    good = EnteredStake("Ann", "Seed", cost_usd=5.0)
    stakes, told = found(good, EnteredStake("Bob", **terms), good)
    assert [one.key for one in stakes] == ["own-1", "own-2"]
    assert told == (Lack("stakes", 1, name, code, values),)
