"""Who may import whom, read from the syntax trees: calc stays pure, pages stay thin.

Every import counts, also one inside a function. An entry of a rule allows the module itself and
everything under it; a more deeply named layer comes before the one that contains it.
"""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 300


@dataclass(frozen=True)
class Layer:
    """What the modules under a name may import besides the standard library."""

    name: str
    allowed: frozenset[str] | None = None  # None: everything that is not forbidden
    forbidden: frozenset[str] = frozenset()


def layer(name: str, allowed: str | None = None, forbidden: str = "") -> Layer:
    names = None if allowed is None else frozenset([name, *allowed.split()])
    return Layer(name, names, frozenset(forbidden.split()))


WORDS = "calc dashboard.i18n"
CHARTS = f"{WORDS} dashboard.charts plotly PIL"
VIEWS = f"{CHARTS} dashboard.views dashboard.scenario dashboard.edits dashboard.sources numpy pandas"
LAYERS = (
    layer("calc", "numpy pandas pyxirr"),
    layer("dashboard.sources.own", "calc dashboard.i18n dashboard.sources openpyxl"),
    layer("dashboard.sources", "calc pandas yfinance curl_cffi platformdirs"),
    layer("dashboard.i18n", "calc babel"),
    layer("dashboard.scenario", f"{WORDS} babel"),
    layer("dashboard.edits", f"{WORDS} babel dashboard.scenario"),
    layer("dashboard.charts", CHARTS),
    layer("dashboard.views", VIEWS),
    layer("dashboard.export", f"{VIEWS} kaleido choreographer resvg_py xlsxwriter"),
    layer("dashboard.cli", forbidden="streamlit dashboard.ui dashboard.app_pages dashboard.app"),
)
EVERYWHERE = frozenset({"plotly.express"})
IMPURE = {
    *("open", "print", "input", "exec", "eval", "urlopen"),
    *("read_csv", "read_text", "write_text", "read_bytes", "write_bytes"),
    *("now", "today", "utcnow", "time", "perf_counter", "monotonic"),
}
IMPURE_MODULES = {"io", "os", "pathlib", "random", "shutil", "socket", "subprocess", "time", "urllib"}


# --- the rules, as functions of a module's name and source ------------------------------------


def imported(tree: ast.AST, package: str) -> list[str]:
    """Full names of all imported modules; `from a import b` counts as a.b, which may be a module."""
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*up, *([node.module] if node.module else [])])
            names += [f"{base}.{alias.name}" for alias in node.names]
    return names


