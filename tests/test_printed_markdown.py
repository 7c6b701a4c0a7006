"""Prose that is printed as Markdown says what it said: the parser finds the same in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import example, given
from markdown_it.token import Token
from pasted import texts

from statusreport.formats._markdown import printed
from statusreport.source.markdown import Body

Said = tuple[object, ...]
BLOCKS = (
    *("- ", "* ", "1. ", "7) ", "> ", "# ", "## ", "```\n", "~~~\n", "    ", "\n---\n", "\n===\n", "\n***\n", "  ", "+", "=", "--"),
    *("\n| a | b |\n| --- | --- |\n| c | d |\n", "|", "[^1]", "\n\n[^1]: n\n", "![i](j.png)", "[a][r]", "\n\n[r]: c.md 'd'\n", "!", "(", "["),
    *("**a**", "*a*", "_b_", "__b__", "`c`", "``c`d``", "<https://e.no/a>", "[a](<b c> 'd\"e')", "[f]{lang=en}", "{figure}`x`", "]", ")", "}"),
)  # fmt: skip


def words(tokens: Iterable[Token]) -> Iterator[str | Said]:
    for token in tokens:
        if token.type in ("text", "text_special", "html_inline"):
            yield token.content
        elif token.type == "softbreak":
            yield " "
        elif token.type == "code_inline":
            yield "code", token.content
        elif token.type == "myst_role":  # which is words for CommonMark
            yield f"{{{token.meta['name']}}}"
            yield "code", token.content
        elif token.type == "image":
            yield (
                "image",
                token.attrs["src"],
                token.attrs.get("title"),
                "".join(i.content for i in token.children or ()),
            )
        elif token.type == "footnote_ref":
            yield "note", token.meta["id"]
        elif not token.type.startswith("span_"):
            yield token.type, tuple(token.attrs.items())


def joined(parts: Iterable[str | Said]) -> list[str | Said]:
    """Texts side by side are one, and blanks between words are all the same."""
    whole: list[str | Said] = []
    for part in parts:
        if isinstance(part, str) and whole and isinstance(whole[-1], str):
            whole[-1] += part
        else:
            whole.append(part)
    plain = [re.sub(r"[ \t\n]+", " ", part) if isinstance(part, str) else part for part in whole]
    plain[0:1] = [part.lstrip() if isinstance(part, str) else part for part in plain[0:1]]
    plain[-1:] = [part.rstrip() if isinstance(part, str) else part for part in plain[-1:]]
    return [part for part in plain if part]


def said(tokens: Iterable[Token]) -> list[Said | list[str | Said]]:
    """What tokens say, however it is written; a paragraph of nothing says nothing."""
    found: list[Said | list[str | Said]] = []
    for token in tokens:
        if token.type == "inline":
            in_heading = bool(found) and found[-1][0] == "heading_open"
            children = [
                Token("softbreak", "", 0) if in_heading and child.type == "hardbreak" else child
                for child in token.children or ()
            ]
            found.append(joined(words(children)))
        elif token.type in ("fence", "code_block", "html_block"):
            found.append(("code", token.info.strip(), token.content.rstrip("\n")))
        elif token.type == "paragraph_close" and found[-1] == []:
            del found[-2:]
        else:
            found.append((token.type, token.tag, token.hidden, token.attrs.get("start")))
    return found


def printable(tokens: Iterable[Token]) -> list[Token]:
    """Tokens as a document has them: notes with their numbers, figures filled in."""
    return [token.copy(children=[_child(child) for child in token.children or ()]) for token in tokens]


def _child(child: Token) -> Token:
    if child.type == "footnote_ref":
        return child.copy(meta={**child.meta, "number": child.meta["id"] + 1})
    return child.copy(type="text", content="2") if child.type == "myst_role" else child


def again(body: Body) -> Body:
    notes = "".join(f"\n\n[^{number + 1}]: note\n" for number in range(len(body.notes)))
    return Body(f"{printed(printable(body.tokens), 0)}\n{notes}")


@given(texts(*BLOCKS, max_size=12))
@example("[f]{lang=en}_b_")
@example("__b__[f]{lang=en}")
@example("a\n\xa0\nb")
@example("!{figure}`x`[a](b)")
def test_what_is_printed_reads_as_it_did(text: str) -> None:
    body = Body(text)
    assert said(again(body).tokens) == said(printable(body.tokens)), again(body).markdown


def test_headings_go_down_but_never_below_the_sixth() -> None:
    assert printed(Body("## a\n\nb\n===\n\n##### c").tokens, 2) == "#### a\n\n### b\n\n###### c"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3) a\n4) b", "3) a\n4) b"),
        ("999999999. a\n2. b", "999999999\\. a\n2\\. b"),
        (">\n\n> a", ">\n\n> a"),
        ("* a\n* b\n\n+ c", "- a\n- b\n\n* c"),
        ("[a][r] ![b][r]\n\n[r]: c.md 'd'", '[a](c.md "d") ![b](c.md "d")'),
        ("[ord]{lang=en} og ord", "ord og ord"),
        ("a <b>c</b>", "a \\<b>c\\</b>"),
        ("<p>a</p>", "```\n<p>a</p>\n```"),
    ],
)
def test_there_is_one_way_to_write_it(written: str, expected: str) -> None:
    assert printed(Body(written).tokens, 0) == expected
