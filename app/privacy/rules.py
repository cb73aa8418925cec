"""The list of what is forgotten, when: every rule of every room, once, with its count and its deed.

What a room forgets by itself stands here too, by the room’s own function, so that one list says it
all; `job` names the run of the clock that does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from app import clock, db
from app.accounts import form_tokens, links, sessions, throttle
from app.employers import joining
from app.enquiries import services as enquiries
from app.filters import plural
from app.guidance import calls
from app.matches import keeping
from app.outbox import desk as outbox
from app.outbox.models import GONE
from app.privacy import resting
from app.privacy.finding import real
from app.privacy.times import ago, c, last_move, months
from app.scheduling.services import wall_clock
from app.settings import services as settings
from app.tables import uploads
from app.voice import links as voice_links
from app.voice import visits

Where = Callable[[], ColumnElement[bool]]


@dataclass(frozen=True)
class Rule:
    """One thing that is forgotten: of which table, after how long, which rows are due, what is done."""

    key: str
    title: str
    table: str
    after: Callable[[], str]
    where: Where
    does: Callable[[], object] | None = None  # the room’s own function
    job: str = "forget_people"
    empties: tuple[tuple[str, Any], ...] = ()  # columns and what they become; none: the row goes
    people: bool = False  # young people stand behind the count

    def due(self) -> int:
        """Return how many rows would go now."""
        count = select(func.count()).select_from(real(self.table)).where(self.where())
        return db.session.scalar(count) or 0

    def forget(self) -> None:
        """Let them go."""
        if self.does is not None:
            self.does()
            return
        here = real(self.table)
        if self.empties:
            db.session.execute(update(here).where(self.where()).values(dict(self.empties)))
        else:
            db.session.execute(delete(here).where(self.where()))


def said(key: str) -> Callable[[], str]:
    """Return what says a setting of months in words."""
    return lambda: plural(months(key), "month")


def fixed(words: str) -> Callable[[], str]:
    """Return what says a fixed time."""
    return lambda: words


def _sessions() -> ColumnElement[bool]:
    now, here = clock.now(), c("user_session")
    return or_(here.seen_at < now - sessions.IDLE, here.created_at < now - sessions.ABSOLUTE)


def _older(table: str, column: str, than: timedelta) -> Where:
    def where() -> ColumnElement[bool]:
        older: ColumnElement[bool] = c(table)[column] < clock.now() - than
        return older

    return where


def _lines() -> ColumnElement[bool]:
    file = c("offer_import")
    old = select(file.id).where(file.stored_at < clock.now() - uploads.UNDO_FOR)
    return c("upload_line").upload_id.in_(old)


def _unconfirmed() -> ColumnElement[bool]:
    return _older("offer_import", "at", uploads.KEEP)() & c("offer_import").stored_at.is_(None)


def _letters() -> ColumnElement[bool]:
    here = c("message")
    return (here.sent_at < clock.now() - outbox.KEEP_TEXT) & (here.body != GONE)


def _failed() -> ColumnElement[bool]:
    here = c("message")
    return (here.failed_at < clock.now() - outbox.KEEP_TEXT) & (here.body != GONE)


def _lists() -> ColumnElement[bool]:
    run, shown = c("match_run"), select(c("published_list").run_id)
    old = run.beat_at < wall_clock() - keeping.KEEP
    return old & run.id.not_in(shown) & (run.state != "RUNNING")


def _enquiries() -> ColumnElement[bool]:
    here, now = c("enquiry"), clock.now()
    kept = timedelta(days=round(30.44 * settings.value("enquiry.keep_months")))
    never = here.created_at < now - timedelta(days=enquiries.CONFIRM_DAYS)
    return or_((here.state == "UNCONFIRMED") & never, here.done_at < now - kept)


def _calls() -> ColumnElement[bool]:
    here = c("call_back")
    before = ago(int(settings.value("guidance.keep_calls_months")))
    return (here.settled_at < before) & here.name.is_not(None)


def _dismissed() -> ColumnElement[bool]:
    here = c("suggestion")
    old = here.changed_at < ago(months("dismissed"))
    return (here.state == "DISMISSED") & old & here.reason.is_not(None)


def _copies() -> ColumnElement[bool]:
    here, days = c("data_copy"), int(settings.value("privacy.copy_keep_days"))
    return (here.ready_at < clock.now() - timedelta(days=days)) & here.content.is_not(None)


def _prospects() -> ColumnElement[bool]:
    here, before = c("prospect"), ago(months("prospect"))
    written = func.coalesce(here.invited_at, here.created_at) < before
    # Whoever said stop stays known by their address alone, so that nobody writes to them again.
    known = or_(here.contact_name != "", here.note != "", here.phone.is_not(None))
    return written & known


def _concerns() -> ColumnElement[bool]:
    here = c("concern")
    old = last_move("concern", "concern") < ago(months("concern"))
    return (here.state == "CLOSED") & old & (here.words != "")


def _concern_notes() -> ColumnElement[bool]:
    return c("concern_note").concern_id.in_(select(c("concern").id).where(_concerns()))


def _over(before: datetime) -> ColumnElement[bool]:
    here = c("guarantee_case")
    return here.state.in_(("CLOSED", "WITHDRAWN")) & (
        last_move("guarantee_case", "guarantee_case") < before
    )


def _cases() -> ColumnElement[bool]:
    return _over(ago(months("guarantee"))) & (c("guarantee_case").candidate_name != "Forgotten")


def _marks() -> ColumnElement[bool]:
    here = c("criterion_mark")
    cases = select(c("guarantee_case").id).where(_over(ago(months("guarantee"))))
    return here.case_id.in_(cases) & (here.evidence != "")


def _referrals() -> ColumnElement[bool]:
    here = c("referral")
    open_ones = here.state.in_(("RECEIVED", "ACKNOWLEDGED", "CONTACTED"))
    old = last_move("referral", "referral") < ago(months("referral"))
    return ~open_ones & old & (here.contact_name != "")


def rules() -> Sequence[Rule]:
    """Return every rule, in the order they are run."""
    return RULES


RULES: tuple[Rule, ...] = (
    Rule(
        *("sessions", "Visits of people who signed in", "user_session"),
        *(fixed("1 hour without a click, 12 hours at most"), _sessions, sessions.forget_old),
        "forget_accounts",
    ),
    Rule(
        *("tokens", "Links to confirm an address or choose a password", "one_use_link"),
        *(fixed("As soon as they run out"), _older("one_use_link", "expires_at", timedelta())),
        *(links.forget_old, "forget_accounts"),
    ),
    Rule(
        *("form_tokens", "Marks that a form was sent once", "form_token", fixed("2 days")),
        *(_older("form_token", "at", form_tokens.KEEP), form_tokens.forget_old),
        "forget_accounts",
    ),
    Rule(
        *("tries", "Tries to sign in", "sign_in_attempt", fixed("1 day")),
        *(_older("sign_in_attempt", "at", throttle.KEEP), throttle.forget_old, "forget_accounts"),
    ),
    Rule(
        *("invitations", "Invitations of colleagues nobody took up", "member_invitation"),
        fixed("30 days after they ran out"),
        _older("member_invitation", "expires_at", timedelta(days=30)),
        *(joining.forget_old, "forget_invitations"),
    ),
    Rule(
        *("lists", "Runs of the engine nobody is shown", "match_run", fixed("30 days")),
        *(_lists, keeping.forget_old, "forget_lists"),
    ),
    # Before the files: one run of theirs does both.
    Rule(
        *("undo", "What an import can be undone by", "upload_line", fixed("30 days"), _lines),
        *(uploads.forget, "forget_uploads"),
    ),
    Rule(
        *("uploads", "Files nobody confirmed", "offer_import", fixed("2 days"), _unconfirmed),
        *(uploads.forget, "forget_uploads"),
    ),
    Rule(
        *("messages", "Texts of messages", "message", fixed("14 days after they left")),
        *(_letters, outbox.forget_texts, "forget_texts"),
    ),
    Rule(
        *("undelivered", "Texts of messages nobody could deliver", "message", fixed("14 days")),
        _failed,
        empties=(("body", GONE), ("calendar", None)),
    ),
    Rule(
        *("drafts", "Half-written answers of the vetting desk", "review_draft", fixed("90 days")),
        _older("review_draft", "saved_at", timedelta(days=90)),
    ),
    Rule(
        *("visits", "Visits to young people’s own pages", "voice_session", fixed("1 day")),
        _older("voice_session", "seen_at", timedelta(days=1)),
        *(visits.forget_old, "forget_visits"),
        people=True,
    ),
    Rule(
        *("links", "Links to young people’s own pages", "voice_link", fixed("90 days")),
        _older("voice_link", "made_at", voice_links.KEPT),
        *(voice_links.forget_old, "forget_visits"),
        people=True,
    ),
    Rule(
        *("enquiries", "Questions of people from outside", "enquiry"),
        lambda: plural(int(settings.value("enquiry.keep_months")), "month") + " after the answer",
        *(_enquiries, enquiries.forget_old, "forget_enquiries"),
    ),
    Rule(
        *("calls", "Who asked to be rung up", "call_back"),
        lambda: plural(int(settings.value("guidance.keep_calls_months")), "month"),
        *(_calls, calls.forget, "forget_calls"),
    ),
    Rule(
        *("dismissed", "Words on ideas that were set aside", "suggestion", said("dismissed")),
        _dismissed,
        empties=(("reason", None),),
        people=True,
    ),
    Rule(
        *("copies", "Copies of their data that people asked for", "data_copy"),
        lambda: plural(int(settings.value("privacy.copy_keep_days")), "day"),
        _copies,
        empties=(("content", None), ("outcomes", {})),
        people=True,
    ),
    Rule(
        *("employer", "People at organisations that are quiet", "employer", said("employer")),
        *(resting.due, resting.forget),
    ),
    Rule(
        *("prospects", "People at organisations we once wrote to", "prospect", said("prospect")),
        _prospects,
        empties=(("contact_name", ""), ("job_title", ""), ("phone", None), ("note", "")),
    ),
    Rule(
        *("concern_notes", "Notes on concerns that were closed", "concern_note"),
        *(said("concern"), _concern_notes),
    ),
    Rule(
        *("concerns", "Concerns that were closed", "concern", said("concern"), _concerns),
        empties=(
            *(("words", ""), ("about", ""), ("reporter_name", ""), ("told_words", "")),
            *(("reporter_email", None), ("reporter_phone", None), ("reported_by_id", None)),
        ),
    ),
    Rule(
        *("marks", "Evidence in closed guaranteed interviews", "criterion_mark"),
        *(said("guarantee"), _marks),
        empties=(("evidence", ""),),
        people=True,
    ),
    Rule(
        *("guarantee", "Candidates of closed guaranteed interviews", "guarantee_case"),
        *(said("guarantee"), _cases),
        empties=(
            *(("candidate_name", "Forgotten"), ("application_number", "")),
            *(("review_words", None), ("feedback", ""), ("interview_where", "")),
        ),
        people=True,
    ),
    Rule(
        *("referrals", "People councillors put forward", "referral", said("referral"), _referrals),
        empties=(
            *(("contact_name", ""), ("contact_email", None), ("contact_phone", None)),
            *(("how_known", ""), ("interest_declared", "")),
        ),
    ),
)
