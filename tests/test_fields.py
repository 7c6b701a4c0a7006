"""A field is declared once: what is read, what an editor's JSON Schema takes, what is sealed, compared and printed."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
import yaml
from conftest import ROOT, Golden
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from plans import measure, project, read_plan, run, small_plan, with_project, write

from statusreport.model.calendar import NamedRound
from statusreport.model.dataset import Dataset, Known, PublishedBreakdown, Ratio
from statusreport.model.field_json import Misfit, as_json
from statusreport.model.field_schema import object_schema, whole_schema
from statusreport.model.field_types import (
    LINK,
    Amount,
    Choice,
    Day,
    Due,
    Hyperlink,
    Keyed,
    ListOf,
    Markdown,
    Number,
    Object,
    Percent,
    RecordNumber,
    RoundId,
    Table,
    Text,
    TextList,
    Whole,
    Years,
)
from statusreport.model.field_types._scalar import SIGNS
from statusreport.model.field_values import read_fields
from statusreport.model.fields import EMPTY, Entry, Field, FieldType, FileLog, Json, Words, fields_of
from statusreport.model.own_fields import Declaration, OwnColumn, Required
from statusreport.model.period import Period
from statusreport.model.records import Chapter, Evaluation, Measure, Milestone, Project
from statusreport.model.settings import Imprint, Publisher
from statusreport.model.vocabulary import StatusClass, Term
from statusreport.model.when import When
from statusreport.reading.plan_fields import PLAN_FIELDS
from statusreport.reading.plan_file import read_settings
from statusreport.reading.records import file_fields
from statusreport.reading.schema import KINDS, schema
from statusreport.rounds.differences import differing_fields
from statusreport.rounds.states import state_of
from statusreport.source.yaml_nodes import Mapping, Node, YamlFault, compose

# What each declared field comes to


def names(fields: tuple[Field[object], ...]) -> set[str]:
    return {field.name for field in fields}


def test_what_was_decided_of_each_field(golden: Golden) -> None:
    """Whoever adds a field sees here what it comes to: kept in seals, a difference of its own, printed, a column."""
    rows = ["record key sealed compared fact column"]
    for record in (Measure, Milestone, Project, Evaluation):
        for field in fields_of(record):
            column = field.column.name if field.column else "-"
            kept = ("yes" if held and record is Measure else "-" for held in (field.sealed, field.compared))
            rows.append(" ".join((record.__name__, field.name, *kept, str(field.fact or "-"), column)))
    golden({"fields.txt": "\n".join(rows) + "\n"}, ROOT / "tests" / "golden" / "fields")


@pytest.mark.parametrize("record", [Measure, Milestone, Project, Evaluation])
def test_no_two_fields_have_one_place(record: type[Entry]) -> None:
    facts = [field.fact for field in fields_of(record) if field.fact is not None]
    columns = [field.column.place for field in fields_of(record) if field.column]
    assert (len(set(facts)), len(set(columns))) == (len(facts), len(columns))


# A value that a plan can give, for a field whose type allows any.
ANY = {
    Text: "Et eget ord",
    TextList: "[https://example.org/a]",
    Day: "2012-01-31",
    Due: "2012-Q1",
    Markdown: "Et **ord**",
    ListOf: "[{title: Del, due: 2011, status: Gjennomført, completed: 2011-12-01}]",
}
OWN = {
    "title_language": "nn", "responsible": "[UD, JD]", "status": "Gjennomført", "round": "2012-02", "was": "7",
    "theme": "innsyn", "started": "2011-06", "evidence": "[2.md, {url: https://example.org/b, title: Siden}]",
}  # fmt: skip
# Fields that a plan declares, one of each type, and a value of each.
DECLARED = """\
themes: {innsyn: Innsyn}
goals: {en: Mål en}
fields:
  measure:
