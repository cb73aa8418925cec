"""What can happen to a young person’s record."""

from __future__ import annotations

from app.young_people.signals import changed

__all__ = ["changed"]
