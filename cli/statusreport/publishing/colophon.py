"""What a publication says of itself at its end: what it is, who made it, from what, and how to cite it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..source.markdown import Body
from .document import Block, Cell, Facts, Link, Panel, Paragraph, Prose, Section, Subheading, Text

if TYPE_CHECKING:
    from .assembly import Assembly

# What is followed as an address of the web; anything else is words, whatever it would do when followed.
WEB = re.compile(r"https?://[^\s<>\[\]/?#]+([/?#][^\s<>]*)?|mailto:[^\s<>]+", re.IGNORECASE)


def colophon(make: Assembly) -> Section:
    """What this edition is, who made it, what identifies its content, and how to cite it."""
    say, imprint, short = make.language, make.imprint, make.fingerprint[:12]
    publisher = make.plan.settings.publisher
    facts: list[tuple[str, Cell]] = [
        (say("colophon.title"), (Text(imprint.title),)),
        (say("colophon.publication"), (Text(say(f"{make.publication.id}.title")),)),
        (say("colophon.round"), (Text(say.round(make.round) if make.round else ""),)),
        (say("colophon.date"), (Text(say.time(imprint.date) if imprint.date else ""),)),
        (say("colophon.publisher"), (Text(imprint.publisher),)),
    ]
    if publisher and publisher.name == imprint.publisher:
        facts.append((say("colophon.site"), (_address(publisher.url),)))
        facts.append((say("colophon.contact"), (_address(publisher.contact),)))
    facts += [
        (say("colophon.authors"), (Text(say.list(imprint.authors)),)),
        (say("colophon.number"), (Text(imprint.number),)),
        (say("colophon.url"), (_address(imprint.url),)),
        (say("colophon.license"), (_address(imprint.license),)),
        (say("colophon.fingerprint"), (Text(short),)),
        (say("colophon.cite"), (Text(_citation(make, short)),)),
    ]
    given = tuple((label, cell) for label, cell in facts if any(inline.text for inline in cell))
    blocks: tuple[Block, ...] = (Facts(given), Paragraph.of(say("colophon.fingerprint_about")))
    if imprint.source:
        source = make.resolved(Body(imprint.source).tokens, make.plan.settings.source.path)
        blocks = (Panel(Subheading.of(say("colophon.source"), 3), "account", (Prose(source),)), *blocks)
    return Section("kolofon", say("document.colophon"), 2, blocks)


def _citation(make: Assembly, short: str) -> str:
    """How others name this edition."""
    say, imprint = make.language, make.imprint
    title = say(f"{make.publication.id}.title")
    if make.round:
        title = say("colophon.citation_round", title=title, round=say.round(make.round))
    date = say.time(imprint.date) if imprint.date else ""
    parts = (
        say.list(imprint.authors),
        imprint.title,
        ", ".join(filter(None, (title, date))),
        ", ".join(filter(None, (imprint.publisher, imprint.number))),
        say("colophon.citation_content", fingerprint=short),
    )
    cited = " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
    return f"{cited} {imprint.url}" if imprint.url else cited


def _address(text: str) -> Link | Text:
    """An address that leads where it says; anything else is words."""
    return Link(text, text) if WEB.fullmatch(text) else Text(text)
