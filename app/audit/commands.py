"""Operator commands of the audit trail."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.audit import services

audit = AppGroup("audit", help="The audit trail.")


@audit.command("verify")
def verify() -> None:
    """Check every seal; exit 1 and name the first bad row when one is broken."""
    broken = services.first_broken()
    if broken is not None:
        raise click.ClickException(f"The audit trail is broken at row {broken}")
    number, seal = services.head()
    click.echo(f"The audit trail is whole: {number} rows, head {seal}")
