"""Findings as SARIF 2.1.0 (OASIS), for code scanning and review tools."""

from __future__ import annotations

from urllib.parse import quote

from ...rules import Rule, all_rules
from ...source.faults import Finding
from ...words import Catalogue
from . import Report, as_json


def show(report: Report) -> str:
    """One run with the rules that have findings, and the findings."""
    codes = sorted({finding.code for finding in report.findings})
    rules = [rule for rule in all_rules() if rule.code in codes]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "statusreport",
                        "version": report.version or "0",
                        "rules": [_rule(rule, report.words) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(report, finding, codes.index(finding.code)) for finding in report.findings
                ],
            }
        ],
    }
    return as_json(log)


def _rule(rule: Rule, words: Catalogue) -> dict[str, object]:
    first, _, rest = words.page_of_rule(rule.code, rule.page).strip().partition("\n")
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": first},
        "fullDescription": {"text": rest.strip() or first},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _result(report: Report, finding: Finding, index: int) -> dict[str, object]:
    span = finding.location.span
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": str(finding.severity),
        "message": {"text": f"{finding.message} {finding.help}".strip()},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(f"{report.place}{finding.location.path}")},
                    "region": {
                        "startLine": span.line,
                        "startColumn": span.column,
                        "endLine": span.end_line,
                        "endColumn": span.end_column,
                    },
                }
            }
        ],
        "properties": {"responsible": list(finding.responsible)},
    }
