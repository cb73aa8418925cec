import pytest
from sqlalchemy import func, select

from app import clock, db
from app.accounts.models import User
from app.employers import numbers, registration, services
from app.employers.forms import RegisterForm
from app.employers.models import Employer, EmployerKind, EmployerState, Membership
from app.employers.signals import registered
from app.states import StateChange


def kept():
    return db.session.scalars(select(Employer)).one()


def owner():
    return services.members(kept())[0].user


def register(browser, answers):
    return browser.anonymous().post("employers.register", answers)


def test_one_sitting_makes_an_organisation_its_owner_and_a_visit(browser, good):
    page = register(browser, good)

    employer = kept()
    (member,) = services.members(employer)
    assert page.h1 == "Riverside Bakery Ltd is registered"
    assert (employer.state, employer.number, employer.postcode) == (
        EmployerState.EMAIL_UNVERIFIED,
        "01234567",
        "MK9 3EJ",
    )
    assert (member.owner, member.has_authority, member.job_title) == (True, True, "Owner")
    assert (member.user.email, member.user.phone) == (
        "sam@riverside-bakery.example",
        "+447700900123",
    )
    assert browser.get("employers.mine").h1 == "Riverside Bakery Ltd"


def test_the_page_after_registering_says_what_happens_next_and_when(browser, good, now):
    now(clock.at(clock.date(2026, 12, 23), clock.time(12)))

    page = register(browser, good)

    # Christmas Day and the two bank holidays after it do not count.
    assert "the council looks at Riverside Bakery Ltd by Tuesday 29 December 2026" in page.text
    assert "The link works for seven days" in page.text


def test_confirming_the_address_hands_it_to_the_council_with_a_due_date(
    browser, good, secret, mails
):
    register(browser, good)
    browser.get("employers.confirm", secret=secret())
    assert kept().state == EmployerState.EMAIL_UNVERIFIED

    page = browser.sign_in(owner()).post("employers.confirm", secret=secret())

    assert "Thank you. The council now looks at Riverside Bakery Ltd." in page.text
    assert kept().state == EmployerState.PENDING_REVIEW
    assert kept().review_due == clock.add_working_days(clock.today(), 2)
    assert mails()[-1].subject.startswith("Riverside Bakery Ltd: we look at it by ")


def test_the_address_is_confirmed_without_signing_in_and_once(browser, good, secret):
    register(browser, good)
    link = secret()

    browser.anonymous().post("employers.confirm", secret=link)
    again = browser.anonymous().post("employers.confirm", secret=link)

    assert again.status == 410
    assert db.session.scalar(select(func.count()).select_from(StateChange)) == 1


def test_a_new_link_replaces_the_one_that_got_lost(browser, good, secret):
    register(browser, good)
    older = secret()

    browser.sign_in(owner()).post("employers.send_again")

    assert registration.holder(older) is None
    assert registration.holder(secret()) is not None


def test_features_above_hear_of_a_registration(browser, good):
    heard = []

    def listen(employer, *, by):
        heard.append((employer.referral_code, by.name))

    with registered.connected_to(listen):
        register(browser, good | {"code": "fJ3kP0qW9xYz1aB2cD3eFg"})

    assert heard == [("fJ3kP0qW9xYz1aB2cD3eFg", "Sam O’Neil")]


def test_a_referral_code_in_the_address_is_in_the_form(browser, app):
    start = browser.get("employers.start", code="fJ3kP0qW9xYz1aB2cD3eFg")

    page = browser.get(start.link("Register your organisation"))

    assert page.soup.find(id="code")["value"] == "fJ3kP0qW9xYz1aB2cD3eFg"


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"company_number": "sc 123456"}, "SC123456"),
        (
            {"kind": "charity", "company_number": "rubbish", "charity_number": "1234567-1"},
            "1234567-1",
        ),
        ({"kind": "charity", "charity_number": "123456"}, "123456"),
        ({"kind": "charity", "charity_number": "sc 12345"}, "SC012345"),
        ({"kind": "charity", "charity_number": "NIC 100001"}, "NIC100001"),
        ({"company_number": "1234567"}, "01234567"),
        ({"company_number": " 12 345 "}, "00012345"),
        ({"company_number": "No. 1234567"}, "01234567"),
        ({"company_number": "sc1234 5"}, "SC012345"),
        ({"company_number": "oc-301234"}, "OC301234"),
        ({"company_number": "NI 12345"}, "NI012345"),
        ({"company_number": "r0001234"}, "R0001234"),
        ({"kind": "sole_trader", "company_number": "rubbish"}, None),
        ({"kind": "public", "company_number": "01234567", "directorate": "Libraries"}, None),
    ],
)
def test_each_kind_is_asked_for_its_own_number(browser, good, changes, number):
    register(browser, good | changes)

    assert kept().number == number


