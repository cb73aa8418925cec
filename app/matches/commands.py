"""Operator commands of matching."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import NoResultFound

from app import clock
from app.matches import replays, runs
from app.matches.models import MatchRun, RunState
from app.states import words

match = AppGroup("match", help="The matching engine.")
# References may begin with a dash, and are no options then.
DASHES = {"ignore_unknown_options": True}


@match.command("run")
@click.option("--person", "ref", metavar="REF", help="Only the young person with this reference.")
@click.option("--anew", is_flag=True, help="Also those for whom nothing is different.")
def run(ref: str | None, anew: bool) -> None:
    """Match every young person now and publish their lists.

    Exit code 0 when it is done, 1 when it failed (the old lists stand), 2 when nobody has this
    reference.
    """
    people = None if ref is None else [_person(ref)]
    begin = time.perf_counter()
    tell = _show if sys.stderr.isatty() else runs.nobody_listens
    try:
        done = runs.run("command", people, anew=anew, tell=tell)
    except Exception as error:
        raise click.ClickException(
            f"The run failed, and the lists stand as they were: {type(error).__name__}: {error}"
        ) from error
    click.echo(f"{_found(done)} in {time.perf_counter() - begin:.1f} s; run {done.ref}")


def _person(ref: str) -> int:
    try:
        return runs.number_of(ref)
    except NoResultFound:
        raise click.BadParameter(f"nobody has the reference {ref}") from None


def _show(done: int, of: int) -> None:
    click.echo(f"\r{done} of {of} young people", err=True, nl=done == of)


def _found(done: MatchRun) -> str:
    found = "nothing new" if done.state == RunState.UNCHANGED else f"{done.changed} lists published"
    return f"{done.people} young people and {done.opportunities} offers: {found}"


@match.command("runs")
@click.option("--last", default=10, show_default=True, help="How many.")
def list_runs(last: int) -> None:
    """List the last runs, newest first."""
    for row in runs.recent(last):
        begun = clock.local(row.started_at).strftime("%d %b %Y %H:%M")
        state = words(row.state)
        click.echo(f"{row.ref}  {begun}  {row.trigger:8}  {state}  {row.done} of {row.people}")


@match.command("replay", context_settings=DASHES)
@click.argument("run_ref", metavar="RUN")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the list.")
def replay(run_ref: str, out: Path | None) -> None:
    """Make the list of a past run again and compare it with what was published.

    RUN is its reference, or “last”. Exit code 0 when both are the same, byte for byte, 1 when
    they are not or the run cannot be replayed, 2 when there is no such run.
    """
    try:
        found = replays.replay(_run(run_ref))
    except replays.CannotReplay as error:
        raise click.ClickException(error.words) from None
    if out:
        out.write_text("".join(f"{line}\n" for line in found.lines), "utf-8")
    if found.forgotten:
        click.echo(f"{found.forgotten} lists of this run are not kept any more.")
    for ref in found.different:
        click.echo(f"{ref}: the list came out different from what was published")
    for ref in found.tables:
        click.echo(f"{ref}: the stored rows are not the list that was published")
    if not found.same:
        raise click.ClickException("The replay is not the same.")
    click.echo(f"The same, byte for byte: {found.people} young people, {len(found.lines)} lines.")


@match.command("export", context_settings=DASHES)
@click.argument("run_ref", metavar="RUN")
@click.option("--to", "folder", required=True, type=click.Path(file_okay=False, path_type=Path))
def export(run_ref: str, folder: Path) -> None:
    """Write what a past run stood on, as files for python -m matching.

    RUN is its reference, or “last”. The files hold personal data. Exit codes as for replay.
    """
    try:
        command = replays.export(_run(run_ref), folder)
    except replays.CannotReplay as error:
        raise click.ClickException(error.words) from None
    click.echo(f"Written to {folder}; they hold personal data. In that folder, the same list comes")
    click.echo(f"from: {command}")


def _run(ref: str) -> MatchRun:
    try:
        return replays.find(ref)
    except NoResultFound:
        raise click.BadParameter(f"there is no run {ref}") from None
