"""Links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..fields import Entry, declared
from .mappings import Object
from .texts import Text


@dataclass(frozen=True)
class Hyperlink(Entry):
    """An address of a page or record, and the words that lead there. What is no address is printed as words."""

    SHORTHAND: ClassVar[str] = "url"

    url: str = declared(Text(), "Address of a page, or path of a record.", default="", required=True)
    title: str = declared(Text(), "What is printed instead of the address.", default="")


# An address alone, or with the words that lead there.
LINK = Object(Hyperlink, shorthand=Hyperlink.SHORTHAND)
