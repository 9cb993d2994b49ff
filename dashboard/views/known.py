"""A company as far as it is known: rounds with gaps, what holders could get, and what can be replayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from calc.checks import Worth, check_along
from calc.closes import LIVE
from calc.errors import CalcError
from calc.gaps import Gap, Replayable, filled, one_per_value, replayable
from calc.library import Entry, EntryMultiple, Exit, Kind, LibraryCompany, entry_multiple
from calc.path import Step
from calc.types import Basis, Figure
from dashboard.scenario import Scenario
from dashboard.sources.library import load_library
from dashboard.sources.records import load_companies, load_company
from dashboard.views.path import PathView

REPLAYED = ("ownership", "why")  # charts that need share counts
_SAME = 1e-9  # a price that moved less than this fraction did not move
_PRIVATE = (Kind.ROUND, Kind.TOKEN)


@dataclass(frozen=True)
class KnownView:
    """One company of the library under one scenario. Nothing here rounds or words a number."""

    company: LibraryCompany
    scenario: Scenario

    @cached_property
    def found(self) -> Replayable:
        """The rounds that can be replayed, the reader's figures in the gaps, and what is missing."""
        return replayable(self.company, self.scenario.active)

    @cached_property
    def record_gaps(self) -> tuple[Gap, ...]:
        """What the record itself lacks for a replay."""
        return replayable(self.company).gaps

    @cached_property
    def replay(self) -> PathView | None:
        """The rounds that can be replayed under the reader's changes; None if there are not two."""
        company = self.found.company
        if company is None:
            return None
        keys, what_if = {one.key for one in company.rounds}, self.scenario.what_if
        kept = replace(
            what_if,
            edits=tuple(edit for edit in what_if.edits if edit.round_key in keys),
            removed=tuple(key for key in what_if.removed if key in keys),
            events=(),  # own events need a full record
            terms=(),
        )
        mark = self.recorded_exit.key if self.recorded_exit else ""
        return PathView(company, replace(self.scenario, what_if=kept, mark=mark, stake="check"))

    @property
    def is_changed(self) -> bool:
        """Whether the reader's figures are in force."""
        return not self.scenario.active.is_empty

    @cached_property
    def exits(self) -> tuple[Exit, ...]:
        """Everything one can measure at, in order of date."""
        known = (one for one in self.company.prices if one.price or one.value or one.of_cost_x is not None)
        return tuple(known)

    @cached_property
    def recorded_exit(self) -> Exit | None:
        """The chosen exit on record; else the first that says something at a price somebody paid."""
        chosen = [one for one in self.exits if one.key == self.scenario.mark]
        if self.scenario.mark == LIVE and not chosen:  # without a live price, the newest close
            chosen = [one for one in self.exits if one.kind == "close"][-1:]
        able = [one for one in self.exits if _says_something(self.company.entries, one)]
        paid = [one for one in able if not one.reference]
        return next(iter([*chosen, *paid, *able, *self.exits]), None)

    @cached_property
    def exit(self) -> Exit | None:
        """The chosen exit; in a what-if its price follows the share count. None past a stop."""
        at = self.recorded_exit
        stopped = self.replay is not None and self.replay.path.problem is not None
        return None if at is None or stopped else self.moved(at)

    def moved(self, at: Exit) -> Exit:
        """A price at which something could be had, as the reader's changes move it."""
        replay = self.replay
        if replay is None or not replay.is_changed or at.price is None:
            return at
        value = next((one for one in replay.listed_marks if one.key == at.key), None)
        if value is None:
            return at
        return replace(at, price=_moved_price(at.price, value.price_usd, value.price_basis))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Rounds and marks in order, the reader's figures and rounds among them."""
        edits = {edit.round_key: edit for edit in self.scenario.active.edits}
        entries = [filled(one, edits.get(one.key)) for one in self.company.entries]
        replay = self.replay
        if replay is None or not replay.is_changed:
            return tuple(entries)
        steps = {step.key: step for step in replay.path.steps}
        joined = {one.key for one in entries if one.kind is Kind.ROUND}
        joined -= {one.key for one in one_per_value(entries)}
        gone = joined | set(replay.scenario.active.removed)
        kept = [_overlaid(one, steps.get(one.key)) for one in entries if one.key not in gone]
        return tuple(_with_added(kept, replay.path.steps))

    @cached_property
    def multiples(self) -> tuple[EntryMultiple, ...]:
        """Every entry at the exit, in order; without an exit none."""
        at = self.exit
        return tuple(entry_multiple(one, at) for one in self.entries) if at else ()

    @cached_property
    def record_multiples(self) -> dict[str, EntryMultiple]:
        """The same as recorded, by round."""
        at = self.recorded_exit
        return {one.key: entry_multiple(one, at) for one in self.company.entries} if at else {}

    @cached_property
    def first(self) -> EntryMultiple | None:
        """The first round that has a multiple per share; without one, by company value, or a mark."""
        rounds = [one for one in self.multiples if one.entry.kind in _PRIVATE]
        priced = [one for one in rounds if one.price_x is not None]
        valued = [one for one in rounds if one.value_x is not None]
        marks = [one for one in self.multiples if one.price_x is not None]
        return next(iter(priced or valued or marks), None)

    @property
    def has_prices(self) -> bool:
        """Whether any round has a multiple per share at the exit."""
        return any(one.price_x is not None for one in self.multiples)

    @property
    def base(self) -> str:
        """The basis to stress: the reader's, or the only one there is."""
        if not self.has_prices:
            return "value"
        return self.scenario.base if any(one.value_x for one in self.multiples) else "price"

    @property
    def why_none(self) -> str:
        """Code of what keeps every multiple per share from existing; empty if one exists."""
        if self.has_prices:
            return ""
        reasons = [one.why for one in self.multiples if one.entry.kind in _PRIVATE]
        if not reasons:
            return "never_listed"
        return next((why for why in ("no_ratio", "no_exit_price", "no_price") if why in reasons), "before")

    @property
    def why_no_replay(self) -> str:
        """Code of what keeps shares, dilution and the what-if from being computed; empty if nothing."""
        if self.replay is not None:
            return ""
        rounds = [one for one in self.company.entries if one.kind is Kind.ROUND]
        if not rounds:
            return "tokens"
        if len(rounds) == 1:
            return "one_round"
        if not any(one.price for one in rounds):
            return "values_only"
        return "no_counts" if all(one.price for one in rounds) else "some_prices"

    @cached_property
    def enterable(self) -> tuple[Entry, ...]:
        """Rounds a check can be followed from."""
        able = {one.entry.key for one in self.multiples if one.price_x is not None}
        return tuple(
            one for one in self.entries if one.kind is not Kind.MARK and (one.price or one.key in able)
        )

    @property
    def check_round(self) -> str:
        """Key of the round the check goes into: the reader's, else the first."""
        keys = [one.key for one in self.enterable]
        return self.scenario.check_round if self.scenario.check_round in keys else next(iter(keys), "")

    def check(self) -> tuple[Worth, ...] | CalcError:
        """The reader's check through every later price, or why it cannot be followed."""
        if not self.enterable:
            return CalcError("no_share_price", round=self.company.name)
        exits = [self.moved(one) for one in self.exits]
        try:
            return check_along(self.entries, exits, key=self.check_round, check_usd=self.scenario.check_usd)
        except CalcError as error:
            return error

    def check_multiple(self) -> EntryMultiple | None:
        """The round of the check at the chosen exit."""
        return next((one for one in self.multiples if one.entry.key == self.check_round), None)


