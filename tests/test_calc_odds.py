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
    FundedPerIpo,
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


def refused(call, *args, **named) -> tuple[str, dict[str, object]]:
    with pytest.raises(CalcError) as caught:
        call(*args, **named)
    return caught.value.code, caught.value.params


def test_distributions_that_cannot_be():
    assert refused(whole, [Bin(0, 2, 0.5), Bin(1, None, 0.5)]) == ("bins_overlap", {})
    assert refused(whole, [Bin(0, None, 0.5), Bin(9, None, 0.5)]) == ("bins_overlap", {})
    assert refused(whole, [Bin(0, 1, 0.6), Bin(1, None, 0.5)]) == ("over_all", {})
    assert refused(whole, [Bin(0, 1, 0.6), Bin(1, None, 0.3)]) == ("bins_short", {})
    assert refused(whole, [Bin(0, 1, 0.5), Bin(2, 3, 0.1), Bin(4, None, 0.1)]) == ("two_gaps", {})


def test_bins_come_in_order_and_a_gap_takes_the_rest():
    top, low = Bin(4, None, 0.25), Bin(1, 2, 0.5, bound="about")
    rest = Bin(2, 4, 0.25, between=True)
    assert whole([top, low, Bin(0, 1, 0.0)]) == (Bin(0, 1, 0.0), low, rest, top)
    assert whole([top, Bin(2, 4, 0.5)])[0] == Bin(0.0, 2, 0.25, between=True), "from nothing up"
    # thirds do not add up to 1 to the last digit, and 0.1 + 0.2 is a little over 0.3
    assert len(whole([Bin(0, 0.1 + 0.2, 1 / 3), Bin(0.3, 2, 1 / 3), Bin(2, None, 1 / 3 + 1e-12)])) == 3
    assert len(whole([Bin(0, 1, 0.5), Bin(1, None, 0.5 - 5e-10)])) == 2
    assert len(whole([Bin(0, 1, 0.5), Bin(1, None, 0.5 + 5e-10)])) == 2
    assert code(whole, [Bin(0, 1, 0.5), Bin(1, None, 0.5 + 5e-9)]) == "over_all"
    assert code(whole, [Bin(0, 1, 0.5), Bin(1, None, 0.5 - 5e-9)]) == "bins_short"


def test_parts_below_and_from_a_multiple():
    bins = [Bin(0, 1, 0.5), Bin(1, 2, 0.25), Bin(2, 5, 0.25)]
    assert [frac_below(bins, edge) for edge in (0, 1, 2, 5)] == [0, 0.5, 0.75, 1]
    assert [frac_from(bins, edge) for edge in (0, 1, 2, 5)] == [1, 0.5, 0.25, 0]
    assert (frac_below(bins, 3), frac_from(bins, 3)) == (None, None)


def test_counting_from_the_funded_by_hand():
    stages = {
        "round-1": Stage("round-1", 0.5, Basis.REPORTED, note="n", source_id="s"),
        "round-2": Stage("round-2", 0.2, Basis.PRESS, recalled=True, note="n", source_id="s"),
        "listed": Stage("listed", 0.01, Basis.PRESS),
        "closed": Stage("closed", 0.5, Basis.PRESS),
    }
    found = from_funded(Funnel("x", stages, starts_funded=False))
    assert found == Funnel(
        "x",
        {
            "round-1": Stage("round-1", 1.0, Basis.REPORTED, note="n", source_id="s"),
            "round-2": Stage("round-2", 0.4, Basis.DERIVED, recalled=True, note="n", source_id="s"),
            "listed": Stage("listed", 0.02, Basis.DERIVED, at_most=True),
        },
        starts_funded=True,
    )
    assert refused(from_funded, Funnel("x", {}, starts_funded=False)) == ("no_first_round", {})


def test_a_belief_by_hand():
    # 1/2, 1/4 of it, all of that, none of that; a tenth sold, a fifth listed
    mine = believed_funnel((0.5, 0.25, 1.0, 0.0), acquired_frac=0.1, listed_frac=0.2)
    fracs = {"round-1": 1.0, "round-2": 0.5, "round-3": 0.125, "round-4": 0.125, "round-5": 0.0}
    fracs |= {"acquired": 0.1, "exited": 0.1 + 0.2, "listed": 0.2}
    assert mine == Funnel("mine", {key: Stage(key, frac, Basis.ASSUMED) for key, frac in fracs.items()})
    assert believed_funnel((0.5,) * 4, acquired_frac=0.5, listed_frac=0.5).stages["exited"].frac == 1
    for bad in (-0.1, 1.1):
        terms = [((bad, 0.5, 0.5, 0.5), 0.1, 0.1), ((0.5,) * 4, bad, 0.1), ((0.5,) * 4, 0.1, bad)]
        for again, acquired, listed in terms:
            said = refused(believed_funnel, again, acquired_frac=acquired, listed_frac=listed)
            assert said == ("not_a_fraction", {"value": bad})
    with pytest.raises(ValueError, match="shorter"):
        believed_funnel((0.5,) * 3, acquired_frac=0.1, listed_frac=0.1)
    assert refused(believed_funnel, (0.5,) * 4, acquired_frac=0.6, listed_frac=0.5) == ("over_all", {})


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
    assert refused(funded_per_ipo, counts, {}, lag_years=-1) == ("negative", {"value": -1})
    same_year = funded_per_ipo([(2022, 12, False), (2022, 6, True)], {2022: 6}, lag_years=0)
    assert same_year == (FundedPerIpo(2022, 2022, 6, 12, 6, at_least=True),)


@pytest.mark.parametrize(("shares", "checks"), [(13_000_000, 44_200), (15_300_000, 52_020)])
def test_checks_of_the_holdings_estimate(shares: int, checks: int):
    """13.0 to 15.3 million shares at $68 over $20,000: 44,200 to 52,020 checks."""
    assert checks_paid(outcome_usd=shares * 68, check_usd=20_000) == checks


@many
@given(magnitudes(1e3, 1e12), magnitudes(1e3, 1e9))
def test_the_break_even_rate_is_the_inverse(outcome, check):
    count = checks_paid(outcome_usd=outcome, check_usd=check)
    assert (1 / count) * outcome == near(check, 1e-9)
    for name in ("outcome_usd", "check_usd"):
        said = refused(checks_paid, **{"outcome_usd": outcome, "check_usd": check, name: 0})
        assert said == ("not_positive", {"name": name, "value": 0})
