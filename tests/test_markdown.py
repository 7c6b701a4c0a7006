"""Markdown bodies: places of tokens, sections, blocks, prose, and texts without marks and with figures.

The texts are searched for: what editors paste, in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token
from marked import FIGURES, TEXTS
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from plans import measure, read_plan, small_plan

from statusreport.rules.engine import check
from statusreport.source.filling import filled, texts
from statusreport.source.markdown import Body
from statusreport.source.meant import only_meant
from statusreport.source.tokens import breakdowns_of, plain_text
from statusreport.words import catalogue


def _plain_parser() -> MarkdownIt:
    """The parser without places."""
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.use(footnote_plugin, inline=False).use(myst_role_plugin)
    return parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",)).use(only_meant)


PLAIN = _plain_parser()
OURS = {"place", "inside", "target", "reference", "runs", "stretches", "kind"}


def _comparable(token: Token) -> tuple[object, ...]:
    inner = tuple(_comparable(child) for child in token.children or ())
    meta = {key: value for key, value in token.meta.items() if key not in OURS}
    return (
        token.type,
        token.content,
        token.attrs,
        token.level,
        token.map,
        token.markup,
        token.info,
        meta,
        inner,
    )


@given(TEXTS)
@settings(deadline=None)
def test_places_change_no_token(text: str) -> None:
    body = Body(text)
    plain = [_comparable(token) for token in PLAIN.parse(text)]
    assert [_comparable(token) for token in body._parsed.tokens] == plain


def _inline(body: Body) -> Iterator[Token]:
    """Every inline token, in tables said to be so by its info."""
    for token in (*body.tokens, *(token for note in body.notes for token in note)):
        if token.type == "inline":
            yield from _within(token.children or [])


def _within(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _within(token.children or [])


def _squashed(text: str) -> str:
    """A text without what may stand between the lines of a block, and without the backslashes before bars."""
    return re.sub(r"[\s>]+", "", text.replace("\\|", "|"))


def _readings(written: str) -> set[str]:
    """What some characters may say: with or without the backslash before a bar, numbers of no character as �.

    Both backslashes before a server's name are plain.
    """
    server = re.sub(r"(?<![^\W_])(?<!\\)\\\\(?=\w[\w.-]*\\)", r"\\\\\\\\", written)
    plain = {
        unescapeAll(text)
        for text in (written, server, written.replace("\\|", "|"), server.replace("\\|", "|"))
    }
    return plain | {re.sub(r"&#\w{1,8};", "\ufffd", text) for text in plain}


def _says(token: Token, written: str, inner: str) -> bool:
    """Whether what is written is what a token holds."""
    match token.type:
        case "text" if token.meta.get("kind") != "address":
            return token.content in _readings(written)
        case "code_inline":
            ticks = len(token.markup)
            return _squashed(written[ticks:-ticks]) == _squashed(token.content)
        case "myst_role":
            return _squashed(inner) == _squashed(token.content)
        case "html_inline":
            return _squashed(written) == _squashed(token.content)
        case "footnote_ref":
            return written.replace("\\|", "|") == f"[^{token.meta['label']}]"
    return True


# How tokens are written that hold nothing.
WRITTEN = {
    "text": r".*",
    "code_inline": r"(`+)[^`].*(?<!`)\1",
    "myst_role": r"\{[\w+:-]+\}`+.+`+",
    "html_inline": r"<.+>",
    "footnote_ref": r"\[\^[^\]]+\]",
    "softbreak": r"[ ]?\n[ \t>]*",
    "hardbreak": r"([ ]{2,}|\\)\n[ \t>]*",
    "em_open": r"[*_]",
    "em_close": r"[*_]",
    "strong_open": r"\*\*|__",
    "strong_close": r"\*\*|__",
    "link_open": r"[\[<]?",
    "link_close": r"\].*|>|",
    "span_open": r"\[",
    "span_close": r"\]\{.*\}",
    "image": r"!\[.*[\])]",
}


@given(TEXTS)
@settings(deadline=None)
def test_every_token_is_written_at_its_place(text: str) -> None:
    for token in _inline(Body(text)):
        start, end = token.meta["place"]
        inside = token.meta.get("inside", (start, end))
        assert re.fullmatch(WRITTEN[token.type], text[start:end], re.DOTALL), (token, text[start:end])
        assert _says(token, text[start:end], text[slice(*inside)]), (token, text[start:end])


@given(TEXTS)
@settings(deadline=None)
def test_tokens_stand_one_after_the_other(text: str) -> None:
    body = Body(text)
    for inline in (*body.tokens, *(token for note in body.notes for token in note)):
        end = 0
        for token in inline.children or ():
            assert end <= token.meta["place"][0] <= token.meta["place"][1]
            end = token.meta["place"][1]


@given(TEXTS)
@example("![bilde *x*]() [a](b.md)")
@settings(deadline=None)
def test_a_target_is_written_at_its_place(text: str) -> None:
    parser = _plain_parser()
    for link in Body(text).links:
        written = text[slice(*link.target_place)]
        if link.target_place != link.place:
            assert link.target == parser.normalizeLink(unescapeAll(written.replace("\\|", "|")))
        elif link.picture:
            assert _squashed(written) == _squashed(link.text)


def _visible(tokens: Iterable[Token], text: str) -> Iterator[str]:
    for token in tokens:
        if token.meta.get("kind") == "address":
            yield text[slice(*token.meta["place"])]
        elif token.type == "text":
            yield token.content


@given(TEXTS)
@settings(deadline=None)
def test_what_is_shown_is_every_visible_character_in_its_place(text: str) -> None:
    body = Body(text)
    assert len(body.shown) == len(text)
    entities = {
        run.end - 1 - number for run in body.runs if run.kind in ("entity", "alt") for number in range(2)
    }
    for index, (sign, shown) in enumerate(zip(text, body.shown, strict=True)):
        assert shown == sign or (shown == " " and sign != "\n") or index in entities
    visible = "".join(_visible(_inline(body), text))
    assert Counter("".join(body.shown.split())) == Counter("".join(visible.split()))


@given(TEXTS)
@settings(deadline=None)
def test_prose_is_what_is_shown_without_addresses(text: str) -> None:
    body = Body(text)
    for shown, read in zip(body.shown, body.prose, strict=True):
        assert read in (shown, " ")
    assert not re.search(r"https?://\S", body.prose)


@given(TEXTS)
@settings(deadline=None)
def test_all_prose_is_in_one_block(text: str) -> None:
    body = Body(text)
    left = list(body.prose)
    for block in body.blocks:
        assert body.prose[slice(*block.place)] == block.text
        for index in range(*block.place):
            assert left[index] is not None
            left[index] = "" if left[index].strip() else left[index]
    assert not "".join(left).strip()


@given(TEXTS)
@settings(deadline=None)
def test_sections_share_out_the_lines_and_the_tokens(text: str) -> None:
    body = Body(text, 3)
    covered = [line for section in body.sections for line in range(section.line, section.end_line + 1)]
    assert len(covered) == len(set(covered))
    for number, line in enumerate(text.split("\n"), 3):
        assert number in covered or not line.strip()
    inside = sum(len(section.tokens) for section in body.sections)
    heads = sum(1 for section in body.sections if section.title)
    # Blanks alone, which may be a paragraph to the parser, are no section.
    above = "\n".join(text.split("\n")[: covered[0] - 3 if covered else None])
    assert not above.strip()
    assert inside + 3 * heads + len(Body(above).tokens) == len(body.tokens)
    for section in body.sections:
        assert section.markdown == section.markdown.strip("\n")
        assert section.markdown in text


def _printed(tokens: Iterable[Token], within: tuple[int, int] | None) -> str:
    """Tokens as HTML without marks, and with the figures that stand within a place."""

    def said(children: list[Token]) -> list[Token]:
        printed: list[Token] = []
        for child in children:
            is_within = within and within[0] <= child.meta["place"][0] < within[1]
            if child.type == "myst_role" and is_within and child.content in FIGURES:
                printed.append(Token("text", "", 0, content=FIGURES[child.content]))
            elif child.type not in ("span_open", "span_close"):
                printed.append(
                    child.copy(children=said(child.children) if child.children else child.children)
                )
        return printed

    copies = [
        token.copy(children=said(token.children)) if token.type == "inline" and token.children else token
        for token in tokens
    ]
    html = str(PLAIN.renderer.render(copies, PLAIN.options, {}))
    return re.sub(r"(?<=[>\n])[ \t]+|[ \t]+(?=\n|</p>|</h\d>|</li>|</t[dh]>|<br)", "", html)


@given(TEXTS)
@example("`\n+ 5 {figure}`n`")
@example("{figure}`\n1. juli {figure}`n`")
@settings(deadline=None)
def test_a_filled_text_says_the_same(text: str) -> None:
    body = Body(text)
    for section, words in filled(body, FIGURES.get):
        start, end = section.place
        whole = Body(text[:start] + words + text[end:])
        assert _printed(whole._parsed.tokens, None) == _printed(body._parsed.tokens, section.place)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Se {figure}`n` ofre.", "Se 1\u00a0234 ofre."),
        ("`` {figure}`n` `` og `[ord]{lang=en}`", "`` {figure}`n` `` og `[ord]{lang=en}`"),
        ("[a [b [c]{lang=se} d]{lang=fr} e]{lang=en}", "a b c d e"),
        ("[[t](a.md)]{lang=en} [a\nb]{lang=en}", "[t](a.md) a\nb"),
        ("{figure}`date` kom.", "&#50;&#51;&#46;&#32;&#109;&#97;&#105; kom."),
        ("a\n```{figure}`date`", "a\n\\`\\`\\`&#50;&#51;&#46;&#32;&#109;&#97;&#105;"),
        ("``{figure}`n```", "\\`\\`&#49;&#160;&#50;&#51;&#52;\\`\\`"),
        ("[# g]{lang=en}", "[# g]{lang=en}"),
        ("{figure}`ukjent`", "{figure}`ukjent`"),
        ("```\n{figure}`n`\n```", "```\n{figure}`n`\n```"),
        ("![{figure}`n` [a]{lang=en}](p.png)", "![1\u00a0234 a](p.png)"),
    ],
)  # fmt: skip
def test_figures_are_filled_in_and_marks_taken_away(written: str, expected: str) -> None:
    assert texts(Body(written), FIGURES.get) == {"": expected}


def test_a_mark_stays_only_in_the_section_that_needs_it() -> None:
    body = Body("## A\n\n[ord]{lang=en}\n\n## B\n\n[# g]{lang=en}\n")
    assert texts(body) == {"A": "ord", "B": "[# g]{lang=en}"}


def test_texts_of_one_heading_are_joined() -> None:
    assert texts(Body("## A\n\na\n\n## B\n\n## A\n\nb\n")) == {"A": "a\n\nb", "B": ""}


# What two readings of a text once disagreed on: a finding depends on the text it names, not on a footnote elsewhere.
ROWS = {
    "an address alone on a line": ("på denne lenken\nhttps://example.no/r", [("på denne lenken\n", 0)]),
    "a heading in a list": ("- # Mål", [("Mål", 1)]),
    "a heading in a numbered list": ("1. ## X", [("X", 2)]),
    "a heading behind a plus": ("+ ### Y", [("Y", 3)]),
    "markers alone": ("- -", []),
    "a marker in a numbered list": ("1. +", []),
    "a number in a list": ("- 1.", []),
    "an empty quotation in a list": ("* >", []),
    "a line of a no-break space": ("a\n\u00a0\nb", [("a\n\u00a0\nb", 0)]),
    "a line of an em space": ("a\n\u2003\nb", [("a\n\u2003\nb", 0)]),
    "a line of a vertical tab": ("a\n\v\nb", [("a\n\v\nb", 0)]),
    "an address glued to a marker": (".\n-http://a.b", [(".\n-", 0)]),
    "a heading of blanks": ("a\n\n## \u00a0\n\nb", [("a", 0), ("", 2), ("b", 0)]),
    "a code span alone": ("`k`", [("", 0)]),
    "a code span over two lines": ("`a\nTODO`", [("\n", 0)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "blocks"), ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("below", ["", "\n\nx[^1]\n\n[^1]: y", "\n\n| a |\n| - |", "\n\n```\n```", "\n\n<b>"])
def test_a_block_is_what_it_is_whatever_stands_below(
    text: str, blocks: list[tuple[str, int]], below: str
) -> None:
    found = [
        ("\n".join(line.strip(" ") for line in one.text.split("\n")), one.level)
        for one in Body(text + below).blocks
    ]
    assert found[: len(blocks)] == blocks
    if not below:
        assert len(found) == len(blocks)


def test_a_heading_of_blanks_begins_no_section() -> None:
    assert [section.title for section in Body("## A\n\na\n\n## \u00a0\n\nb").sections] == ["A"]
    assert [section.title for section in Body("## \u00a0").sections] == [""]


def test_a_heading_is_its_words() -> None:
    body = Body(
        "## *Viktig* `kode` [lenke](https://example.org) og [Goal]{lang=en} a\\*b &amp; c[^1]\n\n[^1]: Note.\n"
    )
    title = "Viktig kode lenke og Goal a*b & c"
    assert [section.title for section in body.sections] == [title]
    assert [block.title for block in body.blocks] == [title, ""]


def test_a_fence_hides_what_looks_like_a_heading() -> None:
    body = Body("## A\n\n```\n## no\n```\n\n## B\n\nText.\n")
    assert [section.title for section in body.sections] == ["A", "B"]


def test_a_block_knows_what_begins_with_it() -> None:
    body = Body("> a\n\n- b\n\n  c\n\n| d |\n| - |\n| e |\n\nf[^1]\n\n[^1]: g\n\n    h\n")
    assert [(block.text.strip(), block.opens, block.quoted) for block in body.blocks] == [
        ("a", "", True),
        ("b", "item", False),
        ("c", "", False),
        ("d", "row", False),
        ("e", "row", False),
        ("f", "", False),
        ("g", "note", False),
        ("h", "", False),
    ]


def test_marked_words_have_a_language_and_a_place() -> None:
    body = Body("Se [Global Report]{lang=en}.\n\n[^1]: [Bericht]{lang=de .x}.\n\nMer[^1].\n", 7)
    assert [(dict(one.attributes), one.braces) for one in body.passages] == [
        ({"lang": "en"}, (18, 27)),
        ({"lang": "de", "class": "x"}, (45, 57)),
    ]
    assert body.prose.startswith("Se  Global Report          .")


def test_a_link_knows_where_its_target_is_written() -> None:
    text = "[a](<b c.md> 't') [d][e] <https://f.no> [g]() ![h](i.png)\n\n[e]: j.md\n"
    body = Body(text)
    places = [text[slice(*link.target_place)] for link in body.links]
    assert places == ["b c.md", "j.md", "https://f.no", "g", "i.png"]


def test_every_note_is_known_where_it_is_written() -> None:
    """Those that the parser drops too: of two with one label the first, and what nothing refers to."""
    text = "Tekst[^b].\n\n[^a]: En.\n[^b]: To.\n> [^b]: Tre[^c].\n\n[^c]: Fire.\n"
    body = Body(text, 3)
    assert [(note.label, body.places.span(*note.place).line) for note in body.note_texts] == [
        ("a", 5), ("b", 6), ("b", 7), ("c", 9),
    ]  # fmt: skip
    assert [text[slice(*note.place)] for note in body.note_texts] == ["[^a]:", "[^b]:", "[^b]:", "[^c]:"]
    assert dict(body.note_numbers) == {"b": 0, "c": 1}
    assert [plain_text(note) for note in body.notes] == ["Tre.", "Fire."]


def test_only_its_own_directive_asks_for_a_breakdown() -> None:
    """And only outside lists, where a fence is code."""
    fence = "```{{{}}} {}\n```\n\n"
    body = Body(fence.format("breakdown", "a b") + fence.format("chart", "c") + "- ```{breakdown} d\n  ```\n")
    assert [breakdowns_of(token) for token in body.tokens if token.type == "fence"] == [("a", "b"), (), ()]


@pytest.mark.parametrize("text", [text for text, _ in ROWS.values()], ids=ROWS)
def test_a_footnote_elsewhere_changes_no_finding(text: str, tmp_path: Path) -> None:
    found = []
    for name, reference, note in (("without", "", ""), ("with", "[^1]", "[^1]: Note.\n")):
        body = f"## Tiltak\n\nTekst{reference}.\n\n## Status\n\nOrd.\n\n{text}\n\n{note}"
        root = small_plan(tmp_path / name, {"content/measures/1.md": measure(body=body)})
        found.append(check(read_plan(root), catalogue("en")))
    assert found[0] == found[1]
