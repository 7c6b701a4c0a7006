"""Pandoc: what its documents consist of, and the program itself.

All text reaches pandoc as data, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from . import missing
from ._culprit import Unmade
from ._package import unpack
from ._scratch import lent

Node = dict[str, Any]
Nodes = list[Node]
# What XML cannot hold.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# In bytes: enough for pandoc to know the kind of a picture.
_BEGINNING = 256
_BLANKS = re.compile(r"[ \t\r\n]+")
_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
_RIGHT_TO_LEFT = re.compile(rf"({_RTL}(?:[^\w]+{_RTL})*)")


@dataclass(frozen=True)
class Reference:
    """A document whose styles another one gets, and the path that people know it by."""

    path: str
    data: bytes


def convert(blocks: Nodes, media: Media, to: str, language: str, reference: Reference) -> dict[str, bytes]:
    """The parts of the file that pandoc makes of blocks, with the styles of the reference document.

    Raises Unmade.
    """
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"lang": node("MetaString", language)},
        "blocks": blocks,
    }
    command = [_program(to), "--from=json", f"--to={to}", "--output=-", "--sandbox"]
    name = f"reference.{to}"
    try:
        # In the C locale pandoc finds no file whose path has other letters than those of ASCII.
        with lent({name: reference.data}) as folder:
            file = f"{folder}/{name}"
            # A folder that cannot be, so that no defaults of this user's own are found.
            command += [f"--reference-doc={file}", f"--data-dir={file}"]
            made = subprocess.run(
                command, input=json.dumps(document).encode(), capture_output=True, check=True
            )
    except subprocess.CalledProcessError as error:
        problem = error.stderr.decode(errors="replace").strip().partition("\n")[0].rstrip(".")
        raise Unmade(problem) from error
    except OSError as error:
        raise missing({to: "office"}) from error
    return media.filled(unpack(made.stdout))


def _program(to: str) -> str:
    """The pandoc of the package: another one that the machine may have would write other bytes."""
    folder = files("pypandoc") / "files"
    inside = folder.iterdir() if folder.is_dir() else ()
    program = next((file for file in inside if file.name in ("pandoc", "pandoc.exe")), None)
    if program is None:
        raise missing({to: "office"})
    return str(program)


def walk(tree: object, kind: str) -> Iterator[Node]:
    """The nodes of a kind, in the order of the text."""
    if isinstance(tree, dict):
        if tree.get("t") == kind:
            yield tree
        tree = tree.get("c")
    if isinstance(tree, list):
        for inner in tree:
            yield from walk(inner, kind)


def node(kind: str, content: object = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def attributes(anchor: str = "", **pairs: str) -> list[object]:
    return [anchor, [], [[name, value] for name, value in pairs.items() if value]]


def span(words: Nodes, *, anchor: str = "", style: str = "", **pairs: str) -> Node:
    return node("Span", [attributes(anchor, **{"custom-style": style}, **pairs), words])


def link(words: Nodes, address: str) -> Node:
    return node("Link", [attributes(), words, [address, ""]])


@dataclass
class Media:
    """The pictures of a document. Pandoc is given only how one begins and its hash: it would unpack the whole."""

    _by_hash: dict[bytes, bytes] = field(default_factory=dict)

    def image(self, found: tuple[str, bytes], words: tuple[str, str], points: tuple[float, float]) -> Node:
        """A picture by its media type and bytes, with its description and title, and its width and height."""
        kind, data = found
        description, title = words
        stand_in = data[:_BEGINNING] + hashlib.sha256(data).digest()
        self._by_hash[stand_in] = data
        address = f"data:{kind};base64,{base64.b64encode(stand_in).decode('ascii')}"
        size = {name: f"{side:.4f}pt" for name, side in zip(("width", "height"), points, strict=True)}
        said = [node("Str", one_line(description))]
        return node("Image", [attributes(**size), said, [address, clean(title)]])

    def filled(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """A package's parts with the pictures themselves."""
        return {name: self._by_hash.get(data, data) for name, data in parts.items()}


def table(head: Nodes, rows: list[Nodes], total: list[Nodes], shares: Iterable[float]) -> Node:
    def row(cells: Nodes) -> list[object]:
        return [attributes(), [[attributes(), {"t": "AlignDefault"}, 1, 1, [cell]] for cell in cells]]

    columns = [[{"t": "AlignDefault"}, node("ColWidth", share)] for share in shares]
    body = [attributes(), 0, [], [row(cells) for cells in rows]]
    foot = [attributes(), [row(cells) for cells in total]]
    return node("Table", [attributes(), [None, []], columns, [attributes(), [row(head)]], [body], foot])


def code_lines(code: str) -> Iterator[Node]:
    """Code line by line, with all its blanks."""
    for number, line in enumerate(clean(code).rstrip("\n").split("\n")):
        if number:
            yield node("LineBreak")
        yield node("Code", [attributes(), line])


def words(text: str) -> Nodes:
    """Text with single blanks, as readers see it. Words from right to left are marked, so that they stay whole."""
    line = one_line(text)
    words = _RIGHT_TO_LEFT.split(line.strip(" "))
    made = [
        span([node("Str", part)], dir="rtl") if number % 2 else node("Str", part)
        for number, part in enumerate(words)
        if part
    ]
    # A blank at either end is a node of its own: pandoc takes one within words for one that must not be lost.
    before = [node("Space")] if line.startswith(" ") else []
    behind = [node("Space")] if line.strip(" ") and line.endswith(" ") else []
    return [*before, *made, *behind]


def one_line(text: str) -> str:
    return _BLANKS.sub(" ", clean(text))


def clean(text: str) -> str:
    """Text that XML can hold."""
    return _FORBIDDEN.sub("\ufffd", text)
