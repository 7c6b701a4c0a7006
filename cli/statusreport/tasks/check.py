"""Checking: every finding of every rule, and no file of the plan touched.

Only what there is something to do for is imported: where nothing has changed, that is hardly anything.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..cache import Cache, Json, Watched
from ..source.faults import Finding, Severity, UsageError
from ..source.tree import Composed, Folder
from ..words import Catalogue
from ._kept import Texts, unpacked

if TYPE_CHECKING:
    from ..model.plan import Plan


@dataclass(frozen=True)
class Checked:
    """Everything there is to say about a plan, or what was wanted of that.

    `texts` are its files by path, each with its text where a finding stands in it; `names` the full names of its
    responsible bodies; `total` is how many findings there are in all, and `unread` how many files there may be more
    in. `digest` is another one where anything was read that is not the same. The plan is read when it is asked for,
    if nothing was to be learnt from it.
    """

    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    measures: int
    projects: int
    names: Mapping[str, str]
    total: int
    unread: int
    digest: str
    read: Callable[[], Plan] = field(repr=False)

    @cached_property
    def plan(self) -> Plan:
        return self.read()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def check(
    root: Path,
    words: Catalogue,
    *,
    paths: Sequence[Path] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    responsible: Sequence[str] = (),
    since: str = "",
    cache: Cache | None = None,
    cores: int = 1,
) -> Checked:
    """Reads everything, applies every rule, and gives the findings that are wanted; without a wish, all.

    `paths` are files and folders of the plan, `select` and `ignore` codes or prefixes of them, `responsible`
    bodies; `since` a git revision: then what has changed since is looked at, and what that brought elsewhere. What is
    kept of the plan is used, and kept on where a build began to; and as many `cores` as help. Raises PlanError, and UsageError for a wish that fits
    nothing: it would hide findings in silence.
    """
    for prefix in (*select, *ignore):
        _known(prefix)
    checked = _all(root, words, cache or Cache(root), cores)
    known = {*checked.texts, *(finding.location.path for finding in checked.findings)}
    places = tuple(_inside(path, root, known) for path in paths)
    wanted = _bodies(checked, responsible) if responsible else ()
    found = chosen(checked.findings, tuple(select), tuple(ignore), wanted)
    if since:
        from ._since import brought_since

        found = brought_since(root, words, since, found, checked.texts)
    return replace(checked, findings=tuple(finding for finding in found if _is_at(finding, places)))


def chosen(
    findings: Iterable[Finding],
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    responsible: tuple[str, ...] = (),
) -> tuple[Finding, ...]:
    """The findings whose code begins with one of `select` and none of `ignore`, of these responsible bodies."""
    return tuple(
        finding
        for finding in findings
        if (not select or finding.code.startswith(select))
        and not (ignore and finding.code.startswith(ignore))
        and (not responsible or set(responsible) & set(finding.responsible))
    )


def _all(root: Path, words: Catalogue, cache: Cache, cores: int) -> Checked:
    """Every finding: what is kept of them, where nothing has changed that they come from."""
    plans: list[Plan] = []

    def learn(tree: Watched) -> Json:
        from ._kept import learnt
        from .load import load

        texts = Texts(cache)
        plans.append(load(root, words, tree, texts.recall))
        found = learnt(plans[0], words, cache, tree.digest_of, cores)
        texts.keep(plans[0])
        return found

    def read() -> Plan:
        from .load import load

        tree = Watched(Folder(root))
        plan = plans[0] if plans else load(root, words, tree, Texts(cache).recall)
        if not plans and tree.digest() != digest:
            raise UsageError("changed-meanwhile", root=root)
        return plan

    kept, digest = cache.recall(f"check-{words.code}", learn)
    found: Any = kept
    return Checked(
        findings=tuple(map(unpacked, found["findings"])),
        texts=found["texts"],
        measures=found["measures"],
        projects=found["projects"],
        names=found["names"],
        total=len(found["findings"]),
        unread=found["unread"],
        digest=digest,
        read=read,
    )


def _known(prefix: str) -> None:
    from ..model.spelling import nearest
    from ..rules import all_rules, rules_by_name
    from ._names import unknown

    codes = tuple(rule.code for rule in all_rules())
    if any(code.startswith(prefix) for code in codes):
        return
    # Who writes a rule's name means its code.
    name = nearest(prefix, tuple(rules_by_name())) if "-" in prefix else ""
    if name:
        raise UsageError("unknown-rule-near", name=prefix, nearest=rules_by_name()[name].code)
    raise unknown(prefix, codes, "rule")


def _bodies(checked: Checked, wanted: Sequence[str]) -> tuple[str, ...]:
    from ._names import bodies

    return bodies(checked.plan, wanted)


def _inside(path: Path, root: Path, files: Iterable[str]) -> str:
    """A path as findings name it. Raises UsageError where it is not there, or nothing there is of the plan."""
    # A file of the plan may be a link to elsewhere; findings name it by its place in the plan.
    place = _on_disk(Path(os.path.abspath(path)))
    if not place.exists():
        raise UsageError("no-such-path", path=path)
    for inside, home in ((place, Path(os.path.abspath(root))), (place.resolve(), root.resolve())):
        if inside.is_relative_to(home):
            found = unicodedata.normalize("NFC", inside.relative_to(home).as_posix())
            if place.is_dir() or found in files:
                return found
    raise UsageError("outside", path=path, root=root)


def _on_disk(path: Path) -> Path:
    """A path as it is written on the disk, where that may differ in how a letter is composed."""
    composed = unicodedata.normalize("NFC", path.relative_to(path.anchor).as_posix())
    return path if path.exists() else Path(path.anchor, Composed(Folder(Path(path.anchor))).written(composed))


def _is_at(finding: Finding, places: Iterable[str]) -> bool:
    """Whether a finding is at or below one of some places; without any, it is."""
    path = finding.location.path
    return not places or any(place in (".", path) or path.startswith(f"{place}/") for place in places)
