"""The examples in calc's docstrings run, and nothing public goes without a docstring."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import calc

MODULES = [importlib.import_module(found.name) for found in pkgutil.walk_packages(calc.__path__, "calc.")]
COPIES = "__mutmut_"  # functions that mutation testing puts beside the real ones


def public(module):
    for name, item in vars(module).items():
        own = getattr(item, "__module__", "") == module.__name__
        if name.startswith("_") or COPIES in name or not own:
            continue
        if inspect.isfunction(item) or inspect.isclass(item):
            yield name, item
        if inspect.isclass(item):
            yield from ((f"{name}.{part}", member) for part, member in members(item))


def members(kind):
    for name, member in vars(kind).items():
        of_us = inspect.isfunction(member) or isinstance(member, property | classmethod | staticmethod)
        if not name.startswith("_") and COPIES not in name and of_us:
            yield name, member


def examples(module):
    found = doctest.DocTestFinder().find(module, module.__name__)
    return [test for test in found if test.examples and COPIES not in test.name]


def attempted_and_failed(module):
    runner = doctest.DocTestRunner(verbose=False)
    for test in examples(module):
        runner.run(test)
    return runner.summarize(verbose=False)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples(module):
    result = attempted_and_failed(module)
    assert result.failed == 0
    written = sum(">>>" in (item.__doc__ or "") for _, item in public(module))
    assert result.attempted >= written  # every one was found and run


def test_there_are_examples():
    with_some = {module.__name__ for module in MODULES if examples(module)}
    assert {"calc.captable", "calc.multiples", "calc.path", "calc.types", "calc.safes.solve"} <= with_some


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_docstrings(module):
    assert (module.__doc__ or "").strip()
    assert [name for name, item in public(module) if not (item.__doc__ or "").strip()] == []
