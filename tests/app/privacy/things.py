"""Somebody with something in every table that can hold anything about a young person."""

from __future__ import annotations

from datetime import timedelta

from app import clock, db
from app.audit import services as audit
from app.fairdays.models import FairDay, FairDayOffer, FairDayPerson, FairDayPlace, FairKind, Origin
from app.introductions.models import AnswerLink, Chaser
from app.matches import runs
from app.outbox.models import Message
from app.placements.models import Agreement, FollowUp, Party, PlacementNote, Review
from app.states import StateChange
from app.tables.models import Upload, UploadLine
from app.unlocks.models import UnlockList
from app.voice import links, requests
from app.voice.models import NewsKind, RequestKind, VoiceNews, VoiceSession
from app.young_people.models import Activity, Exclusion, Note, RecordChange, Transfer


def everything(make, name="Juniper", **given):
    """A young person about whom each table says something with their name in it."""
    word = f"{name} said so"
    person = on_the_record(make, name, word, given)
    advisor, now = person.advisor, clock.now()
    offer = make.opportunity()
    runs.run("test", [person.id])
    suggestion = make.suggestion(person, offer, reason=word)
    introduction = make.introduction(
        *(person, offer),
        state="ACCEPTED",
        message=word,
        card={"words": word},
        interview_notes=word,
        interview_where=word,
        words_for_young_person=word,
        note_for_advisor=word,
    )
    placement = make.placement(introduction, state="COMPLETED", ended_why=word)
    with db.transaction():
        link, _ = links.make(person, "text", by=advisor, leaves_at=now)
        requests.ask(person, RequestKind.COMPLAIN, word)
        audit.record("young_person.read", "young_person", person.ref, by=advisor)
    on_a_fair_day(make, person, offer, suggestion, word)
    db.session.add_all(of_the_record(make, person, word))
    db.session.add_all(of_the_place(placement, introduction, word, advisor))
    db.session.add_all(of_their_page(person, link, introduction, word))
    db.session.commit()
    return person


def on_the_record(make, name, word, given):
    return make.young_person(
        preferred_name=name,
        surname=f"{name}son",
        email=f"{name.lower()}@demo.example",
        phone="+447700900" + str(100 + sum(map(ord, name)) % 800),
        case_reference=f"UO-{name}",
        own_words=word,
        advisor_notes=word,
        state_reason=word,
        what_would_change=word,
        working_style=word,
        experience=[word],
        skills=[{"name": word, "evidence": "said"}],
        **given,
    )


def on_a_fair_day(make, person, offer, suggestion, word):
    now, today, advisor = clock.now(), clock.today(), person.advisor
    number = make.user("coordinator").id
    day = make._add(
        FairDay(
            name="A day",
            kind=FairKind.CAREERS_FAIR,
            begins=today,
            created_at=now,
            created_by_id=number,
        )
    )
    place = make._add(FairDayOffer(fair_day_id=day.id, opportunity_id=offer.id, places=1))
    guest = make._add(
        FairDayPerson(
            fair_day_id=day.id,
            young_person_id=person.id,
            number=1,
            reason=word,
            invited_by_id=advisor.id,
            invited_at=now,
            options=[{"words": word}],
        )
    )
    make._add(
        FairDayPlace(
            person_id=guest.id,
            offer_id=place.id,
            origin=Origin.STABLE,
            reason=word,
            suggestion_id=suggestion.id,
        )
    )


def of_the_record(make, person, word):
    now, whose, by = clock.now(), person.id, person.advisor_id
    upload = make._add(
        Upload(
            what="caseload",
            file_name="list.csv",
            content=word.encode(),
            by_id=by,
            at=now,
            stored_at=now,
        )
    )
    before = {"preferred_name": person.preferred_name}
    step = {"machine": "young_person", "subject_id": whose, "verb": "not_now"}
    return [
        Exclusion(young_person_id=whose, area="MK6", reason=word),
        Activity(young_person_id=whose, code="F4", since=clock.today(), at=now),
        Transfer(young_person_id=whose, to_id=by, by_id=by, reason=word, at=now),
        RecordChange(young_person_id=whose, field="own_words", before="", after=word, at=now),
        Note(young_person_id=whose, words=word, by_id=by, at=now),
        StateChange(**step, from_state="READY", to_state="NOT_NOW", reason=word, at=now),
        UploadLine(
            upload_id=upload.id, subject="young_person", subject_id=whose, version=1, before=before
        ),
        UnlockList(young_person_id=whose, stands_on="x", made_at=now, lines=[{"words": word}]),
    ]


def of_the_place(placement, introduction, word, advisor):
    now, where = clock.now(), {"placement_id": placement.id}
    key = word[:20].replace(" ", "").ljust(64, "x")
    return [
        Chaser(introduction_id=introduction.id, after_days=3, at=now),
        AnswerLink(digest=key, introduction_id=introduction.id, user_id=advisor.id, made_at=now),
        Agreement(
            **where, party=Party.YOUNG_PERSON, by_id=advisor.id, on_behalf_reason=word, at=now
        ),
        PlacementNote(**where, party=Party.EMPLOYER, face=2, words=word, at=now),
        Review(**where, party=Party.EMPLOYER, face=3, words=word, at=now),
        FollowUp(**where, weeks=4, due=clock.today(), words=word),
    ]


def of_their_page(person, link, introduction, word):
    now, key = clock.now(), word[:20].replace(" ", "").ljust(64, "y")
    letter = {"subject": "A message", "created_at": now, "due_at": now + timedelta(days=1)}
    return [
        VoiceSession(
            digest=key, link_id=link.id, young_person_id=person.id, made_at=now, seen_at=now
        ),
        VoiceNews(young_person_id=person.id, kind=NewsKind.WORDS, words=word, at=now),
        Message(
            key=f"voice-link-{link.id}",
            template="voice_link",
            to_address=person.phone,
            body=word,
            channel="text",
            **letter,
        ),
        Message(
            key=f"introduction-yes:{introduction.ref}:1:x",
            template="introductions_yes",
            to_address="boss@demo.example",
            body=f"About {person.preferred_name}",
            **letter,
        ),
    ]
