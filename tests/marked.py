"""Markdown to try properties on: pieces of markup, and signs, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    "ord ", "mer", "tiltak 5. ", "Å", " ", "  ", "\t", "\u00a0", "\u2003", "\v", "\n", "\n\n", "\r\n", "\n    ", "\n\t", "\n> ",
    "\n- ", "\n  - ", "\n1. ", "\n2) ", "- -", "- # ", "> ", "# ", "## ", "\n## ", "\n### ", " ##\n", "\n===\n", "\n---\n", "***",
    "*", "**", "_", "__", "*a*", "**b** ", "`", "``", "`kode`", "`a\nb`", "```\n", "~~~\n", "\\", "\\*", "\\[", "\\{", "\\|", "\\\n",
    "&amp;", "&quot;", "&#42;", "&", "|", "\n| a | b |\n| --- | --- |\n", "| c\\|d ", "| x | [y]{lang=en} |\n", "[", "]", "(", ")",
    "[^1]", "\n\n[^1]: ", "\n[^b]: ", "[r]", "[r][r]", "\n\n[r]: https://a.no/r 't'\n\n", "\n[r]: <b.md>\n", "https://a.no/b_c*d",
    "<https://a.no/%20>", "<a@b.no>", "www.a.no", "[lenke](b.md) ", '[a](<b c.md> "t")', "](b.md)", "![bilde *x*](p.png)", "![r]",
    "![a [b]{lang=en} {figure}`n`](p.png)", "[ord]{lang=en}", "[a [b]{lang=fr} c]{lang=en}", "[[t](a.md)]{lang=en}", "{lang=en}",
    "**[a]{lang=en}**", "[a\nb]{lang=en}", "[x]{lang=en\n.b}", "[c]{.d}", "]{lang=en}", "`[e]{lang=en}`", "[# g]{lang=en}",
    "[ h ]{lang=nn}", "{figure}`n`", "{figure}`date`", "{figure}``n``", "{figure}`stars`", "{figure}`a\nb`", "`{figure}`n``", "{figur}`n`",
    "{figure}", "{figure}`", "<b>", "</b>", "<div>\n", "<!-- x -->", "«sitat»", '"', "[…]", "TODO", "\n1. juli ", "\n2011. ", "\n> 5 ", "5*3*2", "\\\\a\\b ", "\n[a]: b\n", "\n+ 5 ", "https://b.no/(c)_d. ",
]  # fmt: skip
SIGNS = "a \t\n*_`[](){}<>|\\#-+.1:^!&;~=\u00a0"


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.text(SIGNS, max_size=24)
).map(_line_feeds)

FIGURES = {"n": "1\u00a0234", "date": "23. mai", "stars": "a*b*c", "a b": "# nei"}
