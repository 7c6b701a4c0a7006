"""Sealed rounds, and the states a plan can be compared in: what is kept of a round, and what is found again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pasted import REFUSED, lines, texts
from plans import (
    PLAN,
    by_number,
    commit,
    contents,
    git_alone,
    measure,
    read_plan,
    real_plan,
    sealed_anew,
    small_plan,
    tree,
    write,
)
from plans import git as git_in

from statusreport.api import sentence
from statusreport.model.field_types import Hyperlink
from statusreport.model.plan import Plan
from statusreport.model.state import Reported, State
from statusreport.reading.folder import read_tree
from statusreport.reading.plan_file import read_settings
from statusreport.reading.records import read_measure
from statusreport.rounds import seal as seal_module
from statusreport.rounds.comparison import WITH_REASON, Kind, compare
from statusreport.rounds.differences import same
from statusreport.rounds.seal import Content, read_round, seal
from statusreport.rounds.states import earlier_rounds, state_of
from statusreport.rules.engine import check
from statusreport.source.faults import Fault, UsageError
from statusreport.source.git_tree import GitTree
from statusreport.source.tree import Folder
from statusreport.tasks.diff import Found, find_state
from statusreport.tasks.rounds import new_seal
from statusreport.words import catalogue

NAME = "2012-02"
PATH = f"content/rounds/{NAME}.json"
EXAMPLE = ROOT / "examples" / "rounds"
TEXTS = """\
Det som står over den første overskriften.

## Tiltak

Et sted å bo, «trygt» og "varmt" – \\ også om natten.

- en
- to

## Status

Se [tiltak 2](2.md).

