"""Markdown bodies: sections, links and what the formats make of any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from statusreport.prose import Body

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


def test_a_fence_hides_what_looks_like_a_heading() -> None:
    body = Body("## A\n\n```\n## no\n```\n\n## B\n\nText.\n")
    assert [section.title for section in body.sections] == ["A", "B"]


def test_a_body_is_parsed_as_commonmark_with_tables() -> None:
    body = Body("| a |\n| - |\n| b |\n")
    assert [token.type for token in body.tokens][:1] == ["table_open"]
    assert MarkdownIt("commonmark").parse("x")[0].type == "paragraph_open"