"""
DECLARED_FIELDS: dict[str, tuple[str, str, Any]] = {
    "a_text": ("type: text", "NO", "NO"),
    "a_markdown": ("type: markdown", "Et *ord*", "Et *ord*"),
    "a_number": ("type: number", "1 250.5", 1250.5),
    "an_amount": ("type: amount, column: true", "3 688", 3688),
    "a_percent": ("type: percent", "12.5 %", 12.5),
    "a_date": ("type: date", "2012-01-31", "2012-01-31"),
    "a_due": ("type: due", "2012-Q1", "2012-Q1"),
    "a_period": ("type: period", "2011–2012", {"start": 2011, "end": 2012, "spans": [[2011, 2012]]}),
    "a_link": ("type: link", "https://example.org", "https://example.org"),
    "a_titled_link": (
        "type: link",
        "{url: https://example.org/b, title: Siden}",
        {"url": "https://example.org/b", "title": "Siden"},
    ),
    "a_term": ("type: term, vocabulary: goals", "Mål en", "en"),
    "texts": ("type: text, list: true", "[a, b]", ["a", "b"]),
    "terms": ("type: term, vocabulary: goals, list: true", "en", ["en"]),
    "days": ("type: date, list: true", "[2012-01-31]", ["2012-01-31"]),
    "a_table": (
        "type: table, columns: {name: text, target: {type: number, label: Måltall}}",
        "[{name: a, target: 1.5}, {name: b}]",
        [{"name": "a", "target": 1.5}, {"name": "b"}],
    ),
}
DECLARED += "".join(
    f"    {key}: {{label: Felt {key}, {how}}}\n" for key, (how, _, _) in DECLARED_FIELDS.items()
)


def test_what_a_field_says_reaches_seal_json_and_comparison(tmp_path: Any) -> None:
    """Each field with a value of its own, so that none can be mistaken for another."""
    fields = fields_of(Measure)
    said = {f.name: OWN.get(f.name) or ANY[type(f.type)] for f in fields if f.name != "number"}
    said |= {key: value for key, (_, value, _) in DECLARED_FIELDS.items()}
    files = {
        "content/measures/1.md": measure("1", **said),
        "content/measures/2.md": measure("2", round="2012-02", theme="innsyn"),
    }
    root = small_plan(tmp_path, files, plan=DECLARED)
    plan = read_plan(root)
    fields = plan.settings.measure_fields
    assert set(DECLARED_FIELDS) <= names(fields)
    for field in fields:
        assert field.of(plan.measures[0]) not in (None, "", ()), field.name
    assert run("round", "seal", cwd=root).status == 0
    sealed = json.loads((root / "content/rounds/2012-02.json").read_bytes())["measures"][0]
    declared = set(DECLARED_FIELDS)
    assert set(sealed) | declared == {f.name for f in fields if f.sealed} | {"sections", "hash", "fields"}
    assert all(sealed.values())
    assert all(sealed["fields"].values())
    assert state_of(plan, "2012-02").measures == read_plan(root).rounds[0].state.measures
    assert run("build", "status-report", "--format", "json", cwd=root).status == 0
    printed = json.loads((root / "build/status-report/status-report.json").read_bytes())["measures"][0]
    assert set(printed) >= names(fields_of(Measure))
    assert all(printed[field.name] for field in fields_of(Measure))
    assert printed["fields"] == {key: value for key, (_, _, value) in DECLARED_FIELDS.items()}
    plain = read_plan(small_plan(tmp_path / "plain"))
    before, after = (state_of(of, "x").measures[0] for of in (plain, plan))
    differing = differing_fields(before, after, state_of(plan, "x").fields)
    assert {found.field.name for found in differing} == {field.name for field in fields if field.compared}
    assert differing_fields(after, after, fields) == ()


# What the reader takes, the schema takes

RECORDS = [
    Chapter, Dataset, Declaration, Evaluation, Hyperlink, Imprint, Known, Measure, Milestone, NamedRound, OwnColumn, Project,
    PublishedBreakdown, Publisher, Ratio, StatusClass, Term,
]  # fmt: skip
TYPES: list[FieldType[object]] = [
    Text(),
    Choice(("front", "back")),
    RecordNumber(),
    RoundId(),
    TextList(),
    TextList(one=True),
    Whole(),
    Whole(1),
    Whole(1, 12),
    Whole(1900, 2999),
    Amount(),
    Day(),
    Due(),
    Number(),
    Percent(),
    Markdown(),
    Required(),
    Years(),
    LINK,
    ListOf(LINK, one=True),
    Object(Publisher, shorthand="name"),
    ListOf(Keyed((Field("a", Number(), ""), Field("b", Due(), "")))),
    ListOf(Day(), one=True),
    Object(Evaluation),
    Object(Known),
    Object(Term, shorthand="label"),
    ListOf(Object(Evaluation)),
    ListOf(Object(StatusClass), filled=True),
    Table(Text()),
    Table(Amount()),
    Table(Object(Ratio)),
    Table(Object(Term, shorthand="label")),
    Keyed((Field("a", Whole(), ""), Field("b", TextList(), ""))),
    Keyed((Field("a", Whole(), ""),), filled=True),
    Keyed((Field("a", TextList(), ""),), or_none=True),
]


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: version 1.2, core schema."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)
Yaml12.add_constructor("tag:yaml.org,2002:int", lambda loader, node: as_number(node.value, int))
Yaml12.add_constructor("tag:yaml.org,2002:float", lambda loader, node: as_number(node.value, float))


def as_number(text: str, number: type[int | float]) -> int | float:
    """A number that is spelled as plainly as can be, as in the docstring of `FieldType.schema`."""
    spelled = r"-?(0|[1-9][0-9]*)" if number is int else r"-?(0|[1-9][0-9]*)\.[0-9]*[1-9]"
    if not re.fullmatch(spelled, text) or text == "-0" or len(text) > 300:
        raise Respelled
    if number is float and len(text) > 15:
        raise Respelled
    return number(text)


class Respelled(Exception):
    """A number or null that an editor's YAML cannot tell from another spelling."""


