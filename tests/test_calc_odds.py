"""Odds: funnels, distributions and counts as their sources print them, and the laws they keep."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.odds import (
    RAISES,
    Bin,
    Funnel,
    Stage,
    believed_funnel,
    checks_paid,
    frac_below,
    frac_from,
    from_funded,
    funded_per_ipo,
    whole,
)
from calc.types import Basis
from dashboard.sources.odds import load_distributions, load_editions
from tests.drawn import magnitudes, many, near

parts = st.floats(0, 1)


def code(call, *args, **named) -> str:
    with pytest.raises(CalcError) as caught:
        call(*args, **named)
    return caught.value.code


def test_carta_from_its_funded_companies():
    """Carta, class of 2018: 2,464 with a priced round, 1,588 A, 643 B, 194 C, 50 D; 15 listed."""
    carta = load_editions()["carta-2018"].funnel
    found = from_funded(carta).stages
    counts = {"round-2": 1588, "round-3": 643, "round-4": 194, "round-5": 50}
    for key, count in counts.items():
        assert found[key].frac == near(count / 2464)
        assert not found[key].at_most
    assert found["listed"].at_most and found["listed"].frac == near(15 / 2464)
    assert "closed" not in found  # 2,707 closed of 2,464 funded would say nothing
    assert code(from_funded, load_editions()["carta-2018-no-biotech"].funnel) == "no_first_round"


@pytest.mark.parametrize(
    ("edition", "stage", "frac"),
    [
        ("cb-2014", "round-2", 0.54),
        ("cb-2016", "round-2", 0.40),
        ("cb-2017", "round-2", 0.46),
        ("cb-2018", "round-2", 0.48),
        ("cb-2016", "exited", 0.22),
        ("cb-2016", "unicorn", 0.009),
        ("yc-2026", "listed", 23 / 5723),
        ("yc-2026", "acquired", 741 / 5723),
    ],
)
def test_editions_as_printed(edition: str, stage: str, frac: float):
    """CB Insights' four editions; Y Combinator's directory of February 2026 (5,723 companies)."""
    assert load_editions()[edition].funnel.stages[stage].frac == pytest.approx(frac, rel=1e-9)


def test_recalled_figures_are_marked():
    stages = load_editions()["cb-2018"].funnel.stages
    assert [key for key in RAISES[1:] if stages[key].recalled] == ["round-2", "round-3", "round-5"]
    assert not stages["round-4"].recalled  # 15 % was read


@many
@given(st.lists(parts, min_size=4, max_size=4), parts, parts)
def test_a_belief_never_widens(again, acquired, listed):
    if acquired + listed > 1:
        assert code(believed_funnel, again, acquired_frac=acquired, listed_frac=listed) == "over_all"
        return
    mine = believed_funnel(again, acquired_frac=acquired, listed_frac=listed).stages
    fracs = [mine[key].frac for key in RAISES]
    assert fracs[0] == 1 and all(later <= earlier for earlier, later in pairwise(fracs))
    assert all(b == near(a * step, abs=1e-12) for (a, b), step in zip(pairwise(fracs), again, strict=True))
    assert mine["exited"].frac == near(acquired + listed, abs=1e-15)
    assert all(stage.basis is Basis.ASSUMED for stage in mine.values())


@many
@given(st.floats(0.05, 1), parts, parts)
def test_counting_from_the_funded_scales_every_round_alike(base, part, end):
    stages = {
        "round-1": Stage("round-1", base, Basis.PRESS),
        "round-2": Stage("round-2", base * part, Basis.PRESS),
        "acquired": Stage("acquired", base * end, Basis.PRESS),
    }
    found = from_funded(Funnel("x", stages, starts_funded=False))
    assert found.starts_funded and from_funded(found) is found
    assert found.stages["round-2"].frac == near(part, abs=1e-12)
    if "acquired" in found.stages:
        assert found.stages["acquired"].at_most and found.stages["acquired"].frac < 1
    else:
        assert end >= 1 - 1e-12


@pytest.mark.parametrize(
    ("key", "below", "above"),
    [
        ("correlation-2013", 0.65, 0.04),  # 65 % below 1x, 4 % from 10x, printed
        ("correlation-2013-decimals", 0.648, 0.04),
        ("correlation-2018", 0.51, 0.04),
        ("correlation-2022", 0.37, 0.04),
        ("horsley-bridge", 0.50, 0.06),
        ("wiltbank-2007", 0.52, 0.07),
    ],
)
def test_distributions_as_printed(key: str, below: float, above: float):
    bins = whole(load_distributions()[key].bins)
    assert frac_below(bins, 1) == near(below) and frac_from(bins, 10) == near(above)
    assert sum(one.frac for one in bins) == near(1)
    assert all(a.to_x == b.from_x for a, b in pairwise(bins)) and bins[-1].to_x is None


def test_correlation_at_five_and_the_bin_nobody_printed():
    """About 10 % of financings from 5x (printed); a bound no bin has is not guessed."""
    printed = load_distributions()["correlation-2013"].bins
    assert frac_from(printed, 5) == near(0.10)
    assert frac_below(printed, 7) is None and frac_from(printed, 7) is None
    middle = whole(load_distributions()["wiltbank-2007"].bins)[1]
    assert middle.between and (middle.from_x, middle.to_x, middle.frac) == near((1.0, 10.0, 0.41), abs=1e-12)


def test_distributions_that_cannot_be():
    assert code(whole, [Bin(0, 2, 0.5), Bin(1, None, 0.5)]) == "bins_overlap"
    assert code(whole, [Bin(0, 1, 0.6), Bin(1, None, 0.5)]) == "over_all"
    assert code(whole, [Bin(0, 1, 0.6), Bin(1, None, 0.3)]) == "bins_short"
    assert code(whole, [Bin(0, 1, 0.5), Bin(2, 3, 0.1), Bin(4, None, 0.1)]) == "two_gaps"


def test_funded_for_one_ipo():
    """8,949 and 10,542 deals of 2018 by two editions, 6 tech IPOs in 2022 (Ritter): by hand."""
    counts = [(2018, 8949, False), (2018, 10542, False), (2015, 1400, True)]
    found = funded_per_ipo(counts, {2022: 6, 2019: 38}, lag_years=4)
    assert [(one.year, one.ipo_year, one.at_least) for one in found] == [
        (2015, 2019, True),
        (2018, 2022, False),
    ]
    assert (found[1].low_per_ipo, found[1].high_per_ipo) == (8949 / 6, 10542 / 6)
    assert funded_per_ipo(counts, {2022: 0}, lag_years=4) == ()
    assert code(funded_per_ipo, counts, {}, lag_years=-1) == "negative"


@pytest.mark.parametrize(("shares", "checks"), [(13_000_000, 44_200), (15_300_000, 52_020)])
def test_checks_of_the_holdings_estimate(shares: int, checks: int):
    """13.0 to 15.3 million shares at $68 over $20,000: 44,200 to 52,020 checks."""
    assert checks_paid(outcome_usd=shares * 68, check_usd=20_000) == checks


@many
@given(magnitudes(1e3, 1e12), magnitudes(1e3, 1e9))
def test_the_break_even_rate_is_the_inverse(outcome, check):
    count = checks_paid(outcome_usd=outcome, check_usd=check)
    assert (1 / count) * outcome == near(check, 1e-9)
    assert code(checks_paid, outcome_usd=outcome, check_usd=0) == "not_positive"
