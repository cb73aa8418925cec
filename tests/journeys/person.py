"""Somebody who uses the product: opens pages, answers questions, presses buttons."""

from __future__ import annotations

import re
import secrets

from app.accounts import sessions

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_RUN = "tags => axe.run({runOnly: tags, resultTypes: ['violations'], preload: false})"


class Person:
    """One browser with its own cookies; every page opened is checked."""

    def __init__(self, name, context, axe) -> None:
        self.name = name
        self.context = context
        self.axe = axe
        self.problems: list[str] = []
        self.taps = 0
        self.page = self.new_tab()

    def new_tab(self):
        """Open one more tab of the same browser."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("console", self._console)
        return page

    def _console(self, message) -> None:
        # The policy's refusals are errors on the console, and nowhere else.
        if message.type == "error" and "status of 4" not in message.text:
            self.problems.append(f"console: {message.text}")

    def has_session(self, user, base) -> Person:
        """Be signed in already, for tests of other things than signing in."""
        secret = secrets.token_urlsafe(32)
        content = {"_user_id": str(user.id), "_fresh": True}
        sessions.store(secret, content, fresh=True)
        self.context.add_cookies([{"name": "session", "value": secret, "url": base}])
        return self

    def open(self, path) -> Person:
        answer = self.page.goto(path)
        assert answer is None or answer.status < 500, f"{path}: {answer.status}"
        return self

    @property
    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("main").inner_text()

    def sees(self, *texts) -> Person:
        found = self.text
        for text in texts:
            assert text.lower() in found.lower(), (
                f"{self.name} does not see “{text}” at {self.page.url}:\n{found}"
            )
        return self

    def does_not_see(self, *texts) -> Person:
        found = self.page.content().lower()
        for text in texts:
            assert text.lower() not in found, f"{self.name} sees “{text}” at {self.page.url}"
        return self

    def fill(self, label, value) -> Person:
        self.taps += 1
        self._field(label).fill(str(value))
        return self

    def choose(self, label, value) -> Person:
        self.taps += 1
        self._field(label).select_option(label=value)
        return self

    def _field(self, label, within=None):
        place = within or self.page.locator("main")
        exact = place.get_by_label(label, exact=True)
        loose = place.get_by_label(re.compile(re.escape(label), re.IGNORECASE))
        return (exact if exact.count() else loose).first

    def group(self, legend):
        """Return the question with this legend."""
        pattern = re.compile(re.escape(legend), re.IGNORECASE)
        return self.page.locator("main").get_by_role("group", name=pattern).first

    def tick(self, label) -> Person:
        self.taps += 1
        self._field(label).check()
        return self

    def tick_within(self, legend, label) -> Person:
        """Choose an answer of the question with this legend."""
        self.taps += 1
        self._field(label, within=self.group(legend)).check()
        return self

    def date(self, legend, day) -> Person:
        self.taps += 3
        group = self.group(legend)
        for part, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(part).fill(str(number))
        return self

    def unfold(self, text) -> Person:
        """Open something that is folded on the page."""
        self.taps += 1
        self.page.locator("main summary", has_text=text).first.click()
        return self

    def press(self, text, status=None) -> Person:
        return self._go(self._button(text), text, status)

    def press_twice(self, text) -> Person:
        """Press a button twice, as fast as a finger can."""
        self.taps += 2
        with self.page.expect_navigation():
            self._button(text).first.dblclick(no_wait_after=True)
        self.page.wait_for_load_state("networkidle")
        return self

    def _button(self, text):
        return self.page.locator("main").get_by_role("button", name=text)

    def follow(self, text) -> Person:
        link = self.page.locator("main, footer, nav").get_by_role("link", name=text)
        return self._go(link, text)

    def menu(self, text) -> Person:
        """Follow a link of the header."""
        link = self.page.get_by_role("navigation", name="Main").get_by_role("link", name=text)
        return self._go(link, text)

    def _go(self, place, text, status=None) -> Person:
        self.taps += 1
        assert place.count(), f"{self.name} finds no “{text}” at {self.page.url}:\n{self.text}"
        with self.page.expect_navigation() as there:
            place.first.click()
        answer = there.value
        assert answer is None or answer.status < 500, f"{text}: {answer.status} {answer.url}"
        assert status in {None, answer.status}, f"{text}: {answer.status}, not {status}"
        return self

    def overflow(self) -> int:
        """Return by how many pixels the page scrolls sideways."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    def check_page(self) -> list[str]:
        """What a checker finds wrong with the page as it stands: axe, width, console."""
        found, self.problems = self.problems, []
        if self.axe:
            self.page.evaluate(self.axe)
            result = self.page.evaluate(AXE_RUN, AXE_TAGS)
            found += [
                f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in result["violations"]
            ]
        if (wide := self.overflow()) > 0:
            found.append(f"scrolls sideways by {wide} pixels at {self.page.viewport_size['width']}")
        return found
