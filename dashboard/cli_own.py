"""Commands for a person's own files: read one, or write any company into one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from dashboard.export.known import known_csv
from dashboard.export.known_xlsx import known_xlsx
from dashboard.export.own_csv import company_csv
from dashboard.export.own_ocf import company_ocf
from dashboard.export.own_xlsx import company_xlsx
from dashboard.export.records import path_record
from dashboard.i18n.catalog import text
from dashboard.scenario import LANGUAGES, Scenario
from dashboard.sources.library import company_keys, load_library
from dashboard.sources.own.files import read_file
from dashboard.sources.provenance import load_sources
from dashboard.views.known import KnownView, path_view
from dashboard.views.own_data import as_changed
from dashboard.views.own_problems import problem_sentence
from dashboard.views.path import PathView

lang_option = click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON (the only form so far).")
@lang_option
def import_file(file: Path, as_json: bool, lang: str) -> None:
    """Read a company from CSV, XLSX, JSON or OCF; what was not used is told, each with its place."""
    found = read_file(file.read_bytes(), file.name)
    for problem in found.problems:
        click.echo(problem_sentence(problem, text(lang)), err=True)
    companies = [one.own.company for one in found.imports if one.own]
    if not companies:
        raise click.ClickException(text(lang).t("own_data.nothing", file=file.name))
    records = [path_record(PathView(company, Scenario(lang=lang))) for company in companies]
    click.echo(json.dumps(records, indent=2, ensure_ascii=False, allow_nan=False))


@click.command("export-data")
@click.option("--company", default="airbnb", show_default=True, help="Key of a company of the library.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@lang_option
def export_data(company: str, out: Path, lang: str) -> None:
    """Write a company into a workbook that computes (.xlsx), a .csv, or an OCF package (.zip)."""
    if company not in company_keys():
        raise click.ClickException(f"No company {company!r} in datasets/.")
    scenario = Scenario(lang=lang, company=company)
    view = path_view(scenario)
    writers = _writers(view, lang) if view is not None else _gap_writers(scenario, lang)
    if out.suffix.lower() not in writers:
        names = "" if view is not None else f" Not every share of {company} is on record."
        endings = " or ".join([", ".join([*writers][:-1]), [*writers][-1]])
        raise click.ClickException(f"{out.name}: the name has to end with {endings}.{names}")
    out.write_bytes(writers[out.suffix.lower()]())
    click.echo(str(out))


def _writers(view: PathView, lang: str) -> dict[str, Callable[[], bytes]]:
    held, sources, words = as_changed(view), load_sources(), text(lang)
    return {
        ".xlsx": lambda: company_xlsx(held, sources, words, mark_key=view.recorded_mark.key),
        ".csv": lambda: company_csv(held, sources, words).encode("utf-8-sig"),
        ".zip": lambda: company_ocf(held),
    }


def _gap_writers(scenario: Scenario, lang: str) -> dict[str, Callable[[], bytes]]:
    view, words = KnownView(load_library()[scenario.company], scenario), text(lang)
    notes = [words.t("own_note.blanks"), words.t("own_note.currency")]
    return {
        ".xlsx": lambda: known_xlsx(view, load_sources(), words, notes=notes),
        ".csv": lambda: known_csv(view).encode("utf-8-sig"),
    }
