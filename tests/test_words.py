"""All that is said: whole in every language, each text in use, with plural forms as CLDR has them, and numbers."""

from __future__ import annotations

import ast
import json
import re
import shutil
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from babel import Locale
from conftest import ROOT
from plans import measure, small_plan

from statusreport.model.fields import fields_of
from statusreport.model.records import Evaluation, Measure, Project
from statusreport.publishing.language import language
from statusreport.words import Text, TextError, catalogue, languages

PACKAGE = ROOT / "cli" / "statusreport"


def forms(text: Text) -> Mapping[str, str]:
    return {"other": text} if isinstance(text, str) else text


def gaps(text: str) -> set[str]:
    """The gaps of a text; whether a record's name is that of one or of several is a matter of grammar."""
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {"measure" if name.lower() in ("measure", "measures") else name for name in names}


def shared(code: str) -> dict[str, Text]:
    """The texts that have a key in every language; those of rules and fields stand in English in the code."""
    return {
        key: text for key, text in catalogue(code).texts.items() if not key.startswith(("rules.", "fields."))
    }


@pytest.mark.parametrize("code", languages())
def test_every_language_says_everything_with_the_same_gaps(code: str) -> None:
    ours, model = shared(code), shared("nb")
    assert ours.keys() == model.keys()
    for key, text in ours.items():
        wanted = gaps(forms(model[key])["other"])
        assert gaps(forms(text)["other"]) == wanted, key
        for category, form in forms(text).items():
            assert form.strip(), key
            # A form for one thing need not say how many, and calls it in the singular.
            assert gaps(form) | {"n"} == wanted | {"n"}, f"{key} {category}"


@pytest.mark.parametrize("code", languages())
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    words = catalogue(code)
    rule = Locale.parse(words.locale).plural_form
    categories = {rule(n) for n in range(1000)}
    assert all(words._category(n) == rule(n) for n in range(1000))
    for key, text in words.texts.items():
        assert isinstance(text, str) or text.keys() == categories, key


