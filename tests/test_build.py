"""What a build makes: the same bytes everywhere, nothing executed, nothing fetched, every link answered."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import re
import shutil
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from conftest import ROOT
from frictionless import validate
from gate.publications import Made
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from plans import (
    BODY,
    PICTURES,
    PLAN,
    chapter,
    contents,
    measure,
    process,
    project,
    refused,
    run,
    small_plan,
    tree,
    with_project,
    write,
)

from statusreport.formats import format_names
from statusreport.formats.csv import safe_cell
from statusreport.source.pictures import KINDS as SUFFIXES
from statusreport.source.pictures import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

TEMPLATES = ROOT / "templates"


def build(root: Path, *args: str) -> str:
    """Builds a plan, in the formats that are text unless others are asked for; what it says on standard error."""
    formats = () if "--format" in args else ("--format", "html,md,json,csv,xlsx")
    result = run("build", *args, *formats, cwd=root)
    assert result.status == 0, result.err
    return result.err


def unbuilt(root: Path, *args: str) -> str:
    """The sentence with which a build is refused, which writes nothing."""
    before = tree(root)
    result = run("build", *args, cwd=root)
    assert (result.status, result.out) == (2, "")
    assert tree(root) == before
    *_, sentence = result.err.splitlines(keepends=True)  # there may be findings before it
    return refused(replace(result, err=sentence))


# The same bytes everywhere


def test_the_same_content_gives_the_same_bytes_anywhere(made: Made, tmp_path: Path) -> None:
    """Another folder, order of files, seed, clock, language, home and place to stand makes no difference."""
    root = tmp_path / "et helt annet sted"
    for file in sorted([ROOT / "statusreport.yaml", *(ROOT / "content").rglob("*")], reverse=True):
        if file.is_file():
            copy = root / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
            os.utime(copy, (0, 0))
    surroundings = {
        "PYTHONHASHSEED": "2",
        "TZ": "Pacific/Niue",
        "LC_ALL": "tr_TR.UTF-8",
        "LANGUAGE": "de",
        "HOME": str(tmp_path),
        "SOURCE_DATE_EPOCH": "0",
    }
    built = process("build", cwd=root / "content", env=surroundings)
    assert built.returncode == 0, built.stderr
    here = {path: data for kind in format_names() for path, data in made.of_plan("own", kind).items()}
    assert len(here) > 10
    there = {
        path: data for path, data in contents(root / "build").items() if data is not None and "/" in path
    }
    assert {path: linkless(data) for path, data in there.items()} == {
        path: linkless(data) for path, data in here.items()
    }


def linkless(data: bytes | str) -> bytes:
    """A page without what it says of the files beside it, which are others when it is built alone."""
    data = data.encode() if isinstance(data, str) else data
    data = re.sub(rb'<p class="files">.*?</p>\n|<link rel="alternate"[^>]*>\n', b"", data, flags=re.DOTALL)
    return re.sub(rb',"encoding":\[[^]]*\]', b"", data)


@pytest.mark.parametrize(
    ("expect", "files"),
    [
        ("{measures: 3}", {}),
        ("{measures: 1}", {}),
        ("{measures: 2, projects: 0}", {}),
        ("{measures: 2, projects: 2}", {}),
        ("{measures: 2, projects: 1}", {"content/measures/2.md": measure("2").replace("---\n", "--\n", 1)}),
    ],
    ids=["too few measures", "too many measures", "too many projects", "too few projects", "one unreadable"],
)
def test_another_number_of_records_than_expected_is_refused(
    expect: str, files: Mapping[str, str], tmp_path: Path
) -> None:
    root = with_project(tmp_path, files, plan=f"expect: {expect}\n")
    before = tree(root)
    result = run("build", cwd=root)
    assert (result.status, result.out) == (1, "")
    assert "Nothing was written: there is 1 error." in result.err
    assert tree(root) == before


def test_the_expected_number_of_records_is_built(tmp_path: Path) -> None:
    build(with_project(tmp_path, plan="expect: {measures: 2, projects: 1}\n"))


# Publications


def test_a_plan_without_projects_builds_no_document_study(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    build(root)
    built = [entry.name for entry in (root / "build").iterdir()]
    assert "status-report" in built
    assert "document-study" not in built
    shutil.rmtree(root / "build")
    assert "no document-study" in unbuilt(root, "document-study")
    assert "no document-study" in unbuilt(root, "status-report", "document-study")


def test_a_plan_without_measures_builds_the_document_study_alone(tmp_path: Path) -> None:
    root = write(tmp_path, {"statusreport.yaml": PLAN, "content/projects/1.md": project()})
    build(root)
    assert [entry.name for entry in (root / "build").glob("[!.]*")] == ["document-study"]
    assert "no status-report" in unbuilt(root, "status-report")


def test_each_format_can_be_built_alone_and_gives_the_same_bytes(tmp_path: Path) -> None:
    root = with_project(tmp_path)
    build(root)
    whole = contents(root / "build")
    for name in ("csv", "html", "json", "md", "xlsx"):
        build(root, "--format", name, "--output", name)
        part = {path: data for path, data in contents(root / name).items() if not path.startswith(".")}
        assert part
        for path, data in part.items():
            if data is not None:
                assert linkless(whole[path] or b"") == linkless(data)


# Templates


def override(root: Path, name: str, text: str | bytes) -> Path:
    return write(root, {f"templates/{name}": text})


def packaged(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def test_a_template_of_the_plan_wins_over_the_packaged_one(tmp_path: Path) -> None:
    root = with_project(tmp_path)
    build(root)
    usual = (root / "build/status-report/index.html").read_text("utf-8")
    override(root, "html/table.j2", "<p>Here stood the table {{ block.caption }}.</p>\n")
    override(root, "md/facts.j2", "Here stood {{ block.rows | length }} facts.\n\n")
    build(root)
    page = (root / "build/status-report/index.html").read_text("utf-8")
    assert "<table" in usual
    assert "<table" not in page
    assert "<p>Here stood the table Tabell\u00a01. Tiltak med ansvarlige og status.</p>" in page
    assert "Here stood 2 facts." in (root / "build/status-report/status-report.md").read_text("utf-8")
    assert "<dl" in page, "what the plan does not override is as it was"


@pytest.mark.parametrize("format_", ["html", "md"])
@pytest.mark.parametrize(
    ("before", "after", "times"),
    [('{% if section.label != "2" %}\n', "\n{% endif %}\n", 0), ("", "", 2)],
    ids=["left out", "repeated"],
)
def test_a_template_that_leaves_out_or_repeats_a_measure_is_refused(
    format_: str, before: str, after: str, times: int, tmp_path: Path
) -> None:
    root = small_plan(tmp_path)
    build(root)
    name = f"{format_}/section.j2"
    text = packaged(name)
    if times:
        again = f'{{% if section.label == "2" %}}\n{text}\n{{% endif %}}\n'
        text = f"{text}\n{again}"
    override(root, name, f"{before}{text}{after}")
    sentence = unbuilt(root)
    assert f"in {format_} of status-report, tiltak-2 appears {times} times instead of once" in sentence


@pytest.mark.parametrize("format_", ["html", "md"])
def test_a_template_that_leaves_out_words_is_refused(tmp_path: Path, format_: str) -> None:
    root = small_plan(tmp_path)
    override(root, f"{format_}/prose.j2", "")
    assert f"in {format_} of status-report, “Staten skal gi alle ofre et sted å bo.” is missing" in unbuilt(
        root
    )


def test_a_template_that_leaves_out_a_project_is_refused(tmp_path: Path) -> None:
    root = with_project(tmp_path)
    text = packaged("html/section.j2")
    override(root, "html/section.j2", f'{{% if section.role != "project" %}}\n{text}\n{{% endif %}}\n')
    assert "in html of document-study, prosjekt-1 appears 0 times" in unbuilt(root)


@pytest.mark.parametrize("name", ["packaged/html/document.j2", "html/document.j2"])
def test_a_template_may_extend_or_include_the_packaged_one_of_its_name(name: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    build(root)
    usual = (root / "build/status-report/index.html").read_text("utf-8")
    extended = (
        f'\ufeff{{% extends "{name}" %}}\n'
        "{% block foot %}\n<footer>{{ document.round }}</footer>\n{% endblock %}\n"
    )
    override(root, "html/document.j2", extended)
    override(root, "html/facts.j2", '<hr>\n{% include "packaged/html/facts.j2" %}\n')
    assert "Nothing uses" not in build(root)
    page = (root / "build/status-report/index.html").read_text("utf-8")
    assert page.replace("<footer>2012-02</footer>\n", "").replace("<hr>\n", "") == usual
    assert page.count("<footer>") == 1
    assert page.count("<hr>") == usual.count('<dl class="facts">')


def test_the_mark_of_an_encoding_is_no_text_of_a_template(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    build(root)
    usual = (root / "build/status-report/index.html").read_bytes()
    override(root, "html/document.j2", b"\xef\xbb\xbf" + packaged("html/document.j2").encode("utf-8"))
    build(root)
    assert (root / "build/status-report/index.html").read_bytes() == usual


def test_a_template_that_nothing_uses_is_named_with_what_was_meant(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    for name in ("html/tabel.j2", "htlm/table.j2", "csv/measures.j2", "Html/notes.txt", ".hidden/table.j2"):
        override(root, name, "")
    # What a template of the plan leads to is used, at any remove.
    override(root, "html/facts.j2", '{% include "html/own.j2" %}')
    override(
        root, "html/own.j2", '{% import "html/macros.j2" as own %}{% include "packaged/html/facts.j2" %}'
    )
    override(root, "html/macros.j2", "")
    said = [line for line in build(root).splitlines() if "Nothing uses" in line]
    assert said == [
        "Nothing uses templates/Html/notes.txt: no format has a template of that name.",
        "Nothing uses templates/csv/measures.j2: no format has a template of that name.",
        "Nothing uses templates/htlm/table.j2. Did you mean templates/html/table.j2?",
        "Nothing uses templates/html/tabel.j2. Did you mean templates/html/table.j2?",
    ]


FAULTS = {
    "an unknown statement": ("a\n{% nonsense %}\n", 2, "nonsense"),
    "an open statement": ("{% if block %}\na\n", 2, "endif"),
    "an open expression": ("a\nb\n{{ block.caption\n", 3, "end of print statement"),
    "an unknown filter": ("{{ block.caption | shout }}\n", 1, "shout"),
    "an unknown name": ("a\n\n{{ nobody }}\n", 3, "'nobody' is undefined"),
    "an unknown attribute": ("{% set x = 1 %}\n{{ block.kaption }}\n", 2, "kaption"),
    "an attribute of nothing": ("{{ nobody.name }}\n", 1, "'nobody' is undefined"),
    "the way out of the sandbox": ("a\n{{ ''.__class__.__mro__ }}\n", 2, "unsafe"),
    "a call that is not allowed": ("{{ say.__init__.__globals__ }}\n", 1, "unsafe"),
    "a template that is not there": ("\n{% include 'html/nothing.j2' %}\n", 2, "html/nothing.j2"),
    "a division by nothing": ("\n\n\n{{ 1 / 0 }}\n", 4, "division by zero"),
    "words that are added to a number": ("{{ 1 + 'a' }}\n", 1, "unsupported operand"),
    "an endless count": ("{% for n in range(999999999) %}{% endfor %}\n", 1, "Range too big"),
    "itself": ("\n{% include 'html/table.j2' %}\n", 2, "recursion"),
    "an unknown label": ("{{ say('nonsense.label') }}\n", 1, "nonsense"),
    "another encoding": ("a\nb\nTabell \xe5\n".encode("latin-1"), 3, "UTF-8"),
}


@pytest.mark.parametrize(("text", "line", "problem"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_template_is_one_sentence_with_its_line(
    text: str | bytes, line: int, problem: str, tmp_path: Path
) -> None:
    root = override(small_plan(tmp_path), "html/table.j2", text)
    before = tree(root)
    result = run("build", cwd=root)
    assert (result.status, result.out) == (2, "")
    assert re.fullmatch(r"statusreport: Template html/table\.j2, line \d+: [^\n]*[^.]\.\n", result.err), (
        result.err
    )
    assert f", line {line}: " in result.err
    assert problem in result.err
    assert tree(root) == before


def test_a_fault_in_a_template_for_markdown_names_that_one(tmp_path: Path) -> None:
    root = override(small_plan(tmp_path), "md/facts.j2", "a\n{{ nobody }}\n")
    assert "Template md/facts.j2, line 2: there is no “nobody” (Jinja: “'nobody' is undefined”)." in unbuilt(
        root
    )


def test_a_fault_in_a_template_of_another_name_is_told_as_well(tmp_path: Path) -> None:
    root = override(small_plan(tmp_path), "odt/tables.xml", "<a>\n{{ 1 / 0 }}\n</a>\n")
    assert "Template odt/tables.xml, line 2: Python says “division by zero”." in unbuilt(
        root, "--format", "odt"
    )
    override(root, "odt/tables.xml", "<a>\n\n{{ palette.colours.lin }}\n</a>\n")
    assert "Template odt/tables.xml, line 3: " in unbuilt(root, "--format", "odt")


def test_of_several_faults_the_first_is_told_whichever_is_found_first(tmp_path: Path) -> None:
    """The text is begun beside the PDF, which takes longest and so comes first, and fails at once."""
    root = small_plan(
        tmp_path,
        {
            "templates/html/document.j2": "{{",
            "templates/md/document.j2": "{{",
            "templates/pdf/document.j2": "{% for n in range(20000) %}{{ n }}{% endfor %}{{ missing }}",
        },
    )
    assert "Template pdf/document.j2, line 1: " in unbuilt(root)
    assert not (root / "build").exists()


def test_a_template_cannot_read_other_files(tmp_path: Path) -> None:
    write(tmp_path, {"secret.txt": "secret"})
    root = override(small_plan(tmp_path / "plan"), "html/table.j2", "{% include '../../secret.txt' %}\n")
    assert "there is no template ../../secret.txt" in unbuilt(root)


# Looks


def test_choices_that_leave_no_row_say_so_be_it_one_choice_or_two(tmp_path: Path) -> None:
    own = {"content/measures/2.md": measure("2", responsible="[UD]", status="Gjennomført")}
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1"), **own})
    build(root, "--format", "html")
    page = (root / "build/status-report/index.html").read_text("utf-8")
    ids = dict(re.findall(r'<input type="radio" name="\w+" id="([^"]+)"> <span>([^<]+) <', page))
    told: set[tuple[str, ...]] = {
        tuple(ids[name] for name in re.findall(r":has\(#([\w-]+):checked\)", rule))
        for rule in re.findall(r"#oversikt-tabell(\S*) \.none", page)
    }
    statuses = ("Ikke igangsatt", "Under forberedelse", "Løpende/under gjennomføring", "Gjennomført")
    lead, other = bodies = ("Justisdepartementet (JD)", "Utenriksdepartementet (UD)")
    shown = {(lead, "Løpende/under gjennomføring"), (other, "Gjennomført")}
    expected: set[tuple[str, ...]] = {
        (body, status) for body in bodies for status in statuses if (body, status) not in shown
    }
    expected |= {(status,) for status in statuses if not any(status in pair for pair in shown)}
    assert {pair for pair in told if set(pair) <= {*bodies, *statuses}} == expected


def test_a_palette_of_the_plan_wins_over_the_packaged_one(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    write(root, {"content/chapters/1.md": chapter(body="```{breakdown} measures.statuses\n```\n")})
    override(
        root, "palette.toml", packaged("palette.toml").replace("#1c1b1a", "#123456").replace("14px", "9px")
    )
    build(root, "--format", "html,odt")
    page = (root / "build/status-report/index.html").read_text("utf-8")
    assert "--ink: #123456;" in page
    assert "svg text { font-size: 9px;" in page
    assert "#1c1b1a" not in page
    with zipfile.ZipFile(root / "build/status-report/status-report.odt") as odt:
        content = odt.read("content.xml").decode("utf-8")
    assert 'fo:border-bottom="1pt solid #123456"' in content


def test_a_palette_may_hold_what_no_format_asks_for(tmp_path: Path) -> None:
    root = small_plan(tmp_path)
    override(root, "palette.toml", f"made = 2012-01-01\n{packaged('palette.toml')}")
    build(root, "--format", "html,pdf")


@pytest.mark.parametrize(
    ("palette", "sentence"),
    [
        ('[colours]\nink = "#000"\nsoft = #333\n', "Template palette.toml, line 3: this is not the value of anything (TOML: “Invalid value”)."),
        ("[colours\n", "Template palette.toml, line 1: something is not closed (TOML: “Expected ']' at the end of a table declaration”)."),
        (b"# r\xf8d\n", "Template palette.toml, line 1: the file is not saved as UTF-8."),
        ('[colours]\nink = "#000"\n', "Template html/style.css.j2, line 1: there is no “sizes” (Jinja: “'dict object' has no attribute 'sizes'”)."),
    ],
    ids=["no value", "an open table", "another encoding", "a part that is left out"],
)  # fmt: skip
def test_a_fault_in_a_palette_is_one_sentence_with_its_line(
    palette: str | bytes, sentence: str, tmp_path: Path
) -> None:
    root = override(small_plan(tmp_path), "palette.toml", palette)
    assert sentence in unbuilt(root, "--format", "html")


def test_colours_are_written_in_the_palette_alone() -> None:
    files = [
        *(ROOT / "templates").rglob("*.*"),
        *(ROOT / "cli/statusreport/formats").glob("*.py"),
        *(ROOT / "tools").glob("*.py"),
    ]
    texts = {
        file.name: file.read_bytes().decode("utf-8", "replace")
        for file in files
        if file.suffix not in (".docx", ".odt")
    }
    colour = re.compile(r"""(?<!&)#(?:[0-9a-f]{3}){1,2}\b|["'][0-9a-f]{6}["']|rgb\(["'\d]""", re.IGNORECASE)
    assert {name for name, text in texts.items() if colour.search(text)} == {"palette.toml"}


