"""The reader's own events and round terms, as a link holds them.

event=1:pool:2013-06:target:0.1     number, kind, date, then a name and a value per field set
terms=series-b:preference:2         one per term set
tranche=series-b:Fund:5000000:2.5:waives      holder, amount, price (0: the round's), kept or waives

Fields, their units and defaults are declared in calc.events.own.
"""

from __future__ import annotations

import re

from calc.events.own import KINDS, TERMS, Field, OwnEvent, OwnTerms, OwnTranche, Unit, Value, with_value
from calc.whatif import WhatIf
from dashboard.scenario.words import Query, clean_name, number_word, read_date, read_number, read_slug

KEYS = frozenset({"event", "terms", "tranche"})
MOST_EVENTS = 40
_LOT = re.compile(r"[a-z0-9][a-z0-9/-]{0,60}")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
_PRE = "own-"


def events_query(what_if: WhatIf) -> dict[str, list[str]]:
    """Parameters of the own events and terms of a what-if."""
    return {
        "event": [_event_word(event) for event in what_if.events],
        "terms": [
            f"{one.round_key}:{name}:{_value_word(value)}"
            for one in what_if.terms
            for name, value in one.values
        ],
        "tranche": [_tranche_word(one.round_key, t) for one in what_if.terms for t in one.tranches],
    }


def _event_word(event: OwnEvent) -> str:
    fields = [part for name, value in event.values for part in (name, _value_word(value))]
    return ":".join([event.key.removeprefix(_PRE), event.kind, event.date.text, *fields])


def _value_word(value: Value) -> str:
    return value if isinstance(value, str) else number_word(value)


def _tranche_word(round_key: str, one: OwnTranche) -> str:
    numbers = map(number_word, (one.amount_usd, one.price_usd))
    return ":".join([round_key, one.holder, *numbers, "waives" if one.waives else "kept"])


def read_events(query: Query, ignored: list[str]) -> tuple[tuple[OwnEvent, ...], tuple[OwnTerms, ...]]:
    """Own events and terms of a link; parts that cannot be read are named in `ignored`."""
    events: dict[str, OwnEvent] = {}
    for word in query.get("event", ()):
        event = _read_event(word)
        if event is None or event.key in events or len(events) >= MOST_EVENTS:
            ignored.append(f"event={word}")
        else:
            events[event.key] = event
    terms: dict[str, OwnTerms] = {}
    for word in query.get("terms", ()):
        if not _read_terms(word, terms):
            ignored.append(f"terms={word}")
    for word in query.get("tranche", ()):
        if not _read_tranche(word, terms):
            ignored.append(f"tranche={word}")
    return tuple(events.values()), tuple(one for _, one in sorted(terms.items()) if not one.is_empty)


def _read_event(word: str) -> OwnEvent | None:
    parts = word.split(":")
    if len(parts) < 3 or len(parts) % 2 == 0 or not _NUMBER.fullmatch(parts[0]) or parts[1] not in KINDS:
        return None
    date, fields = read_date(parts[2]), KINDS[parts[1]]
    values: tuple[tuple[str, Value], ...] = ()
    for name, text in zip(parts[3::2], parts[4::2], strict=True):
        value = read_value(fields, name, text)
        if value is None:
            return None
        values = with_value(fields, values, name, value)
    return OwnEvent(f"{_PRE}{parts[0]}", parts[1], date, values) if date else None


def read_value(fields: tuple[Field, ...], name: str, text: str) -> Value | None:
    """Value of a field from a link; None if there is no such field or the text is none for it."""
    field = next((one for one in fields if one.name == name), None)
    if field is None:
        return None
    if field.unit is Unit.CHOICE:
        return text if text in field.choices else None
    if field.unit is Unit.LOT:
        return text if _LOT.fullmatch(text) else None
    if field.unit is Unit.NAME:
        return clean_name(text)
    number = read_number(text)
    return number if number is not None and number >= 0 else None


def _read_terms(word: str, terms: dict[str, OwnTerms]) -> bool:
    parts = word.split(":")
    if len(parts) != 3 or not read_slug(parts[0]):
        return False
    value = read_value(TERMS, parts[1], parts[2])
    if value is None:
        return False
    one = terms.get(parts[0], OwnTerms(parts[0]))
    values = with_value(TERMS, one.values, parts[1], value)
    terms[parts[0]] = OwnTerms(one.round_key, values, one.tranches)
    return True


def _read_tranche(word: str, terms: dict[str, OwnTerms]) -> bool:
    parts = word.split(":")
    if len(parts) != 5 or not read_slug(parts[0]) or parts[4] not in ("kept", "waives"):
        return False
    amount, price = read_number(parts[2]), read_number(parts[3])
    if amount is None or price is None or amount <= 0 or price < 0:
        return False
    one = terms.get(parts[0], OwnTerms(parts[0]))
    tranche = OwnTranche(clean_name(parts[1]), amount, price, parts[4] == "waives")
    terms[parts[0]] = OwnTerms(one.round_key, one.values, (*one.tranches, tranche))
    return True
