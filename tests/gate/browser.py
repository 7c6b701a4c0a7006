"""Pages in Chromium: what axe and our own eyes find in them, and whether they stay on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

HERE = Path(__file__).parent
PHONE, SCREEN = 320, 1280
HEIGHT = 800
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
# The least that must hold when readers choose their own spacing: WCAG 1.4.12.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
# What readers choose in their browser or system: a scheme, and whether its colours are all there are.
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced light": {"color_scheme": "light", "forced_colors": "active"},
    "forced dark": {"color_scheme": "dark", "forced_colors": "active"},
}


@dataclass(frozen=True)
class Seen:
    """What axe, the layout and the controls have against a page, what it tried to fetch, and why its script stopped."""

    accessibility: list[str]
    layout: list[str]
    controls: list[str]
    fetched: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)


class Window:
    """A window of Chromium that shows one page after the other."""

    def __init__(self, page: Page, axe: Path) -> None:
        self._page = page
        self._fetched: list[str] = []
        self._stopped: list[str] = []
        page.route("**/*", self._refuse)
        page.on("pageerror", lambda error: self._stopped.append(error.message))
        page.add_init_script(path=axe)

    def look(self, html: str, width: int) -> Seen:
        """Shows a page in this width and looks at it."""
        layout = self.layout(html, width)
        controls = self._find("controls")
        result = self._page.evaluate(_script("accessibility"), TAGS)
        assert result["passed"], "axe looked at nothing"
        return Seen(result["found"], layout, controls, self._fetched, self._stopped)

    def layout(self, html: str, width: int) -> list[str]:
        """What the layout alone has against a page, as it is first seen and with all that it holds unfolded."""
        self._show(html, width)
        folded = self._find("layout")
        self._unfold()
        return [*folded, *(finding for finding in self._find("layout") if finding not in folded)]

    def colours(self, html: str, scheme: str) -> list[str]:
        """What cannot be told from its ground in one of `SCHEMES`, in a narrow window or a wide one."""
        found: list[str] = []
        for width in (PHONE, SCREEN):
            self._show(html, width)
            self._unfold()
            self._page.emulate_media(**SCHEMES[scheme])
            found += (finding for finding in self._find("colours") if finding not in found)
            self._page.emulate_media(**SCHEMES["light"])
        return found

    def edges(self, html: str, width: int, selector: str) -> tuple[float, float]:
        """Where the first such element begins and ends, in pixels from the top of the page."""
        self._show(html, width)
        box = self._page.locator(selector).first.bounding_box()
        assert box, f"{selector} is not seen"
        return box["y"], box["y"] + box["height"]

    def _show(self, html: str, width: int) -> None:
        self._fetched, self._stopped = [], []
        self._page.goto("about:blank")
        self._page.set_viewport_size({"width": width, "height": HEIGHT})
        self._page.set_content(html)
        self._page.evaluate(
            "document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))"
        )

    def _unfold(self) -> None:
        self._page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")

    def _find(self, script: str) -> list[str]:
        found: list[str] = self._page.evaluate(_script(script))
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
