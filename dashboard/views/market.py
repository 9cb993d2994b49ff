"""A holding against the stock market: the four public market equivalents of the investor panel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from calc.closes import Fate
from calc.errors import CalcError
from calc.indexes import DailyCloses, Index, YearEnds, level_at
from calc.investor import Position
from calc.pme import Against, direct_alpha, kaplan_schoar, long_nickels, pme_plus
from calc.types import PartialDate
from dashboard.i18n.catalog import Catalog
from dashboard.sources.indexes import load_nasdaq
from dashboard.sources.prices.indexes import SYMBOLS, IndexQuote
from dashboard.views.investor import Panel
from dashboard.views.path_words import problem_words

MEASURES = ("kaplan_schoar", "direct_alpha", "long_nickels", "pme_plus")
_DAYS_A_YEAR = 365.0


@dataclass(frozen=True)
class Measure:
    """One equivalent, lowest and highest that the dates and share counts allow; or why it has none."""

    key: str
    low: float = 0.0
    high: float = 0.0
    reason: str = ""


def market_measures(panel: Panel, index: Index | None = None) -> tuple[Measure, ...] | CalcError:
    """The four equivalents against an index, the Nasdaq Composite if none is given; or why there are none.

    Purchases count as late and as early as their dates may be, for both share counts.
    """
    if not panel.has_rate:
        return CalcError("several_dates")
    try:
        against = [
            _against(position, index or load_nasdaq(), latest=latest)
            for position in (panel.low, panel.high)
            for latest in (True, False)
        ]
    except CalcError as error:
        return error
    return tuple(_measure(key, against) for key in MEASURES)


def _against(position: Position, index: Index, *, latest: bool) -> Against:
    """Payments of a position in order of time with the index beside each; the last row is the mark."""
    flows = [(lot.date.latest if latest else lot.date.earliest, -lot.cost_usd) for lot in position.purchases]
    flows += [(sale.date, sale.proceeds_usd) for sale in position.sales]
    flows = sorted(((min(day, position.date), usd) for day, usd in flows), key=lambda one: one[0])
    flows.append((position.date, 0.0))
    return Against(
        amounts_usd=[usd for _, usd in flows],
        years=[(day - flows[0][0]).days / _DAYS_A_YEAR for day, _ in flows],
        index=[level_at(index, day) for day, _ in flows],
        nav_usd=position.value_left_usd,
    )


def _measure(key: str, funds: Iterable[Against]) -> Measure:
    values = []
    for fund in funds:
        try:
            value, reason = _VALUES[key](fund)
        except CalcError as error:
            return Measure(key, reason=error.code)
        if value is None:
            return Measure(key, reason=reason)
        values.append(value)
    return Measure(key, min(values), max(values))


def _alpha(fund: Against) -> tuple[float | None, str]:
    found = direct_alpha(fund)
    return (None, "under_a_year") if found.under_a_year else (found.chosen_frac, found.reason)


def _long_nickels(fund: Against) -> tuple[float | None, str]:
    found = long_nickels(fund)
    if found.irr.under_a_year:
        return None, "under_a_year"
    return found.chosen_frac, found.reason or found.irr.reason


def _pme_plus(fund: Against) -> tuple[float | None, str]:
    found = pme_plus(fund).irr
    return (None, "under_a_year") if found.under_a_year else (found.chosen_frac, found.reason)


_VALUES: dict[str, Callable[[Against], tuple[float | None, str]]] = {
    "kaplan_schoar": lambda fund: (kaplan_schoar(fund), ""),
    "direct_alpha": _alpha,
    "long_nickels": _long_nickels,
    "pme_plus": _pme_plus,
}


def measure_words(one: Measure, text: Catalog, index: Index | None = None) -> str:
    """A ratio or a yearly rate; an estimate where the index between year ends is one; or a dash."""
    if one.reason:
        return "–"
    num = text.num
    if one.key == "kaplan_schoar":
        words = (num.multiple(one.low), num.multiple_range(one.low, one.high))
    else:
        words = (num.percent(one.low), num.percent_range(one.low, one.high))
    about = "≈" if index is None or isinstance(index, YearEnds) else ""
    return f"{about}{words[0] if words[0] == _one(one, text) else words[1]}"


def _one(one: Measure, text: Catalog) -> str:
    return text.num.multiple(one.high) if one.key == "kaplan_schoar" else text.num.percent(one.high)


def market_words(
    found: tuple[Measure, ...] | CalcError, text: Catalog, index: Index | None = None
) -> list[str]:
    """The finding of Kaplan-Schoar and why others are missing; or why there is none at all."""
    if isinstance(found, CalcError):
        if found.code != "index_ends":
            return [problem_words(found, text)]
        start, end = (text.num.date(PartialDate(str(found.params[name]))) for name in ("first", "last"))
        longer = [] if isinstance(index, DailyCloses) else [text.t("market.longer")]
        return [text.t("market.ends", first=start, last=end), *longer]
    first = found[0]
    said = []
    if not first.reason:
        better = "better" if first.low > 1 else "worse" if first.high < 1 else "same"
        said.append(text.t(f"market.finding.{better}", ratio=measure_words(first, text, index)))
    said += [
        text.t("market.missing", name=text.t(f"market.{one.key}"), why=text.t(f"market.why.{one.reason}"))
        for one in found
        if one.reason
    ]
    return said


@dataclass(frozen=True)
class Chosen:
    """The index to measure against: its series, None if there is none to use, and what to say of it."""

    series: Index | None
    words: tuple[str, ...]


def chosen_index(key: str, quote: IndexQuote | None, text: Catalog) -> Chosen:
    """The index of a scenario: on record, or as fetched; never another one in its place.

    Args:
        key: One of scenario.investor.INDEXES.
        quote: What was fetched of it, None if nothing was asked.
        text: The reader's language.
    """
    if key not in SYMBOLS:
        return Chosen(load_nasdaq(), (text.t("market.note"),))
    if quote is None or (quote.judged.fate is Fate.EMPTY and quote.closes is None):
        return Chosen(None, (text.t("market.not_fetched", index=index_name(key, text)),))
    said = [] if quote.judged.fate is Fate.OK else [_fate_words(quote, text)]
    if quote.closes is not None:
        last = text.num.date(PartialDate(quote.closes.last.isoformat()))
        said.append(text.t(f"market.note_{key}", date=last))
    return Chosen(quote.closes, tuple(said))


def index_name(key: str, text: Catalog) -> str:
    """The index by its name, and how finely it is known."""
    return text.t(f"market.index.{key}")


def _fate_words(quote: IndexQuote, text: Catalog) -> str:
    day = quote.judged.day
    return text.t(
        f"market.fate.{quote.judged.fate.value}",
        symbol=quote.symbol,
        day=text.num.date(PartialDate(day.isoformat())) if day else "",
    )


def index_line(quote: IndexQuote, text: Catalog) -> str:
    """One index in one line: symbol, its newest close, or why there is none."""
    closes = quote.closes
    known = f"{quote.symbol:10}"
    if quote.judged.fate is not Fate.OK or closes is None:
        return f"{known} {_fate_words(quote, text)}"
    return f"{known} -> {closes.levels[-1]:.6g} {closes.last}, {len(closes.days)} closes since {closes.first}"
