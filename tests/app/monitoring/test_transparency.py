"""What the public reads is the engine that stands: every rule, every part, every setting, no person."""

import json
import re
from datetime import date, timedelta

import pytest
import time_machine

import matching
from app import clock, db
from app.matches import runs
from app.matches.engine import about
from app.matches.engine.ranking import ENGINE_VERSION
from app.matches.models import MatchRun, RunState
from app.matches.states import SUGGESTION
from app.monitoring import public, record, record_words
from app.settings import services as settings

PUBLIC = ("transparency.page", "transparency.record", "transparency.record_json")
# Every field of the standard, so that none can be dropped unnoticed.
FIELDS = {
    "1": ["Name", "Description", "Website URL", "Contact email"],
    "2.1": [
        "Organisation or department", "Team", "Senior responsible owner", "Third party involvement",
        "Supplier or developer", "Companies House number", "Role of the supplier",
        "Procurement procedure type", "Terms of the supplier’s access to data",
    ],
    "2.2": ["Detailed description", "Scope", "Benefit", "Previous process", "Alternatives considered"],
    "2.3": [
        "Integration into the process", "Information provided to the decision maker",
        "Frequency and scale of usage", "Human decisions and review", "Required training",
        "Appeals and review",
    ],
    "2.4": [
        "System architecture", "Phase", "Maintenance", "Models", "Model name", "Model version",
        "Model task", "Model input", "Model output", "Model architecture: rules",
        "Model architecture: what counts, and how much", "Model architecture: settings",
        "Model performance", "Datasets and their purposes", "Source data name", "Data modality",
        "Data description", "Data quantities", "Sensitive attributes",
        "Data completeness and representativeness", "Source data URL", "Data collection",
        "Data cleaning", "Data sharing agreements", "Data processing and access", "Data storage",
    ],
    "2.5": ["Impact assessments", "Risks and mitigations"],
    "M": [
        "Phase", "Function", "Region", "Organisation", "First published",
        "Last change of the model", "Last change of a setting", "Generated on",
    ],
}  # fmt: skip


def fields(found=None):
    """Every field of the record by its number."""
    return {
        field.number: field
        for section in (found or record.record()).sections
        for field in section.fields
    }


def published_run(weights, *, version=ENGINE_VERSION, day=None, people=40):
    """A run that was published with these weights."""
    run = MatchRun(
        trigger="nightly", state=RunState.PUBLISHED, engine_version=version, weights=weights,
        options={"floor": 0.5}, digests={}, on_day=day or clock.today(), people=people,
        opportunities=30, started_at=clock.now(), beat_at=clock.now(),
    )  # fmt: skip
    db.session.add(run)
    db.session.commit()
    return run


def other_weights(**values):
    """Weights as they are kept, a few of them changed."""
    kept = about.own_weights()
    return matching.Weights(kept["values"] | values, "learnt").to_json()


def test_every_field_of_the_standard_is_there(app):
    found = {
        section.number: [field.name for field in section.fields]
        for section in record.record().sections
    }

    assert found == FIELDS


def test_no_field_is_empty_and_what_the_council_must_say_is_not_invented(app):
    found = fields()

    assert all(field.lines and all(field.lines) for field in found.values())
    for number in ("2.1.3", "2.1.4.1", "2.1.4.2", "2.1.4.4", "2.3.5", "2.5.1", "1.3"):
        assert found[number].lines == ["To be set by the Council"]
        assert found[number].is_missing


def test_the_file_says_the_same_as_the_page(browser):
    page = browser.get("transparency.record")
    content = json.loads(browser.get("transparency.record_json").body)
    lines = [
        line
        for section in content["sections"]
        for field in section["fields"]
        for line in field["value"] or ["To be set by the Council"]
    ]

    assert len(content["sections"]) == 7
    assert all(" ".join(line.split()) in page.text for line in lines)


def test_a_setting_the_council_makes_is_on_the_record_from_its_first_day(app, admin):
    tomorrow = clock.today() + timedelta(days=1)
    settings.set_value(
        "record.owner", "Director of Children’s Services", valid_from=tomorrow, source="Minute 7",
        by=admin,
    )  # fmt: skip
    assert fields()["2.1.3"].is_missing

    settings.set_value(
        "record.owner", "Head of Corporate Parenting", valid_from=clock.today(), source="Minute 8",
        by=admin,
    )  # fmt: skip
    field = fields()["2.1.3"]

    assert (field.lines, field.since, field.source) == (
        ["Head of Corporate Parenting"], clock.today(), "Minute 8"
    )  # fmt: skip


def test_a_changed_setting_of_matching_changes_page_and_record(browser, admin):
    settings.set_value(
        "matching.coverage_floor", 0.65, valid_from=clock.today(), source="Agreed", by=admin
    )

    assert "65%" in browser.get("transparency.page").text
    assert any("65%" in line for line in fields()["2.4.2.8"].lines)
    assert fields()["M.7"].lines == [
        f"{clock.today():%A} {clock.today().day} {clock.today():%B %Y}"
    ]


