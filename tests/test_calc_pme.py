"""Public market equivalents: what must hold against any index, refusals, a second implementation."""

from __future__ import annotations

import math

import pytest
import pyxirr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.pme import (
    Against,
    direct_alpha,
    fund_irr,
    kaplan_schoar,
    long_nickels,
    modified_pme,
    pme_plus,
)
from tests.drawn import many, near

some = settings(many, max_examples=100)
levels = st.floats(20.0, 500.0)
money = st.floats(1.0, 1e4)
# paid first, received later: one root each, so that rates can be compared
rows = st.lists(st.tuples(money, levels), min_size=3, max_size=8)
SHORT = Against([-100, 150, 0], [0, 1, 2], [100, 110, 121], nav_usd=10)


@st.composite
def funds(draw):
    drawn = draw(rows)
    paid = draw(st.integers(1, len(drawn) - 1))
    amounts = [-a if at < paid else a for at, (a, _) in enumerate(drawn)]
    amounts[-1] = 0.0
    return Against(amounts, range(len(amounts)), [level for _, level in drawn], nav_usd=draw(money))


@some
@given(funds(), st.floats(0.01, 100))
def test_only_the_index_ratios_matter(fund, factor):
    other = Against(fund.amounts_usd, fund.years, [factor * x for x in fund.index], fund.nav_usd)
    assert kaplan_schoar(other) == near(kaplan_schoar(fund), 1e-9)
    assert 1 + direct_alpha(other).chosen_frac == near(1 + direct_alpha(fund).chosen_frac, 1e-9)


@some
@given(funds())
def test_a_flat_index_leaves_the_multiple_and_the_irr(fund):
    flat = Against(fund.amounts_usd, fund.years, [100.0] * len(fund.index), fund.nav_usd)
    paid = -sum(a for a in fund.amounts_usd if a < 0)
    received = sum(a for a in fund.amounts_usd if a > 0)
    assert kaplan_schoar(flat) == near((received + fund.nav_usd) / paid, 1e-9)
    assert 1 + direct_alpha(flat).chosen_frac == near(1 + fund_irr(fund).chosen_frac, 1e-9)


@some
@given(funds())
def test_all_methods_agree_who_won(fund):
    ratio = kaplan_schoar(fund)
    assume(abs(ratio - 1) > 1e-6)
    assert (direct_alpha(fund).chosen_frac > 0) == (ratio > 1)
    icm = long_nickels(fund)
    assert (icm.nav_usd < fund.nav_usd) == (ratio > 1)
    if icm.chosen_frac is not None:
        assert (icm.chosen_frac < fund_irr(fund).chosen_frac) == (ratio > 1)


@some
@given(funds())
def test_a_fund_that_is_the_index_ends_even(fund):
    paid_only = [min(amount, 0.0) for amount in fund.amounts_usd]
    grown = Against(paid_only, fund.years, fund.index).paid_grown_usd
    even = Against(paid_only, fund.years, fund.index, nav_usd=grown)
    assert kaplan_schoar(even) == near(1.0)
    assert direct_alpha(even).chosen_frac == pytest.approx(0, abs=1e-9)
    assert long_nickels(even).nav_usd == near(grown, 1e-9)
    assert long_nickels(even).reason == ""


@some
@given(funds())
def test_pme_plus_ends_the_index_account_at_the_fund_value(fund):
    assume(any(amount > 0 for amount in fund.amounts_usd) and fund.paid_grown_usd > fund.nav_usd)
    plus = pme_plus(fund)
    scaled = [plus.scale_x * a if a > 0 else a for a in fund.amounts_usd]
    same = long_nickels(Against(scaled, fund.years, fund.index, fund.nav_usd))
    assert same.nav_usd == pytest.approx(fund.nav_usd, abs=1e-9 * fund.paid_grown_usd)
    assert (plus.scale_x < 1) == (kaplan_schoar(fund) > 1) or plus.scale_x == near(1.0, 1e-9)


