"""The sentences about simulated funds: the finding of each chart, and every assumption."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calc.funds import Summary
from dashboard.charts.frame import Caption
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.funds import FundView

if TYPE_CHECKING:
    from dashboard.views.funds import FundPage


def headline(page: FundPage, found: Summary, text: Catalog) -> str:
    """The finding of the chosen chart."""
    return {"spread": _spread, "curve": _curve, "size": _size}[page.view.chart](page, found, text)


def _spread(page: FundPage, found: Summary, text: Catalog) -> str:
    num = text.num
    return text.t(
        "funds.headline",
        checks=num.integer(page.view.companies),
        back=num.percent(found.chance_of(1)),
        three=num.percent(found.chance_of(3)),
        median=num.multiple(found.quantile(0.5)),
    )


def lowest_and_back(found: Summary) -> tuple[int, float, int | None]:
    """Year and depth of the median fund's lowest point, and the year it is above zero again."""
    middle = [found.net_cash_quantile(year, 0.5) for year in range(found.years + 1)]
    depth = min(middle)
    lowest = middle.index(depth)
    back = next((year for year in range(lowest, len(middle)) if middle[year] >= 0), None)
    return lowest, depth, back


def _curve(page: FundPage, found: Summary, text: Catalog) -> str:
    lowest, depth, back = lowest_and_back(found)
    values = {"low": text.num.percent(-depth), "year": str(lowest), "back": str(back)}
    return text.t("funds.headline_curve" if back is not None else "funds.headline_never", **values)


def _size(page: FundPage, found: Summary, text: Catalog) -> str:
    points, num = page.sizes, text.num
    best = max(points, key=lambda point: point.three)
    return text.t(
        "funds.headline_size",
        best=num.integer(best.companies),
        three=num.percent(best.three),
        few=num.integer(points[0].companies),
        lost=num.percent(1 - points[0].back),
        many=num.integer(points[-1].companies),
        safe=num.percent(1 - points[-1].back),
    )


def outcome_words(view: FundView, text: Catalog) -> str:
    """How one company ends, in words."""
    num = text.num
    values = {
        "law": {"alpha": num.decimal(view.density_exponent, digits=2), "bound": num.multiple(view.bound_x)},
        "buckets": {"open": num.multiple(view.open_x)},
        "stages": {},
    }[view.outcomes]
    key = "stages_mine" if view.outcomes == "stages" and view.stages else view.outcomes
    return text.t(f"funds.outcome_rule.{key}", **values)


def _terms(view: FundView, text: Catalog) -> str:
    """Terms that differ from none: reserve, recycling, market."""
    num, said = text.num, []
    if view.reserve_frac:
        step = num.multiple(view.follow_price_x) if view.outcomes != "stages" else ""
        key = "funds.rule_reserve_stages" if view.outcomes == "stages" else "funds.rule_reserve"
        said.append(
            text.t(key, part=num.percent(view.reserve_frac), step=step, least=num.multiple(view.raise_from_x))
        )
    if view.recycle_frac:
        said.append(text.t("funds.rule_recycle", part=num.percent(view.recycle_frac)))
    if view.market_volatility:
        own = num.decimal(view.market_correlation, digits=2)
        tied = text.t("funds.rule_tied", tied=own) if view.market_correlation else ""
        said.append(text.t("funds.rule_market", volatility=num.percent(view.market_volatility), tied=tied))
    return "".join(f"; {one}" for one in said)


def caption(page: FundPage, found: Summary, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with every assumption, source with the number drawn."""
    num, v = text.num, page.view
    drawn = page.sizes_draws if v.chart == "size" else found.funds
    values = {
        "outcome": outcome_words(v, text),
        "fee": num.percent(v.fee_frac, 0 if round(v.fee_frac, 8) * 100 % 1 == 0 else None),
        "carry": num.percent(v.carry_frac),
        "hurdle": num.percent(v.hurdle_frac),
        "terms": _terms(v, text),
    }
    return Caption(
        title=headline(page, found, text),
        subtitle=f"{text.t(f'funds.chart_rule.{v.chart}')} {text.t('funds.rule', **values)}",
        short_subtitle=text.t("funds.rule", **values),
        source=text.t(f"funds.source.{v.outcomes}", draws=num.integer(drawn), seed=str(v.seed)),
        handle=handle,
    )
