"""OCF packages written by us from the public schema: the cap table, the path, what is not read."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calc.entered import company_of_entries
from calc.entries import EnteredRound
from calc.events import cap_table
from calc.types import PartialDate, RoundKind
from dashboard.export.own_example import example
from dashboard.export.own_ocf import company_ocf
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.sources.own.files import OwnFile, read_file
from dashboard.sources.records import load_company
from dashboard.views.own_problems import problem_sentence

SAMPLE = Path(__file__).parent / "samples" / "ocf" / "sample-labs"


def package(changes: dict[str, Any] | None = None, *, without: str = "") -> bytes:
    """The sample as a zip; changes: security_id or id -> fields to change."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(SAMPLE.iterdir()):
            held = json.loads(file.read_text("utf-8"))
            for item in held.get("items", []):
                item.update((changes or {}).get(item.get("id"), {}))
            if file.name != without:
                archive.writestr(f"sample-labs/{file.name}", json.dumps(held))
    return out.getvalue()


def read(data: bytes) -> OwnFile:
    return read_file(data, "sample.ocf.zip")


def told(found: OwnFile) -> list[str]:
    return [problem_sentence(one, text("en")) for one in found.problems if not one.is_note]


def test_the_cap_table_after_transfer_exercise_cancellation_and_split():
    # by hand, after the 2-for-1 split: founders 12M and 4M, the exercise 0.1M, Series Seed 5M (Fund Two
    # sold its part to Fund One) and 1.25M out of the SAFE, options 0.8M - 0.2M - 0.1M, pool 2M - 0.6M
    found = read(package())
    assert found.state is not None and told(found) == []
    rows = {row.key: (row.holder, row.common_shares) for row in cap_table(found.state)}
    assert rows == {
        "cs-1": ("Ann Founder", 12e6),
        "cs-2": ("Bob Founder", 4e6),
        "cs-3": ("Dan Engineer", 1e5),
        "ps-1": ("Fund One", 4e6),
        "ps-4": ("Fund One", 1e6),
        "ps-3": ("Angel Carol", 1.25e6),
        "op-1": ("Dan Engineer", 5e5),
        "pool": ("pool", 1.4e6),
    }
    (paper,) = found.state.papers
    assert (paper.holder, paper.terms.amount_usd, paper.terms.cap_usd) == ("Fund Two", 3e5, 2e7)


def test_the_path_of_what_was_sold_at_a_price():
    # $2.5M at $1, $0.50 after the split; 24.25M shares after it: 16M + 5M + 1.25M + 2M pool (by hand)
    own = read(package()).imports[0].own
    assert own is not None and own.company.key == "own-sample-labs"
    (seed,) = own.company.rounds
    assert (seed.name, seed.date.text, seed.amount_raised_usd.value) == ("Series Seed", "2021-03-15", 2.5e6)
    assert (seed.issue_price_usd.value, seed.post_money_usd.value) == (0.5, 12.125e6)
    assert [(mark.kind.value, mark.price_usd.value) for mark in own.company.marks] == [("appraisal", 0.3)]


def test_what_is_not_read_is_listed_by_kind_and_number():
    assert read(package()).unread == (("TX_STOCK_ACCEPTANCE", 1), ("VESTING_TERMS", 1))


@pytest.mark.parametrize(
    ("key", "change", "said"),
    [
        (
            "tx-ps-1",
            {"quantity": "many"},
            "row 4, column “quantity”: Found “many”; expected a number as text",
        ),
        ("tx-ps-1", {"date": "soon"}, "column “date”: Found “soon”; expected a day"),
        (
            "tx-ps-1",
            {"share_price": {"amount": "1", "currency": "GBP"}},
            "Found the currency GBP; expected USD",
        ),
        ("tx-ps-1", {"stock_class_id": "x"}, "Found “x”; expected the id of a stock class"),
        ("tx-t1", {"security_id": "x"}, "Found “x”; expected the security_id of an issuance"),
    ],
)
def test_a_bad_object_is_named_and_the_rest_is_kept(key: str, change: dict[str, Any], said: str):
    found = read(package({key: change}))
    place = "sample.ocf.zip, sheet “sample-labs/Transactions.ocf.json”"
    assert any(said in one and one.startswith(place) for one in told(found))
    assert found.state is not None and len(found.state.lots) > 4
    for one in found.problems:
        assert all(problem_sentence(one, text(lang)) for lang in LANGUAGES)


