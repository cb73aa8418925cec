"""Offers brought in from a file: every row or none."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from app import clock, db
from app.employers.models import Employer
from app.opportunities import commands
from app.opportunities.intake import storing
from app.opportunities.intake.storing import Intake
from app.opportunities.intake.tables import BadFile, Source
from app.opportunities.models import Opportunity
from app.states import StateChange
from app.tables.models import Upload
from app.tables.problems import RowsWrong

ON = date(2026, 11, 22)
HEAD = "id,employer,kind,sector,title,text,lat,lon,opens,closes,pay_per_hour,skills,days,places"
GOOD = (
    "A1,Garden Invented,job,animals_and_land,Gardener,You dig.,52.0,-0.7,"
    "2026-11-01,2027-01-31,12.71,digging; weeding,mon;fri,2"
)


def csv(*rows, head=HEAD):
    return "\n".join([head, *rows]).encode()


def row(name="A1", **changes):
    cells = dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | {"id": name} | changes
    return ",".join(cells.values())


def intake(content, name="offers.csv", **options):
    return Intake(
        Source(name, content, **{k: options.pop(k) for k in ("most",) if k in options}),
        on=ON,
        **options,
    )


def errors(content, **options):
    return [str(error) for error in intake(content, **options).look().errors]


def offers():
    db.session.rollback()
    return db.session.query(Opportunity).order_by(Opportunity.external_id).all()


def test_a_row_becomes_a_live_offer_of_an_organisation_that_is_made_for_it(app):
    summary = intake(csv(GOOD)).store(by=None)

    assert (summary.rows, summary.new, summary.employers) == (1, 1, 1)
    (offer,) = offers()
    assert (offer.state, offer.origin, offer.places, str(offer.pay_per_hour)) == (
        "LIVE",
        "import",
        2,
        "12.71",
    )
    assert (offer.skills, offer.days, offer.latitude) == (
        ["digging", "weeding"],
        ["mon", "fri"],
        52.0,
    )
    employer = db.session.query(Employer).one()
    assert (employer.name, employer.state, employer.how_heard) == (
        "Garden Invented",
        "APPROVED",
        "import",
    )


def test_looking_stores_nothing(app):
    intake(csv(GOOD)).look()

    assert offers() == []
    assert db.session.query(Employer).count() == 0


def test_the_same_file_again_brings_offers_up_to_date_and_makes_no_second(app):
    intake(csv(row("A1"), row("A2"))).store(by=None)
    offers()[0].places_taken = 2
    db.session.commit()

    summary = intake(
        csv(row("A1", title="New title", places="1"), row("A2", closes="2026-11-01"))
    ).store(by=None)

    assert (summary.new, summary.known) == (0, 2)
    first, second = offers()
    assert (first.title, first.places, first.places_taken) == ("New title", 2, 2)
    assert second.state == "EXPIRED"
    assert db.session.query(StateChange).one().verb == "import"
    assert db.session.query(Employer).count() == 1


def test_what_people_decided_stays(app):
    intake(csv(GOOD)).store(by=None)
    offers()[0].state = "WITHDRAWN_BY_COUNCIL"
    db.session.commit()

    intake(csv(row(title="Again"))).store(by=None)

    assert offers()[0].state == "WITHDRAWN_BY_COUNCIL"


def test_one_bad_row_keeps_all_of_them_out(app):
    with pytest.raises(RowsWrong):
        intake(csv(*(row(f"A{n}") for n in range(50)), row("B", kind="jobb"))).store(by=None)

    assert offers() == []
    assert db.session.query(Employer).count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "jobb"}, "row 2, kind: must be one of Work experience"),
        ({"sector": "magic"}, "row 2, sector: must be one of the campaign’s sectors"),
        ({"title": ""}, "row 2, title: must be given"),
        ({"title": "x" * 121}, "row 2, title: must be 120 characters or fewer, and is 121"),
        ({"closes": "31/02/2027"}, "row 2, closes: must be a real date"),
        ({"pay_per_hour": "lots"}, "row 2, pay_per_hour: must be a number, like 12.71"),
        ({"pay_per_hour": "NaN"}, "row 2, pay_per_hour: must be a number from 0"),
        ({"lat": "120"}, "row 2, lat: must be degrees"),
        ({"lon": ""}, "row 2, lat: needs both lat and lon"),
        ({"places": "0"}, "row 2, places: must be 1 or more"),
        ({"days": "mon; someday"}, "row 2, days: must be days"),
        ({"employer": ""}, "row 2, employer: must be given"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_column(app, changes, words):
    (error,) = errors(csv(row(**changes)))

    assert error.startswith(words)


def test_an_id_that_comes_twice_is_an_error(app):
    assert errors(csv(row("A1"), row("A1"))) == ["row 3, id: comes twice in this file"]


def test_only_the_first_hundred_errors_are_kept(app):
    summary = intake(csv(*(row(str(n), kind="x") for n in range(130)))).look()

    assert (len(summary.errors), summary.more_errors) == (100, 30)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"id,employer\n", "Add a column “kind”"),
        (
            "a.csv",
            csv(GOOD, head=HEAD.replace("places", "colour")),
            "The column “colour” is not known",
        ),
        ("a.csv", csv(GOOD, head=HEAD.replace("lon", "lat")), "Two columns have the same name"),
        ("a.csv", HEAD.encode() + b"\n\xff\xfe\x00bad", "This file is not text"),
        ("a.csv", csv(row(text='"' + "x" * 200_000 + '"')), "This CSV file is broken"),
        ("a.xlsx", b"no workbook", "This is not a workbook"),
        ("a.pdf", b"%PDF", "Choose a CSV or XLSX file"),
        ("a.jsonl", b"{oops", "Line 1 is not JSON"),
        ("a.jsonl", b'{"id": "1", "colour": 2}', "Line 1 has a key that is not known: “colour”"),
        ("a.jsonl", b"[" * 100_000, "Line 1 is not JSON"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(app, name, content, words):
    with pytest.raises(BadFile) as refused:
        intake(content, name).look()

    assert refused.value.words.startswith(words)


def test_more_rows_than_allowed_are_refused(app):
    with pytest.raises(BadFile, match="more than 3 rows"):
        intake(csv(*(row(str(n)) for n in range(4))), most=3).look()


def workbook(*rows):
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_reads_like_a_csv_file(app):
    head = [
        "id",
        "employer",
        "kind",
        "sector",
        "title",
        "closes",
        "places",
        "dbs_required",
        "postcode",
    ]
    cells = [
        "X1",
        "Garden Invented",
        "Job",
        "retail",
        "Seller",
        date(2027, 1, 31),
        3.0,
        True,
        "mk93ej",
    ]

    intake(workbook(head, cells, [None] * 9), "offers.xlsx").store(by=None)

    (offer,) = offers()
    assert (offer.closes, offer.places, offer.dbs_required) == (date(2027, 1, 31), 3, True)
    assert offer.postcode == "MK9 3EJ"
    assert offer.latitude == pytest.approx(52.04, abs=0.02)


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(app):
    file = io.BytesIO()
    packed = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
    with packed, packed.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(300):
            part.write(b"0" * 1_000_000)
    tracemalloc.start()

    with pytest.raises(BadFile, match="larger than 20 MB"):
        intake(file.getvalue(), "bomb.xlsx").look()

    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_json_lines_read_the_format_of_the_engine(app):
    record = {
        "id": "J1",
        "employer": "Garden Invented",
        "kind": "job",
        "sector": "retail",
        "title": "Seller",
        "place": {"lat": 52.1, "lon": -0.6},
        "essential_qualifications": [{"name": "Food hygiene", "level": 2}],
        "remote": False,
        "start": None,
    }

    intake(json.dumps(record).encode(), "offers.jsonl").store(by=None)

    (offer,) = offers()
    assert (offer.latitude, offer.longitude, offer.start) == (52.1, -0.6, None)
    assert offer.essential_qualifications == [{"name": "Food hygiene", "level": 2}]


def test_text_a_spreadsheet_would_calculate_comes_back_as_it_was(app):
    intake(csv(row(title="'=1+1 apples"))).store(by=None)

    assert offers()[0].title == "=1+1 apples"


def test_an_unlawful_row_is_stored_and_paused(app):
    summary = intake(csv(row(pay_per_hour="5.00"))).store(by=None)

    assert summary.paused == 1
    assert offers()[0].state == "PAUSED"


@pytest.mark.parametrize(("policy", "state"), [("approve", "LIVE"), ("review", "SUBMITTED")])
def test_unknown_organisations_are_approved_or_sent_to_the_desk(app, policy, state):
    intake(csv(GOOD), policy=policy).store(by=None)

    assert offers()[0].state == state


def test_unknown_organisations_can_be_refused(app, make):
    assert errors(csv(GOOD), policy="existing") == [
        "row 2, employer: is not an organisation we know: register it first"
    ]
    make.employer(name="Garden Invented", plain_name="garden invented")
    assert errors(csv(GOOD), policy="existing") == []


def test_many_rows_are_stored_in_batches(app, monkeypatch):
    monkeypatch.setattr(storing, "BATCH", 7)

    intake(csv(*(row(f"A{n:03}", employer=f"Firm {n % 5}") for n in range(40)))).store(by=None)

    assert len(offers()) == 40
    assert len({offer.ref for offer in offers()}) == 40
    assert db.session.query(Employer).count() == 5


def upload(browser, content, name="offers.csv", policy="approve"):
    return browser.post(
        "opportunities.import_", {"file": (io.BytesIO(content), name), "policy": policy}
    )


def look(browser, content, **chosen):
    """Upload a file, agree to its columns, and return the page of its rows."""
    upload(browser, content)
    ref = db.session.query(Upload.ref).order_by(Upload.id.desc()).limit(1).scalar()
    mapping = db.session.query(Upload).filter_by(ref=ref).one().mapping
    data = {f"column-{at}": key for at, key in enumerate(mapping)} | chosen
    return browser.post("opportunities.import_columns", data, ref=ref), ref


def test_the_coordinator_looks_at_a_file_and_brings_it_in(browser, coordinator):
    page, ref = look(browser.sign_in(coordinator), csv(row("A1"), row("A2")))
    assert page.h1 == "Look at the rows"
    assert "Bring in 2 offers" in page.buttons()
    assert offers() == []

    browser.post("opportunities.import_preview", ref=ref)

    assert len(offers()) == 2
    assert db.session.query(Upload).one().content == b""


def test_the_coordinator_sees_which_rows_to_mend(browser, coordinator):
    page, ref = look(browser.sign_in(coordinator), csv(row("A1"), row("A2", kind="jobb")))

    assert "must be one of Work experience" in page.text
    assert page.buttons() == []
    sent = browser.get("opportunities.import_errors", ref=ref)
    assert "Row 3: Kind of offer must be one of" in sent.body


def test_a_file_that_is_none_is_said_beside_the_field(browser, coordinator):
    browser.sign_in(coordinator)

    assert upload(browser, b"", "a.csv").errors == ["This file is empty: choose another one"]
    assert upload(browser, b"x", "a.exe").errors == ["Choose a CSV or XLSX file"]
    sent = browser.post("opportunities.import_", {"policy": "approve"})
    assert sent.errors == ["Choose a CSV or XLSX file"]


def run(app, group, *args):
    return app.test_cli_runner().invoke(group, args)


def test_the_command_looks_first_and_stores_when_told(app, tmp_path):
    file = tmp_path / "offers.csv"
    file.write_bytes(csv(GOOD))
    args = ["opportunities", str(file), "--on", "2026-11-22"]

    looked = run(app, commands.import_group, *args)
    assert (looked.exit_code, offers()) == (0, [])
    assert "Nothing was stored" in looked.output

    assert run(app, commands.import_group, *args, "--commit").exit_code == 0
    assert len(offers()) == 1


def test_the_command_names_bad_rows_and_fails(app, tmp_path):
    file = tmp_path / "offers.csv"
    file.write_bytes(csv(row(kind="jobb")))

    answer = run(app, commands.import_group, "opportunities", str(file), "--commit")

    assert answer.exit_code == 2
    assert "row 2, kind: must be one of" in answer.stderr


def test_public_vacancies_are_converted_to_the_import_format(app, tmp_path):
    source, dest = tmp_path / "in.jsonl", tmp_path / "out.csv"
    advert = {
        "id": "n-1",
        "employer": "Invented Trust",
        "kind": "job",
        "sector": "health_and_social_care",
        "title": "=Nurse &amp; carer",
        "place": {"lat": 52.0, "lon": -0.7},
        "closes": (clock.today() + timedelta(days=9)).isoformat(),
    }
    source.write_text(json.dumps(advert) + "\n")

    subprocess.run([sys.executable, "scripts/convert-nhs-jobs", source, dest], check=True)
    Intake(Source(dest.name, dest), on=clock.today()).store(by=None)

    assert offers()[0].title == "=Nurse & carer"
