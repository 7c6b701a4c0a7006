"""What other programs say is English: it comes out as a sentence of ours, with their words as a quotation at most."""

from __future__ import annotations

import errno
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
import typer
from plans import measure, run, small_plan, write
from test_languages import OTHERS, english, without_names

from statusreport.commands._typer import misuse
from statusreport.source.foreign import _MEANT, SYSTEM, said_by
from statusreport.source.tree import reason_of
from statusreport.words import catalogue, languages

# What the programs do say, by the key of what it means.
SAID = {
    "Jinja": {
        "'nobody' is undefined": "undefined",
        "'dict object' has no attribute 'sizes'": "undefined",
        "list object has no element 3": "undefined",
        "Encountered unknown tag 'nonsense'.": "tag",
        "No filter named 'shout'.": "filter",
        "No test named 'loud'.": "filter",
        "block 'a' defined twice": "twice",
        "access to attribute '__class__' of 'str' object is unsafe.": "unsafe",
        "Unexpected end of template. Jinja was looking for the following tags: 'endif'.": "ended",
        "Missing end of comment tag": "ended",
        "unexpected 'end of print statement'": "sign",
        "expected token 'end of print statement', got 'end of template'": "ended",
        "unexpected '}'": "sign",
        "unexpected char '?' at 12": "sign",
        "expected token ',', got 'b'": "otherwise",
        "too many values": "unknown",
    },
    "Typst": {
        "unknown variable: nobody": "undefined",
        'dictionary does not contain key "tint"': "undefined",
        "unknown font family: nowhere": "font",
        "file not found (searched at /tmp/x/a.png)": "file",
        "unclosed delimiter": "ended",
        "expected content, found integer": "otherwise",
        'panicked with: "no bird"': "unknown",
    },
    "TOML": {
        "Expected '=' after a key in a key/value pair": "equals",
        "Cannot overwrite a value": "twice",
        "Cannot declare ('a',) twice": "twice",
        "Expected ']' at the end of a table declaration": "ended",
        "Unclosed array": "ended",
        "Invalid value": "value",
        "Found invalid character '\\x00'": "unknown",
    },
    "XML": {
        "Opening and ending tag mismatch: b line 2 and a, line 3, column 5": "element",
        "Premature end of data in tag a line 1": "ended",
        "Namespace prefix text on p is not defined": "unknown",
    },
    "Git": {
        "loose object 12ab (stored in .git/objects/12/ab) is corrupt": "damaged",
        "bad object HEAD": "damaged",
        "unable to read tree 12ab": "damaged",
        "could not open '.git/config': Permission denied": "access",
        "out of memory": "unknown",
    },
    "Pandoc": {"no bird": "unknown"},
}


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize(
    ("program", "words", "key"),
    [(program, words, key) for program, said in SAID.items() for words, key in said.items()],
)
def test_what_a_program_says_is_understood(program: str, words: str, key: str, code: str) -> None:
    phrase = said_by(program, words)
    assert phrase.key == f"foreign.{key}"
    said = catalogue(code)._worded(phrase)
    assert isinstance(said, str)
    assert program in said
    assert words.rstrip(".") in said
    if code in OTHERS:
        assert not english(said), said


def test_all_that_is_understood_has_been_said() -> None:
    tried = {program: set(said.values()) - {"unknown"} for program, said in SAID.items()}
    assert {program: set(meant) for program, meant in _MEANT.items()} == {k: v for k, v in tried.items() if v}


@pytest.mark.parametrize("code", OTHERS)
def test_why_the_system_refuses_is_said(code: str) -> None:
    """What systems refuse often is in our words; the rest says that it is the system's."""
    words = catalogue(code)
    quoted = 0
    for number in errno.errorcode:
        said = words._worded(reason_of(OSError(number, os.strerror(number))))
        assert isinstance(said, str)
        assert said[0].isupper()
        assert not english(said), said
        quoted += os.strerror(number) in said
    assert 0 < quoted < len(errno.errorcode)
    assert words._worded(said_by(SYSTEM, "odd")) == "Systemet melder «odd»"


def pandoc_fails(command: list[str], **options: Any) -> NoReturn:
    raise subprocess.CalledProcessError(1, command, stderr=b"pandoc: the bird is not there\n")


def typst_breaks_off(*args: object, **options: object) -> NoReturn:
    raise type("PanicException", (BaseException,), {})("the index is out of bounds")


def reading_fails(*args: object, **options: object) -> NoReturn:
    raise OSError(errno.EPROTO, "this was not what it should have been")


