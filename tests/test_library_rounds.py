"""The rows of the library against what the filings print: share totals, and price x shares = amount."""

from __future__ import annotations

import pytest

from calc.library import Kind
from dashboard.sources.library import load_library
from dashboard.views.company_terms import preferred_of
from tests.drawn import near

LIBRARY = load_library()

# Printed totals of the series table (10-K, 10-Q or prospectus the rows link to): shares, and the
# liquidation preference or proceeds where it is printed. Off by the rounding to thousands at most.
PRINTED = {
    "zscaler": (72_501_000, None),
    "redfin": (55_422_002, 167_488_000),
    "freshworks": (153_938_000, 326_559_000),
    "c3-ai": (37_128_768, None),
    "fireeye": (64_590_000, 101_740_000),
    "pandora": (133_534_334, 120_535_000),
    "acv-auctions": (115_269_221, 366_332_000),
    "lemonade": (31_557_107, 480_800_000),
    "hinge-health": (48_150_146, 845_478_000),
    "butterfly-network": (107_197_118, None),
    "doordash": (238_983_000, None),
}

# Shares of all closings, or notes that converted in the series, beside the amount announced
OTHER_AMOUNT = {
    "doordash": {"seed-series-a-1", "series-a", "series-b", "series-f", "series-g", "series-h"},
    "facebook": {"angel-series-a"},  # 500k is one cheque, the shares are the whole series
    "ginkgo": {"series-b"},
    "gitlab": {"seed-preferred-safe-a2"},
    "instacart": {"series-a", "series-b"},
    "lucid": {"series-d"},  # cash and notes against a conversion price
    "reddit": {"series-b", "series-c"},
    "redfin": {"series-a-2"},  # 11 thousand, rounded
}


@pytest.mark.parametrize("company", PRINTED)
def test_the_series_add_up_to_the_printed_total(company):
    shares, amount = PRINTED[company]
    rows = LIBRARY[company].entries
    assert sum(one.shares.value for one in rows if one.shares) == near(shares, rel=2e-5)
    if amount:
        assert sum(one.raised.value for one in rows if one.raised) == near(amount, rel=2e-5)


@pytest.mark.parametrize("company", LIBRARY)
def test_price_times_shares_is_the_amount(company):
    other = OTHER_AMOUNT.get(company, set())
    for one in LIBRARY[company].entries:
        if one.shares and one.price and one.raised and one.key not in other:
            product = one.shares.value * one.price.value
            assert product == near(one.raised.value, rel=0.03), one.key


def test_preferred_classes_are_counted_before_conversion():
    # Square S-1/A p. F-33: 9,700,289 Series E sold at $15.46345; the ratchet is in the ratio alone
    found = {one.key: one for one in preferred_of("square")}["series-e"]
    assert found.shares == near(9_700_289, rel=1e-3)
    assert found.invested_usd == near(150e6, rel=1e-3)
    assert found.ratio_x == near(2.0618, rel=1e-4)
    assert preferred_of("nobody") == [] == preferred_of("telegram-ton")
    assert preferred_of("airbnb")[0].shares == 63_656_000
    rounds = {one.key for one in LIBRARY["chargepoint"].entries if one.kind is Kind.PIPE}
    assert rounds.isdisjoint(one.key for one in preferred_of("chargepoint"))
