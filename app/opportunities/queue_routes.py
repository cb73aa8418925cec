"""The coordinator’s Monday: one queue of organisations and offers, and the next one in it."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app import paging
from app.opportunities import queue
from app.opportunities.blueprint import bp
from app.opportunities.forms.desk import QueueForm
from app.opportunities.queue import TURNS, Wanted
from app.security import allow, me
from app.settings import services as settings

REMEMBERED = "desk"
ASKED = ("turn", "q", "kind", "sector", "sort")
HEADS = {"name": "What waits", "due": "Due", "since": "Since"}


@bp.get("/desk")
@allow("coordinator")
def queue_page() -> ResponseReturnValue:
    if request.args.get("clear"):
        session.pop(REMEMBERED, None)
        return redirect(url_for(".queue_page"))
    if not request.args and session.get(REMEMBERED):
        return redirect(url_for(".queue_page", **session[REMEMBERED]))
    session[REMEMBERED] = {name: said for name in ASKED if (said := paging.asked(name))}
    wanted = _wanted(session[REMEMBERED])
    found = queue.page(wanted, paging.asked_page(), me())
    return render_template("opportunities/queue.html", found=found, wanted=wanted, **_around())


def _around() -> dict[str, Any]:
    return {
        "counts": queue.counts(me()),
        "turns": [(words, paging.here(turn=key, page=None), key) for key, words in TURNS.items()],
        "heads": paging.sorting(HEADS, "due"),
        "form": QueueForm(request.args).with_sectors(settings.sector_choices()),
    }


def _wanted(kept: dict[str, str]) -> Wanted:
    turn = kept.get("turn", queue.MINE)
    return Wanted(
        turn=turn if turn in queue.TURNS else queue.MINE,
        words=kept.get("q", ""),
        kind=kept.get("kind", ""),
        sector=kept.get("sector", ""),
        sort=kept.get("sort", "due"),
    )


@bp.get("/desk/next")
@allow("coordinator")
def queue_next() -> ResponseReturnValue:
    kept = {**session.get(REMEMBERED, {}), "turn": queue.MINE}
    found = queue.after(paging.asked("after"), _wanted(kept), me())
    if found is None:
        return redirect(url_for(".queue_page"))
    return redirect(url_for(found.endpoint, ref=found.ref))
