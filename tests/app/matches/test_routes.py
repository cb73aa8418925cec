"""An advisor reads why, and why not, and decides."""

import pytest
from sqlalchemy import event, select

from app import db
from app.audit.models import AuditEvent
from app.matches import runs
from app.matches.models import Suggestion
from app.young_people.models import YoungPersonState


@pytest.fixture
def pair(make, advisor):
    person = make.young_person(advisor=advisor, skills=[{"name": "cooking", "evidence": "shown"}])
    offer = make.opportunity(skills=["cooking"])
    runs.run("test")
    return person, offer


def decision():
    return db.session.scalars(select(Suggestion)).one()


def test_the_list_shows_sectors_first_then_offers_with_reasons(browser, advisor, pair):
    person, offer = pair
    page = browser.sign_in(advisor).get("matches.index", ref=person.ref)

    assert offer.title in page.text
    assert page.text.index("Sectors to talk about") < page.text.index(offer.title)
    assert page.soup.select(".uo-reasons li")


def test_reading_suggestions_is_written_to_the_audit_trail(browser, advisor, pair):
    person, _ = pair
    browser.sign_in(advisor).get("matches.index", ref=person.ref)

    last = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.subject_ref) == ("young_person.read", person.ref)
    assert last.actor_id == advisor.id


def test_shortlisting_talking_and_a_yes_lead_to_an_introduction(browser, advisor, pair):
    person, offer = pair
    browser.sign_in(advisor)
    for verb in ("shortlist", "discuss", "interested"):
        page = browser.post("matches.act", ref=person.ref, offer=offer.ref, verb=verb)

    assert decision().state == "YP_INTERESTED"
    assert "Introduce" in " ".join(page.buttons())


def test_dismissing_needs_a_reason_and_keeps_it(browser, advisor, pair):
    person, offer = pair
    browser.sign_in(advisor)
    where = {"ref": person.ref, "offer": offer.ref, "verb": "dismiss"}
    page = browser.post("matches.act", {"reason": ""}, **where)
    assert page.errors == ["Enter a reason"]

    browser.post("matches.act", {"reason": "Too early in the morning"}, **where)
    page = browser.get("matches.index", ref=person.ref)
    assert decision().state == "DISMISSED"
    assert "Too early in the morning" in page.text


def test_a_decision_can_be_undone(browser, advisor, pair):
    person, offer = pair
    browser.sign_in(advisor)
    where = {"ref": person.ref, "offer": offer.ref}
    browser.post("matches.act", {"reason": "no"}, verb="dismiss", **where)
    browser.post("matches.act", verb="restore", **where)

    assert decision().state == "SUGGESTED"


def test_what_was_ruled_out_is_listed_with_the_rule_that_did_it(browser, make, advisor, pair):
    person, _ = pair
    old = make.opportunity(min_age=21)
    page = browser.sign_in(advisor).get("matches.ruled_out", ref=person.ref)

    assert old.title in page.text
    assert page.soup.select(".uo-reasons__mark--against")


def test_the_advisor_can_add_what_the_engine_left_out_with_a_reason(browser, make, advisor, pair):
    person, _ = pair
    old = make.opportunity(min_age=21)
    browser.sign_in(advisor)
    where = {"ref": person.ref, "offer": old.ref}
    assert "Add it to the shortlist" in browser.get("matches.show", **where).buttons()
    assert browser.post("matches.add", {"reason": " "}, **where).errors == ["Enter a reason"]

    browser.post("matches.add", {"reason": "They turn 21 before it starts"}, **where)
    assert (decision().state, decision().origin) == ("SHORTLISTED", "advisor")


def test_somebody_elses_young_person_does_not_exist(browser, make, pair):
    person, offer = pair
    browser.sign_in(make.user("advisor"))
    missing = browser.get("matches.index", ref="x" * 22)
    for endpoint in ("matches.index", "matches.ruled_out"):
        page = browser.get(endpoint, ref=person.ref)
        assert (page.status, page.text) == (404, missing.text)
    assert (
        browser.post("matches.act", ref=person.ref, offer=offer.ref, verb="shortlist").status == 404
    )


def test_a_draft_is_nobodys_business(browser, make, advisor, pair):
    person, _ = pair
    draft = make.opportunity(state="DRAFT")

    assert (
        browser.sign_in(advisor).get("matches.show", ref=person.ref, offer=draft.ref).status == 404
    )


