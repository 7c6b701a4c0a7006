"""Times the commands on generated plans, and a build of this repository's plan in all formats.

    python tools/bench.py [--runs N] [--hugo PROGRAM] [SIZE …]

Whole processes are timed: wall and CPU seconds (children included) as medians, memory as the largest peak of one
process. A command is run *cold* (nothing kept from before), *unchanged*, and with *one edited* file. Where Hugo is
installed it builds the same files in alternating runs; the last column is our time by Hugo's cold time.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SIZES = (35, 1_000, 10_000)
# A report of more measures has thousands of pages.
LARGEST_PRINT = 1_000
REPOSITORY = Path(__file__).parent.parent
TOOL = [sys.executable, "-m", "statusreport"]
TEXT_FORMATS = "html,md,json,csv"

STATUSES = ("Ikke igangsatt", "Under forberedelse", "Løpende", "Under gjennomføring", "Gjennomført")
BODIES = ("AD", "BLD", "JD", "UD")
SENTENCES = (
    "Staten skal gjøre ordning nr. {n} enklere, slik at {m} av ti kommuner kan ta den i bruk før planen er over.",
    "Fylkene har fått {m} millioner kroner til opplæring, og *erfaringene* skal deles på samlinger våren 2012.",
    "Et utvalg la i 2011 frem forslag nr. {n}; det er sendt på høring til fylkene og de **største** byene.",
    "Arbeidet følges av en gruppe med medlemmer fra {m} etater, som møtes hver sjette uke.",
    "Det er laget en veileder på {n} sider, og {m} av direktoratene har tatt den i bruk.",
)
PLAN = """\
title: Generert plan
language: nb
round: 2012-02
expect: {{measures: {size}}}
responsible: {{AD: Arbeidsdepartementet, BLD: Barnedepartementet, JD: Justisdepartementet, UD: Utenriksdepartementet}}
sections: {{measure: [Tiltak, Status]}}
"""
SINGLE = "<html><body><h1>{{ .Title }}</h1><p>{{ .Params.status }}</p>{{ .Content }}</body></html>"
LIST = "<html><body><ul>{{ range .Pages }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a></li>{{ end }}</ul></body></html>"


def measure(number: int, size: int) -> str:
    """A measure of about 3 KB, as long as real ones: lists, links and a cross reference, notes and tables in some."""
    lead, joint = BODIES[number % 4], BODIES[(number + 1) % 4]

    def words(start: int, count: int) -> str:
        return " ".join(
            SENTENCES[(start + step) % 5].format(n=number * 7 + step, m=2 + (start + step) % 8)
            for step in range(count)
        )

    points = "\n".join(f"- {words(number + step, 1)}" for step in range(6))
    other = number % size + 1
    links = (
        f"Les [veilederen nr. {number}](https://example.no/veileder/{number}) og "
        f"[høringen](https://example.no/horing/{number}). Se også [tiltak {other}]({other:05}.md)."
    )
    note = "\n\n[^1]: Tallene er fra høsten 2011." if number % 10 == 0 else ""
    mark = "[^1]" if note else ""
    table = (
        "\n\n| fylke | kommuner | med |\n| --- | ---: | ---: |\n| Oslo | 1 | 1 |\n| Viken | 51 | 40 |\n"
        if number % 20 == 0
        else ""
    )
    return (
        f"---\nnumber: {number}\ntitle: Gjennomgå ordning {number} for kommunene\nresponsible: [{lead}, {joint}]\n"
        f"status: {STATUSES[number % 5]}\nround: 2012-02\narea: Forebygging\n"
        f"evidence: [https://example.no/sak/{number}]\nx-owner: Seksjon {number % 9}\nx-case: 2011/{number}\n"
        f"x-contact: post\nx-budget: {number * 1000}\nx-note: Kontrollert mot brevet.\n---\n"
        f"## Tiltak\n\n{words(number, 6)}\n\n## Status\n\n{words(number + 1, 5)}{mark}\n\n{points}\n\n"
        f"{links}\n\n{words(number + 3, 4)}{table}{note}\n"
    )


def generate(root: Path, size: int) -> None:
    """A plan of `size` measures in `root`, and beside it, a year later, a folder where a seventh have moved."""
    later, folder = root / "later", root / "content" / "measures"
    later.mkdir(parents=True)
    folder.mkdir(parents=True)
    (root / "statusreport.yaml").write_text(PLAN.format(size=size), "utf-8")
    for number in range(1, size + 1):
        text = measure(number, size)
        (folder / f"{number:05}.md").write_text(text, "utf-8")
        moved = text.replace(f"status: {STATUSES[number % 5]}", "status: Gjennomført")
        (later / f"{number:05}.md").write_text(text if number % 7 else moved, "utf-8")
    for name, template in (("_default/single", SINGLE), ("_default/list", LIST), ("index", LIST)):
        layout = root / "layouts" / f"{name}.html"
        layout.parent.mkdir(parents=True, exist_ok=True)
        layout.write_text(template, "utf-8")
    (root / "hugo.toml").write_text('baseURL = "/"\ndisableKinds = ["taxonomy", "RSS", "sitemap"]\n', "utf-8")


def forget(root: Path) -> None:
    """Leaves nothing that an earlier run has made or kept, but for the empty folder in which a build has begun to."""
    for name in ("build", ".statusreport", "public", "resources"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / ".statusreport").mkdir()


def edit(root: Path) -> None:
    """Changes one sentence of one measure, another one each time."""
    file = sorted((root / "content" / "measures").iterdir())[3]
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"hver \S+ uke", f"hver {time.time_ns()}. uke", text), "utf-8")


@dataclass(frozen=True)
class Run:
    """What one run of a command took: seconds and megabytes."""

    wall: float
    cpu: float
    peak: float


def run(command: list[str], root: Path) -> Run:
    """Runs a command to its end; one that fails ends the benchmark. Findings (status 1) are no failure."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)}: {message.decode()}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Bench:
    """Prints a row for each command and state."""

    def __init__(self, runs: int, hugo: str | None) -> None:
        self.runs, self.hugo = runs, hugo
        print(
            f"{'measures':>9}  {'command':<22}{'state':<11}{'wall s':>8}{'cpu s':>8}{'peak MB':>9}{'by Hugo':>9}"
        )

    def row(
        self,
        size: int,
        name: str,
        state: str,
        command: list[str],
        *,
        root: Path,
        before: Callable[[Path], None] = lambda root: None,
    ) -> None:
        """Times a command; `before` makes the state, unmeasured."""
        ours: list[Run] = []
        theirs: list[Run] = []
        for _ in range(self.runs):
            before(root)
            ours.append(run(command, root))
            if self.hugo and (root / "hugo.toml").exists():
                shutil.rmtree(root / "public", ignore_errors=True)
                theirs.append(run([self.hugo, "--quiet"], root))
        wall, cpu = (statistics.median(getattr(found, key) for found in ours) for key in ("wall", "cpu"))
        ratio = ""
        if theirs:
            ratio = f"{statistics.median(a.wall / b.wall for a, b in zip(ours, theirs, strict=True)):.2f}"
        peak = max(found.peak for found in ours)
        print(f"{size:>9}  {name:<22}{state:<11}{wall:>8.2f}{cpu:>8.2f}{peak:>9.0f}{ratio:>9}", flush=True)

    def states(self, size: int, name: str, command: list[str], root: Path) -> None:
        """Times a command cold, unchanged and with one file edited."""
        self.row(size, name, "cold", command, root=root, before=forget)
        self.row(size, name, "unchanged", command, root=root)
        self.row(size, name, "one edited", command, root=root, before=edit)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), metavar="SIZE")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--hugo", default=shutil.which("hugo"), help="the program to compare with")
    chosen = parser.parse_args()
    bench = Bench(chosen.runs, chosen.hugo)
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            generate(root, size)
            bench.states(size, "check", [*TOOL, "check"], root)
            bench.states(size, "build text formats", [*TOOL, "build", "--format", TEXT_FORMATS], root)
            if size <= LARGEST_PRINT:
                for formats in ("pdf", "docx,odt"):
                    command = [*TOOL, "build", "--format", formats]
                    bench.row(size, f"build {formats}", "cold", command, root=root, before=forget)
            diff = [*TOOL, "diff", "content/measures", "later", "--format", "json"]
            bench.row(size, "diff", "", diff, root=root)
    with tempfile.TemporaryDirectory() as name:
        root, command = Path(name) / "plan", [*TOOL, "build"]
        shutil.copytree(
            REPOSITORY, root, ignore=shutil.ignore_patterns(".*", "build", "tests", "node_modules")
        )
        bench.row(35, "this plan, all formats", "cold", command, root=root, before=forget)
        bench.row(35, "this plan, all formats", "unchanged", command, root=root)
        bench.row(35, "this plan, all formats", "one edited", command, root=root, before=edit_own)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        bench.row(0, "python -c pass", "", [sys.executable, "-c", "pass"], root=root)
        generate(root, 3)
        bench.row(3, "check", "cold", [*TOOL, "check"], root=root, before=forget)


def edit_own(root: Path) -> None:
    """Adds a sentence to a measure of this repository's plan, a longer one each time."""
    file = root / "content" / "measures" / "16.md"
    file.write_text(f"{file.read_text('utf-8')}\nArbeidet fortsetter.\n", "utf-8")


if __name__ == "__main__":
    main()