def as_nothing(loader: yaml.SafeLoader, node: yaml.Node) -> None:
    if node.value:
        raise Respelled


Yaml12.add_constructor("tag:yaml.org,2002:null", as_nothing)


class File(FieldType[None]):
    """A file's front matter as a whole, held to what its fields require."""

    def __init__(self, record: type[Entry]) -> None:
        self.fields = file_fields(record)

    def read(self, node: Node, address: str, log: FileLog) -> None:
        assert isinstance(node, Mapping)
        values = read_fields(node, self.fields, log, address)
        for field in self.fields:
            if field.required and values.of(field) in EMPTY:
                log.missing(node, address, field.name)

    def schema(self, words: Words) -> dict[str, object]:
        return object_schema(self.fields, words)

    def from_json(self, data: Json) -> None:
        raise NotImplementedError


def takes(type_: FieldType[object], text: str) -> tuple[bool, bool]:
    """Whether the reader takes a piece of YAML, and whether the schema does."""
    try:
        node = compose(f"a: {text}\n")
        value = yaml.load(f"a: {text}\n", Yaml12)
    except (YamlFault, yaml.YAMLError, Respelled):
        assume(False)
    inner: Any = node.entries[0][1]  # type: ignore[union-attr]
    log = FileLog("a.yaml")
    type_.read(inner, "a", log)
    assume(not any(fault.name == "doubled-key" for fault in log.faults))
    validator = jsonschema.Draft202012Validator(whole_schema(type_.schema({})))
    return not log.faults, validator.is_valid(keyed(value["a"]))


def keyed(value: Any) -> Any:
    """A value as JSON has it: with texts for keys."""
    if isinstance(value, dict):
        return {str(key): keyed(inner) for key, inner in value.items()}
    return [keyed(item) for item in value] if isinstance(value, list) else value


