"""Fast drawing for the laws: hypothesis draws one string of bytes, read as fractions from 0 to 1.

Nested strategies take longer to draw than calc takes to answer; thousands of examples in the
ordinary run need a draw of a tenth of a millisecond. Bytes still shrink, towards zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import strategies as st

from calc.antidilution import Protection
from calc.events import terms as ev
from calc.path import Terms as PathTerms
from calc.safes.terms import Convertible
from calc.types import Basis, Company, Figure, PartialDate, Quoted, Round, RoundKind
from calc.waterfall import CapRule, Common, Option, Participation, Preferred, Terms

DAY = PartialDate("2020-01-01")
DATES = [PartialDate(f"{2000 + at}-05-01") for at in range(8)]
PROTECTIONS = list(Protection)
PARTICIPATIONS = list(Participation)
Row = Sequence[float]


def rows(count: int, numbers: int) -> st.SearchStrategy[list[list[float]]]:
    """`count` rows of so many fractions; the first number of the first row says how many are used."""
    size = 2 * count * numbers

    def read(data: bytes) -> list[list[float]]:
        flat = [int.from_bytes(data[at : at + 2], "big") / 65535 for at in range(0, size, 2)]
        return [flat[at : at + numbers] for at in range(0, len(flat), numbers)]

    return st.binary(min_size=size, max_size=size).map(read)


def between(part: float, low: float, high: float) -> float:
    return low + part * (high - low)


def magnitude(part: float, low: float, high: float) -> float:
    return math.exp(between(part, math.log(low), math.log(high)))


def pick(part: float, choices: Sequence):
    return choices[min(len(choices) - 1, int(part * len(choices)))]


# --- events --------------------------------------------------------------------------------


def founding(shares: float = 1e7) -> ev.Founding:
    return ev.Founding("f", DAY, (("Ann", 0.6 * shares), ("Bob", 0.4 * shares)))


def extra_event(at: int, kind: float, size: float, scale: float, money: float) -> list[ev.Event]:
    """What may happen before a round: nothing, a paper, options, a warrant, a split, a sale of shares."""
    shares = scale * magnitude(size, 1e2, 1e6)
    cap = money * magnitude(size, 1e6, 1e9)
    safe = Convertible(f"p{at}", cap / 30, cap_usd=cap, discount_frac=0.2 if size > 0.5 else 0.0)
    made = [
        [],
        [ev.Paper(f"p{at}", DAY, f"P{at}", safe)],
        [ev.PoolChange(f"o{at}", DAY, shares), ev.Grant(f"g{at}", DAY, "Eve", shares / 2, money / scale)],
        [ev.Warrant(f"w{at}", DAY, "Bank", shares, money / scale)],
        [ev.OtherIssue(f"x{at}", DAY, shares)],
        [ev.Split(f"s{at}", DAY, pick(size, [2.0, 10.0, 0.1]))],
        [ev.Secondary(f"y{at}", DAY, "f/Ann", "Sam", shares / 10, money / scale)],
    ]
    return pick(kind, made)


def made_events(drawn: list[list[float]], *, scale: float = 1.0, money: float = 1.0) -> list[ev.Event]:
    """One to four rounds and what happens between them; all shares times scale, all money times money."""
    count = 1 + int(drawn[0][0] * 3.999)
    events: list[ev.Event] = [founding(1e7 * scale)]
    for at, (_, pre, sold, right, kind, size) in enumerate(drawn[:count]):
        events += extra_event(at, kind, size, scale, money)
        events.append(
            ev.PricedRound(
                f"r{at}",
                DAY,
                f"R{at}",
                pre_money_usd=money * magnitude(pre, 1e6, 1e10),
                sold_frac=between(sold, 0.005, 0.4),
                pool_frac=max(0.0, between(right, -0.1, 0.2)),
                terms=ev.SeriesTerms(protection=pick(size, PROTECTIONS)),
            )
        )
    return events


EVENT_ROWS = rows(4, 6)


# --- paths and records ---------------------------------------------------------------------

PATH_ROWS = rows(6, 6)


def made_path(drawn: list[list[float]]) -> tuple[float, list[PathTerms]]:
    """Shares before the first round, and one to six rounds of which the last may be an IPO."""
    count, listed = 1 + int(drawn[0][0] * 5.999), drawn[1][0] > 0.5
    opening = magnitude(drawn[2][0], 1e5, 1e9)
    return opening, [
        PathTerms(
            key=f"r{at}",
            name=f"Round {at}",
            kind=RoundKind.IPO if listed and at == count - 1 else RoundKind.PRICED,
            date=DATES[at],
            amount_raised_usd=magnitude(post, 1e5, 1e11) * between(sold, 0.005, 0.6),
            valuation_usd=magnitude(post, 1e5, 1e11),
            held=Quoted.POST,
            other_issuance_shares=opening * between(other, -0.05, 0.5),
            conversion_ratio=1.0 if listed and at == count - 1 else max(1.0, between(ratio, 0.5, 1.5)),
        )
        for at, (_, post, sold, other, ratio, _) in enumerate(drawn[:count])
    ]


def made_record(drawn: list[list[float]]) -> Company:
    """A record as a filing gives it: prices and shares, and a value quoted for each round."""
    count, listed = 1 + int(drawn[0][0] * 5.999), drawn[1][0] > 0.5
    found = []
    for at, (_, price, shares, sold, ratio, _) in enumerate(drawn[:count]):
        ipo = listed and 0 < at == count - 1
        price, shares = magnitude(price, 1e-3, 1e3), magnitude(shares, 1e6, 1e8)
        figures = {
            "amount_raised_usd": price * shares,
            "issue_price_usd": price,
            "new_shares": shares,
            "post_money_usd": price * shares / between(sold, 0.005, 0.6),
            "conversion_ratio": 1.0 if ipo else max(1.0, between(ratio, 0.5, 1.5)),
        }
        sourced = {name: Figure(value, Basis.REPORTED) for name, value in figures.items()}
        kind = RoundKind.IPO if ipo else RoundKind.PRICED
        found.append(Round(key=f"r{at}", name=f"Round {at}", kind=kind, date=DATES[at], **sourced))
    return Company("x", "X", "X", tuple(found), marks=())


# --- classes at an exit --------------------------------------------------------------------

CLASS_ROWS = rows(6, 7)


def made_classes(drawn: list[list[float]], *, money: float = 1.0) -> Terms:
    """Common, up to five preferred classes of any kind and rank, options, debt, fees, a carve-out."""
    head, *others = drawn
    return Terms(
        common=(Common("common", "Common", 8e6),),
        preferred=tuple(
            made_class(f"p{at}", row, money) for at, row in enumerate(others[: int(head[0] * 5.999)])
        ),
        options=(Option("o", "Options", magnitude(head[1], 1e4, 1e6), money * between(head[2], 0, 20)),),
        debt_usd=money * pick(head[3], [0.0, 3e6]),
        fees_usd=money * pick(head[4], [0.0, 1e6]),
        fees_frac=pick(head[5], [0.0, 0.02]),
        carve_out_frac=pick(head[6], [0.0, 0.1]),
    )


def made_class(key: str, row: Row, money: float) -> Preferred:
    shares, paid, multiple, rank, kind, cap, ratio = row
    participation, times = pick(kind, PARTICIPATIONS), pick(multiple, [1.0, 1.5, 2.0])
    return Preferred(
        key,
        key,
        shares=magnitude(shares, 1e5, 1e7),
        invested_usd=money * magnitude(paid, 1e5, 1e8),
        preference_x=times,
        rank=1 + int(rank * 2.999),
        participation=participation,
        cap_x=times * between(cap, 1, 4) if participation is Participation.CAPPED else None,
        cap_rule=pick(cap * 7 % 1, list(CapRule)),
        conversion_ratio=between(ratio, 0.5, 2),
    )
