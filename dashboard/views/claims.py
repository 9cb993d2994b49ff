"""The claim page: what a sentence rests on, the right number beside it, worked cards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from calc.claims import Claim, Match, Way, find
from calc.errors import CalcError
from calc.types import PartialDate
from dashboard.charts.card import Line, build_card_figure
from dashboard.charts.frame import Caption, Frame
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.claim_text import names_ipo, read_claim
from dashboard.scenario.claims import ClaimView
from dashboard.sources.claims import load_ends, load_starts
from dashboard.sources.library import load_library
from dashboard.sources.records import load_companies
from dashboard.views.claim_cards import card_values
from dashboard.views.names import round_name

MOST = 12


@dataclass(frozen=True)
class ClaimPage:
    """One claim about one company."""

    view: ClaimView

    @property
    def company_key(self) -> str:
        """The chosen company; Airbnb if the link names none that is here."""
        return self.view.company if self.view.company in load_library() else ClaimView().company

    @cached_property
    def claim(self) -> Claim | None:
        """The sentence as read, None if it names no amount and no multiple."""
        try:
            return read_claim(self.view.said)
        except CalcError:
            return None

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Every way within the tolerance, nearest first, a dozen at most."""
        if self.claim is None:
            return ()
        starts = load_starts(self.company_key)
        ends = [one for one in load_ends(self.company_key) if self.date in ("", one.date.text)]
        return find(self.claim, starts, ends, tolerance_frac=self.view.within_frac)[:MOST]

    @property
    def date(self) -> str:
        """The date chosen, that of the IPO if the sentence names it, else empty: any."""
        if self.view.date or not names_ipo(self.view.said):
            return self.view.date
        offers = [one for one in load_ends(self.company_key) if one.key.split(":")[0] in ("ipo", "spac")]
        return offers[0].date.text if offers else ""

    @property
    def dates(self) -> tuple[str, ...]:
        """Every date something is known at, newest last; the first entry is any of them."""
        return ("", *sorted({one.date.text for one in load_ends(self.company_key)}))

    @cached_property
    def right(self) -> Match | None:
        """What a share of the first round made by the best match's date, or by the first price known."""
        starts = [one for one in load_starts(self.company_key) if one.price_usd]
        ends = [one for one in load_ends(self.company_key) if one.price_usd]
        if not starts or not ends:
            return None
        wanted = self.matches[0].end.date.text if self.matches else self.date
        end = next((one for one in ends if one.date.text == wanted), None)
        end = end or next((one for one in ends if one.key.split(":")[0] in ("ipo", "spac")), ends[0])
        start = starts[0]
        assert start.price_usd and end.price_usd
        multiple = end.price_usd * start.ratio_x / start.price_usd
        return Match(Way.PRICE, start, end, start.price_usd, end.price_usd, multiple, None, None, 0.0)


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
    """Where the money went in."""
    kind, _, key = match.start.key.partition(":")
    if kind == "company":
        return load_library()[page.company_key].name
    if kind == "stake":
        return text.t(f"stake.{key}")
    if kind == "value":
        event, _, date = key.partition(":")
        return text.t(f"claims.value.{event}", date=text.num.date(PartialDate(date)))
    entries = {one.key: one.name for one in load_library()[page.company_key].entries}
    name = round_name(entries.get(key, key), text)
    return text.t("claims.pre", round=name) if kind == "pre" else name


def end_name(match: Match, text: Catalog) -> str:
    """The mark, and which shares its value counts where that is not the usual count."""
    kind = match.end.key.split(":")[0]
    date = text.num.date(match.end.date)
    if kind.startswith("count-"):
        return text.t(f"claims.end.count_{match.end.key.split(':')[1]}", other=_mark_date(kind, text))
    known = ("ipo", "first-close", "first_close", "basic", "fully_diluted", "direct", "spac", "acquired")
    if kind in known:
        return text.t(f"claims.end.{kind}", date=date)
    return text.t("claims.end.price", date=date)


def _mark_date(kind: str, text: Catalog) -> str:
    """Date of the mark whose share count was used."""
    key = kind.removeprefix("count-")
    dates = {end.key.split(":")[-1]: end.date for one in load_companies() for end in load_ends(one)}
    return text.num.date(dates.get(key))


def arithmetic(match: Match, text: Catalog) -> str:
    """The sum, spelled out."""
    num = text.num
    if match.way is Way.PRICE:
        ratio = "" if match.start.ratio_x == 1 else f" × {num.decimal(match.start.ratio_x, digits=4)}"
        return f"{num.price(match.after)} ÷ {num.price(match.before)} = {num.multiple(match.multiple_x)}" + (
            f" ({ratio.strip()})" if ratio else ""
        )
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
        return text.t("claims.no_right")
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
    lines = [Line(f"“{page.view.said}”", 40, bold=True), Line(verdict(page, text), 32, True, True)]
    if page.matches:
        lines.append(Line(arithmetic(page.matches[0], text), 28))
    lines.append(Line(right_words(page, text), 32, bold=True))
    return tuple(lines)


def claim_figure(page: ClaimPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The card as a picture; None on a page, where it is text."""
    if not frame.is_picture or (page.claim is None and not page.view.card):
        return None
    name = load_library()[page.company_key].name
    about_ipos = page.view.card == "tech-ipos"
    caption = Caption(
        title=text.t("claims.card_title.ipos" if about_ipos else "claims.card_title.company", company=name),
        subtitle=text.t("claims.card_rule.ipos" if about_ipos else "claims.card_rule.company"),
        source=text.t("claims.source.ipos" if about_ipos else "claims.source.company", company=name),
        handle=handle,
    )
    return build_card_figure(card_lines(page, text), replace(frame, caption=caption))
