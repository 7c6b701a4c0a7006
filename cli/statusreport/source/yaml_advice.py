"""What is probably wrong with a piece of YAML that cannot be read: the slips of people, not of parsers.

A parser says where it gave up, in its own words and often lines below the slip. This looks at the text
instead, so that the same slip is told in the same way whichever parser met it. Pure, and never certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .text import shortened

# Characters that mean something to YAML at the beginning of a value.
RESERVED = "@`%*&!|>,?]}"
_ROW = re.compile(r"(?P<indent>\s*)(?P<dashes>(?:-\s+)*)(?:(?P<key>[\w-]+)\s*:(?:\s+|$))?(?P<value>.*)$")
_KEY = re.compile(r"(?P<indent> *)[\w-]+:(?:\s|$)")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_BLOCK = re.compile(r"[|>][-+0-9]*(\s+#.*)?")
_CLOSING = {"[": "]", "{": "}"}
# A text in double quotes with a backslash that is neither doubled nor before a quote.
_ESCAPED = re.compile(r'"(?:[^"\\]|\\["\\])*\\[^"\\](?:[^"\\]|\\.)*"')
# The path of a file in such quotes: what stands behind its backslashes would be a tab, a line or another sign.
PATH = re.compile(
    r"(?:(?<![^\W_])[A-Za-z]:|(?<!\\)\\\\(?=\w))[^\"\\\n]*(?:\\\\[^\"\\\n]+)*\\(?:[abefrv0_xu]\w|[nt][^\WA-ZÆØÅ])"
)
# Several values, each in quotes or brackets of its own, with nothing around all of them.
_EACH = r"""(?:"[^"\\]*"|'[^']*')"""
_SEVERAL = re.compile(rf"{_EACH}(?:\s*,\s*(?:{_EACH}|[^\s,:#\[\]{{}}\"']+))+")
_TWO_PAIRS = 4
_SMART = "“”„‘’‚"


@dataclass(frozen=True, slots=True)
class Advice:
    """A slip: the variant of the rule's text, the line from 0, and its columns from 0, the end exclusive."""

    variant: str
    line: int
    start: int
    end: int
    params: dict[str, Any] = field(default_factory=dict)


def advise(text: str, problem: str, line: int, column: int, begun: int) -> Advice:
    """The slip behind a parser's `problem` at `line` and `column` with what it `begun` to read on that line."""
    lines = text.split("\n")
    line, begun = min(line, len(lines) - 1), min(begun, len(lines) - 1)
    return (
        _unclosed(lines, line)
        or _beginning(lines, line, problem)
        or (_beginning(lines, begun, problem) if begun != line else None)
        or _value(lines, line, column, problem)
        or _no_colon(lines, begun, problem)
        or _misplaced(lines, line, problem)
        or Advice("", line, min(column, len(lines[line])), len(lines[line]))
    )


def has_key(lines: list[str], indent: int) -> bool:
    """Whether one of these lines is a key of the mapping at `indent`, or of one around it."""
    return any(row and len(row["indent"]) <= indent for row in map(_KEY.match, lines))


def quoted(value: str) -> str:
    """A value in quotes that keep it as it is; a long one is cut."""
    value = shortened(value)
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def in_single_quotes(written: str) -> str:
    """A value that is written in double quotes, in quotes that leave its backslashes alone."""
    value = shortened(written[1:-1].replace('\\"', '"'))
    return "'" + value.replace("'", "''") + "'"


def _row(line: str) -> re.Match[str]:
    found = _ROW.match(line.rstrip())
    assert found, "every line is a row"
    return found


def _advice(variant: str, number: int, row: re.Match[str], **params: object) -> Advice:
    """Advice about the value of a row."""
    value = row["value"]
    if value[:1] in _SMART:
        value = value.strip(_SMART)
    elif (
        value[:1] in _QUOTED
        and value[-1] == value[0]
        and len(value) > 1
        and value.count(value[0]) != _TWO_PAIRS
    ):
        value = value[1:-1]
    written = f"{row['key']}: {quoted(value)}" if row["key"] else quoted(value)
    return Advice(variant, number, row.start("value"), row.end("value"), {"written": written} | params)


