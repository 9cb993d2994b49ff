"""The reader's changes to a company's rounds, as a link holds them.

edit=series-b:post:600000000      one per changed input: raised, pre, post, other, date
add=Bridge:2013-06:50000000:3000000000:0     name, date, raised, post-money, other issuance
remove=series-f
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calc.types import PartialDate
from calc.whatif import AddedRound, RoundEdit, WhatIf
from dashboard.scenario.words import Query, clean_name, number_word, read_date, read_number, read_slug

EDIT_FIELDS = {
    "raised": "amount_raised_usd",
    "pre": "pre_money_usd",
    "post": "post_money_usd",
    "other": "other_issuance_shares",
    "date": "date",
}
KEYS = frozenset({"edit", "add", "remove"})


def rounds_query(what_if: WhatIf) -> dict[str, list[str]]:
    """Parameters of a what-if."""
    return {
        "edit": [word for edit in what_if.edits for word in _edit_words(edit)],
        "add": [_added_word(added) for added in what_if.added],
        "remove": list(what_if.removed),
    }


def _edit_words(edit: RoundEdit) -> list[str]:
    words = []
    for short, name in EDIT_FIELDS.items():
        value = getattr(edit, name)
        if value is not None:
            text = value.text if isinstance(value, PartialDate) else number_word(value)
            words.append(f"{edit.round_key}:{short}:{text}")
    return words


def _added_word(added: AddedRound) -> str:
    numbers = (added.amount_raised_usd, added.post_money_usd, added.other_issuance_shares)
    return ":".join([added.name, added.date.text, *map(number_word, numbers)])


def read_rounds(query: Query, ignored: list[str]) -> WhatIf:
    """What-if of a link; parts that cannot be read are named in `ignored`."""
    edits: dict[str, RoundEdit] = {}
    for word in query.get("edit", ()):
        if not _read_edit(word, edits):
            ignored.append(f"edit={word}")
    added: list[AddedRound] = []
    for word in query.get("add", ()):
        one = _read_added(word, {item.key for item in added})
        if one is None:
            ignored.append(f"add={word}")
        else:
            added.append(one)
    removed = [key for key in query.get("remove", ()) if read_slug(key)]
    ignored += [f"remove={key}" for key in query.get("remove", ()) if not read_slug(key)]
    return WhatIf(edits=tuple(edits.values()), added=tuple(added), removed=tuple(dict.fromkeys(removed)))


def _read_edit(word: str, edits: dict[str, RoundEdit]) -> bool:
    parts = word.split(":")
    if len(parts) != 3 or not read_slug(parts[0]) or parts[1] not in EDIT_FIELDS:
        return False
    value: object = read_date(parts[2]) if parts[1] == "date" else read_number(parts[2])
    if value is None:
        return False
    edit = edits.get(parts[0], RoundEdit(parts[0]))
    edits[parts[0]] = replace(edit, **{EDIT_FIELDS[parts[1]]: value})  # type: ignore[arg-type]
    return True


def _read_added(word: str, taken: set[str]) -> AddedRound | None:
    parts = word.split(":")
    if len(parts) != 5 or not parts[0].strip():
        return None
    date, numbers = read_date(parts[1]), [read_number(part) for part in parts[2:]]
    if date is None or any(number is None for number in numbers):
        return None
    amount, post, other = (float(number or 0.0) for number in numbers)
    return added_round(parts[0], date, amount=amount, post=post, other=other, taken=taken)


def added_round(
    name: str, date: PartialDate, *, amount: float, post: float, other: float, taken: Iterable[str]
) -> AddedRound:
    """A reader's own round with a key that no other added round has."""
    keys = set(taken)
    at = next(n for n in range(1, len(keys) + 2) if f"added-{n}" not in keys)
    return AddedRound(
        key=f"added-{at}",
        name=clean_name(name),
        date=date,
        amount_raised_usd=amount,
        post_money_usd=post,
        other_issuance_shares=other,
    )
