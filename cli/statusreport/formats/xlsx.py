"""The open data as a workbook, a sheet a table, for those who open it in Excel.

Excel splits a CSV file at what the machine's language says, in Norway at semicolons, and takes it for another alphabet
where no mark says that it is UTF-8. A file that obeyed it would be wrong for every other program, so that the CSV is as
RFC 4180 and its description say, and this one opens right everywhere: letters are letters, amounts are numbers, and a
text is never a formula.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from ..publishing.document import DataTable, Edition
from ..source.faults import UsageError
from . import Files
from ._package import pack, unpack
from ._templates import Templates

# What a cell of Excel holds, and a column's width in characters.
LONGEST_CELL, WIDEST, NARROWEST = 32_767, 60, 8
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/metadata/core-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The styles of cells by their number: numbers, texts, heads.
_NUMBER, _TEXT, _HEADING = 0, 1, 2
_STYLES = f"""\
<styleSheet xmlns="{_MAIN}">\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="3">\
<xf applyAlignment="1"><alignment vertical="top"/></xf>\
<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="bottom" wrapText="1"/></xf>\
</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
# What XML cannot hold, and what would be read as the number of such a sign.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def render(edition: Edition, templates: Templates) -> Files:
    """The tables as `PUBLICATION.xlsx`. Raises UsageError for a text that no cell can hold."""
    document = edition.document
    sheets = {f"worksheets/sheet{number}.xml": table for number, table in enumerate(edition.tables, 1)}
    parts = {f"xl/{name}": _sheet(table, document.id) for name, table in sheets.items()} | {
        "xl/workbook.xml": _workbook(edition.tables),
        "xl/_rels/workbook.xml.rels": _relations(
            dict.fromkeys(sheets, f"{_RELATIONS}/worksheet") | {"styles.xml": f"{_RELATIONS}/styles"}
        ),
        "xl/styles.xml": _STYLES,
        "_rels/.rels": _relations(
            {
                "xl/workbook.xml": f"{_RELATIONS}/officeDocument",
                "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
            }
        ),
        "docProps/core.xml": f'<coreProperties xmlns="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_words(document.name)}</dc:title>"
        f"<dc:language>{document.language}</dc:language></coreProperties>",
        "[Content_Types].xml": _types(sheets),
    }
    return {f"{document.id}.xlsx": pack({name: (_HEAD + part).encode() for name, part in parts.items()})}


def census(files: Files, edition: Edition) -> list[str]:
    """The anchors of the records in the first sheet."""
    parts = unpack(files[f"{edition.document.id}.xlsx"])
    table = edition.tables[0]
    column = [column.name for column in table.columns].index(table.key[0])
    _, *rows = ET.fromstring(parts["xl/worksheets/sheet1.xml"]).iter(f"{{{_MAIN}}}row")  # noqa: S314 (our own)
    anchors = {key: anchor for anchor, key in edition.records.items()}
    keys = ("".join(row[column].itertext()) for row in rows)
    return [anchors.get(key, key) for key in keys]


def _sheet(table: DataTable, publication: str) -> str:
    """A sheet: its head stays in sight and stands on each page, which has the width of all columns."""
    heads = _heads(table)
    last = f"{_letters(len(heads))}{len(table.rows) + 1}"
    rows = [_row(1, heads, _HEADING, publication)]
    rows += [_row(number, row, _TEXT, publication) for number, row in enumerate(table.rows, 2)]
    columns = (
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, width in enumerate(_widths(table, heads), 1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{''.join(columns)}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A1:{last}"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _heads(table: DataTable) -> list[str]:
    """What the columns are called; where several have one title, with their names in the data."""
    times = Counter(column.title for column in table.columns)
    return [
        column.title if times[column.title] == 1 else f"{column.title} ({column.name})"
        for column in table.columns
    ]


def _widths(table: DataTable, heads: list[str]) -> Iterator[int]:
    for number, head in enumerate(heads):
        longest = max((len(str(row[number])) for row in table.rows), default=0)
        yield min(max(longest, *map(len, head.split()), NARROWEST), WIDEST) + 2


def _row(
    number: int, values: list[str] | tuple[str | int | Decimal | None, ...], style: int, publication: str
) -> str:
    cells = (
        _cell(f"{_letters(column)}{number}", value, style, publication)
        for column, value in enumerate(values, 1)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: str | int | Decimal | None, style: int, publication: str) -> str:
    if value is None:
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, (int, Decimal)):
        return f'<c r="{place}" s="{_NUMBER}"><v>{value}</v></c>'
    if len(value) > LONGEST_CELL:
        raise UsageError(
            "long-cell", publication=publication, place=place, text=f"{value[:40]}…", limit=LONGEST_CELL
        )
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_words(value)}</t></is></c>'
    )


def _words(text: str) -> str:
    return escape(_FORBIDDEN.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


def _letters(column: int) -> str:
    """What a column is called, counted from 1: A to Z, then AA."""
    column, letter = divmod(column - 1, 26)
    return f"{_letters(column) if column else ''}{chr(ord('A') + letter)}"


def _workbook(tables: tuple[DataTable, ...]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(table.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, table in enumerate(tables, 1)
    )
    names = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">\'{table.name}\'!$1:$1</definedName>'
        for number, table in enumerate(tables)
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>"
    )


def _relations(targets: Mapping[str, str]) -> str:
    """The relations of a part: the parts it leads to with the kind of each, numbered in their order."""
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _types(sheets: Mapping[str, object]) -> str:
    kinds = {f"xl/{name}": f"{_TYPE}.worksheet+xml" for name in sheets} | {
        "xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "xl/styles.xml": f"{_TYPE}.styles+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    made = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{made}</Types>'
    )
