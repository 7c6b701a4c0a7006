"""The parser of every text, whose tokens say where they stand.

CommonMark, as far as it is meant, with tables and footnotes, and three things borrowed from MyST: the role `` {figure}`NAME` ``, the
directive ```` ```{breakdown} NAME ````, and `[words]{lang=en}` for words in another language. Content is never
run as anything. The title that stands within a directive is a paragraph behind it, whose tokens have the info `TITLE`.

The parser itself gives blocks their lines and words no place at all. Here every inline token, those in the text of a
picture too, has `meta["place"]`: where it begins and ends in the text, in characters. Lines end with a line feed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from .meant import BlockRule, only_meant

MAX_NESTING = 20
TITLE = "title"
_DIRECTIVE = re.compile(r"^\{([a-z-]+)\}\s*(.*)$")

Place = tuple[int, int]
# Where the content of a block is written: each index of it from which on it stands at an index of the text.
Stretches = list[tuple[int, int]]
InlineRule = Callable[[StateInline, bool], bool]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that readers see, and where they are written.

    Its `kind` is `text`; `escape` or `entity` for a sign written so, `sign` for one that is plain within a line;
    `address` where a link shows its target; `code`; or `alt` in the text of a picture.
    """

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True)
class Parsed:
    """The tokens of a text, the place of every footnote's label, and of every link reference's target by its label.

    Each inline token has its `Run`s as `meta["runs"]`. `plain` is where signs stand that would begin a block if they
    were meant to. `definitions` are the labels of link references, `note_blocks` those of footnotes, each with
    the place of all that belongs to it.
    """

    tokens: list[Token]
    notes: tuple[tuple[str, Place], ...]
    targets: Mapping[str, Place]
    plain: frozenset[int]
    definitions: tuple[tuple[str, Place], ...]
    note_blocks: tuple[tuple[str, Place], ...]


# So many texts stay parsed: a build of usual plans parses none twice, and one of very large ones does not hold them all.
_MOST = 1_000


@lru_cache(_MOST)
def parse(text: str) -> Parsed:
    """Reads a text. What it gives is shared, so that nobody may change it."""
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    references = env.get("references", {}).items()
    targets = {label: found["place"] for label, found in references if "place" in found}
    notes = tuple(sorted(env.get("labels", ()), key=itemgetter(1)))
    plain, definitions = frozenset(env.get("plain", ())), tuple(env.get("definitions", ()))
    return Parsed(tokens, notes, targets, plain, definitions, tuple(env.get("note_blocks", ())))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "store_labels": True}).enable("table")
    # Inline footnotes (`^[…]`) have no line of their own, which every finding needs.
    parser.use(footnote_plugin, inline=False).use(myst_role_plugin)
    parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
    parser.use(only_meant)
    for block in parser.block.ruler.__rules__:
        if written := _WRITTEN.get(block.name):
            block.fn = _written(block.fn, written)
    for inline in parser.inline.ruler.__rules__:
        # These push what they read, character by character.
        if inline.name not in ("text", "emphasis"):
            inline.fn = _ended(inline.fn)
    parser.inline.ruler2.before("balance_pairs", "places", _place)
    parser.inline.ruler2.before("fragments_join", "joined_places", _join)
    parser.core.ruler.after("block", "titles", _title)
    parser.core.ruler.before("text_join", "places", _find)
    return parser


# Blocks


