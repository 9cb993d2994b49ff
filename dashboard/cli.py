"""The command line: numbers as JSON, pictures as files, the data check, the dashboard itself."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import click

from calc.closes import LIVE
from calc.errors import CalcError
from dashboard.charts.frame import Frame
from dashboard.cli_ipos import LIST_NAMES, ipos, list_options, own_list
from dashboard.cli_own import export_data, import_file
from dashboard.export.known import known_record
from dashboard.export.pages import PAGES, NoPicture, page_figure, refuse_broken
from dashboard.export.records import path_record
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import text
from dashboard.scenario import BASES, CHARTS, LANGUAGES, Scenario, from_query
from dashboard.sources.check import check_data, refresh_hashes
from dashboard.sources.library import company_keys, load_library
from dashboard.sources.prices.refresh import refresh
from dashboard.sources.prices.write import write_closes
from dashboard.sources.prices.yahoo import Yahoo
from dashboard.sources.records import load_companies, load_company
from dashboard.sources.schema import DataError
from dashboard.views.known import KnownView
from dashboard.views.live import quote_line
from dashboard.views.market import index_line
from dashboard.views.path import PathView

_ROOT = Path(__file__).resolve().parent.parent
company_option = click.option(
    "--company",
    default="airbnb",
    show_default=True,
    help="Key of a company of the library, for example uber.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """First Check: what the first check became, and check the claim before you post it."""


@cli.command()
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def run(arguments: tuple[str, ...]) -> None:
    """Open the dashboard in the browser. Arguments after -- go to Streamlit."""
    app = str(_ROOT / "dashboard" / "app.py")
    sys.exit(subprocess.call([sys.executable, "-m", "streamlit", "run", app, *arguments], cwd=_ROOT))


@cli.command()
@company_option
@click.option("--link", default="", help="A link of the dashboard whose changes to apply.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (the only form so far).")
def path(company: str, link: str, as_json: bool) -> None:
    """Rounds and marks of a company with both multiples, as JSON."""
    scenario = _scenario(link, company=_known(company))
    if company not in load_companies():
        _print_json(known_record(KnownView(load_library()[company], scenario)))
        return
    view = PathView(load_company(company), scenario)
    _refuse_broken(view)
    _print_json(path_record(view))


@cli.command()
@click.argument(
    "page",
    type=click.Choice(list(PAGES)),
)
@company_option
@click.option("--chart", type=click.Choice(CHARTS), help="Chart of the path page.  [default: multiples]")
@click.option("--size", type=click.Choice(list(SIZES)), default="portrait", show_default=True)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the picture.  [default: en]")
@click.option("--base", type=click.Choice(BASES), help="Basis to stress.  [default: price]")
@click.option("--mark", help="Mark to measure at, for example ipo, first-close, 2025-04-30.")
@click.option("--stake", help="Stake of the stake chart, for example yc, seed-lot, sequoia-all.")
@click.option("--handle", help="Name to put on the picture.")
@click.option("--link", default="", help="A link of the dashboard whose scenario to draw.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A .png or .svg file."
)
@list_options
def export(page: str, company: str, size: str, link: str, out: Path, **chosen: Any) -> None:
    """Draw a chart into a file. Needs an installed Chrome or Chromium."""
    from dashboard.export.figure import NoChrome, write_picture

    if out.suffix.lower() not in (".png", ".svg"):
        raise click.ClickException(f"{out.name}: the name has to end with .png or .svg.")
    asked = {name: chosen.pop(name) for name in LIST_NAMES}
    given = {name: value for name, value in chosen.items() if value is not None}
    scenario = _scenario(link, company=_known(company), **given)
    own = own_list(scenario.lang, **asked)
    if own is not None and page != "ipos":
        raise click.ClickException(f"--list is for the picture of ipos, not of {page}.")
    frame = Frame(size=SIZES[size])
    try:
        fig = page_figure(page, scenario, frame, own=own)
    except NoPicture as refused:
        raise click.ClickException(str(refused)) from refused
    try:
        write_picture(fig, out)
    except NoChrome as error:
        raise click.ClickException(
            "Drawing from the command line needs Chrome or Chromium. Install one "
            "(Debian: apt install chromium), or name it in the variable BROWSER_PATH. "
            "The Download button of the dashboard needs none."
        ) from error
    click.echo(f"{out} {SIZES[size].width} x {SIZES[size].height}")


@cli.command("check-data")
@click.option(
    "--refresh", is_flag=True, help="Write the hashes and row counts of datapackage.json anew first."
)
def check_data_command(refresh: bool) -> None:
    """Check datasets/: types, sources, hashes, and the sums against the printed totals."""
    if refresh:
        refresh_hashes()
    problems = check_data()
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        sys.exit(1)
    click.echo("datasets: every file, source, hash and total is in order.")


@cli.command("refresh-prices")
@click.option("--write", is_flag=True, help="Put the newest closes into datasets/ and renew the hashes.")
@click.option("--seconds", default=30.0, show_default=True, help="Time for all of it together.")
def refresh_prices(write: bool, seconds: float) -> None:
    """Ask Yahoo Finance for every listed company's price: old, new, and why one is refused.

    Index series come along and stay in the cache folder: they are not ours to publish.
    """
    found, today = refresh(Yahoo(), seconds, again=True), dt.datetime.now(dt.UTC).date()
    for quote in found.quotes.values():
        click.echo(quote_line(quote, text("en"), seconds))
    for index in found.indexes.values():
        click.echo(index_line(index, text("en")))
    if write:
        written = write_closes(found.quotes, today)
        click.echo(f"datasets: {len(written)} closes written; a day that is not over is not written.")


def _refuse_broken(view: PathView) -> None:
    try:
        refuse_broken(view)
    except NoPicture as refused:
        raise click.ClickException(str(refused)) from refused


def _known(company: str) -> str:
    if company not in company_keys():
        known = ", ".join(company_keys())
        raise click.ClickException(f"No company {company!r} in datasets/. Known: {known}.")
    return company


def _scenario(link: str, **changes: Any) -> Scenario:
    scenario, ignored = from_query(parse_qs(urlsplit(link).query))
    for part in ignored:
        click.echo(f"The link's part {part} could not be read and was ignored.", err=True)
    scenario = replace(scenario, **changes)
    if scenario.company not in load_companies():
        _check_exit(scenario, asked="mark" in changes)
        return scenario
    company = load_company(scenario.company)
    marks = (*company.marks, *PathView(company, scenario).marks)
    if scenario.mark not in {mark.key for mark in marks} | {LIVE}:
        raise click.ClickException(
            f"No mark {scenario.mark!r}: `python -m dashboard path --json` lists them."
        )
    if scenario.stake not in {stake.key for stake in company.stakes} | {"check"}:
        known = ", ".join([*(stake.key for stake in company.stakes), "check"])
        raise click.ClickException(f"No stake {scenario.stake!r}. Known: {known}.")
    return scenario


def _check_exit(scenario: Scenario, *, asked: bool) -> None:
    """A mark that was asked for has to be one of the company's; the default falls back."""
    known = [one.key for one in load_library()[scenario.company].prices]
    if asked and scenario.mark not in {*known, LIVE}:
        raise click.ClickException(f"No mark {scenario.mark!r}. Known: {', '.join(known)}.")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


cli.add_command(ipos)
cli.add_command(import_file)
cli.add_command(export_data)


def main() -> None:
    """Run the command line; bad data or a bad request ends in one sentence, not a traceback."""
    try:
        cli(prog_name="python -m dashboard")
    except (DataError, CalcError) as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
