"""Parts of a document as they were printed before, where they say the same."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from ..publishing.digest import digest
from ..publishing.document import Document, Prose, Section
from ._templates import Environment, Templates


class Parts:
    """Prints records, and sections without any, by a template, which is given nothing of the document but where they are listed.

    One is printed again only where that, or what `beside` says of its place, is not as it was. One with pictures
    is not `kept`: they have names and places that only the whole document gives. Nor is any by a plan's own
    templates, which may ask for anything.
    """

    def __init__(
        self,
        environment: Environment,
        template: str,
        document: Document,
        templates: Templates,
        beside: Callable[[Section], object] = lambda section: None,
    ) -> None:
        self._environment, self._template, self._beside = environment, template, beside
        self._recall, self._language = templates.recall, templates.language
        self._around = {"overview": document.overview}
        self._is_packaged = templates.is_packaged(template.partition("/")[0])
        environment.jinja.tests["kept"] = self.is_kept
        environment.jinja.filters["printed"] = self.printed

    def is_kept(self, section: Section) -> bool:
        """Whether `printed` may print a section."""
        return (
            self._is_packaged
            and (section.said != "" or not any(inner.said for inner in section.walk()))
            and not any(map(_has_picture, section.every_block()))
        )

    def printed(self, section: Section) -> Markup:
        """A section as its template prints it."""
        key = digest((section, self._around, self._beside(section)), self._language)
        text = self._recall(f"{self._template} {key}", lambda: self._print(section))
        return Markup(text)  # noqa: S704

    def _print(self, section: Section) -> str:
        return self._environment.render(self._template, {"section": section, "document": self._around})


def _has_picture(block: object) -> bool:
    return (
        isinstance(block, Prose)
        and not block.key
        and any(child.type == "image" for token in block.tokens for child in token.children or ())
    )
