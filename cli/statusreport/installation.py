"""What is installed: the version of the tool, and the command that adds what its extras bring."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

VERSION = "0.1.0"


def adding(extras: Iterable[str]) -> str:
    """The command that adds these extras to this installation, in the way in which it was made."""
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
