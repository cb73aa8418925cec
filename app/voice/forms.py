"""The questions on somebody’s own page, one a page, and those of their advisor about it."""

from __future__ import annotations

from typing import Any, Self

from flask import g
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired

from app.fields import Form, Length, MultiCheckboxField, options, text
from app.placements.services import Said
from app.voice.agreeing import Ask
from app.voice.invitations import Way
from app.young_people.models import Consent, Level

FACES = [("3", "Good"), ("2", "OK"), ("1", "Hard")]
YES_NO = [("yes", "Yes"), ("no", "No")]
ANSWERS = [("yes", "Yes, I would like that"), ("not_now", "Not now"), ("no", "No, not for me")]
TELL = [("yes", "Yes, tell them this"), ("not_now", "Not now"), ("no", "No, do not tell them")]
GO_ON = [("on", "Yes, go on"), ("end", "No, let it end")]
PLACE = [("yes", "Yes, I want it"), ("talk", "I want to talk first"), ("no", "No, I do not")]
AGREE = [
    ("yes", "Yes, it is right"),
    ("talk", "Not yet. I want to talk first"),
    ("no", "No, I do not want it"),
]
MEETING = [
    ("can_go", "Yes, I can go"),
    ("other_time", "I need another time"),
    ("cannot_go", "No, I can not"),
]
LEVELS = [
    (Level.KEEN.value, "I like it"),
    (Level.CURIOUS.value, "Tell me more"),
    (Level.NOT_FOR_ME.value, "Not for me"),
    ("", "Skip"),
]


class Own(Form):
    """A question on somebody’s own page: what they typed too late to send is filled in again."""

    ref = HiddenField()

    def __init__(self, *given: Any, **named: Any) -> None:
        typed = g.get("typed")
        super().__init__(*given, **({"formdata": typed} if typed and not given else {}), **named)

    def showing(self, ref: str) -> Self:
        """Return the form for this one thing; what was typed about another is left out."""
        about_another = not self.is_submitted() and (self.ref.data or ref) != ref
        form = type(self)(None) if about_another else self
        form.ref.data = form.ref.data or ref
        return form


class FindForm(Form):
    """Where somebody’s messages go, to ask for a link without one."""

    where = StringField(
        "Your phone number or email",
        [DataRequired("Write your phone number or email"), Length(254, called="This")],
        render_kw={"autocomplete": "off"},
    )


class BirthdayForm(Form):
    """Day and month of birth, where the council asks for them."""

    day = StringField("Day", [Length(2)], render_kw={"inputmode": "numeric", "autocomplete": "off"})
    month = StringField(
        "Month", [Length(2)], render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )

    def answer(self) -> tuple[int, int] | None:
        """Return day and month as numbers, when they are numbers."""
        both = text(self.day), text(self.month)
        return (int(both[0]), int(both[1])) if all(map(str.isdecimal, both)) else None


class AnswerForm(Own):
    """Yes, not now or no."""

    answer = RadioField(
        "Would you like to try this?", [InputRequired("Pick one")], choices=options(ANSWERS)
    )
    why = TextAreaField("Do you want to say why? You can skip this.", [Length(500, called="This")])


class TellForm(Own):
    """Whether one employer may be told what is on the screen, and what to leave out."""

    seen = HiddenField()
    answer = RadioField("May we tell them?", [InputRequired("Pick one")], choices=options(TELL))
    leave_out = MultiCheckboxField("Is there something to leave out?", choices=[])
    why = TextAreaField("Do you want to say why? You can skip this.", [Length(500, called="This")])

    @classmethod
    def about(cls, ask: Ask) -> Self:
        """Return the form, with what can be left out of this card."""
        form = cls().showing(ask.introduction.ref)
        form.leave_out.choices = options((line.key, ask.called(line.key)) for line in ask.lines)
        form.seen.data = form.seen.data or ask.seen
        return form


class PlaceForm(Own):
    """Whether they want a place they were offered."""

    answer = RadioField("Do you want it?", [InputRequired("Pick one")], choices=options(PLACE))
    why = TextAreaField("Do you want to say why? You can skip this.", [Length(500, called="This")])


class AgreeForm(Own):
    """Whether the days, times and pay of a placement are right for them."""

    seen = HiddenField()
    answer = RadioField(
        "Is this right for you?", [InputRequired("Pick one")], choices=options(AGREE)
    )
    why = TextAreaField("What is not right? You can skip this.", [Length(500, called="This")])


class MeetingForm(Own):
    """Whether they can come."""

    answer = RadioField("Can you go?", [InputRequired("Pick one")], choices=options(MEETING))
    why = TextAreaField("Do you want to say why? You can skip this.", [Length(500, called="This")])


