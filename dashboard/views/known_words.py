"""Sentences about a company known with gaps: headline, captions, what cannot be said and why."""

from __future__ import annotations

from dataclasses import replace

from calc.errors import CalcError
from calc.gaps import NEEDED, Gap
from calc.library import EntryMultiple, Grade, Kind, grade
from calc.types import Basis, PartialDate
from dashboard.charts.frame import Caption
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.views.known import REPLAYED, KnownView
from dashboard.views.library import exit_name, rule_words
from dashboard.views.names import assumed_words, entry_name
from dashboard.views.path_words import caption as path_caption
from dashboard.views.path_words import problem_words

_FILED = (Basis.REPORTED, Basis.DERIVED)


def known_headline(view: KnownView, text: Catalog) -> str:
    """The finding: the first round's multiple; without one, how far prices or values went."""
    first, at = view.first, view.exit
    if first is None or at is None:
        return _steps_headline(view, text)
    values = {
        "company": view.company.name,
        "round": entry_name(first.entry.name, text, short=True),
        "exit": exit_name(at, text),
        "price": about(text.num.multiple(first.price_x), first.basis),
        "value": text.num.multiple(first.value_x),
    }
    if at.of_cost_x is not None:
        return text.t("library.headline.cost", **values)
    if first.price_x is None:
        return text.t("library.headline.value", **values)
    return text.t("library.headline.both" if first.value_x else "library.headline.price", **values)


def _steps_headline(view: KnownView, text: Catalog) -> str:
    """From the first to the last figure known, where no multiple can be said."""
    rounds = [one for one in view.entries if one.kind is Kind.ROUND]
    steps = (("price", rounds, "known.steps_price"), ("post_money", view.entries, "known.steps_value"))
    for name, entries, key in steps:
        known = [one for one in entries if getattr(one, name)]
        if len(known) > 1:
            first, last = known[0], known[-1]
            return text.t(
                key,
                company=view.company.name,
                first=entry_name(first.name, text, short=True),
                last=entry_name(last.name, text, short=True),
                multiple=text.num.multiple(getattr(last, name).value / getattr(first, name).value),
            )
    return text.t("library.none", company=view.company.name)


def gaps_sentence(view: KnownView, text: Catalog) -> str:
    """One plain sentence on why shares, dilution and the what-if cannot be computed; or from where."""
    name = view.company.name
    if view.replay is not None:
        first = view.replay.company.rounds[0].name
        key = "known.replay_typed" if view.is_changed else "known.replay_from"
        return text.t(key, company=name, round=entry_name(first, text))
    return text.t(f"known.no_replay.{view.why_no_replay}", company=name)


def none_sentence(view: KnownView, text: Catalog) -> str:
    """Why there is no multiple per share; empty if there is one."""
    return text.t(f"known.none.{view.why_none}", company=view.company.name) if view.why_none else ""


def chart_refusal(view: KnownView, chart: str, text: Catalog) -> str:
    """Why a chart cannot be drawn."""
    if chart in REPLAYED:
        return gaps_sentence(view, text)
    if chart == "stake":
        found = view.check()
        if isinstance(found, CalcError):
            return problem_words(found, text)
    return none_sentence(view, text) or text.t("known.few_rungs", company=view.company.name)


def known_caption(view: KnownView, chart: str, text: Catalog) -> Caption:
    """Title with the finding, subtitle with the rule, source with what is not sure."""
    if chart in REPLAYED and view.replay is not None:
        found = path_caption(view.replay, chart, text)
        first = entry_name(view.replay.company.rounds[0].name, text)
        known_from = text.t("known.from", round=first)
        source = source_line(view, text)
        return replace(
            found,
            subtitle=f"{found.subtitle}. {known_from}",
            source=source,
            short_source=source,
        )
    title, subtitle = _stake_titles(view, text) if chart == "stake" else _titles(view, chart, text)
    short = subtitle.split(". ")[0]
    if view.is_changed:
        title = text.t("title.what_if", title=title)
        assumed = text.t("subtitle.assumed", changes=changes_words(view, text))
        subtitle, short = f"{subtitle} {assumed}", assumed
    return Caption(
        title=title,
        subtitle=subtitle,
        source=source_line(view, text),
        handle=view.scenario.handle,
        short_subtitle=short,
    )


