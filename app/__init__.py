"""The application factory: the only module that knows every feature."""

from __future__ import annotations

from flask import Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from app import commands, db, errors, features, filters, logs, packed, security
from app import models as models  # joining and erasing go through every table there is
from app.accounts import form_tokens
from app.accounts import services as accounts
from app.accounts.sessions import ServerSessions


def create_app(settings: config.Settings | None = None) -> Flask:
    """Return the web application; it starts no jobs."""
    settings = settings or config.from_environment()
    config.INSTANCE.mkdir(exist_ok=True)
    app = Flask(__name__, template_folder="../templates", instance_path=str(config.INSTANCE))
    app.config.from_mapping(settings.as_flask())
    app.session_interface = ServerSessions()
    if settings.PROXY_HOPS:
        hops = settings.PROXY_HOPS
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    logs.init_app(app)
    db.init_app(app)
    security.init_app(app)
    packed.init_app(app)
    errors.init_app(app)
    filters.register(app)
    _sign_in(app)
    CSRFProtect(app)
    form_tokens.init_app(app)
    Migrate(
        app,
        db.orm,
        directory=str(config.ROOT / "migrations"),
        render_as_batch=True,
        compare_type=True,
    )
    features.init_app(app)
    commands.init_app(app)
    return app


def _sign_in(app: Flask) -> None:
    manager = LoginManager(app)
    manager.session_protection = None  # sessions are ours: kept, timed and ended on the server
    manager.user_loader(accounts.find)
