"""Findings as JUnit XML, which most CI systems show as test results: a suite a file, a case a finding."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ...source.faults import Severity
from .. import visible
from . import Report


def show(report: Report) -> str:
    """A test suite for each file; a file without findings is a passed case, a warning a passed one with output."""
    by_path = {path: [f for f in report.findings if f.location.path == path] for path in sorted(report.texts)}
    for finding in report.findings:
        if finding.location.path not in by_path:
            by_path[finding.location.path] = [
                f for f in report.findings if f.location.path == finding.location.path
            ]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    tests = sum(max(len(found), 1) for found in by_path.values())
    lines.append(f'<testsuites name="statusreport" tests="{tests}" failures="{report.errors}">')
    for path, found in by_path.items():
        failures = sum(1 for finding in found if finding.severity is Severity.ERROR)
        name = _attribute(f"{report.place}{path}")
        lines.append(f'  <testsuite name={name} tests="{max(len(found), 1)}" failures="{failures}">')
        if not found:
            lines.append(f'    <testcase name="no findings" classname={name}/>')
        for finding in found:
            span = finding.location.span
            title = _attribute(f"{finding.code} {finding.name} {span.line}:{span.column}")
            text = escape(
                visible(
                    f"{report.place}{path}:{span.line}:{span.column}: {finding.message} {finding.help}".strip()
                )
            )
            lines.append(f'    <testcase name={title} classname={name} file={name} line="{span.line}">')
            if finding.severity is Severity.ERROR:
                message = _attribute(finding.message)
                lines.append(f'      <failure message={message} type="{finding.code}">{text}</failure>')
            else:
                lines.append(f"      <system-out>{text}</system-out>")
            lines.append("    </testcase>")
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _attribute(text: str) -> str:
    return quoteattr(visible(text))
