"""Whom to ask: one named person where the Council has named one, honest words where it has not."""

from __future__ import annotations

from dataclasses import dataclass

from app.settings import services as settings


@dataclass(frozen=True)
class Contact:
    """Somebody to ask. Without `named` it is a team, and the page says so."""

    name: str
    role: str | None
    phone: str | None
    email: str | None
    named: bool


def contact() -> Contact:
    """Return who answers employers’ questions."""
    team = settings.contact()
    name = settings.value("guidance.contact_name")
    return Contact(
        name=name or team["name"],
        role=settings.value("guidance.contact_role") if name else None,
        phone=settings.value("guidance.contact_phone") or team["phone"],
        email=settings.value("guidance.contact_email") or team["email"],
        named=bool(name),
    )


def hr_contact() -> Contact | None:
    """Return the council’s own contact in HR for its departments; None while none is named."""
    name = settings.value("guidance.hr_name")
    if not name:
        return None
    phone, email = settings.value("guidance.hr_phone"), settings.value("guidance.hr_email")
    return Contact(name, settings.value("guidance.hr_role"), phone, email, named=True)
