"""Jinja for the publications: a plan's own template wins over the packaged one of the same name.

That one is still there as `packaged/NAME`, so that the plan's may extend or include it.

Templates print, they do not compute, and they are strict: a name that is not there is an error with the
template and the line, never a blank. They run in a sandbox, since a plan's templates come with its content.
"""

from __future__ import annotations

import re
import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Protocol

import jinja2
from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import SandboxedEnvironment

from ..publishing.language import Language
from ..source.faults import Phrase, UsageError
from ..source.foreign import said_by
from . import Recall, format_names

PALETTE = "palette.toml"
PACKAGED = "packaged/"
TEMPLATE = ".j2"
# What stands before its own name in a template.
_EXTENDS = r"\{{%[-+]?\s*extends\s+[\"'](?={}[\"'])"
NOT_UTF8 = Phrase("reasons.encoding")


class Place(Protocol):
    """A folder of templates or one of its files, on disk or in an archive."""

    @property
    def name(self) -> str: ...

    def joinpath(self, *names: str) -> Place: ...

    def is_file(self) -> bool: ...

    def is_dir(self) -> bool: ...

    def iterdir(self) -> Iterator[Place]: ...

    def read_bytes(self) -> bytes: ...


def _found(folders: Iterable[Place], *names: str) -> Place | None:
    """A file in the first of some folders that has it."""
    return next((file for folder in folders if (file := folder.joinpath(*names)).is_file()), None)


class _Loader(BaseLoader):
    """Templates from folders. A file that is not UTF-8 is a fault of the template, at its line.

    `names` are those of the templates it was asked for, by the file in which Jinja has their code.
    """

    def __init__(self, folders: tuple[Place, ...]) -> None:
        self._folders = folders
        self.names: dict[str, str] = {}

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        within, name = self._folders, template
        if template.startswith(PACKAGED):
            within, name = self._folders[-1:], template.removeprefix(PACKAGED)
        file = _found(within, *split_template_path(name))
        if file is None:
            raise TemplateNotFound(template)
        self.names[str(file)] = template
        try:
            source = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _fault(template, _line_of(error), NOT_UTF8) from error
        # A template that extends its own name can only mean the packaged one.
        return (
            re.sub(_EXTENDS.format(re.escape(template)), rf"\g<0>{PACKAGED}", source),
            str(file),
            lambda: True,
        )


class _Compiled(jinja2.BytecodeCache):
    """Templates this process has compiled, by file and text: one publication after the other uses the same."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class _Sandbox(SandboxedEnvironment):
    """The sandbox, which does not look into the fields of a record: they are there to be printed."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute in getattr(obj, "__dataclass_fields__", ()) and not attribute.startswith("_"):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


# Code differs by whether values are escaped for HTML.
_COMPILED = {True: _Compiled(), False: _Compiled()}


