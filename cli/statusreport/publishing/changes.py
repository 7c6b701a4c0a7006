"""A comparison as blocks of a document: on a page of its own, and for others to print."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping

from markdown_it.token import Token

from ..model.fields import Field, OwnField
from ..model.state import State
from ..rounds.comparison import GONE, Change, ChangeSet, Kind, ProjectChange, Promise, Wording
from ..rounds.differences import Difference, words_changed
from ..rounds.states import WORKING
from ..source.markdown import Body
from .colophon import WEB
from .document import (
    Abbreviation,
    Block,
    Cell,
    Column,
    Document,
    Link,
    Paragraph,
    Prose,
    Revision,
    Row,
    Section,
    Table,
    Text,
    listed,
)
from .finishing import explained
from .language import Language
from .printed import ends, readable

# Moves come first, and what is no change of status last.
_ORDER = (
    Kind.ADVANCED,
    Kind.REGRESSED,
    Kind.ENDED,
    Kind.PAUSED,
    Kind.RESUMED,
    Kind.ADDED,
    Kind.SPLIT,
    Kind.MERGED,
    Kind.REMOVED,
    Kind.REPORTED,
    Kind.UNREPORTED,
    Kind.CHANGED,
    Kind.REWORDED,
)
# Those of which readers ask why, besides a step back.
_STOPPED = (Kind.ENDED, Kind.PAUSED, Kind.REMOVED)


def summary(changes: ChangeSet, say: Language) -> str:
    """How many measures moved on the scale, and apart from them how many have become something else."""
    counts = dict(changes.summary)
    forward, back = counts.pop(Kind.ADVANCED), counts.pop(Kind.REGRESSED)
    key = ("lead_both" if back else "lead_forward") if forward else ("lead_back" if back else "lead_none")
    sentences = [
        say(
            f"changes.{key}",
            old=state_name(changes.old, say),
            new=state_name(changes.new, say),
            n=forward or back,
            back=say.number(back),
        )
    ]
    if apart := tuple(say(f"changes.count.{kind}", n=count) for kind, count in counts.items() if count):
        sentences.append(say("changes.apart", parts=say.list(apart)))
    sentences.append(say("changes.lead_total", n=len(changes.new.measures)))
    return " ".join(sentences)


def lead(changes: ChangeSet, say: Language) -> Paragraph:
    """How many measures have another status."""
    return Paragraph.of(summary(changes, say))


def state_name(state: State, say: Language) -> str:
    """What readers call a state: the month of a round, or where it was read."""
    return say("changes.working") if state.label == WORKING else say.round(state.label)


def remarks(changes: ChangeSet, say: Language) -> tuple[Paragraph, ...]:
    """What could not be compared, and why."""
    remarks = []
    if changes.unknown_classes:
        classes = say.list(tuple(say("document.quoted", words=label) for label in changes.unknown_labels))
        remarks.append(Paragraph.of(say("changes.unknown_classes", classes=classes)))
    if changes.reordered:
        remarks.append(Paragraph.of(say("changes.reordered")))
    if changes.projects is None:
        remarks.append(Paragraph.of(say("changes.no_projects")))
    return tuple(remarks)


def corrections(states: Iterable[State], say: Language) -> tuple[Paragraph, ...]:
    """Why what was published of these states was corrected."""
    return tuple(
        Paragraph.of(say("changes.corrected", round=state_name(state, say), reason=correction.reason))
        for state in states
        for correction in state.corrections
    )


def moved(changes: ChangeSet, say: Language, anchors: Mapping[str, str]) -> Table:
    """Every change of status. `anchors` are those of measures that stand in the same document, by number."""
    columns = (
        Column(say("changes.column.number"), number=True),
        Column(say("changes.column.title"), header=True, wide=True),
        Column(say("changes.column.responsible")),
        Column(say("changes.column.kind")),
        Column(say("changes.column.from")),
        Column(say("changes.column.to")),
    )
    rows = tuple(
        Row(
            (
                (Text(change.number),),
                (_title(change, say, anchors),),
                listed(_body(short, changes) for short in change.responsible),
                (Text(say(f"changes.kind.{change.kind}")),),
                (Text(change.old or "–"),),
                (Text(change.new or "–"),),
            )
        )
        for change in sorted(changes.changes, key=lambda change: _ORDER.index(change.kind))
        if change not in changes.summed_up
    )
    return Table("endringer-tabell", say("changes.moved_table"), columns, rows)


def _title(change: Change, say: Language, anchors: Mapping[str, str]) -> Text | Link:
    title = change.title
    if change.was:
        title = say("changes.old_number", title=title, was=change.was)
    if change.into:
        title = say("changes.merged_title", title=title, into=change.into)
    anchor = anchors.get(change.number) if change.kind not in GONE else None
    return _linked(title, anchor)


def _linked(title: str, anchor: str | None) -> Text | Link:
    return Link(title, f"#{anchor}") if anchor else Text(title)


# The tokens of the Markdown that a measure says, by its number, as they are printed.
Read = Callable[[str, str], tuple[Token, ...]]


def read_apart(number: str, text: str) -> tuple[Token, ...]:
    """Markdown on a page that stands alone: only an address leads anywhere."""
    return tuple(map(_apart, Body(text).tokens))


def _apart(token: Token) -> Token:
    leads = [
        child.type == "link_open" and bool(WEB.match(str(child.attrs.get("href", ""))))
        for child in token.children or ()
    ]
    children: list[Token] = []
    led = False
    for child, is_kept in zip(token.children or (), leads, strict=True):
        if child.type == "link_open":
            led = is_kept
        if led or child.type not in ("link_open", "link_close"):
            role = child.type == "myst_role"
            children.append(Token("text", "", 0, content=child.content) if role else child)
    return token.copy(children=children) if token.children else token


def _led(words: str, tokens: tuple[Token, ...]) -> Prose:
    """A text with some words in front of its own, in the same paragraph where it begins with one."""
    first = Token("text", "", 0, content=words)
    if len(tokens) > 1 and tokens[0].type == "paragraph_open":
        inline = tokens[1].copy(children=[first, *(tokens[1].children or ())])
        return Prose((tokens[0], inline, *tokens[2:]))
    inline = Token("inline", "", 0, content=words, children=[first], level=1, block=True)
    opening, closing = (
        Token("paragraph_open", "p", 1, block=True),
        Token("paragraph_close", "p", -1, block=True),
    )
    return Prose((opening, inline, closing, *tokens))


def reasons(changes: ChangeSet, say: Language, read: Read, *kinds: Kind) -> tuple[Block, ...]:
    """The measures of some kinds, each with its reason."""
    return tuple(_with_reason(change, say, read) for change in changes.of(*kinds))


def _with_reason(change: Change, say: Language, read: Read) -> Block:
    def told(reason: str) -> str:
        old, new = change.old or "–", change.new or say(f"changes.kind.{change.kind}")
        return say(
            "changes.back_reason", number=change.number, title=change.title, old=old, new=new, reason=reason
        )

    if change.reason and change.kind not in GONE:
        return _led(told(""), read(change.number, change.reason))
    # Why a measure left the plan is plain text.
    return Paragraph.of(told(change.reason or say("changes.no_reason")))


def reported_again(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """What was last said of the measures that were left out of the last round."""
    return tuple(
        Paragraph.of(
            say(
                "changes.again_same" if change.last == change.new else "changes.again_other",
                number=change.number,
                round=say.round(change.last_round),
                last=change.last,
            )
        )
        for change in changes.of(Kind.REPORTED)
        if change.last
    )


def facts(changes: ChangeSet, say: Language, anchors: Mapping[str, str]) -> tuple[Block, ...]:
    """What else differs of each measure."""
    if not changes.other_facts:
        return ()
    columns = (
        Column(say("changes.column.number"), number=True),
        Column(say("changes.column.title"), header=True, wide=True),
        *_difference_columns(say),
    )
    rows = tuple(
        Row(
            (
                (Text(fact.number),),
                (_linked(fact.title, anchors.get(fact.number)),),
                (Text(label(fact.field, say)),),
                *_ends(fact, changes, say),
            )
        )
        for fact in changes.other_facts
    )
    return (Table("opplysninger-tabell", say("changes.facts_table"), columns, rows),)


def _difference_columns(say: Language) -> tuple[Column, ...]:
    return tuple(Column(say(f"changes.column.{name}")) for name in ("field", "from", "to"))


def _ends(found: Difference, changes: ChangeSet, say: Language) -> tuple[Cell, Cell]:
    before, after = ends(found, changes, say)
    return (Text(before),), (Text(after),)


def label(field: Field[object], say: Language) -> str:
    """What readers call a field of a measure."""
    if isinstance(field, OwnField):
        return field.label
    return say("changes.revision_title") if field.name == "title" else say(f"status-report.fact.{field.name}")


def by_body(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """How many measures of each lead body have become what, where there are several bodies."""
    if not (changes.by_body and changes.changes):
        return ()
    columns = (
        Column(say("changes.column.body"), header=True),
        Column(say("changes.column.measures"), number=True),
        Column(say("changes.column.became"), wide=True),
    )
    rows = tuple(
        Row(
            (
                (Text(say.body(_full_name(body, changes), body)),),
                (Text(say.number(sum(counts.values()))),),
                (Text(in_kinds(counts, say)),),
            )
        )
        for body, counts in changes.by_body.items()
    )
    return (Table("etter-ansvarlig-tabell", say("changes.by_body_table"), columns, rows),)


def _body(short: str, changes: ChangeSet) -> Abbreviation | Text:
    full = _full_name(short, changes)
    return Text(short) if full == short else Abbreviation(short, full)


def _full_name(short: str, changes: ChangeSet) -> str:
    term = changes.new.bodies.find(short) or changes.old.bodies.find(short)
    return term.label if term else short


def in_kinds(counts: Mapping[str, int], say: Callable[..., str]) -> str:
    """How many have become what, in words."""
    return ", ".join(say(f"changes.count.{kind}", n=count) for kind, count in counts.items())


def bodies(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """The responsible bodies that have another name."""
    return tuple(
        Paragraph.of(say("changes.renamed", old=old.label, short=old.id, new=new.label, now=new.id))
        for old, new in changes.renamed
    )


def projects(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """What became of the projects, field by field."""
    if not changes.projects:
        return ()
    columns = (
        Column(say("changes.column.number"), number=True),
        Column(say("changes.column.project"), header=True, wide=True),
        *_difference_columns(say),
    )
    rows = tuple(_project_row(change, changes, say) for change in changes.projects)
    return (Table("prosjekter-tabell", say("changes.projects_table"), columns, rows),)


def _project_row(change: ProjectChange, changes: ChangeSet, say: Language) -> Row:
    what = say(f"changes.project.{change.difference.field.name if change.difference else change.kind}")
    told = _ends(change.difference, changes, say) if change.difference else ((Text("–"),), (Text("–"),))
    number = "–" if change.order is None else say.number(change.order)
    return Row(((Text(number),), (Text(change.title),), (Text(what),), *told))


def matrix(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """Where the measures went from and to."""
    return (_matrix_table(changes, say),) if changes.matrix else ()


def _matrix_table(changes: ChangeSet, say: Language) -> Table:
    labels = [status.label for status in changes.new.statuses.advanced]
    columns = (
        Column(say("changes.column.class"), header=True),
        *(Column(label, number=True) for label in labels),
        Column(say("changes.column.total"), number=True),
    )

    def row(name: str, counts: Mapping[str, int]) -> Row:
        numbers = [counts.get(label, 0) for label in labels]
        # What is nothing steps back behind what is something.
        cells: tuple[Cell, ...] = tuple(
            (Text(say.number(n) if n else "·"),) for n in (*numbers, sum(numbers))
        )
        return Row(((Text(name),), *cells))

    rows = tuple(
        row(status.label, changes.matrix.get(status.label, {})) for status in changes.old.statuses.advanced
    )
    sums = {label: sum(counts.get(label, 0) for counts in changes.matrix.values()) for label in labels}
    total = row(say("changes.column.total"), sums)
    note = say("changes.matrix_note", n=sum(sums.values()))
    return Table("overganger-tabell", say("changes.matrix_table"), columns, rows, total, (note,))


def wording(changes: ChangeSet, say: Language) -> tuple[Block, ...]:
    """The numbers of the measures that say something else while their status stands."""
    numbers = tuple(found.number for found in changes.wording)
    if not numbers:
        return ()
    return (Paragraph.of(say("changes.wording_list", numbers=say.list(numbers), n=len(numbers))),)


def revisions(changes: ChangeSet, say: Language, level: int) -> tuple[Section, ...]:
    """Those measures' texts, with what was taken out and put in, word by word, but for what they promise."""
    told = {(found.number, part) for found in changes.promises for part in found.parts}
    return tuple(
        Section(
            anchor=f"tekst-{found.number}",
            title=say("changes.revision", number=found.number),
            level=level,
            blocks=blocks,
        )
        for found in changes.wording
        if (blocks := _revised(found, say, level, told))
    )


