"""What the Nu Html Checker, the W3C's validator, has against pages."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 120
# A short run is over before Java's second compiler pays; long tables need a deeper stack than usual.
QUICK = ("-XX:TieredStopAtLevel=1", "-Xss4m")


def messages(java: str, jar: Path, pages: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """The errors and warnings in each page, by its name. One run checks all pages: it starts slowly."""
    names = list(pages)
    files = [folder / f"{number}.html" for number in range(len(names))]
    for file, name in zip(files, names, strict=True):
        file.write_text(pages[name], encoding="utf-8", newline="")
    command = [java, *QUICK, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    run = subprocess.run(
        [*command, *map(str, files)], capture_output=True, encoding="utf-8", timeout=SECONDS, check=True
    )
    found: dict[str, list[str]] = {name: [] for name in pages}
    for message in json.loads(run.stdout)["messages"]:
        name = names[int(Path(message["url"]).stem)]
        found[name].append(f"{message['type']} in line {message.get('lastLine')}: {message['message']}")
    return found
