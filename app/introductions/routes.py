"""The pages of this feature, each group in its own file."""

from __future__ import annotations

from app.introductions import answer_routes, employer_routes, staff_routes, step_routes
from app.introductions.blueprint import bp

__all__ = ["answer_routes", "bp", "employer_routes", "staff_routes", "step_routes"]
