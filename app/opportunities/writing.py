"""What a page of the builder needs: its form, filled in, and what was said about its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.opportunities import answers as kept
from app.opportunities import barriers, checking, presenting, sections
from app.opportunities.answers import Answers
from app.opportunities.forms import builder, people
from app.opportunities.forms.parts import SectionForm
from app.opportunities.forms.week import HoursForm
from app.opportunities.lawful import Finding
from app.opportunities.models import Opportunity, ReviewComment
from app.opportunities.presenting import Fact
from app.opportunities.sections import Section
from app.settings import services as settings

FORMS: dict[str, type[SectionForm]] = {
    "kind": builder.KindForm,
    "doing": builder.DoingForm,
    "where": builder.WhereForm,
    "dates": builder.DatesForm,
    "hours": HoursForm,
    "pay": builder.PayForm,
    "apprenticeship": people.ApprenticeshipForm,
    "who": people.WhoForm,
    "asks": people.AsksForm,
    "checks": people.ChecksForm,
    "safety": people.SafetyForm,
    "day_one": people.DayOneForm,
    "support": builder.SupportForm,
}


@dataclass(frozen=True)
class Notes:
    """What the law and the council say, by field."""

    findings: tuple[Finding, ...] = ()
    comments: tuple[ReviewComment, ...] = ()

    def about(self, *names: str) -> Notes:
        """Return what is said about these fields."""
        return Notes(
            tuple(found for found in self.findings if found.field in names),
            tuple(comment for comment in self.comments if comment.field in names),
        )


def notes(opportunity: Opportunity, *, open_only: bool = True) -> Notes:
    """Return everything that is said about an offer now."""
    comments = (c for c in opportunity.comments if not (open_only and c.resolved_at))
    return Notes(tuple(checking.findings(opportunity)), tuple(comments))


def form_for(section: Section, opportunity: Opportunity) -> SectionForm:
    """Return a section’s form with the answers there are, or with what was sent."""
    answers = kept.current(opportunity)
    made = FORMS[section.key]
    shown = _filled(made, answers) | {"version": opportunity.version}
    form = made(data=shown)
    if isinstance(form, builder.KindForm):
        form.with_sectors(settings.sector_choices())
    if isinstance(form, builder.PayForm | people.ChecksForm):
        form.suited(answers, opportunity.employer.kind.value)
    return form


def _filled(made: type[SectionForm], answers: Answers) -> dict[str, Any]:
    filled = getattr(made, "filled", None)
    return dict(filled(answers)) if filled else builder.plain(made, answers)


def sector_names() -> dict[str, str]:
    """Return each sector’s name by its key."""
    return dict(settings.sector_choices())


def find_section(key: str, answers: Answers) -> Section | None:
    """Return a section by its key, if it applies to this offer."""
    section = sections.BY_KEY.get(key)
    return section if section and section.asked(answers) else None


def remarks(section: Section, opportunity: Opportunity) -> set[str]:
    """Return what is to be read on this section’s page: of the law, and of wishes that keep people out."""
    answers, names = kept.current(opportunity), {*section.fields, *section.about}
    found = {f.rule for f in checking.findings(opportunity) if f.field in names}
    wishes = [*barriers.wishes(answers), *barriers.in_words(answers)]
    return found | {f"{wish.where} {wish.words}" for wish in wishes if wish.where in names}


def pages(
    answers: Answers, notes: Notes, names: dict[str, str]
) -> list[tuple[Section, list[Fact]]]:
    """Return each section with its answers; what nobody said and nobody needs is left out."""
    return [(page, _worth_seeing(page, answers, notes, names)) for page in sections.asked(answers)]


def _worth_seeing(
    page: Section, answers: Answers, notes: Notes, names: dict[str, str]
) -> list[Fact]:
    wanted = set(page.missing(answers))
    facts = presenting.facts(answers, page.fields, names)
    said = [f for f in facts if f.value or f.name in wanted or notes.about(f.name) != Notes()]
    return said or facts[:1]