def test_new_weights_change_page_and_record_and_say_since_when(browser):
    before = published_run(about.own_weights(), day=date(2026, 3, 2))
    published_run(other_weights(pay=9.5), day=date(2026, 4, 6))
    page = browser.get("transparency.page").text
    found = fields()

    assert "“Pay” can add the most points" in page
    assert "began on Monday 6 April 2026" in page
    assert "The one before was last used on Monday 2 March 2026" in page
    assert found["2.4.2.7"].lines[0].startswith("Pay: 9.5 (counts most)")
    assert before.weights["digest"] not in found["2.4.2.2"].lines[0]
    assert found["M.6"].lines == ["Monday 6 April 2026"]


def test_the_same_model_stands_since_its_first_run_however_many_followed(app):
    for day in (2, 3, 4):
        published_run(about.own_weights(), day=date(2026, 3, day))

    assert public.public().model.since == date(2026, 3, 2)


def test_every_rule_every_part_and_everything_kept_back_is_on_the_page(browser):
    page = browser.get("transparency.page").text
    shown = [rule.words for rule in about.rules()]
    shown += [term.label for term in about.terms() if not term.needs_a_log]
    shown += [line.words for line in about.inputs().looked_at] + list(about.inputs().never)

    assert [words for words in shown if words not in page] == []


def test_every_setting_of_matching_and_learning_has_its_words_on_the_page(browser):
    page = browser.get("transparency.page").text
    keys = [row.key for row in public.in_force()]

    assert {"matching.top", "learning.two_people"} <= set(keys)
    assert [key for key in keys if key not in public.LABELS] == []
    assert [key for key in keys if public.LABELS[key] not in page] == []


def test_before_any_run_the_engines_own_model_is_described(browser):
    page = browser.get("transparency.page").text

    assert "No list has been made yet" in page
    assert ENGINE_VERSION in page


def put_aside(make, advisor, count):
    """So many suggestions an advisor added once and puts aside now."""
    for _ in range(count):
        row = make.suggestion(state="SUGGESTED", origin="advisor")
        with db.transaction():
            SUGGESTION.apply(row, "dismiss", by=advisor, reason="Too far")


def test_public_figures_stop_at_the_end_of_last_month(make):
    with time_machine.travel("2026-10-20", tick=False):
        advisor = make.user("advisor")
        put_aside(make, advisor, 12)
    with time_machine.travel("2026-11-20", tick=False):
        put_aside(make, advisor, 30)
        shown = dict(public.uptake().steps)

        assert public.uptake().until == date(2026, 10, 31)
        assert shown["Put aside by an advisor"].words == "about 10"
        assert shown["Added by an advisor, not by the computer"].words == "about 10"


@pytest.mark.parametrize("few", [1, 3, 5])
def test_no_small_number_is_published(browser, make, few):
    with time_machine.travel(clock.now() - timedelta(days=40), tick=False):
        for _ in range(few):
            make.suggestion(state="YP_INTERESTED", origin="advisor")
    page = browser.get("transparency.page")
    table = page.soup.find("caption", string=re.compile("What people did")).find_parent("table")
    cells = [cell.get_text(strip=True) for cell in table.find_all("td")]

    assert len(cells) == 5
    assert set(cells) <= {"0 to 5", "not shown"}


def test_how_many_people_it_is_used_for_is_rounded_and_a_month_old(app):
    with time_machine.travel(clock.now() - timedelta(days=40), tick=False):
        published_run(about.own_weights(), people=43)
    published_run(about.own_weights(), people=49)
    words = " ".join(fields()["2.3.3"].lines)

    assert "about 45 young people" in words
    assert "49" not in words


def test_nobody_is_named_on_any_public_page(browser, make):
    advisor = make.user("advisor")
    make.opportunity()
    for _ in range(3):
        make.young_person(advisor=advisor, own_words="my dog is called Zebedee")
    runs.run("nightly")

    for page in PUBLIC:
        body = browser.get(page).body
        assert not re.search(r"Robin\d|Invented|Zebedee|Bakery Number|advisor\d", body)


def test_everybody_may_read_it_without_signing_in(browser):
    assert {browser.get(page).status for page in PUBLIC} == {200}


def test_the_words_that_never_change_are_marked_as_words(app):
    origins = {field.name: field.origin for field in fields().values()}

    assert origins["Scope"] == "words"
    assert origins["Model architecture: rules"] == "engine"
    assert origins["Team"] == "setting"
    assert len(record_words.FIXED) < sum(origin == "engine" for origin in origins.values()) + 12


def syllables(word):
    groups = re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))
    return max(1, len(groups))


def test_an_eleven_year_old_can_read_the_page(browser):
    soup = browser.get("transparency.page").soup
    spoken = soup.select("main p, main li")
    sentences = [
        sentence
        for node in spoken
        for sentence in re.split(r"(?<=[.?!:])\s+", node.get_text(" ", strip=True))
        if len(sentence.split()) > 2
    ]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z’]+", sentence)]
    # Flesch and Kincaid: school years of the United States; an eleven-year-old is in the sixth.
    grade = (
        0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    )

    assert len(sentences) > 60
    assert grade <= 6
