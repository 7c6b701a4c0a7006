"""The proof of a build finds any word of a text that a format left out."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from conftest import missing
from plans import measure, rendered, small_plan

from statusreport.formats import get_format, left_out
from statusreport.formats._templates import Templates
from statusreport.installation import templates
from statusreport.model.figures import compute
from statusreport.publishing.document import Edition, Prose
from statusreport.publishing.language import language
from statusreport.publishing.publications import all_publications, assemble
from statusreport.reading.folder import read_plan
from statusreport.source.faults import UsageError
from statusreport.tasks._proof import prove


@pytest.mark.parametrize("format_", ["html", "md", "json", "docx", "odt"])
def test_a_word_that_is_missing_is_found_in_every_format_that_is_read_back(
    tmp_path: Path, format_: str
) -> None:
    if left_out((format_,)):
        missing(f"{format_} cannot be made here")
    body = "## Tiltak\n\nÉn *setning*[^1].\n\n## Status\n\n- Punkt\n\n```\nkode\n```\n\n[^1]: En note.\n"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})
    plan = read_plan(root)
    words = language("nb")
    publication = next(one for one in all_publications() if one.id == "status-report")
    edition = assemble(publication, plan, compute(plan), words)
    files = get_format(format_).render(edition, Templates((templates(),), words))
    prove("status-report", format_, files, edition)
    # The notes of a record are in its texts there, those of chapters nowhere.
    for word in ("setning", "Punkt", "kode", *(("note",) if format_ != "json" else ())):
        other = _with(edition, word, f"{word}mer")
        with pytest.raises(UsageError, match="not-said"):
            prove("status-report", format_, files, other)


@pytest.mark.parametrize("format_", ["html", "md", "json"])
def test_a_table_that_is_divided_is_there_in_every_format(tmp_path: Path, format_: str) -> None:
    row = f"|{' 12 345 678 |' * 20}\n"
    body = f"## Tiltak\n\n{row}|{'--:|' * 20}\n{row * 3}\n## Status\n\nTekst.\n"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})
    files = rendered(root, read_plan(root), formats=[format_])
    assert ("del 1 av" in b"".join(files.values()).decode("utf-8")) == (format_ != "json")


def _with(edition: Edition, word: str, other: str) -> Edition:
    """An edition whose texts have another word."""
    changed = deepcopy(edition)
    blocks = [*changed.document.blocks(), *(note.prose for note in changed.document.notes)]
    for token in (token for block in blocks if isinstance(block, Prose) for token in block.tokens):
        token.content = token.content.replace(word, other)
        for child in token.children or ():
            child.content = child.content.replace(word, other)
    return changed
