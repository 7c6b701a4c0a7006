"""A remark among editors that would be published.

Other programs hide `%% a comment %%`, and show `{++added++}`, `{--taken out--}` or `{>>a remark<<}` as changes that
somebody has proposed. Here these are plain words: what was meant for colleagues stands in the publication.

Remove it. A remark for colleagues stands in the front matter, under a key that begins with `x-`; a proposed change
is made or dropped. If readers are to see the signs, put a backslash before the first, or all between backticks.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from ._dialects import found_in

_KINDS = {
    "remark": r"%%(?:[^%]|%(?!%))+%%|\{>>(?:[^<]|<(?!<))*<<\}|^ *%%.*$|\{\* [^*{}]*\*\}|^ *//[ \t].*$|/\*(?:[^*]|\*(?!/))*\*/"
    # At the beginning of a paragraph: within one, such a sign may stand first in a line by chance.
    r"|(?<![^\n]\n)^ *(?:% +[^\W\d_]|\.\. +(?![a-z-]+::)[^\W\d_]).*$"
    # What Word prints of a comment, and what people write.
    r"|\b(?:Kommentert|Kommentar|Commented|Comment) ?\[\w{1,8}\](?:R\d+)?:.*$|\[(?:Kommentar|Comment|Merknad|Internt?|OBS|Obs|NB|Spørsmål)(?: (?:fra|frå|til|from|to) [^\[\]:\n]{1,40})?[:!][^\[\]\n]*\]"
    # A question to somebody, and what is not yet to be seen by all.
    r"|\[[A-ZÆØÅ]{2,6}: [^\[\]\n]*\?\]|\b(?:[Ii]kk?j?e (?:for|til) (?:publisering|offentliggjøring)|[Nn]ot for publication)\b"
    r"|(?<![^\n]\n)^ *(?:OBS|NB)[!:.] ?[^\n]{0,60}\b(?:[Ss]jekk|kvalitetssikr|avklar|oppdater|før publisering)\w*.*$"
    r"|(?<![^\n]\n)^ *(?:UTKAST|DRAFT)\b(?! til)[^\n]{0,80}$|(?<![^\n]\n)^ *Unntatt offentlighet(?:, jf\..{0,60}| ?[-–:(].{0,60})?$"
    # One that is begun as in HTML, and never ends.
    r"|<!--(?![\s\S]{0,2000}-->).*$"
    r"|(?<![^\n]\n)^ *(?:Internt? (?:notat|kommentar|merknad)|Internal (?:note|comment)):.*$",
    "change": r"\{\+\+[^{}]*\+\+\}|\{--[^{}]*--\}|\{~~[^{}]*~~\}|\{==[^{}]*==\}",
}
_HINT = re.compile(
    r"\[[A-ZÆØÅ]|k[kj]?j?e (?:for|til) |ot for |OBS|NB|UTKAST|DRAFT|Unntatt|<!--|% |\.\. |Komment|Comment|Merknad:|Intern|%%|\{>>|\{\*|//[ \t]|/\*|\{\+\+|\{--|\{~~|\{=="
)
_LONGEST = 60


@rule(
    "T151",
    Severity.ERROR,
    Scope.FILE,
    message="“{found}” looks like a remark among editors: it is published as it stands.",
    message_change="“{found}” looks like a proposed change: it is published with its signs.",
    help="Remove it, or move it to the front matter, under a key that begins with `x-`.",
    help_change="Write the text as it is to be published, without the signs.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for prose in plan.texts:
        for kind, found in found_in(prose, _KINDS, _HINT):
            text = found[0].strip()
            start = found.end() - len(found[0].lstrip())
            short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
            yield problem(
                in_body(prose, start, start + len(text)),
                "change" if kind == "change" else "",
                found=" ".join(short.split()),
            )
