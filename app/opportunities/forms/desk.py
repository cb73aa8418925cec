"""The questions of the vetting desk and of the public list."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.fields import Length, options, text
from app.opportunities import queue, sections, wording
from app.opportunities.forms.parts import Part, SectionForm, select
from app.opportunities.models import OpportunityState
from app.opportunities.queries import DeskFilter
from app.statuses import WORDS

if TYPE_CHECKING:
    from app.employers.models import ReviewDraft

STATES = {"waiting": "Waiting for a check", "all": "All"} | {
    state.value: WORDS[state.value.lower()] for state in OpportunityState
}
COMMENTABLE = tuple(name for page in sections.SECTIONS for name in page.fields)


class Filter(Part):
    """A form that only looks: its answers stand in the address; what cannot be read counts as open."""

    def kept(self) -> dict[str, Any]:
        """Return what was chosen, as it stands in the address."""
        said = (field for field in self if field.data and field.data != field.default)
        fine = (field for field in said if not field.errors)
        return {field.name: field.data for field in fine if isinstance(field.data, str)}

    def chosen(self, name: str) -> str | None:
        """Return one answer, unless it is empty or wrong."""
        field = self[name]
        return None if field.errors or not field.data else str(field.data)


class DeskForm(Filter):
    """What the coordinator looks for."""

    q = StringField("Title or employer", [Length(80)])
    state = SelectField("State", choices=list(STATES.items()), default="waiting")
    kind = select("Kind", wording.KINDS, "All kinds")
    sector = SelectField("Sector", choices=[("", "All sectors")], default="")
    sort = SelectField(
        "Order",
        choices=[
            ("due", "Due first"),
            ("newest", "Last changed first"),
            ("title", "Title"),
            ("employer", "Employer"),
        ],
        default="due",
    )

    def with_sectors(self, choices: list[tuple[str, str]]) -> DeskForm:
        """Let people choose from these sectors."""
        self.sector.choices = [("", "All sectors"), *choices]
        return self

    def wanted(self) -> DeskFilter:
        """Return the filter."""
        state = "waiting" if self.state.data is None or self.state.errors else self.state.data
        return DeskFilter(
            words=self.chosen("q") or "",
            state=state,
            kind=self.chosen("kind"),
            sector=self.chosen("sector"),
            sort=self.chosen("sort") or "due",
        )


class QueueForm(Filter):
    """What the coordinator looks for in the one queue."""

    q = StringField("Title or organisation", [Length(100)])
    kind = SelectField("What", choices=options([("", "Both"), *queue.KINDS.items()]))
    sector = SelectField("Sector")

    def with_sectors(self, choices: list[tuple[str, str]]) -> QueueForm:
        """Let people choose from these sectors."""
        self.sector.choices = options([("", "All sectors"), *choices])
        return self


def _comment(name: str) -> Any:
    called = wording.FIELDS[name]
    return TextAreaField(f"Ask for a change to “{called}”", [Length(500, called="This")])


def _phrase() -> Any:
    # A page that was open before a phrase was taken out of the settings still counts.
    return SelectField("Or begin with a phrase", choices=[], validate_choice=False)


class ReviewForm(SectionForm):
    """A comment box beside each answer, with phrases the desk uses often."""

    phrases: frozenset[str] | set[str] = frozenset()
    saved_at: datetime | None = None

    @classmethod
    def with_draft(cls, draft: ReviewDraft | None) -> ReviewForm:
        """Return the form with what somebody wrote before and has not sent."""
        words = draft.words if draft else {}
        form = cls(data={f"on_{name}": said for name, said in words.items()})
        form.saved_at = draft.saved_at if draft else None
        return form

    def offering(self, phrases: list[str]) -> ReviewForm:
        """Let people choose from these phrases instead of writing them again."""
        self.phrases = set(phrases)
        for name in COMMENTABLE:
            shown = [(words, words) for words in phrases]
            self[f"phrase_{name}"].choices = options([("", "No phrase"), *shown])
        return self

    def comments(self) -> dict[str, str]:
        """Return what was written or chosen, by field."""
        said = {name: (self._chosen(name), text(self[f"on_{name}"])) for name in COMMENTABLE}
        return {name: " ".join(filter(None, parts)) for name, parts in said.items() if any(parts)}

    def _chosen(self, name: str) -> str:
        chosen = str(self[f"phrase_{name}"].data or "")
        return chosen if chosen in self.phrases else ""


for _name in COMMENTABLE:
    setattr(ReviewForm, f"on_{_name}", _comment(_name))
    setattr(ReviewForm, f"phrase_{_name}", _phrase())


class WithdrawForm(SectionForm):
    """Why an offer is taken down."""

    reason = TextAreaField(
        "Why do you take it down?",
        [InputRequired("Enter why you take it down"), Length(500, called="The reason")],
        description="The employer reads this",
    )
