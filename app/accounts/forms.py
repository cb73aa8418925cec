"""What signing in and looking after accounts asks."""

from __future__ import annotations

from wtforms import PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Optional

from app.accounts.models import ROLE_NAMES, Role, User
from app.accounts.passwords import LONGEST, SHORTEST
from app.accounts.people import Person
from app.fields import EmailField, Form, Length, NoNul, PhoneField, options, text, text_or_none

STAFF = [(role.value, name) for role, name in ROLE_NAMES.items() if role != Role.BUSINESS]
OTHER_TEAM = "new"


def _email(label: str) -> EmailField:
    return EmailField(
        label,
        [DataRequired("Enter your email address, like name@example.com")],
        render_kw={"autocomplete": "username"},
    )


def new_password(label: str) -> PasswordField:
    """Return the question for a password that is to be chosen."""
    return PasswordField(
        label,
        [
            DataRequired(f"Enter a password with {SHORTEST} characters or more"),
            NoNul(),
            Length(LONGEST),
        ],
        description=f"{SHORTEST} characters or more. Three words that do not belong together are "
        "easy to remember and hard to guess",
        render_kw={"autocomplete": "new-password"},
    )


class GuessedForm(Form):
    """A form that somebody may send again and again to guess; `status` is the answer’s."""

    status = 200


class SignInForm(GuessedForm):
    """Who are you?"""

    email = _email("Email address")
    password = PasswordField(
        "Password",
        [DataRequired("Enter your password"), NoNul(), Length(LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )

    def answers(self) -> dict[str, str]:
        """The answers as plain values, once the form is valid."""
        return {"email": str(self.email.data), "password": str(self.password.data)}


class ForgottenForm(GuessedForm):
    """Where to send the link."""

    email = _email("Your email address")


class ChooseForm(Form):
    """A new password, from a link."""

    password = new_password("Your new password")


class ChangeForm(GuessedForm):
    """A new password, for somebody who is signed in."""

    old = PasswordField(
        "The password you use now",
        [DataRequired("Enter the password you use now"), NoNul(), Length(LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password("Your new password")

    def answers(self) -> dict[str, str]:
        """The answers as plain values, once the form is valid."""
        return {"old": str(self.old.data), "new": str(self.password.data)}


class PersonForm(Form):
    """Somebody who works with the council; an account that is there keeps its address."""

    name = StringField("Full name", [DataRequired("Enter the person’s full name"), Length(120)])
    email = EmailField(
        "Work email address", [DataRequired("Enter the person’s work email address")]
    )
    phone = PhoneField("Phone number", [Optional()])
    role = RadioField(
        "What they come to do", [DataRequired("Select a role")], choices=options(STAFF)
    )
    team = SelectField("Team", [Optional()])
    new_team = StringField("Name of the new team", [Length(80)])
    ward = StringField("Ward", [Length(80)])

    @classmethod
    def about(cls, user: User | None, teams: list[str]) -> PersonForm:
        """Return the form with the teams to choose from; about somebody, or somebody new."""
        form = cls(obj=user, team=user.team.name if user and user.team else "")
        named = [(name, name) for name in teams]
        form.team.choices = options([("", "Choose a team"), *named, (OTHER_TEAM, "Another team")])
        if user is not None:
            del form.email
        if user is not None and user.role == Role.BUSINESS:
            for name in ("role", "team", "new_team", "ward"):
                del form[name]
        return form

    def answers(self, user: User | None = None) -> Person:
        """The answers as plain values, once the form is valid."""
        name, phone = text(self.name), self.phone.data
        if user is not None and "role" not in self:
            return Person(name, user.email, user.role, phone=phone)
        team = text(self.new_team) if self.team.data == OTHER_TEAM else text(self.team)
        role = Role(self.role.data)
        return Person(
            name=name,
            email=user.email if user else str(self.email.data),
            role=role,
            team=team or None,
            ward=text_or_none(self.ward) if role == Role.COUNCILLOR else None,
            phone=phone,
        )


class FindForm(Form):
    """What to look for among accounts."""

    class Meta(Form.Meta):
        """Looking changes nothing, so it needs no proof."""

        csrf = False

    q = StringField("Name or email address")
    role = SelectField(
        "Role",
        choices=options([("", "All roles"), *((r.value, n) for r, n in ROLE_NAMES.items())]),
    )
    standing = SelectField(
        "Account",
        choices=options(
            [
                ("", "All accounts"),
                ("open", "Open"),
                ("closed", "Closed"),
                ("unused", "Not used for 60 days"),
            ]
        ),
    )
