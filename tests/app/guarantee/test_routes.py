"""The pages of HR and the coordinator: lists, forms, stale saves, second clicks, odd input."""

import secrets
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from app import clock, db
from app.guarantee import policies, queries, services
from app.guarantee.models import CaseState, GuaranteeCase, Mark, Mode, Policy
from app.guarantee.policies import NewPolicy
from tests.app.guarantee.conftest import again, clock_of
from tests.app.guarantee.test_story import date_of

ODD = [
    "",
    "   ",
    "\x00",
    "☃" * 50,
    "x" * 5000,
    "-1",
    "<script>alert(1)</script>",
    "%_'\"\\",
    "99999999999",
]


def new_case(about, **changed):
    answers = {
        "vacancy": about.ref,
        "candidate_name": "Robin Invented",
        "application_number": "APP-1",
        **date_of("declared_on", clock.today()),
    }
    return {**answers, **changed}


@pytest.fixture
def vacancy(make):
    make.policy()
    return make.vacancy()


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"vacancy": ""}, "Select the vacancy"),
        ({"vacancy": "nothing"}, "Select one of the answers shown"),
        ({"candidate_name": " "}, "Enter the candidate’s name"),
        ({"application_number": ""}, "Enter the application number"),
        ({"declared_on-year": ""}, "The day they declared it must include a year"),
        ({"declared_on-year": "2999"}, "The day they declared it must be a real date"),
        (
            date_of("declared_on", date(2099, 3, 1)),
            "The day they declared it must be today or in the past",
        ),
        (date_of("declared_on", date(2019, 3, 1)), services.NoWordingThen.message),
    ],
)
def test_a_case_that_cannot_be_right_is_shown_again(browser, hr, vacancy, changed, error):
    page = browser.sign_in(hr).post("guarantee.new", new_case(vacancy, **changed))

    assert page.errors == [error]
    assert db.session.scalars(select(GuaranteeCase)).all() == []


def test_one_application_has_one_case_unless_it_was_withdrawn(browser, hr, cases, make):
    case = cases.open()
    browser.sign_in(hr)
    page = browser.post("guarantee.new", new_case(case.vacancy, application_number="app-1"))
    assert page.errors == [services.CaseExists.message]

    services.act(case, "withdraw", by=hr, reason="A slip")
    page = browser.post("guarantee.new", new_case(case.vacancy))
    assert page.status == 200
    numbers = db.session.scalars(select(GuaranteeCase.number).order_by(GuaranteeCase.id))
    assert [number[-4:] for number in numbers] == ["0001", "0002"]


def test_two_clicks_open_one_case(browser, hr, vacancy):
    browser.sign_in(hr)
    sent = {**new_case(vacancy), "once": secrets.token_urlsafe(16)}

    first = browser.post("guarantee.new", sent, follow=False)
    second = browser.post("guarantee.new", sent, follow=False)

    assert first.location == second.location
    assert len(db.session.scalars(select(GuaranteeCase)).all()) == 1


def test_without_a_vacancy_hr_is_told_what_to_do_first(browser, hr):
    page = browser.sign_in(hr).get("guarantee.new")

    assert "There is no vacancy yet" in page.text


def test_the_list_is_searched_filtered_sorted_and_paged(browser, hr, cases, make):
    vacancy = make.vacancy(title="Payments assistant")
    for number in range(26):
        cases.open(vacancy, name=f"Person {number:02}", number=f"N-{number}")
    cases.asked(make.vacancy(), name="Amber Findme", number="SPECIAL")
    browser.sign_in(hr)

    assert "Page 1 of 2, 27 cases" in browser.get("guarantee.index").text
    assert "Person" not in browser.get("guarantee.index", search="findME").text
    assert "1 case" in browser.get("guarantee.index", search="special").text
    assert "26 cases" in browser.get("guarantee.index", search="payments").text
    assert "1 case" in browser.get("guarantee.index", state="ELIGIBILITY_CHECK").text
    assert "No case fits" in browser.get("guarantee.index", search="%").text
    first = browser.get("guarantee.index", sort="-name").soup.select_one("tbody th a")
    assert first.text == "Person 25"


@pytest.mark.parametrize("odd", ODD)
def test_odd_filters_are_no_trouble(browser, hr, cases, odd):
    cases.open()
    browser.sign_in(hr)
    for name in ("search", "state", "clock", "sort", "page"):
        status = browser.get("guarantee.index", **{name: odd}).status
        assert status == (400 if "\x00" in odd else 200)
    for name in ("since-day", "until-year"):
        browser.get("guarantee.report", **{name: odd.replace("\x00", "")})


