"""What is known of a text once it was parsed, and how that is kept as JSON until the text is another one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, TypeVar

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

T = TypeVar("T")
P = TypeVar("P")
Pack = Callable[[Any, Any], Json]
Unpack = Callable[[Any, Any], Any]


class Fact(cached_property[T]):
    """A value that is found once, and not at all where it was kept."""

    def __init__(self, find: Callable[[Any], T], pack: Pack, unpack: Unpack) -> None:
        def look(owner: Facts) -> T:
            if owner.kept is None:
                return find(owner)
            found: T = unpack(owner, owner.kept[str(self.attrname)])
            return found

        super().__init__(look)
        self.__doc__ = find.__doc__
        self.pack = pack


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