# Reading the output back


class Page(HTMLParser):
    """A web page as a reader and a browser take it."""

    VOID = ("meta", "input", "img", "br", "hr", "link", "circle", "rect")

    def __init__(self, file: Path) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[str] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(file.read_text("utf-8"))
        self.close()
        assert self._open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), "no attribute stands twice"
        self.tags.append((tag, given))
        # How many lines a label of a chart takes depends on its length.
        if tag != "text":
            self.shape.append(f"<{tag} {' '.join(given)}>")
        self.words += [given[name] for name in ("title", "aria-label", "alt") if name in given]
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self.scripts.append((self.tags[-1][1].get("type", ""), data))
        elif self._open and self._open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, name: str) -> list[str]:
        return [given[name] for _, given in self.tags if name in given]

    @property
    def ids(self) -> list[str]:
        return self.values("id")


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


class Markdown:
    """A Markdown file as a reader takes it."""

    def __init__(self, file: Path) -> None:
        self.shape: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.html: list[str] = []
        words: list[str] = []
        for token in _flat(parser().parse(file.read_text("utf-8"))):
            self.shape.append(token.type)
            if token.type in ("html_inline", "html_block"):
                self.html.append(token.content.strip())
            elif token.type == "link_open":
                self.links.append(str(token.attrs["href"]))
            elif token.type == "image":
                self.pictures.append(str(token.attrs["src"]))
                words.append(token.content)
            elif token.type in ("text", "code_inline", "fence", "code_block"):
                words.append(token.content)
        self.text = " ".join(" ".join(words).split())

    @property
    def ids(self) -> list[str]:
        return [found for html in self.html for found in re.findall(r'^<a id="([^"]*)">', html)]


