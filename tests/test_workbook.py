"""The workbook: the same data as in CSV, as Excel has it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from gate.publications import Made
from hypothesis import given
from hypothesis import strategies as st
from plans import measure, run, with_project

from statusreport.formats import xlsx
from statusreport.formats._package import unpack
from statusreport.formats.csv import safe_cell
from statusreport.publishing.document import DataColumn, DataTable, Document, Edition
from statusreport.source.faults import UsageError

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
Cells = list[list[str | int | None]]


def sheets(data: bytes) -> dict[str, Cells]:
    """The cells of each sheet, as a program reads them."""
    parts = unpack(data)
    names = [
        sheet.attrib["name"]
        for sheet in ET.fromstring(parts["xl/workbook.xml"]).iterfind(".//m:sheet", SPACE)
    ]
    return {
        name: [
            [value(cell) for cell in row]
            for row in ET.fromstring(parts[f"xl/worksheets/sheet{number}.xml"]).iterfind(".//m:row", SPACE)
        ]
        for number, name in enumerate(names, 1)
    }


def value(cell: ET.Element) -> str | int | None:
    assert cell.find("m:f", SPACE) is None, "no cell is a formula"
    if cell.attrib.get("t") == "inlineStr":
        text = "".join(cell.itertext())
        return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    number = cell.find("m:v", SPACE)
    return None if number is None else int(str(number.text))


def edition(table: DataTable) -> Edition:
    document = Document("t", "T", "S", "L", "nb", "2012-02", "f", ())
    return Edition(document, {}, (table,), {})


def test_it_has_the_data_of_the_csv_files(made: Made) -> None:
    texts, seen = made.every("csv"), set()
    for name, data in made.every("xlsx").items():
        for sheet, (_, *rows) in sheets(data).items():
            file = f"{name.rpartition('/')[0]}/{sheet}.csv"
            _, *others = csv.reader(io.StringIO(texts[file].decode("utf-8"), newline=""))
            assert [[str(safe_cell(cell)) for cell in row] for row in rows] == others
            seen.add(file)
    assert seen == {file for file in texts if file.endswith(".csv")}


def test_amounts_are_numbers_and_numbers_of_measures_are_text(tmp_path: Path) -> None:
    root = with_project(tmp_path, {"content/measures/1.md": measure("1.10", title="'=1+1'")})
    run("build", "--format", "xlsx", cwd=root)
    heads, row, *_ = sheets((root / "build/document-study/document-study.xlsx").read_bytes())["projects"]
    assert row[heads.index("Beløp (NOK)")] == 3742768
    assert heads.count("Periode (start_year)") == 1
    _, *rows = sheets((root / "build/status-report/status-report.xlsx").read_bytes())["measures"]
    assert ["1.10", "=1+1"] in [row[:2] for row in rows]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), min_size=1, max_size=5))
def test_any_text_survives(texts: list[str]) -> None:
    table = DataTable("t", "t", (DataColumn("a", "A"),), tuple((text,) for text in texts))
    _, *rows = sheets(xlsx.render(edition(table), None)["t.xlsx"])["t"]  # type: ignore[arg-type]
    assert rows == [[text] for text in texts]


def test_columns_are_counted_in_letters() -> None:
    columns = tuple(DataColumn(f"c{n}", f"C{n}") for n in range(703))
    data = xlsx.render(edition(DataTable("t", "t", columns, ())), None)["t.xlsx"]  # type: ignore[arg-type]
    places = re.findall(rb'<c r="([A-Z]+)1"', unpack(data)["xl/worksheets/sheet1.xml"])
    assert (places[25], places[26], places[701], places[702]) == (b"Z", b"AA", b"ZZ", b"AAA")


def test_a_text_that_no_cell_holds_is_refused() -> None:
    table = DataTable("t", "t", (DataColumn("a", "A"),), (("ord " * 9000,),))
    with pytest.raises(UsageError, match="long-cell"):
        xlsx.render(edition(table), None)  # type: ignore[arg-type]
