"""What is asked about the people of an organisation."""

from __future__ import annotations

from wtforms import RadioField, StringField
from wtforms.validators import DataRequired

from app.accounts.forms import new_password
from app.employers.joining import Colleague
from app.employers.models import Part
from app.employers.parts import HINTS, NAMES
from app.fields import EmailField, Form, Length, options, text


def part_field(label: str) -> RadioField:
    """Return the question what somebody may do."""
    choices = options((part.value, f"{NAMES[part]}. {HINTS[part]}") for part in Part)
    return RadioField(label, [DataRequired("Select what they may do")], choices=choices)


class ColleagueForm(Form):
    """Somebody else who shall act for the organisation."""

    name = StringField("Full name", [DataRequired("Enter your colleague’s name"), Length(120)])
    job_title = StringField("Job title", [Length(80)])
    email = EmailField(
        "Work email address", [DataRequired("Enter your colleague’s work email address")]
    )
    part = part_field("What may they do?")

    def answers(self) -> Colleague:
        """The answers as plain values, once the form is valid."""
        part = Part(str(self.part.data))
        return Colleague(text(self.name), str(self.email.data), text(self.job_title), part)


class PartForm(Form):
    """What somebody may do from now on."""

    part = part_field("What may they do?")

    def answer(self) -> Part:
        """The answer, once the form is valid."""
        return Part(str(self.part.data))


class JoinForm(Form):
    """A password for a new account."""

    password = new_password("Choose a password")
