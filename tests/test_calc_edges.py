"""Edges that changed code did not mind: the limits themselves, and what a result carries along."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from calc.attribution import Cause, attribute
from calc.investor import Price, Purchase, Sale, SellDown, SellRule, position, purchases, sales_of
from calc.multiples import MarkValue, Scope, mark_value, multiple_at
from calc.path import Terms as PathTerms
from calc.path import record_path, replay
from calc.returns import flow_multiples, fund_multiples, modified_irr
from calc.stakes import holding_of_check, holding_of_stake, value_at_mark, values_along
from calc.types import Basis, MarkKind, PartialDate, Quoted, RoundKind
from calc.venture import break_even_hit_rate
from calc.whatif import AddedRound, RoundEdit, WhatIf, what_if_path, what_if_terms
from dashboard.sources.records import load_company
from tests.drawn import near

AIRBNB = load_company("airbnb")
PATH = record_path(AIRBNB)
SEED = PATH.steps[0]
MARKS = {one.key: one for one in AIRBNB.marks}
DAY = dt.date


def mark(key):
    return mark_value(MARKS[key], path=PATH, record=PATH)


# --- returns -----------------------------------------------------------------------------------


def test_small_flows_and_zeros():
    done = flow_multiples([-0.5, 0.25, 0.5, 0.0])
    assert (done.paid_in_usd, done.distributions_usd, done.nav_usd, done.tvpi_x) == (0.5, 0.75, 0.0, 1.5)
    # 0.5 paid now; 0.25 at 10 % for a year and 0.5: 0.775 after two years
    rate = modified_irr([-0.5, 0.25, 0.5], finance_rate_frac=0.2, reinvest_rate_frac=0.1)
    assert rate == near((0.775 / 0.5) ** 0.5 - 1)


def test_what_was_recycled_comes_off_both_sides():
    done = fund_multiples(paid_in_usd=10.0, distributions_usd=6.0, nav_usd=4.0, recycled_usd=2.0)
    assert (done.paid_in_usd, done.distributions_usd, done.nav_usd) == (8.0, 4.0, 4.0)
    assert (done.dpi_x, done.tvpi_x) == (0.5, 1.0)


def test_a_miss_that_pays_something_lowers_the_rate_needed():
    # by hand: nothing is asked beyond the money: (1 - 0.5) / (2 - 0.5)
    assert break_even_hit_rate(hit_x=2.0, risk_free_frac=0.0, years=5.0, miss_x=0.5) == near(1 / 3)


# --- an investor -------------------------------------------------------------------------------


def rounds(*rows, ratio=1.0):
    return replay(
        8e6,
        [
            PathTerms(
                key, key.upper(), kind, PartialDate(year), 2e6, post, Quoted.POST, 0.0, conversion_ratio=ratio
            )
            for key, kind, year, post in rows
        ],
    )


THREE = rounds(
    ("a", RoundKind.PRICED, "2010", 10e6),
    ("b", RoundKind.PRICED, "2012", 20e6),
    ("i", RoundKind.IPO, "2014", 100e6),
)


def test_a_check_may_be_the_whole_round_and_takes_no_part_of_the_ipo():
    bought = purchases(THREE, THREE.steps[0], 2e6, 1.0)
    assert [one.round_key for one in bought] == ["a", "b"]
    assert holding_of_check(THREE.steps[0], 2e6).round_key == "a"
    # 20 % of the company before B's new money, so 20 % of B's 2M
    assert bought[1].cost_usd == near(4e5)


def test_conversion_gives_more_common_for_the_same_money():
    path = rounds(("a", RoundKind.PRICED, "2010", 10e6), ratio=1.25)
    [bought] = purchases(path, path.steps[0], 1e6)
    assert bought.common_shares == near(1.25 * bought.shares) and bought.cost_usd == near(1e6)


LISTED, END = DAY(2020, 1, 2), DAY(2021, 1, 4)
CLOSES = [Price(LISTED, 10.0), Price(DAY(2020, 7, 1), 20.0), Price(END, 30.0)]


def sold(sell, until=END, prices=CLOSES):
    done, unsold = sales_of(100.0, sell, listed=LISTED, prices=prices, until=until)
    return [(one.date, one.shares, one.price_usd) for one in done], unsold


def test_sales_on_the_very_day_count():
    dated = SellDown(SellRule.DATED, sales=((END, 0.5), (LISTED, 0.5)), lockup_days=0)
    assert sold(dated) == ([(LISTED, 50.0, 10.0), (END, 50.0, 30.0)], 0.0)
    assert SellDown(quarter_frac=1.0, sales=((LISTED, 1.0),), lockup_days=0).quarter_frac == 1.0


def test_what_finds_no_price_adds_up():
    days = (*tuple((DAY(2020, 8, at), 0.25) for at in (1, 2, 3)), (DAY(2030, 1, 1), 0.25))
    assert sold(SellDown(SellRule.DATED, sales=days), prices=CLOSES[:2]) == ([], 75.0)


def test_a_position_carries_what_it_is_made_of():
    bought = (
        Purchase("a", PartialDate("2019-07"), 100.0, 100.0, 100.0),
        Purchase("b", PartialDate("2021-01"), 10.0, 50.0, 10.0),
    )
    sales = (Sale(LISTED, LISTED, 40.0, 2.0), Sale(DAY(2022, 1, 1), DAY(2022, 1, 1), 1.0, 9.0))
    done = position(bought, sales, date=PartialDate("2021-01-04"), price_usd=3.0, unsold_shares=7.0)
    assert (done.date, done.purchases, done.sales) == (END, bought, sales[:1])
    assert (done.shares_left, done.value_left_usd, done.unsold_shares) == (70.0, 210.0, 7.0)
    assert done.irr_low.chosen_frac < done.irr_high.chosen_frac
    assert position(bought, (), date=PartialDate("2021-01-04"), price_usd=3.0).unsold_shares == 0.0


# --- what results carry along --------------------------------------------------------------------


def test_a_multiple_names_its_round_and_mark_and_is_as_sure_as_the_less_sure():
    found = multiple_at(SEED, mark("ipo"))
    assert (found.round_key, found.mark_key, found.missing) == (SEED.key, "ipo", "")
    guessed = replace(
        SEED, price_basis=Basis.ESTIMATED, terms=replace(SEED.terms, valuation_basis=Basis.PRESS)
    )
    from_guess = multiple_at(
        guessed, replace(mark("ipo"), price_basis=Basis.REPORTED, value_basis=Basis.REPORTED)
    )
    assert (from_guess.price_basis, from_guess.valuation_basis) == (Basis.ESTIMATED, Basis.PRESS)
    to_guess = multiple_at(
        replace(SEED, price_basis=Basis.REPORTED, terms=replace(SEED.terms, valuation_basis=Basis.REPORTED)),
        replace(mark("ipo"), price_basis=Basis.PRESS, value_basis=Basis.ESTIMATED),
    )
    assert (to_guess.price_basis, to_guess.valuation_basis) == (Basis.PRESS, Basis.ESTIMATED)


def test_a_mark_without_a_value_or_a_count_says_so():
    bare = MarkValue(
        "m",
        MarkKind.CLOSE,
        PartialDate("2021"),
        1.0,
        None,
        Scope.NOT_STATED,
        Basis.PRESS,
        Basis.PRESS,
        "",
        "",
    )
    assert multiple_at(SEED, bare).missing == "no_share_count"
    before = multiple_at(PATH.steps[-1], mark("secondary-2020-05"))
    assert (before.missing, before.round_key, before.mark_key) == (
        "before_round",
        PATH.steps[-1].key,
        "secondary-2020-05",
    )
    assert before.price_basis is PATH.steps[-1].price_basis
    assert before.valuation_basis is PATH.steps[-1].terms.valuation_basis


def test_a_multiple_on_the_day_of_its_round_is_known():
    same_day = replace(mark("ipo"), date=PATH.steps[-1].terms.date)
    assert multiple_at(PATH.steps[-1], same_day).price_multiple_x == near(1.0)
    why = attribute(PATH, PATH.steps[-1], same_day)
    assert (why.round_key, why.mark_key) == (PATH.steps[-1].key, "ipo")
    assert {Cause.OPTIONS, Cause.CONVERSION, Cause.COUNT} <= {part.cause for part in why.parts}
    assert all(part.cause is not Cause.ROUND for part in why.parts)


def test_marks_keep_their_source():
    for key in ("ipo", "first-close", "secondary-2020-05"):
        found, known = mark(key), MARKS[key]
        value = known.company_value_usd
        assert (found.source_id, found.scope, found.price_basis) == (
            known.price_usd.source_id,
            known.scope,
            known.price_usd.basis,
        )
        assert found.value_source_id == (value.source_id if value else "")
        if key != "ipo":
            assert found.value_basis is (value.basis if value else known.price_usd.basis)


@pytest.mark.parametrize("stake", AIRBNB.stakes, ids=lambda stake: stake.key)
def test_a_stake_keeps_its_date_shares_and_source(stake):
    held = holding_of_stake(stake, PATH)
    assert (held.source_id, held.round_key) == (stake.shares_low.source_id, stake.round_key)
    assert (held.shares_low, held.cost_usd) == (stake.shares_low.value, stake.cost_usd.value)
    assert held.date == (PATH.step(stake.round_key).terms.date if stake.round_key else stake.date)
    assert held.basis in (stake.shares_low.basis, stake.cost_usd.basis)
    guess = replace(stake, cost_usd=replace(stake.cost_usd, basis=Basis.ESTIMATED))
    assert holding_of_stake(guess, PATH).basis is Basis.ESTIMATED
    count = replace(stake, shares_low=replace(stake.shares_low, basis=Basis.ESTIMATED))
    assert holding_of_stake(count, PATH).basis is Basis.ESTIMATED


def test_a_holding_along_the_path():
    held = holding_of_check(PATH.steps[1], 1e5)
    along = values_along(held, PATH, [mark("ipo"), mark("first-close")])
    assert [one.kind for one in along[:2]] == ["round", "round"] and along[0].key == PATH.steps[1].key
    assert [one.kind for one in along[-2:]] == [MarkKind.IPO_PRICE.value, MarkKind.CLOSE.value]
    assert along[0].price_usd == PATH.steps[1].issue_price_usd
    assert all(one.basis is not None for one in along)
    late = replace(held, date=PartialDate("2020-12-10"), basis=Basis.ESTIMATED)
    assert [one.key for one in values_along(late, PATH, [mark("ipo"), mark("first-close")])] == [
        "first-close"
    ]
    worth = value_at_mark(late, mark("first-close"))
    assert (worth.basis, worth.no_rate, worth.rate) == (Basis.ESTIMATED, "under_a_year", None)
    marked = value_at_mark(replace(held, basis=Basis.REPORTED), replace(mark("ipo"), price_basis=Basis.PRESS))
    assert marked.basis is Basis.PRESS


def test_the_rate_of_a_range_of_shares_spans_both():
    held = replace(
        holding_of_check(SEED, 1e5), shares_low=1e6, shares_high=2e6, date=PartialDate("2010-01-01")
    )
    worth = value_at_mark(held, replace(mark("ipo"), date=PartialDate("2020-01-01"), price_usd=1.0))
    years = 3652 / 365  # days from 1 January 2010 to 1 January 2020
    assert worth.rate == near((10 ** (1 / years) - 1, 20 ** (1 / years) - 1), rel=1e-9)
    assert worth.no_rate == ""


# --- what-if -------------------------------------------------------------------------------------


def test_several_edits_of_one_round_all_hold():
    edit = RoundEdit("seed", amount_raised_usd=7e5, post_money_usd=5e6, other_issuance_shares=1.0)
    [seed] = [term for term in what_if_terms(AIRBNB, WhatIf((edit,))) if term.key == "seed"]
    assert (seed.amount_raised_usd, seed.valuation_usd, seed.other_issuance_shares) == (7e5, 5e6, 1.0)
    assert {seed.amount_basis, seed.valuation_basis, seed.other_basis} == {Basis.ASSUMED}


def test_shares_of_removed_rounds_gather_at_the_next():
    known = {term.key: term.other_issuance_shares for term in what_if_terms(AIRBNB, WhatIf())}
    keys = list(known)
    gone = WhatIf(removed=(keys[1], keys[2]))
    after = {term.key: term for term in what_if_terms(AIRBNB, gone)}
    assert after[keys[3]].other_issuance_shares == near(sum(known[key] for key in keys[1:4]))
    assert after[keys[3]].other_basis is Basis.ASSUMED
    assert after[keys[4]].other_issuance_shares == known[keys[4]]


def test_an_added_round_is_a_priced_one_of_the_readers():
    added = AddedRound("new", "New", PartialDate("2016-01-01"), 1e7, 1e9)
    [term] = [one for one in what_if_terms(AIRBNB, WhatIf(added=(added,))) if one.key == "new"]
    assert (term.kind, term.held, term.moved) == (RoundKind.PRICED, Quoted.POST, True)
    assert {term.price_basis, term.amount_basis, term.other_basis, term.date_basis} == {Basis.ASSUMED}
    assert not any(one.moved for one in what_if_terms(AIRBNB, WhatIf()))


def test_a_what_if_that_cannot_be_keeps_the_opening():
    broken = what_if_path(AIRBNB, WhatIf(removed=("nobody",)))
    assert (broken.opening_shares, broken.stopped_at, broken.steps) == (PATH.opening_shares, "nobody", ())
