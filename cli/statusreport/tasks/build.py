"""Building: read, check, assemble, render, prove, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .. import registry
from ..formats import format_names, get_format, left_out, require
from ..formats._templates import Templates, packaged
from ..model.figures import compute
from ..model.plan import Plan
from ..model.spelling import nearest
from ..publishing.assembly import fingerprint
from ..publishing.language import language
from ..publishing.publications import all_publications, assemble
from ..reading.folder import TEMPLATES
from ..source.faults import UsageError
from ..words import Catalogue
from ..writing.output import Written, write_output
from ._names import some_of
from .check import Checked, check

if TYPE_CHECKING:
    from ..writing.output import Written

Progress = Callable[[str], None]
OUTPUT = "build"


@dataclass(frozen=True)
class Built:
    """What a build found and did to `folder`; with an error it did nothing.

    `left_out` are the formats that cannot be made here, each with the extra of the tool that it needs; `unused` the
    plan's templates that nothing uses, each with the name that was probably meant.
    """

    checked: Checked
    folder: Path
    left_out: Mapping[str, str] = field(default_factory=dict)
    unused: Mapping[str, str] = field(default_factory=dict)
    written: Written = field(default_factory=Written)


def _silent(step: str) -> None:
    """Progress that nobody watches."""


def build(
    root: Path,
    words: Catalogue,
    *,
    publications: Sequence[str] = (),
    formats: Sequence[str] = (),
    output: Path | None = None,
    progress: Progress = _silent,
) -> Built:
    """Checks the plan at `root` and, where no finding is an error, writes its publications, all or none.

    Without a wish, every publication in every format, to the plan's folder `build`. Raises PlanError, and
    UsageError as `render` does or where the output cannot be written.
    """
    some_of(publications, registry.publications(), "publication")
    lacking = left_out(some_of(formats, format_names(), "format"))
    require(formats)
    folder = output or root / OUTPUT
    checked = check(root, words)
    if checked.errors:
        return Built(checked, folder)
    files = render(
        root,
        checked.plan,
        publications,
        formats,
        lambda step: progress(words("build.rendering", step=step)),
    )
    progress(words("build.writing"))
    written = write_output(
        folder,
        files,
        content=fingerprint(checked.plan),
        whole=not (publications or formats or lacking),
    )
    return Built(checked, folder, lacking, _unused(_templates(root, checked.plan)), written)


def render(
    root: Path,
    plan: Plan,
    publications: Sequence[str] = (),
    formats: Sequence[str] = (),
    progress: Progress = _silent,
) -> Mapping[str, bytes]:
    """The files of a plan that passed its check, by path from the output folder; writes nothing.

    Raises UsageError for a publication or format there is not, for a template that cannot be rendered, and
    where a record is missing or doubled in what was rendered.
    """
    wanted = some_of(publications, registry.publications(), "publication")
    names = some_of(formats, format_names(), "format")
    require(formats)
    lacking = left_out(names)
    names = tuple(name for name in names if name not in lacking)
    words, templates = language(plan.settings.language), _templates(root, plan)
    files: dict[str, bytes] = {}
    for publication in all_publications():
        if publication.id not in wanted:
            continue
        if not publication.applies(plan):
            if publications:
                raise UsageError("no-records", publication=publication.id)
            continue
        edition = assemble(publication, plan, compute(plan), words)
        for name in names:
            progress(f"{publication.id} {name}")
            rendered = get_format(name).render(edition, templates)
            _prove(publication.id, name, get_format(name).census(rendered, edition), edition.records)
            files |= {f"{publication.id}/{file}": data for file, data in rendered.items()}
    return files


def _templates(root: Path, plan: Plan) -> Templates:
    return Templates((root / TEMPLATES, packaged()), language(plan.settings.language))


def _unused(templates: Templates) -> dict[str, str]:
    """The plan's templates that nothing uses, with what was meant: the same file elsewhere, or another one there."""
    found: dict[str, str] = {}
    for name in templates.unused():
        folder, _, file = name.rpartition("/")
        alike = [(other, other.rpartition("/")) for other in sorted(templates.packaged)]
        close = tuple(other for other, (its, _, called) in alike if folder == its or file == called)
        found[name] = nearest(name, close)
    return found


def _prove(publication: str, name: str, found: list[str], expected: Mapping[str, str]) -> None:
    """Each record appears exactly once, or nothing is published."""
    counted = Counter(found)
    wrong = [anchor for anchor in (*expected, *counted) if counted[anchor] != 1 or anchor not in expected]
    if wrong:
        anchor = wrong[0]
        raise UsageError("not-once", publication=publication, format=name, anchor=anchor, n=counted[anchor])
