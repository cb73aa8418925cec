"""The transition-table machine every state field uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from blinker import Namespace
from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Mapped, mapped_column

from app import clock, db
from app.audit import services as audit
from app.audit.services import Actor
from app.errors import DomainError, NotAllowed

SYSTEM = "system"
State = TypeVar("State", bound=StrEnum)

# Sent after each move, inside its transaction, so that a feature higher up can follow what
# happens below it: moved.send(subject, machine=…, move=…, frm=…, to=…, by=…, reason=…).
moved = Namespace().signal("moved")


class ReasonNeeded(DomainError):
    """The move may be made, but somebody has to be able to read why."""

    message = "Enter a reason"
    field = "reason"


class StateChange(db.Model):
    """One move of one subject: who, when, from, to, why."""

    __tablename__ = "state_change"
    __table_args__ = (Index("ix_state_change_subject", "machine", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    machine: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    verb: Mapped[str] = mapped_column(String(40))
    from_state: Mapped[str] = mapped_column(String(40))
    to_state: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str | None]
    at: Mapped[datetime]


@dataclass(frozen=True)
class Move(Generic[State]):
    """One line of a transition table.

    `who` names roles, or "system" for clocks and other machines; `when` raises a
    DomainError if something must be true first; `label` is the button's words.
    """

    verb: str
    frm: tuple[State, ...]
    to: State
    who: frozenset[str]
    label: str
    needs_reason: bool = False
    when: Callable[[Any], None] | None = None
    tone: str = "secondary"


def move(
    verb: str,
    frm: State | Sequence[State],
    to: State,
    who: str,
    label: str,
    *,
    needs_reason: bool = False,
    when: Callable[[Any], None] | None = None,
    tone: str = "secondary",
) -> Move[State]:
    """Return a line of a transition table; `who` is a list of roles parted by spaces."""
    sources = (frm,) if isinstance(frm, StrEnum) else tuple(frm)
    return Move(verb, sources, to, frozenset(who.split()), label, needs_reason, when, tone)


@dataclass(frozen=True)
class Machine(Generic[State]):
    """A transition table with its name, its states and where a subject starts."""

    name: str
    states: type[State]
    start: State
    moves: tuple[Move[State], ...]

    def find(self, state: StrEnum, verb: str) -> Move[State] | None:
        """Return the move of this verb from this state, if the table has one."""
        return next((line for line in self.moves if line.verb == verb and state in line.frm), None)

    def allowed(self, subject: Any, *, role: str) -> list[Move[State]]:
        """Return the moves this role may make now: what the page shows as buttons."""
        return [line for line in self.moves if subject.state in line.frm and role in line.who]

    def apply(
        self, subject: Any, verb: str, *, by: Actor | None, reason: str | None = None
    ) -> Move[State]:
        """Make the move within the open transaction, or refuse in plain words.

        `by=None` means that the system itself acts. Raises NotAllowed, ReasonNeeded or what
        the move's own condition raises; then nothing has changed.
        """
        line = self.find(subject.state, verb)
        role = str(by.role) if by else SYSTEM
        if line is None or role not in line.who:
            raise NotAllowed(f"This is now “{words(subject.state)}”, so that cannot be done")
        if line.needs_reason and not (reason or "").strip():
            raise ReasonNeeded
        if line.when:
            line.when(subject)
        self._change(subject, line, by, reason)
        return line

    def _change(
        self, subject: Any, line: Move[State], by: Actor | None, reason: str | None
    ) -> None:
        before, subject.state = subject.state, line.to
        db.session.flush()
        db.session.add(
            StateChange(
                machine=self.name,
                subject_id=subject.id,
                verb=line.verb,
                from_state=before.value,
                to_state=line.to.value,
                by_id=by.id if by else None,
                reason=reason,
                at=clock.now(),
            )
        )
        ref = str(getattr(subject, "ref", subject.id))
        audit.record(
            f"{self.name}.{line.verb}", self.name, ref, by=by, frm=before.value, to=line.to.value
        )
        moved.send(
            subject, machine=self.name, move=line, frm=before, to=line.to, by=by, reason=reason
        )


def move_of(machine: Machine[Any], verb: str) -> Move[Any]:
    """Return the move of this name from anywhere; raise NoResultFound, hence a 404, if none."""
    found = [line for line in machine.moves if line.verb == verb]
    if not found:
        raise NoResultFound(verb)
    return found[0]


def words(state: StrEnum | str) -> str:
    """Return a state as people read it: “pending review”."""
    text = str(state).replace("_", " ")
    return text[:1].upper() + text[1:].lower()


def history(machine: Machine[Any], subject_id: int) -> list[StateChange]:
    """Return every move of a subject, oldest first."""
    statement = select(StateChange).where(
        StateChange.machine == machine.name, StateChange.subject_id == subject_id
    )
    return list(db.session.scalars(statement.order_by(StateChange.id)))
