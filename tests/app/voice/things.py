"""Something of everything for somebody’s page, and the addresses of all of it."""

from __future__ import annotations

from datetime import timedelta

from app import clock, db
from app.matches import runs
from app.voice import requests
from app.voice.models import RequestKind

PAGES = (
    "/page",
    "/page/ideas",
    "/page/ideas/1",
    "/page/dates",
    "/page/dates/1",
    "/page/dates/2",
    "/page/how",
    "/page/talk",
    "/page/likes",
    "/page/words",
    "/page/sharing",
    "/page/sharing/1",
    "/page/sharing/2",
    "/page/sharing/1/paper",
    "/page/sharing/2/paper",
    "/page/tell/1",
    "/page/next",
    "/page/place/1",
    "/page/agree/1",
    "/page/go-on/1",
    "/page/ideas-off",
    "/page/ideas-on",
    "/page/reviews/1",
    "/page/looks",
    "/page/ask",
    "/page/ask/data",
    "/page/ask/correct",
    "/page/ask/complain",
    "/page/asked/1",
    "/page/help",
    "/page/print",
    *(
        f"/page/thanks/{what}"
        for what in "answer how talk likes words shared stopped again review asked "
        "told wish untold agreed place meeting on end".split()
    ),
)
DAY_ONE = {
    "who_meets_you": "Sam, at the blue door",
    "what_to_wear": "Old clothes",
    "lunch": "Bring a sandwich",
    "breaks": "Two short ones",
    "getting_here": "Bus 5 to the market",
}


def ask_to_tell(young, make, **given):
    """Ask somebody whether one employer may be told about them; return the introduction."""
    offer = make.opportunity(title="Help at a market", employer=make.employer(name="Market Hall"))
    row = make.introduction(young, offer, state="AWAITING_AGREEMENT", **given)
    make.suggestion(young, offer)
    db.session.delete(row.consent)
    row.consent, row.shared_fields = None, ["preferred_name", "age", "own_words"]
    row.message = "Juniper likes to be up early and is good with people."
    db.session.commit()
    return row


def fill(young, make):
    """Give somebody ideas, a meeting, a first day, a place that is over, agreements and a request."""
    make.opportunity(title="Help in a bakery")
    runs.run("test", [young.id])
    make.introduction(young, make.opportunity(title="Help with cakes"), state="OFFERED")
    garden = make.introduction(young, make.opportunity(title="Dig a garden"), state="ACCEPTED")
    make.placement(garden, state="PREPARING")
    kitchen = make.opportunity(title="Cook with us", day_one=DAY_ONE)
    make.introduction(
        young,
        kitchen,
        state="INTERVIEW_BOOKED",
        interview_at=clock.now() + timedelta(days=3),
        interview_where="The back door",
        interview_notes="Ask for Sam",
    )
    shop = make.opportunity(title="Help in a shop", day_one=DAY_ONE)
    make.placement(make.introduction(young, shop, state="ACCEPTED"), state="AGREED")
    farm = make.opportunity(title="Feed the hens")
    over = make.introduction(young, farm, state="ACCEPTED")
    make.placement(over, state="COMPLETED", start=clock.today() - timedelta(days=20))
    ask_to_tell(young, make)
    make.consent(
        young, employer=make.employer(name="The Old Forge"), until=clock.today() + timedelta(days=9)
    )
    requests.ask(young, RequestKind.TALK, "about the bus")
    db.session.commit()
    return young
