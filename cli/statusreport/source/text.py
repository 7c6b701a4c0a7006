"""Bytes of a file to text, and text to front matter and body. Pure: nothing here reads a disk.

The front matter ends at a line that *is* `---`; a rule inside the body is no fence. Newlines come out as
line feeds, a byte-order mark is dropped, and letters are composed (Unicode NFC), so that the same words are the
same characters whichever machine wrote them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from .faults import Fault, Location, Places, Sign, Span

MAX_BYTES = 2_000_000
# Lines, and signs that may be markup, in one body: far more than a text has, and no more than is read in seconds.
MAX_MARKS = 30_000
_MARKS = "\n[]*_`<>&\\|#{}!$+-:=@^~%"
MAX_SHOWN = 60
FENCE = "---"
# How PDF, Word's and LibreOffice's documents, older ones and RTF begin.
_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_LOOKED_AT = 4_000

_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |$)|^={7}$", re.MULTILINE)
# Control characters and the line ends that only some programs know: no editor shows them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff\ufff9-\ufffb]"
)
_KEY = re.compile(r"[\w-]+:(\s|$)")
# What is typed or corrected automatically in place of a fence: `--`, `----`, a dash, an indented `---`.
_NEAR_FENCE = re.compile(r"\s*(-{2,}|[–—]+-*|\+{3,}|\.{3,}|[*_=]{3,})\s*")


# Blanks that only look like one, and bullets, as word processors and web pages have them.
_BLANK = r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_MISLEADING = re.compile(
    rf"^[ \t]*(?:(?P<bullet>[\ue000-\uf8ff•‣◦●○▪■·])\s*"
    rf"|-(?P<item>{_BLANK})\s*(?=\S)|(?P<before>{_BLANK})\s*(?=[\w-]+\s*:|-\s)"
    rf"|(?:-[ \t]+)?[\w-]+[ \t]*(?:(?P<key>{_BLANK})\s*:|:(?P<behind>{_BLANK}))"
    r"|[\w-]*(?P<inside>[\u00ad\u200b\u2060])[\w\u00ad\u200b\u2060-]*:(?=\s|$))",
    re.MULTILINE,
)
# A text of several lines, in which no line is a key or an item.
_BLOCK = re.compile(r"^( *+).*:[ \t]*+[|>][-+0-9]*[ \t]*\n(?:(?:\1 +.*|[ \t]*)(?:\n|\Z))+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Split:
    """A content file in its two parts; `front_line` and `body_line` are their first lines in the file."""

    front: str
    body: str
    front_line: int
    body_line: int


def has_too_many_marks(text: str) -> bool:
    """Whether a text of Markdown would take long to read."""
    return sum(map(text.count, _MARKS)) > MAX_MARKS


def shortened(text: str) -> str:
    """A text as a message can show it."""
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}…"


def decode(path: str, data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file and what is wrong with its characters; the text is "" if there is none to be had."""
    if len(data) > MAX_BYTES:
        return "", (_fault("too-large", path, Span(), limit=MAX_BYTES // 1_000_000),)
    if data.startswith(_DOCUMENTS) or _is_wide(data):
        return "", (_undecodable(path, data, 0),)
    try:
        text = _lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return "", (_undecodable(path, data, error.start),)
    places = Places(text)
    faults = _invisible(path, text, places)
    faults += _conflicting(path, text, places)
    # What cannot be seen is a finding already; a stand-in lets the rest of the file be read.
    return INVISIBLE.sub("\ufffd", text), tuple(faults)


def _is_wide(data: bytes) -> bool:
    """Whether every other byte is nothing, as letters of two bytes have it."""
    start = data[:_LOOKED_AT]
    return max(start[0::2].count(0), start[1::2].count(0)) > len(start) // 3 > 0


def _lines(text: str) -> str:
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def conflicts(text: str) -> list[re.Match[str]]:
    """The marks that an unfinished merge left; `=======` alone may underline a heading."""
    marks = list(_CONFLICT.finditer(text))
    begun = any(found[0].startswith("<") for found in marks)
    return [found for found in marks if begun or found[0] != "======="]


def _conflicting(path: str, text: str, places: Places) -> list[Fault]:
    """One fault for each conflict, from its first mark to its last."""
    faults: list[Fault] = []

    def note(first: re.Match[str], last: re.Match[str]) -> None:
        end = text.find("\n", last.end())
        span = places.span(first.start(), len(text) if end < 0 else end)
        faults.append(_fault("conflict-marker", path, span, marker=first[0].strip()))

    begun: re.Match[str] | None = None
    for mark in conflicts(text):
        if mark[0][0] == "<":
            if begun:
                note(begun, begun)
            begun = mark
        elif not begun:
            note(mark, mark)
        elif mark[0][0] == ">":
            note(begun, mark)
            begun = None
    if begun:
        note(begun, begun)
    return faults


def _undecodable(path: str, data: bytes, index: int) -> Fault:
    before = _lines(data[:index].decode("utf-8"))
    span = Places(before + " ").span(len(before), len(before) + 1)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _is_wide(data):
        guess, variant = "UTF-16", ""
    else:
        is_document = b"\x00" in data or data.startswith(_DOCUMENTS)
        guess, variant = "Windows-1252", "binary" if is_document else ""
    return _fault("not-utf8", path, span, variant, byte=f"0x{data[index]:02X}", guess=guess)


def _invisible(path: str, text: str, places: Places) -> list[Fault]:
    """One fault for each kind of invisible character, where it first stands: a broken file has thousands."""
    number = Counter(INVISIBLE.findall(text))
    return [
        _fault(
            "control-character",
            path,
            places.span(index, index + 1),
            "several" if more else "",
            char=Sign(char, numbered=True),
            more=more,
        )
        for char, count in number.items()
        for index, more in ((text.index(char), count - 1),)
    ]


def split(path: str, text: str) -> tuple[Split | None, tuple[Fault, ...]]:
    """The front matter and the body of a content file, or the fault that hides them."""
    if not text.strip():
        return None, (_fault("empty-file", path, Span()),)
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    if lines[first].rstrip() != FENCE:
        variant = _near(lines[first]) or ("keys" if _KEY.match(lines[first]) else "")
        begins = next((n for n in range(first, len(lines) - 1) if _begins(lines[n], lines[n + 1])), 0)
        if begins and not variant:
            variant = "above"
        return None, (
            _of_line("missing-front-matter", path, first, lines[first], variant, begins=begins + 1),
        )
    for number in range(first + 1, len(lines)):
        if lines[number].rstrip() == FENCE:
            front = "\n".join(lines[first + 1 : number])
            body = "\n".join(lines[number + 1 :])
            if has_too_many_marks(body):
                return None, (_fault("too-large", path, Span(), "marks", limit=MAX_MARKS),)
            return Split(front, body, first + 2, number + 2), ()
    return None, (_unclosed(path, lines, first),)


def _unclosed(path: str, lines: list[str], first: int) -> Fault:
    """The line that was meant to end the front matter, or the one above which it should end."""
    heading = next((n for n, line in enumerate(lines) if line.startswith("##")), len(lines))
    near = next((n for n in range(first + 1, heading) if _near(lines[n])), None)
    if near is not None:
        number, variant = near, _near(lines[near])
    else:
        number, variant = (heading, "heading") if heading < len(lines) else (first, "")
    return _of_line("unclosed-front-matter", path, number, lines[number], variant)


def _begins(line: str, below: str) -> bool:
    """Whether front matter begins at a line."""
    return line.rstrip() == FENCE and _KEY.match(below) is not None


def _near(line: str) -> str:
    """How a line is nearly a fence, as a variant of the rules' texts; "" where it is not."""
    return "indented" if line.strip() == FENCE else "near" if _NEAR_FENCE.fullmatch(line) else ""


def swallowed_heading(path: str, front: str, first_line: int, last_line: int) -> Fault | None:
    """The heading of a body that was taken for front matter, because the fence between them is missing.

    A rule `---` further down in the body has then ended the front matter, which broke off at `last_line`.
    """
    for number, line in enumerate(front.split("\n"), first_line):
        if number <= last_line and re.match(r"##+ \S", line):
            return _of_line("unclosed-front-matter", path, number - 1, line, "heading")
    return None


def tabs(path: str, front: str, first_line: int) -> tuple[Fault, ...]:
    """Lines of front matter indented by a tab, which YAML refuses with a message nobody understands."""
    faults: list[Fault] = []
    above = ""
    for number, line in enumerate(front.split("\n"), first_line) if "\t" in front else ():
        if found := re.match(r" *\t\s*(?=\S)", line):
            # A key below a key that has its value belongs at the margin, however far it is indented.
            wanted = _KEY.match(line[found.end() :]) and re.match(r"$|[\w-]+:\s*[^\s|>]", above)
            span = Span(number, 1, number, found.end() + 1)
            faults.append(_fault("tab-indentation", path, span, "margin" if wanted else ""))
        above = line if line.strip() and not line.lstrip().startswith("#") else above
    return tuple(faults)


def misleading(path: str, front: str, first_line: int) -> tuple[Fault, ...]:
    """Signs in front matter that look like others, which YAML takes for letters."""
    if front.isascii():
        return ()
    places = Places(front, first_line)
    front = _BLOCK.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), front)
    faults: list[Fault] = []
    bullet = 0
    for found in _MISLEADING.finditer(front):
        kind = found.lastgroup or ""
        start = found.start(kind)
        word = front[found.end() :].partition("\n")[0].strip()
        sign = Sign(found[kind])
        variant = "" if kind == "behind" else kind
        span = places.span(start, start + 1)
        # Of a list that was pasted the first bullet says enough.
        if kind == "bullet" and faults and faults[-1].variant == kind and bullet == span.line - 1:
            bullet = span.line
            continue
        bullet = span.line
        faults.append(_fault("misleading-sign", path, span, variant, sign=sign, word=shortened(word)))
    return tuple(faults)


def _of_line(name: str, path: str, number: int, line: str, variant: str = "", /, **params: object) -> Fault:
    """A fault that is a whole line; `number` counts from 0."""
    span = Span(number + 1, 1, number + 1, len(line) + 1)
    return _fault(name, path, span, variant, line=line.strip()[:40], **params)


def _fault(name: str, path: str, span: Span, variant: str = "", /, **params: object) -> Fault:
    return Fault(name, Location(path, span), params, variant)
