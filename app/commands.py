"""The index of operator commands: flask --app wsgi …"""

from __future__ import annotations

from flask import Flask

from app.audit.commands import audit
from app.jobs import scheduler
from app.matches.commands import match
from app.outbox.commands import outbox
from app.settings.commands import settings


def init_app(app: Flask) -> None:
    """Give the command line every group."""
    for command in (audit, match, outbox, scheduler, settings):
        app.cli.add_command(command)
