"""Asks the public Display Advert interface for adverts: page by page, patiently, and trusting nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

PAGE_SIZE = 100
MOST_PAGES = 200
MOST_BYTES = 5_000_000
TRIES = 4
LONGEST_WAIT = 60.0
TIMEOUT = (5, 20)


class AdvertsAway(Exception):
    """Nothing usable came; the words say why."""


@dataclass(frozen=True)
class Source:
    """Where to ask, as whom, and around which point."""

    url: str
    key: str
    latitude: float
    longitude: float
    miles: int
    sleep: Callable[[float], None] = time.sleep
    timeout: tuple[float, float] = TIMEOUT


def fetch(source: Source) -> list[dict[str, Any]]:
    """Return every advert near the point; raise AdvertsAway unless all pages came whole."""
    if urlsplit(source.url).scheme not in {"http", "https"}:
        raise AdvertsAway("The address of the adverts must begin with https://")
    found: list[dict[str, Any]] = []
    with requests.Session() as session:
        session.trust_env = False  # no proxy and no password file of the machine
        for page in range(1, MOST_PAGES + 1):
            answer = _page(session, source, page)
            rows = answer.get("vacancies")
            if not isinstance(rows, list):
                raise AdvertsAway("The answer holds no list of adverts")
            found += [row for row in rows if isinstance(row, dict)]
            if not rows or page >= _pages(answer):
                return found
    raise AdvertsAway(f"There are more than {MOST_PAGES} pages of adverts")


def _pages(answer: dict[str, Any]) -> int:
    total = answer.get("totalPages")
    return total if isinstance(total, int) and not isinstance(total, bool) else MOST_PAGES + 1


def _page(session: requests.Session, source: Source, page: int) -> dict[str, Any]:
    problem = ""
    for attempt in range(TRIES):
        wait = min(2.0**attempt, LONGEST_WAIT)
        try:
            with _ask(session, source, page) as answer:
                if answer.status_code == 200:
                    return _read(answer)
                problem = f"The adverts answered with {answer.status_code}"
                if answer.status_code != 429 and answer.status_code < 500:
                    raise AdvertsAway(problem)
                wait = _asked_to_wait(answer, wait)
        except requests.RequestException as error:
            problem = f"The adverts cannot be reached ({type(error).__name__})"
        if attempt + 1 < TRIES:
            source.sleep(wait)
    raise AdvertsAway(problem)


def _ask(session: requests.Session, source: Source, page: int) -> requests.Response:
    wanted = {
        "Lat": f"{source.latitude:.4f}",
        "Lon": f"{source.longitude:.4f}",
        "DistanceInMiles": str(source.miles),
        "PageNumber": str(page),
        "PageSize": str(PAGE_SIZE),
    }
    return session.get(
        f"{source.url.rstrip('/')}/vacancy",
        params=wanted,
        headers={
            "Ocp-Apim-Subscription-Key": source.key,
            "X-Version": "2",
            "Accept": "application/json",
        },
        timeout=source.timeout,
        allow_redirects=False,  # the key goes to the address that was configured, and nowhere else
        stream=True,
    )


def _asked_to_wait(answer: requests.Response, usual: float) -> float:
    said = answer.headers.get("Retry-After", "")
    return min(float(said), LONGEST_WAIT) if said.isascii() and said.isdigit() else usual


def _read(answer: requests.Response) -> dict[str, Any]:
    if "json" not in answer.headers.get("Content-Type", ""):
        raise AdvertsAway("The answer is not JSON")
    whole = bytearray()
    for piece in answer.iter_content(65536):
        whole += piece
        if len(whole) > MOST_BYTES:
            raise AdvertsAway("The answer is too large")
    try:
        content = json.loads(whole)
    except (ValueError, RecursionError):
        raise AdvertsAway("The answer is not whole JSON") from None
    if not isinstance(content, dict):
        raise AdvertsAway("The answer is not what it should be")
    return content
