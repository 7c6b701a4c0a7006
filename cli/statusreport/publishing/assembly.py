"""What publications share: anchors, resolved prose, breakdowns as chart and table, abbreviations, colophon."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

from markdown_it.token import Token

from ..model.figures import Breakdown, Figures
from ..model.plan import Heading, Measure, Plan, Record
from ..model.spelling import slug
from ..model.state import State
from ..model.vocabulary import StatusClass
from ..rounds.history import History, histories
from ..rounds.states import earlier_rounds, state_of
from ..source.filling import texts
from ..source.markdown import DIRECTIVE, internal_target, with_children
from ..source.markdown import Section as BodySection
from ..source.pictures import Picture, picture_path
from .breakdowns import chart, table
from .document import (
    Abbreviation,
    Block,
    Cell,
    Column,
    Document,
    Edition,
    Facts,
    Panel,
    Paragraph,
    Prose,
    Row,
    Section,
    Status,
    Subheading,
    Table,
    Text,
)
from .finishing import NoteKey, finished
from .language import Language
from .paper import Fitting

_R = TypeVar("_R", bound=Record)


def fingerprint(plan: Plan) -> str:
    """The content's SHA-256: the same for the same texts, whatever the folder, the clock or the machine."""
    digest = hashlib.sha256()
    seals = {sealed.source.path for sealed in plan.rounds}
    for path, source in sorted(plan.sources.items()):
        if path not in seals:
            digest.update(f"{path}\0{source.text}\0".encode())
    for sealed in plan.rounds:
        # The seal of what is published now says nothing that its own files do not, but why it was corrected.
        if sealed.state.round < plan.settings.round:
            digest.update(sealed.hash.encode())
        if sealed.state.round == plan.settings.round:
            for correction in sealed.corrections:
                digest.update(f"{correction.reason}\0".encode())
    for path, data in sorted(plan.picture_files.items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


@dataclass(frozen=True, kw_only=True)
class Publication(Generic[_R]):
    """What a publication declares.

    `applies` tells whether a plan has it; `records` are those whose prose it prints, besides its chapters, and
    `anchor` where one of them stands in it. Its `id` is the name of its module.
    """

    id: str = ""
    order: int
    applies: Callable[[Plan], bool]
    records: Callable[[Plan], tuple[_R, ...]]
    anchor: Callable[[_R, Language], str]
    edition: Callable[[Assembly], Edition]


@dataclass(frozen=True)
class Assembly:
    """One publication in the making. `publications` are all there are: prose may lead to the others."""

    plan: Plan
    figures: Figures
    language: Language
    publication: Publication[Any]
    publications: tuple[Publication[Any], ...]

    @cached_property
    def fingerprint(self) -> str:
        """The content's fingerprint."""
        return fingerprint(self.plan)

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The sealed rounds before this one, oldest first, and what is being published."""
        return (*earlier_rounds(self.plan), state_of(self.plan, self.plan.settings.round))

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """What became of each measure over these states, by number."""
        return histories(self.states)

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """The pictures that this publication shows, by path."""
        shown = {
            picture_path(link.target, record.source.path)
            for record in self.records
            for link in record.body.links
            if link.picture
        }
        return {path: picture for path, picture in self.plan.pictures.items() if path in shown}

    # Anchors

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
            anchor = base = f"{self.language('document.chapter_anchor')}-{slug(chapter.title)}"
            number = 2
            while (chapter.publication, anchor) in taken:
                anchor, number = f"{base}-{number}", number + 1
            taken.add((chapter.publication, anchor))
            places[chapter.source.path] = (chapter.publication, anchor)
        return places

    def anchor(self, record: Record) -> str:
        """Where a record stands in the publication that prints it."""
        return self.anchors[record.source.path][1]

    def target(self, href: str, path: str) -> str:
        """A link of the file at `path` as a target of this document."""
        file = path if href.startswith("#") else internal_target(href, path)
        if file is None or file not in self.anchors:
            return href
        publication, anchor = self.anchors[file]
        heading = _heading_of(href)
        if heading in self._led_to.get(file, {}):
            anchor = _below(anchor, heading)
        return f"#{anchor}" if publication == self.publication.id else f"{publication}#{anchor}"

    def record(self, href: str, path: str) -> Record:
        """The record that a link of the file at `path` leads to, where `target` leads to one."""
        file = internal_target(href, path)
        return next(record for record in self.plan.records if record.source.path == file)

    @cached_property
    def _led_to(self) -> Mapping[str, Mapping[str, int]]:
        """The headings that something in the plan leads to, by file and slug: each one's line in its body."""
        sought: dict[str, set[str]] = {}
        for record in self.plan.records:
            targets = [link.target for link in record.body.links]
            for target in (*targets, *(record.evidence if isinstance(record, Measure) else ())):
                path = record.source.path
                file = path if target.startswith("#") else internal_target(target, path)
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

    def _heading_anchors(self, record: Record) -> Mapping[int, str]:
        """The anchors of the headings of a record that something leads to, by their lines in its body."""
        headings = self._led_to.get(record.source.path, {})
        return {line: _below(self.anchor(record), heading) for heading, line in headings.items()}

    # Prose

    def panel(self, section: BodySection, record: Record, role: str, shift: int) -> Panel:
        """A section of a record's body with its heading, if it has one."""
        heading = self.subheading(section, record, shift) if section.title else None
        blocks = self.blocks(section.tokens, record, shift, heading.level if heading else shift + 1)
        return Panel(heading, role, blocks)

    def subheading(self, section: BodySection, record: Record, shift: int) -> Subheading:
        """The heading of a section of a record's body."""
        (place, *_) = section.heading[0].map or (0,)
        prose = Prose(self._resolved(section.heading, record), shift)
        return Subheading(prose, self._heading_anchors(record).get(place, ""))

    def blocks(self, tokens: Iterable[Token], record: Record, shift: int, level: int) -> tuple[Block, ...]:
        """Tokens of a record's body as blocks: prose, with the breakdowns where their directives stand.

        `level` is the printed level of the heading they stand under; below it none is skipped.
        """
        blocks: list[Block] = []
        run: list[Token] = []
        anchors = self._heading_anchors(record)

        def end(anchor: str = "") -> None:
            if run:
                prose = Prose(self._resolved(run, record), shift)
                blocks.append(Subheading(prose, anchor) if anchor else prose)
            run.clear()

        anchor = ""
        for token in _without_skips(tokens, level - shift):
            if breakdown := self._directed(token):
                end()
                blocks.extend(self.breakdown(breakdown))
                continue
            if token.type == "heading_open" and token.level == 0 and token.map:
                anchor = anchors.get(token.map[0], "")
                if anchor:
                    end()
            run.append(token)
            if token.type == "heading_close" and anchor:
                end(anchor)
                anchor = ""
        end()
        return tuple(blocks)

    def _directed(self, token: Token) -> Breakdown | None:
        """The breakdown that a directive asks for."""
        found = DIRECTIVE.match(token.info.strip()) if token.type == "fence" and token.level == 0 else None
        return self.figures.breakdowns.get(found[2].strip()) if found else None

    @cached_property
    def placed(self) -> frozenset[str]:
        """The names of the breakdowns that prose shows."""
        tokens = (token for record in self.records for token in record.body.tokens)
        return frozenset(found.name for token in tokens if (found := self._directed(token)))

    def _resolved(self, tokens: Iterable[Token], record: Record) -> tuple[Token, ...]:
        return tuple(with_children(token, lambda child: self._child(child, record)) for token in tokens)

    def _child(self, child: Token, record: Record) -> Token:
        path = record.source.path
        if child.type == "myst_role":
            return self._spoken(child)
        if child.type == "link_open":
            target = self.target(str(child.attrs.get("href", "")), path)
            return child.copy(attrs={**child.attrs, "href": target})
        if child.type == "image":
            picture = picture_path(str(child.attrs.get("src", "")), path) or ""
            words = [self._spoken(inner) for inner in child.children or []]
            return child.copy(attrs={**child.attrs, "src": picture}, children=words)
        if child.type == "footnote_ref":
            return child.copy(meta={"key": (path, int(child.meta["id"]))})
        return child

    def _spoken(self, child: Token) -> Token:
        """What is left of a token in the text of a picture: there figures are filled in, and nothing leads anywhere."""
        if child.type == "myst_role":
            return Token("text", "", 0, content=self._figure(child.content) or child.content)
        return (
            child.copy(children=[self._spoken(inner) for inner in child.children])
            if child.children
            else child
        )

    def _note(self, key: NoteKey) -> Prose:
        path, place = key
        record = self.plan.by_path[path]
        notes = record.body.notes
        return Prose(self._resolved(notes[place], record) if place < len(notes) else ())

    def markdown_sections(self, record: Record) -> dict[str, str]:
        """A body's sections as Markdown by heading: figures filled in, foreign words without their marks."""
        return texts(record.body, self._figure)

    def _figure(self, name: str) -> str | None:
        """A figure as it is printed, if there is one of this name."""
        figure = self.figures.figures.get(name)
        return self.language.figure(figure) if figure else None

    def chapters(self, place: str) -> tuple[Section, ...]:
        """This publication's chapters before (front) or after (back) what is generated."""
        return tuple(
            Section(
                anchor=self.anchors[chapter.source.path][1],
                title=chapter.title,
                level=2,
                blocks=self.blocks(chapter.body.tokens, chapter, 1, 2),
                role="chapter",
                language=chapter.title_language,
            )
            for chapter in self.plan.chapters
            if chapter.publication == self.publication.id and chapter.place == place
        )

    # Parts

    def status(self, status: str) -> Status:
        """A status with its place on the plan's scale."""
        classes = self.plan.settings.statuses
        found = self.plan.settings.status_class(status)
        rank = classes.index(found) if found else 0
        return Status(status, found.id if found else "", rank, len(classes))

    def class_status(self, status: StatusClass) -> Status:
        classes = self.plan.settings.statuses
        return Status(status.label, status.id, classes.index(status), len(classes))

    def responsible(self, short: str) -> Abbreviation | Text:
        """A responsible body with its full name at hand."""
        full = self.plan.settings.responsible_name(short)
        return Text(short) if full == short else Abbreviation(short, full)

    def breakdown(self, breakdown: Breakdown) -> tuple[Block, ...]:
        """A breakdown as a chart and the table of its data."""
        say, vocabulary = self.language, self.plan.settings.vocabulary(breakdown.by)
        title = breakdown.title or vocabulary.title or say(f"vocabulary.{breakdown.by}.title")
        term = vocabulary.label or say(f"vocabulary.{breakdown.by}.term")
        ident = breakdown.name.replace(".", "-").replace("_", "-")
        labels: dict[str, Cell] = {}
        if breakdown.by == "statuses":
            labels = {status.id: (self.class_status(status),) for status in self.plan.settings.statuses}
        return (
            chart(breakdown, title, f"{ident}-chart", say),
            table(breakdown, title, f"{ident}-table", say, term=term, labels=labels),
        )

    def document(self, sections: tuple[Section, ...], lead: str) -> Document:
        """The publication: these sections, then its back chapters, its abbreviations and the colophon.

        `lead` stands below the title where the plan gives no subtitle.
        """
        say = self.language
        back = self.chapters("back")
        document = Document(
            id=self.publication.id,
            title=self.heading.title,
            subtitle=say(f"{self.publication.id}.title"),
            lead=self.heading.subtitle or lead,
            language=say.code,
            round=self.plan.settings.round,
            fingerprint=self.fingerprint,
            sections=(*sections, *back, *self._abbreviations(), self._colophon()),
            pictures=self.pictures,
            sources={
                anchor: path
                for path, (publication, anchor) in self.anchors.items()
                if publication == self.publication.id
            },
        )
        fitting = Fitting(say)
        return finished(fitting.document(document), lambda key: fitting.prose(self._note(key)))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records whose prose this publication prints."""
        chapters = (chapter for chapter in self.plan.chapters if chapter.publication == self.publication.id)
        return (*chapters, *self.publication.records(self.plan))

    def _abbreviations(self) -> tuple[Section, ...]:
        """The abbreviations of the vocabulary that are used, as a section with a table."""
        known = self.plan.settings.abbreviations
        used: set[str] = set()
        for record in self.records:
            text = f"{record.title}\n{record.body.prose}"
            used |= {
                word for word in known if word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            }
        if not used:
            return ()
        say = self.language
        columns = (
            Column(say("document.abbreviation"), header=True),
            Column(say("document.meaning"), wide=True),
        )
        rows = tuple(Row(((Text(word),), (Text(known[word]),))) for word in known if word in used)
        table = Table("forkortelser-tabell", say("document.abbreviations_table"), columns, rows)
        lead = Paragraph((Text(say(f"{self.publication.id}.abbreviations_lead")),))
        return (Section("forkortelser", say("document.abbreviations"), 2, (lead, table)),)

    @cached_property
    def heading(self) -> Heading:
        """The publication's title and subtitle."""
        own = self.plan.settings.headings.get(self.publication.id, Heading())
        return Heading(own.title or self.plan.settings.title, own.subtitle)

    def _colophon(self) -> Section:
        """Which round this is, what identifies its content, and how to cite it."""
        say = self.language
        settings = self.plan.settings
        title = say(f"{self.publication.id}.title")
        short = self.fingerprint[:12]
        citation = say(
            "colophon.citation",
            title=self.heading.title,
            publication=title,
            round=settings.round,
            fingerprint=short,
        )
        facts = Facts(
            (
                (say("colophon.title"), (Text(self.heading.title),)),
                (say("colophon.publication"), (Text(title),)),
                (say("colophon.round"), (Text(settings.round),)),
                (say("colophon.fingerprint"), (Text(short),)),
                (say("colophon.cite"), (Text(citation),)),
            )
        )
        about = Paragraph((Text(say("colophon.fingerprint_about")),))
        return Section("kolofon", say("document.colophon"), 2, (facts, about))


def _heading_of(target: str) -> str:
    """The slug of the heading that a link names behind its `#`, or ""."""
    fragment = unquote(target.partition("#")[2])
    return slug(fragment) if fragment else ""


def _below(anchor: str, heading: str) -> str:
    """The anchor of a heading of the record with this anchor: two hyphens stand in no other anchor."""
    return f"{anchor}--{heading}"


def _without_skips(tokens: Iterable[Token], level: int) -> Iterator[Token]:
    """Tokens whose headings go down by one level at a time, as those who listen need them; the first is below `level`."""
    tokens = list(tokens)
    wordless = False
    for token, inline in zip_longest(tokens, tokens[1:]):
        if token.type == "heading_open":
            wordless = not any(
                child.content.strip() for child in inline.children or () if child.type != "image"
            )
            level = level if wordless else min(int(token.tag[1:]), level + 1)
        if token.type.startswith("heading_"):
            # A heading of a picture alone, or of nothing, is a paragraph: there is nothing to go to.
            kind = token.type.replace("heading", "paragraph") if wordless else token.type
            yield token.copy(type=kind, tag="p" if wordless else f"h{level}")
        else:
            yield token
