"""Explaining: a rule's page, and which rules there are."""

from __future__ import annotations

from ..rules import Rule, all_rules, find_rule
from ._names import unknown


def rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    return all_rules()


def explain(word: str) -> Rule:
    """The rule with this code or name. Raises UsageError where there is none."""
    if rule := find_rule(word):
        return rule
    names = tuple(name for known in all_rules() for name in (known.code, known.name))
    raise unknown(word, names, "rule")
