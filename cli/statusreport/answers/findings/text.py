"""Findings for people: each with the line it concerns and a mark under the place, by responsible body."""

from __future__ import annotations

import unicodedata

from ...source.faults import Finding, Severity
from .. import visible
from . import Report, summary

WIDTH = 110


def show(report: Report) -> str:
    """The errors, then the warnings; of each those of the whole plan, then by the body that has the lead; a summary."""
    words, parts = report.words, []
    groups = _groups(report.findings)
    for (_, lead), findings in groups.items():
        if len(groups) > 1 or lead:
            name = report.names.get(lead, lead)
            title = visible(f"{name} – {lead}" if name != lead else lead, words)
            key = "findings.group" if lead else "findings.plan_group"
            parts.append(report.style(words(key, name=title, n=len(findings)), "group") + "\n")
        parts += [_finding(report, finding) for finding in findings]
    return "\n".join((*parts, *summary(report))) + "\n"


def _groups(findings: tuple[Finding, ...]) -> dict[tuple[Severity, str], list[Finding]]:
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (f.severity, f.responsible[:1], f.order)):
        lead = finding.responsible[0] if finding.responsible else ""
        groups.setdefault((finding.severity, lead), []).append(finding)
    return groups


def _finding(report: Report, finding: Finding) -> str:
    words, style = report.words, report.style
    span = finding.location.span
    level = words(f"findings.{finding.severity}")
    head = f"{style(f'{level}[{finding.code}]', finding.severity)}: {style(visible(finding.message, words), 'strong')}"
    margin = " " * len(str(span.line))
    lines = [
        head,
        f"{margin}{style('-->', 'margin')} {visible(finding.location.path, words)}:{span.line}:{span.column}",
    ]
    excerpt = _excerpt(report, finding)
    if excerpt:
        text, mark = excerpt
        bar = style("|", "margin")
        lines += [
            f"{margin} {bar}",
            f"{style(str(span.line), 'margin')} {bar} {text}",
            f"{margin} {bar} {style(mark, finding.severity)}",
        ]
    if finding.help:
        lines.append(
            f"{margin} {style('=', 'margin')} {words('findings.help')}: {visible(finding.help, words)}"
        )
    if len(finding.responsible) > 1:
        bodies = ", ".join(finding.responsible)
        lines.append(
            f"{margin} {style('=', 'margin')} {words('findings.responsible')}: {visible(bodies, words)}"
        )
    return "\n".join(lines) + "\n"


def _excerpt(report: Report, finding: Finding) -> tuple[str, str] | None:
    """The line a finding stands on, cut to what fits around it, and the marks under its place."""
    span = finding.location.span
    lines = report.texts.get(finding.location.path, "").split("\n")
    if span.line > len(lines) or not lines[span.line - 1].strip():
        return None
    line = lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(min(end, len(line)), start)
    left = max(0, min(start - 20, end - WIDTH)) if len(line) > WIDTH else 0
    right = left + WIDTH
    before = ("…" if left else "") + line[left:start]
    inside = line[start : min(end, right)]
    after = line[min(end, right) : right] + ("…" if right < len(line) else "")
    seen = [visible(part, report.words).replace("\t", "    ") for part in (before, inside, after)]
    return "".join(seen), " " * _cells(seen[0]) + "^" * max(_cells(seen[1]), 1)


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )
