"""What publications share: anchors, resolved prose, breakdowns as chart and table, abbreviations, colophon."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import pairwise, zip_longest
from typing import Any, Generic, TypeVar
from urllib.parse import unquote

from markdown_it.token import Token

from ..model.calendar import says_when
from ..model.deadlines import Deadlines, deadlines
from ..model.field_types import Hyperlink
from ..model.figures import Breakdown, Figures, responsible_bodies
from ..model.plan import THEMES, Chapter, Imprint, Measure, Milestone, Plan, Record
from ..model.spelling import slug
from ..model.state import State
from ..model.vocabulary import Scale, Term
from ..model.when import Precision, When
from ..rounds.comparison import ChangeSet, compare
from ..rounds.history import History, histories
from ..rounds.states import earlier_rounds, state_of
from ..source.filling import texts
from ..source.markdown import DIRECTIVE, Body, internal_target, plain_text, with_children
from ..source.markdown import Section as BodySection
from ..source.pictures import Picture, picture_path
from .breakdowns import chart, longest, table
from .colophon import colophon
from .document import (
    Abbreviation,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Edition,
    Link,
    Panel,
    Paragraph,
    Prose,
    Row,
    Section,
    Status,
    Subheading,
    Table,
    Text,
    listed,
)
from .file_names import fit, free
from .finishing import NoteKey, finished
from .language import Language, begun
from .paper import Fitting

_R = TypeVar("_R", bound=Record)

# The level of the headings of sections.
_SECTIONS = 2
# What a text has in it that depends on the document it stands in, or divides it.
_DEPENDENT = {"footnote_ref", "image", "directive"}


# How the names of figures begin that change from round to round.
_OF_ROUNDS = ("measures.", "milestones.", f"{THEMES}.", "round.")


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
class Assembly:
    """One publication in the making. `publications` are all there are: prose may lead to the others."""

    plan: Plan
    figures: Figures
    language: Language
    publication: Publication[Any]
    publications: tuple[Publication[Any], ...]

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the plan's content, or of what this publication says where no round changes it."""
        return fingerprint(self.plan) if self.publication.of_round else self._own_fingerprint()

    def _own_fingerprint(self) -> str:
        """The SHA-256 of the files that are printed, of the plan file but for its round, and of what is computed.

        What is counted of measures belongs to it only where the publication's prose says it.
        """
        plan = self.plan
        sources = {record.source.path: record.source for record in self.records}
        sources |= {dataset.source.path: dataset.source for dataset in plan.datasets}
        digest = hashlib.sha256()
        for path, source in sorted(sources.items()):
            digest.update(f"{path}\0{source.text}\0".encode())
        settings = plan.settings.source
        round_ = settings.at("round").span.line
        lines = settings.text.split("\n")
        digest.update("\n".join(line for n, line in enumerate(lines, 1) if n != round_).encode())
        said = {role.content for record in self.records for role in record.body.roles}
        for name, figure in sorted(self.figures.figures.items()):
            shown = name in said or any(name.startswith(f"{breakdown}.") for breakdown in self.placed)
            if shown or not name.startswith(_OF_ROUNDS):
                digest.update(f"{name}\0{figure.value}\0".encode())
        for path, picture in sorted(self.pictures.items()):
            digest.update(path.encode() + b"\0" + hashlib.sha256(picture.data).digest())
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
    def comparisons(self) -> tuple[ChangeSet, ...]:
        """What changed from each of these states to the next."""
        promise = self.plan.settings.promise
        return tuple(compare(old, new, promise) for old, new in pairwise(self.states))

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

    @cached_property
    def groups(self) -> tuple[tuple[Term | None, tuple[Measure, ...]], ...]:
        """The measures by theme, in the plan's order; those without one stand last, under None."""
        themes = [*self.plan.settings.vocabulary(THEMES), None]
        found = [
            (theme, tuple(m for m in self.plan.measures if self.theme_of(m) == theme)) for theme in themes
        ]
        return tuple((theme, measures) for theme, measures in found if measures or theme)

    @cached_property
    def led(self) -> Mapping[str, tuple[Measure, ...]]:
        """The measures that each responsible body leads, in the order of the bodies."""
        return self._by_body(slice(1))

    @cached_property
    def shared(self) -> Mapping[str, tuple[Measure, ...]]:
        """The measures that each body is responsible for and does not lead."""
        return self._by_body(slice(1, None))

    def _by_body(self, part: slice) -> Mapping[str, tuple[Measure, ...]]:
        found: dict[str, list[Measure]] = {short: [] for short in responsible_bodies(self.plan)}
        for measure in self.plan.measures:
            for short in tuple(dict.fromkeys(measure.responsible))[part]:
                found[short].append(measure)
        return {short: tuple(measures) for short, measures in found.items()}

    def introduced(self, chapter: Chapter) -> Term | None:
        """The theme that a chapter introduces, if its publication has themes."""
        themed = any(each.themed for each in self.publications if each.id == chapter.publication)
        return self.theme_of(chapter) if themed else None

    def theme_anchor(self, theme: Term) -> str:
        """Where the measures of a theme stand."""
        return f"{self.language('document.theme_anchor')}-{slug(theme.id)}"

    @cached_property
    def deadlines(self) -> Deadlines:
        """What is late in this round, and what is due before the next."""
        return deadlines(self.plan)

    def anchor(self, record: Record) -> str:
        """Where a record stands in the publication that prints it."""
        return self.anchors[record.source.path][1]

    @cached_property
    def measure_anchors(self) -> Mapping[str, str]:
        """The same of every measure, by number."""
        return {measure.number: self.anchor(measure) for measure in self.plan.measures}

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
        return self.plan.by_path[internal_target(href, path) or ""]

    @cached_property
    def _led_to(self) -> Mapping[str, Mapping[str, int]]:
        """The headings that something in the plan leads to, by file and slug: each one's line in its body."""
        sought: dict[str, set[str]] = {}
        for record in self.plan.records:
            for target in (*(link.target for link in record.body.links), *self._links_of(record)):
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

    def _links_of(self, record: Record) -> Iterator[str]:
        """Where the links in a measure's fields lead."""
        for field in self.plan.settings.measure_fields if isinstance(record, Measure) else ():
            value = field.of(record)
            for link in value if isinstance(value, tuple) else (value,):
                if isinstance(link, Hyperlink):
                    yield link.url

    def _heading_anchors(self, record: Record) -> Mapping[int, str]:
        """The anchors of the headings of a record that something leads to, by their lines in its body."""
        headings = self._led_to.get(record.source.path, {})
        return {line: _below(self.anchor(record), heading) for heading, line in headings.items()}

    # Prose

    def panel(self, section: BodySection, record: Record, role: str, shift: int, of: str = "") -> Panel:
        """A section of a record's body with its heading, if it has one; `of` is what listeners are told the record is."""
        heading = self.subheading(section, record, shift) if section.title else None
        level = heading.level if heading else shift + 1
        return Panel(heading, role, self.below(section, record, shift, level), of)

    def subheading(self, section: BodySection, record: Record, shift: int) -> Subheading:
        """The heading of a section of a record's body."""
        key, path, line = self._keys.get(record.source.path, ""), record.source.path, section.line
        anchor = self._heading_anchors(record).get(line - section.body.first_line, "")
        tokens = partial(self._heading, section, path)
        prose = Prose(tokens, shift, f"{key} {line}") if key else Prose(tokens(), shift)
        return Subheading(prose, _SECTIONS + shift, section.title, anchor)

    def _heading(self, section: BodySection, path: str) -> tuple[Token, ...]:
        return self.resolved(section.heading, path)

    def below(self, section: BodySection, record: Record, shift: int, level: int) -> tuple[Block, ...]:
        """What stands below the heading of a section of a record's body, as `blocks` has it."""
        key, path, (first, end) = self._keys.get(record.source.path, ""), record.source.path, section.stretch
        if not key or first == end or self._heading_anchors(record):
            return self.blocks(section.tokens, record, shift, level)
        tokens = partial(self._whole, section, path, level - shift)
        return (Prose(tokens, shift, f"{key} {first} {end} {level}"),)

    def _whole(self, section: BodySection, path: str, level: int) -> tuple[Token, ...]:
        tokens = self.resolved(_without_skips(section.tokens, level), path)
        # A large plan is many times as large with all tokens of its texts.
        section.body.let_go()
        return tokens

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """What tells the text of each record, where its links lead and what its figures say from others, by path.

        A text of which more than that decides how it is printed has none.
        """
        return {
            record.source.path: self._key(record.body, record.source.path)
            for record in self.records
            if _DEPENDENT.isdisjoint(record.body.kinds)
        }

    def _key(self, body: Body, path: str) -> str:
        targets = [self.target(link.target, path) for link in body.links]
        figures = [self._figure(role.content) for role in body.roles]
        told = json.dumps([body.key, targets, figures])
        return hashlib.sha256(told.encode("ascii")).hexdigest()

    def blocks(self, tokens: Iterable[Token], record: Record, shift: int, level: int) -> tuple[Block, ...]:
        """Tokens of a record's body as blocks: prose, with the breakdowns where their directives stand.

        `level` is the printed level of the heading they stand under; below it none is skipped.
        """
        blocks: list[Block] = []
        run: list[Token] = []
        tokens = list(tokens)
        scale = longest(found for token in tokens if (found := self._directed(token)))
        anchors = self._heading_anchors(record)

        def end(anchor: str = "") -> None:
            if run:
                prose = Prose(self.resolved(run, record.source.path), shift)
                blocks.append(_subheading(prose, anchor) if anchor else prose)
            run.clear()

        anchor = ""
        for token in _without_skips(tokens, level - shift):
            if breakdown := self._directed(token):
                end()
                blocks.extend(self.breakdown(breakdown, scale))
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
        asked = (name for record in self.records for _, name, _ in record.body.directives)
        return frozenset(found.name for name in asked if (found := self.figures.breakdowns.get(name)))

    def resolved(self, tokens: Iterable[Token], path: str) -> tuple[Token, ...]:
        """Tokens of the file at `path` whose figures, links and pictures are resolved."""
        return tuple(with_children(token, lambda child: self._child(child, path)) for token in tokens)

    def _child(self, child: Token, path: str) -> Token:
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

    def written(self, text: str, record: Record, level: int) -> tuple[Block, ...]:
        """The Markdown of a record's field as blocks below a heading of this level."""
        return self.blocks(Body(text).tokens, record, level - 1, level)

    def remark(self, record: Record, level: int) -> tuple[Panel, ...]:
        """The remark that a record has in this edition, as a part of it."""
        if not record.note:
            return ()
        return (
            Panel(
                Subheading.of(self.language("document.remark"), level),
                "note",
                self.written(record.note, record, level),
            ),
        )

    def _note(self, key: NoteKey) -> Prose:
        path, place = key
        record = self.plan.by_path[path]
        notes = record.body.notes
        return Prose(self.resolved(notes[place], path) if place < len(notes) else ())

    def markdown_sections(self, record: Record) -> dict[str, str]:
        """A body's sections as Markdown by heading: figures filled in, foreign words without their marks."""
        return texts(record.body, self._figure)

    def _figure(self, name: str) -> str | None:
        """A figure as it is printed, if there is one of this name."""
        figure = self.figures.find(name)
        return self.language.figure(figure) if figure else None

    def chapters(self, place: str) -> tuple[Section, ...]:
        """This publication's chapters before (front) or after (back) what is generated."""
        return tuple(
            self.chapter(chapter, 2)
            for chapter in self.plan.chapters
            if chapter.publication == self.publication.id
            and chapter.place == place
            and not self.introduced(chapter)
        )

    def chapter(self, chapter: Chapter, level: int) -> Section:
        """A chapter as a section of some level."""
        return Section(
            anchor=self.anchors[chapter.source.path][1],
            title=chapter.title,
            level=level,
            blocks=(
                *self.blocks(chapter.body.tokens, chapter, level - 1, level),
                *self.remark(chapter, level + 1),
            ),
            role="chapter",
            language=chapter.title_language,
            short=chapter.short_title,
        )

    # Parts

    def status(self, status: str, scale: Scale | None = None) -> Status:
        """A status with the mark of its class, on the plan's scale or another."""
        known = scale or self.plan.settings.statuses
        found = known.find(status)
        if found is None:
            return Status(status)
        return Status(status, means=found.means) if found.off_scale else Status(status, known.progress(found))

    def responsible(self, short: str) -> Abbreviation | Text:
        """A responsible body with its full name at hand."""
        full = self.plan.settings.responsible_name(short)
        return Text(short) if full == short else Abbreviation(short, full)

    def due(self, measure: Measure, milestone: Milestone | None = None) -> Cell:
        """When a measure, or a milestone of it, is due, and whether that has passed; empty where nothing says when."""
        due = (milestone or measure).due
        if not due:
            return ()
        is_late = self.deadlines.overdue(measure, milestone)
        late = (Text(f" ({self.language('status-report.late')})"),) if is_late else ()
        return (Text(self.language.time(due)), *late)

    @cached_property
    def body_pages(self) -> Mapping[str, str]:
        """The name of each body's page, by its abbreviation: itself, but for signs that files and addresses cannot have."""
        taken: set[str] = set()
        return {short: f"responsible/{free(fit(short).strip('-.') or '-', taken)}" for short in self.led}

    def bodies(self, shorts: Iterable[str]) -> Cell:
        """Responsible bodies, the lead first."""
        return listed(map(self.responsible, shorts))

    def breakdown(self, breakdown: Breakdown, scale: Mapping[bool, int] | None = None) -> tuple[Chart, Table]:
        """A breakdown as a chart and the table of its data.

        Parts stand by their size, but where their vocabulary has an order. `scale` is the `longest` bar beside which the
        chart stands.
        """
        say, vocabulary = self.language, self.plan.settings.vocabulary(breakdown.by)
        if not vocabulary.ordered and breakdown.by not in ("statuses", THEMES):
            breakdown = breakdown.by_size
        most = (scale or longest([breakdown]))[breakdown.has_amounts]
        title = breakdown.title or vocabulary.title or say(f"vocabulary.{breakdown.by}.title")
        term = self.term(breakdown.by)
        ident = breakdown.name.replace(".", "-").replace("_", "-")
        labels: dict[str, Cell] = {}
        if breakdown.by == "statuses":
            labels = {status.id: (self.status(status.label),) for status in self.plan.settings.statuses}
        return (
            chart(breakdown, title, f"{ident}-chart", most, say),
            table(breakdown, title, f"{ident}-table", say, term=term, labels=labels),
        )

    def term(self, name: str) -> str:
        """What a word of a vocabulary is called where that stands alone."""
        return begun(self.term_within(name))

    def term_within(self, name: str) -> str:
        """The same within a sentence: as the plan says, or else in general."""
        return self.plan.settings.vocabulary(name).label or self.language(f"vocabulary.{name}.term")

    def document(
        self, sections: tuple[Section, ...], lead: str, overview: str = "", summary: str = ""
    ) -> Document:
        """The publication: these sections, then its back chapters, its abbreviations and the colophon.

        `lead` stands below the title where the plan gives no subtitle; `overview` is where the records are listed
        if anywhere, and `summary` what the publication says in a sentence or two.
        """
        say, imprint = self.language, self.imprint
        back = self.chapters("back")
        document = Document(
            id=self.publication.id,
            title=imprint.title,
            subtitle=say(f"{self.publication.id}.title"),
            lead=imprint.subtitle or lead,
            language=say.code,
            round=self.round,
            fingerprint=self.fingerprint,
            sections=(*sections, *back, *self._remarks(), *self._abbreviations(), colophon(self)),
            pictures=self.pictures,
            overview=overview,
            summary=summary,
            dated=self._dated,
            moment=self._moment,
            cover=tuple(
                filter(None, (*self._issued, say.list(imprint.authors), imprint.publisher, imprint.number))
            ),
            imprint=imprint,
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

    @cached_property
    def printed(self) -> tuple[Record, ...]:
        """The same in about the order in which they are printed."""
        chapters = [record for record in self.records if isinstance(record, Chapter)]
        front, back = ([c for c in chapters if (c.place == "back") == last] for last in (False, True))
        return (*front, *self.publication.records(self.plan), *back)

    def _abbreviations(self) -> tuple[Section, ...]:
        """The abbreviations of the vocabulary that are used, as a section with a table."""
        known = self.plan.settings.abbreviations
        used: set[str] = set()
        for record in self.records:
            text = f"{record.title}\n{record.body.prose}\n{record.note}"
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
        lead = Paragraph.of(say(f"{self.publication.id}.abbreviations_lead"))
        return (Section("forkortelser", say("document.abbreviations"), 2, (lead, table)),)

    @cached_property
    def imprint(self) -> Imprint:
        """What the publication says of itself; what it leaves out is the plan's."""
        settings = self.plan.settings
        own = settings.imprints.get(self.publication.id, Imprint())
        publisher = own.publisher or (settings.publisher.name if settings.publisher else "")
        return replace(own, title=own.title or settings.title, publisher=publisher)

    @property
    def round(self) -> str:
        """The round that the publication belongs to; "" for none."""
        return self.plan.settings.round if self.publication.of_round else ""

    @property
    def _issued(self) -> tuple[str, ...]:
        """The round, where the plan's own line stands below the title instead, and the publication's own date."""
        say, own = self.language, self.imprint.date
        edition = (begun(say.round(self.round)),) if self.round and self.imprint.subtitle else ()
        return (*edition, say.time(own)) if own else edition

    @property
    def _dated(self) -> date | None:
        """The day of the round: the one it names, else the first of the month in which it ends, as a month's date is written."""
        last, named = self.plan.settings.last_day(self.round), self.plan.settings.rounds.get(self.round)
        has_day = says_when(self.round) and When.parse(self.round).precision is Precision.DAY
        return last if last is None or has_day or (named and named.date) else last.replace(day=1)

    @property
    def _moment(self) -> str:
        """What readers call the time that the publication is of."""
        if self.round:
            return self.language.round(self.round)
        return self.language.time(self.imprint.date) if self.imprint.date else ""

    def called(self, record: Record) -> str:
        """What a record is called where others are told of it."""
        return self.publication.called(record, self.language)

    def _remarks(self) -> tuple[Section, ...]:
        """All remarks of this edition, each with the record it is about."""
        remarked = [record for record in self.printed if record.note]
        if not remarked:
            return ()
        blocks: list[Block] = []
        for record in remarked:
            words = self.called(record) if record in self.publication.records(self.plan) else record.brief
            link = Link(words, f"#{self.anchor(record)}", language=record.title_language)
            blocks.append(Panel(None, "note", (Paragraph((link,)), *self.written(record.note, record, 2))))
        return (Section("merknader", self.language("document.remarks"), 2, tuple(blocks)),)


def _subheading(prose: Prose, anchor: str) -> Subheading:
    level = int(prose.tokens[0].tag[1:]) + prose.shift
    return Subheading(prose, level, plain_text(prose.tokens), anchor)


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
