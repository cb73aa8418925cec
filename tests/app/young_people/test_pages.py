"""Every page of the record opens for whoever it is for, with much and with little on it."""

from __future__ import annotations

import pytest

from app.young_people.sections import NAMES
from tests.app.young_people.people import full_record

SUBJECTS = (
    "about contact skills qualifications experience travel times helps looking notes ready".split()
)
RECORD = [
    ("young_people.show", {}),
    *(("young_people.section", {"name": name}) for name in NAMES),
    *(("young_people.edit", {"subject": name}) for name in SUBJECTS),
    ("young_people.interests", {}),
    ("young_people.agree_matching", {}),
    ("young_people.agree_share", {}),
    ("young_people.new_activity", {}),
    ("young_people.keep_out", {}),
    ("young_people.ask_move", {"verb": "not_now"}),
    ("young_people.ask_move", {"verb": "close"}),
]


@pytest.mark.parametrize(("endpoint", "values"), RECORD)
def test_a_page_of_the_record_opens_with_much_and_with_little_on_it(
    browser, make, advisor, endpoint, values
):
    full = full_record(make, advisor)
    bare = make.young_person(advisor=advisor, state="NOT_STARTED", consent=False, own_words="")

    for person in (full, bare):
        page = browser.sign_in(advisor).get(endpoint, ref=person.ref, **values)

        assert page.status == 200, page.text[:300]
        assert person.preferred_name in page.body


def test_a_section_nobody_knows_is_not_found(browser, make, advisor):
    person = make.young_person(advisor=advisor)

    for address in ("nonsense", "change/nonsense", "move/nonsense", "move/ready"):
        assert browser.sign_in(advisor).get(f"/young-people/{person.ref}/{address}").status == 404


def test_their_own_words_come_before_everything_else_on_the_record(browser, make, advisor):
    person = make.young_person(advisor=advisor, own_words="i want to fix things")
    page = browser.sign_in(advisor).get("young_people.show", ref=person.ref)

    assert page.h1 == person.full_name
    assert page.text.index("i want to fix things") < page.text.index("Status")