```
kode
```
"""


def full_plan(root: Path) -> Path:
    """A plan whose measures say everything that a measure can."""
    return small_plan(
        root,
        {
            "content/measures/1.md": measure(
                "1.10",
                title="'Hjelp: #1, 100 % «trygt»'",
                responsible="[JD, UD]",
                round=NAME,
                area="Forebygging",
                reason="Huset brant.",
                completed="2012-01-31",
                evidence="[https://example.org/a, https://example.org/b]",
                was="7",
                body=TEXTS,
            ),
            "content/measures/3.md": measure("3a", round="2011-02", body=""),
            "content/measures/4.md": measure("4", status=""),
        },
    )


def sealed(root: Path) -> bytes:
    return seal(read_plan(root))


def kept(plan: Plan) -> State:
    """What a seal keeps of a plan: everything but its projects."""
    return replace(state_of(plan, NAME), projects=None)


def read(data: bytes, path: str = PATH) -> tuple[State | None, tuple[Fault, ...]]:
    found, _, faults = read_round(path, data)
    return found.state if found else None, faults


# What a seal keeps


def test_a_seal_gives_back_what_was_sealed(tmp_path: Path) -> None:
    plan = read_plan(full_plan(tmp_path))
    state, faults = read(seal(plan))
    assert (state, faults) == (kept(plan), ())
    assert state
    assert by_number(state)["1.10"] == Reported(
        number="1.10",
        title="Hjelp: #1, 100 % «trygt»",
        responsible=("JD", "UD"),
        status="Løpende",
        round=NAME,
        area="Forebygging",
        reason="Huset brant.",
        completed=date(2012, 1, 31),
        evidence=(Hyperlink("https://example.org/a"), Hyperlink("https://example.org/b")),
        was=("7",),
        sections={
            "": "Det som står over den første overskriften.",
            "Tiltak": 'Et sted å bo, «trygt» og "varmt" – \\ også om natten.\n\n- en\n- to',
            "Status": "Se [tiltak 2](2.md).\n\n```\nkode\n```",
        },
    )
    assert by_number(state)["3a"].reported_status is None
    assert (by_number(state)["3a"].status, by_number(state)["3a"].round) == ("Løpende", "2011-02")
    assert (by_number(state)["4"].reported_status, by_number(state)["4"].status) == (None, "")


def test_the_real_plan_comes_back_from_its_seal(tmp_path: Path) -> None:
    plan = read_plan(real_plan(tmp_path))
    assert read(seal(plan)) == (kept(plan), ())


@given(lines(), texts(*REFUSED), st.sampled_from(["", "## A\n\n"]))
def test_any_text_comes_back_from_its_seal(words: str, text: str, heading: str) -> None:
    title = json.dumps(words, ensure_ascii=False)
    file = measure(title=title, reason=title, body=f"{heading}{text}\n")
    record, _, _ = read_measure("content/measures/1.md", file.encode())
    assert record is not None
    plan = Plan(settings=read_settings(PLAN.encode()), measures=(record,))
    assert read(seal(plan)) == (kept(plan), ())


def test_a_seal_keeps_the_words_of_its_time(tmp_path: Path) -> None:
    scale = "statuses:\n  - {id: a, label: Rød}\n  - {id: b, label: Grønn, terms: [Gul, Blå]}\n"
    small_plan(tmp_path, {"content/measures/1.md": measure(status="Gul")}, plan=scale)
    data = sealed(tmp_path)
    state, _ = read(data)
    assert state
    assert state.statuses == read_plan(tmp_path).settings.statuses
    assert state.class_of("Gul") == state.statuses[1]
    labels = {short: term["label"] for short, term in json.loads(data)["responsible"].items()}
    assert labels == {"JD": "Justisdepartementet", "UD": "Utenriksdepartementet"}


def test_the_texts_of_a_doubled_heading_are_all_kept(tmp_path: Path) -> None:
    body = "## Status\n\nFørst.\n\n## Tiltak\n\nHus.\n\n## Status\n\nSå.\n"
    state, _ = read(sealed(small_plan(tmp_path, {"content/measures/1.md": measure(body=body)})))
    assert state
    assert by_number(state)["1"].sections == {"Status": "Først.\n\nSå.", "Tiltak": "Hus."}


# The same content gives the same seal


def test_the_order_of_files_and_keys_does_not_matter(tmp_path: Path) -> None:
    one = sealed(full_plan(tmp_path / "one"))
    other = full_plan(tmp_path / "other" / "elsewhere")
    folder = other / "content/measures"
    for number, file in enumerate(sorted(folder.iterdir(), reverse=True)):
        _, front, body = file.read_text("utf-8").split("---\n", 2)
        keys = "".join(sorted(front.splitlines(keepends=True)))
        (folder / f"{number}-renamed.md").write_text(f"---\n# Ny rekkefølge\n{keys}---\n{body}", "utf-8")
        file.unlink()
    plan_file = (other / "statusreport.yaml").read_text("utf-8")
    bodies = "{JD: Justisdepartementet, UD: Utenriksdepartementet}"
    assert bodies in plan_file
    plan_file = plan_file.replace(bodies, "{UD: Utenriksdepartementet, JD: Justisdepartementet}")
    (other / "statusreport.yaml").write_text("".join(sorted(plan_file.splitlines(keepends=True))), "utf-8")
    assert sealed(other) == one


def test_how_a_file_was_saved_does_not_matter(tmp_path: Path) -> None:
    one = sealed(full_plan(tmp_path / "one"))
    other = full_plan(tmp_path / "other")
    for file in other.rglob("*.*"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert sealed(other) == one


def test_sealing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    full_plan(tmp_path)
    first = sealed(tmp_path)
    write(tmp_path, {PATH: first})
    assert sealed(tmp_path) == first
    assert read_plan(tmp_path).rounds[0].state == kept(read_plan(tmp_path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Hjelpe ofre 1", "title: Hjelpe ofre"),
        ("responsible: [JD]", "responsible: [UD]"),
        ("status: Løpende", "status: Under gjennomføring"),
        ("number: 1", "number: 01"),
        ("number: 1", "number: 1\nround: 2011-02"),
        ("number: 1", "number: 1\narea: Forebygging"),
        ("number: 1", "number: 1\nreason: Huset brant."),
        ("number: 1", "number: 1\ncompleted: 2012-01-01"),
        ("number: 1", "number: 1\nevidence: https://example.org"),
        ("number: 1", "number: 1\nwas: 2"),
        ("mai 2011", "juni 2011"),
        ("## Status", "## Statusen"),
    ],
)
def test_whatever_was_published_of_a_measure_is_in_its_seal(tmp_path: Path, old: str, new: str) -> None:
    small_plan(tmp_path)
    before = json.loads(sealed(tmp_path))
    file = tmp_path / "content/measures/1.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    after = json.loads(sealed(tmp_path))
    assert before["hash"] != after["hash"]
    hashes = [[found["hash"] for found in content["measures"]] for content in (before, after)]
    assert [one == other for one, other in zip(*hashes, strict=True)] == [False, True]


def test_marking_the_language_of_words_changes_no_seal(tmp_path: Path) -> None:
    before = sealed(small_plan(tmp_path))
    file = tmp_path / "content/measures/1.md"
    text = file.read_text("utf-8")
    marked = text.replace("huset ble åpnet", "[[huset](2.md) ble]{lang=en} [åpnet [i]{lang=fr}]{lang=en}")
    assert text.replace("huset ble åpnet", "[huset](2.md) ble åpnet i") != text != marked
    file.write_text(text.replace("huset ble åpnet", "[huset](2.md) ble åpnet i"), "utf-8")
    plain = sealed(tmp_path)
    file.write_text(marked, "utf-8")
    assert sealed(tmp_path) == plain != before


def test_a_seal_holds_code_as_it_is_written(tmp_path: Path) -> None:
    text = "`[ord]{lang=en}` og `` {figure}`measures.count` `` over\n`to [linjer]{lang=en}\nmed` kode."
    body = f"## Tiltak\n\n{text}\n\n## Status\n\nTekst.\n"
    small_plan(tmp_path, {"content/measures/1.md": measure(body=body)})
    told = json.loads(sealed(tmp_path))["measures"][0]["sections"]
    assert told[0] == ["Tiltak", text]


# What was sealed is read for ever

SEALS = ROOT / "tests" / "seals"


def test_a_seal_of_version_1_is_read_and_nothing_of_it_is_lost(tmp_path: Path) -> None:
    plan = read_plan(full_plan(tmp_path))
    first = (SEALS / "version-1.json").read_bytes()
    assert read(first) == (kept(plan), ())
    old, new = json.loads(first), json.loads(seal(plan))
    for then, now in zip(old["measures"], new["measures"], strict=True):
        same = {key for key in then if key not in ("hash", "was")}
        assert {key: now[key] for key in same} == {key: then[key] for key in same}
        assert now["was"] == ([then["was"]] if then["was"] else [])
    same = old.keys() - {"hash", "version", "measures", "statuses", "responsible"}
    assert {key: new[key] for key in same} == {key: old[key] for key in same}


PUBLISHED = [*ROOT.glob("content/rounds/*.json"), *ROOT.glob("examples/*/content/rounds/*.json")]


@pytest.mark.parametrize("file", sorted(PUBLISHED), ids=lambda file: file.stem)
def test_the_seals_that_are_published_are_read(file: Path) -> None:
    state, faults = read(file.read_bytes(), f"content/rounds/{file.name}")
    assert state
    assert (state.round, faults) == (file.stem, ())
    assert all(measure.title and measure.sections for measure in state.measures)


def test_a_field_that_a_seal_does_not_know_is_empty(tmp_path: Path) -> None:
    """As every field is to the seals of before it was declared; what is empty is no other content."""
    root = small_plan(tmp_path)
    content = json.loads(sealed(root))
    for found in content["measures"]:
        for name in ("area", "completed", "evidence"):
            del found[name]
    older = sealed_anew(content)
    assert older != sealed(root)
    state, faults = read(older)
    assert (state, faults) == (kept(read_plan(root)), ())
    write(root, {PATH: older})
    assert new_seal(read_plan(root)) is None
    assert "changed-after-seal" not in {finding.name for finding in check(read_plan(root), catalogue("en"))}


def test_the_order_of_a_plans_words_does_not_make_its_state_another_one(tmp_path: Path) -> None:
    words = """\
