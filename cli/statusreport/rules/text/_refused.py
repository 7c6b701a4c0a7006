"""What rules about links that are never followed share."""

import re
from collections.abc import Iterator

from ...model.plan import Prose

_REFUSED = re.compile(
    r"(?P<picture>!\[[^\[\]\n]*)?\]\([ \t]*<?"
    r"(?P<target>(?:javascript|vbscript|file|data):(?:\([^()\s]*\)|[^()\s>])*)>?(?:[ \t]+\"[^\"\n]*\")?[ \t]*\)",
    re.IGNORECASE,
)


def refused(prose: Prose, *, pictures: bool) -> Iterator[re.Match[str]]:
    """What is written as a link, or as a picture, of a kind that is none: it is shown as it stands."""
    for found in _REFUSED.finditer(prose.body.shown):
        if (found["picture"] is not None) is pictures:
            yield found