def _flat(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        if token.type != "inline":
            yield token
        yield from _flat(token.children or () if token.type != "image" else ())


# Nothing in content is executed

MARKUP = {
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "the end of what is open": "</title></style></table></svg> --> <!-- x",
    "quotes and references": '"a" \'b\' " onclick=alert(1) x=" &amp; &lt; &copy; &#65; &',
    "Jinja": "{{ 7*7 }}{% raw %}{# x #}{{ say }} {figure}`measures.count`",
    "emphasis": "*a* _b_ __c__ ~~d~~ `e` \\*",
    "links": "[c](javascript:alert(1)) <http://d.no> ![e](http://x.no/y.png) [f]: g [^1] ^[x]",
    "a table": "| a | b | \\| c",
    "a heading": "# a ## b #",
    "a list": "1. a",
    "a quotation": "> a",
    "a fence": "```` a",
    "a rule": "---",
}
HARMLESS = "Ord"


def filled(root: Path, word: str) -> Path:
    """A plan that has a word wherever a text may be chosen freely."""
    q = "'" + word.replace("'", "''") + "'"
    settings = f"""\
title: {q}
language: nb
round: 2012-02
publications: {{status-report: {{subtitle: {q}}}, document-study: {{title: {q}, subtitle: {q}}}}}
statuses:
  - {{id: {q}, label: {q}}}
  - {{id: ongoing, label: Løpende, terms: [Under gjennomføring]}}
responsible: {{JD: {q}, UD: Utenriksdepartementet}}
sections: {{measure: [Tiltak, Status]}}
units: {{norad: {q}}}
partners: {{iom: {{label: {q}, type: x}}}}
partner_types: {{x: {q}}}
regions: {{europa: {q}}}
forms: {{f: {q}}}
target_groups: {{t: {q}}}
categories: {{c: {q}}}
abbreviations: {{NHO: {q}}}
"""
    figures = f"""\
title: {q}
source: {q}
figures: {{antall: {{value: 100, label: {q}}}, hele: {{value: 200, label: {q}}}}}
shares: {{andel: {{part: tall.antall, whole: tall.hele, label: {q}}}}}
breakdowns: {{deler: {{title: {q}, vocabulary: regions, total: 100, parts: {{europa: 60}}, rest: {q}}}}}
"""
    evaluation = f"[{{year: 2007, kind: {q}, evaluators: [{q}, {q}]}}]"
    files = {
        "statusreport.yaml": settings,
        "content/figures/tall.yaml": figures,
        "content/measures/1.md": measure(
            "1",
            title=q,
            status=q,
            area=q,
            evidence=f"[{q}, '2.md', 'https://x.no/?a=1&b=%22']",
            body=BODY + "\nNHO er med.\n",
        ),
        "content/measures/2.md": measure("2", title=f"'{HARMLESS} to'", responsible="[UD, JD]"),
        "content/projects/1.md": project(
            title=q,
            place=q,
            partner=q,
            agreements=f"[{q}]",
            region="europa",
            forms="[f]",
            target_groups="[t]",
            categories="[c]",
            evaluations=evaluation,
            body="## Overordnet mål\n\nX\n\n## Evaluering\n\nY\n",
        ),
        "content/projects/2.md": project(
            2, title=f"'{HARMLESS} to'", partner=q, continues="1", region="europa"
        ),
        "content/chapters/1.md": chapter(title=q, body="```{breakdown} tall.deler\n```\n"),
        "content/chapters/2.md": chapter("document-study", title=q, body="```{breakdown} tall.deler\n```\n"),
    }
    write(root, files)
    build(root)
    return root / "build"


def masked(text: str, word: str) -> str:
    """A text with the harmless word, and without the fingerprint and how large the other files are."""
    return re.sub(r"\b[0-9a-f]{12,64}\b|\d+ kB", "…", text.replace(word, HARMLESS))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("harmless"), HARMLESS)


