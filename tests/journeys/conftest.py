"""A real browser on a real server: whole stories, and what is true of every page as it is seen."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.journeys.person import Person
from tests.journeys.story import Story

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    """The browser; without one these tests are skipped, and scripts/test says so out loud."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium on this machine: apt install chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS + sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe():
    """The accessibility checker's source."""
    return AXE.read_text(encoding="utf-8")


class QuietHandler(WSGIRequestHandler):
    """Answers without a line in the log for each file."""

    def log_request(self, code="-", size="-"):
        pass


@pytest.fixture
def site(app):
    """The application behind a threaded server, on the test's own database; its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def person(chromium, site, axe):
    """Somebody with a browser of their own: person("advisor", width=320, scripts=False)."""
    contexts = []

    def someone(name, *, width=1280, scripts=True):
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB",
            reduced_motion="reduce",
        )
        context.set_default_timeout(90_000)
        contexts.append(context)
        return Person(name, context, axe if scripts else None)

    yield someone
    for context in contexts:
        context.close()


@pytest.fixture
def story(app, site, person, make):
    """A story over several days, on a fresh database: story.knows("advisor", "advisor")."""
    yield Story(app, site, person, make)
    app.config["APP_NOW"] = ""
