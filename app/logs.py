"""Logs as JSON lines: ids only, never names, addresses or what people typed."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


# PostgreSQL explains a broken rule with the values that broke it.
DETAIL = re.compile(r"^DETAIL:.*?(?=^\[SQL|^CONTEXT:|\Z)", re.MULTILINE | re.DOTALL)


def _without_values(_: Any, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if "exception" in line:
        line["exception"] = DETAIL.sub("DETAIL: left out\n", line["exception"])
    return line


def init_app(app: Flask) -> None:
    """Send every log line through one JSON formatter, and one line for each request."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _without_values,
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(app.config["LOG_LEVEL"])
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # It repeats what the other side answered, which can hold a number.
    logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)
    app.log_exception = _fell  # type: ignore[assignment, method-assign]
    app.before_request(_start)
    app.after_request(_line)


def _start() -> None:
    g.started = time.perf_counter()
    # For the web server's own log: the rule, never the path, which can hold a private link.
    request.environ["app.rule"] = str(request.url_rule)


def _fell(error: Any) -> None:
    # In place of the framework’s own line, which names the path: that can be somebody’s key.
    words = "a page fell over: %s %s"
    logging.getLogger("app").error(words, request.method, request.url_rule, exc_info=error)


def _line(response: Response) -> Response:
    # The rule, not the path: a path can hold a private reference.
    milliseconds = round(1000 * (time.perf_counter() - g.get("started", time.perf_counter())))
    logging.getLogger("app.request").debug(
        "%s %s %s %sms", request.method, request.url_rule, response.status_code, milliseconds
    )
    return response
