"""Labels in three languages, with the same keys and gaps in all, and what each makes of numbers."""

from __future__ import annotations

import re
import string
from fractions import Fraction
from typing import Any

import pytest
from conftest import ROOT

from statusreport.publishing.language import language
from statusreport.reading.plan_file import LANGUAGES


def keys(labels: Any, prefix: str = "") -> dict[str, str]:
    if not isinstance(labels, dict):
        return {prefix: labels}
    return {
        key: text for name, inner in labels.items() for key, text in keys(inner, f"{prefix}.{name}").items()
    }


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_labels_with_the_same_gaps(code: str) -> None:
    ours, nb = keys(language(code).labels), keys(language("nb").labels)
    assert list(ours) == list(nb)
    for key, text in ours.items():
        assert text.strip()
        assert gaps(text) == gaps(nb[key]), key


def test_every_label_is_used() -> None:
    """A label nobody prints is a leftover."""
    package = ROOT / "cli" / "statusreport"
    files = [*package.rglob("*.py"), *(ROOT / "templates").rglob("*.j2")]
    text = "\n".join(file.read_text("utf-8") for file in files)
    for key in keys(language("nb").labels):
        parts = key.lstrip(".").split(".")
        last = parts[-1]
        stem = re.sub(
            r"_(units|partners|partner_types|regions|forms|target_groups|categories|statuses)$", "_", last
        )
        assert (
            f'"{last}"' in text or f".{last}" in text or (stem != last and stem in text) or "kind" in parts
        ), key


@pytest.mark.parametrize(
    ("code", "number", "share", "round_name", "country"),
    [
        ("nb", "171\u00a0062\u00a0989", "67,9\u00a0%", "februar 2012", "Kroatia"),
        ("nn", "171\u00a0062\u00a0989", "67,9\u00a0%", "februar 2012", "Kroatia"),
        ("en", "171,062,989", "67.9%", "February 2012", "Croatia"),
    ],
)
def test_numbers_shares_rounds_and_countries(
    code: str, number: str, share: str, round_name: str, country: str
) -> None:
    say = language(code)
    assert say.number(171062989) == number
    assert say.percent(Fraction(171062989, 252000000)) == share
    assert say.round("2012-02") == round_name
    assert say.country("HR") == country


def test_a_round_that_is_no_month_is_itself() -> None:
    assert [language("nb").round(name) for name in ("2012-13", "vår 2012", "2012", "0000-01")] == [
        "2012-13", "vår 2012", "2012", "0000-01",
    ]  # fmt: skip


def test_the_two_congos_are_told_apart() -> None:
    say = language("nb")
    assert say.country("CD") != say.country("CG")


def test_a_half_is_rounded_up() -> None:
    assert language("nb").percent(Fraction(1, 2000)) == "0,1\u00a0%"
