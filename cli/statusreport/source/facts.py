"""What is known of a text once it was parsed, and how that is kept as JSON until the text is another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

T = TypeVar("T")
R = TypeVar("R")
P = TypeVar("P")
Pack = Callable[[Any, T], Json]
Unpack = Callable[[Any, Any], T]


class Fact(cached_property[T]):
    """A value that is found once, and not at all where it was kept."""

    def __init__(self, find: Callable[[Any], T], pack: Pack[T], unpack: Unpack[T]) -> None:
        def look(owner: Facts) -> T:
            return find(owner) if owner.kept is None else unpack(owner, owner.kept[str(self.attrname)])

        super().__init__(look)
        self.__doc__ = find.__doc__
        self.pack = pack


def fact(pack: Pack[T], unpack: Unpack[T]) -> Callable[[Callable[[Any], T]], Fact[T]]:
    """Makes a method a fact, which is packed as JSON and unpacked by these."""
    return lambda find: Fact(find, pack, unpack)


def rows(made: Callable[..., R]) -> tuple[Pack[tuple[R, ...]], Unpack[tuple[R, ...]]]:
    """How a fact of several `made` is kept: tuples, or records of plain values."""
    if made is tuple:
        return lambda owner, found: found, lambda owner, kept: _frozen(kept)
    names = [field.name for field in fields(made)]  # type: ignore[arg-type]
    return (
        lambda owner, found: [[getattr(one, name) for name in names] for one in found],
        lambda owner, kept: tuple(made(*map(_frozen, row)) for row in kept),
    )


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


class Facts:
    """What has facts, all of them functions of its fields."""

    # Its facts as they are kept, where they are known.
    kept: Mapping[str, Json] | None = None

    def facts(self) -> Mapping[str, Json]:
        """Its facts as they are kept."""
        if self.kept is not None:
            return self.kept
        return {name: one.pack(self, getattr(self, name)) for name, one in _of(self, Fact)}

    def recall(self, kept: Mapping[str, Json]) -> None:
        """Takes its facts as known."""
        vars(self)["kept"] = kept

    def let_go(self) -> None:
        """Holds nothing any longer but its fields and its facts as they are kept."""
        self.recall(self.facts())
        for name, _ in _of(self, cached_property):
            vars(self).pop(name, None)


def _of(owner: Facts, kind: type[P]) -> Iterator[tuple[str, P]]:
    return ((name, one) for name, one in vars(type(owner)).items() if isinstance(one, kind))
