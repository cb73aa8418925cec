"""Alembic's environment: reads the application's tables, and waits briefly for locks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from app import db
from app.models import __all__ as features

if not features:
    raise RuntimeError("Nothing imports the tables")
target = db.Model.metadata


def plain(kind: str, column: object, _: object) -> str | bool:
    """Write our own column types as what the database knows them as."""
    if kind == "type" and isinstance(column, db.Choice):
        return f"sa.String({column.impl_instance.length})"
    return "sa.DateTime()" if kind == "type" and isinstance(column, db.UtcDateTime) else False


def run() -> None:
    """Run the migrations on the application's database, each in its own transaction."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # A migration that cannot get its lock soon must not queue everybody behind it.
            connection.execute(text("SET lock_timeout = '4s'"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=target,
            render_as_batch=True,
            compare_type=True,
            render_item=plain,
            transaction_per_migration=True,
        )
        with loose(connection), context.begin_transaction():
            context.run_migrations()


@contextmanager
def loose(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables that others point at, and see afterwards that all still do.

    SQLite changes most things about a table by making it anew. Dropping the old one would delete
    every row that points at it, one scan a row, as long as foreign keys are enforced; they can be
    switched only outside a transaction, hence past SQLAlchemy, which would begin one.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("The connection is closed")
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")
    astray = driver.execute("PRAGMA foreign_key_check").fetchall()
    if astray:
        raise RuntimeError(f"{len(astray)} rows point at nothing, the first in {astray[0][0]}")


run()
