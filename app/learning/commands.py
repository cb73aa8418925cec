"""Operator commands of learning, in the group of matching."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from app.errors import DomainError
from app.learning import queries, services, texts
from app.matches.models import ModelState

NOT_BETTER = 3


@click.command("learn")
@with_appcontext
def learn() -> None:
    """Try to weigh the score better; exit 0 when the new model is used or waits for a yes, 3 when
    the old one stays, 1 when it fails."""
    try:
        heard = texts.learn(by=None, even_so=True)
        row = services.learn(by=None)
    except DomainError as error:
        raise click.ClickException(error.words) from None
    click.echo(queries.line(row))
    click.echo(texts.line(heard))
    if row.state == ModelState.REFUSED:
        sys.exit(NOT_BETTER)


@click.command("models")
@with_appcontext
def models() -> None:
    """List every model, newest first; exit 1 when the standing one was changed from outside."""
    for row in queries.history():
        click.echo(queries.line(row))
    for heard in texts.history():
        click.echo(texts.line(heard))
    problem = queries.problem()
    if problem:
        raise click.ClickException(problem)


@click.command("rollback")
@with_appcontext
@click.argument("version", type=int, required=False)
@click.option("--sectors", is_flag=True, help="Go back with the sector model instead.")
@click.option("--reason", default="By command", show_default=True, help="Why; kept in the trail.")
@with_appcontext
def rollback(version: int | None, sectors: bool, reason: str) -> None:
    """Use the model before the present one, or VERSION; exit 1 when there is none."""
    try:
        if sectors:
            click.echo(texts.line(texts.go_back(reason=reason, by=None)))
        else:
            click.echo(queries.line(services.go_back(version, reason=reason, by=None)))
    except DomainError as error:
        raise click.ClickException(error.words) from None
