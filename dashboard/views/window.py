"""What the charts of the IPO window show: record, the reader's choice and their own list put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from calc.correlation import Correlation, correlation
from calc.errors import CalcError
from calc.lags import rate_before, yearly_before
from calc.types import Basis
from dashboard.charts.eras import Shade
from dashboard.charts.ipo_rows import EditionRow, RuleRow
from dashboard.charts.panel_marks import Panel, Span, Spot
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.ipos import COUNTS, OWN, THIS_YEAR, IpoView
from dashboard.sources.ipo_series import Rates, Reading, load_editions, load_ipo_series, load_rates
from dashboard.views.own_ipos import OwnIpos, rule_words

EXTRA = {  # points of another rule, drawn over a measure and never joined with it
    "first_day": ("first_day_tech",),
    "losses": ("losses_tech",),
    "proceeds": ("proceeds_2026", "proceeds_spacex"),
    "return_3y": ("return_3y_market",),
    "age": ("age",),
    "price_to_sales": ("price_to_sales_close",),
}
MAIN = {"age": "age_vc"}
FULL = 5  # counts of so many years are bars, fewer are points; a missing year has no ground line


@dataclass(frozen=True)
class Pair:
    """One year with its count and its rate."""

    year: int
    count: float
    rate_frac: float


@dataclass(frozen=True)
class WindowPage:
    """The IPO window under one view; own is the reader's list, if they opened one."""

    view: IpoView
    own: OwnIpos | None = None

    def readings(self, key: str) -> tuple[Reading, ...]:
        """A series by its key; the reader's own as assumed counts, none without a list."""
        if key != OWN:
            return load_ipo_series().get(key, ())
        counts = self.own.counts if self.own else {}
        open_year = self.own.open_year if self.own else 0
        return tuple(Reading(y, n, "count", y == open_year, "", Basis.ASSUMED, "") for y, n in counts.items())

    @property
    def span(self) -> Span:
        """Years shown, highlighted and shaded; 2026 is there for charts with partial years."""
        shades = tuple(Shade(era.name, era.first_year, era.last_year) for era in self.view.eras)
        return Span(self.view.first_year, self.view.last_year, self.view.highlight, shades)

    @property
    def series(self) -> tuple[str, ...]:
        """Chosen counts that have something to show."""
        return tuple(key for key in self.view.series if self.readings(key))

    @property
    def counted(self) -> str:
        """The count beside rates: the reader's own only while there is a list."""
        return self.view.counts if self.readings(self.view.counts) else COUNTS[0]

    @property
    def measures(self) -> tuple[str, ...]:
        """The series of the chosen measure, the main one first."""
        measure = self.view.measure
        return (MAIN.get(measure, measure), *EXTRA.get(measure, ()))

    @property
    def rates(self) -> Rates:
        """The chosen rate."""
        return load_rates()[self.view.rate]

    def rate_of(self, year: int) -> float | None:
        """The rate that stands beside a year's count, the lag before it."""
        if self.rates.by_quarter:
            return rate_before(self.rates.by_quarter, year, self.view.lag)
        return yearly_before(self.rates.by_year, year, self.view.lag)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Full years shown that have both a count and a rate."""
        return tuple(
            Pair(one.year, one.value, rate)
            for one in self.readings(self.counted)
            if not one.partial and self.view.first_year <= one.year <= self.view.last_year
            if (rate := self.rate_of(one.year)) is not None
        )

    @cached_property
    def correlation(self) -> Correlation | CalcError:
        """How counts and rates went together, or why that cannot be said."""
        try:
            return correlation([p.rate_frac for p in self.pairs], [p.count for p in self.pairs])
        except CalcError as error:
            return error


def writer(unit: str, text: Catalog) -> Callable[[float], str]:
    """How values of a unit are written."""
    num = text.num
    return {
        "count": num.integer,
        "frac": lambda value: num.percent(value),
        "usd": lambda value: num.money(value),
        "years": lambda value: num.years(value),
        "x": lambda value: num.multiple(value),
    }[unit]


def series_name(key: str, text: Catalog) -> str:
    """Short name of a series."""
    return text.t(f"ipos.series_name.{key}")


def series_rule(page: WindowPage, key: str, text: Catalog) -> str:
    """Its rule in words; the reader's own is made from their filters."""
    if key == OWN and page.own:
        return rule_words(page.own, text)
    return text.t(f"ipos.rule_of.{key}")


