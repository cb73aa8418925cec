import pytest
from sqlalchemy import select

from app import clock, db
from app.accounts import jobs, needs, passwords, people, queries, services, throttle
from app.accounts.commands import users
from app.accounts.models import FormToken, OneUseLink, SignInAttempt, User, UserSession
from app.audit.models import AuditEvent
from app.outbox.models import Message

NEW = {
    "name": "Ali O’Neil",
    "email": "Ali.ONeil@demo.example",
    "role": "advisor",
    "team": "North team",
}


@pytest.fixture
def desk(browser, make, admin):
    make.team()
    return browser.sign_in(admin)


def kept(email):
    return db.session.scalar(select(User).where(User.email == email))


def test_somebody_added_gets_a_link_to_choose_a_password(desk):
    page = desk.post("accounts.new", NEW)

    user = kept("ali.oneil@demo.example")
    assert (user.role, user.team.name) == ("advisor", "North team")
    assert "Ali O’Neil has an account" in page.text
    assert db.session.scalar(select(Message.to_address)) == "ali.oneil@demo.example"


def test_a_new_team_can_be_named_on_the_way(desk):
    desk.post("accounts.new", {**NEW, "team": "new", "new_team": "South team"})

    assert kept("ali.oneil@demo.example").team.name == "South team"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter the person’s full name"),
        ({"email": "ali"}, "Enter an email address in the correct format, like name@example.com"),
        ({"role": ""}, "Select a role"),
        ({"role": "business"}, "Select one of the answers shown"),
        ({"team": ""}, "Select the team this person works in"),
        ({"team": "new", "new_team": ""}, "Select the team this person works in"),
        ({"phone": "12"}, "Enter a phone number, like 01908 691691 or 07700 900123"),
        ({"name": "x" * 10_000}, "characters or fewer"),
    ],
)
def test_what_is_missing_or_wrong_is_asked_for_again(desk, wrong, words):
    page = desk.post("accounts.new", NEW | wrong)

    assert words in page.errors[0]
    assert page.soup.find(id="email")["value"]


def test_an_address_in_use_is_refused_whatever_its_capitals(desk, make):
    make.user("hr", email="ali.oneil@demo.example")

    page = desk.post("accounts.new", NEW)

    assert page.errors == ["There is an account with this email address already"]


def test_two_clicks_add_one_account(desk, token):
    for _ in range(2):
        page = desk.post("accounts.new", {**NEW, "once": token})

    assert page.h1 == "People"
    assert len(db.session.scalars(select(Message)).all()) == 1


def test_closing_an_account_ends_its_sessions_at_once(app, desk, make, browser):
    leaver = make.user("hr")
    theirs = type(browser)(app).sign_in(leaver)
    assert theirs.get("accounts.password").status == 200

    page = desk.post("accounts.act", ref=leaver.ref, act="close")

    assert "They were signed out everywhere" in page.text
    assert theirs.get("accounts.password").location.startswith("/sign-in")
    assert not db.session.query(UserSession).filter_by(user_id=leaver.id).count()


def test_a_closed_account_is_refused_even_with_a_session_left(app, make, browser):
    leaver = make.user("hr")
    browser.sign_in(leaver)
    leaver.active = False
    db.session.commit()

    assert browser.get("accounts.password").location.startswith("/sign-in")


def test_a_new_role_holds_from_the_next_request(app, desk, make, browser):
    mover = make.user("hr", name="Mo Vere")
    theirs = type(browser)(app).sign_in(mover)

    desk.post("accounts.person", {"name": "Mo Vere", "role": "coordinator"}, ref=mover.ref)

    assert theirs.get("outbox.index").location.startswith("/sign-in")
    assert theirs.sign_in(mover).get("outbox.index").status == 200


def test_an_account_can_be_opened_again(desk, make):
    user = make.user("hr", active=False)

    desk.post("accounts.act", ref=user.ref, act="reopen")

    assert user.active


def test_nobody_closes_or_changes_their_own_account(desk, admin):
    closed = desk.post("accounts.act", ref=admin.ref, act="close")
    changed = desk.post("accounts.person", {"name": "A", "role": "hr"}, ref=admin.ref)

    assert "Ask another administrator" in closed.text
    assert changed.errors == ["Ask another administrator to change your own account"]
    assert (admin.active, admin.role) == (True, "admin")


def test_the_last_administrator_stays(app, admin):
    with pytest.raises(people.LastAdministrator):
        people.close(admin, by=None)


def test_an_employers_account_keeps_its_role(desk, make):
    user = make.user("business", name="Sam")

    desk.post("accounts.person", {"name": "Sam Honeybun", "role": "admin"}, ref=user.ref)

    assert (user.name, user.role) == ("Sam Honeybun", "business")
    with pytest.raises(people.BelongsToOrganisation):
        people.change(
            user, people.Person("Sam", user.email, services.Role.ADMIN), by=make.user("admin")
        )


