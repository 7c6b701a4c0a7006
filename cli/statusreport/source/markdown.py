"""Markdown of a content file: what its tokens and their places say. The rules read it and the formats print it.

All of it comes from one reading by the parser; nothing here looks for markup in the text.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import Any

from markdown_it.token import Token

from .commonmark import TITLE, Parsed, Place, Run, directive, parse
from .facts import Facts, Json, fact, rows
from .faults import Places
from .tokens import BREAKDOWN, end_of, has_gap, parts_of, plain_text

# An address in plain words: where it stands the reader's eye skips it.
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# The marks of quotations and lists in front of a line.
_ITEM_MARKS = re.compile(r"(?:[ \t>*+-]|\d{1,9}[.)](?=[ \t\n]|$))+")
# Words that end a link behind marked words: it is none, for CommonMark sees a link in a link.
_LINK_END = re.compile(r"[^\[\]]*\]\(")
# What refers to a footnote that is not there.
_NAMED_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
# A heading's tokens: its opening, its words, its closing.
_HEADING = 3
# The tokens that have words.
_SAYING = ("inline", "fence", "code_block")


@dataclass(frozen=True)
class Section:
    """A second-level heading and what stands below it; `line` is the heading's line in the file.

    Text above the first heading is a section with the title "". `place` is where the text below the heading stands
    in the body, `stretch` which of the body's tokens are its blocks.
    """

    title: str
    line: int
    end_line: int
    place: Place
    stretch: tuple[int, int]
    body: Body

    @property
    def heading(self) -> tuple[Token, ...]:
        """The tokens of its heading."""
        return self.body.tokens[slice(*self.heading_stretch)]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its blocks."""
        return self.body.tokens[slice(*self.stretch)]

    @property
    def heading_stretch(self) -> tuple[int, int]:
        """Which of the body's tokens are its heading."""
        below = self.stretch[0]
        return (below - _HEADING, below) if self.title else (below, below)

    @property
    def markdown(self) -> str:
        return self.body.markdown[slice(*self.place)]

    @property
    def prose(self) -> str:
        """The text as `Body.prose` has it."""
        return self.body.prose[slice(*self.place)]


@dataclass(frozen=True)
class Link:
    """A link or picture: where it leads, its words, and where these and the target stand in the body.

    A link without a target has the place of its words instead. `title` is what stands in quotes behind the target.
    """

    target: str
    text: str
    place: Place
    target_place: Place
    picture: bool = False
    title: str = ""


@dataclass(frozen=True)
class Role:
    """A role such as `` {figure}`NAME` ``; `content_place` is where its content stands in the body."""

    name: str
    content: str
    place: Place
    content_place: Place


@dataclass(frozen=True)
class Passage:
    """Words with attributes behind them, as `[words]{lang=en}`; `braces` is where these stand in the body.

    Words that stand within the text of a link break it: CommonMark sees a link in a link.
    """

    attributes: Mapping[str, str]
    braces: Place
    breaks_link: bool = False


@dataclass(frozen=True)
class NoteText:
    """Where a footnote is written: its label, and where that stands in the body with its brackets and colon."""

    label: str
    place: Place


@dataclass(frozen=True)
class Block:
    """Prose that belongs together: a paragraph, a table's row or, with a `level`, a heading, which has a `title`.

    `text` is its lines as `Body.prose` has them; it begins at `start` in the body, on `line` of the file. `opens` says
    what begins with it, `item`, `row` or `note`; `quoted` that it stands in a quotation.
    """

    text: str
    start: int
    line: int
    level: int = 0
    title: str = ""
    opens: str = ""
    quoted: bool = False

    @property
    def place(self) -> Place:
        return self.start, self.start + len(self.text)


def _pack_runs(body: Body, runs: tuple[Run, ...]) -> Json:
    # What is written as it is seen need not be kept twice.
    return [
        (
            run.start,
            run.end,
            run.kind,
            *(() if body.markdown[run.start : run.end] == run.text else (run.text,)),
        )
        for run in runs
    ]


def _unpack_runs(body: Body, kept: list[Any]) -> tuple[Run, ...]:
    return tuple(
        Run(start, end, text[0] if text else body.markdown[start:end], kind)
        for start, end, kind, *text in kept
    )


