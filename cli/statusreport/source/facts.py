"""What is known of a text once it was parsed, and how that is kept as JSON until the text is another one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any, ClassVar, TypeVar

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]

T = TypeVar("T")
Pack = Callable[[Any, Any], Json]
Unpack = Callable[[Any, Any], Any]


class Fact(cached_property[T]):
    """A value that is found once, and not at all where it was kept."""

    def __init__(self, find: Callable[[Any], T], pack: Pack, unpack: Unpack) -> None:
        def look(owner: Facts) -> T:
            if owner.known is None:
                return find(owner)
            # It is held as a value from now on.
            found: T = unpack(owner, owner.known.pop(str(self.attrname)))
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

    _facts: ClassVar[Mapping[str, Fact[Any]]]
    _found: ClassVar[tuple[str, ...]]
    # Its facts as they are kept, where they are known: as text, which takes a tenth of the room.
    kept: str | None = None

    def __init_subclass__(cls) -> None:
        cls._found = tuple(name for name, one in vars(cls).items() if isinstance(one, cached_property))
        cls._facts = {name: one for name, one in vars(cls).items() if isinstance(one, Fact)}

    @cached_property
    def known(self) -> dict[str, Json] | None:
        """Those of its facts as JSON that nobody has asked for, where they are known."""
        found: dict[str, Json] | None = json.loads(self.kept) if self.kept is not None else None
        return found

    def facts(self) -> str:
        """Its facts as they are kept."""
        if self.kept is not None:
            return self.kept
        found = {name: one.pack(self, getattr(self, name)) for name, one in self._facts.items()}
        return json.dumps(found, separators=(",", ":"))

    def recall(self, kept: str) -> None:
        """Takes its facts as known."""
        vars(self)["kept"] = kept
        vars(self).pop("known", None)

    def let_go(self, *spared: str) -> None:
        """Holds nothing any longer but its fields, its facts as they are kept, and what is spared."""
        self.recall(self.facts())
        for name in self._found:
            if name not in spared:
                vars(self).pop(name, None)
