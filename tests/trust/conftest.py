"""A database of its own with the demo and its canaries in it, loaded once for all these tests."""

from __future__ import annotations

import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from app import create_app, db
from app.demo import services as demo
from app.settings import services as settings
from tests import pg
from tests.conftest import ENGINE, SqliteStore, settings_for
from tests.trust import busy
from tests.trust.walk import Map
from tests.trust.world import WALKERS, World


class CopiedDatabase:
    """A database on the tests' own server, made anew from a copy."""

    def __init__(self) -> None:
        self.address = pg.new_database()
        self.start: str | None = None

    def keep(self) -> None:
        db.orm.engine.dispose()
        self.start = pg.new_database(self.address)

    def restore(self) -> None:
        db.orm.engine.dispose()
        pg.drop_database(self.address)
        names = (make_url(where).database for where in (self.address, self.start))
        new, start = map(sql.Identifier, names)
        again = sql.SQL("create database {} template {}").format(new, start)
        pg.server_of_this_process().run(again)


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
