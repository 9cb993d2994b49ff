"""The data behind a chart as CSV: every number of the view, unknown blank, formulas disarmed."""

from __future__ import annotations

import csv
import io

from dashboard.export.fonts import font_face_css, with_fonts
from dashboard.export.tables import ROUND_COLUMNS, ipos_csv, rounds_csv, stake_csv
from dashboard.scenario import Scenario, from_query
from dashboard.sources.records import load_company, load_ipo_years
from dashboard.views.ipos import ipo_frame
from dashboard.views.path import PathView


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def view_of(**query: str) -> PathView:
    scenario, ignored = from_query({key: [value] for key, value in query.items()})
    assert not ignored
    return PathView(load_company("airbnb"), scenario)


def test_rounds_csv_holds_the_views_numbers():
    view = view_of()
    rows = rows_of(rounds_csv(view))
    assert list(rows[0]) == list(ROUND_COLUMNS)
    assert [row["round"] for row in rows] == ["Seed", *[f"Series {x}" for x in "ABCDEF"], "IPO"]
    assert float(rows[0]["price_multiple_x"]) == view.multiples["seed"].price_multiple_x
    assert float(rows[0]["price_multiple_x"]) / 7038.4 - 1 < 1e-5  # $68 / ($615,000 / 63,656,000)
    assert rows[-1]["price_multiple_x"] == "", "the IPO has no multiple of itself"


def test_unknown_is_blank_and_the_readers_values_are_named():
    rows = rows_of(rounds_csv(view_of(mark="2021-01-29", edit="series-b:post:600000000")))
    assert {row["valuation_multiple_x"] for row in rows} == {""}
    assert {row["round"]: row["assumed"] for row in rows}["Series B"] == "post_money_usd"


def test_a_name_never_runs_as_a_formula():
    rows = rows_of(rounds_csv(view_of(add="=1+1:2013-06:50000000:3000000000:0")))
    assert "'=1+1" in [row["round"] for row in rows]


def test_stake_csv_keeps_the_range():
    """Y Combinator: 13.0 to 15.3 million shares at $68."""
    rows = {row["event"]: row for row in rows_of(stake_csv(view_of(chart="stake", stake="yc")))}
    assert (float(rows["ipo"]["value_low_usd"]), float(rows["ipo"]["value_high_usd"])) == (
        13e6 * 68,
        15.3e6 * 68,
    )


def test_ipos_csv_starts_with_the_years():
    rows = rows_of(ipos_csv(ipo_frame(load_ipo_years(), Scenario().ipos)))
    assert {row["year"]: row["tech_ipos"] for row in rows}["1999"] == "370"  # Ritter


def test_svg_carries_both_weights_of_the_font():
    svg = with_fonts('<svg class="x" width="1"><g/></svg>')
    assert svg.startswith('<svg class="x" width="1"><defs><style>@font-face')
    assert font_face_css().count("data:font/woff2;base64,") == 2
