"""The index of operator commands: flask --app wsgi …"""

from __future__ import annotations

from flask import Flask

from app.accounts.commands import users
from app.audit.commands import audit
from app.demo.commands import demo
from app.jobs import scheduler
from app.learning.commands import learn, models, rollback
from app.matches.commands import match
from app.monitoring.commands import fairness
from app.opportunities.commands import import_group, opportunities
from app.outbox.commands import outbox
from app.places.commands import places
from app.privacy.commands import erase, retain, sar, subject_access
from app.settings.commands import settings

COMMANDS = (
    audit,
    demo,
    erase,
    import_group,
    match,
    opportunities,
    outbox,
    places,
    retain,
    sar,
    scheduler,
    settings,
    subject_access,
    users,
)


def init_app(app: Flask) -> None:
    """Give the command line every group."""
    for command in COMMANDS:
        app.cli.add_command(command)
    for command in (fairness, learn, models, rollback):
        match.add_command(command)
