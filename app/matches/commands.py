"""Operator commands of matching."""

from __future__ import annotations

import time

import click
from flask.cli import AppGroup

from app.matches import runs
from app.matches.models import RunState

match = AppGroup("match", help="The matching engine.")


@match.command("run")
def run() -> None:
    """Match every young person now and publish their lists; exit 1 when it fails."""
    begin = time.perf_counter()
    done = runs.run("command")
    seconds = time.perf_counter() - begin
    found = "nothing new" if done.state == RunState.UNCHANGED else "lists published"
    click.echo(
        f"{done.people} young people and {done.opportunities} offers: {found} in {seconds:.1f} s"
    )
