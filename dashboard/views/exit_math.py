"""Everything the exit mathematics page and its pictures show: the map and both readings."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import plotly.graph_objects as go

from calc.errors import CalcError
from calc.exit_math import Bet, Unknown, solve_bet
from calc.venture import Reading, growth_x, hit_rate, years_needed
from dashboard.charts.frame import Frame
from dashboard.charts.heat import Axis, Heat, Mark, build_heat_figure, log_ticks
from dashboard.charts.readings import Group, Side, build_readings_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.exit_math import MathView

CLAIM_ENTRIES_USD = (5e6, 10e6, 20e6)
CLAIM_EXIT_USD = 100e6
CLAIM_RETURN_FRAC = 0.25
SEGMENTS_USD = (("to_30m", 30e6), ("to_1b", 1e9), ("unicorn", 10e9), ("decacorn", 100e9))
BANDS = {Reading.ANNUAL: (0.0, 0.1, 0.25, 0.5, 1.0), Reading.TOTAL: (0.0, 0.25, 1.0, 4.0, 9.0)}
CELLS = 21  # places that answer the pointer, each way


@dataclass(frozen=True)
class MathPage:
    """One scenario of the exit mathematics. Nothing here rounds or words a number."""

    view: MathView

    @property
    def reading(self) -> Reading:
        """What the return is said of."""
        return Reading(self.view.reading)

    @property
    def unknown(self) -> Unknown:
        """The number solved for."""
        return Unknown(self.view.unknown)

    @cached_property
    def solved(self) -> Bet | CalcError:
        """The bet with its unknown found, or why it cannot be."""
        try:
            return solve_bet(self.view.bet, self.unknown, reading=self.reading)
        except CalcError as error:
            return error

    @property
    def bet(self) -> Bet:
        """The solved bet; as it was typed where there is no solution."""
        return self.view.bet if isinstance(self.solved, CalcError) else self.solved

    @property
    def wanted_frac(self) -> float:
        """The return whose line is drawn: the wanted one, also when the return is the unknown."""
        return self.view.return_frac


def fine(frac: float, text: Catalog) -> str:
    """A fraction as per cent with the decimals it has, two at most: 6.25 % stays so."""
    for digits in (0, 1, 2):
        if abs(round(frac * 100, digits) - frac * 100) < 1e-9:
            return text.num.percent(frac, digits)
    return text.num.percent(frac)


def return_words(frac: float, reading: Reading, text: Catalog) -> str:
    """A return with what it is said of: "26% a year", "400% in total"."""
    return text.t(f"exit_math.{reading.value}", rate=fine(frac, text))


def _steps(low: float, high: float, count: int = CELLS) -> tuple[float, ...]:
    return tuple(low + (high - low) * at / (count - 1) for at in range(count))


def _deal_axes(page: MathPage, text: Catalog) -> tuple[Axis, Axis]:
    bet, axes = page.bet, []
    for name, low, high, value in (("entry", 1e6, 1e9, bet.entry_usd), ("exit", 1e7, 1e11, bet.exit_usd)):
        low, high = min(low, max(value, 1e4)), max(high, min(value, 1e13))
        low, high = 10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high))
        ticks = log_ticks(low, high)
        words = tuple(text.num.money(10**tick) for tick in ticks)
        if name == "exit":  # its lowest would lie on the other axis' first
            ticks, words = ticks[1:], words[1:]
        axis = Axis(ticks, words, math.log10(low), math.log10(high), text.t(f"exit_math.axis.{name}"))
        axes.append(axis)
    return axes[0], axes[1]


def _time_axes(page: MathPage, text: Catalog) -> tuple[Axis, Axis]:
    most = max(15.0, min(50.0, math.ceil(page.bet.years)))
    step = 5 if most > 15 else 3
    years = tuple(float(at) for at in range(0, int(most) + 1, step))
    words = tuple(text.num.integer(year) for year in years)
    fracs = (0.1, 0.25, 0.5, 0.75, 1.0)
    x = Axis(years, words, 0.5, most, text.t("exit_math.axis.years"))
    percents = tuple(text.num.percent(frac) for frac in fracs)
    return x, Axis(fracs, percents, 0.05, 1.0, text.t("exit_math.axis.retained"))


def _bet_at(page: MathPage, x: float, y: float) -> Bet:
    if page.view.axes == "deal":
        return replace(page.bet, entry_usd=10**x, exit_usd=10**y)
    return replace(page.bet, years=x, retained_frac=y)


def _place(page: MathPage, bet: Bet) -> tuple[float, float]:
    if page.view.axes == "deal":
        return math.log10(bet.entry_usd), math.log10(bet.exit_usd)
    return bet.years, bet.retained_frac


def _edge(page: MathPage, return_frac: float, xs: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """Where a return holds: its y at every x; a part kept may come out above all of it."""
    line = []
    for x in xs:
        bet = _bet_at(page, x, 1.0)
        growth = growth_x(return_frac, reading=page.reading, years=bet.years)
        if page.view.axes == "deal":
            line.append((x, math.log10(growth * bet.entry_usd / (bet.hit_frac * bet.retained_frac))))
        else:
            line.append((x, growth * bet.entry_usd / (bet.hit_frac * bet.exit_usd)))
    return tuple(line)


def heat_of(page: MathPage, text: Catalog) -> Heat:
    """The map of the page's two inputs, everything else as it is."""
    deal = page.view.axes == "deal"
    x, y = _deal_axes(page, text) if deal else _time_axes(page, text)
    xs, ys = _steps(x.low, x.high), _steps(y.low, y.high)
    fine_xs = _steps(x.low, x.high, 81)
    bets = [[_bet_at(page, at, up) for at in xs] for up in ys]
    solved = None if isinstance(page.solved, CalcError) else page.solved
    return Heat(
        x=x,
        y=y,
        xs=xs,
        ys=ys,
        edges=tuple(_edge(page, bound, fine_xs) for bound in BANDS[page.reading]),
        hovers=tuple(tuple(_hover(bet, page, text) for bet in row) for row in bets),
        wanted=_edge(page, page.wanted_frac, fine_xs),
        wanted_words=return_words(page.wanted_frac, page.reading, text),
        levels=_segments(y, text) if deal else (),
        stretch=_claim(text) if deal else None,
        point=_point(page, solved, text) if solved else None,
        bands=band_words(page.reading, text),
    )


