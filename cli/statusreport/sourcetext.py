"""Bytes of a file to text, and text to front matter and body. Pure: nothing here reads a disk.

The front matter ends at a line that *is* `---`; a rule inside the body is no fence. Newlines come out as
`\\n`, a byte-order mark is dropped, and letters are composed (Unicode NFC), so that the same words are the
same characters whichever machine wrote them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .diagnostics import Fault, Location, Span

MAX_BYTES = 2_000_000
FENCE = "---"

_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |$)|^={7}$", re.MULTILINE)
# Control characters and the line ends that only some programs know: no editor shows them.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ufff9-\ufffb]")


@dataclass(frozen=True, slots=True)
class Split:
    """A content file in its two parts; `front_line` and `body_line` are their first lines in the file."""

    front: str
    body: str
    front_line: int
    body_line: int


def decode(path: str, data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file and what is wrong with its characters; the text is "" if there is none to be had."""
    if len(data) > MAX_BYTES:
        size = len(data) / 1_000_000
        return "", (_fault("too-large", path, Span(), size=f"{size:.1f}", limit=MAX_BYTES // 1_000_000),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        byte = data[error.start]
        guess = "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "Windows-1252"
        span = _span_at(before, len(before), 1)
        return "", (_fault("not-utf8", path, span, byte=f"0x{byte:02X}", guess=guess),)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    faults = [
        _fault("control-character", path, _span_at(text, found.start(), 1), char=f"U+{ord(found[0]):04X}")
        for found in _INVISIBLE.finditer(text)
    ]
    faults += [
        _fault("conflict-marker", path, _span_at(text, found.start(), 7), marker=found[0].strip())
        for found in _CONFLICT.finditer(text)
        if found[0].startswith(("<", ">", "|")) or "<<<<<<<" in text
    ]
    # What cannot be seen is a finding already; a stand-in lets the rest of the file be read.
    return _INVISIBLE.sub("\ufffd", text), tuple(faults)


def split(path: str, text: str) -> tuple[Split | None, tuple[Fault, ...]]:
    """The front matter and the body of a content file, or the fault that hides them."""
    if not text.strip():
        return None, (_fault("empty-file", path, Span()),)
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    if lines[first].rstrip() != FENCE:
        span = Span(first + 1, 1, first + 1, len(lines[first]) + 1)
        return None, (_fault("missing-front-matter", path, span),)
    for number in range(first + 1, len(lines)):
        if lines[number].rstrip() == FENCE:
            front = "\n".join(lines[first + 1 : number])
            body = "\n".join(lines[number + 1 :])
            return Split(front, body, first + 2, number + 2), ()
    span = Span(first + 1, 1, first + 1, len(lines[first]) + 1)
    return None, (_fault("unclosed-front-matter", path, span),)


def tabs(path: str, front: str, first_line: int) -> tuple[Fault, ...]:
    """Lines of front matter indented by a tab, which YAML refuses with a message nobody understands."""
    return tuple(
        _fault("tab-indentation", path, Span(first_line + number, 1, first_line + number, len(found[0]) + 1))
        for number, line in enumerate(front.split("\n"))
        if (found := re.match(r" *\t\s*(?=\S)", line))
    )


def _span_at(text: str, index: int, length: int) -> Span:
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    return Span(line, column, line, column + length)


def _fault(name: str, path: str, span: Span, **params: object) -> Fault:
    return Fault(name, Location(path, span), params)
