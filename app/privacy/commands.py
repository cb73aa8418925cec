"""Operator commands for people’s rights over their data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from app import db
from app.audit import services as audit
from app.errors import DomainError
from app.privacy import copying, erasing, forgetting, items, people, retention
from app.young_people.models import YoungPerson

LOOK = 3


def find(reference: str) -> YoungPerson:
    """Return whose reference this is, or end with exit code 1."""
    try:
        return people.named(reference)
    except DomainError as error:
        raise click.ClickException(error.words) from error


def write(file: Path, content: bytes) -> None:
    """Write a file nobody else on the machine can read; never over another."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error


@click.command("sar")
@click.argument("reference")
@click.option(
    "--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="The ZIP to write."
)
@click.option("--checked", is_flag=True, help="Leave out whatever a person would have to look at.")
@with_appcontext
def sar(reference: str, file: Path | None, checked: bool) -> None:
    """Write a copy of everything held about one young person, by their reference or case reference.

    The ZIP holds a paper to read and a file for machines. Exit code: 0 when it may be handed over,
    3 when a person has to look at marked places first (it is written all the same), 1 when nobody
    has this reference or the file cannot be written. A file is never written over.
    """
    person = find(reference)
    number, ref = person.id, person.ref
    waiting = len(items.to_look_at(items.sections(number)))
    content = copying.copy(number, {}) if checked else copying.working_copy(number)
    with db.transaction():
        audit.record("young_person.copied", "young_person", ref, by=None, reason="flask sar")
    target = file or Path(f"subject-access-{ref}.zip")
    write(target, content)
    click.echo(f"{target}: {len(content)} bytes")
    if waiting and not checked:
        places = "1 place waits" if waiting == 1 else f"{waiting} places wait"
        click.echo(f"{places} for a person to look before it is handed over", err=True)
        sys.exit(LOOK)


subject_access = click.Command(
    "subject-access", callback=sar.callback, params=sar.params, help=sar.help
)


@click.command("erase")
@click.argument("reference")
@click.option("--really", is_flag=True, help="Do it. Without this nothing is changed.")
@with_appcontext
def erase(reference: str, really: bool) -> None:
    """Show what forgetting one young person would do; with --really, do it.

    Exit code: 0 when it was shown or done and nothing else speaks of them, 3 when rows of others
    still do and a person has to look, 1 when nobody has this reference or it is refused.
    """
    person = find(reference)
    words = erasing.words_of(person.id)
    try:
        erasing.refuse(person)
        steps = erasing.plan(person)
        if really:
            forgetting.by_operator(person)
    except DomainError as error:
        raise click.ClickException(error.words) from error
    for step in steps:
        click.echo(f"{step.does:7} {step.rows:6}  {step.table.name}")
    click.echo("Done." if really else "Nothing was changed. Add --really to do it.")
    if not really:
        return
    left = erasing.remaining(words)
    for trace in left:
        click.echo(f"look at {trace.rows:6}  {trace.table}.{trace.column}", err=True)
    if left:
        sys.exit(LOOK)


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say what would be forgotten.")
@with_appcontext
def retain(dry_run: bool) -> None:
    """Forget what is due by every rule, or say what would be; print rows by rule.

    Young people’s records are never deleted here: those to decide about are only counted. Exit code 0;
    1 when it fails.
    """
    done = retention.due() if dry_run else retention.run()
    for key, rows in done.items():
        click.echo(f"{rows:6}  {key}")
    total = sum(done.values())
    click.echo(f"{total:6}  {'would be forgotten' if dry_run else 'forgotten'}")
    click.echo(f"{len(retention.to_review()):6}  records for a person to decide about")