WRONG = [
    ({"name": ""}, "Enter the name of your organisation"),
    ({"name": "😀 !!"}, "Enter the name of your organisation in letters or numbers"),
    ({"name": "x" * 10_000}, "must be 120 characters or fewer"),
    ({"kind": ""}, "Select what kind of organisation it is"),
    ({"kind": "empire"}, "Select one of the answers shown"),
    ({"company_number": ""}, "Enter a company number with 8 digits"),
    ({"company_number": "1234"}, "Enter a company number with 8 digits"),
    ({"company_number": "123456789"}, "Enter a company number with 8 digits"),
    ({"company_number": "XX123456"}, "Enter a company number with 8 digits"),
    ({"kind": "charity", "charity_number": "SC912345"}, "Enter a charity number with 6 or 7"),
    ({"kind": "public"}, "Enter your directorate or service, like Libraries"),
    ({"kind": "public", "directorate": "x" * 121}, "must be 120 characters or fewer"),
    ({"company_number": "٠١٢٣٤٥٦٧"}, "Enter a company number with 8 digits"),
    ({"kind": "charity", "charity_number": "12-1"}, "Enter a charity number with 6 or 7 digits"),
    ({"postcode": ""}, "Enter the postcode of your organisation"),
    ({"postcode": "nowhere"}, "Enter a full UK postcode"),
    ({"postcode": "MK9 3ZZ"}, "Enter a postcode that exists"),
    ({"sector": ""}, "Select your main sector"),
    ({"sector": "alchemy"}, "Select one of the answers shown"),
    ({"size": "7"}, "Select one of the answers shown"),
    ({"about": "x" * 10_000}, "must be 1,500 characters or fewer"),
    ({"website": "javascript:alert(1)"}, "Enter a web address"),
    ({"contact_name": ""}, "Enter your name"),
    ({"email": "sam"}, "Enter an email address in the correct format"),
    (
        {"email": "sam@x.example\r\nBcc: all@x.example"},
        "Enter an email address in the correct format",
    ),
    ({"phone": "ring me"}, "Enter a phone number"),
    ({"password": "short"}, "Enter a password with 12 characters or more"),
    ({"password": "Riverside Bakery Ltd"}, "Choose a password that is harder to guess"),
    ({"password": "violet\x00tractor pudding"}, "Enter a password without control characters"),
    ({"authority": ""}, "Tick to say that you may speak for this organisation"),
    ({"code": "x" * 23}, "must be 22 characters or fewer"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG)
def test_what_is_wrong_is_said_beside_its_question_and_nothing_is_lost(browser, good, wrong, words):
    page = register(browser, good | wrong)

    assert words in page.errors[0]
    assert len(page.errors) == 1
    assert db.session.scalar(select(func.count()).select_from(Employer)) == 0
    if "email" not in wrong:
        assert page.soup.find(id="email")["value"].lower() == good["email"].lower()
    assert good["password"] not in page.body


@pytest.mark.parametrize(
    "name",
    [
        "O’Neil & Sons",
        "<b>Bold</b>",
        "مخبز النهر",
        "Bäckerei 🥖",
        "\u202eevil",
        "Robert'); DROP TABLE",
    ],
)
def test_unusual_names_are_kept_and_shown_as_they_are(browser, good, name):
    register(browser, good | {"name": name})

    assert kept().name == name.replace("\u202e", "")
    assert kept().name in browser.get("employers.mine").h1


def test_a_double_click_registers_once(browser, good, token):
    browser.anonymous()
    first = browser.post("employers.register", good | {"once": token}, follow=False)

    second = browser.post("employers.register", good | {"once": token})

    assert first.location == "/organisation/registered"
    assert second.status < 500
    assert db.session.scalar(select(func.count()).select_from(Employer)) == 1


def test_an_address_with_an_account_is_told_by_email_and_nobody_else_learns_of_it(
    browser, make, good, mails
):
    make.user("advisor", email="sam@riverside-bakery.example")

    page = register(browser, good)

    assert page.h1 == "Look at your email"
    assert [mail.template for mail in mails()] == ["employers_already"]
    assert db.session.scalar(select(func.count()).select_from(Employer)) == 0


def test_registering_again_and_again_from_one_address_is_slowed_down(browser, good):
    for _ in range(10):
        register(browser, good | {"postcode": "MK9 3ZZ"})

    assert register(browser, good).status == 429


def test_whoever_is_signed_in_does_not_register_again(browser, business, good):
    assert browser.sign_in(business).get("employers.register").location == "/"


def test_a_failure_half_way_leaves_nothing_behind(app, good, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the power went out")

    monkeypatch.setattr(registration.letters, "write", broken)
    with app.test_request_context(method="POST", data=good):
        answers = RegisterForm().answers()
        with pytest.raises(RuntimeError):
            registration.register(**answers, address=None)

    for table in (Employer, User, Membership):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def test_only_what_everybody_is_asked_is_asked_at_once(browser, good):
    asked = ("name", "kind", "company_number", "postcode", "sector", "contact_name", "email")
    kept_back = ("size", "about", "website", "job_title", "heard", "code")
    page = browser.get("employers.register")

    (folded,) = page.soup.select("details")
    assert {node["id"] for node in folded.select("input, select, textarea")} == set(kept_back)
    assert not folded.has_attr("open")
    short = {key: value for key, value in good.items() if key not in kept_back}
    assert register(browser, short).h1 == "Riverside Bakery Ltd is registered"
    assert all(page.soup.find(id=name) or page.soup.find(id=f"{name}-0") for name in asked)


def test_what_is_folded_away_opens_when_something_in_it_is_wrong(browser, good):
    page = register(browser, good | {"website": "ftp://x.example"})

    assert page.soup.select_one("details").has_attr("open")
    assert page.soup.find(id="website")["value"] == "ftp://x.example"


def test_everything_typed_survives_an_error_but_the_password(browser, good):
    kept_back = {"password", "authority", "kind", "email", "postcode", "phone"}
    page = register(browser, good | {"postcode": "MK9 3ZZ", "code": "not-a-code"})

    for name in good.keys() - kept_back:
        node = page.soup.find(id=name)
        value = (
            node.select_one("option[selected]")["value"]
            if node.name == "select"
            else node.get("value", node.text.strip())
        )
        wanted = "not-a-code" if name == "code" else good[name]
        assert value.replace("\r", "").strip() == wanted.replace("\r", ""), name
    assert page.soup.find(id="phone")["value"] == good["phone"]
    assert page.soup.select_one("input[name=kind][checked]")["value"] == "company"
    assert page.soup.find(id="authority").has_attr("checked")


@pytest.mark.parametrize(
    ("email", "days"), [("jo@milton-keynes.gov.uk", 1), ("JO@Milton-Keynes.GOV.UK", 1)]
)
def test_a_team_with_an_address_of_the_council_is_looked_at_sooner(
    browser, good, secret, email, days
):
    register(browser, good | {"kind": "public", "directorate": "Libraries", "email": email})

    browser.anonymous().post("employers.confirm", secret=secret())

    assert (kept().directorate, kept().number) == ("Libraries", None)
    assert kept().review_due == clock.add_working_days(clock.today(), days)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "public", "directorate": "Libraries", "email": "jo@milton-keynes.gov.uk.example"},
        {"kind": "public", "directorate": "Libraries", "email": "jo@notmilton-keynes.gov.uk"},
        {"kind": "company", "email": "jo@milton-keynes.gov.uk"},
    ],
)
def test_everybody_else_waits_the_usual_time(browser, good, secret, changes):
    register(browser, good | changes)

    browser.anonymous().post("employers.confirm", secret=secret())

    assert kept().review_due == clock.add_working_days(clock.today(), 2)


