"""Companies as typed, by hand: what follows for rounds and marks, and every reason a row is not used."""

from __future__ import annotations

import math

import pytest

from calc.entered import LAST_ROUND, company_of_entries, slug
from calc.entries import EnteredRound, Lack
from calc.types import Basis, Company, Figure, Mark, MarkKind, PartialDate, Round, RoundKind, Scope

SAID = {"basis": Basis.PRESS, "source_id": "s", "value_basis": Basis.ESTIMATED, "value_source_id": "v"}
IPO, DAY = RoundKind.IPO, PartialDate("2015")
# 1M of 5M: 20 % sold, so 10M assumed shares before it, 2.5M new at 0.40
PLAIN = EnteredRound("Seed", DAY, amount_usd=1e6, post_money_usd=5e6)
# 2M shares at 0.50, 10M after it; each becomes two at the listing
COUNTED = EnteredRound(
    "Seed", DAY, price_usd=0.5, new_shares=2e6, shares_after=1e7, ratio_x=2.0, leads="Ann", **SAID
)


def press(value: float) -> Figure:
    return Figure(value, Basis.PRESS, "s")


def assumed(value: float) -> Figure:
    return Figure(value, Basis.ASSUMED)


def made(*rounds: EnteredRound, **more) -> Company:
    company, told = company_of_entries("x", "X", "XX", rounds=rounds, **more)
    assert company is not None and [one for one in told if not one.is_note] == []
    return company


def lack(*rounds: EnteredRound, **more) -> Lack:
    """The one thing told besides an assumption."""
    (found,) = [one for one in company_of_entries("x", "X", "", rounds=rounds, **more)[1] if not one.is_note]
    return found


def typed(**terms: float) -> EnteredRound:
    return EnteredRound("A", PartialDate("2016"), **terms)


# --- rounds ----------------------------------------------------------------------------------


def test_a_round_by_price_and_shares_says_all_the_rest():
    company, told = company_of_entries("x", "X", "XX", rounds=[COUNTED])
    seed = Round(
        key="seed",
        name="Seed",
        kind=RoundKind.PRICED,
        date=DAY,
        amount_raised_usd=press(1e6),  # 0.50 x 2M
        issue_price_usd=press(0.5),
        new_shares=press(2e6),
        post_money_usd=Figure(5e6, Basis.ESTIMATED, "v"),  # 0.50 x 10M
        conversion_ratio=press(2.0),
        lead_investors="Ann",
        date_source_id="s",
        date_basis=Basis.PRESS,
    )
    last = Mark(
        LAST_ROUND,
        MarkKind.SECONDARY,
        DAY,
        seed.issue_price_usd,
        seed.post_money_usd,
        Scope.FULLY_DILUTED,
    )
    assert (company, told) == (Company("x", "X", "XX", (seed,), (last,)), ())


def test_the_ipo_counts_preferred_as_converted():
    # 10M after the seed and 2M more as each of its 2M becomes two, 0.5M others: 12.5M x 10 + 20M
    listing = EnteredRound("IPO", PartialDate("2019"), IPO, amount_usd=20e6, price_usd=10.0, other_shares=5e5)
    company = made(COUNTED, listing)
    assert company.rounds[1].post_money_usd == assumed(145e6)
    assert (company.rounds[1].new_shares, company.rounds[1].kind) == (assumed(2e6), IPO)
    assert company.rounds[1].conversion_ratio == assumed(1.0)
    at = company.rounds[1]
    assert company.marks == (
        Mark("ipo", MarkKind.IPO_PRICE, at.date, at.issue_price_usd, at.post_money_usd, Scope.FULLY_DILUTED),
    )
    private = EnteredRound("B", PartialDate("2019"), amount_usd=20e6, price_usd=10.0)
    assert made(COUNTED, private).rounds[1].post_money_usd.value == 120e6  # 10M x 10 + 20M: not converted


def test_without_a_price_or_a_count_ten_million_shares_are_assumed_and_told():
    company, told = company_of_entries("x", "X", "", rounds=[PLAIN])
    (seed,) = company.rounds
    assert (seed.issue_price_usd, seed.new_shares) == (assumed(0.4), assumed(2.5e6))
    assert told == (Lack("rounds", 0, "price_usd", "opening_assumed", {"shares": 1e7}, is_note=True),)
    # the next one: 12.5M shares before it, 1M others, 16M before the money: 16 / 13.5 a share
    later = made(PLAIN, typed(amount_usd=4e6, pre_money_usd=16e6, other_shares=1e6)).rounds[1]
    assert later.issue_price_usd.value == 1.18518518518519  # 15 digits
    assert later.post_money_usd.value == 20e6
    fewer = made(PLAIN, typed(amount_usd=4e6, pre_money_usd=16e6, other_shares=-2.5e6)).rounds[1]
    assert fewer.issue_price_usd.value == 1.6  # 16M over 10M