SCALARS = st.one_of(
    st.sampled_from(
        ["", '""', "''", "' '", "NO", "yes", "true", "False", "1.5", "0", "1", "12", "13", "1899", "1900", "2999", "3000",
         "-1", "-0", '"1"', "'007'", "'12'", "1.10", "012", "1e3", "1_000", "0x1F", ".5", "~", "null", "Ж1", "٣", "A.1.b",
         "A..b", "½", "a b", "a_b", "_a", "2012-02", "2012-02-29", "2011-02-29", "'0000-01-01'", "1900-02-29", "2000-02-29",
         "2012-13-01", "2006", "2005–2007", "2005 -  2007", "2007–", "2002, 2006–2008", "2006,", "front", "' back '",
         "3 688 778", "3  688", "250.000", "1,5", "-500", "'3\u00a0688'", "999999999999999", "9999999999999999", "'\u00a02006'",
         "2014-Q2", "2014-Q5", "2014-13", "2013-2014", "2013 – 2014", "2014-06-31", "12 %", "12.5%", "12.5 %", "-3 688.25", "2.5",
         "a" * 60, "a" * 61, "9" * 60, "9" * 61, ">-\n  1\n", "|\n  2006\n", "'1 '", "x\u0301", "€", "a\u2009b"]
    ),
    st.integers(-(10**16), 10**16).map(str),
    st.integers(-(10**16), 10**16).map(lambda number: f"'{number}'"),
    st.integers(0, 3100).map(lambda number: f"'{number}'"),
    st.dates().map(str),
    st.text("0123456789 -–,.a", max_size=9).map(lambda text: f"'{text}'"),
    st.text(max_size=6).map(lambda text: "'" + text.replace("'", "''") + "'"),
)  # fmt: skip
KEYS = st.sampled_from(
    sorted({field.name for record in RECORDS for field in fields_of(record)} | {"a", "b", "x-a"})
)
NODES = st.recursive(
    SCALARS.filter(lambda text: "\n" not in text),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=4).map(
            lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}"
        )
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(st.sampled_from(TYPES), st.one_of(SCALARS, NODES))
@example(RecordNumber(), "Ж1")
@example(Whole(1), '"1"')
@example(TextList(one=True), "2040012")
@example(TextList(one=True), "2024")
@example(RoundId(), "a b")
@example(Table(Text(), key=RoundId()), "{2012-02: a}")
@example(Table(Text(), key=RoundId()), "{a b: a}")
@example(Amount(), '"1234 567"')
@example(ListOf(Object(Evaluation)), "")
@example(ListOf(Object(StatusClass), filled=True), "[]")
@example(ListOf(Object(StatusClass), filled=True), "")
@example(Years(), "'1899–2007'")
@example(Years(), "3000")
@example(Day(), "0204-02-29")
@example(Keyed((Field("a", TextList(), ""),), or_none=True), "[a]")
@example(Whole(1, 12), "'1'")
@example(Number(), "'250.000'")
@example(Number(), "2.125")
@example(Percent(), "'12,5 %'")
@example(Due(), "'2014-2013'")
@example(Due(), "2014")
@example(Object(Evaluation), "{year: }")
def test_the_reader_takes_what_the_schema_takes(type_: FieldType[object], text: str) -> None:
    reader, editor = takes(type_, text)
    assert reader == editor


@settings(deadline=None)
@given(st.data(), st.sampled_from(RECORDS))
def test_the_reader_takes_the_entries_that_the_schema_takes(data: st.DataObject, record: type[Entry]) -> None:
    """Entries with keys of their own, most of them filled as they should be."""
    usual = st.sampled_from(
        ["1", "2007", "Tekst", "[a, b]", "2012-02-29", "2005–2007", "{a: 1}", "count", "regions"]
    )
    keys = sorted(names(fields_of(record)))
    found = data.draw(st.dictionaries(st.sampled_from([*keys, "x-a"]), usual | SCALARS | NODES, max_size=6))
    text = "{" + ", ".join(f"{key}: {value}" for key, value in found.items() if "\n" not in value) + "}"
    reader, editor = takes(File(record), text)
    assert reader == editor