def test_an_address_nobody_confirmed_speeds_nothing(browser, good):
    mine = {"kind": "public", "directorate": "Libraries", "email": "jo@milton-keynes.gov.uk"}
    register(browser, good | mine)

    assert not services.is_council_team(kept())


@pytest.mark.parametrize(
    ("kind", "number", "url"),
    [
        ("company", "SC012345", "company-information.service.gov.uk/company/SC012345"),
        (
            "charity",
            "1234567-1",
            "charitycommission.gov.uk/charity-search/-/charity-details/1234567",
        ),
        ("charity", "SC012345", "oscr.org.uk"),
        ("charity", "NIC100001", "charitycommissionni.org.uk/charity-details/?regId=100001"),
        ("charity", "javascript:alert(1)", None),
    ],
)
def test_a_number_leads_to_its_own_register(kind, number, url):
    found = numbers.register_url(EmployerKind(kind), number)

    assert (url in found) if url else found is None


def test_a_pledge_in_the_same_sitting_needs_two_answers_and_no_confirmed_address(browser, good):
    page = register(browser, good)
    form = page.soup.find("form", action="/organisation/pledges/new")
    ready = {node["name"]: node.get("value") for node in form.select("input:not([type=radio])")}
    assert (ready["sector"], ready["how_many"]) == ("hospitality", "1")

    del ready["csrf_token"]
    browser.sign_in(owner()).post("employers.pledge_new", {**ready, "kind": "taster"})

    (pledge,) = services.pledges(kept())
    assert (pledge.kind, pledge.how_many, pledge.sector_key) == ("taster", 1, "hospitality")
    assert kept().state == EmployerState.EMAIL_UNVERIFIED


def test_an_offer_can_be_begun_in_the_same_sitting(browser, good):
    page = register(browser, good)

    there = browser.get(page.link("Write your first offer"))

    assert there.status == 200
    assert "confirm your email address" in " ".join(page.soup.select_one(".uo-next").text.split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("No. 12 34 567 ", "1234567"),
        ("sc/0–12", "SC0-12"),
        ("</script>", "</script>"),
        ("we have none!", "we have none!"),
        ("  ", ""),
    ],
)
def test_what_is_written_round_a_number_goes_and_what_is_no_number_comes_back(typed, kept):
    assert numbers.squeezed(typed) == kept