@pytest.mark.parametrize(
    ("terms", "amount", "price", "shares", "post"),
    [
        ({"amount_usd": 1e6, "new_shares": 2e6, "post_money_usd": 5e6}, 1e6, 0.5, 2e6, 5e6),
        ({"amount_usd": 1e6, "shares_after": 1e7, "post_money_usd": 5e6}, 1e6, 0.5, 2e6, 5e6),
        ({"amount_usd": 1e6, "shares_after": 1e7, "price_usd": 0.5}, 1e6, 0.5, 2e6, 5e6),
        ({"pre_money_usd": 4e6, "post_money_usd": 5e6, "price_usd": 0.5}, 1e6, 0.5, 2e6, 5e6),
        ({"pre_money_usd": 4e6, "price_usd": 0.5, "new_shares": 2e6}, 1e6, 0.5, 2e6, 5e6),
        # 15 digits: 0.1 x 3 is 0.30000000000000004 in binary, 0.3 + 0.6 is 0.8999999999999999
        ({"price_usd": 0.1, "new_shares": 3.0, "pre_money_usd": 0.6}, 0.3, 0.1, 3.0, 0.9),
        ({"pre_money_usd": 0.1, "post_money_usd": 0.8, "price_usd": 0.1}, 0.7, 0.1, 7.0, 0.8),
        ({"amount_usd": 0.2, "price_usd": 0.1, "shares_after": 3.0}, 0.2, 0.1, 2.0, 0.3),
        ({"amount_usd": 1.0, "new_shares": 3.0, "post_money_usd": 9.0}, 1.0, 0.333333333333333, 3.0, 9.0),
        ({"amount_usd": 1.0, "shares_after": 9.0, "post_money_usd": 3.0}, 1.0, 0.333333333333333, 3.0, 3.0),
        ({"amount_usd": 0.1 + 0.2, "price_usd": 1.0, "post_money_usd": 9.0}, 0.1 + 0.2, 1.0, 0.3, 9.0),
    ],
)
def test_what_is_blank_follows_from_the_others(terms, amount, price, shares, post):
    (one,) = made(EnteredRound("Seed", DAY, **terms)).rounds
    found = (one.amount_raised_usd, one.issue_price_usd, one.new_shares, one.post_money_usd)
    assert tuple(figure.value for figure in found) == (amount, price, shares, post)


def test_a_price_alone_counts_the_shares_of_the_round_before():
    # 10M shares before it at 1.60: 16M before the money
    later = made(COUNTED, typed(amount_usd=4e6, price_usd=1.6)).rounds[1]
    assert (later.post_money_usd.value, later.new_shares.value) == (20e6, 2.5e6)


def test_rounds_come_in_order_of_date_and_keep_their_row():
    rounds = [typed(amount_usd=4e6), EnteredRound("Early", PartialDate("2014-01"), amount_usd=9.0), PLAIN]
    rounds.append(EnteredRound("Angel", PartialDate("2015-01"), amount_usd=1e5, post_money_usd=1e6))
    company, told = company_of_entries("x", "X", "", rounds=rounds)
    assert [one.name for one in company.rounds] == ["Angel", "Seed"], "a month before its whole year"
    assert [(one.at, one.code) for one in told] == [
        (1, "needs_value"),
        (3, "opening_assumed"),
        (0, "needs_value"),
    ]


def test_names_without_latin_letters_are_numbered():
    def counted(name: str, year: str) -> EnteredRound:
        return EnteredRound(name, PartialDate(year), price_usd=1.0, new_shares=1.0, shares_after=9.0)

    rounds = [counted("Посевной", year) for year in ("2015", "2016")]
    assert [one.key for one in made(*rounds).rounds] == ["round-1", "round-2"]
    same = [counted("A", year) for year in ("2015", "2016")]
    assert [one.key for one in made(*same).rounds] == ["a", "a-2"]


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Series A", ["series-a", "series-a-2"], "series-a-3"),
        ("  Series -- A1! ", ["other"], "series-a1"),
        ("x" * 31, [], "x" * 30),
        ("x" * 29 + " y", [], "x" * 29),
        (" " + "x" * 30, [], "x" * 30),
        ("Раунд", ["else"], "else-2"),
    ],
)
def test_keys(name, taken, key):
    assert slug(name, taken, "else") == key


