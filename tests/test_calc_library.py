"""Companies known by price or by value only, by hand: multiples, what keeps one from existing, steps."""

from __future__ import annotations

import pytest

from calc.library import (
    Entry,
    EntryMultiple,
    Exit,
    Grade,
    Kind,
    LibraryCompany,
    StepUp,
    default_exit,
    entry_multiple,
    first_check,
    grade,
    last_private,
    price_steps,
    step_ups,
)
from calc.types import Basis, Figure, PartialDate
from tests.drawn import near


def figure(value: float | None, basis: Basis = Basis.REPORTED) -> Figure | None:
    return None if value is None else Figure(value, basis)


def entry(key: str = "a", price: float | None = 2.0, **more) -> Entry:
    post, basis = figure(more.pop("post", None), Basis.PRESS), more.pop("basis", Basis.REPORTED)
    named = {"kind": Kind.ROUND, "date": PartialDate("2015-06-01"), "ratio_x": 1.0} | more
    return Entry(key, key.upper(), raised=None, post_money=post, price=figure(price, basis), **named)


def exit_(key: str = "ipo", price: float | None = 20.0, date: str = "2018-06-01", **more) -> Exit:
    value, basis = figure(more.pop("value", None)), more.pop("basis", Basis.DERIVED)
    return Exit(key, key, PartialDate(date), price=figure(price, basis), value=value, **more)


def company(*entries: Entry, exits: tuple[Exit, ...] = (), **more) -> LibraryCompany:
    return LibraryCompany("x", "X", "", entries, exits, **more)


# --- one entry at one exit -------------------------------------------------------------------


def test_a_dollar_on_both_bases():
    # 20 / 2 x 1.5 = 15 a share, 10 without the ratio; 900M / 100M = 9; 1,096 days for 15 times
    one, at = entry(post=100e6, ratio_x=1.5), exit_(value=900e6)
    found = entry_multiple(one, at)
    rate = 15 ** (365 / 1096) - 1
    assert found == EntryMultiple(one, 15.0, 10.0, 9.0, found.rate, Basis.DERIVED)
    assert found.rate == near((rate, rate))
    assert entry_multiple(entry(date=None), at).rate is None
    assert entry_multiple(entry(date=PartialDate("2018-01")), at).rate is None, "under a year"


@pytest.mark.parametrize(
    ("one", "at", "why"),
    [
        (entry(price=None, post=100e6), exit_(value=900e6), "no_price"),
        (entry(post=100e6), exit_(price=None, value=900e6), "no_exit_price"),
        (entry(post=100e6, ratio_x=None), exit_(value=900e6), "no_ratio"),
    ],
)
def test_a_basis_without_its_numbers_is_blank_and_the_other_stands(one, at, why):
    found = entry_multiple(one, at)
    assert (found.price_x, found.nominal_x, found.rate, found.why) == (None, None, None, why)
    assert found.value_x == 9.0


def test_values_need_both_ends():
    assert entry_multiple(entry(), exit_(value=900e6)).value_x is None
    assert entry_multiple(entry(post=100e6), exit_()).value_x is None


def test_an_exit_before_the_round_gives_nothing_at_all():
    late = entry_multiple(entry(post=100e6), exit_(date="2015-05-31", value=900e6))
    assert (late.price_x, late.nominal_x, late.value_x, late.why) == (None, None, None, "before")
    same_day = entry_multiple(entry(post=100e6), exit_(date="2015-06-01", value=900e6))
    assert (same_day.price_x, same_day.why) == (10.0, "")
    assert entry_multiple(entry(date=None), exit_(date="1990")).price_x == 10.0


def test_a_part_of_the_cost_paid_back_needs_no_price():
    # Telegram returned 72 cents of the dollar (letter of April 2020)
    back = entry_multiple(entry(price=None, ratio_x=None), exit_(price=None, of_cost_x=0.72))
    assert (back.price_x, back.nominal_x, back.why) == (0.72, 0.72, "")
    assert back.basis is Basis.PRESS, "no figure says how sure it is"


