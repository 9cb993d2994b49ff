"""What anti-dilution and the waterfall say when they refuse: the code and every number, exactly."""

from __future__ import annotations

import pytest

from calc import antidilution as anti
from calc.errors import CalcError
from calc.waterfall import (
    Common,
    Option,
    Participation,
    Preferred,
    Terms,
    by_holder,
    treasury_stock,
    waterfall,
)
from calc.waterfall.breaks import exit_for

FOUNDERS = (Common("f", "Founders", 8.0),)
LOT = anti.Lot("c", 10.0, 2.0, 10.0)


def capped(cap_x):
    kind = Participation.CAPPED
    return lambda: Terms(FOUNDERS, (Preferred("p", "P", 1.0, 1.0, participation=kind, cap_x=cap_x),))


REFUSED = [
    # anti-dilution
    (lambda: anti.check_counts(a=-1.0), "negative", {"name": "a", "value": -1.0}),
    (
        lambda: anti.lot_with_surplus(lot=LOT, preferred_shares=5.0, common_received_shares=6.0),
        "lot_over_total",
        {"lot": "c", "shares": 10.0, "total": 5.0},
    ),
    (
        lambda: anti.lot_with_surplus(lot=LOT, preferred_shares=0.0, common_received_shares=6.0),
        "not_positive",
        {"name": "preferred_shares", "value": 0.0},
    ),
    (
        lambda: anti.lot_with_surplus(lot=LOT, preferred_shares=20.0, common_received_shares=0.0),
        "not_positive",
        {"name": "common_received_shares", "value": 0.0},
    ),
    (
        lambda: anti.lot_with_surplus(lot=LOT, preferred_shares=20.0, common_received_shares=10.0),
        "no_surplus",
        {"preferred": 20.0, "common": 10.0},
    ),
    (
        lambda: anti.RatchetTerms(20.0).ratio_x(0.0),
        "not_positive",
        {"name": "ipo_price_usd", "value": 0.0},
    ),
    # the waterfall
    (
        lambda: Terms((Common("a", "A", 1.0), Common("b", "B", 1.0), Common("b", "B", 1.0))),
        "same_class_twice",
        {"key": "b"},
    ),
    (lambda: Terms(FOUNDERS, debt_usd=-1.0), "negative", {"name": "debt_usd", "value": -1.0}),
    (lambda: Terms(FOUNDERS, fees_usd=-1.0), "negative", {"name": "fees_usd", "value": -1.0}),
    (lambda: Terms(FOUNDERS, fees_frac=1.0), "not_a_fraction", {"name": "fees_frac", "value": 1.0}),
    (
        lambda: Terms(FOUNDERS, (Preferred("p", "P", 1.0, 1.0, preference_x=-1.0),)),
        "negative",
        {"name": "preference_x", "value": -1.0},
    ),
    (
        lambda: Terms(FOUNDERS, (Preferred("p", "P", 1.0, 1.0, accrued_usd=-1.0),)),
        "negative",
        {"name": "accrued_usd", "value": -1.0},
    ),
    (
        lambda: Terms(FOUNDERS, options=(Option("o", "O", 1.0, -1.0),)),
        "negative",
        {"name": "strike_usd", "value": -1.0},
    ),
    (capped(None), "cap_missing", {"key": "p"}),
    (capped(0.5), "cap_below_preference", {"key": "p"}),
    (lambda: waterfall(Terms(FOUNDERS), [1.0, -2.0]), "negative", {"name": "exit_usd", "value": -2.0}),
    (lambda: exit_for(Terms(FOUNDERS), -1.0), "negative", {"name": "proceeds_usd", "value": -1.0}),
    (
        lambda: by_holder(waterfall(Terms(FOUNDERS), [1.0]), {"x": {"z": 1.0}}),
        "unknown_class",
        {"key": "z"},
    ),
    (
        lambda: by_holder(waterfall(Terms(FOUNDERS), [1.0]), {"x": {"f": 0.6}, "y": {"f": 0.6}}),
        "class_over_held",
        {"key": "f"},
    ),
    (
        lambda: treasury_stock(shares=1.0, strike_usd=-1.0, price_usd=1.0),
        "negative",
        {"name": "strike_usd", "value": -1.0},
    ),
    (
        lambda: treasury_stock(shares=0.0, strike_usd=1.0, price_usd=1.0),
        "not_positive",
        {"name": "shares", "value": 0.0},
    ),
    (
        lambda: treasury_stock(shares=1.0, strike_usd=1.0, price_usd=0.0),
        "not_positive",
        {"name": "price_usd", "value": 0.0},
    ),
]


@pytest.mark.parametrize(
    ("act", "code", "params"), REFUSED, ids=[f"{at}-{row[1]}" for at, row in enumerate(REFUSED)]
)
def test_the_refusal_says_what_is_wrong(act, code, params):
    with pytest.raises(CalcError) as caught:
        act()
    assert caught.value.code == code
    if params is not None:
        assert caught.value.params == params