Planting = Callable[[Path, pytest.MonkeyPatch], object]


def template(name: str, text: str | bytes) -> Planting:
    return lambda root, patch: write(root, {f"templates/{name}": text})


def broken_repository(root: Path, patch: pytest.MonkeyPatch) -> None:
    for command in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=A", "-c", "user.email=a@example.no", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", "-C", root, *command], check=True)
    for object_ in (root / ".git" / "objects").rglob("*"):
        if object_.is_file():
            object_.chmod(0o600)
            object_.write_bytes(b"")


PLANTED: dict[str, tuple[Planting, tuple[str, ...]]] = {
    "a name there is not": (template("html/facts.j2", "{{ nobody }}"), ("build", "--format", "html")),
    "an attribute there is not": (template("html/facts.j2", "{{ block.nothing }}"), ("build", "--format", "html")),
    "an open statement": (template("html/facts.j2", "{% if block %}"), ("build", "--format", "html")),
    "an unknown statement": (template("html/facts.j2", "{% nonsense %}"), ("build", "--format", "html")),
    "a wrong sign": (template("html/facts.j2", "{{ ? }}"), ("build", "--format", "html")),
    "a fault of Python's": (template("html/facts.j2", "{{ 1 / 0 }}"), ("build", "--format", "html")),
    "a sum of unlike things": (template("html/facts.j2", "{{ 1 + 'a' }}"), ("build", "--format", "html")),
    "a palette": (template("palette.toml", "[colours\n"), ("build", "--format", "html")),
    "a palette that is not text": (template("palette.toml", b"# r\xf8d\n"), ("build", "--format", "html")),
    "a table in OpenDocument": (template("odt/tables.xml", "<a><b></a>"), ("build", "--format", "odt")),
    "looks": (template("pdf/report.typ", "#let (\n"), ("build", "--format", "pdf")),
    "looks of another time": (template("pdf/report.typ", "#nobody\n"), ("build", "--format", "pdf")),
    "a reference document": (template("docx/reference.docx", b"PK"), ("build", "--format", "docx")),
    "pandoc": (lambda root, patch: patch.setattr("subprocess.run", pandoc_fails), ("build", "--format", "docx")),
    "Typst": (lambda root, patch: patch.setattr("typst.compile_with_warnings", typst_breaks_off), ("build", "--format", "pdf")),
    "no folder for what is temporary": (lambda root, patch: patch.setattr("tempfile.tempdir", "/no/where"), ("build", "--format", "pdf")),
    "a folder that is a file": (lambda root, patch: write(root, {"build": "x"}), ("build", "--format", "html")),
    "a measure that is a folder": (lambda root, patch: (root / "content/measures/9.md").mkdir(), ("check",)),
    "a link to nothing": (lambda root, patch: (root / "content/measures/9.md").symlink_to("nowhere"), ("check",)),
    "an answer to a folder": (lambda root, patch: None, ("diff", "content/measures", "--output", "content")),
    "a folder within a file": (lambda root, patch: None, ("diff", "content/measures", "--output", "/dev/full/x")),
    "a plan that cannot be read": (lambda root, patch: patch.setattr("statusreport.source.tree.Folder.read", reading_fails), ("check",)),
    "no repository": (lambda root, patch: None, ("diff", "git:main")),
    "no git": (lambda root, patch: patch.setenv("PATH", ""), ("diff", "git:main")),
    "no such revision": (lambda root, patch: subprocess.run(["git", "-C", root, "init", "-q"], check=True), ("diff", "git:main")),
    "a broken repository": (broken_repository, ("diff", "git:HEAD")),
}  # fmt: skip


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("planted", PLANTED)
def test_what_goes_wrong_elsewhere_is_said(
    planted: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, args = PLANTED[planted]
    root = small_plan(tmp_path, {"content/measures/2.md": measure("2")})
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    plant(root, monkeypatch)
    result = run("--language", code, *args, cwd=root)
    assert result.status, result
    said = re.sub(r"^ *\d* \|.*$", "", result.out + result.err, flags=re.MULTILINE)
    assert not english(without_names(said)), said


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize(
    "said", ["Invalid value for '--number': 'a' is not a valid integer.", "This is what no version has said"]
)
def test_what_typer_finds_wrong_is_a_quotation_at_most(said: str, code: str) -> None:
    told = misuse(typer.BadParameter(said), catalogue(code))
    assert "Typer" in told
    assert not english(told), told
