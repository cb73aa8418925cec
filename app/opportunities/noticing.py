"""What the computer notices about an offer before a person decides, field by field."""

from __future__ import annotations

from typing import Any

from app.employers import texts
from app.employers.findings import FAR_MILES, miles_away
from app.employers.texts import Noticed
from app.filters import plural
from app.opportunities import barriers
from app.opportunities.answers import Answers
from app.places import services as places

PUBLIC = ("title", "will_do", "will_learn", "unpaid_words", "tools", "area")
LISTS = ("essential", "desirable", "skills")


def notices(answers: Answers) -> dict[str, list[Noticed]]:
    """Return what stands out, by field; the law’s own findings are not repeated here."""
    found = {name: texts.look(getattr(answers, name)) for name in PUBLIC}
    for name in LISTS:
        found[name] = texts.look("\n".join(getattr(answers, name) or ()))
    for wish in (*barriers.wishes(answers), *barriers.in_words(answers)):
        row = wish.barrier
        told = Noticed(f"“{wish.words[:60]}” may keep people out: {row.why}", row.ask)
        found[wish.where] = [*found.get(wish.where, []), told]
    card: dict[str, Any] = answers.day_one or {}
    # Who meets somebody on the first day may be named: that is what the card is for.
    about_card = texts.look("\n".join(str(words) for words in card.values()))
    found["day_one"] = [one for one in about_card if "is named" not in one.words]
    found["postcode"] = _place(answers)
    return {name: lines for name, lines in found.items() if lines}


def _place(answers: Answers) -> list[Noticed]:
    if not answers.postcode or answers.remote:
        return []
    place = places.find(answers.postcode)
    if place is None:
        return [Noticed("There is no such postcode", "Ask for the postcode where the work is.")]
    miles = miles_away(place)
    if miles is None or miles <= FAR_MILES:
        return []
    words = f"The work is {plural(round(miles), 'mile')} from Milton Keynes"
    return [Noticed(words, "Ask how a young person would get there each day.")]
