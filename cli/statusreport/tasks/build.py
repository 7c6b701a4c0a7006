"""Building: read, check, assemble, render, prove, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ..model.plan import PUBLICATIONS, Plan
from ..source.faults import UsageError

Progress = Callable[[str], None]
OUTPUT = "build"
TEMPLATES = "templates"


def render(
    root: Path,
    plan: Plan,
    publications: Iterable[str] = (),
    formats: Iterable[str] = (),
    progress: Progress = lambda step: None,
) -> Mapping[str, bytes]:
    """The files of a plan that passed its check, by path from the output folder; writes nothing.

    Raises UsageError for a publication or format there is not, for a template that cannot be rendered, and
    where a record is missing or doubled in what was rendered.
    """
    from ..formats import format_names, get_format, require
    from ..formats._templates import Templates, packaged
    from ..model.figures import compute
    from ..publishing.language import language
    from ..publishing.publications import all_publications

    wanted = _known(publications, PUBLICATIONS, "publication")
    names = _known(formats, format_names(), "format")
    require(formats)
    lacking = left_out(names)
    names = tuple(name for name in names if name not in lacking)
    words = language(plan.settings.language)
    templates = Templates((root / TEMPLATES, packaged()), words)
    files: dict[str, bytes] = {}
    for publication in all_publications():
        if publication.ID not in wanted:
            continue
        if not publication.applies(plan):
            if publications:
                raise UsageError("no-records", publication=publication.ID)
            continue
        edition = publication.assemble(plan, compute(plan), words)
        for name in names:
            progress(f"{publication.ID} {name}")
            rendered = get_format(name).render(edition, templates)
            _prove(publication.ID, name, get_format(name).census(rendered, edition), edition.records)
            files |= {f"{publication.ID}/{file}": data for file, data in rendered.items()}
    return files


def refuse_unknown(publications: Iterable[str], formats: Iterable[str]) -> None:
    """Raises UsageError for a publication or format there is not or cannot be made, before anything is read."""
    from ..formats import format_names, require

    _known(publications, PUBLICATIONS, "publication")
    _known(formats, format_names(), "format")
    require(formats)


def left_out(formats: Iterable[str] = ()) -> Mapping[str, str]:
    """Those of the formats, or of all, that cannot be made here, each with the extra of the tool that it needs."""
    from ..formats import format_names, left_out

    return left_out(tuple(formats) or format_names())


def write(output: Path, files: Mapping[str, bytes]) -> None:
    """Puts rendered files in place, all or none."""
    from ..writing.output import write_output

    write_output(output, files, PUBLICATIONS)


def _known(wanted: Iterable[str], allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
    from ..model.vocabulary import nearest

    chosen = tuple(dict.fromkeys(wanted)) or allowed
    for name in chosen:
        if name not in allowed:
            near = nearest(name, allowed)
            raise UsageError(
                f"unknown-{what}-near" if near else f"unknown-{what}",
                name=name,
                nearest=near,
                allowed=allowed,
            )
    return tuple(name for name in allowed if name in chosen)


def _prove(publication: str, name: str, found: list[str], expected: Mapping[str, str]) -> None:
    """Each record appears exactly once, or nothing is published."""
    counted = Counter(found)
    wrong = [anchor for anchor in (*expected, *counted) if counted[anchor] != 1 or anchor not in expected]
    if wrong:
        anchor = wrong[0]
        raise UsageError("not-once", publication=publication, format=name, anchor=anchor, n=counted[anchor])
