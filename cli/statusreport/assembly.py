"""What publications share: anchors, resolved prose, breakdowns as chart and table, abbreviations, colophon."""

from __future__ import annotations

import hashlib
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from markdown_it.token import Token

from .document import (
    Abbreviation,
    Bar,
    Block,
    Cell,
    Chart,
    Column,
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
from .figures import Breakdown, Figures
from .figures import Row as BreakdownRow
from .history import History, histories
from .localize import Language
from .model import DOCUMENT_STUDY, STATUS_REPORT, Chapter, Heading, Measure, Plan, Project, Record
from .prose import DIRECTIVE, internal_target
from .rounds import State, earlier_rounds, state_of
from .vocabulary import StatusClass, slug

LABEL_WIDTH = 44


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
            for record in own_records(self.plan, self.publication)
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

    # Prose

    def blocks(self, tokens: Iterable[Token], record: Record, shift: int) -> tuple[Block, ...]:
        """Tokens of a record's body as blocks: prose, with the breakdowns where their directives stand."""
        blocks: list[Block] = []
        run: list[Token] = []
        for token in tokens:
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

    def finished_notes(self) -> tuple[Note, ...]:
        """The notes in order, each with the places that refer to it."""
        return tuple(
            Note(note.number, note.anchor, tuple(self._backs[note.number]), note.prose) for note in self.notes
        )

    def markdown_sections(self, record: Record) -> dict[str, str]:
        """A body's sections as Markdown by heading, their figures filled in."""
        sections: dict[str, str] = {}
        for section in record.body.sections:
            before = sections.get(section.title)
            text = self._filled(section.markdown)
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
                blocks=self.blocks(chapter.body.tokens, chapter, 1),
                role="chapter",
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
        return (
            self._chart(breakdown, title, f"{ident}-chart"),
            self._breakdown_table(breakdown, title, f"{ident}-table"),
        )

    def _unique(self, ident: str) -> str:
        """An id that no other breakdown of the document has: one may be shown twice."""
        number, free = 2, ident
        while free in self._idents:
            number, free = number + 1, f"{ident}-{number}"
        self._idents.add(free)
        return free

    def _chart(self, breakdown: Breakdown, title: str, ident: str) -> Chart:
        say = self.language
        money = breakdown.amount is not None and not breakdown.overlapping
        values = [(row.amount if money else row.count) or 0 for row in breakdown.rows]
        longest = max((*values, 1))
        bars = []
        for row, value in zip(breakdown.rows, values, strict=True):
            part = row.amount_share if money else row.count_share
            shown = say.millions(value) if money else say.number(value)
            if part is not None:
                shown = say("breakdown.bar_value", value=shown, share=say.percent(part))
            lines = tuple(textwrap.wrap(row.label, LABEL_WIDTH)) or ("",)
            bars.append(Bar(lines, row.label, shown, max(value, 0) / longest))
        name = say("breakdown.chart_amount" if money else "breakdown.chart_count", title=title)
        parts = "; ".join(say("document.figure_part", label=bar.label, value=bar.value) for bar in bars)
        return Chart(ident, name, say("document.figure_of", title=name, parts=f"{parts}."), tuple(bars))

    def _breakdown_table(self, breakdown: Breakdown, title: str, ident: str) -> Table:
        say = self.language
        counts = breakdown.count is not None
        money = breakdown.amount is not None and not breakdown.overlapping
        both = counts and money
        columns = [Column(say(f"breakdown.term_{breakdown.by}"), header=True, wide=True)]
        if counts:
            columns += [
                Column(say("breakdown.count"), number=True),
                Column(say("breakdown.count_share" if both else "breakdown.share"), number=True),
            ]
        if money:
            columns += [
                Column(say("breakdown.amount"), number=True),
                Column(say("breakdown.amount_share" if both else "breakdown.share"), number=True),
            ]

        def cells(row: BreakdownRow, label: Cell) -> tuple[Cell, ...]:
            values: list[str] = []
            if counts:
                values += [say.number(row.count or 0), self._share(row.count_share)]
            if money:
                values += [say.number(row.amount or 0), self._share(row.amount_share)]
            return (label, *((Text(value),) for value in values))

        rows = tuple(Row(cells(row, self._term_cell(breakdown, row))) for row in breakdown.rows)
        total = None
        if not breakdown.overlapping:
            whole = BreakdownRow(
                "",
                "",
                sum(row.count or 0 for row in breakdown.rows),
                _sum(row.count_share for row in breakdown.rows),
                sum(row.amount or 0 for row in breakdown.rows),
                _sum(row.amount_share for row in breakdown.rows),
            )
            total = Row(cells(whole, (Text(say("breakdown.total")),)))
        return Table(ident, title, tuple(columns), rows, total, self._breakdown_notes(breakdown))

    def _share(self, share: Fraction | None) -> str:
        return "–" if share is None else self.language.percent(share)

    def _term_cell(self, breakdown: Breakdown, row: BreakdownRow) -> Cell:
        for status in self.plan.settings.statuses if breakdown.by == "statuses" else ():
            if status.id == row.id:
                return (self.class_status(status),)
        return (Text(row.label),)

    def _breakdown_notes(self, breakdown: Breakdown) -> tuple[str, ...]:
        say = self.language
        notes: list[str] = []
        if breakdown.overlapping:
            notes.append(say("breakdown.overlapping", total=say.number(breakdown.count or 0)))
        elif breakdown.origin and breakdown.amount is not None:
            notes.append(say("breakdown.base_amount", total=say.number(breakdown.amount)))
        elif breakdown.origin and breakdown.count is not None:
            notes.append(say("breakdown.base_count", total=say.number(breakdown.count)))
        if not breakdown.overlapping and self._rounded_apart(breakdown):
            notes.append(say("breakdown.rounded"))
        if breakdown.origin:
            notes.append(say("breakdown.origin", origin=breakdown.origin))
        return tuple(notes)

    def _rounded_apart(self, breakdown: Breakdown) -> bool:
        """Whether the printed shares of a whole do not add up to the whole."""
        columns = ([row.count_share for row in breakdown.rows], [row.amount_share for row in breakdown.rows])
        for shares in columns:
            known = [part for part in shares if part is not None]
            if known and sum(self.language.rounded(part) for part in known) != self.language.rounded(
                sum(known)
            ):
                return True
        return False

    def abbreviations(self, records: Iterable[Record], section: str) -> Section | None:
        """The abbreviations of the vocabulary that these records use, as a section with a table."""
        known = self.plan.settings.abbreviations
        used: set[str] = set()
        for record in records:
            text = f"{record.title}\n{record.body.markdown}"
            used |= {
                word for word in known if word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
            }
        if not used:
            return None
        say = self.language
        columns = (
            Column(say(f"{section}.column.abbreviation"), header=True),
            Column(say(f"{section}.column.meaning"), wide=True),
        )
        rows = tuple(Row(((Text(word),), (Text(known[word]),))) for word in known if word in used)
        table = Table("forkortelser-tabell", say(f"{section}.abbreviations_table"), columns, rows)
        lead = Paragraph((Text(say(f"{section}.abbreviations_lead")),))
        return Section("forkortelser", say(f"{section}.abbreviations"), 2, (lead, table))

    @cached_property
    def heading(self) -> Heading:
        """The publication's title and subtitle."""
        own = self.plan.settings.headings.get(self.publication, Heading())
        return Heading(own.title or self.plan.settings.title, own.subtitle)

    def colophon(self, section: str, publication: str) -> Section:
        """Which round this is, what identifies its content, and how to cite it."""
        say = self.language
        settings = self.plan.settings
        short = self.fingerprint[:12]
        citation = say(
            "colophon.citation",
            title=self.heading.title,
            publication=publication,
            round=settings.round,
            fingerprint=short,
        )
        facts = Facts(
            (
                (say("colophon.title"), (Text(self.heading.title),)),
                (say("colophon.publication"), (Text(publication),)),
                (say("colophon.round"), (Text(settings.round),)),
                (say("colophon.fingerprint"), (Text(short),)),
                (say("colophon.cite"), (Text(citation),)),
            )
        )
        about = Paragraph((Text(say("colophon.fingerprint_about")),))
        return Section("kolofon", say(f"{section}.colophon"), 2, (facts, about))


def own_records(plan: Plan, publication: str) -> tuple[Record, ...]:
    """The records whose prose a publication prints."""
    own: tuple[Record, ...] = plan.measures if publication == STATUS_REPORT else plan.projects
    chapters: tuple[Chapter, ...] = tuple(c for c in plan.chapters if c.publication == publication)
    return (*chapters, *own)


def _sum(shares: Iterable[Fraction | None]) -> Fraction | None:
    known = [part for part in shares if part is not None]
    return sum(known, Fraction(0)) if known else None