@pytest.mark.parametrize("word", MARKUP.values(), ids=MARKUP)
def test_markup_in_a_text_comes_out_as_characters_everywhere(
    word: str, harmless: Path, tmp_path: Path
) -> None:
    """A page has the same elements as with a harmless word, and the word stands where that one stood."""
    output = filled(tmp_path, word)
    for name in ("status-report", "document-study"):
        page, usual = Page(output / name / "index.html"), Page(harmless / name / "index.html")
        assert page.shape == usual.shape
        assert masked(page.text, word) == masked(usual.text, HARMLESS)
        assert page.text.count(word) > 10
        text, plain = Markdown(output / name / f"{name}.md"), Markdown(harmless / name / f"{name}.md")
        assert text.shape == plain.shape
        assert masked(text.text, word) == masked(plain.text, HARMLESS)
        assert text.text.count(word) > 10
    report = json.loads((output / "status-report/status-report.json").read_text("utf-8"))
    first = report["measures"][0]
    assert report["title"] == word
    assert [first[key] for key in ("title", "status", "class", "area")] == [word] * 4
    assert first["evidence"][0] == word
    study = json.loads((output / "document-study/document-study.json").read_text("utf-8"))
    assert [study["projects"][0][key] for key in ("title", "place", "partner")] == [word] * 3
    (row, _) = rows(output / "status-report/measures.csv")
    assert {row[key].removeprefix("'") for key in ("title", "status", "class")} == {word}
    (row, _) = rows(output / "document-study/projects.csv")
    assert {row[key].removeprefix("'") for key in ("agreement_title", "place", "agreement_partner")} == {word}


