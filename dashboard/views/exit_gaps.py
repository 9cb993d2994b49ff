"""Why there is no waterfall, in words, and what a price on record fills in."""

from __future__ import annotations

from collections.abc import Sequence

from calc.errors import CalcError
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.exits import ClassRow
from dashboard.views.company_terms import preferred_of
from dashboard.views.exit_cases import ExitGap
from dashboard.views.exit_terms import by_price
from dashboard.views.exits import ExitPage, class_rows
from dashboard.views.names import entry_name
from dashboard.views.path_words import problem_words

_NAMED = 3


def refused_words(page: ExitPage, text: Catalog) -> str:
    """Why there is no waterfall: a sentence, and for a company with gaps what a reader can do."""
    error = page.built
    if not isinstance(error, CalcError):
        return ""
    if error.code == "classes_blank":
        if page.case.gap and not page.view.classes:
            return f"{gap_words(page.case.gap, page.case.company, text)} {text.t('exits.gap.offer')}"
        blank = [one.name for one in class_rows(page, text) if one.is_blank]
        return text.t("exits.gap.still", classes=listed(blank, text))
    said = problem_words(error, text)
    return said[0].upper() + said[1:]


def gap_words(gap: ExitGap, company: str, text: Catalog) -> str:
    """What the record lacks of a company, in one sentence."""
    names = listed([entry_name(name, text) for name in gap.blank], text)
    if not gap.series:
        kind = "tokens"
    elif len(gap.blank) == gap.series:
        kind = "none"
    else:
        kind = "_".join(part for part in ("some" if gap.blank else "", gap.missing) if part)
    return text.t(f"exits.gap.{kind}", company=company, series=names)


def listed(names: Sequence[str], text: Catalog) -> str:
    """Names in a row; beyond three the rest is counted.

    >>> from dashboard.i18n.catalog import text
    >>> listed(["A", "B"], text("en")), listed(["A", "B", "C", "D", "E"], text("en"))
    ('A, B', 'A, B, C and 2 more')
    """
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return text.t("exits.gap.more", names=", ".join(names[:_NAMED]), count=len(names) - _NAMED)


def filled(page: ExitPage, row: ClassRow, text: Catalog) -> ClassRow:
    """A typed row with its other blank filled where the price of that series is on record."""
    if not page.case.gap:
        return row
    prices = {entry_name(one.name, text): one.price_usd for one in preferred_of(page.case.key)}
    return by_price(row, prices.get(row.name))
