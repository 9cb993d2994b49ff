"""What must hold on any path of rounds."""

from __future__ import annotations

import math
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from calc.captable import (
    new_investor_ownership,
)
from calc.dilution import OTHER, ownership, retained_frac
from calc.multiples import mark_value, multiple_at
from calc.path import (
    Path,
    Terms,
    replay,
)
from calc.stakes import holding_of_check, value_at_mark
from calc.steps import round_steps
from calc.types import Basis, Figure, Mark, MarkKind, PartialDate, Quoted, RoundKind
from tests.drawn import DATES, magnitudes, many, near, ratios, sold_fractions

# --- random paths -----------------------------------------------------------------------


one_round = st.tuples(
    magnitudes(1e5, 1e11), sold_fractions, st.one_of(st.just(0.0), st.floats(-0.05, 0.5)), ratios
)


def made_terms(opening: float, rows: list[tuple[float, ...]], listed: bool) -> tuple[float, list[Terms]]:
    return opening, [
        Terms(
            key=f"r{at}",
            name=f"Round {at}",
            kind=RoundKind.IPO if listed and at == len(rows) - 1 else RoundKind.PRICED,
            date=DATES[at],
            amount_raised_usd=post * sold,
            valuation_usd=post,
            held=Quoted.POST,
            other_issuance_shares=opening * other,
            conversion_ratio=1.0 if listed and at == len(rows) - 1 else ratio,
        )
        for at, (post, sold, other, ratio) in enumerate(rows)
    ]


def random_terms() -> st.SearchStrategy[tuple[float, list[Terms]]]:
    """Shares before the first round, and 1-8 rounds of which the last may be an IPO."""
    rows = st.lists(one_round, min_size=1, max_size=8)
    return st.builds(made_terms, magnitudes(1e5, 1e9), rows, st.booleans())


def mark_on(path: Path, kind: MarkKind, price: float = 10.0):
    """A mark a year after the last round, with a value that counts some more shares."""
    last = path.steps[-1]
    value = price * last.fully_diluted_shares * 1.1
    date = PartialDate(str(last.terms.date.year + 1))
    mark = Mark("m", kind, date, Figure(price, Basis.PRESS), Figure(value, Basis.PRESS))
    return mark_value(mark, path=path, record=path)


def numbers(path: Path) -> list[tuple[float, ...]]:
    return [
        (
            step.pre_money_usd,
            step.post_money_usd,
            step.issue_price_usd,
            step.new_shares,
            step.fully_diluted_shares,
        )
        for step in path.steps
    ]


# --- one path ----------------------------------------------------------------------------


def check_price_times_shares_is_the_company_value(path):
    for step in path.steps:
        assert step.issue_price_usd * step.fully_diluted_shares == near(step.post_money_usd)
        assert step.issue_price_usd * step.new_shares == near(step.terms.amount_raised_usd)
        assert step.pre_money_usd + step.terms.amount_raised_usd == near(step.post_money_usd)


def check_sold_is_raised_over_post_money(path):
    for step in path.steps:
        raised = step.terms.amount_raised_usd
        assert step.sold_frac == near(raised / step.post_money_usd)
        assert step.sold_frac == near(new_investor_ownership(raised, step.pre_money_usd), rel=1e-11)


def check_shares_add_up(path):
    count = path.opening_shares
    for step in path.steps:
        count += step.terms.other_issuance_shares + step.conversion_shares + step.new_shares
        assert step.fully_diluted_shares == near(count)
        if step.terms.kind is RoundKind.PRICED:
            assert step.conversion_shares == 0
    if path.ipo is not None:
        extra = [s.new_shares * s.terms.conversion_ratio - s.new_shares for s in path.steps]
        assert abs(path.ipo.conversion_shares - math.fsum(extra)) < 1e-12 * count


def check_value_ratio_times_retained_is_the_price_ratio(path):
    steps = round_steps(path)
    assert len(steps) == len(path.steps) - 1
    for step in steps:
        assert step.valuation_step_x * step.retained_frac == near(step.price_step_x)
        assert step.step_up_x < step.valuation_step_x  # the new money is not growth
    first, last = path.steps[0], path.steps[-1]
    price = math.prod(step.price_step_x for step in steps)
    kept = math.prod(step.retained_frac for step in steps)
    assert price == near(last.issue_price_usd / first.issue_price_usd)
    assert price == near(last.post_money_usd / first.post_money_usd * kept)