def test_a_partner_named_by_its_id_is_printed_by_its_label(tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/projects/1.md": project(partner="iom")})
    assert run("build", "--format", "csv,md", cwd=root).status == 0
    (row, *_) = rows(root / "build/document-study/projects.csv")
    assert row["agreement_partner"] == "IOM"
    assert "iom" not in (root / "build/document-study/document-study.md").read_text("utf-8")


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8"), newline="")))


@pytest.mark.parametrize(
    "word", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x.no\",'a')", "=1,2\\n"]
)
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(word: str, tmp_path: Path) -> None:
    output = filled(tmp_path, word)
    (row, _) = rows(output / "status-report/measures.csv")
    assert [row[key] for key in ("title", "status", "class")] == [f"'{word}"] * 3
    assert row["lead"] == "JD"
    (row, _) = rows(output / "document-study/projects.csv")
    keys = (
        "agreement_title",
        "responsible_unit",
        "place",
        "agreement_number",
        "agreement_partner",
        "main_region",
    )
    assert [row[key] for key in keys] == [f"'{word}"] * 6
    assert row["amount_nok"] == "3742768", "numbers are none of this"
    (row,) = rows(output / "document-study/evaluations.csv")
    assert (row["kind"], row["evaluators"]) == (f"'{word}", f"'{word}; '{word}")
    for file in output.rglob("*.csv"):
        for row in rows(file):
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("gap", [";", "; ", ';"', "\t", "\n", ";\xa0"])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1"])
def test_no_part_of_a_cell_is_run_whatever_parts_cells(gap: str, formula: str) -> None:
    cell = str(safe_cell(f"Tiltak{gap}{formula};slutt"))
    part = re.split(r"[;\t\r\n]", cell)[-2]
    assert part.lstrip(" ").startswith("'")
    assert cell.replace("'", "") == f"Tiltak{gap}{formula};slutt", "nothing else is changed"


@pytest.mark.parametrize("text", ["Tiltak; se a-b", "1-2", "a = b", "a;b;c", "Norad/UD", "2005–2007; –"])
def test_a_cell_that_nothing_would_run_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_data_whose_words_look_like_formulas_is_what_its_description_says(tmp_path: Path) -> None:
    plan = (
        PLAN
        + 'statuses:\n- {id: a, label: "+ i rute"}\n- {id: b, label: "- forsinket", terms: ["@venter; =1"]}\n'
    )
    files = {"content/measures/1.md": measure("1", status="'+ i rute'"), "statusreport.yaml": plan}
    files["content/measures/2.md"] = measure("2", status="'@venter; =1'")
    root = small_plan(tmp_path, files)
    build(root)
    package = root / "build/status-report/datapackage.json"
    assert [row["status"] for row in rows(package.with_name("measures.csv"))] == [
        "'+ i rute",
        "'@venter; '=1",
    ]
    report = validate(str(package), type="package")
    assert report.tasks
    assert report.flatten(["type", "message"]) == []


ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//x.no/y",
    "http://[x",
    "https://x.no/>)<script>alert(1)</script>",
    "https://x.no/ y",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_evidence_that_is_no_web_address_is_no_link(address: str, tmp_path: Path) -> None:
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", evidence=f"['{address}']")})
    build(root)
    page = Page(root / "build/status-report/index.html")
    assert address in page.text
    assert dangerous(page) == []
    assert address not in page.values("href")
    text = Markdown(root / "build/status-report/status-report.md")
    assert address in text.text
    assert all(link.startswith("#") for link in text.links)


def test_words_in_another_language_are_marked_in_the_page_and_plain_elsewhere(tmp_path: Path) -> None:
    body = BODY.replace("et sted å bo", "[a [home](2.md)]{lang=en}[^1]") + "\n[^1]: [Ein Haus]{lang=de}.\n"
    text = measure("1", title="Helping victims", title_language="en-GB", body=body)
    output = small_plan(tmp_path, {"content/measures/1.md": text})
    build(output)
    page = Page(output / "build/status-report/index.html")
    # The title stands in the contents, in the overview and above the measure.
    assert sorted(page.values("lang")) == ["de", "en", "en-GB", "en-GB", "en-GB", "nb"]
    for name in ("status-report.md", "status-report.json"):
        plain = (output / "build/status-report" / name).read_text("utf-8")
        assert "Ein Haus" in plain
        assert "lang=" not in plain


