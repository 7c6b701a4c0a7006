"""Findings as GitHub workflow commands, which become annotations on the changed lines of a pull request."""

from __future__ import annotations

from .. import visible
from . import Report


def show(report: Report) -> str:
    """One `::error` or `::warning` line a finding."""
    lines = []
    for finding in report.findings:
        span = finding.location.span
        place = {
            "file": f"{report.place}{finding.location.path}",
            "line": span.line,
            "col": span.column,
            "endLine": span.end_line,
            "endColumn": max(span.end_column - 1, span.column)
            if span.line == span.end_line
            else span.end_column,
            "title": f"{finding.code} {finding.name}",
        }
        properties = ",".join(
            f"{name}={_property(visible(str(value), report.words))}" for name, value in place.items()
        )
        text = "\n".join(visible(part, report.words) for part in (finding.message, finding.help) if part)
        lines.append(f"::{finding.severity} {properties}::{_data(text)}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
