"""Markup that a remark, or another field of Markdown, cannot have.

A field is printed as a part of its record, and often a second time elsewhere: it has paragraphs, lists, emphasis,
links and figures. A heading, a picture, a footnote, a directive or HTML belongs in the text below the facts, and a
link leads to a record of this plan or to an address, as it does there.

Write it in the text, or in plain words.
"""

from collections.abc import Iterator

from ...model.figures import compute
from ...model.plan import Plan
from ...model.records import Record
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._goals import Goals

_REFUSED = {
    "heading_open": "heading",
    "html_block": "html",
    "html_inline": "html",
    "image": "picture",
    "footnote_ref": "footnote",
    "footnote": "footnote",
    "directive": "directive",
}


@rule(
    "T153",
    Severity.ERROR,
    message="“{field}” cannot have a heading.",
    message_html="“{field}” cannot have HTML.",
    message_picture="“{field}” cannot have a picture.",
    message_footnote="“{field}” cannot have a footnote.",
    message_directive="“{field}” cannot have a directive.",
    message_lost="Something of “{field}” is read as markup, and would not be printed.",
    message_link="The link “{target}” in “{field}” leads to no measure, project or chapter of this plan, and to no address.",
    message_figure="There is no figure “{target}”, which “{field}” names.",
    help="Write a line of its own in bold, or move it to the text below the facts.",
    help_html="Write it in Markdown.",
    help_picture="Move it to the text below the facts.",
    help_footnote="Write the note as a sentence of its own.",
    help_directive="Move it to the text below the facts.",
    help_lost="Put a backslash before the signs that are meant as such.",
    help_link="Write the path from this file, as `../measures/05.md`, or an address, as `https://example.no`.",
    help_figure="All figures stand by name under `figures` in the document study's JSON.",
)
def check(plan: Plan) -> Iterator[Problem]:
    goals, figures = Goals(plan), compute(plan).figures
    for text in plan.field_texts:
        record, address, body = text.record, text.address, text.body
        field = address.rpartition(".")[2] if record is None else address.partition(".")[0]
        found = [(kind, "") for kind in sorted({_REFUSED[kind] for kind in body.kinds if kind in _REFUSED})]
        found += [
            ("link", link.target)
            for link in body.links
            if not link.picture and _is_dead(goals, record, link.target)
        ]
        found += [
            ("figure", role.content)
            for role in body.roles
            if role.name == "figure" and role.content not in figures
        ]
        found += [("lost", "")] if body.lost and not found else []
        for kind, target in found:
            yield problem(
                text.source.at(address), "" if kind == "heading" else kind, field=field, target=target
            )
        # Nobody goes on with it: what is printed is parsed anew.
        body.let_go()


def _is_dead(goals: Goals, record: Record | None, target: str) -> bool:
    """Whether a link leads nowhere; from the plan file only addresses are of use."""
    if record is None:
        return not target.startswith(("https://", "http://", "mailto:"))
    return goals.fault(record, target) is not None
