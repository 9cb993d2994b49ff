"""A reader's change to one cell, folded into the what-if."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calc.events.own import KINDS, TERMS, OwnEvent, OwnTerms, OwnTranche, Value, with_value
from calc.path import Path
from calc.types import PartialDate
from calc.whatif import AddedRound, RoundEdit, WhatIf
from dashboard.scenario import added_round

_OTHER_VIEW = {"pre_money_usd": "post_money_usd", "post_money_usd": "pre_money_usd"}


def with_cell(what_if: WhatIf, round_key: str, name: str, value: float | PartialDate | str | None) -> WhatIf:
    """The what-if with one input of one round set; None takes the change back.

    Setting pre-money lets go of a post-money set before, and the other way round: the one
    typed last is held.
    """
    for at, added in enumerate(what_if.added):
        if added.key == round_key:
            changed = _added_with(added, name, value)
            return replace(what_if, added=(*what_if.added[:at], changed, *what_if.added[at + 1 :]))
    edits = {edit.round_key: edit for edit in what_if.edits}
    changes: dict[str, object] = {name: value}
    if name in _OTHER_VIEW and value is not None:
        changes[_OTHER_VIEW[name]] = None
    edit = replace(edits.get(round_key, RoundEdit(round_key)), **changes)  # type: ignore[arg-type]
    edits[round_key] = edit
    return replace(what_if, edits=tuple(e for e in edits.values() if not e.is_empty))


def _added_with(added: AddedRound, name: str, value: float | PartialDate | str | None) -> AddedRound:
    if value is None:
        return added
    if name == "pre_money_usd" and isinstance(value, int | float):
        return replace(added, post_money_usd=value + added.amount_raised_usd)
    return replace(added, **{name: value})  # type: ignore[arg-type]


def without_round(what_if: WhatIf, round_key: str) -> WhatIf:
    """The what-if with a round removed; a round the reader added just goes.

    The reader's other rounds are numbered anew, as a link would number them, and their terms
    and the events on their shares with them.
    """
    added = tuple(item for item in what_if.added if item.key != round_key)
    if len(added) < len(what_if.added):
        names = {a.key: f"added-{n}" for n, a in enumerate(added, start=1)}
        return replace(
            what_if,
            added=tuple(replace(a, key=names[a.key]) for a in added),
            terms=tuple(
                replace(one, round_key=names.get(one.round_key, one.round_key))
                for one in what_if.terms
                if one.round_key != round_key
            ),
            events=tuple(_on_lots_named(one, names) for one in what_if.events),
        )
    edits = tuple(edit for edit in what_if.edits if edit.round_key != round_key)
    return replace(what_if, edits=edits, removed=tuple(dict.fromkeys([*what_if.removed, round_key])))


def with_round_back(what_if: WhatIf, round_key: str) -> WhatIf:
    """The what-if with a removed round of the record put back as recorded."""
    return replace(what_if, removed=tuple(key for key in what_if.removed if key != round_key))


def with_new_round(what_if: WhatIf, path: Path, *, name: str, after_key: str) -> WhatIf:
    """The what-if with a plain new round after another: same value, 5 % raised.

    Its post-money is that round's and it raises a twentieth of it, so it starts as a flat
    round for the reader to change. The date is the same day, after it in order.
    """
    step = path.step(after_key)
    if step is None:
        return what_if
    post = float(f"{step.post_money_usd:.3g}")
    new = added_round(
        name,
        step.terms.date,
        amount=float(f"{post / 20:.3g}"),
        post=post,
        other=0.0,
        taken=_keys(what_if.added),
    )
    return replace(what_if, added=(*what_if.added, new))


def _keys(added: Iterable[AddedRound]) -> list[str]:
    return [item.key for item in added]


def _on_lots_named(event: OwnEvent, names: dict[str, str]) -> OwnEvent:
    """An event that follows its lot to a round's new key."""
    lot = str(dict(event.values).get("lot", ""))
    root, slash, rest = lot.partition("/")
    if root not in names:
        return event
    return replace(
        event, values=with_value(KINDS[event.kind], event.values, "lot", f"{names[root]}{slash}{rest}")
    )


def with_new_event(
    what_if: WhatIf, kind: str, date: PartialDate, values: Iterable[tuple[str, Value]]
) -> WhatIf:
    """The what-if with an event of the reader's own; its number is one no other has had."""
    number = 1 + max((int(event.key.removeprefix("own-")) for event in what_if.events), default=0)
    event = OwnEvent(f"own-{number}", kind, date)
    for name, value in values:
        event = replace(event, values=with_value(KINDS[kind], event.values, name, value))
    return replace(what_if, events=(*what_if.events, event))


def with_event_value(what_if: WhatIf, key: str, name: str, value: Value | PartialDate) -> WhatIf:
    """The what-if with the date or one field of an own event set."""

    def changed(event: OwnEvent) -> OwnEvent:
        if isinstance(value, PartialDate):
            return replace(event, date=value)
        return replace(event, values=with_value(KINDS[event.kind], event.values, name, value))

    events = tuple(changed(event) if event.key == key else event for event in what_if.events)
    return replace(what_if, events=events)


def without_event(what_if: WhatIf, key: str) -> WhatIf:
    """The what-if without an own event."""
    return replace(what_if, events=tuple(event for event in what_if.events if event.key != key))


def with_term(what_if: WhatIf, round_key: str, name: str, value: Value) -> WhatIf:
    """The what-if with one term of a round set; a default takes it back."""
    own = what_if.terms_of(round_key)
    return _with_terms(what_if, replace(own, values=with_value(TERMS, own.values, name, value)))


def with_tranches(what_if: WhatIf, round_key: str, tranches: Iterable[OwnTranche]) -> WhatIf:
    """The what-if with the separate closings of a round."""
    return _with_terms(what_if, replace(what_if.terms_of(round_key), tranches=tuple(tranches)))


def _with_terms(what_if: WhatIf, own: OwnTerms) -> WhatIf:
    terms = {one.round_key: one for one in what_if.terms} | {own.round_key: own}
    return replace(what_if, terms=tuple(one for _, one in sorted(terms.items()) if not one.is_empty))
