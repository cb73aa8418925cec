"""Operator commands of the reference tables."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.settings import services

settings = AppGroup("settings", help="Dated reference tables.")


@settings.command("show")
@click.argument("key")
def show(key: str) -> None:
    """Print what a setting holds today; exit 1 when there is no such setting."""
    try:
        click.echo(services.value(key))
    except KeyError:
        raise click.ClickException(f"There is no setting called {key}") from None
