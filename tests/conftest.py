"""Golden files: what a test saw is compared with what was approved, and rewritten with --update-golden."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def require(program: str) -> str:
    """The path of a program that a test needs; where it is missing the test is skipped, but never in CI."""
    found = shutil.which(program)
    if found is None:
        assert not os.environ.get("STATUSREPORT_REQUIRE_ALL"), f"{program} is not installed"
        pytest.skip(f"{program} is not installed")
    return found


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="approve what the tests see now")


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
