"""The registry of rules. A rule is one module of a family, which is a package below this one.

Its file name is the rule's name and names the fault; its docstring is its page, which `explain` prints; its
`check` is made by `@rule(…)` on a generator of problems, or by `reported(…)` where reading finds the fault.
A rule is about the plan, or about each file alone: then it sees no other, and is not asked again for one that is
as it was.
Nothing is listed by hand: a new file is a new rule. A module whose name begins with `_` is shared by others.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cache
from types import ModuleType

from ..model.plan import Plan
from ..source.faults import Location, Severity


@dataclass(frozen=True)
class Problem:
    """One place where a rule is broken. `params` fill the named gaps of the rule's message and help.

    A `variant` chooses the texts `message_VARIANT` and `help_VARIANT`; a param `nearest` that is not empty
    adds the question whether that was meant.
    """

    location: Location
    params: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""


Check = Callable[[Plan], Iterable[Problem]]


class Scope(Enum):
    """What a rule looks at: all of a plan at once, or one file of it after the other with the plan's settings."""

    PLAN = "plan"
    FILE = "file"


@dataclass(frozen=True)
class Rule:
    """A rule as the engine runs it. `texts` are its English messages with named gaps.

    Only warnings are waivable, and not all: where one waiver would hide several things, the plan says each elsewhere.
    It `yields_to` rules by their names: where one of those finds something, what this one finds in it is the same slip.
    """

    code: str
    severity: Severity
    texts: Mapping[str, str]
    check: Check
    scope: Scope = Scope.PLAN
    waivable: bool = True
    yields_to: tuple[str, ...] = ()
    name: str = ""
    page: str = ""


def rule(
    code: str,
    severity: Severity,
    scope: Scope = Scope.PLAN,
    *,
    waivable: bool = True,
    yields_to: tuple[str, ...] = (),
    **texts: str,
) -> Callable[[Check], Rule]:
    """Makes a rule of a generator that takes a plan, which is one of a single file in that scope, and yields problems.

    In a single file's plan is nothing else but the settings; what is found is about the file.
    """
    waivable = waivable and severity is Severity.WARNING
    return lambda check: Rule(code, severity, texts, check, scope, waivable, yields_to)


def reported(code: str, severity: Severity, *, yields_to: tuple[str, ...] = (), **texts: str) -> Rule:
    """A rule about faults that reading found: those that bear its name."""
    waivable = severity is Severity.WARNING
    return Rule(code, severity, texts, _no_check, waivable=waivable, yields_to=yields_to)


def _no_check(plan: Plan) -> Iterable[Problem]:
    return ()


def problem(location: Location, variant: str = "", **params: object) -> Problem:
    """A problem at a place, with its params by name."""
    return Problem(location, params, variant)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code. Raises ValueError where a module is no rule, has no page, or shares a code."""
    rules: dict[str, Rule] = {}
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        family, _, stem = found.name.removeprefix(f"{__name__}.").rpartition(".")
        if found.ispkg or not family or stem.startswith("_"):
            continue
        made = _rule_of(importlib.import_module(found.name), stem.replace("_", "-"))
        if made.code in rules:
            raise ValueError(f"{made.name} and {rules[made.code].name} share the code {made.code}")
        rules[made.code] = made
    return tuple(rules[code] for code in sorted(rules))


def _rule_of(module: ModuleType, name: str) -> Rule:
    declared, page = getattr(module, "check", None), inspect.getdoc(module)
    if not isinstance(declared, Rule):
        raise ValueError(f"{module.__name__} declares no rule as `check`")  # noqa: TRY004 - of the module's text
    if not page:
        raise ValueError(f"{module.__name__} has no docstring, which is its page")
    return replace(declared, name=name, page=page)


@cache
def rules_by_name() -> Mapping[str, Rule]:
    return {rule.name: rule for rule in all_rules()}


def find_rule(word: str) -> Rule | None:
    """The rule with this code or name."""
    by_code = {rule.code: rule for rule in all_rules()}
    return by_code.get(word.upper()) or rules_by_name().get(word.lower())
