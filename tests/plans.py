"""Plans to try the tool on, small ones and the real one, and the ways to run it on them."""

from __future__ import annotations

import base64
import contextlib
import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import util
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
import typer.main
from conftest import ROOT, require

from statusreport import app
from statusreport.cache import FOLDER
from statusreport.formats import format_names, left_out, stages
from statusreport.model.figures import compute
from statusreport.publishing.language import language_of
from statusreport.publishing.publications import all_publications, assemble
from statusreport.reading.folder import read_tree
from statusreport.rounds import seal as seal_module
from statusreport.source.tree import Folder
from statusreport.tasks._rendering import Rendering
from statusreport.words import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import ModuleType

    from statusreport.model.plan import Plan
    from statusreport.model.state import Reported, State
    from statusreport.publishing.document import Edition
    from statusreport.words import Catalogue

PLAN = """\
title: Handlingsplan
language: nb
round: 2012-02
responsible: {JD: Justisdepartementet, UD: Utenriksdepartementet}
sections: {measure: [Tiltak, Status]}
units: {norad: Norad}
partners: {iom: IOM}
"""
BODY = """\
## Tiltak

Staten skal gi alle ofre et sted å bo.

## Status

Det første huset ble åpnet i mai 2011.
"""

# A point of each kind of picture.
PICTURES: dict[str, bytes] = {
    "png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    ),
    "jpeg": base64.b64decode(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////"
        "////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8A"
        "N//Z"
    ),
    "gif": base64.b64decode("R0lGODdhAQABAIAAAAAAAAAAACwAAAAAAQABAAAIBAABBAQAOw=="),
    "webp": base64.b64decode("UklGRhoAAABXRUJQVlA4TA4AAAAvAAAAAAcQEf0PRET/Aw=="),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1"/></svg>',
}


def measure(number: str = "1", *, body: str = BODY, **fields: str) -> str:
    """A measure without findings; a field given as "" is left out."""
    usual = {"number": number, "title": f"Hjelpe ofre {number}", "responsible": "[JD]", "status": "Løpende"}
    return _record(usual | fields, body)


def project(order: int = 1, *, body: str = "", **fields: str) -> str:
    """A project without findings."""
    usual = {
        "title": f"Hus nummer {order}",
        "order": str(order),
        "unit": "norad",
        "partner": "IOM",
        "place": "Kroatia",
        "countries": "[HR]",
        "agreements": f'["204001{order}"]',
        "period": "2005–2007",
        "amount": "3742768",
    }
    return _record(usual | fields, body)


def chapter(publication: str = "status-report", *, body: str = "Om rapporten.\n", **fields: str) -> str:
    return _record({"title": "Om", "publication": publication, "order": "1"} | fields, body)


def _record(fields: Mapping[str, str], body: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    return f"---\n{lines}---\n{body}"


def by_number(state: State) -> dict[str, Reported]:
    """The measures of a state; of a doubled number the first."""
    return {measure.number: measure for measure in reversed(state.measures)}


def sealed_anew(content: Mapping[str, Any]) -> bytes:
    """A seal with the hashes of its content, as whoever forges one would write it."""
    measures = [{k: v for k, v in found.items() if k != "hash"} for found in content["measures"]]
    whole = {
        **{key: value for key, value in content.items() if key != "hash"},
        "measures": [{**found, "hash": seal_module._hash(found)} for found in measures],
    }
    return json.dumps({**whole, "hash": seal_module._hash(whole)}).encode()


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files by path from `root`, which is made."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return root


def small_plan(root: Path, files: Mapping[str, str | bytes] | None = None, *, plan: str = "") -> Path:
    """A plan with two measures and no findings, to which `plan` adds keys and `files` adds or changes files."""
    usual = {
        "statusreport.yaml": PLAN + plan,
        "content/measures/1.md": measure("1"),
        "content/measures/2.md": measure("2", status="Gjennomført", responsible="[UD, JD]"),
    }
    return write(root, usual | dict(files or {}))


def with_project(root: Path, files: Mapping[str, str | bytes] | None = None, *, plan: str = "") -> Path:
    """The small plan with one project."""
    return small_plan(root, {"content/projects/1.md": project()} | dict(files or {}), plan=plan)


def real_plan(root: Path) -> Path:
    """A copy of the repository's own plan."""
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "statusreport.yaml", root)
    return root


def read_plan(root: Path) -> Plan:
    """The plan in a folder, whatever its check says."""
    return read_tree(Folder(root), str(root))


def copied(plan: Path, folder: Path) -> Path:
    """A copy of a plan, without what was built or is kept of it, in a folder that is made."""
    shutil.copytree(plan, folder, ignore=shutil.ignore_patterns("build", FOLDER))
    return folder


