"""Known figures of Airbnb, each against the source that prints it.

F-47, p. 16 and the like are pages of the prospectus (424B4 of 9 December 2020, SEC accession
0001193125-20-315318). "Audit" is the claims audit: a hand computation, made before this
program, of the post of April 2025 from that prospectus and the press; its section is named.
"""

from dataclasses import replace

import pytest

from calc.dilution import ownership, retained_frac
from calc.multiples import (
    Multiple,
    mark_value,
    multiple_at,
    multiple_range,
    newest,
    peak,
)
from calc.path import (
    fully_diluted_shares,
    record_path,
)
from calc.steps import round_steps
from calc.whatif import RoundEdit, WhatIf, what_if_path
from dashboard.sources.records import load_company

AIRBNB = load_company("airbnb")
PATH = record_path(AIRBNB)
MARKS = {mark.key: mark for mark in AIRBNB.marks}
ROUNDS = {item.key: item for item in AIRBNB.rounds}


def at(round_key: str, mark_key: str, *, converted: bool = True) -> Multiple:
    mark = mark_value(MARKS[mark_key], path=PATH, record=PATH)
    return multiple_at(PATH.step(round_key), mark, converted=converted)


def printed(value: float, digits: int):
    """A figure printed with so many decimals."""
    return pytest.approx(value, abs=0.5000001 * 10**-digits, rel=0)


# --- multiple on the share price ---------------------------------------------------------


@pytest.mark.parametrize(
    ("round_key", "mark_key", "multiple"),
    [
        ("seed", "ipo", printed(7038, 0)),  # audit 1, claim 3: 68 / 0.0096613 (F-47, p. 16)
        ("seed", "first-close", printed(14_978, 0)),  # audit 1: close of 144.71 on 10 Dec 2020
        ("seed", "2025-04-30", printed(12_619, 0)),  # audit 1: close of 121.92
        ("seed", "2026-08-21", printed(19_387, 0)),  # audit 1: close of 187.30
        ("series-a", "ipo", printed(324.9, 1)),  # audit 2, from F-47
        ("series-b", "ipo", printed(20.5, 1)),  # audit 2
        ("series-c", "ipo", printed(12.0, 1)),  # audit 2: converted, 1.03793 common shares (p. F-50, 316)
        ("series-d", "ipo", printed(3.34, 2)),  # audit 2
        ("series-e", "ipo", printed(1.46, 2)),  # audit 2
        ("series-f", "ipo", printed(1.30, 2)),  # audit 2
        ("series-a", "first-close", printed(691.3, 1)),  # audit 2, x at 144.71, to the end
        ("series-b", "first-close", printed(43.7, 1)),
        ("series-c", "first-close", printed(25.5, 1)),
        ("series-d", "first-close", printed(7.11, 2)),
        ("series-e", "first-close", printed(3.11, 2)),
        ("series-f", "first-close", printed(2.76, 2)),
        ("series-f", "warrants-2020", printed(0.54, 2)),  # audit 3: 28.355 (F-45) / 52.50
        ("ipo", "first-close", printed(2.13, 2)),  # audit 3: 144.71 / 68
        ("ipo", "2025-04-30", printed(1.79, 2)),  # audit 3: 121.92 / 68
    ],
)
def test_share_price_multiple(round_key, mark_key, multiple):
    assert at(round_key, mark_key).price_multiple_x == multiple


def test_series_c_per_preferred_share():
    assert at("series-c", "ipo", converted=False).price_multiple_x == printed(11.5, 1)  # audit 2
    assert at("series-c", "first-close", converted=False).price_multiple_x == printed(24.5, 1)  # audit 2
    ratio = PATH.step("series-c").terms.conversion_ratio
    assert ratio == printed(1.03793, 5)  # audit 2: 1,286,694 extra shares on 33,920,000
    # Founders Fund, Form 4 of December 2020; shares in thousands leave the ratio 1.5e-5 open
    assert 326_244 * ratio == pytest.approx(338_616, rel=1.5e-5)
    assert 11_554_902 * ratio == pytest.approx(11_993_238, rel=1.5e-5)
    # the clause works at the IPO, not at a private mark before it
    assert at("series-c", "warrants-2020").price_multiple_x == printed(4.809, 3)  # 28.355 / 5.89623


