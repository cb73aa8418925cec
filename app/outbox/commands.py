"""Operator commands of the outbox."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.outbox import sender, services

outbox = AppGroup("outbox", help="Messages that leave.")


@outbox.command("send")
def send() -> None:
    """Send what is due; exit 1 when messages are stuck."""
    post = sender.from_settings()
    if post is None:
        click.echo("No mail host is set (MAIL_HOST), so messages wait in the outbox")
        return
    click.echo(f"Sent {services.send_due(post)}")
    if stuck := services.stuck():
        raise click.ClickException(f"{stuck} messages could not be delivered")
