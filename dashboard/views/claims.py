"""The claim page: what a sentence rests on, the right number beside it, worked cards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from calc.claims import Claim, Match, Start, Way, find
from calc.errors import CalcError
from calc.types import PartialDate
from dashboard.charts.card import Line, build_card_figure
from dashboard.charts.frame import Caption, Frame
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.claim_text import names_company, names_ipo, read_claim
from dashboard.scenario.claims import ClaimView
from dashboard.sources.claims import load_ends, load_starts
from dashboard.sources.library import load_library
from dashboard.views.claim_cards import card_values
from dashboard.views.names import entry_name

MOST = 12
OF_ONE = 4  # of one company, where every company is searched
OFFERS = ("ipo", "spac", "direct")
CARD_COMPANY = "airbnb"


@dataclass(frozen=True)
class ClaimPage:
    """One claim about one company, or about any of them."""

    view: ClaimView

    @property
    def company_key(self) -> str:
        """The chosen company, else the one the sentence names; empty: every company is searched."""
        if self.view.card:
            return CARD_COMPANY
        library = load_library()
        if self.view.company in library:
            return self.view.company
        return names_company(self.view.said, {key: one.name for key, one in library.items()})

    @property
    def subject_key(self) -> str:
        """The company it is about: the one asked for, else that of the nearest match; or empty."""
        return self.company_key or (self.matches[0].start.company if self.matches else "")

    @cached_property
    def claim(self) -> Claim | None:
        """The sentence as read, None if it names no amount and no multiple."""
        try:
            return read_claim(self.view.said)
        except CalcError:
            return None

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Every way within the tolerance, nearest first: a dozen at most, of one among many four."""
        if self.claim is None:
            return ()
        found: list[Match] = []
        for key in [self.company_key] if self.company_key else load_library():
            day = self._date_of(key)
            ends = [one for one in load_ends(key) if day in ("", one.date.text)]
            near = find(self.claim, self._starts(key), ends, tolerance_frac=self.view.within_frac)
            found += [_of(match, key) for match in near[: MOST if self.company_key else OF_ONE]]
        return tuple(sorted(found, key=lambda match: (not match.whole, match.off_frac)))[:MOST]

    def _starts(self, key: str) -> list[Start]:
        """Where money went in; a whole series says no more than its share unless money was named."""
        assert self.claim is not None
        money = self.claim.from_usd is not None or self.claim.to_usd is not None
        return [one for one in load_starts(key) if money or not one.key.startswith("lot:")]

    @property
    def date(self) -> str:
        """The date chosen, that of the IPO if the sentence names it, else empty: any."""
        return self._date_of(self.subject_key) if self.subject_key else ""

    def _date_of(self, key: str) -> str:
        if self.view.date or not names_ipo(self.view.said):
            return self.view.date
        offers = [one for one in load_ends(key) if one.key.split(":")[0] in OFFERS]
        return offers[0].date.text if offers else ""

    @property
    def dates(self) -> tuple[str, ...]:
        """Every date something is known at, newest last; the first entry is any of them."""
        ends = load_ends(self.company_key) if self.company_key else ()
        return ("", *sorted({one.date.text for one in ends}))

    @cached_property
    def right(self) -> Match | None:
        """What a share of the first round made by the best match's date, or by the first price known."""
        if not self.subject_key:
            return None
        starts = [one for one in load_starts(self.subject_key) if one.price_usd]
        ends = [one for one in load_ends(self.subject_key) if one.price_usd]
        if not starts or not ends:
            return None
        wanted = self.matches[0].end.date.text if self.matches else self.date
        end = next((one for one in ends if one.date.text == wanted), None)
        end = end or next((one for one in ends if one.key.split(":")[0] in OFFERS), ends[0])
        start = starts[0]
        assert start.price_usd and end.price_usd
        multiple = end.price_usd * start.ratio_x / start.price_usd
        return Match(Way.PRICE, start, end, start.price_usd, end.price_usd, multiple, None, None, 0.0)


def _of(match: Match, key: str) -> Match:
    """A match that names its company, also one that rests on the company's value alone."""
    return match if match.start.company else replace(match, start=replace(match.start, company=key))


def said_words(page: ClaimPage, text: Catalog) -> str:
    """The claim as it was understood."""
    if page.claim is None:
        return text.t("claims.not_read")
    words = _read_words(page.claim, text)
    if not page.date:
        return words
    return f"{words} {text.t('claims.read_date', date=text.num.date(PartialDate(page.date)))}"


def _read_words(claim: Claim, text: Catalog) -> str:
    num = text.num
    if claim.from_usd is not None and claim.to_usd is not None:
        return text.t(
            "claims.read_both",
            start=num.money(claim.from_usd),
            end=num.money(claim.to_usd),
            multiple=num.multiple(claim.said_x),
        )
    if claim.multiple_x is not None:
        return text.t("claims.read_multiple", multiple=num.multiple(claim.multiple_x))
    return text.t("claims.read_amount", end=num.money(claim.to_usd))


def start_name(match: Match, page: ClaimPage, text: Catalog) -> str:
    """Where the money went in, with the company's name where every company was searched."""
    name, company = _start_words(match, page, text), match.start.company or page.subject_key
    if page.company_key or match.start.key == "company":
        return name
    return text.t("claims.of_company", company=load_library()[company].name, start=name)