def _hover(bet: Bet, page: MathPage, text: Catalog) -> str:
    rate = solve_bet(bet, Unknown.RETURN, reading=page.reading).return_frac
    if page.view.axes == "deal":
        where = f"{text.num.money(bet.entry_usd)} → {text.num.money(bet.exit_usd)}"
    else:
        where = f"{text.num.years(bet.years)}, {text.num.percent(bet.retained_frac)}"
    return f"{where}: {return_words(rate, page.reading, text)}"


def _segments(y: Axis, text: Catalog) -> tuple[Mark, ...]:
    found, low = [], y.low
    for key, top in SEGMENTS_USD:
        if low < y.high:
            found.append(Mark(text.t(f"exit_math.segment.{key}"), low))
        low = max(low, math.log10(top))
    return tuple(found)


def _claim(text: Catalog) -> Mark:
    low, *_, high = CLAIM_ENTRIES_USD
    words = text.t("exit_math.claim")
    return Mark(words, math.log10(CLAIM_EXIT_USD), math.log10(low), math.log10(high))


def _point(page: MathPage, bet: Bet, text: Catalog) -> Mark:
    x, y = _place(page, bet)
    rate = bet.return_frac
    return Mark(return_words(rate, page.reading, text), y, x)


def band_words(reading: Reading, text: Catalog) -> tuple[str, ...]:
    """Names of the bands: a loss, each range, and above the last bound."""
    bounds = BANDS[reading]
    ranges = [text.num.percent_range(low, high, 0) for low, high in pairwise(bounds)]
    return (text.t("exit_math.loss"), *ranges, text.t("exit_math.more", rate=text.num.percent(bounds[-1], 0)))


def map_figure(page: MathPage, text: Catalog, frame: Frame) -> go.Figure:
    """The map with segments, the claim, the wanted return and the reader's place."""
    return build_heat_figure(heat_of(page, text), frame)


def entries_of(page: MathPage) -> tuple[float, ...]:
    """Entries of the claim, and the reader's own if it is another one."""
    return tuple(sorted({*CLAIM_ENTRIES_USD, page.bet.entry_usd}))


@dataclass(frozen=True)
class ReadingRow:
    """What one entry needs for the rate to be true; None where nothing does."""

    entry_usd: float
    multiple_x: float
    kept_frac: float
    years: float | None
    hit_frac: float | None


def reading_rows(page: MathPage) -> list[ReadingRow]:
    """For every entry, undiluted and with the reader's dilution: years and hits that make it true."""
    view, rows = page.view, []
    for entry in entries_of(page):
        for kept in dict.fromkeys((1.0, page.bet.retained_frac)):
            multiple = page.bet.exit_usd * kept / entry
            rows.append(
                ReadingRow(
                    entry,
                    multiple,
                    kept,
                    value_or_none(years_needed, multiple, view.return_frac),
                    value_or_none(hit_rate, wanted_x=1 + view.return_frac, hit_x=multiple),
                )
            )
    return rows


def value_or_none(call: Callable[..., float], *args: float, **named: float) -> float | None:
    """What a formula gives, None where it refuses."""
    try:
        return float(call(*args, **named))
    except CalcError:
        return None


def reading_figure(page: MathPage, text: Catalog, frame: Frame) -> go.Figure:
    """Two groups of bars: years under the yearly reading, hit rates under the total one."""
    rows, num = reading_rows(page), text.num
    rate, never = fine(page.view.return_frac, text), text.t("exit_math.never")
    longest = max([row.years for row in rows if row.years] or [1.0])
    yearly, total = [], []
    for row in rows:
        mine = row.kept_frac < 1
        label = num.money(row.entry_usd)
        label = f"{label}, {fine(row.kept_frac, text)}" if mine else label
        years = num.years(row.years) if row.years is not None else never
        hits = fine(row.hit_frac, text) if row.hit_frac is not None else never
        yearly.append(Side(label, (row.years or 0) / longest, years, mine))
        total.append(Side(label, row.hit_frac or 0, hits, mine))
    groups = (
        Group(text.t("exit_math.reading.annual", rate=rate), _sides(yearly, frame)),
        Group(text.t("exit_math.reading.total", rate=rate), _sides(total, frame)),
    )
    return build_readings_figure(groups, frame)


def _sides(sides: list[Side], frame: Frame) -> tuple[Side, ...]:
    """All bars; in a low picture one per entry, the reader's number in words beside it."""
    if not frame.is_wide:
        return tuple(sides)
    kept: list[Side] = []
    for side in sides:
        if side.mine:
            kept[-1] = replace(kept[-1], beside=side.words)
        else:
            kept.append(side)
    return tuple(kept)
