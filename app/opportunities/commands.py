"""Operator commands: check a file of offers against the law, import a file of offers."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import click
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from app import clock, db
from app.errors import DomainError
from app.opportunities import checking
from app.opportunities.intake.storing import POLICIES, Intake, Summary
from app.opportunities.intake.tables import Source
from app.opportunities.law import lines
from app.opportunities.lawful import Rules

opportunities = AppGroup("opportunities", help="Offers: the lawful-offer check.")
import_group = AppGroup("import", help="Bring in files from elsewhere.")
DAY = click.DateTime(formats=["%Y-%m-%d"])


def _day(given: datetime | None) -> date:
    return given.date() if given else clock.today()


@opportunities.command("check")
@click.argument("file", type=click.File("rb"))
@click.option("--as-of", "as_of", type=DAY, help="The day the check speaks of; today if not given.")
def check(file: BinaryIO, as_of: datetime | None) -> None:
    """Check offers in JSON Lines; print one line of findings for each. FILE may be “-”.

    A line that cannot be read is named on standard error, and the others are answered. Exit code: 0
    when every line could be read, 2 when the file or one of its lines could not.
    """
    law, wrong = _rules(_day(as_of)), 0
    for read in lines.read(lines.lines(file)):
        if isinstance(read, str):
            wrong += 1
            click.echo(read, err=True)
        else:
            click.echo(lines.answer(*read, law), nl=False)
    if wrong:
        sys.exit(2)


def _rules(as_of: date) -> Rules:
    try:
        return checking.rules(as_of)
    except DBAPIError:
        # Before the database is set up, what ships with the product will do.
        db.session.rollback()
        return checking.shipped(as_of)


@import_group.command("opportunities")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--commit/--preview", "commit", help="Store the rows, or only say what would happen.")
@click.option("--on", "on", type=DAY, help="The day of the import; today if not given.")
@click.option(
    "--employer-policy",
    "policy",
    type=click.Choice(POLICIES),
    default="approve",
    show_default=True,
    help="Organisations nobody knows: approve them, send them to review, or take only existing ones.",
)
def import_opportunities(file: Path, commit: bool, on: datetime | None, policy: str) -> None:
    """Bring in offers from CSV, XLSX or JSON Lines: every row or none; exit 2 when a row is wrong."""
    intake = Intake(Source(file.name, file), on=_day(on), policy=policy)
    try:
        summary = intake.store(by=None) if commit else intake.look()
    except DomainError as error:
        _report(intake.summary)
        click.echo(error.words, err=True)
        sys.exit(2)
    _report(summary)
    if summary.errors:
        sys.exit(2)
    done = "" if commit else " Nothing was stored: add --commit."
    click.echo(
        f"{summary.rows:,} rows: {summary.new:,} new, {summary.known:,} known already, "
        f"{summary.over:,} past their closing date, {summary.paused:,} paused because they are not "
        f"lawful, {summary.employers:,} new organisations.{done}"
    )


def _report(summary: Summary) -> None:
    for error in summary.errors:
        click.echo(str(error), err=True)
    if summary.more_errors:
        click.echo(f"… and {summary.more_errors:,} more", err=True)