class _Inside:
    """What stands in some places of a text, none of which is within another."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted(places)

    def __contains__(self, index: int) -> bool:
        number = bisect_right(self._places, index, key=lambda place: place[0])
        return number > 0 and index < self._places[number - 1][1]


@dataclass(frozen=True)
class Body(Facts):
    """The prose of a file; `first_line` is its first line in the file. It is parsed when somebody asks.

    All else is a function of these two. Places are indices of `markdown`. What is a `fact` is known without parsing
    where it was kept.
    """

    markdown: str = ""
    first_line: int = 1

    @property
    def key(self) -> str:
        """What its facts are kept under."""
        return hashlib.sha256(
            f"{self.first_line}\0{self.markdown}".encode("utf-8", "surrogatepass")
        ).hexdigest()

    @cached_property
    def _parsed(self) -> Parsed:
        return parse(self.markdown)

    @cached_property
    def _footnotes_at(self) -> int:
        tokens = self._parsed.tokens
        return next(
            (number for number, token in enumerate(tokens) if token.type == "footnote_block_open"),
            len(tokens),
        )

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The prose without its footnotes."""
        return tuple(self._parsed.tokens[: self._footnotes_at])

    @cached_property
    def notes(self) -> tuple[tuple[Token, ...], ...]:
        """The footnotes, in the order in which they are first referred to."""
        return _notes(self._parsed.tokens[self._footnotes_at + 1 : -1])

    @cached_property
    def note_texts(self) -> tuple[NoteText, ...]:
        """Every place where a footnote is written, in the order of the text; some may be referred to by nobody."""
        return tuple(NoteText(label, place) for label, place in self._parsed.notes)

    @cached_property
    def reached_notes(self) -> frozenset[str]:
        """The labels of the footnotes that the text refers to, or a note that is reached itself."""
        labels = {number: label for label, number in self.note_numbers.items()}
        reached: set[str] = set()
        ahead = [self.tokens]
        while ahead:
            for token in ahead.pop():
                for child in token.children or ():
                    if child.type == "footnote_ref" and (number := int(child.meta["id"])) in labels:
                        label = labels.pop(number)
                        reached.add(label)
                        ahead.append(self.notes[number])
        return frozenset(reached)

    @cached_property
    def note_numbers(self) -> Mapping[str, int]:
        """The place in `notes` of each footnote that is referred to, by label."""
        return {
            str(child.meta["label"]): int(child.meta["id"])
            for child in self._inline
            if child.type == "footnote_ref"
        }

    def every_token(self) -> tuple[Token, ...]:
        """The tokens of the prose, then those of its footnotes."""
        return self._every_token

    @cached_property
    def _every_token(self) -> tuple[Token, ...]:
        # Many ask for them.
        return (*self.tokens, *chain.from_iterable(self.notes))

    @cached_property
    def _lines(self) -> tuple[Token, ...]:
        """The tokens whose children are inline tokens."""
        return tuple(token for token in self._every_token if token.type == "inline")

    @cached_property
    def _inline(self) -> tuple[Token, ...]:
        """Every inline token but those in the text of a picture."""
        return tuple(chain.from_iterable(token.children or () for token in self._lines))

    @fact()
    def kinds(self) -> tuple[str, ...]:
        """What the text has in it: the types of its tokens, `directive`, and `footnote` where one is written or named."""
        tokens = (*self.every_token(), *self._inline)
        directives = ("directive",) * bool(self.directives)
        footnotes = ("footnote",) * bool(self.note_texts or _NAMED_NOTE.search(self.shown))
        return tuple(dict.fromkeys((*(token.type for token in tokens), *directives, *footnotes)))

    # What it is made of

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The prose split at its second-level headings. A heading without words begins nothing."""
        return tuple(
            Section(title, line, end_line, place, stretch, self)
            for title, line, end_line, place, stretch in self._sections
        )

    @fact()
    def _sections(self) -> tuple[tuple[str, int, int, Place, tuple[int, int]], ...]:
        heads: list[tuple[str, int, int, int]] = [("", 0, 0, 0)]
        for number, token in enumerate(self.tokens):
            if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map:
                title = plain_text((self.tokens[number + 1],))
                if title:
                    heads.append((title, token.map[0], token.map[1], number))
        stops = [*heads[1:], ("", len(self._starts) - 1, 0, len(self.tokens))]
        sections: list[tuple[str, int, int, Place, tuple[int, int]]] = []
        for (title, first, below, number), (_, stop, _, last) in zip(heads, stops, strict=True):
            start = self._starts[below]
            end = max(start, self._starts[stop] - 1)
            text = self.markdown[start:end]
            if title or text.strip():
                start += len(text) - len(text.lstrip("\n"))
                place = start, max(start, end - len(text) + len(text.rstrip("\n")))
                stretch = number + _HEADING if title else number, last
                line, end_line = self.first_line + first, self.first_line + stop - 1
                sections.append((title, line, end_line, place, stretch))
        return tuple(sections)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each line begins, and where another would below the last."""
        return tuple(accumulate((len(line) + 1 for line in self.markdown.split("\n")), initial=0))

    def section(self, title: str) -> Section | None:
        return next((section for section in self.sections if section.title == title), None)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The prose block by block, footnotes last."""
        return tuple(
            Block(self.prose[start:end], start, line, level, title, opens, quoted)
            for (start, end), line, level, title, opens, quoted in self._blocks
        )

    @fact()
    def _blocks(self) -> tuple[tuple[Place, int, int, str, str, bool], ...]:
        blocks = list(self._blocks_of(self.tokens, ""))
        for note in self.notes:
            blocks += self._blocks_of(note, "note")
        return tuple(blocks)

    def _blocks_of(
        self, tokens: tuple[Token, ...], opens: str
    ) -> Iterator[tuple[Place, int, int, str, str, bool]]:
        level = quotes = 0
        before = None
        for token in tokens:
            if token.type in _OPENS:
                opens = _OPENS[token.type]
            elif token.tag == "blockquote":
                quotes += token.nesting
            elif token.type == "heading_open":
                level = int(token.tag[1:])
            # The cells of a row have one place.
            elif token.type == "inline" and token.map and token.map != before:
                first, end = before = token.map
                place = self._starts[first], self._starts[end] - 1
                title = plain_text((token,)) if level else ""
                yield place, self.first_line + first, level, title, opens, quotes > 0
                level, opens = 0, ""

    @fact()
    def headings(self) -> tuple[tuple[str, int], ...]:
        """The headings that links may lead to: words, and line in the body from 0. Those in lists and quotations are none."""
        return tuple(
            (title, token.map[0])
            for token, inline in pairwise(self.tokens)
            if token.type == "heading_open" and token.level == 0 and token.map
            if (title := plain_text((inline,)))
        )

    # What it says

    def said(self, stretch: tuple[int, int], figure: Callable[[str], str | None]) -> Iterator[str]:
        """The words of some of its tokens, one after the other; a `gap` as `figure` fills it, or as its name."""
        first, end = stretch
        for number, parts in self._said:
            if first <= number < end:
                yield "".join(part if isinstance(part, str) else figure(part[0]) or part[0] for part in parts)

    @fact()
    def _said(self) -> tuple[tuple[int, tuple[str | tuple[str], ...]], ...]:
        """The words of each token that has any, by its number; a gap as a tuple of its name."""
        return tuple(
            (number, tuple(parts_of(token)))
            for number, token in enumerate(self.tokens)
            if token.type in _SAYING
        )

    @fact(_pack_runs, _unpack_runs)
    def runs(self) -> tuple[Run, ...]:
        """All that readers see, in the order of the text; blocks of code aside."""
        runs = [run for token in self._lines for run in token.meta["runs"]]
        return tuple(sorted(runs, key=lambda run: run.start))

    @cached_property
    def shown(self) -> str:
        """The characters that readers see, code aside, each in its place in `markdown`; all else is blank."""
        return self._only(run for run in self.runs if run.kind != "code")

    @cached_property
    def prose(self) -> str:
        """The words that readers read: what is shown without addresses."""
        words = self._only(run for run in self.runs if run.kind not in ("code", "address"))
        return _ADDRESS.sub(lambda found: " " * len(found[0]), words)

    def _only(self, runs: Iterator[Run]) -> str:
        blank = "\n".join(" " * len(line) for line in self.markdown.split("\n"))
        parts: list[str] = []
        end = 0
        for run in runs:
            # A sign that is written by more characters stands where the last of them is.
            text = run.text if run.kind != "address" else self.markdown[run.start : run.end]
            parts += (blank[end : run.end - len(text)], text)
            end = run.end
        return "".join((*parts, blank[end:]))

    @cached_property
    def escaped(self) -> frozenset[int]:
        """Where the signs stand that are meant as such: behind a backslash, or written as an entity."""
        return frozenset(run.end - len(run.text) for run in self.runs if run.kind in ("escape", "entity"))

    @fact(lambda body, plain: sorted(plain), lambda body, kept: frozenset(kept))
    def plain(self) -> frozenset[int]:
        """Where signs stand that others would take for the beginning of a list, a quotation or a reference.

        Those in code and in roles are left out: no backslash can stand there.
        """
        roles = _Inside(role.place for role in self.roles)
        return frozenset(
            index for index in self._parsed.plain if index not in self._coded and index not in roles
        )

    @fact()
    def coded(self) -> tuple[int, ...]:
        """Where such signs stand at the beginning of a line of code that stands within a paragraph."""
        return tuple(sorted(index for index in self._parsed.plain if index in self._coded))

    @cached_property
    def _coded(self) -> _Inside:
        return _Inside((run.start, run.end) for run in self.runs if run.kind == "code")

    @fact()
    def figured(self) -> bool:
        """Whether there is a `gap` anywhere in it, in the text of a picture too."""
        return any(map(has_gap, self._inline))

    @fact()
    def unmarked(self) -> tuple[str | None, ...]:
        """The sections' texts without the marks that only we read; None for one that is as it was written."""
        # Filling parses what it filled, to see whether it reads as it did.
        from .filling import fill

        filled = fill(self, lambda name: None)
        return tuple(None if text == section.markdown else text for section, text in filled)

    @fact()
    def lost(self) -> tuple[Place, ...]:
        """Where words stand that readers do not see, and that do not say how others are seen.

        Footnotes that nothing refers to, or that another one replaces, are not among them.
        """
        taken = bytearray(len(self.markdown))
        for start, end in self._taken():
            taken[start:end] = b"\1" * (end - start)
        lost: list[Place] = []
        used = {child.meta.get("reference") for child in self._links_and_pictures()}
        for label, (start, end) in self._parsed.definitions:
            if label not in used:
                lost.append((start, end))
            taken[start:end] = b"\1" * (end - start)
        left = bytes(taken)
        for begin, stop in pairwise(self._starts):
            words = [
                index for index in range(begin, stop - 1) if not left[index] and self.markdown[index].isalnum()
            ] if b"\0" in left[begin : stop - 1] else []  # fmt: skip
            if words:
                lost.append((words[0], words[-1] + 1))
        return tuple(sorted(lost))

    def _taken(self) -> Iterator[Place]:
        """Where everything stands that is seen, or says how something is."""
        for token in self.every_token():
            if token.type == "inline":
                yield from ((run.start, run.end) for run in token.meta["runs"])
                yield from (child.meta["place"] for child in token.children or ())
            elif token.type in ("fence", "code_block", "html_block") and token.map:
                first, end = token.map
                yield self._starts[first + self._has_words(token)], min(self._starts[end], len(self.markdown))
            elif token.type == "list_item_open" and token.info and token.map:
                start = self._starts[token.map[0]]
                if found := _ITEM_MARKS.match(self.markdown, start):
                    yield found.span()
        labels = Counter(note.label for note in self.note_texts)
        yield from (note.place for note in self.note_texts)
        for label, place in self._parsed.note_blocks:
            if label not in self.note_numbers or labels[label] > 1:
                yield place

    def _has_words(self, token: Token) -> bool:
        """Whether what stands behind the signs that begin code is no language, because the code has no end."""
        if token.type != "fence" or not token.map or directive(token):
            return False
        first, end = token.map
        last = self.markdown[self._starts[end - 1] : self._starts[end]].strip().lstrip("> ")
        return bool(token.info) and not (end - first > 1 and last.startswith(token.markup))

    def _links_and_pictures(self) -> Iterator[Token]:
        return (child for child in self._inline if child.type in ("link_open", "image"))

    def line(self, number: int) -> str:
        """The text of a line of the file, without the blanks around it."""
        first = number - self.first_line
        return self.markdown[self._starts[first] : self._starts[first + 1] - 1].strip()

    @cached_property
    def places(self) -> Places:
        """The lines and columns of `markdown` in the file."""
        return Places(self.markdown, self.first_line)

    # What it refers to

    @fact(*rows(Link))
    def links(self) -> tuple[Link, ...]:
        """Every link and picture, footnotes last."""
        links: list[Link] = []
        children = list(self._inline)
        for number, child in enumerate(children):
            picture = child.type == "image"
            if not picture and child.type != "link_open":
                continue
            inner = children[number + 1 : end_of(children, number)]
            text = child.content if picture else "".join(token.content for token in inner)
            words = child.meta["inside"]
            target = child.meta.get("target") or self._parsed.targets.get(child.meta["reference"], words)
            place = target if target[0] < target[1] else words
            goal, title = str(child.attrs["src" if picture else "href"]), str(child.attrs.get("title", ""))
            links.append(Link(goal, text, words, place, picture, title))
        return tuple(links)

    @fact(*rows(Role))
    def roles(self) -> tuple[Role, ...]:
        return tuple(
            Role(str(child.meta["name"]), child.content, child.meta["place"], child.meta["inside"])
            for child in self._inline
            if child.type == "myst_role"
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every `[words]{…}`, those in footnotes last."""
        return tuple(passage for token in self._lines for passage in _passages(token.children or []))

    @fact()
    def directives(self) -> tuple[tuple[str, str, int], ...]:
        """Every directive as (name, argument, line)."""
        return tuple(
            (*found, self.first_line + token.map[0])
            for token in self.tokens
            if token.map and (found := directive(token))
        )

    @cached_property
    def breakdowns(self) -> tuple[str, ...]:
        """The names of the breakdowns that it shows."""
        shown = (names.split() for name, names, _ in self.directives if name == BREAKDOWN)
        return tuple(dict.fromkeys(chain.from_iterable(shown)))

    @cached_property
    def titled(self) -> tuple[Token, ...]:
        """What is written within the titles of its directives."""
        titles = (token.children or () for token in self._lines if token.info == TITLE)
        return tuple(chain.from_iterable(titles))

    @fact()
    def code_blocks(self) -> tuple[tuple[str, int, int], ...]:
        """Every block of code that is no directive, as (code, start, end); these are of its lines."""
        return tuple(
            (token.content, self._starts[token.map[0]], self._starts[token.map[1]])
            for token in self.every_token()
            if token.type in ("fence", "code_block") and token.map and not directive(token)
        )

    @cached_property
    def html(self) -> tuple[tuple[str, Place], ...]:
        """Every piece of raw HTML, blocks first, with the place where it begins or, in a line, stands."""
        blocks = [token for token in self.every_token() if token.type == "html_block"]
        inline = [child for child in self._inline if child.type == "html_inline"]
        return tuple((token.content.strip(), token.meta["place"]) for token in (*blocks, *inline))


_OPENS = {"list_item_open": "item", "tr_open": "row"}


def _passages(tokens: list[Token]) -> Iterator[Passage]:
    """Words with attributes, those in a picture's text included."""
    for number, token in enumerate(tokens):
        if token.type == "span_open":
            closing = end_of(tokens, number)
            attributes = {**token.attrs, **token.meta.get("insecure_attrs", {})}
            after = "".join(then.content for then in tokens[closing + 1 : closing + 2])
            start, end = tokens[closing].meta["place"]
            yield Passage(
                {name: str(value) for name, value in attributes.items()},
                (start + 1, end),
                bool(_LINK_END.match(after)),
            )
        elif token.type == "image":
            yield from _passages(token.children or [])


def _notes(block: list[Token]) -> tuple[tuple[Token, ...], ...]:
    notes: list[tuple[Token, ...]] = []
    current: list[Token] = []
    for token in block:
        if token.type == "footnote_open":
            current = []
        elif token.type == "footnote_close":
            notes.append(tuple(current))
        elif token.type != "footnote_anchor":
            current.append(token)
    return tuple(notes)
