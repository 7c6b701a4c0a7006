"""The data of each publication is the Data Package it says it is, by frictionless: its description and each value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import validate
from gate.publications import Made
from plans import write


@pytest.fixture(scope="module")
def data(made: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The packages of every plan, by the name of the plan and of the publication."""
    root = write(tmp_path_factory.mktemp("data"), made.every("csv"))
    return {file.parent.relative_to(root).as_posix(): file for file in root.rglob("datapackage.json")}


def errors(package: Path) -> list[str]:
    """What is wrong with a package, and with the values of its tables."""
    report = validate(str(package), type="package")
    assert report.errors or len(report.tasks) == len(json.loads(package.read_text("utf-8"))["resources"])
    return [f"{kind}: {message}" for kind, message in report.flatten(["type", "message"])]


def test_every_package_is_valid_with_its_data(data: dict[str, Path]) -> None:
    plans = {name.partition("/")[0] for name in data}
    assert plans == {"own", "rounds", "open", "nn", "en", "hard"}
    assert {name: errors(package) for name, package in data.items()} == {name: [] for name in data}


def test_every_table_is_described_column_by_column(data: dict[str, Path]) -> None:
    for package in data.values():
        resources = json.loads(package.read_text("utf-8"))["resources"]
        assert {f"{package.parent}/{one['path']}" for one in resources} == set(
            map(str, package.parent.glob("*.csv"))
        )
        for resource in resources:
            header = (package.parent / resource["path"]).read_text("utf-8").partition("\n")[0]
            assert header.split(",") == [field["name"] for field in resource["schema"]["fields"]]


SPOILED = {
    "a number that is none": ("projects.csv", "\n2,", "\nto,", "type-error"),
    "a number twice": ("projects.csv", "\n2,", "\n1,", "unique-error"),
    "no title": ("projects.csv", "Counter-trafficking Community Mobilization Project", "", "constraint-error"),
    "a column too many": ("projects.csv", "order,", "order,more,", "extra-label"),
    "a type that there is not": ("datapackage.json", '"integer"', '"heltall"', "field-error"),
    "a table that there is not": ("datapackage.json", '"projects.csv"', '"prosjekter.csv"', "scheme-error"),
    "a name that is none": ("datapackage.json", '"name": "document-study"', '"name": 1', "package-error"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_wrong_with_a_package_is_found(name: str, data: dict[str, Path], tmp_path: Path) -> None:
    spoiled, before, after, kind = SPOILED[name]
    for file in data["nn/document-study"].parent.iterdir():
        text = file.read_text("utf-8")
        if file.name == spoiled:
            assert before in text
            text = text.replace(before, after, 1)
        (tmp_path / file.name).write_text(text, "utf-8")
    found = errors(tmp_path / "datapackage.json")
    assert any(error.startswith(kind) for error in found), found
