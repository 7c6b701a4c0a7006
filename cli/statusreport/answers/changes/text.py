"""A comparison for the terminal: what moved by kind, then the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ...model.state import State
from ...publishing.changes import in_kinds, label, summary
from ...publishing.language import Language, language_of
from ...publishing.printed import ends, words_of
from ...rounds.comparison import GONE, WITH_REASON, Change, ChangeSet, Fact, Kind, ProjectChange, Promise
from ...rounds.differences import Difference, words_changed
from ...words import Catalogue
from . import Setting, called


def show(changes: ChangeSet, setting: Setting) -> str:
    """Each change on two lines, so that no title is cut."""
    return "\n".join(
        f"{paragraph}\n"
        for paragraph in _paragraphs(changes, setting.words, language_of(setting.plan, setting.words.code))
    )


def _paragraphs(changes: ChangeSet, say: Catalogue, values: Language) -> Iterator[str]:
    yield say("diff.heading", old=_name(changes.old, say, values), new=_name(changes.new, say, values))
    for state in (changes.old, changes.new):
        for correction in state.corrections:
            yield say("changes.corrected", round=state.label, reason=correction.reason)
    if changes.changes:
        yield summary(changes, values)
    if not changes:
        yield say("diff.nothing")
    for kind in Kind:
        found = changes.of(kind)
        if kind is Kind.UNREPORTED and changes.summed_up:
            numbers = ", ".join(change.number for change in found)
            yield say("diff.kind.unreported_many", n=len(found), numbers=numbers)
        elif found:
            yield _list(say(f"diff.kind.{kind}", n=len(found)), (_change(change, say) for change in found))
    yield from _texts(changes, say)
    yield from _besides(changes, say, values)
    yield from _incomparable(changes, say)
    if changes.by_body and changes.changes:
        rows = (f"  {body:<4} {in_kinds(counts, say)}" for body, counts in changes.by_body.items())
        yield _list(say("diff.by_body"), rows)
    if changes.matrix:
        yield _matrix(changes, say)


def _texts(changes: ChangeSet, say: Catalogue) -> Iterator[str]:
    """Which measures say something else, and what those promised that promise something else."""
    if changes.wording:
        numbers = ", ".join(found.number for found in changes.wording)
        yield say("diff.wording", n=len(changes.wording), numbers=numbers)
    if changes.promises:
        lines = (line for found in changes.promises for line in _promise(found, say))
        yield _list(say("diff.promises", n=len(changes.promises)), lines)


def _name(state: State, say: Catalogue, values: Language) -> str:
    """What a state is called on the command line, and what readers call it where the plan says so."""
    said = values.rounds.get(state.label)
    return f"{state.label} ({said})" if said else called(state.label, say)


def _besides(changes: ChangeSet, say: Catalogue, values: Language) -> Iterator[str]:
    """What differs besides statuses and texts."""
    if facts := changes.other_facts:
        yield _list(say("diff.facts", n=len(facts)), _facts(facts, changes, values))
    if changes.renamed:
        yield _list(say("diff.bodies", n=len(changes.renamed)), _renamed(changes))
    if changes.projects:
        lines = (_project(change, changes, values) for change in changes.projects)
        yield _list(say("diff.projects", n=len(changes.projects)), lines)
    if changes.projects is None:
        yield say("changes.no_projects")


def _incomparable(changes: ChangeSet, say: Catalogue) -> Iterator[str]:
    if changes.unknown_classes:
        labels = changes.unknown_labels
        yield say("diff.unknown_classes", n=len(labels), classes=", ".join(labels))
    if changes.reordered:
        yield say("diff.reordered")


def _list(heading: str, lines: Iterable[str]) -> str:
    return "\n".join((heading, *lines))


def _change(change: Change, say: Catalogue) -> str:
    bodies = ", ".join(change.responsible)
    was = say("diff.was", was=change.was) if change.was else ""
    into = say("diff.into", into=change.into) if change.into else ""
    nothing = say("diff.no_status")
    lines = [
        f"  {change.number:<4} {change.title}{f' ({bodies})' if bodies else ''}{was}{into}",
        f"       {change.old or nothing} → {change.new or nothing}",
    ]
    if change.last and change.kind is Kind.REPORTED:
        lines.append(f"       {say('diff.last', status=change.last, round=change.last_round)}")
    if change.reason and change.kind in WITH_REASON:
        lines.append(_reason(change.reason if change.kind in GONE else words_of(change.reason), say))
    return "\n".join(lines)


def _reason(words: str, say: Catalogue) -> str:
    """A reason, its further paragraphs below the first."""
    return f"       {say('diff.reason', reason=words)}".replace("\n", "\n         ")


def _promise(found: Promise, say: Catalogue) -> Iterator[str]:
    """What a measure promised and promises, word by word: `[-taken out-] {+put in+}`."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    yield f"  {found.number}"
    for heading, (before, after) in found.parts.items():
        words = " ".join(signs[piece.kind].format(piece.text) for piece in words_changed(before, after))
        yield f"       {heading or say('changes.revision_title')}: {words}"
    if found.reason:
        yield _reason(words_of(found.reason), say)
    elif not found.regrouped:
        yield f"       {say('changes.no_reason')}"


def _facts(facts: Sequence[Fact], changes: ChangeSet, say: Language) -> Iterator[str]:
    """Each measure once, with its fields below it."""
    for (number, title), found in groupby(facts, key=lambda fact: (fact.number, fact.title)):
        yield f"  {number:<4} {title}"
        yield from (f"       {label(fact.field, say)}: {_ends(fact, changes, say)}" for fact in found)


def _ends(found: Difference, changes: ChangeSet, say: Language) -> str:
    before, after = ends(found, changes, say)
    return f"{before} → {after}"


def _renamed(changes: ChangeSet) -> Iterator[str]:
    for old, new in changes.renamed:
        yield f"  {old.id} {old.label} → {new.id} {new.label}"


def _project(change: ProjectChange, changes: ChangeSet, say: Language) -> str:
    what = say(f"changes.project.{change.difference.field.name if change.difference else change.kind}")
    if change.difference:
        what = f"{what}: {_ends(change.difference, changes, say)}"
    return f"  {change.order or '–':<4} {change.title}\n       {what}"


def _matrix(changes: ChangeSet, say: Catalogue) -> str:
    """A table with a column for each class of the new scale, numbered so that it stays narrow."""
    old = [status.label for status in changes.old.statuses.advanced]
    new = [status.label for status in changes.new.statuses.advanced]
    width = max(len(label) for label in (*old, say("diff.total"), say("diff.from_to")))
    rows = {label: [changes.matrix.get(label, {}).get(column, 0) for column in new] for label in old}
    sums = [sum(numbers) for numbers in zip(*rows.values(), strict=True)]
    head = [say("diff.from_to"), *(f"({number})" for number in range(1, len(new) + 1)), say("diff.total")]
    lines = [say("diff.matrix"), _row(head, width)]
    lines += [_row([label, *numbers, sum(numbers)], width) for label, numbers in rows.items()]
    lines.append(_row([say("diff.total"), *sums, sum(sums)], width))
    lines += [f"  ({number}) {label}" for number, label in enumerate(new, 1)]
    return "\n".join(lines)


def _row(cells: Sequence[object], width: int) -> str:
    first, *rest = cells
    return f"  {first!s:<{width}}" + "".join(f"{'·' if cell == 0 else cell!s:>7}" for cell in rest)