responsible: {UD: Utenriksdepartementet, JD: Justisdepartementet}
themes: {vern: Vern, hjelp: Hjelp}
groups: {voksne: Voksne, barn: Barn}
fields: {measure: {group: {label: Gruppe, type: term, vocabulary: groups}}}
"""
    plan_file = PLAN.replace("responsible: {JD: Justisdepartementet, UD: Utenriksdepartementet}\n", words)
    assert words in plan_file
    root = write(tmp_path, {"statusreport.yaml": plan_file, "content/measures/1.md": measure("1")})
    plan = read_plan(root)
    state, _ = read(seal(plan))
    assert state
    assert same(state, state_of(plan, NAME))
    for old, new in (
        ("Utenriks", "Utenriks- og "),
        ("voksne: Voksne", "voksne: Alle"),
        ("vern: V", "vern: v"),
    ):
        write(root, {"statusreport.yaml": plan_file.replace(old, new)})
        assert not same(state, state_of(read_plan(root), NAME))


def test_another_content_is_not_sealed_over(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    write(root, {PATH: sealed(root), "content/measures/1.md": measure("1", area="Forebygging")})
    with pytest.raises(UsageError):
        new_seal(read_plan(root))
    write(root, {"content/measures/1.md": measure("1")})
    assert new_seal(read_plan(root)) is None
    file = root / "statusreport.yaml"
    file.write_text(file.read_text("utf-8").replace("Justisdepartementet", "Justis"), "utf-8")
    with pytest.raises(UsageError):
        new_seal(read_plan(root))


def test_an_older_version_goes_through_every_upgrade_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is proven on the content as it stands in the file, before it is upgraded."""
    data = sealed(small_plan(tmp_path))

    def second(content: Content) -> Content:
        return {**content, "title": f"{content['title']}, 2"}

    def third(content: Content) -> Content:
        return {**content, "title": f"{content['title']}, 3"}

    monkeypatch.setattr(seal_module, "UPGRADES", (second, third))
    monkeypatch.setattr(seal_module, "VERSION", 3)
    titles = []
    for version in (1, 2, 3):
        state, faults = read(sealed_anew({**json.loads(data), "version": version}))
        assert faults == ()
        assert state
        titles.append(state.title)
    assert titles == ["Handlingsplan, 2, 3", "Handlingsplan, 3", "Handlingsplan"]


@pytest.mark.parametrize("version", [0, 3, 99, "1", True, None, 1.5])
def test_a_version_that_is_not_known_yet_is_not_found(tmp_path: Path, version: object) -> None:
    data = sealed_anew({**json.loads(sealed(small_plan(tmp_path))), "version": version})
    state, faults = read(data)
    assert state is None
    assert [(fault.name, fault.variant) for fault in faults] == [("broken-seal", "version")]


