"""The checklist of an offer: each duty that applies stands there once, and no other does."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from app.guidance.checklist import making
from app.guidance.checklist.safety import TRADES
from app.guidance.checklist.types import Facts
from app.guidance.library import by_slug
from app.guidance.statements import every
from app.opportunities.law.types import Offer
from app.settings import services as reference

TODAY = date(2026, 11, 25)
SECTORS = [row["key"] for row in reference.reference("sectors")]
DATES = st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31))
AGES = st.none() | st.integers(13, 30)
MAYBE = st.sampled_from([None, True, False])
CHECKS = st.sampled_from([None, "none", "basic", "enhanced", "enhanced_barred"])
CASES = 1500


def offers():
    return st.builds(
        Offer,
        kind=st.sampled_from(
            "work_experience taster apprenticeship internship supported mentoring job".split()
        ),
        employer_kind=st.sampled_from([None, "company", "sole_trader", "charity", "public"]),
        min_age=AGES,
        max_age=AGES,
        start=DATES,
        end=DATES,
        unpaid=MAYBE,
        pay_per_hour=st.sampled_from([None, Decimal("9"), Decimal("13")]),
        unpaid_basis=st.sampled_from([None, "shadowing", "course", "funded_scheme", "voluntary"]),
        training_provider=st.sampled_from([None, "Some college"]),
        insurance_until=DATES,
        risk_assessed_on=DATES,
        school_age=MAYBE,
        supervisor_dbs=CHECKS,
        person_dbs=CHECKS,
        regulated_activity=MAYBE,
        supervised_frequently=MAYBE,
    )


FACTS = st.builds(
    Facts,
    offer=offers(),
    today=st.just(TODAY),
    size=st.sampled_from([None, "1-9", "10-49", "50-249", "250+"]),
    sector=st.sampled_from([None, *SECTORS]),
    ring_fenced=st.booleans(),
    remote=st.booleans(),
    met=st.booleans(),
    host=st.booleans(),
    tools=st.booleans(),
    adjustments=st.booleans(),
    approved_employer=st.booleans(),
    approved_offer=st.booleans(),
    stopped=st.frozensets(st.sampled_from(["wage", "hours", "night", "apprenticeship"])),
)


def pay_duties(f, o):
    """What applies about pay, said a second time and in another way."""
    if o.kind == "mentoring":
        return set()
    if o.kind in ("apprenticeship", "job", "internship") or (o.unpaid is False):
        papers = {"wage", "terms", "right_to_work"}
        return papers if o.employer_kind == "public" else papers | {"payroll"}
    if o.unpaid is None:
        return {"pay_open"}
    named = {
        "shadowing": {"unpaid_shadowing"},
        "course": {"unpaid_course"},
        "funded_scheme": {"unpaid_scheme"},
        "voluntary": {"unpaid_voluntary"},
    }
    return named.get(o.unpaid_basis) or (set() if only_pupils(o) else {"unpaid_reason"})


def pupils(o):
    if o.school_age is None:
        return min(o.min_age or 99, o.max_age or 99) < 16
    return o.school_age


def only_pupils(o):
    oldest = o.max_age or 99
    return pupils(o) and (oldest <= 15 or (oldest == 16 and o.school_age is True))


def safety_duties(f, o):
    if o.kind == "mentoring":
        return set()
    young = pupils(o) or min(o.min_age or 99, o.max_age or 99) < 18
    alone = pupils(o) and o.supervised_frequently is True
    long = o.start and o.end and (o.end - o.start).days >= 14
    unusual = o.kind in ("work_experience", "taster", "supported") and long
    wanted = {
        "insurance_public": o.employer_kind == "public",
        "insurance": o.employer_kind != "public",
        "insurance_tell": o.employer_kind != "public" and unusual,
        "risk_young": young,
        "risk_adults": not young,
        "risk_parents": pupils(o),
        "child_permit": pupils(o),
        "child_hours": pupils(o),
        "young_hours": young and not only_pupils(o),
        "equipment": f.tools,
        "trade": f.sector in TRADES,
        "dbs_person": o.regulated_activity is True and not only_pupils(o),
        "dbs_person_off": str(o.person_dbs).startswith("enhanced") and not o.regulated_activity,
        "dbs_supervisor": alone,
        "dbs_supervisor_off": o.supervisor_dbs == "enhanced_barred" and not alone,
    }
    return {key for key, applies in wanted.items() if applies}


def other_duties(f, o):
    town = o.employer_kind == "public"
    duties = {"host", "answer", "review"}
    duties |= {"meetings"} if o.kind == "mentoring" else {"day_one", "adjustments"}
    if o.kind == "apprenticeship":
        duties |= {"provider", "training_plan", "length"}
    if town:
        duties |= {"human_resources"} | ({"ring_fence"} if f.ring_fenced else set())
        duties |= {"fair_interview"} if o.kind in ("job", "apprenticeship") else set()
    return duties


def council_duties(f, o):
    duties = {"check_organisation", "check_offer", "find", "ready", "stays"}
    if o.kind != "mentoring":
        duties |= {"check_law"} | (set() if f.remote else {"the_way"})
        duties |= {"permit"} if pupils(o) else set()
    duties |= {"bursary"} if o.kind == "apprenticeship" else set()
    return duties | ({"guarantee"} if (o.kind, o.employer_kind) == ("job", "public") else set())


@settings(max_examples=CASES)
@given(FACTS)
def test_each_duty_that_applies_appears_exactly_once_and_no_other(facts):
    offer = facts.offer
    lines = making.make(facts)
    yours = {*pay_duties(facts, offer), *safety_duties(facts, offer), *other_duties(facts, offer)}
    wanted = {("you", key) for key in yours}
    wanted |= {("council", key) for key in council_duties(facts, offer)}

    assert Counter((line.who, line.key) for line in lines) == Counter(wanted)


@settings(max_examples=300)
@given(FACTS)
def test_every_line_has_words_and_the_count_adds_up(facts):
    said = {one.key: one for one in every()}
    made = making.checklist(facts, said)
    items = [item for _, group in made.yours for item in group]

    assert made.total == len(items) >= made.open + made.done
    for item in (*items, *made.ours):
        assert item.title
        assert item.why
        assert item.guide is None or item.guide in by_slug()


def test_every_wording_belongs_to_a_rule_and_stands_on_a_statement_that_exists():
    known = {one.key for one in every()}
    words = making.wording()
    rules = {rule.__name__ for rule in making.RULES}

    assert len(words) == len(making.RULES)
    assert {key.partition(".")[2] for key in words} == rules
    for key, one in words.items():
        for said in (one, *one.get("variants", {}).values()):
            assert not said.get("source") or said["source"] in known, key
    assert set(words["you.trade"]["variants"]) == TRADES


def state(facts, key):
    return next(line.state for line in making.make(facts) if line.key == key)


def test_what_the_offer_shows_as_done_is_done():
    week = timedelta(days=7)
    offer = Offer(
        kind="job",
        min_age=16,
        start=TODAY + week,
        end=TODAY + 5 * week,
        pay_per_hour=Decimal("13"),
        insurance_until=TODAY + 5 * week,
        risk_assessed_on=TODAY,
    )
    facts = Facts(offer=offer, today=TODAY, met=True, host=True)

    for key in ("insurance", "risk_young", "wage", "day_one", "host"):
        assert state(facts, key) == "done", key
    assert state(facts, "terms") == "todo"
    assert state(Facts(offer, TODAY, stopped=frozenset({"wage"})), "wage") == "todo"


def test_insurance_that_ends_before_the_last_day_is_still_to_do():
    offer = Offer(kind="job", end=TODAY, insurance_until=TODAY - timedelta(days=1))

    assert state(Facts(offer, TODAY), "insurance") == "todo"
