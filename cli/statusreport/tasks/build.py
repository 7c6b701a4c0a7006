"""Building: read, check, assemble, render, prove, write. What stands there already is not made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import registry
from ..cache import Cache, Json, Memo, Watched
from ..formats import extras, format_names, left_out, require, stages
from ..source.faults import UsageError
from ..words import Catalogue
from ..writing.manifest import digest
from ..writing.output import Written, standing, write_output
from ._cores import Team
from ._names import some_of
from .check import Checked, check

if TYPE_CHECKING:
    from ._rendering import Rendering

Progress = Callable[[str], None]
# A publication and a format.
Job = tuple[str, str]
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
    cores: int = 1,
) -> Built:
    """Checks the plan at `root` and, where no finding is an error, writes its publications, all or none.

    Without a wish, every publication in every format, to the plan's folder `build`. What comes of it is the same on any number
    of `cores`. Raises PlanError, and
    UsageError for a publication or format there is not, where one cannot be rendered or proved, and where the output cannot
    be written.
    """
    some_of(publications, registry.publications(), "publication")
    names = some_of(formats, format_names(), "format")
    cache = Cache(root, begins=True)
    about: Any = cache.recall("formats", lambda tree: [extras(names), stages(names)], key=",".join(names))[0]
    needs, order = about
    require(formats, needs)
    lacking = left_out(names, needs)
    folder = output or root / OUTPUT
    checked = check(root, words, cache=cache, cores=cores)
    if checked.errors:
        return Built(checked, folder)
    making = _Making(checked, folder, cache)
    wanted = tuple(_wanted(making.applying, publications))
    files: dict[str, bytes] = {}
    with Team(making.made, cores, waits=lambda job: job[1] in needs) as team:
        for stage in order:
            jobs = [(publication, name) for name in stage if name not in lacking for publication in wanted]
            found = {job: making.standing(job, files) for job in jobs}
            left = [job for job in jobs if found[job] is None]
            making.assemble(publication for publication, _ in left)
            made = team.do(
                left, dict(files), waiting=lambda job: progress(words("build.rendering", step=" ".join(job)))
            )
            found.update(zip(left, made, strict=True))
            files |= {file: data for job in jobs for file, data in (found[job] or {}).items()}
    progress(words("build.writing"))
    whole = not (publications or formats or lacking)
    written = write_output(folder, files, content=making.content, whole=whole)
    unused: Any = cache.recall("templates", _unused)[0]
    return Built(checked, folder, lacking, unused, written)


def _unused(tree: Watched) -> Json:
    from ._rendering import unused_templates

    return dict(unused_templates(tree))


def _wanted(applying: Mapping[str, bool], wished: Sequence[str]) -> Iterator[str]:
    """The publications to build. Raises UsageError for a wish that the plan does not have."""
    wanted = some_of(wished, registry.publications(), "publication")
    for publication, applies in applying.items():
        if publication in wanted and applies:
            yield publication
        elif publication in wanted and wished:
            raise UsageError("no-records", publication=publication)


class _Making:
    """The files of a plan that passed its check, from `folder` where they stand there as they were made.

    What a file comes from is what its publication says, and the templates that its format asked for.
    """

    def __init__(self, checked: Checked, folder: Path, cache: Cache) -> None:
        self._checked, self._folder, self._cache = checked, folder, cache
        about: Any = cache.recall("publications", self._about, checked.digest)[0]
        self.applying: Mapping[str, bool] = about["applying"]
        self.content: str = about["content"]
        self._said: dict[str, Json] = {}

    def _about(self, tree: Watched) -> Json:
        return {"applying": self._rendering.applying, "content": self._rendering.content}

    @cached_property
    def _rendering(self) -> Rendering:
        from ._rendering import Rendering

        return Rendering(self._checked.plan)

    def assemble(self, publications: Iterable[str]) -> None:
        """Assembles publications before several formats ask for them."""
        for publication in publications:
            self._rendering.assemble(publication)

    def standing(self, job: Job, others: Mapping[str, bytes]) -> Mapping[str, bytes] | None:
        """The files of a publication in a format where they stand, by path from the folder; `others` are made already."""
        found: dict[str, bytes] = {}

        def stands(made: Any) -> bool:
            found.update(standing(self._folder, made) or {})
            return len(found) == len(made)

        return found if self._cache.known(_name(job), self._key(job, others), stands) else None

    def made(self, job: Job, others: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """The files of a publication in a format, made anew."""
        publication, name = job
        found: dict[str, bytes] = {}

        def make(tree: Watched) -> Json:
            memo = Memo(self._cache, f"{_name(job)}.texts")
            found.update(
                self._rendering.files(publication, name, tree, _of(publication, others), memo.recall)
            )
            memo.keep()
            return {file: digest(data) for file, data in found.items()}

        self._cache.learn(_name(job), make, self._key(job, others))
        return found

    def _key(self, job: Job, others: Mapping[str, bytes]) -> str:
        """What tells the files of a job from others, but for the templates."""
        publication, _ = job
        if publication not in self._said:
            self._said[publication], _ = self._cache.recall(
                publication, lambda tree: self._rendering.digest(publication), self._checked.digest
            )
        linked = (f"\0{file}\0{digest(data)}" for file, data in sorted(_of(publication, others).items()))
        return f"{self._said[publication]}{''.join(linked)}"


def _name(job: Job) -> str:
    return ".".join(job)


def _of(publication: str, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a publication, by name."""
    folder = f"{publication}/"
    return {file.removeprefix(folder): data for file, data in files.items() if file.startswith(folder)}
