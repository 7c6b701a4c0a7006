"""What to tell those who follow a status report: what changed in each round, the newest first."""

from __future__ import annotations

from datetime import date

from ..rounds.comparison import ChangeSet, Kind
from .assembly import Assembly
from .changes import summary
from .document import News
from .language import Language

# What is told measure by measure; the rest is counted.
_TOLD = (
    Kind.ADVANCED,
    Kind.REGRESSED,
    Kind.ENDED,
    Kind.PAUSED,
    Kind.RESUMED,
    Kind.ADDED,
    Kind.REMOVED,
    Kind.MERGED,
    Kind.SPLIT,
)

# A feed needs a day; a round that nobody can date is older than all that have one.
_UNDATED = date(2000, 1, 1)


def news(make: Assembly, sentence: str) -> tuple[News, ...]:
    """What changed in each round; of the first one, where the plan stood. `sentence` is where it stands now."""
    say = make.language
    found: list[News] = []

    def tell(round_id: str, sentences: tuple[str, ...]) -> None:
        title = say("document.status_at", round=say.round(round_id))
        day = make.plan.settings.last_day(round_id) or _UNDATED
        found.append(News(round_id, title, day, sentences, "status"))

    for changes in make.comparisons:
        tell(changes.new.round, (summary(changes, say), *_moves(changes, say)))
    if not found:
        tell(make.plan.settings.round, (sentence,))
    return tuple(reversed(found))


def _moves(changes: ChangeSet, say: Language) -> tuple[str, ...]:
    return tuple(
        say(
            "news.move",
            number=change.number,
            title=change.title,
            kind=say(f"changes.kind.{change.kind}"),
            old=change.old or "–",
            new=change.new or "–",
        )
        for change in changes.changes
        if change.kind in _TOLD
    )
