"""One question of each kind, for the page that shows them."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    FileField,
    PasswordField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired

from app.fields import (
    EmailField,
    Form,
    Length,
    MoneyField,
    MultiCheckboxField,
    OutwardPostcodeField,
    PhoneField,
    PostcodeField,
    UkDateField,
    UkTimeField,
    WebAddressField,
    WholeNumberField,
    options,
)

SHAPES = [
    ("day", "A day"),
    ("half_days", "A few half days"),
    ("phased", "A start in small steps, with more hours each week until it feels right"),
]
ANSWERS = [("yes", "Yes, tell me more"), ("not_now", "Not now"), ("no", "No, not for me")]
KINDS = [("", "Choose a kind"), ("work_experience", "Work experience"), ("job", "Job")]


class EveryKind(Form):
    """One question of each kind."""

    name = StringField(
        "Name of your organisation",
        [DataRequired("Enter the name of your organisation"), Length(80)],
        render_kw={"autocomplete": "organization"},
    )
    start = UkDateField(
        "When does it start?", [InputRequired("Enter the start date")], called="Start date"
    )
    opens = UkTimeField("What time does the first day start?", called="Start time")
    pay = MoneyField("Pay for each hour", called="Pay")
    places = WholeNumberField(
        "How many places are there?", minimum=1, maximum=50, called="Number of places"
    )
    postcode = PostcodeField(
        "Postcode where the work happens", render_kw={"autocomplete": "postal-code"}
    )
    area = OutwardPostcodeField("First part of the postcode")
    phone = PhoneField("Phone number", render_kw={"autocomplete": "tel"})
    email = EmailField("Email address", render_kw={"autocomplete": "email"})
    website = WebAddressField("Website", render_kw={"autocomplete": "url"})
    advert = WebAddressField("Link to the job")
    kind = SelectField("What kind of offer is it?", choices=options(KINDS))
    tasks = TextAreaField(
        "What will they do?",
        [DataRequired("Enter what they will do"), Length(300, called="What they will do")],
    )
    paid = RadioField(
        "Is it paid?",
        [InputRequired("Select yes if it is paid")],
        choices=options([("yes", "Yes"), ("no", "No")]),
    )
    lead = RadioField(
        "Could it lead to a job?",
        choices=options([("yes", "Yes"), ("no", "No"), ("unsure", "I do not know yet")]),
    )
    shapes = MultiCheckboxField("Which of these could you offer?", choices=options(SHAPES))
    insurance = FileField("Your insurance certificate")
    password = PasswordField("Password", render_kw={"autocomplete": "current-password"})
    agree = BooleanField(
        "I may speak for this organisation", [InputRequired("Tick the box if you may speak for it")]
    )
    words = SearchField("Search offers")


class OneQuestion(Form):
    """A question as a young person meets it."""

    answer = RadioField(
        "Would you like to try a day at the bakery?",
        [InputRequired("Choose one of the answers")],
        choices=options(ANSWERS),
    )


class Reason(Form):
    """Why something is done."""

    reason = TextAreaField(
        "Why are you withdrawing it?",
        [DataRequired("Enter a reason"), Length(200, called="The reason")],
    )


WRONG = {
    "name": "",
    "start-day": "31",
    "start-month": "2",
    "start-year": "2027",
    "opens": "half past nine",
    "pay": "twelve pounds",
    "places": "0",
    "postcode": "MK9",
    "phone": "07700",
    "email": "sam.bakery",
    "website": "javascript:alert(1)",
    "kind": "other",
    "tasks": "Bake bread and cakes with the morning team. " * 8,
    "shapes": "never",
}
