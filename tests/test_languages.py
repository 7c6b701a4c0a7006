"""What is said is in the language that was chosen: whole, with the same gaps, and without a word of English."""

from __future__ import annotations

import hashlib
import json
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer.main
from cases import ALL_CASES, Case, write_files
from conftest import ROOT
from plans import copied, measure, project, read_plan, small_plan
from typer.testing import CliRunner

from statusreport import app
from statusreport.answers import forms
from statusreport.commands._language import language
from statusreport.reading.plan_file import PlanFault
from statusreport.reading.schema import KINDS, schema
from statusreport.rules import Rule, all_rules
from statusreport.rules.engine import check, in_words
from statusreport.source.faults import UsageError
from statusreport.words import catalogue, languages

OTHERS = [code for code in languages() if code != "en"]
LANGUAGES = ROOT / "cli" / "statusreport" / "words" / "languages"
EXAMPLE = ROOT / "examples" / "rounds"

# Words that no sentence in English can do without, and that no other language here has.
ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """the of and is are was were been this that these those there it its with without which who whose what
        when where why how not from as if than then because but write add correct remove delete keep put begin
        does has have had can cannot must may would should your you did mean file files line lines value values key
        keys measure measures project projects round rounds heading headings section sections text texts words only
        every each other another allowed missing empty first here published printed read find shows show
        before after below above between
        added removed changed replaced completed responsible amount evidence started denied directory such""",
    )
)
# What is the same in every language: code, quotations, placeholders, options, names of rules, and paths.
SAME = re.compile(
    r"`[^`]*`|«[^«»]*»|--[\w-]+|[\w.-]+(?:[/\\][\w.\[\]-]*)+|\b\w+(?:[-.]\w+)+\b|\[[^\]]*\]\(|git:\w+|\b\w+=\S+"
)


def english(text: str) -> set[str]:
    """The English words of a text."""
    found = re.findall(r"\b[A-ZÆØÅ]?[a-zæøå]+\b", SAME.sub(" ", text))
    return {word.lower() for word in found} & ENGLISH


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def sections(code: str) -> Mapping[str, Any]:
    return tomllib.loads((LANGUAGES / f"{code}.toml").read_text("utf-8"))


