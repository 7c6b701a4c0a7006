"""The README as a package index shows it, far from the files that its links and pictures name.

`home`, in pyproject.toml under `[tool.hatch.metadata.hooks.custom]`, is where the repository can be read by all. It is
declared there and nowhere else; without it the links become plain words and the pictures their descriptions.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

# Code, which shows how a link is written; or a link or picture that leads to a file beside the README.
_CODE_OR_LINK = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<picture>!?)\[(?P<words>[^\]]*)\]\((?!#|[a-z]+:)(?P<file>[^)\s]+)\)",
    re.DOTALL,
)


def readme(text: str, home: str) -> str:
    """The text with every link and picture below `home`, or with none if that is empty."""

    def moved(found: re.Match[str]) -> str:
        if found["ticks"]:
            return found[0]
        if not home:
            return found["words"]
        kind = "raw" if found["picture"] else "blob"
        return f"{found['picture']}[{found['words']}]({home}/{kind}/HEAD/{found['file']})"

    return _CODE_OR_LINK.sub(moved, text)


def urls(home: str) -> dict[str, str]:
    """What an index lists beside the README."""
    if not home:
        return {}
    return {
        "Source": home,
        "Documentation": f"{home}/blob/HEAD/docs/README.md",
        "Changelog": f"{home}/blob/HEAD/CHANGELOG.md",
        "Issues": f"{home}/issues",
    }


class IndexPage(MetadataHookInterface):
    """Gives the build the README and the addresses."""

    def update(self, metadata: dict[str, Any]) -> None:
        home = str(self.config["home"]).rstrip("/")
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": readme(text, home)}
        metadata["urls"] = urls(home)
