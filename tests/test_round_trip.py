"""Any text survives being read and written: what an editor typed is what stands in the data."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from pasted import lines

from statusreport.formats.csv import _csv
from statusreport.publishing.document import DataColumn, DataTable
from statusreport.reading.records import read_measure

TEXTS = lines().filter(bool)


def as_read(text: str) -> str:
    """A text as one line of composed letters, which is all that reading may change."""
    return re.sub(r"[ \t\n]+", " ", unicodedata.normalize("NFC", text)).strip(" ")


@given(TEXTS, TEXTS)
def test_any_text_survives_reading(title: str, area: str) -> None:
    front = f"number: 1\ntitle: {json.dumps(title, ensure_ascii=False)}\narea: {json.dumps(area, ensure_ascii=False)}"
    measure, _, faults = read_measure("1.md", f"---\n{front}\n---\n".encode())
    assert measure
    assert not faults
    assert (measure.title, measure.area) == (as_read(title), as_read(area))


@given(TEXTS)
def test_any_text_survives_a_table_but_for_the_apostrophes_before_formulas(text: str) -> None:
    table = DataTable("t", "t", (DataColumn("a", "A"),), ((text,),))
    rows = list(csv.reader(io.StringIO(_csv(table).decode("utf-8"), newline="")))
    ((cell,),) = rows[1:]
    assert cell.replace("'", "") == text.replace("'", "")
    assert not cell.startswith(("\t", "\r"))
    parts = [part.lstrip(' \xa0"') for part in re.split(r"[;\t\r\n]", cell)]
    assert [part for part in parts if part.startswith(("=", "+", "-", "@"))] == []
    assert cell == text or cell.count("'") > text.count("'")


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_paragraphs_survive_as_the_markdown_they_were(paragraphs: list[str]) -> None:
    body = unicodedata.normalize("NFC", "\n\n".join(f"a{line}" for line in paragraphs))
    measure, _, _ = read_measure("1.md", f"---\nnumber: 1\n---\n## Status\n\n{body}\n".encode())
    assert measure
    assert "\n".join(section.markdown for section in measure.body.sections) == body.rstrip("\n")
