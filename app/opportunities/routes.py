"""The pages of this feature; the files named …_routes hang on the same blueprint."""

from __future__ import annotations

from typing import Any

from app.opportunities import answers as kept
from app.opportunities import (
    builder_routes,
    coming,
    desk_routes,
    export_routes,
    import_routes,
    law_routes,
    life_routes,
    own_routes,
    presenting,
    public_routes,
    queue_routes,
    sections,
    sector_routes,
    start_routes,
    wording,
)
from app.opportunities.blueprint import bp
from app.opportunities.forms.looking import REASONS

__all__ = [
    "bp",
    "builder_routes",
    "desk_routes",
    "export_routes",
    "import_routes",
    "law_routes",
    "life_routes",
    "own_routes",
    "public_routes",
    "queue_routes",
    "sector_routes",
    "start_routes",
]

bp.app_context_processor(coming.for_pages)


@bp.context_processor
def _words() -> dict[str, Any]:
    return {
        "pay_words": presenting.pay_words,
        "where_words": presenting.where_words,
        "hours_words": presenting.hours_words,
        "week_total": presenting.week_total,
        "day_line": presenting.day_line,
        "wording": wording,
        "reasons": REASONS,
        "tally": lambda offer: sections.tally(offer, kept.current(offer)),
    }
