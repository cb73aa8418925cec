"""What follows here when something happens below: a wish taken back stops its copy."""

from __future__ import annotations

from typing import Any

from app.audit.services import THEMSELF
from app.privacy import preparing
from app.privacy.states import DATA_COPY
from app.states import moved
from app.voice.models import RequestKind


def listen() -> None:
    """Follow what young people do on their own page."""
    moved.connect(_taken_back)


def _taken_back(subject: Any, *, machine: str, move: Any, **_: Any) -> None:
    if machine != "voice_request" or move.verb != "take_back" or subject.kind != RequestKind.DATA:
        return
    row = preparing.open_of(subject.young_person)
    if row and row.request_id == subject.id:
        DATA_COPY.apply(row, "stop", by=THEMSELF, reason="Taken back on their own page")
