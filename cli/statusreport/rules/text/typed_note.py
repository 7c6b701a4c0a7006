"""A footnote that was typed or pasted, and is none.

Word and mail write `[1]` in the text and `[1] Rapport 2011.` below it. In Markdown a reference is `[^1]`, and the note
begins with `[^1]:`. A label has no blanks: `[^note 1]` is no reference.

Write both with the sign `^` and a label of one word, and a colon behind the label of the note.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ...model.plan import FieldText, Plan, Prose
from ...model.records import Record
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import Stretches, in_body, line_of
from ._notes import as_label, whole_link

_NOTE = re.compile(
    r"^[ \t]*(?P<label>\[(?P<name>\d{1,3})\]:?[ \t\u00a0]|(?P<raised>[⁰¹²³⁴-⁹]{1,3})\)?|\((?P<round>\d{1,2})\))[ \t\u00a0]*(?P<words>\S[^\n]*)",
    re.MULTILINE,
)
# One in parentheses refers to a note only where it stands right behind a word.
_LABEL = re.compile(r"\[\d{1,3}\]|(?<=[^\W\d])\(\d{1,2}\)|(?<=[^\W\d][.,;:])\(\d{1,2}\)|[⁰¹²³⁴-⁹]{1,3}")
_LINKED = re.compile(r"\^([\w.-]{0,60})")
_REFERENCE = re.compile(r"\w\*+(?![\w*])")
# A note that begins with a star and a word.
_STAR = re.compile(r"^[ \t]*(?P<star>\*)(?P<words>[^\s*][^*\n]*)$", re.MULTILINE)
_BLANK = re.compile(
    r"\[(?:[ \t\u00a0]{1,3}\^(?P<behind>[\w.-]{1,60})\]|\^(?P<name>[^\]\n^]*[ \t\u00a0][^\]\n]*)\])"
)


@rule(
    "T139",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("broken-link",),
    message="“{found}” is no footnote: it is printed as it stands.",
    message_blank="“{found}” is no footnote, because there is a blank in its label.",
    message_star="The star in front of “{words}” begins a list, and is not printed.",
    message_link="“{found}” is a link, and no footnote.",
    help="Write `[^{name}]: {words}` here and `[^{name}]` in the text.",
    help_field="Write the note as a sentence of its own: this field cannot have a footnote.",
    help_star="Write `[^1]: {words}` here and `[^1]` for the star in the text, or `\\* {words}` to print it.",
    help_blank="Write `[^{name}]`, in the text and where the note begins.",
    help_link="Write `[^{name}]` here, and the note at the end of the file, beginning with `[^{name}]:`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        yield from _linked(record)
        yield from _typed(record)
        if "[" in record.body.markdown:
            yield from _with_blank(record)
        if "*" in record.body.shown:
            yield from _starred(record)
    for text in plan.texts:
        if isinstance(text, FieldText):
            yield from _typed(text, "field")


def _linked(record: Record) -> Iterator[Problem]:
    """Links with the sign of a note for words, which lead somewhere; of others another rule tells."""
    for link in record.body.links:
        if not link.picture and (label := _LINKED.fullmatch(link.text)):
            place, found = whole_link(record, link)
            yield problem(place, "link", found=found, name=as_label(label[1]))


def _typed(prose: Prose, variant: str = "") -> Iterator[Problem]:
    body = prose.body
    labels = Counter(_LABEL.findall(body.shown))
    for found in _NOTE.finditer(body.shown) if labels else ():
        start = found.start("label")
        label = found["raised"] or (f"[{found['name']}]" if found["name"] else f"({found['round']})")
        place = in_body(prose, start, start + len(label))
        if start not in body.escaped and labels[label] > (0 if found["round"] else 1):
            yield problem(
                place,
                variant,
                found=label,
                name=found["name"] or found["round"] or unicodedata.normalize("NFKC", label),
                words=found["words"][:60],
            )


def _starred(record: Record) -> Iterator[Problem]:
    """Lists of one item that begin with a star, where a star behind a word refers to them."""
    if not _REFERENCE.search(record.body.shown):
        return
    for found in _STAR.finditer(record.body.shown):
        start = found.start("star")
        if start not in record.body.escaped:
            place, words = in_body(record, start, start + 1), found["words"][:60]
            yield problem(place, found="*", name="1", words=words)
    tokens = tuple(record.body.every_token())
    for above, token in pairwise(tokens):
        if above.type == "bullet_list_open" and token.markup == "*" and above.map == token.map and above.map:
            line = record.body.first_line + above.map[0]
            yield problem(line_of(record, line), "star", words=record.body.line(line).lstrip("* ")[:60])


def _with_blank(record: Record) -> Iterator[Problem]:
    body = record.body
    code = [(start, end) for _, start, end in body.code_blocks]
    code += [(run.start, run.end) for run in body.runs if run.kind == "code"]
    in_code = Stretches(in_body(record, *place) for place in code)
    seen: set[str] = set()
    for found in _BLANK.finditer(body.markdown):
        inside = in_body(record, found.start(), found.start() + 1) in in_code
        if not inside and found.start() not in body.escaped and found[0] not in seen:
            seen.add(found[0])
            name = as_label(found["name"] or found["behind"])
            yield problem(in_body(record, *found.span()), "blank", found=found[0], name=name)
