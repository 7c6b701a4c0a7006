"""A character that the fonts of the printed report lack.

The printed report brings its own fonts, so that it looks the same wherever it is made. They have the letters of
Latin, Greek, Cyrillic, Hebrew and Arabic and most signs, but neither Chinese characters nor every emoji. In place of
what they lack the character's number is printed, as `[U+4E2D]`; web pages and office files show what the reader's own
fonts have.

Write the word in Latin letters, as a passport does, or say in words what the sign shows.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain

from ... import fonts
from ...model.dataset import Dataset
from ...model.field_types import vocabulary_of
from ...model.fields import several
from ...model.plan import Plan
from ...model.records import Chapter, Measure, Project, Record
from ...model.settings import Settings
from ...source.faults import Location, Places, Severity
from .. import Problem, problem, rule

# Some font has each of these, and most texts have nothing else: only the others are looked at closely.
USUAL = "\t\n -~\u00a0-\u02e9\u2010-\u2027"
_UNUSUAL = re.compile(f"[^{USUAL}]")
# How YAML and Markdown write a character by its number or name.
_WRITTEN_OUT = re.compile(r"\\[uU]|&#?\w+;")
# One sign of several characters: a flag, or an emoji with what changes it and what is joined to it.
_BULLET = re.compile("[\uf000-\uf0ff](?=\\s)")
_CHANGED = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_SIGN = re.compile(rf"[\U0001f1e6-\U0001f1ff]{{2}}|.{_CHANGED}(?:\u200d[^\w\s]{_CHANGED})*", re.DOTALL)

_ALWAYS_PRINTED: dict[type, tuple[str, ...]] = {
    Settings: ("title", "round"),
    Measure: ("number", "title", "short_title", "round", "area", "reason", "was", "note"),
    Project: ("title", "short_title", "place", "agreements", "note"),
    Chapter: ("title", "short_title", "note"),
    Dataset: (),
}

File = Settings | Record | Dataset


@rule(
    "T121",
    Severity.WARNING,
    yields_to=("template-leftover",),
    message="The printed report has no font with “{char}” ({code}, {name}): it shows [{code}].",
    message_word="The printed report has no font with “{word}”: it shows the numbers of these {n} characters, as [{code}].",
    message_nameless="The printed report has no font with the character {code}: it shows [{code}].",
    help="Write the word in Latin letters, or say in words what the sign shows.",
)
def check(plan: Plan) -> Iterator[Problem]:
    files: tuple[File, ...] = (plan.settings, *plan.records, *plan.datasets)
    for file in files:
        text = file.source.text
        if not _UNUSUAL.search(text) and not _WRITTEN_OUT.search(text):
            continue
        places, seen = Places(text), set[str]()
        printed = chain(_values(plan, file, places), _prose(file) if isinstance(file, Record) else ())
        lacking = sorted(found for stretch in printed for found in _lacking(text, *stretch))
        for start, end, word in _joined(lacking):
            if word not in seen:
                seen.add(word)
                place = Location(file.source.path, places.span(start, end))
                name, code = unicodedata.name(word[0], ""), f"U+{ord(word[0]):04X}"
                if len(word) > 1:
                    yield problem(place, "word", word=word, n=len(word), code=code)
                else:
                    yield problem(place, "" if name else "nameless", char=word, code=code, name=name)


def _joined(characters: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Characters that stand one after the other as the words they make."""
    word: tuple[int, int, str] | None = None
    for start, end, char in characters:
        if word and word[1] == start:
            word = (word[0], end, word[2] + char)
        else:
            yield from (word,) if word else ()
            word = (start, end, char)
    yield from (word,) if word else ()


def _lacking(text: str, start: int, end: int, printed: str) -> Iterator[tuple[int, int, str]]:
    """The characters of a printed text that no font has, where a stretch of the file has them."""
    gone = set(fonts.lacking(printed))
    if not gone:
        return
    written = text[start:end]
    for sign in _SIGN.finditer(written):
        index = next((index for index in range(*sign.span()) if written[index] in gone), None)
        if index is not None:
            yield start + index, start + index + 1, written[index]
    for char in gone.difference(written):
        spans = (
            found.span() for found in _WRITTEN_OUT.finditer(text, start, end) if unescape(found[0]) == char
        )
        yield (*next(spans, (start, start + len(text[start:end].rstrip()))), char)


