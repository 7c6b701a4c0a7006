"""HTML in a text.

A text is published as a web page, as PDF, for Word and LibreOffice. HTML means something in only one of them,
and what a web page runs could be hidden in it, so it is not taken over. Comments are no place for notes
either: use a key that begins with `x-`.

Write it in Markdown. If readers are to see the characters themselves, put them between backticks: `<b>`.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from ._gaps import GAP

_NAME = re.compile(r"</?([a-z][a-z0-9-]*)", re.IGNORECASE)
# The elements besides these kinds: any other name is no HTML, but a sign that was meant.
_ELEMENTS = {
    "html", "head", "body", "title", "meta", "link", "style", "script", "noscript", "template", "iframe",
    "object", "embed", "param", "svg", "math", "img", "picture", "source", "video", "audio", "track",
    "canvas", "map", "area", "header", "footer", "main", "nav", "article", "aside", "address", "hgroup",
    "pre", "blockquote", "hr", "dl", "dt", "dd", "figure", "figcaption", "abbr", "acronym", "bdi", "bdo",
    "code", "data", "del", "dfn", "kbd", "label", "q", "s", "samp", "sub", "sup", "time", "var", "wbr",
    "tt", "strike", "form", "input", "button", "select", "option", "textarea", "fieldset", "legend",
    "details", "summary", "dialog", "caption", "col", "colgroup", "tfoot", "menu",
}  # fmt: skip
_GAP = re.compile(rf"<\s*(?i:{GAP})\s*>")
_INSIDE = re.compile(r"(?<=>)[^<>\n]{1,60}(?=</)")
_GOAL = re.compile(r"""href\s*=\s*(?:"([^"\n]{1,500})"|'([^'\n]{1,500})')""", re.IGNORECASE)
# What is written for an element, as a variant of the help.
_KINDS = {
    **dict.fromkeys(("b", "strong", "u", "ins", "mark", "big"), "bold"),
    **dict.fromkeys(("i", "em", "cite"), "italic"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("ul", "ol", "li"), "list"),
    **dict.fromkeys(("p", "div", "span", "font", "center", "small", "o", "section"), "nothing"),
    **dict.fromkeys(("table", "tr", "td", "th", "tbody", "thead"), "table"),
    "br": "break",
    "a": "link",
}


@rule(
    "T102",
    Severity.ERROR,
    Scope.FILE,
    message="“{html}” is HTML, which is not allowed here.",
    message_comment="This is an HTML comment, which is not allowed here.",
    message_gap="“{html}” is a placeholder that nobody has replaced.",
    message_sign="“{html}” is read as HTML, which is not allowed here.",
    help="Write it in Markdown, or put it between backticks if readers are to see it.",
    help_comment="Move the note to the front matter, under a key that begins with `x-`.",
    help_bold="Write `**{words}**`.",
    help_italic="Write `*{words}*`.",
    help_heading="Write `### {words}` on a line of its own.",
    help_list="Begin each item on a line of its own with `- `.",
    help_nothing="Delete it, and its end. An empty line parts paragraphs.",
    help_table="Write the table with `|` between its columns, and `| --- | --- |` below its first row.",
    help_break="Write a backslash where the line ends, and go on in the next line; or leave a line empty for a new paragraph.",
    help_cell="A cell has one line: write a comma or a semicolon, or a row for each part.",
    help_link="Write `[{words}]({target})`.",
    help_gap="Write what belongs here, or remove it.",
    help_sign="Write `\\<` for the first sign, or say it in words.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        opened = set[str]()
        rows = (
            [block.place for block in record.body.blocks if block.opens == "row"] if record.body.html else []
        )
        for html, place in record.body.html:
            shown = html.split("\n")[0]
            tag = _NAME.match(shown)
            name = tag[1].lower() if tag else ""
            # The end of an element that was reported says nothing new.
            if shown.startswith("</") and name in opened:
                continue
            opened.add(name)
            kind = "comment" if shown.startswith("<!--") else _KINDS.get(name, "")
            # «<navn>» is a gap that was left, and no element.
            kind = "sign" if name and not kind and name not in _ELEMENTS else kind
            kind = "gap" if _GAP.fullmatch(shown) else kind
            if kind == "break" and any(start <= place[0] < end for start, end in rows):
                kind = "cell"
            inside = _INSIDE.match(record.body.markdown, place[1]) or _INSIDE.search(html)
            words = " ".join(inside[0].split()) if inside else "…"
            goal = _GOAL.search(html)
            target = (goal[1] or goal[2]) if goal else "https://…"
            yield problem(in_body(record, *place), kind, html=shown[:60], words=words, target=target)
