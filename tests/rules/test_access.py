"""Deny by default, proved by a list: every address, every method, every role, and nobody."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask

from app.security import allow, public
from tests.rules import access


@pytest.fixture
def visitors(app, make):
    users = [make.user(role) for role in access.roles()]
    people = [access.Visitor(app, user) for user in (*users, None)]
    return [*people, access.LinkHolder(app, make.young_person())]


def test_every_view_says_who_may_enter(app):
    assert access.undeclared(app) == []


def test_the_saved_table_and_the_application_agree(app):
    now, agreed = set(access.entries(app)), set(access.saved())

    assert sorted(now - agreed) == [], "new or changed: python -m tests.rules.access"
    assert sorted(agreed - now) == [], "gone or changed: python -m tests.rules.access"


def test_the_table_names_only_real_roles():
    named = {role for line in access.saved() for role in line.roles.split()}

    assert named <= {*access.roles(), access.LINK, "public", "signed-in"}


def test_everybody_is_let_in_or_turned_away_as_the_table_says(app, visitors):
    app.config["WTF_CSRF_ENABLED"] = True
    wrong = [
        f"{visitor.role or 'nobody'} {method} {line.rule} {problem}"
        for rule in app.url_map.iter_rules()
        for line in [access.entry(app, rule)]
        for method in access.asked(rule)
        for visitor in visitors
        if (status := visitor.ask(method, access.address(app, rule)))
        if (problem := access.judge(line, visitor.role, status))
    ]

    assert wrong == []


def test_a_form_without_its_proof_of_origin_is_refused(app, visitors):
    app.config["WTF_CSRF_ENABLED"] = True
    visitor = visitors[0]
    posting = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]

    answers = {
        visitor.open_browser().client.post(access.address(app, rule)).status_code
        for rule in posting
    }

    assert answers == {400}


def test_the_checks_themselves_see_an_open_view_and_swapped_decorators():
    bp = Blueprint("guilty", __name__)

    @bp.get("/forgotten")
    def forgotten():
        return ""

    @allow("hr")
    @bp.get("/swapped")
    def swapped():
        return ""

    @bp.get("/right")
    @public
    def right():
        return ""

    guilty = Flask("guilty")
    guilty.register_blueprint(bp)

    assert access.undeclared(guilty) == ["guilty.forgotten", "guilty.swapped"]


def test_a_link_is_no_account_and_an_account_is_no_link():
    own, everybody = access.Entry("/page", "GET", "link"), access.Entry("/", "GET", "signed-in")

    assert own.lets_in("link")
    assert not own.lets_in("advisor")
    assert not own.lets_in(None)
    assert not everybody.lets_in("link")
    assert everybody.lets_in("advisor")


def test_the_judge_knows_in_from_out():
    line = access.Entry("/cases", "GET", "hr")

    assert [access.judge(line, "hr", status) for status in (200, 302, 404)] == ["", "", ""]
    assert [access.judge(line, "advisor", status) for status in (401, 403, 404)] == ["", "", ""]
    assert access.judge(line, "hr", 403)
    assert access.judge(line, None, 200)
    assert access.judge(line, "advisor", 500)