def _revised(
    found: Wording, say: Language, level: int, told: Container[tuple[str, str | None]] = ()
) -> tuple[Revision, ...]:
    """The parts of a measure as they were and are, without those that are `told` elsewhere."""
    return tuple(
        # A title has no markup.
        Revision(
            _part(heading, say),
            level + 1,
            words_changed(*((old, new) if heading is None else readable(old, new))),
        )
        for heading, (old, new) in found.parts.items()
        if (found.number, heading) not in told
    )


def promises(changes: ChangeSet, say: Language, read: Read, level: int) -> tuple[Section, ...]:
    """The measures that promise something else: what they promised, word by word, and why that was changed."""
    return tuple(
        Section(
            anchor=f"lofte-{found.number}",
            title=say("changes.revision", number=found.number),
            level=level,
            # What stands behind a revision would stand below its heading.
            blocks=(*_why(found, say, read), *_revised(found, say, level)),
        )
        for found in changes.promises
    )


def _why(found: Promise, say: Language, read: Read) -> tuple[Block, ...]:
    if found.reason:
        return (_led(say("changes.promise_reason", reason=""), read(found.number, found.reason)),)
    return () if found.regrouped else (Paragraph.of(say("changes.no_reason")),)


def _part(heading: str | None, say: Language) -> str:
    """What a part of a measure is called: by its heading, if it has one."""
    return say("changes.revision_title") if heading is None else heading or say("changes.revision_text")


