"""The test bed: one real database per process, put back to its start after each test."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, event

import config
from app import create_app, db
from app.opportunities.search import holding
from app.settings import services as settings
from tests import factories, fixed_day, pg
from tests.browser import Browser

ENGINE = os.environ.get("TEST_ENGINE", "sqlite")

# How quick the machine is that day says nothing about the code.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
# To look for examples nobody has met yet: HYPOTHESIS_PROFILE=search scripts/test tests/matching
hypothesis_settings.register_profile(
    "search", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=2_000
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_configure(config):
    """Set the clock in every process that runs tests."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        fixed_day.begin()
        config.add_cleanup(fixed_day.end)


@event.listens_for(Engine, "connect")
def give_unordered_rows_backwards(connection, _):
    """Let SQLite answer a question without an order the wrong way round, as PostgreSQL may any day."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


def settings_for(address: str) -> config.Settings:
    """The settings every test runs under."""
    return replace(
        config.from_environment(),
        DATABASE_URL=address,
        SECRET_KEY="only-for-tests-" + "x" * 32,
        PRODUCTION=False,
        APP_NOW="",
        LOG_LEVEL="WARNING",
    )


class SqliteStore:
    """A database file, and the file it is copied back from."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "test.db"
        self.start = folder / "start.db"
        self.address = f"sqlite:///{self.file}"

    def keep(self) -> None:
        """Remember the present content as the start."""
        self._copy(self.file, self.start)

    def restore(self) -> None:
        """Go back to the start, page by page, whoever still has the file open."""
        self._copy(self.start, self.file)

    def _copy(self, source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
            one.backup(other)


class PostgresStore:
    """A database on the tests' own server; emptied and refilled after each test."""

    def __init__(self) -> None:
        self.address = pg.new_database()

    def keep(self) -> None:
        """Nothing to do: the start is an empty database with its reference rows."""

    def restore(self) -> None:
        """Empty every table, whatever points at it, and fill the reference tables again."""
        # A hundred times faster than TRUNCATE on tables that hold next to nothing.
        emptied = ";".join(
            f'DELETE FROM "{table.name}"' for table in db.Model.metadata.sorted_tables
        )
        with db.orm.engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql(emptied)
        settings.load_reference()


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    return PostgresStore() if ENGINE == "postgres" else SqliteStore(tmp_path_factory.mktemp("db"))


@pytest.fixture(scope="session")
def built_app(store):
    app = create_app(settings_for(store.address))
    with app.app_context():
        db.orm.create_all()
        settings.load_reference()
        store.keep()
    return app


@pytest.fixture
def app(built_app, store):
    """The application on a fresh database, with its context pushed."""
    with built_app.app_context():
        yield built_app
        db.session.rollback()
        db.session.remove()
        store.restore()
        holding.forget()


@pytest.fixture
def browser(app):
    """A browser that checks every page it is shown."""
    return Browser(app)


@pytest.fixture
def make(app):
    """Rows with one line each: make.user("advisor"), make.opportunity(state="LIVE")."""
    return factories.Factory()


@pytest.fixture
def token():
    """What a rendered form carries so that it counts once."""
    return secrets.token_urlsafe(24)


def person(role):
    """A fixture for the usual person of a role."""

    @pytest.fixture(name=role)
    def someone(make):
        return make.user(role)

    return someone


business = person("business")
advisor = person("advisor")
manager = person("manager")
hr = person("hr")
councillor = person("councillor")
coordinator = person("coordinator")
admin = person("admin")
