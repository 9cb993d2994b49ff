"""Sentences about one path: headlines, captions of pictures, why a number is missing."""

from __future__ import annotations

from calc.closes import LIVE
from calc.dilution import ownership
from calc.errors import CalcError
from calc.multiples import MarkValue, Multiple, multiple_range
from calc.stakes import Holding, HoldingValue, value_at_mark
from calc.types import Basis, MarkKind
from dashboard.charts.frame import Caption
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.sources.own.company import is_own
from dashboard.views.event_names import column_name, own_assumed
from dashboard.views.names import (
    assumed_words,
    at_mark,
    by_mark,
    mark_name,
    round_name,
    short_name,
    stake_name,
)
from dashboard.views.path import PathView
from dashboard.views.path_why import why_values


def problem_words(error: CalcError, text: Catalog, *, where: str = "") -> str:
    """One plain sentence on why something cannot be computed."""
    params = {name: _param(name, value, text) for name, value in error.params.items()}
    sentence = text.t(f"problem.{error.code}", **params)
    return f"{round_name(where, text)}: {sentence}" if where else sentence


def _param(name: str, value: object, text: Catalog) -> str:
    if isinstance(value, float | int):
        return text.num.shares(value) if name == "shares" else text.num.money(value)
    return round_name(str(value), text)


def headline(view: PathView, text: Catalog) -> str:
    """The finding in one line, as the page says it first."""
    first, mark = view.first, view.mark
    if first is None or mark is None or first.price_multiple_x is None:
        return text.t("headline.none")
    values = _numbers(first, text) | {
        "round": round_name(view.private[0].terms.name, text),
        "mark": text.t("mark.ipo_short") if mark.key == "ipo" else mark_name(mark, text),
    }
    if first.valuation_multiple_x is None:
        return text.t("headline.price", **values)
    return text.t("headline.value_first" if view.scenario.base == "value" else "headline.both", **values)


def _numbers(multiple: Multiple, text: Catalog) -> dict[str, str]:
    return {
        "price": text.num.multiple(multiple.price_multiple_x),
        "value": text.num.multiple(multiple.valuation_multiple_x),
        "kept": text.num.percent(multiple.retained_frac, digits=2),
    }


def dilution_words(view: PathView, text: Catalog) -> str:
    """How dilution ties the two numbers of the headline, with the filing's rounding."""
    first, mark = view.first, view.mark
    if first is None or mark is None:
        return ""
    if first.valuation_multiple_x is None:
        return text.t("missing.no_share_count")
    numbers = _numbers(first, text)
    words = text.t("headline.dilution", scope=text.t(f"scope.{mark.scope.value}"), **numbers)
    bounds = rounding_range(view, text)
    return f"{words} {text.t('headline.rounding', range=bounds)}" if bounds else words


def rounding_range(view: PathView, text: Catalog) -> str:
    """Range of the first round's multiple that the filing's rounding allows; empty in a what-if."""
    mark, recorded = view.mark, view.company.rounds[0]
    if mark is None or view.is_changed or not recorded.rounding_usd:
        return ""
    low, high = multiple_range(
        amount_usd=recorded.amount_raised_usd.value,
        shares=recorded.new_shares.value,
        rounding_usd=recorded.rounding_usd,
        rounding_shares=recorded.rounding_shares,
        price_usd=mark.price_usd,
    )
    return text.num.multiple_range(low, high)


def caption(view: PathView, chart: str, text: Catalog) -> Caption:
    """Title, subtitle and source line of one picture."""
    title, subtitle = _titles(view, chart, text)
    if view.is_changed:
        title = text.t("title.what_if", title=title)
        changes = assumed_words(view.path.steps, text) + own_assumed(view, text)
        changes += [
            text.t("assumed.removed", round=round_name(r.name, text))
            for r in view.company.rounds
            if r.key in view.scenario.active.removed
        ]
        assumed = text.t("subtitle.assumed", changes=_few(changes, text))
        subtitle, short = f"{subtitle}. {assumed}", assumed
    else:
        short = subtitle.split(". ")[0]
    return Caption(
        title=title,
        subtitle=subtitle,
        source=source_line(view, chart, text),
        handle=view.scenario.handle,
        short_subtitle=short,
        short_source=short_source(view, chart, text),
    )


def short_source(view: PathView, chart: str, text: Catalog) -> str:
    """The source in one line, for pictures that are low."""
    if is_own(view.company.key):
        return own_source(view, text)
    mark = view.newest if chart == "stake" else view.mark
    return text.t("source.short", company=view.company.name, date=text.num.date(mark.date if mark else None))


def _few(changes: list[str], text: Catalog) -> str:
    if len(changes) <= 3:
        return "; ".join(changes)
    return "; ".join(changes[:3]) + "; " + text.tn("assumed.more", len(changes) - 3)


def _titles(view: PathView, chart: str, text: Catalog) -> tuple[str, str]:
    if chart == "ownership":
        return _ownership_titles(view, text)
    if chart == "stake":
        return _stake_titles(view, text)
    mark, first = view.mark, view.first
    if mark is None or first is None or first.price_multiple_x is None:
        return text.t("headline.none"), ""
    values = _numbers(first, text) | {
        "company": view.company.name,
        "round": short_name(view.private[0].terms.name),
        "by_mark": by_mark(mark, text),
        "at_mark": at_mark(mark, text),
        "mark_price": text.num.price(mark.price_usd),
        "paid": text.num.price(view.private[0].issue_price_usd),
    }
    values["value"] = about(values["value"], first.valuation_basis)
    if chart == "why":
        values |= why_values(view, text)
        return text.t("title.why", **values), text.t("subtitle.why", **values)
    kind = "price" if first.valuation_multiple_x is None else view.scenario.base
    if chart == "table":
        return text.t("title.table", **values), text.t("subtitle.table", **values)
    return text.t(
        f"title.{chart}.{kind}{'_only' if first.valuation_multiple_x is None else ''}", **values
    ), text.t(f"subtitle.{chart}", **values)