def test_range_that_the_rounding_of_the_filing_allows():
    seed = ROUNDS["seed"]
    low, high = multiple_range(
        amount_usd=seed.amount_raised_usd.value,
        shares=seed.new_shares.value,
        rounding_usd=seed.rounding_usd,
        rounding_shares=seed.rounding_shares,
        price_usd=68,
    )
    assert (low, high) == (printed(7033, 0), printed(7044, 0))  # audit 1: 7,033-7,044
    # by hand: 10 for 9 to 11 shares is a price of 1.11 to 0.91; 9 to 11 for 10 shares the same way
    coarse = multiple_range(amount_usd=10, shares=10, rounding_usd=0, rounding_shares=2, price_usd=1)
    assert coarse == pytest.approx((0.9, 1.1))
    coarse = multiple_range(amount_usd=10, shares=10, rounding_usd=2, rounding_shares=0, price_usd=1)
    assert coarse == pytest.approx((10 / 11, 10 / 9))
    exact = multiple_range(
        amount_usd=615_000, shares=63_656_000, rounding_usd=0, rounding_shares=0, price_usd=68
    )
    assert exact == (printed(7038, 0), printed(7038, 0))


def test_the_printed_price_is_too_coarse():
    # audit 7, rule 3: 0.01 (F-47) gives 6,800x, an error of 3.4 %
    assert pytest.approx(at("seed", "ipo").price_multiple_x * (1 - 0.034), rel=5e-4) == 68 / 0.01


def test_31_000x_needs_a_price_that_never_was():
    need = 31_000 * PATH.step("seed").issue_price_usd
    assert need == printed(299.50, 2)  # audit 1, claim 3
    highest = peak(AIRBNB.marks)
    assert (highest.price_usd.value, highest.date.text) == (216.84, "2021-02-11")  # audit 6
    assert highest.price_usd.value < need


def test_newest_mark():
    assert newest(AIRBNB).date.latest == max(mark.date.latest for mark in AIRBNB.marks)
    assert newest(replace(AIRBNB, marks=())) is None
    assert peak([MARKS["ipo"], MARKS["warrants-2020"]]) is None


# --- multiple on the company value -------------------------------------------------------


def test_valuation_ratio_seed_to_ipo():
    found = at("seed", "ipo")
    assert found.valuation_multiple_x == printed(15_285, 0)  # audit 3: 47B / 3.075M
    assert found.retained_frac == pytest.approx(0.49, abs=0.04)  # audit 4: 45-53 % is left
    assert found.price_multiple_x == pytest.approx(found.valuation_multiple_x * found.retained_frac)


@pytest.mark.parametrize(
    ("company_value_usd", "claimed"),
    [(42.85e9, 17_140), (77.5e9, 31_000)],  # audit 1: what the post's two multiples come from
)
def test_the_posts_own_multiples(company_value_usd, claimed):
    seed = WhatIf(edits=(RoundEdit("seed", post_money_usd=2.5e6),))
    path = what_if_path(AIRBNB, seed)
    mark = mark_value(MARKS["first-close"], path=path, record=PATH)
    found = multiple_at(path.step("seed"), replace(mark, company_value_usd=company_value_usd))
    assert found.valuation_multiple_x == pytest.approx(claimed, rel=1e-12)


def test_31_200x_is_78_billion():
    path = what_if_path(AIRBNB, WhatIf(edits=(RoundEdit("seed", post_money_usd=2.5e6),)))
    mark = replace(mark_value(MARKS["first-close"], path=path, record=PATH), company_value_usd=78e9)
    assert multiple_at(path.step("seed"), mark).valuation_multiple_x == pytest.approx(31_200)  # audit 1


def test_no_share_count_no_valuation_ratio():
    found = at("seed", "2026-08-21")  # audit 6: the share count of that day is not stated
    assert (found.valuation_multiple_x, found.retained_frac, found.missing) == (None, None, "no_share_count")
    assert found.price_multiple_x is not None


def test_a_mark_before_the_round_says_nothing():
    found = at("ipo", "warrants-2020")
    assert (found.price_multiple_x, found.valuation_multiple_x, found.retained_frac) == (None, None, None)
    assert (found.missing, found.days_low, found.days_high) == ("before_round", 0, 0)


# --- from round to round -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("to_key", "price", "valuation"),
    [  # audit 3
        ("series-a", printed(21.67, 2), printed(24.0, 1)),  # on the estimated 73.8M
        ("series-b", printed(15.82, 2), None),  # the audit's 18.8x starts from 70M, see below
        ("series-c", printed(1.78, 2), printed(1.90, 2)),
        ("series-d", printed(3.45, 2), printed(4.00, 2)),
        ("series-e", printed(2.29, 2), printed(2.55, 2)),
        ("series-f", printed(1.13, 2), printed(1.18, 2)),
    ],
)
def test_steps(to_key, price, valuation):
    step = next(step for step in round_steps(PATH) if step.to_key == to_key)
    assert step.price_step_x == price
    assert valuation is None or step.valuation_step_x == valuation


