"""Which signs of a text are meant as markup, and which are the plain signs of a sentence.

A text has a plain reading: its words, numbers and signs as an editor sees them. CommonMark takes some of them for
markup that nobody meant. The rule here: a sign is plain where only the sentence gives it a sense, and all formats then
print it as it is written.

- A number and a point before a month, a word that is counted (`2. ledd`), another number (`1. og 2. trinn`), or behind
  a year (`2011. …`) begin a sentence, no list. `+ 5 %` is no list either.
- `>` before a number compares, unless the next line of a quotation follows. A `*` between digits multiplies.
- Two backslashes before a name begin the path to a server, and a backslash in the path of a file parts its folders.
- `[word]: word` is no target of links: those are addresses and paths.
- An address is a link, also without angle brackets.

All else that takes signs away is markup; where it may not have been meant, a rule reports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

BlockRule = Callable[[StateBlock, int, int, bool], bool]

MONTHS = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
    "|jan|feb|febr|mar|apr|jun|jul|aug|sep|sept|okt|nov|des"
)
_COUNTED = (
    "ledd|trinn|punktum|fase|halvår|kvartal|kapittel|kapitel|klasse|klassetrinn|plass|gang|gong|etasje|divisjon"
    "|instans|generasjon|opplag|utgave|utgåve|del|rad|verdenskrig|verdskrig|år|århundre|hundreår|punkt|pulje|runde"
    "|tertial|termin|semester|etappe|byggetrinn|avsnitt|setning|juledag|påskedag|pinsedag|nyttårsdag|søndag"
)
# The same with its article: «kvartalet», «runden».
_ARTICLE = "(?:et|en|a|n)?"
# What follows a number that stands in a sentence.
ORDINAL = re.compile(
    rf"(?:{MONTHS})\b|(?:{_COUNTED}){_ARTICLE}\b|\d{{1,2}}\.(?:\s|$)|(?:og|eller|til|–|-)\s+\d|[–-]\s?\d"
)
_NUMBERED = re.compile(r"(?P<number>\d{1,9})(?P<point>\.)(?:[ \t\u00a0]+|$)(?P<behind>[^\n]*)")
_PLUS = re.compile(r"\+[ \t]+\d")
_COMPARED = re.compile(r">[ \t\u00a0]*=?[ \t\u00a0]*\d")
_SHORTEST_YEAR = 4
_DEFINED = re.compile(r"\[[^\[\]\n]+\]:[ \t]*(?P<target>\S+)[ \t]*$", re.MULTILINE)
_LEADS = re.compile(r"[/.:#<]")
_PROTOCOL = re.compile(r"(?:^|(?<=[^\w.+-]))https?$", re.IGNORECASE)
_IN_ADDRESS = r"[^\s<>«»“”\"|`\\*\[\]]"
# Brackets within one belong to it, but a note's reference behind it does not.
_ADDRESS = re.compile(rf"://(?:{_IN_ADDRESS}|(?<!/)\[(?!\^){_IN_ADDRESS}*\](?!\())+")
_BEHIND_ADDRESS = ".,:;!?'_*~…–"
_ENTITY = re.compile(r"&#?\w+;$")
_LONGEST_ENTITY = 34
_SERVER = re.compile(r"\\\\(?=\w[\w.-]*\\)")
_NAME = r"[^\\\s/:*?\"<>|]+(?: [^\\\s/:*?\"<>|]+){0,4}"
# What stands before a backslash that parts the folders of a path.
_PATH = re.compile(rf"(?<!\w)(?:[A-Za-z]:|(?<!\\)\\\\\w[\w.-]*)(?:\\{_NAME})*$")
_LONGEST_PATH = 260
_PARTED = re.compile(r"\\[!#$%&'()+,;=@\[\]^_`{}~*-]")


def only_meant(parser: MarkdownIt) -> None:
    """Teaches a parser to leave plain signs alone.

    Where one begins a block, `env["plain"]` has its place in the text; one within a line is a `text_special` with
    the info `sign`.
    """
    deciders = {"list": _no_list, "blockquote": _no_quotation, "reference": _no_target}
    for rule in parser.block.ruler.__rules__:
        if decide := deciders.get(rule.name):
            rule.fn = _unless(decide, rule.fn)
    parser.inline.ruler.before("escape", "server", _server)
    parser.inline.ruler.before("escape", "folder", _folder)
    parser.inline.ruler.before("emphasis", "product", _product)
    parser.inline.ruler.before("escape", "address", _address)


def _unless(plain: Callable[[StateBlock, int, str], int | None], rule: BlockRule) -> BlockRule:
    """A rule that leaves lines alone whose first sign is plain."""

    def meant(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if not state.is_code_block(line):
            start = state.bMarks[line] + state.tShift[line]
            index = plain(state, line, state.src[start : state.eMarks[line]])
            if index is not None:
                state.env.setdefault("plain", set()).add(start + index)
                return False
        return rule(state, line, end, silent)

    return meant


def _no_list(state: StateBlock, line: int, text: str) -> int | None:
    found = _NUMBERED.match(text)
    if found and (len(found["number"]) >= _SHORTEST_YEAR or ORDINAL.match(found["behind"])):
        return found.start("point")
    return 0 if _PLUS.match(text) else None


def _no_quotation(state: StateBlock, line: int, text: str) -> int | None:
    if not _COMPARED.match(text):
        return None
    below = state.src[state.eMarks[line] + 1 : state.eMarks[line + 1]] if line + 1 < state.lineMax else ""
    return None if below.lstrip().startswith(">") else 0


def _no_target(state: StateBlock, line: int, text: str) -> int | None:
    found = _DEFINED.match(text)
    return 0 if found and text[1] != "^" and not _LEADS.search(found["target"]) else None


def _push(state: StateInline, signs: str, silent: bool) -> bool:
    if not silent:
        token = state.push("text_special", "", 0)
        token.content = token.markup = signs
        token.info = "sign"
    state.pos += len(signs)
    return True


def _product(state: StateInline, silent: bool) -> bool:
    before, sign, after = (state.src[index : index + 1] for index in range(state.pos - 1, state.pos + 2))
    return (
        state.pos > 0 and sign == "*" and before.isdigit() and after.isdigit() and _push(state, sign, silent)
    )


def _server(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\\" or not _SERVER.match(state.src, state.pos):
        return False
    before = state.src[state.pos - 1 : state.pos]
    return not (before.isalnum() or before == "\\") and _push(state, "\\\\", silent)


def _folder(state: StateInline, silent: bool) -> bool:
    found = _PARTED.match(state.src, state.pos)
    before = state.src[max(state.pos - _LONGEST_PATH, 0) : state.pos]
    if not found or not (":" in before or "\\\\" in before) or not _PATH.search(before):
        return False
    return _push(state, found[0], silent)


def _without_end(address: str) -> str:
    """An address without the signs that end a sentence; one that is written as an entity is none of it either."""
    end = len(address)
    while end:
        entity = _ENTITY.search(address, max(end - _LONGEST_ENTITY, 0), end)
        if entity:
            end = entity.start()
        elif address[end - 1] in _BEHIND_ADDRESS:
            end -= 1
        else:
            break
    return address[:end]


def _address(state: StateInline, silent: bool) -> bool:
    """An address that stands in a sentence, without the signs that end this."""
    if state.src[state.pos] != ":" or state.linkLevel > 0 or silent:
        return False
    # A paragraph may have many colons: no more is looked at than may be a protocol, and the sign before it.
    protocol = _PROTOCOL.search(state.pending[-len(" https") :])
    found = _ADDRESS.match(state.src, state.pos, state.posMax)
    if not protocol or not found:
        return False
    rest = _without_end(found[0])
    while rest.endswith(")") and rest.count(")") > rest.count("("):
        rest = _without_end(rest[:-1])
    address = unescapeAll(protocol[0] + rest)
    target = state.md.normalizeLink(address)
    if len(rest) <= len("://") or not state.md.validateLink(target):
        return False
    state.pending = state.pending[: -len(protocol[0])]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": target}
    state.push("text", "", 0).content = address
    closing = state.push("link_close", "a", -1)
    for token in (opening, closing):
        token.markup, token.info = "linkify", "auto"
    state.pos += len(rest)
    return True
