"""Guessing references: nothing is hit, and the answers do not say how near a guess came."""

from __future__ import annotations

import random
import re
import string

from app import db
from app.db import new_ref
from app.young_people.models import YoungPerson
from tests.trust.figures import figure, tries
from tests.trust.record import browser_of, whole_record

GUESSES = tries(80, 2_000)
ADDRESSES = (
    "/young-people/{ref}",
    "/young-people/{ref}/history",
    "/young-people/{ref}/suggestions",
    "/young-people/{ref}/their-page",
    "/introductions/{ref}",
)
LETTERS = string.ascii_letters + string.digits + "-_"
CHANGING = re.compile(r'nonce(?:="|-)[\w-]+|<input[^>]*name="(?:csrf_token|once)"[^>]*>')


def near(ref, luck):
    """A reference with one letter changed, as somebody would try who knows one."""
    place = luck.randrange(len(ref))
    return ref[:place] + luck.choice(LETTERS) + ref[place + 1 :]


def guesses(known, luck):
    """What somebody would try: near ones, the same backwards, in another case, and any at all."""
    while True:
        ref = luck.choice(known)
        yield near(ref, luck)
        yield ref[::-1]
        yield ref.swapcase()
        yield "".join(luck.choice(LETTERS) for _ in ref)


def told(answer, ref):
    """What an answer says, in bytes and headers, but for the reference itself."""
    body = CHANGING.sub("", answer.get_data(as_text=True)).replace(ref, "")
    headers = {name for name, _ in answer.headers if name != "Set-Cookie"}
    return (
        answer.status_code,
        len(body),
        hash(body),
        tuple(sorted(headers)),
        answer.headers.get("ETag"),
    )


def ask(browser, address):
    """One request; its answer is not read as a page, since there are thousands."""
    with browser.app.app_context():
        return browser.client.get(address)


def test_no_guess_is_hit_and_a_foreign_record_answers_like_none(app, make, advisor, manager):
    people = [whole_record(make, advisor, manager)[0]]
    people += [make.young_person(advisor=advisor) for _ in range(4)]
    known, luck = [person.ref for person in people], random.Random(29)
    browser = browser_of(app, make.user("advisor"))
    hits, answers, maker = [], {address: set() for address in ADDRESSES}, guesses(known, luck)
    for turn in range(GUESSES):
        address, guess = ADDRESSES[turn % len(ADDRESSES)], next(maker)
        if guess in known:
            continue
        answer = ask(browser, address.format(ref=guess))
        answers[address].add(told(answer, guess))
        hits += [guess] if answer.status_code != 404 else []
    apart = []
    for address in ADDRESSES[:4]:
        for ref in known:
            foreign = told(ask(browser, address.format(ref=ref)), ref)
            if answers[address] != {foreign}:
                apart.append(address)

    figure("T3", "guessed references that hit something", len(hits), GUESSES)
    figure(
        "T3", "foreign records whose answer differs in a byte from none", len(apart), 4 * len(known)
    )
    assert hits == []
    assert apart == []


def test_references_are_128_bits_of_chance_and_say_nothing_of_order(app, make, advisor):
    refs = [make.young_person(advisor=advisor).ref for _ in range(12)]

    assert {len(ref) for ref in refs} == {22}
    assert refs != sorted(refs)
    assert len({new_ref()[:6] for _ in range(2_000)}) == 2_000
    assert db.session.query(YoungPerson).count() == 12
