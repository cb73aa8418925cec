"""A record with everything in it, the pages that lead from it, and forms filled in as they were shown."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import select

from app import clock, db
from app.young_people.models import Cover, Note, Transfer
from tests.app.young_people.people import add, full_record
from tests.browser import Browser
from tests.trust.filling import plausible
from tests.trust.reading import Reading, path_of
from tests.trust.world import WRITTEN_BY_READING

FILES = (".xlsx", ".csv", ".ics", ".pdf")
# What may grow though nothing was kept: that somebody looked, and that a form was sent.
UNCOUNTED = WRITTEN_BY_READING | {"form_token"}


def whole_record(make, advisor, manager):
    """A young person about whom everything is known, with a note, an offer, a meeting and a past."""
    person = full_record(make, advisor)
    offer = make.opportunity()
    make.suggestion(person, offer)
    introduction = make.introduction(person, make.opportunity(), state="SENT")
    add(Note(young_person_id=person.id, words="Met at college", by_id=advisor.id, at=clock.now()))
    return person, offer, introduction


def browser_of(app, user):
    """A browser of their own in which somebody is signed in."""
    return Browser(app).sign_in(user)


class Shown(Reading):
    """A page read as browsers send it: a button without a value sends an empty answer."""

    def _at_input(self, given, names):
        super()._at_input(given, names)
        each = self._form.fields.get(given.get("name", "")) if self._form else None
        if each and each.options and "value" in names and not given["value"]:
            each.options[-1] = ""
            each.chosen = ["" if one == "on" else one for one in each.chosen]


def forms_on(page, address):
    """The forms of a page that send something, by where they go."""
    found = Shown(page.body, f"http://localhost{address}").forms
    return [form for form in found if form.method == "POST"]


def form_to(page, address, field):
    """The form on this page that has this field."""
    return next(form for form in forms_on(page, address) if field in form.fields)


def as_shown(form):
    """What a browser would send if nobody touched the form."""
    sent = {}
    for each in form.fields.values():
        if each.name == "csrf_token" or each.kind in {"button", "file"}:
            continue
        sent[each.name] = list(each.chosen) if each.options else each.value
    return {name: value for name, value in sent.items() if value != []}


def filled_in(form, luck, texts=None):
    """What somebody would send who answers everything; `texts` says what goes into text boxes."""
    sent = {}
    for name, value in plausible(form, luck):
        sent.setdefault(name, []).append(value)
    sent |= as_shown(form) | {name: [text] for name, text in (texts or {}).items()}
    blank = {name for name, value in sent.items() if value in ("", [""])}
    filled = dict(plausible(form, luck))
    return sent | {name: filled[name] for name in blank if name in filled}


def walk(browser, start, within, most=150):
    """Every page that can be reached from one by links whose address holds these words."""
    waiting, seen, pages = [start], set(), {}
    while waiting and len(pages) < most:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        page = browser.get(address)
        pages[address] = page
        if page.response.mimetype != "text/html":
            continue
        links = Reading(page.body, f"http://localhost{address}").links
        near = [path_of(link.split("#")[0]) for link in [*links, page.location or ""] if link]
        paths = [link for link in near if not urlsplit(link).path.endswith(FILES)]
        waiting += [link for link in paths if any(word in urlsplit(link).path for word in within)]
    return pages


def cover(absent, helper, *, days=3, **more):
    """A cover that began yesterday."""
    today = clock.today()
    row = Cover(advisor_id=absent.id, covered_by_id=helper.id, begins=today - timedelta(1))
    row.ends = today + timedelta(days)
    for name, value in more.items():
        setattr(row, name, value)
    return add(row)


def handed_over(person, frm, to, by):
    """The trace of a hand-over, as the past of a record."""
    row = Transfer(young_person_id=person.id, from_id=frm.id, to_id=to.id, by_id=by.id)
    row.reason, row.at, row.batch = "New patch", clock.now(), db.new_ref()
    return add(row)


def print_of(number=None):
    """A fingerprint of what is kept; with a number, of what hangs on this young person alone."""
    db.session.rollback()
    lines = []
    for table in db.Model.metadata.sorted_tables:
        if table.name in UNCOUNTED:
            continue
        mine = [name for name in ("young_person_id", "id") if name in table.columns][:1]
        if number is not None and (table.name != "young_person" and mine != ["young_person_id"]):
            continue
        key = "id" if table.name == "young_person" else "young_person_id"
        rows = select(table) if number is None else select(table).where(table.c[key] == number)
        lines += sorted(f"{table.name}:{tuple(row)!r}" for row in db.session.execute(rows))
    return lines
