"""Findings as JUnit XML, which most CI systems show as test results: a suite a file, a case a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ...source.faults import Finding, Severity
from .. import visible
from . import Report


def show(report: Report) -> str:
    """A test suite for each file; a file without findings is a passed case, a warning a passed one with output."""
    by_path: dict[str, list[Finding]] = {path: [] for path in sorted(report.texts)}
    for finding in report.findings:
        by_path.setdefault(finding.location.path, []).append(finding)
    tests = sum(max(len(found), 1) for found in by_path.values())
    suites = (line for path, found in by_path.items() for line in _suite(report, path, found))
    head = f'<testsuites name="statusreport" tests="{tests}" failures="{report.errors}">'
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>")) + "\n"


def _suite(report: Report, path: str, found: Sequence[Finding]) -> Iterator[str]:
    failures = sum(1 for finding in found if finding.severity is Severity.ERROR)
    name = _attribute(report, f"{report.place}{path}")
    yield f'  <testsuite name={name} tests="{max(len(found), 1)}" failures="{failures}">'
    if not found:
        yield f"    <testcase name={_attribute(report, report.words('findings.passed'))} classname={name}/>"
    for finding in found:
        span = finding.location.span
        place = f"{span.line}:{span.column}"
        title = _attribute(report, f"{finding.code} {finding.name} {place}")
        said = f"{report.place}{path}:{place}: {finding.message} {finding.help}".strip()
        text = escape(visible(said, report.words))
        yield f'    <testcase name={title} classname={name} file={name} line="{span.line}">'
        if finding.severity is Severity.ERROR:
            message = _attribute(report, finding.message)
            yield f'      <failure message={message} type="{finding.code}">{text}</failure>'
        else:
            yield f"      <system-out>{text}</system-out>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _attribute(report: Report, text: str) -> str:
    return quoteattr(visible(text, report.words))
