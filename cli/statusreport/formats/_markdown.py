"""Markdown tokens as Markdown: a text that the parser reads as the same tokens.

Signs that are no markup are escaped. Lists, tables and headings are written in one way, whichever they came in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from ..publishing.paper import side

# Signs that may be markup wherever they stand. A pattern whose branches all begin with a sign is searched for fast.
_SIGN = re.compile(
    r"\\|`|\[|\]|\*(?:(?!\s)|(?<!\s.))|_(?:(?![^\W_])|(?<![^\W_].))|<(?=[A-Za-z/!?])|&(?=#?\w+;)", re.DOTALL
)
# Where a line would be something else than text: behind its number, or at its beginning.
_LINE = re.compile(
    r"\d{1,9}(?=[.)](?:[ \t]|$))|(?=#{1,6}(?:[ \t]|$)|>|[-+](?:[ \t]|$)|~~~|[-=:|][-=:| \t]*$)"
)
_BLANKS = re.compile(r" [ \t]+|\t[ \t]*")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_EMPHASIS_ENDS = ("em_close", "strong_close")
_HIGHEST_NUMBER = 999_999_999
_HIGHEST_LEVEL = 6

# What stands below the head of a column, by the side where its text stands.
_RULES = {"": "---", "left": ":--", "center": ":-:", "right": "--:"}

# A block with the token that opens it.
_Block = tuple[Token, str]


def _escaped(words: str) -> str:
    """Words as Markdown that shows them as they are, anywhere but at the beginning of a line."""
    return _SIGN.sub(r"\\\g<0>", _BLANKS.sub(" ", words)).replace("\n", "&#10;")


def printed(tokens: Sequence[Token], shift: int) -> str:
    """Tokens as Markdown, their headings `shift` levels further down."""
    return _apart(_blocks(iter(tokens), shift))


# Blocks


def _blocks(tokens: Iterator[Token], shift: int) -> list[_Block]:
    """What stands in the block that is open, up to its end."""
    blocks: list[_Block] = []
    last = mark = ""
    for token in tokens:
        if token.nesting == -1:
            break
        match token.type:
            case "inline":
                text = _words(token.children or [])
            case "paragraph_open":
                text = _paragraph(_apart(_blocks(tokens, shift)))
            case "heading_open":
                text = _heading(int(token.tag[1:]) + shift, _apart(_blocks(tokens, shift)))
            case "blockquote_open":
                text = _indented(_apart(_blocks(tokens, shift)), "> ", "> ")
            case "bullet_list_open" | "ordered_list_open":
                marks = "-*" if token.type == "bullet_list_open" else ".)"
                # A numbered list keeps its mark; one that follows another at once needs another.
                own = (
                    token.markup if token.type == "ordered_list_open" and token.markup in marks else marks[0]
                )
                mark = marks[1 - marks.index(own)] if last == token.type and mark == own else own
                text = _list(token, _items(tokens, shift), mark)
            case "table_open":
                text = _table(tokens)
            case "hr":
                text = "___"
            case _:
                text = _fence(token)
        last = token.type
        blocks.append((token, text))
    return blocks


def _apart(blocks: list[_Block]) -> str:
    return "\n\n".join(text for _, text in blocks if text)


def _paragraph(text: str) -> str:
    # Blanks around a text are no part of it unless they are written by their number.
    if text[:1].isspace():
        text = f"{_numbered(text[0])}{text[1:]}"
    if text[-1:].isspace():
        text = f"{text[:-1]}{_numbered(text[-1])}"
    return "\n".join(as_line(line.strip(" \t")) for line in text.split("\n"))


def as_line(text: str) -> str:
    """A line of text that nothing at its beginning makes something else."""
    found = _LINE.match(text)
    return f"{text[: found.end()]}\\{text[found.end() :]}" if found else text


def _heading(level: int, text: str) -> str:
    line = text.replace("\\\n", " ").replace("\n", " ")
    if line.endswith("#"):
        line = f"{line[:-1]}\\#"
    return f"{'#' * min(level, _HIGHEST_LEVEL)} {line}"


def _fence(token: Token) -> str:
    """Code, or what is shown as code: a text may hold raw HTML, but no format runs it."""
    info = token.info.strip()
    sign = "~" if "`" in info else "`"
    fence = sign * max(3, _longest(sign, token.content) + 1)
    code = token.content if token.content.endswith("\n") or not token.content else f"{token.content}\n"
    return f"{fence}{info}\n{code}{fence}"


def _items(tokens: Iterator[Token], shift: int) -> list[list[_Block]]:
    items: list[list[_Block]] = []
    for token in tokens:
        if token.nesting == -1:
            break
        items.append(_blocks(tokens, shift))
    return items


def _list(token: Token, items: list[list[_Block]], mark: str) -> str:
    is_tight = all(inner.hidden for item in items for inner, _ in item if inner.type == "paragraph_open")
    between = "\n" if is_tight else "\n\n"
    first = int(token.attrs.get("start", 1))
    numbers = (min(first + place, _HIGHEST_NUMBER) for place in range(len(items)))
    marks = (f"{mark} " if token.type == "bullet_list_open" else f"{number}{mark} " for number in numbers)
    return between.join(
        _indented(between.join(text for _, text in item if text), sign, " " * len(sign))
        for sign, item in zip(marks, items, strict=True)
    )


def _indented(text: str, first: str, others: str) -> str:
    """Lines with what stands before the first and before each other one; no blanks at their ends."""
    lines = text.split("\n")
    return "\n".join(
        f"{others if number else first}{line}"
        if line.strip(" \t")
        else (others if number else first).rstrip()
        for number, line in enumerate(lines)
    )


def _table(tokens: Iterator[Token]) -> str:
    rows: list[list[str]] = []
    rules: list[str] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            rules.append(_RULES[side(token)])
        elif token.type == "inline":
            rows[-1].append(_words(token.children or []).replace("|", "\\|"))
    lines = (rows[0], rules, *rows[1:])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# Words


def _words(tokens: Sequence[Token]) -> str:
    """The content of a block."""
    parts: list[str] = []
    link, before = Token("", "", 0), ""
    for token in tokens:
        if token.type == "link_open":
            link = token
        text = _word(token, link)
        if not text:
            continue
        # What have become neighbours must not be a picture, a link, the beginning of a note, or a word with a `_`.
        last = parts[-1] if parts else ""
        if text.startswith("[") and last.endswith("!"):
            parts[-1] = f"{last[:-1]}\\!"
        elif before == "footnote_ref" and text.startswith(("(", ":")):
            text = f"\\{text}"
        elif token.markup.startswith("_") and token.nesting == 1 and last[-1:].isalnum():
            parts[-1] = f"{last[:-1]}{_numbered(last[-1])}"
        elif before in _EMPHASIS_ENDS and last.startswith("_") and text[0].isalnum():
            text = f"{_numbered(text[0])}{text[1:]}"
        parts.append(text)
        before = token.type
    return "".join(parts)


def _word(token: Token, link: Token) -> str:
    """A token within a line; `link` is the one that was opened last."""
    match token.type:
        case "text" | "text_special" | "html_inline":
            text = _escaped(token.content)
        case "softbreak":
            text = "\n"
        case "hardbreak":
            text = "\\\n"
        case "code_inline":
            text = _code(token.content)
        case "link_open":
            text = "["
        case "link_close":
            text = f"]{_target(link, 'href')}"
        case "image":
            words = "".join(_escaped(inner.content) for inner in token.children or [])
            text = f"![{words}]{_target(token, 'src')}"
        case "footnote_ref":
            text = f"[^{token.meta['number']}]"
        case _:
            # Emphasis as it was written; the marks of another language are none here.
            text = token.markup
    return text


def _code(text: str) -> str:
    ticks = "`" * (_longest("`", text) + 1)
    is_framed = len(ticks) > 1 or (text[:1] == text[-1:] == " " and bool(text.strip(" ")))
    return f"{ticks} {text} {ticks}" if is_framed else f"{ticks}{text}{ticks}"


def _target(token: Token, name: str) -> str:
    """Where a link or picture leads, and its title, in the brackets behind its words."""
    address, title = (_ENTITY.sub("&amp;", str(token.attrs.get(key, ""))) for key in (name, "title"))
    if not address or re.search(r"[\s()<>]", address):
        address = f"<{re.sub('[<>]', _backslashed, address)}>"
    if not title:
        return f"({address})"
    title = re.sub(r'[\\"]', _backslashed, title)
    return f'({address} "{title}")'


def _numbered(sign: str) -> str:
    """A sign written by its number, which is never markup."""
    return f"&#{ord(sign)};"


def _backslashed(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _longest(sign: str, text: str) -> int:
    """The length of the longest run of a sign."""
    return max(map(len, re.findall(f"{sign}+", text)), default=0)
