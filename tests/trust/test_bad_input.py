"""Bad input in every form, query and address: a clear answer, nothing half-saved, nothing typed lost."""

from __future__ import annotations

import os
import random
import re
from itertools import zip_longest

import pytest

from app.typed import clean
from tests.conftest import ENGINE
from tests.trust import busy
from tests.trust.filling import EXTRA, FILES, NASTY, plausible, replaced, without
from tests.trust.walk import takes_reference
from tests.trust.world import NOBODY, WALKERS, WRITTEN_BY_READING, nothing_in

# How many of the nasty values each form gets in one field alone, and in all fields at once; how many
# impossible answers; how many nasty queries. Every form is sent on every run; which values it gets is
# drawn by its name, so all of them come up over all forms. BAD_INPUT=all sends each form all of them.
EVERYTHING = os.environ.get("BAD_INPUT") == "all"
ALONE, TOGETHER, TRIES, QUERIES = (len(NASTY),) * 4 if EVERYTHING else (1, 2, 3, 2)
# A refused form may leave behind that it was sent, and that somebody guesses.
NOISE = WRITTEN_BY_READING | {"form_token"}
KEPT_SECRET = {"password"}
TOUCH = "UPDATE user_session SET seen_at"


@pytest.fixture(scope="module")
def sheets(atlas):
    found = [sheet for sheet in busy.one_of_each(atlas) if sheet.form.method == "POST"]
    return [s for s in found if s.role == NOBODY or NOBODY not in atlas.roles(s.endpoint)]


class Trial:
    """Sends one form again and again from the same start, and notes what went wrong."""

    def __init__(self, world, start):
        self.world, self.start, self.wrong = world, start, []
        self.sent = self.accepted = 0

    def send(self, sheet, pairs, why, **sent):
        visitor = self.world.walker(sheet.role)
        self.world.written.clear()
        self.sent += 1
        answer = visitor.post(sheet.action, pairs, **sent)
        if answer.status >= 500:
            self.wrong.append(f"{sheet}: {why}: {answer.status} {self.world.raised[:1]}")
        passed, touched = 300 <= answer.status < 400, self.world.touched()
        self.accepted += passed
        if touched - NOISE and not passed and self.world.print(but=NOISE) != self.start:
            self.wrong.append(f"{sheet}: {why}: answered {answer.status}, yet something was kept")
        if passed or touched - {"audit_event", "form_token"}:
            self.world.restore()
        return answer

    def check_typed(self, sheet, pairs, why, answer):
        if 300 <= answer.status < 400 or answer.status >= 500 or answer.status == 429:
            return
        shown = {
            name: field for form in answer.reading.forms for name, field in form.fields.items()
        }
        for field in sheet.form.texts:
            typed = [value for name, value in pairs if name == field.name]
            if field.kind in KEPT_SECRET or not typed or not typed[0]:
                continue
            if field.name not in shown:
                self.wrong.append(f"{sheet}: {why}: {answer.status}, the form did not come back")
                return
            if not same(typed[0], shown[field.name].value):
                back = shown[field.name].value[:40]
                self.wrong.append(f"{sheet}: {why}: “{field.name}” came back as {back!r}")


def same(typed, shown):
    """Whether a box still holds what was typed, cleaned as text is and cut as dates are."""
    if isinstance(typed, bytes):
        return True  # nobody types broken bytes; that the page comes back is enough
    # Numbers of companies come back in capitals and without gaps, which is no loss.
    wanted, now = (re.sub(r"\s", "", clean(words, lines=True)).upper() for words in (typed, shown))
    return now[:25] == wanted[:25] or not wanted


@pytest.fixture
def trial(world):
    return Trial(world, world.print(but=NOISE))


def nasties(sheet):
    """A fair share of the nasty values for this form: all of them over a few forms."""
    luck = random.Random(f"{sheet.role} {sheet.endpoint}")
    return luck.sample(sorted(NASTY), len(NASTY)), luck


def test_nasty_text_in_any_field_is_answered_and_stays_in_its_box(trial, sheets):
    with_text = [sheet for sheet in sheets if sheet.form.texts]
    for sheet in with_text:
        names, luck = nasties(sheet)
        texts = [field.name for field in sheet.form.texts]
        for kind in names[:TOGETHER]:
            filled = plausible(sheet.form, luck)
            pairs = replaced(filled, dict.fromkeys(texts, NASTY[kind]))
            trial.check_typed(sheet, pairs, kind, trial.send(sheet, pairs, f"{kind} everywhere"))
        for kind in names[-ALONE:]:
            field = luck.choice(texts)
            pairs = replaced(plausible(sheet.form, luck), {field: NASTY[kind]})
            answer = trial.send(sheet, pairs, f"{kind} in “{field}”")
            trial.check_typed(sheet, pairs, f"{kind} in “{field}”", answer)

    nothing_in(trial.wrong)
    assert len(with_text) >= 30
    assert trial.accepted >= trial.sent * 0.05, "hardly anything gets as far as being kept"


