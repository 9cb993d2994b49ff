"""A person's own company: in, out and in again the same; every bad place named; text stays text."""

from __future__ import annotations

import io
import json
import math
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calc.entered import company_of_entries
from calc.entries import EnteredMark, EnteredRound, EnteredStake
from calc.types import Basis, Company, MarkKind, PartialDate, RoundKind
from calc.whatif import RoundEdit, WhatIf
from dashboard.charts.frame import Frame
from dashboard.cli import cli
from dashboard.export.own_csv import company_csv
from dashboard.export.own_example import example, template_csv, template_xlsx
from dashboard.export.own_json import scenario_json
from dashboard.export.own_xlsx import company_xlsx
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.scenario import Scenario, from_query
from dashboard.sources.own import read_table
from dashboard.sources.own.company import OwnCompany, read_company
from dashboard.sources.own.fields import load_fields
from dashboard.sources.own.files import read_file
from dashboard.sources.provenance import Source, load_sources
from dashboard.sources.records import load_company
from dashboard.views.own_data import as_changed
from dashboard.views.path import PathView
from dashboard.views.path_charts import path_figure
from dashboard.views.path_words import caption

EN = text("en")


# --- there and back --------------------------------------------------------------------------

amounts = st.integers(10**5, 10**9).map(float)
names = st.text("abcXYZ =+-@'\"&;,<>#éЖя$%", min_size=1, max_size=12).map(
    lambda name: " ".join(name.replace("<", "‹").replace(">", "›").split())
)
named = names.filter(lambda name: name.lower() not in ("", "-", "ipo"))


@st.composite
def owned(draw: st.DrawFn) -> OwnCompany:
    """A company a person could have typed: any gaps that still say enough."""
    rounds, year = [], draw(st.integers(1995, 2005))
    for _ in range(draw(st.integers(1, 4))):
        amount = draw(amounts)
        worth = amount * draw(st.integers(2, 20))
        year += draw(st.integers(0, 3))
        date = PartialDate(draw(st.sampled_from([f"{year}", f"{year}-07", f"{year}-07-05"])))
        given_value = draw(st.sampled_from(["pre_money_usd", "post_money_usd"]))
        price = draw(st.none() | st.integers(1, 10**6).map(lambda n: n / 1000))
        sure = {"source_id": "s1", "basis": Basis.PRESS} if draw(st.booleans()) else {}
        value_sure = {"value_source_id": "s2", "value_basis": Basis.ESTIMATED} if draw(st.booleans()) else {}
        terms = {given_value: worth, "price_usd": price, "amount_usd": amount, **sure, **value_sure}
        rounds.append(EnteredRound(draw(named), date, **terms))
    marks = [EnteredMark(MarkKind.CLOSE, PartialDate(f"{year + 1}"), company_value_usd=draw(amounts))]
    if draw(st.booleans()):
        rounds.append(
            EnteredRound(
                "IPO",
                PartialDate(f"{year + 1}"),
                RoundKind.IPO,
                amount_usd=1e8,
                pre_money_usd=1e9,
                ratio_x=1.0,
            )
        )
    stakes = [EnteredStake(draw(named), shares_low=draw(amounts), cost_usd=draw(amounts))]
    company, _ = company_of_entries("own-x", "X", "XX", rounds=rounds, marks=marks, stakes=stakes)
    assert company is not None
    used = {figure.source_id for r in company.rounds for figure in (r.issue_price_usd, r.post_money_usd)}
    sources = {key: Source(draw(named), "", "2020", "https://example.com/a", "", "") for key in used if key}
    return OwnCompany(replace(company, key="own-x"), sources, "mine")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(owned(), st.sampled_from(LANGUAGES))
