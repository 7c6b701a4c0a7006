"""Whether a word processor can open a document: LibreOffice reads it and writes it in another format."""

from __future__ import annotations

import subprocess
from pathlib import Path

SECONDS = 120
# LibreOffice takes whatever it does not know for plain text, unless it is told what a file must be.
_READERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}


def convert(soffice: str, files: list[Path], to: str, folder: Path) -> list[Path]:
    """Converts files of one kind in one run, to files in `folder`, which also gets LibreOffice's profile."""
    (kind,) = {file.suffix for file in files}
    command = [
        soffice,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"--infilter={_READERS[kind]}",
        *("--convert-to", to),
        *("--outdir", str(folder)),
        *map(str, files),
    ]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False)
    results = [folder / f"{file.stem}.{to}" for file in files]
    # It ends with 0 whatever happens.
    for file, result in zip(files, results, strict=True):
        assert result.is_file(), f"LibreOffice cannot open {file.name}: {run.stderr or run.stdout}"
    return results
