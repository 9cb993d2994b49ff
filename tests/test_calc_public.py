"""`from calc import ...` in a notebook: every name is there, and asking for calc alone loads nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import calc

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", calc.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name):
    found = getattr(calc, name)
    assert found.__name__ == name
    assert (found.__doc__ or "").strip()
    assert name in dir(calc)


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = calc.nothing


def test_calc_alone_loads_neither_numpy_nor_pandas():
    code = "import sys, calc; assert not {'numpy', 'pandas', 'calc.path'} & {*sys.modules}"
    code += "; from calc import post_money; print(post_money(pre_money_usd=8e6, amount_raised_usd=2e6))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "10000000.0"