def check_value_ratio_times_retained_is_the_multiple_at_a_mark(path, kind, converted, price):
    mark = mark_on(path, kind, price)
    for step in path.steps:
        found = multiple_at(step, mark, converted=converted)
        assert found.price_multiple_x == near(found.valuation_multiple_x * found.retained_frac)
        plain = multiple_at(step, mark, converted=False)
        listed = kind in (MarkKind.IPO_PRICE, MarkKind.CLOSE)
        ratio = step.terms.conversion_ratio if converted and listed else 1.0
        assert found.price_multiple_x == near(ratio * plain.price_multiple_x)
        assert found.valuation_multiple_x == plain.valuation_multiple_x  # no shares in it


def check_ownership_sums_to_one(path):
    rows = ownership(path)
    assert [row.round_key for row in rows] == [step.key for step in path.steps]
    for at, (row, step) in enumerate(zip(rows, path.steps, strict=True)):
        assert math.fsum(row.fractions.values()) == near(1.0)
        assert set(row.fractions) == {"before", OTHER, *(s.key for s in path.steps[: at + 1])}
        assert row.fractions[step.key] == near(step.sold_frac)
        for earlier in path.steps[: at + 1]:
            kept = earlier.sold_frac * retained_frac(earlier, step)
            assert row.fractions[earlier.key] == near(kept)


def check_the_unit_of_money_changes_no_fraction(made, k):
    opening, terms = made
    scaled = [
        replace(t, amount_raised_usd=t.amount_raised_usd * k, valuation_usd=t.valuation_usd * k)
        for t in terms
    ]
    path, other = replay(opening, terms), replay(opening, scaled)
    for a, b in zip(path.steps, other.steps, strict=True):
        assert b.issue_price_usd == near(a.issue_price_usd * k)
        assert b.fully_diluted_shares == near(a.fully_diluted_shares)
        assert b.sold_frac == near(a.sold_frac)
    for a, b in zip(round_steps(path), round_steps(other), strict=True):
        assert b.price_step_x == near(a.price_step_x)
        assert b.valuation_step_x == near(a.valuation_step_x)
        assert b.retained_frac == near(a.retained_frac)
        assert b.step_up_x == near(a.step_up_x)
    for a, b in zip(ownership(path), ownership(other), strict=True):
        assert set(b.fractions) == set(a.fractions)
        assert all(abs(b.fractions[band] - a.fractions[band]) < 1e-12 for band in a.fractions)


def check_pre_money_and_post_money_describe_one_round(made):
    opening, terms = made
    path = replay(opening, terms)
    as_pre = [
        replace(term, held=Quoted.PRE, valuation_usd=step.pre_money_usd)
        for term, step in zip(terms, path.steps, strict=True)
    ]
    for a, b in zip(numbers(path), numbers(replay(opening, as_pre)), strict=True):
        assert b == near(a, rel=1e-11)


def check_a_check_grows_like_its_round(path, part):
    mark = mark_on(path, MarkKind.CLOSE)
    for step in path.steps:
        holding = holding_of_check(step, step.terms.amount_raised_usd * part)
        assert not holding.is_range
        assert holding.shares_low == near(step.new_shares * part)
        found = value_at_mark(holding, mark)
        assert found.multiple_low_x == near(multiple_at(step, mark).price_multiple_x)


@many
@given(
    random_terms(),
    st.sampled_from(list(MarkKind)),
    magnitudes(1e-3, 1e4),
    st.floats(1e-6, 1e6),
    st.floats(1e-6, 1.0),
)
def test_every_path(made, kind, price, k, part):
    """All of the above on the same path: drawing one takes most of the time."""
    path = replay(*made)
    assert path.problem is None
    check_price_times_shares_is_the_company_value(path)
    check_sold_is_raised_over_post_money(path)
    check_shares_add_up(path)
    check_value_ratio_times_retained_is_the_price_ratio(path)
    for converted in (True, False):
        check_value_ratio_times_retained_is_the_multiple_at_a_mark(path, kind, converted, price)
    check_ownership_sums_to_one(path)
    check_the_unit_of_money_changes_no_fraction(made, k)
    check_pre_money_and_post_money_describe_one_round(made)
    check_a_check_grows_like_its_round(path, part)
