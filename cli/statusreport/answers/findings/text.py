"""Findings for people: each with the line it concerns and a mark under the place, by responsible body."""

from __future__ import annotations

from ...source.faults import Finding, Severity
from .. import broken, cells, visible
from . import Report, summary

# What is shown of a line, and of what stands before the place in it.
WIDTH = 110
BEFORE = 20


def show(report: Report) -> str:
    """The errors, then the warnings; of each those of the whole plan, then by the body that has the lead; a summary."""
    words, parts = report.words, []
    groups = _groups(report.findings)
    for (_, lead), findings in groups.items():
        if len(groups) > 1 or lead:
            name = report.names.get(lead, lead)
            title = visible(f"{name} – {lead}" if name != lead else lead, words)
            key = "findings.group" if lead else "findings.plan_group"
            parts.append(_lines(report, words(key, name=title, n=len(findings)), 2, style="group") + "\n")
        parts += [_finding(report, finding) for finding in findings]
    return "\n".join((*parts, *(_lines(report, sentence, 0) for sentence in summary(report)))) + "\n"


def _lines(report: Report, text: str, hang: int, before: str = "", style: str = "") -> str:
    """A text as lines that the terminal has room for; what stands `before` it has its own style."""
    first, *rest = broken(text, report.width, hang, cells(before))
    said = [first, *(line[hang:] for line in rest)]
    return f"\n{' ' * hang}".join(report.style(line, style) if style else line for line in said)


def _groups(findings: tuple[Finding, ...]) -> dict[tuple[Severity, str], list[Finding]]:
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (f.severity, f.responsible[:1], f.order)):
        lead = finding.responsible[0] if finding.responsible else ""
        groups.setdefault((finding.severity, lead), []).append(finding)
    return groups


def _finding(report: Report, finding: Finding) -> str:
    words, style = report.words, report.style
    span = finding.location.span
    level = f"{words(f'findings.{finding.severity}')}[{finding.code}]"
    message = _lines(report, visible(finding.message, words), 2, f"{level}: ", "strong")
    head = f"{style(level, finding.severity)}: {message}"
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
    said = {"help": finding.help}
    if len(finding.responsible) > 1:
        said["responsible"] = ", ".join(finding.responsible)
    for key, text in said.items():
        if text:
            line = f"{words(f'findings.{key}')}: {visible(text, words)}"
            line = _lines(report, line, len(margin) + 3, f"{margin} = ")
            lines.append(f"{margin} {style('=', 'margin')} {line}")
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
    # Beside the number of the line, the bar, and a sign at each end for what is left out.
    width = min(WIDTH, max(report.width - len(str(span.line)) - 5, BEFORE)) if report.width else WIDTH
    left = max(0, min(start - min(BEFORE, width // 4), end - width)) if len(line) > width else 0
    right = left + width
    before = ("…" if left else "") + line[left:start]
    inside = line[start : min(end, right)]
    after = line[min(end, right) : right] + ("…" if right < len(line) else "")
    seen = [visible(part, report.words).replace("\t", "    ") for part in (before, inside, after)]
    return "".join(seen), " " * cells(seen[0]) + "^" * max(cells(seen[1]), 1)
