"""Findings for other programs, as the contract of `check --format json` says."""

from __future__ import annotations

from ...source.faults import Finding
from . import Report, as_json


def show(report: Report) -> str:
    """One object: version, findings and a summary."""
    data = {
        "version": 1,
        "findings": [_finding(finding) for finding in report.findings],
        "summary": {
            "files": report.files,
            "measures": report.measures,
            "projects": report.projects,
            "errors": report.errors,
            "warnings": report.warnings,
        },
    }
    return as_json(data)


def _finding(finding: Finding) -> dict[str, object]:
    span = finding.location.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "path": finding.location.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": finding.message,
        "help": finding.help,
        "responsible": list(finding.responsible),
    }
