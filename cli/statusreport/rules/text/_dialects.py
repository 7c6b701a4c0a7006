"""What rules about markup of other dialects share: finding it in what readers see."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ...model.plan import Prose


def found_in(
    prose: Prose, kinds: Mapping[str, str], hint: re.Pattern[str]
) -> Iterator[tuple[str, re.Match[str]]]:
    """What is printed as it stands of a prose's body, with its kind: each word once, code and escaped signs never.

    Of kinds that begin at the same sign the first holds. A text in which `hint`, whose branches begin with signs, finds
    nothing has none of them, which is soon known.
    """
    shown, told = prose.body.shown, set[str]()
    if not hint.search(shown):
        return
    pattern = _pattern(tuple(kinds.items()))
    for found in pattern.finditer(shown):
        # A backslash that is itself shown keeps nothing from being markup.
        is_escaped = found.start() in prose.body.escaped and found[0][0] != "\\"
        if not is_escaped and found[0] not in told:
            told.add(found[0])
            yield found.lastgroup or "", found


@cache
def _pattern(kinds: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in kinds), re.MULTILINE)
