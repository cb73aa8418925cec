"""What an organisation is asked when it registers, changes, pledges or answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app import clock
from app.accounts.forms import GuessedForm, new_password
from app.employers import codes, numbers
from app.employers.details import Safety
from app.employers.models import KIND_NAMES, PLEDGE_KINDS, SIZES, Employer, EmployerKind, Pledge
from app.employers.pledges import Promise
from app.employers.registration import Contact, Organisation, Origin
from app.errors import DomainError, Stale
from app.fields import (
    EmailField,
    Form,
    Length,
    PhoneField,
    PostcodeField,
    UkDateField,
    WebAddressField,
    WholeNumberField,
    options,
    text,
)
from app.filters import words
from app.settings import services as settings

HEARD = (
    *("A councillor", "Somebody at the council", "Another employer", "A careers fair or event"),
    *("The council’s website", "Social media", "The news", "A search", "Something else"),
)
OPENS = {EmployerKind.COMPANY: "company_number", EmployerKind.CHARITY: "charity_number"}
SIZE_CHOICES = [("", "Choose a size"), *SIZES.items()]


def reader(kind: EmployerKind) -> Callable[[object], str]:
    """Return what reads a number of this kind of organisation from what was typed."""
    return lambda typed: numbers.read(kind, str(typed or ""))


class Named:
    """Refuses a name without a single letter or number: nobody could look it up."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Check one field."""
        if not any(sign.isalnum() for sign in field.data or ""):
            raise ValidationError(self.message)


