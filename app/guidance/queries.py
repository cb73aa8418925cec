"""Reading the calls people asked for."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.guidance.calls import STATES
from app.guidance.models import CallBack


def calls(chosen: str) -> Select[CallBack]:
    """Return the calls that are open, settled, or all; the most urgent first."""
    wanted = select(CallBack).where(CallBack.state.in_(STATES.get(chosen, STATES["open"])))
    if chosen == "settled":
        return wanted.order_by(CallBack.settled_at.desc(), CallBack.id.desc())
    return wanted.order_by(CallBack.due, CallBack.id)