def test_every_form_comes_back_as_it_was(own: OwnCompany, lang: str):
    words = text(lang)
    csv = company_csv(own.company, own.sources, words).encode("utf-8-sig")
    xlsx = company_xlsx(own.company, own.sources, words)
    scenario = scenario_json(Scenario(lang=lang), [own]).encode()
    for data, name in ((csv, "mine.csv"), (xlsx, "mine.xlsx"), (scenario, "mine.json")):
        found = read_file(data, name)
        assert [one for one in found.problems if not one.is_note] == []
        back = found.imports[0].own
        assert back is not None
        assert (back.company, dict(back.sources)) == (own.company, own.sources), name


def test_a_record_comes_back_with_its_numbers():
    airbnb = load_company("airbnb")
    for data in (
        company_csv(airbnb, load_sources(), EN).encode(),
        company_xlsx(airbnb, load_sources(), EN),
    ):
        found = read_file(data, "airbnb")
        own = found.imports[0].own
        assert own is not None and [one for one in found.problems if not one.is_note] == []
        view = PathView(own.company, Scenario())
        assert view.first is not None and view.first.price_multiple_x is not None
        # $68 / ($615,000 / 63,656,000 shares), prospectus cover and p. F-47
        assert math.isclose(view.first.price_multiple_x, 68 / (615_000 / 63_656_000), rel_tol=1e-12)
        assert len(own.company.marks) == len(airbnb.marks) and len(own.company.stakes) == len(airbnb.stakes)


def test_a_what_if_is_written_as_it_is_shown():
    edit = RoundEdit("series-b", post_money_usd=600e6)
    view = PathView(load_company("airbnb"), Scenario(what_if=WhatIf(edits=(edit,))))
    again = PathView(as_changed(view), Scenario())
    assert {key: one.price_multiple_x for key, one in again.multiples.items()} == pytest.approx(
        {key: one.price_multiple_x for key, one in view.multiples.items()}, rel=1e-9
    )


def test_a_scenario_file_keeps_the_link():
    scenario = Scenario(lang="ru", base="value", company="own-example-robotics", handle="@me")
    found = read_file(scenario_json(scenario, [example()]).encode(), "s.json")
    query = {key: [value] for key, value in (part.split("=") for part in found.link.split("&"))}
    assert from_query({key: [value[0].replace("%40", "@")] for key, value in query.items()})[0] == scenario
    assert found.imports[0].own == example()


# --- the workbook computes -------------------------------------------------------------------


def computed(sheets: dict[str, dict[str, object]], sheet: str, cell: str) -> float:
    """Value of a cell by its formula: just the operations our workbook uses."""
    value = sheets[sheet].get(cell)
    if not (isinstance(value, str) and value.startswith("=")):
        return float(value or 0)  # type: ignore[arg-type]
    formula = value[1:]
    total = re.search(r"\+SUMPRODUCT\((\w)2:\w(\d+),\((\w)2.*\)", formula)
    extra = 0.0
    if total:
        formula = formula[: total.start()]
        for row in range(2, int(total[2]) + 1):
            ratio = sheets[sheet].get(f"{total[3]}{row}")
            extra += computed(sheets, sheet, f"{total[1]}{row}") * ((float(ratio) if ratio else 1.0) - 1)  # type: ignore[arg-type]
    formula = re.sub(r"IF\((\w+)>0,\1,1\)", lambda m: f"({m[1]} or 1)", formula)
    cells = re.compile(r"(?:'([^']+)'!)?\$?([A-Z])\$?(\d+)")
    filled = cells.sub(lambda m: repr(computed(sheets, m[1] or sheet, m[2] + m[3])), formula)
    return float(eval(filled)) + extra


@pytest.mark.parametrize("company", [load_company("airbnb"), example().company], ids=["airbnb", "example"])
def test_formulas_come_to_the_numbers_of_the_page(company: Company):
    data = company_xlsx(company, {}, EN, mark_key="ipo")
    live, cached = (openpyxl.load_workbook(io.BytesIO(data), data_only=flag) for flag in (False, True))
    sheets = {s.title: {c.coordinate: c.value for row in s for c in row} for s in live.worksheets}
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in live.worksheets
        for row in sheet
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(formulas) >= 5 * len(company.rounds) - 1
    for sheet, cell in formulas:
        assert computed(sheets, sheet, cell) == pytest.approx(cached[sheet][cell].value, rel=1e-9), cell
    heads = {cell.value: cell.column for cell in cached["Rounds"][1]}
    view = PathView(company, Scenario(mark="ipo"))
    for row, step in enumerate(view.private, start=2):
        shown = cached["Rounds"].cell(row, heads["Multiple per share"]).value
        assert shown == view.multiples[step.key].price_multiple_x


