"""The charts of one path, from a view of it."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from calc.closes import LIVE
from calc.dilution import BEFORE, OTHER, ownership
from calc.events.table import POOL
from calc.multiples import multiple_at
from calc.path import Step
from calc.steps import round_steps
from calc.types import Basis, MarkKind, RoundKind, weakest
from dashboard.charts.frame import Frame
from dashboard.charts.ladder import Rung, build_ladder_figure
from dashboard.charts.multiples import MultipleRow, build_multiples_figure
from dashboard.charts.ownership import Band, OwnershipView, build_ownership_figure
from dashboard.charts.rounds_table import Cell, TableView, build_rounds_table_figure
from dashboard.charts.stake import StakePoint, build_stake_figure
from dashboard.charts.why import build_why_figure
from dashboard.i18n.catalog import Catalog
from dashboard.views.event_names import MINE, column_name, step_name
from dashboard.views.low_picture import fitted
from dashboard.views.names import short_name, year_of
from dashboard.views.path import PathView
from dashboard.views.path_why import why_cuts
from dashboard.views.path_words import caption


def path_figure(view: PathView, chart: str, text: Catalog, frame: Frame) -> go.Figure | None:
    """One chart of the path; in a picture with its caption. None if it cannot be drawn."""
    if frame.is_picture and frame.caption is None:
        frame = replace(frame, caption=caption(view, chart, text))
    if not view.private or (view.mark is None and chart != "ownership"):
        return None
    if view.nothing_left and chart not in ("ownership", "table"):
        return None
    if chart == "ladder":
        return build_ladder_figure(_rungs(view, text), text, frame, base=view.scenario.base)
    if chart == "ownership":
        return build_ownership_figure(_ownership(view, text), text, frame)
    if chart == "stake":
        points = stake_points(view, text)
        return build_stake_figure(points, text, frame) if points else None
    if chart == "why":
        return build_why_figure(why_cuts(view, text), text, frame)
    if chart == "table":
        table = table_view(view, text)
        shown, frame = fitted(table.rows, frame, text)
        return build_rounds_table_figure(replace(table, rows=tuple(shown)), frame)
    rows, frame = fitted(multiple_rows(view), frame, text)
    return build_multiples_figure(rows, text, frame, base=view.scenario.base)


def multiple_rows(view: PathView) -> list[MultipleRow]:
    """One row per private round; the record's multiple where the reader's differs."""
    rows = []
    for step in view.private:
        multiple = view.multiples[step.key]
        recorded = view.record_multiples.get(step.key)
        was = recorded.price_multiple_x if recorded and view.is_changed else None
        same = (
            was is None
            or multiple.price_multiple_x is None
            or abs(was / multiple.price_multiple_x - 1) < 1e-9
        )
        rows.append(
            MultipleRow(
                name=short_name(step.terms.name),
                year=year_of(step.terms.date),
                price_x=multiple.price_multiple_x,
                value_x=multiple.valuation_multiple_x,
                price_basis=multiple.price_basis,
                value_basis=multiple.valuation_basis,
                record_price_x=None if same else was,
            )
        )
    return rows


def _rungs(view: PathView, text: Catalog) -> list[Rung]:
    steps = [step for step in view.path.steps if _before_mark(step, view)]
    factors = {step.to_key: step for step in round_steps(view.path)}
    first = before = steps[0]
    rungs = []
    for step in steps:
        factor = factors.get(step.key)
        gained = _gained(first, step) / _gained(first, before)
        rungs.append(
            Rung(
                name=step_name(step.terms.name, text),
                year=year_of(step.terms.date),
                price_x=_gained(first, step) * step.issue_price_usd / first.issue_price_usd,
                value_x=step.post_money_usd / first.post_money_usd,
                price_step_x=factor.price_step_x * gained if factor else None,
                value_step_x=factor.valuation_step_x if factor else None,
                price_basis=weakest(step.price_basis, first.price_basis),
                value_basis=weakest(step.terms.valuation_basis, first.terms.valuation_basis),
                value_step_basis=weakest(step.terms.valuation_basis, before.terms.valuation_basis),
            )
        )
        before = step
    return [*rungs, *_last_rung(view, first, rungs[-1], text)]


def _gained(first: Step, step: Step) -> float:
    """Common shares per share of the first round by then, where the reader's terms adjust it."""
    return first.ratio_at(step.terms.date, listed=step.terms.kind is RoundKind.IPO) if first.ratios else 1.0


def _before_mark(step: Step, view: PathView) -> bool:
    return view.mark is not None and step.terms.date.earliest <= view.mark.date.latest


