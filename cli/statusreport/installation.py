"""What is installed: the tool and its version, what it needs, and the command that adds what its extras bring."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

VERSION = "0.1.0"


def templates() -> Traversable:
    """The templates that come with the tool: in the wheel or an archive, or beside `cli/` in a checkout."""
    installed = files("statusreport") / "templates"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "templates"


@cache
def fingerprint() -> str:
    """A digest of the program: its own files, the interpreter, and the version of each package that is installed."""
    digest = hashlib.sha256(sys.version.encode())
    for name in sorted(name for folder in set(sys.path) for name in _installed(folder)):
        digest.update(f"{name}\0".encode())
    for place in (files("statusreport"), templates()):
        for path, data in _contents(place):
            digest.update(f"{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _installed(folder: str) -> Iterator[str]:
    """The packages in a folder of the interpreter, each with its version."""
    names = os.listdir(folder or ".") if Path(folder).is_dir() else ()
    return (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _contents(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, but for what the interpreter made of one, and links that lead nowhere."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _contents(entry, f"{above}{entry.name}/")
        elif entry.is_file():
            # An editor marks what it has open by a link that is no file.
            yield f"{above}{entry.name}", entry.read_bytes()


def adding(extras: Iterable[str]) -> str:
    """The command that adds these extras to this installation, in the way in which it was made."""
    # Loading these takes longer than most of what is asked.
    from importlib import metadata
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    wanted = f"[{','.join(sorted(set(extras)))}]"
    try:
        tool = metadata.distribution("statusreport")
    except metadata.PackageNotFoundError:  # frozen, or run from an archive
        return f'pip install "statusreport{wanted}"'
    command = _installer((tool.read_text("INSTALLER") or "").strip())
    # What came from a file comes from there again: no index need know it, and one may know another of its name.
    origin = json.loads(tool.read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        return f'{command} --editable "{url2pathname(urlsplit(origin["url"]).path)}{wanted}"'
    place = f" @ {origin['url']}" if "url" in origin else ""
    return f'{command} "statusreport{wanted}{place}"'


def _installer(name: str) -> str:
    """The program that keeps this environment, with what it must be told."""
    if Path(sys.prefix, "pipx_metadata.json").is_file():
        return "pipx install --force"
    if Path(sys.prefix, "uv-receipt.toml").is_file():
        return "uv tool install"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"uv pip install --python {python}" if name == "uv" else f"{python} -m pip install"