@pytest.mark.parametrize("odd", ODD)
def test_odd_answers_are_no_trouble(browser, hr, coordinator, cases, odd):
    case, other = cases.marked(number="A"), cases.guaranteed(number="B")
    line = case.vacancy.criteria[0].id
    browser.sign_in(hr)
    for name in ("version", f"mark_{line}", f"evidence_{line}"):
        browser.post("guarantee.grid", {"version": case.version, name: odd}, ref=case.ref)
    for name in ("day-day", "day-year", "start", "where", "version"):
        browser.post("guarantee.invite", {name: odd}, ref=other.ref, verb="invite")
    browser.post("guarantee.refuse", {"feedback": odd, "version": odd}, ref=case.ref)
    browser.post("guarantee.second_review", {"view": odd, "version": odd}, ref=case.ref)
    browser.post("guarantee.import_vacancies", {"file": odd})
    browser.post("guarantee.act", {"reason": odd}, ref=other.ref, verb="close")
    browser.sign_in(coordinator)
    browser.post("guarantee.answer", {"applies": odd}, ref=cases.asked(number="C").ref)

    assert again(other).state == CaseState.INTERVIEW_GUARANTEED


def test_a_mark_that_decides_needs_its_evidence(browser, hr, cases):
    case = cases.answered()
    first, second = (line.id for line in case.vacancy.criteria)
    sent = {"version": case.version, f"mark_{first}": "met", f"mark_{second}": "unclear"}

    page = browser.sign_in(hr).post("guarantee.grid", sent, ref=case.ref)

    assert page.errors == ["Enter what in the application shows it: Can use a till"]
    assert again(case).marks == []


def test_a_stale_grid_shows_both_and_loses_nothing(browser, hr, cases):
    case = cases.answered()
    seen = case.version
    cases.mark(case, "met", "not_met")
    first = case.vacancy.criteria[0].id
    second = case.vacancy.criteria[1].id
    sent = {f"mark_{first}": "unclear", f"evidence_{first}": "My own words", f"mark_{second}": ""}
    sent |= {"version": seen}

    page = browser.sign_in(hr).post("guarantee.grid", sent, ref=case.ref)

    assert page.status == 409
    assert "Can use a till Met: Page 2 Unclear: My own words" in page.text
    assert {row.mark for row in again(case).marks} == {Mark.MET, Mark.NOT_MET}
    version = page.soup.find("input", {"name": "version"})["value"]
    browser.post("guarantee.grid", {**sent, "version": version}, ref=case.ref)
    assert [row.mark for row in again(case).marks] == [Mark.UNCLEAR]


@pytest.mark.parametrize(
    ("endpoint", "answer"),
    [
        ("refuse", {"feedback": "Mine"}),
        ("feed_back", {"feedback": "Mine"}),
        ("breach", {"reason": "Mine"}),
    ],
)
def test_a_stale_save_is_refused_everywhere(browser, hr, cases, endpoint, answer):
    case = cases.after("interview", "offer", days_ago=30) if endpoint != "refuse" else None
    case = case or cases.marked(marks=("met", "not_met"))
    more = {"name": "decision"} if endpoint == "breach" else {}

    page = browser.sign_in(hr).post(
        f"guarantee.{endpoint}", {**answer, "version": case.version - 1}, ref=case.ref, **more
    )

    assert page.status == 409
    assert "Mine" in page.body
    assert not again(case).feedback
    assert clock_of(case, "decision").breach_reason is None


def test_two_coordinators_cannot_both_answer(browser, coordinator, cases):
    case = cases.answered(applies=True)

    page = browser.sign_in(coordinator).post("guarantee.answer", {"applies": "no"}, ref=case.ref)

    assert "answered already" in page.text
    assert again(case).eligible is True


def test_yes_or_no_has_to_be_chosen(browser, coordinator, cases):
    page = browser.sign_in(coordinator).post("guarantee.answer", {}, ref=cases.asked().ref)

    assert page.errors == ["Select yes or no"]


def test_a_late_promise_is_explained_on_its_page_and_listed(browser, hr, cases):
    case = cases.guaranteed(days_ago=30)
    browser.sign_in(hr)
    assert "Say what made the decision late" in browser.get("guarantee.show", ref=case.ref).text
    assert case.number in browser.get("guarantee.breaches", show="unexplained").text

    sent = {"reason": "Two people off sick", "version": case.version}
    browser.post("guarantee.breach", sent, ref=case.ref, name="decision")

    assert "Two people off sick" in browser.get("guarantee.breaches").text
    assert case.number not in browser.get("guarantee.breaches", show="unexplained").text
    assert browser.get("guarantee.breach", ref=case.ref, name="invitation").status == 404


def test_a_move_that_is_not_open_says_so_and_changes_nothing(browser, hr, cases):
    case = cases.open()

    page = browser.sign_in(hr).post("guarantee.act", ref=case.ref, verb="offer")

    assert page.notices == ["This is now “Declared”, so that cannot be done"]
    assert browser.get("guarantee.act", ref=case.ref, verb="nonsense").status == 404
    assert again(case).state == CaseState.DECLARED


