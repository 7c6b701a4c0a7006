"""Markdown of a content file, parsed once: the rules read these tokens and the formats print them.

CommonMark with tables and footnotes, and three things borrowed from MyST: the role `` {figure}`NAME` ``, the
directive ```` ```{breakdown} NAME ````, and `[words]{lang=en}` for words in another language. Content is never
run as anything.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError, parse
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from .faults import Places, Span

MAX_NESTING = 20
MAX_BRACES = 1000
DIRECTIVE = re.compile(r"^\{([a-z-]+)\}\s*(.*)$")


@dataclass(frozen=True)
class Section:
    """A second-level heading and what stands below it; `line` is the heading's line in the file.

    Text above the first heading is a section with the title "".
    """

    title: str
    line: int
    end_line: int
    markdown: str
    body: Body = field(repr=False, compare=False)

    @property
    def prose(self) -> str:
        """The text as `Body.prose` has it."""
        lines = self.body.prose.split("\n")
        first = self.line - self.body.first_line + (1 if self.title else 0)
        return "\n".join(lines[first : self.end_line - self.body.first_line + 1])

    @property
    def unmarked(self) -> str:
        """The Markdown without the marks of words in other languages: the words are the same."""
        text = self.markdown
        for _ in range(MAX_NESTING):  # words may be marked within others
            if "]{" not in text:
                break
            text = _MARKED.sub(r"\1", text)
        return text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """What stands below the heading."""
        return self.body.tokens_between(self.line if self.title else 0, self.end_line)


@dataclass(frozen=True)
class Link:
    """A link or picture in prose: where it points, and the lines of the file it stands on."""

    target: str
    text: str
    line: int
    end_line: int
    picture: bool = False


@dataclass(frozen=True)
class Passage:
    """Words with attributes behind them, as `[words]{lang=en}`.

    `braces` is where these stand in the body's Markdown, or None where markup runs through them. Words that stand
    within the text of a link break it: CommonMark sees a link in a link.
    """

    attributes: Mapping[str, str]
    line: int
    braces: tuple[int, int] | None
    breaks_link: bool = False


@dataclass(frozen=True)
class NoteText:
    """Where a footnote is written, by the label that refers to it."""

    label: str
    line: int


@dataclass(frozen=True)
class Block:
    """Prose that belongs together: a paragraph, a table's row or, with a `level`, a heading.

    `text` is its lines as `Body.prose` has them; `line` is the first one's number in the file.
    """

    text: str
    line: int
    level: int = 0

    @property
    def title(self) -> str:
        """A heading's words."""
        return self.text.strip().strip("#").strip()

    @cached_property
    def _places(self) -> Places:
        return Places(self.text, self.line)

    def span(self, start: int, end: int) -> Span:
        """The place in the file of a stretch of the text."""
        return self._places.span(start, end)