def test_code_stays_as_it_is_written_in_every_format(tmp_path: Path) -> None:
    code = ("{figure}`measures.count`", "[ord]{lang=en}")
    text = " ".join(f"`` {words} ``" for words in code)
    body = BODY.replace(
        "et sted å bo", f"{text} til {{figure}}`measures.count` [av [dem]{{lang=fr}}]{{lang=en}}"
    )
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})
    build(root)
    page = Page(root / "build/status-report/index.html")
    markdown = (root / "build/status-report/status-report.md").read_text("utf-8")
    published = json.loads((root / "build/status-report/status-report.json").read_text("utf-8"))
    told = published["measures"][0]["sections"]["Tiltak"]
    assert f"{text} til 2 av dem" in told
    for words in code:
        assert words in page.text
        assert words in markdown


def test_a_figure_in_the_text_of_a_picture_is_filled_in_everywhere(tmp_path: Path) -> None:
    body = BODY.replace("et sted å bo", "![Av {figure}`measures.count` tiltak](p.png)")
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})
    (root / "content/measures/p.png").write_bytes(PICTURES["png"])
    build(root)
    assert "Av 2 tiltak" in Page(root / "build/status-report/index.html").values("alt")
    for name in ("status-report.md", "status-report.json"):
        assert "![Av 2 tiltak]" in (root / "build/status-report" / name).read_text("utf-8")


def test_evidence_leads_to_pages_and_to_measures(tmp_path: Path) -> None:
    evidence = "['https://x.no/a?b=c#d', 'mailto:a@x.no', 2.md]"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", evidence=evidence)})
    build(root)
    expected = {"https://x.no/a?b=c#d", "mailto:a@x.no", "#tiltak-2"}
    assert expected <= set(Page(root / "build/status-report/index.html").values("href"))
    assert expected <= set(Markdown(root / "build/status-report/status-report.md").links)


PROSE = """\
Summen {{ 7*7 }} og {% if %} står her, \\<script>alert(1)\\</script> og &lt;b&gt; og `<i>{{ x }}</i>` også.
AT&T, a < b > c, "sitat" og 'apostrof', \\*stjerne\\*, a_b_c og 1 * 2 * 3, \\# og | og \\\\.

```html" onmouseover="alert(1)
<script>alert("{{ 7*7 }}")</script>
```

    <b>innrykk</b>

| <kol> \\| én | to |
| --- | --- |
| `a \\| b` | \\<b> |

> \\- sitat

1\\. ikke en liste

\\- heller ikke

\\+ eller dette

\\## eller dette

[lenke &amp; "sitat"](https://x.no/?a=1&copy=2 "tittel \\"med\\" <b>") og <https://y.no/?c=1&d=2>.
"""


def test_what_a_text_says_is_said_in_every_format(tmp_path: Path) -> None:
    """The Markdown of a body, the page and the Markdown made of it say the same words in the same order."""
    files = {"content/measures/1.md": measure("1", body=f"{BODY}\n{PROSE.replace('<kol>', 'kol')}")}
    root = small_plan(tmp_path, files)
    build(root)
    source = write(tmp_path, {"prose.md": PROSE.replace("<kol>", "kol")}) / "prose.md"
    words = Markdown(source)
    page = Page(root / "build/status-report/index.html")
    text = Markdown(root / "build/status-report/status-report.md")
    assert "Summen {{ 7*7 }} og {% if %} står her, <script>alert(1)</script>" in words.text
    squeezed = [re.sub(r"\s|, Tiltak 1(?=\s)", "", said) for said in (words.text, page.text, text.text)]
    assert squeezed[0] in squeezed[2]
    # The title of a link stands before its words.
    assert squeezed[0].replace("lenke&", 'tittel"med"<b>lenke&') in squeezed[1]
    for links in (page.values("href"), text.links):
        assert {"https://x.no/?a=1&copy=2", "https://y.no/?c=1&d=2"} <= set(links)
    assert not dangerous(page)
    assert [html for html in text.html if not re.fullmatch(r'<a id="[^"<>]+">|</a>', html)] == []


def test_a_text_may_show_the_anchor_of_a_measure_as_code(tmp_path: Path) -> None:
    """The proof that each measure stands once in every format is not led astray by what a text shows."""
    shown = '<a id="tiltak-2"></a>'
    body = f"{BODY}\n```\n{shown}\n```\n\nOg {shown.join('``')} her:\n\n    {shown}\n\n- som her:\n\n  ```\n  {shown}\n  ```\n"
    root = small_plan(tmp_path, {"content/measures/1.md": measure("1", body=body)})
    build(root)
    assert Page(root / "build/status-report/index.html").text.count(shown) == 4
    assert Markdown(root / "build/status-report/status-report.md").text.count(shown) == 4


def dangerous(page: Page) -> list[str]:
    """Whatever on a page would run, or would be fetched from elsewhere when it is read."""
    found: list[str] = []
    for tag, given in page.tags:
        is_alternate = given.get("rel") == "alternate" and re.fullmatch(r"[\w.-]+", given.get("href", ""))
        if tag in ("iframe", "object", "embed", "base", "audio", "video", "source"):
            found.append(tag)
        if tag == "link" and not is_alternate:
            found.append(tag)
        found += [f"{tag} {name}" for name in given if name.startswith("on") or name in ("style", "srcset")]
        for name in ("src", "href", "xlink:href", "action", "data", "poster", "background"):
            value = given.get(name, "")
            allowed = ("#", "../", "http://", "https://", "mailto:") if tag == "a" else ("data:image/",)
            is_beside = tag in ("a", "link") and re.fullmatch(r"(?:responsible/)?[\w.-]+", value)
            if value and not (value.startswith(allowed) or is_beside):
                found.append(f"{tag} {name}={value}")
        if given.get("http-equiv"):
            found.append("http-equiv")
    for kind, text in page.scripts:
        if kind == "application/ld+json":
            json.loads(text)
        elif text.strip() != packaged("html/script.js.j2").strip():
            found.append(f"script {kind}")
    return found


# Pictures

KINDS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "JPEG": "image/jpeg",
    "gif": "image/png",
    "webp": "image/png",
    "svg": "image/svg+xml",
}


