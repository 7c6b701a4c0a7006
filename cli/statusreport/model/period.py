"""The years that something runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """Years a project runs, as spans of first and last year; None is an open end."""

    spans: tuple[tuple[int, int | None], ...]

    @property
    def start(self) -> int:
        return min(first for first, _ in self.spans)

    @property
    def end(self) -> int | None:
        ends = [last for _, last in self.spans if last is not None]
        return max(ends) if len(ends) == len(self.spans) else None

    def __str__(self) -> str:
        return ", ".join(
            f"{first}–" if last is None else str(first) if first == last else f"{first}–{last}"
            for first, last in self.spans
        )
