"""Who gets what at an exit: preferences, conversion, options, debt, over any number of exits."""

from calc.waterfall.breaks import BreakKind, BreakPoint, break_points
from calc.waterfall.options import treasury_stock
from calc.waterfall.proof import Proof, prove
from calc.waterfall.solve import Waterfall, by_holder, waterfall
from calc.waterfall.terms import CapRule, Choice, Common, Option, Participation, Preferred, Terms

__all__ = [
    "BreakKind",
    "BreakPoint",
    "CapRule",
    "Choice",
    "Common",
    "Option",
    "Participation",
    "Preferred",
    "Proof",
    "Terms",
    "Waterfall",
    "break_points",
    "by_holder",
    "prove",
    "treasury_stock",
    "waterfall",
]
