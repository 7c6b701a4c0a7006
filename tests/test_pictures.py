"""Kinds of pictures: told by how a file begins, whatever it holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import PICTURES

from statusreport.source.pictures import KINDS, SUFFIXES, kind_of

SVG = PICTURES["svg"].decode("ascii")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_each_kind_is_known(kind: str) -> None:
    assert kind_of(PICTURES[kind]) == kind


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_the_beginning_is_enough_and_less_is_not(kind: str) -> None:
    assert kind_of(PICTURES[kind][:12]) == kind
    assert kind_of(PICTURES[kind][1:]) == ""
    assert kind_of(PICTURES[kind][:2]) == ""


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{SVG}",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Ærlig -->\n<!DOCTYPE svg>\n{SVG}\n',
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        f'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>{SVG.replace("http://www.w3.org/2000/svg", "&ns;")}',
    ],
)
def test_an_svg_may_be_written_in_many_ways(text: str) -> None:
    assert kind_of(text.encode("utf-8")) == "svg"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        b"<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        f"<g xmlns='http://www.w3.org/2000/svg'>{SVG}</g>".encode(),
        SVG.encode()[:-1],
        f"{SVG}{SVG}".encode(),
        f"og {SVG}".encode(),
        *(SVG.encode(encoding) for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        SVG.replace("<rect", "<title>Ærlig</title><rect").encode("latin-1"),
    ],
)
def test_what_looks_like_an_svg_only_is_none(data: bytes) -> None:
    assert kind_of(data) == ""


def test_entities_that_multiply_are_refused_at_once() -> None:
    names = "abcdefghi"
    declared = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in zip("x" + names, names, strict=False)
    )
    bomb = f'<!DOCTYPE svg [<!ENTITY x "{"x" * 1000}">{declared}]>{SVG.replace("<rect", "<title>&i;</title><rect")}'
    assert kind_of(bomb.encode()) == ""


@given(
    st.one_of(
        st.binary(), st.text().map(lambda text: f"<svg xmlns='http://www.w3.org/2000/svg'>{text}".encode())
    )
)
def test_any_bytes_have_a_kind_or_none(data: bytes) -> None:
    assert kind_of(data) in {"", *KINDS}


def test_no_suffix_is_shared() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
