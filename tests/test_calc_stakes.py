"""Known stakes in Airbnb and marks on its path, each against the source that prints it.

F-47, p. 16 and the like are pages of the prospectus (424B4 of 9 December 2020, SEC accession
0001193125-20-315318). "Audit" is the claims audit: a hand computation, made before this
program, of the post of April 2025 from that prospectus and the press; its section is named.
"""

from dataclasses import replace

import pytest

from calc.errors import CalcError
from calc.multiples import (
    Multiple,
    annual_rate_range,
    mark_value,
    multiple_at,
    multiples_at,
)
from calc.path import (
    held_days,
    opening_shares,
    record_path,
    record_terms,
    replay,
)
from calc.stakes import holding_of_check, holding_of_stake, value_at_mark, values_along
from calc.types import Figure, MarkKind, PartialDate
from calc.whatif import RoundEdit, WhatIf, what_if_path
from dashboard.sources.records import load_company

AIRBNB = load_company("airbnb")
PATH = record_path(AIRBNB)
MARKS = {mark.key: mark for mark in AIRBNB.marks}
STAKES = {stake.key: stake for stake in AIRBNB.stakes}
ROUNDS = {item.key: item for item in AIRBNB.rounds}


def at(round_key: str, mark_key: str, *, converted: bool = True) -> Multiple:
    mark = mark_value(MARKS[mark_key], path=PATH, record=PATH)
    return multiple_at(PATH.step(round_key), mark, converted=converted)


def worth(stake_key: str, mark_key: str):
    holding = holding_of_stake(STAKES[stake_key], PATH)
    return value_at_mark(holding, mark_value(MARKS[mark_key], path=PATH, record=PATH))


def printed(value: float, digits: int):
    """A figure printed with so many decimals."""
    return pytest.approx(value, abs=0.5000001 * 10**-digits, rel=0)


# --- stakes and checks -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark_key", "billions"), [("ipo", 4.33), ("first-close", 9.21), ("2025-04-30", 7.76)]
)
def test_the_whole_seed_lot(mark_key, billions):
    found = worth("seed-lot", mark_key)
    assert found.value_low_usd / 1e9 == found.value_high_usd / 1e9 == printed(billions, 2)  # audit 1, claim 2


def test_y_combinator_is_a_range():
    assert holding_of_stake(STAKES["yc"], PATH).is_range
    found = worth("yc", "ipo")
    # audit 5: 13.0M and 15.3M shares at 68 for 20,000
    assert (found.multiple_low_x, found.multiple_high_x) == pytest.approx((44_200, 52_020), rel=1e-12)
    assert (found.value_low_usd / 1e9, found.value_high_usd / 1e9) == (printed(0.88, 2), printed(1.04, 2))
    close = worth("yc", "first-close")
    assert (close.value_low_usd / 1e9, close.value_high_usd / 1e9) == (printed(1.88, 2), printed(2.21, 2))
    late = worth("yc", "2025-04-30")
    assert (late.value_low_usd / 1e9, late.value_high_usd / 1e9) == (printed(1.58, 2), printed(1.87, 2))
    assert (round(late.multiple_low_x, -3), round(late.multiple_high_x, -3)) == (79_000, 93_000)


def test_sequoias_whole_stake():
    found = worth("sequoia-all", "first-close")
    assert found.value_low_usd / 1e9 == printed(11.86, 2)  # audit 1: 81,969,144 x 144.71
    assert found.multiple_low_x == printed(42, 0)  # audit 1: on 280M
    assert (found.rate, found.no_rate) == (None, "several_dates")
    assert worth("sequoia-all", "ipo").multiple_low_x == printed(20, 0)  # audit 1: "20x at $68"


def test_sequoias_seed_shares():
    found = worth("sequoia-seed", "ipo")
    assert found.multiple_low_x == printed(7038, 0)
    holding = holding_of_check(PATH.step("seed"), 584_991)  # audit 1: cost of 60,549,864 shares (Form 3)
    assert holding.shares_low == pytest.approx(60_549_864, abs=60)  # a dollar buys 103.5 shares
    other = holding_of_check(PATH.step("seed"), 30_009)  # audit 1: Youniversity
    assert other.shares_low == pytest.approx(3_106_136, abs=60)


