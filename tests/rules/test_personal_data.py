"""Nothing about a person is kept that nobody has decided about: a new column fails here first.

To mend it, add the column to app/privacy/map/columns.csv (and a new table to tables.csv): what class
of data it is, whether it goes in a copy for the young person, and what erasure does with it. The
first lines of app/privacy/decisions.py say what each word means.
"""

from __future__ import annotations

import sqlalchemy as sa

from app import db, models  # noqa: F401
from app.privacy import decisions

CLASSES = {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "-"}
WHOSE = "young_person shared staff employer prospect enquirer reporter referrer candidate nobody".split()


def test_every_column_of_the_database_has_been_decided_about():
    assert decisions.undecided() == []


def test_a_column_nobody_decided_about_is_named(monkeypatch):
    table = sa.Table("sector", sa.MetaData(), sa.Column("mothers_name", sa.Text))
    monkeypatch.setattr(db.Model, "metadata", table.metadata)

    assert "decide about sector.mothers_name" in decisions.undecided()


def test_no_column_is_decided_about_twice():
    for table in decisions.tables().values():
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names)), table.name


def test_every_table_that_leads_to_a_young_person_says_how_theirs_are_found():
    known = decisions.tables()
    leads = {"young_person"}
    shared = {"employer", "user", "sector", "opportunity", "match_run", "match_input"}
    while True:
        more = {
            table.name
            for table in db.Model.metadata.sorted_tables
            for column in table.columns
            for key in column.foreign_keys
            if key.column.table.name in leads and table.name not in shared
        } - leads
        if not more:
            break
        leads |= more

    assert [name for name in sorted(leads) if not known[name].of_young_people] == []


def test_the_words_of_the_map_are_ones_the_code_knows():
    for table in decisions.tables().values():
        assert table.whose in WHOSE, table.name
        assert table.kept, table.name
        assert bool(table.erased in {"delete", "strip", "keep"}) == table.of_young_people, (
            table.name
        )
        assert table.title or table.whose == "nobody", table.name
        assert table.why or table.erased != "keep", f"{table.name} is kept without a reason"
        for column in table.columns:
            where = f"{table.name}.{column.name}"
            assert column.about in CLASSES, where
            assert column.copy in {"yes", "data", "look", "no"}, where
            assert _fits(table.erased, column.erase), where


def _fits(erased: str, what: str) -> bool:
    if erased == "delete":
        return what == "delete"
    if erased == "strip":
        return what in {"keep", "blank", "new"} or what.startswith("=")
    return what == ("keep" if erased == "keep" else "-")


def test_whatever_is_stripped_can_be_blanked():
    for table in decisions.of_young_people():
        real = db.Model.metadata.tables[table.name]
        for column in table.columns:
            kind = real.c[column.name].type
            if column.erase == "blank" and not real.c[column.name].nullable:
                assert isinstance(kind, sa.String | sa.JSON), f"{table.name}.{column.name}"
