"""Whatever lies in a plan's folder has a defined outcome: values as they were written, or faults at their place."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from conftest import missing
from hypothesis import example, given
from hypothesis import strategies as st
from pasted import REFUSED, lines, texts
from plans import BODY, PICTURES, measure, pipe, read_plan, small_plan, somebody_else, with_project, write

from statusreport.model.dataset import Dataset
from statusreport.model.plan import Plan
from statusreport.model.records import Chapter, Measure, Project
from statusreport.model.settings import Settings
from statusreport.reading.layout import find_root
from statusreport.reading.plan_file import PlanFault, read_settings
from statusreport.reading.records import read_chapter, read_dataset, read_measure, read_project
from statusreport.rules.engine import check, in_words
from statusreport.source import yaml_nodes as yamlnodes
from statusreport.source.faults import Fault, Source, UsageError
from statusreport.source.text import MAX_BYTES
from statusreport.words import catalogue

PLAN = b"title: Handlingsplan\nlanguage: nb\nround: 2012-02\n"
MEASURE = "---\nnumber: {number}\ntitle: {title}\nresponsible: {responsible}\nstatus: {status}\n{more}---\n"


def source_of(**values: str) -> bytes:
    usual = {"number": "7", "title": "Tittel", "responsible": "UD", "status": "Løpende", "more": ""}
    return MEASURE.format(**(usual | values)).encode("utf-8", "surrogatepass")


def measure_of(data: bytes) -> Measure:
    measure, _, faults = read_measure("content/measures/07.md", data)
    assert faults == ()
    assert measure
    return measure


def faults_of(data: bytes) -> list[tuple[str, str, int, int]]:
    _, _, faults = read_measure("content/measures/07.md", data)
    return [(f.name, f.variant, f.location.span.line, f.location.span.column) for f in faults]


def project_of(**values: str) -> tuple[Project, list[str]]:
    lines = "".join(f"{key}: {value}\n" for key, value in values.items())
    project, _, faults = read_project("content/projects/1.md", f"---\n{lines}---\n".encode())
    assert project
    return project, [fault.name for fault in faults]


# --- Values are what was written -----------------------------------------------------------------

AS_WRITTEN = [
    "NO", "no", "yes", "on", "Off", "true", "~", "null", "NULL", "012", "0o14", "0x1F", "1.10", "1_000",
    "1e3", ".inf", "1:30", "250.000", "2012-02", "2012-02-01", "2012-02-01T10:00:00Z", "=", "7", "-1", "+1",
    "«Sitat»", "“Sitat”", "A & B", "50 %", "a#b", "a:b", "kl. 10:30", "https://example.org/?a=b#c", "C:\\mappe",
    "=SUM(A1)", "<b>fet</b>", "a {{ b }}", "–", "9" * 5000, "Ærlig ørret på Ås",
]  # fmt: skip


@pytest.mark.parametrize("text", AS_WRITTEN, ids=lambda text: text[:20])
@pytest.mark.parametrize("quote", ["", "'"], ids=["plain", "quoted"])
def test_a_text_is_the_characters_that_were_written(text: str, quote: str) -> None:
    written = f"{quote}{text}{quote}"
    measure = measure_of(
        source_of(title=written, status=written, responsible=written, more=f"area: {written}\n")
    )
    assert (measure.title, measure.status, measure.area) == (text, text, text)
    assert measure.responsible == (text,)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (">-\n  Over to\n  linjer", "Over to linjer"),
        ("|\n  Over to\n  linjer\n", "Over to linjer"),
        ("Over to\n  linjer", "Over to linjer"),
        ('"Over to\n  linjer: nå"', "Over to linjer: nå"),
        ("'L''eau'", "L'eau"),
        ('"\\u00e6"', "æ"),
        ("Tittel  # en merknad", "Tittel"),
        ("   Tittel   ", "Tittel"),
    ],
)
def test_a_text_may_be_folded_quoted_and_commented(written: str, text: str) -> None:
    assert measure_of(source_of(title=written)).title == text


@pytest.mark.parametrize("number", ["7", "1.10", "012", "16a", "NO", "A.1.b", "٣", "9" * 5000])
def test_a_number_is_text(number: str) -> None:
    assert measure_of(source_of(number=number)).number == number


@pytest.mark.parametrize(
    ("written", "bodies"),
    [
        ("UD", ("UD",)),
        ("[UD, JD]", ("UD", "JD")),
        ("\n  - UD\n  - JD", ("UD", "JD")),
        ("\n- UD\n- JD", ("UD", "JD")),
        ("[NO, 'on', ~]", ("NO", "on", "~")),
        ("UD, JD", ("UD, JD",)),
        ("[]", ()),
        ("", ()),
    ],
)
def test_a_list_or_a_single_text(written: str, bodies: tuple[str, ...]) -> None:
    assert measure_of(source_of(responsible=written)).responsible == bodies


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("3688778", 3688778),
        ("3 688 778", 3688778),
        ('"3 688 778"', 3688778),
        ("3\u00a0688\u00a0778", 3688778),
        ("'3\u202f688\u202f778'", 3688778),
        ("3\u2009688 778", 3688778),
        ("0", 0),
        ("-500", -500),
        ("999999999999999", 999999999999999),
    ],
)
def test_an_amount_that_can_be_read_in_one_way(written: str, amount: int) -> None:
    assert project_of(amount=written)[0].amount == amount


@pytest.mark.parametrize(
    "written",
    ["250.000", "1,5", "1.5", "250,000", "250'000", "3.688.778,00", "1_000", "1e6", "0x10", "12 34", "3  688",
     "1 000 00", "kr 500", "37 mill", "½", "٣", "−500", "9" * 16, "9" * 5000, ".5", "~"],
)  # fmt: skip
def test_an_amount_that_is_refused(written: str) -> None:
    project, faults = project_of(amount=written)
    assert project.amount is None
    assert faults == ["ambiguous-amount"]


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("2006", ((2006, 2006),)),
        ("2005–2007", ((2005, 2007),)),
        ("2005-2007", ((2005, 2007),)),
        ("2005 – 2007", ((2005, 2007),)),
        ("2002, 2006–2008", ((2002, 2002), (2006, 2008))),
        ("2007–", ((2007, None),)),
        ("2007-", ((2007, None),)),
    ],
)
def test_a_period(written: str, spans: tuple[tuple[int, int | None], ...]) -> None:
    period = project_of(period=written)[0].period
    assert period
    assert period.spans == spans


@pytest.mark.parametrize(
    ("written", "day"),
    [("2012-02-29", date(2012, 2, 29)), ("'2012-02-29'", date(2012, 2, 29)), ("", None)],
)
def test_a_day(written: str, day: date | None) -> None:
    assert measure_of(source_of(more=f"completed: {written}\n")).completed == day


@pytest.mark.parametrize(
    "written", ["2023-14-05", "2011-02-29", "2012-2-9", "29.02.2012", "9999999999-01-01", "2012-W01-1", "~"]
)
def test_a_day_that_does_not_exist(written: str) -> None:
    assert [name for name, *_ in faults_of(source_of(more=f"completed: {written}\n"))] == ["invalid-date"]


def test_own_keys_are_kept_as_text() -> None:
    more = "x-note: {a: [1.10, NO, ~], b: ''}\nx-Merknad: 012\n"
    extra = measure_of(source_of(more=more)).extra
    assert extra == {"x-note": {"a": ["1.10", "NO", "~"], "b": ""}, "x-Merknad": "012"}


# --- Characters, lines and fences ----------------------------------------------------------------

SAME = source_of(title="Åpne ære", more="round: 2012-02\n").decode() + "\n## Status\n\nBlåbær.\n"


@pytest.mark.parametrize(
    "data",
    [
        SAME.encode(),
        b"\xef\xbb\xbf" + SAME.encode(),
        SAME.replace("\n", "\r\n").encode(),
        SAME.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", SAME).encode(),
        SAME.replace("---\n", "---  \t\n").encode(),
    ],
    ids=["plain", "byte-order mark", "CRLF", "CR", "NFD", "blanks behind the fence"],
)
def test_the_same_content_is_the_same_record(data: bytes) -> None:
    measure, same = measure_of(data), measure_of(SAME.encode())
    assert measure.source.spans == same.source.spans
    assert replace(measure, source=same.source) == same


def test_a_place_is_what_an_editor_shows() -> None:
    text = "\ufeff---\r\nnumber: 7\r\ntitle: Åpne\r\nresponsible: [UD, 'JD']\r\nstatus: Løpende  # nå\r\n---\r\nTekst\r\n"
    data = unicodedata.normalize("NFD", text).encode()
    measure = measure_of(data)
    places = {name: measure.source.at(name).span for name in ("title", "responsible.1", "status")}
    ends = {name: (s.line, s.column, s.end_line, s.end_column) for name, s in places.items()}
    assert ends == {"title": (3, 8, 3, 12), "responsible.1": (4, 19, 4, 23), "status": (5, 9, 5, 16)}
    assert measure.body.first_line == 7


def test_strange_line_ends_do_not_move_the_lines_below() -> None:
    data = source_of(title="A\u2028B", responsible="C\x85D", more="completed: i går\n")
    assert faults_of(data) == [
        ("control-character", "", 3, 9),
        ("control-character", "", 4, 15),
        ("invalid-date", "form", 6, 12),
    ]


def test_a_rule_in_the_body_is_no_fence() -> None:
    measure = measure_of(source_of() + "Før.\n\n---\n\nEtter --- her.\n\n--- ---\n".encode())
    assert measure.body.markdown == "Før.\n\n---\n\nEtter --- her.\n\n--- ---\n"


def test_hyphens_inside_a_value_are_no_fence() -> None:
    assert measure_of(source_of(title="A --- B", more="area: '---'\n")).area == "---"


def test_empty_lines_may_stand_above_the_fence() -> None:
    assert measure_of(b"\n\n" + source_of()).source.at("number").span.line == 4


# --- Slips in YAML are told in the same way whichever parser met them -------------------------------

SLIPS = [
    "title: Plan: en start", "title: “Plan: en start”", 'title: "Plan', 'title: "Plan\nstatus: "Løpende"',
    "title: 'Plan's start'", 'title: "Plan" nå', "title: [A, B", "title: {a: b", "title: @a", "title: `a`",
    "title: %a", "title: *a*", "title: **a**", "title: & a", "title: &a", "title: *a", "title: !a b", "title: | a",
    "title: > a", "title: , a", "title: ? a", "title: - a", "title: ] a", "title Plan", "title:Plan",
    "title:\n-A\n-B", "title: Plan\n  round: x", "title:\n  - A\n - B", "title: {{ a }}", "title: {% a %}",
    'title: "C:\\mappe"', "? [a]\n: b", "[a]: b", ": b", "title: [a: b: c]", "...\na: b", "- a", "<<<<<<< a",
    "title: a\n\n## Tiltak\n\nTekst.", "title: [a](b)", "a" * 2000 + ": b", "%YAML 9.9", "title: \t@a",
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[:20])
def test_a_slip_is_told_in_the_same_way_by_both_parsers(slip: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = f"---\nnumber: 7\n{slip}\nstatus: Løpende\n---\n".encode()
    told = []
    for loader in (yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        monkeypatch.setattr(yamlnodes, "_Loader", loader)
        record, _, faults = read_measure("a.md", data)
        assert record is None
        told.append(faults)
    assert told[0] == told[1] != ()


# --- Nothing takes long, nothing goes too deep -------------------------------------------------------

HUGE = {
    "brackets": b"title: " + b"[" * 200_000,
    "braces": b"title: " + b"{a: " * 200_000,
    "hyphens": b"title:\n" + b"- " * 200_000,
    "question marks": b"? " * 200_000,
    "digits": b"number: " + b"9" * 1_000_000,
    "a long key": b"a" * 1_000_000 + b": b",
    "blanks": b"title: a" + b" " * 1_000_000 + b": b",
    "quotes": b'title: "' * 100_000,
    "open quotes": b'title: "a\n' * 100_000,
    "open brackets": b"title: [\n" * 100_000,
    "null bytes": b"\x00\n" * 500_000,
    "amount": b"amount: " + b"1 " * 500_000,
    "conflicts": b"<<<<<<<\n" * 20_000,
}


@pytest.mark.parametrize("front", HUGE.values(), ids=HUGE.keys())
def test_a_hostile_file_is_refused_at_once(front: bytes) -> None:
    begun = time.process_time()
    _, _, faults = read_measure("a.md", b"---\n" + front + b"\n---\n")
    assert faults or front.startswith(b"number")
    assert time.process_time() - begun < 5


def test_a_file_over_the_limit_is_not_read() -> None:
    assert faults_of(b"a" * (MAX_BYTES + 1)) == [("too-large", "", 1, 1)]


# --- Files and folders -----------------------------------------------------------------------------

NAMES = [
    b"med blanke tegn.md", b"#1.md", b"100%.md", b"100%25.md", b"-rf.md", b"--help.md", b"a;b&c|d.md", b"$(x).md",
    b"'a'\"b\".md", b"\x1b[31mr\xc3\xb8d.md", b"linje\nskift.md", b"a\\b.md", "å.md".encode(),
    unicodedata.normalize("NFD", "å.md").encode(), b"latin-\xf8.md", b"MED.MD", "🚦.md".encode(), b"{{a}}.md",
    b"[a](b).md", b"a" * 252 + b".md", b"~a.md", b"*.md",
]  # fmt: skip


@pytest.fixture
def plan_root(tmp_path: Path) -> Path:
    (tmp_path / "statusreport.yaml").write_bytes(PLAN)
    for name in ("measures", "projects", "chapters", "figures"):
        (tmp_path / "content" / name).mkdir(parents=True)
    return tmp_path


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems compose names and refuse bytes")
def test_a_file_may_have_any_name(plan_root: Path) -> None:
    folder = os.fsencode(plan_root / "content" / "measures")
    for number, name in enumerate(NAMES):
        Path(os.fsdecode(folder + b"/" + name)).write_bytes(source_of(number=str(number)))
    plan = read_plan(plan_root)
    assert plan.faults == ()
    assert [measure.number for measure in plan.measures] == [str(n) for n in range(len(NAMES))]
    paths = [measure.source.path for measure in plan.measures]
    assert len(set(paths)) == len(NAMES)
    for path in paths:
        path.encode("utf-8")
    assert {finding.location.path for finding in check(plan, catalogue("en"))} <= {
        *paths,
        "statusreport.yaml",
    }


def test_leftovers_are_passed_over_and_nothing_else_is(plan_root: Path) -> None:
    folder = plan_root / "content" / "measures"
    for name in (".07.md.swp", "07.md~", "#07.md#", "~$07.docx", ".DS_Store", "Thumbs.db", "07.md.orig"):
        (folder / name).write_bytes(b"x")
    for name in ("07.txt", "07.md.docx", "md"):
        (folder / name).write_bytes(b"x")
    (folder / "2012").mkdir()
    assert [(f.name, f.variant, f.location.path) for f in read_plan(plan_root).faults] == [
        ("ignored-file", "office", "content/measures/07.md.docx"),
        ("ignored-file", "", "content/measures/07.txt"),
        ("ignored-file", "folder", "content/measures/2012"),
        ("ignored-file", "", "content/measures/md"),
    ]


def test_what_is_no_file_is_never_waited_for(plan_root: Path) -> None:
    folder = plan_root / "content" / "measures"
    pipe(folder / "pipe.md")
    (folder / "folder.md").mkdir()
    (folder / "broken.md").symlink_to("nowhere.md")
    (folder / "circle.md").symlink_to("circle.md")
    (folder / "device.md").symlink_to("/dev/zero")
    plan = read_plan(plan_root)
    assert [(f.name, f.location.path.rpartition("/")[2]) for f in plan.faults] == [
        ("unreadable-file", f"{name}.md") for name in ("broken", "circle", "device", "folder", "pipe")
    ]


def test_a_file_that_may_not_be_read() -> None:
    # The folders that pytest makes may be closed to others.
    with TemporaryDirectory() as folder:
        root = write(Path(folder), {"statusreport.yaml": PLAN, "content/measures/07.md": source_of()})
        root.chmod(0o755)
        (root / "content/measures/07.md").chmod(0)
        with somebody_else():
            if not os.access(root, os.R_OK | os.X_OK, effective_ids=True):
                missing("the temporary folder is closed to others")
            assert [fault.name for fault in read_plan(root).faults] == ["unreadable-file"]


def test_a_plan_without_content_folders_is_empty(tmp_path: Path) -> None:
    (tmp_path / "statusreport.yaml").write_bytes(PLAN)
    plan = read_plan(tmp_path)
    assert (plan.records, plan.faults) == ((), ())


@pytest.mark.parametrize("written", ["[]", "{}", "{measure: [], project: []}"])
def test_sections_may_ask_for_none(written: str) -> None:
    sections = read_settings(PLAN + f"sections: {written}\n".encode()).sections
    # Where an evaluation stands is no demand.
    assert not any(sections.get(kind) for kind in ("measure", "project"))


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "broken link"])
def test_a_plan_file_that_cannot_be_read(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "statusreport.yaml"
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        pipe(file)
    elif kind == "broken link":
        file.symlink_to("nowhere")
    with pytest.raises(UsageError, match=r"statusreport\.yaml"):
        read_plan(tmp_path)


def test_the_root_is_the_nearest_folder_upwards(plan_root: Path) -> None:
    assert find_root(plan_root / "content" / "measures") == plan_root
    with pytest.raises(UsageError):
        find_root(Path("/"))


def test_pictures_come_from_the_plan_only(plan_root: Path) -> None:
    (plan_root / "content" / "et bilde.svg").write_bytes(b"<svg/>")
    (plan_root / "content" / "circle.png").symlink_to("circle.png")
    (plan_root / "content" / "outside.png").symlink_to("/etc/hostname")
    (plan_root / "content" / "hemmelig.txt").write_bytes(b"x")
    targets = (
        "../et%20bilde.svg", "../circle.png", "../outside.png", "../../../../etc/passwd.png", "../missing.png",
        "/etc/hostname.png", "../hemmelig.txt", "a%00b.png", "//[b.png", "http://[b.png", "a" * 5000 + ".png",
        "https://example.org/a.png", "", "..", "data:image/png;base64,AAAA",
    )  # fmt: skip
    body = "\n\n".join(f"![bilde](<{target}>)" for target in targets)
    (plan_root / "content" / "measures" / "07.md").write_bytes(source_of() + body.encode())
    assert read_plan(plan_root).picture_files == {"content/et bilde.svg": b"<svg/>"}


# --- Any bytes give records or findings, never an exception -----------------------------------------

READERS: list[tuple[Callable[[str, bytes], tuple[Any, Source, tuple[Fault, ...]]], str]] = [
    (read_measure, "content/measures/a.md"),
    (read_project, "content/projects/a.md"),
    (read_chapter, "content/chapters/a.md"),
    (read_dataset, "content/figures/a.yaml"),
]

KEYS = st.sampled_from(
    [
        "number",
        "title",
        "responsible",
        "status",
        "round",
        "area",
        "reason",
        "completed",
        "evidence",
        "was",
        "waive",
        "order",
        "unit",
        "countries",
        "place",
        "region",
        "agreements",
        "partner",
        "period",
        "amount",
        "forms",
        "target_groups",
        "categories",
        "evaluations",
        "continues",
        "publication",
        "figures",
        "shares",
        "breakdowns",
        "published",
        "language",
        "expect",
        "statuses",
        "sections",
        "units",
        "partners",
        "source",
        "x-a",
        "titel",
        "id",
        "label",
        "terms",
        "aliases",
        "year",
        "month",
        "kind",
        "value",
        "part",
        "whole",
        "total",
        "parts",
        "vocabulary",
    ]
)
USUAL = [
    "", '""', "[]", "{}", "[a, b]", "{a: b}", "[{year: 2007}]", "[{year: 2007, month: 13}]", "\n  - a\n  - {b: c}",
    "{a: {label: b}}", "{a: {value: 1}}", "{measures: 1}", "{measure: [A]}", "1,5", "2005–2007", "2007–2005", "0",
    "front", "{T101: ''}", "{T101: x, X: y}", "[HR, xx]", "iom", "status-report", "{a: {part: b, whole: c}}",
    "{projects.count: 25}", "{a: {title: b, vocabulary: regions, total: 1, parts: {c: 2}}}", "|\n  a\n", ">-\n  a",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(AS_WRITTEN),
    st.sampled_from([slip.partition(": ")[2] or slip for slip in SLIPS]),
    st.sampled_from([*USUAL, "[[[[]]]]", '"\\ud800"', '"\\0"', '"\\x1b"', "\ta", "---"]),
    st.text(max_size=12),
    lines(*REFUSED, max_size=4),
)  # fmt: skip
BODIES = st.lists(
    texts(*REFUSED, max_size=4)
    | st.sampled_from(
        ["## Tiltak", "### Dypt", "# A", "[^a]", "[^a]: b", "![a](../b.png)", "[a](b.md#c)", "{figure}`a.b`", "<b>",
         "```{breakdown} a", "```", "> a", "- a", "| a |\n| - |\n| b |", "{{ a }}", "<<<<<<< a", "a\x0cb", "---",
         "Løpende 1 000 kr", "KOM og UD", "`a`", "\t", "    a", "[a]: b", "![](//[b)", "**a", "«a", "TODO",
         "{figure}`", "&#0;", "&#xD800;", "<!-- a", "http://[::", "\\", "$a$", "====", "~~a~~", "[](<>)"]
    ),
    max_size=8,
).map("\n".join)  # fmt: skip
LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", "", "  ", "- ", "\t"]),
        KEYS,
        st.sampled_from([": ", ": ", ": ", ":", " "]),
        VALUES,
    ).map("".join),
    max_size=8,
).map("\n".join)
# Most texts with a random slip are no YAML at all; these are, so that every rule meets strange records.
QUOTED = st.text(max_size=12).map(lambda text: "'" + text.replace("'", "''").replace("\n", " ") + "'")
USABLE = st.dictionaries(KEYS, st.sampled_from(AS_WRITTEN + USUAL) | QUOTED, max_size=12).map(
    lambda values: "\n".join(f"{key}: {value}" for key, value in values.items())
)
CONTENT = st.one_of(
    st.builds(lambda lines, body: f"---\n{lines}\n---\n{body}", USABLE, BODIES),
    st.builds(lambda lines, body: f"---\n{lines}\n---\n{body}", USABLE, BODIES),
    USABLE,
    st.builds(lambda lines, body: f"---\n{lines}\n---\n{body}", LINES, BODIES),
    st.builds(lambda lines, body: f"---\n{lines}\n{body}", LINES, BODIES),
    st.text(max_size=80).map(lambda text: f"---\n{text}\n---\n"),
    st.text(alphabet="-:[]{}\"'#&*!|>%@`,? \n\tab\x85\u2028\ufeff", max_size=60).map(lambda t: f"---\n{t}\n---\n"),
    LINES,
    st.text(max_size=60),
).map(lambda text: text.encode("utf-8", "surrogatepass"))  # fmt: skip
DATA = st.one_of(
    CONTENT, CONTENT, st.binary(max_size=60), st.binary(max_size=60).map(lambda b: b"---\n" + b + b"\n---\n")
)


def usual_settings() -> Settings:
    return read_settings(PLAN)


def assert_told(faults: tuple[Fault, ...], data: bytes) -> None:
    """Every fault has a text, and a place in the file."""
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in in_words(faults, catalogue("en")):
        span = finding.location.span
        assert finding.message
        assert 1 <= span.line <= span.end_line <= lines
        assert (1, 1) <= (span.line, span.column) <= (span.end_line, span.end_column)
        finding.message.encode("utf-8")


@given(DATA)
def test_any_file_gives_records_or_findings(data: bytes) -> None:
    found: dict[type, list[Any]] = {Measure: [], Project: [], Chapter: [], Dataset: []}
    faults: list[Fault] = []
    sources: dict[str, Source] = {}
    for read, path in READERS:
        record, source, more = read(path, data)
        assert record is not None or more, "what is no record is a fault"
        assert_told(more, data)
        faults += more
        sources[path] = source
        if record is not None:
            found[type(record)].append(record)
    plan = Plan(
        settings=usual_settings(),
        measures=tuple(found[Measure]),
        projects=tuple(found[Project]),
        chapters=tuple(found[Chapter]),
        datasets=tuple(found[Dataset]),
        faults=tuple(faults),
        sources=sources,
    )
    assert len(check(plan, catalogue("en"))) >= len(faults) or any(
        source.waivers for source in sources.values()
    )


@given(st.one_of(LINES.map(lambda text: PLAN.decode() + text), LINES, st.text(max_size=60)).map(
    lambda text: text.encode("utf-8", "surrogatepass")
) | st.binary(max_size=60))  # fmt: skip
@example(b"---")
def test_any_plan_file_gives_settings_or_findings(data: bytes) -> None:
    try:
        read_settings(data)
    except PlanFault as broken:
        assert broken.faults  # noqa: PT017 - there may be none
        assert_told(broken.faults, data)


def test_names_that_differ_only_in_how_a_letter_is_composed_are_the_same(tmp_path: Path) -> None:
    """Files from a Mac, a zip or a network drive: links, pictures, folders and what a dataset is called."""
    body = f"{BODY}\nSe [det andre](\u00e52.md) og [det samme](a\u030a2.md).\n\n![Hus](../../b\u00e5t/\u00e5s.png)\n"
    root = with_project(
        tmp_path,
        {
            "content/measures/1.md": measure("1", body=body),
            "content/measures/2.md": "",
            "content/measures/a\u030a2.md": measure("2"),
            "ba\u030at/a\u030as.png": PICTURES["png"],
            "content/figures/a\u030ar.yaml": "title: Tall\nsource: Rapporten\nfigures: {n: {value: 3}}\n",
        },
    )
    (root / "content/measures/2.md").unlink()
    plan = read_plan(root)
    assert check(plan, catalogue("en")) == ()
    assert set(plan.pictures) == {"b\u00e5t/\u00e5s.png"}
    assert [data.name for data in plan.datasets] == ["\u00e5r"]


def test_two_files_whose_names_look_alike_are_both_read(tmp_path: Path) -> None:
    root = small_plan(
        tmp_path, {"content/measures/\u00e5.md": measure("3"), "content/measures/a\u030a.md": measure("4")}
    )
    assert [found.number for found in read_plan(root).measures] == ["1", "2", "3", "4"]


FRONT_MATTER_SLIPS = [
    ("\nround: 2012-02", "\n\tround: 2012-02"),
    ("waive:\n  M105: Nummeret er brukt før.", "waive: M105: Nummeret er brukt før."),
    ("responsible: [JD, UD]", "responsible: JD og UD"),
    ("responsible: [JD, UD]", "responsible: JD, UD"),
    ("responsible: [JD, UD]", "responsible: [JD, UD, JD]"),
    ("status: Løpende", "status:\u00a0Løpende"),
    ("status: Løpende", "\u00a0status: Løpende"),
    ("status: Løpende", "status: Løpen\u00adde"),
    ("round: 2012-02", "round: 2012–02"),
    ("round: 2012-02", "round: 02.2012"),
    ("---\nnumber", " ---\nnumber"),
    ("\n---\n##", "\n ---\n##"),
]


@pytest.mark.parametrize(
    ("right", "slip"), FRONT_MATTER_SLIPS, ids=[repr(slip) for _, slip in FRONT_MATTER_SLIPS]
)
def test_a_slip_is_one_finding_and_its_advice_leads_to_none(right: str, slip: str, tmp_path: Path) -> None:
    fields = {"responsible": "[JD, UD]", "round": "2012-02", "waive": "\n  M105: Nummeret er brukt før."}
    file = measure("4", **fields).replace("waive: \n", "waive:\n")
    assert right in file
    root = small_plan(tmp_path, {"content/measures/4.md": file})
    assert check(read_plan(root), catalogue("en")) == ()
    (root / "content/measures/4.md").write_text(file.replace(right, slip, 1), "utf-8")
    (found,) = check(read_plan(root), catalogue("en"))
    begin = file.index(right) + len(right) - len(right.lstrip("\n"))
    assert found.location.span.line == file.count("\n", 0, begin) + 1