def test_a_value_that_no_field_can_have_is_no_seal(tmp_path: Path) -> None:
    content = json.loads(sealed(small_plan(tmp_path)))
    content["measures"][0]["completed"] = "2012-02-30"
    state, faults = read(sealed_anew(content))
    assert state is None
    assert [fault.name for fault in faults] == ["broken-seal"]


# Edited seals


@pytest.fixture(scope="module")
def small_seal(tmp_path_factory: pytest.TempPathFactory) -> str:
    scale = "statuses: [{id: a, label: Rød}]\n"
    files = {
        "content/measures/1.md": measure(status="Rød", body="## A\n\nEt «hus».\n", evidence="http://a.no"),
        "content/measures/2.md": measure("2", status="Rød", body=""),
    }
    return sealed(small_plan(tmp_path_factory.mktemp("plan"), files, plan=scale)).decode("utf-8")


def edits(text: str) -> Iterator[str]:
    """Every text that one character taken out, put in or replaced makes."""
    for index, char in enumerate(text):
        yield text[:index] + text[index + 1 :]
        yield text[:index] + "5" + text[index:]
        yield text[:index] + ("7" if char != "7" else "8") + text[index + 1 :]
        yield text[:index] + char.swapcase() + text[index + 1 :]


def test_every_edit_of_one_character_is_found(small_seal: str) -> None:
    """Save for blanks between the values: what was sealed is what is read."""
    content = json.loads(small_seal)
    for edited in edits(small_seal):
        _, faults = read(edited.encode("utf-8"))
        if faults:
            assert {fault.name for fault in faults} <= {"broken-seal", "edited-seal", "misplaced-seal"}
        else:
            assert json.loads(edited) == content


def test_every_seal_that_breaks_off_is_found(small_seal: str) -> None:
    data = small_seal.rstrip().encode("utf-8")
    assert read(data)[1] == ()
    for length in range(len(data)):
        state, faults = read(data[:length])
        assert state is None
        assert [fault.name for fault in faults] == ["broken-seal"]


def test_the_message_names_the_measure_that_differs(tmp_path: Path, small_seal: str) -> None:
    for place, measures in enumerate(json.loads(small_seal)["measures"]):
        for key, value in measures.items():
            edited = json.loads(small_seal)
            one_more = ["x", "y"] if key == "sections" else "x"
            edited["measures"][place][key] = [*value, one_more] if isinstance(value, list) else f"{value}x"
            _, faults = read(json.dumps(edited).encode("utf-8"))
            assert [(fault.name, fault.variant) for fault in faults] == [("edited-seal", "measures")], key
            assert faults[0].params["measures"] == edited["measures"][place]["number"]
    write(small_plan(tmp_path), {PATH: small_seal.replace("Et «hus»", "To «hus»")})
    messages = [f.message for f in check(read_plan(tmp_path), catalogue("en")) if f.name == "edited-seal"]
    assert messages == ["The sealed round was edited after it was sealed: measure 1."]


@pytest.mark.parametrize("key", ["title", "responsible", "statuses", "measures", "round", "hash"])
def test_an_edit_beside_the_measures_is_found(small_seal: str, key: str) -> None:
    content = json.loads(small_seal)
    content[key] = content[key][:-1] if isinstance(content[key], (str, list)) else {}
    _, faults = read(json.dumps(content).encode("utf-8"))
    assert ("edited-seal", "") in [(fault.name, fault.variant) for fault in faults]


def test_a_measure_put_into_a_seal_is_found(small_seal: str) -> None:
    content = json.loads(small_seal)
    content["measures"].append(content["measures"][0])
    _, faults = read(json.dumps(content).encode("utf-8"))
    assert [fault.name for fault in faults] == ["edited-seal"]


@pytest.mark.parametrize("key", ["version", "round", "title", "statuses", "measures", "hash"])
def test_a_seal_without_one_of_its_parts_is_broken(small_seal: str, key: str) -> None:
    content = json.loads(small_seal)
    del content[key]
    state, faults = read(json.dumps(content).encode("utf-8"))
    assert state is None
    assert [fault.name for fault in faults] == ["broken-seal"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"\xff\xfe",
        b"\x00",
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"version": 1}',
        b"1e999",
    ],
)
def test_whatever_is_no_seal_is_broken(data: bytes) -> None:
    state, faults = read(data)
    assert state is None
    assert [fault.name for fault in faults] == ["broken-seal"]


def test_half_a_character_in_a_seal_is_no_text_that_could_be_printed(small_seal: str) -> None:
    state, faults = read(small_seal.replace("Et «hus»", "\\ud800").encode("utf-8"))
    assert state is None
    assert [fault.name for fault in faults] == ["broken-seal"]


def test_a_seal_as_deep_as_can_be_read_is_still_only_a_finding(small_seal: str) -> None:
    for depth in (*range(100, 900, 100), *range(900, 1100, 3), 5_000, 50_000):
        deep = small_seal.replace('"version"', '"x": ' + "[" * depth + "]" * depth + ', "version"')
        _, faults = read(deep.encode("utf-8"))
        assert [fault.name for fault in faults] in (["broken-seal"], ["edited-seal"])


