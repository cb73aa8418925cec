"""What APScheduler runs and when; each job calls one service."""

from __future__ import annotations

import click
from flask.cli import with_appcontext


@click.command("scheduler")
@with_appcontext
def scheduler() -> None:
    """Run the clock: chasers, expiries, match runs, messages."""
