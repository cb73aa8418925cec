"""The migrations build what the models say, and take it down again, on the engine of this run."""

from __future__ import annotations

import os
import re
import secrets
from datetime import date, datetime
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, insert, inspect, text

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


def test_rows_that_point_at_each_other_survive_every_upgrade_from_the_first_release(empty):
    flask_migrate.upgrade(FOLDER, revision="0024")
    with db.orm.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        for name, given in POINTING:
            connection.execute(insert(tables.tables[name]), [row(tables.tables[name], given)])
    flask_migrate.upgrade(FOLDER)

    with db.orm.engine.connect() as connection:
        kept = {
            name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar()
            for name, _ in POINTING
        }
        assert kept == {name: sum(one == name for one, _ in POINTING) for name in kept}
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


# Rows that are pointed at, and rows that point at them: what a rebuilt table must not lose.
POINTING = [
    ("user", {"id": 1, "email": "a@demo.example"}),
    ("employer", {"id": 1, "sector_key": "retail"}),
    ("membership", {"employer_id": 1, "user_id": 1}),
    ("opportunity", {"id": 1, "employer_id": 1, "sector_key": "retail", "places": 1}),
    ("review_comment", {"opportunity_id": 1, "by_id": 1}),
    ("young_person", {"id": 1, "advisor_id": 1}),
    ("consent", {"id": 1, "young_person_id": 1, "recorded_by_id": 1}),
    ("activity", {"young_person_id": 1}),
    ("suggestion", {"young_person_id": 1, "opportunity_id": 1}),
]
PLAIN = {int: 0, str: "x", bool: False, float: 0.0, list: [], dict: {}}


def row(table, given):
    """A row with something plain in every column that must have something."""
    made = dict(given)
    for column in table.columns:
        needed = not column.nullable and column.server_default is None
        if needed and column.name not in made and column.autoincrement is not True:
            kind = column.type.python_type
            made[column.name] = {datetime: WHEN, date: WHEN.date()}.get(kind, PLAIN.get(kind, 0))
    if "ref" in table.columns:
        made["ref"] = secrets.token_urlsafe(16)
    if table.primary_key.columns.keys() == ["id"]:
        made.setdefault("id", 1)
    return made


WHEN = datetime(2026, 11, 1, 9, 0)  # noqa: DTZ001  as the database keeps it


def test_the_migrations_are_numbered_in_one_line():
    revisions = list(ScriptDirectory(FOLDER).walk_revisions())[::-1]
    names = [Path(revision.path).name for revision in revisions]
    numbers = [f"{number:04d}" for number in range(1, len(revisions) + 1)]

    assert [NAME.fullmatch(name)[1] for name in names] == numbers
    assert [revision.revision for revision in revisions] == numbers
    assert [revision.down_revision for revision in revisions] == [None, *numbers[:-1]]