def _unclosed(lines: list[str], last: int) -> Advice | None:
    """A quote or bracket that is open at the end of its line, while the next line begins a new key."""
    for number in range(last + 1):
        line = lines[number]
        if not ('"' in line or "'" in line or "[" in line or "{" in line):
            continue
        row = _row(line)
        opener = row["value"][:1]
        if opener in _CLOSING and (begun := _comment(row["value"])):
            start, lost = row.start("value") + begun, shortened(row["value"][begun:])
            return Advice("comment", number, start, len(line.rstrip()), {"lost": lost})
        if not (opener in _QUOTED or opener in _CLOSING):
            continue
        end, quote = _closed(row["value"])
        if end:
            continue
        below = next((lines[n] for n in range(number + 1, len(lines)) if lines[n].strip()), None)
        key = _KEY.match(below) if below is not None else None
        if below is None or (key and len(key["indent"]) <= len(row["indent"])):
            start = row.start("value") + (quote or 0)
            variant = "bracket" if quote is None else "quote"
            return Advice(variant, number, start, len(line.rstrip()), _marks(line[start]))
    return None


def _marks(opener: str) -> dict[str, str]:
    """A quote or bracket, and what closes it."""
    return {"opener": opener, "closer": _CLOSING.get(opener, opener)}


def _comment(value: str) -> int:
    """Where a number sign outside quotes makes a comment of the rest of a list, with its bracket; else 0."""
    begun = value.find(" #") + 1
    before = value[:begun]
    outside = not before.count('"') % 2 and not before.count("'") % 2
    return begun if begun and outside and value[-1] in "]}" else 0


def _closed(value: str) -> tuple[int, int | None]:
    """Where the quote or bracket that a value begins with is closed: the index behind it, or 0.

    Then, where it is a quote that is not closed, its index, be it in brackets.
    """
    if value[0] in _QUOTED:
        found = _QUOTED[value[0]].match(value)
        return (found.end(), None) if found else (0, 0)
    depth, index = 0, 0
    while index < len(value):
        char = value[index]
        if char in _QUOTED and value[index - 1] in "[{, :":
            found = _QUOTED[char].match(value, index)
            if not found:
                return 0, index
            index = found.end()
            continue
        depth += (char in "[{") - (char in "]}")
        index += 1
        if depth == 0:
            return index, None
    return 0, None


def _beginning(lines: list[str], number: int, problem: str) -> Advice | None:
    """A value that begins with what YAML reads as something else than text."""
    row = _row(lines[number])
    value = row["value"]
    if value.startswith(("{{", "{%")):
        return _advice("placeholder", number, row)
    if value.startswith(":") and not row["key"]:
        return _advice("no_key", number, row)
    if re.search(r"escape (?:character|sequence)|hexa?decimal", problem) and (
        found := _ESCAPED.search(value)
    ):
        start = row.start("value") + found.start()
        return Advice("escape", number, start, start + len(found[0]), {"written": in_single_quotes(found[0])})
    if value[:1] and value[0] in RESERVED and not _BLOCK.fullmatch(value):
        bullet = None if row["key"] else re.match(r"[*>][ \t]+(?=\S)", value)
        written = {"written": shortened(f"- {value[bullet.end() :]}")} if bullet else {}
        return _advice("star" if bullet else "reserved", number, row, char=value[0], **written)
    if row["key"] and re.match(r"-(\s|$)", value):
        return _advice("list", number, row)
    return None