@some
@given(funds())
def test_a_library_agrees_where_the_account_stays_long(fund):
    amounts, index, nav = list(fund.amounts_usd), list(fund.index), fund.nav_usd
    assert kaplan_schoar(fund) == near(pyxirr.pe.ks_pme(amounts, index, nav), 1e-9)
    icm = long_nickels(fund)
    assert icm.nav_usd == pytest.approx(pyxirr.pe.ln_pme_nav(amounts, index), abs=1e-9 * fund.paid_grown_usd)
    alpha = pyxirr.pe.direct_alpha(amounts, index, nav)
    if alpha is not None:
        assert 1 + direct_alpha(fund).chosen_frac == near(1 + alpha, 1e-6)


def test_an_account_that_goes_short_shows_no_rate():
    # pme-fixtures.md F9: account -44, roots -60 % and +10 %
    icm = long_nickels(SHORT)
    assert icm.nav_usd == near(-44.0) and icm.reason == "index_short" and icm.chosen_frac is None
    assert icm.irr.roots_frac == near((-0.6, 0.1), 1e-9)
    later = long_nickels(Against([-100, 150, -100, 0], [0, 1, 2, 3], [100] * 4, nav_usd=60))
    assert later.nav_usd == near(50.0) and later.reason == "index_short"  # short at one date only


def test_rows_of_one_date_are_one_moment():
    # 100 in and 25 out the same day: the account is never short, gross amounts still count
    fund = Against([150, -200, 0], [0, 0, 1], [100, 100, 110], nav_usd=60)
    assert long_nickels(fund).reason == ""
    assert kaplan_schoar(fund) == near((165 + 60) / 220)


def test_the_log_alpha_is_another_number():
    plain, log = direct_alpha(SHORT), direct_alpha(SHORT, log=True)
    # by hand: 121 x^2 - 165 x - 10 = 0
    x = (165 + math.sqrt(165**2 + 4 * 121 * 10)) / 242
    assert plain.chosen_frac == near(x - 1, 1e-9) and log.chosen_frac == near(math.log(x), 1e-9)
    assert log.is_log and not plain.is_log


def test_nothing_back_is_named():
    lost = Against([-100, 0], [0, 1], [100, 110])
    assert kaplan_schoar(lost) == 0
    alpha = direct_alpha(lost)
    assert alpha.reason == "no_positive_flow" and alpha.chosen_frac is None and alpha.roots_frac == ()


def test_the_modified_account_pays_like_the_fund_and_never_goes_short():
    done = modified_pme(SHORT, [100, 5, 10])
    # index account 110, of which 150 / 155 is paid out, then 10 % more
    left = 110 * 5 / 155 * 1.1
    assert done.nav_usd == near(left, 1e-9) and done.reason == ""
    assert done.chosen_frac == near(
        fund_irr(Against([-100, 110 * 150 / 155, 0], [0, 1, 2], SHORT.index, left)).chosen_frac, 1e-9
    )


GOOD = {"amounts_usd": [-100, 150, 0], "years": [0, 1, 2], "index": [100, 110, 121], "nav_usd": 10}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("no_flows", {"amounts_usd": [], "years": [], "index": []}),
        ("lengths_differ", {"index": [100, 110]}),
        ("not_finite", {"index": [100, math.nan, 121]}),
        ("not_finite", {"nav_usd": math.inf}),
        ("dates_reversed", {"years": [0, 2, 1]}),
        ("not_positive", {"index": [100, 0, 121]}),
        ("negative", {"nav_usd": -1}),
        ("nothing_paid_in", {"amounts_usd": [0, 150, 0]}),
    ],
)
def test_refusals(code, change):
    with pytest.raises(CalcError) as caught:
        Against(**GOOD | change)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("no_positive_flow", lambda: pme_plus(Against([-100, 0], [0, 1], [1, 1], nav_usd=50))),
        ("scale_negative", lambda: pme_plus(Against([-100, 1], [0, 1], [1, 1], nav_usd=500))),
        ("lengths_differ", lambda: modified_pme(SHORT, [100, 10])),
        ("negative", lambda: modified_pme(SHORT, [100, -5, 10])),
        ("not_finite", lambda: modified_pme(SHORT, [100, math.nan, 10])),
        ("nav_differs", lambda: modified_pme(SHORT, [100, 5, 11])),
        ("dates_repeat", lambda: modified_pme(Against([-1, 1], [0, 0], [1, 1], nav_usd=1), [1, 1])),
    ],
)
def test_methods_refuse(code, act):
    with pytest.raises(CalcError) as caught:
        act()
    assert caught.value.code == code
