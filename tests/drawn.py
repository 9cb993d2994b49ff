"""What the property tests share: how often they draw, from where, and how near is equal."""

from __future__ import annotations

import math

from hypothesis import settings
from hypothesis import strategies as st

from calc.types import PartialDate

many = settings(max_examples=300, deadline=None, database=None, derandomize=True)


class near:
    """A number, or a tuple of them, to a relative 1e-12; pytest.approx takes most of the time here."""

    def __init__(self, value, rel: float = 1e-12) -> None:
        self.values, self.rel = value if isinstance(value, tuple) else (value,), rel

    def __eq__(self, other: object) -> bool:
        others = other if isinstance(other, tuple) else (other,)
        pairs = zip(self.values, others, strict=True)
        return all(math.isclose(a, b, rel_tol=self.rel) for a, b in pairs)

    def __repr__(self) -> str:
        return f"{self.values} to {self.rel:g}"


def magnitudes(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(math.log(low), math.log(high)).map(math.exp)


ratios = st.one_of(st.just(1.0), st.floats(1.0, 1.5))
sold_fractions = st.floats(0.005, 0.6)
DATES = [PartialDate(f"{2000 + at}-05-01") for at in range(8)]
