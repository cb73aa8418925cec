"""The coordinator sees how the engine learns, and goes one step back with a reason."""

import pytest
from sqlalchemy import update

from app import db
from app.home import services as home
from app.learning import services, watching
from app.matches import runs, standing
from app.matches.models import ModelState, WeightModel
from tests.app.learning import world
from tests.app.learning.test_services import setting
from tests.app.young_people.people import counting


@pytest.fixture
def desk(browser, coordinator):
    return browser.sign_in(coordinator)


def needs(browser, user):
    with browser.app.test_request_context():
        return [line.what for line in home.needs_now(user)[0] if line.who == "The engine"]


def test_before_anything_was_learnt_the_page_says_what_will_happen(desk):
    page = desk.get("learning.index")

    assert page.status == 200
    assert "Nothing has been learnt yet" in page.text
    assert "Nothing here yet" in page.text


def test_the_page_shows_what_changed_and_why(desk, taught):
    row = services.learn(by=None)
    page = desk.get("learning.index")

    assert "What version 2 changed" in page.text
    assert row.why in page.text
    journey = next(item for item in page.soup.select(".uo-rows li") if "journey" in item.text)
    assert f"0.9 → {row.weights['values']['travel']:.1f}" in journey.text


def test_small_counts_of_outcomes_are_not_shown(desk, make):
    person = make.young_person()
    offered = make.introduction(person, make.opportunity(), state="OFFERED")
    world.log("introduction", offered, "OFFERED", by=offered.advisor)
    assert services.learn(by=None).figures["ended"] == {"offered": 1}

    page = desk.get("learning.index")
    assert page.text.count("0 to 5") == 6


def test_one_step_goes_back_with_a_reason(desk, taught):
    services.learn(by=None)
    where = {"version": 1, "verb": "go_back"}
    assert "Go back to this model" in desk.get("learning.show", version=1).buttons()
    assert desk.post("learning.act", {"reason": ""}, **where).errors == ["Enter a reason"]
    assert standing.model().version == 2

    page = desk.post("learning.act", {"reason": "Advisors say the lists look odd"}, **where)
    assert "Back to version 1" in page.notices[0]
    assert standing.model().version == 3
    assert "Advisors say the lists look odd" in desk.get("learning.show", version=3).text


def test_what_cannot_be_done_with_a_model_is_not_asked(desk, taught):
    services.learn(by=None)
    for version, verb in ((2, "publish"), (2, "go_back"), (1, "turn_down")):
        page = desk.get("learning.act", version=version, verb=verb)
        assert page.location.endswith(f"/engine/learning/{version}")
    assert desk.get("learning.show", version=9).status == 404


def test_a_waiting_model_is_on_the_coordinators_list_until_somebody_decides(
    desk, coordinator, taught
):
    setting("learning.publish_by_itself", False)
    services.learn(by=None)
    assert needs(desk, coordinator) == ["Version 2 waits for a yes"]
    assert "Use this model" in desk.get("learning.index").buttons()

    desk.post("learning.act", {"reason": "Looked at it"}, version=2, verb="publish")
    assert standing.model().version == 2
    assert needs(desk, coordinator) == []


def test_weights_changed_from_outside_are_on_the_coordinators_list(desk, coordinator, taught):
    services.learn(by=None)
    spoilt = {**standing.weights(), "digest": "0"}
    stands = WeightModel.state == ModelState.STANDING
    db.session.execute(update(WeightModel).where(stands).values(weights=spoilt))
    db.session.commit()

    assert "changed from outside" in needs(desk, coordinator)[0]
    assert "changed outside this product" in desk.get("learning.index").text
    assert "cannot be used" in desk.get("learning.show", version=2).text
    desk.post("learning.act", {"reason": "spoilt"}, version=1, verb="go_back")
    assert needs(desk, coordinator) == []


def test_the_page_asks_the_database_the_same_however_many_models_there_are(desk, taught):
    services.learn(by=None)
    few = asked(desk)
    for _ in range(5):
        services.learn(by=None)

    assert asked(desk) == few <= 15


def asked(desk):
    with desk.app.app_context(), counting() as sent:
        desk.get("learning.index")
    return len(sent)


def test_drift_is_told_in_words(desk, taught):
    runs.run("test")
    watching.count_lists()

    assert "nothing to compare with" in desk.get("learning.drift").text
