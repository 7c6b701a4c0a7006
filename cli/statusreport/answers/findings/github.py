"""Findings as GitHub workflow commands, which become annotations on the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from ...source.faults import Finding, Severity
from .. import visible
from . import Report

# GitHub shows no more annotations of a kind for a step.
_SHOWN = 10


def show(report: Report) -> str:
    """One `::error` or `::warning` line a finding, errors first.

    Where there are more of a kind than GitHub shows, the last annotation says so, and the log has the rest.
    """
    return "".join(f"{line}\n" for severity in Severity for line in _of(report, severity))


def _of(report: Report, severity: Severity) -> Iterator[str]:
    found = [finding for finding in report.findings if finding.severity is severity]
    shown = found if len(found) <= _SHOWN else found[: _SHOWN - 1]
    for finding in shown:
        yield _annotation(report, finding)
    if rest := found[len(shown) :]:
        count = report.words(f"findings.{severity}s", n=len(rest))
        yield f"::{severity}::{_data(report.words('findings.rest', rest=count))}"
        yield f"::group::{_data(count)}"
        for finding in rest:
            span = finding.location.span
            place = f"{report.place}{finding.location.path}:{span.line}:{span.column}"
            said = f"{place}: {finding.code} {finding.message} {finding.help}".rstrip()
            # A line that begins with two colons would be a command.
            yield f"  {visible(said, report.words)}"
        yield "::endgroup::"


def _annotation(report: Report, finding: Finding) -> str:
    span = finding.location.span
    one_line = span.line == span.end_line
    place = {
        "file": f"{report.place}{finding.location.path}",
        "line": span.line,
        "col": span.column,
        "endLine": span.end_line,
        "endColumn": max(span.end_column - 1, span.column) if one_line else span.end_column,
        "title": f"{finding.code} {finding.name}",
    }
    values = {name: visible(str(value), report.words) for name, value in place.items()}
    properties = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    text = "\n".join(visible(part, report.words) for part in (finding.message, finding.help) if part)
    return f"::{finding.severity} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
