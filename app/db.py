"""The database: session, base model, column types, and the one transaction rule."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Engine, MetaData, String, Text, event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: kept as UTC without a zone, handed out as UTC with one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Choice(TypeDecorator[StrEnum]):
    """One value of a StrEnum, kept as its text, so that a new value needs no migration."""

    impl = String(40)
    cache_ok = True

    def __init__(self, choices: type[StrEnum]) -> None:
        super().__init__()
        self.choices = choices

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.choices(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.choices(value)


class Model(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        datetime: UtcDateTime(),
        str: Text(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        list[str]: JSON(),
        list[dict[str, Any]]: JSON(),
    }


orm = SQLAlchemy(metadata=Model.metadata)
session = orm.session


def new_ref() -> str:
    """Return an opaque 128-bit reference for addresses people can see.

    None begins with a dash: a command would take it for an option.
    """
    ref = secrets.token_urlsafe(16)
    return new_ref() if ref.startswith("-") else ref


class Referenced:
    """A row that people meet under an opaque reference, never under its number."""

    ref: Mapped[str] = mapped_column(String(22), unique=True, default=new_ref)


def _prepare_sqlite(connection: DBAPIConnection, _: object) -> None:
    # Autocommit mode hands BEGIN to us: see _begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "busy_timeout=15000",
        "synchronous=NORMAL",
        "secure_delete=ON",  # what is deleted is overwritten, not only let go of
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A read transaction that turns into a write fails at once under WAL when somebody
    # else wrote in between, whatever the timeout; so writers say so from the start.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def listen(engine: Engine) -> None:
    """Make SQLite behave: foreign keys, write-ahead log, writers queue instead of failing."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)


def init_app(app: Flask) -> None:
    """Bind the session to the application's database."""
    orm.init_app(app)
    with app.app_context():
        listen(orm.engine)


@contextmanager
def transaction() -> Iterator[None]:
    """Run a block, or a decorated service, as one transaction; inner ones join the outer.

    On success everything is committed and the after_commit callbacks run; on any
    exception nothing is kept.
    """
    info = session.info
    if info.get("depth"):
        info["depth"] += 1
        try:
            yield
        finally:
            info["depth"] -= 1
        return
    _start_writing()
    info.update(depth=1, before=[], after=[], scratch={})
    try:
        yield
        session.flush()
        for callback in info["before"]:
            callback()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        info["depth"] = 0
    for callback in info["after"]:
        callback()


def _start_writing() -> None:
    pending = list(session.new) + list(session.dirty) + list(session.deleted)
    if not pending:
        session.rollback()
        session.connection(execution_options={"writes": True})


def before_commit(callback: Callable[[], None]) -> None:
    """Run the callback inside the transaction, as its last act (the audit chain does)."""
    _hooks("before").append(callback)


def after_commit(callback: Callable[[], None]) -> None:
    """Run the callback once the transaction is safely stored; never if it rolls back."""
    _hooks("after").append(callback)


def _hooks(name: str) -> list[Callable[[], None]]:
    info = session.info
    if not info.get("depth"):
        raise RuntimeError("This must happen inside a transaction")
    hooks: list[Callable[[], None]] = info[name]
    return hooks


def scratch() -> dict[str, Any]:
    """Return a place for notes that lives exactly as long as the open transaction."""
    if not session.info.get("depth"):
        raise RuntimeError("This must happen inside a transaction")
    notes: dict[str, Any] = session.info["scratch"]
    return notes


def in_transaction() -> bool:
    """Say whether a transaction of ours is open."""
    return bool(session.info.get("depth"))