def test_other_zips_and_broken_parts():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.json", "{}")
    assert "no Open Cap Format package" in told(read(out.getvalue()))[0]
    only = read(package(without="StockClasses.ocf.json"))
    assert any("expected the id of a stock class" in one for one in told(only))


# price, shares and ratio have at most ten decimals here, since the format carries no more
tens = st.integers(1, 10**6).map(lambda n: n / 1000)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(tens, st.integers(10**4, 10**6), st.integers(0, 10**6)), min_size=1, max_size=4))
def test_a_path_comes_back_as_far_as_the_format_carries_it(sold: list[tuple[float, int, int]]):
    rounds, shares = [], 10e6
    for at, (price, new, other) in enumerate(sold):
        shares += new + (other if at else 0)
        date = PartialDate(f"20{10 + at}-03-04")
        rounds.append(
            EnteredRound(
                f"Series {at}", date, price_usd=price, new_shares=float(new), shares_after=float(shares)
            )
        )
    company, told = company_of_entries("own-x", "X", "", rounds=rounds)
    assert company is not None and told == ()
    own = read(company_ocf(company)).imports[0].own
    assert own is not None
    for back, one in zip(own.company.rounds, company.rounds, strict=True):
        assert (back.name, back.date, back.kind) == (one.name, one.date, one.kind)
        assert back.issue_price_usd.value == one.issue_price_usd.value
        assert back.new_shares.value == one.new_shares.value
        assert back.amount_raised_usd.value == pytest.approx(one.amount_raised_usd.value, rel=1e-12)
        # a share count with ten decimals
        assert back.post_money_usd.value == pytest.approx(one.post_money_usd.value, rel=1e-9)


def test_a_written_package_has_what_the_schema_requires():
    with zipfile.ZipFile(io.BytesIO(company_ocf(example().company))) as archive:
        held = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    manifest = held.pop("Manifest.ocf.json")
    named = [one["filepath"] for key, files in manifest.items() if key.endswith("_files") for one in files]
    assert sorted(named) == sorted(held)
    assert {file["file_type"] for file in held.values()} >= {
        "OCF_TRANSACTIONS_FILE",
        "OCF_VESTING_TERMS_FILE",
    }
    for item in held["Transactions.ocf.json"]["items"]:
        assert all(
            re.fullmatch(r"[0-9]+(\.[0-9]{1,10})?", n)
            for n in (item["quantity"], item["share_price"]["amount"])
        )


def test_airbnb_goes_out_and_comes_back_with_its_filing_prices():
    # Series C's quoted $2.5B counts 6.6M fewer shares: a cancellation says so. The IPO sells common.
    company = load_company("airbnb")
    data = company_ocf(company)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        written = json.loads(archive.read("Transactions.ocf.json"))["items"]
    fewer = [one for one in written if one["object_type"] == "TX_STOCK_CANCELLATION"]
    assert [one["id"] for one in fewer] == ["tx-series-c-fewer"] and "Not a real" in fewer[0]["comments"][0]
    assert float(fewer[0]["quantity"]) == pytest.approx(6.6e6, rel=0.01)
    found = read(data)
    own = found.imports[0].own
    assert own is not None and not [one for one in found.problems if not one.is_note]
    private = [one for one in company.rounds if one.kind is RoundKind.PRICED]
    for back, one in zip(own.company.rounds, private, strict=True):
        assert back.name == one.name and back.new_shares.value == pytest.approx(
            one.new_shares.value, abs=1e-6
        )
        assert back.issue_price_usd.value == pytest.approx(one.issue_price_usd.value, rel=1e-8)
        assert back.post_money_usd.value == pytest.approx(one.post_money_usd.value, rel=1e-7)
        assert back.conversion_ratio.value == pytest.approx(one.conversion_ratio.value, rel=1e-9)
    assert found.state is not None
    # $68 x every share is the $47B of the press, fully diluted
    assert found.state.fully_diluted_shares * 68 == pytest.approx(47e9, rel=0.01)
