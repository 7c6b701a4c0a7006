"""Braces behind words that say something else than their language.

`[words]{lang=en}` says that these words are English, which every format tells its readers' programs. Nothing
else can be said in such braces: a class or an id means something in only one of the formats. Braces that are
empty, or that stand anywhere else, would be lost or printed as they are.

Write only the language there, directly behind the bracket, or remove the braces.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan, Prose
from ...model.spelling import nearest
from ...source.faults import Severity
from ...source.markdown import Passage
from .. import Problem, Scope, problem, rule
from .._prose import in_body, in_prose, in_values

# How a class and an id are written; any other attribute has its name before the sign.
_WRITTEN = {"class": r"\.|class=", "id": "#|id="}
# What was meant as a mark and is none: with blanks, with a colon, without the name, or not behind a bracket.
_LOOSE = re.compile(
    r"\{\s*(?:xml:|href)?lang(?:uage)?\s*[=:][^{}\n]*\}|(?<=\])\{(?:en|nb|nn|no|se|da|sv|de|fr)(?:-[A-Z]{2})?\}"
)
_SIGNS = ("lang", "]{")


@rule(
    "T115",
    Severity.ERROR,
    Scope.FILE,
    yields_to=("template-leftover",),
    message="“{name}” cannot stand in these braces: they only say the language of the words.",
    message_empty="These braces say nothing.",
    message_link="The language of these words breaks the link around them, which is printed as it stands.",
    message_loose="“{found}” is printed as it stands here.",
    message_field="“{found}” is printed as it stands here.",
    help="Remove it. A language is written `[words]{{lang=en}}`.",
    help_near="A language is written `[words]{{lang=en}}`.",
    help_empty="Write the language, `[words]{{lang=en}}`, or remove the braces.",
    help_link="Mark the whole link: `[[words](https://example.no)]{{lang=en}}`.",
    help_loose="Write the language directly behind words in brackets: `[words]{{lang=en}}`.",
    help_field="The language of a title is said by `title_language`; other fields have none.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for passage in prose.body.passages:
            yield from _in_passage(prose, passage)
    for _, place, found in in_prose(plan, _LOOSE, _SIGNS):
        yield problem(place, "loose", found=found[0])
    for _, place, found in in_values(plan, _LOOSE, _SIGNS):
        yield problem(place, "field", found=found[0])


def _in_passage(prose: Prose, passage: Passage) -> Iterator[Problem]:
    place = in_body(prose, *passage.braces)
    if not any(passage.attributes.values()):
        yield problem(place, "empty")
        return
    if passage.breaks_link:
        yield problem(place, "link")
    for name in passage.attributes:
        if name != "lang":
            written = re.compile(rf"(?<=[{{\s])(?:{_WRITTEN.get(name, rf'{re.escape(name)}=')})[^\s}}]*")
            found = written.search(prose.body.markdown, *passage.braces)
            meant = nearest(name, ("lang",))
            yield problem(
                in_body(prose, *found.span()) if found else place,
                "near" if meant else "",
                name=name,
                nearest=meant,
            )
