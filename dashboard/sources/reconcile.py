"""Compares the files of a company with each other and with totals the filing prints."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.sources.tables import DataFolder, Problem, Row, rows_of

Found = list[Problem]
PREFERRED, ROUNDS = "preferred_stock", "funding_rounds"


def company_problems(data: DataFolder) -> Found:
    """What does not add up for any company: totals, dates, marks, stakes, holdings."""
    problems: Found = []
    for row in data.rows("companies"):
        key = row.text("company")
        problems += _total_problems(data, key)
        for check in (_round_problems, _mark_problems, _stake_problems, _holder_problems):
            problems += check(data, key)
    return problems


def _total_problems(data: DataFolder, company: str) -> Found:
    totals = {row.text("item"): row for row in rows_of(data, "filing_totals", company)}
    rows = rows_of(data, PREFERRED, company)
    sums = {
        "liquidation_preference_usd": _sum(rows, "liquidation_preference_usd"),
        "carrying_value_usd": _sum(rows, "carrying_value_usd"),
        "authorised_preferred_shares": _sum(rows, "authorised_shares"),
        "issued_preferred_thousands": _sum(rows, "issued_shares"),
        "issued_preferred_shares": _sum(rows, "issued_shares"),
        "class_b_on_conversion_shares": _sum(rows, "common_shares_on_conversion"),
    }
    problems = [found for item, value in sums.items() if (found := _off(totals.get(item), value, rows))]
    parts = [
        totals[f"class_{name}_after_ipo_shares"]
        for name in "abh"
        if f"class_{name}_after_ipo_shares" in totals
    ]
    whole = totals.get("outstanding_after_ipo_shares")
    if whole and _sum(parts, "value") != whole.integer("value"):
        problems.append(say("filing_totals", whole, "value", f"expected the sum {_sum(parts, 'value')}"))
    return problems


def _off(total: Row | None, value: int, rows: Sequence[Row]) -> Problem | None:
    """A printed total that the rows miss by more than half the rounding of each row.

    A total printed exactly is compared with rows in thousands; one printed in
    thousands is the sum of the rows as printed.
    """
    if total is None:
        return None
    exact = total.integer("rounding") == 1
    allowed = sum(row.integer("rounding_shares") for row in rows) / 2 if exact else 0
    gap = abs(total.integer("value") - value)
    if gap <= allowed:
        return None
    message = f"expected the sum of preferred_stock.csv, {value}, within {allowed:.0f}; it is {gap} off"
    return say("filing_totals", total, "value", message)


def _round_problems(data: DataFolder, company: str) -> Found:
    problems: Found = []
    series = {row.text("series") for row in rows_of(data, PREFERRED, company)}
    before: Row | None = None
    for row in rows_of(data, ROUNDS, company):
        if row.has("series") and row.text("series") not in series:
            problems.append(say(ROUNDS, row, "series", "expected a series of preferred_stock.csv"))
        if before and row.date("date").latest < before.date("date").earliest:
            problems.append(say(ROUNDS, row, "date", "expected a date not before the row above"))
        before = row
        problems += _amount_problems(row)
    return problems


def _amount_problems(row: Row) -> Found:
    columns = ("amount_raised_usd", "issue_price_usd", "new_shares")
    filled = [column for column in columns if row.has(column)]
    if row.has("series"):
        return [say(ROUNDS, row, name, "expected a blank: preferred_stock.csv gives it") for name in filled]
    if len(filled) < len(columns):
        missing = next(column for column in columns if column not in filled)
        return [say(ROUNDS, row, missing, "expected a value: no series gives it")]
    product = row.number("issue_price_usd") * row.number("new_shares")
    if abs(product - row.number("amount_raised_usd")) > 1:
        return [say(ROUNDS, row, "amount_raised_usd", f"expected price x shares, {product:.0f}")]
    return []


def _mark_problems(data: DataFolder, company: str) -> Found:
    rounds = [row for row in rows_of(data, ROUNDS, company) if row.text("kind") == "ipo"]
    closes = {row.date("date").text: row for row in rows_of(data, "closes", company)}
    problems = [
        say("closes", row, "date", "expected a day after the IPO pricing")
        for row in closes.values()
        if rounds and row.date("date").earliest <= rounds[0].date("date").latest
    ]
    for mark in rows_of(data, "marks", company):
        problems += _value_problems(mark)
        if (
            mark.text("kind") == "ipo_price"
            and rounds
            and not _same(mark, "price_usd", rounds[0], "issue_price_usd")
        ):
            problems.append(say("marks", mark, "price_usd", "expected the issue price of the IPO round"))
        close = closes.get(mark.text("date")) if mark.text("kind") == "close" else None
        if close and not _same(mark, "price_usd", close, "close_usd"):
            problems.append(
                say("marks", mark, "price_usd", f"expected the close of closes.csv, line {close.line}")
            )
    return problems


def _value_problems(mark: Row) -> Found:
    filled = mark.has("company_value_usd")
    return [
        say("marks", mark, column, "expected a value here exactly when company_value_usd has one")
        for column in ("value_basis", "value_source_id")
        if mark.has(column) != filled
    ]


def _stake_problems(data: DataFolder, company: str) -> Found:
    keys = {row.text("round_key") for row in rows_of(data, ROUNDS, company)}
    problems: Found = []
    for row in rows_of(data, "stakes", company):
        if row.integer("shares_low") > row.integer("shares_high"):
            problems.append(say("stakes", row, "shares_high", "expected shares_low or more"))
        if row.has("round_key") and row.text("round_key") not in keys:
            problems.append(say("stakes", row, "round_key", "expected a round_key of funding_rounds.csv"))
    return problems


def _holder_problems(data: DataFolder, company: str) -> Found:
    rows = rows_of(data, "holders", company)
    known = {f"{row.text('holder')}, {row.text('class_or_series')}" for row in rows}
    message = "expected the holder and class of another row"
    return [
        say("holders", row, "part_of", message)
        for row in rows
        if row.has("part_of") and row.text("part_of") not in known
    ]


def _sum(rows: Sequence[Row], column: str) -> int:
    return sum(row.integer(column) for row in rows)


def _same(left: Row, left_column: str, right: Row, right_column: str) -> bool:
    return left.values[left_column] == right.values[right_column]


def say(table: str, row: Row, column: str, message: str) -> Problem:
    """A problem at one cell of a table."""
    return Problem(f"{table}.csv", row.line, column, message)
