"""The house limits: small files, small functions, no tangles."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from statistics import median

import grimp

from tests.rules import sources

PYTHON = [*sources.files(*sources.CODE, "tests", ends=".py"), "config.py", "wsgi.py"]
OWN_CODE = [name for name in PYTHON if not name.startswith("tests/")]
FUNCTIONS = [function for name in OWN_CODE for function in sources.functions(name)]


def too_long(names: list[str], limit: int) -> dict[str, int]:
    return {name: sources.lines(name) for name in names if sources.lines(name) > limit}


def imports_inside_functions(tree: ast.Module) -> list[int]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = [child for function in functions for child in ast.walk(function)]
    return [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)]


def cycle_in(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_file_is_longer_than_400_lines():
    # Nobody reads or writes a list of pinned packages by hand.
    scripts = [name for name in sources.files("scripts") if "/requirements" not in name]
    own = [*PYTHON, *sources.files("app/static", ends=(".js", ".scss")), *scripts]

    assert too_long(own, 400) == {}


def test_half_of_the_files_have_at_most_120_lines():
    filled = [sources.lines(name) for name in OWN_CODE if sources.lines(name) > 1]

    assert median(filled) <= 120


def test_no_template_is_longer_than_80_lines():
    assert too_long(sources.files("templates"), 80) == {}


def test_every_function_is_shorter_than_40_lines():
    tests = [function for name in PYTHON for function in sources.functions(name)]

    assert [(f.file, f.name, f.lines) for f in tests if f.lines >= 40] == []


def test_half_of_the_functions_have_at_most_8_lines():
    assert median(function.lines for function in FUNCTIONS) <= 8


def test_no_route_handler_is_longer_than_15_lines():
    assert [(f.file, f.name, f.lines) for f in FUNCTIONS if f.is_route and f.lines > 15] == []


def test_at_most_10_files_lie_at_the_top():
    top = [name for name in sources.all_files() if "/" not in name and not name.startswith(".")]

    assert len(top) <= 10, top


def test_nothing_is_imported_inside_a_function():
    found = {name: imports_inside_functions(sources.tree(name)) for name in PYTHON}

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_feature_packages_have_an_empty_init():
    inits = [name for name in sources.files("app", ends="/__init__.py") if name.count("/") > 1]

    assert [name for name in inits if sources.text(name).strip()] == []


def test_modules_do_not_import_each_other_in_circles():
    graph = grimp.build_graph("app", "matching", exclude_type_checking_imports=True, cache_dir=None)
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}

    assert cycle_in(imports) == []


def test_the_checks_themselves_see_what_they_look_for():
    guilty = ast.parse("@bp.get('/x')\ndef page():\n    import os\n    return os\n")
    (function,) = sources.functions_in(guilty, "guilty.py")

    assert (function.lines, function.is_route) == (3, True)
    assert imports_inside_functions(guilty) == [3]
    assert cycle_in({"a": {"b"}, "b": {"a"}})
    assert not cycle_in({"a": {"b"}, "b": set()})
