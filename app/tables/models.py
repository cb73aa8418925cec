"""Uploaded files that wait to be confirmed, what came of them, and which heading meant what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, Referenced


class Upload(Referenced, Model):
    """A file on its way in. The table keeps the name it had when only offers were brought in."""

    __tablename__ = "offer_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(20), default="offers", server_default="offers")
    file_name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    heading_row: Mapped[int] = mapped_column(default=1, server_default="1")
    headings: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    mapping: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    mapped: Mapped[bool] = mapped_column(default=False, server_default=false())  # somebody said so
    stored_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)


class UploadLine(Model):
    """One row that a stored file made or changed: what it was before, to undo it by."""

    __tablename__ = "upload_line"
    __table_args__ = (Index("ix_upload_line_upload", "upload_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("offer_import.id"))
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    version: Mapped[int]  # as the import left it; another one means that somebody worked on it
    before: Mapped[dict[str, Any] | None]  # None: there was nothing before


class ColumnMemory(Model):
    """What somebody chose the last time for a set of headings."""

    __tablename__ = "column_memory"
    __table_args__ = (UniqueConstraint("user_id", "what", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    what: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    mapping: Mapped[list[str]]
    at: Mapped[datetime]
