"""What CI and hooks are given, tried in repositories made for it: findings of a change, workflows, the hook."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml
from conftest import ROOT, require
from plans import commit, git, git_alone, measure, run, small_plan, write

CI = ROOT / "docs" / "ci"
MARK = "<!-- statusreport -->"
STALE = {
    "content/measures/1.md": measure(status="Under forberedelse"),
    "content/measures/2.md": measure("2", status="Ferdig"),
}


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git sees nothing of this machine's settings, and the command that is run is this one."""
    git_alone(tmp_path, monkeypatch)
    command = tmp_path / "bin" / "statusreport"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m statusreport "$@"\n', "utf-8")
    command.chmod(0o755)
    places = (str(command.parent), str(Path(sys.executable).parent), os.environ["PATH"])
    monkeypatch.setenv("PATH", os.pathsep.join(places))


def repository(folder: Path, files: Mapping[str, str], plan: str = ".") -> Path:
    """A repository with a plan, in one commit."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    small_plan(folder / plan, dict(files))
    commit(folder)
    return folder


def since(root: Path, revision: str, *more: str) -> list[tuple[str, str]]:
    """Code and path of each finding that a change brought."""
    answer = run("check", "--since", revision, "--format", "json", *more, cwd=root)
    return [(found["code"], found["path"]) for found in json.loads(answer.out)["findings"]]


def test_since_shows_what_changed_and_what_that_brought_elsewhere(tmp_path: Path) -> None:
    root = repository(tmp_path / "plan", STALE)
    assert since(root, "HEAD") == []
    # A link to measure 3 stands in measure 1; measure 3 goes.
    write(
        root,
        {
            "content/measures/1.md": measure() + "\nSe [tiltak 3](3.md).\n",
            "content/measures/3.md": measure("3"),
        },
    )
    commit(root)
    assert since(root, "HEAD") == []
    (root / "content/measures/3.md").unlink()
    brought = [("T106", "content/measures/1.md")]
    assert since(root, "HEAD") == brought
    # A file that is another one is shown with all that is wrong in it, wherever its lines have moved.
    file = root / "content/measures/2.md"
    file.write_text(file.read_text("utf-8") + "\nMer.\n", "utf-8")
    assert ("M102", "content/measures/2.md") in since(root, "HEAD")
    assert since(root, "HEAD", "--select", "T") == [("T106", "content/measures/1.md")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "There is no revision “nowhere” in this repository."),
        ("nb", "Revisjonen «nowhere» finnes ikke i dette depotet."),
        ("nn", "Revisjonen «nowhere» finst ikkje i dette depotet."),
    ],
)
def test_a_revision_is_called_alike_by_check_and_diff(language: str, said: str, tmp_path: Path) -> None:
    root = repository(tmp_path / "plan", STALE)
    (root / "content/measures/1.md").write_text(measure(status="Ferdig"), "utf-8")
    assert since(root, "git:HEAD") == since(root, "HEAD") == [("M102", "content/measures/1.md")]
    for command in (
        ("check", "--since", "git:nowhere"),
        ("check", "--since", "nowhere"),
        ("diff", "git:nowhere"),
    ):
        answer = run("--language", language, *command, cwd=root)
        assert (answer.status, answer.err) == (2, f"statusreport: {said}\n")


@pytest.mark.parametrize(
    "command", [("check", "--since", "git:HEAD"), ("check", "--since", "HEAD"), ("diff", "git:HEAD")]
)
def test_outside_a_repository_the_revision_is_named_as_it_is(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    answer = run(*command, cwd=small_plan(tmp_path))
    assert answer.err.startswith("statusreport: The revision “HEAD” cannot be read: ")


def test_a_finding_that_stands_elsewhere_now_is_new(tmp_path: Path) -> None:
    """As the gap in the numbers, which ends at another measure."""
    root = repository(tmp_path / "plan", {**STALE, "content/measures/9.md": measure("9")})
    assert since(root, "HEAD") == []
    write(root, {"content/measures/8.md": measure("8")})
    assert since(root, "HEAD") == [("M105", "content/measures/8.md")]


def test_since_a_time_without_a_plan_everything_is_new(tmp_path: Path) -> None:
    root = repository(tmp_path / "plan", {})
    git(root, "checkout", "--quiet", "--orphan", "empty")
    git(root, "rm", "--quiet", "-r", "--force", ".")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Nothing")
    small_plan(root, STALE)
    assert ("M102", "content/measures/2.md") in since(root, "HEAD")


def test_compared_with_a_time_without_a_plan_every_measure_is_added(tmp_path: Path) -> None:
    """As in the branch that brings the plan into its repository."""
    root = repository(tmp_path / "repository", {}, "elsewhere")
    small_plan(root / "plan")
    answer = run("diff", "git:HEAD", "--exit-code", cwd=root / "plan")
    assert (answer.status, answer.err) == (
        1,
        "git:HEAD has no plan in this folder: everything is compared with nothing.\n",
    )
    assert "Added (2)" in answer.out


def test_since_counts_what_it_does_not_show(tmp_path: Path) -> None:
    root = repository(tmp_path / "plan", STALE)
    answer = run("check", "--since", "HEAD", cwd=root)
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Nothing was found where it was asked for")
    assert "Shown: 0 of 1 finding of the whole plan." in answer.out


@pytest.mark.parametrize("plan", [".", "plan"])
def test_what_is_advised_in_a_shallow_clone_helps(plan: str, tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", {}, plan)
    git(origin, "checkout", "--quiet", "-b", "topic")
    small_plan(origin / plan, STALE)
    commit(origin)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=topic", origin.as_uri(), str(clone))
    for command in (("diff", "git:origin/main"), ("check", "--since", "origin/main")):
        answer = run(*command, cwd=clone / plan)
        assert (answer.status, answer.out) == (2, "")
        advised = answer.err.partition("This brings it: ")[2].strip()
        assert advised == "git fetch --depth=1 origin main:refs/remotes/origin/main"
    git(clone, *advised.split()[1:])
    assert "Went back (1)" in run("diff", "git:origin/main", cwd=clone / plan).out
    assert ("M102", "content/measures/2.md") in since(clone / plan, "origin/main")
    # What no branch names is told to need the whole history.
    assert "git fetch --unshallow" in run("diff", "git:HEAD~1", cwd=clone / plan).err


# Workflows


class Bench:
    """A clone as a CI server makes it, of a branch that changes the plan in a repository with a plan."""

    def __init__(self, folder: Path, plan: str) -> None:
        self.folder, self.plan = folder, plan
        self.origin = repository(folder / "origin", {}, plan)
        git(self.origin, "checkout", "--quiet", "-b", "topic")
        self.change("Under forberedelse")
        self.clone = folder / "clone"

    def change(self, status: str) -> None:
        small_plan(self.origin / self.plan, {"content/measures/1.md": measure(status=status)})
        commit(self.origin)

    def check_out(self) -> None:
        if self.clone.exists():
            shutil.rmtree(self.clone)
        git(
            self.folder,
            "clone",
            "--quiet",
            "--depth=1",
            "--branch=topic",
            self.origin.as_uri(),
            str(self.clone),
        )

    def run(self, script: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [require("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.clone,
            env={**os.environ, "PLAN": self.plan, **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


# `gh api` as far as the workflow uses it, on a file that holds the comments.
GH = """
import json, os, subprocess, sys
place, args = os.environ["COMMENTS_FILE"], sys.argv[1:]
comments = json.load(open(place))
assert args[0] == "api" and os.environ["GH_TOKEN"]
if "--jq" in args:
    jq = subprocess.run(["jq", "-r", args[args.index("--jq") + 1]], input=json.dumps(comments), capture_output=True, text=True)
    assert not jq.returncode, jq.stderr
    print(jq.stdout, end="")