def test_no_text_runs():
    nasty = '=HYPERLINK("http://x","y")'
    company = replace(example().company, name=nasty)
    sheet = openpyxl.load_workbook(io.BytesIO(company_xlsx(company, {}, EN)))["Company"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == (nasty, "s")
    line = company_csv(company, {}, EN).splitlines()[1]
    assert "'=HYPERLINK" in line and '"=HYPERLINK' not in line


# --- templates and columns -------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_are_read_without_a_word(lang: str):
    for make, name in ((template_csv, "t.csv"), (template_xlsx, "t.xlsx")):
        found = read_file(make(text(lang)), name)
        assert found.problems == ()
        own = found.imports[0].own
        assert own is not None and own.company == example().company


@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_heads_are_known(lang: str):
    at = LANGUAGES.index(lang)
    for key, field in load_fields().items():
        assert field.names[at] == text(lang).t(f"own_field.{key}").replace("\xa0", " ")
        sheet = read_table(f"{field.names[at]};Date\n1;2".encode(), "m.csv").sheets[0]
        assert read_company(read_table(f"{field.names[at]}\n".encode(), "m.csv")).own is None
        assert sheet.header[0] == field.names[at]


def test_russian_columns_units_and_a_guess():
    lines = "Раунд;Дата;Сумма, млн $;Оценка, млн $\nПосевной;03.2015;0,6;5\nРаунд A;июнь 2017;8;40 млн\n"
    found = read_company(read_table(lines.encode("cp1251"), "Моя.csv"))
    assert found.own is not None
    rounds = found.own.company.rounds
    assert [(r.amount_raised_usd.value, r.post_money_usd.value) for r in rounds] == [(6e5, 5e6), (8e6, 40e6)]
    assert ("column_guessed", "Оценка, млн $") in [(one.code, one.column) for one in found.problems]
    assert all(r.post_money_usd.basis is Basis.ASSUMED for r in rounds)


def test_a_column_can_be_chosen():
    lines = "Stage,When,Cash,Worth\nSeed,2015,600000,5000000\n"
    table = read_table(lines.encode(), "m.csv")
    assert read_company(table).own is None
    chosen = {"When": "date", "Cash": "amount_usd", "Worth": "pre_money_usd"}
    found = read_company(table, chosen)
    assert found.own is not None and found.own.company.rounds[0].post_money_usd.value == 5.6e6
    assert [one.code for one in found.problems if not one.is_note] == []


def test_a_picture_says_whose_data_it_shows():
    view = PathView(example().company, Scenario(company="own-example-robotics"))
    assert "the author's own data on Example Robotics" in caption(view, "multiples", EN).source
    for chart in ("multiples", "ladder", "ownership", "why", "stake", "table"):
        assert path_figure(view, chart, EN, Frame(size=SIZES["portrait"])) is not None


def test_the_command_line_writes_and_reads(tmp_path: Path):
    out = str(tmp_path / "airbnb.xlsx")
    assert CliRunner().invoke(cli, ["export-data", "--out", out]).exit_code == 0
    done = CliRunner().invoke(cli, ["import", out, "--json"])
    assert done.exit_code == 0
    (record,) = json.loads(done.stdout)
    # $68 / ($615,000 / 63,656,000 shares), prospectus cover and p. F-47
    assert record["rounds"][0]["price_multiple_at_ipo_x"] == pytest.approx(68 / (615_000 / 63_656_000))
    (tmp_path / "no.csv").write_text("x\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["import", str(tmp_path / "no.csv")]).exit_code == 1
