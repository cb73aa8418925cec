"""Operator commands of the postcodes."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.places import services

places = AppGroup("places", help="Postcodes and areas.")


@places.command("load")
def load() -> None:
    """Fill the table of postcodes; does nothing when it is filled already."""
    added = services.load()
    click.echo(f"Added {added:,} places" if added else "The places are there already")
