"""What watching the engine does on a clock."""

from __future__ import annotations

from app.monitoring import services


def measure() -> None:
    """Keep one row of figures a night, so that drift can be seen."""
    services.measure()
