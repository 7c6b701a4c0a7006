"""The versions of other packages that the tool is held to, as constraints for pip.

`python tools/versions.py floors` prints the lowest that pyproject.toml allows; `pip freeze | python tools/versions.py
exact` prints what is installed, with what some machines need instead.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
# By package: the last version that there is for a kind of machine, and how pip names that kind.
LAST = {"pikepdf": ("10.13.0.post1", 'sys_platform == "darwin" and platform_machine == "x86_64"')}


def floors() -> list[str]:
    """A constraint for each package that the tool or one of its extras asks for."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    extras = (wanted for extra in project["optional-dependencies"].values() for wanted in extra)
    found = (re.fullmatch(r"([\w-]+)>=([\w.]+).*", wanted) for wanted in (*project["dependencies"], *extras))
    return sorted({f"{match[1]}=={match[2]}" for match in found if match})


def exact(frozen: Iterable[str]) -> Iterator[str]:
    """The constraints that give what is installed here, or as much of it as there is for another machine."""
    for line in map(str.strip, frozen):
        name = line.partition("==")[0]
        if name in LAST:
            version, machine = LAST[name]
            other = machine.replace("==", "!=").replace(" and ", " or ")
            yield f"{line} ; {other}"
            yield f"{name}=={version} ; {machine}"
        else:
            yield line


if __name__ == "__main__":
    lines = floors() if sys.argv[1:] == ["floors"] else exact(sys.stdin)
    print("# Written by tools/versions.py.", *lines, sep="\n")
