"""Lines of the first check: the library's published numbers, and companies made up to work out by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from calc.compare import Difference, Point, Track, difference, track
from calc.errors import CalcError
from calc.library import Entry, EntryMultiple, Exit, Kind, LibraryCompany, entry_multiple
from calc.types import Basis, Figure, PartialDate
from dashboard.sources.library import load_library
from tests.drawn import near


@pytest.mark.parametrize(
    ("key", "multiple"),
    [
        ("airbnb", 7038.39),  # 68 / (615,000 / 63,656,000): prospectus
        ("doordash", 680.0),  # 102 / 0.15: offer over the price of Series A-1 in the 10-K's table
        ("uber", 4966.9),  # 45 / 0.00906
        ("snowflake", 697.67),  # 120 / 0.172
    ],
)
def test_a_line_ends_at_the_first_checks_multiple_of_the_library(key, multiple):
    found = track(load_library()[key], to_listing=True)
    assert found.points[0].multiple_x == 1.0
    assert found.end.multiple_x == near(multiple, rel=1e-3)
    assert found.end.listed


def test_a_line_is_the_chain_of_price_steps():
    company = load_library()["doordash"]
    points = track(company, to_listing=True).points
    rounds = [point for point in points if not point.listed]
    paid = {one.key: one.price.value for one in company.entries if one.price}
    for before, after in pairwise(rounds):
        assert after.multiple_x / before.multiple_x == near(paid[after.key] / paid[before.key])


def test_years_are_counted_from_the_first_check():
    end = track(load_library()["airbnb"], to_listing=True).end
    assert end.date == PartialDate("2020-12-09")  # day of pricing
    assert end.years == near(11.66, abs=0.06), "April 2009 to 9 December 2020"
    low, high = end.rate
    assert low <= 7038.387 ** (1 / end.years) - 1 <= high


def test_the_difference_multiplies_back():
    library = load_library()
    airbnb, other = library["airbnb"], library["facebook"]
    one = entry_multiple(airbnb.entries[0], next(at for at in airbnb.exits if at.key == "ipo"))
    found = difference(one, one)
    assert (found.ratio_x, found.growth_x, found.kept_x) == near((1.0, 1.0, 1.0))
    # prospectus: 7,038x per share, 15,285x by value, so a share kept 46 % of what it bought
    assert found.kept_fracs[0] == near(7038.387 / 15284.6, rel=1e-4)
    at = next(at for at in other.exits if at.kind == "ipo")
    second = entry_multiple(other.entries[0], at)
    if second.value_x and second.price_x:
        both = difference(one, second)
        assert both.growth_x * both.kept_x == near(both.ratio_x)


def test_a_difference_without_values_is_refused():
    library = load_library()
    company = next(one for one in library.values() if not any(entry.post_money for entry in one.entries))
    at = next(at for at in company.exits if at.price)
    first = next(one for one in company.entries if one.price and one.ratio_x)
    found = entry_multiple(first, at)
    with pytest.raises(CalcError, match="no_company_value"):
        difference(found, found)


# --- made up, by hand ------------------------------------------------------------------------

SEED_DAY, A_DAY, LISTING = (PartialDate(day) for day in ("2015-01-01", "2016-01-01", "2018-01-01"))


def entry(key: str, price: float | None, day: PartialDate | None, **more) -> Entry:
    """A round at a price from a filing and a company value from the press."""
    post = more.pop("post", None)
    paid = None if price is None else Figure(price, Basis.REPORTED)
    worth = None if post is None else Figure(post, Basis.PRESS)
    return Entry(
        key, key.title(), more.pop("kind", Kind.ROUND), day, None, worth, paid, more.pop("ratio_x", 1.0)
    )


def sold(key: str, price: float | None, day: PartialDate, value: float | None = None, **more) -> Exit:
    worth = None if value is None else Figure(value, Basis.REPORTED)
    return Exit(key, key, day, None if price is None else Figure(price, Basis.DERIVED), value=worth, **more)


SEED = entry("seed", 2.0, SEED_DAY, post=10.0, ratio_x=1.5)
A = entry("a", 5.0, A_DAY, post=40.0)
IPO = sold("ipo", 20.0, LISTING, value=200.0)


def company(*entries: Entry, exits: tuple[Exit, ...] = (IPO,), **more) -> LibraryCompany:
    return LibraryCompany("x", "X Inc", "", entries, exits, **more)


def test_a_line_by_price_and_by_value():
    # 5 / 2; 20 x 1.5 / 2; 365 days of 2015, 731 of 2016 and 2017 more
    points = (
        Point("seed", "Seed", "round", 0, SEED_DAY, (0, 0), 1.0, Basis.REPORTED),
        Point("a", "A", "round", 1, A_DAY, (365, 365), 2.5, Basis.REPORTED),
        Point("ipo", "", "ipo", 2, LISTING, (1096, 1096), 15.0, Basis.DERIVED, listed=True),
    )
    found = track(company(SEED, A))
    assert found == Track("x", "X Inc", points)
    assert (found.end, found.is_dated) == (points[2], True)
    by_value = track(company(SEED, A), by_value=True)
    assert [(one.multiple_x, one.basis) for one in by_value.points] == [
        (1.0, Basis.PRESS),
        (4.0, Basis.PRESS),
        (20.0, Basis.DERIVED),
    ]


def test_a_point_is_as_sure_as_the_less_sure_price():
    pressed = Entry("b", "B", Kind.ROUND, A_DAY, None, None, Figure(3.0, Basis.PRESS), 1.0)
    assert [one.basis for one in track(company(SEED, pressed)).points] == [
        Basis.REPORTED,
        Basis.PRESS,
        Basis.DERIVED,
    ]


def test_what_has_no_price_or_is_no_round_is_left_out():
    some = company(
        entry("early", None, SEED_DAY, post=5.0),
        entry("note", 1.0, SEED_DAY, kind=Kind.NOTE),
        entry("mark", 1.0, SEED_DAY, kind=Kind.MARK),
        entry("a", 2.0, SEED_DAY),
        entry("coin", 3.0, A_DAY, kind=Kind.TOKEN),
        exits=(sold("ghost", None, LISTING, value=9.0), IPO),
    )
    assert [(one.key, one.order) for one in track(some).points] == [("a", 0), ("coin", 1), ("ipo", 2)]
    assert [one.key for one in track(some, by_value=True).points] == ["early", "ghost", "ipo"]


@pytest.mark.parametrize(
    ("by_value", "entries", "why"),
    [
        (False, (entry("a", None, SEED_DAY, post=9.0),), "no_price"),
        (True, (entry("a", 9.0, SEED_DAY),), "no_value"),
        (False, (), "no_price"),
    ],
)
def test_without_a_number_there_is_no_line(by_value, entries, why):
    found = track(company(*entries), by_value=by_value)
    assert found == Track("x", "X Inc", (), why)
    assert found.end is None


def test_one_price_is_no_line_and_a_price_of_nothing_ends_it():
    alone = track(company(A, exits=()))
    assert (len(alone.points), alone.why, alone.end) == (1, "one_price", None)
    lost = sold("failed", 0.0, LISTING)
    assert track(company(A, exits=(lost,))).why == "one_price"
    assert [one.key for one in track(company(SEED, A, exits=(lost,))).points] == ["seed", "a"]
    small = entry("b", 0.5, A_DAY)
    assert [one.multiple_x for one in track(company(SEED, small, exits=())).points] == [1.0, 0.25]


def test_a_round_at_nothing_has_no_point():
    free, paid_again = entry("b", 0.0, A_DAY), entry("c", 4.0, A_DAY)
    found = track(company(SEED, free, paid_again, exits=()))
    assert [(one.key, one.multiple_x) for one in found.points] == [("seed", 1.0), ("c", 2.0)]
    assert (found.why, found.end) == ("", found.points[1])
    assert track(company(entry("a", 0.0, SEED_DAY), A, exits=())) == Track("x", "X Inc", (), "one_price")


def test_a_line_to_the_listing_ends_where_somebody_could_sell():
    reference = sold("direct", 18.0, PartialDate("2017-12-31"), reference=True)
    later = sold("later", 30.0, PartialDate("2020"))
    listed = company(A, exits=(reference, IPO, later))
    assert [one.key for one in track(listed, to_listing=True).points] == ["a", "direct", "ipo"]
    assert [one.key for one in track(listed).points] == ["a", "direct", "ipo", "later"]


def test_points_without_a_date_have_no_days():
    undated = track(company(entry("seed", 2.0, None), A))
    assert [one.days for one in undated.points] == [None, None, None]
    assert undated.points[1].years is None and undated.points[1].rate is None
    assert not undated.is_dated
    half = track(company(SEED, entry("a", 5.0, None)))
    assert [one.days for one in half.points] == [(0, 0), None, (1096, 1096)]
    assert half.points[2].years == 1096 / 365.25
    yearly = track(company(entry("seed", 2.0, PartialDate("2015")), exits=(IPO,))).points[1]
    assert yearly.days == (732, 1096) and yearly.years == 914 / 365.25  # 31 and 1 Jan 2015 to 1 Jan 2018


def compared(price_x: float | None, value_x: float | None) -> EntryMultiple:
    return EntryMultiple(SEED, price_x, price_x, value_x, None, Basis.REPORTED)


def test_a_difference_by_hand():
    # 30 of 120 kept is a quarter, 4 of 8 a half: 7.5 times as much is 15 times the growth, half kept
    found = difference(compared(30.0, 120.0), compared(4.0, 8.0))
    assert found == Difference(7.5, 15.0, 0.5, (120.0, 8.0), (0.25, 0.5))


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (compared(None, 8.0), "no_share_price"),
        (compared(0.0, 8.0), "no_share_price"),
        (compared(4.0, None), "no_company_value"),
        (compared(4.0, 0.0), "no_company_value"),
    ],
)
def test_a_difference_needs_both_numbers_of_both(bad, code):
    for pair in ((bad, compared(4.0, 8.0)), (compared(4.0, 8.0), bad)):
        with pytest.raises(CalcError) as caught:
            difference(*pair)
        assert (caught.value.code, caught.value.params) == (code, {"round": "Seed"})
