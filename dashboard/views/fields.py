"""Fields of own events and round terms as text: what a field shows, and what a typed text means."""

from __future__ import annotations

from calc.events.own import Field, Unit, Value
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_money, parse_shares, parse_times
from dashboard.scenario.words import clean_name, number_word


def _percent(typed: str) -> float:
    """A percentage as a fraction; 100 % and more are taken, too."""
    return parse_money(typed.replace("%", " ")) / 100


_PARSERS = {
    Unit.SHARES: parse_shares,
    Unit.MONEY: parse_money,
    Unit.PRICE: parse_money,
    Unit.FRAC: _percent,
    Unit.TIMES: parse_times,
}
_LABELS = {
    ("acquisition", "price"): "deal",
    ("ipo", "amount"): "money",
    ("ipo", "price"): "close",
    **{(kind, "shares"): "number" for kind in ("grant", "exercise", "warrant", "secondary", "buyback")},
}
_CHOICES = {("protection", "full"): "ratchet", ("method", "pre"): "before"}


def label_key(kind: str, name: str) -> str:
    """Under which word a field of an event stands in the catalogue."""
    return _LABELS.get((kind, name), name)


def choice_words(name: str, value: str, text: Catalog) -> str:
    """One of a field's choices."""
    return text.t(f"event_choice.{_CHOICES.get((name, value), value)}")


def parsed(field: Field, typed: str) -> Value:
    """A typed text as the field's value; nothing typed is zero, which means none.

    Raises:
        ParseError: as dashboard.i18n.parse; "negative" below zero.
    """
    if not field.unit.is_number:
        return clean_name(typed)
    if not typed.strip():
        return 0.0
    value = _PARSERS[field.unit](typed)
    if value < 0:
        raise ParseError("negative", typed)
    return value


def shown(field: Field, value: Value, text: Catalog) -> str:
    """A value as its field shows it: read again it is the same value. Zero is an empty field."""
    if isinstance(value, str):
        return value
    if not value:
        return ""
    words = value_words(field, value, text)
    try:
        if abs(float(parsed(field, words)) / value - 1) < 1e-12:
            return words
    except ParseError:
        pass
    scale = 100 if field.unit is Unit.FRAC else 1
    return number_word(round(value * scale, 10))


def value_words(field: Field, value: Value, text: Catalog) -> str:
    """A value inside a sentence."""
    if isinstance(value, str):
        return choice_words(field.name, value, text) if field.unit is Unit.CHOICE else value
    if field.name == "rank":
        return text.num.integer(int(value))
    if field.unit is Unit.SHARES:
        return text.num.shares(value)
    if field.unit is Unit.MONEY:
        return text.num.money(value)
    if field.unit is Unit.PRICE:
        return text.num.price(value)
    return text.num.percent(value) if field.unit is Unit.FRAC else text.num.multiple(value)
