"""Everything a page, a picture or the command line shows of one company's path."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from calc.closes import LIVE
from calc.errors import CalcError
from calc.events import Ledger, path_events, replay_events
from calc.events.own import NUMBERS
from calc.events.story import Story, story
from calc.multiples import MarkValue, Multiple, end_mark, mark_value, multiple_at, multiples_at, peak
from calc.path import Path, Step, Terms, record_path
from calc.stakes import Holding, HoldingValue, holding_of_check, holding_of_stake, value_at_mark, values_along
from calc.types import Basis, Company, Mark, MarkKind, Quoted, RoundKind
from calc.whatif import edited_terms, what_if_path, what_if_terms
from dashboard.scenario import Scenario


@dataclass(frozen=True)
class PathView:
    """One company under one scenario. Nothing here rounds or words a number."""

    company: Company
    scenario: Scenario

    @cached_property
    def record(self) -> Path:
        """The record's own path."""
        return record_path(self.company)

    @cached_property
    def path(self) -> Path:
        """The path with the reader's changes; rounds alone need no replay of events."""
        what_if = self.scenario.active
        if what_if.has_events:
            return self.story.path
        return self.record if what_if.is_empty else what_if_path(self.company, what_if)

    @cached_property
    def story(self) -> Story:
        """The company with the reader's own events: all of them, and the path they make."""
        return story(self.company, self.scenario.active)

    @cached_property
    def ledger(self) -> Ledger:
        """Every event of the path; without own events the rounds, as far as they were replayed."""
        if self.scenario.active.has_events:
            return self.story.ledger
        terms = tuple(step.terms for step in self.path.steps)
        return replay_events(path_events(self.path.opening_shares, terms)) if terms else Ledger(())

    @cached_property
    def terms(self) -> tuple[Terms, ...]:
        """Inputs of every round as typed, also those the replay could not reach."""
        try:
            terms = what_if_terms(self.company, self.scenario.active)
        except CalcError:
            terms = tuple(edited_terms(self.company, self.scenario.active))
        return tuple(self._as_found(one) for one in terms)

    def _as_found(self, terms: Terms) -> Terms:
        """Amount and value of a round whose price or fraction the reader typed, once it is found."""
        step, own = self.path.step(terms.key), self.scenario.active.terms_of(terms.key)
        if step is None or not any(own.number(name) for name in NUMBERS):
            return terms
        return replace(
            terms,
            amount_raised_usd=step.post_money_usd - step.pre_money_usd,
            valuation_usd=step.post_money_usd,
            held=Quoted.POST,
            amount_basis=Basis.ASSUMED,
            valuation_basis=Basis.ASSUMED,
        )

    @property
    def is_changed(self) -> bool:
        """Whether the reader's changes are in force."""
        return not self.scenario.active.is_empty

    @cached_property
    def recorded_mark(self) -> Mark:
        """The chosen mark as recorded; the IPO price if the scenario names none of this company.

        Without a live price the newest mark stands for it.
        """
        by_key = {mark.key: mark for mark in self.company.marks}
        by_key.setdefault(LIVE, self.company.marks[-1])
        return by_key.get(self.scenario.mark) or by_key.get("ipo") or self.company.marks[-1]

    @cached_property
    def marks(self) -> tuple[Mark | MarkValue, ...]:
        """Marks to measure at, in order of date: the record's that still exist, and own ends."""
        ends = [end_mark(end) for end in self.path.ends]
        kept = [mark for mark in self.company.marks if not any(_ruled_out(mark, end) for end in ends)]
        if not ends:
            return tuple(kept)
        return tuple(sorted([*kept, *ends], key=lambda mark: mark.date.latest))

    @cached_property
    def chosen_mark(self) -> Mark | MarkValue:
        """The mark in force: the scenario's, else the IPO price, else the first own end."""
        by_key = {mark.key: mark for mark in self.marks}
        if self.marks:
            by_key.setdefault(LIVE, self.marks[-1])
        ends = [mark for mark in self.marks if isinstance(mark, MarkValue)]
        return by_key.get(self.scenario.mark) or by_key.get("ipo") or (ends or self.company.marks)[-1]

    @cached_property
    def mark(self) -> MarkValue | None:
        """The chosen mark on the path; None if the path stops before it."""
        chosen = self.chosen_mark
        if isinstance(chosen, MarkValue):
            return chosen
        return mark_value(chosen, path=self.path, record=self.record)

    @cached_property
    def private(self) -> tuple[Step, ...]:
        """The private rounds of the path."""
        return tuple(step for step in self.path.steps if step.terms.kind is RoundKind.PRICED)

    @cached_property
    def multiples(self) -> dict[str, Multiple]:
        """Multiple of every private round at the chosen mark, by round."""
        if self.mark is None:
            return {}
        return {m.round_key: m for m in multiples_at(self.path, self.mark)}

    @cached_property
    def record_multiples(self) -> dict[str, Multiple]:
        """The same for the record; none to compare with where the mark is an own sale."""
        if self.chosen_mark.kind is MarkKind.DEAL:
            return {}
        mark = mark_value(self.recorded_mark, path=self.record, record=self.record)
        return {m.round_key: m for m in multiples_at(self.record, mark)} if mark else {}

    @property
    def first(self) -> Multiple | None:
        """Multiple of the first private round: the first check."""
        return self.multiples.get(self.private[0].key) if self.private else None

    def at(self, key: str, round_key: str) -> Multiple | None:
        """Multiple of one round at any mark of the record, carried over to the path."""
        mark = next((mark for mark in self.company.marks if mark.key == key), None)
        step = self.path.step(round_key)
        value = mark_value(mark, path=self.path, record=self.record) if mark and step else None
        return multiple_at(step, value) if step and value else None

    def at_end(self, step: Step, mark: Mark | MarkValue | None) -> float | None:
        """Multiple of a round at a listing or sale of the reader's own."""
        return multiple_at(step, mark).price_multiple_x if isinstance(mark, MarkValue) else None

    @property
    def nothing_left(self) -> bool:
        """Whether a round got nothing at the mark, which a logarithmic scale cannot show."""
        return any(one.price_multiple_x == 0 for one in self.multiples.values())

    @cached_property
    def listed_marks(self) -> tuple[MarkValue, ...]:
        """IPO price, every close and an own sale on the path, in order of date."""
        wanted = (MarkKind.IPO_PRICE, MarkKind.CLOSE, MarkKind.DEAL)
        values = [
            mark if isinstance(mark, MarkValue) else mark_value(mark, path=self.path, record=self.record)
            for mark in self.marks
            if mark.kind in wanted
        ]
        return tuple(value for value in values if value is not None)

    @cached_property
    def newest(self) -> MarkValue | None:
        """The newest price of the listed company on the path."""
        listed = [mark for mark in self.listed_marks if mark.is_listed]
        return listed[-1] if listed else None

    @cached_property
    def peak_key(self) -> str:
        """Key of the highest close, empty without closes."""
        highest = peak(self.company.marks)
        return highest.key if highest else ""

    def holding(self) -> tuple[Holding | None, CalcError | None]:
        """The chosen stake or check on the path, or why there is none."""
        if self.scenario.stake == "check":
            return self._check()
        by_key = {stake.key: stake for stake in self.company.stakes}
        stake = by_key.get(self.scenario.stake) or next(iter(self.company.stakes), None)
        if stake is None:
            return None, CalcError("no_stake")
        holding = holding_of_stake(stake, self.path)
        return holding, None if holding else CalcError("round_gone", round=stake.round_key)

    def _check(self) -> tuple[Holding | None, CalcError | None]:
        step = self.path.step(self.scenario.check_round) or (self.private[0] if self.private else None)
        if step is None:
            return None, CalcError("no_rounds")
        try:
            return holding_of_check(step, self.scenario.check_usd), None
        except CalcError as error:
            return None, error

    def holding_values(self, holding: Holding) -> tuple[HoldingValue, ...]:
        """The holding from its purchase through every round and listed mark."""
        return values_along(holding, self.path, self.listed_marks)

    def holding_at_mark(self, holding: Holding) -> HoldingValue | None:
        """The holding at the chosen mark."""
        return value_at_mark(holding, self.mark) if self.mark else None


def _ruled_out(mark: Mark, end: MarkValue) -> bool:
    """Whether an own listing or sale leaves no place for a mark of the record."""
    if end.kind is MarkKind.DEAL:
        return mark.date.latest >= end.date.earliest
    too_early = mark.kind is MarkKind.CLOSE and mark.date.latest < end.date.earliest
    return mark.kind is MarkKind.IPO_PRICE or too_early
