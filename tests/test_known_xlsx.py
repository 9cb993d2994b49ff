"""Companies with gaps as workbooks: blanks blank and explained, formulas that give what the page shows."""

from __future__ import annotations

import io

import openpyxl
import pytest
from click.testing import CliRunner

from dashboard.cli import cli
from dashboard.export.known_xlsx import PRICES, ROUNDS, known_xlsx
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.scenario import Scenario
from dashboard.sources.library import load_library
from dashboard.sources.provenance import load_sources
from dashboard.views.known import KnownView
from tests.drawn import near


def book(key: str, lang: str = "en", *, values: bool = False):
    view = KnownView(load_library()[key], Scenario(company=key, lang=lang))
    data = known_xlsx(view, load_sources(), text(lang), notes=["a note"])
    return view, openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def rows(sheet, names):
    return [dict(zip(names, row, strict=False)) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_company_is_written_with_its_blanks_explained(lang):
    for key in load_library():
        view, found = book(key, lang, values=True)
        written = rows(found.worksheets[0], ROUNDS)
        assert len(written) == len(view.entries), key
        for row, one in zip(written, view.entries, strict=True):
            assert row["price_usd"] == (near(one.price.value, rel=1e-14) if one.price else None)
            lacks = None in (row["amount_usd"], row["post_money_usd"], row["price_usd"], row["date"])
            assert row["note"] or not (lacks or row["price_multiple_x"] is None), (key, row)
            assert not (row["note"] and "{" in row["note"])


def test_formulas_give_the_multiples_of_the_page_and_blanks_have_none():
    # Facebook: offer $38 (prospectus); Series B has a price, Series C only a value
    view, formulas = book("facebook")
    _, cached = book("facebook", values=True)
    made, shown = rows(formulas.worksheets[0], ROUNDS), rows(cached.worksheets[0], ROUNDS)
    prices = rows(cached.worksheets[1], PRICES)
    for at, (formula, value, one) in enumerate(zip(made, shown, view.multiples, strict=True), start=2):
        if one.price_x is None:
            assert formula["price_multiple_x"] is None
            continue
        letters = {name: chr(65 + n) for n, name in enumerate(ROUNDS)}
        line = next(n for n, other in enumerate(view.exits, start=2) if other.key == view.exit.key)
        price = f"'Prices'!$C${line}"
        assert formula["price_multiple_x"] == f"={price}*{letters['ratio_x']}{at}/{letters['price_usd']}{at}"
        by_hand = prices[line - 2]["price_usd"] * value["ratio_x"] / value["price_usd"]
        assert value["price_multiple_x"] == near(by_hand, rel=1e-12)
        assert value["price_multiple_x"] == near(one.price_x, rel=1e-12)
    assert any(row["price_multiple_x"] is None for row in shown)


def test_the_command_writes_what_is_known_and_says_what_it_cannot(tmp_path):
    out = tmp_path / "stripe.xlsx"
    done = CliRunner().invoke(cli, ["export-data", "--company", "stripe", "--out", str(out)])
    assert done.exit_code == 0 and openpyxl.load_workbook(out).sheetnames[0] == "Rounds"
    refused = CliRunner().invoke(
        cli, ["export-data", "--company", "stripe", "--out", str(tmp_path / "s.zip")]
    )
    assert refused.exit_code == 1 and "Not every share of stripe is on record." in refused.output