def test_a_day_is_one_of_the_calendar() -> None:
    day, last = date(1900, 1, 1), date(2105, 1, 31)
    days = set()
    while day <= last:
        days.add(day.isoformat())
        day += timedelta(1)
    years = (0, 204, 1899, *range(1900, 2105), 3000, 9999)
    months = (f"{year:04}-{month:02}" for year in years for month in range(14))
    for month in months:
        for number in range(33):
            text = f"{month}-{number:02}"
            assert bool(re.fullmatch(Day.PATTERN, text)) == (text in days), text


@pytest.mark.parametrize(
    ("least", "most"), [(0, None), (1, None), (1, 12), (0, 100), (95, 1203), (1900, 2999)]
)
def test_a_whole_number_is_within_its_limits(least: int, most: int | None) -> None:
    type_ = Whole(least, most)
    for number in (*range(3200), 10**15 - 1, 10**15):
        log = FileLog("a.yaml")
        node: Any = compose(f"a: {number}")
        value = type_.read(node.entries[0][1], "a", log)
        wanted = least <= number <= (10**15 - 1 if most is None else most)
        assert (value == number, not log.faults) == (wanted, wanted), number


def test_letters_and_digits_are_those_of_all_scripts() -> None:
    """One pattern for every engine of regular expressions, held against Unicode for the scripts of Europe."""
    letter = re.compile(f"[^{SIGNS}]")
    europe = [chr(code) for code in (*range(0x530), *range(0x1E00, 0x2000))]
    wrong = [
        char
        for char in europe
        if unicodedata.category(char) != "Cn" and bool(letter.fullmatch(char)) != char.isalnum()
    ]
    assert [char for char in wrong if unicodedata.category(char) not in ("Sk", "Mn")] == []
    for char in "٣字あ한אع":
        assert letter.fullmatch(char), char
    for char in "–—…€№☃\ufe0f\ue000":
        assert not letter.fullmatch(char), char


@pytest.mark.parametrize(
    ("written", "variant"),
    [
        ("250.000", ""), ("12'", "unreadable"), ("12'000", ""), ("12''000", "unreadable"), ("1 250,50", "decimals"),
        (" 1,5", "decimals"), ("'9 999 999 999 999 999'", "long"), ("kr 500", "currency"), ("37 mill", "scaled"),
    ],
)  # fmt: skip
def test_how_an_amount_was_perhaps_meant(written: str, variant: str) -> None:
    log = FileLog("a.yaml")
    node: Any = compose(f"a: {written}" if written[0] == "'" else f'a: "{written}"')
    assert Amount().read(node.entries[0][1], "a", log) is None
    assert [fault.variant for fault in log.faults] == [variant]


# Values come back from JSON

KEPT: list[tuple[FieldType[object], object]] = [
    (Text(), "NO"),
    (Choice(("a", "b")), "a"),
    (RecordNumber(), "1.10"),
    (RoundId(), "2012-02"),
    (TextList(), ("a", "b")),
    (Whole(), 7),
    (Amount(), -500),
    (Day(), date(2012, 2, 29)),
    (Due(), When.parse("2014-Q2")),
    (Number(), Decimal("12.5")),
    (Percent(), Decimal(45)),
    (Markdown(), "Et ord\n\nog ett til"),
    (Required(), True),
    (Required(), ("completed",)),
    (LINK, Hyperlink("a")),
    (LINK, Hyperlink("a", "b")),
    (Object(Milestone), Milestone("a", When.parse("2014"), "Løpende")),
    (ListOf(Keyed((Field("a", Number(), ""),))), ({"a": Decimal("0.125")}, {})),
    (Years(), Period(((2002, 2002), (2006, None)))),
    (Object(Evaluation), Evaluation(2007, None, "", ("A",), extra={"x-note": "b"})),
    (ListOf(Object(Evaluation)), (Evaluation(2007), Evaluation(2008, 3))),
    (Table(Amount()), {"a": 1}),
    (Keyed((Field("a", Whole(), ""), Field("b", Whole(), ""))), {"b": 2}),
]


