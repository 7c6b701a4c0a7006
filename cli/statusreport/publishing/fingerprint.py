"""Fingerprints of what is published, of a plan or of one publication of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from ..model.figures import Figures
from ..model.plan import Plan
from ..model.records import Record
from ..model.vocabulary import THEMES
from ..source.pictures import Picture

# How the names of figures begin that change from round to round.
_OF_ROUNDS = ("measures.", "milestones.", f"{THEMES}.", "round.")


def fingerprint(plan: Plan) -> str:
    """The content's SHA-256: the same for the same texts, whatever the folder, the clock or the machine."""
    digest = hashlib.sha256()
    seals = {sealed.source.path for sealed in plan.rounds}
    for path, source in sorted(plan.sources.items()):
        if path not in seals:
            digest.update(f"{path}\0{source.text}\0".encode())
    for sealed in plan.rounds:
        # The seal of what is published now says nothing that its own files do not, but why it was corrected.
        if sealed.state.round < plan.settings.round:
            digest.update(sealed.hash.encode())
        if sealed.state.round == plan.settings.round:
            for correction in sealed.corrections:
                digest.update(f"{correction.reason}\0".encode())
    for path, data in sorted(plan.picture_files.items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
    return digest.hexdigest()


def own_fingerprint(
    plan: Plan,
    figures: Figures,
    records: Iterable[Record],
    pictures: Mapping[str, Picture],
    shown: Iterable[str],
) -> str:
    """The SHA-256 of the files that are printed, of the plan file but for its round, and of what is computed.

    What is counted of measures belongs to it only where the prose says it, or where it is of a breakdown that is `shown`.
    """
    records = tuple(records)
    sources = {record.source.path: record.source for record in records}
    sources |= {dataset.source.path: dataset.source for dataset in plan.datasets}
    digest = hashlib.sha256()
    for path, source in sorted(sources.items()):
        digest.update(f"{path}\0{source.text}\0".encode())
    settings = plan.settings.source
    round_ = settings.at("round").span.line
    lines = settings.text.split("\n")
    digest.update("\n".join(line for n, line in enumerate(lines, 1) if n != round_).encode())
    said = {role.content for record in records for role in record.body.roles}
    for name, figure in sorted(figures.figures.items()):
        is_said = name in said or any(name.startswith(f"{breakdown}.") for breakdown in shown)
        if is_said or not name.startswith(_OF_ROUNDS):
            digest.update(f"{name}\0{figure.value}\0".encode())
    for path, picture in sorted(pictures.items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(picture.data).digest())
    return digest.hexdigest()
