"""What features above may listen to, besides the moves of the state machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from blinker import Namespace

_signals = Namespace()

# registered.send(employer, by=user): inside the transaction that adds the organisation.
registered = _signals.signal("employer-registered")
# code_put_right.send(employer, by=user): inside the transaction that corrects a referral code.
code_put_right = _signals.signal("employer-code-put-right")
# merged.send(duplicate, into=employer, by=user): inside the transaction that joins the two.
merged = _signals.signal("employer-merged")
# parted.send(duplicate, into=employer, by=user): inside the transaction that undoes it.
parted = _signals.signal("employer-parted")
# asked_what_is_known.send(employer): what rooms above know of an organisation, for the
# coordinator’s page alone; each answers with a list of Above.
asked_what_is_known = _signals.signal("employer-asked-what-is-known")


@dataclass(frozen=True)
class Above:
    """One line of what a room above knows: its words, its page, since when, how it stands."""

    words: str
    endpoint: str
    ref: str
    when: datetime
    status: str


# asked_who_owes_answers.send(None): rooms above answer with {employer number: Owed}.
asked_who_owes_answers = _signals.signal("employer-asked-who-owes-answers")


@dataclass(frozen=True)
class Owed:
    """How many answers an organisation owes, and since when."""

    count: int
    since: datetime | None