def _prose(record: Record) -> Iterator[tuple[int, int, str]]:
    """What is printed of a body, with the stretch of the file that each part is written in."""
    body = record.body
    begin = len(record.source.text) - len(body.markdown)
    for run in body.runs:
        if run.kind != "alt":  # which is spoken
            # A bullet of Word is reported as that.
            skipped = 1 if _BULLET.match(run.text) else 0
            yield begin + run.start + skipped, begin + run.end, run.text[skipped:]
    for code, start, end in body.code_blocks:
        yield begin + start, begin + end, code


def _values(plan: Plan, file: File, places: Places) -> Iterator[tuple[int, int, str]]:
    """What is printed of a file's fields, with the stretch of the file that each is written in."""
    for address, value in _fields(plan, file):
        several = ((f"{address}.{number}", item) for number, item in enumerate(value))
        for inner, text in [(address, value)] if isinstance(value, str) else several:
            span = file.source.at(inner).span
            start = places.index(span.line) + span.column - 1
            yield start, places.index(span.end_line) + span.end_column - 1, text


def _fields(plan: Plan, file: File) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """The fields that are printed as they are written, by address. A vocabulary's words are printed by their labels."""
    for name in _ALWAYS_PRINTED[type(file)]:
        yield name, getattr(file, name)
    match file:
        case Settings():
            yield from _of_plan_file(file)
        case Measure():
            yield from _of_measure(plan, file)
        case Project():
            partner = plan.settings.vocabulary("partners").find(file.partner)
            if partner and file.partner in partner.aliases:
                yield "partner", file.partner
            for number, evaluation in enumerate(file.evaluations):
                yield f"evaluations.{number}.kind", evaluation.kind
                yield f"evaluations.{number}.evaluators", evaluation.evaluators
        case Dataset():
            yield "source", file.origin
            for name, published in file.breakdowns.items():
                yield f"breakdowns.{name}.title", published.title
                yield f"breakdowns.{name}.rest", published.rest


def _of_plan_file(settings: Settings) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    yield from _of_imprints(settings)
    for field in settings.own_fields:
        yield f"fields.measure.{field.name}.label", field.label
    for number, status in enumerate(settings.statuses):
        yield f"statuses.{number}.label", status.label
        yield f"statuses.{number}.terms", tuple(term.label for term in status.terms)
    for body in settings.responsible or ():
        yield f"key:responsible.{body.id}", body.id
        yield f"responsible.{body.id}.label", body.label
    for name, vocabulary in settings.vocabularies.items():
        yield f"vocabularies.{name}.title", vocabulary.title
        yield f"vocabularies.{name}.label", vocabulary.label
        for term in vocabulary:
            yield f"{name}.{term.id}.label", term.label
    for gone, reason in settings.removed.items():
        yield f"removed.{gone}", reason
    for short, full in settings.abbreviations.items():
        yield f"key:abbreviations.{short}", short
        yield f"abbreviations.{short}", full
    for code, name in settings.countries.items():
        yield f"countries.{code}", name


def _of_imprints(settings: Settings) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for name, imprint in settings.imprints.items():
        for part in ("title", "subtitle", "publisher", "authors", "number", "license"):
            yield f"publications.{name}.{part}", getattr(imprint, part)
    if settings.publisher:
        yield "publisher.name", settings.publisher.name


def _of_measure(plan: Plan, measure: Measure) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    if not plan.settings.responsible:
        yield "responsible", measure.responsible
    for number, link in enumerate(measure.evidence):
        yield f"evidence.{number}", link.title or link.url
    for number, milestone in enumerate(measure.milestones):
        yield f"milestones.{number}.title", milestone.title
    for field in plan.settings.own_fields:
        for address, value in several(field.name, field.of(measure)):
            if isinstance(value, str) and not vocabulary_of(field):
                yield address, value