def test_the_coordinator_adds_a_wording_and_old_cases_keep_theirs(browser, coordinator, hr, cases):
    case = cases.open()
    wording = {
        "title": "Minimum requirements",
        "wording": "Whoever meets the minimum requirements is interviewed.",
        "mode": "marked_only",
        "source": "Cabinet, item 7",
        **date_of("valid_from", clock.today()),
    }
    page = browser.sign_in(coordinator).post("guarantee.new_policy", wording)
    assert "Minimum requirements Holds now" in page.text
    page = browser.post("guarantee.new_policy", wording)
    assert page.errors == [policies.PolicyDateTaken.message]

    later = cases.open(number="APP-2")
    assert later.policy.mode == Mode.MARKED_ONLY
    shown = browser.sign_in(hr).get("guarantee.show", ref=case.ref).text
    assert "An interview is guaranteed when all essential criteria are met." in shown
    assert "minimum requirements" not in shown


def test_a_wording_cannot_begin_before_decisions_that_were_made(app, hr, make):
    make.policy()
    day = clock.today() - timedelta(days=1)

    with pytest.raises(policies.PolicyInThePast):
        policies.add(NewPolicy("x", "x", Mode.ALL_ESSENTIAL, day, "x"), by=hr)
    assert len(db.session.scalars(select(Policy)).all()) == 1


def test_a_case_declared_before_a_new_wording_keeps_the_old_one(app, hr, make, cases):
    make.policy()
    policies.add(NewPolicy("New", "x", Mode.MARKED_ONLY, clock.today(), "x"), by=hr)

    assert cases.open(days_ago=1).policy.mode == Mode.ALL_ESSENTIAL


def test_the_report_counts_what_became_of_the_cases_declared(browser, hr, cases):
    cases.closed()
    cases.refused(number="B", days_ago=30)
    cases.answered(number="C", applies=False)
    found = queries.figures(clock.today() - timedelta(days=40), clock.today())

    assert (found.declared, found.verified, found.met) == (3, 2, 1)
    assert (found.interviewed, found.appointed) == (1, 1)
    assert (found.breaches, found.breaches_by_clock["decision"]) == (1, 1)
    decided_late = clock.working_days_between(clock.today() - timedelta(days=30), clock.today())
    assert found.decision_days == decided_late / 2
    assert queries.figures(clock.today(), clock.today()).declared == 2
    assert {figure.words for figure in queries.published(found).values()} == {"0 to 5"}
    page = browser.sign_in(hr).get("guarantee.report")
    assert "1 of 3 candidates who declared has been interviewed" in page.text


def test_a_period_that_ends_before_it_begins_is_refused(browser, hr):
    days = {"since-day": 2, "since-month": 2, "since-year": 2026}
    days |= {"until-day": 1, "until-month": 2, "until-year": 2026}

    page = browser.sign_in(hr).get("guarantee.report", **days)

    assert page.errors == ["The last day must be the first day or later"]


def statements(work):
    counted = []

    def count(*given):
        counted.append(given[2])

    event.listen(db.orm.engine, "before_cursor_execute", count)
    work()
    event.remove(db.orm.engine, "before_cursor_execute", count)
    return len(counted)


@pytest.mark.parametrize("endpoint", ["index", "breaches", "vacancies", "report"])
def test_a_page_asks_the_database_equally_often_for_few_and_many_rows(
    app, browser, hr, cases, endpoint
):
    browser.sign_in(hr)
    cases.open(days_ago=30, number="first")
    few = statements(lambda: browser.get(f"guarantee.{endpoint}"))
    for number in range(15):
        cases.open(days_ago=30, number=f"N{number}")

    many = statements(lambda: browser.get(f"guarantee.{endpoint}"))

    assert many <= few
    assert few <= 25  # with the session, the audit row and their transactions


def test_the_calendar_file_is_a_download_and_needs_a_date(browser, hr, cases):
    browser.sign_in(hr)

    file = browser.get("guarantee.calendar", ref=cases.invited().ref).response
    assert file.mimetype == "text/calendar"
    assert "interview.ics" in file.headers["Content-Disposition"]
    assert browser.get("guarantee.calendar", ref=cases.open(number="B").ref).status == 409


def test_a_missing_case_is_a_404(browser, hr):
    browser.sign_in(hr)

    assert browser.get("guarantee.show", ref="x" * 22).status == 404
    assert browser.get("guarantee.vacancy", ref="x" * 22).status == 404


@pytest.mark.parametrize("state", list(CaseState))
def test_every_state_has_its_page_with_steps_and_who_decides_next(browser, hr, cases, state):
    case = cases.in_state(state)

    page = browser.sign_in(hr).get("guarantee.show", ref=case.ref)

    now = page.soup.select(".uo-steps__step--now")
    assert len(now) == (0 if state in {CaseState.CLOSED, CaseState.WITHDRAWN} else 1)
    assert "Who decides next" in page.text