@pytest.mark.parametrize("wrong", ["2011-02", "2012-2", "2012-02 kopi", "2012-02.1"])
def test_a_seal_under_another_name_is_misplaced(small_seal: str, wrong: str) -> None:
    _, faults = read(small_seal.encode("utf-8"), f"content/rounds/{wrong}.json")
    assert [(fault.name, fault.params) for fault in faults] == [
        ("misplaced-seal", {"round": NAME, "name": wrong})
    ]


def test_line_ends_that_a_version_control_system_changed_are_no_edit(small_seal: str) -> None:
    assert read(small_seal.replace("\n", "\r\n").encode("utf-8"))[1] == ()


# Rounds of a plan


def with_rounds(root: Path, *names: str) -> Path:
    """The small plan with these sealed rounds, in the last of which its first measure is completed."""
    for name in names:
        small_plan(root)
        (root / "statusreport.yaml").write_text(PLAN.replace(NAME, name), "utf-8")
        if name == names[-1]:
            write(root, {"content/measures/1.md": measure("1", status="Gjennomført")})
        write(root, {f"content/rounds/{name}.json": sealed(root)})
    return small_plan(root)


def test_earlier_rounds_are_those_that_sort_before_the_plans(tmp_path: Path) -> None:
    with_rounds(tmp_path, "2011-02", "2010-02", NAME, "2013-02")
    plan = read_plan(tmp_path)
    assert [sealed.state.round for sealed in plan.rounds] == ["2010-02", "2011-02", NAME, "2013-02"]
    assert [state.round for state in earlier_rounds(plan)] == ["2010-02", "2011-02"]


def found(root: Path, name: str) -> Found:
    return find_state(root, read_plan(root), catalogue("en"), name)


def not_found(root: Path, name: str) -> UsageError:
    with pytest.raises(UsageError) as error:
        found(root, name)
    # The sentence can be said: the catalogue has it, with all its gaps filled.
    assert sentence(error.value).endswith(".")
    return error.value


def test_a_sealed_round_is_found_by_its_id(tmp_path: Path) -> None:
    with_rounds(tmp_path, "2011-02")
    state = found(tmp_path, "2011-02").state
    assert (state.label, by_number(state)["1"].reported_status) == ("2011-02", "Gjennomført")


def test_a_round_is_looked_up_before_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_rounds(tmp_path, "2011-02")
    write(tmp_path, {"2011-02/1.md": measure("99"), "working/1.md": measure("99")})
    monkeypatch.chdir(tmp_path)
    assert by_number(found(tmp_path, "2011-02").state)["1"].reported_status == "Gjennomført"
    assert "99" not in by_number(found(tmp_path, "working").state)
    # As a path it is the folder.
    assert "99" in by_number(found(tmp_path, "./2011-02").state)


def test_the_working_content_is_what_lies_there(tmp_path: Path) -> None:
    small_plan(tmp_path, {"content/measures/1.md": measure(status="Utsatt")})
    state = found(tmp_path, "working")
    assert (state.state.label, by_number(state.state)["1"].reported_status) == ("working", "Utsatt")
    assert [finding.name for finding in state.findings] == ["unknown-status"]


