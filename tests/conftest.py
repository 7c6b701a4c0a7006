"""What tests share: the programs they need, what the gate validates, golden files, and how properties are searched.

A golden file is what a test saw when it was approved; --update-golden rewrites it. Properties are tried on examples
drawn from a seed, another one each time except in CI; the last line of a run says how to draw the same again.
"""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from gate.publications import Made, Page, Print

ROOT = Path(__file__).parent.parent

# What is said is English, unless a test asks for another language; a plan's own would be taken else.
os.environ["STATUSREPORT_LANGUAGE"] = "en"

# How many examples of a property are tried: by `make test`, in CI, and by `make fuzz`.
EXAMPLES = {"fast": 60, "ci": 300, "fuzz": int(os.environ.get("EX", "30000"))}
# How long an example takes depends on what else the machine does.
for profile, examples in EXAMPLES.items():
    settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        derandomize=False,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )


def require(*programs: str) -> str:
    """The path of the first of these programs that is installed, which a test needs."""
    found = next(filter(None, map(shutil.which, programs)), None)
    return found or missing(f"{' or '.join(programs)} is not installed")


def require_package(file: str) -> Path:
    """The path of a file of an npm package that a test needs."""
    path = ROOT / "tests" / "gate" / "node_modules" / file
    return path if path.is_file() else missing(f"{path.name} is not installed: npm ci --prefix tests/gate")


def require_module(name: str) -> None:
    """A Python package that a test needs."""
    if importlib.util.find_spec(name) is None:
        missing(f"{name} is not installed")


def missing(reason: str) -> NoReturn:
    """Where something is missing the test is skipped, but never in CI."""
    if os.environ.get("STATUSREPORT_REQUIRE_ALL"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The publications of the plans that the gate validates."""
    from gate.publications import Made, plan_folders

    return Made(plan_folders(tmp_path_factory.mktemp("plans")))


@pytest.fixture(scope="session")
def pages(made: Made) -> dict[str, Page]:
    """The pages that the gate validates, by name."""
    from gate.publications import pages

    return pages(made)


@pytest.fixture(scope="session")
def prints(made: Made) -> dict[str, Print]:
    """The PDFs that the gate validates, by name."""
    from gate.publications import prints

    return prints(made)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="approve what the tests see now")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chooses profile and seed before Hypothesis, and the workers of a run in parallel, ask for them."""
    in_ci = bool(os.environ.get("CI"))
    option = config.option
    option.hypothesis_profile = option.hypothesis_profile or ("ci" if in_ci else "fast")
    option.hypothesis_seed = option.hypothesis_seed or str(0 if in_ci else random.getrandbits(32))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    option = config.option
    terminalreporter.write_line(
        f"Properties: --hypothesis-profile={option.hypothesis_profile} --hypothesis-seed={option.hypothesis_seed}"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    wanted = bool(request.config.getoption("--update-golden"))
    assert not (wanted and os.environ.get("CI")), "golden files are never rewritten in CI"
    return wanted


class Golden:
    """Compares files with an approved folder, name by name and text by text."""

    def __init__(self, update: bool) -> None:
        self.update = update

    def __call__(self, actual: Mapping[str, str], folder: Path) -> None:
        if self.update:
            shutil.rmtree(folder, ignore_errors=True)
            for name, text in actual.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, encoding="utf-8", newline="")
        approved = {
            file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8")
            for file in sorted(folder.rglob("*"))
            if file.is_file()
        }
        assert sorted(actual) == sorted(approved), f"other files than approved in {folder}"
        for name, text in actual.items():
            assert text == approved[name], f"{name} is not as approved; see --update-golden"


@pytest.fixture
def golden(update_golden: bool) -> Golden:
    return Golden(update_golden)


@pytest.fixture(autouse=True)
def _pipes() -> Iterator[None]:
    """A command that ran in this process is over."""
    if sys.platform == "win32":
        yield
    else:
        handler = signal.getsignal(signal.SIGPIPE)
        yield
        signal.signal(signal.SIGPIPE, handler)


@pytest.fixture(autouse=True)
def _one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test changes or watches is in its own process; tests of several cores ask for them."""
    monkeypatch.setattr("statusreport.tasks._cores.cores", lambda: 1)
