"""Markdown bodies: sections, links and what the formats make of any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from statusreport.source.markdown import Body, plain_text

LINES = st.sampled_from(
    [
        "## A", "## B ##", "  ## C", "    ## code", "##", "## ", "### E", "#", "text", "- item", "  ## in item",
        "1. x", "   ## y", "> ## q", "> text", "", "", "\t## tab", "[^1]: note", "    ## in note", "text[^1]",
        "| a | b |", "| --- | --- |", "##no", "text ## no", "***", "\\## esc", "## a `x` *b*", "## <b>x</b>",
        "   - ## li", "+ ## li2", "```", "~~~", "===", "---", "<div>", "</div>",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=8))
@settings(max_examples=400, derandomize=True, database=None, deadline=None)
def test_headings_found_by_their_lines_are_those_the_parser_finds(lines: list[str]) -> None:
    body = Body("\n".join(lines), 5)
    plain = body._plain_heads(body.markdown.split("\n"))
    if plain is not None:
        assert plain == body._parsed_heads()


BLOCK_LINES = st.sampled_from(
    [
        "## A", "### E", "#", "# ", "text", "more text", "- item", "  - nested", "   - three", "    - four", "* star", "1. x",
        "2. y", "  2. z", "10) w", "  cont", "    code", "> q", "", "", "| a | b |", "| --- | --- |", "***", "---", "===", "- ",
        "1.", "text `code` x", "`open", "close`", "[a](b.md) c", "**b**", "<b>", "[^1]", "12. many", "- 1. both", "- - x",
    ]
)  # fmt: skip


@given(st.lists(BLOCK_LINES, max_size=7))
@settings(max_examples=500, derandomize=True, database=None, deadline=None)
def test_blocks_found_by_their_lines_are_those_the_parser_finds(lines: list[str]) -> None:
    body = Body("\n".join(lines), 3)
    plain = body._plain_blocks()
    if plain is not None:
        assert plain == body._parsed_blocks()


def test_an_ordinary_measure_is_plain() -> None:
    """The quick way must be the usual one, or it is not worth its lines."""
    body = Body(
        "## Tiltak\n\nStaten skal\ngi hjelp.\n\n## Status\n\n- Én ting.\n- En ting til\n  over to linjer.\n\n1. a\n2. b\n"
    )
    assert body._plain_blocks() is not None
    assert body._plain_heads(body.markdown.split("\n")) is not None


@given(st.lists(LINES, max_size=8))
@settings(max_examples=200, derandomize=True, database=None, deadline=None)
def test_every_line_belongs_to_one_section(lines: list[str]) -> None:
    body = Body("\n".join(lines), 1)
    covered = [line for section in body.sections for line in range(section.line, section.end_line + 1)]
    assert len(covered) == len(set(covered))
    for number, line in enumerate(body.markdown.split("\n"), 1):
        assert number in covered or not body.sections or number < body.sections[0].line or not line.strip()


@given(st.lists(LINES, max_size=8))
@settings(max_examples=200, derandomize=True, database=None, deadline=None)
def test_sections_share_out_the_tokens(lines: list[str]) -> None:
    """What stands below the headings, and the headings themselves, is everything there is."""
    body = Body("\n".join(lines), 1)
    inside = sum(len(section.tokens) for section in body.sections)
    heads = sum(1 for section in body.sections if section.title)
    assert inside + 3 * heads == len(body.tokens)


def test_a_heading_is_its_words() -> None:
    body = Body(
        "## *Viktig* `kode` [lenke](https://example.org) og [Goal]{lang=en} a\\*b &amp; c\n\nTekst.\n"
    )
    assert [section.title for section in body.sections] == ["Viktig kode lenke og Goal a*b & c"]


def test_a_fence_hides_what_looks_like_a_heading() -> None:
    body = Body("## A\n\n```\n## no\n```\n\n## B\n\nText.\n")
    assert [section.title for section in body.sections] == ["A", "B"]


def test_a_body_is_parsed_as_commonmark_with_tables() -> None:
    body = Body("| a |\n| - |\n| b |\n")
    assert [token.type for token in body.tokens][:1] == ["table_open"]
    assert MarkdownIt("commonmark").parse("x")[0].type == "paragraph_open"


PIECES = st.sampled_from(
    [
        "ord ", "[ord]{lang=en}", "[a [b]{lang=fr} c]{lang=en}", "[[t](a.md)]{lang=en}", "**[a]{lang=en}** ", "[a\nb]{lang=en}",
        "[x]{lang=en\n.b}", "![a [b]{lang=en}](p.png)", "[c]{.d}", "`[e]{lang=en}`", "`[e]{.d}`", "f]{lang=en}", "\\[g]{lang=en}",
        "{lang=en}", "\n", "\n\n", "\n> ", "\n- ", "\n    ", "[^1]", "\n\n[^1]: [n]{lang=en} ", "| [h]{lang=en} |\n| --- |\n",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=9))
@settings(max_examples=400, derandomize=True, database=None, deadline=None)
def test_what_is_hidden_from_rules_leaves_every_character_in_its_place(pieces: list[str]) -> None:
    body = Body("".join(pieces))
    assert len(body.prose) == len(body.markdown)
    for char, shown in zip(body.markdown, body.prose, strict=True):
        assert shown == char or (shown == " " and char != "\n")


@given(st.lists(PIECES, max_size=9))
@settings(max_examples=400, derandomize=True, database=None, deadline=None)
def test_the_braces_of_marked_words_are_found_once_each(pieces: list[str]) -> None:
    body = Body("".join(pieces))
    places = [passage.braces for passage in body.passages if passage.braces]
    assert len(set(places)) == len(places)
    for start, end in places:
        assert body.markdown[start - 1 : start + 1] == "]{"
        assert body.markdown[end - 1] == "}"
        assert not body.prose[start - 1 : end].strip()


SAID = st.sampled_from(
    [
        "ord ", "[ord]{lang=en}", "[a [b]{lang=fr} c]{lang=en}", "[[t](a.md)]{lang=en}", "**[a]{lang=en}** ", "[a\nb]{lang=en}",
        "«[x]{lang=en}» ", '[y]{lang="en-GB"} ', "[z](b.md) ", "[u] ", "\n", "\n\n", "\n- ", "\n\n### h\n", "`kode` ",
    ]
)  # fmt: skip


@given(st.lists(SAID, max_size=9))
@settings(max_examples=300, derandomize=True, database=None, deadline=None)
def test_a_text_says_the_same_words_without_its_marks(pieces: list[str]) -> None:
    for section in Body("".join(pieces)).sections:
        assert "{" not in section.unmarked
        assert plain_text(Body(section.unmarked).tokens) == plain_text(Body(section.markdown).tokens)


def test_marked_words_have_a_language_and_a_place() -> None:
    body = Body("Se [Global Report]{lang=en}.\n\n[^1]: [Bericht]{lang=de .x}.\n\nMer[^1].\n", 7)
    assert [(dict(one.attributes), one.line, one.braces) for one in body.passages] == [
        ({"lang": "en"}, 7, (18, 27)),
        ({"lang": "de", "class": "x"}, 9, (45, 57)),
    ]
    assert body.prose.startswith("Se [Global Report          .")


def test_every_note_is_known_where_it_is_written() -> None:
    """Those that the parser drops too: of two with one label the first, and what nothing refers to."""
    body = Body("Tekst[^b].\n\n[^a]: En.\n[^b]: To.\n[^b]: Tre[^c].\n[^c]: Fire.\n", 3)
    assert [(note.label, note.line) for note in body.note_texts] == [("a", 5), ("b", 6), ("b", 7), ("c", 8)]
    assert dict(body.note_numbers) == {"b": 0, "c": 1}
    assert [plain_text(note) for note in body.notes] == ["Tre.", "Fire."]
