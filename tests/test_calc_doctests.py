"""The examples in calc's docstrings run, and nothing public goes without a docstring."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import calc

MODULES = [importlib.import_module(f"calc.{found.name}") for found in pkgutil.iter_modules(calc.__path__)]


def public(module):
    for name, item in vars(module).items():
        own = getattr(item, "__module__", "") == module.__name__
        if not name.startswith("_") and own and (inspect.isfunction(item) or inspect.isclass(item)):
            yield name, item
            if inspect.isclass(item):
                for part, member in vars(item).items():
                    if not part.startswith("_") and (
                        inspect.isfunction(member) or isinstance(member, property)
                    ):
                        yield f"{name}.{part}", member


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples(module):
    result = doctest.testmod(module)
    assert result.failed == 0
    written = sum(">>>" in (item.__doc__ or "") for _, item in public(module))
    assert result.attempted >= written  # every one was found and run


def test_there_are_examples():
    counts = {module.__name__: doctest.testmod(module).attempted for module in MODULES}
    assert all(counts[name] for name in ("calc.captable", "calc.multiples", "calc.path", "calc.types"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_docstrings(module):
    assert (module.__doc__ or "").strip()
    assert [name for name, item in public(module) if not (item.__doc__ or "").strip()] == []
