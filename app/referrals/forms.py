"""Questions about an employer a councillor knows."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from app.fields import EmailField, Form, Length, PhoneField, text
from app.referrals.services import NewReferral


class ReferralForm(Form):
    """One employer, in two minutes."""

    employer_name = StringField(
        "What is the employer called?",
        [DataRequired("Enter the employer’s name"), Length(120, called="The employer’s name")],
    )
    contact_name = StringField(
        "Whom should we speak to?",
        [DataRequired("Enter the name of the person to speak to"), Length(120, called="The name")],
        render_kw={"autocomplete": "off"},
    )
    contact_email = EmailField("Their email address", called="email address")
    contact_phone = PhoneField("Their phone number", called="phone number")
    contact_agreed = BooleanField(
        "They know that I am passing on their details, and agree",
        [DataRequired("Ask them first, then tick this box")],
    )
    how_known = TextAreaField(
        "How do you know them?",
        [DataRequired("Enter how you know them"), Length(1000, called="How you know them")],
        description="A sentence is enough, like “I buy my tyres there”.",
    )
    ward = StringField("Ward", [DataRequired("Enter the ward they are in"), Length(80)])
    interest_declared = TextAreaField(
        "Do you have an interest to declare?",
        [Length(500, called="The interest")],
        description="For example, you or somebody close to you owns or works for it.",
    )

    def validate_contact_phone(self, _: Any) -> None:
        """Ask for one way to reach them."""
        if not (self.contact_email.data or self.contact_phone.data or self.contact_email.errors):
            raise ValidationError("Enter an email address or a phone number")

    def answers(self) -> NewReferral:
        """The answers as plain values, once the form is valid."""
        return NewReferral(
            employer_name=text(self.employer_name),
            contact_name=text(self.contact_name),
            contact_email=self.contact_email.data,
            contact_phone=self.contact_phone.data,
            how_known=text(self.how_known),
            ward=text(self.ward),
            interest_declared=text(self.interest_declared),
        )


class ReasonForm(Form):
    """Why, in words the councillor may read."""

    reason = TextAreaField(
        "Why?",
        [DataRequired("Enter a reason"), Length(1000)],
        description="The councillor sees this.",
    )
