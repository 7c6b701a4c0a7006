"""Every computed number: that it is right, that parts and wholes agree, and that its name is its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from plans import chapter, read_plan, run, small_plan, write

from statusreport.model.dataset import Dataset, Known, PublishedBreakdown, Ratio
from statusreport.model.figures import OVERLAPPING, Breakdown, compute, responsible_bodies
from statusreport.model.plan import Plan
from statusreport.model.records import Evaluation, Measure, Project
from statusreport.model.settings import Settings
from statusreport.model.vocabulary import DEFAULT_STATUSES, Scale, StatusClass, Term, Vocabulary
from statusreport.source.faults import Source
from statusreport.source.markdown import Body

VOCABULARIES = {
    "units": (Term("norad", "Norad"), Term("balkan", "Vest-Balkan-seksjonen", ("Vest-Balkan",))),
    "partners": (
        Term("iom", "IOM", ("IOM-Norge",), "mellomstatlig"),
        Term("care", "Care Norge", (), "Frivillig organisasjon"),
        Term("andre", "Andre"),
    ),
    "partner_types": (Term("mellomstatlig", "Mellomstatlig"), Term("ngo", "Frivillig organisasjon")),
    "regions": (Term("europa", "Europa"), Term("asia", "Asia")),
    "forms": (Term("prostitusjon", "Prostitusjon"), Term("tvangsarbeid", "Tvangsarbeid")),
    "target_groups": (Term("kvinner", "Kvinner"), Term("menn", "Menn"), Term("barn", "Barn", ("barn-unge",))),
    "categories": (Term("forebygging", "Forebygging"),),
}
FIELDS = {
    "units": "unit",
    "partners": "partner",
    "regions": "region",
    "forms": "forms",
    "target_groups": "target_groups",
    "categories": "categories",
}
EXCLUSIVE = ("units", "partners", "regions")
UNKNOWN = "ukjent"


def plan_of(
    measures: tuple[Measure, ...] = (),
    projects: tuple[Project, ...] = (),
    datasets: tuple[Dataset, ...] = (),
    *,
    vocabularies: Mapping[str, tuple[Term, ...]] = VOCABULARIES,
    responsible: tuple[Term, ...] | None = None,
    statuses: tuple[StatusClass, ...] = DEFAULT_STATUSES,
) -> Plan:
    return Plan(
        settings=Settings(
            source=Source("statusreport.yaml"),
            title="Handlingsplan",
            language="nb",
            round="2012-02",
            statuses=Scale(statuses),
            responsible=None if responsible is None else Vocabulary("responsible", responsible),
            vocabularies={name: Vocabulary(name, terms) for name, terms in vocabularies.items()},
        ),
        measures=measures,
        projects=projects,
        datasets=datasets,
    )


def measure(status: str = "", *responsible: str) -> Measure:
    return Measure(source=Source("m.md"), body=Body(), status=status, responsible=responsible)


def project(**values: object) -> Project:
    return Project(source=Source("p.md"), body=Body(), **values)  # type: ignore[arg-type]


def dataset(name: str = "portfolio", **values: object) -> Dataset:
    return Dataset(name=name, source=Source(f"{name}.yaml"), **values)  # type: ignore[arg-type]


def words(vocabulary: str) -> st.SearchStrategy[str]:
    """Any spelling of any term, an unknown word, or nothing."""
    known = Vocabulary(vocabulary, VOCABULARIES[vocabulary]).words()
    return st.sampled_from([*known, UNKNOWN, ""])


PROJECTS = st.lists(
    st.builds(
        project,
        unit=words("units"),
        partner=words("partners"),
        region=words("regions"),
        forms=st.lists(words("forms"), max_size=4).map(tuple),
        target_groups=st.lists(words("target_groups"), max_size=4).map(tuple),
        categories=st.lists(words("categories"), max_size=2).map(tuple),
        amount=st.none() | st.integers(0, 10**9),
        evaluations=st.lists(st.just(Evaluation(2007)), max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=12,
).map(tuple)
BODIES = st.lists(st.sampled_from(["UD", "JD", "BLD", "Oslo kommune"]), max_size=4)
STATUSES = st.sampled_from([*(word for status in DEFAULT_STATUSES for word in status.words), UNKNOWN, ""])
MEASURES = st.lists(st.builds(lambda s, r: measure(s, *r), STATUSES, BODIES), max_size=12).map(tuple)


def by_id(breakdown: Breakdown) -> dict[str, tuple[int | None, int | None]]:
    return {row.id: (row.count, row.amount) for row in breakdown.rows}


# Projects


@given(PROJECTS)
def test_parts_of_an_exclusive_vocabulary_add_up_to_the_projects_with_a_known_term(
    projects: tuple[Project, ...],
) -> None:
    plan = plan_of(projects=projects)
    for name in EXCLUSIVE:
        breakdown = compute(plan).breakdowns[f"projects.{name}"]
        known = [p for p in projects if plan.settings.vocabulary(name).find(getattr(p, FIELDS[name]))]
        assert not breakdown.overlapping
        assert sum(row.count or 0 for row in breakdown.rows) == len(known)
        assert sum(row.amount or 0 for row in breakdown.rows) == sum(p.amount or 0 for p in known)
        assert sum(row.count_share or 0 for row in breakdown.rows) == Fraction(len(known), len(projects))
        assert breakdown.count == len(projects)
        assert breakdown.amount == sum(p.amount or 0 for p in projects)


@given(PROJECTS)
def test_shares_add_to_one_where_every_project_has_a_known_term(projects: tuple[Project, ...]) -> None:
    projects = tuple(replace(p, region="Asia" if p.region in ("", UNKNOWN) else p.region) for p in projects)
    rows = compute(plan_of(projects=projects)).breakdowns["projects.regions"].rows
    assert sum(row.count_share or 0 for row in rows) == 1
    if any(p.amount for p in projects):
        assert sum(row.amount_share or 0 for row in rows) == 1
    else:
        assert all(row.amount_share is None for row in rows), "nothing has no parts"


@given(PROJECTS)
def test_a_project_counts_once_in_each_of_its_overlapping_terms(projects: tuple[Project, ...]) -> None:
    plan = plan_of(projects=projects)
    for name in OVERLAPPING:
        breakdown = compute(plan).breakdowns[f"projects.{name}"]
        vocabulary = plan.settings.vocabulary(name)
        assert breakdown.overlapping
        assert [row.id for row in breakdown.rows] == [term.id for term in vocabulary], "the declared order"
        for row, row_term in zip(breakdown.rows, vocabulary, strict=True):
            having = [
                p for p in projects if any(vocabulary.find(w) == row_term for w in getattr(p, FIELDS[name]))
            ]
            assert row.count == len(having)
            assert row.amount == sum(p.amount or 0 for p in having)


@given(PROJECTS)
def test_types_of_partner_count_what_their_partners_count(projects: tuple[Project, ...]) -> None:
    breakdowns = compute(plan_of(projects=projects)).breakdowns
    partners, types = by_id(breakdowns["projects.partners"]), by_id(breakdowns["projects.partner_types"])
    assert types == {"mellomstatlig": partners["iom"], "ngo": partners["care"]}
    assert not breakdowns["projects.partner_types"].overlapping


@given(PROJECTS)
def test_evaluations_are_counted_and_so_are_the_projects_that_have_one(projects: tuple[Project, ...]) -> None:
    figures = compute(plan_of(projects=projects)).figures
    assert figures["projects.count"].value == len(projects)
    assert figures["projects.evaluations.count"].value == sum(len(p.evaluations) for p in projects)
    assert figures["projects.evaluated.count"].value == sum(1 for p in projects if p.evaluations)
    assert figures["projects.amount.sum"].value == sum(p.amount or 0 for p in projects)


@given(PROJECTS, st.randoms(use_true_random=False))
def test_the_order_of_projects_changes_no_figure(projects: tuple[Project, ...], random: Random) -> None:
    shuffled = list(projects)
    random.shuffle(shuffled)
    assert compute(plan_of(projects=projects)) == compute(plan_of(projects=tuple(shuffled)))


def test_without_projects_there_are_no_figures_of_projects() -> None:
    figures = compute(plan_of(measures=(measure("Løpende", "UD"),)))
    assert not [name for name in (*figures.figures, *figures.breakdowns) if name.startswith("projects")]


def test_a_vocabulary_that_is_not_declared_makes_no_breakdown() -> None:
    figures = compute(plan_of(projects=(project(unit="norad"),), vocabularies={"regions": ()}))
    assert list(figures.breakdowns) == ["measures.statuses"]


# Measures


@given(MEASURES)
def test_classes_add_up_to_the_measures_with_a_known_status(measures: tuple[Measure, ...]) -> None:
    plan = plan_of(measures=measures)
    breakdown = compute(plan).breakdowns["measures.statuses"]
    known = [m for m in measures if plan.settings.status_class(m.status)]
    assert sum(row.count or 0 for row in breakdown.rows) == len(known)
    assert [row.label for row in breakdown.rows] == [status.label for status in DEFAULT_STATUSES][::-1]
    assert breakdown.count == compute(plan).figures["measures.count"].value == len(measures)


def test_a_term_counts_as_its_class() -> None:
    statuses = ("Løpende", "Under gjennomføring", "Løpende/under gjennomføring", "Gjennomført")
    figures = compute(plan_of(measures=tuple(measure(status) for status in statuses))).figures
    assert figures["measures.statuses.ongoing.count"].value == 3
    assert figures["measures.statuses.ongoing.share"].value == Fraction(3, 4)
    assert figures["measures.statuses.completed.count"].value == 1
    assert figures["measures.statuses.not-started.count"].value == 0


def test_of_no_measures_there_are_counts_but_no_shares() -> None:
    figures = compute(plan_of()).figures
    assert figures["measures.statuses.ongoing.count"].value == 0
    assert "measures.statuses.ongoing.share" not in figures


@given(MEASURES)
def test_each_measure_has_one_lead_and_counts_once_for_each_body(measures: tuple[Measure, ...]) -> None:
    plan = plan_of(measures=measures)
    figures = compute(plan).figures

    def value(short: str, what: str) -> int | Fraction:
        return figures[f"measures.responsible.{short}.{what}"].value

    bodies = responsible_bodies(plan)
    assert sum(value(short, "lead") for short in bodies) == sum(1 for m in measures if m.responsible)
    for short in bodies:
        assert value(short, "count") == sum(1 for m in measures if short in m.responsible)
        assert value(short, "count") == value(short, "lead") + value(short, "joint")


@given(MEASURES)
def test_the_classes_of_all_bodies_add_up_to_the_classes(measures: tuple[Measure, ...]) -> None:
    plan = plan_of(tuple(measure for measure in measures if measure.responsible))
    found = compute(plan).figures
    for status in plan.settings.statuses:
        whole = f"measures.statuses.{status.id}.count"
        end = whole.removeprefix("measures")
        led = [each.value for name, each in found.items() if name.endswith(end) and name != whole]
        assert sum(led) == found[whole].value


def test_what_the_plan_and_its_rounds_are_called_is_named_like_a_figure(tmp_path: Path) -> None:
    body = "{figure}`plan.title` {figure}`plan.period`: {figure}`round.label`, {figure}`round.previous`.\n"
    root = small_plan(tmp_path, {"content/chapters/1.md": chapter(body="Om.\n")})
    assert run("round", "seal", cwd=root).status == 0
    named = "period: 2011–2014\nrounds: {2012-Q4: {label: siste kvartal 2012, date: 2012-12-31}}\n"
    text = (root / "statusreport.yaml").read_text("utf-8").replace("round: 2012-02", "round: 2012-Q4")
    write(root, {"statusreport.yaml": text + named, "content/chapters/1.md": chapter(body=body)})
    for file in (root / "content/measures").iterdir():
        file.write_text(file.read_text("utf-8").replace("---\n", "---\nround: 2012-02\n", 1), "utf-8")
    assert run("build", "--format", "md", cwd=root).status == 0
    report = (root / "build/status-report/status-report.md").read_text("utf-8")
    assert "Handlingsplan 2011–2014: siste kvartal 2012, februar 2012." in report


def test_declared_bodies_come_first_and_others_by_name() -> None:
    declared = (Term("UD", "Utenriksdepartementet"), Term("FD", "Forsvarsdepartementet"))
    plan = plan_of(measures=(measure("", "Oslo", "UD"), measure("", "AD")), responsible=declared)
    assert responsible_bodies(plan) == ("UD", "FD", "AD", "Oslo")
    assert compute(plan).figures["measures.responsible.FD.count"].value == 0


# What was published elsewhere


PARTS = st.dictionaries(
    st.sampled_from(["europa", "Asia", "Latin-Amerika"]), st.integers(0, 10**9), min_size=1
)


@given(PARTS, st.integers(0, 10**9), st.sampled_from(["amount", "count"]))
def test_a_rest_makes_a_published_breakdown_whole(parts: dict[str, int], rest: int, kind: str) -> None:
    total = sum(parts.values()) + rest
    published = PublishedBreakdown("Regioner", "regions", total, parts, kind, "Andre regioner")
    found = compute(plan_of(datasets=(dataset(breakdowns={"regions": published}, origin="UD 2007"),)))
    breakdown = found.breakdowns["portfolio.regions"]
    last = breakdown.rows[-1]
    assert (last.id, last.label) == ("rest", "Andre regioner")
    money = kind == "amount"
    assert (last.amount if money else last.count) == rest
    assert sum((row.amount if money else row.count) or 0 for row in breakdown.rows) == total
    assert (breakdown.amount, breakdown.count) == ((total, None) if money else (None, total))
    shares = [row.amount_share if money else row.count_share for row in breakdown.rows]
    assert sum(share or 0 for share in shares) == (1 if total else 0)
    assert (breakdown.title, breakdown.origin) == ("Regioner", "UD 2007")


def test_published_parts_carry_the_ids_and_labels_of_their_terms() -> None:
    published = PublishedBreakdown("Partnere", "partners", 10, {"IOM-Norge": 7, "Care Norge": 3})
    found = compute(plan_of(datasets=(dataset(breakdowns={"partners": published}),)))
    rows = found.breakdowns["portfolio.partners"].rows
    assert [(row.id, row.label, row.amount) for row in rows] == [("iom", "IOM", 7), ("care", "Care Norge", 3)]
    assert found.figures["portfolio.partners.iom.amount"].value == 7
    assert found.figures["portfolio.partners.iom.share"].value == Fraction(7, 10)


def test_published_parts_overlap_as_computed_ones_do_unless_there_is_a_rest() -> None:
    parts = {"kvinner": 11, "menn": 12}
    groups = PublishedBreakdown("Målgrupper", "target_groups", 20, parts, "count")
    rest = PublishedBreakdown("Målgrupper", "target_groups", 25, parts, "count", "Ikke oppgitt")
    found = compute(plan_of(datasets=(dataset(breakdowns={"groups": groups, "rest": rest}),))).breakdowns
    assert found["portfolio.groups"].overlapping
    assert not found["portfolio.rest"].overlapping


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_ratio_is_exact_and_there_is_none_of_nothing(part: int, whole: int) -> None:
    known = {"part": Known(part, "amount"), "whole": Known(whole, "amount", "Alt")}
    ratio = Ratio("portfolio.part", "portfolio.whole")
    figures = compute(plan_of(datasets=(dataset(figures=known, shares={"share": ratio}),))).figures
    assert figures["portfolio.part"].value == part
    if whole:
        assert figures["portfolio.share"].value == Fraction(part, whole)
        assert figures["portfolio.share"].kind == "share"
    else:
        assert "portfolio.share" not in figures


def test_a_ratio_finds_figures_of_records_and_of_any_file_but_no_other_ratio() -> None:
    first = dataset(
        "a",
        shares={
            "later": Ratio("projects.amount.sum", "b.amount"),
            "none": Ratio("projects.amount.sum", "b.amounts"),
            "second": Ratio("a.later", "b.amount"),
        },
    )
    second = dataset("b", figures={"amount": Known(400, "amount")})
    for datasets in ((first, second), (second, first)):
        figures = compute(plan_of(projects=(project(amount=100),), datasets=datasets)).figures
        assert figures["a.later"].value == Fraction(1, 4)
        assert "a.none" not in figures
        assert "a.second" not in figures


# Names, and how often all this is computed


KINDS = {
    "lead": "count",
    "joint": "count",
    "count": "count",
    "sum": "amount",
    "amount": "amount",
    "share": "share",
}


@given(MEASURES, PROJECTS)
def test_what_a_figure_is_of_is_the_end_of_its_name(
    measures: tuple[Measure, ...], projects: tuple[Project, ...]
) -> None:
    for figure in compute(plan_of(measures, projects)).figures.values():
        assert figure.kind == KINDS[figure.name.rpartition(".")[2]], figure.name


@given(MEASURES, PROJECTS)
def test_every_figure_stands_under_its_own_name(
    measures: tuple[Measure, ...], projects: tuple[Project, ...]
) -> None:
    published = PublishedBreakdown("Regioner", "regions", 5, {"europa": 5})
    data = dataset(figures={"amount": Known(5, "amount")}, breakdowns={"regions": published})
    found = compute(plan_of(measures, projects, (data,)))
    assert all(name == figure.name for name, figure in found.figures.items())
    assert all(name == breakdown.name for name, breakdown in found.breakdowns.items())
    heads = {name.partition(".")[0] for name in (*found.figures, *found.breakdowns)}
    assert heads == {"measures", "projects", "portfolio"}
    assert not set(found.figures) & set(found.breakdowns)
    for figure in found.figures.values():
        assert isinstance(figure.value, Fraction if figure.kind == "share" else int)


@given(PROJECTS)
def test_every_row_of_a_breakdown_is_a_figure(projects: tuple[Project, ...]) -> None:
    found = compute(plan_of(projects=projects))
    for name, breakdown in found.breakdowns.items():
        if name.startswith("projects."):
            for row in breakdown.rows:
                figures = [
                    found.figures.get(f"{name}.{row.id}.{end}") for end in ("count", "amount", "share")
                ]
                assert [f and f.value for f in figures] == [row.count, row.amount, row.count_share]
                whole = found.figures.get(f"{name}.{row.id}.amount.share")
                assert (whole and whole.value) == row.amount_share


def test_figures_are_computed_once_for_a_plan() -> None:
    plan = plan_of(projects=(project(amount=1),))
    assert compute(plan) is compute(plan)
    other = replace(plan, projects=(project(amount=2),))
    assert compute(other).figures["projects.amount.sum"].value == 2
    assert compute(plan).figures["projects.amount.sum"].value == 1


def test_a_plan_equals_only_itself() -> None:
    plan = plan_of()
    assert plan == plan  # noqa: PLR0124
    assert plan != replace(plan)
    assert len({plan, replace(plan)}) == 2


# The real plan, against what was added up by hand from the printed appendix


@pytest.fixture(scope="module")
def real() -> Plan:
    return read_plan(ROOT)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("measures.count", 35),
        ("measures.statuses.not-started.count", 1),
        ("measures.statuses.in-preparation.count", 7),
        ("measures.statuses.ongoing.count", 24),
        ("measures.statuses.completed.count", 3),
        ("measures.statuses.ongoing.share", Fraction(24, 35)),
        ("projects.count", 25),
        ("projects.amount.sum", 171_062_989),
        ("projects.evaluated.count", 8),
        ("projects.evaluations.count", 8),
        ("portfolio.amount", 252_000_000),
        ("portfolio.sample", Fraction(171_062_989, 252_000_000)),
        ("portfolio.bosnia_share", Fraction(317, 2220)),
        ("portfolio.regions.europa.share", Fraction(1153, 2220)),
        ("portfolio.partner_types.rest.amount", 37_400_000),
    ],
)
def test_real_figure(real: Plan, name: str, value: int | Fraction) -> None:
    assert compute(real).figures[name].value == value


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "projects.regions",
            {"europa": (15, 76_250_832), "asia": (8, 52_630_557), "afrika": (2, 42_181_600)},
        ),
        (
            "projects.partners",
            {
                "iom": (13, 71_901_307),
                "unicef": (2, 38_350_000),
                "undp": (1, 7_671_200),
                "ilo": (1, 8_700_000),
                "uniap": (1, 18_200_000),
                "kirkens-nodhjelp": (2, 5_389_778),
                "care-norge": (3, 9_390_737),
                "redd-barna": (2, 11_459_967),
            },
        ),
        (
            "projects.partner_types",
            {"mellomstatlig": (13, 71_901_307), "fn": (5, 72_921_200), "norsk-ngo": (7, 26_240_482)},
        ),
        (
            "projects.units",
            {
                "vest-balkan": (11, 67_368_332),
                "global-sikkerhet": (6, 16_315_657),
                "menneskerettigheter": (2, 6_596_400),
                "norad": (1, 1_701_000),
                "ambassaden-indonesia": (1, 8_700_000),
                "ambassaden-thailand": (1, 18_200_000),
                "ambassaden-bangladesh": (1, 10_000_000),
                "ambassaden-sor-afrika": (1, 35_000_000),
                "ambassaden-kenya": (1, 7_181_600),
            },
        ),
    ],
)
def test_real_breakdown(real: Plan, name: str, rows: dict[str, tuple[int, int]]) -> None:
    assert by_id(compute(real).breakdowns[name]) == rows
    assert sum(count for count, _ in rows.values()) == 25
    assert sum(amount for _, amount in rows.values()) == 171_062_989


@pytest.mark.parametrize(
    ("short", "lead", "joint"),
    [
        ("AD", 3, 1),
        ("BLD", 6, 3),
        ("FD", 1, 0),
        ("HOD", 2, 1),
        ("JD", 17, 7),
        ("KRD", 0, 2),
        ("UD", 6, 1),
    ],
)
def test_real_responsibility(real: Plan, short: str, lead: int, joint: int) -> None:
    figures = compute(real).figures
    assert figures[f"measures.responsible.{short}.lead"].value == lead
    assert figures[f"measures.responsible.{short}.joint"].value == joint


def test_the_real_plan_names_no_other_body(real: Plan) -> None:
    assert responsible_bodies(real) == ("AD", "BLD", "FD", "HOD", "JD", "KRD", "UD")