def _titles(view: KnownView, chart: str, text: Catalog) -> tuple[str, str]:
    at = view.exit
    if at is None or view.first is None:
        none = none_sentence(view, text)
        return known_headline(view, text), f"{text.t('known.rule_steps')} {none}".strip()
    if chart == "ladder":
        return known_headline(view, text), text.t("known.rule_ladder")
    return known_headline(view, text), rule_words(view.multiples, at, text)


def _stake_titles(view: KnownView, text: Catalog) -> tuple[str, str]:
    one, at = view.check_multiple(), view.exit
    rule = text.t("known.rule_stake" if _is_dated(view) else "known.rule_stake_order")
    if one is None or at is None or one.price_x is None:
        return _unsold_title(view, text), f"{rule}. {none_sentence(view, text)}"
    title = text.t(
        "known.stake",
        company=view.company.name,
        cost=text.num.money(view.scenario.check_usd),
        round=entry_name(one.entry.name, text, short=True),
        value=text.num.money(view.scenario.check_usd * one.price_x),
        exit=exit_name(at, text),
    )
    return title, rule


def _unsold_title(view: KnownView, text: Catalog) -> str:
    """The check at the last round with a price, where no exit can be measured."""
    found = view.check()
    if isinstance(found, CalcError):
        return known_headline(view, text)
    return text.t(
        "known.stake_round",
        company=view.company.name,
        cost=text.num.money(view.scenario.check_usd),
        round=entry_name(found[0].name, text, short=True),
        value=text.num.money(found[-1].worth_usd),
        last=entry_name(found[-1].name, text, short=True),
    )


def _is_dated(view: KnownView) -> bool:
    found = view.check()
    return not isinstance(found, CalcError) and all(one.date for one in found)


def source_line(view: KnownView, text: Catalog) -> str:
    """What the numbers rest on, their date, and an offer price from memory."""
    at, kind = view.exit, grade(view.company)
    filed = any(one.price and one.price.basis in _FILED for one in view.company.entries)
    words = text.t(
        f"library.source.{kind.value if filed or kind is Grade.VALUES else 'press'}",
        company=view.company.name,
        date=text.num.date(at.date) if at else text.num.date(last_date(view)),
    )
    return f"{words} {text.t('library.recalled')}" if at and at.recalled else words


def last_date(view: KnownView) -> PartialDate | None:
    """Date of the newest row."""
    return next((one.date for one in reversed(view.entries) if one.date), None)


def changes_words(view: KnownView, text: Catalog) -> str:
    """What the reader changed or filled in, in words."""
    if view.replay is not None and view.replay.is_changed:
        words = assumed_words(view.replay.path.steps, text)
        removed = view.replay.scenario.active.removed
        words += [
            text.t("assumed.removed", round=entry_name(r.name, text))
            for r in view.replay.company.rounds
            if r.key in removed
        ]
    else:
        names = {one.key: one.name for one in view.entries}
        words = [
            text.t(
                "assumed.post_money_usd",
                round=entry_name(names[edit.round_key], text),
                value=text.num.money(edit.post_money_usd),
            )
            for edit in view.scenario.active.edits
            if edit.post_money_usd and edit.round_key in names
        ]
    more = len(words) - 3
    return "; ".join(words[:3]) + (f"; {text.tn('assumed.more', more)}" if more > 0 else "")


def gap_words(gap: Gap, text: Catalog) -> str:
    """A round and what it lacks: "Series B: post-money, date"."""
    fields = ", ".join(text.t(f"known.field.{name}") for name in NEEDED if name in gap.fields)
    return f"{entry_name(gap.name, text)}: {fields}"


def rate_words(one: EntryMultiple | None, text: Catalog) -> str:
    """Yearly rate, a range where a date is not exact, or why there is none."""
    if one is None or one.rate is None:
        undated = one is not None and one.entry.date is None
        return text.t("missing.no_date" if undated else "missing.under_a_year")
    low, high = one.rate
    same = text.num.percent(low) == text.num.percent(high)
    return text.num.percent(low) if same else text.num.percent_range(low, high)
