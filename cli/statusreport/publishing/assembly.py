"""What publications share: anchors, resolved prose, breakdowns as chart and table, abbreviations, colophon."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import pairwise, zip_longest

from markdown_it.token import Token

from ..model.calendar import says_when
from ..model.deadlines import Deadlines, deadlines
from ..model.figures import Breakdown, Figures, responsible_bodies
from ..model.generated import generated
from ..model.records import Chapter, Measure, Milestone, Record
from ..model.settings import Imprint
from ..model.state import State
from ..model.vocabulary import THEMES, Scale, Term
from ..model.when import Precision, When
from ..rounds.comparison import ChangeSet, compare
from ..rounds.history import History, histories
from ..rounds.states import earlier_rounds, state_of
from ..source.commonmark import TITLE
from ..source.filling import texts
from ..source.links import named
from ..source.markdown import Body
from ..source.markdown import Section as BodySection
from ..source.pictures import Picture, picture_path
from ..source.tokens import breakdowns_of, plain_text, with_children
from .breakdowns import Breakdowns, chart, longest, table, whose
from .colophon import colophon
from .document import (
    Abbreviation,
    Block,
    Cell,
    Chart,
    Column,
    Document,
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
from .fingerprint import fingerprint, own_fingerprint
from .finishing import SHOWN, NoteKey, finished
from .language import begun
from .places import Places

# The level of the headings of sections.
_SECTIONS = 2
# What a text has in it that depends on the document it stands in, or divides it.
_DEPENDENT = {"footnote_ref", "image", "directive"}
# The title of what publications make of themselves, by name, where it is no breakdown.
_TITLES = {
    "chart:measures": "glance.marks",
    "chart:responsible": "glance.bodies",
    "chart:rounds": "changes.trend",
    "table:measures": "status-report.overview_table",
    "table:rounds": "changes.strips_table",
    "table:responsible": "status-report.responsible_table",
    "table:responsible.statuses": "status-report.status_table",
    "table:themes": "status-report.theme_table",
    "table:projects": "document-study.projects_table",
    "table:evaluations": "document-study.evaluations_table",
}


@dataclass(frozen=True)
class Assembly(Places):
    """One publication in the making."""

    figures: Figures

    @cached_property
    def fingerprint(self) -> str:
        """The fingerprint of the plan's content, or of what this publication says where no round changes it."""
        if self.publication.of_round:
            return fingerprint(self.plan)
        return own_fingerprint(self.plan, self.figures, self.records, self.pictures, self.placed)

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

    @cached_property
    def deadlines(self) -> Deadlines:
        """What is late in this round, and what is due before the next."""
        return deadlines(self.plan)

    # Prose

    def panel(self, section: BodySection, record: Record, role: str, shift: int, of: str = "") -> Panel:
        """A section of a record's body with its heading, if it has one; `of` is what listeners are told the record is."""
        heading = self.subheading(section, record, shift) if section.title else None
        level = heading.level if heading else shift + 1
        return Panel(heading, role, self.below(section, record, shift, level), of)

    def subheading(self, section: BodySection, record: Record, shift: int) -> Subheading:
        """The heading of a section of a record's body."""
        key, path, line = self._keys.get(record.source.path, ""), record.source.path, section.line
        anchor = self.heading_anchors(record).get(line - section.body.first_line, "")
        tokens = partial(self._heading, section, path)
        words = partial(section.body.said, section.heading_stretch, self._figure)
        prose = Prose(tokens, shift, f"{key} {line}", words) if key else Prose(tokens(), shift)
        return Subheading(prose, _SECTIONS + shift, section.title, anchor)

    def _heading(self, section: BodySection, path: str) -> tuple[Token, ...]:
        return self.resolved(section.heading, path)

    def below(self, section: BodySection, record: Record, shift: int, level: int) -> tuple[Block, ...]:
        """What stands below the heading of a section of a record's body, as `blocks` has it."""
        key, path, (first, end) = self._keys.get(record.source.path, ""), record.source.path, section.stretch
        if not key or first == end or self.heading_anchors(record):
            return self.blocks(section.tokens, record, shift, level)
        tokens = partial(self._whole, section, path, level - shift)
        words = partial(section.body.said, section.stretch, self._figure)
        return (Prose(tokens, shift, f"{key} {first} {end} {level}", words),)

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
            and not any(named(link.target) for link in record.body.links)
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
        anchors = self.heading_anchors(record)

        def end(anchor: str = "") -> None:
            if run:
                prose = Prose(self.resolved(run, record.source.path), shift)
                blocks.append(_subheading(prose, anchor) if anchor else prose)
            run.clear()

        anchor = ""
        for token, behind in zip_longest(_without_skips(tokens, level - shift), tokens[2:]):
            if breakdowns := self._directed(token):
                end()
                finding = self._finding(behind, record) if behind else ""
                blocks.extend(
                    self.breakdown(*breakdowns, scale=scale, finding=finding, file=record.source.path)
                )
                continue
            if token.info == TITLE:
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

    def _directed(self, token: Token) -> Breakdowns:
        """The breakdowns that a directive asks for."""
        known = self.figures.breakdowns
        return [known[name] for name in breakdowns_of(token) if name in known]

    def _finding(self, token: Token, record: Record) -> str:
        """The title of its own that a directive has, if the second token behind it is of one."""
        title = plain_text(self.resolved([token], record.source.path)) if token.info == TITLE else ""
        return re.sub(r"[ \t\n]+", " ", title)

    @cached_property
    def placed(self) -> frozenset[str]:
        """The names of the breakdowns that prose shows."""
        return frozenset(name for record in self.records for name in record.body.breakdowns)

    def resolved(self, tokens: Iterable[Token], path: str) -> tuple[Token, ...]:
        """Tokens of the file at `path` whose figures, links and pictures are resolved."""
        return tuple(with_children(token, lambda child: self._child(child, path)) for token in tokens)

    def _shows(self, href: str, shown: str, path: str) -> str:
        """The file that shows what a link in the file at `path` names; "" for what this publication makes of itself."""
        record = self.plan.by_path[path]
        own = shown.partition(":")[2] in record.body.breakdowns
        if href.startswith("#") and not own and shown in generated(self.plan, record):
            return ""
        return self.file(href, path) or ""

    def _child(self, child: Token, path: str) -> Token:
        if child.type == "myst_role":
            return self._spoken(child)
        if child.type == "link_open":
            href = str(child.attrs.get("href", ""))
            attrs = {**child.attrs, "href": self.target(href, path)}
            if shown := named(href):
                key = (self._shows(href, shown, path), shown)
                return child.copy(attrs=attrs, meta={**child.meta, SHOWN: (key, self._title_of(shown))})
            return child.copy(attrs=attrs)
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

    def said_by(self, number: str, text: str) -> tuple[Token, ...]:
        """The tokens of the Markdown in a field of the measure with this number."""
        return self.resolved(Body(text).tokens, self._paths[number])

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        return {measure.number: measure.source.path for measure in self.plan.measures}

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

    def filled(self, text: str) -> str:
        """The Markdown of a field with its figures filled in, for other programs."""
        if "`" not in text and "[" not in text:  # what roles, links and foreign words begin with
            return text
        return "\n\n".join(texts(Body(text), self._figure).values())

    def _figure(self, name: str) -> str | None:
        """A figure as it is printed, if there is one of this name, or the title of a chart or table that a link names."""
        if ":" in name:
            return self._title_of(name)
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

    def responsible(self, short: str, *, told: bool = False) -> Abbreviation | Text:
        """A responsible body with its full name at hand, which may be `told` already."""
        full = self.plan.settings.responsible_name(short)
        return Text(short) if full == short else Abbreviation(short, full, told)

    def words(self, text: str) -> Abbreviation | Text:
        """A text, with what it stands for at hand if it is one of the plan's abbreviations."""
        full = self.plan.settings.abbreviations.get(text)
        return Abbreviation(text, full) if full else Text(text)

    def body(self, short: str) -> str:
        """The full name of a responsible body, with its abbreviation behind it if it has one."""
        return self.language.body(self.plan.settings.responsible_name(short), short)

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

    def bodies(self, shorts: Iterable[str], *, told: bool = False) -> Cell:
        """Responsible bodies, the lead first."""
        return listed(self.responsible(short, told=told) for short in shorts)

    def breakdown(
        self,
        *breakdowns: Breakdown,
        scale: Mapping[bool, int] | None = None,
        finding: str = "",
        file: str = "",
    ) -> tuple[Chart | Table, ...]:
        """A breakdown as a chart and the table of its data; several as one chart and the table of each.

        Parts stand by their size, but where their vocabulary has an order. `scale` is the `longest` bar beside which the
        chart stands, `finding` its title if that states one, and `file` the one that shows it.
        """
        say = self.language
        found = [self._in_order(breakdown) for breakdown in breakdowns]
        titles = [self._title_of(breakdown.name) for breakdown in found]
        title, term = titles[0], self.term(found[0].by)
        if len(found) > 1:
            one, other = (whose(breakdown, say) for breakdown in found[:2])
            title = say("breakdown.pair", one=begun(one), other=other, term=self.term_within(found[0].by))
        scale = scale or longest([found])
        labels: dict[str, Cell] = {row.id: (self.words(begun(row.label)),) for b in found for row in b.rows}
        if found[0].by == "statuses":
            labels = {status.id: (self.status(status.label),) for status in self.plan.settings.statuses}
        names = [breakdown.name for breakdown in found]
        idents = [name.replace(".", "-").replace("_", "-") for name in names]
        return (
            replace(
                chart(found, f"{'-'.join(idents)}-chart", title, scale, say, finding=finding),
                shown=tuple((file, f"chart:{name}") for name in names),
            ),
            *(
                replace(
                    table(breakdown, caption, f"{ident}-table", say, term=term, labels=labels),
                    shown=((file, f"table:{breakdown.name}"),),
                )
                for breakdown, caption, ident in zip(found, titles, idents, strict=True)
            ),
        )

    def _in_order(self, breakdown: Breakdown) -> Breakdown:
        ordered = self.plan.settings.vocabulary(breakdown.by).ordered
        return breakdown if ordered or breakdown.by in ("statuses", THEMES) else breakdown.by_size

    def _title_of(self, name: str) -> str:
        """What a breakdown is of, by its name, before which a link says what of it is meant."""
        breakdown = self.figures.breakdowns.get(name.rpartition(":")[2])
        if breakdown is None:
            key = _TITLES.get(name)
            return self.language(key, n=len(self.plan.measures)) if key else name
        if breakdown.of_measures and breakdown.title:
            return self.language("breakdown.of_theme", theme=breakdown.title)
        own = self.plan.settings.vocabulary(breakdown.by).title
        return breakdown.title or own or self.language(f"vocabulary.{breakdown.by}.title")

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
        return self.finished(document)

    def finished(self, document: Document) -> Document:
        """What belongs to the publication as it is printed."""
        return finished(document, self.language, self._note)

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

    def public(self, data: Mapping[str, object]) -> dict[str, object]:
        """Data for programs without what is only for editors."""
        internal = {key for key in self.plan.settings.internal if key.startswith("x-")}

        def kept(value: object) -> object:
            if isinstance(value, Mapping):
                return {key: kept(inner) for key, inner in value.items() if key not in internal}
            return [kept(inner) for inner in value] if isinstance(value, (list, tuple)) else value

        return {key: kept(value) for key, value in data.items() if key not in internal}

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
            words = record.brief if isinstance(record, Chapter) else self.called(record)
            link = Link(words, f"#{self.anchor(record)}", language=record.title_language)
            blocks.append(Panel(None, "note", (Paragraph((link,)), *self.written(record.note, record, 2))))
        return (Section("merknader", self.language("document.remarks"), 2, tuple(blocks)),)


def _subheading(prose: Prose, anchor: str) -> Subheading:
    level = int(prose.tokens[0].tag[1:]) + prose.shift
    return Subheading(prose, level, plain_text(prose.tokens), anchor)


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
