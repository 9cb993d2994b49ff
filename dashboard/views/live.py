"""What a refresh of the price came to, in sentences."""

from __future__ import annotations

from calc.closes import Fate
from dashboard.i18n.catalog import Catalog
from dashboard.sources.prices.refresh import SECONDS, Quote, Refreshed
from dashboard.sources.prices.snapshot import Followed

_FROM_PRICE = (Fate.NOT_POSITIVE, Fate.CURRENCY, Fate.FUTURE, Fate.OLDER, Fate.FAR_OFF)


def price_words(followed: Followed, quote: Quote | None, text: Catalog) -> str:
    """The price shown and its date: live, or the newest close on record."""
    close = quote.usable if quote else None
    if close is None:
        known = followed.known
        return text.t("live.snapshot", price=text.num.price(known.price_usd), date=text.num.date(known.date))
    return text.t("live.now", price=text.num.price(close.price_usd), date=text.num.date(close.date))


def quote_words(quote: Quote, text: Catalog, seconds: float = SECONDS) -> str:
    """What came of the question for one company, failures in one plain sentence each."""
    followed, close = quote.followed, quote.close
    shown = text.t("live.kept", date=text.num.date(followed.known.date))
    if quote.saved_at is not None and close is not None:
        shown = text.t("live.saved", date=text.num.date(close.date))
    if quote.fate is Fate.OK:
        return text.t("live.fate.ok")
    values = {
        "symbol": followed.symbol,
        "name": followed.name,
        "seconds": text.num.decimal(seconds, digits=0),
    }
    if quote.fate in _FROM_PRICE and close is not None:
        values |= {
            "price": text.num.price(close.price_usd),
            "date": text.num.date(close.date),
            "known": text.num.price(followed.known.price_usd),
            "known_date": text.num.date(followed.known.date),
        }
    return f"{text.t(f'live.fate.{quote.fate.value}', **values)} {shown}"


def total_words(found: Refreshed, text: Catalog) -> str:
    """How many companies have a live price now."""
    good = sum(quote.usable is not None for quote in found.quotes.values())
    return text.t("live.total", good=good, all=len(found.quotes))


def quote_line(quote: Quote, text: Catalog, seconds: float) -> str:
    """One company in one line: symbol, close on record, the new one or why there is none."""
    known, close = quote.followed.known, quote.usable
    old = f"{quote.followed.symbol:6} {known.price_usd:>10.6g} {known.date}"
    if close is None or quote.fate is not Fate.OK:
        return f"{old}  {quote_words(quote, text, seconds)}"
    split = f"  (split by {quote.split_x:g} undone)" if quote.split_x != 1 else ""
    return f"{old}  -> {close.price_usd:.6g} {close.date}{split}"
