"""Operator commands of watching the engine, in the group of matching."""

from __future__ import annotations

import json
import sys

import click
from flask.cli import with_appcontext

from app.monitoring import queries, services

NOTHING = 3


@click.command("fairness")
@click.option("--keep", is_flag=True, help="Keep the day's figures as the nightly job does.")
@with_appcontext
def fairness(keep: bool) -> None:
    """Print fairness and exposure as JSON, without counts under ten; exit 3 when nothing was
    published yet, 1 when it fails."""
    run = queries.standing_run()
    if run is None:
        click.echo("No run has published a list yet", err=True)
        sys.exit(NOTHING)
    if keep:
        services.measure()
    found = {"run": run.ref, "engine": run.engine_version, "on": run.on_day.isoformat()}
    click.echo(json.dumps(found | services.fairness().as_json(), ensure_ascii=False, indent=1))
