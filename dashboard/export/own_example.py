"""An invented company that fills the templates, and the notes beside it."""

from __future__ import annotations

from typing import Final

from calc.entered import company_of_entries
from calc.entries import EnteredMark, EnteredRound, EnteredStake
from calc.types import Basis, MarkKind, PartialDate, RoundKind, Scope
from dashboard.export.own_csv import rows_csv
from dashboard.export.own_rows import TABLES, company_rows
from dashboard.export.own_xlsx import company_xlsx
from dashboard.i18n.catalog import Catalog
from dashboard.sources.own.company import OwnCompany
from dashboard.sources.provenance import Source

_NAME: Final = "Example Robotics"
_PRESS: Final = "example-press"
_HELPED: Final = (
    *("what", "name", "date", "amount_usd", "pre_money_usd", "post_money_usd", "other_shares", "price_usd"),
    *("new_shares", "shares_after", "ratio_x", "company_value_usd", "source", "basis"),
)


def example() -> OwnCompany:
    """Four rounds, an IPO, two closes, one stake and one source."""
    day = PartialDate
    rounds = [
        EnteredRound("Seed", day("2016-03"), amount_usd=1e6, post_money_usd=5e6, shares_after=10e6),
        EnteredRound("Series A", day("2018-05-14"), amount_usd=6e6, pre_money_usd=24e6, other_shares=5e5),
        EnteredRound("Series B", day("2020-11-02"), amount_usd=20e6, pre_money_usd=100e6),
        EnteredRound("IPO", day("2023-09-20"), RoundKind.IPO, amount_usd=100e6, pre_money_usd=800e6),
    ]
    sure = {"basis": Basis.PRESS, "source_id": _PRESS, "value_basis": Basis.PRESS, "value_source_id": _PRESS}
    marks = [
        EnteredMark(
            MarkKind.IPO_PRICE, day("2023-09-20"), company_value_usd=900e6, scope=Scope.FULLY_DILUTED
        ),
        EnteredMark(MarkKind.CLOSE, day("2024-12-31"), price_usd=75.0, **sure),  # type: ignore[arg-type]
    ]
    stakes = [EnteredStake("Angel Ann", "Seed", cost_usd=50e3)]
    company, _ = company_of_entries(
        "own-example-robotics", _NAME, "EXMP", rounds=rounds, marks=marks, stakes=stakes
    )
    assert company is not None
    paper = Source(
        "An invented article", "Example Daily", "2025-01-02", "https://example.com/robotics", "", ""
    )
    return OwnCompany(company, {_PRESS: paper}, "template")


def notes(text: Catalog, *, computed: bool) -> list[str]:
    """What to know before filling it in, and what each column means."""
    told = [text.t("own_note.first"), text.t("own_note.currency")]
    told += [text.t("own_note.formulas")] if computed else []
    return told + [f"{text.t(f'own_field.{key}')}: {text.t(f'own_help.{key}')}" for key in _HELPED]


def template_csv(text: Catalog) -> bytes:
    """The CSV template: a mark at its start tells a spreadsheet program that it is UTF-8."""
    own = example()
    tables = company_rows(own.company, own.sources)
    shown = [row for table in TABLES for row in tables[table]]
    for row in shown:
        for name in ("shares_before", "value_basis", "value_source"):
            row.pop(name, None)
    return rows_csv(shown, text, notes(text, computed=False)).encode("utf-8-sig")


def template_xlsx(text: Catalog) -> bytes:
    """The XLSX template: it computes, and a sheet of notes explains each column."""
    own = example()
    return company_xlsx(own.company, own.sources, text, notes=notes(text, computed=True))