def test_pictures_are_embedded_in_the_page_and_copied_for_markdown(tmp_path: Path) -> None:
    names = [f"ofre.{suffix}" for suffix in KINDS] + ["bilder/ofre.png", "bilder/antall (to) æ.png"]
    shown = "\n\n".join(f'![Bilde "{number}" \\<b>](<{name}>)' for number, name in enumerate(names))
    kinds = [KINDS[name.rpartition(".")[2]] for name in names]
    of_kind = {suffix: kind for kind, suffixes in SUFFIXES.items() for suffix in suffixes}
    # What stands behind a picture is none of it.
    pictures = [
        PICTURES[of_kind[f".{name.rpartition('.')[2].lower()}"]] + f"<!-- {name} -->".encode()
        for name in names
    ]
    files: dict[str, str | bytes] = {
        f"content/measures/{name}": picture for name, picture in zip(names, pictures, strict=True)
    }
    root = small_plan(tmp_path, files | {"content/measures/1.md": measure("1", body=f"{BODY}\n{shown}\n")})
    build(root)
    page = Page(root / "build/status-report/index.html")
    assert not dangerous(page)
    embedded = []
    for source in page.values("src"):
        kind, _, data = source.removeprefix("data:").partition(";base64,")
        embedded.append((kind, base64.b64decode(data, validate=True)))
    published = [look(picture).data for picture in pictures]
    assert embedded == list(zip(kinds, published, strict=True))
    assert not any(b"<!--" in picture for picture in published)
    assert page.values("alt") == [f'Bilde "{number}" <b>' for number in range(len(names))]
    folder = root / "build/status-report"
    text = Markdown(folder / "status-report.md")
    copied = [folder / unquote(picture) for picture in text.pictures]
    assert [file.read_bytes() for file in copied] == published
    assert sorted(path.name for path in (folder / "pictures").iterdir()) == sorted(
        file.name for file in copied
    )


def test_pictures_whose_names_differ_in_case_only_are_two_files_on_every_disk(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/chapters/1.md": chapter(body="![Et hus](a/Hus.png)\n\n![Et hus](b/hus.PNG)\n"),
        "content/chapters/a/Hus.png": PICTURES["png"],
        "content/chapters/b/hus.PNG": PICTURES["png"],
    }
    root = small_plan(tmp_path, files)
    build(root)
    names = [file.name for file in (root / "build/status-report/pictures").iterdir()]
    assert sorted(map(str.casefold, names)) == ["hus-2.png", "hus.png"]


def test_a_publication_has_its_own_pictures_and_no_others(tmp_path: Path) -> None:
    shown = "Slik:\n\n![Et hus](a.png)\n"
    files: dict[str, str | bytes] = {
        "content/projects/a.png": PICTURES["png"],
        "content/projects/1.md": project(body=f"## Overordnet mål\n\n{shown}"),
        "content/chapters/1.md": chapter(body=shown.replace("a.png", "b/b.png")),
        "content/chapters/b/b.png": PICTURES["png"],
    }
    root = with_project(tmp_path, files)
    build(root)
    for name, picture in (("document-study", "a.png"), ("status-report", "b.png")):
        assert [file.name for file in (root / "build" / name / "pictures").iterdir()] == [picture]


@pytest.mark.parametrize(
    "target", ["gone.png", "../../../outside.png", "https://x.no/a.png", "a.tiff", "http://[x/a.png"]
)
def test_a_picture_that_cannot_be_embedded_is_an_error(target: str, tmp_path: Path) -> None:
    files = {"content/measures/1.md": measure("1", body=f"{BODY}\n![Et hus]({target})\n")}
    root = small_plan(tmp_path / "plan", files)
    write(tmp_path, {"outside.png": PICTURES["png"], "plan/content/measures/a.tiff": PICTURES["png"]})
    result = run("build", cwd=root)
    assert (result.status, result.out) == (1, "")
    assert not (root / "build").exists()


def test_a_picture_behind_a_link_to_elsewhere_is_an_error(tmp_path: Path) -> None:
    files = {"content/measures/1.md": measure("1", body=f"{BODY}\n![Et hus](a.png)\n")}
    root = small_plan(tmp_path / "plan", files)
    write(tmp_path, {"secret.png": "secret"})
    (root / "content/measures/a.png").symlink_to(tmp_path / "secret.png")
    assert run("build", cwd=root).status == 1
    assert not (root / "build").exists()


# Links


