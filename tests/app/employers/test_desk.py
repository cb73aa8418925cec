import pytest
from sqlalchemy import event

from app import clock, db
from app.accounts.models import Role
from app.employers import queries, services, vetting
from app.employers.models import EmployerState


@pytest.fixture
def desk(browser, coordinator):
    return browser.sign_in(coordinator)


def names(page):
    return [link.text for link in page.soup.select("tbody th a")]


def test_the_desk_opens_with_who_waits_the_most_urgent_first(desk, make):
    today = clock.today()
    make.employer(name="Later", state="PENDING_REVIEW", review_due=clock.add_working_days(today, 2))
    make.employer(name="Late", state="PENDING_REVIEW", review_due=today - clock.timedelta(days=10))
    make.employer(name="Done", state="APPROVED")

    page = desk.get("employers.desk")

    assert names(page) == ["Late", "Later"]
    assert "working days late" in page.text
    assert "2 working days left" in page.text
    assert "To check (2)" in page.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "o’neil"}, ["O’Neil’s 50% Bakery"]),
        ({"q": "50%"}, ["O’Neil’s 50% Bakery"]),
        ({"q": "01234567"}, ["O’Neil’s 50% Bakery"]),
        ({"q": "mk17"}, ["Plumber"]),
        ({"q": "jo@plumber"}, ["Plumber"]),
        ({"sector": "construction"}, ["Plumber"]),
        ({"state": "DECLINED"}, ["Plumber"]),
        ({"queue": "all", "sort": "name"}, ["O’Neil’s 50% Bakery", "Plumber"]),
        ({"queue": "all", "sort": "-name"}, ["Plumber", "O’Neil’s 50% Bakery"]),
        ({"q": "%"}, ["O’Neil’s 50% Bakery"]),
        ({"q": "nobody"}, []),
    ],
)
def test_organisations_are_found_by_what_one_knows_of_them(desk, make, asked, found):
    make.employer(name="O’Neil’s 50% Bakery", number="01234567", state="APPROVED")
    make.employer(
        name="Plumber",
        state="DECLINED",
        sector_key="construction",
        postcode="MK17 8LX",
        user=make.user("business", email="jo@plumber.example"),
    )

    assert names(desk.get("employers.desk", **asked)) == found


@pytest.mark.parametrize(
    "junk",
    [
        {"page": "0"},
        {"page": "9999999999999999999"},
        {"sort": "version; drop"},
        {"queue": "x"},
        {"state": "X"},
        {"sector": "x" * 9_000},
        {"q": "😀'\\%_" * 900},
    ],
)
def test_odd_questions_do_no_harm(desk, make, junk):
    make.employer()

    assert desk.get("employers.desk", **junk).status == 200


@pytest.mark.parametrize("state", list(EmployerState))
def test_only_the_moves_that_are_open_are_buttons(desk, make, state):
    employer = make.employer(state=state)

    page = desk.get("employers.review", ref=employer.ref)

    verbs = {"ask": "Ask for more", "decline": "Decline", "suspend": "Pause this organisation"}
    open_here = {line.verb for line in queries.EMPLOYER.moves if state in line.frm}
    for verb, label in verbs.items():
        assert (label in page.buttons()) == (verb in open_here)
    assert ("Say yes (first of two)" in page.buttons()) == (state == "PENDING_REVIEW")


def test_two_coordinators_say_yes_on_the_page(app, browser, make, coordinator, second, mails):
    employer = make.employer(name="Riverside Bakery", state="PENDING_REVIEW")
    here = {"ref": employer.ref, "verb": "approve"}

    first = browser.sign_in(coordinator).post("employers.move", **here)
    assert "A second coordinator has to say yes too" in first.text
    assert "Say yes (first of two)" not in first.buttons()
    assert "Approve" not in first.buttons()
    again = browser.post("employers.move", **here)
    assert again.errors == ["You have said yes already. A second coordinator has to say yes too"]

    page = browser.sign_in(second).get("employers.review", ref=employer.ref)
    assert "Approve" in page.buttons()
    assert "First yes of two" in page.text
    browser.post("employers.move", **here)

    assert employer.state == "APPROVED"
    assert [mail.template for mail in mails()] == ["employers_approve"]


def test_a_reason_is_asked_for_on_its_own_page(desk, make):
    employer = make.employer(state="PENDING_REVIEW")
    here = {"ref": employer.ref, "verb": "decline"}

    asked = desk.get("employers.move", **here)
    empty = desk.post("employers.move", {"reason": " "}, **here)
    long = desk.post("employers.move", {"reason": "x" * 10_000}, **here)
    assert "They hear at once, with your reason" in asked.text
    assert empty.errors == ["Enter a reason"]
    assert long.errors[0].startswith("Reason must be 2,000 characters or fewer")
    assert employer.state == "PENDING_REVIEW"

    done = desk.post("employers.move", {"reason": "Not in England"}, **here)
    assert "Not in England" in done.text
    assert employer.state == "DECLINED"


def test_a_move_that_came_too_late_is_refused_in_plain_words(desk, make):
    employer = make.employer(state="ARCHIVED")

    page = desk.post("employers.move", {"reason": "late"}, ref=employer.ref, verb="decline")

    assert page.errors == ["This is now “Archived”, so that cannot be done"]


