"""What is kept of a plan: its findings, those of each file alone, and the facts of each text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..cache import Cache, Json
from ..source.faults import Finding, Location, Severity, Span
from ..words import Catalogue
from ._cores import in_chunks

if TYPE_CHECKING:
    from ..model.plan import Plan
    from ..source.markdown import Body


def learnt(plan: Plan, words: Catalogue, cache: Cache, digest_of: Callable[[str], str], cores: int) -> Json:
    """What there is to say of a plan. `digest_of` tells a file that has changed from one that has not."""
    from ..model.figures import responsible_bodies
    from ..rules.engine import check

    findings = check(plan, words, alone=_of_files(plan, words, cache, digest_of, cores))
    at = {finding.location.path for finding in findings}
    return {
        "findings": [_packed(finding) for finding in findings],
        "texts": {path: source.text if path in at else "" for path, source in plan.sources.items()},
        "measures": len(plan.measures),
        "projects": len(plan.projects),
        "unread": len(plan.unread),
        "names": {body: plan.settings.responsible_name(body) for body in responsible_bodies(plan)},
    }


def _of_files(
    plan: Plan, words: Catalogue, cache: Cache, digest_of: Callable[[str], str], cores: int
) -> Mapping[str, tuple[Finding, ...]]:
    """What is found in each file alone; known of those that are as they were, under the same settings."""
    from ..rules import all_rules

    name = f"files-{words.code}"
    kept: Any = cache.read(name) or {}
    settings = digest_of(plan.settings.source.path)
    # The name of a file as it is shown may not be the one it has.
    keys = {path: _key(settings, path, digest) for path in plan.sources if (digest := digest_of(path))}
    known = {path: kept[key] for path, key in keys.items() if key in kept}
    fresh = [path for path in plan.sources if path not in known]
    facts: dict[str, Any] = {}
    # What is imported and read before they begin, forks need not import again.
    all_rules()
    for found, learnt in in_chunks(_of_chunk, (plan, words), fresh, cores):
        known |= found
        facts |= learnt
    for body in plan.bodies:
        if body.key in facts:
            body.recall(facts[body.key])
    if any(path in keys for path in fresh) or len(kept) != len(keys):
        cache.write(name, {key: known[path] for path, key in keys.items()})
    return {path: tuple(map(unpacked, known[path])) for path in plan.sources}


def _of_chunk(shared: tuple[Plan, Catalogue], paths: Sequence[str]) -> tuple[dict[str, Json], dict[str, Any]]:
    """What is found in some files alone, and the facts of their texts by key."""
    from ..rules.engine import of_files

    plan, words = shared
    found = of_files(plan, words, paths)
    facts = {record.body.key: record.body.facts() for path in paths for record in plan.parts[path].records}
    return {path: [_packed(finding) for finding in findings] for path, findings in found.items()}, facts


def _key(settings: str, path: str, digest: str) -> str:
    return hashlib.sha256(f"{settings}\0{digest}\0{path}".encode("utf-8", "backslashreplace")).hexdigest()


class Texts:
    """The facts of the texts of a plan. They depend on nothing but the text, so that its key is enough."""

    _NAME = "texts"

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._kept: Any = cache.read(self._NAME) or {}

    def recall(self, body: Body) -> None:
        """Gives a text its facts, where they are known."""
        if facts := self._kept.get(body.key):
            body.recall(facts)

    def keep(self, plan: Plan) -> None:
        """Keeps the facts of the plan's texts, and no others."""
        found = {body.key: body for body in plan.bodies}
        if found.keys() != self._kept.keys():
            self._cache.write(self._NAME, {key: body.facts() for key, body in found.items()})


def _packed(finding: Finding) -> Json:
    span = finding.location.span
    return [
        finding.code,
        finding.name,
        finding.severity.value,
        finding.location.path,
        [span.line, span.column, span.end_line, span.end_column],
        finding.message,
        finding.help,
        finding.responsible,
    ]


def unpacked(data: Any) -> Finding:
    """A finding as it was before it was kept."""
    code, name, severity, path, span, message, advice, responsible = data
    place = Location(path, Span(*span))
    return Finding(code, name, Severity(severity), place, message, advice, tuple(responsible))
