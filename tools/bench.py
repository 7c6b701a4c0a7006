"""Times `check`, `build` and `diff` of generated plans, and a build of this repository's plan in all formats.

Whole processes are timed, and a table is printed.

    python tools/bench.py [SIZE …]

Each figure is the median of three runs; memory is the peak of the process as the system counted it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (35, 1_000, 10_000)
RUNS = 3
# A report of more measures has thousands of pages.
LARGEST_PDF = 1_000
REPOSITORY = Path(__file__).parent.parent
STATUSES = ("Ikke igangsatt", "Under forberedelse", "Løpende", "Under gjennomføring", "Gjennomført")
BODIES = ("AD", "BLD", "JD", "UD")
PROMISE = (
    "Staten skal gjøre ordning {n} enklere, slik at {m} av ti kommuner kan ta den i bruk før planen er over."
)
ACCOUNT = "Et utvalg la i 2011 frem forslag nr. {n}, og {m} av dem er sendt på høring til fylkene og de største byene."

PLAN = """\
title: Generert plan
language: nb
round: 2012-02
expect: {{measures: {size}}}
sections: {{measure: [Tiltak, Status]}}
"""


def measure(number: int) -> str:
    """A measure of about a thousand characters, unlike its neighbours."""
    lead, joint = BODIES[number % 4], BODIES[(number + 1) % 4]
    promise = " ".join(PROMISE.format(n=(number + step) % 900, m=number % 7 + step) for step in range(4))
    account = "\n".join(f"- {ACCOUNT.format(n=number * step % 900, m=step)}" for step in range(1, 6))
    previous = f"Se også [tiltak {number - 1}]({number - 1:05}.md).\n" if number % 4 == 2 else ""
    return (
        f"---\nnumber: {number}\ntitle: Gjennomgå ordning {number} for kommunene\n"
        f"responsible: [{lead}, {joint}]\nstatus: {STATUSES[number % 5]}\nround: 2012-02\n---\n"
        f"## Tiltak\n\n{promise}\n\n## Status\n\n{previous}\n{account}\n"
    )


def generate(root: Path, size: int) -> None:
    """A plan of `size` measures in `root`, and a year later, beside it, a folder where a seventh have moved."""
    later = root / "later"
    later.mkdir(parents=True)
    folder = root / "content" / "measures"
    folder.mkdir(parents=True)
    (root / "statusreport.yaml").write_text(PLAN.format(size=size), "utf-8")
    for number in range(1, size + 1):
        text = measure(number)
        (folder / f"{number:05}.md").write_text(text, "utf-8")
        moved = (
            text.replace(f"status: {STATUSES[number % 5]}", "status: Gjennomført")
            if number % 7 == 0
            else text
        )
        (later / f"{number:05}.md").write_text(moved, "utf-8")


def run(command: list[str], root: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)}: {message.decode()}")
    return seconds, usage.ru_maxrss / 1024


def print_row(size: int, name: str, command: list[str], root: Path) -> None:
    """Times a command and prints what it took."""
    runs = [run(command, root) for _ in range(RUNS)]
    seconds = statistics.median(found for found, _ in runs)
    peak = max(found for _, found in runs)
    print(f"{size:>9}  {name:<8}{seconds:>9.2f}{peak:>9.0f}{seconds / size * 1000:>12.2f}", flush=True)


def main() -> None:
    """Prints a row for each size and command."""
    sizes = tuple(int(size) for size in sys.argv[1:]) or SIZES
    tool = [sys.executable, "-m", "statusreport"]
    commands = {
        "check": [*tool, "check"],
        "build": [*tool, "build", "--format", "html,md,json,csv"],
        "diff": [*tool, "diff", "content/measures", "later", "--format", "json"],
        "pdf": [*tool, "build", "--format", "pdf"],
    }
    print(f"{'measures':>9}  {'command':<8}{'seconds':>9}{'peak MB':>9}{'ms/measure':>12}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), size)
            for name, command in commands.items():
                if name != "pdf" or size <= LARGEST_PDF:
                    print_row(size, name, command, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        print_row(35, "all", [*tool, "build", "--output", f"{folder}/build"], REPOSITORY)


if __name__ == "__main__":
    main()
