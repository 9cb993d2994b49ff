"""Published rounds over SAFEs, to open on the page."""

from __future__ import annotations

from dashboard.scenario.safes import Founder, Paper, SafeView

YC_DEAL = (
    Paper("YC 7 %", 125_000.0, kind="fixed", fixed_frac=0.07),
    Paper("YC MFN", 375_000.0, kind="mfn"),
)
_SAFES = (Paper("SAFE 1", 1e6, 12.5e6), Paper("SAFE 2", 1e6, 12.5e6))


def _eights(count: int) -> SafeView:
    """SAFEs of 8 % each, then a round of 20 %, nothing else."""
    return SafeView(
        founders_shares=1e7 * (1 - 0.08 * count),
        options_shares=0.0,
        pool_shares=0.0,
        pre_money_usd=16e6,
        new_money_usd=4e6,
        target_pool_frac=0.0,
        papers=_SAFES[:count],
    )


CASES: dict[str, SafeView] = {
    "one": _eights(1),
    "two": _eights(2),
    "five": SafeView(
        founders=(Founder("Founder 1", 4.5e6), Founder("Founder 2", 4.5e6)),
        papers=(
            *YC_DEAL,
            Paper("Fund 1", 750_000.0, 10e6),
            Paper("Fund 2", 475_000.0, 10e6),
            Paper("Follow-on", 500_000.0, 13e6),
        ),
    ),
    "guide": SafeView(
        founders_shares=9.25e6,
        options_shares=650_000.0,
        pool_shares=100_000.0,
        pre_money_usd=15e6,
        new_money_usd=5e6,
        papers=(Paper("A", 200_000.0, 4e6), Paper("B", 800_000.0, 8e6)),
        rounding=4,
    ),
}
SOURCES = {"five": "1984vc-cap-table", "guide": "yc-safe-guide"}


def case_of(view: SafeView) -> str:
    """Key of the published round a view shows, empty if it is none."""
    return next((key for key, case in CASES.items() if case == view), "")
