"""What this feature registers at the start: its dated table."""

from __future__ import annotations

from app.guidance import incentive_table


def listen() -> None:
    """Let the money there is be a dated table that two people keep."""
    incentive_table.register()