else:
    field = args[args.index("--field") + 1]
    assert field.startswith("body=@")
    body = open(field.removeprefix("body=@")).read()
    address = next(arg for arg in args if arg.startswith("repos/"))
    if args[args.index("--method") + 1] == "PATCH":
        next(c for c in comments if str(c["id"]) == address.rpartition("/")[2])["body"] = body
    else:
        comments.append({"id": 100 + len(comments), "body": body})
    json.dump(comments, open(place, "w"))
"""


@pytest.mark.parametrize("plan", [".", "plan"])
def test_the_github_workflow_does_what_it_says(plan: str, tmp_path: Path) -> None:
    require("jq")
    bench = Bench(tmp_path, plan)
    command = tmp_path / "bin" / "gh"
    command.write_text(f"#!{sys.executable}\n{GH}", "utf-8")
    command.chmod(0o755)
    comments, summary = tmp_path / "comments.json", tmp_path / "summary.md"
    comments.write_text(json.dumps([{"id": 7, "body": "Fint!"}]), "utf-8")
    steps = yaml.safe_load((CI / "github.yml").read_text("utf-8"))["jobs"]["publish"]["steps"]
    scripts = {step["name"]: step["run"] for step in steps if "run" in step}
    assert list(scripts) == ["Install", "Check", "Build", "Compare", "Comment"]
    said: list[str] = []
    for status in ("Under forberedelse", "Gjennomført"):
        if said:
            bench.change(status)
        bench.check_out()
        for name in ("Check", "Build", "Compare", "Comment"):
            # GitHub fills in its own expressions before it runs a step.
            done = bench.run(
                scripts[name].replace("${{ github.repository }}", "jd/plan"),
                BASE="main",
                GITHUB_STEP_SUMMARY=str(summary),
                GH_TOKEN="secret",
                COMMENTS="repos/jd/plan/issues/1/comments",
                COMMENTS_FILE=str(comments),
                STATUSREPORT_LANGUAGE="en",
            )
            assert done.returncode == 0, done.stdout + done.stderr
        assert (bench.clone / plan / "build/status-report/status-report.pdf").is_file()
        said = [comment["body"] for comment in json.loads(comments.read_text("utf-8"))]
        assert len(said) == 2
        assert said[0] == "Fint!"
        assert said[1].startswith(f"{MARK}\n")
        assert status in said[1]
    assert "Under forberedelse" in summary.read_text("utf-8")


@pytest.fixture
def notes() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """GitLab's notes on one merge request, as far as the pipeline uses them."""
    kept: list[dict[str, Any]] = [{"id": 7, "body": "Fint!"}]

    class Notes(http.server.BaseHTTPRequestHandler):
        def answer(self, data: object) -> None:
            assert self.headers["PRIVATE-TOKEN"] == "secret"
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(data).encode())

        def body(self) -> str:
            (text,) = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["body"]
            return text

        def do_GET(self) -> None:
            self.answer(kept)

        def do_POST(self) -> None:
            kept.append({"id": 8, "body": self.body()})
            self.answer(kept[-1])

        def do_PUT(self) -> None:
            (note,) = [note for note in kept if str(note["id"]) == self.path.rpartition("/")[2]]
            note["body"] = self.body()
            self.answer(note)

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notes)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api/v4", kept
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("plan", [".", "plan"])
def test_the_gitlab_pipeline_does_what_it_says(
    plan: str, tmp_path: Path, notes: tuple[str, list[dict[str, Any]]]
) -> None:
    require("curl")
    api, kept = notes
    bench = Bench(tmp_path, plan)
    jobs = yaml.safe_load((CI / "gitlab.yml").read_text("utf-8"))
    for status in ("Under forberedelse", "Gjennomført"):
        if len(kept) > 1:
            bench.change(status)
        bench.check_out()
        for job in ("plan", "changes"):
            done = bench.run(
                "\n".join(jobs[job]["script"]),
                CI_API_V4_URL=api,
                CI_PROJECT_ID="1",
                CI_MERGE_REQUEST_IID="2",
                CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main",
                STATUSREPORT_TOKEN="secret",
                no_proxy="*",
            )
            assert done.returncode == 0, done.stdout + done.stderr
        assert (bench.clone / plan / "build/status-report/index.html").is_file()
        assert (bench.clone / "findings.xml").read_text("utf-8").startswith("<?xml")
        assert [note["body"].startswith(MARK) for note in kept] == [False, True]
        assert status in kept[1]["body"]


