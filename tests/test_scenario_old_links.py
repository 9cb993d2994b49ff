"""Links made before must open to what they opened to when they were made."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs

import pytest

from calc.types import PartialDate
from calc.whatif import AddedRound, RoundEdit, WhatIf
from dashboard.scenario import IpoView, from_query
from dashboard.scenario.claims import ClaimView
from dashboard.scenario.compare import CompareView
from dashboard.scenario.exit_math import MathView
from dashboard.scenario.exits import ClassRow, ExitView, Holding
from dashboard.scenario.funds import FundView
from dashboard.scenario.investor import InvestorView
from dashboard.scenario.library import LibraryView
from dashboard.scenario.odds import OddsView
from dashboard.scenario.safes import Founder, Note, Paper, SafeView

BRIDGE = AddedRound("added-1", "Bridge", PartialDate("2013-06"), 5e7, 3e9, 0.0)
# Never change a line here: people have these links. Add a line when the link gets a new part.
OLD_LINKS = [
    ("v=1&lang=ru", {"lang": "ru"}),
    (
        "v=1&lang=en&chart=ladder&base=value&mark=first-close&handle=%40name",
        {"chart": "ladder", "base": "value", "mark": "first-close", "handle": "@name"},
    ),
    (
        "v=1&lang=ru&company=airbnb&chart=stake&stake=check&round=series-a&check=25000.5&mark=2025-04-30",
        {
            "lang": "ru",
            "chart": "stake",
            "stake": "check",
            "check_round": "series-a",
            "check_usd": 25_000.5,
            "mark": "2025-04-30",
        },
    ),
    (
        "v=1&lang=en&edit=series-b%3Apost%3A600000000&edit=series-b%3Adate%3A2011-08&edit=seed%3Araised%3A700000",
        {
            "what_if": WhatIf(
                edits=(
                    RoundEdit("series-b", post_money_usd=6e8, date=PartialDate("2011-08")),
                    RoundEdit("seed", amount_raised_usd=7e5),
                )
            )
        },
    ),
    (
        "v=1&lang=en&show=record&add=Bridge%3A2013-06%3A50000000%3A3000000000%3A0&remove=series-f&remove=series-e"
        "&edit=series-c:pre:2300000000&edit=series-d:other:-1000000.5",
        {
            "record_only": True,
            "what_if": WhatIf(
                edits=(
                    RoundEdit("series-c", pre_money_usd=2.3e9),
                    RoundEdit("series-d", other_issuance_shares=-1_000_000.5),
                ),
                added=(BRIDGE,),
                removed=("series-f", "series-e"),
            ),
        },
    ),
    (
        "v=1&lang=ru&from=1990&to=2024&years=1999%2C2021&log=1&all=1&average=5&against=1999",
        {
            "lang": "ru",
            "ipos": IpoView(
                first_year=1990,
                last_year=2024,
                highlight=(1999, 2021),
                log=True,
                show_all=True,
                average_years=5,
                against_year=1999,
            ),
        },
    ),
    (
        "v=1&lang=en&chart=stake&stake=check&prorata=0.5&sell=dated&sold=2021-06-30:0.5&sold=2022-12-30:0.25",
        {
            "chart": "stake",
            "stake": "check",
            "investor": InvestorView(
                pro_rata_frac=0.5,
                sell="dated",
                sales=((dt.date(2021, 6, 30), 0.5), (dt.date(2022, 12, 30), 0.25)),
            ),
        },
    ),
    (
        "v=1&lang=en&path=square&at=first-close&list=last",
        {"library": LibraryView(company="square", exit_key="first-close", shown="last")},
    ),
    (
        "v=1&lang=en&said=%2420K+became+%243B&of=uber&within=0.05&card=yc",
        {"claims": ClaimView(said="$20K became $3B", company="uber", within_frac=0.05, card="yc")},
    ),
    (
        "v=1&lang=en&founder=Ann%3A5000000&founder=Bob%3A4000000&method=dollars&outside=1&rounding=4&closes=2026-06-30"
        "&safe=YC%3A125000%3A0%3A0%3Afixed%3A0.07&safe=MFN:375000:0:0:mfn&safe=Old:100000:5000000:0:pre"
        "&safe=Note:300000:5000000:0.2:note:0.08:2025-01-15:360:2027-01-15",
        {
            "safes": SafeView(
                founders=(Founder("Ann", 5e6), Founder("Bob", 4e6)),
                method="dollars",
                outside=True,
                rounding=4,
                closes=dt.date(2026, 6, 30),
                papers=(
                    Paper("YC", 125e3, kind="fixed", fixed_frac=0.07),
                    Paper("MFN", 375e3, kind="mfn"),
                    Paper("Old", 100e3, 5e6, kind="pre"),
                    Paper(
                        "Note",
                        300e3,
                        5e6,
                        0.2,
                        kind="note",
                        note=Note(0.08, dt.date(2025, 1, 15), "360", dt.date(2027, 1, 15)),
                    ),
                ),
            )
        },
    ),
    (
        "v=1&lang=en&case=airbnb&exit=1000000000&fees=1000000&feerate=0.02&carveout=0.1&stacked=1"
        "&class=Founders:common:8000000&class=Staff:options:1000000:0.5&class=Angel:safe:500000:5000000:2"
        "&class=Series%20A:series:2000000:5000000:1.5:capped:3:1:1.25&class=Pool:pool:500000&holds=Ann:Founders:0.5",
        {
            "exits": ExitView(
                case="airbnb",
                exit_usd=1e9,
                fees_usd=1e6,
                fees_frac=0.02,
                carve_out_frac=0.1,
                stacked=True,
                classes=(
                    ClassRow("Founders", "common", 8e6),
                    ClassRow("Staff", "options", 1e6, strike_usd=0.5),
                    ClassRow("Angel", "safe", amount_usd=5e5, cap_usd=5e6, rank=2),
                    ClassRow(
                        "Series A",
                        "series",
                        2e6,
                        5e6,
                        preference_x=1.5,
                        participation="capped",
                        cap_x=3.0,
                        ratio_x=1.25,
                    ),
                    ClassRow("Pool", "pool", 5e5),
                ),
                holdings=(Holding("Ann", "Founders", 0.5),),
            )
        },
    ),
    (
        "v=1&lang=en&odds=bet&bet=uber&bet-round=seed&bet-at=ipo&bet-check=50000&bet-kept=0.1&funded-lag=7&funded=first"
        "&editions=cb-2018,carta-2018&counted=founded&belief=0.4,0.5,0.5,0.5,0.1,0.005&about=horsley-bridge",
        {
            "odds": OddsView(
                chart="bet",
                editions=("cb-2018", "carta-2018"),
                counted="founded",
                belief=(0.4, 0.5, 0.5, 0.5, 0.1, 0.005),
                about="horsley-bridge",
                bet="uber",
                bet_round="seed",
                bet_exit="ipo",
                check_usd=50_000.0,
                kept_frac=0.1,
                funded="first",
                lag_years=7,
            )
        },
    ),
    (
        "v=1&lang=en&math=fund&solve=exit&enter=5000000&leave=2e8&held=10&left=0.4&hits=0.1&gain=0.3&said-of=total"
        "&axes=time&free=0.03&mega=2e9&mega-stake=0.1&mega-hits=0.05&worth=3e10&build=1e9&build-years=2"
        "&build-hits=0.7&build-rate=0.12&fund=5e7&fund-by=own&fund-check=250000&fund-own=0.15&fund-of=uber"
        "&fund-round=seed&fund-at=ipo",
        {
            "exit_math": MathView(
                chart="fund",
                unknown="exit",
                entry_usd=5e6,
                exit_usd=2e8,
                years=10.0,
                retained_frac=0.4,
                hit_frac=0.1,
                return_frac=0.3,
                reading="total",
                axes="time",
                free_frac=0.03,
                mega_usd=2e9,
                mega_stake_frac=0.1,
                mega_hit_frac=0.05,
                worth_usd=3e10,
                build_usd=1e9,
                build_years=2.0,
                build_hit_frac=0.7,
                build_rate_frac=0.12,
                fund_usd=5e7,
                fund_by="own",
                fund_check_usd=250e3,
                fund_own_frac=0.15,
                fund_company="uber",
                fund_round="seed",
                fund_exit="ipo",
            )
        },
    ),
]
# What a link leaves out: these must not change either, or old links would show something else.
OLD_DEFAULTS = {
    "lang": "en",
    "company": "airbnb",
    "chart": "multiples",
    "base": "price",
    "mark": "ipo",
    "stake": "seed-lot",
    "check_round": "seed",
    "check_usd": 25_000.0,
    "handle": "",
    "find": "",
    "record_only": False,
    "what_if": WhatIf(),
    "investor": InvestorView(),
    "library": LibraryView(),
    "claims": ClaimView(),
    "funds": FundView(),
    "compare": CompareView(),
    "odds": OddsView(),
    "exit_math": MathView(),
    "ipos": IpoView(
        first_year=1980,
        last_year=2025,
        highlight=(1999, 2021, 2022, 2025),
        log=False,
        show_all=False,
        average_years=0,
        against_year=2021,
    ),
    "exits": ExitView(case="inflection", exit_usd=None, debt_usd=0.0),
    "safes": SafeView(
        founders_shares=9e6,
        options_shares=250e3,
        pool_shares=750e3,
        pre_money_usd=25e6,
        new_money_usd=4e6,
        target_pool_frac=0.1,
        papers=(
            Paper("Fund 1", 750e3, 10e6),
            Paper("Fund 2", 475e3, 10e6),
            Paper("Angel", 500e3, 13e6),
        ),
    ),
}


@pytest.mark.parametrize(("text", "facts"), OLD_LINKS, ids=range(1, len(OLD_LINKS) + 1))
def test_old_links(text, facts):
    scenario, ignored = from_query(parse_qs(text, keep_blank_values=True))
    assert ignored == ()
    assert vars(scenario) == OLD_DEFAULTS | facts
