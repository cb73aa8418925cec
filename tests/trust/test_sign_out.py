"""A visit that is over is over at the next request: on every page, in every browser that knew it."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule

from app.accounts import people, services
from app.accounts.models import Role
from tests.browser import Browser
from tests.rules import access

ROLES = [role.value for role in Role]
OLD, NEW = "an old password of mine", "a new password of mine"


@pytest.fixture
def someone(make):
    """Somebody of a role, with a password."""

    def one(role):
        user = make.user(role)
        if role == "business":
            make.employer(user=user)
        services.set_password(user, OLD, by=None)
        return user

    return one


def closed_rules(app, role):
    """The pages without a reference that this role may open and the public may not."""
    found = []
    for rule in app.url_map.iter_rules():
        line = access.entry(app, rule)
        if "GET" in rule.methods and not rule.arguments and line.lets_in(role):
            found += [] if line.lets_in(None) else [rule]
    return found


def copied(browser):
    """A second browser with the same cookie, as a thief or a shared computer has it."""
    other = Browser(browser.app)
    name = browser.app.config["SESSION_COOKIE_NAME"]
    other.client.set_cookie(name, browser.client.get_cookie(name).value)
    other.csrf = browser.csrf
    return other


def still_open(browser, app, role):
    """The pages this browser can still open; asked again for each, as a person would."""
    return [rule.rule for rule in closed_rules(app, role) if opens(browser, rule)]


def opens(browser, rule: Rule):
    answer = access_status(browser, "GET", rule.rule)
    return answer != 401


def access_status(browser, method, path):
    with browser.app.app_context():
        data = {} if method == "GET" else {"csrf_token": access.proof(browser)}
        answer = browser.client.open(path, method=method, data=data)
    to_sign_in = (answer.location or "").split("?")[0].endswith("/sign-in")
    return 401 if to_sign_in else answer.status_code


@pytest.mark.parametrize("role", ROLES)
def test_after_signing_out_a_copied_cookie_opens_no_page(app, someone, role):
    browser = Browser(app).sign_in(someone(role))
    thief = copied(browser)
    assert still_open(thief, app, role)

    page = browser.post("accounts.sign_out", follow=False)

    assert page.response.headers["Clear-Site-Data"]
    assert still_open(thief, app, role) == []
    assert still_open(browser, app, role) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_copied_cookie_posts_nothing_after_signing_out(app, someone, role):
    user = someone(role)
    browser = Browser(app).sign_in(user)
    thief = copied(browser)
    browser.post("accounts.sign_out", follow=False)

    statuses = {
        access_status(thief, "POST", access.address(app, rule))
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and not access.entry(app, rule).lets_in(None)
    }

    # 400: the proof of origin died with the visit; 401: sent to the sign-in page.
    assert statuses <= {400, 401}


def test_a_new_password_ends_every_other_visit_and_not_this_one(app, someone):
    user = someone("advisor")
    here, elsewhere = Browser(app).sign_in(user), Browser(app).sign_in(user)

    here.post("accounts.password", {"old": OLD, "password": NEW, "again": NEW, "new": NEW})

    assert not opens_home(elsewhere)
    assert opens_home(here)


def opens_home(browser):
    return access_status(browser, "GET", "/password") == 200


def test_a_password_set_at_the_operators_desk_ends_every_visit(app, someone):
    user = someone("manager")
    browser = Browser(app).sign_in(user)

    services.set_password(user, NEW, by=None)

    assert not opens_home(browser)


@pytest.mark.parametrize("role", ROLES)
def test_closing_an_account_ends_its_visits_at_once(app, make, someone, role):
    user, admin = someone(role), make.user("admin")
    browser = Browser(app).sign_in(user)
    assert opens_home(browser)

    people.close(user, by=admin)

    assert still_open(browser, app, role) == []


def test_a_row_of_a_visit_left_over_after_closing_opens_nothing(app, make, someone):
    """Even if ending the visits had been forgotten, a closed account is nobody."""
    user = someone("hr")
    browser = Browser(app).sign_in(user)
    user.active = False
    make._add(user)

    assert not opens_home(browser)


def test_a_new_role_holds_from_the_next_request(app, make, someone):
    user, admin = someone("hr"), make.user("admin")
    browser = Browser(app).sign_in(user)

    changed = people.Person(user.name, user.email, Role.COORDINATOR)
    people.change(user, changed, by=admin)

    assert not opens_home(browser)
    again = Browser(app).sign_in(user)
    assert access_status(again, "GET", "/guarantee/new") == 403
