"""What a reader asked for: one frozen value, and the link that holds it.

The link is plain query parameters, readable by eye. Version 1:

    v=1  lang=ru  company=airbnb  chart=ladder  base=value  mark=first-close  show=record
    stake=check  round=series-a  check=25000  handle=@name
    edit=series-b:post:600000000      one per changed input: raised, pre, post, other, date
    add=Bridge:2013-06:50000000:3000000000:0     name, date, raised, post-money, other issuance
    remove=series-f
    from=1990  to=2025  years=1999,2021  log=1  all=1  average=5  against=2021

Whatever equals the default is left out. A part that cannot be read is left out too and named
in `ignored`; it never changes the rest.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from calc.errors import CalcError
from calc.types import PartialDate
from calc.whatif import AddedRound, RoundEdit, WhatIf

VERSION = "1"
LANGUAGES = ("en", "ru")
CHARTS = ("multiples", "ladder", "ownership", "stake", "table")
BASES = ("price", "value")
FIRST_YEAR, LAST_YEAR = 1980, 2025
EDIT_FIELDS = {
    "raised": "amount_raised_usd",
    "pre": "pre_money_usd",
    "post": "post_money_usd",
    "other": "other_issuance_shares",
    "date": "date",
}
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_LARGEST = 1e15


@dataclass(frozen=True)
class IpoView:
    """What to show of the IPO counts."""

    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    highlight: tuple[int, ...] = (1999, 2021, 2022, 2025)
    log: bool = False
    show_all: bool = False
    average_years: int = 0
    against_year: int = 2021


@dataclass(frozen=True)
class Scenario:
    """Everything the pages depend on. Same scenario, same numbers and pictures."""

    lang: str = "en"
    company: str = "airbnb"
    chart: str = "multiples"
    base: str = "price"
    mark: str = "ipo"
    stake: str = "seed-lot"
    check_round: str = "seed"
    check_usd: float = 25_000.0
    handle: str = ""
    record_only: bool = False
    what_if: WhatIf = field(default_factory=WhatIf)
    ipos: IpoView = field(default_factory=IpoView)

    @property
    def active(self) -> WhatIf:
        """The changes in force: none while the record is shown."""
        return WhatIf() if self.record_only else self.what_if


def to_query(scenario: Scenario) -> dict[str, str | list[str]]:
    """Query parameters of a scenario, defaults left out (the language always stays)."""
    default = Scenario()
    pairs: dict[str, tuple[object, object]] = {
        "company": (scenario.company, default.company),
        "chart": (scenario.chart, default.chart),
        "base": (scenario.base, default.base),
        "mark": (scenario.mark, default.mark),
        "stake": (scenario.stake, default.stake),
        "round": (scenario.check_round, default.check_round),
        "check": (_number(scenario.check_usd), _number(default.check_usd)),
        "handle": (scenario.handle, default.handle),
        "show": ("record" if scenario.record_only else "", ""),
    } | _ipo_pairs(scenario.ipos)
    query: dict[str, str | list[str]] = {"v": VERSION, "lang": scenario.lang}
    query |= {key: str(value) for key, (value, usual) in pairs.items() if value != usual}
    changes = scenario.what_if
    query |= {"edit": [word for edit in changes.edits for word in _edit_words(edit)]}
    query |= {"add": [_added_word(added) for added in changes.added], "remove": list(changes.removed)}
    return {key: value for key, value in query.items() if value not in ([], "")}


def _ipo_pairs(view: IpoView) -> dict[str, tuple[object, object]]:
    usual = IpoView()
    return {
        "from": (view.first_year, usual.first_year),
        "to": (view.last_year, usual.last_year),
        "years": (",".join(map(str, view.highlight)) or "none", ",".join(map(str, usual.highlight))),
        "log": (int(view.log), int(usual.log)),
        "all": (int(view.show_all), int(usual.show_all)),
        "average": (view.average_years, usual.average_years),
        "against": (view.against_year, usual.against_year),
    }


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _edit_words(edit: RoundEdit) -> list[str]:
    words = []
    for short, name in EDIT_FIELDS.items():
        value = getattr(edit, name)
        if value is not None:
            text = value.text if isinstance(value, PartialDate) else _number(value)
            words.append(f"{edit.round_key}:{short}:{text}")
    return words


def _added_word(added: AddedRound) -> str:
    numbers = (added.amount_raised_usd, added.post_money_usd, added.other_issuance_shares)
    return ":".join([added.name, added.date.text, *map(_number, numbers)])


def from_query(query: Mapping[str, Sequence[str]]) -> tuple[Scenario, tuple[str, ...]]:
    """Scenario of a link, and the parts that were ignored as they stood in it."""
    ignored: list[str] = []
    one = {key: values[-1] for key, values in query.items() if values}
    if one.pop("v", VERSION) != VERSION:
        ignored.append(f"v={query['v'][-1]}")
    what_if = _what_if(query, ignored)
    scenario = Scenario(what_if=what_if, ipos=_ipos(one, ignored))
    checks: dict[str, tuple[str, Callable[[str], object]]] = {
        "lang": ("lang", lambda text: text if text in LANGUAGES else None),
        "company": ("company", _slug),
        "chart": ("chart", lambda text: text if text in CHARTS else None),
        "base": ("base", lambda text: text if text in BASES else None),
        "mark": ("mark", _slug),
        "stake": ("stake", _slug),
        "round": ("check_round", _slug),
        "check": ("check_usd", _positive),
        "handle": ("handle", lambda text: text[:40]),
        "show": ("record_only", lambda text: True if text == "record" else None),
    }
    changes: dict[str, object] = {}
    for key, (name, read) in checks.items():
        if key in one:
            value = read(one[key])
            if value is None:
                ignored.append(f"{key}={one[key]}")
            else:
                changes[name] = value
    known = {*checks, *_ipo_pairs(IpoView()), "edit", "add", "remove", "v"}
    ignored += [f"{key}={one[key]}" for key in one if key not in known]
    return replace(scenario, **changes), tuple(ignored)  # type: ignore[arg-type]


def _slug(text: str) -> str | None:
    return text if _KEY.fullmatch(text) else None


def _float(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= _LARGEST else None


def _positive(text: str) -> float | None:
    value = _float(text)
    return value if value is not None and value > 0 else None


def _what_if(query: Mapping[str, Sequence[str]], ignored: list[str]) -> WhatIf:
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
    removed = [key for key in query.get("remove", ()) if _slug(key)]
    ignored += [f"remove={key}" for key in query.get("remove", ()) if not _slug(key)]
    return WhatIf(edits=tuple(edits.values()), added=tuple(added), removed=tuple(dict.fromkeys(removed)))


def _read_edit(word: str, edits: dict[str, RoundEdit]) -> bool:
    parts = word.split(":")
    if len(parts) != 3 or not _slug(parts[0]) or parts[1] not in EDIT_FIELDS:
        return False
    value: object = _date(parts[2]) if parts[1] == "date" else _float(parts[2])
    if value is None:
        return False
    edit = edits.get(parts[0], RoundEdit(parts[0]))
    edits[parts[0]] = replace(edit, **{EDIT_FIELDS[parts[1]]: value})  # type: ignore[arg-type]
    return True


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate(text)
    except CalcError:
        return None


def _read_added(word: str, taken: set[str]) -> AddedRound | None:
    parts = word.split(":")
    if len(parts) != 5 or not parts[0].strip():
        return None
    date, numbers = _date(parts[1]), [_float(part) for part in parts[2:]]
    if date is None or any(number is None for number in numbers):
        return None
    amount, post, other = (float(number or 0.0) for number in numbers)
    return added_round(parts[0], date, amount=amount, post=post, other=other, taken=taken)


def clean_name(name: str) -> str:
    """A round's name as a link can hold it: one line, no colons, at most 30 letters."""
    return name.replace(":", " ").strip()[:30].strip()


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


def _ipos(one: Mapping[str, str], ignored: list[str]) -> IpoView:
    view = IpoView()
    reads: dict[str, tuple[str, Callable[[str], object]]] = {
        "from": ("first_year", _year),
        "to": ("last_year", _year),
        "years": ("highlight", _years),
        "log": ("log", _flag),
        "all": ("show_all", _flag),
        "average": ("average_years", lambda text: int(text) if text in {"3", "5", "7", "10"} else None),
        "against": ("against_year", _year),
    }
    for key, (name, read) in reads.items():
        if key in one:
            value = read(one[key])
            if value is None:
                ignored.append(f"{key}={one[key]}")
            else:
                view = replace(view, **{name: value})  # type: ignore[arg-type]
    if view.first_year >= view.last_year:
        ignored.append(f"from={view.first_year}, to={view.last_year}")
        view = replace(view, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    return view


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _years(text: str) -> tuple[int, ...] | None:
    if text == "none":
        return ()
    years = [_year(part) for part in text.split(",")]
    return None if any(year is None for year in years) else tuple(year for year in years if year)


def _flag(text: str) -> bool | None:
    return {"1": True, "0": False}.get(text)
