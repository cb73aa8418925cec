"""A list of pinned packages says what, never where from: that machine's index is nobody else's."""

from __future__ import annotations

import re

import pytest

from tests.rules import sources

LOCKS = [
    name
    for name in sources.all_files()
    if re.search(r"(^|/)(requirements[^/]*\.txt|package(-lock)?\.json|\.npmrc|uv\.lock)$", name)
]
ADDRESS = re.compile(
    r"[a-z+]+://|--find-links|--(extra-)?index-url|--trusted-host|\"resolved\"|registry="
)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_address(name):
    assert [line for line in sources.text(name).splitlines() if ADDRESS.search(line)] == []


@pytest.mark.parametrize("name", [name for name in LOCKS if name.endswith(".txt")])
def test_every_pinned_package_has_a_hash(name):
    pins = re.findall(r"^[a-z0-9][^\n=]*==.*?(?=^[a-z0-9]|\Z)", sources.text(name), re.M | re.S)

    assert pins
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_check_itself_sees_an_address():
    assert ADDRESS.search('"resolved": "https' + '://registry.example/x.tgz"')
    assert ADDRESS.search("--find-links /wheels")
    assert not ADDRESS.search("flask==3.1.3 ; python_full_version >= '3.11'")
