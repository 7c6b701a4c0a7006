"""What editors paste into a text, from word processors, web pages and messages, to try properties on."""

from __future__ import annotations

from hypothesis import strategies as st

# Within a line: blanks of other widths, what nobody sees, what was corrected automatically, and other scripts.
PIECES = (
    *(" ", "  ", "\t", "\u00a0", "\u2009", "\u202f", "\u2003", "\u2007", "\u3000"),
    *("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\u200e", "\u200f", "\u202a", "\u202c", "\u202e", "\u2066", "\u2069"),
    *("“a”", "‘b’", "«c»", "„d‟", "’", "–", "—", "‑", "−", "…", "•", "· ", "½", "ﬁ", "№", "\ue000", "\uf0b7"),
    *("å", "a\u030a", "Å", "\u212b", "e\u0301", "\u0301", "q\u0323\u0307", "ß", "İ", "ŋ", "đ", "ᴬ"),
    *("https://example.org/a_b?c=1&d=2#e", "http://x.no/(a)*b*", "a@example.org", "www.example.org"),
    *("🏠", "👩‍👩‍👧", "🇳🇴", "☎️", "完全", "ｆｕｌｌ", "שלום", "مرحبا", "กั้"),
    *("ord", "NAV", "1 000", "12,5 %", "§ 3", "- ", "#", "*", "_", "`", "\\", "&amp;", "<b>", "[a](b.md)", "'", '"', ":", "{{ a }}"),
)  # fmt: skip
# Between lines, as systems and programs write it.
BREAKS = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "  \n", "\\\n", "\n\u00a0\n", "\n\t")
# What a file is told of, since no editor shows it.
REFUSED = ("\x00", "\x0b", "\x0c", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff")

# Any letter, figure or mark there is, besides.
_ANY = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), max_size=6)


def lines(*more: str, max_size: int = 8) -> st.SearchStrategy[str]:
    """A text without breaks, or with those and whatever else is in `more`."""
    return st.lists(st.sampled_from((*PIECES, *more)) | _ANY, max_size=max_size).map("".join)


def texts(*more: str, max_size: int = 8) -> st.SearchStrategy[str]:
    """A text of several lines."""
    return lines(*BREAKS, *more, max_size=max_size)