def meanings() -> Iterator[str]:
    """What the fields of all files mean, in English."""

    def within(part: object) -> Iterator[str]:
        if isinstance(part, dict):
            for key, inner in part.items():
                yield from [inner] if key == "description" and isinstance(inner, str) else within(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from within(inner)

    for kind in KINDS:
        yield from within(schema(kind, ""))


def test_the_words_that_are_looked_for_are_found() -> None:
    assert english("“7” is not a status of this plan.") == {"is", "not", "of", "this"}
    assert english("Skriv `the` eller «the file» i content/the-file.md, to og no.") == set()
    for rule in all_rules():
        assert english(rule.page), rule.name


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_text_of_a_rule_is_said(rule: Rule, code: str) -> None:
    own = sections(code)["rules"].get(rule.code, {})
    assert own.keys() == {*rule.texts, "page"}, f"{code}.toml: rules.{rule.code}"
    for key, text in rule.texts.items():
        assert gaps(own[key]) == gaps(text), f"{code}.toml: rules.{rule.code}.{key}"
        assert own[key][0].isupper() or own[key][0] in "«`{", own[key]
        assert own[key][-1] in ".?}", own[key]
        assert not english(re.sub(r"\{\{|\}\}|\{[^}]*\}", "", own[key])), own[key]
    assert own["page"].count("\n\n") == rule.page.count("\n\n"), "a paragraph is missing"
    assert not english(own["page"].replace("\n", " ")), own["page"]


@pytest.mark.parametrize("code", OTHERS)
def test_no_text_of_a_rule_is_left_over(code: str) -> None:
    assert sections(code)["rules"].keys() == {rule.code for rule in all_rules()}


@pytest.mark.parametrize("code", OTHERS)
def test_every_field_is_explained(code: str) -> None:
    own = sections(code)["fields"]
    assert own.keys() == set(meanings())
    for meaning in own.values():
        assert not english(meaning), meaning


@pytest.mark.parametrize("code", OTHERS)
def test_everything_else_is_said(code: str) -> None:
    """What stands in English alone has its own words, unless it has none."""
    own = catalogue(code).texts
    alone = tomllib.loads((LANGUAGES.parent / "texts" / "terminal.toml").read_text("utf-8"))
    for key, text in catalogue("en").texts.items():
        forms = [own[key]] if isinstance(own[key], str) else list(own[key].values())  # type: ignore[union-attr]
        for form in forms:
            assert isinstance(form, str)
            said = re.sub(r"\{[^}]*\}|^ .*$", " ", form, flags=re.MULTILINE)
            assert not english(said), f"{key}: {form}"
        if own[key] == text and isinstance(text, str) and key.partition(".")[0] in alone:
            left = re.sub(r"\{[^}]*\}|statusreport(?:\.yaml)?", "", text)
            short = key.startswith("placeholder.") and len(text) <= len("FORMAT")
            assert short or not re.search(r"[A-Za-z]{3}", left), f"{key}: {text}"


# Words that the one Norwegian has and the other has not, and words that neither uses here.
NOT_OURS = {
    "nb": "ikkje frå vere berre nokon noko ein eit eitt dei dersom kva korleis kvar kven meir mykje òg blei vart saman",
    "nn": "ikke fra være bare noen noe en et ett de hvis hva hvordan hvor hvem mer mye også ble sammen kun hver",
}


@pytest.mark.parametrize("code", NOT_OURS)
def test_one_norwegian_is_not_the_other(code: str) -> None:
    unwanted = frozenset(NOT_OURS[code].split())
    for key, text in catalogue(code).texts.items():
        for form in [text] if isinstance(text, str) else text.values():
            said = re.sub(r"\{[^}]*\}", " ", SAME.sub(" ", form))
            assert not unwanted.intersection(re.findall(r"\w+", said.lower())), f"{key}: {form}"
            assert not re.search("lov å bruke|klamme|front matter", said.lower()), f"{key}: {form}"


@pytest.mark.parametrize("code", languages())
def test_a_section_by_itself_says_what_the_whole_file_does(code: str) -> None:
    """A file is parsed in parts, cut at its headings: none may stand inside a text."""

    def leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
        for name, inner in table.items():
            if isinstance(inner, dict) and not inner.keys() <= {"one", "few", "many", "other"}:
                yield from leaves(inner, f"{above}{name}.")
            else:
                yield f"{above}{name}", inner

    whole = dict(leaves({name: part for name, part in sections(code).items() if name != "language"}))
    assert {key: catalogue(code).texts[key] for key in whole} == whole


def told(code: str, *args: object) -> str:
    """What a command says, on both streams."""
    result = CliRunner().invoke(app.application(catalogue(code)), [*map(str, args)])
    assert result.exception is None or isinstance(result.exception, SystemExit | UsageError), result.exception
    return result.stdout + result.stderr


def commands() -> Iterator[tuple[str, ...]]:
    def of(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, inner in getattr(command, "commands", {}).items():
            yield from of(inner, (*path, name))

    return of(typer.main.get_command(app.application(catalogue("en"))), ())


NAMES = frozenset((*(name for path in commands() for name in path), *forms("findings"), *KINDS))


def without_names(said: str) -> str:
    """What a command says, without what has names of its own: examples, commands, forms and kinds of files."""
    said = re.sub(r"^    statusreport.*$", "", said, flags=re.MULTILINE)
    return re.sub(rf"(?<![\w-])(?:{'|'.join(NAMES)})(?![\w-])", "", said)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("command", tuple(commands()), ids=" ".join)
def test_help_is_said(command: tuple[str, ...], code: str) -> None:
    """Typer's own words too, and the words that stand for values."""
    said = told(code, *command, "--help")
    assert said.startswith("Bruk: statusreport")
    assert not english(without_names(said)), said
    assert not re.search(r"\b(?:OPTIONS|ARGS|FILE|PATH|TEXT|DIR)\b|<\w+>", said)


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("command", tuple(commands()), ids=" ".join)
def test_help_fits_a_terminal(command: tuple[str, ...], code: str) -> None:
    """No line is wider than a terminal, and nothing that is said of a command is cut off."""
    lines = told(code, *command, "--help").splitlines()
    assert [line for line in lines if len(line) > 80 or re.search(r"\w\.\.\.$", line)] == []


@pytest.mark.parametrize("columns", [40, 60])
@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("command", tuple(commands()), ids=" ".join)
def test_help_is_whole_on_a_narrow_terminal(
    command: tuple[str, ...], code: str, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but examples and calls is wider, and no word is cut."""
    usual = told(code, *command, "--help")
    monkeypatch.setenv("COLUMNS", str(columns))
    said = told(code, *command, "--help")
    examples = [line for line in usual.splitlines() if re.match(r" {4}(?: {4})?\S", line)]
    assert [line for line in said.splitlines() if len(line) > columns and line not in examples] == []
    words = [re.sub(r"-\s+", "-", text).split() for text in (usual, said)]
    assert sorted(words[0]) == sorted(words[1])


WRONG = (
    (), ("chekc",), ("nothing",), ("check", "--formt", "x"), ("check", "--zzz"), ("check", "--format"), ("check", "--strict=1"),
    ("check", "--root", "x"), ("explain", "a", "b"), ("diff",), ("schema",), ("round",), ("round", "opne"), ("report", "--nothing"),
    ("--root",), ("-x",), ("check", "--format", "pdf"), ("schema", "mesure"), ("explain", "M1024"), ("build", "report"),
    ("diff", "2020-01"), ("diff", "git:nowhere"), ("todo", "--responsible", "XYZ"), ("round", "verify", "--file", "nowhere"),
    ("check", "nowhere"), ("round", "open", "!"), ("report", "7"), ("round", "correct", "2000-01"),
)  # fmt: skip


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("args", WRONG, ids=" ".join)
def test_errors_of_use_are_said(
    args: tuple[str, ...],
    code: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(copied(EXAMPLE, tmp_path / "plan"))
    monkeypatch.setenv("STATUSREPORT_LANGUAGE", code)
    monkeypatch.setattr(sys, "argv", ["statusreport", *args])
    with pytest.raises(SystemExit):
        app.main()
    said = "".join(capfd.readouterr())
    assert said
    assert not english(without_names(said)), said


@pytest.mark.parametrize("code", OTHERS)
def test_what_commands_answer_is_said(code: str, tmp_path: Path) -> None:
    root = copied(EXAMPLE, tmp_path / "plan")
    for args in (
        ("check",), ("check", "--format", "markdown"), ("build", "--format", "html,json"), ("build", "--format", "html,json"),
        ("diff", "2022-03"), ("diff", "2021-03", "2023-03"), ("todo",), ("round", "list"), ("round", "verify"), ("round", "seal"),
        ("round", "open", "2031-01"), ("report", "1", "2", "--unchanged"), ("explain",),
        *(("explain", rule.code) for rule in all_rules()),
    ):  # fmt: skip
        said = told(code, "--root", root, *args)
        # The line on which a finding stands is the plan's own.
        said = re.sub(r"^ *\d* \|.*$", "", said, flags=re.MULTILINE)
        assert not english(without_names(said).replace("\n", " ")), args
    (root / "content/projects").mkdir()
    (root / "content/projects/1.md").write_text(project(), "utf-8")
    for args in (("diff", str(EXAMPLE), "working"), ("diff", "working", str(EXAMPLE))):
        assert not english(without_names(told(code, "--root", root, *args))), args
    for kind in KINDS:
        made = json.loads(told(code, "--root", root, "schema", kind))
        assert not english(made["title"])
    assert told(code, "init", tmp_path / "new")


@pytest.mark.parametrize("case", ALL_CASES, ids=str)
def test_findings_are_said(case: Case, tmp_path: Path) -> None:
    """In every language the same findings, at the same places, in its words."""
    write_files(case, tmp_path)
    try:
        plan = read_plan(tmp_path)
        found = {code: check(plan, catalogue(code)) for code in languages()}
    except PlanFault as broken:
        found = {code: in_words(broken.faults, catalogue(code)) for code in languages()}
    places = {code: sorted((f.code, f.location) for f in findings) for code, findings in found.items()}
    assert all(places[code] == places["en"] for code in OTHERS)
    for code in OTHERS:
        for finding in found[code]:
            said = f"{finding.message} {finding.help}"
            # The name of a letter is Unicode's.
            assert not english(said) or finding.code == "T121", said


PLAN_OF = {
    "nb": "title: T\nlanguage: nb\nround: 2012-02\n",
    "flow": "{title: T, language: 'nn', round: 2012-02}\n",
}


@pytest.mark.parametrize(
    "asked",
    [
        ((), {}, "", "en"),
        ((), {"LANG": "nb_NO.UTF-8"}, "", "nb"),
        ((), {"LANG": "no_NO"}, "", "nb"),
        ((), {"LC_ALL": "nn_NO.UTF-8", "LANG": "nb_NO.UTF-8"}, "", "nn"),
        ((), {"LANG": "de_DE.UTF-8"}, "", "en"),
        ((), {"LANG": "C"}, "nb", "nb"),
        ((), {"LANG": "en_GB.UTF-8"}, "flow", "nn"),
        (("check",), {"STATUSREPORT_LANGUAGE": "en"}, "nb", "en"),
        (("--language", "nn", "check"), {"STATUSREPORT_LANGUAGE": "en"}, "nb", "nn"),
        (("--language=nn", "check"), {}, "nb", "nn"),
        (("--root", "plan", "--language", "nn"), {}, "", "nn"),
        (("check", "--language", "nn"), {}, "nb", "nb"),
    ],
)
def test_the_language_is_the_one_that_was_asked_for(
    asked: tuple[tuple[str, ...], dict[str, str], str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, environment, plan, wanted = asked
    if plan:
        (tmp_path / "statusreport.yaml").write_text(PLAN_OF[plan], "utf-8")
    monkeypatch.chdir(tmp_path)
    assert language(arguments, {"LANG": "C", **environment}) == wanted


def test_another_plan_says_its_own_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "statusreport.yaml").write_text("title: T\nlanguage: nn # nynorsk\nround: x\n", "utf-8")
    monkeypatch.chdir(ROOT)
    assert language(("--root", str(tmp_path), "check"), {}) == "nn"
    assert language(("check",), {}) == "nb"


def test_a_language_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments, environment in ((("--language", "norsk"), {}), ((), {"STATUSREPORT_LANGUAGE": "norsk"})):
        with pytest.raises(UsageError, match="unknown-language"):
            language(arguments, environment)


def test_a_broken_plan_file_is_told_in_the_plans_language(tmp_path: Path) -> None:
    root = small_plan(
        tmp_path,
        {
            "statusreport.yaml": "title: [T\nlanguage: nb\nround: 2012-02\n",
            "content/measures/1.md": measure("1"),
        },
    )
    result = subprocess.run(
        [sys.executable, "-m", "statusreport", "check"],
        cwd=root,
        env={"PATH": "", "LANG": "C", "PYTHONPATH": str(ROOT / "cli")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert "feil[S105]" in result.stderr
    assert not english(result.stderr)


def english_texts() -> Iterator[tuple[str, object]]:
    """All that translators translate, by what names it."""
    for rule in all_rules():
        yield rule.code, [*sorted(rule.texts.items()), rule.page]
    terminal = tomllib.loads((LANGUAGES.parent / "texts" / "terminal.toml").read_text("utf-8"))
    for section, texts in terminal.items():
        yield from ((f"{section}.{key}", text) for key, text in texts.items())


def test_what_is_said_elsewhere_is_what_english_says_now(update_golden: bool) -> None:
    """An English text that has changed must be read in the other languages too, before this is approved."""
    golden = ROOT / "tests" / "golden" / "languages" / "translated.txt"
    now = {
        name: hashlib.sha256(json.dumps(text, sort_keys=True).encode()).hexdigest()[:12]
        for name, text in english_texts()
    }
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("".join(f"{name} {digest}\n" for name, digest in now.items()), "utf-8")
    lines = golden.read_text("utf-8").splitlines()
    then = dict(line.rsplit(" ", 1) for line in lines)
    changed = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    assert not changed, "read these in nb.toml and nn.toml, then --update-golden"