# --- rounds that are refused -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("terms", "name", "code", "values"),
    [
        ({}, "amount_usd", "needs_amount", {}),
        ({"amount_usd": 0.0}, "amount_usd", "needs_amount", {}),
        ({"amount_usd": -1.0}, "amount_usd", "needs_amount", {}),
        ({"amount_usd": math.nan, "post_money_usd": 9.0}, "amount_usd", "needs_amount", {}),
        ({"price_usd": 2.0}, "amount_usd", "needs_amount", {}),
        ({"new_shares": 2.0}, "amount_usd", "needs_amount", {}),
        ({"pre_money_usd": 2.0}, "amount_usd", "needs_amount", {}),
        ({"post_money_usd": 2.0}, "amount_usd", "needs_amount", {}),
        ({"amount_usd": 1.0}, "post_money_usd", "needs_value", {}),
        ({"amount_usd": 1.0, "shares_after": 5.0}, "post_money_usd", "needs_value", {}),
        (
            {"amount_usd": 9.0, "post_money_usd": 9.0},
            "post_money_usd",
            "raised_over_post",
            {"raised": 9.0, "post": 9.0},
        ),
        ({"amount_usd": 1.0, "post_money_usd": 9.0, "price_usd": -1.0}, "price_usd", "no_shares_before", {}),
        (
            {"amount_usd": 1.0, "post_money_usd": 9.0, "price_usd": math.inf},
            "price_usd",
            "no_shares_before",
            {},
        ),
        # 1M shares at 2 are 2M, not 3M
        (
            {"amount_usd": 3e6, "price_usd": 2.0, "new_shares": 1e6, "post_money_usd": 9e6},
            "amount_usd",
            "do_not_agree",
            {"found": 3e6, "follows": 2e6},
        ),
        (
            {"amount_usd": 1e6, "pre_money_usd": 3e6, "post_money_usd": 6e6},
            "post_money_usd",
            "do_not_agree",
            {"found": 1e6, "follows": 3e6},
        ),
        # 1M shares at 2 are 2M, 6M - 3M are 3M
        (
            {"price_usd": 2.0, "new_shares": 1e6, "pre_money_usd": 3e6, "post_money_usd": 6e6},
            "post_money_usd",
            "do_not_agree",
            {"found": 2e6, "follows": 3e6},
        ),
        (
            {"amount_usd": 1e6, "post_money_usd": 5e6, "price_usd": 0.5, "shares_after": 2e7},
            "shares_after",
            "do_not_agree",
            {"found": 2e7, "follows": 1e7},
        ),
    ],
)
def test_a_first_round_that_does_not_say_enough(terms, name, code, values):
    assert company_of_entries("x", "X", "", rounds=[typed(**terms)]) == (
        None,
        (Lack("rounds", 0, name, code, values),),
    )


def test_later_rounds_that_contradict_the_ones_before():
    # 10M shares after the seed: 16M before the money is 1.60 a share, not 2
    found = lack(COUNTED, typed(amount_usd=4e6, pre_money_usd=16e6, price_usd=2.0, other_shares=0.0))
    assert found == Lack("rounds", 1, "other_shares", "do_not_agree", {"found": 1e7, "follows": 8e6})
    made(COUNTED, typed(amount_usd=4e6, pre_money_usd=16e6, price_usd=2.0))  # the others are left open
    none_left = lack(COUNTED, typed(amount_usd=4e6, post_money_usd=20e6, other_shares=-1e7))
    assert none_left == Lack("rounds", 1, "price_usd", "no_shares_before")
    listing = EnteredRound("IPO", PartialDate("2015-06"), IPO, amount_usd=1e6, pre_money_usd=9e6)
    assert lack(PLAIN, listing, typed(amount_usd=1.0, post_money_usd=9.0)) == Lack(
        "rounds", 2, "date", "after_ipo"
    )


def test_half_a_percent_is_a_rounding():
    one = EnteredRound("A", DAY, amount_usd=1000.0, pre_money_usd=4005.0, post_money_usd=5000.0)
    assert made(one).rounds[0].amount_raised_usd.value == 1000.0, "5 of 1,000"
    other = EnteredRound("A", DAY, amount_usd=1000.0, pre_money_usd=4006.0, post_money_usd=5000.0)
    assert lack(other).values == {"found": 1000.0, "follows": 994.0}
