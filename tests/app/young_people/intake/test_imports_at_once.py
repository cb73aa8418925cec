"""Two imports at the same moment, with real connections: nobody comes in twice."""

from __future__ import annotations

from app import db
from app.accounts.models import User
from app.errors import DomainError
from app.tables.models import Upload
from app.young_people.intake import storing
from app.young_people.intake.looking import Intake
from tests.app.young_people.intake import sheets
from tests.at_once import at_once

TWO = "Person ID,Known as\n1,Ash\n2,Bo\n"


def store(upload, by):
    """A piece of work that brings a file in as it was looked at a moment ago."""
    versions, file, who = Intake(upload, by=by).versions, upload.id, by.id

    def work():
        it, user = db.session.get_one(Upload, file), db.session.get_one(User, who)
        return storing.store(it, versions, by=user)

    return work


def came(answers):
    return sorted("refused" if isinstance(it, DomainError) else "in" for it in answers)


def test_one_file_comes_in_once_however_many_clicks_there_are(app, advisor):
    work = store(sheets.keep(TWO, advisor), advisor)

    assert came(at_once(app, work, work, work)) == ["in", "refused", "refused"]
    assert sheets.everybody() == 2


def test_of_two_files_with_one_reference_one_comes_in_and_the_other_is_told(app, make):
    works = [store(sheets.keep(TWO, by), by) for by in (make.user("advisor"), make.user("advisor"))]

    assert came(at_once(app, *works)) == ["in", "refused"]
    assert sheets.everybody() == 2
