"""Worked examples by other people, replayed by calc.

    pytest tests/test_golden.py --cases FILE

A case has inputs, the figures its source prints (`expected`, within `tolerance`) and the
unrounded value worked out independently of this project (`recomputed`, to 1e-9). The adapters
are in tests/adapters, a module per topic, keyed by topic and input names; a case whose inputs,
words or figures no adapter understands is skipped by its id, never passed.
"""

from __future__ import annotations

import importlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.compare import agrees, spoiled
from tests.adapters.shapes import Unsupported, run_shape

HERE = Path(__file__).parent
RECOMPUTED_REL = 1e-9
SHIPPED = {  # topic, cases shipped in tests/golden
    "priced_rounds": 9,
    "anti_dilution": 11,
    "venture_math": 6,
    "returns": 35,
    "exit_waterfalls": 21,
    "safes_notes": 23,
    "fund_simulations": 7,
}
PRINTED_REL = 1e-5  # the unrounded values of the simulations are printed to six digits
SAMPLED_ABS = 0.012  # a figure drawn at random agrees to its sampling error only

for module in sorted((HERE / "adapters").glob("*.py")):
    importlib.import_module(f"tests.adapters.{module.stem}")


# --- the runner --------------------------------------------------------------------------


def tolerance(case: dict[str, Any], name: str) -> Any:
    """What the case allows; nothing said is to the unrounded value."""
    allowed = case.get("tolerance", {})
    return allowed.get(name, allowed.get("*", {"rel": RECOMPUTED_REL}))


def check(case: dict[str, Any]) -> None:
    """Compare every figure of a case; AssertionError names the first that differs."""
    result = run_shape(case["topic"], case["inputs"])
    wanted = {**case.get("recomputed", {}), **case["expected"]}
    assert case["expected"], f"{case['id']}: nothing expected"
    absent = sorted(set(wanted) - set(result))
    if absent:
        raise Unsupported(f"no figure for {', '.join(absent)}")
    for name, value in case.get("recomputed", {}).items():
        assert agrees(result[name], value, recomputed_tolerance(case)), f"{case['id']}: {name}"
    for name, value in case["expected"].items():
        allowed = tolerance(case, name)
        assert agrees(result[name], value, allowed), f"{case['id']}: {name}"


def recomputed_tolerance(case: dict[str, Any]) -> dict[str, float]:
    """Exact, but for what was drawn at random or printed short."""
    if case["topic"] != "fund_simulations":
        return {"rel": RECOMPUTED_REL}
    return {"abs": SAMPLED_ABS} if "portfolio_sizes" in case["inputs"] else {"rel": PRINTED_REL}


def load(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))


def shipped() -> list[dict[str, Any]]:
    return [case for path in sorted((HERE / "golden").glob("*.json")) for case in load(path)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "golden_case" in metafunc.fixturenames:
        given = metafunc.config.getoption("--cases", default=None)
        cases = load(Path(given)) if given else shipped()
        metafunc.parametrize("golden_case", cases, ids=[case["id"] for case in cases])


def test_case(golden_case):
    try:
        check(golden_case)
    except Unsupported as reason:
        pytest.skip(f"{golden_case['id']}: {reason}")


def test_every_shipped_case_is_understood():
    cases = shipped()
    assert Counter(case["topic"] for case in cases) == SHIPPED
    assert len(cases) == len({case["id"] for case in cases})
    for case in cases:
        check(case)  # raises Unsupported where the runner would skip


def test_a_wrong_figure_fails():
    for case in shipped():
        for part in ("expected", "recomputed"):
            for name, value in case[part].items():
                if part == "expected" and "rule" in tolerance(case, name):
                    value = value * 100  # a claim in words fails only far off
                for wrong in spoiled(value):
                    if part == "recomputed" and agrees(wrong, value, recomputed_tolerance(case)):
                        continue  # too small a figure for what a random draw can tell
                    with pytest.raises(AssertionError, match=f"{case['id']}: {name}"):
                        check({**case, part: {**case[part], name: wrong}})


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "waterfall"},
        {"inputs": {"pre_money": 1, "something_new": 2}},
        {"expected": {"a_figure_nobody_computes": 1}},
        {"tolerance": {"*": {"rule": "much more than expected"}}},
    ],
)
def test_an_unknown_shape_is_never_passed(change):
    case = next(case for case in shipped() if case["id"] == "priced-plain-8pre-2new")
    with pytest.raises(Unsupported):
        check(case | change)
