"""Whether this process can serve: database, tables at head, a living scheduler, mail that moves."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

import config
from app import db
from app.outbox import services as outbox
from app.scheduling import services as scheduling

BEAT = timedelta(minutes=3)
MAIL_AGE = timedelta(minutes=15)


@lru_cache(maxsize=1)
def head() -> str | None:
    """Return the newest migration's number."""
    where = Config()
    where.set_main_option("script_location", str(config.ROOT / "migrations"))
    return ScriptDirectory.from_config(where).get_current_head()


def checks() -> dict[str, bool]:
    """Return each check with whether it passes; nothing here tells an outsider more than that."""
    try:
        return {
            "database": True,
            "migrations": migrated(),
            "scheduler": beating(),
            "outbox": moving(),
        }
    except SQLAlchemyError:
        db.session.rollback()
        return {"database": False}


def migrated() -> bool:
    """Say whether the tables are those of the newest migration."""
    context = MigrationContext.configure(db.session.connection())
    return context.get_current_revision() == head()


def beating() -> bool:
    """Say whether a scheduler showed life in the last minutes."""
    beat = scheduling.last_beat()
    return beat is not None and scheduling.wall_clock() - beat < BEAT


def moving() -> bool:
    """Say whether no message has waited too long, where mail is set up at all."""
    if not current_app.config["MAIL_HOST"]:
        return True
    return not outbox.waiting_longer_than(MAIL_AGE)
