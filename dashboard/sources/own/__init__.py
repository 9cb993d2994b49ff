"""A person's own files: opened safely, read into plain rows, every problem with its place."""

from dashboard.sources.own.problems import Problem
from dashboard.sources.own.table import Sheet, Table, read_table

__all__ = ["Problem", "Sheet", "Table", "read_table"]
