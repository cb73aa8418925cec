"""Questions about a concern, in plain words and few."""

from __future__ import annotations

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from app.concerns.models import CATEGORIES, Category, ConcernState
from app.concerns.services import NewConcern
from app.fields import EmailField, Form, Length, PhoneField, options, text, text_or_none
from app.filters import words as spoken


class ReportForm(Form):
    """What worries somebody; only the first two questions need an answer."""

    status = 200
    category = RadioField(
        "What is it about?",
        [DataRequired("Select what it is about")],
        choices=options((key.value, words) for key, words in CATEGORIES.items()),
    )
    words = TextAreaField(
        "What happened, or what have you seen?",
        [DataRequired("Enter what happened or what you have seen"), Length(4000, called="This")],
    )
    about = StringField(
        "Which employer or offer is it about?", [Length(200, called="The employer or offer")]
    )
    name = StringField("Your name", [Length(120)], render_kw={"autocomplete": "name"})
    email = EmailField("Your email address", render_kw={"autocomplete": "email"})
    phone = PhoneField("Your phone number", render_kw={"autocomplete": "tel"})

    @classmethod
    def for_offer(cls, known: bool) -> ReportForm:
        """Return the form; what it is about is not asked when it is known."""
        form = cls()
        if known:
            del form.about
        return form

    def answers(self) -> NewConcern:
        """The answers as plain values, once the form is valid."""
        return NewConcern(
            category=Category(self.category.data),
            words=text(self.words),
            about=text(self.about) if "about" in self else "",
            name=text(self.name),
            email=text_or_none(self.email),
            phone=text_or_none(self.phone),
        )


class DeskForm(Form):
    """What the coordinator looks for."""

    class Meta(Form.Meta):
        """Looking changes nothing, so it needs no proof."""

        csrf = False

    q = StringField("Employer or words")
    state = SelectField(
        "State",
        choices=options(
            [("", "Open"), ("all", "All"), *((s.value, spoken(s)) for s in ConcernState)]
        ),
    )
    category = SelectField(
        "About",
        choices=options([("", "Anything"), *((c.value, w) for c, w in CATEGORIES.items())]),
    )


class WordsForm(Form):
    """One box."""

    words = TextAreaField("Note", [DataRequired("Enter some words"), Length(4000, called="This")])


class LinkForm(Form):
    """Which organisation it is about."""

    name = StringField(
        "Which employer is it about?", [DataRequired("Enter the employer’s name"), Length(120)]
    )


class ReasonForm(Form):
    """Why a move is made, for the council’s own record."""

    reason = TextAreaField("What did you find, and what was done?", [Length(2000, called="This")])
