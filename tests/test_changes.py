"""What changed, as it is shown: the four formats of `diff`, and the chapter and histories of the status report."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT, Golden
from plans import BODY, measure, project, rendered, run, small_plan, with_project, write

from statusreport.publishing.language import language
from statusreport.rounds.comparison import Kind
from statusreport.tasks.load import load
from statusreport.words import catalogue

EXAMPLE = ROOT / "examples" / "rounds"
GOLDEN = Path(__file__).parent / "golden" / "rounds"
FILES = {"text": "diff.txt", "markdown": "diff.md", "html": "diff.html", "json": "diff.json"}
REPORT = ("index.html", "status-report.md", "status-report.json", "measures.csv")
FORMATS = tuple(FILES)
NB = language("nb")


@dataclass(frozen=True)
class Shown:
    """A change as a reader finds it in any of the formats."""

    number: str
    title: str
    kind: Kind
    old: str | None
    new: str | None


EXPECTED = {
    Shown(
        "2",
        "Sette opp flere benker mellom sentrum og helsehuset",
        Kind.ADVANCED,
        "Under planlegging",
        "Under gjennomføring",
    ),
    Shown("3", "Bygge om inngangen til biblioteket", Kind.ADVANCED, "Pågår", "Fullført"),
    Shown("4", "Innføre bestillingsbuss i bygdene", Kind.REGRESSED, "Pågår", "Under planlegging"),
    Shown("5", "Gi kurs i digitale tjenester", Kind.REWORDED, "Pågår", "Under gjennomføring"),
    Shown("8", "Åpne en møteplass i Havnegata", Kind.ADVANCED, "Under planlegging", "Under gjennomføring"),
    Shown("8", "Prøve ut trygghetsringing", Kind.REMOVED, "Pågår", None),
    Shown("9", "Strø gangveiene før klokka sju", Kind.UNREPORTED, "Pågår", None),
    Shown(
        "10",
        "Kjøpe velferdsteknologi sammen med nabokommunene",
        Kind.CHANGED,
        "Til vurdering",
        "Under planlegging",
    ),
    Shown("11", "Gjøre tjenestene demensvennlige", Kind.REPORTED, None, "Pågår"),
    Shown("12", "Tilby treningsgrupper ute hele året", Kind.ADDED, None, "Ikke startet"),
    Shown("13", "Lage turkart i stor skrift", Kind.RESUMED, "Satt på vent", "Under planlegging"),
    Shown("14", "Dele ut refleksvester og brodder", Kind.REWORDED, "Pågår", "Under gjennomføring"),
    Shown("15", "Dele ut brodder", Kind.MERGED, "Under planlegging", None),
    Shown("16a", "Pusse opp eldresenteret på Nes", Kind.SPLIT, "Pågår", "Fullført"),
    Shown("16b", "Pusse opp eldresenteret på Ytterøya", Kind.SPLIT, "Pågår", "Under planlegging"),
    Shown("17", "Prøve ut selvkjørende buss", Kind.ENDED, "Pågår", "Avsluttet uten gjennomføring"),
    Shown("18", "Lage sansehage ved sykehjemmet", Kind.PAUSED, "Under planlegging", "Satt på vent"),
}
RENUMBERED = {"8": "9", "9": "10", "10": "11", "11": "12"}
UNCHANGED = {
    "1": "Kartlegge snublefeller langs gangveiene",
    "6": "Besøke alle som fyller 80 år",
    "7": "Merke trapper og terskler i kommunale bygg",
}
# As counted by hand: 4, 10, 13 and 16b became planned, 2 and 8 begun, 5, 6 and 14 went on, 3 and 16a were completed.
MATRIX = {
    "Ikke startet": {"Ikke startet": 1},
    "Til vurdering": {"Under planlegging": 1},
    "Under planlegging": {"Under gjennomføring": 2, "Satt på vent": 1},
    "Pågår": {
        "Under planlegging": 2,
        "Under gjennomføring": 3,
        "Fullført": 2,
        "Avsluttet uten gjennomføring": 1,
    },
    "Fullført": {"Fullført": 1},
    "Satt på vent": {"Under planlegging": 1},
}


@pytest.fixture(scope="module")
def shown() -> Mapping[str, str]:
    """The comparison of the example plan with its last sealed round, in each format."""
    results = {form: run("diff", "2023-03", "--format", form, cwd=EXAMPLE) for form in FORMATS}
    assert [result.status for result in results.values()] == [0, 0, 0, 0]
    return {form: result.out for form, result in results.items()}


@pytest.fixture(scope="module")
def report() -> Mapping[str, str]:
    """The status report of the example plan."""
    files = rendered(EXAMPLE, load(EXAMPLE, catalogue("en")), formats=("html", "md", "json", "csv"))
    return {name: files[f"status-report/{name}"].decode("utf-8") for name in REPORT}


# How each format is read

KINDS_NB = {NB(f"changes.kind.{kind}"): kind for kind in Kind}


def status(word: str) -> str | None:
    return None if word == "–" else word


def in_table(cells: list[str]) -> Shown:
    number, title, _, kind, old, new = cells
    title = re.sub(r" \((?:tidligere|slått sammen med) nr\. [0-9]+\)$", "", title)
    return Shown(number, title, KINDS_NB[kind], status(old), status(new))


def in_markdown(text: str) -> list[Shown]:
    plain = re.sub(r"\[([^\]]*)\]\(<#[^>]*>\)", r"\1", text)
    rows = [line.strip("| ").split(" | ") for line in plain.splitlines() if line.startswith("| ")]
    return [in_table(row) for row in rows if len(row) == 6 and row[3] in KINDS_NB]


def in_html(text: str) -> list[Shown]:
    rows = [
        [html.unescape(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"(?s)<t[hd].*?</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr>.*?</tr>", text)
    ]
    return [in_table(row) for row in rows if len(row) == 6 and row[3] in KINDS_NB]


def in_text(text: str) -> list[Shown]:
    words, found = catalogue("en"), []
    for kind in Kind:
        head = re.escape(words(f"diff.kind.{kind}", n=0)).replace("0", "([0-9]+)")
        for block in re.findall(rf"(?m)^{head}\n((?: .*\n)+)", text):
            changes = re.findall(
                r"  (\S+) +(.*?) \([A-Z, ]+\)(?:, (?:formerly|merged with) no\. \d+)?\n {7}(.*) → (.*)\n",
                block[1],
            )
            assert len(changes) == int(block[0])
            found += [Shown(a, b, kind, status(c), status(d)) for a, b, c, d in changes]
    return found


def in_json(text: str) -> list[Shown]:
    changes = json.loads(text)["changes"]
    return [Shown(c["number"], c["title"], Kind(c["kind"]), c["from"], c["to"]) for c in changes]


READ: dict[str, Callable[[str], list[Shown]]] = {
    "text": in_text,
    "markdown": in_markdown,
    "html": in_html,
    "json": in_json,
}


# Every kind of change, everywhere


def test_what_is_expected_is_every_kind() -> None:
    assert {change.kind for change in EXPECTED} == set(Kind)


@pytest.mark.parametrize("form", FORMATS)
def test_every_kind_of_change_shows_once(form: str, shown: Mapping[str, str]) -> None:
    changes = READ[form](shown[form])
    assert set(changes) == EXPECTED
    assert len(changes) == len(EXPECTED)


@pytest.mark.parametrize(("form", "name"), [("markdown", "status-report.md"), ("html", "index.html")])
def test_every_kind_of_change_shows_in_the_published_chapter(
    form: str, name: str, report: Mapping[str, str]
) -> None:
    assert Counter(READ[form](report[name])) == Counter(EXPECTED)


@pytest.mark.parametrize(
    ("old", "new"), [("2021-03", "2022-03"), ("2022-03", "2023-03"), ("working", "2021-03")]
)
def test_the_formats_agree(old: str, new: str) -> None:
    results = [
        Counter(READ[form](run("diff", old, new, "--format", form, cwd=EXAMPLE).out)) for form in FORMATS
    ]
    assert results[0]
    assert results[1:] == results[:1] * 3


@pytest.mark.parametrize("form", FORMATS)
def test_no_other_measure_is_shown_by_its_title(form: str, shown: Mapping[str, str]) -> None:
    assert [title for title in UNCHANGED.values() if title in html.unescape(shown[form])] == []


@pytest.mark.parametrize("form", FORMATS)
def test_a_measure_of_which_only_the_wording_changed_is_named_by_its_number(
    form: str, shown: Mapping[str, str]
) -> None:
    line = {
        "text": "\nOther wording, same status (1): 6\n",
        "markdown": "\nTiltak nr. 6\n",
        "html": "\n<p>Tiltak nr. 6</p>\n",
        "json": '\n  "wording": [\n    "6"\n  ],\n',
    }
    assert line[form] in shown[form]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_former_number_is_told(form: str, shown: Mapping[str, str]) -> None:
    told = r"formerly no\. ([0-9]+)" if form == "text" else r"tidligere nr\. ([0-9]+)"
    assert sorted(re.findall(told, shown[form])) == sorted([*RENUMBERED.values(), "16", "16"])


@pytest.mark.parametrize("form", FORMATS)
def test_a_step_back_is_shown_with_its_reason(form: str, shown: Mapping[str, str]) -> None:
    # For programs it is a fact too.
    expected = 2 if form == "json" else 1
    assert shown[form].count("Selskapet som kjørte bussen, gikk konkurs i desember 2023.") == expected


@pytest.mark.parametrize("form", FORMATS)
def test_what_cannot_be_compared_is_said(form: str, shown: Mapping[str, str]) -> None:
    said = {
        "text": "Only one side has the class Til vurdering; measures there cannot be compared.\n",
        "markdown": "Bare den ene av rundene har «Til vurdering».",
        "html": "Bare den ene av rundene har «Til vurdering».",
        "json": '"classes": [\n      "under-review"\n    ]',
    }
    assert said[form] in shown[form]


# The matrix


def test_the_matrix_is_as_counted_by_hand_and_in_the_order_of_the_scales(shown: Mapping[str, str]) -> None:
    matrix = json.loads(shown["json"])["matrix"]
    assert [(old, list(row.items())) for old, row in matrix.items()] == [
        (old, list(row.items())) for old, row in MATRIX.items()
    ]


def matrix_rows(rows: list[list[str]]) -> dict[str, list[int]]:
    """Rows of numbers by the class they stand for."""
    return {row[0]: [0 if cell == "·" else int(cell) for cell in row[1:]] for row in rows}


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_matrix_is_the_same_as_a_table(form: str, shown: Mapping[str, str]) -> None:
    if form == "text":
        lines = re.findall(r"(?m)^  (.*[·0-9])$", shown[form].partition("from \\ to")[2])
        rows = [re.split(r" {3,}", line) for line in lines]
    elif form == "markdown":
        lines = [line.strip("| ").split(" | ") for line in shown[form].splitlines() if line[:1] == "|"]
        rows = [line for line in lines if len(line) == 8 and line[-1].isdigit()]
    else:
        body = shown[form].partition('<div class="table stacked" id="overganger-tabell">')[2]
        rows = [
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"(?s)<tr>.*?</tr>", body)
        ]
        rows = rows[1:]
    scale = [
        "Fullført",
        "Under gjennomføring",
        "Under planlegging",
        "Ikke startet",
        "Avsluttet uten gjennomføring",
        "Satt på vent",
    ]
    numbers = {old: [row.get(new, 0) for new in scale] for old, row in MATRIX.items()}
    expected = {old: [*row, sum(row)] for old, row in numbers.items()}
    sums = [sum(column) for column in zip(*expected.values(), strict=True)]
    assert matrix_rows(rows) == {**expected, ("total" if form == "text" else "I alt"): sums}


def test_the_picture_needs_no_colour(report: Mapping[str, str]) -> None:
    """Every bar is a round, and each of its parts says by a pattern what it stands for and by a number how long it is."""
    picture = re.search(r"(?s)<svg[^>]*utvikling-t.*?</svg>", report["index.html"])
    assert picture
    bars = {}
    for bar in picture[0].split('<text x="0"')[1:]:
        name = re.findall(r">(.*?)</text>", bar)[0]
        bars[name] = re.findall(r'<rect class="(\w+)".*\n<text class="\1".*?>(\d+)</text>', bar)
        assert f">{sum(int(n) for _, n in bars[name])} tiltak</text>" in bar
    assert bars["mars 2024"] == [
        ("filled", "3"),
        ("tinted", "6"),
        ("hatched", "4"),
        ("open", "2"),
        ("ended", "1"),
        ("paused", "1"),
    ]
    assert list(bars) == ["mars 2021", "mars 2022", "mars 2023", "mars 2024"]
    assert "fill:" not in picture[0]


# Word by word


def test_changed_words_are_marked_by_more_than_colour(shown: Mapping[str, str]) -> None:
    assert "I ~~2022~~ **2023** takket ~~70~~ **83** av ~~94~~ **97** ja til besøk." in shown["markdown"]
    words = re.sub(r'<span class="unseen">.*?</span>', "", shown["html"])
    assert re.search(r"I <del>\s*2022\s*</del>\s*<ins>\s*2023\s*</ins>\s*takket", words)
    style = shown["html"].partition("</style>")[0]
    assert re.search(r"\bdel \{[^}]*line-through", style)
    assert re.search(r"\bins \{[^}]*underline", style)
    for word in (NB("changes.removed_word"), NB("changes.added_word")):
        assert re.search(rf'<span class="unseen">\W*{word}\W*</span>', shown["html"]), "for a screen reader"


# What other programs read

CHANGE = {
    "type": "object",
    "required": ["number", "title", "responsible", "kind", "from", "to", "reason", "was", "into"],
    "additionalProperties": False,
    "properties": {
        "number": {"type": "string"},
        "title": {"type": "string"},
        "responsible": {"type": "array", "items": {"type": "string"}},
        "kind": {"enum": [str(kind) for kind in Kind]},
        "from": {"type": ["string", "null"]},
        "to": {"type": ["string", "null"]},
        "reason": {"type": ["string", "null"]},
        "was": {"type": ["string", "null"]},
        "into": {"type": ["string", "null"]},
    },
}
LABEL = {
    "type": "object",
    "required": ["label"],
    "additionalProperties": False,
    "properties": {
        "label": {"type": "string"},
        "corrected": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    },
}
FACT = {
    "type": "object",
    "required": ["number", "field", "from", "to"],
    "additionalProperties": False,
    "properties": {"number": {"type": "string"}, "field": {"type": "string"}, "from": {}, "to": {}},
}
PROJECT = {
    "type": "object",
    "required": ["order", "title", "kind"],
    "additionalProperties": False,
    "properties": {
        "order": {"type": ["integer", "null"]},
        "title": {"type": "string"},
        "kind": {"enum": ["added", "removed", "changed", "reworded"]},
        "field": {"type": "string"},
        "from": {},
        "to": {},
    },
}
COUNTS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
PROMISE = {
    "type": "object",
    "required": ["number", "reason", "parts"],
    "properties": {
        "reason": {"type": ["string", "null"]},
        "parts": {"type": "array", "items": {"type": "object", "required": ["heading", "from", "to"]}},
    },
}
DIFF = {
    "type": "object",
    "required": [
        "version",
        "from",
        "to",
        "changes",
        "wording",
        "facts",
        "promises",
        "projects",
        "bodies",
        "summary",
        "by_responsible",
        "matrix",
        "counts",
        "incomparable",
    ],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "from": LABEL,
        "to": LABEL,
        "changes": {"type": "array", "items": CHANGE},
        "wording": {"type": "array", "items": {"type": "string"}},
        "facts": {"type": "array", "items": FACT},
        "promises": {"type": "array", "items": PROMISE},
        "projects": {"type": ["array", "null"], "items": PROJECT},
        "bodies": {"type": "array", "items": {"type": "object", "required": ["from", "to"]}},
        "summary": {
            "type": "object",
            "required": ["unchanged", *map(str, Kind)],
            "additionalProperties": {"type": "integer", "minimum": 0},
        },
        "by_responsible": {"type": "object", "additionalProperties": COUNTS},
        "matrix": {"type": "object", "additionalProperties": COUNTS},
        "counts": {
            "type": "object",
            "required": ["from", "to"],
            "additionalProperties": False,
            "properties": {"from": COUNTS, "to": COUNTS},
        },
        "incomparable": {
            "type": "object",
            "required": ["classes", "reordered"],
            "additionalProperties": False,
            "properties": {
                "classes": {"type": "array", "items": {"type": "string"}},
                "reordered": {"type": "boolean"},
            },
        },
    },
}


@pytest.mark.parametrize(
    "states", [("2023-03",), ("2021-03", "2022-03"), ("working", "2021-03"), ("2022-03", "2022-03")], ids=str
)
def test_the_json_has_the_promised_shape(states: tuple[str, ...]) -> None:
    data = json.loads(run("diff", *states, "--format", "json", cwd=EXAMPLE).out)
    jsonschema.validate(data, DIFF)
    assert data["from"]["label"] == states[0]
    assert data["to"]["label"] == (*states, "working")[1]
    for change in data["changes"]:
        assert (change["from"] is None) == (change["kind"] in ("added", "reported"))
        assert (change["to"] is None) == (change["kind"] in ("removed", "merged", "unreported"))


def test_the_json_counts_each_side_by_its_own_classes(shown: Mapping[str, str]) -> None:
    counts = json.loads(shown["json"])["counts"]
    pairs = {side: list(of.items()) for side, of in counts.items()}
    assert pairs == {
        "from": [
            ("Ikke startet", 1),
            ("Til vurdering", 1),
            ("Under planlegging", 4),
            ("Pågår", 9),
            ("Fullført", 1),
            ("Satt på vent", 1),
        ],
        "to": [
            ("Ikke startet", 2),
            ("Under planlegging", 4),
            ("Under gjennomføring", 6),
            ("Fullført", 3),
            ("Avsluttet uten gjennomføring", 1),
            ("Satt på vent", 1),
        ],
    }


# Histories

ROUNDS = ("2021-03", "2022-03", "2023-03", "2024-03")
BEGUN = ("Under gjennomføring", "ongoing")


def measures(report: Mapping[str, str]) -> dict[str, Any]:
    return {record["number"]: record for record in json.loads(report["status-report.json"])["measures"]}


@pytest.mark.parametrize(
    ("number", "history"),
    [
        ("1", [("Pågår", "ongoing"), *[("Fullført", "completed")] * 3]),
        ("5", [("Under planlegging", "in-preparation"), *[("Pågår", "ongoing")] * 2, BEGUN]),
        ("8", [("Ikke startet", "not-started"), *[("Under planlegging", "in-preparation")] * 2, BEGUN]),
        ("9", [*[("Pågår", "ongoing")] * 3, (None, None)]),
        (
            "10",
            [
                ("Ikke startet", "not-started"),
                *[("Til vurdering", "under-review")] * 2,
                ("Under planlegging", "in-preparation"),
            ],
        ),
        ("11", [("Pågår", "ongoing"), (None, None), ("Pågår", "ongoing")]),
        ("12", [("Ikke startet", "not-started")]),
    ],
)
def test_the_json_follows_a_measure_through_rounds_and_numbers(
    number: str, history: list[tuple[str | None, str | None]], report: Mapping[str, str]
) -> None:
    expected = [
        {"round": name, "status": word, "class_id": class_id}
        for name, (word, class_id) in zip(ROUNDS[-len(history) :], history, strict=True)
    ]
    assert measures(report)[number]["history"] == expected


def test_the_csv_carries_the_last_round_and_for_how_long_a_measure_stands_still(
    report: Mapping[str, str],
) -> None:
    rows = {row["number"]: row for row in csv.DictReader(io.StringIO(report["measures.csv"]))}
    found = {
        number: (row["previous_round"], row["previous_status"], row["rounds_standing"])
        for number, row in rows.items()
    }
    assert found == {
        "1": ("2023-03", "Fullført", "3"),
        "2": ("2023-03", "Under planlegging", "1"),
        "3": ("2023-03", "Pågår", "1"),
        "4": ("2023-03", "Pågår", "1"),
        "5": ("2023-03", "Pågår", "3"),
        "6": ("2023-03", "Pågår", "4"),
        "7": ("2023-03", "Ikke startet", "4"),
        "8": ("2023-03", "Under planlegging", "1"),
        "9": ("2023-03", "Pågår", ""),
        "10": ("2023-03", "Til vurdering", "1"),
        "11": ("2023-03", "", "1"),
        "12": ("", "", "1"),
        "13": ("2023-03", "Satt på vent", "1"),
        "14": ("2023-03", "Pågår", "2"),
        "16a": ("2023-03", "Pågår", "1"),
        "16b": ("2023-03", "Pågår", "1"),
        "17": ("2023-03", "Pågår", "1"),
        "18": ("2023-03", "Under planlegging", "1"),
    }


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("index.html", r"<dt>Historikk</dt><dd>(.*?)</dd>"),
        ("status-report.md", r"(?m)^- Historikk: (.*)$"),
    ],
)
def test_each_measure_but_the_new_one_shows_its_history(
    name: str, line: str, report: Mapping[str, str]
) -> None:
    histories = [record["history"] for record in measures(report).values() if record["number"] != "12"]

    def told(entry: dict[str, Any]) -> str:
        reasons = "".join(f" (rettet: {reason})" for reason in entry.get("corrected", ()))
        return f"{NB.round(entry['round'])}: {entry['status'] or 'ikke rapportert'}{reasons}"

    shown = [re.sub("<[^>]*>", "", cell) for cell in re.findall(line, report[name])]
    assert shown == ["; ".join(map(told, history)) for history in histories]
    assert [entry.get("corrected") for entry in measures(report)["2"]["history"]].count(None) == 3


def test_a_history_is_marks_in_a_row_each_by_the_scale_of_its_time(report: Mapping[str, str]) -> None:
    rows = re.findall(r"<dt>Historikk</dt><dd>(.*?)</dd>", report["index.html"])
    assert [row.count("<svg") for row in rows if "ikke rapportert" not in row] == [
        row.count(": <") for row in rows if "ikke rapportert" not in row
    ]
    (paused,) = (row for row in rows if row.endswith("Satt på vent</span>"))
    # Two bars where it was paused, a part of the circle where it was planned.
    assert paused.count("M6 4.5v7M10 4.5v7") == 1
    assert paused.count("stroke-dasharray") == 1


def test_what_stands_still_is_listed_with_its_rounds(report: Mapping[str, str]) -> None:
    part = report["status-report.md"].partition("### Tiltak som står stille")[2].partition("\n##")[0]
    rows = re.findall(r"\| ([0-9]+) \| \[(.*)\]\(.*\| ([0-9]+) \|", part)
    # What is completed (1) does not stand still, nor what is recurring (6: «Pågår»).
    assert rows == [("7", UNCHANGED["7"], "4"), ("5", "Gi kurs i digitale tjenester", "3")]


def test_without_an_earlier_round_there_is_no_chapter_and_no_history(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", round="2012-02")})
    files = rendered(root, load(root, catalogue("en")), formats=("md", "json", "csv"))
    text = files["status-report/status-report.md"].decode("utf-8")
    assert "## Alle tiltak" in text
    assert "Endringer" not in text
    assert "Historikk" not in text


# Besides statuses


@pytest.mark.parametrize("form", FORMATS)
def test_what_else_differs_is_told(form: str, shown: Mapping[str, str]) -> None:
    text = html.unescape(re.sub(r"<[^>]*>", "|", shown[form]))
    told = {
        "text": ["       Responsible: KF → KF, PB\n", "  HO Helse og omsorg → HO Helse og mestring\n"],
        "markdown": ["| Ansvarlig | KF | KF, PB |", "Helse og omsorg (HO) heter nå Helse og mestring (HO)."],
        "html": ["|KF, PB|", "Helse og omsorg (HO) heter nå Helse og mestring (HO)."],
        "json": ['"field": "responsible"', '"label": "Helse og mestring"'],
    }
    assert [words for words in told[form] if words not in text] == []


@pytest.mark.parametrize("form", [*FORMATS, "index.html", "status-report.md"])
def test_what_a_measure_promised_is_shown_word_by_word_with_the_reason(
    form: str, shown: Mapping[str, str], report: Mapping[str, str]
) -> None:
    text = shown.get(form) or report[form]
    readable = html.unescape(re.sub(r"<[^>]*>", "", text))
    for words in ("som møter innbyggere", "Kommunen kan bare kurse sine egne."):
        assert words in readable
    taken_out = {
        "text": "Alle [-som møter innbyggere-] {+ansatte+} i kommunens [-tjenester,-] {+tjenester+} skal",
        "markdown": "Alle ~~som møter innbyggere~~ **ansatte** i kommunens ~~tjenester,~~ **tjenester** skal",
        "html": "Alle [fjernet: som møter innbyggere] [lagt til: ansatte] i kommunens",
        "json": '"to": "Alle ansatte i kommunens tjenester skal',
    }
    same = {"index.html": "html", "status-report.md": "markdown"}
    assert taken_out[same.get(form, form)] in readable
    # What was merged or split has a new promise; that is the reason.
    assert not re.search("No reason is given|Begrunnelse er ikke oppgitt", readable)


@pytest.mark.parametrize("form", [*FORMATS, "index.html", "status-report.md"])
def test_what_became_of_each_body_s_measures_is_told(
    form: str, shown: Mapping[str, str], report: Mapping[str, str]
) -> None:
    text = html.unescape(re.sub(r"<[^>]*>", "|", shown.get(form) or report[form]))
    told = {
        "text": "  TD   1 advanced, 1 went back, 1 ended, 1 not reported, 1 with the same status\n",
        "json": '"TD": {\n      "advanced": 1,\n      "regressed": 1,\n      "ended": 1,\n      "unreported": 1,\n',
    }
    words = "1 gått fremover, 1 gått tilbake, 1 avsluttet, 1 ikke rapportert, 1 med samme status"
    assert told.get(form, words) in text


def test_a_field_alone_is_a_difference(tmp_path: Path) -> None:
    """A measure that went to another ministry is news, though its status stands."""
    old = small_plan(tmp_path / "old")
    new = small_plan(tmp_path / "new", {"content/measures/1.md": measure("1", responsible="[UD]")})
    for form in FORMATS:
        result = run("diff", str(old), str(new), "--exit-code", "--format", form, cwd=new)
        assert result.status == 1
        assert "JD" in result.out
        assert "UD" in result.out
    facts = json.loads(run("diff", str(old), str(new), "--format", "json", cwd=new).out)["facts"]
    assert facts == [{"number": "1", "field": "responsible", "from": ["JD"], "to": ["UD"]}]


def test_projects_are_compared_where_both_have_them(tmp_path: Path) -> None:
    old, new = with_project(tmp_path / "old"), with_project(tmp_path / "new")
    file = new / "content/projects/1.md"
    file.write_text(re.sub(r"(?m)^amount: .*$", "amount: 36887780", file.read_text("utf-8")), "utf-8")
    data = json.loads(run("diff", str(old), str(new), "--format", "json", cwd=new).out)
    (change,) = data["projects"]
    assert (change["kind"], change["field"], change["to"]) == ("changed", "amount", 36887780)
    for form in FORMATS:
        assert run("diff", str(old), str(new), "--exit-code", "--format", form, cwd=new).status == 1
    write(new, {"content/projects/2.md": project(2, title="Et nytt")})
    kinds = [
        c["kind"]
        for c in json.loads(run("diff", str(old), str(new), "--format", "json", cwd=new).out)["projects"]
    ]
    assert kinds == ["changed", "added"]
    assert run("round", "seal", cwd=old).status == 0
    assert json.loads(run("diff", "2012-02", "--format", "json", cwd=old).out)["projects"] is None
    assert "Projects are not compared" in run("diff", "2012-02", cwd=old).out


def test_where_no_measure_is_in_both_nothing_is_drawn_of_none(tmp_path: Path) -> None:
    old = small_plan(tmp_path / "old", {"content/measures/1.md": measure("1")})
    new = small_plan(tmp_path / "new", {"content/measures/2.md": measure("2")})
    for root, left in ((old, "2"), (new, "1")):
        (root / f"content/measures/{left}.md").unlink(missing_ok=True)
    page = run("diff", str(old), str(new), "--format", "html", cwd=new).out
    assert "overganger" not in page
    assert "<svg" not in page


def test_a_correction_is_told_with_its_reason(report: Mapping[str, str]) -> None:
    reason = "Tiltak 2 sto som planlagt, men planleggingen begynte først høsten 2022."
    for name in ("index.html", "status-report.md"):
        assert f"Rettet (mars 2022): {reason}" in report[name]
    assert f"Corrected (2022-03): {reason}" in run("diff", "2022-03", cwd=EXAMPLE).out
    found = json.loads(run("diff", "2022-03", "2023-03", "--format", "json", cwd=EXAMPLE).out)
    assert found["from"] == {"label": "2022-03", "corrected": [reason]}
    assert measures(report)["2"]["history"][1]["status"] == "Ikke startet"
    assert f"2022-03  sealed, 12 measures, 12 reported\n         corrected: {reason}\n" in (
        run("round", "list", cwd=EXAMPLE).out
    )


def test_many_that_were_not_reported_are_summed_up(tmp_path: Path) -> None:
    numbers = [str(n) for n in range(1, 8)]
    files = {f"content/measures/{n}.md": measure(n, round="2012-02") for n in numbers}
    root = small_plan(tmp_path, files)
    assert run("round", "seal", cwd=root).status == 0
    assert run("round", "open", "2013-02", cwd=root).status == 0
    text = run("diff", "2012-02", cwd=root).out
    assert "\nNot reported (7): 1, 2, 3, 4, 5, 6, 7. “statusreport todo” lists them.\n" in text
    page = run("diff", "2012-02", "--format", "markdown", cwd=root).out
    assert "Ikke rapportert denne gangen: 7 tiltak (nr. 1, 2, 3, 4, 5, 6 og 7)." in page
    assert "Tiltak med status før og nå" not in page
    assert "har ingen tiltak gått fremover eller tilbake. For de andre gjelder: 7 ikke rapportert." in page
    found = json.loads(run("diff", "2012-02", "--format", "json", cwd=root).out)
    assert (len(found["changes"]), found["summary"]["unreported"]) == (7, 7)
    findings = json.loads(run("check", "--format", "json", cwd=root).out)["findings"]
    assert [(f["code"], f["path"]) for f in findings] == [("R106", "statusreport.yaml")]


def test_states_are_called_as_wished(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    found = json.loads(run("diff", ".", "--label", "i fjor, i år", "--format", "json", cwd=root).out)
    assert (found["from"]["label"], found["to"]["label"]) == ("i fjor", "i år")
    assert run("diff", ".", "--label", "i fjor", cwd=root).out.startswith("i fjor → working (now)\n")
    assert (
        "Fra i fjor til i år" in run("diff", ".", "--label", "i fjor,i år", "--format", "html", cwd=root).out
    )
    assert run("diff", ".", "--label", "a,b,c", cwd=root).status == 2


# As approved


def test_what_readers_get_is_as_approved(
    shown: Mapping[str, str], report: Mapping[str, str], golden: Golden
) -> None:
    """The pages without their style sheet, which has nothing to do with rounds."""
    files = {FILES[form]: text for form, text in shown.items()} | dict(report)
    golden(
        {name: re.sub(r"(?s)<style>.*?</style>", "<style></style>", text) for name, text in files.items()},
        GOLDEN,
    )


# The plans to start from


def test_the_example_plan_has_no_errors() -> None:
    result = run("check", "--format", "json", cwd=EXAMPLE)
    found = json.loads(result.out)
    assert (result.status, found["summary"]["errors"]) == (0, 0)
    assert [(finding["code"], finding["path"]) for finding in found["findings"]] == [
        ("R106", "content/measures/09-stro-for-klokka-sju.md")
    ]


def test_a_new_plan_has_no_findings_and_builds_at_once(tmp_path: Path) -> None:
    assert run("init", "ny", cwd=tmp_path).status == 0
    root = tmp_path / "ny"
    result = run("check", cwd=root)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("No findings in ")
    built = run("build", "--format", "html,md,json,csv", cwd=root)
    assert (built.status, built.err) == (0, "")
    assert (root / "build/status-report/index.html").is_file()


def test_a_new_plan_goes_through_a_whole_year(tmp_path: Path) -> None:
    """Seal, open, collect, check and build: the routine, with a new plan."""
    assert run("init", ".", cwd=tmp_path).status == 0
    assert run("round", "seal", cwd=tmp_path).status == 0
    assert run("round", "open", "2026-03", cwd=tmp_path).status == 0
    waiting = json.loads(run("todo", "--format", "json", cwd=tmp_path).out)["unreported"]
    assert {row["last_round"] for row in waiting} == {"2025-03"}
    for file in (tmp_path / "content/measures").iterdir():
        text = file.read_text("utf-8")
        assert 'round: "2025-03"' in text
        file.write_text(text.replace('round: "2025-03"', 'round: "2026-03"'), "utf-8")
    assert json.loads(run("todo", "--format", "json", cwd=tmp_path).out)["unreported"] == []
    assert run("check", cwd=tmp_path).status == 0
    assert run("build", "--format", "md", cwd=tmp_path).status == 0
    assert run("diff", "2025-03", "--exit-code", cwd=tmp_path).status == 0
    assert run("round", "seal", cwd=tmp_path).status == 0
    assert run("round", "verify", cwd=tmp_path).out == "2 sealed rounds are as they were sealed.\n"


def test_a_changed_text_is_shown_without_its_markup(tmp_path: Path) -> None:
    """A reader of the page wants the words; an address that changed alone is shown, for nothing else did."""
    body = BODY.replace("i mai 2011", "i [mai](https://a.example) 2011")
    old = small_plan(tmp_path / "old", {"content/measures/1.md": measure("1", body=body)})
    for new_body, expected, hidden in (
        (body.replace("Det første", "Det *andre*"), "<del>", "https://a.example"),
        (body.replace("a.example", "b.example"), "https://b.example", "nothing of the kind"),
    ):
        new = small_plan(
            tmp_path / f"new-{len(new_body)}", {"content/measures/1.md": measure("1", body=new_body)}
        )
        page = run("diff", str(old), str(new), "--format", "html", cwd=old).out
        assert expected in page
        assert hidden not in page
        assert "*andre*" not in page