@pytest.mark.parametrize(
    ("round_key", "shares", "millions"),
    [  # audit 2, cross-checks
        ("series-b", 1_509_468, 5.0),
        ("series-a", 22_462_060, 4.70),
        ("series-a", 8_837_568, 1.85),
    ],
)
def test_lots_that_filings_name(round_key, shares, millions):
    cost = shares * PATH.step(round_key).issue_price_usd
    assert cost / 1e6 == printed(millions, 2)
    assert holding_of_check(PATH.step(round_key), cost).shares_low == pytest.approx(shares)


def test_a_check_of_25_000_in_series_a():
    holding = holding_of_check(PATH.step("series-a"), 25_000)
    assert holding.shares_low == printed(119_430.56, 2)  # by hand: 25,000 x 34,396 / 7,200 (F-47)
    found = value_at_mark(holding, mark_value(MARKS["ipo"], path=PATH, record=PATH))
    assert found.value_low_usd == printed(8_121_278, 0)  # by hand: 119,430.56 x 68
    assert found.multiple_low_x == printed(324.9, 1)  # audit 2
    # by hand: November 2010 to 9 December 2020 is 3,662 to 3,691 days; ln 324.85 = 5.7834
    assert held_days(PartialDate("2010-11"), PartialDate("2020-12-09")) == (3662, 3691)
    assert found.rate == pytest.approx((0.7717, 0.7797), abs=2e-4)


def test_a_check_along_the_path():
    holding = holding_of_check(PATH.step("series-d"), 1_000_000)
    marks = [mark_value(MARKS[key], path=PATH, record=PATH) for key in ("first-close", "ipo")]
    values = values_along(holding, PATH, marks)
    assert [value.key for value in values] == ["series-d", "series-e", "series-f", "ipo", "first-close"]
    assert values[0].multiple_low_x == pytest.approx(1)
    assert values[1].multiple_low_x == printed(2.29, 2)  # audit 3: D to E
    assert (values[0].rate, values[0].no_rate) == (None, "under_a_year")
    assert values[2].rate is not None


def test_a_check_in_series_c_converts_only_from_the_ipo_on():
    holding = holding_of_check(PATH.step("series-c"), 200_000_000)
    marks = [mark_value(MARKS[key], path=PATH, record=PATH) for key in ("warrants-2020", "ipo")]
    values = {value.key: value for value in values_along(holding, PATH, marks)}
    assert values["warrants-2020"].value_low_usd == pytest.approx(33_920_000 * 28.355)  # F-47, F-45
    assert values["ipo"].value_low_usd == pytest.approx(35_206_694 * 68)  # F-47 with F-50


def test_a_stake_without_a_date_is_valued_at_every_round():
    values = values_along(holding_of_stake(STAKES["sequoia-all"], PATH), PATH, [])
    assert [value.key for value in values] == [item.key for item in AIRBNB.rounds[:-1]]


def test_a_check_larger_than_the_round():
    seed = PATH.step("seed")
    assert holding_of_check(seed, 615_000).shares_low == pytest.approx(63_656_000)  # F-47
    with pytest.raises(CalcError) as found:
        holding_of_check(seed, 615_001)
    assert (found.value.code, found.value.params["raised"]) == ("check_over_round", 615_000)


def test_a_stake_on_a_changed_path():
    # twice the value at the seed: the same money buys half the shares
    path = what_if_path(AIRBNB, WhatIf(edits=(RoundEdit("seed", post_money_usd=6_150_000),)))
    held = holding_of_stake(STAKES["seed-lot"], path)
    # 615,000 buys a tenth of the company instead of a fifth, over the same 254.624M old shares
    assert held.shares_low == pytest.approx(254_624_000 / 9)
    assert held.basis.value == "assumed"
    gone = what_if_path(AIRBNB, WhatIf(removed=("seed",)))
    assert holding_of_stake(STAKES["seed-lot"], gone) is None
    assert holding_of_stake(STAKES["yc"], gone).shares_low == 13_000_000