@dataclass(frozen=True)
class Templates:
    """The templates of a plan, in one language: of its `folders` the last holds the packaged ones.

    `recall` knows what they printed before, by all that it depends on.
    """

    folders: tuple[Place, ...]
    language: Language
    recall: Recall = lambda text, find: find()

    @cached_property
    def _loader(self) -> _Loader:
        return _Loader(self.folders)

    def file(self, name: str) -> Place:
        """Where a file lies that is no Jinja template, as a reference document: the plan's own, else the packaged one."""
        found = _found(self.folders, name)
        if found is None:
            raise UsageError("no-template", name=name, place=name, line=1)
        return found

    def binary(self, name: str) -> bytes:
        """What is in such a file."""
        return self.file(name).read_bytes()

    def is_packaged(self, kind: str) -> bool:
        """Whether the plan has no template of its own that differs and that a format may use: those of other formats aside."""
        *own, packaged = self.folders
        for folder in own:
            for name in _names(folder):
                top, *_ = names = name.split("/")
                if top == kind or top not in format_names():
                    file, other = folder.joinpath(*names), packaged.joinpath(*names)
                    if not other.is_file() or other.read_bytes() != file.read_bytes():
                        return False
        return True

    @cached_property
    def palette(self) -> Mapping[str, Any]:
        """The colours and sizes that all formats share. Raises UsageError where they cannot be read."""
        try:
            return tomllib.loads(self.binary(PALETTE).decode("utf-8"))
        except UnicodeDecodeError as error:
            raise _fault(PALETTE, _line_of(error), NOT_UTF8) from error
        except tomllib.TOMLDecodeError as error:
            place = re.search(r" \(at line (\d+), column \d+\)$", str(error))
            problem = str(error)[: place.start()] if place else str(error)
            raise _fault(PALETTE, int(place[1]) if place else 1, said_by("TOML", problem)) from error

    def environment(
        self, *, autoescape: bool, finalize: Callable[[Any], Any] | None = None, **filters: Callable[..., Any]
    ) -> Environment:
        """Templates for one kind of output: `finalize` sees every printed value, `filters` are added."""
        jinja = _Sandbox(
            loader=self._loader,
            bytecode_cache=_COMPILED[autoescape],
            autoescape=autoescape,
            finalize=finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        jinja.filters.update(filters)
        jinja.globals["say"] = self.language
        jinja.globals["palette"] = self.palette
        jinja.globals["language"] = self.language.code
        return Environment(jinja, self._loader.names)


def unused(folders: tuple[Place, ...]) -> Mapping[str, tuple[str, ...]]:
    """The files in a plan's own folder of templates that nothing uses, each with what may have been meant.

    Used is what has the name of a packaged file, and what such a template leads to. Meant may be the same file
    elsewhere, or another one there.
    """
    loader, packaged = _Loader(folders), _names(folders[-1])
    own = {name for folder in folders[:-1] for name in _names(folder)}
    used, found = set[str](), own & packaged
    while found:
        used |= found
        found = {name for template in found for name in _referred(loader, template)} & own - used
    return {name: tuple(filter(partial(_alike, name), sorted(packaged))) for name in sorted(own - used)}


def _alike(name: str, other: str) -> bool:
    """Whether two files lie in one folder or have one name."""
    (folder, _, file), (its, _, called) = name.rpartition("/"), other.rpartition("/")
    return folder == its or file == called


def _referred(loader: _Loader, name: str) -> Iterator[str]:
    """The templates that a template extends, includes or imports by name."""
    if name.endswith(TEMPLATE):
        environment = SandboxedEnvironment(loader=loader)
        try:
            source, *_ = loader.get_source(environment, name)
            yield from filter(None, find_referenced_templates(environment.parse(source)))
        except (TemplateSyntaxError, UsageError):
            return  # which is told where it is rendered


def _names(folder: Place, before: str = "") -> set[str]:
    """The files below a folder, by path; those that are hidden aside."""
    names: set[str] = set()
    for entry in folder.iterdir() if folder.is_dir() else ():
        if not entry.name.startswith("."):
            name = f"{before}{entry.name}"
            names |= _names(entry, f"{name}/") if entry.is_dir() else {name}
    return names


@dataclass(frozen=True)
class Environment:
    """Renders by template name; whatever goes wrong in a template is one sentence that names its line."""

    jinja: SandboxedEnvironment
    names: Mapping[str, str]

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        try:
            return self.jinja.get_template(name).render(context)
        except TemplateSyntaxError as error:
            raise _fault(error.name or name, error.lineno, said_by("Jinja", error.message)) from error
        except TemplateNotFound as error:
            including, line = self._line(error, name)
            raise UsageError("no-template", name=error.name, place=including, line=line) from error
        except TemplateError as error:
            raise _fault(*self._line(error, name), said_by("Jinja", error.message)) from error
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
            place = self._line(error, "")
            if not place[0]:
                raise
            raise _fault(*place, said_by("Python", str(error))) from error

    def _line(self, error: BaseException, name: str) -> tuple[str, int]:
        """The innermost template line an error passed through: Jinja gives its code the template's file name."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in self.names:
                return self.names[frame.filename], frame.lineno or 1
        return name, 1


def _line_of(error: UnicodeDecodeError) -> int:
    return int(error.object[: error.start].count(b"\n")) + 1


def _fault(name: str, line: int, problem: Phrase) -> UsageError:
    return UsageError("template", name=name, line=line, problem=problem)
