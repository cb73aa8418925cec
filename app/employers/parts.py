"""Who may do what for an organisation: the one place that says it, and the gate that keeps it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import abort, current_app, request
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from app.accounts.models import Role
from app.employers import services
from app.employers.models import Part
from app.security import me

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.employers.models import Employer


class Task(StrEnum):
    """What can be done for an organisation, from the least to the most."""

    READ = "read"
    INTRODUCTIONS = "introductions"
    OFFERS = "offers"
    ORGANISATION = "organisation"
    PEOPLE = "people"


MAY: dict[Part, frozenset[Task]] = {
    Part.ANSWERS: frozenset({Task.READ, Task.INTRODUCTIONS}),
    Part.EDITOR: frozenset({Task.READ, Task.INTRODUCTIONS, Task.OFFERS}),
    Part.OWNER: frozenset(Task),
}
NAMES = {
    Part.OWNER: "Owner",
    Part.EDITOR: "Writes offers",
    Part.ANSWERS: "Answers introductions",
}
HINTS = {
    Part.OWNER: "Everything: people, your organisation, offers, and answers to young people",
    Part.EDITOR: "Offers and pledges, and answers to young people",
    Part.ANSWERS: "Reads everything and answers when a young person is introduced",
}

# Every address an organisation uses, and what it takes to enter it. An address that is missing
# here fails tests/app/employers/test_parts.py.
NEEDS: dict[str, Task] = {
    f"{room}.{name}": task
    for (room, task), names in {
        ("employers", Task.READ): "mine pledge_list registered send_again",
        ("employers", Task.OFFERS): "still_happy pledge_new pledge_edit pledge_take_back",
        ("employers", Task.ORGANISATION): "edit answer referral_code",
        ("employers", Task.PEOPLE): ("invite invited_again invited_cancel person hand_over remove"),
        ("introductions", Task.INTRODUCTIONS): (
            "inbox show open_ call met invite refuse offer calendar"
        ),
        ("placements", Task.INTRODUCTIONS): (
            "index show agree start complete end_early note review day_one calendar"
        ),
        ("opportunities", Task.READ): "mine mine_file show preview",
        ("opportunities", Task.OFFERS): (
            "new start_from short_way together employer_limits move pause set_limits extend copy "
            "drop_changes import_ import_template import_columns import_preview import_errors "
            "import_undo sector edit section submit sent"
        ),
        ("guidance", Task.READ): "starter_pack for_offer",
    }.items()
    for name in names.split()
}


def can(user: User, task: Task) -> bool:
    """Say whether somebody of an organisation may do this for it."""
    member = services.membership(user)
    return member is not None and task in MAY[member.part]


def who_may(employer: Employer, task: Task) -> list[User]:
    """Return who may do this for an organisation and has an open account, owners first."""
    members = services.members(employer)
    return [it.user for it in members if it.user.active and task in MAY[it.part]]


def may(task: Task | str) -> bool:
    """Say whether the signed-in person may do this; the council’s own roles are not asked here."""
    if not current_user.is_authenticated:
        return False
    if me().role != Role.BUSINESS:
        return True
    return can(me(), Task(task))


def opens(href: str) -> bool:
    """Say whether the signed-in person may open an address of ours; buttons ask before they show."""
    try:
        addresses = current_app.url_map.bind_to_environ(request.environ)
        endpoint, _ = addresses.match(urlsplit(href).path, "GET")
    except HTTPException:
        return True
    return endpoint not in NEEDS or may(NEEDS[endpoint])


def gate() -> None:
    """Turn away who acts for an organisation and has no part in this page."""
    needed = NEEDS.get(request.endpoint or "")
    if needed is None or not current_user.is_authenticated or me().role != Role.BUSINESS:
        return
    # Who acts for nobody is answered by the page itself: nothing is there.
    member = services.membership(me())
    if member is not None and needed not in MAY[member.part]:
        abort(403)