def _written(rule: BlockRule, written: Callable[[StateBlock, int, list[Token]], None]) -> BlockRule:
    """A rule that, while lines still are as it read them, notes where the content of its tokens is written."""

    def placed(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        found = rule(state, line, end, silent)
        if found and not silent:
            written(state, line, state.tokens[first:])
        return found

    return placed


def _start(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _of_lines(state: StateBlock, line: int, tokens: list[Token]) -> None:
    """A paragraph or underlined heading: its lines without their indentation and the marks around them."""
    inline = tokens[1]
    content, stretches = "", []
    for number in range(*inline.map or ()):
        text = state.getLines(number, number + 1, state.blkIndent, False)
        words = text.lstrip(" \t")
        # Blanks that are left of the indentation count as the end of the line above.
        stretches.append((len(content) + len(text) - len(words), state.eMarks[number] - len(words)))
        content += text + "\n"
    inline.meta["stretches"] = _trimmed(content, inline.content, stretches)


def _of_heading(state: StateBlock, line: int, tokens: list[Token]) -> None:
    start = _start(state, line) + int(tokens[0].tag[1:])
    tokens[1].meta["stretches"] = _trimmed(
        state.src[start : state.eMarks[line]], tokens[1].content, [(0, start)]
    )


def _of_table(state: StateBlock, line: int, tokens: list[Token]) -> None:
    cells: Iterator[tuple[str, Stretches]] = iter(())
    for token in tokens:
        if token.type == "tr_open" and token.map:
            start, end = _start(state, token.map[0]), state.eMarks[token.map[0]]
            row = state.src[start:end].strip()
            cells = iter(_cells(row, state.src.index(row, start)))
        elif token.type == "inline":
            text, stretches = next(cells, ("", [(0, end)]))
            token.meta["stretches"] = _trimmed(text, token.content, stretches)


def _cells(row: str, start: int) -> list[tuple[str, Stretches]]:
    """The cells of a row, and where each is written. A backslash before a bar is not part of a cell."""
    cells: list[tuple[str, Stretches]] = []
    text, begin, stretches = "", 0, [(0, start)]
    for index, sign in enumerate(row):
        if sign != "|":
            continue
        if row[index - 1 : index] == "\\":
            text += row[begin : index - 1]
            begin = index
            stretches.append((len(text), start + begin))
        else:
            cells.append((text + row[begin:index], stretches))
            text, begin = "", index + 1
            stretches = [(0, start + begin)]
    cells.append((text + row[begin:], stretches))
    if cells[0][0] == "":
        del cells[0]
    if cells and cells[-1][0] == "":
        del cells[-1]
    return cells


def _trimmed(text: str, content: str, stretches: Stretches) -> Stretches:
    """Stretches of a text as those of its content, which is the text without the blanks around it."""
    before = text.index(content)
    return [(index - before, place) for index, place in stretches] if before else stretches


def _of_html(state: StateBlock, line: int, tokens: list[Token]) -> None:
    start = _start(state, line)
    tokens[0].meta["place"] = (start, start + len(tokens[0].content.strip().partition("\n")[0]))


def _of_note(state: StateBlock, line: int, tokens: list[Token]) -> None:
    start, label = _start(state, line), str(tokens[0].meta["label"])
    state.env.setdefault("labels", []).append((label, (start, start + len(label) + 4)))
    state.env.setdefault("note_blocks", []).append((label, (start, state.eMarks[state.line - 1])))


def _of_reference(state: StateBlock, line: int, tokens: list[Token]) -> None:
    """Where a reference leads, if it is the first of its name and the marks of no quotation stand in between."""
    reference = next(reversed(state.env["references"].values()))
    begin = _start(state, line)
    index = begin + 1
    while state.src[index] != "]":
        index += 2 if state.src[index] == "\\" else 1
    label = normalizeReference(state.src[begin + 1 : index]) if reference["map"][0] == line else ""
    state.env.setdefault("definitions", []).append((label, (begin, state.eMarks[state.line - 1])))
    start, end = _target(state, index + 2, state.eMarks[state.line - 1])
    if reference["map"][0] == line and state.md.normalizeLink(state.src[start:end]) == reference["href"]:
        reference["place"] = (start, end)


def directive(token: Token) -> tuple[str, str] | None:
    """The name and the argument of a directive; None for any other token. Within a list or quotation it does nothing."""
    found = _DIRECTIVE.match(token.info.strip()) if token.type == "fence" else None
    return (found[1], found[2].strip()) if found else None


def _title(state: StateCore) -> None:
    """Has the words within each directive as a paragraph."""
    tokens: list[Token] = []
    starts: list[int] = []
    for token in state.tokens:
        tokens.append(token)
        if directive(token) and token.level == 0 and token.map and token.content.strip():
            starts = starts or [0, *accumulate(len(line) + 1 for line in state.src.split("\n"))]
            tokens += _titled(token.content.rstrip(), token.map[0] + 1, starts)
    state.tokens = tokens


def _titled(content: str, first: int, starts: list[int]) -> tuple[Token, Token, Token]:
    """The paragraph that some content is, from this line on of a text whose lines have these `starts`."""
    words, stretches = "", []
    lines = content.split("\n")
    for number, line in enumerate(lines, first):
        stripped = line.lstrip(" \t")
        stretches.append((len(words), starts[number + 1] - 1 - len(stripped)))
        words += f"{stripped}\n"
    where = [first, first + len(lines)]
    inline = Token(
        "inline", "", 0, content=words.strip(), children=[], level=1, map=where, block=True, info=TITLE
    )
    inline.meta["stretches"] = _trimmed(words, inline.content, stretches)
    opening = Token("paragraph_open", "p", 1, map=where, block=True, info=TITLE)
    return opening, inline, Token("paragraph_close", "p", -1, block=True, info=TITLE)


_WRITTEN: Mapping[str, Callable[[StateBlock, int, list[Token]], None]] = {
    "paragraph": _of_lines,
    "lheading": _of_lines,
    "heading": _of_heading,
    "table": _of_table,
    "html_block": _of_html,
    "footnote_def": _of_note,
    "reference": _of_reference,
}


def _target(state: StateBlock | StateInline, index: int, end: int) -> Place:
    """The place of a link's target at or behind an index; it may be empty."""
    while index < end and state.src[index] in " \t\n":
        index += 1
    found = state.md.helpers.parseLinkDestination(state.src, index, end)
    if not found.ok:
        return index, index
    return (index + 1, found.pos - 1) if state.src[index] == "<" else (index, found.pos)


# Words


def _ended(rule: InlineRule) -> InlineRule:
    """A rule that notes where the tokens it makes end. They begin where the token before them ends."""

    def placed(state: StateInline, silent: bool) -> bool:
        start, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        # The text that was waiting comes first; what stands within a link or marked words has been noted already.
        made = state.tokens[first:] if not silent else []
        if made and made[0].type == "text":
            del made[0]
        if made:
            made[0].meta["end"] = start + 1
            made[-1].meta["end"] = state.pos
            if made[0].markup == "autolink":  # whose text is shown in another spelling
                made[1].meta |= {"end": state.pos - 1, "kind": "address"}
            elif made[0].markup == "linkify":  # which begins before the colon that the rule found
                made[0].meta["end"] = state.pos - len(made[1].content)
                made[1].meta |= {"end": state.pos, "kind": "address"}
        return True

    return placed


def _place(state: StateInline) -> None:
    """Gives every token its place. A token that no rule ended is the characters it was made of."""
    end = 0
    links: list[Token] = []
    for token in state.tokens:
        start = end
        end = token.meta.pop("end", start + len(token.content))
        token.meta["place"] = (start, end)
        if token.type == "link_open":
            links.append(token)
        elif token.type == "link_close":
            _look_behind(state, links.pop(), start, end)
        elif token.type == "image":
            _look_behind(state, token, start + 2 + len(token.content), end)
        elif token.type == "myst_role":
            name = start + len(token.meta["name"]) + 2
            ticks = (end - name - len(token.content)) // 2
            token.meta["inside"] = (name + ticks, end - ticks)


def _look_behind(state: StateInline, link: Token, bracket: int, end: int) -> None:
    """Notes where the words of a link or picture are, and its target, unless that is written elsewhere."""
    start, after = link.meta["place"]
    link.meta["inside"] = (after if link.type == "link_open" else start + 2, bracket)
    if link.info == "auto":
        link.meta["target"] = link.meta["inside"]
    elif "label" in link.meta:  # which would make renderers write a reference, too
        link.meta["reference"] = link.meta.pop("label")
    else:
        link.meta["target"] = _target(state, bracket + 2, end)


def _join(state: StateInline) -> None:
    """Gives the last of several texts the place of all, for they become one, and `**` the place of both its signs.

    What has become a mark of emphasis is an empty text by now.
    """
    joined: Place | None = None
    last = 0
    for token in state.tokens:
        start, end = token.meta["place"]
        if token.type == "text":
            if token.content:
                joined = (joined[0] if joined else start, end)
            token.meta["place"] = joined or (max(last, start),) * 2
            continue
        joined = None
        if token.type == "strong_open":
            token.meta["place"] = (start - 1, end)
        elif token.type == "strong_close":
            token.meta["place"] = (start, end + 1)
        last = token.meta["place"][1]


def _find(state: StateCore) -> None:
    """Turns places within the content of blocks into places within the text."""
    for token in state.tokens:
        if token.type == "inline":
            token.meta["runs"] = tuple(_found(token.children or [], token.meta.pop("stretches"), 0))


_PLACES = ("place", "inside", "target")


def _found(tokens: list[Token], stretches: Stretches, shift: int, kind: str = "") -> Iterator[Run]:
    """The runs of some tokens, all of whose places are turned into those within the text."""
    text: Token | None = None
    for token in tokens:
        content = token.meta["place"]
        for name in _PLACES:
            if name in token.meta:
                token.meta[name] = _written_at(stretches, token.meta[name], shift)
        if token.type == "image":
            yield from _found(token.children or [], stretches, shift + content[0] + 2, "alt")
        start, end = token.meta["place"]
        if token.type == "code_inline":
            yield Run(start, end, token.content, "code")
        if token.type not in ("text", "text_special"):
            text = None
            continue
        # They become one text, which has the place of all.
        if text:
            text.meta["place"] = (text.meta["place"][0], end)
        text = text or token
        if not token.content:
            continue
        if token.type == "text_special" or "kind" in token.meta:
            yield Run(start, end, token.content, kind or token.meta.get("kind") or token.info)
        else:
            yield from _runs(token.content, stretches, content[0] + shift, kind or "text")


def _runs(words: str, stretches: Stretches, index: int, kind: str) -> Iterator[Run]:
    """Words as they are written; the backslash before a bar in a table comes between."""
    begin = 0
    number = bisect_right(stretches, index, key=itemgetter(0))
    while begin < len(words):
        end = min(len(words), stretches[number][0] - index) if number < len(stretches) else len(words)
        offset, place = stretches[number - 1]
        start = place + index + begin - offset
        yield Run(start, start + end - begin, words[begin:end], kind)
        begin, number = end, number + 1


def _written_at(stretches: Stretches, place: Place, shift: int) -> Place:
    """Where a stretch of the content of a block is written."""
    start, end = place
    if len(stretches) == 1:  # as nearly all have
        ((index, written),) = stretches
        return written + start + shift - index, written + end + shift - index
    first = _index(stretches, start + shift)
    return first, _index(stretches, end + shift - 1) + 1 if end > start else first


def _index(stretches: Stretches, index: int) -> int:
    """Where a character of the content is written. Of a tab that reaches into the text only the blanks are content."""
    number = bisect_right(stretches, index, key=itemgetter(0))
    start, place = stretches[number - 1]
    place += index - start
    return min(place, stretches[number][1] - 1) if number < len(stretches) else place
