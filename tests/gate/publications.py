"""What is validated: the publications of some plans, in the tool's three languages, and a page of changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conftest import ROOT
from plans import PICTURES, chapter, editions, measure, project, rendered, write

from gate.hard import HARD
from statusreport.answers.changes import Setting
from statusreport.answers.changes.html import show
from statusreport.model.plan import Plan
from statusreport.publishing.changes import document
from statusreport.publishing.document import Document
from statusreport.publishing.language import language_of
from statusreport.reading.layout import TEMPLATES
from statusreport.rounds.comparison import compare
from statusreport.tasks.check import check
from statusreport.tasks.diff import find_state
from statusreport.tasks.load import load_rounds
from statusreport.words import catalogue

CHANGES = "rounds/changes"
PRINTS = (
    "own/status-report",
    "own/document-study",
    "rounds/status-report",
    "nn/status-report",
    "nn/document-study",
    "en/status-report",
    "en/document-study",
    "hard/status-report",
    "hard/document-study",
    "open/status-report",
)
"""The names of the publications, by which tests are named before these are made."""
BODIES = (
    "own/status-report/responsible/JD",
    "rounds/status-report/responsible/KF",
    "hard/status-report/responsible/JD",
)
"""The names of some of the pages that tell of one body."""
PAGES = (*PRINTS, CHANGES, *BODIES)
"""The names of the pages."""

NYNORSK: dict[str, str | bytes] = {
    "statusreport.yaml": """\
title: Handlingsplan mot menneskehandel
language: nn
round: 2012-02
statuses:
  - {id: not-started, label: Ikkje sett i gang}
  - {id: ongoing, label: I gang, terms: [Under gjennomføring]}
  - {id: completed, label: Gjennomført}
responsible:
  JD: Justis- og beredskapsdepartementet
  BLD: Barne-, likestillings- og inkluderingsdepartementet
  UD: Utanriksdepartementet
sections: {measure: [Tiltak, Status], project: [Overordna mål]}
units: {norad: Norad}
partners: {iom: {label: Den internasjonale organisasjonen for migrasjon, type: mellomstatleg}}
partner_types: {mellomstatleg: Mellomstatlege organisasjonar}
regions: {europa: Europa, asia: Asia}
abbreviations: {NAV: Arbeids- og velferdsforvaltninga}
""",
    "content/measures/1.md": measure(
        "1",
        title="Vidareføre det tverrdepartementale samordningsarbeidet",
        responsible="[JD, BLD, UD]",
        status="Under gjennomføring",
        area="Førebygging",
        evidence="[https://example.org/rapport, 2.md]",
        body="""\
## Tiltak

Samordninga skal dekkje **fylkeskommunale** og *kommunale* tenester, sjå [tiltak 2](2.md).[^1]

## Status

Arbeidet følgjer fire spor:

1. rettleiing til NAV
   - på nett
   - på papir
2. `prøvedrift`

> Det viktigaste er at folk får hjelp.

[A man who knows his rights]{lang=en} er tittelen på kampanjen.[^1][^2]

![Huset i Storgata sett frå hagen](../pictures/house.png)

[^1]: Meir i rapporten frå 2011.
[^2]: Sjå [tiltak 2](2.md).
""",
    ),
    "content/measures/2.md": measure(
        "2",
        title="Hus til alle",
        status="Gjennomført",
        completed="2012-01-31",
        body="## Tiltak\n\nAlle offer skal få ein stad å bu.\n\n## Status\n\nDet første huset opna i mai.\n",
    ),
    "content/measures/3.md": measure(
        "3",
        title="Undersøkje omfanget",
        status="Ikkje sett i gang",
        body="## Tiltak\n\nOmfanget skal undersøkjast.\n\n## Status\n\nArbeidet startar i 2013.\n",
    ),
    "content/pictures/house.png": PICTURES["png"],
    "content/projects/1.md": project(
        title="Counter-trafficking Community Mobilization Project",
        title_language="en",
        partner="iom",
        region="europa",
        evaluations="[{year: 2007, kind: evaluering, evaluators: [Aida Bagic]}]",
        body="""\
## Overordna mål

Færre ofre.[^1]

## Evaluering

### Føremål

Lære av prosjektet.[^2]

[^1]: Målt i 2008.
[^2]: Og av det som følgde.
""",
    ),
    "content/projects/2.md": project(
        2,
        title="Skule i staden for arbeid",
        partner="iom",
        region="asia",
        continues="1",
        body="## Overordna mål\n\nFleire på skulen.\n",
    ),
    "content/chapters/1.md": chapter(body="Av {figure}`measures.count` tiltak er eitt ferdig.\n"),
    "content/chapters/2.md": chapter(
        "document-study",
        title="Funn",
        body="```{breakdown} projects.regions\n```\n\n## Meir\n\n```{breakdown} projects.partners\n```\n",
    ),
}

ENGLISH: dict[str, str | bytes] = {
    "statusreport.yaml": """\
