"""The proof of a build finds any word of a text that a format left out."""

from __future__ import annotations

import re
from copy import deepcopy
from html import unescape
from pathlib import Path

import pytest
from conftest import missing
from hypothesis import given
from hypothesis import strategies as st
from marked import TEXTS
from plans import editions, measure, read_plan, rendered, small_plan
from test_printed_markdown import printable

from statusreport.formats import get_format, left_out, md
from statusreport.formats._markdown import printed
from statusreport.formats._reading import plain_reader, said, said_of_all
from statusreport.formats._templates import Templates
from statusreport.installation import templates
from statusreport.publishing.document import Edition, Prose
from statusreport.publishing.language import language
from statusreport.source.faults import UsageError
from statusreport.source.markdown import Body
from statusreport.tasks._proof import prove


@pytest.mark.parametrize("format_", ["html", "md", "json", "docx", "odt"])
def test_a_word_that_is_missing_is_found_in_every_format_that_is_read_back(
    tmp_path: Path, format_: str
) -> None:
    if left_out((format_,)):
        missing(f"{format_} cannot be made here")
    body = "## Tiltak\n\nÉn *setning*[^1].\n\n## Status\n\n- Punkt\n\n```\nkode\n```\n\n[^1]: En note.\n"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})
    edition = editions(read_plan(root))["status-report"]
    files = get_format(format_).render(edition, Templates((templates(),), language("nb")))
    prove("status-report", format_, files, edition)
    # The notes of a record are in its texts there, those of chapters nowhere.
    for word in ("setning", "Punkt", "kode", *(("note",) if format_ != "json" else ())):
        other = _with(edition, word, f"{word}mer")
        with pytest.raises(UsageError, match="not-said"):
            prove("status-report", format_, files, other)


@pytest.mark.parametrize("format_", ["html", "md", "json"])
def test_a_word_of_a_text_without_notes_is_missed_too(tmp_path: Path, format_: str) -> None:
    """Its words are known without what the format prints."""

    def edition(words: str) -> Edition:
        body = f"## Tiltak\n\nÉn *setning*{words}, {{figure}}`measures.count`.\n\n## Status\n\n- Punkt\n"
        return editions(read_plan(small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})))[
            "status-report"
        ]

    whole, less = edition(" til"), edition("")
    assert any(block.key for block in whole.document.blocks() if isinstance(block, Prose))
    for_all = Templates((templates(),), language("nb"))
    prove("status-report", format_, get_format(format_).render(whole, for_all), whole)
    prove("status-report", format_, get_format(format_).render(less, for_all), less)
    with pytest.raises(UsageError, match="not-said"):
        prove("status-report", format_, get_format(format_).render(less, for_all), whole)


@pytest.mark.parametrize("format_", ["html", "md", "json"])
def test_a_table_that_is_divided_is_there_in_every_format(tmp_path: Path, format_: str) -> None:
    row = f"|{' 12 345 678 |' * 20}\n"
    body = f"## Tiltak\n\n{row}|{'--:|' * 20}\n{row * 3}\n## Status\n\nTekst.\n"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})
    files = rendered(root, read_plan(root), formats=[format_])
    assert ("del 1 av" in b"".join(files.values()).decode("utf-8")) == (format_ != "json")


def _words(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _read(pieces: list[str]) -> str:
    return _words(said_of_all(pieces, lambda text, find: find()))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_document_that_is_read_in_parts_says_what_it_says_as_a_whole(texts: list[str]) -> None:
    parts = (
        f'<a id="a{n}"></a>\n\n{printed(printable(Body(text).tokens), 1)}' for n, text in enumerate(texts)
    )
    document = "\n\n".join(("# Tittel", *parts))
    pieces = md.PIECE.split(document)
    assert len(pieces) > len(texts)
    assert _letters(_read(pieces)) == _letters(said(document)[0])


def _letters(text: str) -> str:
    # The numbers of a list may be among the words.
    return re.sub(r"[\W\d_]+", "", text)


@given(TEXTS)
def test_a_text_that_is_read_block_by_block_says_what_it_says_as_a_whole(text: str) -> None:
    for markdown in (text, printed(printable(Body(text).tokens), 1)):
        whole = unescape(re.sub("<[^>]*>", "", plain_reader().render(markdown)))
        assert _letters(said(markdown)[0]) == _letters(whole)


@pytest.mark.parametrize("begun", ["```\nkode", "<!-- en", "<script>\na", "~~~~\n```\n```"])
def test_what_is_left_open_takes_the_parts_below_with_it(begun: str) -> None:
    """A part that says nothing as a part of the whole must not say something alone."""
    pieces = ["Først.\n\n", f'<a id="a"></a>\n\n{begun}\n\n', '<a id="b"></a>\n\n*Skjult*\n']
    assert not said(pieces[1])[1]
    assert _read(pieces) == _words(said("".join(pieces))[0])


def _with(edition: Edition, word: str, other: str) -> Edition:
    """An edition whose texts have another word."""
    changed = deepcopy(edition)
    blocks = [*changed.document.blocks(), *(note.prose for note in changed.document.notes)]
    for token in (token for block in blocks if isinstance(block, Prose) for token in block.tokens):
        token.content = token.content.replace(word, other)
        for child in token.children or ():
            child.content = child.content.replace(word, other)
    return changed