def test_changes_are_written_down_by_the_names_of_fields(desk, make):
    user = make.user("councillor", name="Old Name")

    desk.post(
        "accounts.person",
        {"name": "New Name", "role": "councillor", "ward": "Stantonbury"},
        ref=user.ref,
    )

    event = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "account.changed"))
    assert event.details == {"fields": ["name", "ward"]}
    assert user.ward == "Stantonbury"


def test_the_list_finds_by_words_role_and_standing(desk, make):
    make.user("hr", name="Zoë 100% O’Brien")
    make.user("advisor", name="Anna Closed", active=False)

    def names(**wanted):
        page = desk.get("accounts.index", **wanted)
        return [link.text for link in page.soup.select("tbody th a")]

    assert names(q="100%") == ["Zoë 100% O’Brien"]
    assert names(q="%") == ["Zoë 100% O’Brien"]
    assert names(role="advisor", standing="closed") == ["Anna Closed"]
    assert names(q="nobody like this") == []
    assert names(sort="-name")[0] == "Zoë 100% O’Brien"


@pytest.mark.parametrize(
    "junk",
    [
        {"page": "-1"},
        {"page": "9" * 30},
        {"page": "٣"},
        {"sort": "password_hash"},
        {"role": "emperor"},
        {"q": "😀" * 5_000},
    ],
)
def test_odd_questions_to_the_list_do_no_harm(desk, make, junk):
    assert desk.get("accounts.index", **junk).status == 200


def test_an_address_may_say_anything_beside_what_the_list_asks_for(desk, make):
    assert desk.get("/people?endpoint=x&_external=1&_anchor=a&page=2&page=1").status == 200


def test_long_lists_come_page_by_page(desk, make):
    for number in range(30):
        make.user("hr", name=f"Person {number:02}")

    first = desk.get("accounts.index", q="person")
    second = desk.get(first.link("Next"))

    assert len(first.soup.select("tbody tr")) == 25
    assert len(second.soup.select("tbody tr")) == 5
    assert "q=person" in first.link("Next")


def test_accounts_nobody_uses_are_brought_to_the_administrators_notice(app, admin, make):
    old = make.user("hr", created_at=clock.now() - queries.UNUSED * 2)

    with app.test_request_context():
        (need,) = needs.needs(admin)
        assert needs.needs(old) == []

    assert need.what == "1 open account not used for 60 days"


def test_what_is_over_is_forgotten(app, admin):
    long_ago = clock.now() - 3 * throttle.KEEP
    db.session.add_all(
        [
            SignInAttempt(account="a", address="b", at=long_ago),
            OneUseLink(digest="x", user_id=admin.id, purpose="password", expires_at=long_ago),
            FormToken(token="t", at=long_ago),
            UserSession(digest="s", content={}, created_at=long_ago, seen_at=long_ago),
        ]
    )
    db.session.commit()

    for _ in range(2):
        jobs.forget_old()

    tables = (SignInAttempt, OneUseLink, FormToken, UserSession)
    assert [db.session.query(table).count() for table in tables] == [0, 0, 0, 0]


def run(app, *arguments):
    return app.test_cli_runner().invoke(users, list(arguments))


def test_the_operator_adds_lists_and_closes_accounts(app):
    added = run(
        app,
        "add",
        "Ops@demo.example",
        "--name",
        "Ops",
        "--role",
        "admin",
        "--password",
        "violet tractor pudding",
    )
    run(
        app,
        "add",
        "two@demo.example",
        "--name",
        "Two",
        "--role",
        "admin",
        "--password",
        "violet tractor pudding",
    )
    listed = run(app, "list", "--role", "admin")
    closed = run(app, "disable", "ops@demo.example")

    assert (added.exit_code, closed.exit_code) == (0, 0)
    assert "ops@demo.example\tadmin\topen\tnever" in listed.output
    assert not kept("ops@demo.example").active


def test_the_operator_sets_a_password(app, make):
    user = make.user("hr", email="robin@demo.example")

    done = run(app, "password", "robin@demo.example", "--password", "quiet anvil marmalade")

    assert done.exit_code == 0
    assert passwords.fits(user.password_hash, "quiet anvil marmalade")


@pytest.mark.parametrize(
    "arguments",
    [
        ("disable", "nobody@demo.example"),
        ("password", "nobody@demo.example", "--password", "quiet anvil marmalade"),
        ("add", "no address", "--name", "A", "--role", "hr", "--password", "quiet anvil marmalade"),
        ("add", "a@demo.example", "--name", "A", "--role", "hr", "--password", "short"),
        (
            "add",
            "a@demo.example",
            "--name",
            "A",
            "--role",
            "advisor",
            "--password",
            "quiet anvil marmalade",
        ),
    ],
)
def test_the_operator_is_told_what_cannot_be_done(app, arguments):
    done = run(app, *arguments)

    assert done.exit_code == 1
    assert done.output.startswith("Error: ")


@pytest.mark.parametrize(
    "role", ["business", "advisor", "manager", "hr", "councillor", "coordinator"]
)
def test_only_administrators_see_the_list_of_people(browser, make, role):
    assert browser.sign_in(make.user(role)).get("accounts.index").status == 403
