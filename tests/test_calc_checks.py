"""A check in a round through every later price, by hand; what is refused, with all it tells."""

from __future__ import annotations

import pytest

from calc.checks import Worth, check_along
from calc.errors import CalcError
from calc.library import Entry, Exit, Kind
from calc.types import Basis, Figure, PartialDate

SEED_DAY, A_DAY, LISTING = (PartialDate(day) for day in ("2015-01-01", "2016-01-01", "2018-06-30"))


def entry(key: str, price: float | None, day: PartialDate | None, **more) -> Entry:
    sold = more.pop("raised", None)
    raised = None if sold is None else Figure(sold, Basis.REPORTED)
    paid = None if price is None else Figure(price, more.pop("basis", Basis.REPORTED))
    return Entry(
        key, key.upper(), more.pop("kind", Kind.ROUND), day, raised, None, paid, more.pop("ratio_x", 1.0)
    )


def sold(key: str, price: float | None, day: PartialDate, **more) -> Exit:
    return Exit(key, key, day, None if price is None else Figure(price, Basis.DERIVED), **more)


SEED = entry("seed", 2.0, SEED_DAY, ratio_x=1.5, raised=1000.0)
A = entry("a", 5.0, A_DAY, basis=Basis.PRESS)
IPO = sold("ipo", 20.0, LISTING)


def refused(*args, **named) -> tuple[str, dict[str, object]]:
    with pytest.raises(CalcError) as caught:
        check_along(*args, **named)
    return caught.value.code, caught.value.params


def keys(*entries: Entry, exits: tuple[Exit, ...] = (IPO,), key: str = "seed") -> list[str]:
    return [one.key for one in check_along(entries, exits, key=key, check_usd=1.0)]


def test_a_check_by_hand():
    # 100 x 5 / 2; 100 x 20 x 1.5 / 2; the ratio counts only where the preferred is converted
    assert check_along([entry("x", 1.0, SEED_DAY), SEED, A], [IPO], key="seed", check_usd=100.0) == (
        Worth("seed", "SEED", "cost", SEED_DAY, 100.0, 1.0, Basis.REPORTED),
        Worth("a", "A", "round", A_DAY, 250.0, 2.5, Basis.PRESS),
        Worth("ipo", "", "ipo", LISTING, 1500.0, 15.0, Basis.DERIVED),
    )


def test_a_later_price_is_as_sure_as_the_less_sure_of_the_two():
    guessed = entry("seed", 2.0, SEED_DAY, basis=Basis.ESTIMATED)
    assert [one.basis for one in check_along([guessed, A], [], key="seed", check_usd=1.0)] == [
        Basis.REPORTED,  # what was paid is what the reader typed
        Basis.ESTIMATED,
    ]


def test_tokens_unpriced_rounds_and_sales_after_the_listing_are_no_price():
    coin, free = entry("coin", 9.0, A_DAY, kind=Kind.TOKEN), entry("free", None, A_DAY)
    pipe = entry("pipe", 9.0, PartialDate("2018-07-01"))
    same_day, undated = entry("b", 9.0, LISTING), entry("c", 9.0, None)
    assert keys(SEED, coin, free, pipe, same_day, undated) == ["seed", "b", "c", "ipo"]
    assert keys(SEED, pipe, exits=()) == ["seed", "pipe"], "no listing, no end of the rounds"
    assert keys(SEED, pipe, exits=(sold("x", 9.0, PartialDate("2019")), IPO)) == ["seed", "pipe", "x", "ipo"]


def test_a_round_without_a_price_needs_an_exit_that_pays_back_its_cost():
    token = entry("t", None, SEED_DAY, kind=Kind.TOKEN, ratio_x=None)
    back = sold("refund", None, LISTING, of_cost_x=0.72)
    found = check_along([token, A], [back], key="t", check_usd=50.0)
    assert [(one.key, one.worth_usd, one.multiple_x) for one in found] == [
        ("t", 50.0, 1.0),
        ("refund", 36.0, 0.72),
    ]
    assert refused([token, A], [IPO], key="t", check_usd=50.0) == ("no_share_price", {"round": "T"})
    assert refused([token], [], key="t", check_usd=50.0) == ("no_share_price", {"round": "T"})
    assert keys(SEED, exits=()) == ["seed"], "a price is enough"


def test_what_is_refused():
    assert refused([SEED], [IPO], key="z", check_usd=1.0) == ("unknown_round", {"round": "z"})
    assert refused([SEED], [IPO], key="seed", check_usd=0.0) == (
        "not_positive",
        {"name": "check_usd", "value": 0.0},
    )
    over = ("check_over_round", {"round": "SEED", "raised": 1000.0})
    assert refused([SEED], [IPO], key="seed", check_usd=1000.001) == over
    whole = check_along([SEED], [IPO], key="seed", check_usd=1000.0000001)
    assert whole[1].worth_usd == pytest.approx(15_000), "the whole round, a rounding above it"