@pytest.mark.parametrize(("type_", "value"), KEPT, ids=lambda kept: type(kept).__name__)
def test_a_value_comes_back_from_its_json(type_: FieldType[object], value: object) -> None:
    for nothing in (None, ""):
        data = json.loads(json.dumps(as_json(value, nothing)))
        again = type_.from_json(data)
        assert again == value
        assert getattr(again, "extra", {}) == getattr(value, "extra", {})


# What is no value of some type, and the types that read it all the same: any text is one, and keys may be unknown.
OTHER: list[tuple[Json, tuple[type, ...]]] = [
    (None, ()),
    (True, (Required,)),
    (1.5, (Number, Percent)),
    ("2012-02-30", (Text, Markdown, Choice, RecordNumber, RoundId)),
    ([[]], ()),
    ([{"a": []}], ()),
    ({"spans": 1}, (Table, Keyed)),
    ({"spans": [[True, 2012]]}, (Keyed,)),
    ({"spans": [[2012, 2013, 2014]]}, (Keyed,)),
    ({"year": ""}, (Keyed,)),
    ({"year": True}, (Keyed,)),
    ({"b": "x"}, ()),
    ({"b": True}, ()),
]


@pytest.mark.parametrize("type_", [type_ for type_, _ in KEPT], ids=lambda type_: type(type_).__name__)
@pytest.mark.parametrize(("data", "readers"), OTHER, ids=str)
def test_other_json_is_refused(type_: FieldType[object], data: Json, readers: tuple[type, ...]) -> None:
    # Where an entry may be written in short, any text is one.
    short = isinstance(data, str) and bool(getattr(type_, "shorthand", ""))
    if isinstance(type_, readers) or short:
        type_.from_json(data)
        return
    with pytest.raises((Misfit, ValueError)):
        type_.from_json(data)


def test_json_that_no_field_has_is_a_programming_error() -> None:
    with pytest.raises(TypeError):
        as_json(1.5j)
    assert issubclass(Misfit, ValueError)


# The editors' own keys


def test_the_editors_own_keys_are_kept(tmp_path: Any) -> None:
    own = "{label: Norad, x-own: '1'}"
    figures = (
        "title: Tall\nx-own: '2'\nfigures: {a: {value: 1, x-own: '3'}}\nshares: {b: {part: a, whole: a, x-own: '4'}}\n"
        "breakdowns: {c: {title: d, vocabulary: regions, total: 1, parts: {e: 1}, x-own: '5'}}\n"
    )
    root = with_project(
        tmp_path,
        {
            "content/projects/1.md": project(
                evaluations="[{year: 2007, x-own: [a, {b: c}]}]", continues="\nx-own: '6'"
            ),
            "content/chapters/1.md": "---\ntitle: Om\npublication: document-study\norder: 1\nx-own: '7'\n---\nOm.\n",
            "content/figures/tall.yaml": figures,
        },
        plan=f"x-own: '8'\nstatuses: [{{id: a, label: Løpende, x-own: '9'}}]\nregions: {{norad: {own}}}\n"
        "publications: {status-report: {title: A, x-own: '10'}}\n",
    )
    plan = read_plan(root)
    assert plan.faults == ()
    data = plan.datasets[0]
    holders: list[Any] = [
        plan.settings, plan.settings.statuses[0], next(iter(plan.settings.vocabulary("regions"))),
        plan.settings.imprints["status-report"], *plan.projects, *plan.projects[0].evaluations, *plan.chapters,
        data, data.figures["a"], data.shares["b"], data.breakdowns["c"],
    ]  # fmt: skip
    kept = [holder.extra["x-own"] for holder in holders]
    assert kept == ["8", "9", "1", "10", "6", ["a", {"b": "c"}], "7", "2", "3", "4", "5"]


