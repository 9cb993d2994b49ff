"""What to show of the exit waterfall, as a link holds it.

case=late-stage  exit=400000000  debt=50000000  fees=1000000  feerate=0.02  carveout=0.1  stacked=1
case=airbnb      a company of the library
class=Founders:common:8000000              name, kind, shares
class=Options:options:1000000:0.5          and the strike (options, warrants)
class=Series A:series:2000000:5000000:1:none:0:1:1
                 shares, invested, preference x, participation, cap x, rank, ratio
class=Angel:safe:500000:5000000:1          amount, cap (0: none), rank (safe, note)
class=Pool:pool:500000                     unissued, gets nothing
class=Series C:series::75000000:1:none:0:1:1   a blank: not on record, and not filled in yet
holds=Ann:Founders:0.5                     a holder's fraction of a class
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.scenario.papers import read_count, read_frac
from dashboard.scenario.words import (
    Query,
    Reads,
    clean_name,
    number_word,
    one_of,
    read_flag,
    read_number,
    read_parts,
    read_positive,
    read_slug,
)

CASES = ("inflection", "late-stage", "own")
KINDS = ("common", "options", "warrants", "series", "safe", "note", "pool")
PARTICIPATIONS = ("none", "full", "capped")
MOST_CLASSES = 14
MOST_HOLDINGS = 20
_kind, _participation = one_of(*KINDS), one_of(*PARTICIPATIONS)


@dataclass(frozen=True)
class ClassRow:
    """One class as typed; what another kind would need is left at its default. None is not known.

    amount_usd: what a series, SAFE or note put in. cap_usd: of a SAFE or note, 0 for none.
    """

    name: str
    kind: str = KINDS[0]
    shares: float | None = 0.0
    amount_usd: float | None = 0.0
    strike_usd: float = 0.0
    preference_x: float = 1.0
    participation: str = PARTICIPATIONS[0]
    cap_x: float = 0.0
    rank: int = 1
    ratio_x: float = 1.0
    cap_usd: float = 0.0

    @property
    def is_blank(self) -> bool:
        """Whether it lacks a number that the waterfall needs."""
        return self.shares is None or self.amount_usd is None


@dataclass(frozen=True)
class Holding:
    """A holder's fraction of one class, which is told by its name."""

    holder: str
    class_name: str
    frac: float


@dataclass(frozen=True)
class ExitView:
    """The case shown, the price paid, what is paid first. exit None: the case's.

    classes, if any, are the reader's terms instead of the case's; stacked: the classes of a
    company are paid last in, first out instead of side by side.
    """

    case: str = CASES[0]
    exit_usd: float | None = None
    debt_usd: float = 0.0
    fees_usd: float = 0.0
    fees_frac: float = 0.0
    carve_out_frac: float = 0.0
    stacked: bool = False
    classes: tuple[ClassRow, ...] = ()
    holdings: tuple[Holding, ...] = ()


_READS: Reads = {
    "case": ("case", read_slug),
    "exit": ("exit_usd", read_count),
    "debt": ("debt_usd", read_count),
    "fees": ("fees_usd", read_count),
    "feerate": ("fees_frac", read_frac),
    "carveout": ("carve_out_frac", read_frac),
    "stacked": ("stacked", read_flag),
}
KEYS = frozenset({*_READS, "class", "holds"})


def exits_query(view: ExitView) -> dict[str, str | list[str]]:
    """Parameters of a view, defaults left out."""
    usual = ExitView()
    query: dict[str, str | list[str]] = {}
    for key, (name, _) in _READS.items():
        value = getattr(view, name)
        if value != getattr(usual, name):
            query[key] = value if isinstance(value, str) else number_word(value)
    if view.classes:
        query["class"] = [_class_word(one) for one in view.classes]
    if view.holdings:
        query["holds"] = [f"{one.holder}:{one.class_name}:{number_word(one.frac)}" for one in view.holdings]
    return query


def _class_word(one: ClassRow) -> str:
    head = [clean_name(one.name), one.kind]
    if one.kind in ("safe", "note"):
        return ":".join([*head, _known(one.amount_usd), number_word(one.cap_usd), str(one.rank)])
    parts = [*head, _known(one.shares)]
    if one.kind in ("options", "warrants"):
        parts.append(number_word(one.strike_usd))
    if one.kind == "series":
        parts += [_known(one.amount_usd), number_word(one.preference_x), one.participation]
        parts += [number_word(one.cap_x), str(one.rank), number_word(one.ratio_x)]
    return ":".join(parts)


def _known(value: float | None) -> str:
    return "" if value is None else number_word(value)


def read_exits(query: Query, ignored: list[str]) -> ExitView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    view = read_parts(ExitView(), query, _READS, ignored)
    classes: list[ClassRow] = []
    for word in query.get("class", ()):
        one = _read_class(word)
        if one is None or len(classes) == MOST_CLASSES:
            ignored.append(f"class={word}")
        else:
            classes.append(one)
    holdings: list[Holding] = []
    for word in query.get("holds", ()):
        held = _read_holding(word)
        if held is None or len(holdings) == MOST_HOLDINGS:
            ignored.append(f"holds={word}")
        else:
            holdings.append(held)
    return replace(view, classes=tuple(classes), holdings=tuple(holdings))


def _read_holding(word: str) -> Holding | None:
    parts = word.split(":")
    if len(parts) != 3 or not clean_name(parts[0]) or not clean_name(parts[1]):
        return None
    frac = read_positive(parts[2])
    fits = frac is not None and frac <= 1
    return Holding(clean_name(parts[0]), clean_name(parts[1]), frac) if frac is not None and fits else None


def _read_class(word: str) -> ClassRow | None:
    name, _, rest = word.partition(":")
    kind, *parts = rest.split(":")
    if not clean_name(name) or _kind(kind) is None:
        return None
    row = ClassRow(clean_name(name), kind)
    if kind in ("safe", "note"):
        return _read_paper(row, parts)
    shares = read_positive(parts[0]) if parts else None
    if shares is None and parts[:1] != [""]:
        return None
    row, more = replace(row, shares=shares), parts[1:]
    if kind in ("options", "warrants"):
        strike = read_count(more[0]) if len(more) == 1 else None
        return None if strike is None else replace(row, strike_usd=strike)
    if kind == "series":
        return _read_series(row, more)
    return None if more else row


def _read_paper(row: ClassRow, parts: list[str]) -> ClassRow | None:
    if len(parts) != 3:
        return None
    amount, cap, rank = read_positive(parts[0]), read_count(parts[1]), read_rank(parts[2])
    if amount is None or cap is None or rank is None:
        return None
    return replace(row, amount_usd=amount, cap_usd=cap, rank=rank)


def _read_series(row: ClassRow, parts: list[str]) -> ClassRow | None:
    if len(parts) != 6 or _participation(parts[2]) is None:
        return None
    amount, preference, cap = (read_count(parts[at]) for at in (0, 1, 3))
    rank, ratio = read_rank(parts[4]), read_positive(parts[5])
    if (amount is None and parts[0]) or preference is None or cap is None or rank is None or ratio is None:
        return None
    return replace(
        row,
        amount_usd=amount,
        preference_x=preference,
        participation=parts[2],
        cap_x=cap,
        rank=rank,
        ratio_x=ratio,
    )


def read_rank(text: str) -> int | None:
    """Place in the order of payment, 1 to 20; equal ones share."""
    value = read_number(text)
    return int(value) if value is not None and value == int(value) and 1 <= value <= 20 else None
