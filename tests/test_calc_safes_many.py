"""Many SAFE rounds at once: the same answers as one by one, refusals by code, memory flat."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.captable import PoolPlacement
from calc.errors import CalcError
from calc.safes import Before, Convertible, Form, Method, RoundTerms, solve_round, solve_rounds, stack
from tests.drawn import magnitudes, many, near

amounts, caps = magnitudes(1e4, 5e6), magnitudes(2e6, 1e8)
kinds = st.sampled_from(["cap", "cap", "pre", "discount", "fixed", "mfn", "named"])
discounts = st.sampled_from([0.0, 0.1, 0.2])
befores = st.builds(Before, magnitudes(1e6, 1e8), st.floats(0, 1e6), st.floats(0, 1e5), st.floats(0, 1e6))
places = st.sampled_from(PoolPlacement)


@st.composite
def papers(draw: st.DrawFn) -> list[Convertible]:
    found = []
    count = draw(st.integers(0, 5))
    for at in range(count):
        kind, amount, off = draw(kinds), draw(amounts), draw(discounts)
        if kind == "fixed":
            found.append(Convertible(f"p{at}", amount, fixed_frac=0.05))
        elif kind in ("mfn", "named"):
            elects = f"p{draw(st.integers(0, count - 1))}" if kind == "named" else ""
            found.append(Convertible(f"p{at}", amount, discount_frac=off, mfn=True, elects=elects))
        elif kind == "discount":
            found.append(Convertible(f"p{at}", amount, discount_frac=off))
        else:
            form = Form.POST_MONEY if kind == "cap" else Form.PRE_MONEY
            found.append(Convertible(f"p{at}", amount, draw(caps), form, off))
    return found


@st.composite
def rounds(draw: st.DrawFn, method: Method, place: PoolPlacement) -> tuple:
    increase = draw(st.none() | st.floats(0, 1e6))
    target = draw(st.sampled_from([0.0, 0.1, 0.2]))
    if method is Method.PRE_MONEY and draw(st.booleans()):
        target = 0.0
    terms = RoundTerms(
        draw(magnitudes(2e6, 2e8)), draw(magnitudes(5e5, 5e7)), target, increase, method, place
    )
    return draw(befores), draw(papers()), terms


# --- the same answers -----------------------------------------------------------------------


@many
@given(st.data(), st.sampled_from(Method), places)
def test_many_are_what_each_one_is(data, method, place):
    drawn = data.draw(st.lists(rounds(method, place), min_size=1, max_size=6))
    found = solve_rounds(stack(drawn), chunk=2)
    for row, (before, given_papers, terms) in enumerate(drawn):
        try:
            one = solve_round(before, given_papers, terms)
        except CalcError as error:
            assert found.code[row] == error.code and np.isnan(found.price_usd[row])
            continue
        assert not found.refused[row]
        assert found.price_usd[row] == near(one.price_usd)
        assert found.new_shares[row] == near(one.new_shares)
        assert found.pool_increase_shares[row] == near(one.pool_increase_shares)
        assert found.capitalization_shares[row] == near(one.capitalization_shares)
        assert found.fully_diluted_shares[row] == near(one.fully_diluted_shares)
        keys = [paper.key for paper in given_papers]
        for at, paper in enumerate(one.conversions):
            assert found.paper_shares[row, at] == near(paper.shares)
            taken = found.elected[row, at]
            assert paper.elected_key == (keys[taken] if taken >= 0 else "")
            assert found.by_cap[row, at] == (paper.control.value == "cap")


@many
@given(befores, papers(), magnitudes(2e6, 2e8), magnitudes(5e5, 5e7), st.sampled_from([0.1, 0.2]))
def test_a_pool_outside_dilutes_the_new_money_and_no_price(before, given_papers, pre, new, target):
    plain = [replace(one, elects="") for one in given_papers]
    try:
        bare = solve_round(before, plain, RoundTerms(pre, new))
    except CalcError as error:
        assert error.code == "fully_sold"
        return
    outside = RoundTerms(pre, new, target, pool=PoolPlacement.AFTER_MONEY)
    done = solve_round(before, plain, outside)
    assert done.price_usd == near(bare.price_usd) and done.new_shares == near(bare.new_shares)
    assert done.fully_diluted_shares == near(bare.fully_diluted_shares + done.pool_increase_shares)
    if done.pool_increase_shares > 0:
        assert done.pool_shares == near(target * done.fully_diluted_shares, 1e-9)
        assert done.new_frac < new / (pre + new)
    else:
        assert before.unissued_pool_shares >= target * bare.fully_diluted_shares * (1 - 1e-9)


def test_a_pool_outside_by_hand():
    # $4M at $16M on 8M shares: $2 a share, 2M new; a tenth of all is 10M / 9 on top
    done = solve_round(Before(8e6), [], RoundTerms(16e6, 4e6, 0.1, pool=PoolPlacement.AFTER_MONEY))
    assert done.price_usd == near(2.0) and done.pool_increase_shares == near(10e6 / 9)
    assert done.new_frac == near(0.2 * 0.9)


# --- refusals by code -------------------------------------------------------------------------

TWO = stack([(Before(8e6), [Convertible("s", 1e6, 1e7)], RoundTerms(12e6, 3e6))] * 2)


@pytest.mark.parametrize(
    ("name", "bad", "code"),
    [
        ("outstanding_shares", [0.0, 8e6], "not_positive"),
        ("options_shares", [-1.0, 0.0], "negative"),
        ("unissued_pool_shares", [np.nan, 0.0], "negative"),
        ("pre_money_usd", [np.inf, 12e6], "not_positive"),
        ("new_money_usd", [-1.0, 3e6], "not_positive"),
        ("target_pool_frac", [1.0, 0.0], "not_a_fraction"),
        ("pool_increase_shares", [-1.0, np.nan], "negative"),
        ("amount_usd", [[-1.0], [1e6]], "not_positive"),
        ("amount_usd", [[1e7], [1e6]], "fully_sold"),
        ("cap_usd", [[0.0], [1e7]], "not_positive"),
        ("discount_frac", [[1.0], [0.0]], "not_a_fraction"),
        ("fixed_frac", [[-0.1], [0.0]], "not_a_fraction"),
        ("fixed_frac", [[0.07], [0.0]], "fixed_and_cap"),
    ],
)
def test_a_bad_row_is_refused_and_the_other_is_not(name, bad, code):
    found = solve_rounds(replace(TWO, **{name: np.array(bad)}))
    assert found.code.tolist() == [code, ""] and found.refused.tolist() == [True, False]
    assert np.isnan(found.price_usd[0]) and found.price_usd[1] == near(1.35)  # 12M / (8M / 0.9)


def test_a_named_package_has_to_come_later():
    papers_ = [
        Convertible("m", 1e6, mfn=True),
        Convertible("s", 1e6, 1e7),
        Convertible("y", 1e5, fixed_frac=0.07),
    ]
    three = stack([(Before(8e6), papers_, RoundTerms(12e6, 3e6))] * 3)
    elects = np.array([[0, -1, -1], [1, -1, -1], [2, -1, -1]])
    assert solve_rounds(replace(three, elects=elects)).code.tolist() == [
        "not_issued_later",
        "",
        "not_issued_later",
    ]


def test_a_name_that_is_no_paper_is_refused_at_once():
    with pytest.raises(CalcError) as caught:
        stack([(Before(8e6), [Convertible("m", 1e6, mfn=True, elects="x")], RoundTerms(12e6, 3e6))])
    assert caught.value.code == "not_issued_later"


def test_a_target_inside_a_pre_money_without_the_papers_is_refused():
    target = replace(TWO, method=Method.PRE_MONEY, target_pool_frac=np.array([0.1, 0.0]))
    assert solve_rounds(target).code.tolist() == ["pool_needs_shares", ""]


# --- memory -----------------------------------------------------------------------------------


def test_memory_beyond_the_result_is_that_of_a_chunk():
    def peak(times: int) -> int:
        rounds_ = TWO.rows(np.zeros(times, dtype=np.intp))
        tracemalloc.start()
        found = solve_rounds(rounds_, chunk=1_000)
        kept, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert not found.refused.any()
        return most - kept

    # terms and results of a round are 200 bytes; ten times the rounds may cost no more than a few of those
    assert peak(40_000) - peak(4_000) < 36_000 * 200