def path_view(scenario: Scenario) -> PathView | None:
    """What of the scenario's company can be replayed: all of a full record, else its last rounds."""
    if scenario.company in load_companies():
        return PathView(load_company(scenario.company), scenario)
    return KnownView(load_library()[scenario.company], scenario).replay


def _says_something(entries: Iterable[Entry], at: Exit) -> bool:
    found = [entry_multiple(one, at) for one in entries]
    return any(one.price_x is not None or one.value_x is not None for one in found)


def _overlaid(one: Entry, step: Step | None) -> Entry:
    """A round as the replay has it."""
    if step is None:
        return one
    terms = step.terms
    source = one.price.source_id if one.price else ""
    return replace(
        one,
        date=terms.date,
        raised=Figure(terms.amount_raised_usd, terms.amount_basis, source),
        post_money=Figure(step.post_money_usd, terms.valuation_basis, source),
        price=_moved_price(one.price, step.issue_price_usd, step.price_basis),
    )


def _moved_price(recorded: Figure | None, price_usd: float, basis: Basis) -> Figure:
    """The price of the replay; the recorded one where a change elsewhere left it as it was."""
    if recorded is None:
        return Figure(price_usd, basis)
    same = abs(price_usd / recorded.value - 1) < _SAME
    return recorded if same else Figure(price_usd, basis, recorded.source_id)


def _with_added(entries: list[Entry], steps: tuple[Step, ...]) -> list[Entry]:
    """The reader's own rounds, each after the round it follows in the replay."""
    found = list(entries)
    for before, step in zip((None, *steps), steps, strict=False):
        if any(one.key == step.key for one in found):
            continue
        own = Entry(step.key, step.terms.name, Kind.ROUND, None, None, None, None, 1.0)
        keys = [one.key for one in found]
        first = next((keys.index(one.key) for one in steps if one.key in keys), len(keys))
        at = keys.index(before.key) + 1 if before else first
        found.insert(at, _overlaid(own, step))
    return found