@pytest.mark.parametrize(
    ("paid", "got", "basis"),
    [
        (Basis.ESTIMATED, Basis.REPORTED, Basis.ESTIMATED),
        (Basis.REPORTED, Basis.ASSUMED, Basis.ASSUMED),
        (Basis.REPORTED, Basis.REPORTED, Basis.REPORTED),
    ],
)
def test_a_multiple_is_as_sure_as_the_less_sure_price(paid, got, basis):
    assert entry_multiple(entry(basis=paid), exit_(basis=got)).basis is basis
    assert entry_multiple(entry(basis=paid), exit_(price=None)).basis is paid


# --- which rounds, which exit ----------------------------------------------------------------


def test_grades_by_hand():
    press = {"basis": Basis.PRESS}
    assert grade(company(entry(), entry(basis=Basis.DERIVED))) is Grade.FILING
    assert grade(company(entry(), entry(**press))) is Grade.MIXED
    assert grade(company(entry(), entry(price=None))) is Grade.MIXED
    assert grade(company(entry(price=None))) is Grade.VALUES
    assert grade(company()) is Grade.VALUES
    assert grade(company(entry(price=None), entry(kind=Kind.MARK))) is Grade.VALUES, "a mark is no round"
    assert grade(company(entry(), entry(kind=Kind.NOTE, **press))) is Grade.FILING
    assert grade(company(entry(kind=Kind.TOKEN))) is Grade.MIXED, "no round is from a filing"


def test_the_first_exit_somebody_could_sell_at():
    listed, first = exit_("direct", reference=True), exit_("first-close")
    assert default_exit(company(exits=(listed, first, exit_("later")))) is first
    assert default_exit(company(exits=(listed,))) is None
    assert default_exit(company()) is None


def test_the_first_check_is_the_first_round_with_a_multiple():
    known = company(entry("note", kind=Kind.NOTE), entry("seed", None), entry("a"), entry("b", 4.0))
    assert first_check(known, exit_()).entry.key == "a"
    assert first_check(company(entry(), missing="early"), exit_()) is None
    assert first_check(company(entry(), missing="late"), exit_()).price_x == 10.0
    assert first_check(company(entry(price=None)), exit_()) is None


def test_the_last_private_round_is_before_the_exit():
    after = entry("pipe", 10.0, date=PartialDate("2018-06-02"))
    same_day = entry("b", 4.0, date=PartialDate("2018-06-01"))
    assert last_private(company(entry(), same_day, after), exit_()).entry.key == "b"
    assert last_private(company(entry(), entry("b", 4.0, date=None), after), exit_()).entry.key == "b"
    assert last_private(company(entry(), entry("note", kind=Kind.NOTE)), exit_()).entry.key == "a"
    assert last_private(company(entry(), entry("b", None)), exit_()) is None, "the last has no price"
    assert last_private(company(after), exit_()) is None
    assert last_private(company(), exit_()) is None
    assert last_private(company(entry(), missing="late"), exit_()) is None
    assert last_private(company(entry(), missing="early"), exit_()).price_x == 10.0


def test_steps_are_between_rounds_with_a_price():
    path = [entry("a"), entry("m", 9.0, kind=Kind.MARK), entry("n", None), entry("b", 4.0), entry("c", 3.0)]
    wanted = (StepUp("a", "b", 2.0), StepUp("b", "c", 0.75))  # 4 / 2, 3 / 4: a down round
    assert price_steps(path) == wanted == step_ups(company(*path))
    assert price_steps([entry("a")]) == ()


def test_what_a_holder_could_get_is_in_order_of_date():
    closes = (exit_("2017", date="2017-12-31"), exit_("2018", date="2018-06-01"))
    listed = company(exits=(exit_("ipo"), exit_("sold", date="2019")), closes=closes)
    assert [one.key for one in listed.prices] == ["2017", "ipo", "sold"], "no close beside an exit of its day"
