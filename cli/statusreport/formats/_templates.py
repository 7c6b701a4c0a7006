"""Jinja for the publications: a plan's own template wins over the packaged one of the same name.

That one is still there as `packaged/NAME`, so that the plan's may extend or include it.

Templates print, they do not compute, and they are strict: a name that is not there is an error with the
template and the line, never a blank. They run in a sandbox, since a plan's templates come with its content.
"""

from __future__ import annotations

import re
import tomllib
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BaseLoader, ChoiceLoader, PrefixLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import SandboxedEnvironment

from ..publishing.language import Language
from ..source.faults import Phrase, UsageError

PALETTE = "palette.toml"
PACKAGED = "packaged"
TEMPLATE = ".j2"
NOT_UTF8 = Phrase("reasons.encoding")


def packaged() -> Traversable:
    """The templates that come with the tool: in the wheel or an archive, or beside `cli/` in a checkout."""
    installed = files("statusreport") / "templates"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3] / "templates"


class _Folder(BaseLoader):
    """A folder of templates, which may lie in an archive.

    A file that is not UTF-8 is a fault of the template, at its line.
    """

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        file = self._folder.joinpath(*split_template_path(template))
        if not file.is_file():
            raise TemplateNotFound(template)
        try:
            return file.read_text("utf-8-sig"), str(file), lambda: True
        except UnicodeDecodeError as error:
            raise _fault(template, _line_of(error), NOT_UTF8) from error


class _Compiled(jinja2.BytecodeCache):
    """Templates this process has compiled, by file and text: one publication after the other uses the same."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._code.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


# Code differs by whether values are escaped for HTML.
_COMPILED = {True: _Compiled(), False: _Compiled()}


@dataclass(frozen=True)
class Templates:
    """The templates of a plan, in one language: of its `folders` the last holds the packaged ones."""

    folders: tuple[Traversable, ...]
    language: Language

    @cached_property
    def _loader(self) -> ChoiceLoader:
        own = [_Folder(folder) for folder in self.folders]
        return ChoiceLoader([PrefixLoader({PACKAGED: own[-1]}), *own])

    @cached_property
    def packaged(self) -> frozenset[str]:
        """The names of the packaged files."""
        return frozenset(_names(self.folders[-1]))

    def unused(self) -> tuple[str, ...]:
        """The files in the plan's folder that nothing uses.

        Used is what has the name of a packaged file, and what such a template leads to.
        """
        own = {name for folder in self.folders[:-1] for name in _names(folder)}
        used, found = set[str](), own & self.packaged
        while found:
            used |= found
            found = {name for template in found for name in self._referred(template)} & own - used
        return tuple(sorted(own - used))

    def _referred(self, name: str) -> Iterator[str]:
        """The templates that a template extends, includes or imports by name."""
        if name.endswith(TEMPLATE):
            environment = SandboxedEnvironment(loader=self._loader)
            try:
                source, *_ = self._loader.get_source(environment, name)
                yield from filter(None, find_referenced_templates(environment.parse(source)))
            except (TemplateSyntaxError, UsageError):
                return  # which is told where it is rendered

    def file(self, name: str) -> Traversable:
        """Where a file lies that is no Jinja template, as a reference document: the plan's own, else the packaged one."""
        found = next((file for folder in self.folders if (file := folder.joinpath(name)).is_file()), None)
        if found is None:
            raise UsageError("no-template", name=name, place=name, line=1)
        return found

    def binary(self, name: str) -> bytes:
        """What is in such a file."""
        return self.file(name).read_bytes()

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
            raise _fault(PALETTE, int(place[1]) if place else 1, problem) from error

    def environment(
        self, *, autoescape: bool, finalize: Callable[[Any], Any] | None = None, **filters: Callable[..., Any]
    ) -> Environment:
        """Templates for one kind of output: `finalize` sees every printed value, `filters` are added."""
        jinja = SandboxedEnvironment(
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
        return Environment(jinja)


def _names(folder: Traversable, before: str = "") -> set[str]:
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

    def render(self, name: str, context: Mapping[str, Any]) -> str:
        try:
            return self.jinja.get_template(name).render(context)
        except TemplateSyntaxError as error:
            raise _fault(error.name or name, error.lineno, error.message) from error
        except TemplateNotFound as error:
            including, line = _line(error, name)
            raise UsageError("no-template", name=error.name, place=including, line=line) from error
        except TemplateError as error:
            raise _fault(*_line(error, name), error.message) from error
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
            place = _line(error, "")
            if not place[0]:
                raise
            raise _fault(*place, str(error)) from error


def _line(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost template line an error passed through: Jinja gives its code the template's file name."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".j2"):
            file = Path(frame.filename)
            return f"{file.parent.name}/{file.name}", frame.lineno or 1
    return name, 1


def _line_of(error: UnicodeDecodeError) -> int:
    return int(error.object[: error.start].count(b"\n")) + 1


def _fault(name: str, line: int, message: str | Phrase | None) -> UsageError:
    problem = message if isinstance(message, Phrase) else (message or "").rstrip(".")
    return UsageError("template", name=name, line=line, problem=problem)
