"""Markup that other programs know and this one does not.

Texts are CommonMark with tables and footnotes. What Word plug-ins, wikis, static-site programs and chats know
beside that, as `==marked==`, `~~struck~~`, `- [x]`, `:::`, `{.class}` or `[[page]]`, is no markup here: readers see
the signs.

Write it as the finding says, or remove it. If readers are to see the signs, put them between backticks.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from ._dialects import found_in

_LATEX = r"newpage|pagebreak|clearpage|section|subsection|textbf|textit|emph|footnote|cite|ref|label|begin|end|vspace|hspace"
_BBCODE = "b|i|u|s|url|img|color|size|quote|code"
_MACROS = "panel|code|toc|info|tip|note|warning|noformat|quote|expand|color|pagebreak"
# The kinds of markup, whose names are the variants of the help, with how each is written.
_KINDS = {
    "box": r"^ *:{3,} *[{\w].*$|^ *(?:!!!|\?\?\?\+?) +[a-z]+(?: +(?:\"[^\"\n]*\"|inline|end))* *$|^ *\.\. +[a-z-]+::.*$|^ *\[![A-Za-z]+\]|^ */// *\w.*$"
    r"|^ *\[(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION)\] *$",
    "contents": r"^ *(?:\[\[[ _]?(?:TOC|toc)[ _]?\]\]|\[(?:TOC|toc)\]) *$",
    "grid": r"^ *\+(?:[-=]{2,}\+)+ *$(?:\n *[|+].*)*",
    "heading": r"^ *={2,6} +[^=\n]*[^=\s] +={2,6} *$|^ *h[1-6]\. +\S.*$",
    "task": r"^ *\[[ xX]\](?= +\S)",
    "abbreviation": r"^ *\*\[[^\]\n]+\]:.*$",
    "definition": r"(?<=\S\n): +(?=\S)",
    "note": r"(?<![\w^])\^\[[^\]\n]+\]|(?<=\S)\^\[[^\]\n]+\]",
    "embed": r"!\[\[[^\[\]\n]+\]\]",
    "page": r"\[\[[^\[\]\n]+\]\]",
    "attributes": r"\{:?[ \t]*[#.][A-Za-z][^{}\n]*(?<!#)\}|\{:[^{}\n]+\}",
    "marked": r"(?<![=\w{])==(?=[^\s=])[^=\n]*(?<=[^\s=])==(?![=\w])"
    r"|(?<![\w'])'''(?=[^\s'])[^'\n]*(?<=[^\s'])'''(?![\w'])",
    "quoted": r"(?<![\w'])''(?=[^\s'])[^'\n]*(?<=[^\s'])''(?![\w'])",
    "struck": r"(?<![\w~{])~(?=[^\s~])[^~\n]+(?<=[^\s~])~(?![\w~}])|(?<!\{)~~(?=[^\s~])[^~\n]+(?<=\S)~~",
    "underlined": r"(?<![+\w{])\+\+(?=\w)[^+\n]*(?<=\w)\+\+(?![+\w])",
    "index": r"(?<=\w)~[^\s~]{1,12}~(?!~)|(?<=[\w)])\^[^\s^\[\]]{1,12}\^",
    "sign": r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?!//|[\w:])",
    "formula": r"\$\$[^$]+\$\$|(?<![\w$])\$(?=[^\s$])(?=[^$\n]*[\^_\\=])[^$\n]*[^\s$]\$(?![\w$])",
    "source": r"\[-?@[\w:.#/-][^\[\]\n]*\]",
    "code": rf"\[(?:{_BBCODE})(?:=[^\[\]\n]*)?\][^\[\]\n]*\[/(?:{_BBCODE})\]",
    "macro": rf"\{{(?:{_MACROS})(?::[^{{}}\n]*)?\}}|^ *(?:image|include|video|toc)::\S*\[[^\[\]\n]*\] *$",
    "command": rf"\\(?:{_LATEX})(?![A-Za-z\\])(?:\{{[^{{}}\n]*\}})?",
}
# What one of them has in it.
_HINT = re.compile(
    rf"\[-?@|\[/|\{{(?:{_MACROS})|''|h[1-6]\. |///|\[[A-Z]{{3}}|\$"
    r"|:::|::|:[a-z]|!!!|\?\?\?|\[!|\[\[|\[[Tt]|\[[ xX]\]|\*\[|\n: |\+[-=+]|\^|\{:|\{[ \t]*[#.]|==|~|\\"
)
_INDICES = str.maketrans("0123456789+-=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ")
_POWERS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


@rule(
    "T150",
    Severity.WARNING,
    Scope.FILE,
    yields_to=("missing-section",),
    message="“{found}” is no markup here: it is printed as it stands.",
    help="Remove it: it means nothing in a publication.",
    help_box="Remove the signs, and write the text as a paragraph or a quotation: `> text`.",
    help_grid="Write the table with `|` between its columns, and `|---|---|` below its first row.",
    help_heading="Write `### {inner}`, or as many `#` as the heading needs.",
    help_task="Say in words what is done and what is not.",
    help_abbreviation="Write the abbreviation in the plan file, under `abbreviations`.",
    help_definition="Write a list: `- **term:** what it means`.",
    help_note="Write `[^1]` here, and `[^1]: {inner}` at the end of the file.",
    help_page="Write a link to a file of the plan, as `[{inner}](../measures/05.md)`, or the words alone.",
    help_embed="Write `![What is seen there]({inner})`, with the path from this file.",
    help_attributes="Remove it: texts have no classes and ids.",
    help_marked="Write `**{inner}**`.",
    help_quoted="Write `*{inner}*`, or the words between quotation marks: `“{inner}”`.",
    help_struck="Remove what no longer holds, or say in words that it was struck out.",
    help_underlined="Write `**{inner}**`.",
    help_index="Write `{inner}`.",
    help_sign="Write the sign itself, or say it in words.",
    help_formula="Write the formula in words, or with the signs themselves: `a² + b²`.",
    help_source="Name the source in words, or in a note: `[^1]` here, and `[^1]: the source` at the end of the file.",
    help_code="Write `**bold**`, `*italic*` or `[words](https://example.org)`, or the words alone.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        has_tasks = False
        for kind, found in found_in(prose, _KINDS, _HINT):
            # Of a list of tasks the first box says enough.
            if kind == "task" and has_tasks:
                continue
            has_tasks = has_tasks or kind == "task"
            start = found.end() - len(found[0].lstrip())
            # Of a whole table the first line says enough.
            text = found[0].strip().partition("\n")[0].rstrip()
            place = in_body(prose, start, start + len(text))
            yield problem(place, kind, found=text, inner=_inner(kind, text))


def _inner(kind: str, text: str) -> str:
    """The words within the signs, as they are to be written."""
    if kind == "index":
        return text[1:-1].translate(_INDICES if text.startswith("~") else _POWERS)
    # Behind a bar stand the words for a page.
    words = re.sub(r"^h\d\. +", "", text) if kind == "heading" else text
    words = words.strip("=+^[]'!").strip()
    return (
        words.rpartition("|")[2] if kind == "page" else words.partition("|")[0] if kind == "embed" else words
    )