class OrganisationForm(Form):
    """The organisation itself."""

    name = StringField(
        "Name of your organisation",
        [
            DataRequired("Enter the name of your organisation"),
            Named("Enter the name of your organisation in letters or numbers"),
            Length(120),
        ],
        render_kw={"autocomplete": "organization"},
    )
    kind = RadioField(
        "What kind of organisation is it?",
        [DataRequired("Select what kind of organisation it is")],
        choices=options((kind.value, name) for kind, name in KIND_NAMES.items()),
    )
    company_number = StringField("Company number", filters=[reader(EmployerKind.COMPANY)])
    charity_number = StringField("Charity number", filters=[reader(EmployerKind.CHARITY)])
    directorate = StringField("Directorate or service", [Length(120)])
    postcode = PostcodeField(
        "Postcode",
        [DataRequired("Enter the postcode of your organisation, like MK9 3EJ")],
        render_kw={"autocomplete": "postal-code"},
    )
    sector = SelectField("Main sector", [DataRequired("Select your main sector")])
    size = SelectField(
        "How many people work there?", [Optional()], choices=options(SIZE_CHOICES), default=""
    )
    about = TextAreaField("What do you do?", [Length(1500)])
    website = WebAddressField(
        "Website", [Optional(), Length(300)], render_kw={"autocomplete": "url"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sector.choices = options([("", "Choose a sector"), *settings.sector_choices()])

    def validate_company_number(self, field: Any) -> None:
        """Check the number of a company."""
        self._check_number(EmployerKind.COMPANY, field)

    def validate_charity_number(self, field: Any) -> None:
        """Check the number of a charity."""
        self._check_number(EmployerKind.CHARITY, field)

    def validate_directorate(self, field: Any) -> None:
        """A department has no number, so it says where in the council it belongs."""
        if self.kind.data == EmployerKind.PUBLIC and not text(field):
            raise ValidationError("Enter your directorate or service, like Libraries")

    def _check_number(self, kind: EmployerKind, field: Any) -> None:
        if self.kind.data == kind and not numbers.well_formed(kind, field.data or ""):
            raise ValidationError(numbers.ASKS[kind])

    def organisation(self) -> Organisation:
        """The answers about the organisation, once the form is valid."""
        kind = EmployerKind(self.kind.data)
        return Organisation(
            name=text(self.name),
            kind=kind,
            number=text(self[OPENS[kind]]) if kind in OPENS else None,
            directorate=text(self.directorate) if kind == EmployerKind.PUBLIC else None,
            postcode=str(self.postcode.data),
            sector_key=str(self.sector.data),
            size=str(self.size.data or ""),
            about=text(self.about),
            website=self.website.data,
        )


class RegisterForm(OrganisationForm, GuessedForm):
    """Everything, in one sitting."""

    contact_name = StringField(
        "Your name",
        [DataRequired("Enter your name"), Named("Enter your name in letters"), Length(120)],
        render_kw={"autocomplete": "name"},
    )
    job_title = StringField(
        "Your job title", [Length(80)], render_kw={"autocomplete": "organization-title"}
    )
    email = EmailField(
        "Your work email address",
        [DataRequired("Enter your work email address, like name@example.com")],
        render_kw={"autocomplete": "email"},
    )
    phone = PhoneField(
        "Your phone number",
        [DataRequired("Enter a phone number, like 01908 691691 or 07700 900123")],
        render_kw={"autocomplete": "tel"},
    )
    password = new_password("Choose a password")
    authority = BooleanField(
        "I may speak for this organisation",
        [DataRequired("Tick to say that you may speak for this organisation")],
    )
    heard = SelectField(
        "How did you hear about us?",
        [Optional()],
        choices=options([("", "Choose an answer"), *((words, words) for words in HEARD)]),
    )
    code = StringField(
        "Referral code",
        [Length(codes.LONGEST)],
        filters=[lambda typed: codes.read(str(typed or ""))],
        render_kw={"autocomplete": "off"},
    )

    @property
    def more(self) -> bool:
        """Say whether what is folded away has to be seen: something in it is wrong."""
        folded = ("job_title", "website", "size", "about", "heard", "code")
        return any(self[name].errors for name in folded)

    def answers(self) -> dict[str, Any]:
        """The answers as plain values, once the form is valid."""
        return {
            "organisation": self.organisation(),
            "contact": self.contact(),
            "origin": self.origin(),
        }

    def contact(self) -> Contact:
        """The answers about who registers."""
        return Contact(
            name=text(self.contact_name),
            email=str(self.email.data),
            phone=str(self.phone.data),
            password=str(self.password.data),
            job_title=text(self.job_title),
        )

    def origin(self) -> Origin:
        """The answers about how they came."""
        return Origin(how_heard=str(self.heard.data or ""), referral_code=text(self.code) or None)


class CodeForm(Form):
    """A referral code, put right after registering."""

    code = StringField(
        "Referral code",
        [
            DataRequired("Enter the code, or leave this page: nothing is lost"),
            Length(codes.LONGEST),
        ],
        filters=[lambda typed: codes.read(str(typed or ""))],
        render_kw={"autocomplete": "off"},
    )

    def typed(self) -> str:
        """The code as it was typed, once the form is valid."""
        return text(self.code)


def known(form: type[Form], subject: Any) -> dict[str, Any]:
    """Return what a row knows of the answers to a form."""
    names = [name for name in dir(form) if not name.startswith("_") and hasattr(subject, name)]
    return {name: getattr(subject, name) for name in names if name != "metadata"}


class VersionedForm(Form):
    """A form about something others may change at the same time."""

    status = 200
    stale = False
    version = HiddenField()

    def seen(self) -> int:
        """The version the person had in front of them."""
        typed = str(self.version.data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1

    def refused(self, error: DomainError, subject: Any) -> None:
        """Show an error; when somebody else saved first, let the next save be over theirs."""
        error.show_on(self)
        if isinstance(error, Stale):
            self.stale, self.status = True, 409
            self.version.data = subject.version


class DetailsForm(OrganisationForm, VersionedForm):
    """What an organisation may change about itself."""

    insurance_until = UkDateField(
        "Until when does your employers’ liability insurance run?",
        [Optional()],
        called="The last day of the insurance",
    )
    risk_assessed_on = UkDateField(
        "When did you last assess the risks for a young person at work?",
        [Optional()],
        called="The day of the risk assessment",
    )

    @classmethod
    def about_employer(cls, employer: Employer) -> DetailsForm:
        """Return the form filled with what is known."""
        given = {OPENS[employer.kind]: employer.number} if employer.kind in OPENS else {}
        return cls(data=known(cls, employer) | given | {"sector": employer.sector_key})

    def validate_risk_assessed_on(self, field: Any) -> None:
        """An assessment has happened, or it has no date yet."""
        if field.data and field.data > clock.today():
            raise ValidationError("The day of the risk assessment must be today or in the past")

    def validate_insurance_until(self, field: Any) -> None:
        """Catch a year typed wrong."""
        if field.data and field.data > clock.today() + timedelta(days=3 * 366):
            raise ValidationError("The last day of the insurance must be within three years")

    def answers(self) -> dict[str, Any]:
        """The answers as plain values, once the form is valid."""
        return {
            "organisation": self.organisation(),
            "safety": Safety(self.insurance_until.data, self.risk_assessed_on.data),
            "version": self.seen(),
        }


class AnswerForm(Form):
    """An answer to what the council asked."""

    words = TextAreaField("Your answer", [Length(2000)])

    def answer(self) -> str:
        """The answer as plain text."""
        return text(self.words)


class PledgeForm(VersionedForm):
    """A soft promise."""

    kind = RadioField(
        "What could you offer?",
        [DataRequired("Select what you could offer")],
        choices=options((kind, words(kind)) for kind in PLEDGE_KINDS),
    )
    sector = SelectField("In which sector?", [DataRequired("Select a sector")])
    how_many = WholeNumberField(
        "For how many people?",
        [InputRequired("Enter for how many people, like 2")],
        called="The number of people",
        minimum=1,
        maximum=500,
    )
    hoped_for = UkDateField("From when?", [Optional()], called="The day it could start")
    words = TextAreaField("Anything we should know?", [Length(1000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sector.choices = options([("", "Choose a sector"), *settings.sector_choices()])

    @classmethod
    def about_pledge(cls, pledge: Pledge) -> PledgeForm:
        """Return the form filled with what was pledged."""
        return cls(data=known(cls, pledge) | {"sector": pledge.sector_key})

    def validate_hoped_for(self, field: Any) -> None:
        """A promise is about the time to come."""
        today = clock.today()
        if field.data and not today <= field.data <= today + timedelta(days=3 * 366):
            raise ValidationError("The day it could start must be within the next three years")

    def answers(self) -> Promise:
        """The answers as plain values, once the form is valid."""
        return Promise(
            sector_key=str(self.sector.data),
            kind=str(self.kind.data),
            how_many=int(self.how_many.data),
            hoped_for=self.hoped_for.data,
            words=text(self.words),
        )
