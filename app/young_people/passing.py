"""How cover and hand-overs move: tables of who may do what, and when."""

from __future__ import annotations

from datetime import timedelta

from app import clock
from app.accounts.models import Role, User
from app.errors import DomainError
from app.settings import services as settings
from app.states import SYSTEM, Machine, move
from app.young_people.models import CoverState as C
from app.young_people.models import TeamMoveState as M
from app.young_people.models import Transfer
from app.young_people.models import TransferState as T


class TooLate(DomainError):
    """What was given away long ago, or given on, cannot simply be undone."""


COVER = Machine(
    "cover",
    C,
    C.ASKED,
    (
        move("agree", C.ASKED, C.SET, "manager", "Agree to this cover", tone="primary"),
        move("decline", C.ASKED, C.NOT_AGREED, "manager", "Say no to this", needs_reason=True),
        move("take_back", C.ASKED, C.NOT_AGREED, "advisor", "Take it back"),
        move("end", C.SET, C.ENDED, "advisor manager", "End it now", tone="warning"),
        move("run_out", C.SET, C.ENDED, SYSTEM, "Its last day is over"),
        move("lapse", C.ASKED, C.NOT_AGREED, SYSTEM, "Nobody answered in time"),
    ),
)


def undo_until(transfer: Transfer) -> timedelta:
    """Return how long a hand-over can still be undone; negative when it cannot."""
    hours = int(settings.value("young_people.hand_over_undo_hours"))
    return transfer.at + timedelta(hours=hours) - clock.now()


def works(user: User | None) -> bool:
    """Whether somebody can answer for young people: an open advisor’s account in a team."""
    return bool(user and user.active and user.role == Role.ADVISOR and user.team_id is not None)


def _can_go_back(transfer: Transfer) -> None:
    if undo_until(transfer) < timedelta():
        raise TooLate("This was handed over too long ago to undo. Hand it over again instead")
    if transfer.young_person.advisor_id != transfer.to_id:
        raise TooLate("Somebody else has been given this young person since")
    frm = transfer.frm
    if frm is None or not works(frm) or frm.team_id != transfer.to.team_id:
        raise TooLate("Their earlier advisor does not work in this team any more")


def can_go_back(transfer: Transfer) -> bool:
    """Whether a hand-over can be undone now."""
    try:
        _can_go_back(transfer)
    except TooLate:
        return False
    return True


TRANSFER = Machine(
    "transfer",
    T,
    T.GIVEN,
    (
        move("take_on", (T.GIVEN, T.QUERIED), T.TAKEN_ON, "advisor", "I take this on"),
        move("query", T.GIVEN, T.QUERIED, "advisor", "Ask to think again", needs_reason=True),
        move(
            "undo",
            (T.GIVEN, T.QUERIED, T.TAKEN_ON),
            T.UNDONE,
            "manager",
            "Undo",
            when=_can_go_back,
            tone="warning",
        ),
        move("pass_on", (T.GIVEN, T.QUERIED), T.PASSED_ON, SYSTEM, "Handed on to somebody else"),
    ),
)


TEAM_MOVE = Machine(
    "team_move",
    M,
    M.OFFERED,
    (
        move("take_in", M.OFFERED, M.TAKEN_IN, "manager", "Take them in", tone="primary"),
        move("decline", M.OFFERED, M.DECLINED, "manager", "Say no to this", needs_reason=True),
        move("take_back", M.OFFERED, M.TAKEN_BACK, "manager", "Take it back"),
    ),
)
