"""The declared fields of every kind of content file, and how a file's text becomes a record.

One declaration serves reading, the unknown-key check, the JSON Schema and the reference in the README.
"""

from __future__ import annotations

import posixpath
from typing import Any

from .. import registry
from ..model.fields import Field, Report, read_fields
from ..model.kinds import (
    Amount,
    Choice,
    Day,
    ListOf,
    Object,
    RecordNumber,
    RoundId,
    Table,
    Text,
    TextList,
    Whole,
    Years,
)
from ..model.plan import (
    VOCABULARIES,
    Chapter,
    Dataset,
    Evaluation,
    Known,
    Measure,
    Project,
    PublishedBreakdown,
    Ratio,
)
from ..source import text as sourcetext
from ..source.faults import Fault, Source, Span
from ..source.markdown import Body
from ..source.yaml_nodes import Mapping as MappingNode
from ..source.yaml_nodes import Sequence, YamlFault, compose

WAIVE = Field("waive", Table(Text()), "Warnings that are meant in this file: the rule's code and the reason.")

_TITLE_LANGUAGE = Field("title_language", Text(), "Language of the title, as en, if not the plan's.")

MEASURE_FIELDS = (
    Field(
        "number", RecordNumber(), "Number of the measure, unique: digits, letters and dots.", required=True
    ),
    Field("title", Text(), "Official title.", required=True),
    _TITLE_LANGUAGE,
    Field("responsible", TextList(one=True), "Responsible bodies; the first is the lead.", required=True),
    Field("status", Text(), "Label of a status class or one of its terms.", required=True),
    Field("round", RoundId(), "Round the status was reported for."),
    Field("area", Text(), "The plan's heading the measure stands under."),
    Field("reason", Text(), "Why the measure went back."),
    Field("completed", Day(), "Day the measure was completed, as 2012-02-29."),
    Field("evidence", TextList(one=True), "Links that show what was done."),
    Field("was", RecordNumber(), "The number the measure had before."),
    WAIVE,
)

EVALUATION_FIELDS = (
    Field("year", Whole(1900, 2999), "Year of the evaluation.", required=True),
    Field("kind", Text(), "What it is called, as evaluering or gjennomgang."),
    Field("evaluators", TextList(one=True), "Who carried it out."),
    Field("month", Whole(1, 12), "Month of the evaluation, 1 to 12."),
)

PROJECT_FIELDS = (
    Field("title", Text(), "Official title.", required=True),
    _TITLE_LANGUAGE,
    Field("order", Whole(1), "Place in the appendix, unique.", required=True),
    Field("unit", Text(), "Granting unit, from the vocabulary `units`.", required=True),
    Field(
        "countries", TextList(one=True), "ISO 3166-1 alpha-2 codes (XK for Kosovo); [] if purely regional."
    ),
    Field("place", Text(), "Country or region as it is to be printed."),
    Field("region", Text(), "Region, from the vocabulary `regions`."),
    Field("agreements", TextList(one=True), "Agreement numbers, in quotes."),
    Field("partner", Text(), "Agreement partner, from the vocabulary `partners`.", required=True),
    Field("period", Years(), "Years, as 2005–2007, 2006, 2002, 2006–2008 or 2007–.", required=True),
    Field("amount", Amount(), "Total in whole Norwegian kroner.", required=True),
    Field("forms", TextList(one=True), "Forms addressed, from the vocabulary `forms`."),
    Field("target_groups", TextList(one=True), "Target groups, from the vocabulary `target_groups`."),
    Field("categories", TextList(one=True), "Kinds of work, from the vocabulary `categories`."),
    Field(
        "evaluations",
        ListOf(Object(EVALUATION_FIELDS, Evaluation)),
        "External evaluations and reviews.",
    ),
    Field("continues", Whole(1), "Order of the project that this one carries on."),
    WAIVE,
)

CHAPTER_FIELDS = (
    Field("title", Text(), "Heading of the chapter.", required=True),
    _TITLE_LANGUAGE,
    Field("publication", Text(), f"{' or '.join(registry.publications())}.", required=True),
    Field("order", Whole(0), "Place among the publication's chapters.", required=True),
    Field("place", Choice(("front", "back")), "Before (front) or after (back) the generated parts."),
    WAIVE,
)

_COUNT_OR_AMOUNT = Choice(("count", "amount"))

