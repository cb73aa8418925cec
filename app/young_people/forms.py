"""Questions about starting, moving, agreeing, activity, what is kept out, cover and filters."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from app.accounts.models import User
from app.fields import (
    Form,
    Length,
    MultiCheckboxField,
    OutwardPostcodeField,
    UkDateField,
    text,
)
from app.filters import words
from app.young_people import caseload, causes, choices
from app.young_people.activities import NewActivity
from app.young_people.consents import Agreement
from app.young_people.models import Purpose, YoungPersonState
from app.young_people.services import NewYoungPerson

CHOOSE = ("", "Choose")
FROM_THE_LIST = "Start typing and choose from the list"


class NewForm(Form):
    """The little that is needed to start a record."""

    preferred_name = StringField(
        "Name they go by", [DataRequired("Enter the name they go by"), Length(120)]
    )
    surname = StringField("Family name", [Length(120)])
    pronouns = StringField(
        "Pronouns", [Length(40)], description="For example, she/her or they/them"
    )
    born = UkDateField("Date of birth", description="For example, 27 3 2008")
    outward = OutwardPostcodeField("First part of their postcode", description="For example, MK9")
    case_reference = StringField("Case reference", [Length(40)], description="From the case system")
    advisor = SelectField("Personal advisor", [DataRequired("Select an advisor")], choices=[])

    @classmethod
    def for_team(cls, advisors: list[User]) -> Self:
        """Return the form; only a manager is asked whose caseload it is for."""
        form = cls()
        form.advisor.choices = [CHOOSE, *((advisor.ref, advisor.name) for advisor in advisors)]
        if not advisors:
            del form.advisor
        return form

    def answers(self) -> NewYoungPerson:
        """Return the answers as plain values."""
        return NewYoungPerson(
            preferred_name=text(self.preferred_name),
            surname=text(self.surname),
            pronouns=text(self.pronouns),
            born=self.born.data,
            case_reference=text(self.case_reference) or None,
            outward=self.outward.data,
        )


class ReasonForm(Form):
    """Why a record moves."""

    beside: ClassVar[tuple[str, ...]] = ()

    reason = TextAreaField(
        "Why?", [DataRequired("Enter a reason"), Length(1000, called="The reason")]
    )

    def details(self) -> dict[str, Any]:
        """Return what is kept beside the reason."""
        return {
            name: self[name].data
            for name in ("what_would_change", "revisit_on", "exit_type")
            if name in self
        }


class NotNowForm(ReasonForm):
    """What they said, what would have to be different, when to ask again."""

    beside = ("what_would_change", "revisit_on")

    reason = TextAreaField(
        "What did they say?",
        [DataRequired("Enter what they said"), Length(1000, called="What they said")],
    )
    what_would_change = TextAreaField(
        "What would have to be different?", [Length(1000, called="This")]
    )
    revisit_on = UkDateField(
        "When will you ask again?",
        [InputRequired("Enter the day you will ask again")],
        called="the day you will ask again",
    )


class CloseForm(ReasonForm):
    """Why support ends."""

    beside = ("exit_type",)

    exit_type = RadioField(
        "Why does it end?", [InputRequired("Select why it ends")], choices=choices.EXIT_TYPES
    )
    reason = TextAreaField(
        "What should somebody know who opens it again?",
        [DataRequired("Enter what somebody should know"), Length(1000, called="This")],
    )


MOVE_FORMS: dict[str, type[ReasonForm]] = {"not_now": NotNowForm, "close": CloseForm}


# Asked when somebody else may decide.
EVIDENCE = (
    "Only when somebody else agreed too. Who said yes, when, and where it is kept, like “Jo Hill, "
    "foster carer, email of 12 November, on the case file”"
)


class ConsentForm(Form):
    """How somebody agreed, until when, and who may decide."""

    employer = StringField(
        "Which employer?",
        description="Start typing and choose from the list",
        render_kw={"list": "employers"},
    )
    shared = MultiCheckboxField("What may they be told?", choices=choices.SHARED)
    how = RadioField(
        "How did you ask?", [InputRequired("Select how you asked")], choices=choices.HOW
    )
    authority_held_by = RadioField(
        "Who may decide about this for them?", choices=choices.AUTHORITY, validate_choice=True
    )
    given_by = RadioField(
        "Who agreed?", [InputRequired("Select who agreed")], choices=choices.GIVEN_BY
    )
    evidence = StringField(
        "Where is their yes written down?", [Length(300, called="This")], description=EVIDENCE
    )
    until = UkDateField("Until when?", description="Leave empty if they set no end")

    @classmethod
    def asking(cls, purpose: Purpose, *, young: bool) -> Self:
        """Return only the questions this purpose and this age need."""
        form = cls()
        if purpose == Purpose.MATCHING:
            del form.employer, form.shared
        if not young:
            del form.authority_held_by, form.given_by, form.evidence
        return form

    def answers(self, purpose: Purpose, employer: Any = None) -> Agreement:
        """Return what was agreed."""
        return Agreement(
            purpose=purpose,
            how=self.how.data,
            given_by=self.given_by.data if "given_by" in self else "young person",
            authority_held_by=self.authority_held_by.data if "authority_held_by" in self else "",
            evidence=text(self.evidence) if "evidence" in self else "",
            employer=employer,
            shared=tuple(self.shared.data or ()) if "shared" in self else (),
            until=self.until.data,
        )


class ActivityForm(Form):
    """What somebody is doing now."""

    in_touch = RadioField(
        "Are you in touch?",
        [InputRequired("Select whether you are in touch")],
        choices=choices.IN_TOUCH,
    )
    code = RadioField(
        "What are they doing?",
        [InputRequired("Select what they are doing")],
        choices=choices.ACTIVITIES,
    )
    accommodation = SelectField(
        "Where do they live?",
        choices=[("", "Not asked this time"), *choices.ACCOMMODATION],
        default="",
        description="The return asks for it round the birthday. You say whether it is suitable",
    )
    since = UkDateField(
        "Since when?", [InputRequired("Enter the day it began")], called="the day it began"
    )

    def answers(self) -> NewActivity:
        """Return the code from a day on."""
        home = self.accommodation.data or None
        return NewActivity(self.code.data, self.since.data, self.in_touch.data, home)


class ExclusionForm(Form):
    """One employer or one area that is never suggested."""

    employer = StringField(
        "Employer’s name",
        description="Start typing and choose from the list",
        render_kw={"list": "employers"},
    )
    area = OutwardPostcodeField(
        "First part of the postcode",
        called="area",
        description="For example, MK3. Nothing there is suggested",
    )
    reason = TextAreaField(
        "Why?",
        [Length(1000, called="The reason")],
        description="Only their own advisor can read this",
    )


class NoteForm(Form):
    """What happened, in a few words."""

    contact = RadioField("Was there any contact?", choices=choices.CONTACTS, default="")
    words = TextAreaField(
        "What should be remembered?",
        [DataRequired("Enter your note"), Length(2000, called="Your note")],
        description="They may ask to read it. No health details: record what helps instead",
    )


class PutOffForm(Form):
    """Until when something waits, and why."""

    until = UkDateField(
        "Until when?",
        [InputRequired("Enter the day you will look again")],
        called="the day you will look again",
        description="It comes back to your list by itself on that day",
    )
    reason = StringField(
        "Why?",
        [DataRequired("Enter why it can wait"), Length(300, called="The reason")],
        description="For example, exams until the middle of June. They may ask to read it",
    )


class SearchForm(Form):
    """A name or a case reference; sent by post, so that no address and no log holds it."""

    q = StringField("Name or case reference", [Length(100, called="The search")])


class FilterForm(Form):
    """What of the caseload is shown; its answers stand in the address."""

    class Meta(Form.Meta):
        """Nothing is changed by it, so it needs no proof of where it came from."""

        csrf = False

    turn = SelectField("Whose turn", choices=[])
    waits = SelectField(
        "What waits",
        choices=[
            ("", "Anything"),
            ("late", "Anything overdue"),
            *causes.KINDS.items(),
            (caseload.PUT_OFF, "Put off"),
        ],
    )
    state = SelectField(
        "Status",
        choices=[("", "All open"), *((state.value, words(state)) for state in YoungPersonState)],
    )
    advisor = SelectField("Advisor", choices=[])
    sort = SelectField("Sort by", choices=list(caseload.ORDERS.items()))

    def ask(self, turns: dict[str, str], advisors: list[User]) -> None:
        """Offer the turns and the advisors that whoever looks can choose from."""
        self.turn.choices = [("", "Anybody’s"), *turns.items()]
        self.advisor.choices = [("", "Everybody"), *((user.ref, user.name) for user in advisors)]

    def kept(self) -> dict[str, str]:
        """Return the answers that are among the choices; anything else counts as not given."""
        return {field.name: field.data for field in self if self._known(field)}

    @staticmethod
    def _known(field: Any) -> bool:
        return field.type == "SelectField" and field.data in dict(field.choices or ())
