"""A link that leads nowhere.

A link to a file of the plan becomes a link inside the publication, so the file must be a measure, a project
or a chapter of this plan; `27.md#status` must name a heading there, and `06.md#chart:projects.regions` or
`#table:projects.regions` a breakdown that is shown there. A link to elsewhere begins with `https://`, `http://`,
`mailto:` or `tel:`. Anything else would be dead, or do something else than lead somewhere.

Correct the target, or remove the link and name the document instead.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ...model.plan import Plan
from ...model.records import Record
from ...source.faults import Severity
from ...source.markdown import Link
from .. import Problem, problem, rule
from .._goals import Goals
from .._prose import in_body
from ._notes import as_label, whole_link

# A blank in a target makes CommonMark take it for no link at all.
_BLANK = re.compile(
    r"\]\([ \t]*(?P<blank>(?:https?://|www\.|tel:|mailto:)[^)\s<>]{1,300}[ \t]+(?![\"'(])[^)\n]{0,300}"
    r"|[^)\s<>]{1,300}[ \t][^)\n\"']{0,300}\.(?:md|html?|pdf|docx?|png|jpe?g|gif|webp|svg))[ \t]*\)",
    re.IGNORECASE,
)
# Where Word has its notes, and the references to them.
_WORD_NOTE = re.compile(r"#_?(?:ftn|edn|fn|footnote|endnote)-?(?:ref)?-?(\w{1,5})")

# A link with a footnote between its brackets: no link can stand within another.
_NOTED = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,200})(?P<note>\[\^[^\]\s]{1,60}\])(?P<more>[^\[\]\n]{0,200})(?P<target>\]\([^\s()]{1,500}\))"
)


@rule(
    "T106",
    Severity.ERROR,
    message="The link “{target}” leads to no measure, project or chapter of this plan.",
    message_outside="The link “{target}” leads out of the plan's folder.",
    message_fragment="The link “{target}” leads to no heading: there is no “{fragment}” in {path}.",
    message_headless="The link “{target}” leads to no heading: {path} has none.",
    message_chart="The link “{target}” leads to no chart or table: {path} does not show “{name}”.",
    message_chartless="The link “{target}” leads to no chart or table: {path} shows none.",
    message_scheme="The link “{target}” is of a kind that readers cannot follow: “{scheme}:”.",
    message_blank="The link “{target}” has a blank in it, so it is no link.",
    message_host="The link “{target}” names no place on the web.",
    message_address="The link “{target}” names no mail address.",
    message_number="The link “{target}” names no telephone number.",
    message_bare="The link “{target}” is read as a file of the plan.",
    message_empty="This link has no target.",
    message_local="The link “{target}” leads to a file that only its writer has.",
    message_mail="The link “{target}” is read as a file of the plan.",
    message_mistyped="The link “{target}” does not begin as an address does.",
    message_word="“{found}” is a link of Word, and no footnote.",
    message_word_note="“{found}” is a link of Word, and no footnote.",
    message_label="“{found}” is a link, and no footnote.",
    message_noted="This is no link, because a footnote stands between its brackets.",
    help="Write the path from this file, as `../measures/05.md`, or an address, as `https://example.no`.",
    help_outside="Link to a file of the plan, or to an address that begins with `https://`.",
    help_fragment="Headings there are {allowed}.",
    help_headless="Remove “#{fragment}”.",
    help_chart="Charts and tables there are {allowed}.",
    help_chartless="Link to the file that shows it with a `{{breakdown}}` directive, or put one there.",
    help_scheme="Links begin with `https://`, `http://`, `mailto:` or `tel:`.",
    help_blank="Remove the blank, or write it as `%20`.",
    help_host="Write the whole address, as `https://example.no/report`.",
    help_address="Write `mailto:name@example.no`.",
    help_number="Write the number with its country's, as `tel:+4722249090`.",
    help_bare="Write the whole address: `https://{target}`.",
    help_empty="Write it between the parentheses, or remove the link.",
    help_local="Write the address where readers find it, as `https://example.no/report.pdf`, or the words without a link.",
    help_mail="Write `mailto:{target}`.",
    help_mistyped="Write `{meant}`.",
    help_word="Write `[^{name}]` here, and the note at the end of the file, beginning with `[^{name}]:`.",
    help_word_note="Write `[^{name}]: {words}`.",
    help_noted="Write `[{words}{target}{note}`.",
    help_label="Write `[^{name}]`, without a blank, in the text and where the note begins.",
)
def check(plan: Plan) -> Iterator[Problem]:
    goals = Goals(plan)
    for record in plan.records:
        for link in record.body.links:
            if link.picture:
                continue
            if fault := goals.fault(record, link.target):
                variant, params = fault
                place = in_body(record, *link.target_place)
                yield _as_note(record, link) or problem(place, variant, target=unquote(link.target), **params)
        for found in _BLANK.finditer(record.body.shown):
            yield problem(in_body(record, *found.span("blank")), "blank", target=found["blank"])
        for found in _NOTED.finditer(record.body.markdown) if "[^" in record.body.markdown else ():
            # In code, and behind a backslash, nothing is meant as a link.
            if record.body.shown.startswith(found["target"], found.start("target")):
                words = found["words"] + found["more"]
                shown = {"words": words, "target": found["target"], "note": found["note"]}
                yield problem(in_body(record, *found.span()), "noted", **shown)


def _as_note(record: Record, link: Link) -> Problem | None:
    """A link that was meant as a footnote: to a place that Word makes, or with the sign of a note for words."""
    place, shown = whole_link(record, link)
    if found := _WORD_NOTE.fullmatch(link.target):
        behind = record.body.line(place.span.line)[place.span.end_column - 1 :].lstrip(" .:").rstrip()
        variant = "word_note" if "ref" in link.target and behind else "word"
        return problem(place, variant, found=shown, name=found[1], words=behind[:60])
    if link.text.startswith("^"):
        return problem(place, "label", found=shown, name=as_label(link.text[1:]))
    return None
