"""An investor: lots, pro rata, sell-down; published arithmetic and identities."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.investor import (
    Price,
    Purchase,
    Sale,
    SellDown,
    SellRule,
    months_later,
    position,
    purchases,
    sales_of,
)
from calc.path import record_path
from calc.types import PartialDate
from dashboard.sources.records import load_company
from tests.drawn import magnitudes, many, near
from tests.test_calc_record import random_companies

PATH = record_path(load_company("airbnb"))
DAY = dt.date
LISTED = DAY(2020, 12, 10)
PRICES = [Price(DAY(2020, 12, 10), 144.71), Price(DAY(2021, 6, 30), 153.14), Price(DAY(2021, 9, 30), 167.75)]


def one(cost: float = 100.0, shares: float = 100.0, date: str = "2019-07-01") -> Purchase:
    return Purchase("a", PartialDate(date), shares, cost, shares)


def test_the_first_check_alone_is_the_multiple_of_its_round():
    # 424B4: $68 / $0.0096613 a share is 7,038.4x
    bought = purchases(PATH, PATH.steps[0], 20_000)
    at_ipo = position(bought, (), date=PartialDate("2020-12-09"), price_usd=68)
    assert at_ipo.multiples.moic_x == near(7038.387, rel=1e-6)
    assert at_ipo.multiples.dpi_x == 0
    assert at_ipo.multiples.tvpi_x == near(at_ipo.multiples.rvpi_x)


def test_one_payment_and_one_sale_is_microsofts_rate():
    # XIRR by Microsoft's rule (actual/365): 121 for 100 over the 366 days of 2019-20 is 20.937 %
    sold = (Sale(DAY(2020, 7, 1), DAY(2020, 7, 1), 100, 1.21),)
    done = position((one(),), sold, date=PartialDate("2020-07-01"), price_usd=1)
    assert done.multiples.dpi_x == near(1.21)
    assert done.shares_left == 0
    assert done.irr_low.chosen_frac == near(0.20937, rel=1e-5)
    assert done.irr_low == done.irr_high


def test_a_date_known_to_the_month_makes_the_rate_a_range():
    held = position((one(date="2019-07"),), (), date=PartialDate("2021-07-31"), price_usd=2)
    assert held.irr_low.chosen_frac < held.irr_high.chosen_frac
    early, late = 731 + 30, 731  # days from 1 and from 31 July 2019, leap year 2020 within
    assert held.irr_low.chosen_frac == near(2 ** (365 / early) - 1, rel=1e-9)
    assert held.irr_high.chosen_frac == near(2 ** (365 / late) - 1, rel=1e-9)


def test_full_pro_rata_keeps_the_fraction_but_for_other_shares():
    step, after = PATH.steps[0], PATH.steps[1]
    bought = purchases(PATH, step, 615_000, 1.0)
    held = bought[0].shares + bought[1].shares
    start = bought[0].shares / (after.fully_diluted_shares - after.new_shares)
    assert held / after.fully_diluted_shares == near(start)
    assert [lot.round_key for lot in bought] == [s.key for s in PATH.steps[:-1]], "not in the IPO"


def test_quarters_sell_a_share_of_the_listed_position_each():
    sell = SellDown(SellRule.QUARTERLY, quarter_frac=0.4)
    wanted = sell.wanted(LISTED)
    assert [day for day, _ in wanted] == [DAY(2021, 6, 8), DAY(2021, 9, 8), DAY(2021, 12, 8)]
    assert [frac for _, frac in wanted] == [near(0.4), near(0.4), near(0.2)]
    sold, unsold = sales_of(100, sell, listed=LISTED, prices=PRICES, until=DAY(2021, 12, 31))
    assert [(sale.date, sale.shares) for sale in sold] == [
        (DAY(2021, 6, 30), near(40)),
        (DAY(2021, 9, 30), near(40)),
    ]
    assert unsold == near(20), "no price known on or after 8 December 2021"


def test_lock_up_sells_all_at_the_first_known_price_after_it():
    sold, unsold = sales_of(
        10, SellDown(SellRule.LOCKUP), listed=LISTED, prices=PRICES, until=DAY(2021, 7, 1)
    )
    assert (sold, unsold) == ((Sale(DAY(2021, 6, 8), DAY(2021, 6, 30), 10, 153.14),), 0)
    none, due = sales_of(10, SellDown(SellRule.LOCKUP), listed=LISTED, prices=PRICES, until=DAY(2021, 1, 1))
    assert (none, due) == ((), 0), "not due yet"
    assert SellDown().wanted(LISTED) == ()


def test_dated_sales_in_order_of_date():
    sell = SellDown(SellRule.DATED, sales=((DAY(2021, 9, 1), 0.5), (DAY(2021, 1, 1), 0.25)))
    sold, _ = sales_of(100, sell, listed=LISTED, prices=PRICES, until=DAY(2022, 1, 1))
    assert [(sale.price_usd, sale.shares) for sale in sold] == [(153.14, 25), (167.75, 50)]


def test_what_makes_no_sense_is_refused():
    for code, make in {
        "not_a_fraction": lambda: SellDown(quarter_frac=0),
        "sold_over_held": lambda: SellDown(sales=((LISTED, 0.6), (LISTED, 0.6))),
        "negative": lambda: SellDown(lockup_days=-1),
        "nothing_bought": lambda: position((one(),), (), date=PartialDate("2018"), price_usd=1),
        "check_over_round": lambda: purchases(PATH, PATH.steps[0], 1e9),
    }.items():
        with pytest.raises(CalcError, match=code):
            make()
    with pytest.raises(CalcError, match="not_a_fraction"):
        SellDown(sales=((LISTED, 1.5),))
    with pytest.raises(CalcError, match="not_a_fraction"):
        purchases(PATH, PATH.steps[0], 1e3, 1.5)
    too_much = (Sale(LISTED, LISTED, 101, 1.0),)
    with pytest.raises(CalcError, match="sold_over_held"):
        position((one(),), too_much, date=PartialDate("2022"), price_usd=1)


@pytest.mark.parametrize(
    ("months", "day"), [(1, DAY(2020, 2, 29)), (3, DAY(2020, 4, 30)), (12, DAY(2021, 1, 31))]
)
def test_months_end_where_the_calendar_ends(months, day):
    assert months_later(DAY(2020, 1, 31), months) == day


@many
@given(random_companies(), st.floats(0, 1), magnitudes(1e-3, 1e4), st.floats(0.01, 1))
def test_dpi_and_rvpi_are_tvpi_and_money_is_shares_times_price(company, pro_rata, price, quarter):
    path = record_path(company)
    bought = purchases(path, path.steps[0], path.steps[0].terms.amount_raised_usd / 3, pro_rata)
    shares = sum(lot.common_shares for lot in bought)
    sell = SellDown(SellRule.QUARTERLY, quarter_frac=quarter)
    sold, unsold = sales_of(shares, sell, listed=LISTED, prices=PRICES, until=DAY(2021, 9, 30))
    held = position(bought, sold, date=PartialDate("2021-09-30"), price_usd=price, unsold_shares=unsold)
    cost = sum(lot.cost_usd for lot in bought)
    money = sum(sale.shares * sale.price_usd for sale in sold)
    left = shares - sum(sale.shares for sale in sold)
    assert held.multiples.tvpi_x == near(held.multiples.dpi_x + held.multiples.rvpi_x)
    assert held.multiples.dpi_x * cost == near(money)
    assert held.value_left_usd == near(left * price, abs=1e-6 * shares * price)
    for lot, step in zip(bought, path.steps, strict=False):
        assert lot.cost_usd == near(lot.shares * step.issue_price_usd)
        assert lot.shares <= step.new_shares * (1 + 1e-9)