@pytest.mark.parametrize("verb", ["nonsense", "../..", "SHORTLIST", "%00"])
def test_a_verb_nobody_knows_is_not_found(browser, advisor, pair, verb):
    person, offer = pair
    address = f"/young-people/{person.ref}/suggestions/{offer.ref}/{verb}"

    assert browser.sign_in(advisor).post(address).status in {400, 404, 405}


@pytest.mark.parametrize("page", ["index", "ruled_out", "show"])
def test_the_pages_of_a_closed_record_can_still_be_read(browser, advisor, pair, page):
    person, offer = pair
    person.state = YoungPersonState.CLOSED
    db.session.commit()
    more = {"offer": offer.ref} if page == "show" else {}

    found = browser.sign_in(advisor).get(f"matches.{page}", ref=person.ref, **more)

    assert found.status == 200


def test_the_page_asks_the_database_as_often_for_many_as_for_few(browser, make, advisor, pair):
    person, _ = pair
    browser.sign_in(advisor)
    few = queries_of(browser, person)
    for _ in range(11):
        make.opportunity(skills=["cooking"])
    runs.run("test")

    assert queries_of(browser, person) == few
    assert few <= 15


def queries_of(browser, person):
    return counted(browser, "matches.index", ref=person.ref)


def counted(browser, endpoint, **values):
    """How many statements a page costs."""
    statements = []

    def count(connection, cursor, statement, *_):
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
            statements.append(statement)

    event.listen(db.orm.engine, "before_cursor_execute", count)
    try:
        browser.get(endpoint, **values)
    finally:
        event.remove(db.orm.engine, "before_cursor_execute", count)
    return len(statements)


def test_reasons_on_an_advisors_pages_speak_about_the_young_person(browser, advisor, pair):
    person, offer = pair
    browser.sign_in(advisor)
    for endpoint, values in (
        ("matches.index", {"ref": person.ref}),
        ("matches.show", {"ref": person.ref, "offer": offer.ref}),
        ("young_people.show", {"ref": person.ref}),
        ("matches.ruled_out", {"ref": person.ref}),
    ):
        page = browser.get(endpoint, **values)
        for line in page.soup.select(".uo-reasons li, .uo-weigh td, .uo-weigh th"):
            assert not {"you", "your"} & set(line.get_text(" ").lower().split()), line


def test_the_picture_says_in_words_what_counted_for_and_against(browser, advisor, make):
    person = make.young_person(
        advisor=advisor, interests={"retail": "keen"}, days=["mon"], qualifications=[]
    )
    offer = make.opportunity(sector_key="construction", days=["tue"], week=[])
    runs.run("test")
    page = browser.sign_in(advisor).get("matches.show", ref=person.ref, offer=offer.ref)

    picture = page.soup.select_one(".uo-weigh")
    title = picture.find("title").get_text()
    assert "What counted for it" in title
    assert "Against it: " in title
    said = {part.find("dt").get_text(): part.get_text(" ") for part in picture.select("dl > div")}
    assert "The work they want" in said["Against"]
    assert "some" in said["Against"]
    total = sum(
        float(cell.get_text().replace("−", "-"))
        for cell in picture.select("tbody tr:not(:last-child) td")
        if cell.get_text()[0] in "+−"
    )
    assert float(picture.select("tbody td")[-1].get_text().replace("−", "-")) == pytest.approx(
        total, abs=0.5
    )


def test_a_closed_pair_says_what_would_open_it(browser, advisor, make):
    person = make.young_person(advisor=advisor, qualifications=[{"name": "Art", "level": 1}])
    offer = make.opportunity(essential_qualifications=[{"name": "Food hygiene", "level": 2}])
    page = browser.sign_in(advisor).get("matches.show", ref=person.ref, offer=offer.ref)

    assert "What would open it" in page.text
    assert "Food hygiene level 2" in page.text


def test_what_is_not_known_is_said_once_with_where_to_record_it(browser, advisor, make):
    person = make.young_person(advisor=advisor, qualifications=[], answered=[], days=[])
    offer = make.opportunity(min_level=2, days=["mon"], week=[])
    page = browser.sign_in(advisor).get("matches.show", ref=person.ref, offer=offer.ref)

    lines = [line.get_text(" ", strip=True) for line in page.soup.select(".uo-unlock li")]
    assert len([line for line in lines if "qualification" in line.lower()]) == 1
    links = [a["href"] for a in page.soup.select(".uo-unlock a")]
    assert any(href.endswith("/change/times") for href in links)
