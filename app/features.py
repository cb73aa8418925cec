"""The index of features: their pages, and the listeners that follow what happens below them."""

from __future__ import annotations

from flask import Flask

from app.accounts.routes import bp as accounts
from app.adverts.routes import bp as adverts
from app.concerns import listeners as concerns_listeners
from app.concerns.routes import bp as concerns
from app.design.routes import bp as design
from app.employers import listeners as employers_listeners
from app.employers.routes import bp as employers
from app.enquiries.routes import bp as enquiries
from app.fairdays.routes import bp as fairdays
from app.guarantee.routes import bp as guarantee
from app.guidance import listeners as guidance_listeners
from app.guidance.routes import bp as guidance
from app.home import navigation
from app.home.routes import bp as home
from app.introductions import listeners as introductions_listeners
from app.introductions.routes import bp as introductions
from app.learning.routes import bp as learning
from app.matches import listeners as matches_listeners
from app.matches.offer_routes import bp as suiting
from app.matches.routes import bp as matches
from app.matches.run_routes import bp as match_runs
from app.matches.sheet_routes import bp as sheets
from app.monitoring.public_routes import bp as transparency
from app.monitoring.routes import bp as monitoring
from app.opportunities import listeners as opportunities_listeners
from app.opportunities.routes import bp as opportunities
from app.outbox.routes import bp as outbox
from app.placements import listeners as placements_listeners
from app.placements.routes import bp as placements
from app.privacy import listeners as privacy_listeners
from app.privacy.routes import bp as privacy
from app.publishing.routes import bp as publishing
from app.referrals import listeners as referrals_listeners
from app.referrals.routes import bp as referrals
from app.reports.routes import bp as reports
from app.returns.routes import bp as returns
from app.settings.routes import bp as settings
from app.unlocks.routes import bp as unlocks
from app.voice import listeners as voice_listeners
from app.voice.routes import bp as voice
from app.voice.routes import desk as voice_desk
from app.young_people import listeners as young_people_listeners
from app.young_people.routes import bp as young_people

BLUEPRINTS = (
    home,
    accounts,
    employers,
    opportunities,
    guidance,
    adverts,
    concerns,
    enquiries,
    publishing,
    young_people,
    matches,
    match_runs,
    suiting,
    sheets,
    unlocks,
    introductions,
    placements,
    voice,
    voice_desk,
    returns,
    guarantee,
    referrals,
    fairdays,
    reports,
    privacy,
    learning,
    monitoring,
    transparency,
    settings,
    outbox,
    design,
)
LISTENERS = (
    employers_listeners,
    opportunities_listeners,
    guidance_listeners,
    concerns_listeners,
    young_people_listeners,
    matches_listeners,
    introductions_listeners,
    placements_listeners,
    voice_listeners,
    referrals_listeners,
    privacy_listeners,
)


def init_app(app: Flask) -> None:
    """Put every feature in its place."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for listeners in LISTENERS:
        listeners.listen()
    navigation.init_app(app)
