"""IPO counts on the command line: the record, any series of the page, a person's own list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from calc.own_ipos import FIELDS, IpoRules
from dashboard.export.records import ipo_records, series_names, series_records
from dashboard.i18n.catalog import text
from dashboard.scenario import LANGUAGES
from dashboard.sources.own import read_table
from dashboard.sources.records import load_ipo_years
from dashboard.views.own_ipos import OwnIpos
from dashboard.views.own_list import ListRefused, OpenedList, Wish, list_record, open_list
from dashboard.views.own_problems import problem_sentence

_VC = ("any", "vc", "vc_growth", "none")
_OPTIONS = (
    click.option(
        "--list",
        "list_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Your own list of IPOs: CSV or XLSX with a row for each.",
    ),
    click.option("--sheet", default="", help="Sheet of the list.  [default: the first]"),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=HEAD",
        help=f"Which column is what, by its head or letter. Fields: {', '.join(FIELDS)}.  [default: guessed]",
    ),
    click.option("--no-adr", is_flag=True, help="Of the list leave out ADRs."),
    click.option("--no-funds", is_flag=True, help="Leave out closed-end funds (ADR codes 3 to 7)."),
    click.option("--no-spac", is_flag=True, help="Leave out SPACs, by flag or told by the name."),
    click.option("--least-price", type=click.FloatRange(0), default=0.0, help="Least offer price, $."),
    click.option("--vc", type=click.Choice(_VC), default="any", show_default=True, help="Venture flag."),
    click.option("--internet-only", is_flag=True, help="Keep internet companies only."),
    click.option("--tech-only", is_flag=True, help="Keep tech by the SIC codes of Loughran and Ritter."),
)
LIST_NAMES = (
    *("list_file", "sheet", "columns", "no_adr", "no_funds", "no_spac"),
    *("least_price", "vc", "internet_only", "tech_only"),
)


def list_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that open a person's own list, those of the page."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def opened_list(lang: str, **asked: Any) -> OpenedList | None:
    """The list that was asked for; what is wrong with its rows is told on the way.

    Raises:
        click.ClickException: naming file, sheet and column, or a rule without a list.
    """
    file = asked.pop("list_file")
    if file is None:
        given = [name for name, value in asked.items() if value and value != "any"]
        if given:
            raise click.ClickException(
                f"--{given[0].replace('_', '-')} is about a list: name it with --list."
            )
        return None
    sheet, columns = asked.pop("sheet"), _columns(asked.pop("columns"))
    rules = IpoRules(least_price_usd=asked.pop("least_price"), **asked)
    try:
        found = open_list(read_table(file.read_bytes(), file.name), Wish(sheet, columns, rules))
    except ListRefused as refused:
        raise click.ClickException(problem_sentence(refused.problem, text(lang))) from refused
    for problem in found.problems:
        click.echo(problem_sentence(problem, text(lang)), err=True)
    return found


def own_list(lang: str, **asked: Any) -> OwnIpos | None:
    """The list as the charts take it."""
    found = opened_list(lang, **asked)
    return found.own if found else None


def _columns(said: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for one in said:
        field, equals, head = one.partition("=")
        if field not in FIELDS or not equals or not head:
            raise click.ClickException(
                f"--column {one}: expected FIELD=HEAD, the field one of {', '.join(FIELDS)}."
            )
        found[field] = head
    return found


@click.command("ipos")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (the only form so far).")
@click.option(
    "--series",
    multiple=True,
    metavar="KEY",
    help="A series of the IPO window instead: vc, spac_sec, proceeds, fed_funds...; all for every one.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@list_options
def ipos(as_json: bool, series: tuple[str, ...], lang: str, **asked: Any) -> None:
    """US IPOs by year as JSON: tech and all, any other series, or your own list."""
    opened = opened_list(lang, **asked)
    if opened is not None:
        found: Any = list_record(opened, text(lang))
    elif series:
        found = series_records(_known(series))
    else:
        found = ipo_records(load_ipo_years())
    click.echo(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))


def _known(asked: tuple[str, ...]) -> tuple[str, ...]:
    known = series_names()
    unknown = [key for key in asked if key not in (*known, "all")]
    if unknown:
        raise click.ClickException(f"No series {unknown[0]!r}. Known: all, {', '.join(known)}.")
    return known if "all" in asked else asked
