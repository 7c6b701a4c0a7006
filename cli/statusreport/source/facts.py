"""What is known of a text once it was parsed, and how that is kept as JSON until the text is another one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

T = TypeVar("T")
Pack = Callable[[Any, Any], Json]
Unpack = Callable[[Any, Any], Any]


class Fact(Generic[T]):
    """A value that is found once, and not at all where it was kept: from there it is taken each time it is asked for."""

    def __init__(self, find: Callable[[Any], T], pack: Pack, unpack: Unpack) -> None:
        self.__doc__ = find.__doc__
        self.find, self.pack, self.unpack = find, pack, unpack

    def __set_name__(self, kind: type[Any], name: str) -> None:
        self.name = name

    def __get__(self, owner: Facts, kind: type[Any] | None = None) -> T:
        if owner.kept is None:
            found = vars(owner)[self.name] = self.find(owner)
        else:
            found = self.unpack(owner, json.loads(owner.kept[self.name]))
        return found


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def fact(
    pack: Pack = lambda owner, found: found, unpack: Unpack = lambda owner, kept: _frozen(kept)
) -> Callable[[Callable[[Any], T]], Fact[T]]:
    """Makes a method a fact. `pack` makes JSON of it and `unpack` takes it from there; plain tuples need neither."""
    return lambda find: Fact(find, pack, unpack)


def rows(made: Callable[..., Any]) -> tuple[Pack, Unpack]:
    """How a fact of several records is kept whose values are plain."""
    names = [field.name for field in fields(made)]  # type: ignore[arg-type]
    return (
        lambda owner, found: [[getattr(one, name) for name in names] for one in found],
        lambda owner, kept: tuple(made(*map(_frozen, row)) for row in kept),
    )


class Facts:
    """What has facts, all of them functions of its fields."""

    _facts: ClassVar[tuple[Fact[Any], ...]]
    _found: ClassVar[tuple[str, ...]]
    # Its facts by name, where they are known: as text, which takes a tenth of the room.
    kept: Mapping[str, str] | None = None

    def __init_subclass__(cls) -> None:
        found = {name: one for name, one in vars(cls).items() if isinstance(one, (Fact, cached_property))}
        cls._found = tuple(found)
        cls._facts = tuple(one for one in found.values() if isinstance(one, Fact))

    def facts(self) -> Mapping[str, str]:
        """Its facts as they are kept."""
        if self.kept is not None:
            return self.kept
        packed = ((one.name, one.pack(self, getattr(self, one.name))) for one in self._facts)
        return {name: json.dumps(fact, separators=(",", ":")) for name, fact in packed}

    def recall(self, kept: Mapping[str, str]) -> None:
        """Takes its facts as known."""
        vars(self)["kept"] = kept

    def let_go(self) -> None:
        """Holds nothing any longer but its fields and its facts as they are kept; all else is found again when asked for."""
        self.recall(self.facts())
        for name in self._found:
            vars(self).pop(name, None)
