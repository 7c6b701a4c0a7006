"""A year far from those of the plan.

A plan of 2012 has deadlines in 2014, and perhaps a goal for 2050; the year 2914 or 2104 is a slip of the fingers. Nobody
sees it in a table of deadlines, and the measure is never late. A year counts as far where it is more than sixty years from
the round being written and from the plan's `period`, and a turn of the century, as 2100, where it is more than a hundred.

Correct the year. If it is meant, waive F125 with the reason.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ...model import typed
from ...model.fields import Entry, fields_of
from ...model.period import Period
from ...model.plan import Plan
from ...model.records import Evaluation
from ...model.settings import Settings
from ...model.when import When
from ...source.faults import Severity
from .. import Problem, Scope, problem, rule

_FAR, _FAR_OF_CENTURIES = 60, 100
# Where neither round nor period says of which years a plan is.
_ANY = (1960, 2060)


@rule(
    "F125",
    Severity.WARNING,
    Scope.FILE,
    yields_to=(
        "backward-period", "backward-time", "early-completion", "early-evaluation", "future-start", "late-completion",
        "late-start",
    ),
    message="The year {year} is far from the years of this plan.",
    help="Correct the year. If it is meant, waive F125 with the reason.",
)  # fmt: skip
def check(plan: Plan) -> Iterator[Problem]:
    first, last = _years_of(plan.settings)
    for record in (*plan.measures, *plan.projects):
        for field in plan.fields_of(record):
            for address, year in _years(field.name, field.of(record)):
                away = max(first - year, year - last)
                if away > (_FAR if year % 100 else _FAR_OF_CENTURIES):
                    meant = typed.year(str(year), first, last)
                    yield problem(record.source.at(address), year=year, nearest=meant)


def _years_of(settings: Settings) -> tuple[int, int]:
    """The first and last year that a plan surely is of."""
    day, period = settings.last_day(settings.round), settings.period
    years = [day.year] if day else []
    if period:
        years += [period.start, period.end or period.start]
    return (min(years), max(years)) if years else _ANY


def _years(address: str, value: object) -> Iterator[tuple[str, int]]:
    """The years that a value names, each with its address, once."""
    yield from ((address, year) for year in dict.fromkeys(_named(value)))
    if isinstance(value, Evaluation) and value.year is not None:
        yield f"{address}.year", value.year
    for name, item in _parts(value):
        yield from _years(f"{address}.{name}", item)


def _named(value: object) -> tuple[int, ...]:
    """The first and last years of a time."""
    match value:
        case When():
            return value.first.year, value.last.year
        case date():
            return (value.year,)
        case Period():
            return tuple(year for span in value.spans for year in span if year is not None)
    return ()


def _parts(value: object) -> Iterator[tuple[object, object]]:
    """What a value is made of, each part with its name in an address."""
    match value:
        case tuple():
            yield from enumerate(value)
        case Entry():
            yield from ((field.name, field.of(value)) for field in fields_of(type(value)))
        case Mapping():
            yield from value.items()
