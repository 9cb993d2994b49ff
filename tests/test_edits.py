"""A change to one cell, and what undoes it."""

from dataclasses import replace

import pytest

from calc.path import record_path
from calc.types import PartialDate
from calc.whatif import AddedRound, RoundEdit, WhatIf, what_if_path
from dashboard.edits import with_cell, with_new_round, with_round_back, without_round
from dashboard.sources.records import load_company

AIRBNB = load_company("airbnb")
RECORD = record_path(AIRBNB)
BRIDGE = AddedRound("added-1", "Bridge", PartialDate("2013-06"), 3e8, 3e9, 1e6)
OTHER = AddedRound("added-2", "Other", PartialDate("2015"), 1e8, 9e9)
INPUTS = [
    ("amount_raised_usd", 5e8),
    ("pre_money_usd", 1e9),
    ("post_money_usd", 1e9),
    ("other_issuance_shares", -3e6),
    ("date", PartialDate("2013")),
]


@pytest.mark.parametrize(("name", "value"), INPUTS)
def test_one_cell(name, value):
    changed = with_cell(WhatIf(), "series-c", name, value)
    assert changed == WhatIf(edits=(RoundEdit("series-c", **{name: value}),))


@pytest.mark.parametrize(("name", "value"), INPUTS)
def test_undo(name, value):
    start = WhatIf(edits=(RoundEdit("seed", amount_raised_usd=7e5),), added=(BRIDGE,), removed=("series-f",))
    changed = with_cell(start, "series-c", name, value)
    assert changed != start
    assert with_cell(changed, "series-c", name, None) == start
    assert with_cell(WhatIf(), "series-c", name, None).is_empty  # nothing to take back


def test_cells_of_one_round_gather_in_one_edit():
    changed = with_cell(WhatIf(), "series-c", "amount_raised_usd", 5e8)
    changed = with_cell(changed, "series-c", "date", PartialDate("2013"))
    changed = with_cell(changed, "series-d", "post_money_usd", 9e9)
    assert changed.edits == (
        RoundEdit("series-c", amount_raised_usd=5e8, date=PartialDate("2013")),
        RoundEdit("series-d", post_money_usd=9e9),
    )
    fewer = with_cell(changed, "series-c", "date", None)
    assert fewer.edits[0] == RoundEdit("series-c", amount_raised_usd=5e8)


@pytest.mark.parametrize(
    ("first", "last"), [("pre_money_usd", "post_money_usd"), ("post_money_usd", "pre_money_usd")]
)
def test_of_pre_and_post_money_the_last_typed_is_held(first, last):
    changed = with_cell(WhatIf(), "series-c", first, 1e9)
    changed = with_cell(changed, "series-c", last, 2e9)
    assert changed.edits == (RoundEdit("series-c", **{last: 2e9}),)
    assert what_if_path(AIRBNB, changed).problem is None  # both at once would be refused
    assert with_cell(changed, "series-c", last, None).is_empty
    # taking back the view that is not held leaves the one that is
    assert with_cell(changed, "series-c", first, None) == changed


def test_zero_is_a_value():
    changed = with_cell(WhatIf(), "series-d", "other_issuance_shares", 0.0)
    assert changed.edits == (RoundEdit("series-d", other_issuance_shares=0.0),)
    assert what_if_path(AIRBNB, changed).step("series-d").terms.other_issuance_shares == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "Convertible"),
        ("date", PartialDate("2014")),
        ("amount_raised_usd", 4e8),
        ("post_money_usd", 4e9),
        ("other_issuance_shares", 0.0),
    ],
)
def test_a_cell_of_an_added_round(name, value):
    start = WhatIf(added=(BRIDGE, OTHER))
    changed = with_cell(start, "added-1", name, value)
    assert getattr(changed.added[0], name) == value
    assert changed.added[1] == OTHER
    assert changed.edits == ()
    assert with_cell(changed, "added-1", name, getattr(BRIDGE, name)) == start
    assert with_cell(start, "added-1", name, None) == start  # it has no recorded value to go back to


def test_the_pre_money_of_an_added_round():
    changed = with_cell(WhatIf(added=(BRIDGE,)), "added-1", "pre_money_usd", 1.7e9)
    assert changed.added[0].post_money_usd == 2e9  # 1.7B + the 300M raised
    assert what_if_path(AIRBNB, changed).step("added-1").pre_money_usd == pytest.approx(1.7e9)


def test_remove_and_restore():
    start = WhatIf(edits=(RoundEdit("seed", amount_raised_usd=7e5),), added=(BRIDGE,))
    gone = without_round(start, "series-d")
    assert gone.removed == ("series-d",)
    assert without_round(gone, "series-d") == gone  # twice is once
    assert without_round(gone, "series-f").removed == ("series-d", "series-f")
    assert with_round_back(gone, "series-d") == start
    assert with_round_back(start, "series-d") == start


def test_a_removed_round_comes_back_as_recorded():
    edited = with_cell(WhatIf(), "series-d", "post_money_usd", 9e9)
    gone = without_round(edited, "series-d")
    assert gone == WhatIf(removed=("series-d",))
    assert with_round_back(gone, "series-d").is_empty


def test_removing_an_added_round():
    start = WhatIf(added=(BRIDGE, OTHER), removed=("seed",))
    assert without_round(start, "added-1") == WhatIf(
        added=(replace(OTHER, key="added-1"),), removed=("seed",)
    ), "numbered anew, as the link would"


def test_a_new_round():
    changed = with_new_round(WhatIf(), RECORD, name=" Bridge ", after_key="series-d")
    (new,) = changed.added
    # Series D: press value of 10B, April 2014; a twentieth of it is 500M
    assert (new.name, new.date.text, new.post_money_usd, new.amount_raised_usd) == (
        "Bridge",
        "2014-04",
        10e9,
        5e8,
    )
    path = what_if_path(AIRBNB, changed)
    assert [step.key for step in path.steps][4:6] == ["series-d", new.key]
    assert path.steps[:5] == RECORD.steps[:5]
    assert path.step(new.key).sold_frac == pytest.approx(0.05)


def test_new_rounds_have_keys_of_their_own():
    one = with_new_round(WhatIf(), RECORD, name="One", after_key="series-d")
    two = with_new_round(one, RECORD, name="Two", after_key="series-d")
    assert len({item.key for item in two.added}) == 2
    again = with_new_round(without_round(two, two.added[0].key), RECORD, name="Three", after_key="series-a")
    assert len({item.key for item in again.added}) == 2
    path = what_if_path(AIRBNB, two)
    assert [step.terms.name for step in path.steps][4:7] == ["Series D", "One", "Two"]


def test_a_new_round_starts_from_round_figures():
    (new,) = with_new_round(WhatIf(), RECORD, name="X", after_key="series-b").added
    assert (new.post_money_usd, new.amount_raised_usd) == (1.31e9, 6.55e7)  # from 1,313,963,533


def test_no_new_round_after_one_that_is_not_there():
    start = WhatIf(added=(BRIDGE,))
    assert with_new_round(start, RECORD, name="X", after_key="series-z") == start
