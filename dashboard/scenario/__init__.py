"""What a reader asked for, and the link that holds it: a module per page."""

from dashboard.scenario.ipos import FIRST_YEAR, LAST_YEAR, IpoView
from dashboard.scenario.link import BASES, CHARTS, LANGUAGES, Scenario, from_query, to_query
from dashboard.scenario.rounds import EDIT_FIELDS, added_round
from dashboard.scenario.words import clean_name

__all__ = [
    "BASES",
    "CHARTS",
    "EDIT_FIELDS",
    "FIRST_YEAR",
    "LANGUAGES",
    "LAST_YEAR",
    "IpoView",
    "Scenario",
    "added_round",
    "clean_name",
    "from_query",
    "to_query",
]
