"""The README stays short and leaves out no script and no setting."""

from __future__ import annotations

import os
from dataclasses import fields

import config
from tests.rules import sources

README = "README.md"
SCRIPTS = [name for name in sources.files("scripts") if os.access(sources.ROOT / name, os.X_OK)]
SETTINGS = [field.name for field in fields(config.Settings)]


def test_the_readme_names_every_script():
    assert [name for name in SCRIPTS if name not in sources.text(README)] == []


def test_the_readme_names_every_setting():
    assert [name for name in SETTINGS if f"`{name}`" not in sources.text(README)] == []


def test_the_readme_can_be_read_in_one_sitting():
    assert 60 <= sources.lines(README) <= 140


def test_every_file_the_readme_points_to_exists():
    linked = sources.links(sources.text(README))

    assert [path for path in linked if not (sources.ROOT / path).exists()] == []