@pytest.fixture(scope="module")
def real(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan's output."""
    files = {
        path: data
        for kind in ("html", "md", "json", "csv")
        for path, data in made.of_plan("own", kind).items()
    }
    return write(tmp_path_factory.mktemp("real") / "build", files)


LINKED = {
    "content/measures/1.md": measure(
        "1",
        evidence="[2.md, ../projects/1.md]",
        body=BODY + "\nSe [tiltak 2](2.md#status), [her](#tiltak), [prosjektet](../projects/1.md) og [om](../chapters/1.md).[^a]\n"
        "Mer.[^b] Og igjen.[^a]\n\n[^a]: Se [tiltak 2](2.md).[^b]\n[^b]: Se [her](#status).\n",
    ),
    "content/projects/1.md": project(
        evaluations="[{year: 2007, kind: evaluering}]",
        body="## Overordnet mål\n\nSe [tiltaket](../measures/1.md) og [målet](#overordnet-mål).[^1]\n\n"
        "## Evaluering\n\n### Formål\n\nHer.[^1]\n\n[^1]: Se [om](../chapters/2.md).\n",
    ),
    "content/projects/2.md": project(2, continues="1"),
    "content/chapters/1.md": chapter(
        order="1", body="```{breakdown} measures.statuses\n```\n\n```{breakdown} measures.statuses\n```\n\n## Del\n\nSe [delen](#del).\n"
    ),
    "content/chapters/2.md": chapter(
        "document-study", body="```{breakdown} projects.units\n```\n\n```{breakdown} projects.units\n```\n\nSe [om](1.md).\n"
    ),
    "content/chapters/3.md": chapter(order="2", body="Samme tittel som den første.\n"),
}  # fmt: skip


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a small plan with every kind of link, note and repetition."""
    root = small_plan(tmp_path_factory.mktemp("linked"), LINKED)
    assert run("check", cwd=root).status == 0, run("check", cwd=root).out
    build(root)
    return root / "build"


@pytest.fixture(params=["real", "linked"])
def output(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


NAMES = ("status-report", "document-study")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("../chapters/om.md#Del%20to", "kapittel-om--del-to"),
        ("../chapters/om.md#del-to", "kapittel-om--del-to"),
        ("../chapters/om.md", "kapittel-om"),
        ("2.md#status", "tiltak-2--status"),
        ("#status", "tiltak-1--status"),
    ],
)
def test_a_link_to_a_heading_leads_there(written: str, expected: str, tmp_path: Path) -> None:
    text = "Kort.\n\n## Del én\n\nTekst.\n\n## Del *to*\n\nTekst.\n\n### Del to\n\nTekst.\n"
    files = {
        "content/measures/1.md": measure(body=f"{BODY}\nSe [dette]({written}).\n"),
        "content/chapters/om.md": chapter(body=text),
    }
    root = small_plan(tmp_path, files)
    build(root)
    page = (root / "build/status-report/index.html").read_text("utf-8")
    markdown = (root / "build/status-report/status-report.md").read_text("utf-8")
    assert f'<a href="#{expected}">dette</a>' in page
    assert page.count(f'id="{expected}"') == 1
    assert f"[dette](#{expected})" in markdown
    assert markdown.count(f'<a id="{expected}"></a>') == 1
    if "--del" in expected:
        assert f'<h3 id="{expected}">Del <em>to</em></h3>' in page
    assert re.findall(r'id="([^"]*--[^"]*)"', page) == [expected] * ("--" in expected), "others have none"


def test_what_stands_in_the_heading_of_an_evaluation_is_printed(tmp_path: Path) -> None:
    body = "## Evaluering[^1]\n\nNyttig.\n\n[^1]: Av Norad i 2009.\n"
    root = with_project(
        tmp_path,
        {"content/projects/1.md": project(body=body), "content/chapters/2.md": chapter("document-study")},
    )
    plan = (root / "statusreport.yaml").read_text("utf-8")
    (root / "statusreport.yaml").write_text(
        plan.replace("Status]}", "Status], evaluation: [Evaluering]}"), "utf-8"
    )
    build(root)
    for name in ("index.html", "document-study.md"):
        assert "Av Norad i 2009." in (root / "build/document-study" / name).read_text("utf-8")


def test_every_link_of_a_page_leads_to_an_anchor(output: Path) -> None:
    pages = {f"../{name}/index.html": Page(output / name / "index.html") for name in NAMES}
    crossing = 0
    for address, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), "no two elements have the same id"
        internal = [href for href in page.values("href") if not re.match(r"https?://|mailto:", href)]
        assert len(internal) > 10
        for href in internal:
            path, hash_, anchor = href.partition("#")
            if hash_:
                assert anchor in pages[path or address].ids, href
            else:
                assert (output / address[3:]).parent.joinpath(path).is_file(), href
            crossing += bool(path)
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert all(ident in page.ids for value in page.values(name) for ident in value.split())
    assert crossing or output.parent.name.startswith("real")


def test_every_link_of_a_markdown_file_leads_to_an_anchor(output: Path) -> None:
    texts = {f"../{name}/{name}.md": Markdown(output / name / f"{name}.md") for name in NAMES}
    crossing = 0
    for address, text in texts.items():
        assert len(text.ids) == len(set(text.ids)), "no two anchors are the same"
        assert len(text.ids) == sum(html.startswith("<a ") for html in text.html)
        internal = [link for link in text.links if not re.match(r"https?://|mailto:", link)]
        assert len(internal) > 3
        for link in internal:
            path, _, anchor = link.partition("#")
            assert anchor in texts[path or address].ids, link
            crossing += bool(path)
    assert crossing or output.parent.name.startswith("real")


def test_every_note_of_a_markdown_file_is_there_once(linked: Path) -> None:
    text = (linked / "status-report/status-report.md").read_text("utf-8")
    assert re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE) == ["1", "2"]
    assert sorted(re.findall(r"\[\^(\d+)\](?!:)", text)) == ["1", "1", "2", "2"]


def test_every_note_of_a_page_leads_back_to_each_of_its_places(linked: Path) -> None:
    page = Page(linked / "status-report/index.html")
    references = [given for _, given in page.tags if given.get("role") == "doc-noteref"]
    backs = [given["href"] for _, given in page.tags if given.get("role") == "doc-backlink"]
    assert [given["href"] for given in references] == ["#note-1", "#note-2", "#note-1", "#note-2"]
    assert sorted(backs) == sorted(f"#{given['id']}" for given in references)


def test_nothing_runs_and_nothing_is_fetched_when_a_page_is_read(output: Path) -> None:
    for name in NAMES:
        file = output / name / "index.html"
        page = Page(file)
        assert dangerous(page) == []
        styles = "".join(re.findall(r"<style>(.*?)</style>", file.read_text("utf-8"), re.DOTALL))
        assert styles
        own = re.sub(r"url\((?:data:font/woff2;base64,[\w+/=]+|#[\w-]+)\)", "", styles)
        assert not re.search(r"url\(|@import|expression\(|image-set\(", own)


def test_each_record_of_the_real_plan_stands_once_in_every_format(real: Path) -> None:
    for name, prefix, number, table in (
        ("status-report", "tiltak", 35, "measures"),
        ("document-study", "prosjekt", 25, "projects"),
    ):
        expected = [f"{prefix}-{n}" for n in range(1, number + 1)]
        for ids in (Page(real / name / "index.html").ids, Markdown(real / name / f"{name}.md").ids):
            assert [ident for ident in ids if re.fullmatch(prefix + r"-\d+", ident)] == expected
        data = json.loads((real / name / f"{name}.json").read_text("utf-8"))
        assert [record["anchor"] for record in data[table]] == expected
        assert len(rows(real / name / f"{table}.csv")) == number
