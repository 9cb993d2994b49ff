"""What an MFN paper takes over, by hand: 8M shares, $12M pre-money, $3M new, so a fifth is sold.

In the round of $15M a paper of $500,000 has 0.5 / 15 at its price, 0.5 / 0.8 / 15 at 20 % off, and
of a post-money cap its part of the four fifths.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calc.safes import Before, Control, Convertible, Form, RoundTerms, solve_round, solve_rounds, stack
from tests.drawn import near

BEFORE, ROUND = Before(8e6), RoundTerms(12e6, 3e6)
PLAIN, OFF = 0.5 / 15, 0.5 / 0.8 / 15
NEVER = 1e9  # a cap far above the round


def mfn(**given) -> Convertible:
    return Convertible("m", 5e5, mfn=True, **given)


def later(key: str, **given) -> Convertible:
    return Convertible(key, 1e6, **given)


# the papers, the one whose package the first takes, by which term, for which part of the company
TAKEN = [
    # its own discount is better than a cap that does not bind, or than nothing
    ((mfn(discount_frac=0.2), later("b", cap_usd=NEVER)), "", Control.DISCOUNT, OFF),
    ((mfn(discount_frac=0.2), later("b")), "", Control.DISCOUNT, OFF),
    # as good as its own is no better; of two alike the first
    ((mfn(discount_frac=0.2), later("b", discount_frac=0.2)), "", Control.DISCOUNT, OFF),
    ((mfn(), later("b", discount_frac=0.2), later("c", discount_frac=0.2)), "b", Control.DISCOUNT, OFF),
    # the best of all, wherever it stands: a $5M cap is a tenth of the 80 %
    ((mfn(), later("b", cap_usd=5e6), later("c", discount_frac=0.2)), "b", Control.CAP, 0.08),
    ((mfn(), later("b", discount_frac=0.2), later("c", cap_usd=5e6)), "c", Control.CAP, 0.08),
    # the one it names, even if it is worse
    ((mfn(discount_frac=0.2, elects="b"), later("b", cap_usd=NEVER)), "b", Control.ROUND_PRICE, PLAIN),
    (
        (mfn(elects="c"), later("b", cap_usd=5e6), later("c", discount_frac=0.2)),
        "c", Control.DISCOUNT, OFF,
    ),
    # whole: cap and discount both leave with it
    ((mfn(cap_usd=5e6, elects="b"), later("b", discount_frac=0.2)), "b", Control.DISCOUNT, OFF),
    # a fixed fraction is no package, though of $1M it would be the better one
    ((mfn(), later("y", fixed_frac=0.2)), "", Control.ROUND_PRICE, PLAIN),
]  # fmt: skip


@pytest.mark.parametrize(("papers", "elected", "control", "frac"), TAKEN)
def test_the_package_taken_over(papers, elected, control, frac):
    one = solve_round(BEFORE, papers, ROUND).of("m")
    assert (one.elected_key, one.control, one.frac) == (elected, control, near(frac))


def test_the_form_of_a_cap_comes_with_it():
    # pre-money: $0.5M and $1M at a cap of $4M on 8M shares are 1M and 2M more: 11M at $12M / 11M
    papers = (mfn(), later("b", cap_usd=4e6, form=Form.PRE_MONEY))
    done = solve_round(BEFORE, papers, ROUND)
    assert [one.shares for one in done.conversions] == near([1e6, 2e6])
    assert done.price_usd == near(12 / 11)
    assert done.of("m").elected_key == "b"


def test_an_earlier_mfn_may_take_what_a_later_one_took():
    # n takes the $10M cap of c; m, choosing after n, finds it at both and takes the first
    papers = (mfn(), later("n", mfn=True), later("c", cap_usd=1e7))
    done = solve_round(BEFORE, papers, ROUND)
    assert [one.elected_key for one in done.conversions] == ["n", "c", ""]
    # 5 + 10 + 10 % of the capitalization
    assert [one.frac for one in done.conversions] == near([0.04, 0.08, 0.08])


def test_mfn_papers_of_many_rounds_choose_each_for_itself():
    rounds = [
        (BEFORE, (mfn(), later("b", cap_usd=5e6)), ROUND),
        (BEFORE, (mfn(discount_frac=0.2), later("b", cap_usd=NEVER)), ROUND),
        (BEFORE, (later("a", cap_usd=1e7), mfn()), ROUND),
        (BEFORE, (mfn(elects="c"), later("b", cap_usd=5e6), later("c")), ROUND),
        (BEFORE, (), ROUND),
    ]
    found = solve_rounds(stack(rounds))
    assert found.elected.tolist() == [[1, -1, -1], [-1, -1, -1], [-1, -1, -1], [2, -1, -1], [-1, -1, -1]]
    part = found.paper_shares[:, 0] / found.fully_diluted_shares
    assert part.tolist() == near([0.08, OFF, 0.08, PLAIN, 0.0])
    assert found.by_cap[:, 0].tolist() == [True, False, True, False, False]


def test_a_column_without_money_offers_nothing():
    two = stack([(BEFORE, (mfn(), later("b", cap_usd=5e6)), ROUND)])
    gone = replace(two, amount_usd=np.array([[5e5, 0.0]]))
    found = solve_rounds(gone)
    assert (found.elected.tolist(), found.code.tolist()) == ([[-1, -1]], [""])
    assert found.paper_shares[0].tolist() == near([PLAIN * found.fully_diluted_shares[0], 0.0])
    named = replace(gone, elects=np.array([[1, -1]]))
    assert solve_rounds(named).code.tolist() == ["not_issued_later"]


def test_money_in_millions_is_the_same_round():
    # a tenth each by the cap of 5 for 0.5, before a fifth is sold; in all 15 for 8 / 0.8 / 0.8 shares
    papers = (Convertible("m", 0.5, mfn=True, elects="b"), Convertible("b", 0.5, cap_usd=5.0))
    found = solve_rounds(stack([(Before(8.0), papers, RoundTerms(12.0, 3.0))]))
    assert (found.code.tolist(), found.elected.tolist()) == ([""], [[1, -1]])
    assert (found.paper_shares[0] / found.fully_diluted_shares).tolist() == near([0.08, 0.08])
    assert found.price_usd.tolist() == near([1.2])
    # even a cap and a round below one: 0.05 / 0.5 sold, then 0.2 / 1
    small = [(Before(0.8), (Convertible("s", 0.05, cap_usd=0.5),), RoundTerms(0.8, 0.2))]
    found = solve_rounds(stack(small))
    assert found.code.tolist() == [""]
    assert (found.paper_shares[0] / found.fully_diluted_shares).tolist() == near([0.08])
