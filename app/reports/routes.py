"""The funnel on one page, and the figures councillors may see."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.downloads import download
from app.reports import queries, services
from app.reports.forms import PeriodForm
from app.security import allow

bp = Blueprint("reports", __name__, url_prefix="/reports")


@bp.get("/funnel")
@allow("coordinator")
def funnel() -> ResponseReturnValue:
    form = PeriodForm(request.args)
    period = services.period_of(*form.answers())
    steps, guarantee, demand = services.exact(period)
    return render_template(
        "reports/funnel.html",
        form=form,
        period=period,
        steps=pairs(steps),
        guarantee=pairs(guarantee),
        demand=demand,
    )


def pairs(steps: list[queries.Step]) -> list[tuple[str, int]]:
    """Return the steps of a funnel as a chart wants them."""
    return [(step.words, step.count) for step in steps]


@bp.get("/funnel.csv")
@allow("coordinator")
def funnel_csv() -> ResponseReturnValue:
    steps, guarantee, _ = services.exact(services.period_of(*PeriodForm(request.args).answers()))
    rows = [(step.words, str(step.count)) for step in [*steps, *guarantee]]
    return download(services.as_csv(("Step", "Number"), rows), "funnel.csv")


@bp.get("/figures")
@allow("councillor", "coordinator")
def figures() -> ResponseReturnValue:
    period = services.to_last_month()
    return render_template(
        "reports/figures.html",
        period=period,
        steps=services.published(queries.funnel(period)),
        needs=services.published_needs(),
    )


@bp.get("/figures.csv")
@allow("councillor", "coordinator")
def figures_csv() -> ResponseReturnValue:
    steps = services.published(queries.funnel(services.to_last_month()))
    rows = [(words, figure.words) for words, figure in steps]
    return download(services.as_csv(("Step", "Number"), rows), "figures.csv")