def test_the_editors_own_keys_stand_in_the_json(tmp_path: Any) -> None:
    root = with_project(
        tmp_path,
        {"content/projects/1.md": project(evaluations="[{year: 2007, x-own: 1}]")},
        plan="x-plan: [2]\n",
    )
    assert run("build", "--format", "json", cwd=root).status == 0
    study = json.loads((root / "build/document-study/document-study.json").read_bytes())
    report = json.loads((root / "build/status-report/status-report.json").read_bytes())
    assert study["projects"][0]["evaluations"] == [
        {"year": 2007, "month": None, "kind": None, "evaluators": [], "x-own": "1"}
    ]
    assert study["x-plan"] == report["x-plan"] == ["2"]


# The schema of a plan


WORDS = """\
title: Plan
language: nb
round: 2012-02
statuses:
  - {id: a, label: Løpende, terms: [Under gjennomføring, "2012", "true", Ute til høring]}
responsible: {UD: {label: Utenriksdepartementet, aliases: [MFA (Oslo)]}}
forms: {kvinner: Kvinner}
"""


def plan_schema(kind: str) -> dict[str, object]:
    return schema(kind, "Title", read_settings(WORDS.encode()))


@pytest.mark.parametrize(
    ("kind", "key", "value", "valid"),
    [
        ("measure", "status", "Løpende", True),
        ("measure", "status", "Under  gjennomføring", True),
        ("measure", "status", "Under\u00a0gjennomføring", True),
        ("measure", "status", "Ute til høring", True),
        ("measure", "status", "Ute\u202ftil\u00a0høring", True),
        ("measure", "status", 2012, True),
        ("measure", "status", True, True),
        ("measure", "status", "Utsatt", False),
        ("measure", "responsible", "UD", True),
        ("measure", "responsible", ["Utenriksdepartementet", "MFA (Oslo)"], True),
        ("measure", "responsible", ["JD"], False),
        ("measure", "responsible", [""], False),
        ("project", "forms", ["kvinner", "Kvinner"], True),
        ("project", "forms", ["menn"], False),
        ("project", "categories", ["whatever"], True),
        ("plan", "rounds", {"2022-Q3": "tredje kvartal", "2": {"date": "2022-12-31"}}, True),
        ("plan", "rounds", {"tredje kvartal": "2022"}, False),
    ],
)
def test_the_schema_of_a_plan_knows_its_words(kind: str, key: str, value: object, valid: bool) -> None:
    properties = plan_schema(kind)
    jsonschema.Draft202012Validator.check_schema(properties)
    validator = jsonschema.Draft202012Validator({**properties, "required": []})
    assert validator.is_valid({key: value}) == valid


@pytest.mark.parametrize("status", ["Ute til høring", "Ute\u00a0til\u2009høring", "Ute\u2009til  høring"])
def test_a_blank_of_another_kind_makes_no_other_word(status: str) -> None:
    settings = read_settings(WORDS.replace("[MFA (Oslo)]", "[MFA\u00a0(Oslo)]").encode())
    found = settings.status_class(status)
    assert found
    assert found.id == "a"
    assert settings.responsible
    assert settings.responsible.find("MFA (Oslo)") == settings.responsible.find("MFA\u2009(Oslo)") is not None


def test_the_command_prints_the_words_of_the_plan_it_stands_in(tmp_path: Any) -> None:
    write(tmp_path / "plan", {"statusreport.yaml": WORDS})
    for kind in KINDS:
        here, elsewhere = (run("schema", kind, cwd=tmp_path / folder) for folder in ("plan", "."))
        assert (here.status, here.err, elsewhere.status, elsewhere.err) == (0, "", 0, "")
        assert ("Utenriksdepartementet" in here.out) == (kind == "measure")
        assert "Utenriksdepartementet" not in elsewhere.out
    write(tmp_path / "plan", {"statusreport.yaml": "title: [\n"})
    broken = run("schema", "measure", cwd=tmp_path / "plan")
    assert (broken.status, broken.err) == (0, "")
    assert broken.out == run("schema", "measure", cwd=tmp_path).out


def test_every_kind_of_file_declares_each_key_once() -> None:
    for kind, fields in {**KINDS, "plan": PLAN_FIELDS}.items():
        assert len(names(fields)) == len(fields), kind
