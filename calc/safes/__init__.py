"""SAFEs and convertible notes: what they convert into in a priced round, or get at an exit."""

from calc.safes.arrays import Rounds, stack
from calc.safes.exit import at_exit
from calc.safes.many import SolvedRounds, solve_rounds
from calc.safes.notes import note_balance
from calc.safes.prorata import QuickProRata, quick_pro_rata
from calc.safes.result import Control, Conversion, SafeRound
from calc.safes.rounding import LegalRound, legal
from calc.safes.solve import solve_round
from calc.safes.terms import Before, Convertible, Form, Method, RoundTerms, fixed_from_cap, implied_cap

__all__ = [
    "Before",
    "Control",
    "Conversion",
    "Convertible",
    "Form",
    "LegalRound",
    "Method",
    "QuickProRata",
    "RoundTerms",
    "Rounds",
    "SafeRound",
    "SolvedRounds",
    "at_exit",
    "fixed_from_cap",
    "implied_cap",
    "legal",
    "note_balance",
    "quick_pro_rata",
    "solve_round",
    "solve_rounds",
    "stack",
]
