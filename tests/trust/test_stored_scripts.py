"""What somebody types into a record is shown as they typed it, on every page, and never runs."""

from __future__ import annotations

import random
import re

import pytest

from app import db
from app.voice import requests
from app.voice.models import RequestKind
from tests.app.voice.conftest import phone, sent
from tests.trust.figures import figure, tries
from tests.trust.reading import Reading
from tests.trust.record import browser_of, filled_in, forms_on, walk, whole_record

__all__ = ["phone", "sent"]

# Whatever gets out of its text stands as an attribute or an element named like this.
MARK = "uo9"
PAYLOADS = (
    "<script uo9>alert(1)</script>",
    "</textarea><script uo9>alert(1)</script>",
    "</title><script uo9>alert(1)</script>",
    "<img src=x onerror=alert(1) uo9>",
    "<svg/onload=alert(1) uo9>",
    '"><img src=x onerror=alert(1) uo9>',
    "'><svg onload=alert(1) uo9>",
    '" autofocus onfocus=alert(1) uo9="',
    "' onmouseover='alert(1)' uo9='",
    "` onclick=alert(1) uo9=`",
    "<iframe srcdoc='<script>alert(1)</script>' uo9></iframe>",
    "<a href=javascript:alert(1) uo9>x</a>",
    "javascript:alert(1)//uo9",
    "<style uo9>*{background:url(//x)}</style>",
    "<base href=//x uo9>",
    '<meta http-equiv=refresh content="0;url=//x" uo9>',
    "<form action=//x uo9><input name=csrf_token>",
    "<math><mi xlink:href=javascript:alert(1) uo9>x",
    "<details open ontoggle=alert(1) uo9>",
    "--><script uo9>alert(1)</script><!--",
    "<scr<script>ipt uo9>alert(1)</script>",
    "{{ 7*191 }}uo9 {% raw %}",
    "\\u003cscript uo9\\u003e &lt;img uo9&gt; &#60;b uo9&#62;",
)
SHORT = {"outward", "postcode", "email", "phone", "travel_minutes", "hours_per_week_max", "area"}
MOST = tries(16, 90)
ROUNDS = tries(1, len(PAYLOADS))


@pytest.fixture
def young(make, advisor, manager):
    """A young person with everything on their record and a phone for the link."""
    person, _, _ = whole_record(make, advisor, manager)
    person.phone, person.safe_times = "+447700900123", ""
    person.contact_preference = "text message"
    requests.ask(person, RequestKind.TALK, "about the bus")
    db.session.commit()
    return person


def free(form):
    """The boxes into which anything may be typed."""
    return [
        each.name
        for each in form.texts
        if each.name not in SHORT
        and not each.inputmode
        and not re.search(r"-(day|month|year)$", each.name)
        and each.kind in {"text", "textarea", "search"}
    ]


def fill(browser, start, within, turn, *, but=()):
    """Send every form that leads from here with payloads in all its boxes; return how many boxes."""
    luck, boxes, kept, seen = random.Random(turn), 0, 0, set()
    pages = walk(browser, start, within, most=MOST * 2)
    for address in pages:
        for number, _ in enumerate(forms_on(pages[address], address)):
            page = browser.get(address)
            forms = forms_on(page, address) if page.status == 200 else []
            form = forms[number] if number < len(forms) else None
            where = form.action.removeprefix("http://localhost") if form else ""
            names = free(form) if form else []
            if not names or where in seen or any(word in where for word in but):
                continue
            seen.add(where)
            texts = {n: PAYLOADS[(turn + boxes + at) % len(PAYLOADS)] for at, n in enumerate(names)}
            answer = browser.post(where, filled_in(form, luck, texts), follow=False)
            boxes += len(names)
            kept += len(names) if answer.status in {302, 303} else 0
            assert live(answer) == [], (where, live(answer))
    return boxes, kept


def live(page):
    """What on a page a browser would run, or would take for markup."""
    if page.response.mimetype != "text/html":
        return []
    found = Reading(page.body, "http://localhost/").live
    out = [str(node)[:120] for node in page.soup.find_all(attrs={MARK: True})]
    out += ["1337uo9"] if "1337uo9" in page.body else []
    return found + out + [s.text[:80] for s in page.soup.find_all("script") if MARK in s.text]


def test_nothing_typed_into_a_record_or_on_their_own_page_ever_runs(
    app, make, advisor, manager, young, phone
):
    browsers = [browser_of(app, advisor), browser_of(app, manager)]
    start, boxes, kept, pages, shown, found = f"/young-people/{young.ref}", 0, 0, 0, set(), []
    away = ("/move/close", "/their-page", "/introduce/", "/withdraw", "/remove", "/import")
    for turn in range(ROUNDS):
        for browser, first, within, but in (
            (browsers[0], start, [young.ref], away),
            (phone, "/page", ["/page"], ("/leave", "/ideas-off", "/sharing", "/tell", "/go-on")),
        ):
            typed, taken = fill(browser, first, within, turn * 11, but=but)
            boxes, kept = boxes + typed, kept + taken
        for browser, first, within in (
            (browsers[0], "/young-people", ["/young-people", "/introductions", "/requests"]),
            (browsers[1], "/young-people/team", ["/young-people/team", "/returns"]),
            (browsers[1], "/", [young.ref]),
            (phone, "/page", ["/page"]),
        ):
            for address, page in walk(browser, first, within, most=MOST).items():
                pages += 1
                found += [(address, one) for one in live(page)]
                shown |= {payload for payload in PAYLOADS if payload in page.soup.get_text()}

    figure(
        "T9",
        f"live of {len(PAYLOADS)} payloads in {boxes} boxes ({kept} kept), pages after",
        len(found),
        pages,
    )
    assert found == []
    assert kept >= ROUNDS * 8
    assert len(shown) >= min(len(PAYLOADS) - 4, 8), f"hardly shown anywhere: {len(shown)}"
