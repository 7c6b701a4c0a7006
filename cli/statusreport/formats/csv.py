"""Open data: a CSV file a table, described by a Frictionless `datapackage.json`."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

from ..publishing.document import DataColumn, DataTable, Document, Edition
from . import Files
from ._templates import Templates

# A cell that begins so would be run as a formula when it is opened in a spreadsheet (CWE-1236). Programs that split at
# semicolons or tabs, as Excel does in Norway, know no quotes within their cells: for them each part begins one.
_SIGNS = "=+@\\-\uff1d\uff0b\uff20\uff0d"
_FORMULA = re.compile(rf'(^|[;\t\r\n] *)(?=[ \xa0"]*[{_SIGNS}])|^(?=[\t\r])')


def render(edition: Edition, templates: Templates) -> Files:
    """`TABLE.csv` for each table, and the package that describes them."""
    document = edition.document
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": document.id,
        "title": document.name,
        **_about(document),
        "resources": [_resource(table) for table in edition.tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    return {f"{table.name}.csv": _csv(table) for table in edition.tables} | {
        "datapackage.json": f"{text}\n".encode()
    }


def _about(document: Document) -> dict[str, object]:
    """What the publication says of itself, by the names of a package."""
    own = document.imprint
    version = document.round or (str(own.date) if own.date else "")
    people = [{"title": name, "roles": ["author"]} for name in own.authors]
    people += [{"title": own.publisher, "roles": ["publisher"]}] if own.publisher else []
    said: dict[str, object] = {
        "version": version,
        "homepage": own.url if _WEB.match(own.url) else "",
        "contributors": people,
        "licenses": [
            {"path": own.license}
            if _WEB.match(own.license)
            else {"name": _name(own.license), "title": own.license}
        ]
        if own.license
        else [],
    }
    return {name: value for name, value in said.items() if value}


_WEB = re.compile("https?://", re.IGNORECASE)


def _name(license_: str) -> str:
    """A licence as a name of Open Definition: `NLOD 2.0` is `NLOD-2.0`."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", license_).strip("-") or "other"


def census(files: Files, edition: Edition) -> list[str]:
    """The anchors of the records in the first table."""
    table = edition.tables[0]
    reader = csv.DictReader(io.StringIO(files[f"{table.name}.csv"].decode("utf-8"), newline=""))
    anchors = {key: anchor for anchor, key in edition.records.items()}
    return [anchors.get(row[table.key[0]], row[table.key[0]]) for row in reader]


def _csv(table: DataTable) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([safe_cell(value) for value in row] for row in table.rows)
    return stream.getvalue().encode("utf-8")


def safe_cell(value: str | int | Decimal | None) -> str | int | Decimal:
    """A value as no spreadsheet will run it, whatever it takes for a separator: with apostrophes, which mean text."""
    if value is None:
        return ""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def _resource(table: DataTable) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": column.name, "title": column.title, "type": column.type}
            | ({"description": column.description} if column.description else {})
            | ({"constraints": _constraints(column)} if column.constraints else {})
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _constraints(column: DataColumn) -> dict[str, object]:
    """What holds for the values of a column; the words it allows as they stand in its cells."""
    words = column.constraints.get("enum")
    allowed = {"enum": [safe_cell(word) for word in words]} if isinstance(words, list) else {}
    return {**column.constraints, **allowed}
