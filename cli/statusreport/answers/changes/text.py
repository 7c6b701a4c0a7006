"""A comparison for the terminal: what moved by kind, then the matrix."""

from __future__ import annotations

from collections.abc import Sequence

from ...rounds.comparison import Change, ChangeSet, Kind
from ...words import Catalogue
from . import Setting


def show(changes: ChangeSet, setting: Setting) -> str:
    """Each change on two lines, so that no title is cut."""
    say = setting.words
    parts = [_line(say("diff.heading", old=changes.old.label, new=changes.new.label))]
    if not changes:
        parts.append(_line(say("diff.nothing")))
    for kind in Kind:
        if found := changes.of(kind):
            lines = [say(f"diff.kind.{kind}", n=len(found)), *(_change(change, say) for change in found)]
            parts.append("\n".join(lines) + "\n")
    if changes.wording:
        numbers = ", ".join(found.number for found in changes.wording)
        parts.append(_line(say("diff.wording", n=len(changes.wording), numbers=numbers)))
    if changes.unknown_classes:
        parts.append(
            _line(
                say(
                    "diff.unknown_classes",
                    n=len(changes.unknown_labels),
                    classes=", ".join(changes.unknown_labels),
                )
            )
        )
    if changes.reordered:
        parts.append(_line(say("diff.reordered")))
    if changes.matrix:
        parts.append(_matrix(changes, say))
    return "\n".join(parts)


def _line(text: str) -> str:
    return text + "\n"


def _change(change: Change, say: Catalogue) -> str:
    bodies = ", ".join(change.responsible)
    was = say("diff.was", was=change.was) if change.was else ""
    nothing = say("diff.no_status")
    lines = [
        f"  {change.number:<4} {change.title}{f' ({bodies})' if bodies else ''}{was}",
        f"       {change.old or nothing} → {change.new or nothing}",
    ]
    if change.reason and change.kind is Kind.REGRESSED:
        lines.append(f"       {say('diff.reason', reason=change.reason)}")
    return "\n".join(lines)


def _matrix(changes: ChangeSet, say: Catalogue) -> str:
    """A table with a column for each class of the new scale, numbered so that it stays narrow."""
    old = [status.label for status in changes.old.statuses]
    new = [status.label for status in changes.new.statuses]
    width = max(len(label) for label in (*old, say("diff.total"), say("diff.from_to")))
    rows = {label: [changes.matrix.get(label, {}).get(column, 0) for column in new] for label in old}
    sums = [sum(numbers) for numbers in zip(*rows.values(), strict=True)]
    head = [say("diff.from_to"), *(f"({number})" for number in range(1, len(new) + 1)), say("diff.total")]
    lines = [say("diff.matrix"), _row(head, width)]
    lines += [_row([label, *numbers, sum(numbers)], width) for label, numbers in rows.items()]
    lines.append(_row([say("diff.total"), *sums, sum(sums)], width))
    lines += [f"  ({number}) {label}" for number, label in enumerate(new, 1)]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[object], width: int) -> str:
    first, *rest = cells
    return f"  {first!s:<{width}}" + "".join(f"{'·' if cell == 0 else cell!s:>7}" for cell in rest)
