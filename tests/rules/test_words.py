"""What no file of this project may say: where it was made, or what somebody meant to do later."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.rules import sources

THIS_FILE = "tests/rules/test_words.py"
# Put together here, so that even this file names none of them.
PUBLIC_REGISTRIES = tuple(
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("yarnpkg", "com"))
)
OWN_MACHINE = re.compile(
    r"(?<![\w.$}/])/(work|root|opt|srv|home/\w+|Users/\w+)/\w|(?<![\w/])/tmp/\w"
)
NEIGHBOUR = re.compile(r"\.\./" + "shared" + r"|/" + "shared/")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?! ?\(?#\d+)")
FILES = [name for name in sources.text_files() if name != THIS_FILE]


def said(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:80]}"
        for name in names
        for number, line in enumerate(sources.text(name).splitlines(), 1)
        if pattern.search(line)
    ]


def registries_of_this_machine() -> list[str]:
    asked = (
        ["python3", "-m", "pip", "config", "get", "global.index-url"],
        ["npm", "config", "get", "registry"],
    )
    found = []
    for question in asked:
        try:
            answer = subprocess.run(question, capture_output=True, text=True, timeout=20).stdout
        except (OSError, subprocess.TimeoutExpired):
            continue
        found += re.findall(r"https?://(?:[^/@\s]*@)?([^/:\s]+)", answer)
    return found


def test_no_file_names_a_package_registry():
    hosts = {*PUBLIC_REGISTRIES, *registries_of_this_machine()}
    pattern = re.compile("|".join(re.escape(host) for host in sorted(hosts)))

    assert said(pattern, FILES) == []


def test_no_file_names_a_folder_of_somebodys_machine():
    assert said(OWN_MACHINE, FILES) == []


def test_only_the_benchmarks_look_outside_the_project():
    assert said(NEIGHBOUR, [name for name in FILES if not name.startswith("scripts/bench")]) == []


def test_what_is_left_for_later_has_an_issue_number():
    code = [name for name in FILES if not name.startswith("package")]

    assert said(LATER, code) == []


@pytest.mark.parametrize(
    ("pattern", "guilty", "innocent"),
    [
        (OWN_MACHINE, "see /root/notes", "url_for('/work')"),
        (OWN_MACHINE, "cp /tmp/out .", 'mkdtemp(dir="/tmp")'),
        (OWN_MACHINE, "/home/ann/app", "https://site.example/home/ann/"),
        (LATER, "# TODO mend", "# TODO(#12) mend"),
        (NEIGHBOUR, "open('../" + "shared/x')", "share"),
    ],
)
def test_the_checks_themselves_see_what_they_look_for(pattern, guilty, innocent):
    assert pattern.search(guilty)
    assert not pattern.search(innocent)
