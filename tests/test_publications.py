"""What publications have in common: which records each prints, where they stand, and what is numbered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from statusreport.model.figures import compute
from statusreport.publishing.document import Document
from statusreport.publishing.language import language
from statusreport.publishing.publications import all_publications
from statusreport.tasks.check import checked
from statusreport.words import languages


def documents(root: Path) -> dict[str, Document]:
    """A plan's publications, by id."""
    plan = checked(root).plan
    editions = [
        publication.assemble(plan, compute(plan), language(plan.settings.language))
        for publication in all_publications()
        if publication.applies(plan)
    ]
    return {edition.document.id: edition.document for edition in editions}


@pytest.mark.parametrize("code", languages())
def test_an_evaluation_is_known_by_the_heading_the_plan_names_in_any_language(
    code: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    settings = (ROOT / "statusreport.yaml").read_text("utf-8")
    (tmp_path / "statusreport.yaml").write_text(
        settings.replace("language: nb", f"language: {code}"), "utf-8"
    )
    study = documents(tmp_path)["document-study"]
    assert len([section for section in study.walk() if section.role == "evaluation"]) == 8
