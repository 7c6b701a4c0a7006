"""Findings as Markdown, for the summary of a job or a comment: a table of the errors, then one of the warnings."""

from __future__ import annotations

from ...formats.md import escaped
from ...source.faults import Finding, Severity
from .. import visible
from . import Report, summary


def show(report: Report) -> str:
    """Tables of what was found, and how much that is."""
    words = report.words
    counts = words("findings.errors", n=report.errors), words("findings.warnings", n=report.warnings)
    parts = [f"**{counts[0]}, {counts[1]}**\n"] if report.findings else []
    for severity in Severity:
        if found := [finding for finding in report.findings if finding.severity is severity]:
            head = tuple(words(f"findings.column.{name}") for name in ("place", "finding", "advice"))
            rows = [head, ("---",) * len(head), *(_cells(report, finding) for finding in found)]
            parts.append("".join(f"| {' | '.join(row)} |\n" for row in rows))
    if report.hidden or not report.findings:
        parts.append(" ".join(summary(report)[1 if report.findings else 0 :]) + "\n")
    return "\n".join(parts)


def _cells(report: Report, finding: Finding) -> tuple[str, ...]:
    place = visible(
        f"{report.place}{finding.location.path}:{finding.location.span.line}", report.words
    ).replace("`", "'")
    return (
        f"`{place}`",
        f"{finding.code} {_sentence(finding.message, report)}",
        _sentence(finding.help, report),
    )


def _sentence(text: str, report: Report) -> str:
    """A sentence whose code stays code; all else is the characters it is."""
    seen = visible(text, report.words)
    parts = seen.split("`")
    if len(parts) % 2 == 0:
        return str(escaped(seen))
    shown = (part.replace("|", "\\|") if n % 2 else str(escaped(part)) for n, part in enumerate(parts))
    return "`".join(shown)
