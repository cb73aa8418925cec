"""The migrations build what the models say, and take it down again, on the engine of this run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from app import create_app, db
from tests import pg
from tests.conftest import settings_for
from tests.rules import sources

FOLDER = str(sources.ROOT / "migrations")
NAME = re.compile(r"(\d{4})_[a-z0-9]+(_[a-z0-9]+)*\.py")


@pytest.fixture
def address(tmp_path):
    """An empty database of this run's engine."""
    if os.environ.get("TEST_ENGINE") != "postgres":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with pg.database() as address:
        yield address


@pytest.fixture
def empty(address):
    """The application on an empty database."""
    app = create_app(settings_for(address))
    with app.app_context():
        yield app
        db.session.remove()
        db.orm.engine.dispose()


def tables():
    return set(inspect(db.orm.engine).get_table_names()) - {"alembic_version"}


def differences():
    with db.orm.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, db.Model.metadata)


def test_upgrading_an_empty_database_gives_what_the_models_say(empty):
    flask_migrate.upgrade(FOLDER)

    assert tables() == set(db.Model.metadata.tables)
    assert differences() == []


def test_downgrading_to_the_beginning_leaves_no_table_behind(empty):
    flask_migrate.upgrade(FOLDER)

    flask_migrate.downgrade(FOLDER, revision="base")

    assert tables() == set()


def test_what_was_taken_down_can_be_built_again(empty):
    flask_migrate.upgrade(FOLDER)
    flask_migrate.downgrade(FOLDER, revision="-1")

    flask_migrate.upgrade(FOLDER)

    assert differences() == []


def test_the_migrations_are_numbered_in_one_line():
    revisions = list(ScriptDirectory(FOLDER).walk_revisions())[::-1]
    names = [Path(revision.path).name for revision in revisions]
    numbers = [f"{number:04d}" for number in range(1, len(revisions) + 1)]

    assert [NAME.fullmatch(name)[1] for name in names] == numbers
    assert [revision.revision for revision in revisions] == numbers
    assert [revision.down_revision for revision in revisions] == [None, *numbers[:-1]]
