"""Securities of an OCF package: what was issued, to whom, what became of it, on today's share basis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from calc.types import PartialDate
from dashboard.sources.own.ocf_objects import BadField, Item, ratio
from dashboard.sources.own.problems import Problem

STOCK: Final = "TX_STOCK_ISSUANCE"
PAPER: Final = "TX_CONVERTIBLE_ISSUANCE"
WARRANT: Final = "TX_WARRANT_ISSUANCE"
GRANTS: Final = ("TX_EQUITY_COMPENSATION_ISSUANCE", "TX_PLAN_SECURITY_ISSUANCE")
_CLOSES: Final = ("TRANSFER", "CANCELLATION", "REPURCHASE", "CONVERSION", "EXERCISE", "RELEASE", "RETRACTION")
_KINDS: Final = ("STOCK", "CONVERTIBLE", "WARRANT", "EQUITY_COMPENSATION", "PLAN_SECURITY")
_CLOSING: Final = {f"TX_{kind}_{end}" for kind in _KINDS for end in _CLOSES}


@dataclass
class Security:
    """One security. shares and price follow splits; `gone` is what left it, by date."""

    item: Item
    kind: str
    holder: str
    class_id: str
    date: PartialDate
    shares: float
    price_usd: float
    is_new: bool = True
    gone: list[tuple[PartialDate, float]] = field(default_factory=list)

    def left(self, at: PartialDate | None = None) -> float:
        """Shares still there at a date; at the end if None."""
        if at is not None and self.date.earliest > at.latest:
            return 0.0
        out = sum(n for date, n in self.gone if at is None or date.earliest <= at.latest)
        return max(0.0, self.shares - out)


@dataclass
class StockClass:
    """A class of stock: name, whether common, common shares per share, and how that changed by day."""

    name: str
    is_common: bool
    ratio_x: float = 1.0
    price_usd: float = 0.0
    changes: list[tuple[PartialDate, float]] = field(default_factory=list)

    def ratio_at(self, at: PartialDate | None) -> float:
        """Common shares per share on a day; at the end if None."""
        found = [ratio for day, ratio in self.changes if at is None or day.earliest <= at.latest]
        return found[-1] if found else self.ratio_x


@dataclass
class Book:
    """Everything the package says that is used, and how often each other kind of object stands in it."""

    company: str = ""
    securities: dict[str, Security] = field(default_factory=dict)
    classes: dict[str, StockClass] = field(default_factory=dict)
    reserved: list[tuple[PartialDate | None, str, float]] = field(default_factory=list)
    plans: dict[str, set[str]] = field(default_factory=dict)
    valuations: list[tuple[PartialDate, float]] = field(default_factory=list)
    exercises: dict[str, list[list[str]]] = field(default_factory=dict)
    unread: Counter[str] = field(default_factory=Counter)


def read_book(items: Sequence[Item], problems: list[Problem]) -> Book:
    """The book of a package. An object that cannot be read is told and left out."""
    book = Book()
    holders = {one.text("id"): _holder(one) for one in items if one.type == "STAKEHOLDER"}
    passes = (_static, lambda book, item: _issue(book, item, holders), _closing, _split)
    for number, take in enumerate(passes):
        for item in sorted(items, key=lambda one: str(one.fields.get("date", ""))) if number else items:
            try:
                take(book, item)
            except BadField as error:
                problems.append(item.problem(error))
    book.unread = Counter(item.type for item in items if not _is_read(item))
    return book


def _holder(item: Item) -> str:
    name = item.fields.get("name")
    said = name.get("legal_name") if isinstance(name, dict) else name
    return Item({"name": said}, item.place).text("name") or item.text("id")


def _is_read(item: Item) -> bool:
    used = {
        STOCK,
        PAPER,
        WARRANT,
        *GRANTS,
        *_CLOSING,
        "TX_STOCK_CLASS_SPLIT",
        "TX_STOCK_PLAN_POOL_ADJUSTMENT",
    }
    used |= {"ISSUER", "STAKEHOLDER", "STOCK_CLASS", "STOCK_PLAN", "VALUATION"}
    used |= {"TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT"}
    return item.type in used


def _static(book: Book, item: Item) -> None:
    if item.type == "ISSUER":
        book.company = item.text("dba") or item.text("legal_name")
    elif item.type == "STOCK_CLASS":
        one = StockClass(item.text("name"), item.fields.get("class_type") == "COMMON")
        for right in item.fields.get("conversion_rights") or []:
            one.ratio_x = _mechanism(right, one.ratio_x)
        book.classes[item.text("id")] = one
    elif item.type == "STOCK_PLAN":
        date = item.date("board_approval_date") if item.text("board_approval_date") else None
        ids = item.fields.get("stock_class_ids")
        book.plans[item.text("id")] = {item.text("stock_class_id"), *(ids if isinstance(ids, list) else [])}
        book.reserved.append((date, item.text("id"), item.number("initial_shares_reserved")))
    elif item.type == "TX_STOCK_PLAN_POOL_ADJUSTMENT":
        book.reserved.append((item.date(), item.text("stock_plan_id"), item.number("shares_reserved")))
    elif item.type == "VALUATION":
        book.valuations.append((item.date("effective_date"), item.usd("price_per_share")))


def _mechanism(right: object, otherwise: float) -> float:
    held = right.get("conversion_mechanism") if isinstance(right, dict) else None
    if not isinstance(held, dict) or held.get("type") != "RATIO_CONVERSION":
        return otherwise
    return ratio(held.get("ratio"), "ratio")


def _issue(book: Book, item: Item, holders: dict[str, str]) -> None:
    if item.type == "TX_STOCK_CLASS_CONVERSION_RATIO_ADJUSTMENT":
        one = book.classes.get(item.text("stock_class_id"))
        if one is not None:
            held = {"conversion_mechanism": item.fields.get("new_ratio_conversion_mechanism")}
            one.changes.append((item.date(), _mechanism(held, one.ratio_at(None))))
    if item.type not in (STOCK, PAPER, WARRANT, *GRANTS):
        return
    class_id = item.text("stock_class_id")
    if item.type == STOCK and class_id not in book.classes:
        raise BadField("ocf_unknown_class", "stock_class_id", class_id)
    shares, price = _terms(item)
    holder = holders.get(item.text("stakeholder_id"), item.text("stakeholder_id"))
    kind = {STOCK: "stock", PAPER: "paper", WARRANT: "warrant"}.get(item.type, "option")
    key = item.text("security_id") or item.text("id")
    book.securities[key] = Security(item, kind, holder, class_id, item.date(), shares, price)


def _terms(item: Item) -> tuple[float, float]:
    """Number of shares and what one costs; a SAFE or note counts its dollars."""
    if item.type == PAPER:
        return item.usd("investment_amount"), 1.0
    if item.type == STOCK:
        return item.number("quantity"), item.usd("share_price")
    has_price = isinstance(item.fields.get("exercise_price"), dict)
    shares = item.number("quantity") if item.fields.get("quantity") is not None else 0.0
    return shares, item.usd("exercise_price") if has_price else 0.0


def _closing(book: Book, item: Item) -> None:
    if item.type not in _CLOSING:
        return
    one = book.securities.get(item.text("security_id"))
    if one is None:
        raise BadField("ocf_unknown_security", "security_id", item.text("security_id"))
    results = item.fields.get("resulting_security_ids")
    balance = item.text("balance_security_id")
    for key in [*(results if isinstance(results, list) else []), balance]:
        if isinstance(key, str) and key in book.securities:
            book.securities[key].is_new = False
    if item.type.endswith("EXERCISE") and isinstance(results, list):
        key = item.text("security_id")
        book.exercises.setdefault(key, []).append([one for one in results if isinstance(one, str)])
    if item.type.endswith("RETRACTION"):
        one.gone.append((one.date, one.shares))
        one.is_new = False
    elif balance or item.fields.get("quantity") is None or one.kind == "paper":
        one.gone.append((item.date(), one.shares))
    else:
        one.gone.append((item.date(), item.number("quantity")))


def _split(book: Book, item: Item) -> None:
    """Everything of the class issued before becomes factor times as many at 1 / factor the price."""
    if item.type != "TX_STOCK_CLASS_SPLIT":
        return
    factor, day, class_id = (
        ratio(item.fields.get("split_ratio"), "split_ratio"),
        item.date(),
        item.text("stock_class_id"),
    )
    for at, (date, plan, shares) in enumerate(book.reserved):
        if class_id in book.plans.get(plan, ()) and (date is None or date.earliest < day.earliest):
            book.reserved[at] = (date, plan, shares * factor)
    for one in book.securities.values():
        if one.class_id == class_id and one.date.earliest < day.earliest:
            one.shares, one.price_usd = one.shares * factor, one.price_usd / factor
            one.gone = [(date, n * factor if date.earliest < day.earliest else n) for date, n in one.gone]
