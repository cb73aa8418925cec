"""A coordinator’s Monday with the keyboard alone, and pages as a careful checker sees them."""

from __future__ import annotations

from datetime import timedelta

from app import clock, db
from app.concerns import services as concerns
from app.concerns.models import Category, Source
from app.employers import merging
from app.opportunities.models import ReviewComment
from tests.journeys.test_hands import Keyboard


def test_one_vetting_decision_with_the_keyboard_alone_and_nothing_written_is_lost(story, make):
    due = clock.add_working_days(clock.today(), 1)
    bakery = make.employer(name="Bakery")
    first = make.opportunity(
        employer=bakery,
        state="SUBMITTED",
        title="Bread",
        will_do="Ring 01908 691691",
        review_due=due,
    )
    later = clock.add_working_days(due, 1)
    make.opportunity(employer=bakery, state="SUBMITTED", title="Cakes", review_due=later)
    story.knows("jo", "coordinator")
    jo = story["jo"].open("/desk")
    keys = Keyboard(jo)

    keys.reach("Start with the first").enter()
    jo.sees("Bread", "A telephone number stands in the text", "the council passes messages on")
    keys.reach("Ask for a change to title")
    jo.page.keyboard.press("Enter")
    keys.reach("Ask for a change to “Title”").type("Say which bread")
    keys.reach("Or begin with a phrase")
    jo.page.get_by_text("Your comments are saved").wait_for()
    jo.open(f"/offers/{first.ref}/review").sees("have not been sent")
    assert jo.page.get_by_label("Ask for a change to “Title”").input_value() == "Say which bread"
    keys.reach("Go to the decision")
    jo.page.keyboard.press("Enter")
    keys.reach("Ask for changes").enter()

    jo.sees("Cakes")
    db.session.rollback()
    assert [row.words for row in db.session.query(ReviewComment)] == ["Say which bread"]


def test_the_desks_pages_that_no_link_of_the_demo_leads_to_pass_the_checker(story, make):
    story.knows("jo", "coordinator")
    by, long_ago = make.user("coordinator"), clock.now() - timedelta(days=200)
    mark = {"created_at": long_ago, "approved_at": long_ago}
    stays = make.employer(name="Bakery", plain_name="bakery", user=quiet(make, long_ago), **mark)
    goes = make.employer(name="Bakery Ltd", plain_name="bakery", website="https://x.example")
    third = make.employer(name="The Bakery", plain_name="bakery", state="PENDING_REVIEW")
    new = concerns.NewConcern(Category.DANGER, "They work on the roof.", email="a@demo.example")
    concern = concerns.report(new, source=Source.PUBLIC, employer=stays)
    merging.merge(goes, stays, by=by, reason="the same sign over the door")
    there = f"/employers/{stays.ref}"
    more = (f"{there}/contact", f"/employers/{third.ref}/merge", f"/employers/{goes.ref}/part")
    last = (f"/concerns/{concern.ref}", f"/concerns/{concern.ref}/tell", "/concerns/report")

    wrong = []
    story["jo"].page.set_viewport_size({"width": 320, "height": 900})
    for address in (there, *more, *last, "/concerns/thanks"):
        found = story["jo"].open(address).check_page()
        wrong += [f"{address}: {problem}" for problem in found]

    assert wrong == []


def quiet(make, since):
    return make.user("business", created_at=since, phone="+441908000001")
