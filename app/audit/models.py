"""The audit trail: who saw or changed what, each row sealed by the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model


class AuditEvent(Model):
    """One thing somebody saw or changed; holds references and field names, never values."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject", "subject_ref"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    actor_role: Mapped[str] = mapped_column(String(40))
    action: Mapped[str] = mapped_column(String(80))
    subject: Mapped[str] = mapped_column(String(40))
    subject_ref: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]]
    reason: Mapped[str | None]
    previous: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
