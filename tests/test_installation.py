"""How the tool is installed: what the package holds, what each command loads, and what is said where an extra is missing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email.message import Message
from email.parser import Parser
from importlib import metadata, util
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from plans import run, script, small_plan, tree

from statusreport import installation
from statusreport.formats import EXTRAS, format_names, get_format

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CORE = ("csv", "html", "json", "md")
# What a package is called where it is imported, if not as it is installed.
IMPORTED = {"pypandoc-binary": "pypandoc"}
TRANSLATION = str.maketrans("", "", "")


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[><=;\[ ]", wanted, maxsplit=1)[0] for wanted in requirements]


# Extras


def test_an_extra_is_what_its_formats_need() -> None:
    declared = PROJECT["project"]["optional-dependencies"]
    brought = {extra: names(declared[extra]) for extra in declared if extra != "all"}
    assert {
        extra: tuple(IMPORTED.get(name, name) for name in wanted) for extra, wanted in brought.items()
    } == EXTRAS
    assert declared["all"] == [f"statusreport[{','.join(EXTRAS)}]"]
    assert {getattr(get_format(name), "EXTRA", None) for name in format_names()} == {None, *EXTRAS}
