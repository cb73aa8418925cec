"""What the clock does for questions."""

from __future__ import annotations

from app.enquiries.services import forget_old

__all__ = ["forget_old"]