def test_steps_over_the_reported_value_of_series_a():
    path = what_if_path(AIRBNB, WhatIf(edits=(RoundEdit("series-a", post_money_usd=70e6),)))
    steps = {step.to_key: step for step in round_steps(path)}
    assert steps["series-a"].valuation_step_x == printed(22.8, 1)  # audit 3: "to 70M reported"
    assert steps["series-b"].valuation_step_x == printed(18.8, 1)  # audit 3: 70M to 1,314M


def test_warrants_to_ipo():
    last = record_path(replace(AIRBNB, rounds=AIRBNB.rounds[:-1]))
    warrants = mark_value(MARKS["warrants-2020"], path=PATH, record=PATH)
    assert warrants.price_usd == 28.355  # F-45
    assert PATH.ipo.issue_price_usd / warrants.price_usd == printed(2.40, 2)  # audit 3
    assert PATH.ipo.post_money_usd / warrants.company_value_usd == printed(2.61, 2)  # audit 3
    assert last.ipo is None
    # without an IPO step its price is held like any other mark
    assert mark_value(MARKS["ipo"], path=last, record=last).price_usd == 68


# --- sold and left -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("round_key", "sold_percent", "digits", "shares_after_m"),
    [  # audit 4
        ("seed", 20, 0, 318.3),
        ("series-a", 9.8, 1, 352.7),
        ("series-c", 8.0, 1, 424.0),
        ("series-d", 4.3, 1, 491.2),
        ("series-e", 5.9, 1, 547.9),
        ("series-f", 3.3, 1, 571.4),
        ("ipo", 7.2, 1, 691.2),  # "7.1-7.2 % diluted"; 47B / 68
    ],
)
def test_sold(round_key, sold_percent, digits, shares_after_m):
    step = PATH.step(round_key)
    assert 100 * step.sold_frac == printed(sold_percent, digits)
    assert step.fully_diluted_shares / 1e6 == printed(shares_after_m, 1)


def test_series_b_and_b1_together():
    step = PATH.step("series-b")
    assert step.fully_diluted_shares / 1e6 == printed(396.7, 1)  # audit 4
    both = step.new_shares + 1_412_000  # Series B-1, F-47
    assert 100 * both / step.fully_diluted_shares == printed(8.9, 1)  # audit 4


@pytest.mark.parametrize(
    ("round_key", "quoted", "percent"), [("series-c", 2.5e9, 7.4), ("series-d", 10e9, 4.1)]
)
def test_the_quoted_value_read_as_pre_money(round_key, quoted, percent):
    path = what_if_path(AIRBNB, WhatIf(edits=(RoundEdit(round_key, pre_money_usd=quoted),)))
    assert 100 * path.step(round_key).sold_frac == printed(percent, 1)  # audit 4, "if pre"


def test_the_filings_prices_and_share_counts():
    # F-47: preference / shares and shares; the record's values are kept to the cent, hence 2e-12
    for step in PATH.steps:
        known = ROUNDS[step.key]
        assert step.issue_price_usd == pytest.approx(known.issue_price_usd.value, rel=2e-12, abs=0)
        assert step.new_shares == pytest.approx(known.new_shares.value, rel=2e-12, abs=0)
    assert PATH.ipo.issue_price_usd == pytest.approx(68, rel=1e-12)  # p. 16
    assert PATH.ipo.conversion_shares == pytest.approx(240_910_588 - 239_623_894, abs=1)  # p. 316


def test_series_seed_at_the_ipo():
    rows = {row.round_key: row.fractions for row in ownership(PATH)}
    assert rows["seed"]["seed"] == pytest.approx(0.20, abs=1e-9)  # audit 4
    assert 0.0895 < rows["ipo"]["seed"] < 0.0925  # audit 4: 9.0 % on 705.7M, 9.1 % on 696M shares
    assert 100 * rows["ipo"]["seed"] == printed(9.2, 1)  # 63.656M over 47B / 68 = 691.2M
    assert 0.45 < retained_frac(PATH.step("seed"), PATH.ipo) < 0.53  # audit 4: "leaves 45-53 %"
    assert retained_frac(PATH.ipo, PATH.ipo) == retained_frac(PATH.steps[0], PATH.steps[0]) == 1


def test_shares_behind_47_billion():
    shares = fully_diluted_shares(post_money_usd=47e9, issue_price_usd=68)
    assert shares / 1e6 == printed(691.2, 1)  # by hand: 47,000 / 68
    assert 0.99 < shares / (705_707_479 - 12_000_000) < 1.01  # p. 16-20 without the CEO award: 47.2B