def spots_of(readings: tuple[Reading, ...]) -> tuple[Spot, ...]:
    """Readings as the chart takes them."""
    return tuple(Spot(one.year, one.value, one.partial, one.basis is Basis.ESTIMATED) for one in readings)


def panel_of(page: WindowPage, key: str, text: Catalog) -> Panel:
    """One series as a panel: bars if it is long, else the points it is."""
    found = page.readings(key)
    full = len(found) >= (FULL if found[0].unit == "count" else 20)
    return Panel(
        series_name(key, text),
        series_rule(page, key, text),
        spots_of(found),
        "bars" if full else "points",
        writer(found[0].unit, text),
        mine=key == OWN,
    )


def measure_panel(page: WindowPage, text: Catalog) -> Panel:
    """The chosen measure, with the points of its other rules over it."""
    main, *others = page.measures
    panel = panel_of(page, main, text)
    extra = [spot for key in others for spot in spots_of(page.readings(key))]
    return Panel("", "", panel.spots, panel.kind, panel.write, extra=tuple(extra))


def rate_panel(page: WindowPage, text: Catalog) -> Panel:
    """The chosen rate beside the years of the counts."""
    years = range(page.view.first_year, page.view.last_year + 1)
    spots = tuple(Spot(year, rate) for year in years if (rate := page.rate_of(year)) is not None)
    kind = "line" if page.rates.by_quarter else "bars"
    return Panel(
        text.t(f"ipos.rate_name.{page.view.rate}"),
        lag_words(page, text),
        spots,
        kind,
        lambda value: text.num.percent(value, 1),
    )


def lag_words(page: WindowPage, text: Catalog) -> str:
    """Which quarters the rate is the mean of."""
    if not page.rates.by_quarter:
        return (
            text.tn("ipos.lag_years", page.view.lag // 4) if page.view.lag else text.t("ipos.lag_same_year")
        )
    return text.tn("ipos.lag_words", page.view.lag) if page.view.lag else text.t("ipos.lag_none")


def rule_rows(page: WindowPage, text: Catalog) -> list[RuleRow]:
    """Every count known of the chosen year, largest first."""
    rows = []
    for key in COUNTS:
        for one in page.readings(key):
            if one.year == page.view.ruled_year:
                open_ = one.partial or one.basis is Basis.ESTIMATED
                words = text.num.integer(one.value)
                words = f"≈{words}" if one.basis is Basis.ESTIMATED else words
                rows.append(RuleRow(key, one.value, words, open_, mine=key == OWN, main=key == "tech"))
    return sorted(rows, key=lambda row: -row.count)


def edition_rows(page: WindowPage) -> list[EditionRow]:
    """Years that another edition counts otherwise than the charts do, newest first."""
    drawn = {one.year: int(one.value) for one in page.readings("tech")}
    found: dict[int, list[tuple[str, int, int]]] = {}
    for one in load_editions():
        found.setdefault(one.year, []).append((one.edition, one.low, one.high))
    return [
        EditionRow(year, drawn[year], tuple(sorted(others)))
        for year, others in sorted(found.items(), reverse=True)
        if any(not low <= drawn[year] <= high for _, low, high in others)
        and page.view.first_year <= year <= page.view.last_year
    ]


def now_words(text: Catalog) -> str:
    """What is known of the year that is not over, and by which rule."""
    series = load_ipo_series()
    calendar = next(one for one in series["nasdaq_calendar"] if one.year == THIS_YEAR)
    floor = next(one for one in series["tracker_it"] if one.year == THIS_YEAR)
    num = text.num
    return text.t(
        "ipos.now_words",
        year=str(THIS_YEAR),
        count=num.integer(calendar.value),
        floor=num.integer(floor.value),
        proceeds=num.money(series["proceeds_2026"][0].value),
        spacex=num.money(series["proceeds_spacex"][0].value),
    )