def _ownership_titles(view: PathView, text: Catalog) -> tuple[str, str]:
    rows, first = ownership(view.path), view.private[0]
    words = text.t(
        "title.ownership",
        company=view.company.name,
        round=short_name(first.terms.name),
        sold=text.num.percent(first.sold_frac),
        kept=text.num.percent(rows[-1].fractions.get(first.key, 0.0)),
        last=column_name(view, rows[-1].round_key, text),
    )
    return words, text.t("subtitle.ownership")


def _stake_titles(view: PathView, text: Catalog) -> tuple[str, str]:
    holding, _ = view.holding()
    if holding is None or view.mark is None:
        return text.t("headline.none"), ""
    at = view.holding_at_mark(holding)
    assert at is not None
    words = text.t(
        "title.stake",
        company=view.company.name,
        holder=holder_name(view, text),
        cost=text.num.money(holding.cost_usd),
        value=value_words(at, text),
        by_mark=by_mark(view.mark, text),
    )
    if view.newest is not None and view.newest.key != view.mark.key:
        now = value_words(value_at_mark(holding, view.newest), text)
        words = text.t("title.stake_newest", title=words, value=now, by_mark=by_mark(view.newest, text))
    return words, text.t(
        "subtitle.stake_range" if holding.is_range else "subtitle.stake", shares=shares_words(holding, text)
    )


def holder_name(view: PathView, text: Catalog) -> str:
    """Whose stake it is: a recorded holder, or a check in a round."""
    if view.scenario.stake == "check":
        step = view.path.step(view.scenario.check_round) or view.private[0]
        return text.t("stake.check_in", round=round_name(step.terms.name, text))
    stake = next((s for s in view.company.stakes if s.key == view.scenario.stake), view.company.stakes[0])
    return stake_name(stake, text)


def value_words(value: HoldingValue, text: Catalog) -> str:
    """Value of a holding: an amount, or a range that looks like one."""
    if value.value_low_usd == value.value_high_usd:
        return text.num.money(value.value_high_usd)
    return text.num.money_range(value.value_low_usd, value.value_high_usd)


def multiple_words(value: HoldingValue, text: Catalog) -> str:
    """Multiple of a holding: a number, or a range."""
    if value.multiple_low_x == value.multiple_high_x:
        return text.num.multiple(value.multiple_high_x)
    return text.num.multiple_range(value.multiple_low_x, value.multiple_high_x)


def shares_words(holding: Holding, text: Catalog) -> str:
    """Shares of a holding: a count, or a range."""
    if not holding.is_range:
        return text.num.shares(holding.shares_low)
    return text.num.shares_range(holding.shares_low, holding.shares_high)


def rate_words(value: HoldingValue, text: Catalog) -> str:
    """Annual rate, a range where dates or shares are not exact, or why there is none."""
    if value.rate is None:
        return text.t(f"missing.{value.no_rate}")
    low, high = value.rate
    if text.num.percent(low) == text.num.percent(high):
        return text.num.percent(low)
    return text.num.percent_range(low, high)


def own_source(view: PathView, text: Catalog) -> str:
    """The source line of a reader's own company: whose word it is."""
    return text.t("own_data.source_line", company=view.company.name)


def source_line(view: PathView, chart: str, text: Catalog) -> str:
    """Where the numbers of a picture come from, what is estimated, and their date."""
    if is_own(view.company.key):
        return own_source(view, text)
    parts = [text.t("source.filing", company=view.company.name)]
    mark = view.mark
    if chart in ("multiples", "ladder", "why", "table") and mark is not None:
        parts.append(_values_source(view, mark, text))
    if chart == "ownership":
        parts.append(text.t("source.ownership"))
    if chart == "stake":
        holding, _ = view.holding()
        if holding is not None and holding.basis is Basis.ESTIMATED:
            parts.append(text.t("source.range"))
        parts.append(_closes_source(view.newest, text) if view.newest else "")
    elif mark is not None and mark.kind is MarkKind.CLOSE:
        parts.append(_closes_source(mark, text))
    else:
        parts.append(text.t("source.as_of", date=text.num.date(mark.date)) if mark else "")
    if not view.is_changed:
        parts.append(text.t("source.nothing_assumed"))
    return " ".join(part for part in parts if part)


def _closes_source(mark: MarkValue, text: Catalog) -> str:
    return text.t("source.live" if mark.key == LIVE else "source.closes", date=text.num.date(mark.date))


def _values_source(view: PathView, mark: MarkValue, text: Catalog) -> str:
    if mark.company_value_usd is None:
        return text.t("source.no_value")
    if mark.key.startswith("end-"):
        return text.t("source.end", value=text.num.money(mark.company_value_usd))
    estimated = [short_name(s.terms.name) for s in view.private if s.terms.valuation_basis is Basis.ESTIMATED]
    scope = text.t(f"scope.{mark.scope.value}")
    value = text.num.money(mark.company_value_usd)
    if not estimated:
        return text.t("source.values", value=value, scope=scope)
    return text.t("source.values_estimated", rounds=", ".join(estimated), value=value, scope=scope)