DATASET_FIELDS = (
    Field("title", Text(), "What the figures are about.", required=True),
    Field("source", Text(), "Where they were published."),
    Field(
        "figures",
        Table(
            Object(
                (
                    Field("value", Amount(), "The published number.", required=True),
                    Field("kind", _COUNT_OR_AMOUNT, "count, or amount for kroner."),
                    Field("label", Text(), "What is counted."),
                ),
                Known,
            )
        ),
        "Single published figures.",
    ),
    Field(
        "shares",
        Table(
            Object(
                (
                    Field("part", Text(), "Name of the figure that is a part.", required=True),
                    Field("whole", Text(), "Name of the figure it is a share of.", required=True),
                    Field("label", Text(), "What the share says."),
                ),
                Ratio,
            )
        ),
        "Shares to compute, each from two figures.",
    ),
    Field(
        "breakdowns",
        Table(
            Object(
                (
                    Field("title", Text(), "Caption of the table and chart.", required=True),
                    Field("vocabulary", Choice(VOCABULARIES), "Whose terms the parts are.", required=True),
                    Field("total", Amount(), "What the parts are a share of.", required=True),
                    Field("parts", Table(Amount()), "The published part of each term.", required=True),
                    Field("kind", _COUNT_OR_AMOUNT, "count, or amount for kroner."),
                    Field("rest", Text(), "Label of what the parts leave of the total."),
                ),
                PublishedBreakdown,
            )
        ),
        "Published parts of a whole, by vocabulary term.",
    ),
    Field("published", Table(Amount()), "Published numbers that computed figures are held against."),
    WAIVE,
)


def read_measure(path: str, data: bytes) -> tuple[Measure | None, Source, tuple[Fault, ...]]:
    """A measure file; the record is None where nothing of it could be read."""
    return _content(path, data, MEASURE_FIELDS, Measure)


def read_project(path: str, data: bytes) -> tuple[Project | None, Source, tuple[Fault, ...]]:
    """A project file; the record is None where nothing of it could be read."""
    return _content(path, data, PROJECT_FIELDS, Project)


def read_chapter(path: str, data: bytes) -> tuple[Chapter | None, Source, tuple[Fault, ...]]:
    """A chapter file; the record is None where nothing of it could be read."""
    return _content(path, data, CHAPTER_FIELDS, Chapter)


def read_dataset(path: str, data: bytes) -> tuple[Dataset | None, Source, tuple[Fault, ...]]:
    """A file of published figures; the record is None where nothing of it could be read."""
    text, faults = sourcetext.decode(path, data)
    if not text.strip():
        return None, Source(path, text), faults or (Fault("empty-file", Source(path).at()),)
    values, extra, source, more = read_mapping(path, text, text, 1, DATASET_FIELDS)
    if values is None:
        return None, source, faults + more
    name = posixpath.splitext(posixpath.basename(path))[0]
    values["origin"] = values.pop("source", "")
    return Dataset(name=name, source=source, extra=extra, **values), source, faults + more


def read_mapping(
    path: str, text: str, front: str, first_line: int, fields: tuple[Field, ...]
) -> tuple[dict[str, Any] | None, dict[str, Any], Source, tuple[Fault, ...]]:
    """The values and `x-` keys of a piece of YAML by its declared fields; the values are None if there are none.

    `text` is the whole file's, `front` the piece that begins at `first_line`.
    """
    report = Report(path)
    tabs = sourcetext.tabs(path, front, first_line)
    if tabs:
        return None, {}, Source(path, text), tabs
    try:
        node = compose(front, first_line)
    except YamlFault as fault:
        # The marks of a merge conflict are no YAML, and a fault already.
        if not sourcetext.conflicts(front):
            report.fault(fault.name, fault.span, fault.variant, **fault.params)
        return None, {}, Source(path, text), tuple(report.faults)
    if node is None:
        node = MappingNode((), Span(first_line, 1, first_line, 1))
    if not isinstance(node, MappingNode):
        if not sourcetext.conflicts(front):
            report.fault("not-a-mapping", node.span, "list" if isinstance(node, Sequence) else "")
        return None, {}, Source(path, text), tuple(report.faults)
    values, extra = read_fields(node, fields, report)
    waivers = values.pop("waive", {})
    return (
        values,
        extra,
        Source(path, text, report.spans, waivers, frozenset(report.faulty)),
        tuple(report.faults),
    )


def _content(
    path: str, data: bytes, fields: tuple[Field, ...], build: Any
) -> tuple[Any, Source, tuple[Fault, ...]]:
    text, faults = sourcetext.decode(path, data)
    if not text and faults:
        return None, Source(path, text), faults
    parts, more = sourcetext.split(path, text)
    if parts is None:
        return None, Source(path, text), faults + more
    values, extra, source, more = read_mapping(path, text, parts.front, parts.front_line, fields)
    if values is None:
        broken = next((fault.location.span.line for fault in more if fault.name == "invalid-yaml"), 0)
        heading = sourcetext.swallowed_heading(path, parts.front, parts.front_line, broken)
        return None, source, faults + ((heading,) if heading else more)
    body = Body(parts.body, parts.body_line)
    return build(source=source, body=body, extra=extra, **values), source, faults + more