def test_a_folder_of_measure_files_is_a_state(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    write(tmp_path / "old", {"a.md": measure("1", status="Gjennomført"), "b.md": measure("3")})
    state = found(tmp_path / "plan", str(tmp_path / "old")).state
    assert state.label == str(tmp_path / "old")
    assert {m.number: m.status for m in state.measures} == {"1": "Gjennomført", "3": "Løpende"}
    assert state.statuses == read_plan(tmp_path / "plan").settings.statuses


def test_measures_of_a_folder_may_have_odd_numbers_or_none(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    numbers = ["7/B", "§ 4", "1.", "-3", "12 a", "07"]
    files = {f"{place}.md": measure(f'"{number}"') for place, number in enumerate(numbers)}
    write(tmp_path / "old", {**files, "uten-nummer.md": measure("", title="Uten nummer")})
    one = found(tmp_path / "plan", str(tmp_path / "old"))
    assert set(by_number(one.state)) == {*numbers, "uten-nummer"}
    assert {finding.name for finding in one.findings} == {"invalid-number", "missing-field"}
    assert not compare(one.state, one.state)


def test_a_folder_says_itself_which_round_it_is_of(tmp_path: Path) -> None:
    """A copy of last year's measures was reported for last year, whatever the plan's round is now."""
    small_plan(tmp_path / "plan", {"content/measures/1.md": measure("1", status="Gjennomført", round=NAME)})
    write(
        tmp_path / "old",
        {"1.md": measure("1", round="2011-02"), "2.md": measure("2", round="2010-02"), "3.md": measure("3")},
    )
    old = found(tmp_path / "plan", str(tmp_path / "old"))
    assert old.state.round == "2011-02"
    assert {m.number: m.reported_status for m in old.state.measures} == {
        "1": "Løpende",
        "2": None,
        "3": "Løpende",
    }
    assert [finding.name for finding in old.findings] == ["unknown-round"]
    changes = compare(old.state, found(tmp_path / "plan", "working").state)
    assert [c.kind for c in changes.changes if c.number == "1"] == [Kind.ADVANCED]


def test_a_folder_can_be_a_whole_plan_or_have_its_folders(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    other = small_plan(tmp_path / "other", plan="statuses: [{id: a, label: Løpende}]\n")
    state = found(tmp_path / "plan", str(other)).state
    assert [status.id for status in state.statuses] == ["a"]
    (other / "statusreport.yaml").unlink()
    state = found(tmp_path / "plan", str(other)).state
    assert len(state.statuses) == 4
    assert set(by_number(state)) == {"1", "2"}


@pytest.mark.parametrize(
    "name", ["2011-02", "", "nowhere", "Working", "gitt:HEAD", "statusreport.yaml", "æ/ø", "x" * 200]
)
def test_a_state_that_is_none_of_these_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    small_plan(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert not_found(tmp_path, name or "–").key == "unknown-state-unsealed"
    with_rounds(tmp_path, "2010-02", "2010-10")
    error = not_found(tmp_path, name or "–")
    assert (error.key, error.params["rounds"]) == ("unknown-state", ("2010-02", "2010-10"))


def test_a_folder_without_measures_is_not_found(tmp_path: Path) -> None:
    small_plan(tmp_path / "plan")
    write(tmp_path / "empty", {"notes.txt": "x"})
    assert not_found(tmp_path / "plan", str(tmp_path / "empty")).key == "no-measures"
    write(tmp_path / "plan-without", {"statusreport.yaml": PLAN})
    assert not_found(tmp_path / "plan", str(tmp_path / "plan-without")).key == "no-measures"
    write(tmp_path / "broken", {"statusreport.yaml": "round: ["})
    assert not_found(tmp_path / "plan", str(tmp_path / "broken")).key == "broken-plan"


# Revisions


Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Git in the folder `repository`, as the same person everywhere."""
    git_alone(tmp_path, monkeypatch)
    folder = tmp_path / "repository"
    folder.mkdir()

    def run(*args: str, cwd: Path = folder) -> str:
        return git_in(cwd, *args)

    run("init", "--quiet", "--initial-branch=main")
    return run


@pytest.fixture
def repository(tmp_path: Path, git: Git) -> Path:
    """A repository whose root is a plan, with two commits: measure 1 is prepared, then under way."""
    root = small_plan(
        tmp_path / "repository", {"content/measures/1.md": measure(status="Under forberedelse")}
    )
    commit(root)
    git("tag", "first")
    small_plan(root)
    commit(root)
    return root


def status_in(root: Path, name: str) -> str | None:
    return by_number(found(root, name).state)["1"].reported_status


def test_a_plan_that_lay_elsewhere_in_a_revision_is_named_there(repository: Path, git: Git) -> None:
    (repository / "kommune").mkdir()
    for name in ("statusreport.yaml", "content"):
        (repository / name).rename(repository / "kommune" / name)
    moved = not_found(repository / "kommune", "git:HEAD")
    assert "in this revision it is “statusreport.yaml” in its repository" in sentence(moved)


def test_what_git_advises_for_another_owners_repository_is_kept(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    other = not_found(repository, "git:HEAD")
    assert other.key == "git-ownership"
    assert str(other.params["remedy"]).startswith("git config --global --add safe.directory /")


def test_a_revision_is_read_and_not_what_lies_there(repository: Path, git: Git) -> None:
    write(repository, {"content/measures/1.md": measure(status="Gjennomført")})
    assert status_in(repository, "working") == "Gjennomført"
    for name in ("HEAD", "main", "@", git("rev-parse", "HEAD"), git("rev-parse", "--short", "HEAD")):
        assert status_in(repository, f"git:{name}") == "Løpende"
    for name in ("HEAD~1", "HEAD^", "first", "main~"):
        assert status_in(repository, f"git:{name}") == "Under forberedelse"
    git("tag", "--annotate", "second", "--message", "Annotert")
    assert status_in(repository, "git:second") == "Løpende"
    assert found(repository, "git:HEAD").state.label == "git:HEAD"


def test_nothing_is_touched_even_where_nothing_is_committed(repository: Path, git: Git) -> None:
    write(repository, {"content/measures/1.md": measure(status="Gjennomført"), "content/measures/9.md": "x"})
    (repository / "content/measures/2.md").unlink()
    write(repository, {"content/measures/3.md": measure("3")})
    git("add", "content/measures/3.md")
    before = tree(repository)
    found(repository, "git:HEAD~1")
    not_found(repository, "git:nowhere")
    assert tree(repository) == before


def test_a_plan_may_lie_deep_in_a_repository(tmp_path: Path, git: Git) -> None:
    root = small_plan(tmp_path / "repository" / "planer" / "æ ø" / "min plan")
    write(tmp_path / "repository", {"statusreport.yaml": "round: [", "content/measures/1.md": measure("99")})
    write(tmp_path / "repository" / "planer", {"content/measures/1.md": measure("98")})
    commit(tmp_path / "repository")
    write(root, {"content/measures/1.md": measure(status="Gjennomført")})
    state = found(root, "git:HEAD").state
    assert {m.number: m.status for m in state.measures} == {"1": "Løpende", "2": "Gjennomført"}


def test_a_revision_reads_as_the_folder_does(tmp_path: Path, git: Git) -> None:
    """Odd names, links, pictures and what is no content: the same plan either way."""
    root = real_plan(tmp_path / "repository")
    write(
        root,
        {
            "content/measures/tiltak «æ» \t1.md": measure("99"),
            "content/measures/.skjult.md": "x",
            "content/measures/mappe/1.md": "x",
            "content/bilder/a.md": "x",
            "images/a.png": b"\x89PNG",
        },
    )
    commit(tmp_path / "repository")
    there, here = GitTree(root, "HEAD"), Folder(root)
    for folder in ("", "content", "content/measures", "content/measures/mappe", "images"):
        names = [name for name in here.names(folder) if name != ".git"]
        assert sorted(there.names(folder)) == sorted(names)
        for name in names:
            path = f"{folder}/{name}".removeprefix("/")
            assert (there.exists(path), there.is_folder(path)) == (here.exists(path), here.is_folder(path))
            if not here.is_folder(path):
                assert there.read(path, 10_000_000) == here.read(path, 10_000_000)
                assert there.read(path, 3) == here.read(path, 3)
                assert there.is_inside(path)
    one, other = read_tree(there, "git:HEAD"), read_plan(root)
    assert state_of(one, "x") == state_of(other, "x")
    assert one.faults == other.faults
    assert [f.message for f in check(one, catalogue("en"))] == [
        f.message for f in check(other, catalogue("en"))
    ]


def test_a_link_in_a_revision_is_not_followed(repository: Path, git: Git) -> None:
    (repository / "content/measures/3.md").symlink_to("/etc/hostname")
    commit(repository)
    one = found(repository, "git:HEAD")
    assert set(by_number(one.state)) == {"1", "2"}
    assert [finding.name for finding in one.findings] == ["unreadable-file"]


def test_a_shallow_clone_reaches_as_far_as_its_commits(tmp_path: Path, repository: Path, git: Git) -> None:
    clone = tmp_path / "clone"
    git("clone", "--quiet", "--depth=1", repository.as_uri(), str(clone), cwd=tmp_path)
    assert status_in(clone, "git:HEAD") == "Løpende"
    for name in ("HEAD~1", git("rev-parse", "HEAD~1"), "first"):
        assert not_found(clone, f"git:{name}").key == "no-revision-shallow"
    git("fetch", "--quiet", "--unshallow", cwd=clone)
    assert status_in(clone, "git:HEAD~1") == "Under forberedelse"


def test_a_second_work_tree_has_the_revisions_of_its_repository(
    tmp_path: Path, repository: Path, git: Git
) -> None:
    other = tmp_path / "other"
    git("worktree", "add", "--quiet", str(other), "first")
    assert status_in(other, "git:main") == "Løpende"
    assert status_in(other, "working") == "Under forberedelse"


@pytest.mark.parametrize(
    "name",
    [
        "nowhere",
        "",
        "HEAD~9",
        "HEAD:content",
        "HEAD:statusreport.yaml",
        "0" * 40,
        "HEAD HEAD",
        "main..first",
        "HEAD\nmain",
        "../x",
    ],
)
def test_an_unknown_revision_is_not_found(repository: Path, name: str) -> None:
    error = not_found(repository, f"git:{name}")
    assert (error.key, error.params["revision"]) == ("no-revision", name)


@pytest.mark.parametrize(
    "name", ["-", "-h", "--help", "--all", "--output=here", "--git-dir=elsewhere", "-n1"]
)
def test_a_revision_is_never_an_option(repository: Path, name: str) -> None:
    before = contents(repository)
    assert not_found(repository, f"git:{name}").key == "no-revision"
    assert contents(repository) == before


def test_what_git_refuses_is_said_in_its_own_words(repository: Path) -> None:
    error = not_found(repository, "git:HEAD^{tree}")
    assert error.key == "git-refused"
    assert "expected commit type" in str(error)
    assert "upstream" in str(not_found(repository, "git:@{upstream}"))


def test_where_there_is_no_repository_it_is_said(tmp_path: Path, git: Git) -> None:
    root = small_plan(tmp_path / "plan")
    assert not_found(root, "git:HEAD").key == "not-in-git"


def test_where_there_is_no_git_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    root = small_plan(tmp_path / "plan")
    assert not_found(root, "git:HEAD").key == "no-git"


def test_a_repository_without_commits_has_no_revision(tmp_path: Path, git: Git) -> None:
    assert not_found(small_plan(tmp_path / "repository"), "git:HEAD").key == "no-revision"


def test_a_repository_that_has_lost_a_file_is_said_to(repository: Path, git: Git) -> None:
    lost = git("rev-parse", "HEAD:content/measures/1.md")
    (repository / ".git/objects" / lost[:2] / lost[2:]).unlink()
    assert not_found(repository, "git:HEAD").key == "git-incomplete"
    assert status_in(repository, "git:first") == "Under forberedelse"


def test_a_hook_does_not_lead_elsewhere(
    tmp_path: Path, repository: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git tells its hooks where a repository is; the plan may lie in a folder of it, or in another one."""
    inner = small_plan(repository / "planer")
    commit(repository)
    git("init", "--quiet", str(tmp_path / "other"))
    for place in (".git", str(repository / ".git"), str(tmp_path / "other" / ".git")):
        monkeypatch.setenv("GIT_DIR", place)
        monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
        monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
        assert status_in(repository, "git:first") == "Under forberedelse"
        assert status_in(inner, "git:HEAD") == "Løpende"


def test_what_a_user_has_set_up_does_not_change_what_is_read(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config"
    config.write_text(
        '[core]\n\tpager = false\n\tquotePath = true\n\tautocrlf = true\n[color]\n\tui = always\n[alias]\n\tls-tree = "!false"\n',
        "utf-8",
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("LC_ALL", "nb_NO.UTF-8")
    assert status_in(repository, "git:HEAD") == "Løpende"
    assert not_found(repository, "git:nowhere").key == "no-revision"


def test_a_revision_from_before_there_was_a_plan_is_empty_and_one_that_is_broken_is_not_found(
    tmp_path: Path, git: Git
) -> None:
    root = tmp_path / "repository"
    write(root, {"readme.txt": "x"})
    commit(tmp_path / "repository")
    git("tag", "nothing")
    write(root, {"statusreport.yaml": PLAN})
    commit(tmp_path / "repository")
    git("tag", "empty")
    write(root, {"statusreport.yaml": "title: [\n", "content/measures/1.md": measure()})
    commit(tmp_path / "repository")
    git("tag", "broken")
    small_plan(root)
    before = found(root, "git:nothing")
    assert (before.absent, before.state.measures) == (True, ())
    assert not_found(root, "git:empty").key == "no-measures"
    assert not_found(root, "git:broken").key == "broken-plan"


def test_a_revision_with_findings_can_still_be_compared(repository: Path, git: Git) -> None:
    write(repository, {"content/measures/1.md": measure(status="Utsatt"), "content/measures/9.md": "x"})
    commit(repository)
    one = found(repository, "git:HEAD")
    assert by_number(one.state)["1"].reported_status == "Utsatt"
    assert {finding.name for finding in one.findings} == {"unknown-status", "missing-front-matter"}


# The example plan


@pytest.fixture(scope="module")
def example() -> Plan:
    return read_plan(EXAMPLE)


def test_the_example_has_no_finding_but_the_one_it_shows(example: Plan) -> None:
    findings = [(finding.code, finding.location.path) for finding in check(example, catalogue("en"))]
    assert findings == [("R106", "content/measures/09-stro-for-klokka-sju.md")]
    assert not example.settings.source.waivers


def test_the_example_shows_every_kind_of_change(example: Plan) -> None:
    assert [state.round for state in earlier_rounds(example)] == ["2021-03", "2022-03", "2023-03"]
    changes = compare(earlier_rounds(example)[-1], state_of(example, "working"))
    assert [(change.number, change.kind, change.was) for change in changes.changes] == [
        ("2", Kind.ADVANCED, ""),
        ("3", Kind.ADVANCED, ""),
        ("4", Kind.REGRESSED, ""),
        ("5", Kind.REWORDED, ""),
        ("8", Kind.ADVANCED, "9"),
        ("8", Kind.REMOVED, ""),
        ("9", Kind.UNREPORTED, "10"),
        ("10", Kind.CHANGED, "11"),
        ("11", Kind.REPORTED, "12"),
        ("12", Kind.ADDED, ""),
        ("13", Kind.RESUMED, ""),
        ("14", Kind.REWORDED, ""),
        ("15", Kind.MERGED, ""),
        ("16a", Kind.SPLIT, "16"),
        ("16b", Kind.SPLIT, "16"),
        ("17", Kind.ENDED, ""),
        ("18", Kind.PAUSED, ""),
    ]
    assert [c.into for c in changes.of(Kind.MERGED)] == ["14"]
    assert [(old.label, new.label) for old, new in changes.renamed] == [
        ("Helse og omsorg", "Helse og mestring")
    ]
    assert [state.round for state in earlier_rounds(example) if state.corrections] == ["2022-03"]
    assert {change.kind for change in changes.changes} == set(Kind)
    assert [found.number for found in changes.wording] == ["6"]
    assert changes.unknown_classes == ("under-review",)
    assert all(change.reason for change in changes.of(*WITH_REASON))
    completed = next(measure for measure in example.measures if measure.number == "3")
    assert completed.completed
    assert completed.evidence
