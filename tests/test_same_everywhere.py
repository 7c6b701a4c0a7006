"""Every format says the same: each is read back and held against the document it was made from."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator

import pytest
from gate import reading
from gate.publications import PRINTS, Made, Page
from gate.reading import Reading, read

from statusreport.formats import format_names
from statusreport.publishing.document import (
    Chart,
    Column,
    Document,
    Facts,
    Panel,
    Prose,
    Row,
    Section,
    Status,
    Subheading,
    Table,
    Text,
)
from statusreport.publishing.language import language
from statusreport.source.tokens import plain_text

READERS: dict[str, Callable[[bytes], Reading]] = {
    "html": reading.of_html,
    "pdf": reading.of_pdf,
    "docx": reading.of_docx,
    "odt": reading.of_odt,
    "md": reading.of_markdown,
}


@pytest.fixture
def reader(made: Made) -> Callable[[str, str], Reading]:
    """A publication in a format, as a reader reads it."""
    return lambda name, format_: READERS[format_](made(name, format_))


def test_every_format_is_read() -> None:
    assert {*READERS, "json", "csv", "xlsx"} == set(format_names())


# Letters that run from right to left come back from a PDF in another order; test_gate_pdf knows how.
READ_BACK = [(f, name) for f in READERS for name in PRINTS if f != "pdf" or not name.startswith("hard")]


@pytest.mark.parametrize(("format_", "name"), READ_BACK)
def test_headings_tables_notes_and_words_are_the_documents(
    format_: str, name: str, pages: dict[str, Page], reader: Callable[[str, str], Reading]
) -> None:
    document = pages[name].document
    expected, found, words = reading.of_document(document), reader(name, format_), reading.passages(document)
    if format_ == "pdf":
        expected, found = reading.loosely(expected), reading.loosely(found)
        words = list(map(reading.loose, words))
    assert [heading for heading in found.headings if heading not in furniture(document)] == [
        *expected.headings
    ]
    assert found.tables == expected.tables
    assert found.notes == expected.notes
    # Markdown has the charts' tables only.
    assert found.pictures == (expected.pictures if format_ != "md" else tuple(pictures_of(document)))
    assert list(lost(words, found.words)) == []


def pictures_of(document: Document) -> Iterator[str]:
    """What the pictures in prose say."""
    charts = {read(block.description) for block in document.blocks() if isinstance(block, Chart)}
    return (text for text in reading.of_document(document).pictures if text not in charts)


def furniture(document: Document) -> set[str]:
    """The headings that only some formats have: the title, and those of contents and notes."""
    say = language(document.language)
    labels = (say("document.contents"), say("document.notes"))
    return {read(document.title), *labels}


def lost(passages: list[str], words: str) -> Iterator[str]:
    """The passages that are not there in their order."""
    place = 0
    for passage in passages:
        at = words.find(passage, place)
        if at < 0:
            yield passage
        else:
            place = at + len(passage)


# What programs read


def table_of(document: Document, ident: str) -> Table:
    """The table with this id."""
    return next(b for b in document.blocks() if isinstance(b, Table) and b.id == ident)


def records(document: Document, role: str) -> Iterator[Section]:
    return (section for section in document.walk() if section.role == role)


def facts_of(section: Section) -> dict[str, str]:
    """The facts of a record as a reader sees them, by name."""
    rows = next(block.rows for block in section.blocks if isinstance(block, Facts))
    return {name: "".join(inline.text for inline in cell) for name, cell in rows}


def parts_of(section: Section) -> dict[str, str]:
    """The words of each titled part of a record, without blanks."""
    return {
        plain_text(block.heading.prose.tokens) if block.heading else "": "".join(
            read(reading.plain(inner.tokens)) for inner in block.blocks if isinstance(inner, Prose)
        )
        for block in section.blocks
        if isinstance(block, Panel) and block.role != "note"
    }


def words_of(markdown: str) -> str:
    """The words of Markdown, without its footnotes: they may stand in another section."""
    return reading.of_markdown(re.sub(r"\[\^[^\]]+\](?!:)", "", markdown).encode()).words


def notes_of(markdown: str) -> set[str]:
    """The footnotes that stand in Markdown."""
    labels = re.findall(r"^(\[\^[^\]]+\]):", markdown, re.MULTILINE)
    return set(reading.of_markdown(f"{markdown}\n\n{' '.join(labels)}\n".encode()).notes)


@pytest.mark.parametrize("name", [name for name in PRINTS if name.endswith("status-report")])
def test_measures_are_the_same_for_programs(name: str, pages: dict[str, Page], made: Made) -> None:
    document = pages[name].document
    data = json.loads(made(name, "json"))
    rows = list(csv.DictReader(io.StringIO(made.every("csv")[f"{name}/measures.csv"].decode(), newline="")))
    overview = next(b for b in document.blocks() if isinstance(b, Table) and b.filters)
    bodies = language(document.language)("status-report.column.responsible")
    responsible = [column.label for column in overview.columns].index(bodies)
    shown = [
        (
            row.cells[0][0].text,
            row.cells[1][0].text,
            "".join(i.text for i in row.cells[responsible]),
            next(i.text for cell in row.cells for i in cell if isinstance(i, Status)),
        )
        for row in overview.rows
    ]
    assert shown == [
        (m["number"], m["short_title"] or m["title"], ", ".join(m["responsible"]), m["status"])
        for m in data["measures"]
    ]
    assert [m["title"] for m in data["measures"]] == [r["title"] for r in rows]
    assert [(number, who, status) for number, _, who, status in shown] == [
        (r["number"], ", ".join(filter(None, [r["lead"], *r["joint"].split("; ")])), r["status"])
        for r in rows
    ]
    assert [m["class"] for m in data["measures"]] == [r["class"] for r in rows]
    counts = table_of(document, "measures-statuses-table")
    assert {row.cells[0][0].text: row.cells[1][0].text for row in counts.rows} == {
        label: str(count) for label, count in data["counts"].items()
    }
    for section, one in zip(records(document, "measure"), data["measures"], strict=True):
        assert (section.anchor, section.label, section.title) == (one["anchor"], one["number"], one["title"])
        assert one["status"] in facts_of(section).values()
        parts = parts_of(section)
        reason = [language(document.language)("status-report.fact.reason")] if one["reason"] else []
        assert list(parts) == [*reason, *one["sections"]]
        for title, text in one["sections"].items():
            assert words_of(text) == parts[title]


# What the numbers of a project's agreements are called.
AGREEMENTS = {"nb": "Avtalenummer", "nn": "Avtalenummer", "en": "Agreement numbers"}


@pytest.mark.parametrize("name", [name for name in PRINTS if name.endswith("document-study")])
def test_projects_are_the_same_for_programs(name: str, pages: dict[str, Page], made: Made) -> None:
    document = pages[name].document
    data = json.loads(made(name, "json"))["projects"]
    rows = list(csv.DictReader(io.StringIO(made.every("csv")[f"{name}/projects.csv"].decode(), newline="")))
    table = table_of(document, "prosjekter-tabell")
    shown = [tuple("".join(i.text for i in cell) for cell in row.cells) for row in table.rows]
    amounts = [int("".join(filter(str.isdigit, row[-1]))) for row in shown]
    assert [(int(row[0]), row[1]) for row in shown] == [(one["order"], one["title"]) for one in data]
    assert [(row[0], row[1]) for row in shown] == [(r["order"], r["agreement_title"]) for r in rows]
    assert amounts == [one["amount"] for one in data] == [int(r["amount_nok"]) for r in rows]
    assert [row[4] for row in shown] == [r["period"] for r in rows]
    for section, one, row in zip(records(document, "project"), data, rows, strict=True):
        assert (section.anchor, section.label, section.title) == (
            one["anchor"],
            str(one["order"]),
            one["title"],
        )
        assert facts_of(section).get(AGREEMENTS[document.language], "") == ", ".join(one["agreements"])
        assert one["agreements"] == row["agreement_number"].split("; ")


@pytest.mark.parametrize("name", PRINTS)
def test_footnotes_of_records_stand_in_the_data(name: str, pages: dict[str, Page], made: Made) -> None:
    """Those of chapters do not: the data has records only."""
    document = pages[name].document
    data = json.loads(made(name, "json"))
    records = data.get("measures") or data["projects"]
    stated = {note for record in records for text in record["sections"].values() for note in notes_of(text)}
    assert stated == {text for role, text in printed(document) if role in OF_RECORDS}


def printed(document: Document) -> Iterator[tuple[str, str]]:
    """The footnotes, each with the role of the section that refers to it first."""
    roles = {section.anchor: section.role for section in document.walk()}
    for note in document.notes:
        yield roles[owner_of(note.number, document)], read(reading.plain(note.prose.tokens))


OF_RECORDS = ("measure", "project", "evaluation")


@pytest.mark.parametrize("role", [*OF_RECORDS, "chapter"])
def test_footnotes_of_every_role_are_tried(role: str, pages: dict[str, Page]) -> None:
    assert [note for name in PRINTS for owner, note in printed(pages[name].document) if owner == role]


def owner_of(number: int, document: Document) -> str:
    """The anchor of the section that refers to a note first."""
    for section in document.walk():
        for block in section.blocks:
            inside = (block.heading, *block.blocks) if isinstance(block, Panel) else (block,)
            for inner in inside:
                text = inner.prose if isinstance(inner, Subheading) else inner
                for token in text.tokens if isinstance(text, Prose) else ():
                    for child in token.children or ():
                        if child.type == "footnote_ref" and child.meta["number"] == number:
                            return section.anchor
    return ""


# The test itself


def test_a_difference_is_found() -> None:
    """A reading that lost a row, a word or a note is not the same."""
    table = Table("t", "Tabell", (Column("A", header=True),), (Row(((Text("x"),),)),))
    document = Document("p", "T", "", "", "nb", "r", "", (Section("a", "Del", 2, (table,), label="1"),))
    expected = reading.of_document(document)
    assert expected.headings == ("1Del",)
    assert expected.tables == (("Tabell", (("A",), ("x",))),)
    page = b"<main><h2>1 Del</h2><table><caption>Tabell</caption><tr><th>A</th></tr><tr><th>%s</th></tr></table></main>"
    assert reading.of_html(page % b"x").tables == expected.tables
    assert reading.of_html(page % b"y").tables != expected.tables
    assert list(lost(["a", "b", "c"], "acb")) == ["c"]
