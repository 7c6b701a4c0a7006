"""A plan that passed its check as the files of its publications, each proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from ..formats import Recall, get_format
from ..formats._templates import Templates, unused
from ..installation import templates
from ..model.figures import compute
from ..model.plan import Plan
from ..model.spelling import nearest
from ..publishing.digest import digest
from ..publishing.document import Edition
from ..publishing.fingerprint import fingerprint
from ..publishing.language import language_of
from ..publishing.publications import all_publications, assemble
from ..reading.layout import TEMPLATES
from ..source.tree import Folder, Place
from ._proof import prove


def unused_templates(root: Folder) -> Mapping[str, str]:
    """The templates of a plan's root that nothing uses, each with the one that was probably meant, or ""."""
    return {
        name: nearest(name, alike) for name, alike in unused((Place(root, TEMPLATES), templates())).items()
    }


class Rendering:
    """The publications of a plan, each assembled once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._language = language_of(plan.settings)
        self._editions: dict[str, Edition] = {}

    @property
    def applying(self) -> Mapping[str, bool]:
        """Every publication in the order they are built, and whether the plan has it."""
        return {publication.id: publication.applies(self._plan) for publication in all_publications()}

    @cached_property
    def content(self) -> str:
        """The fingerprint of the plan's content."""
        return fingerprint(self._plan)

    def digest(self, publication: str) -> str:
        """What tells a publication from one that says something else."""
        return digest(self.assemble(publication), self._language)

    def files(
        self,
        publication: str,
        name: str,
        root: Folder,
        others: Mapping[str, bytes],
        recall: Recall = lambda text, find: find(),
    ) -> Mapping[str, bytes]:
        """The files of a publication in a format, by path from the output folder, with the templates of a plan's root.

        `others` are its files in other formats, which may be linked to; `recall` knows what was printed and read of a
        text before.

        Raises UsageError for a template that cannot be rendered, and where a record or a word of the texts is missing, or
        a record doubled.
        """
        edition = replace(self.assemble(publication), files=others)
        own = Templates((Place(root, TEMPLATES), templates()), self._language, recall)
        rendered = get_format(name).render(edition, own)
        prove(publication, name, rendered, edition, recall)
        return {f"{publication}/{file}": data for file, data in rendered.items()}

    def assemble(self, publication: str) -> Edition:
        """A publication, which is assembled once."""
        if publication not in self._editions:
            (wanted,) = (each for each in all_publications() if each.id == publication)
            self._editions[publication] = assemble(wanted, self._plan, compute(self._plan), self._language)
        return self._editions[publication]
