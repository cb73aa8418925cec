"""Index of every table, so that SQLAlchemy and Alembic see them all."""

from app.accounts import models as accounts
from app.adverts import models as adverts
from app.audit import models as audit
from app.concerns import models as concerns
from app.employers import models as employers
from app.enquiries import models as enquiries
from app.fairdays import models as fairdays
from app.guarantee import models as guarantee
from app.guidance import models as guidance
from app.introductions import models as introductions
from app.learning import models as learning
from app.matches import models as matches
from app.monitoring import models as monitoring
from app.opportunities import models as opportunities
from app.outbox import models as outbox
from app.placements import models as placements
from app.places import models as places
from app.privacy import models as privacy
from app.referrals import models as referrals
from app.scheduling import models as scheduling
from app.settings import models as settings
from app.states import StateChange
from app.tables import models as tables
from app.unlocks import models as unlocks
from app.voice import models as voice
from app.young_people import models as young_people

__all__ = [
    "StateChange",
    "accounts",
    "adverts",
    "audit",
    "concerns",
    "employers",
    "enquiries",
    "fairdays",
    "guarantee",
    "guidance",
    "introductions",
    "learning",
    "matches",
    "monitoring",
    "opportunities",
    "outbox",
    "placements",
    "places",
    "privacy",
    "referrals",
    "scheduling",
    "settings",
    "tables",
    "unlocks",
    "voice",
    "young_people",
]