def strings() -> frozenset[str]:
    """Every text that stands in the code, and the names of what a file's name alone declares."""
    files = list(PACKAGE.rglob("*.py"))
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    constants = {
        node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # A fact and a column are called as their field is.
    fields = {field.name for record in (Measure, Project, Evaluation) for field in fields_of(record)}
    placeholders = {word for text in constants if text.isupper() for word in re.split("[=,]", text)}
    signs = {f"{sign:04x}" for sign in range(0x10000) if not chr(sign).isprintable()}
    return frozenset(
        constants | fields | placeholders | signs | {file.stem.replace("_", "-") for file in files}
    )


def named() -> Iterator[re.Pattern[str]]:
    """The keys that code and templates name, as patterns: what an f-string fills in is a group."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            # A wish that cannot be fulfilled names its sentence by the key alone.
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("UsageError"):
                yield from (
                    re.compile(f"errors\\.{key}") for arg in node.args for key in map(_pattern, ast.walk(arg))
                )
            yield re.compile(_pattern(node))
    for template in (ROOT / "templates").rglob("*.j2"):
        for key in re.findall(r"say\(\"([^\"]+)\"", template.read_text("utf-8")):
            yield re.compile(re.escape(key))


def _pattern(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return re.escape(text)
        case ast.JoinedStr(values=parts) if any(isinstance(part, ast.Constant) for part in parts):
            return "".join(_pattern(part) or r"([\w-]+)" for part in parts)
    return ""


def test_every_text_is_used() -> None:
    """A text that nobody says is a leftover."""
    patterns, known = set(named()), strings()
    for key in shared("nb"):
        found = [match for pattern in patterns if (match := pattern.fullmatch(key))]
        assert any(known.issuperset(match.groups()) for match in found), key


def test_every_text_that_is_named_is_there() -> None:
    for file in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not re.search(
                r"(say|words|language)$", ast.unparse(call.func)
            ):
                continue
            match call.args[:1]:
                case [ast.Constant(value=str(key))] if "." in key:
                    assert key in catalogue("nb").texts, f"{file.name}:{call.lineno} {key}"


def test_a_text_that_is_missing_is_an_error_with_key_and_file() -> None:
    with pytest.raises(
        TextError, match=r"publications/status_report.toml has no text “status-report.nonsense” in “nb”"
    ):
        catalogue("nb")("status-report.nonsense")
    with pytest.raises(
        TextError, match=r"“document.status_at” of words/texts/documents.toml has a gap .* 'round'"
    ):
        catalogue("nb")("document.status_at")
    with pytest.raises(TextError, match=r"“build.written” of words/texts/terminal.toml needs a count “n”"):
        catalogue("nb")("build.written", folder="build")


@pytest.mark.parametrize(
    ("code", "one", "many"),
    [
        (
            "nb",
            "Slik er status for 1 tiltak:",
            "Slik er status for 1\u00a0234 tiltak:",
        ),
        (
            "nn",
            "Slik er status for 1 tiltak:",
            "Slik er status for 1\u00a0234 tiltak:",
        ),
        (
            "en",
            "This is the status of 1 measure:",
            "This is the status of 1,234 measures:",
        ),
    ],
)
def test_a_count_chooses_the_form_and_is_written_as_the_language_does(code: str, one: str, many: str) -> None:
    say = language(code)
    assert (say("status-report.summary_lead", n=1), say("status-report.summary_lead", n=1234)) == (one, many)


# A language made up for this: Polish has four forms, and its file gives no shorter rule.
NEW = """
[language]
locale = "pl_PL"

[language.countries]
NO = "Krainen"

[rules.M101]
message = "Numer {number}."
page = "Strona."
"""

SAID = """
import sys
from pathlib import Path
from statusreport.rules import find_rule
from statusreport.tasks.build import build
from statusreport.words import catalogue
words = catalogue("pl")
print([words("breakdown.overlapping", n=n) for n in (1, 3, 5)], words("app.version"))
rule = find_rule("M101")
print(words.of_rule(rule.code, rule.texts, "", {"number": "7", "allowed": ("A",)})[0], words.page_of_rule("M101", rule.page))
files = build(Path("."), catalogue("en"), formats=("md",)).written.files
print(files["status-report/status-report.md"].decode())
"""


def test_a_further_language_is_one_file(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "cli" / "statusreport", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    texts = shared("nb")
    # What the terminal says may stay in English.
    del texts["app.version"]
    texts |= {
        "status-report.title": "Raport",
        "breakdown.overlapping": {
            "one": "{n} projekt",
            "few": "{n} projekty",
            "many": "{n} projektów",
            "other": "{n} projektu",
        },
    }
    lines = []
    for key, text in texts.items():
        said = {"": text} if isinstance(text, str) else {f".{form}": inner for form, inner in text.items()}
        lines += [f"{key}{form} = {json.dumps(inner, ensure_ascii=False)}" for form, inner in said.items()]
    (tmp_path / "cli/statusreport/words/languages/pl.toml").write_text("\n".join(lines) + NEW, "utf-8")
    root = small_plan(
        tmp_path / "plan",
        {
            "statusreport.yaml": "{title: T, language: pl, round: 2012-02}\n",
            "content/measures/1.md": measure("1"),
        },
    )
    result = subprocess.run(
        [sys.executable, "-c", SAID],
        cwd=root,
        env={"PYTHONPATH": str(tmp_path / "cli"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stderr == ""
    assert result.stdout.startswith(
        "['1 projekt', '3 projekty', '5 projektów'] Show the version.\nNumer 7. Strona.\n# T\n\nRaport\n\n"
    )


@pytest.mark.parametrize(
    ("code", "number", "share", "round_name", "country"),
    [
        ("nb", "171\u00a0062\u00a0989", "67,9\u00a0%", "februar 2012", "Kroatia"),
        ("nn", "171\u00a0062\u00a0989", "67,9\u00a0%", "februar 2012", "Kroatia"),
        ("en", "171,062,989", "67.9%", "February 2012", "Croatia"),
    ],
)
def test_numbers_shares_rounds_and_countries(
    code: str, number: str, share: str, round_name: str, country: str
) -> None:
    say = language(code)
    assert say.number(171062989) == number
    assert say.percent(Fraction(171062989, 252000000)) == share
    assert say.round("2012-02") == round_name
    assert say.country("HR") == country


def test_amounts_and_shares_are_rounded_half_up_alike() -> None:
    say = language("nb")
    amounts = (49_999, 50_000, 150_000, 250_000, 949_999, 950_000)
    assert [say.millions(amount) for amount in amounts] == ["0,0", "0,1", "0,2", "0,3", "0,9", "1,0"]
    assert [say.rounded(Fraction(share, 10_000)) for share in (4, 5, 15, 25)] == [0, 1, 2, 3]


def test_a_round_that_is_no_month_is_itself() -> None:
    assert [language("nb").round(name) for name in ("2012-13", "vår 2012", "2012", "0000-01")] == [
        "2012-13", "vår 2012", "2012", "0000-01",
    ]  # fmt: skip


def test_the_two_congos_are_told_apart() -> None:
    say = language("nb")
    assert say.country("CD") != say.country("CG")


def test_a_half_is_rounded_up() -> None:
    assert language("nb").percent(Fraction(1, 2000)) == "0,1\u00a0%"
