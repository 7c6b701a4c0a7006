"""An abbreviation that readers cannot look up.

It is neither in the plan's `abbreviations` nor a responsible body, and the text does not explain it where
it first stands. The report lists the abbreviations it uses with their meaning; this one would be missing.

It is told once, for the first file that has it.

Write the full name at the first place, «FNs barnefond (UNICEF)», or add the abbreviation to `abbreviations`
in statusreport.yaml. If it is a name and stands for nothing, waive T105 in this file. Several words of capitals on
end («FACT SHEET») are a title, and no abbreviations.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Severity
from .. import Problem, problem, rule
from .._prose import in_body

# Two capitals or more, alone or with a small letter between or behind: UNODC, IMDi, MoU, PC-TO, MR/DEM.
_SHORT = re.compile(r"[A-ZÆØÅ](?:[a-zæøå]?[A-ZÆØÅ]){1,20}(?:[/-](?:[A-ZÆØÅ]+\b|\d+)+)*")
_TAIL = re.compile(r"(?:[a-zæøå]{1,2})?(?![^\W_])")
_WORDS = (re.compile(r"[^\W_][\w/-]*[^\W_]"), re.compile(r"[^\W_]+"))
# Words of capitals on end; with a long one among them they are a title.
_CAPITALS = re.compile(r"(?<![^\W_])[A-ZÆØÅ]{2,}(?: [A-ZÆØÅ]{2,})+(?![^\W_])")
_LONG = 5
_ROMAN = re.compile(r"[IVXLCDM]+")
# What every reader knows, and signs that are no abbreviations: currencies and forms of companies.
_KNOWN = re.compile(
    r"OK|NB|OBS|PS|ID|IT|PC|TV|PDF|CD|DVD|CV|SMS|GPS|DNA|USA|UK|BBC|NRK|NTB|NOK|SEK|DKK|EUR|USD"
    r"|GBP|CHF|AS|ASA|SA|BA|DA|AB|PhD|MSc"
)


@rule(
    "T105",
    Severity.WARNING,
    yields_to=("template-leftover", "foreign-markup", "missing-section"),
    message="“{short}” is explained neither here nor in the plan's `abbreviations`.",
    message_later="“{short}” is explained only further down, in line {line}.",
    help="Write “the full name ({short})” here, or add {short} to `abbreviations` in statusreport.yaml.",
    help_later="Move the explanation here, or add {short} to `abbreviations` in statusreport.yaml.",
)
def check(plan: Plan) -> Iterator[Problem]:
    known = _vocabulary(plan)
    told: set[str] = set()
    # One of a file is told once, in its text or in a remark, and what either explains the other may use.
    in_file = _by_file(plan)
    seen_in: dict[str, set[str]] = {}
    for prose in plan.texts:
        text = prose.body.prose
        seen = seen_in.setdefault(prose.source.path, set(known))
        for found in _SHORT.finditer(_CAPITALS.sub(_untitled, text)):
            short = found[0]
            before = text[found.start() - 1 : found.start()]
            # «#REF!» is an error of Excel, «AT&T» a name.
            behind = text[found.end() : found.end() + 1]
            if short in seen or before.isalnum() or before in ("#", "&") or behind == "&":
                continue
            tail = _TAIL.match(text, found.end())
            if not tail:
                continue
            whole = short + tail[0]
            # «ILOs» is a genitive, «IMDi» a name.
            if whole in seen or (whole.endswith("s") and whole[:-1] in seen):
                continue
            short = short if tail[0] == "s" else whole
            seen.add(short)
            parts = re.split("[/-]", short)
            if _is_code(text, short, found.start()) or all(p in known or _KNOWN.fullmatch(p) for p in parts):
                continue
            explained = _explained(text, short)
            # «**Nepal, FORUT:** FORUT (Solidaritetsaksjon for utvikling) …» is explained soon enough.
            soon = explained is not None and not any(
                found.start() < block.start <= explained for block in prose.body.blocks
            )
            if soon or (explained is None and _explained_beside(text, in_file[prose.source.path], short)):
                continue
            place = in_body(prose, found.start(), found.start() + len(short))
            line = in_body(prose, explained, explained).span.line if explained is not None else 0
            if short in told:
                continue
            # What one editor means is told of the other files still.
            if not line and "T105" not in prose.source.waivers:
                told.add(short)
            yield problem(place, "later" if line else "", short=short, line=line)


def _by_file(plan: Plan) -> dict[str, list[str]]:
    """The texts of each file, by its path."""
    found: dict[str, list[str]] = {}
    for prose in plan.texts:
        found.setdefault(prose.source.path, []).append(prose.body.prose)
    return found


def _explained_beside(text: str, texts: list[str], short: str) -> bool:
    """Whether another of some texts explains an abbreviation."""
    return any(_explained(other, short) is not None for other in texts if other is not text)


def _untitled(words: re.Match[str]) -> str:
    """Words on end without those of a title; as many characters as before."""
    is_title = any(len(word) >= _LONG for word in words[0].split())
    return " " * len(words[0]) if is_title else words[0]


def _vocabulary(plan: Plan) -> set[str]:
    """The words that need no explanation in this plan."""
    settings = plan.settings
    terms = [
        term
        for vocabulary in (settings.responsible, *settings.vocabularies.values())
        for term in vocabulary or ()
    ]
    names = " ".join(word for term in terms for word in (term.id, term.label, *term.aliases))
    codes = {code for project in plan.projects for code in project.countries}
    return {*settings.abbreviations, *codes}.union(*(pattern.findall(names) for pattern in _WORDS))


def _is_code(text: str, short: str, start: int) -> bool:
    """Whether it is a numeral or the mark of a document: IV, IS-1022, RAS 2723."""
    after = text[start + len(short) :][:2]
    return bool(_ROMAN.fullmatch(short)) or any(map(str.isdigit, short)) or after[1:].isdigit()


def _explained(text: str, short: str) -> int | None:
    """Where «full name (ABBR)» or «ABBR (full name)» puts the abbreviation, or None."""
    name = re.escape(short)
    named_before = (
        rf"[^\W\d][»”\"*_]*\s+\((?:[^()]{{0,40}}[\s«“\"*_])?({name})(?:-?[a-zæøå]{{1,3}})?(?![\w-])"
    )
    named_behind = rf"(?<![\w-])({name})[*_»”\"]*\s+\((?=[^\W\d])[^)]{{4,}}"
    # In a list of abbreviations, each on a line of its own; without brackets a sentence may begin so.
    meaning = r"(?=[^\W\d][^\n]{3,80}(?<![.!?])$)"
    alike = rf"(?=(?i:{re.escape(short[0])}))"
    listed = rf"^[ \t]*(?:[-*][ \t]+)?(?:\[({name})\]:|({name})(?::| [–—=])(?=[ \t]+{alike}))[ \t]+{meaning}"
    found = re.search(f"{named_before}|{named_behind}|{listed}", text, re.MULTILINE)
    return found.start(found.lastindex or 0) if found else None
