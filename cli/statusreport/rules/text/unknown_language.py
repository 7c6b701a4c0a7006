"""A language that does not exist.

`title_language` and `[words]{lang=en}` say which language words are in, so that they are read aloud and
hyphenated as such. Programs know languages by their tags of BCP 47: `en`, `en-GB`, `nn`, `se`. Any other word
says nothing to them.

Write the tag, of which the language is in small letters.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule
from .._prose import in_body
from ._languages import is_language, meant


@rule(
    "T114",
    Severity.ERROR,
    Scope.FILE,
    message="“{value}” is not the tag of a language.",
    help="Write a tag of BCP 47, as `en`, `nn` or `en-GB`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    for record in plan.records:
        tag = record.title_language
        if tag and not is_language(tag):
            yield problem(record.source.at("title_language"), value=tag, nearest=meant(tag))
    for prose in plan.texts:
        for passage in prose.body.passages:
            tag = passage.attributes.get("lang", "")
            if tag and not is_language(tag):
                found = re.compile(rf'(?<=lang=)"?({re.escape(tag)})').search(
                    prose.body.markdown, *passage.braces
                )
                place = in_body(prose, *(found.span(1) if found else passage.braces))
                yield problem(place, value=tag, nearest=meant(tag))
