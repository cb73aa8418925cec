"""What every answer carries, whatever it is, and what no page contains."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

import pytest

from app import create_app, db
from app.settings import services as settings
from tests.conftest import settings_for
from tests.trust.world import WALKERS

POLICY = re.compile(
    r"default-src 'self'; script-src 'self' 'nonce-[\w-]{22}'; style-src 'self'; "
    r"img-src 'self' data:; font-src 'self'; object-src 'none'; base-uri 'none'; "
    r"form-action 'self'; frame-ancestors 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
SECRET = "x" * 43


def faults(response, *, static=False):
    """What is missing or different in the headers of one answer."""
    headers = response.headers
    wrong = [f"{name}: {headers.get(name)}" for name in FIXED if headers.get(name) != FIXED[name]]
    # A young person's own pages alone may lead away: the button that leaves them ends the visit.
    own = headers.get("X-Robots-Tag") == "noindex, nofollow"
    policy = headers.get("Content-Security-Policy", "")
    if not POLICY.fullmatch(policy.replace(" https://www.bbc.co.uk", "", 1) if own else policy):
        wrong.append(f"policy: {headers.get('Content-Security-Policy')}")
    if headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        wrong.append(f"referrer: {headers.get('Referrer-Policy')}")
    if not static and "no-store" not in headers.get("Cache-Control", ""):
        wrong.append(f"kept by caches: {headers.get('Cache-Control')}")
    if "Server" in headers and "Python" in headers["Server"]:
        wrong.append(f"tells its version: {headers['Server']}")
    return wrong


@pytest.fixture
def broken(world):
    """A page that falls over."""
    view = world.app.view_functions["home.page"]

    def fall(**values):
        raise RuntimeError("on purpose")

    world.app.view_functions["home.page"] = fall
    yield "/privacy"
    world.app.view_functions["home.page"] = view


def test_every_kind_of_answer_carries_the_same_protection(world, broken):
    nobody, advisor = world.walker("nobody"), world.walker("advisor")
    answers = {
        (200, "html"): nobody.get("/sign-in"),
        (200, "json"): nobody.get("/healthz"),
        (302, "to sign in"): nobody.get("/young-people"),
        (200, "csv"): advisor.get("/young-people/caseload.csv"),
        (400, "junk"): nobody.get("/opportunities?q=%00"),
        (400, "no proof"): nobody.ask("POST", "/sign-in", data={"email": "x"}),
        (403, "role"): advisor.get("/people"),
        (404, "nothing"): nobody.get("/no-such-page"),
        (404, "row"): advisor.get("/young-people/AAAAAAAAAAAAAAAAAAAAAA"),
        (405, "method"): nobody.ask("PUT", "/sign-in", data={}),
        (410, "link"): nobody.get(f"/choose-password/{SECRET}"),
        (413, "size"): nobody.ask(
            "POST", "/sign-in", data=b"x" * 6_000_000, content_type="application/octet-stream"
        ),
        (500, "fault"): nobody.get(broken),
    }

    assert [f"{kind}: {a.status}" for kind, a in answers.items() if a.status != kind[0]] == []
    assert {kind: wrong for kind, a in answers.items() if (wrong := faults(a.response))} == {}


def test_files_carry_the_same_protection_and_may_be_kept(world):
    page = world.walker("nobody").get("/sign-in")
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)

    answers = [world.walker("nobody").get(file) for file in files]

    assert answers
    assert [wrong for a in answers for wrong in faults(a.response, static=True)] == []


def test_an_address_that_is_a_key_goes_to_nobody_as_a_referrer(world, atlas):
    keys = [
        stop
        for (endpoint, role), found in atlas.stops.items()
        if role == "nobody"
        for stop in found
        if "secret" in (atlas.match(stop.address) or ("", {}))[1]
    ]

    policies = {
        world.walker("nobody").get(stop.address).response.headers["Referrer-Policy"]
        for stop in keys
    }

    assert keys
    assert policies == {"no-referrer"}
    over = world.walker("nobody").get(f"/choose-password/{SECRET}")
    assert over.response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("role", WALKERS)
def test_no_page_of_any_role_holds_anything_the_policy_would_have_to_block(atlas, role):
    wrong, nonces = defaultdict(list), []
    for (who, address), answer in atlas.answers.items():
        if who != role or not answer.is_page:
            continue
        policy = answer.response.headers["Content-Security-Policy"]
        nonce = re.search(r"'nonce-([\w-]+)'", policy)[1]
        nonces.append(nonce)
        assert "unsafe" not in policy
        wrong[address] += faults(answer.response) + answer.reading.live
        wrong[address] += ["<style>"] * answer.reading.styles
        wrong[address] += [f"script {s}" for s in answer.reading.scripts if s.get("nonce") != nonce]
        if re.search(r'(?:src|href|action)="(?:https?:)?//(?!localhost)', answer.text):
            wrong[address] += foreign(answer)

    assert {address: found for address, found in wrong.items() if found} == {}
    assert len(nonces) == len(set(nonces)) >= 5


def foreign(answer):
    """Files and forms of other sites; links to them are no harm."""
    found = re.findall(
        r'<(?:script|link|img|iframe|form)\b[^>]*(?:src|href|action)="((?:https?:)?//[^"]+)"',
        answer.text,
    )
    return [f"from elsewhere: {address}" for address in found if "//localhost" not in address]


def cookie_of(response):
    return [value for name, value in response.headers if name == "Set-Cookie"]


def test_only_pages_that_ask_something_leave_a_cookie(world, atlas):
    guilty = []
    for (endpoint, role), found in sorted(atlas.stops.items()):
        for stop in found if role == "nobody" else ():
            client = world.app.test_client()
            with world.app.app_context():
                response = client.get(stop.address)
            asks = any(f.method == "POST" for f in atlas.answers[role, stop.address].reading.forms)
            if cookie_of(response) and not asks:
                guilty.append(f"{endpoint} {stop.address}")

    assert guilty == []


def test_the_cookie_of_a_visit_is_out_of_reach_of_scripts_and_other_sites(world):
    with world.app.app_context():
        response = world.app.test_client().get("/sign-in")

    (cookie,) = cookie_of(response)
    name, *flags = [part.strip() for part in cookie.split(";")]
    assert re.fullmatch(r"session=[\w-]{43}", name)
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=Lax"]


def test_in_production_the_cookie_is_bound_to_this_host_and_encryption(tmp_path):
    address = f"sqlite:///{tmp_path / 'production.db'}"
    given = replace(
        settings_for(address), PRODUCTION=True, DEMO=False, BASE_URL="https://demo.example"
    )
    app = create_app(given)
    with app.app_context():
        db.orm.create_all()
        settings.load_reference()
        response = app.test_client().get("/sign-in", base_url="https://demo.example")

    (cookie,) = cookie_of(response)
    name, *flags = [part.strip() for part in cookie.split(";")]
    assert re.fullmatch(r"__Host-session=[\w-]{43}", name)
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert faults(response) == []
