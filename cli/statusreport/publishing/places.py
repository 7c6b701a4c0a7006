"""Where everything stands: the anchor of each record, in its publication, and where the links of a text lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import unquote

from ..model.field_types import Hyperlink
from ..model.plan import Plan
from ..model.records import Chapter, Measure, Record
from ..model.spelling import slug
from ..model.vocabulary import THEMES, Term
from ..source.links import internal_target
from .language import Language

if TYPE_CHECKING:
    from .assembly import Assembly
    from .document import Edition

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True, kw_only=True)
class Publication(Generic[_R]):
    """What a publication declares.

    `applies` tells whether a plan has it; `records` are those whose prose it prints, besides its chapters, and
    `anchor` where one of them stands in it, and what it is `called`. One that is not `of_round` is the same in every
    round; in a `themed` one records stand under their themes. Its `id` is the name of its module.
    """

    id: str = ""
    order: int
    applies: Callable[[Plan], bool]
    records: Callable[[Plan], tuple[_R, ...]]
    anchor: Callable[[_R, Language], str]
    edition: Callable[[Assembly], Edition]
    called: Callable[[_R, Language], str] = lambda record, _: record.brief
    of_round: bool = True
    themed: bool = False


@dataclass(frozen=True)
class Places:
    """Where the records of a plan stand for one publication. `publications` are all there are: prose may lead to the others."""

    plan: Plan
    language: Language
    publication: Publication[Any]
    publications: tuple[Publication[Any], ...]

    @cached_property
    def anchors(self) -> Mapping[str, tuple[str, str]]:
        """Where each file's record stands: publication and anchor, by path."""
        places: dict[str, tuple[str, str]] = {}
        # What several publications print stands in this one, if it is one of them.
        for publication in (self.publication, *self.publications):
            for record in publication.records(self.plan):
                anchor = publication.anchor(record, self.language)
                places.setdefault(record.source.path, (publication.id, anchor))
        taken: set[tuple[str, str]] = set()
        for chapter in self.plan.chapters:
            theme = self.introduced(chapter)
            if theme and theme.label == chapter.title:
                # Its heading is that of the theme.
                places.setdefault(chapter.source.path, (chapter.publication, self.theme_anchor(theme)))
                continue
            anchor = base = f"{self.language('document.chapter_anchor')}-{slug(chapter.title)}"
            number = 2
            while (chapter.publication, anchor) in taken:
                anchor, number = f"{base}-{number}", number + 1
            taken.add((chapter.publication, anchor))
            places[chapter.source.path] = (chapter.publication, anchor)
        return places

    def theme_of(self, record: Measure | Chapter) -> Term | None:
        """The theme of a measure, or of the chapter that introduces one."""
        return self.plan.settings.vocabulary(THEMES).find(record.theme) if record.theme else None

    def introduced(self, chapter: Chapter) -> Term | None:
        """The theme that a chapter introduces, if its publication has themes."""
        themed = any(each.themed for each in self.publications if each.id == chapter.publication)
        return self.theme_of(chapter) if themed else None

    def theme_anchor(self, theme: Term) -> str:
        """Where the measures of a theme stand."""
        return f"{self.language('document.theme_anchor')}-{slug(theme.id)}"

    def anchor(self, record: Record) -> str:
        """Where a record stands in the publication that prints it."""
        return self.anchors[record.source.path][1]

    @cached_property
    def measure_anchors(self) -> Mapping[str, str]:
        """The same of every measure, by number."""
        return {measure.number: self.anchor(measure) for measure in self.plan.measures}

    def target(self, href: str, path: str) -> str:
        """A link of the file at `path` as a target of this document."""
        file = self.file(href, path)
        if file is None or file not in self.anchors:
            return href
        publication, anchor = self.anchors[file]
        heading = _heading_of(href)
        if heading in self._led_to.get(file, {}):
            anchor = _below(anchor, heading)
        return f"#{anchor}" if publication == self.publication.id else f"{publication}#{anchor}"

    def file(self, href: str, path: str) -> str | None:
        return path if href.startswith("#") else internal_target(href, path)

    def record(self, href: str, path: str) -> Record:
        """The record that a link of the file at `path` leads to, where `target` leads to one."""
        return self.plan.by_path[internal_target(href, path) or ""]

    @cached_property
    def _led_to(self) -> Mapping[str, Mapping[str, int]]:
        """The headings that something in the plan leads to, by file and slug: each one's line in its body."""
        sought: dict[str, set[str]] = {}
        for record in self.plan.records:
            for target in (*(link.target for link in record.body.links), *self._links_of(record)):
                file = self.file(target, record.source.path)
                if file and file in self.anchors and (heading := _heading_of(target)):
                    sought.setdefault(file, set()).add(heading)
        return {
            file: {
                heading: line
                for title, line in reversed(self.plan.by_path[file].body.headings)
                if (heading := slug(title)) in headings
            }
            for file, headings in sought.items()
        }

    def _links_of(self, record: Record) -> Iterator[str]:
        """Where the links in a measure's fields lead."""
        for field in self.plan.settings.measure_fields if isinstance(record, Measure) else ():
            value = field.of(record)
            for link in value if isinstance(value, tuple) else (value,):
                if isinstance(link, Hyperlink):
                    yield link.url

    def heading_anchors(self, record: Record) -> Mapping[int, str]:
        """The anchors of the headings of a record that something leads to, by their lines in its body."""
        headings = self._led_to.get(record.source.path, {})
        return {line: _below(self.anchor(record), heading) for heading, line in headings.items()}


def _heading_of(target: str) -> str:
    """The slug of the heading that a link names behind its `#`, or ""."""
    fragment = unquote(target.partition("#")[2])
    return slug(fragment) if fragment else ""


def _below(anchor: str, heading: str) -> str:
    """The anchor of a heading of the record with this anchor: two hyphens stand in no other anchor."""
    return f"{anchor}--{heading}"