def under(name: str, roots: frozenset[str]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def layer_of(module: str) -> Layer | None:
    return next((rule for rule in LAYERS if under(module, frozenset({rule.name}))), None)


def import_problems(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """Imports a module may not have."""
    package = module if is_package else module.rpartition(".")[0]
    rule, problems = layer_of(module), []
    for name in imported(ast.parse(source), package):
        inside = name.split(".")[0] in sys.stdlib_module_names
        closed = rule is not None and rule.allowed is not None and not under(name, rule.allowed)
        banned = rule is not None and under(name, rule.forbidden)
        if under(name, EVERYWHERE) or banned or (closed and not inside):
            problems.append(f"{module} imports {name}")
    return problems


def purity_problems(module: str, source: str) -> list[str]:
    """Files, clock, output and chance in a module of calc."""
    tree = ast.parse(source)
    problems = [
        f"{module} imports {name}" for name in imported(tree, module) if name.split(".")[0] in IMPURE_MODULES
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in IMPURE:
                problems.append(f"{module} calls {ast.unparse(node.func)}()")
    return problems


def machine_paths(text: str) -> list[str]:
    """Paths of one person's or one machine's folders."""
    places = "work|root|home/[a-z]+|Users/[A-Za-z]+|opt"
    return re.findall(rf"(?<![\w./~<>-])/(?:{places})/[\w.-]+", text)


# --- the project ----------------------------------------------------------------------------


def tracked(*patterns: str) -> list[Path]:
    """Files git knows, or would add; all of them where there is no git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    try:
        names = subprocess.check_output(command, cwd=ROOT, text=True, stderr=subprocess.DEVNULL).splitlines()
        return [ROOT / name for name in names if (ROOT / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        found = [path for pattern in patterns or ("*",) for path in ROOT.rglob(pattern)]
        return [path for path in found if path.is_file() and not is_made_here(path.relative_to(ROOT))]


def is_made_here(path: Path) -> bool:
    """Whether a file belongs to an environment, a cache or a test run."""
    kept = {".ci", ".gitignore", ".streamlit"}
    return any(part.startswith((".", "__py", "test-output")) and part not in kept for part in path.parts)


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(*folders: str) -> list[Path]:
    return [path for path in tracked("*.py") if path.relative_to(ROOT).parts[0] in folders]


def test_every_module_keeps_to_its_layer():
    files = sources("calc", "dashboard")
    assert len(files) > 30
    problems = []
    for path in files:
        is_package = path.name == "__init__.py"
        problems += import_problems(module_of(path), path.read_text("utf-8"), is_package=is_package)
    assert problems == []


def test_calc_has_no_files_clock_or_output():
    problems = []
    for path in sources("calc"):
        problems += purity_problems(module_of(path), path.read_text("utf-8"))
    assert problems == []


def test_every_layer_exists():
    modules = {module_of(path) for path in sources("calc", "dashboard")}
    assert {rule.name for rule in LAYERS} <= modules


def test_no_name_in_dashboard_hides_another_module():
    """Streamlit puts dashboard/ first on the import path."""
    taken = sys.stdlib_module_names | set(importlib.metadata.packages_distributions()) | {"calc"}
    mine = {path.stem for path in (ROOT / "dashboard").iterdir() if path.is_dir() or path.suffix == ".py"}
    # app_pages, ui and the rest are folders of ours; caches have no importable name.
    assert sorted(name for name in mine & taken if name not in ("__init__", "__main__")) == []


def test_no_file_is_too_long():
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in tracked("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def test_no_path_of_one_machine():
    found = {}
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        if path != Path(__file__).resolve() and (hits := machine_paths(text)):
            found[str(path.relative_to(ROOT))] = hits
    assert found == {}


# --- the rules can fail ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("calc.dilution", "import plotly.graph_objects as go"),
        ("calc.dilution", "from dashboard.i18n import catalog"),
        ("calc.dilution", "def f():\n    import streamlit"),
        ("dashboard.sources.tables", "from dashboard import charts"),
        ("dashboard.sources.tables", "from ..charts import frame"),
        ("dashboard.scenario", "import streamlit as st"),
        ("dashboard.charts.frame", "from dashboard.sources.records import load_company"),
        ("dashboard.charts.frame", "import pandas"),
        ("dashboard.export.figure", "import yfinance"),
        ("dashboard.export.figure", "from dashboard.ui import state"),
        ("dashboard.cli", "from dashboard.app_pages import path"),
        ("dashboard.ui.shell", "import plotly.express as px"),
        ("dashboard.ui.shell", "from plotly import express"),
    ],
)
def test_a_wrong_import_is_found(module, source):
    assert len(import_problems(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("calc.dilution", "from calc.types import Round\nimport math\nimport numpy as np"),
        ("dashboard.sources.tables", "from . import values\nfrom dashboard.sources.schema import Column"),
        ("dashboard.charts.frame", "import plotly.graph_objects as go\nfrom PIL import ImageFont"),
        ("dashboard.ui.shell", "import streamlit as st\nfrom dashboard.sources.records import load_company"),
    ],
)
def test_a_right_import_is_left_alone(module, source):
    assert import_problems(module, source) == []


@pytest.mark.parametrize(
    "source",
    ["open('x')", "import datetime as dt\ndt.date.today()", "print(1)", "import time", "path.read_text()"],
)
def test_what_is_not_pure_is_found(source):
    assert len(purity_problems("calc.dilution", source)) == 1


def test_machine_paths_are_found():
    assert machine_paths("see /" + "work/main/x.csv") == ["/" + "work/main"]
    assert machine_paths("'/" + "root/.cache'") == ["/" + "root/.cache"]
    assert machine_paths("https://example.com/opt/x and ~/opt/x and a/opt/b") == []
