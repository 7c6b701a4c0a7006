"""Findings as SARIF 2.1.0 (OASIS), for code scanning and review tools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
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
                    _result(report, finding, codes.index(finding.code), fingerprint)
                    for finding, fingerprint in zip(report.findings, _fingerprints(report), strict=True)
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


def _fingerprints(report: Report) -> Iterator[str]:
    """What tells a finding from others wherever its line has moved: its rule, its file and the text it stands in."""
    lines = {path: text.split("\n") for path, text in report.texts.items()}
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in report.findings:
        span, path = finding.location.span, finding.location.path
        text = lines.get(path, [])[span.line - 1 : span.end_line]
        # Where a value is missing there is nothing of it to tell by.
        what = "\n".join(text).strip() or finding.message
        same = (finding.code, f"{report.place}{path}", what)
        seen[same] += 1
        yield sha256("\0".join((*same, str(seen[same]))).encode("utf-8", "backslashreplace")).hexdigest()


def _result(report: Report, finding: Finding, index: int, fingerprint: str) -> dict[str, object]:
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
        "partialFingerprints": {"lineText/v1": fingerprint},
        "properties": {"responsible": list(finding.responsible)},
    }
