"""A partner whose type the plan does not know.

Where `statusreport.yaml` declares `partner_types`, every `type` under `partners` is one of them. A partner of
another type is missing from the breakdown by type of partner, and so are its projects.

Write the id of a declared type, or declare the type under `partner_types`.
"""

from collections.abc import Iterator

from ...model.plan import Plan
from ...model.spelling import nearest
from ...source.faults import Severity
from .. import Problem, problem, rule


@rule(
    "P102",
    Severity.ERROR,
    message="The type “{value}” of the partner {partner} is not declared.",
    help="Allowed are {allowed}. A new one is declared under `partner_types`.",
)
def check(plan: Plan) -> Iterator[Problem]:
    types = plan.settings.vocabulary("partner_types")
    if not types:
        return
    for partner in plan.settings.vocabulary("partners"):
        if partner.type and not types.find(partner.type):
            yield problem(
                plan.settings.source.at(f"partners.{partner.id}.type"),
                value=partner.type,
                partner=partner.label,
                allowed=tuple(term.id for term in types),
                nearest=nearest(partner.type, types.words()),
            )
