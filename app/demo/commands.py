"""Operator commands of the demo."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.demo import services
from app.errors import DomainError

demo = AppGroup("demo", help="Invented people to try the product with.")

SIGN_INS = (
    ("business@demo.example", "a bakery and café"),
    ("business2@demo.example", "a warehouse"),
    ("advisor@demo.example", "personal advisor, North team"),
    ("advisor2@demo.example", "personal advisor, South team"),
    ("manager@demo.example", "manager of the North team"),
    ("hr@demo.example", "council HR"),
    ("councillor@demo.example", "councillor"),
    ("councillor2@demo.example", "another councillor"),
    ("coordinator@demo.example", "coordinator, Corporate Parenting team"),
    ("admin@demo.example", "administrator"),
)


def password() -> str:
    """Return the demo's password: DEMO_PASSWORD, or one made once and kept in instance/."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    kept = Path(current_app.instance_path) / "demo-password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(9), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()


@demo.command("load")
@click.option("--size", type=click.IntRange(1, 20_000), help="How many young people.")
@click.option("--canaries", is_flag=True, help="Add names that would betray a leak.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are accounts already.")
def load(size: int | None, canaries: bool, if_empty: bool) -> None:
    """Fill an empty database with the demo and print the sign-ins."""
    if current_app.config["PRODUCTION"]:
        raise click.ClickException("The demo is never loaded in production")
    secret = password()
    if services.is_empty() or not if_empty:
        try:
            counts = services.load(secret, size=size, canaries=canaries)
        except DomainError as error:
            raise click.ClickException(error.words) from None
        click.echo("Loaded " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    for address, who in SIGN_INS:
        click.echo(f"  {address:28} {who}")
    click.echo(f"  password for all of them: {secret}")