def _last_rung(view: PathView, first: Step, before: Rung, text: Catalog) -> list[Rung]:
    """The chosen mark, unless the IPO step itself already stands for it."""
    mark = view.mark
    if mark is None or mark.kind is MarkKind.IPO_PRICE:
        return []
    multiple = multiple_at(first, mark)
    if multiple.price_multiple_x is None:
        return []
    value = multiple.valuation_multiple_x
    return [
        Rung(
            name=text.t("event_short." + mark.key[4:])
            if mark.kind is MarkKind.DEAL
            else text.num.date(mark.date, month_only=True),
            year=year_of(mark.date) if mark.kind is MarkKind.DEAL else "",
            price_x=multiple.price_multiple_x,
            value_x=value,
            price_step_x=multiple.price_multiple_x / before.price_x if before.price_x else None,
            value_step_x=value / before.value_x if value and before.value_x else None,
            price_basis=multiple.price_basis,
            value_basis=multiple.valuation_basis,
            value_step_basis=mark.value_basis,
        )
    ]


def _ownership(view: PathView, text: Catalog) -> OwnershipView:
    rows = ownership(view.path)
    dates = {step.key: step.terms.date for step in view.path.steps}
    dates |= {moment.key: moment.date for moment in view.path.moments}
    first = short_name(view.path.steps[0].terms.name)
    labels = {
        BEFORE: text.t("band.before", round=first),
        OTHER: text.t("band.other"),
        POOL: MINE + text.t("own.pool_band"),
    }
    if view.path.ipo:
        labels[view.path.ipo.key] = text.t("band.ipo")
    keys = dict.fromkeys([BEFORE, *(key for row in rows for key in row.fractions if key != OTHER), OTHER])
    return OwnershipView(
        events=tuple(column_name(view, row.round_key, text) for row in rows),
        years=tuple(year_of(dates[row.round_key]) for row in rows),
        bands=tuple(
            Band(
                key=key,
                label=labels.get(key) or column_name(view, key, text),
                fractions=tuple(row.fractions.get(key) for row in rows),
                estimated=key == OTHER,
            )
            for key in keys
        ),
        focus=view.private[0].key,
    )


def stake_points(view: PathView, text: Catalog) -> list[StakePoint]:
    """The chosen holding through rounds and closes, with cost, IPO, peak, newest flagged."""
    holding, _ = view.holding()
    if holding is None:
        return []
    points = []
    if holding.date is not None:
        points.append(
            StakePoint(
                date=holding.date.earliest.isoformat(),
                low_usd=holding.cost_usd,
                high_usd=holding.cost_usd,
                kind="cost",
                name=text.t("flag.cost"),
                basis=Basis.REPORTED,
                flag="cost",
            )
        )
    for value in view.holding_values(holding):
        if value.kind == "round" and (holding.date is None or value.key == holding.round_key):
            continue
        flag, name = _flag(view, value.key, value.date.text, text)
        points.append(
            StakePoint(
                date=value.date.earliest.isoformat(),
                low_usd=value.value_low_usd,
                high_usd=value.value_high_usd,
                kind=value.kind,
                name=name,
                basis=value.basis if value.basis is Basis.ASSUMED else Basis.REPORTED,
                flag=flag,
            )
        )
    return points


def _flag(view: PathView, key: str, date: str, text: Catalog) -> tuple[str, str]:
    if key in ("ipo", "end-ipo"):
        return "ipo", text.t("flag.ipo")
    if key.startswith("end-"):
        return "newest", MINE + text.t("event_short." + key[4:])
    if view.newest is not None and key == view.newest.key:
        date = text.num.date(view.newest.date)
        return "newest", text.t("flag.live", date=date) if key == LIVE else date
    if key == view.peak_key:
        return "peak", text.t("flag.peak")
    step = view.path.step(key)
    return "", short_name(step.terms.name) if step else ""


def table_view(view: PathView, text: Catalog) -> TableView:
    """Rounds as written cells; the IPO last."""
    num = text.num
    rows = []
    for step in view.path.steps:
        multiple = view.multiples.get(step.key)
        terms = step.terms
        rows.append(
            (
                Cell(step_name(terms.name, text)),
                Cell(num.date(terms.date, month_only=True), terms.date_basis),
                Cell(num.money(terms.amount_raised_usd), terms.amount_basis),
                Cell(num.money(step.post_money_usd), terms.valuation_basis),
                Cell(num.price(step.issue_price_usd), step.price_basis),
                Cell(num.percent(step.sold_frac), terms.valuation_basis),
                _multiple_cell(
                    multiple.price_multiple_x if multiple else None,
                    multiple.price_basis if multiple else Basis.REPORTED,
                    text,
                ),
                _multiple_cell(
                    multiple.valuation_multiple_x if multiple else None,
                    multiple.valuation_basis if multiple else Basis.REPORTED,
                    text,
                ),
            )
        )
    keys = ("round", "date", "raised", "post", "paid", "sold", "price_x", "value_x")
    head = tuple(text.t(f"column.{key}") for key in keys)
    return TableView(head=head, rows=tuple(rows), main=6 if view.scenario.base == "price" else 7, spare=5)


def _multiple_cell(value: float | None, basis: Basis, text: Catalog) -> Cell:
    return Cell(text.num.multiple(value), basis)
