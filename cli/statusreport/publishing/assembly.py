"""What publications share: anchors, resolved prose, breakdowns as chart and table, abbreviations, colophon."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest

from markdown_it.token import Token

from ..model.figures import Breakdown, Figures
from ..model.plan import DOCUMENT_STUDY, STATUS_REPORT, Heading, Measure, Plan, Project, Record
from ..model.state import State
from ..model.vocabulary import StatusClass, slug
from ..rounds.history import History, histories
from ..rounds.states import earlier_rounds, state_of
from ..source.markdown import DIRECTIVE, internal_target
from .breakdowns import chart, table
from .document import (
    Abbreviation,
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Note,
    Paragraph,
    Prose,
    Row,
    Section,
    Status,
    Table,
    Text,
)
from .language import Language
from .paper import fitted


@dataclass
class Assembly:
    """One publication in the making; it hands out note numbers in the order of the text."""

    plan: Plan
    figures: Figures
    language: Language
    publication: str
    notes: list[Note] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)
    _idents: set[str] = field(default_factory=set)
    _numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    _backs: dict[int, list[str]] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> str:
        """The content's SHA-256: the same for the same texts, whatever the folder, the clock or the machine."""
        digest = hashlib.sha256()
        seals = {sealed.source.path for sealed in self.plan.rounds}
        for path, source in sorted(self.plan.sources.items()):
            if path not in seals:
                digest.update(f"{path}\0{source.text}\0".encode())
        for sealed in self.plan.rounds:
            # The seal of what is published now says nothing that its own files do not.
            if sealed.state.round < self.plan.settings.round:
                digest.update(sealed.hash.encode())
        for path, data in sorted(self.plan.pictures.items()):
            digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
        return digest.hexdigest()

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The sealed rounds before this one, oldest first, and what is being published."""
        return (*earlier_rounds(self.plan), state_of(self.plan, self.plan.settings.round))

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """What became of each measure over these states, by number."""
        return histories(self.states)

    @cached_property
    def pictures(self) -> Mapping[str, bytes]:
        """The pictures that this publication shows, by path."""
        shown = {
            internal_target(link.target, record.source.path)
            for record in self._records
            for link in record.body.links()
            if link.picture
        }
        return {path: data for path, data in self.plan.pictures.items() if path in shown}

    # Anchors

    @cached_property
    def anchors(self) -> Mapping[str, tuple[str, str]]:
        """Where each file's record stands: publication and anchor, by path."""
        places: dict[str, tuple[str, str]] = {}
        for measure in self.plan.measures:
            places[measure.source.path] = (STATUS_REPORT, self.measure_anchor(measure))
        for project in self.plan.projects:
            places[project.source.path] = (DOCUMENT_STUDY, self.project_anchor(project))
        taken: set[tuple[str, str]] = set()
        for chapter in self.plan.chapters:
            anchor = base = f"{self.language('chapter.anchor')}-{slug(chapter.title)}"
            number = 2
            while (chapter.publication, anchor) in taken:
                anchor, number = f"{base}-{number}", number + 1
            taken.add((chapter.publication, anchor))
            places[chapter.source.path] = (chapter.publication, anchor)
        return places

    def measure_anchor(self, measure: Measure) -> str:
        return f"{self.language('measure.anchor')}-{measure.number}"

    def project_anchor(self, project: Project) -> str:
        return f"{self.language('project.anchor')}-{project.order}"

    def target(self, href: str, path: str) -> str:
        """A link of the file at `path` as a target of this document."""
        file = path if href.startswith("#") else internal_target(href, path)
        if file is None or file not in self.anchors:
            return href
        publication, anchor = self.anchors[file]
        return f"#{anchor}" if publication == self.publication else f"{publication}#{anchor}"

    def record(self, href: str, path: str) -> Record:
        """The record that a link of the file at `path` leads to, where `target` leads to one."""
        file = internal_target(href, path)
        return next(record for record in self.plan.records if record.source.path == file)

    # Prose

    def blocks(self, tokens: Iterable[Token], record: Record, shift: int, level: int) -> tuple[Block, ...]:
        """Tokens of a record's body as blocks: prose, with the breakdowns where their directives stand.

        `level` is the printed level of the heading they stand under; below it none is skipped.
        """
        blocks: list[Block] = []
        run: list[Token] = []
        for token in _without_skips(tokens, level - shift):
            found = (
                DIRECTIVE.match(token.info.strip()) if token.type == "fence" and token.level == 0 else None
            )
            breakdown = self.figures.breakdowns.get(found[2].strip()) if found else None
            if breakdown is None:
                run.append(token)
                continue
            if run:
                blocks.append(Prose(self._resolved(run, record), shift))
            run = []
            blocks.extend(self.breakdown(breakdown))
        if run:
            blocks.append(Prose(self._resolved(run, record), shift))
        return tuple(blocks)

    def _resolved(self, tokens: Iterable[Token], record: Record) -> tuple[Token, ...]:
        return tuple(
            token.copy(children=[self._child(child, record) for child in token.children])
            if token.type == "inline" and token.children
            else token
            for token in tokens
        )

    def _child(self, child: Token, record: Record) -> Token:
        path = record.source.path
        if child.type == "myst_role":
            figure = self.figures.figures.get(child.content)
            return Token("text", "", 0, content=self.language.figure(figure) if figure else child.content)
        if child.type == "link_open":
            target = self.target(str(child.attrs.get("href", "")), path)
            return child.copy(attrs={**child.attrs, "href": target})
        if child.type == "image":
            picture = internal_target(str(child.attrs.get("src", "")), path) or ""
            return child.copy(attrs={**child.attrs, "src": picture})
        if child.type == "footnote_ref":
            return self._note_ref(child, record)
        return child

    def _note_ref(self, child: Token, record: Record) -> Token:
        key = (record.source.path, int(child.meta["id"]))
        if key not in self._numbers:
            number = self._numbers[key] = len(self._numbers) + 1
            self._backs[number] = []
            tokens = record.body.notes[key[1]] if key[1] < len(record.body.notes) else ()
            # The place is taken before the note's own text is resolved: it may refer to further notes.
            place = len(self.notes)
            self.notes.append(Note(number, "", (), Prose(())))
            prose = Prose(self._resolved(tokens, record))
            self.notes[place] = Note(number, f"note-{number}", (), prose)
        number = self._numbers[key]
        backs = self._backs[number]
        backs.append(f"note-{number}-ref" if not backs else f"note-{number}-ref-{len(backs) + 1}")
        return child.copy(meta={"number": number, "anchor": backs[-1]})

    def _finished_notes(self) -> tuple[Note, ...]:
        """The notes in order, each with the places that refer to it."""
        return tuple(
            Note(note.number, note.anchor, tuple(self._backs[note.number]), note.prose) for note in self.notes
        )

    def markdown_sections(self, record: Record) -> dict[str, str]:
        """A body's sections as Markdown by heading: figures filled in, foreign words without their marks."""
        sections: dict[str, str] = {}
        for section in record.body.sections:
            before = sections.get(section.title)
            text = self._filled(section.unmarked)
            sections[section.title] = text if before is None else f"{before}\n\n{text}"
        return sections

    def _filled(self, markdown: str) -> str:
        if "{figure}" not in markdown:
            return markdown

        def fill(found: re.Match[str]) -> str:
            figure = self.figures.figures.get(found[1])
            return self.language.figure(figure) if figure else found[0]

        return re.sub(r"\{figure\}`([^`]+)`", fill, markdown)

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
            if chapter.publication == self.publication and chapter.place == place
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
        self.placed.add(breakdown.name)
        title = breakdown.title or self.language(f"breakdown.title_{breakdown.by}")
        ident = self._unique(breakdown.name.replace(".", "-").replace("_", "-"))
        labels: dict[str, Cell] = {}
        if breakdown.by == "statuses":
            labels = {status.id: (self.class_status(status),) for status in self.plan.settings.statuses}
        return (
            chart(breakdown, title, f"{ident}-chart", self.language),
            table(breakdown, title, f"{ident}-table", self.language, labels),
        )

    def _unique(self, ident: str) -> str:
        """An id that no other breakdown of the document has: one may be shown twice."""
        number, free = 2, ident
        while free in self._idents:
            number, free = number + 1, f"{ident}-{number}"
        self._idents.add(free)
        return free

    def document(self, sections: tuple[Section, ...], lead: str) -> Document:
        """The publication: these sections, then its back chapters, its abbreviations and the colophon.

        `lead` stands below the title where the plan gives no subtitle.
        """
        say = self.language
        back = self.chapters("back")
        document = Document(
            id=self.publication,
            title=self.heading.title,
            subtitle=say(f"{self.publication}.title"),
            lead=self.heading.subtitle or lead,
            language=say.code,
            round=self.plan.settings.round,
            fingerprint=self.fingerprint,
            sections=(*sections, *back, *self._abbreviations(), self._colophon()),
            notes=self._finished_notes(),
            pictures=self.pictures,
        )
        return fitted(document, say)

    @cached_property
    def _records(self) -> tuple[Record, ...]:
        """The records whose prose this publication prints."""
        plan = self.plan
        chapters = tuple(chapter for chapter in plan.chapters if chapter.publication == self.publication)
        return (*chapters, *(plan.measures if self.publication == STATUS_REPORT else plan.projects))

    def _abbreviations(self) -> tuple[Section, ...]:
        """The abbreviations of the vocabulary that are used, as a section with a table."""
        known = self.plan.settings.abbreviations
        used: set[str] = set()
        for record in self._records:
            text = f"{record.title}\n{record.body.markdown}"
            used |= {
                word for word in known if word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            }
        if not used:
            return ()
        say = self.language
        columns = (
            Column(say(f"{self.publication}.column.abbreviation"), header=True),
            Column(say(f"{self.publication}.column.meaning"), wide=True),
        )
        rows = tuple(Row(((Text(word),), (Text(known[word]),))) for word in known if word in used)
        table = Table("forkortelser-tabell", say(f"{self.publication}.abbreviations_table"), columns, rows)
        lead = Paragraph((Text(say(f"{self.publication}.abbreviations_lead")),))
        return (Section("forkortelser", say(f"{self.publication}.abbreviations"), 2, (lead, table)),)

    @cached_property
    def heading(self) -> Heading:
        """The publication's title and subtitle."""
        own = self.plan.settings.headings.get(self.publication, Heading())
        return Heading(own.title or self.plan.settings.title, own.subtitle)

    def _colophon(self) -> Section:
        """Which round this is, what identifies its content, and how to cite it."""
        say = self.language
        settings = self.plan.settings
        title = say(f"{self.publication}.title")
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
        return Section("kolofon", say(f"{self.publication}.colophon"), 2, (facts, about))


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
