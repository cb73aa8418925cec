"""Questions of somebody who wants to be rung, and of who rings."""

from __future__ import annotations

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from app.accounts.models import User
from app.fields import EmailField, Form, Length, PhoneField, text
from app.guidance.calls import NewCall


class CallForm(Form):
    """Ring me, please."""

    name = StringField(
        "Your name",
        [DataRequired("Enter your name"), Length(120)],
        render_kw={"autocomplete": "name"},
    )
    organisation = StringField(
        "Your organisation", [Length(120)], render_kw={"autocomplete": "organization"}
    )
    phone = PhoneField(
        "Phone number",
        [DataRequired("Enter a phone number, like 01908 691691 or 07700 900123")],
        render_kw={"autocomplete": "tel"},
    )
    when_suits = StringField(
        "When suits you?",
        [Length(200)],
        description="For example, weekdays after 4pm, not Thursday.",
    )
    about = TextAreaField(
        "What is it about?",
        [DataRequired("Enter what it is about; a few words will do"), Length(1000)],
    )
    email = EmailField(
        "Email address",
        description="If you want a message that says by when we ring.",
        render_kw={"autocomplete": "email"},
    )
    status = 200

    @classmethod
    def about_person(cls, user: User | None, organisation: str, topic: str) -> CallForm:
        """Return the form with what we know of somebody who is signed in."""
        known: dict[str, Any] = {"about": topic}
        if user:
            known |= {"name": user.name, "phone": user.phone, "email": user.email}
            known["organisation"] = organisation
        return cls(data=known)

    def answers(self) -> NewCall:
        """The answers as plain values, once the form is valid."""
        return NewCall(
            name=text(self.name),
            organisation=text(self.organisation),
            phone=str(self.phone.data),
            email=self.email.data,
            when_suits=text(self.when_suits),
            about=text(self.about),
        )


class ReasonForm(Form):
    """Why nobody tries any more."""

    reason = TextAreaField("Why?", [DataRequired("Enter a reason"), Length(1000)])