def test_a_broken_plan_stops_the_workflows_and_is_compared_all_the_same(tmp_path: Path) -> None:
    bench = Bench(tmp_path, ".")
    bench.change("Ferdig")
    bench.check_out()
    steps = yaml.safe_load((CI / "github.yml").read_text("utf-8"))["jobs"]["publish"]["steps"]
    named = {step["name"]: step for step in steps if "name" in step}
    check = bench.run(named["Check"]["run"])
    assert check.returncode == 1
    assert check.stdout.startswith("::error file=content/measures/1.md,")
    assert [name for name, step in named.items() if "!cancelled()" in step.get("if", "")] == [
        "Compare",
        "Comment",
    ]
    summary = tmp_path / "summary.md"
    compared = bench.run(named["Compare"]["run"], BASE="main", GITHUB_STEP_SUMMARY=str(summary))
    assert compared.returncode == 0, compared.stderr
    assert "Ferdig" in summary.read_text("utf-8")
    pipeline = bench.run("\n".join(yaml.safe_load((CI / "gitlab.yml").read_text("utf-8"))["plan"]["script"]))
    assert pipeline.returncode == 1
    assert '<failure message="' in (bench.clone / "findings.xml").read_text("utf-8")
    assert not (bench.clone / "build").exists()


# The hook

CONFIG = """
repos:
  - repo: {hooks}
    rev: {revision}
    hooks:
      - id: statusreport-check
        language: system # what is installed here
"""


@pytest.mark.parametrize("plan", [".", "plan"])
def test_the_hook_checks_every_commit(plan: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that only deletes a measure too, and where the plan lies in a folder of the repository."""
    program = require("pre-commit")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    write(hooks, {".pre-commit-hooks.yaml": (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")})
    git(hooks, "init", "--quiet")
    commit(hooks)
    root = repository(
        tmp_path / "repository", {"content/measures/1.md": measure() + "\nSe [tiltak 2](2.md).\n"}, plan
    )
    config = CONFIG.format(hooks=hooks, revision=git(hooks, "rev-parse", "HEAD"))
    if plan != ".":
        config += f"        entry: statusreport --root {plan} check\n"
    write(root, {".pre-commit-config.yaml": config})
    commit(root)
    installed = subprocess.run(
        [program, "install"], cwd=root, capture_output=True, encoding="utf-8", check=False
    )
    assert installed.returncode == 0, installed.stderr
    # A file that is not of the plan is committed as ever.
    write(root, {"README.md": "Planen.\n"})
    commit(root)
    (root / plan / "content/measures/2.md").unlink()
    git(root, "add", "--all")
    refused = subprocess.run(
        ["git", "commit", "--message", "Delete"], cwd=root, capture_output=True, encoding="utf-8", check=False
    )
    assert refused.returncode == 1
    assert "error[T106]" in refused.stdout + refused.stderr