class GoOnForm(Form):
    """Whether an agreement goes on or ends."""

    ref = HiddenField()
    version = HiddenField()
    answer = RadioField("Shall it go on?", [InputRequired("Pick one")], choices=options(GO_ON))

    @classmethod
    def about(cls, consent: Consent, version: str) -> Self:
        """Return the form for one agreement and today’s words."""
        form = cls()
        form.ref.data = form.ref.data or consent.ref
        form.version.data = form.version.data or version
        return form

    def answers(self) -> tuple[str, bool, str]:
        """Return which agreement, whether it goes on, and which words were on the screen."""
        return self.ref.data or "", self.answer.data == "on", self.version.data or ""


class HowForm(Own):
    """How it is going."""

    face = RadioField("How is it going?", [InputRequired("Pick a face")], choices=options(FACES))
    words = TextAreaField(
        "Do you want to say more? You can skip this.", [Length(1000, called="This")]
    )
    talk = BooleanField("I want to talk")

    def answers(self) -> Said:
        """Return the face, the words, and whether they want to talk."""
        return Said(int(self.face.data), text(self.words), wants_to_talk=bool(self.talk.data))


class ReviewForm(Own):
    """How it went."""

    face = RadioField("How was it?", [InputRequired("Pick a face")], choices=options(FACES))
    again = RadioField(
        "Would you do it again?", [InputRequired("Pick yes or no")], choices=options(YES_NO)
    )
    words = TextAreaField(
        "Do you want to say more? You can skip this.", [Length(1000, called="This")]
    )

    def answers(self) -> Said:
        """Return the face, the words and whether again."""
        return Said(int(self.face.data), text(self.words), again=self.again.data == "yes")


class WordsForm(Own):
    """Their own words."""

    words = TextAreaField(
        "What do you like? What would you try?",
        [Length(4000, called="This")],
        description="Write it your way. There is no wrong answer.",
    )


class AskForm(Own):
    """One thing somebody asks for, in their words if they like."""

    words = TextAreaField(
        "Do you want to say more? You can skip this.", [Length(2000, called="This")]
    )


class WrongForm(Own):
    """What is wrong."""

    words = TextAreaField(
        "What is wrong?", [DataRequired("Write what is wrong"), Length(2000, called="This")]
    )


class ComplainForm(Own):
    """A complaint, and who may read it."""

    words = TextAreaField(
        "What went wrong?", [DataRequired("Write what went wrong"), Length(2000, called="This")]
    )
    read = RadioField("Who may read it?", [InputRequired("Pick who may read it")], choices=[])

    @classmethod
    def about(cls, advisor: str) -> Self:
        """Return the form, with the name of who works with them."""
        form = cls()
        alone, both = (
            f"Only the person in charge, not {advisor}",
            f"The person in charge, and {advisor}",
        )
        form.read.choices = options([("team", alone), ("both", both)])
        return form


class ButtonForm(Form):
    """Only a button; which one of a list is decided by what it carries."""

    ref = HiddenField()


class LikesForm(Own):
    """What somebody thinks of each kind of work."""

    rows: dict[str, str]

    @classmethod
    def about(cls, sectors: list[Any], known: dict[str, Level]) -> Self:
        """Return the form with a question for each kind of work, as it stands."""
        questions: dict[str, Any] = {
            f"on_{sector.key}": RadioField(sector.name, choices=options(LEVELS), default="")
            for sector in sectors
        }
        rows = {sector.key: f"on_{sector.key}" for sector in sectors}
        made: type[Self] = type(cls.__name__, (cls,), {**questions, "rows": rows})
        return made(data={f"on_{key}": level.value for key, level in known.items()})

    def levels(self) -> dict[str, Level | None]:
        """Return what they think of each; None takes an answer back."""
        return {
            key: Level(self[name].data) if self[name].data else None
            for key, name in self.rows.items()
        }


class SendForm(Form):
    """How a link is sent."""

    channel = RadioField("How shall it go?", [InputRequired("Select how to send it")], choices=[])
    checked = BooleanField("I have checked that it is safe to send it now")

    @classmethod
    def by(cls, ways: list[Way]) -> Self:
        """Return the form with the ways there are, what they like best chosen."""
        form = cls(channel=ways[0].channel if ways else None)
        form.channel.choices = options((way.channel, way.words) for way in ways)
        return form

    def answers(self) -> tuple[str, bool]:
        """Return the way, and whether a person looked at the times."""
        return str(self.channel.data), bool(self.checked.data)


class WhoForm(Form):
    """Why somebody without a caseload needs to know who asks."""

    reason = StringField(
        "Why do you need to know who it is?",
        [DataRequired("Enter why you need to know"), Length(300, called="The reason")],
        description="It is written down, and they may read it",
    )


class ReplyForm(Form):
    """The answer to a request."""

    answer = TextAreaField(
        "Your answer, in plain words",
        [DataRequired("Enter the answer they will read"), Length(2000, called="The answer")],
        description="They read it on their own page.",
    )
