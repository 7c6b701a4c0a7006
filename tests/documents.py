"""Documents of every kind of block, in each other and of every length, as Markdown: what is printed must be whole."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "en tiltak ofre 12 345 NOK 1 234 567 23. mai § 5 «sitat» Bosnia-Hercegovina og/eller ﬁ Ελένη 中村 😀 שלום "
    "menneskerettighetskonvensjonsdomstolen https://example.org/"
    + "sti/" * 30
    + " "
    + "W" * 70
    + " "
    + "i" * 200
).split(" ")
# In characters, what is repeated, which is some pages.
LONGEST = 10_000
# How often something is repeated: mostly a little, at times over many pages.
_TIMES = st.one_of(st.integers(1, 4), st.integers(1, 4), st.integers(5, 40), st.integers(40, 300))

text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
short = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)


def _repeated(inner: st.SearchStrategy[str], between: str) -> st.SearchStrategy[str]:
    """Up to four different things, over and over, but for at most some pages."""

    def joined(made: tuple[list[str], int]) -> str:
        few, times = made
        most = LONGEST // max(*map(len, few), 1) + 1
        return between.join((few * times)[: min(times, most)])

    return st.tuples(st.lists(inner, min_size=1, max_size=4), _TIMES).map(joined)


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((others + line).rstrip() for line in lines[1:])])


def _table(columns: int, cell: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    row = st.lists(cell, min_size=columns, max_size=columns).map(" | ".join)
    head = st.lists(short, min_size=columns, max_size=columns).map(" | ".join)
    sides = st.lists(st.sampled_from((":--", "--:", "---", ":-:")), min_size=columns, max_size=columns)
    return st.tuples(head, sides.map(" | ".join), _repeated(row.map(lambda row: f"| {row} |"), "\n")).map(
        lambda made: f"| {made[0]} |\n| {made[1]} |\n{made[2]}"
    )


paragraphs = _repeated(text, " ")
code = _repeated(st.sampled_from(("x = 1", "", "    y" * 40, "W" * 150)), "\n").map(
    lambda lines: f"```\n{lines}\n```"
)
tables = st.integers(1, 40).flatmap(lambda columns: _table(columns, short)) | _table(2, paragraphs)
headings = st.tuples(st.sampled_from(("###", "####", "#####")), short).map(" ".join)
pictures = st.sampled_from(
    ("![Et tårn](../pictures/tower.svg)", "En ![rød prikk](../pictures/dot.svg) i linjen.")
)
leaves = paragraphs | code | tables | headings | pictures


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.one_of(inner, _repeated(short, "\n\n"))
    return st.one_of(
        _repeated(items.map(lambda body: _indented(body, "- ", "  ")), "\n\n"),
        _repeated(short.map(lambda body: f"- {body}"), "\n"),
        _repeated(items.map(lambda body: _indented(body, "7. ", "   ")), "\n\n"),
        inner.map(lambda body: _indented(body, "> ", "> ")),
    )


class Body(str):
    """A text, of which a report of a failure shows the beginning."""

    __slots__ = ()

    def __repr__(self) -> str:
        return super().__repr__()[:4000]


bodies = st.lists(st.recursive(leaves, _nested, max_leaves=4), max_size=5).map("\n\n".join).map(Body)