def _value(lines: list[str], number: int, column: int, problem: str) -> Advice | None:
    """A value that YAML breaks off in."""
    row = _row(lines[number])
    value = row["value"]
    if "cannot start any token" in problem and column < len(lines[number]):
        char = lines[number][column].replace("\t", "tab")
        return Advice("character", number, column, column + 1, {"char": char})
    if value[:1] and (value[0] in _QUOTED or value[0] in _CLOSING) and (found := _behind(number, row)):
        return found
    if "expected ','" in problem or ("node content" in problem and lines[number][column : column + 1] == ","):
        return Advice("no_comma" if "expected ','" in problem else "comma", number, column, column + 1)
    if row["key"] == "waive" and re.match(r"[A-Za-z]\d+:\s", value):
        return _advice("waiver", number, row, waiver=shortened(value))
    if "values are not allowed" in problem and row["key"] and re.search(r":(\s|$)", value):
        return _advice("smart_quotes" if value[0] in _SMART else "colon", number, row)
    return None


def _behind(number: int, row: re.Match[str]) -> Advice | None:
    """Text behind the quote or bracket that ends a value."""
    value = row["value"]
    link = re.fullmatch(r"\[([^\]]*)\]\(([^)\s]+)\)", value) if row["key"] == "evidence" else None
    if link:
        title, url = quoted(link[1]), quoted(link[2])
        return _advice("link", number, row, link=f"evidence: [{{title: {title}, url: {url}}}]")
    # A title is one text, whatever it holds.
    if row["key"] and not row["key"].endswith("title") and _SEVERAL.fullmatch(value):
        return _advice("several", number, row, written=shortened(f"{row['key']}: [{value}]"))
    end, _ = _closed(value)
    if end and not re.match(r"\s*($|\s#|:(\s|$))", value[end:]):
        return _advice("behind", number, row, closer=value[end - 1])
    return None


def _no_colon(lines: list[str], number: int, problem: str) -> Advice | None:
    """A line that should begin with a key and does not."""
    if "values are not allowed" in problem:
        # A first line without a colon is read on into the next one.
        number = next((n for n, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"), number)
    elif "expected ':'" not in problem:
        return None
    row = _row(lines[number])
    value = row["value"]
    if row["key"] or not value:
        return None
    start, end = row.start("value"), row.end("value")
    if found := re.match(r"([\w-]+) ?([=;：])\s*(?=\S)", value):
        written = shortened(f"{found[1]}: {value[found.end() :]}")
        return Advice("sign", number, start, end, {"sign": found[2], "written": written})
    if found := re.match(r"([\w-]+):(?=\S)", value):
        return Advice("blank", number, start, end, {"written": f"{found[1]}: {value[found.end() :][:60]}"})
    if found := re.match(r"-(?=[^\s-])", value):
        return Advice("blank_dash", number, start, end, {"written": f"- {value[1:61]}"})
    return Advice("no_colon", number, start, end, {"line": value[:60]})


def _misplaced(lines: list[str], number: int, problem: str) -> Advice | None:
    """A line that is indented otherwise than the lines it belongs with."""
    if not re.search(r"values are not allowed|expected (key|<block end>|'?<document start>)", problem):
        return None
    first = next((n for n, line in enumerate(lines) if line.strip() and line.lstrip()[0] != "#"), number)
    for candidate in (number, first):
        row = _row(lines[candidate])
        if row["dashes"] and row["key"] and not row["indent"]:
            written = f"{row['key']}: {row['value']}"
            return Advice("item", candidate, 0, row.end("dashes"), {"written": shortened(written)})
        if row["indent"] and row["value"] + (row["key"] or ""):
            above = next((line for line in reversed(lines[:candidate]) if line.strip()), "")
            below = next((line for line in lines[candidate + 1 :] if line.strip()), "")
            # Of several that are indented alike, the one above them is the slip.
            is_alone = not (_KEY.match(below) and below.startswith(row["indent"]))
            is_key = row["key"] and not row["dashes"] and re.match(r"$|[\w-]+:\s+[^\s|>]", above)
            return Advice("margin" if is_key and is_alone else "indent", candidate, 0, row.end("indent"))
    return None