title: Action plan against human trafficking
language: en
round: 2012-02
sections: {measure: [Measure, Status], project: [Goal]}
statuses: [{id: ongoing, label: Ongoing}, {id: completed, label: Completed}]
units: {norad: Norad}
partners: {iom: International Organization for Migration}
""",
    "content/measures/1.md": measure(
        "1",
        title="Bufetat skal opne eit hus",
        title_language="nn",
        status="Ongoing",
        body="## Measure\n\nA house.[^1]\n\n[^1]: There is one today.\n\n## Status\n\nIt opened in May.\n",
    ),
    "content/measures/2.md": measure(
        "2",
        title="Train the police",
        status="Completed",
        body="## Measure\n\nA course.\n\n## Status\n\nHeld.\n",
    ),
    "content/projects/1.md": project(
        title="A house in Zagreb", place="Croatia", partner="iom", body="## Goal\n\nFewer victims.\n"
    ),
    "content/chapters/1.md": chapter(
        "document-study", title="About", body="On {figure}`projects.count` project.\n"
    ),
}


@dataclass(frozen=True)
class Page:
    """A page, and the document that it must show."""

    html: str
    document: Document


@dataclass(frozen=True)
class Print:
    """A PDF, and the document that it must show."""

    data: bytes
    document: Document


def plan_folders(folder: Path) -> dict[str, Path]:
    """The plans by name; the small ones are written in `folder`."""
    return {
        "own": ROOT,
        "rounds": ROOT / "examples" / "rounds",
        "open": ROOT / "examples" / "open-government",
        "nn": write(folder / "nn", NYNORSK),
        "en": write(folder / "en", ENGLISH),
        "hard": write(folder / "hard", HARD),
    }


class Made:
    """The plans and their publications in each format: made when they are first asked for, and only once."""

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self.folders = folders
        self._plan = cache(lambda plan: _publishable(folders[plan]))
        self._editions = cache(lambda plan: editions(self._plan(plan)))
        self._files = cache(lambda plan, kind: rendered(folders[plan], self._plan(plan), formats=[kind]))

    def __call__(self, name: str, kind: str) -> bytes:
        """The file that readers open of a publication, one of `PRINTS`, in a format; or one of `BODIES`."""
        plan, publication, page = _parts(name)
        file = page or ("index" if kind == "html" else publication)
        return self.of_plan(plan, kind)[f"{publication}/{file}.{kind}"]

    def of_plan(self, plan: str, kind: str) -> Mapping[str, bytes]:
        """The files of a plan in a format, by path in the output folder."""
        return self._files(plan, kind)

    def every(self, kind: str) -> dict[str, bytes]:
        """Every file of a format, by the name of its plan and its path in the output folder."""
        return {
            f"{plan}/{path}": data for plan in self.folders for path, data in self.of_plan(plan, kind).items()
        }

    def document(self, name: str) -> Document:
        """What a publication, or a page of it, must show."""
        plan, publication, page = _parts(name)
        edition = self._editions(plan)[publication]
        return edition.pages[page] if page else edition.document


def pages(made: Made) -> dict[str, Page]:
    """Every page by its name, one of `PAGES`."""
    found = {
        name: Page(made(name, "html").decode("utf-8"), made.document(name)) for name in (*PRINTS, *BODIES)
    }
    return found | {CHANGES: _changes(made.folders["rounds"])}


def prints(made: Made) -> dict[str, Print]:
    """Every PDF by its name, one of `PRINTS`."""
    return {name: Print(made(name, "pdf"), made.document(name)) for name in PRINTS}


def _parts(name: str) -> tuple[str, str, str]:
    """A name's plan, publication and, if it is not the first, page."""
    plan, publication, *page = name.split("/", 2)
    return plan, publication, "".join(page)


def _publishable(root: Path) -> Plan:
    result = check(root, catalogue("en"))
    assert not result.errors, [finding.message for finding in result.errors]
    return result.plan


def _changes(root: Path) -> Page:
    """What `diff 2023-03 --format html` shows."""
    plan = load_rounds(root, catalogue("en"))
    old, new = (find_state(root, plan, catalogue("en"), name).state for name in ("2023-03", "working"))
    changes = compare(old, new)
    setting = Setting(catalogue("en"), plan.settings, root / TEMPLATES)
    return Page(show(changes, setting), document(changes, language_of(plan.settings)))
