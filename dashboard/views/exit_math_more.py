"""The other half of the exit mathematics: mega checks, build or buy, and what returned a fund."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from calc.errors import CalcError
from calc.exit_math import build_or_buy_price, funds_returned, needed_exit
from calc.library import EntryMultiple, Kind
from calc.types import Basis
from dashboard.charts.curves import Curve, Ticks, build_curves_figure
from dashboard.charts.frame import Frame
from dashboard.charts.grid import GridCell, build_grid_figure
from dashboard.charts.spans import SpanRow, build_spans_figure
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.exit_math import MathView
from dashboard.scenario.library import LibraryView
from dashboard.views.exit_math import MathPage, fine
from dashboard.views.library import LibraryPage, cut
from dashboard.views.names import short_name

RETURNS = (0.0, 0.1, 0.25, 0.5)
HITS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0)
HITS_WIDE = (0.01, 0.1, 0.25, 1.0)
BOUNDS_USD = (10e9, 100e9, 1e12, 5e12)


def exit_needed(view: MathView, return_frac: float, hit_frac: float) -> float:
    """The exit the mega check needs for a return a year at a probability."""
    return needed_exit(
        check_usd=view.mega_usd,
        stake_frac=view.mega_stake_frac,
        retained_frac=view.retained_frac,
        hit_frac=hit_frac,
        return_frac=return_frac,
        years=view.years,
    )


def mega_exit(page: MathPage) -> float | CalcError:
    """The exit needed for the reader's own return and probability, or why there is none."""
    try:
        return exit_needed(page.view, page.view.return_frac, page.view.mega_hit_frac)
    except CalcError as error:
        return error


def mega_grid(page: MathPage, *, wide: bool = False) -> tuple[list[float], list[float]]:
    """Returns down the side and probabilities along the top, the reader's own among them."""
    view = page.view
    returns = sorted({*RETURNS, view.return_frac})
    hits = sorted({*(HITS_WIDE if wide else HITS), view.mega_hit_frac})
    return returns, hits


def _band(value_usd: float) -> int:
    return sum(value_usd >= bound for bound in BOUNDS_USD)


def band_names(text: Catalog) -> list[str]:
    """Names of the sizes of an exit the cells are coloured by."""
    money = text.num.money
    ranges = [text.t("exit_math.below", value=money(BOUNDS_USD[0]))]
    ranges += [text.num.money_range(low, high) for low, high in pairwise(BOUNDS_USD)]
    return [*ranges, text.t("exit_math.more", rate=money(BOUNDS_USD[-1]))]


def mega_figure(page: MathPage, text: Catalog, frame: Frame) -> go.Figure | None:
    """Needed exits by return and probability; None if the numbers cannot be."""
    if isinstance(mega_exit(page), CalcError):
        return None
    num, view = text.num, page.view
    returns, hits = mega_grid(page, wide=frame.is_wide or not frame.is_picture)
    cells = []
    for rate in returns:
        line = []
        for hit in hits:
            value = exit_needed(view, rate, hit)
            mine = (rate, hit) == (view.return_frac, view.mega_hit_frac)
            hover = f"{fine(rate, text)}, {fine(hit, text)}: {num.money(value)}"
            line.append(GridCell(num.money(value), _band(value), mine, hover))
        cells.append(line)
    return build_grid_figure(
        cells,
        heads=[fine(hit, text) for hit in hits],
        labels=[text.t("exit_math.annual", rate=fine(rate, text)) for rate in returns],
        corner=text.t("exit_math.corner"),
        bands=band_names(text),
        frame=frame,
    )


def build_price(view: MathView, success_frac: float) -> float:
    """The price from which building is the better of the two."""
    return build_or_buy_price(
        value_usd=view.worth_usd,
        build_usd=view.build_usd,
        years=view.build_years,
        success_frac=success_frac,
        discount_frac=view.build_rate_frac,
    )


def own_price(page: MathPage) -> float | CalcError:
    """The price at the reader's own probability, or why there is none."""
    try:
        return build_price(page.view, page.view.build_hit_frac)
    except CalcError as error:
        return error


def build_figure(page: MathPage, text: Catalog, frame: Frame) -> go.Figure | None:
    """The highest price over the chance that a build works, and the exit the mega check needs."""
    price, needed, view = own_price(page), mega_exit(page), page.view
    if isinstance(price, CalcError):
        return None
    num = text.num
    chances = tuple(at / 50 for at in range(51))
    prices = tuple(build_price(view, chance) for chance in chances)
    mark = ((view.build_hit_frac, price, num.money(price)),)
    curves = [Curve(text.t("exit_math.curve.price"), chances, prices, "mine", mark)]
    worth = Curve(text.t("exit_math.curve.worth"), (0.0, 1.0), (view.worth_usd,) * 2, "other", dash="dot")
    curves.append(worth)
    top = max(*prices, view.worth_usd)
    if not isinstance(needed, CalcError) and needed <= 4 * top:
        curves.append(Curve(text.t("exit_math.curve.needed"), (0.0, 1.0), (needed,) * 2, "main", dash="dash"))
        top = max(top, needed)
    ticks = (0.0, 0.25, 0.5, 0.75, 1.0)
    axis = Ticks(ticks, tuple(num.percent(tick, 0) for tick in ticks), text.t("exit_math.axis.success"))
    return build_curves_figure(curves, axis, top, frame)


