"""A database of its own with the demo and its canaries in it, loaded once for all these tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from app import clock, create_app, db
from app.demo import services as demo
from app.settings import services as settings
from tests import pg
from tests.conftest import ENGINE, SqliteStore, settings_for
from tests.trust import busy
from tests.trust.walk import Map
from tests.trust.world import WALKERS, World


class CopiedDatabase:
    """A database on the tests' own server whose rows are kept aside and put back."""

    def __init__(self) -> None:
        self.address = pg.new_database()
        self.rows: dict[str, bytes] = {}
        self.counters = ""

    def keep(self) -> None:
        """Remember every row, and where the counters of numbers stand."""
        with self._cursor() as cursor:
            for name in tables():
                with cursor.copy(f'COPY "{name}" TO STDOUT') as copy:
                    self.rows[name] = b"".join(bytes(part) for part in copy)
            cursor.execute(
                "SELECT format('SELECT setval(%L, %s, %L)', s.schemaname || '.' || s.sequencename,"
                " coalesce(s.last_value, 1), s.last_value IS NOT NULL) FROM pg_sequences s"
            )
            self.counters = ";".join(line for (line,) in cursor.fetchall())

    def restore(self) -> None:
        """Empty every table, whatever points at it, and put the rows back."""
        with self._cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(";".join(f'DELETE FROM "{name}"' for name in tables()))
            for name, rows in self.rows.items():
                if rows:
                    with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                        copy.write(rows)
            if self.counters:
                cursor.execute(self.counters)

    @contextmanager
    def _cursor(self) -> Iterator[psycopg.Cursor]:
        connection = db.orm.engine.raw_connection()
        try:
            yield connection.cursor()
            connection.commit()
        finally:
            connection.close()


def tables() -> list[str]:
    return [table.name for table in db.Model.metadata.sorted_tables]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep all who walk the demo on one worker: building and walking it takes a minute."""
    for item in items:
        if "demo_world" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """The store of the demo; its name says to both engines that this is about a database."""
    return (
        CopiedDatabase() if ENGINE == "postgres" else SqliteStore(tmp_path_factory.mktemp("demo"))
    )


@pytest.fixture(scope="session")
def demo_world(address):
    app = create_app(settings_for(address.address))
    with app.app_context():
        db.orm.create_all()
        settings.load_reference()
        demo.load("not-a-secret-here", canaries=True)
        db.session.remove()
        # However slow the machine: the visit to a young person’s page must outlast the tests.
        for key in ("voice.idle_minutes", "voice.visit_hours"):
            settings.set_value(key, 900, valid_from=clock.today(), source="Tests", by=None)
        db.session.remove()
    world = World(app, address)
    for email in WALKERS.values():
        world.visitor(email)
    busy.live(world, Map(world, of_a_kind=1, tries=3))
    for visitor in world.visitors.values():
        visitor.sign_in()
    with app.app_context():
        address.keep()
    return world


@pytest.fixture(scope="session")
def atlas(demo_world):
    """Every address and form each role can find."""
    return Map(demo_world)


@pytest.fixture
def world(demo_world):
    """The demo at its start, whatever the test before did to it."""
    yield demo_world
    demo_world.restore()
