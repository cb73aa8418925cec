"""What happens next after somebody said something on their own page, in words of theirs."""

from __future__ import annotations

from typing import Any

from flask import url_for

from app.filters import day_month
from app.voice import ideas, pages, requests
from app.voice.models import RequestKind
from app.young_people.models import YoungPerson

# {name}: who works with them; {by}: until when somebody rings.
SENTENCES = {
    "answer": (
        "{name} can see what you said.",
        "You can change your mind. Just tap the idea again.",
    ),
    "how": ("{name} can see it now.", "You can say more at any time."),
    "talk": ("{name} will get in touch by {by}.", "They will use the times you said are safe."),
    "likes": ("We will look for ideas that fit.", "You can change it at any time."),
    "words": ("We kept it just as you wrote it.", "You can change it at any time."),
    "shared": ("It stopped just now. They can not see it any more.", "{name} knows too."),
    "stopped": (
        "We stopped just now. You will get no more ideas.",
        "{name} will ask if you are OK.",
    ),
    "again": ("We will look for ideas again.", "It can take a day."),
    "review": ("{name} can see it now.", "You may see it another way than they do. That is fine."),
    "asked": ("We have got it.", "You can see how it goes on this page."),
    "told": (
        "{name} sends it next. They see only what you said yes to.",
        "You can stop it at any time, under “What we share”.",
    ),
    "wish": ("{name} asks the other one who has to say yes.", "Till then nobody is told."),
    "untold": ("We tell them nothing. {name} knows.", "You can change your mind."),
    "place": (
        "{name} can see what you said.",
        "They tell them for you. You can still talk about it.",
    ),
    "agreed": ("{name} can see it now.", "You see here when all have said yes."),
    "meeting": ("{name} can see it now.", "You can change your mind. Just open the date again."),
    "on": ("It goes on.", "You can stop it at any time."),
    "end": ("Then it ends by itself.", "You can say yes again later."),
}
ONWARD = {
    "answer": ("voice.ideas", "Back to my ideas"),
    "asked": ("voice.asking", "What I asked"),
}


def thanks(what: str, person: YoungPerson) -> dict[str, Any]:
    """Return what happens next after something was said, and where to go on."""
    name, by = pages.helper(person), day_month(requests.due_on(RequestKind.TALK))
    said = [words.format(name=name, by=by) for words in SENTENCES[what]]
    endpoint, label = ONWARD.get(what, ("voice.home", "Back to my page"))
    left = [one for one in ideas.ideas(person) if not one.said] if what == "answer" else []
    if left:
        href, label = url_for("voice.idea", number=left[0].number), f"Next idea, {len(left)} left"
        return pages.frame(person) | {"sentences": said, "href": href, "label": label}
    return pages.frame(person) | {"sentences": said, "href": url_for(endpoint), "label": label}