def wrong_answers(form, pairs, luck):
    """Answers no browser would send, each with what is wrong with them."""
    asked = [field.name for field in form.fields.values() if field.name != "csrf_token"]
    yield "nothing at all", []
    yield "half of it", without(pairs, set(luck.sample(asked, len(asked) // 2)))
    yield "everything twice", pairs + [(name, "twice") for name, _ in pairs]
    choices = [field.name for field in form.choices]
    for value in ("no-such-answer", "9" * 30, NASTY["surrogates"]) if choices else ():
        added = [(name, value) for name in choices if name not in dict(pairs)]
        yield f"{value!r} as a choice", replaced(pairs, dict.fromkeys(choices, value)) + added
    hidden = [field.name for field in form.fields.values() if field.kind == "hidden"]
    for value in ("", "9" * 30, "-1", NASTY["nul"]):
        yield f"{value!r} where nobody types", replaced(pairs, dict.fromkeys(hidden, value))


def test_missing_repeated_and_impossible_answers_are_answered(trial, sheets):
    for sheet in sheets:
        _, luck = nasties(sheet)
        pairs = plausible(sheet.form, luck)
        tries = list(wrong_answers(sheet.form, pairs, luck))
        for why, answers in luck.sample(tries, min(TRIES, len(tries))):
            trial.send(sheet, answers, why)

    nothing_in(trial.wrong)


def test_files_of_any_bytes_are_answered(trial, sheets):
    with_files = [sheet for sheet in sheets if sheet.form.files]
    for sheet in with_files:
        for (kind, content), name in zip(
            sorted(FILES.items()),
            ["a.csv", "b.xlsx", "c.csv", "d.xlsx", "e.csv", "f.xls", "../g.csv"],
            strict=True,
        ):
            pairs = plausible(sheet.form, random.Random(1))
            files = {field.name: (content, name) for field in sheet.form.files}
            trial.send(sheet, replaced(pairs, files), f"a file of {kind}")
            texts = {field.name: content for field in sheet.form.files}
            trial.send(sheet, replaced(pairs, texts), f"{kind} instead of a file")

    nothing_in(trial.wrong)


def test_fields_nobody_was_asked_for_change_nothing(trial, world, sheets):
    """Every statement the form causes is the same with them and without them."""
    differing = []
    for sheet in sheets if ENGINE == "sqlite" else sheets[::3]:
        extra = [(name, value) for name, value in EXTRA if name not in sheet.form.fields]
        pairs = plausible(sheet.form, random.Random(5))
        written = []
        for more in ([], extra):
            world.written.clear()
            world.walker(sheet.role).post(sheet.action, pairs + more)
            # A visit is noted once a minute, so it may fall into either of the two.
            kept = [row for row in world.written if not row[0].startswith(TOUCH)]
            written.append([shape(statement, values) for statement, values in kept])
            if world.written:
                world.restore()
        if written[0] != written[1]:
            apart = [pair for pair in zip_longest(*written) if pair[0] != pair[1]]
            differing.append(f"{sheet}: {apart[0]}")

    nothing_in(differing)


CHANGES = re.compile(
    r"\$argon2id\$[^']*|[\w-]{22,}|datetime\([^)]*\)"
    r"|\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}[.\d]*"
)


def shape(statement, values):
    """A statement and what it writes, without what differs each time by nature."""
    table = statement.split()[2 if statement.upper().startswith(("INSERT", "DELETE")) else 1]
    if table.strip('"') in NOISE | {"message"}:
        return table  # messages carry secrets and the time in their text; that one is posted counts
    return statement[:200] + CHANGES.sub("*", repr(plain(values)))


def plain(value):
    """A value with the files in it told by what is in them, not by where they lie in memory."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(plain(one) for one in value)
    return bytes(value) if isinstance(value, memoryview) else value


def test_a_script_that_was_typed_is_shown_and_never_run(world, atlas, sheets):
    payload = NASTY["script"]
    for sheet in sheets:
        if sheet.endpoint.startswith("accounts.") and sheet.role != "admin":
            continue
        texts = [f.name for f in sheet.form.texts if not re.search(r"-(day|month|year)$", f.name)]
        free = [name for name in texts if not re.search("email|phone|postcode|time|pay|old", name)]
        filled = plausible(sheet.form, random.Random(9))
        if not busy.spoils(sheet):
            world.walker(sheet.role).post(
                sheet.action, replaced(filled, dict.fromkeys(free, payload))
            )

    live, shown = [], 0
    for role, address in pages_of_each(atlas):
        answer = world.walker(role).get(address)
        if answer.status >= 500:
            live.append(f"{role} {address} {answer.status} {world.raised[:1]}")
        text = answer.text if answer.is_page else ""
        shown += "&lt;script&gt;alert(1)" in text
        if "<script>alert(" in text or "<svg/onload" in text:
            live.append(f"{role} {address}")
        if answer.is_page and answer.reading.live:
            live.append(f"{role} {address} {answer.reading.live}")

    nothing_in(live)
    assert shown >= 10, "the payload was hardly kept anywhere, so nothing is proved"


def pages_of_each(atlas):
    """Every page that somebody found; what everybody may open, as nobody in particular opens it."""
    for (role, address), answer in atlas.answers.items():
        endpoint = (atlas.match(address) or ("", {}))[0]
        public = endpoint and NOBODY in atlas.roles(endpoint)
        if answer.is_page and (role == NOBODY or not public):
            yield role, address


def test_nasty_queries_are_answered_on_every_page(world, atlas):
    wrong = []
    for (endpoint, role), stops in sorted(atlas.stops.items()):
        if not stops:
            continue
        luck = random.Random(f"{endpoint} {role}")
        names = sorted(atlas.queries.get(endpoint, set())) or ["page"]
        path = stops[0].address.split("?")[0]
        values = luck.sample(sorted(NASTY), min(QUERIES, len(NASTY)))
        if role != "nobody" and "nobody" in atlas.roles(endpoint):
            continue
        for kind in values:
            sent = dict.fromkeys([*names, "next", "sort", "page"], NASTY[kind])
            answer = world.walker(role).ask("GET", path, query_string=sent)
            if answer.status >= 500 and endpoint != "home.readyz":
                wrong.append(f"{role} {path} {kind}: {answer.status} {world.raised[:1]}")

    nothing_in(wrong)


PARTS = [
    *("%00", "%ff%fe%fd", "..%2f..%2fetc%2fpasswd", "'%20OR%201=1--", "a" * 5_000),
    *("%F0%9F%A7%81", "-1", "9" * 40, "%0d%0aSet-Cookie:x=1", "{{7*7}}", "%E2%80%AE", "%25" * 22),
]


def test_nasty_parts_of_addresses_are_answered_with_404(world, atlas):
    """But for the pattern pages, which take any word and show the same samples."""
    wrong = []
    for rule in sorted(atlas.rules("GET"), key=lambda rule: rule.rule):
        luck = random.Random(rule.rule)
        role = [*atlas.roles(rule.endpoint)][-1]
        for name in sorted(rule.arguments):
            for part in [*luck.sample(PARTS, 4), "'" * 22, "%F0%9F%A7%81" * 22]:
                path = with_part(atlas, rule, role, name, part)
                answer = world.walker(role).get(path)
                allowed = {400, 404, 410} | ({200} if rule.endpoint == "design.home" else set())
                if answer.status not in allowed and atlas.match(path):
                    wrong.append(f"{role} {rule.endpoint} {path[:90]}: {answer.status}")

    nothing_in(wrong)


def with_part(atlas, rule, role, name, part):
    """An address of this rule that works, but for one part of it."""
    stops = atlas.stops[rule.endpoint, role]
    values = (atlas.match(stops[0].address) or ("", {}))[1] if stops else {}
    path = rule.rule
    for each in rule.arguments:
        other = str(values.get(each, "AAAAAAAAAAAAAAAAAAAAAA"))
        path = re.sub(
            rf"<(?:[^<>]*:)?{each}>", lambda _, n=each, o=other: part if n == name else o, path
        )
    return path


def test_a_reference_that_does_not_exist_is_not_found(world, atlas):
    wrong = []
    for rule in sorted(atlas.rules("GET") + atlas.rules("POST"), key=lambda rule: rule.rule):
        references = [name for name in rule.arguments if takes_reference(rule, name)]
        for role in atlas.roles(rule.endpoint) if references else ():
            path = with_part(atlas, rule, role, references[0], "AAAAAAAAAAAAAAAAAAAAAA")
            for method in sorted({"GET", "POST"} & rule.methods):
                visitor = world.walker(role)
                answer = visitor.get(path) if method == "GET" else visitor.post(path)
                if answer.status != 404:
                    wrong.append(f"{role} {method} {rule.rule}: {answer.status}")

    nothing_in(wrong)
    assert set(WALKERS) > {"nobody"}
