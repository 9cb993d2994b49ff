"""What calc's own docstrings say about each metric of a page: formula, unit, source, example.

The words under "How is this computed?" are for reading; this is the code's own account, shown
beside them. The examples are the ones the tests run.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from dataclasses import dataclass
from functools import lru_cache

PAGES = {  # functions by their public names; imported when their page is opened
    "path": (
        "calc.multiples.multiple_at",
        "calc.dilution.retained_frac",
        "calc.multiples.annual_rate",
        "calc.captable.post_money",
        "calc.attribution.attribute",
    ),
    "investor": ("calc.returns.fund_multiples", "calc.irr.xirr", "calc.pme.kaplan_schoar"),
    "exits": ("calc.waterfall.waterfall",),
    "safes": ("calc.safes.solve_round", "calc.safes.fixed_from_cap"),
    "funds": ("calc.returns.fund_multiples", "calc.funds.chance_of_at_least_one"),
    "claims": (
        "calc.multiples.multiple_at",
        "calc.venture.checks_covered",
        "calc.venture.annual_growth",
    ),
    "library": ("calc.library.entry_multiple", "calc.multiples.annual_rate"),
}
SECTIONS = ("Args:", "Returns:", "Raises:", "Unit:", "Source:", "Assumes:", ">>>")


@dataclass(frozen=True)
class MetricDoc:
    """One function of calc. unit is a key of i18n docs.unit; example is code with its answer."""

    name: str
    module: str
    formula: tuple[str, ...]
    unit: str
    source: str
    example: str


@lru_cache
def docs_of(page: str) -> tuple[MetricDoc, ...]:
    """The metrics of a page, in order."""
    return tuple(metric_doc(name) for name in PAGES[page])


def metric_doc(public_name: str) -> MetricDoc:
    """Formula, unit, source and example out of a docstring; a part that is not there is empty.

    The formula is the lines with an equals sign before the first section.
    """
    module, _, name = public_name.rpartition(".")
    function = getattr(importlib.import_module(module), name)
    doc = inspect.getdoc(function) or ""
    head = re.split(r"^(?=" + "|".join(SECTIONS) + ")", doc, maxsplit=1, flags=re.M)[0]
    code = doc[doc.index(">>>") :].strip() if ">>>" in doc else ""
    return MetricDoc(
        name=name,
        module=module,
        formula=tuple(line.strip() for line in head.splitlines()[1:] if " = " in line),
        unit=_after("Unit:", doc).replace(" ", "_"),
        source=_after("Source:", doc),
        example=_with_import(code, module, name),
    )


def _after(label: str, doc: str) -> str:
    found = re.search(rf"^{label} (.+(?:\n(?!\w+:|>>>|\n).+)*)", doc, flags=re.M)
    return " ".join(found[1].split()).rstrip(".") if found else ""


def _with_import(code: str, module: str, name: str) -> str:
    """The example with the import that makes it run anywhere, also of what it only mentions."""
    lines = "\n".join(line[4:] for line in code.splitlines() if line[:4] in (">>> ", "... "))
    nodes = [*ast.walk(ast.parse(lines))]
    own = {one.name for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for one in node.names}
    aliases = {one.asname for node in nodes if isinstance(node, ast.Import) for one in node.names}
    used = {node.id for node in nodes if isinstance(node, ast.Name)} - own - aliases | {name}
    there = sorted(used & {*vars(importlib.import_module(module))})
    return f">>> from {module} import {', '.join(there)}\n{code}"
