"""The files of this project, as the rules about them need to see them."""

from __future__ import annotations

import ast
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app", "matching", "scripts")
NOT_TEXT = {".png", ".jpg", ".ico", ".woff2", ".npz", ".gz", ".br", ".xlsx", ".pdf"}


@cache
def all_files() -> tuple[str, ...]:
    """Every file that is, or is about to be, part of the project."""
    listed = subprocess.run(
        [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = sorted(set(listed.stdout.split("\0")) - {""})
    return tuple(name for name in names if (ROOT / name).is_file())


def files(*under: str, ends: str | tuple[str, ...] = "") -> list[str]:
    """Those in these folders, or anywhere, that end like this."""
    folders = tuple(f"{folder}/" for folder in under)
    return [
        name
        for name in all_files()
        if name.endswith(ends) and (not folders or name.startswith(folders))
    ]


def text_files() -> list[str]:
    """Those that people read and write."""
    return [name for name in all_files() if Path(name).suffix not in NOT_TEXT]


@cache
def text(name: str) -> str:
    """What the file says."""
    return (ROOT / name).read_text(encoding="utf-8")


def lines(name: str) -> int:
    """How many lines it has."""
    return text(name).count("\n")


def links(markdown: str) -> list[str]:
    """The files a page of Markdown points to, without anchors."""
    targets = re.findall(r"\]\(([^)#\s]+)", markdown)
    return [
        target for target in targets if "://" not in target and not target.startswith("mailto:")
    ]


@cache
def tree(name: str) -> ast.Module:
    """A Python file as its syntax tree."""
    return ast.parse(text(name), filename=name)


@dataclass(frozen=True)
class Function:
    """A function and how long it is, from “def” to its last line."""

    file: str
    name: str
    lines: int
    is_route: bool


def functions(name: str) -> list[Function]:
    """Every function of a Python file."""
    return functions_in(tree(name), name)


def functions_in(module: ast.Module, name: str) -> list[Function]:
    """Every function of a syntax tree, those inside others too."""
    return [
        Function(
            name, node.name, (node.end_lineno or node.lineno) - node.lineno + 1, is_route(node)
        )
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def is_route(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it answers a request: decorated with something.route, .get or .post."""
    return any(
        isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Attribute)
        and mark.func.attr in {"route", "get", "post"}
        for mark in node.decorator_list
    )