def _start_words(match: Match, page: ClaimPage, text: Catalog) -> str:
    kind, _, key = match.start.key.partition(":")
    company = load_library()[match.start.company or page.subject_key]
    if kind == "company":
        return company.name
    if kind == "stake":
        return text.t(f"stake.{key}")
    if kind == "value":
        event, _, date = key.partition(":")
        return text.t(f"claims.value.{event}", date=text.num.date(PartialDate(date)))
    entries = {one.key: one.name for one in company.entries}
    name = entry_name(entries.get(key, key), text)
    return text.t(f"claims.{kind}", round=name) if kind in ("pre", "lot") else name


def end_name(match: Match, text: Catalog) -> str:
    """The mark, and which shares its value counts where that is not the usual count."""
    kind = match.end.key.split(":")[0]
    date = text.num.date(match.end.date)
    if kind.startswith("count-"):
        other = _mark_date(kind, match.start.company, text)
        return text.t(f"claims.end.count_{match.end.key.split(':')[1]}", other=other)
    known = ("ipo", "first-close", "first_close", "basic", "fully_diluted", "direct", "spac", "acquired")
    if kind in known:
        return text.t(f"claims.end.{kind}", date=date)
    return text.t("claims.end.price", date=date)


def _mark_date(kind: str, company: str, text: Catalog) -> str:
    """Date of the mark whose share count was used."""
    key = kind.removeprefix("count-")
    dates = {end.key.split(":")[-1]: end.date for end in load_ends(company)}
    return text.num.date(dates.get(key))


def arithmetic(match: Match, text: Catalog) -> str:
    """The sum, spelled out."""
    num = text.num
    if match.way is Way.PRICE:
        ratio = match.start.ratio_x
        price = num.price(match.after / ratio)
        words = price if ratio == 1 else f"{price} × {num.decimal(ratio, digits=4)}"
        return f"{words} ÷ {num.price(match.before)} = {num.multiple(match.multiple_x)}"
    if match.way is Way.VALUE:
        return f"{num.money(match.after)} ÷ {num.money(match.before)} = {num.multiple(match.multiple_x)}"
    if match.way is Way.COMPANY:
        return num.money(match.after)
    paid = text.t("claims.paid", cost=num.money(match.from_usd), multiple=num.multiple(match.multiple_x))
    if match.way is Way.FRACTION:
        return f"{num.percent(match.before)} × {num.money(match.after)} = {num.money(match.to_usd)}; {paid}"
    if not is_range(match):
        return f"{num.shares(match.before)} × {num.price(match.after)} = {num.money(match.to_usd)}; {paid}"
    low, high = match.start.shares_low or 0.0, match.start.shares_high or 0.0
    worth = num.money_range(low * match.after, high * match.after)
    cost = text.t("claims.paid_range", cost=num.money(match.from_usd))
    return f"{num.shares_range(low, high)} × {num.price(match.after)} = {worth}; {cost}"


def is_range(match: Match) -> bool:
    """Whether the match is a holding whose share count is only estimated."""
    return match.way is Way.SHARES and match.start.shares_low != match.start.shares_high


def verdict(page: ClaimPage, text: Catalog) -> str:
    """One sentence: what the claim is nearest to, or that nothing on record gives it."""
    if page.claim is None:
        return text.t("claims.not_read")
    if not page.matches:
        return text.t("claims.nothing", within=text.num.percent(page.view.within_frac))
    best = page.matches[0]
    key = "part" if not best.whole else "range" if is_range(best) else best.way.value
    return text.t(f"claims.verdict.{key}", start=start_name(best, page, text), end=end_name(best, text))


def right_words(page: ClaimPage, text: Catalog) -> str:
    """The right number beside it: what one share of the first round made."""
    found = page.right
    if found is None:
        return text.t("claims.no_right" if page.subject_key else "claims.no_subject")
    return text.t(
        "claims.right",
        start=start_name(found, page, text),
        end=end_name(found, text),
        multiple=text.num.multiple(found.multiple_x),
    )


def card_lines(page: ClaimPage, text: Catalog) -> tuple[Line, ...]:
    """The paragraphs of the picture: a worked card, or the claim just checked."""
    card = page.view.card
    if card:
        values = card_values(text)
        keys = (("said", 40, False), ("verdict", 44, True), ("right", 32, False), ("why", 27, False))
        return tuple(
            Line(text.t(f"cards.{card}.{key}", **values), units, bold=key != "why", strong=strong)
            for key, units, strong in keys
        )
    lines = [
        Line(text.t("claims.quoted", said=page.view.said), 40, bold=True),
        Line(verdict(page, text), 32, True, True),
    ]
    if page.matches:
        lines.append(Line(arithmetic(page.matches[0], text), 28))
    lines.append(Line(right_words(page, text), 32, bold=True))
    return tuple(lines)


def claim_figure(page: ClaimPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The card as a picture; None on a page, where it is text."""
    if not frame.is_picture or (page.claim is None and not page.view.card):
        return None
    key = page.subject_key
    name = load_library()[key].name if key else ""
    about = "ipos" if page.view.card == "tech-ipos" else "company" if key else "any"
    caption = Caption(
        title=text.t(f"claims.card_title.{about}", company=name),
        subtitle=text.t("claims.card_rule.ipos" if about == "ipos" else "claims.card_rule.company"),
        source=text.t(f"claims.source.{about}", company=name),
        handle=handle,
    )
    return build_card_figure(card_lines(page, text), replace(frame, caption=caption))
