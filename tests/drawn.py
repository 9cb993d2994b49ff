"""What the property tests share: how often they draw, from where, and how near is equal."""

from __future__ import annotations

import math
import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from calc.types import PartialDate

ASKED = os.environ.get("FIRST_CHECK_EXAMPLES", "")  # dev.py laws asks for 100,000, mutation tests for 20
EXAMPLES, LAW_EXAMPLES = int(ASKED or 300), int(ASKED or 5_000)
# A run that short only wants to know whether something fails, not by which smallest example.
PHASES = (Phase.explicit, Phase.generate) + ((Phase.shrink,) if EXAMPLES >= 100 else ())
many = settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=PHASES)
laws = settings(many, max_examples=LAW_EXAMPLES, suppress_health_check=list(HealthCheck))


class near:
    """A number, or a tuple, list or dict of them; pytest.approx takes most of the time here."""

    def __init__(self, value, rel: float = 1e-12, abs: float = 0.0) -> None:
        self.value, self.rel, self.abs = value, rel, abs

    def __eq__(self, other: object) -> bool:
        if isinstance(self.value, dict):
            same_keys = isinstance(other, dict) and self.value.keys() == other.keys()
            return same_keys and all(self._close(self.value[key], other[key]) for key in self.value)
        ours, theirs = (x if isinstance(x, (tuple, list)) else (x,) for x in (self.value, other))
        return all(self._close(a, b) for a, b in zip(ours, theirs, strict=True))

    def _close(self, a: float, b: float) -> bool:
        return math.isclose(a, b, rel_tol=self.rel, abs_tol=self.abs)

    def __repr__(self) -> str:
        return f"{self.value} to {self.rel:g}"


def magnitudes(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(math.log(low), math.log(high)).map(math.exp)


ratios = st.one_of(st.just(1.0), st.floats(1.0, 1.5))
sold_fractions = st.floats(0.005, 0.6)
DATES = [PartialDate(f"{2000 + at}-05-01") for at in range(8)]
