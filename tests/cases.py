"""Cases of rules on Markdown pages: files in, findings out.

A `## heading` begins a case. A fence `md PATH` or `yaml PATH` is a file; `bytes PATH` is one with Python
escapes; `large PATH` repeats its text beyond the limit, `filled PATH` its last line; `folder PATH`, `pipe PATH` and
`link PATH` (to what is written) are what they say. `sealed ROUND PATH` is a file of an earlier state of the plan: all of
one round are sealed together as content/rounds/ROUND.json. `edit PATH` changes a file that is there: the lines behind
`-` become those behind `+`; `saved PATH` is written anew in that encoding, `renamed PATH` gets that name. The fence
`text findings` is what this rule must report, character by character; an empty one means nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import ROOT
from markdown_it import MarkdownIt
from plans import pipe, read_plan, write

from statusreport.reading.folder import MAX_PICTURE_BYTES
from statusreport.reading.layout import ROUNDS
from statusreport.rounds.seal import seal
from statusreport.source.text import MAX_BYTES, MAX_MARKS

PAGES = ROOT / "tests" / "rules"

PLAN = """\
title: Handlingsplan
language: nb
round: 2012-02
responsible:
  JD: {label: Justis- og beredskapsdepartementet, aliases: [Justisdepartementet]}
  UD: Utenriksdepartementet
sections:
  measure: [Tiltak, Status]
  project: [Overordnet mål]
units: {balkan: Vest-Balkan-seksjonen}
partners:
  iom: {label: IOM, type: mellomstatlig}
  care: {label: Care Norge, type: ngo, aliases: [CARE]}
partner_types: {mellomstatlig: Mellomstatlig, ngo: Frivillig organisasjon}
regions: {europa: Europa, asia: Asia}
forms: {prostitusjon: Prostitusjon, tvangsarbeid: Tvangsarbeid}
target_groups: {kvinner: Kvinner, menn: Menn}
categories: {forebygging: Forebygging, beskyttelse: Beskyttelse}
abbreviations: {KOM: Koordineringsenheten for ofre for menneskehandel}
"""


@dataclass
class Case:
    """One heading of a page."""

    page: Path
    title: str
    files: list[tuple[str, str, str]] = field(default_factory=list)
    expected: str | None = None

    def __str__(self) -> str:
        return f"{self.page.stem}: {self.title}"


def cases_of(page: Path) -> list[Case]:
    cases: list[Case] = []
    tokens = MarkdownIt().parse(page.read_text("utf-8"))
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            cases.append(Case(page, tokens[number + 1].content))
        elif token.type == "fence" and cases:
            kind, _, path = token.info.strip().partition(" ")
            if (kind, path) == ("text", "findings"):
                cases[-1].expected = token.content
            else:
                cases[-1].files.append((kind, path, token.content))
    return cases


def write_files(case: Case, root: Path) -> None:
    (root / "statusreport.yaml").write_text(PLAN, "utf-8")
    write_seals(case, root)
    for kind, path, content in case.files:
        file = root / path
        if kind == "sealed":
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        if kind == "folder":
            file.mkdir()
        elif kind == "pipe":
            pipe(file)
        elif kind == "link":
            file.symlink_to(content.strip())
        elif kind == "large":
            limit = MAX_BYTES if file.suffix in (".md", ".yaml", ".json") else MAX_PICTURE_BYTES
            file.write_text(content * (limit // len(content) + 1), "utf-8")
        elif kind == "filled":
            file.write_text(content + content.splitlines(keepends=True)[-1] * MAX_MARKS, "utf-8")
        elif kind == "bytes":
            data = content.rstrip("\n").encode("latin-1", "backslashreplace").decode("unicode_escape")
            file.write_bytes(data.encode("latin-1"))
        elif kind in ("edit", "saved", "renamed"):
            change(kind, file, content)
        else:
            file.write_text(content, "utf-8", newline="")


def change(kind: str, file: Path, content: str) -> None:
    """Does to a file that is there what an editor did."""
    if kind == "renamed":
        file.rename(file.with_name(content.strip()))
    elif kind == "saved":
        file.write_bytes(file.read_text("utf-8").encode(content.strip()))
    else:
        old, new = ("\n".join(re.findall(rf"^[{sign}](.*)$", content, re.MULTILINE)) for sign in "-+")
        text = file.read_text("utf-8")
        assert old in text, f"{file} has no {old}"
        file.write_text(text.replace(old, new), "utf-8")


def write_seals(case: Case, root: Path) -> None:
    """The rounds that a case gives by their files. They may have a plan file of their own."""
    earlier: dict[str, dict[str, str]] = {}
    for kind, path, content in case.files:
        if kind == "sealed":
            name, _, inner = path.partition(" ")
            plan = PLAN.replace("round: 2012-02", f"round: {name}")
            earlier.setdefault(name, {"statusreport.yaml": plan})[inner] = content
    for name, files in earlier.items():
        with TemporaryDirectory() as folder:
            data = seal(read_plan(write(Path(folder), files)))
        write(root, {f"{ROUNDS}/{name}.json": data})


def rewrite(case: Case, found: str) -> None:
    """Makes what was found what a case expects."""
    if found == case.expected:
        return
    lines = case.page.read_text("utf-8").split("\n")
    # Earlier cases may have grown: the fence is found again by its case's heading.
    start = lines.index(f"## {case.title}")
    opening = next(n for n in range(start, len(lines)) if lines[n].endswith("text findings"))
    fence = re.match(r"`+", lines[opening])
    assert fence
    closing = next(n for n in range(opening + 1, len(lines)) if lines[n] == fence[0])
    lines[opening + 1 : closing] = found.rstrip("\n").split("\n") if found else []
    case.page.write_text("\n".join(lines), "utf-8")
    case.expected = found


ALL_CASES = [case for page in sorted(PAGES.glob("*.md")) for case in cases_of(page)]
