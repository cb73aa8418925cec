"""Files of caseloads and the steps to bring them in, for the tests of this room."""

from __future__ import annotations

import csv
import io

from app import db
from app.tables import uploads
from app.tables.models import Upload
from app.tables.writing import as_xlsx
from app.young_people.import_routes import WHAT
from app.young_people.intake import storing
from app.young_people.intake.columns import COLUMNS
from app.young_people.intake.looking import Intake
from app.young_people.models import YoungPerson

MOSAIC = (
    "Person ID,Surname,Forename,Preferred Forename,DOB,Leaving Care Status,Allocated PA,Mobile,"
    "Postcode,Current Activity,Activity Start Date,In Touch\r\n"
)


def as_csv(rows, headings=None):
    """Rows, as dictionaries by heading, as the bytes of a CSV file."""
    rows = list(rows)
    headings = headings or list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_book(rows, headings=None):
    """The same as a workbook."""
    rows = list(rows)
    headings = headings or list(dict.fromkeys(key for row in rows for key in row))
    return as_xlsx(headings, [[row.get(key) for key in headings] for row in rows])


def keep(content, by, name="list.csv"):
    """Keep a file as it comes from a browser, its columns as guessed."""
    content = content.encode() if isinstance(content, str) else content
    return uploads.keep(WHAT, name, content, COLUMNS, by=by)


def look(content, by, name="list.csv"):
    """What bringing a file in would do."""
    return Intake(keep(content, by, name), by=by)


def bring_in(content, by, name="list.csv"):
    """Bring a file in as it would be looked at."""
    upload = keep(content, by, name)
    storing.store(upload, Intake(upload, by=by).versions, by=by)
    return upload


def only(content, by, name="list.csv"):
    """The only row of a file."""
    (row,) = look(content, by, name).rows
    return row


def wrong(content, by, name="list.csv"):
    """What is wrong in a file, as row, column and words."""
    rows = look(content, by, name).rows
    return [(it.row, it.field, it.words) for row in rows for it in row.errors]


def person(reference):
    """The record of a case reference as it is stored now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(YoungPerson).filter_by(case_reference=reference).one_or_none()


def everybody():
    """How many records there are."""
    db.session.rollback()
    return db.session.query(YoungPerson).count()


def send(browser, content, name="list.csv"):
    """Choose a file and say what the columns are, as guessed; return its reference."""
    content = content.encode() if isinstance(content, str) else content
    browser.post("young_people.import_", {"file": (io.BytesIO(content), name)}, follow=False)
    upload = db.session.query(Upload).order_by(Upload.id.desc()).first()
    answers = {f"column-{at}": key for at, key in enumerate(upload.mapping)}
    browser.post("young_people.import_columns", answers, ref=upload.ref, follow=False)
    return upload.ref


def versions(page):
    """What the page of the rows holds of what was looked at."""
    return page.soup.select_one("input[name=versions]")["value"]
