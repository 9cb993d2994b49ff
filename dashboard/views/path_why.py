"""Why the first check made what it made, as bars from company value to one share."""

from __future__ import annotations

from calc.attribution import Attribution, Cause, Part, attribute
from calc.types import Basis
from dashboard.charts.theme import about
from dashboard.charts.why import Cut
from dashboard.i18n.catalog import Catalog
from dashboard.views.event_names import MINE, column_name
from dashboard.views.path import PathView

_SMALL = 5e-4  # a factor this near to one is left out: it would read 1.000


def attribution(view: PathView) -> Attribution | None:
    """The first private round at the chosen mark, taken apart; None if there is no such number."""
    if view.mark is None or view.first is None or view.first.price_multiple_x is None:
        return None
    return attribute(view.path, view.private[0], view.mark)


def why_cuts(view: PathView, text: Catalog) -> list[Cut]:
    """Value growth, every cause that changed what a share kept, and the share."""
    why, first = attribution(view), view.first
    if why is None or first is None:
        return []
    here = why.value_growth_x
    cuts = [Cut(text.t("why.grew"), None, 0.0, here, first.valuation_basis)]
    for part in why.parts:
        if abs(part.factor_x - 1) < _SMALL:
            continue
        after = here * part.factor_x
        cuts.append(Cut(_name(part, view, text), part.factor_x, here, after, Basis.ESTIMATED))
        here = after
    cuts.append(Cut(text.t("why.one_share"), None, 0.0, why.multiple_x, first.price_basis, final=True))
    return cuts


def _name(part: Part, view: PathView, text: Catalog) -> str:
    if part.cause is Cause.ROUND:
        return text.t("why.round", round=column_name(view, part.key, text))
    if part.cause is Cause.EVENT:
        if view.path.step(part.key) is not None:
            return MINE + text.t("why.pool", round=column_name(view, part.key, text))
        return column_name(view, part.key, text)
    return text.t(f"why.{part.cause.value}")


def why_values(view: PathView, text: Catalog) -> dict[str, str]:
    """The equation in words, for the caption: growth, every factor that is not one, the multiple."""
    why, first = attribution(view), view.first
    if why is None or first is None:
        return {}
    growth = about(text.num.multiple(why.value_growth_x), first.valuation_basis)
    factors = [(cause, why.of(cause)) for cause in Cause]
    words = [
        text.t(f"why.factor.{cause.value}", factor=text.num.decimal(factor, digits=3))
        for cause, factor in factors
        if abs(factor - 1) >= _SMALL
    ]
    return {
        "value": growth,
        "equation": " × ".join([growth, *words]),
        "kept": text.num.percent(why.retained_frac),
    }
