"""A pytest plugin that leaves out what the second engine cannot change: tests without a database."""

from __future__ import annotations

import pytest

# What stands for a database: the shared one of the application, or an empty one of one's own.
DATABASES = {"store", "address"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the tests that ask for a database, directly or through what they ask for."""
    kept = [item for item in items if DATABASES & set(getattr(item, "fixturenames", ()))]
    if left_out := [item for item in items if item not in kept]:
        config.hook.pytest_deselected(items=left_out)
    items[:] = kept