@pytest.mark.parametrize("verb", ["fly", "verify_email", "answer", "notes ", "x" * 500])
def test_what_is_no_move_of_a_coordinator_does_not_exist(desk, make, verb):
    assert desk.post("employers.move", ref=make.employer().ref, verb=verb).status == 404


def test_looking_at_a_move_makes_none(desk, make):
    employer = make.employer(state="PENDING_REVIEW", first_yes_by_id=make.user("coordinator").id)

    desk.get("employers.move", ref=employer.ref, verb="approve")

    assert employer.state == "PENDING_REVIEW"


def test_a_note_about_a_field_shows_on_both_sides_and_an_internal_one_on_ours(
    desk, browser, make, coordinator
):
    owner = make.user("business")
    employer = make.employer(user=owner, state="MORE_INFO")

    desk.post("employers.note", {"field": "website", "words": "It is empty"}, ref=employer.ref)
    note = {"field": "", "words": "Rang twice", "internal": "y"}
    ours = desk.post("employers.note", note, ref=employer.ref)
    theirs = browser.sign_in(owner).get("employers.mine")

    assert "The website: It is empty" in ours.text
    assert "Rang twice" in ours.text
    assert "About the website: It is empty" in theirs.text
    assert "Rang twice" not in theirs.text


@pytest.mark.parametrize(
    "wrong", [{"words": ""}, {"words": "x" * 9_999}, {"words": "a", "field": "x"}]
)
def test_a_note_that_cannot_be_kept_is_shown_again(desk, make, wrong):
    page = desk.post("employers.note", wrong, ref=make.employer().ref)

    assert page.errors
    assert page.status == 200


def test_what_changed_after_approval_waits_until_somebody_has_looked(desk, make):
    employer = make.employer(name="Changed", recheck_since=clock.now())
    assert names(desk.get("employers.desk", queue="changed")) == ["Changed"]

    desk.post("employers.seen", ref=employer.ref)
    again = desk.post("employers.seen", ref=employer.ref)

    assert names(desk.get("employers.desk", queue="changed")) == []
    assert "Somebody has looked at this already" in again.text


def test_two_registrations_are_joined_on_a_page_of_its_own(desk, make):
    stays = make.employer(name="Bakery", plain_name="bakery")
    goes = make.employer(name="Bakery Ltd", plain_name="bakery")
    assert "Bakery has the same name" in desk.get("employers.review", ref=goes.ref).text

    unsure = desk.post("employers.merge", {"into": stays.ref, "reason": ""}, ref=goes.ref)
    strange = desk.post("employers.merge", {"into": "x" * 22, "reason": "y"}, ref=goes.ref)
    done = desk.post("employers.merge", {"into": stays.ref, "reason": "same sign"}, ref=goes.ref)

    assert unsure.errors == ["Enter how you know that they are the same"]
    assert strange.errors == ["Select one of the answers shown"]
    assert done.h1 == "Bakery"
    assert goes.merged_into_id == stays.id


@pytest.mark.parametrize("role", [role.value for role in Role if role != "coordinator"])
def test_nobody_else_enters_the_desk(browser, make, role):
    employer = make.employer(state="PENDING_REVIEW")
    browser.sign_in(make.user(role))

    assert browser.get("employers.desk").status == 403
    assert browser.get("employers.review", ref=employer.ref).status == 403
    for endpoint, more in (
        ("employers.move", {"verb": "decline"}),
        ("employers.note", {}),
        ("employers.seen", {}),
        ("employers.merge", {}),
    ):
        answers = {"reason": "x", "words": "x"}
        assert browser.post(endpoint, answers, ref=employer.ref, **more).status == 403
    assert employer.state == "PENDING_REVIEW"


@pytest.mark.parametrize("role", [role.value for role in Role if role != "business"])
def test_nobody_else_enters_an_organisations_own_pages(browser, make, role):
    browser.sign_in(make.user(role))

    for endpoint in ("mine", "edit", "answer", "invite", "pledge_list", "pledge_new", "registered"):
        assert browser.get(f"employers.{endpoint}").status == 403
    for endpoint in ("still_happy", "send_again"):
        assert browser.post(f"employers.{endpoint}").status == 403


def statements(browser, endpoint, **values):
    seen = []

    def count(*_):
        seen.append(1)

    event.listen(db.orm.engine, "before_cursor_execute", count)
    try:
        assert browser.get(endpoint, **values).status == 200
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", count)
    return len(seen)


def test_the_number_of_questions_to_the_database_does_not_grow(desk, make, coordinator):
    employer = make.employer(state="PENDING_REVIEW", review_due=services.review_by())
    desk.get("employers.review", ref=employer.ref)  # the first page of a session asks once more
    few = statements(desk, "employers.desk"), statements(desk, "employers.review", ref=employer.ref)
    for number in range(12):
        make.employer(state="PENDING_REVIEW", plain_name=employer.plain_name, name=f"B{number}")
        vetting.note(employer, vetting.Remark("one more"), by=coordinator)

    many = (
        statements(desk, "employers.desk"),
        statements(desk, "employers.review", ref=employer.ref),
    )

    assert many == few
    assert max(many) <= 15
