"""An OCF package as a cap table, and, where shares were sold at a price, as a path."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from calc.entered import company_of_entries, slug
from calc.entries import EnteredMark, EnteredRound
from calc.errors import CalcError
from calc.events.state import Lot, LotKind, State
from calc.events.terms import Paper
from calc.safes.terms import Convertible, Form
from calc.types import MarkKind, PartialDate
from dashboard.sources.own.company import OWN_PREFIX, Import, OwnCompany
from dashboard.sources.own.ocf_book import GRANTS, PAPER, Book, Security, read_book
from dashboard.sources.own.ocf_objects import BadField, read_items, read_numeric
from dashboard.sources.own.problems import Problem

_KINDS: Final = {"option": LotKind.OPTION, "warrant": LotKind.WARRANT}


@dataclass(frozen=True)
class OcfPackage:
    """What a package gave: the path (if any), the cap table now, and what was not read, by kind."""

    found: Import
    state: State
    unread: tuple[tuple[str, int], ...]


def read_ocf(archive: zipfile.ZipFile, file: str) -> OcfPackage:
    """A package. An object that cannot be read is told with its file, number and field.

    Rounds are new preferred shares of one class at one price, dated by the first of them; shares
    that only changed hands, came out of a conversion or an exercise are no round. All share
    counts are on the basis after every split.

    Raises:
        Refused: "not_ocf", "broken_zip", "too_many_rows".
    """
    problems: list[Problem] = []
    book = read_book(read_items(archive, file, problems), problems)
    name = book.company or file.split(".")[0]
    rounds = _rounds(book)
    marks = [EnteredMark(MarkKind.APPRAISAL, date, price_usd=price) for date, price in book.valuations]
    company, lacks = company_of_entries(
        OWN_PREFIX + slug(name, [], "company"), name, "", rounds=rounds, marks=marks
    )
    for lack in lacks:
        values = {"field": lack.name, **lack.values}
        row = rounds[lack.at].name if lack.table == "rounds" else marks[lack.at].date.text
        problems.append(Problem(lack.code, file, found=row, values=values, is_note=lack.is_note))
    if company is None and not rounds:
        problems.append(Problem("ocf_no_rounds", file, is_note=True))
    own = OwnCompany(company, {}, file) if company else None
    state = _state(book, problems)
    return OcfPackage(Import(file, own, tuple(problems)), state, tuple(sorted(book.unread.items())))


def _ratio(book: Book, one: Security, at: PartialDate | None) -> float:
    held = book.classes.get(one.class_id)
    return held.ratio_at(at) if held and one.kind == "stock" else 1.0


def _is_preferred(book: Book, one: Security) -> bool:
    return one.kind == "stock" and not book.classes[one.class_id].is_common


def fully_diluted_shares(book: Book, at: PartialDate | None) -> float:
    """Stock as converted, options, warrants and the unallocated pool; at the end if `at` is None."""
    held = (one for one in book.securities.values() if one.kind != "paper")
    shares = sum(one.left(at) * _ratio(book, one, at) for one in held)
    return shares + _pool(book, at)


def _pool(book: Book, at: PartialDate | None) -> float:
    """Shares reserved for plans less everything granted out of them and not come back."""
    newest: dict[str, float] = {}
    for date, plan, shares in sorted(
        book.reserved, key=lambda one: one[0].earliest.isoformat() if one[0] else ""
    ):
        if at is None or date is None or date.earliest <= at.latest:
            newest[plan] = shares
    used = 0.0
    for one in book.securities.values():
        if one.item.text("stock_plan_id") in newest and one.item.type in GRANTS:
            dated = at is None or one.date.earliest <= at.latest
            back = sum(n for _, n in one.gone) if at is None else one.shares - one.left(at)
            exercised = _exercised(book, one)
            used += one.shares - max(0.0, back - exercised) if dated else 0.0
    return max(0.0, sum(newest.values()) - used)


def _exercised(book: Book, one: Security) -> float:
    """What left a grant as stock: it does not come back to the pool."""
    results = {key for item in book.exercises.get(one.item.text("security_id"), ()) for key in item}
    return sum(book.securities[key].shares for key in results if key in book.securities)


def _rounds(book: Book) -> list[EnteredRound]:
    groups: dict[tuple[str, float], list[Security]] = {}
    for one in book.securities.values():
        if one.kind == "stock" and one.is_new and one.price_usd > 0 and _is_preferred(book, one):
            groups.setdefault((one.class_id, one.price_usd), []).append(one)
    found, names = [], set[str]()
    for (class_id, price), sold in groups.items():
        days = sorted((one.date for one in sold), key=lambda day: day.earliest)
        held = book.classes[class_id]
        name = held.name if held.name not in names else f"{held.name}, {days[0].text}"
        names.add(name)
        shares = sum(one.shares for one in sold)
        found.append(
            EnteredRound(
                name=name,
                date=days[0],
                amount_usd=float(f"{shares * price:.15g}"),
                price_usd=price,
                new_shares=shares,
                shares_after=fully_diluted_shares(book, days[-1]),
                ratio_x=held.ratio_at(None),
                leads=max(sold, key=lambda one: one.shares).holder,
            )
        )
    return found


def _state(book: Book, problems: list[Problem]) -> State:
    """What is outstanding now, as the events engine holds it."""
    lots, papers = [], []
    for key, one in book.securities.items():
        left = one.left()
        if not left > 0:
            continue
        if one.kind == "paper":
            try:
                papers.append(_paper(key, one))
            except (BadField, CalcError) as error:
                bad = (
                    error
                    if isinstance(error, BadField)
                    else BadField("ocf_terms", "conversion_triggers", error)
                )
                problems.append(one.item.problem(bad))
            continue
        common = one.kind == "stock" and book.classes[one.class_id].is_common
        kind = _KINDS.get(one.kind, LotKind.COMMON if common else LotKind.PREFERRED)
        series = book.classes[one.class_id].name if one.kind == "stock" else kind.value
        lots.append(
            Lot(key, one.holder, series, kind, left, one.price_usd, one.date, _ratio(book, one, None))
        )
    return State(tuple(lots), tuple(papers), _pool(book, None))


def _paper(key: str, one: Security) -> Paper:
    """A SAFE or note with the cap and discount of its first trigger that has them."""
    assert one.item.type == PAPER
    held = _terms(one.item.fields.get("conversion_triggers"))
    cap, discount = held.get("conversion_valuation_cap"), held.get("conversion_discount")
    amount = cap.get("amount") if isinstance(cap, dict) else None
    form = Form.PRE_MONEY if held.get("conversion_timing") == "PRE_MONEY" else Form.POST_MONEY
    terms = Convertible(
        key,
        one.left(),
        cap_usd=read_numeric(amount, "conversion_valuation_cap") if amount is not None else None,
        form=form,
        discount_frac=read_numeric(discount, "conversion_discount") if discount is not None else 0.0,
        mfn=held.get("conversion_mfn") is True,
    )
    return Paper(key, one.date, one.holder, terms)


def _terms(triggers: object) -> Mapping[str, Any]:
    for trigger in triggers if isinstance(triggers, list) else []:
        right = trigger.get("conversion_right") if isinstance(trigger, dict) else None
        held = right.get("conversion_mechanism") if isinstance(right, dict) else None
        if isinstance(held, dict):
            return held
    return {}
