"""Asking, answering, closing."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from app.enquiries.services import NewEnquiry
from app.fields import EmailField, Form, Length, text


class AskForm(Form):
    """A question, and where the answer goes."""

    status = 200
    words = TextAreaField(
        "What would you like to know?",
        [DataRequired("Enter your question"), Length(1000, called="Your question")],
    )
    email = EmailField(
        "Your email address",
        [DataRequired("Enter your email address, so that we can answer")],
        render_kw={"autocomplete": "email"},
    )
    name = StringField(
        "What should we call you?",
        [Length(80, called="Your name")],
        render_kw={"autocomplete": "name"},
    )

    def answers(self) -> NewEnquiry:
        """The answers as plain values, once the form is valid."""
        return NewEnquiry(text(self.words), text(self.email), text(self.name))


class ConfirmForm(Form):
    """One button."""


class AnswerForm(Form):
    """The council’s answer."""

    words = TextAreaField(
        "Your answer", [DataRequired("Enter your answer"), Length(4000, called="Your answer")]
    )


class CloseForm(Form):
    """Why a question gets no answer, for the council’s own record."""

    reason = TextAreaField(
        "Why does it need no answer?",
        [DataRequired("Enter why it needs no answer"), Length(500, called="This")],
    )
