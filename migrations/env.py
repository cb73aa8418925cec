"""Alembic's environment: reads the application's tables, and waits briefly for locks."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import text

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
        with context.begin_transaction():
            context.run_migrations()


run()
