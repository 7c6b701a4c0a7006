"""Pages in Chromium: what axe finds in them, whether they reflow, and whether they stay on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Route, sync_playwright

HERE = Path(__file__).parent
PHONE, SCREEN = 320, 1280
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
# The least that must hold when readers choose their own spacing: WCAG 1.4.12.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""


@dataclass(frozen=True)
class Seen:
    """What axe and the layout have against a page in a window, and what it tried to fetch."""

    accessibility: list[str]
    layout: list[str]
    fetched: list[str]


class Window:
    """A window of Chromium that shows one page after the other."""

    def __init__(self, page: Page, axe: Path) -> None:
        self._page = page
        self._fetched: list[str] = []
        page.route("**/*", self._refuse)
        # What is loaded stays when the page's content is replaced.
        page.evaluate(axe.read_text("utf-8"))

    def look(self, html: str, width: int) -> Seen:
        """Shows a page in this width and looks at it."""
        found = self.layout(html, width)
        result = self._page.evaluate(_script("accessibility"), TAGS)
        assert result["passed"], "axe looked at nothing"
        return Seen(result["found"], found, self._fetched)

    def layout(self, html: str, width: int) -> list[str]:
        """What the layout alone has against a page."""
        self._fetched = []
        self._page.set_viewport_size({"width": width, "height": 900})
        self._page.set_content(html)
        found: list[str] = self._page.evaluate(_script("layout"))
        return found

    def _refuse(self, route: Route) -> None:
        self._fetched.append(route.request.url)
        route.abort()


@contextmanager
def chromium(executable: str, axe: Path) -> Iterator[Window]:
    """A browser that nobody sees, and that does nothing on a network of its own accord."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield Window(browser.new_page(), axe)
        browser.close()


def _script(name: str) -> str:
    return (HERE / f"{name}.js").read_text("utf-8")