def tree(root: Path) -> dict[str, tuple[Any, ...]]:
    """Everything below a folder, to be compared: kinds, permissions, times and contents."""
    return {path: (data, status.st_mode, status.st_mtime_ns) for path, (data, status) in _walk(root).items()}


def contents(root: Path) -> dict[str, bytes | str | None]:
    """The files and folders below a folder with their contents."""
    return {path: data for path, (data, _) in _walk(root).items()}


def _walk(root: Path) -> dict[str, tuple[bytes | str | None, os.stat_result]]:
    found: dict[str, tuple[bytes | str | None, os.stat_result]] = {}
    for path in sorted(root.rglob("*")):
        if FOLDER in path.relative_to(root).parts:  # what is kept of a plan is no part of it
            continue
        data = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else None
        found[path.relative_to(root).as_posix()] = (data, path.lstat())
    return found


def pipe(file: Path) -> None:
    """A named pipe, which Windows has not."""
    if sys.platform == "win32":
        pytest.skip("there are no named pipes")
    os.mkfifo(file)


def terminal() -> tuple[int, int]:
    """Both ends of a terminal."""
    if sys.platform == "win32":
        pytest.skip("there are no pseudoterminals")
    return os.openpty()


def sent(end: int) -> str:
    """What has been written to a terminal until now."""
    if sys.platform == "win32":
        pytest.skip("there are no pseudoterminals")
    os.set_blocking(end, False)
    said = os.read(end, 65536).decode("utf-8")
    os.close(end)
    return said


def git_alone(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Git sees neither this machine's settings nor what lies above a folder, and is one person's."""
    require("git")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.setenv("GIT_CEILING_DIRECTORIES", str(folder))
    for role in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{role}_NAME", "Kari")
        patch.setenv(f"GIT_{role}_EMAIL", "kari@example.org")


def git(folder: Path, *args: str) -> str:
    """What Git says in a folder, where it does what it is asked."""
    ended = subprocess.run(["git", *args], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def commit(folder: Path) -> None:
    """Keeps all that stands in a folder."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Status")


@dataclass(frozen=True)
class Run:
    """How the tool ended, and what it said."""

    status: int
    out: str
    err: str


def run(*args: str | Path, cwd: Path) -> Run:
    """The tool in this process, as `main` runs it."""
    out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
    argv = ["statusreport", *map(str, args)]
    old = sys.argv
    try:
        sys.argv = argv
        with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                app.main()
            except SystemExit as end:
                status = end.code
    finally:
        gc.enable()
        sys.argv = old
    assert isinstance(status, int)
    return Run(status, _said(out), _said(err))


def _said(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8")


def refused(result: Run) -> str:
    """The one sentence that a wrong use is answered with, and nothing else."""
    assert (result.status, result.out) == (2, "")
    assert re.fullmatch(r"statusreport: [^\n]*[.?”]\n", result.err), result.err
    return result.err


def commands(words: Catalogue | None = None) -> dict[str, Any]:
    """Every command that does something, by what is written for it, in English or as `words` has it."""
    return dict(_commands(typer.main.get_command(app.application(words or catalogue("en")))))


def _commands(group: Any, above: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


def process(
    *args: str | Path | bytes,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    stdout: IO[str] | int = subprocess.PIPE,
    stderr: IO[str] | int = subprocess.PIPE,
) -> subprocess.CompletedProcess[str]:
    """The tool in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "statusreport", *args],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        encoding="utf-8",
        check=False,
    )


def editions(plan: Plan) -> dict[str, Edition]:
    """What the publications of a plan say, by their ids."""
    words = language_of(plan.settings)
    return {
        publication.id: assemble(publication, plan, compute(plan), words)
        for publication in all_publications()
        if publication.applies(plan)
    }


def rendered(
    root: Path, plan: Plan, publications: Sequence[str] = (), formats: Sequence[str] = ()
) -> dict[str, bytes]:
    """The files of a plan whatever its check says, by path from the output folder; nothing is written."""
    names = formats or [name for name in format_names() if name not in left_out(format_names())]
    rendering = Rendering(plan)
    wanted = publications or [name for name, applies in rendering.applying.items() if applies]
    made: dict[str, bytes] = {}
    for publication in wanted:
        own: dict[str, bytes] = {}
        for name in chain.from_iterable(stages(names)):
            files = rendering.files(publication, name, Folder(root), dict(own))
            own |= {file.removeprefix(f"{publication}/"): data for file, data in files.items()}
        made |= {f"{publication}/{file}": data for file, data in own.items()}
    return made


def script(code: str, *args: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Some Python in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def tool(name: str) -> ModuleType:
    """A module of `tools/`."""
    spec = util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec
    assert spec.loader
    module = sys.modules[name] = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextlib.contextmanager
def somebody_else() -> Iterator[None]:
    """Without the rights of root, where the tests have them."""
    if sys.platform == "win32":
        yield
        return
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