# --- marks on a changed path -------------------------------------------------------------


def test_marks_follow_the_share_count():
    """With no Series F the company has fewer shares at the first close, so each is worth more."""
    path = what_if_path(AIRBNB, WhatIf(removed=("series-f",)))
    mark = mark_value(MARKS["first-close"], path=path, record=PATH)
    fewer = PATH.ipo.fully_diluted_shares / path.ipo.fully_diluted_shares
    assert fewer > 1
    assert mark.price_usd == pytest.approx(144.71 * fewer, rel=1e-12)
    assert mark.company_value_usd == 100.7e9  # the value is held
    assert mark.price_basis.value == "assumed"
    ipo = mark_value(MARKS["ipo"], path=path, record=PATH)
    assert (ipo.company_value_usd, ipo.price_basis.value) == (47e9, "assumed")
    assert ipo.price_usd == pytest.approx(path.ipo.issue_price_usd)
    assert ipo.price_usd == pytest.approx(68 * fewer)
    bare = mark_value(replace(MARKS["ipo"], company_value_usd=None), path=path, record=PATH)
    assert bare.value_source_id == ""


def test_no_mark_past_a_stop_or_before_the_first_round():
    stopped = what_if_path(AIRBNB, WhatIf(edits=(RoundEdit("series-c", post_money_usd=1.0),)))
    assert stopped.problem.code == "raised_over_post"
    assert mark_value(MARKS["ipo"], path=stopped, record=PATH) is None
    early = replace(MARKS["first-close"], date=PartialDate("2008"))
    assert mark_value(early, path=PATH, record=PATH) is None


def test_multiples_of_every_private_round():
    mark = mark_value(MARKS["ipo"], path=PATH, record=PATH)
    assert [found.round_key for found in multiples_at(PATH, mark)] == [r.key for r in AIRBNB.rounds[:-1]]


def test_seed_to_ipo_per_year():
    found = at("seed", "ipo")
    # by hand: April 2009 to 9 December 2020 is 4,241 to 4,270 days; ln 7038.4 = 8.85914
    assert (found.days_low, found.days_high) == (4241, 4270)
    rate = annual_rate_range(found.price_multiple_x, found.days_low, found.days_high)
    assert rate == pytest.approx((1.1326, 1.1436), abs=3e-4)
    assert annual_rate_range(2, 300, 330) is None
    assert annual_rate_range(2, 364, 393) is None  # it may be less than a year


def test_a_mark_of_no_known_value_keeps_its_price_basis():
    mark = mark_value(MARKS["secondary-2020-05"], path=PATH, record=PATH)
    assert (mark.kind, mark.price_usd, mark.company_value_usd) == (MarkKind.SECONDARY, 29.36, None)  # p. 306
    assert mark.counted_shares is None
    assert (mark.value_basis, mark.value_source_id) == (mark.price_basis, "")


def test_a_difference_of_shares_within_the_rounding_is_none():
    terms = {term.key: term for term in record_terms(AIRBNB)}
    assert terms["seed"].other_issuance_shares == terms["series-a"].other_issuance_shares == 0
    # a company of twenty shares: half a share more is an issue, not rounding
    rounds = tuple(
        replace(
            ROUNDS[key],
            issue_price_usd=Figure(1.0, ROUNDS[key].issue_price_usd.basis),
            amount_raised_usd=Figure(raised, ROUNDS[key].amount_raised_usd.basis),
            new_shares=Figure(raised, ROUNDS[key].new_shares.basis),
            post_money_usd=Figure(post, ROUNDS[key].post_money_usd.basis),
        )
        for key, raised, post in (("seed", 10.0, 20.0), ("series-a", 10.0, 30.4))
    )
    small = replace(AIRBNB, rounds=rounds)
    assert record_terms(small)[1].other_issuance_shares == pytest.approx(0.4)
    assert replay(opening_shares(small), record_terms(small)).steps[1].issue_price_usd == pytest.approx(1.0)
