"""How people use pages: with the keyboard alone, in two tabs, with an impatient finger."""

from __future__ import annotations

import pytest

from app import db
from app.accounts import passwords
from app.employers.models import Employer
from app.matches import runs
from app.matches.models import Suggestion
from app.opportunities.models import Opportunity
from tests.journeys import employer_steps as employer

PASSWORD = "four quiet bookshelves"
MOST_KEYS = 60


class Keyboard:
    """Somebody who never touches a mouse."""

    def __init__(self, person) -> None:
        self.page = person.page

    def reach(self, words: str):
        """Press Tab until the focus is on something with these words."""
        for _ in range(MOST_KEYS):
            self.page.keyboard.press("Tab")
            if words in self.name():
                return self
        raise AssertionError(f"no way by keyboard to “{words}”:\n{self.page.inner_text('main')}")

    def name(self) -> str:
        """Return what the focused thing is called."""
        return self.page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )

    def type(self, words: str):
        self.page.keyboard.type(words)
        return self

    def enter(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self


@pytest.fixture
def matched(story, make):
    """An advisor with a password, and a young person with a list of suggestions."""
    advisor = make.user("advisor", password_hash=passwords.keep(PASSWORD))
    make.opportunity(title="Help in a bakery")
    young = make.young_person(advisor=advisor, preferred_name="Juniper")
    runs.run("test", [young.id])
    return advisor.email


def test_an_advisor_signs_in_and_shortlists_with_the_keyboard_alone(story, matched):
    ava = story.visitor("ava").open("/sign-in")
    keys = Keyboard(ava)
    keys.reach("Email address").type(matched)
    keys.reach("Password").type(PASSWORD).enter()
    keys.reach("Young people").enter().reach("Juniper").enter()
    keys.reach("Help in a bakery").enter().reach("Shortlist").enter()
    ava.sees("Shortlisted")
    db.session.rollback()
    assert db.session.query(Suggestion).one().state == "SHORTLISTED"


def test_what_two_advisors_typed_is_shown_to_whoever_saves_last(story, make):
    story.knows("ava", "advisor")
    young = make.young_person(advisor=make.user("manager"), preferred_name="Juniper")
    young.advisor_id = story.user("ava")
    db.session.commit()
    story.knows("max", "manager")
    first, second = (
        story[name].open(f"/young-people/{young.ref}/change/skills") for name in ("ava", "max")
    )
    first.fill("Skills they say they have", "juggling").press("Save")
    second.fill("Skills they say they have", "welding").press("Save", status=409)
    second.sees("juggling", "welding", "Saving again replaces what is on the record now")
    assert second.page.get_by_label("Skills they say they have").input_value() == "welding"
    second.press("Save").sees("welding").does_not_see("juggling")


def test_an_impatient_finger_registers_once_and_sends_once(story):
    rowan = story.visitor("rowan").open("/employers")
    employer.register(rowan, press="press_twice")
    assert db.session.query(Employer).count() == 1
    employer.confirm_address(rowan)
    employer.start_offer(rowan, sector="Business and administration")
    employer.finish_offer(
        rowan, closes=story.in_days(30), start=story.in_days(60), end=story.in_days(500)
    )
    rowan.press_twice("Send to the council")
    rowan.sees("Your offer is with the council")
    db.session.rollback()
    assert [offer.state for offer in db.session.query(Opportunity)] == ["SUBMITTED"]


def test_work_that_takes_long_says_so_and_is_asked_for_once(story, matched):
    ava = story.visitor("ava").open("/sign-in").fill("Email address", matched)
    ava.fill("Password", PASSWORD)
    sent = []

    def no_new_page(route):
        sent.append(route.request.method)
        route.fulfill(status=204)

    ava.page.route("**/sign-in", no_new_page)
    ava.page.get_by_role("button", name="Sign in").evaluate("it => { it.click(); it.click(); }")
    ava.page.get_by_role("status").get_by_text("Working on it").wait_for()

    assert sent == ["POST"]
