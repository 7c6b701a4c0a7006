"""What reading can report has a rule, a text for each variant, and every gap of the text is filled."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from conftest import ROOT

from statusreport.rules import Rule, all_rules, rules_by_name
from statusreport.words import catalogue

CORE = ROOT / "cli" / "statusreport"
# Calls that make a fault, and the place of the variant among their arguments after the name.
MAKERS = {"Fault": 3, "YamlFault": 2, "fault": 2, "_fault": None, "_of_line": 4, "Advice": 0, "_advice": 0}


@dataclass(frozen=True)
class Use:
    """A fault that the code can report, with the params it fills in; None if they are not written there."""

    name: str
    variant: str
    params: frozenset[str] | None
    where: str

    def __str__(self) -> str:
        return f"{self.where} {self.name} {self.variant}".strip()


def strings(node: ast.expr | None) -> list[str]:
    """The texts an expression can be, as far as they are written there."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*strings(node.body), *strings(node.orelse)]
    return []


def uses_of(path: str, tree: ast.AST) -> Iterator[Use]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        maker = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        where = f"{path}:{call.lineno}"
        keywords = {word.arg: word.value for word in call.keywords if word.arg}
        whole = all(word.arg for word in call.keywords)
        if maker == "wrong_type":
            for variant in strings(call.args[2]):
                yield Use("wrong-type", variant, frozenset({"field", "found", *keywords}), where)
        if maker not in MAKERS or not call.args or not (names := strings(call.args[0])):
            continue
        params = frozenset(keywords) - {"variant"} if whole else None
        if maker in ("Advice", "_advice"):
            params = None
            names, variants = ["invalid-yaml"], names
        else:
            # A method named after `_fault(name, path_or_event, …)` has its variant wherever a text stands.
            given = [keywords["variant"]] if "variant" in keywords else call.args[1:]
            variants = [text for node in given for text in strings(node)] or [""]
        if maker == "Fault":
            dicts = [node for node in call.args if isinstance(node, ast.Dict)]
            params = frozenset(text for node in dicts for key in node.keys for text in strings(key))
            params = params if dicts or len(call.args) < 3 else None
        if maker == "_of_line":
            params = frozenset({"line"})
        for name in names:
            yield from (Use(name, variant, params, where) for variant in variants)


def all_uses() -> list[Use]:
    files = sorted(file for file in CORE.rglob("*.py"))
    return [use for file in files for use in uses_of(file.name, ast.parse(file.read_text("utf-8")))]


USES = all_uses()


def test_the_scan_sees_the_code() -> None:
    assert len(USES) > 60
    assert {use.name for use in USES} <= set(rules_by_name())


@pytest.mark.parametrize("use", USES, ids=str)
def test_each_fault_of_reading_has_a_text_whose_gaps_are_filled(use: Use) -> None:
    texts = rules_by_name()[use.name].texts
    if use.variant and use.name != "wrong-type":
        assert f"message_{use.variant}" in texts
    if use.params is not None:
        filled = dict.fromkeys(use.params, "x")
        rule = rules_by_name()[use.name]
        message, advice = catalogue("en").of_rule(rule.code, rule.texts, use.variant, filled)
        assert message
        assert advice


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_each_text_is_made_of_sentences(rule: Rule) -> None:
    """A variant without a text of its own falls back on the plain message, so that one must be there."""
    assert "message" in rule.texts
    for text in rule.texts.values():
        assert text[0].isupper() or text[0] in "“`{", "a sentence begins with a capital"
        assert text[-1] in ".?}", "a sentence ends with a full stop"
