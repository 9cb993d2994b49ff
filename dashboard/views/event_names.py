"""Names of own events, lots and holders, and what the reader assumed by them."""

from __future__ import annotations

from calc.events.ending import CARVE_OUT
from calc.events.listing import PUBLIC
from calc.events.own import KINDS, TERMS, OwnEvent, OwnTerms
from calc.events.record import BEFORE, FOUNDING
from calc.events.replay import OTHER
from calc.events.table import POOL
from calc.types import RoundKind
from dashboard.i18n.catalog import Catalog
from dashboard.views.fields import value_words
from dashboard.views.names import round_name, short_name
from dashboard.views.path import PathView

MINE = "◆ "
_MAIN = ("target", "shares", "amount", "cap", "price", "factor", "ratio", "proceeds", "paid")


def event_name(event: OwnEvent, text: Catalog) -> str:
    """What an own event is: "SAFE: Angel"."""
    kind, who = text.t(f"event.{event.kind}"), _who(event)
    return text.t("event.named", kind=kind, who=who) if who else kind


def event_short(event: OwnEvent, text: Catalog) -> str:
    """The same for a chart, with the sign of what the reader assumed."""
    return MINE + (_who(event) or text.t(f"event_short.{event.kind}"))


def _who(event: OwnEvent) -> str:
    values = dict(event.values)
    return str(values.get("holder") or values.get("buyer") or "")


def own_event(view: PathView, key: str) -> OwnEvent | None:
    """The own event in force of that key."""
    return next((one for one in view.scenario.active.events if one.key == key), None)


def holder_name(view: PathView, key: str, text: Catalog) -> str:
    """Who holds a lot or is paid, by the key of the lot or holder."""
    root, _, part = key.partition("/")
    first = view.path.steps[0].terms.name if view.path.steps else view.company.rounds[0].name
    fixed = {
        BEFORE: text.t("band.before", round=round_name(first, text)),
        FOUNDING: text.t("band.before", round=round_name(first, text)),
        OTHER: text.t("band.other"),
        POOL: text.t("own.pool_band"),
        PUBLIC: text.t("band.ipo"),
        CARVE_OUT: text.t("own.carve"),
        **{who: text.t(f"own.{who}") for who in ("trust", "pipe", "sponsor")},
    }
    if key in fixed or root == FOUNDING:
        return fixed.get(key, fixed[FOUNDING])
    event = own_event(view, root)
    if event is not None:
        return fixed.get(part, event_name(event, text))
    name, kind = next(((one.name, one.kind) for one in view.terms if one.key == root), (root, None))
    if view.path.ipo is not None and root == view.path.ipo.key:
        return text.t("band.ipo")
    if part in ("", "1"):
        return text.t("band.ipo") if kind is RoundKind.IPO else round_name(name, text)
    tranches = view.scenario.active.terms_of(root).tranches
    at = int(part) - 2 if part.isdigit() else -1
    who = tranches[at].holder if 0 <= at < len(tranches) else ""
    closing = text.t("own.closing", round=round_name(name, text), number=part)
    return f"{closing}: {who}" if who else closing


def step_name(name: str, text: Catalog) -> str:
    """Name of a round for a chart; a listing of the reader's own by its kind."""
    if name.startswith("own-"):
        return MINE + text.t(f"event_short.{name.removeprefix('own-')}")
    return short_name(name)


def column_name(view: PathView, key: str, text: Catalog) -> str:
    """Name of a round or own event for a chart."""
    step, event = view.path.step(key), own_event(view, key)
    if step is None and event is not None:
        return event_short(event, text)
    return step_name(step.terms.name, text) if step else key


def stopped_name(view: PathView, text: Catalog) -> str:
    """Where the replay stopped: a round's name, or an own event's."""
    event = own_event(view, view.path.stopped_at)
    return event_name(event, text) if event else view.path.stopped_at


def event_assumed(event: OwnEvent, text: Catalog) -> str:
    """An own event in a caption: what, how much, when."""
    fields = {field.name: field for field in KINDS[event.kind]}
    values = [
        value_words(fields[name], event.of(name), text) for name in _MAIN if name in fields and event.of(name)
    ]
    named, date = event_name(event, text), text.num.date(event.date)
    if not values:
        return text.t("assumed_event.bare", name=named, date=date)
    return text.t("assumed_event.event", name=named, values=", ".join(values), date=date)


def terms_assumed(own: OwnTerms, name: str, text: Catalog) -> list[str]:
    """The reader's terms of one round in a caption."""
    fields = {field.name: field for field in TERMS}
    words = [
        text.t(f"term_words.{key}", value=value_words(fields[key], value, text)) for key, value in own.values
    ]
    found = [text.t("assumed_event.terms", round=name, terms=", ".join(words))] if words else []
    return [*found, *([text.t("assumed_event.closings", round=name)] if own.tranches else [])]


def own_assumed(view: PathView, text: Catalog) -> list[str]:
    """Every own event, in order, and every term the reader set."""
    what_if = view.scenario.active
    if not what_if.has_events:
        return []
    events = sorted(what_if.events, key=lambda one: one.date.earliest)
    names = {terms.key: round_name(terms.name, text) for terms in view.terms}
    terms = [
        words
        for own in what_if.terms
        if own.round_key in names
        for words in terms_assumed(own, names[own.round_key], text)
    ]
    return [*(event_assumed(one, text) for one in events), *terms]
