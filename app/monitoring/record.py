"""The record in the shape of the Algorithmic Transparency Recording Standard: every field, made
from the engine that stands, the dated settings, and words that a change of the code must change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app import clock
from app.monitoring import record_words as words
from app.monitoring.facts import Facts, facts
from app.settings import services as settings

STANDARD = "Algorithmic Transparency Recording Standard (GOV.UK, guidance of 8 May 2025)"
TO_BE_SET = "To be set by the Council"
PREFIX = "record."


@dataclass(frozen=True)
class Field:
    """One field of the record: its lines, and where they come from."""

    number: str
    name: str
    lines: list[str]
    origin: str  # engine, setting, words
    since: date | None = None
    source: str | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the council has not filled it in yet."""
        return self.lines == [TO_BE_SET]


@dataclass(frozen=True)
class Section:
    """One part of the record."""

    number: str
    title: str
    fields: list[Field]


@dataclass(frozen=True)
class Record:
    """The whole record, as of a day."""

    on: date
    sections: list[Section]

    @property
    def missing(self) -> list[Field]:
        """What the council has to fill in."""
        return [field for section in self.sections for field in section.fields if field.is_missing]

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return {
            "standard": STANDARD,
            "generated_on": self.on.isoformat(),
            "sections": [_section(section) for section in self.sections],
        }


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "fields": [
            {
                "number": field.number,
                "name": field.name,
                "value": None if field.is_missing else field.lines,
                "origin": field.origin,
                "since": field.since.isoformat() if field.since else None,
                "source": field.source,
            }
            for field in section.fields
        ],
    }


def record() -> Record:
    """Return the record as it stands today."""
    known = facts()
    held = {row.key: row for row in [*settings.in_force(PREFIX), *settings.in_force("contact.")]}
    return Record(
        clock.today(),
        [
            Section(number, title, [_field(line, known, held) for line in lines])
            for number, title, lines in SECTIONS
        ],
    )


Made = Callable[[Facts], Sequence[str]]
Line = tuple[str, str, Made | str]


def _field(line: Line, known: Facts, held: Mapping[str, Any]) -> Field:
    number, name, made = line
    if callable(made):
        origin = "words" if made.__module__ == words.__name__ and made in words.FIXED else "engine"
        return Field(number, name, list(made(known)), origin)
    row = held.get(made)
    if row is None or row.content in (None, "", []):
        return Field(number, name, [TO_BE_SET], "setting")
    content = row.content if isinstance(row.content, list) else [row.content]
    return Field(
        number, name, [str(each) for each in content], "setting", row.valid_from, row.source
    )


def _setting(name: str) -> str:
    return PREFIX + name


TIER_1: tuple[Line, ...] = (
    ("1.1", "Name", words.name),
    ("1.2", "Description", words.description),
    ("1.3", "Website URL", _setting("website")),
    ("1.4", "Contact email", "contact.email"),
)
OWNER: tuple[Line, ...] = (
    ("2.1.1", "Organisation or department", _setting("organisation")),
    ("2.1.2", "Team", _setting("team")),
    ("2.1.3", "Senior responsible owner", _setting("owner")),
    ("2.1.4", "Third party involvement", _setting("third_party")),
    ("2.1.4.1", "Supplier or developer", _setting("supplier")),
    ("2.1.4.2", "Companies House number", _setting("companies_house_number")),
    ("2.1.4.3", "Role of the supplier", _setting("supplier_role")),
    ("2.1.4.4", "Procurement procedure type", _setting("procurement")),
    ("2.1.4.5", "Terms of the supplier’s access to data", _setting("supplier_data_access")),
)
RATIONALE: tuple[Line, ...] = (
    ("2.2.1", "Detailed description", words.detail),
    ("2.2.2", "Scope", words.scope),
    ("2.2.3", "Benefit", words.benefit),
    ("2.2.4", "Previous process", words.previous_process),
    ("2.2.5", "Alternatives considered", words.alternatives),
)
PROCESS: tuple[Line, ...] = (
    ("2.3.1", "Integration into the process", words.integration),
    ("2.3.2", "Information provided to the decision maker", words.provided),
    ("2.3.3", "Frequency and scale of usage", words.scale),
    ("2.3.4", "Human decisions and review", words.human_review),
    ("2.3.5", "Required training", _setting("training")),
    ("2.3.6", "Appeals and review", words.appeals),
)
TECHNICAL: tuple[Line, ...] = (
    ("2.4.1.1", "System architecture", words.architecture),
    ("2.4.1.2", "Phase", _setting("phase")),
    ("2.4.1.3", "Maintenance", words.maintenance),
    ("2.4.1.4", "Models", words.models),
    ("2.4.2.1", "Model name", words.model_name),
    ("2.4.2.2", "Model version", words.model_version),
    ("2.4.2.3", "Model task", words.model_task),
    ("2.4.2.4", "Model input", words.model_input),
    ("2.4.2.5", "Model output", words.model_output),
    ("2.4.2.6", "Model architecture: rules", words.rules),
    ("2.4.2.7", "Model architecture: what counts, and how much", words.weights),
    ("2.4.2.8", "Model architecture: settings", words.options),
    ("2.4.2.9", "Model performance", words.performance),
    ("2.4.2.10", "Datasets and their purposes", words.datasets),
    ("2.4.3.1", "Source data name", words.source_data),
    ("2.4.3.2", "Data modality", words.modality),
    ("2.4.3.3", "Data description", words.data_description),
    ("2.4.3.4", "Data quantities", words.quantities),
    ("2.4.3.5", "Sensitive attributes", words.sensitive),
    ("2.4.3.6", "Data completeness and representativeness", words.completeness),
    ("2.4.3.7", "Source data URL", _setting("source_url")),
    ("2.4.3.8", "Data collection", words.collection),
    ("2.4.3.9", "Data cleaning", words.cleaning),
    ("2.4.3.10", "Data sharing agreements", _setting("data_sharing")),
    ("2.4.3.11", "Data processing and access", words.access),
    ("2.4.3.12", "Data storage", _setting("hosting")),
)
RISKS: tuple[Line, ...] = (
    ("2.5.1", "Impact assessments", _setting("impact_assessments")),
    ("2.5.2", "Risks and mitigations", words.risks),
)
METADATA: tuple[Line, ...] = (
    ("M.1", "Phase", _setting("phase")),
    ("M.2", "Function", words.function),
    ("M.3", "Region", _setting("region")),
    ("M.4", "Organisation", _setting("organisation")),
    ("M.5", "First published", _setting("first_published")),
    ("M.6", "Last change of the model", words.last_change),
    ("M.7", "Last change of a setting", words.last_setting),
    ("M.8", "Generated on", words.generated),
)
SECTIONS = (
    ("1", "Tier 1: in short", TIER_1),
    ("2.1", "Tier 2: owner and responsibility", OWNER),
    ("2.2", "Tier 2: description and rationale", RATIONALE),
    ("2.3", "Tier 2: how decisions are made", PROCESS),
    ("2.4", "Tier 2: the tool, its models and data", TECHNICAL),
    ("2.5", "Tier 2: risks, mitigations and impact assessments", RISKS),
    ("M", "Metadata", METADATA),
)
