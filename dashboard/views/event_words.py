"""What every event did, in one sentence each, and all of them as a table."""

from __future__ import annotations

from calc.events.own import LISTINGS, SALES, OwnEvent
from calc.events.record import BEFORE, FOUNDING
from calc.events.state import Entry, LotKind, State
from calc.moments import Cause, Change
from dashboard.i18n.catalog import Catalog
from dashboard.views.event_names import MINE, event_name, holder_name, own_event, stopped_name
from dashboard.views.names import round_name
from dashboard.views.path import PathView
from dashboard.views.path_words import problem_words

_MOST_NAMED = 9


def did_words(view: PathView, event: OwnEvent, text: Catalog) -> str:
    """What an own event did, or why it could not be replayed."""
    if view.scenario.record_only:
        return text.t("did.off")
    path = view.path
    if path.problem is not None and path.stopped_at == event.key:
        return text.t("did.stopped", why=problem_words(path.problem, text))
    entry = next((one for one in view.ledger.entries if one.event.key == event.key), None)
    if entry is None:
        return text.t("did.unreached")
    if event.kind in ("safe", "note"):
        return _paper(view, event, text)
    if event.kind in SALES:
        return _sale(view, entry, text)
    if event.kind in LISTINGS:
        return text.t(
            "did.listed",
            price=text.num.price(entry.price_usd),
            value=text.num.money(entry.post_money_usd),
            raised=text.num.money(sum(entry.paid_usd.values())),
        )
    return _plain(view, event, entry, text)


def _plain(view: PathView, event: OwnEvent, entry: Entry, text: Catalog) -> str:
    paid = {"money": text.num.money(sum((entry.received_usd or entry.paid_usd).values()))}
    paid["holder"] = ", ".join(holder_name(view, who, text) for who in entry.received_usd)
    shares = text.num.shares(event.number("shares")) if event.kind not in ("split", "refund", "pool") else ""
    if event.kind == "split":
        return text.t("did.split", factor=text.num.decimal(event.number("factor"), digits=_digits(event)))
    if event.kind == "refund":
        return text.t("did.refunded", **paid)
    if event.kind == "buyback":
        return text.t("did.cancelled", shares=shares, **paid)
    if event.kind == "secondary":
        return text.t("did.bought", shares=shares, **paid)
    if event.kind == "exercise":
        return text.t("did.exercised", shares=shares, **paid)
    changes = [one for one in _changes(view, event.key) if one.key == event.key]
    if not changes:
        return text.t("did.still", shares=shares or text.num.shares(0))
    kept = text.num.percent(changes[0].factor_x, digits=1)
    return text.t("did.added", shares=text.num.shares(entry.new_shares or event.number("shares")), kept=kept)


def _digits(event: OwnEvent) -> int:
    return 0 if event.number("factor").is_integer() else 2


def _changes(view: PathView, key: str) -> tuple[Change, ...]:
    return next((one.changes for one in view.path.moments if one.key == key), ())


def _paper(view: PathView, event: OwnEvent, text: Catalog) -> str:
    for moment in view.path.moments:
        for change in moment.changes:
            if change.key == event.key and change.cause is Cause.EVENT:
                lot = view.ledger.of(moment.key).state.lot(event.key)
                frac = lot.common_shares / view.ledger.of(moment.key).fully_diluted_shares
                return text.t(
                    "did.converted",
                    round=holder_name(view, moment.key, text),
                    shares=text.num.shares(lot.shares),
                    price=text.num.price(lot.price_usd),
                    frac=text.num.percent(frac),
                    kept=text.num.percent(change.factor_x, digits=1),
                )
    return text.t("did.waiting")


def _sale(view: PathView, entry: Entry, text: Catalog) -> str:
    """Who got what: by round with the multiple of its money, the rest by name."""
    mark = next((one for one in view.marks if one.key == f"end-{_kind(view, entry)}"), None)
    paid = sorted(entry.received_usd.items(), key=lambda one: -one[1])
    multiples = {step.key: view.at_end(step, mark) for step in view.private}
    words = []
    for who, usd in paid[:_MOST_NAMED]:
        multiple = multiples.get(who)
        kind = "did.paid_round" if multiple is not None else "did.paid_one"
        words.append(
            text.t(
                kind,
                holder=holder_name(view, who, text),
                money=text.num.money(usd),
                multiple=text.num.multiple(multiple),
            )
        )
    rest = sum(usd for _, usd in paid[_MOST_NAMED:])
    if rest:
        words.append(text.t("did.paid_one", holder=text.t("own.others"), money=text.num.money(rest)))
    return text.t("did.sold", paid=", ".join(words))


def _kind(view: PathView, entry: Entry) -> str:
    event = own_event(view, entry.event.key)
    return event.kind if event else ""


def event_rows(view: PathView, text: Catalog) -> list[list[str]]:
    """Head and a row per event in order; own events carry the sign of what is assumed."""
    columns = ("date", "event", "shares", "price", "value", "count", "money")
    rows = [[text.t(f"own_column.{column}") for column in columns]]
    for entry in view.ledger.entries:
        rows.append(_row(view, entry, text))
    if view.path.problem is not None:
        where = stopped_name(view, text)
        why = problem_words(view.path.problem, text, where=where)
        rows.append(["", text.t("did.stopped", why=why), "", "", "", "", ""])
    return rows


def _row(view: PathView, entry: Entry, text: Catalog) -> list[str]:
    num, key = text.num, entry.event.key
    received = [f"{holder_name(view, who, text)} {num.money(usd)}" for who, usd in entry.received_usd.items()]
    return [
        num.date(entry.event.date),
        entry_name(view, key, text),
        num.shares(entry.new_shares) if entry.new_shares else "",
        num.price(entry.price_usd) if entry.price_usd is not None else "",
        num.money(entry.post_money_usd) if entry.post_money_usd is not None else "",
        num.shares(entry.fully_diluted_shares) if not entry.state.ended else "",
        ", ".join(received),
    ]


def entry_name(view: PathView, key: str, text: Catalog) -> str:
    """Name of any event of the ledger."""
    event = own_event(view, key)
    if event is not None:
        return MINE + event_name(event, text)
    root, _, part = key.partition("/")
    if root == FOUNDING:
        return holder_name(view, BEFORE, text)
    name = round_name(next((terms.name for terms in view.terms if terms.key == root), root), text)
    words = {"other": text.t("band.other"), "ratio": text.t("why.conversion")}.get(part)
    return f"{words} ({name})" if words else name


def lots_before(view: PathView, key: str, kind: str) -> list[str]:
    """Keys of the lots an own event can be about: what is outstanding just before it."""
    entries = view.ledger.entries
    keys = [entry.event.key for entry in entries]
    at = keys.index(key) if key in keys else len(entries)
    state = entries[at - 1].state if at else State()
    rights = (LotKind.OPTION, LotKind.WARRANT)
    lots = [lot.key for lot in state.lots if (lot.kind in rights) == (kind == "exercise")]
    return lots + ([paper.key for paper in state.papers] if kind == "refund" else [])
