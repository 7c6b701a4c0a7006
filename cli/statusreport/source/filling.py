"""The texts of a body as Markdown for others: figures and the words of links filled in, and no marks of words in other languages.

Only what the parser took for a figure or a mark is changed, where its token stands; code stays code. Signs that are
plain here, and markup to others, get a backslash.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby

from markdown_it.token import Token

from .commonmark import Place, Run
from .markdown import Body, Section
from .tokens import gap

# The text of a figure, or of a link, by the name of its gap; None where there is none, and what is written stays.
Figures = Callable[[str], str | None]


def texts(body: Body, figure: Figures | None = None) -> dict[str, str]:
    """The sections' texts by heading; those of a heading that is there twice are joined, so that none is lost."""
    joined: dict[str, str] = {}
    for section, text in filled(body, figure):
        before = joined.get(section.title)
        joined[section.title] = f"{before}\n\n{text}" if before else text
    return joined


def filled(body: Body, figure: Figures | None) -> Iterator[tuple[Section, str]]:
    """Each section with its text, which reads as it did."""
    if figure and body.figured:
        return fill(body, figure)
    return (
        (section, section.markdown if text is None else text)
        for section, text in zip(body.sections, body.unmarked, strict=True)
    )


def fill(body: Body, figure: Figures) -> Iterator[tuple[Section, str]]:
    """What `filled` gives, found in the tokens.

    Where marks keep signs from being markup they stay, and a figure's text that would be read as markup is written
    by the numbers of its characters.
    """
    edits = sorted(
        chain(
            (edit for token in body.every_token() for edit in _edits_of(token, figure)),
            (_escaped(run) for run in body.runs if run.kind == "sign"),
            (_Edit((index, index), "\\", "\\") for index in body.plain),
            (_joined(body.markdown, index) for index in body.coded),
        )
    )
    everywhere = (0, len(body.markdown))
    is_plain = not edits or _reads_as_before(body, edits, figure, everywhere)
    for section in body.sections:
        own = _within(edits, section.place)
        plain = is_plain or not own or _reads_as_before(body, own, figure, section.place)
        yield section, _edited(body.markdown, section.place, own, plain=plain)


@dataclass(frozen=True, order=True)
class _Edit:
    """What is put in a place; `careful` where that would be read as markup, None to let the place be."""

    place: Place
    text: str
    careful: str | None


def _edits_of(block: Token, figure: Figures) -> Iterator[_Edit]:
    edits = list(_edits(block.children or (), figure))
    yield from edits
    # Backticks that are plain signs may be so only because of those of a role.
    for run in block.meta["runs"] if edits else ():
        if run.kind in ("text", "alt") and len(run.text) == run.end - run.start:
            for found in re.finditer("`", run.text):
                yield _Edit((run.start + found.start(), run.start + found.end()), "`", "\\`")


def _escaped(run: Run) -> _Edit:
    words = "".join(f"\\{sign}" for sign in run.text)
    return _Edit((run.start, run.end), words, words)


def _joined(text: str, index: int) -> _Edit:
    """A line of code with the one above it: no backslash can stand there."""
    return _Edit((text.rindex("\n", 0, index), index), " ", " ")


def _edits(tokens: Iterable[Token], figure: Figures) -> Iterator[_Edit]:
    for token in tokens:
        if token.type in ("span_open", "span_close"):
            yield _Edit(token.meta["place"], "", None)
        elif (name := gap(token)) and (text := figure(name)) is not None:
            place = token.meta["place" if token.type == "myst_role" else "inside"]
            yield _Edit(place, text, "".join(f"&#{ord(char)};" for char in text))
        yield from _edits(token.children or (), figure)


def _within(edits: list[_Edit], place: Place) -> list[_Edit]:
    """Those of the edits in the order of the text that stand in a place."""
    first, end = (bisect_left(edits, index, key=lambda edit: edit.place[0]) for index in place)
    return edits[first:end]


def _edited(text: str, place: Place, edits: list[_Edit], *, plain: bool) -> str:
    """A stretch of a text with its edits made."""
    parts: list[str] = []
    begin, stop = place
    for edit in edits:
        words = edit.text if plain else edit.careful
        if words is not None:
            parts += (text[begin : edit.place[0]], words)
            begin = edit.place[1]
    return "".join((*parts, text[begin:stop]))


# What a text says, to compare: words as strings, all else as tuples.
_Said = str | tuple[object, ...]


def _reads_as_before(body: Body, edits: list[_Edit], figure: Figures, place: Place) -> bool:
    """Whether everybody finds the same in a body with all its edits within a place as these should leave there.

    Others do so where no sign is left that is plain to us only.
    """
    edited = Body(_edited(body.markdown, (0, len(body.markdown)), edits, plain=True))
    left = [index for index in _plain_signs(body) if not place[0] <= index < place[1]]
    return len(left) == len(_plain_signs(edited)) and _all_said(edited, figure, (0, 0)) == _all_said(
        body, figure, place
    )


def _plain_signs(body: Body) -> list[int]:
    return [*body.plain, *(run.start for run in body.runs if run.kind == "sign")]


def _all_said(body: Body, figure: Figures, place: Place) -> list[_Said]:
    said: list[_Said] = []
    for token in body.every_token():
        if token.type == "inline":
            said += _in_words(token.children or (), figure, place)
        else:
            said.append((token.type, token.tag, token.content, token.info, token.attrs))
    return said


def _in_words(tokens: Iterable[Token], figure: Figures, place: Place) -> list[_Said]:
    """What some tokens say with the edits within a place: texts side by side are one, blanks around lines none."""
    said: list[_Said] = []
    whole = chain(_BREAKS[:1], _said(tokens, figure, place), _BREAKS[:1])
    for is_text, group in groupby(whole, lambda one: isinstance(one, str)):
        parts = list(group)
        said += ["".join(map(str, parts))] if is_text else parts
    for number, one in enumerate(said):
        if isinstance(one, str):
            text = one.lstrip(" \t") if said[number - 1] in _BREAKS else one
            said[number] = text.rstrip(" \t") if said[number + 1] in _BREAKS else text
    return [one for one in said if one]


_BREAKS: tuple[_Said, ...] = (("softbreak",), ("hardbreak",))


def _said(tokens: Iterable[Token], figure: Figures, place: Place) -> Iterator[_Said]:
    for token in tokens:
        is_edited = place[0] <= token.meta["place"][0] < place[1]
        text = figure(name) if is_edited and (name := gap(token)) else None
        if token.type == "link_open":
            yield token.type, token.content, token.attrs, token.meta.get("id")
            if text is not None:
                yield text
        elif token.type == "text" or text is not None:
            yield token.content if text is None else text
        elif token.type in ("softbreak", "hardbreak"):
            yield (token.type,)
        elif token.type == "image":
            yield token.type, token.attrs, *_in_words(token.children or (), figure, place)
        elif not (is_edited and token.type in ("span_open", "span_close")):
            yield token.type, token.content, token.attrs, token.meta.get("id")