@dataclass(frozen=True)
class Returned:
    """What one round would have returned of a fund; why is set where it cannot be told."""

    one: EntryMultiple
    funds: float = 0.0
    multiple_x: float = 0.0
    by_value: bool = False
    why: str = ""


def fund_company(page: MathPage) -> LibraryPage:
    """The company of the fund chart at its exit."""
    view = page.view
    return LibraryPage(LibraryView(company=view.fund_company, exit_key=view.fund_exit))


def returned_rows(page: MathPage) -> list[Returned]:
    """Every round: check x multiple / fund, per share; by company value only where no price is known."""
    rounds = [one for one in fund_company(page).multiples if one.entry.kind in (Kind.ROUND, Kind.TOKEN)]
    return [_returned(page, one) for one in rounds]


def _returned(page: MathPage, one: EntryMultiple) -> Returned:
    view, raised = page.view, one.entry.raised
    if raised is not None and view.fund_check_usd > raised.value * (1 + 1e-9):
        return Returned(one, why="over_round")
    multiple = one.price_x if one.price_x is not None else one.value_x
    if multiple is None:
        return Returned(one, why=one.why or "no_price")
    funds = funds_returned(proceeds_usd=view.fund_check_usd * multiple, fund_usd=view.fund_usd)
    return Returned(one, funds, multiple, by_value=one.price_x is None)


def chosen_row(page: MathPage) -> Returned | None:
    """The chosen round; else the first that says something, else the first."""
    rows = returned_rows(page)
    wanted = [row for row in rows if row.one.entry.key == page.view.fund_round]
    able = [row for row in rows if not row.why]
    return next(iter([*wanted, *able, *rows]), None)


def owned(page: MathPage) -> float | str:
    """Funds returned by owning a part of the company at the exit, or why it cannot be told."""
    at = fund_company(page).exit
    if at is None:
        return "no_exit"
    if at.value is None:
        return "no_exit_value"
    proceeds = page.view.fund_own_frac * at.value.value
    return funds_returned(proceeds_usd=proceeds, fund_usd=page.view.fund_usd)


def funds_words(funds: float, text: Catalog) -> str:
    """Times the fund from one on, per cent of it below."""
    return text.num.multiple(funds) if funds >= 1 else text.num.percent(funds)


def row_words(row: Returned, text: Catalog) -> str:
    """Times the fund, or part of it, marked where it rests on company values or an estimate."""
    words = about(funds_words(row.funds, text), row.one.basis if not row.by_value else Basis.PRESS)
    return f"{words} {text.t('exit_math.by_value')}" if row.by_value else words


def fund_figure(page: MathPage, text: Catalog, frame: Frame) -> go.Figure | None:
    """A row per round with the line where the fund is back; by ownership, one row per fraction."""
    if page.view.fund_by == "own":
        return _own_figure(page, text, frame)
    chosen = chosen_row(page)
    rows = [
        SpanRow(
            cut(short_name(row.one.entry.name), 24),
            row.funds,
            row.funds,
            row_words(row, text),
            "main" if chosen and row.one.entry.key == chosen.one.entry.key else "other",
            row.one.basis is Basis.ESTIMATED,
        )
        for row in returned_rows(page)
        if not row.why and row.funds > 0
    ]
    if not rows:
        return None
    most = 8 if frame.is_wide else 16
    kept = [row for at, row in enumerate(rows) if at < most or row.tone == "main"]
    return build_spans_figure(kept, frame, line_at=1.0, line_words=text.t("exit_math.once"))


def _own_figure(page: MathPage, text: Catalog, frame: Frame) -> go.Figure | None:
    base = owned(page)
    if isinstance(base, str):
        return None
    own, rows = page.view.fund_own_frac, []
    for frac in sorted({0.01, 0.05, 0.1, 0.2, own}):
        funds = base * frac / own
        label = text.t("exit_math.own_row", own=fine(frac, text))
        rows.append(
            SpanRow(label, funds, funds, funds_words(funds, text), "mine" if frac == own else "other")
        )
    return build_spans_figure(rows, frame, line_at=1.0, line_words=text.t("exit_math.once"))
