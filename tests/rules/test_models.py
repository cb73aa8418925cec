"""Whoever asks for every table gets every table, however the application was started."""

from __future__ import annotations

import ast

import grimp

from app import db, models
from tests.rules import sources


def has_tables(name: str) -> bool:
    nodes = ast.walk(ast.parse(sources.text(name)))
    bases = [base for node in nodes if isinstance(node, ast.ClassDef) for base in node.bases]
    return any(ast.unparse(base) in {"Model", "db.Model"} for base in bases)


def test_the_index_of_tables_names_every_module_that_has_some():
    known = grimp.build_graph("app").find_modules_directly_imported_by("app.models")
    with_tables = [name for name in sources.files("app", ends=".py") if has_tables(name)]

    assert {name[:-3].replace("/", ".") for name in with_tables} == known
    assert len(models.__all__) == len(known)


def test_the_application_itself_imports_the_index():
    """Else a table exists for some only: a page that imports it, or a migration that ran before."""
    assert "app.models" in grimp.build_graph("app").find_modules_directly_imported_by("app")


def test_every_list_of_rows_says_its_order():
    """Else the order people read is the database’s whim of that day."""
    relations = [r for mapper in db.Model.registry.mappers for r in mapper.relationships]

    assert [
        str(relation) for relation in relations if relation.uselist and not relation.order_by
    ] == []