Parts = Iterator[tuple[str, str, tuple[Block, ...]]]


def of_measures(changes: ChangeSet, say: Language, read: Read, anchors: Mapping[str, str]) -> Parts:
    """What became of whom: anchor, title and blocks of each part."""
    moves = (*_told(changes, say, anchors), *reported_again(changes, say))
    yield "tilbake", "back", reasons(changes, say, read, Kind.REGRESSED)
    yield "status", "moved", moves
    yield "stanset", "stopped", reasons(changes, say, read, *_STOPPED)
    yield "etter-ansvarlig", "by_body", by_body(changes, say)
    if changes.promises:
        yield "lofter", "promises", (Paragraph.of(say("changes.promises_lead", n=len(changes.promises))),)
    yield "opplysninger", "facts", facts(changes, say, anchors)
    yield "ansvarlige", "bodies", bodies(changes, say)
    yield "prosjekter", "projects", projects(changes, say)


def of_all(changes: ChangeSet, say: Language) -> Parts:
    """How the measures moved together, and which have another text; as `of_measures`."""
    yield "matrise", "matrix", matrix(changes, say)
    yield "tekst", "wording", wording(changes, say)


def _told(changes: ChangeSet, say: Language, anchors: Mapping[str, str]) -> Iterator[Block]:
    """Every change as a row, but many that were not reported in one sentence."""
    late = changes.summed_up
    if len(changes.changes) > len(late):
        yield moved(changes, say, anchors)
    if late:
        numbers = say.list(tuple(change.number for change in late))
        yield Paragraph.of(say("changes.unreported_many", n=len(late), numbers=numbers))


def document(changes: ChangeSet, say: Language) -> Document:
    """A comparison as a document of its own."""
    inner = {"tekst": revisions(changes, say, 3), "lofter": promises(changes, say, read_apart, 3)}
    sections = tuple(
        Section(anchor, say(f"changes.{title}"), 2, blocks, inner.get(anchor, ()))
        for anchor, title, blocks in (*of_measures(changes, say, read_apart, {}), *of_all(changes, say))
        if blocks
    )
    first = (lead(changes, say), *corrections((changes.old, changes.new), say), *remarks(changes, say))
    page = Document(
        id="diff",
        title=changes.new.title,
        subtitle=say("changes.title"),
        lead=say("changes.from_to", old=state_name(changes.old, say), new=state_name(changes.new, say)),
        language=say.code,
        round=changes.new.round,
        moment=say.round(changes.new.round),
        fingerprint="",
        sections=(Section("sammendrag", say("changes.title"), 2, first), *sections),
    )
    return explained(page, say)
