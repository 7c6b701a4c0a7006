"""Applies every rule to a plan. Pure: a plan in, findings out, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from ..model.plan import Plan
from ..model.records import Measure
from ..source.faults import Fault, Finding, Location, Severity
from ..words import Catalogue
from . import Problem, Rule, Scope, all_rules, find_rule, rules_by_name
from ._prose import Stretches

USELESS = "useless-waiver"
# Both sides of a conflict stand in the file: what is wrong between its marks is not the editor's.
CONFLICT = "conflict-marker"
# Of one rule in one file: whoever has so many sees what is wrong, and a text may have a million quotes.
MOST = 1_000


def check(
    plan: Plan,
    words: Catalogue,
    only: tuple[str, ...] = ("",),
    alone: Mapping[str, tuple[Finding, ...]] | None = None,
) -> tuple[Finding, ...]:
    """Every finding of every rule, waived warnings left out.

    With `only`, just the rules whose codes begin so are applied, and no waiver is called useless. `alone` is what
    `of_files` gives, where that is known.
    """
    of_plan = (_finding(plan, rule, problem, words) for rule, problem in _problems(plan, only))
    of_each = of_files(plan, words, plan.sources, only) if alone is None else alone
    standing: list[Finding] = []
    used: set[tuple[str, str]] = set()
    rules = rules_by_name()
    for finding in chain(of_plan, *of_each.values()):
        path = finding.location.path
        waivers = plan.sources[path].waivers if path in plan.sources else {}
        if finding.code in waivers and rules[finding.name].waivable:
            used.add((path, finding.code))
        else:
            standing.append(finding)
    # What is waived tells nobody of a slip, so nothing yields to it.
    findings = list(_told_once(standing))
    useless = rules[USELESS]
    if "" in only:
        findings += (_finding(plan, useless, problem, words) for problem in _useless_waivers(plan, used))
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _told_once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings without those that tell a slip again which a rule tells that theirs yields to."""
    rules = rules_by_name()
    firsts = {CONFLICT, *(name for rule in rules.values() for name in rule.yields_to)}
    places: dict[str, list[Location]] = {}
    for finding in findings:
        if finding.name in firsts:
            places.setdefault(finding.name, []).append(finding.location)
    told = {name: Stretches(found) for name, found in places.items()}
    for finding in findings:
        before = {CONFLICT, *rules[finding.name].yields_to} - {finding.name}
        if not any(name in told and finding.location in told[name] for name in before):
            yield finding


def of_files(
    plan: Plan,
    words: Catalogue,
    paths: Iterable[str],
    only: tuple[str, ...] = ("",),
) -> Mapping[str, tuple[Finding, ...]]:
    """What the rules about each file alone find in these, waived or not: nothing but the settings is seen besides."""
    rules = _applied(Scope.FILE, only)
    found: dict[str, tuple[Finding, ...]] = {}
    for path in paths:
        part = plan.parts[path]
        found[path] = tuple(finding for rule in rules for finding in _of_file(part, rule, words))
        # A large plan is many times as large with all that the rules asked of it.
        for record in part.records:
            record.body.let_go()
    return found


def _of_file(part: Plan, rule: Rule, words: Catalogue) -> Iterator[Finding]:
    """What a rule finds in a file; where it stops, the last finding says so."""
    problems = iter(rule.check(part))
    for number, problem in enumerate(islice(problems, MOST), 1):
        finding = _finding(part, rule, problem, words)
        if number == MOST and next(problems, None):
            finding = replace(finding, help=f"{finding.help} {words('common.more', n=MOST)}".lstrip())
        yield finding


def in_words(faults: Iterable[Fault], words: Catalogue) -> tuple[Finding, ...]:
    """Faults that reading found, as findings; for a plan file that cannot be used."""
    return tuple(
        sorted(
            (_finding(None, rules_by_name()[fault.name], _as_problem(fault), words) for fault in faults),
            key=lambda finding: finding.order,
        )
    )


def _problems(plan: Plan, only: tuple[str, ...]) -> Iterator[tuple[Rule, Problem]]:
    rules = rules_by_name()
    for fault in plan.faults:
        if rules[fault.name].code.startswith(only):
            yield rules[fault.name], _as_problem(fault)
    for rule in _applied(Scope.PLAN, only):
        for problem in rule.check(plan):
            yield rule, problem


def _applied(scope: Scope, only: tuple[str, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in all_rules() if rule.scope is scope and rule.code.startswith(only))


def _as_problem(fault: Fault) -> Problem:
    return Problem(fault.location, fault.params, fault.variant)


def _useless_waivers(plan: Plan, used: set[tuple[str, str]]) -> Iterator[Problem]:
    codes = {rule.code: rule for rule in all_rules()}
    for path, source in plan.sources.items():
        for code, reason in source.waivers.items():
            place = source.spans.get(f"key:waive.{code}")
            location = Location(path, place) if place else source.at("waive")
            if code not in codes:
                meant = find_rule(code)
                yield Problem(location, {"code": code, "nearest": meant.code if meant else ""}, "unknown")
            elif codes[code].severity is Severity.ERROR:
                yield Problem(location, {"code": code}, "error")
            elif not codes[code].waivable:
                yield Problem(location, {"code": code}, "never")
            elif not reason:
                yield Problem(location, {"code": code}, "reason")
            elif (path, code) not in used:
                yield Problem(location, {"code": code})


def _finding(plan: Plan | None, rule: Rule, problem: Problem, words: Catalogue) -> Finding:
    record = plan.by_path.get(problem.location.path) if plan else None
    message, help_text = words.of_rule(rule.code, rule.texts, problem.variant, problem.params)
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        location=problem.location,
        message=message,
        help=help_text,
        responsible=record.responsible if isinstance(record, Measure) else (),
    )
