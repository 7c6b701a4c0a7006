"""Where the words of a value of YAML stand in the file, however it is written."""

from __future__ import annotations

import pytest

from statusreport.source.written import Written
from statusreport.source.yaml_nodes import Mapping, Scalar, compose

WAYS = {
    "plain": "note: Et mål\n  som er nytt\n",
    "single": "note: 'Et ''mål'''\n",
    "double": 'note: "Et mål"\n',
    "literal": "note: |\n  Et annet\n\n  mål\n",
    "folded": "a: mål\nnote: >-\n    Et annet\n    mål\n",
    "flow": "note: [Et mål, Et]\n",
}


def written(text: str) -> Written:
    node = compose(text)
    assert isinstance(node, Mapping)
    value = node.entries[-1][1]
    while not isinstance(value, Scalar):
        value = value.items[0]  # type: ignore[union-attr]
    return Written(value.text, text, value.span)


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_a_word_stands_where_it_is_written(text: str) -> None:
    node = written(text)
    start = node._value.index("mål")
    span = node.span(start, start + 3)
    line = text.split("\n")[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == "mål"
    assert node.span(start + 3, start + 3) == node.span(0, 0), "where nothing is, the value is meant"


def test_behind_an_escape_the_value_is_meant() -> None:
    node = written('note: "Et\\n\\nmål"\n')
    assert node.span(4, 7) == node.span(0, 2)


def test_lines_are_counted_from_the_first_of_the_value() -> None:
    assert written("a: b\nnote: |\n\n  Et mål\n").first_line == 3
    assert written("note: Et mål\n").first_line == 1
