"""Settings from the environment: typed, safe in production, and safe to publish."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent
INSTANCE = ROOT / "instance"


def database_address(raw: str) -> str:
    """Return the address SQLAlchemy wants, whichever way the host spells PostgreSQL."""
    for spelling in ("postgresql://", "postgres://"):
        if raw.startswith(spelling):
            return "postgresql+psycopg://" + raw.removeprefix(spelling)
    return raw


def flag(name: str, default: bool) -> bool:
    """Read a yes/no setting; anything that is not a clear word is an error, not a guess."""
    raw = os.environ.get(name, "").strip().lower()
    if raw in {"", "1", "true", "yes", "on", "0", "false", "no", "off"}:
        return default if raw == "" else raw in {"1", "true", "yes", "on"}
    raise ValueError(f"{name} must be yes or no, not {raw!r}")


def number(name: str, default: int) -> int:
    """Read a whole-number setting."""
    raw = os.environ.get(name, "").strip()
    try:
        return int(raw) if raw else default
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {raw!r}") from None


@dataclass(frozen=True)
class Settings:
    """Every setting of the web application; upper-case, so that Flask can read it."""

    DATABASE_URL: str
    SECRET_KEY: str
    PRODUCTION: bool
    DEMO: bool
    APP_NOW: str
    BASE_URL: str
    MAIL_HOST: str
    MAIL_PORT: int
    MAIL_FROM: str
    MAIL_USERNAME: str
    MAIL_PASSWORD: str
    QUIET_MAIL_FROM: str
    LINK_URL: str
    NOTIFY_KEY: str
    NOTIFY_URL: str
    NOTIFY_TEXT_TEMPLATE: str
    NOTIFY_EMAIL_TEMPLATE: str
    ADVERTS_KEY: str
    ADVERTS_URL: str
    PROXY_HOPS: int
    LOG_LEVEL: str

    def as_flask(self) -> dict[str, object]:
        """Return the mapping Flask is configured with."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return own | {
            "SQLALCHEMY_DATABASE_URI": database_address(self.DATABASE_URL),
            # What people typed must not reach the log with an error of the database.
            "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
            "MAX_CONTENT_LENGTH": 5 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
            "WTF_CSRF_TIME_LIMIT": None,
            "SESSION_COOKIE_NAME": "__Host-session" if self.PRODUCTION else "session",
            "SESSION_COOKIE_SECURE": self.PRODUCTION,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
        }


def from_environment() -> Settings:
    """Read the environment; refuse to start in production without a secret and a database."""
    production = flag("PRODUCTION", False)
    secret = os.environ.get("SECRET_KEY", "")
    if production and len(secret) < 32:
        raise ValueError("SECRET_KEY must be set to at least 32 characters in production")
    if production and not os.environ.get("BASE_URL", "").startswith("https://"):
        raise ValueError("BASE_URL must be the service’s https address in production")
    return Settings(
        DATABASE_URL=os.environ.get("DATABASE_URL") or f"sqlite:///{INSTANCE / 'app.db'}",
        SECRET_KEY=secret or "not-secret-outside-production",
        PRODUCTION=production,
        DEMO=flag("DEMO", not production),
        APP_NOW="" if production else os.environ.get("APP_NOW", ""),
        BASE_URL=os.environ.get("BASE_URL", "").rstrip("/"),
        MAIL_HOST=os.environ.get("MAIL_HOST", ""),
        MAIL_PORT=number("MAIL_PORT", 25),
        MAIL_FROM=os.environ.get("MAIL_FROM", "unlocking-opportunities@demo.example"),
        MAIL_USERNAME=os.environ.get("MAIL_USERNAME", ""),
        MAIL_PASSWORD=os.environ.get("MAIL_PASSWORD", ""),
        QUIET_MAIL_FROM=os.environ.get("QUIET_MAIL_FROM", "Your page <your-page@demo.example>"),
        LINK_URL=os.environ.get("LINK_URL", "").rstrip("/"),
        NOTIFY_KEY=os.environ.get("NOTIFY_KEY", ""),
        NOTIFY_URL=os.environ.get("NOTIFY_URL", "https://api.notifications.service.gov.uk"),
        NOTIFY_TEXT_TEMPLATE=os.environ.get("NOTIFY_TEXT_TEMPLATE", ""),
        NOTIFY_EMAIL_TEMPLATE=os.environ.get("NOTIFY_EMAIL_TEMPLATE", ""),
        ADVERTS_KEY=os.environ.get("ADVERTS_KEY", ""),
        ADVERTS_URL=os.environ.get(
            "ADVERTS_URL", "https://api.apprenticeships.education.gov.uk/vacancies"
        ),
        PROXY_HOPS=number("PROXY_HOPS", 0),
        LOG_LEVEL=os.environ.get("LOG_LEVEL", "INFO"),
    )
