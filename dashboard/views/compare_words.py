"""The sentences of the compare page: who made most, why two differ, who cannot be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calc.compare import difference
from calc.types import Basis, weakest
from dashboard.charts.frame import Caption
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.sources.library import load_library
from dashboard.views.compare_lines import name_of
from dashboard.views.known import path_view
from dashboard.views.names import assumed_words, entry_name

if TYPE_CHECKING:
    from dashboard.views.compare import Compared, ComparePage


def headline(page: ComparePage, text: Catalog) -> str:
    """The finding: whose first check made most, and whose least."""
    drawn = [one for one in page.drawn if one.track.end]
    if not drawn:
        return text.t("compare.none")
    view, base = page.scenario.compare, "value" if page.by_value else "price"
    key = _rate if view.measure == "rate" else _multiple
    order = sorted(drawn, key=key, reverse=True)
    words = [_result(one, text, rate=view.measure == "rate") for one in (order[0], order[-1])]
    values = {"best": name_of(order[0], text), "most": words[0]}
    if len(order) == 1:
        return text.t(f"compare.one.{base}", **values, end=text.t(f"compare.end.{view.end}"))
    values |= {"last": name_of(order[-1], text), "least": words[1]}
    return text.t(f"compare.headline.{base}", **values, end=text.t(f"compare.end.{view.end}"))


def _multiple(one: Compared) -> float:
    return one.track.end.multiple_x if one.track.end else 0.0


def _rate(one: Compared) -> float:
    end = one.track.end
    return sum(end.rate) / 2 if end and end.rate else float("-inf")


def _result(one: Compared, text: Catalog, *, rate: bool) -> str:
    end = one.track.end
    if end is None:
        return ""
    if rate:
        return text.t("compare.a_year", rate=text.num.percent_range(*end.rate)) if end.rate else ""
    return about(text.num.multiple(end.multiple_x), end.basis)


def caption(page: ComparePage, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with the rule and what was assumed, source."""
    view = page.scenario.compare
    base = "value" if page.by_value else "price"
    rule = text.t(f"compare.rule.{base}", align=text.t(f"compare.aligned.{view.align}"))
    if view.measure == "rate":
        rule = f"{rule} {text.t('compare.rule_rate')}"
    said = [rule, _assumed(page, text)]
    dates = [one.track.end.date for one in page.drawn if one.track.end and one.track.end.date]
    newest = max(dates, key=lambda date: date.latest) if dates else None
    source = text.t("compare.source", date=text.num.date(newest) if newest else "–")
    return Caption(
        title=headline(page, text),
        subtitle=" ".join(filter(None, said)),
        source=" ".join(filter(None, [source, _unsure(page, text)])),
        handle=handle,
    )


def _assumed(page: ComparePage, text: Catalog) -> str:
    if not any(one.mine for one in page.drawn):
        return ""
    view = path_view(page.scenario)
    words = assumed_words(view.path.steps, text) if view else []
    return text.t("compare.assumed", what="; ".join(words)) if words else text.t("compare.assumed_other")


def _unsure(page: ComparePage, text: Catalog) -> str:
    """Prices from memory and estimates on the chart."""
    library = load_library()
    said = []
    early = [one.company.name for one in page.drawn if one.company.missing == "early" and not one.mine]
    if early:
        said.append(text.t("compare.early", names=", ".join(early)))
    names = [
        one.company.name
        for one in page.drawn
        if not one.mine and any(at.recalled for at in library[one.company.key].exits)
    ]
    if names:
        said.append(text.t("compare.recalled", names=", ".join(names)))
    if any(point.basis is Basis.ESTIMATED for one in page.drawn for point in one.track.points):
        said.append(text.t("compare.estimated"))
    return " ".join(said)


def difference_words(page: ComparePage, text: Catalog) -> str:
    """Why the best first check made more than the least: value growth, and what a share kept."""
    drawn = [one for one in page.drawn if one.first is not None]
    if len(drawn) < 2:
        return ""
    able = [one for one in drawn if one.first and one.first.price_x and one.first.value_x]
    if len(able) < 2:
        lacks = next(one for one in drawn if one not in able)
        why = "no_company_value" if lacks.first and lacks.first.price_x else "no_share_price"
        return text.t(f"compare.no_difference.{why}", company=name_of(lacks, text))
    order = sorted(able, key=lambda one: one.first.price_x or 0.0 if one.first else 0.0)
    best, least = order[-1], order[0]
    one, other = best.first, least.first
    assert one is not None and other is not None
    found = difference(one, other)
    names = {"best": name_of(best, text), "last": name_of(least, text)}
    num = text.num
    return text.t(
        "compare.difference",
        **names,
        round=entry_name(one.entry.name, text, short=True),
        other_round=entry_name(other.entry.name, text, short=True),
        ratio=about(num.multiple(found.ratio_x), weakest(one.basis, other.basis)),
        growth=num.multiple(found.growths_x[0]),
        other_growth=num.multiple(found.growths_x[1]),
        kept=num.percent(found.kept_fracs[0]),
        other_kept=num.percent(found.kept_fracs[1]),
        growth_part=num.multiple(found.growth_x),
        kept_part=num.multiple(found.kept_x),
    )


def left_out(page: ComparePage, text: Catalog) -> list[str]:
    """A sentence for every chosen company that has no line, with the reason."""
    return [
        text.t(f"compare.why.{why}", company=name_of(one, text)) for one in page.all if (why := page.why(one))
    ]