@dataclass(frozen=True)
class Body:
    """The prose of a file; `first_line` is its first line in the file. It is parsed when somebody asks."""

    markdown: str = ""
    first_line: int = 1

    @cached_property
    def _parsed(self) -> tuple[tuple[Token, ...], tuple[tuple[Token, ...], ...], tuple[NoteText, ...]]:
        env: dict[str, list[tuple[str, int]]] = {}
        tokens = _parser().parse(self.markdown, env)
        texts = tuple(NoteText(label, self.first_line + line) for label, line in env["note_texts"])
        for number, token in enumerate(tokens):
            if token.type == "footnote_block_open":
                return tuple(tokens[:number]), _notes(tokens[number + 1 : -1]), texts
        return tuple(tokens), (), texts

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The prose without its footnotes."""
        return self._parsed[0]

    @property
    def notes(self) -> tuple[tuple[Token, ...], ...]:
        """The footnotes, in the order in which they are first referred to."""
        return self._parsed[1]

    @property
    def note_texts(self) -> tuple[NoteText, ...]:
        """Every place where a footnote is written, in the order of the text; some may be referred to by nobody."""
        return self._parsed[2]

    @cached_property
    def note_numbers(self) -> Mapping[str, int]:
        """The place in `notes` of each footnote that is referred to, by label."""
        return {
            str(child.meta["label"]): int(child.meta["id"])
            for token, _, _ in self._inline()
            for child in token.children or []
            if child.type == "footnote_ref"
        }

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The prose split at its second-level headings."""
        lines = self.markdown.split("\n")
        heads = self._plain_heads(lines)
        if heads is None:
            heads = self._parsed_heads()
        sections: list[Section] = []
        stops = [start for _, start, _ in heads[1:]] + [len(lines)]
        for (title, start, below), stop in zip(heads, stops, strict=True):
            text = "\n".join(lines[below:stop]).strip("\n")
            if title or text.strip():
                sections.append(
                    Section(_words(title), self.first_line + start, self.first_line + stop - 1, text, self)
                )
        return tuple(sections)

    def _plain_heads(self, lines: list[str]) -> list[tuple[str, int, int]] | None:
        """Each heading's title, its line and the line below it, where lines alone can tell; else None."""
        if _NOT_PLAIN.search(self.markdown):
            return None
        heads = [("", 0, 0)]
        for number, line in enumerate(lines):
            if "##" in line and (found := _HEADING.fullmatch(line)):
                heads.append((found[1].strip(), number, number + 1))
        return heads

    def _parsed_heads(self) -> list[tuple[str, int, int]]:
        heads = [("", 0, 0)]
        for number, token in enumerate(self.tokens):
            if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map:
                title = self.tokens[number + 1].content.strip()
                if title:  # a heading without words begins nothing
                    heads.append((title, token.map[0], token.map[1]))
        return heads

    def tokens_between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of the blocks that begin behind line `start` of the file and not behind `end`."""
        inside: list[Token] = []
        chosen = False
        for token in self.tokens:
            if token.level == 0 and token.nesting >= 0 and token.map:
                chosen = start < self.first_line + token.map[0] <= end
            if chosen:
                inside.append(token)
        return tuple(inside)

    def section(self, title: str) -> Section | None:
        return next((section for section in self.sections if section.title == title), None)

    def links(self) -> Iterator[Link]:
        """Every link and picture, footnotes included, in the order of the text."""
        if "](" not in self.markdown and "<" not in self.markdown and "]:" not in self.markdown:
            return
        for token, line, end in self._inline():
            children = token.children or []
            for number, child in enumerate(children):
                if child.type == "link_open":
                    text = "".join(
                        inner.content for inner in children[number + 1 : _closing(children, number)]
                    )
                    yield Link(str(child.attrs.get("href", "")), text, line, end)
                elif child.type == "image":
                    yield Link(str(child.attrs.get("src", "")), child.content, line, end, picture=True)

    def roles(self) -> Iterator[tuple[str, str, int]]:
        """Every role as (name, content, line)."""
        if "}`" in self.markdown:
            for token, line, _ in self._inline():
                for child in token.children or []:
                    if child.type == "myst_role":
                        yield str(child.meta["name"]), child.content, line

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every `[words]{…}`, in the order of the text, those in footnotes last."""
        if "]{" not in self.markdown:
            return ()
        waiting = self._braces()
        passages: list[Passage] = []
        for token, line, _ in self._inline():
            for attributes, breaks_link in _marked(token.children or []):
                places = waiting.get(frozenset(attributes.items()), [])
                first = bisect_left(places, (self.places.index(line), 0))
                braces = places.pop(first) if first < len(places) else None
                passages.append(Passage(attributes, line, braces, breaks_link))
        return tuple(passages)

    def _braces(self) -> dict[frozenset[tuple[str, str]], list[tuple[int, int]]]:
        """Where braces with attributes stand behind a bracket, by what they say."""
        places: dict[frozenset[tuple[str, str]], list[tuple[int, int]]] = {}
        for found in _BRACES.finditer(self._without_code):
            start = found.start()
            with suppress(ParseError):
                length, attributes = parse(self.markdown[start : start + MAX_BRACES])
                places.setdefault(frozenset(attributes.items()), []).append((start, start + length + 1))
        return places

    def directives(self) -> Iterator[tuple[str, str, int]]:
        """Every directive as (name, argument, line)."""
        if "{" in self.markdown:
            for token in self.tokens:
                if token.type == "fence" and (found := DIRECTIVE.match(token.info.strip())):
                    yield found[1], found[2].strip(), self.first_line + (token.map or [0])[0]

    def html(self) -> Iterator[tuple[str, int]]:
        """Every piece of raw HTML as (text, line)."""
        if "<" not in self.markdown:
            return
        for token in self._all():
            if token.type == "html_block":
                yield token.content.strip(), self.first_line + (token.map or [0])[0]
        for token, line, _ in self._inline():
            for child in token.children or []:
                if child.type == "html_inline":
                    yield child.content, line

    @cached_property
    def places(self) -> Places:
        """The lines and columns of `markdown` in the file."""
        return Places(self.markdown, self.first_line)

    @cached_property
    def _without_code(self) -> str:
        return _HIDDEN.sub(_blank, self.markdown)

    @cached_property
    def prose(self) -> str:
        """The text that readers read: no code, no link targets, no marks of another language.

        What is left out is blanked, so that every character keeps its place in `markdown`.
        """
        text = self._without_code
        for passage in self.passages:
            if passage.braces:
                start, end = passage.braces
                text = text[: start - 1] + _VISIBLE.sub(" ", text[start - 1 : end]) + text[end:]
        if not _MAY_BE_CODE.search(self.markdown) or not any(token.type in _CODE for token in self.tokens):
            return text
        lines = text.split("\n")
        for token in self.tokens:
            if token.type in _CODE and token.map:
                for number in range(token.map[0], min(token.map[1], len(lines))):
                    lines[number] = " " * len(lines[number])
        return "\n".join(lines)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The prose block by block, footnotes last."""
        plain = self._plain_blocks()
        return self._parsed_blocks() if plain is None else plain

    def _plain_blocks(self) -> tuple[Block, ...] | None:
        """The blocks where lines alone can tell, as in most measures; else None."""
        if _NOT_PLAIN.search(self.markdown) or _NO_PLAIN_BLOCKS.search(self.markdown):
            return None
        blocks: list[Block] = []
        run: list[str] = []
        start, numbered = 0, ""
        for number, line in enumerate((*self.prose.split("\n"), "")):
            heading = _ANY_HEADING.match(line)
            item = None if heading else _ITEM.match(line)
            if run and (heading or item or not line.strip()):
                if item and item["number"] not in (None, "1") and numbered != _place(item):
                    return None  # «2.» in the middle of a paragraph begins no list
                blocks.append(Block("\n".join(run), self.first_line + start))
                run = []
            if heading:
                blocks.append(Block(line, self.first_line + number, len(heading[1])))
            elif line.strip():
                if not run:
                    start, numbered = number, _place(item)
                run.append(line)
        return tuple(blocks)

    def _parsed_blocks(self) -> tuple[Block, ...]:
        lines = self.prose.split("\n")
        blocks: list[Block] = []
        level, before = 0, None
        for token in self._all():
            if token.type == "heading_open":
                level = int(token.tag[1:])
            elif token.type == "inline" and token.map and token.map != before:
                first, end = before = token.map
                blocks.append(Block("\n".join(lines[first:end]), self.first_line + first, level))
            elif token.type == "heading_close":
                level = 0
        return tuple(blocks)

    def _all(self) -> Iterator[Token]:
        yield from self.tokens
        for note in self.notes:
            yield from note

    def _inline(self) -> Iterator[tuple[Token, int, int]]:
        line, end = self.first_line, self.first_line
        for token in self._all():
            if token.map:
                line, end = self.first_line + token.map[0], self.first_line + token.map[1] - 1
            if token.type == "inline":
                yield token, line, max(line, end)


_CODE = ("fence", "code_block")
_HEADING = re.compile(r"##(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
# Where none of this stands, a line that looks like a second-level heading is one: no code, no HTML, no
# underlined headings, nothing that could swallow a line.
_MAY_BE_CODE = re.compile(
    r"```|~~~|^(?:[ ]{4}|[ ]{0,3}\t)|^[ \t>]*(?:[-*+>]|\d+[.)])[ \t]{5}|^[ ]{0,3}>", re.MULTILINE
)
_ANY_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_ITEM = re.compile(r"(?P<indent> {0,3})(?:[-*+]|(?P<number>[0-9]{1,9})[.)])[ \t]")
# Beyond that, what makes blocks of lines in other ways: tables, quotes, rules, deep or empty list items.
_NO_PLAIN_BLOCKS = re.compile(
    r"\||\t|^ {0,3}>|^ {4}|^ {1,3}#|^ {0,3}(?:[*_-][ ]*){3,}$|^ *(?:[-*+]|\d+[.)])(?: {5}| *$)|\[\^|`\n|``",
    re.MULTILINE,
)
_NOT_PLAIN = re.compile(r"```|~~~|^ {0,3}<|^ {0,3}[-=]+[ \t]*$|\]:|^[ \t]+##|^##[ \t#]*$", re.MULTILINE)
_HIDDEN = re.compile(r"`+[^`\n]*`+|\]\([^)\s]*\)|<[a-z][a-z0-9+.-]*:[^>\s]*>|https?://\S+", re.IGNORECASE)
_MARKUP = re.compile(r"[][*_`\\&<{]")
_VISIBLE = re.compile(r"[^\n]")
_LINK_END = re.compile(r"[^\[\]]*\]\(")
_BRACES = re.compile(r"(?<=\])\{")
# Words in another language; a link may stand among them.
_MARKED = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{lang=[^}\n]*\}")


def _words(heading: str) -> str:
    """A heading without its markup."""
    return plain_text(_parser().parseInline(heading)) if _MARKUP.search(heading) else heading


def _place(item: re.Match[str] | None) -> str:
    """Where a numbered list item has its number; "" for anything else."""
    return f"{item['indent']}." if item and item["number"] else ""


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _closing(children: list[Token], opening: int) -> int:
    depth = 0
    for number in range(opening, len(children)):
        depth += children[number].nesting
        if depth == 0:
            return number
    return len(children)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    # Inline footnotes (`^[…]`) have no line of their own, which every finding needs.
    parser.use(footnote_plugin, inline=False).use(myst_role_plugin)
    parser.core.ruler.before("footnote_tail", "note_texts", _keep_note_texts)
    return parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",))


def _keep_note_texts(state: StateCore) -> None:
    """Notes that nobody refers to are dropped next, and of two with one label the first."""
    state.env["note_texts"] = [
        (token.meta["label"], (token.map or [0])[0])
        for token in state.tokens
        if token.type == "footnote_reference_open"
    ]


def _marked(tokens: list[Token]) -> Iterator[tuple[dict[str, str], bool]]:
    """The attributes of words, those in a picture's text included, and whether the end of a link follows."""
    for number, token in enumerate(tokens):
        if token.type == "span_open":
            attributes = {**token.attrs, **token.meta.get("insecure_attrs", {})}
            after = "".join(then.content for then in tokens[_closing(tokens, number) + 1 :][:1])
            yield {name: str(value) for name, value in attributes.items()}, bool(_LINK_END.match(after))
        elif token.type == "image":
            yield from _marked(token.children or [])


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


def plain_text(tokens: tuple[Token, ...] | list[Token]) -> str:
    """The words of some tokens without any markup, blocks apart by a newline."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            for child in token.children or []:
                if child.type in ("softbreak", "hardbreak"):
                    parts.append(" ")
                elif child.type != "footnote_ref":
                    parts.append(child.content)
            parts.append("\n")
        elif token.type in ("fence", "code_block", "html_block"):
            parts.append(token.content + "\n")
    return "".join(parts).strip()


def internal_target(target: str, path: str) -> str | None:
    """The plan's file a link points at, as a path from the root, or None for a link to elsewhere.

    A target that climbs out of the plan comes back with its leading `..`.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
