"""What would let somebody else's text run: unescaped output, inline styles and scripts, built-up SQL."""

from __future__ import annotations

import ast
import re

import pytest

from tests.rules import sources

TEMPLATES = sources.files("templates")
PYTHON = sources.files("app", "matching", "migrations", ends=".py")

UNESCAPED = re.compile(r"(?<!['\" ])\s*\|\s*safe\b|autoescape\s+false|Markup\(")
STYLE = re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)
# The first makes paragraphs of lines it has escaped; the second shows parts of pages with fixed words.
MAY_BE_UNESCAPED = {"app/filters.py", "templates/design/words.html"}
# Each with its reason: the words come from a list in the same file, never from a person.
MAY_BUILD_SQL = {"app/db.py"}
RUNS_SQL = {"text", "execute", "exec_driver_sql", "executemany", "scalar", "scalars"}


def lines_with(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    return [
        f"{name}:{sources.text(name)[: found.start()].count(chr(10)) + 1}"
        for name in names
        for found in pattern.finditer(sources.text(name))
    ]


def is_built(value: ast.expr) -> bool:
    formatted = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)
    if formatted and value.func.attr == "format":
        return isinstance(value.func.value, ast.Constant)
    if isinstance(value, ast.BinOp):
        sides = (value.left, value.right)
        return any(isinstance(s, ast.Constant) and isinstance(s.value, str) for s in sides)
    return isinstance(value, ast.JoinedStr)


def built_sql(tree: ast.Module) -> list[int]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    named = [(getattr(call.func, "attr", getattr(call.func, "id", "")), call) for call in calls]
    return [call.lineno for name, call in named if name in RUNS_SQL and is_built(call.args[0])]


def test_nothing_is_shown_unescaped():
    found = lines_with(UNESCAPED, [*TEMPLATES, *PYTHON])

    assert [place for place in found if place.split(":")[0] not in MAY_BE_UNESCAPED] == []
    assert len(MAY_BE_UNESCAPED) <= 5


def test_no_tag_carries_its_own_style():
    assert lines_with(STYLE, TEMPLATES) == []


def test_no_tag_carries_its_own_script():
    assert lines_with(HANDLER, TEMPLATES) == []


def test_no_sql_is_built_from_pieces_of_text():
    names = [name for name in PYTHON if name not in MAY_BUILD_SQL]
    found = {name: built_sql(sources.tree(name)) for name in names}

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_every_post_form_proves_where_it_came_from():
    posting = re.compile(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.I | re.S)
    proof = re.compile(r"csrf|hidden_tag|hidden\(\)")
    forms = [(name, found) for name in TEMPLATES for found in posting.findall(sources.text(name))]

    assert [name for name, form in forms if not proof.search(form)] == []


@pytest.mark.parametrize(
    ("pattern", "guilty", "innocent"),
    [
        (UNESCAPED, "{{ name|safe }}", "{{ safe_times }}"),
        (UNESCAPED, "{{ name | safe }}", "{{ ' class=one' | safe }}"),
        (UNESCAPED, "Markup(text)", "{{ markup }}"),
        (STYLE, '<p class="a" style="color:red">', '<p class="style=">'),
        (HANDLER, '<a href="#" onclick="go()">', '<a href="#" class="once">'),
    ],
)
def test_the_patterns_see_what_they_look_for(pattern, guilty, innocent):
    assert pattern.search(guilty)
    assert not pattern.search(innocent)


@pytest.mark.parametrize(
    "guilty", ["text(f'a {b}')", "execute('a ' + b)", "execute('a %s' % b)", "text('{}'.format(b))"]
)
def test_the_sql_check_sees_what_it_looks_for(guilty):
    assert built_sql(ast.parse(guilty)) == [1]
    assert built_sql(ast.parse("text('select 1'); execute(select(user))")) == []
