"""The runner of worked examples on a file it has not seen: known shapes run, others are skipped by id.

Every expected figure here is a sum done by hand; the sum stands beside it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.shapes import Unsupported
from tests.adapters.words import base_rule, fraction, ranks, series_terms
from tests.test_golden import check, shipped

ROOT = Path(__file__).resolve().parent.parent
SERIES = {"shares": 2e6, "invested": 5e6}
BY_TOPIC = {
    "priced_rounds": [
        # existing 1 - 25 % - 15 % = 60 %, so 3M / 0.6 = 5M shares; 12M / 5M
        (
            {
                "existing_shares": 3e6,
                "pre_money": 9e6,
                "new_money": 3e6,
                "pool_unallocated_pct_of_post": 0.15,
            },
            {"price": 2.4, "total_shares": 5e6, "pool_shares": 750_000, "effective_pre_money": 7.2e6},
        ),
        # one quarter for 1M: 4M after, 3M before, $3 a share
        (
            {"existing_shares": 1e6, "new_money": 1e6, "investor_pct": "one quarter (printed 25%)"},
            {"pre_money": 3e6, "price": 3},
        ),
        # unequal founders, 8M / 2M shares: $4; 1/5 sold
        (
            {"founder_shares": [1.5e6, 0.5e6], "pre_money": 8e6, "new_money": 2e6},
            {"price": 4, "founder_pct_each": [0.6, 0.2]},
        ),
        # two rounds: 0.8 x 0.75, values of 10M and 40M after them
        (
            {
                "founder_pct_start": 0.5,
                "rounds": [{"pre_money": 8e6, "new_money": 2e6}, {"pre_money": 3e7, "new_money": 1e7}],
            },
            {"founder_pct": [0.4, 0.3], "founder_value": [4e6, 12e6]},
        ),
    ],
    "safes_notes": [
        # 1/10 + 2/40 + 3/100
        (
            {"safes": [{"amount": a, "post_money_cap": c} for a, c in ((1e5, 1e6), (2e5, 4e6), (3e5, 1e7))]},
            {"ownership_each": [0.1, 0.05, 0.03], "ownership_total": 0.18},
        ),
        # two papers of 10 % each: 8M / 0.8 = 10M shares, 12M / 10M; 1/5 sold of 12.5M
        (
            {
                "founder_shares": 8e6,
                "safes": [
                    {"holder": "X", "amount": 1e6, "post_money_cap": 1e7},
                    {"holder": "Y", "amount": 5e5, "post_money_cap": 5e6},
                ],
                "round": {"pre_money": 12e6, "new_money": 3e6},
            },
            {"price": 1.2, "safe_shares": {"X": 1e6, "Y": 1e6}, "safe_pcts": [0.08, 0.08], "new_pct": 0.2},
        ),
        # the same without a cap: 20 % off 12M / (8M + n), n = 1M / (0.8 p): n = 1M x (8M + n) / 9.6M
        (
            {
                "founder_shares": 8e6,
                "safes": [{"amount": 1e6, "discount": 0.2}],
                "round": {"pre_money": 12e6, "new_money": 3e6},
            },
            {
                "price": 12e6 / (8e6 * 96 / 86),
                "safe_shares": 8e6 * 10 / 86,
                "company_capitalization": 8e6 * 96 / 86,
            },
        ),
        # a note above its cap's round: 2 x 1M / 4M; governed by the discount: 2 x 0.9
        ({"amount": 900, "cap": 1e7, "discount": 0.1, "pre_money": 4e6, "round_price": 2}, {"shares": 500}),
    ],
    "exit_waterfalls": [
        # 1.5 x 5M, then a fifth of 32.5M: 14M, under the cap of 15M
        (
            {
                "founders_common": 8e6,
                "series_A": SERIES,
                "exit_value": 4e7,
                "terms": "A 1.5x participating, total cap 3x",
            },
            {"payout": {"Founders": 26e6, "A": 14e6}},
        ),
        # 6M to C, 4M to B, the last 2M to A
        (
            {
                "founders_common": 8e6,
                "series_A": SERIES,
                "series_B": {"shares": 1e6, "invested": 4e6},
                "series_C": {"shares": 1e6, "price": 6},
                "exit_value": 12e6,
                "terms": "C senior to B senior to A, all 1x non-participating",
            },
            {"payout": {"Founders": 0, "A": 2e6, "B": 4e6, "C": 6e6}},
        ),
        # the last is paid first here: B's 3M, then 1M for A
        (
            {
                "classes": [
                    {"name": "F", "kind": "common", "shares": 8e6},
                    {"name": "A", "shares": 1e6, "invested": 2e6, "seniority": 1},
                    {"name": "B", "shares": 1e6, "invested": 3e6, "seniority": 2},
                ],
                "exit_value": 4e6,
                "seniority_1_is_paid_first": False,
            },
            {"payout_millions": {"F": 0, "A": 1, "B": 3}},
        ),
        # at 10M a quarter is worth 2.5M, more than 2M
        (
            {"invested": 2e6, "ownership": 0.25, "participating": False, "exit_value": 1e7},
            {"action": "convert"},
        ),
        # 2x of 10M at 30M: 20M; at 60M converting gives 30M
        (
            {"invested": 1e7, "ownership": 0.5, "exits": [3e7, 6e7], "multiples": [2, 2]},
            {"investor_millions": [20, 30], "others_millions": [10, 30]},
        ),
    ],
    "anti_dilution": [
        # 2.5 x (12M + 2M) / (12M + 4M); the printed base is checked too
        (
            {
                "founders_common": 1e7,
                "series_A": {"shares": 2e6, "price": 2.5},
                "base": "common + preferred = 12,000,000",
                "new_issue": {"shares": 4e6, "consideration": 5e6},
            },
            {"conversion_price": 2.1875, "as_converted": 2e6 * 2.5 / 2.1875},
        ),
        # 20 guaranteed at 16: 1.25 common per share
        (
            {
                "series_e_shares_with_ratchet": 1e6,
                "original_issue_price": 18,
                "guaranteed_value_per_share": 20,
                "ipo_price": 16,
            },
            {"conversion_ratio": 1.25, "additional_shares_more_than": 250_000},
        ),
    ],
    "returns": [
        ({"dates": ["2021-03-05", "2022-03-05"], "amounts": [-100, 110]}, {"xirr": 0.1}),  # 365 days
        ({"dates": ["2020-01-31", "2021-01-30"], "amounts": [-1, 2], "day_count": "30/360"}, {"xirr": 1}),
        # (x - 1.1)(x - 1.5)(x - 2) multiplied out, with the signs changed
        ({"amounts": [-1, 4.6, -6.85, 3.3], "periods": "equal"}, {"irr": [0.1, 0.5, 1.0]}),
        ({"amounts": [-100, 100, -100], "periods": "equal"}, {"irr": None}),
        # 150 at 10 % for one year, 100 x 1.21 + 100 x 1.1 in: the index is 10 % a year
        (
            {
                "contributions": [100, 100, 0],
                "distributions": [0, 150, 0],
                "index": [1, 1.1, 1.21],
                "fund_nav_final": 66,
            },
            {"ks_pme": 231 / 231, "DPI": 0.75, "TVPI": 1.08},
        ),
    ],
    "venture_math": [
        # half of the company is left: 10x; ln 10 / ln 2
        (
            {"entry_valuations": [5e6], "exit_value": 1e8, "target_irr": 1.0, "dilution": 0.5},
            {"gross_multiple": [10], "years": [3.3219280948873626]},
        ),
        # 2x wanted, 0.5x of a failure: (2 - 0.5) / (5 - 0.5)
        (
            {"entry_valuations": 2e7, "exit_value": 1e8, "expected_total_return": 1, "failures_return": 0.5},
            {"hit_rate": [1 / 3]},
        ),
    ],
    "fund_simulations": [
        (
            {"win_probability": 0.25, "payout_multiple_on_win": 8, "stake": 10, "bets": [2]},
            {"expected_value": 20, "probability_all_lost_2_bets": 0.5625},
        ),
        # the open bucket holds 10 %; three of them: 1 - 0.9^3
        (
            {"bucket_edges": [0, 1, 3, None], "bucket_probability": [0.5, 0.4, 0.1]},
            {"share_below_3x": 0.9, "share_at_least_1x": 0.5, "probability_at_least_one_3x_in_3": 0.271},
        ),
        ({"pareto_shape": 3}, {"mean_of_winners": [1.5]}),
    ],
}
KNOWN = [
    {"id": f"{topic}-{at}", "topic": topic, "inputs": inputs, "expected": expected}
    for topic, cases in BY_TOPIC.items()
    for at, (inputs, expected) in enumerate(cases)
]


def changed(case_id: str, **inputs):
    case = next(case for case in shipped() if case["id"] == case_id)
    return {**case, "id": f"changed {case_id}", "inputs": case["inputs"] | inputs}


SAFE = {"amount": 1e6, "post_money_cap": 1e7}
UNKNOWN = [
    changed("priced-plain-8pre-2new", warrants=5),
    changed("safe-cap-binds-with-pool", safes=[SAFE | {"floor": 1e6}]),  # a term inside a list
    changed("safe-post-cap-ownership-single", post_money_cap=5e6) | {"topic": "safes"},
    changed("waterfall-cap-binds", terms="A 1x participating, cap by mood"),
    changed("waterfall-senior-shortfall", terms="B senior to A, A 1x non-participating"),  # B has none
    changed("waterfall-participating-25pct", carve_out=0.1),
    changed("antidilution-nvca-broad", base="common + preferred + granted options = 13,000,000"),
    changed("antidilution-broad-based", base="common + preferred"),  # the case does not part the options
    changed("xirr-leap-year-act365f", day_count="business/252"),
    changed("fund-fees-and-carry-table", carry_rule="european, hurdle 8 %"),
    changed("sim-moonfire-large-portfolios", bound_rule="outcomes above the bound are thrown away"),
    changed("multiples-pe2insight") | {"expected": {"PME": 1}, "recomputed": {}},
]
WRONG = [
    changed("priced-5-at-20-pre-or-post", new_money=6e6),
    changed("irr-plain", amounts=[-100, 39, 59, 55, 30]),
]


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: case["id"])
def test_other_numbers_of_a_known_shape(case):
    check(case)
    for name, value in case["expected"].items():
        if isinstance(value, int | float):
            with pytest.raises(AssertionError, match=name):
                check({**case, "expected": {name: value + 1e-6 * (abs(value) or 1)}})


@pytest.mark.slow
def test_the_command_says_what_became_of_each_case(tmp_path):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([*KNOWN, *UNKNOWN, *WRONG]), encoding="utf-8")
    options = ["-q", "-rA", "-p", "no:cacheprovider", "-k", "test_case", f"--cases={file}"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/test_golden.py", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    said = run.stdout
    for case in KNOWN:
        assert f"PASSED tests/test_golden.py::test_case[{case['id']}]" in said
    for case in UNKNOWN:
        assert (
            f": {case['id']}: " in said.replace("\n", " ")
            and f"PASSED tests/test_golden.py::test_case[{case['id']}]" not in said
        )
    for case in WRONG:
        assert f"FAILED tests/test_golden.py::test_case[{case['id']}]" in said
    assert f"{len(WRONG)} failed, {len(KNOWN)} passed, {len(UNKNOWN)} skipped" in said


def test_words():
    assert [fraction(said) for said in (0.2, "1/8", "12.5 %", "two thirds")] == [0.2, 0.125, 0.125, 2 / 3]
    assert ranks("C senior to A and B", ("A", "B", "C")) == {"C": 1, "A": 2, "B": 2}
    assert ranks("all pari passu", ("A", "B")) == {"A": 1, "B": 1}
    terms = series_terms(
        "A and B pari passu, A 2x participating, uncapped, B 1x non-participating", ("A", "B")
    )
    assert (terms["A"]["preference_x"], terms["A"]["participation"], terms["B"]["rank"]) == (2, "full", 1)
    assert base_rule("full ratchet") == (None, None)


@pytest.mark.parametrize("said", ["a lot", "1/0", None, "one part", "x %"])
def test_words_without_a_meaning(said):
    with pytest.raises(Unsupported):
        fraction(said)
    with pytest.raises(Unsupported):
        ranks(str(said), ("A", "B"))
