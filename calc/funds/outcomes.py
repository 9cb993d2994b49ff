"""How many times its money one company gives back: power law, buckets, or winners and failures."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from calc.captable import check_positive
from calc.errors import CalcError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PowerLaw:
    """Multiples of at least least_x with density ~ x ^ -density_exponent, clipped at bound_x.

    The density exponent is the alpha of Othman and Moonfire; numpy and scipy want the shape,
    which is one less. Outcomes above the bound are set to it, not thrown away.

    Raises:
        CalcError: "not_positive"; "out_of_range" unless the exponent is over 1 and the bound over the least.
    """

    density_exponent: float = 2.05
    least_x: float = 0.35
    bound_x: float = 1000.0

    def __post_init__(self) -> None:
        check_positive(least_x=self.least_x)
        if not (self.density_exponent > 1 and self.bound_x > self.least_x):
            raise CalcError("out_of_range", multiple=self.density_exponent)

    @property
    def shape(self) -> float:
        """Exponent of the survival function: density exponent - 1."""
        return self.density_exponent - 1

    def mean_x(self) -> float:
        """Mean with the bound; finite for any shape.

        least x (shape - (bound / least) ^ (1 - shape)) / (shape - 1), and its limit at shape 1.

        >>> PowerLaw(3.0, 1.0, math.inf).mean_x()
        2.0
        """
        shape, ratio = self.shape, self.bound_x / self.least_x
        if math.isinf(ratio):
            return self.least_x * shape / (shape - 1) if shape > 1 else math.inf
        if abs(shape - 1) < 1e-9:
            return self.least_x * (1 + math.log(ratio))
        return float(self.least_x * (shape - ratio ** (1 - shape)) / (shape - 1))

    def draw(self, uniform: Floats) -> Floats:
        """Multiples of uniform numbers in [0, 1): least x u ^ (-1 / shape), clipped."""
        drawn = (1 - uniform) ** (-1 / self.shape)
        drawn *= self.least_x
        return np.minimum(drawn, self.bound_x, out=drawn)


@dataclass(frozen=True)
class Buckets:
    """Probabilities of ranges of the multiple; within a range all are equally likely.

    edges_x has one more entry than probabilities; the last edge closes the open range, and the
    mean hangs on it.

    Raises:
        CalcError: "lengths_differ"; "not_a_fraction" if the probabilities do not add up to one.
    """

    edges_x: tuple[float, ...]
    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.edges_x) != len(self.probabilities) + 1:
            raise CalcError("lengths_differ", amounts=len(self.edges_x), times=len(self.probabilities))
        if min(self.probabilities) < 0 or abs(sum(self.probabilities) - 1) > 1e-9:
            raise CalcError("not_a_fraction", name="probabilities", value=sum(self.probabilities))

    def at_least(self, multiple_x: float) -> float:
        """Probability of a multiple of at least one of the edges or anything between."""
        found = 0.0
        ranges = zip(self.edges_x, self.edges_x[1:], self.probabilities, strict=False)
        for low, high, probability in ranges:
            part = min(1.0, max(0.0, (high - multiple_x) / (high - low)))
            found += probability * part
        return found

    def mean_x(self) -> float:
        """Mean of the midpoints."""
        middles = [(a + b) / 2 for a, b in zip(self.edges_x, self.edges_x[1:], strict=False)]
        return math.fsum(p * m for p, m in zip(self.probabilities, middles, strict=True))

    def draw(self, uniform: Floats) -> Floats:
        """Multiples of uniform numbers: the inverse of a broken line."""
        marks = np.concatenate([[0.0], np.cumsum(self.probabilities)])
        marks[-1] = 1.0
        return np.interp(uniform, marks, np.asarray(self.edges_x, dtype=np.float64))


@dataclass(frozen=True)
class Winners:
    """A success with some probability follows a power law; a failure keeps u ^ (1 / keep) of it.

    keep 3 is the Beta(3, 1) of McDonald's article: a failed company keeps 0.75 on average.
    """

    success_frac: float
    success: PowerLaw
    keep: float = 3.0

    def __post_init__(self) -> None:
        check_positive(keep=self.keep)
        if not 0 <= self.success_frac <= 1:
            raise CalcError("not_a_fraction", name="success_frac", value=self.success_frac)

    def mean_x(self) -> float:
        """success x mean of a success + (1 - success) x keep / (keep + 1)."""
        failed = self.keep / (self.keep + 1)
        return self.success_frac * self.success.mean_x() + (1 - self.success_frac) * failed

    def draw(self, uniform: Floats) -> Floats:
        """Multiples of uniform numbers: the lowest part fails, the rest succeeds."""
        failed = 1 - self.success_frac
        lost = uniform < failed
        inside = np.where(lost, uniform / (failed or 1.0), (uniform - failed) / (self.success_frac or 1.0))
        inside = np.minimum(inside, np.nextafter(1.0, 0.0))
        return np.where(lost, inside ** (1 / self.keep), self.success.draw(inside))


Outcomes = PowerLaw | Buckets | Winners


def running(flows: Floats) -> Floats:
    """Sums so far down the rows; numpy's own cumsum takes six times as long across them."""
    sums = np.empty_like(flows)
    sums[0] = flows[0]
    for at in range(1, len(flows)):
        np.add(sums[at - 1], flows[at], out=sums[at])
    return sums


def draw_outcomes(outcomes: Outcomes, shape: tuple[int, ...], random: np.random.Generator) -> Floats:
    """Multiples of money in an array of that shape."""
    return outcomes.draw(random.random(shape))


def chance_of_at_least_one(probability: float, companies: int) -> float:
    """Chance that at least one of so many does it.

    chance = 1 - (1 - p) ^ n

    Unit: fraction
    Source: definition; the companies are taken to succeed independently.

    >>> round(chance_of_at_least_one(0.04, 25), 6)
    0.639603
    """
    if not 0 <= probability <= 1:
        raise CalcError("not_a_fraction", name="probability", value=probability)
    return 1 - (1 - probability) ** companies
