"""What the pages show of calc's docstrings: nothing missing, in both languages, and it runs."""

from __future__ import annotations

import doctest
from html import unescape

import pytest

from dashboard.i18n.catalog import text as texts
from dashboard.ui.how import metric_html
from dashboard.views.metric_docs import PAGES, docs_of, metric_doc
from tests.test_calc_doctests import MODULES, examples

NAMES = sorted({name for names in PAGES.values() for name in names})
TESTED = {test.name.rpartition(".")[2]: test for module in MODULES for test in examples(module)}


@pytest.mark.parametrize("name", NAMES)
def test_every_metric_has_formula_unit_source_and_example(name):
    doc = metric_doc(name)
    assert doc.formula and doc.unit and doc.source and doc.example
    for lang in ("en", "ru"):
        shown = unescape(metric_html(doc, texts(lang)))
        assert doc.formula[0] in shown and doc.source in shown and doc.example in shown


@pytest.mark.parametrize("name", NAMES)
def test_the_example_shown_is_the_one_the_doctests_run(name):
    doc = metric_doc(name)
    shown = doctest.DocTestParser().get_examples(doc.example)
    assert [(one.source, one.want) for one in shown[1:]] == [
        (one.source, one.want) for one in TESTED[doc.name].examples
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_example_shown_runs_as_it_stands(name):
    test = doctest.DocTestParser().get_doctest(metric_doc(name).example, {}, name, None, None)
    assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_a_part_that_is_not_there_is_empty():
    doc = metric_doc("calc.waterfall.by_holder")
    assert doc.unit == "" and doc.source == ""


def test_pages_with_docs():
    assert all(docs_of(page) for page in PAGES)
