"""What is written is what is published: ordinary prose, mixed with every sign that Markdown knows, in every format.

A text is read here without any parser: its letters, digits and signs, in their order. What is printed says the same, or
the text has a finding.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pytest
from conftest import missing
from gate.reading import Reading, of_docx, of_odt, of_pdf
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from plans import measure, rendered, small_plan

from statusreport.formats import left_out
from statusreport.formats._templates import Templates
from statusreport.formats.pdf import MAIN, _Script
from statusreport.installation import templates
from statusreport.publishing.document import Document, Prose, Section
from statusreport.publishing.language import language
from statusreport.source.markdown import Body
from statusreport.tasks.check import check
from statusreport.words import catalogue

SENTENCES = (
    "Loven trådte i kraft", "Kommunene fikk ansvaret for ordningen", "Det kom 25 deltakere", "Prisen økte fra 1 200 til 1 350,50 kroner",
    "Departementet har svart (jf. § 3)", "Barne- og ungdomsarbeid", "5*3*2 = 30", "a*b", "2 * 3 * 4", "5 < 10 og 12 > 3", "R&D", "nr. #2",
    "år 2011/2012", "50 % og ~20", "*viktig*", "**svært viktig**", "_slik_", "snake_case_navn", "\\\\server\\felles", "C:\\mappe",
    "[1]", "[sic]", "«sitat»", "x | y", "2011\t25", "kl. 12:30", "a^2 + b^2", "{krøll}", "e-post: a@b.no", "Tre – fire", "40\u00a0000",
    "3-4", "https://example.no/a_b", "1.", "2)", "+47 22 24 90 90", "__init__", "100\u202f000", "== likt", "`kode`", "fin\u00adsmak",
)  # fmt: skip
STARTS = (
    "", "", "", "1. juli 2022 ", "15. mars ", "1. januar ", "2011. ", "4. ledd ", "1. og 2. trinn ", "1. ", "2. ", "3) ", "- ", "* ", "+ ", "+ 5 ",
    "– ", "• ", "o\t", "a) ", "> ", "> 5 ", ">= 3 ", "# ", "## ", "###", "#2 ", "    ", "\t", "   ", "| ", "[X]: ", "[TRS]: ord", "[^1]: ", "---\n",
    "===\n", "***\n", "***", "~~~", "\\", "\u00a0", "\u2003", "1.\t", "1 . ", "1.juli ", "§ 1. ", "1. 3. 2012 ", "- 2. mars ", "23. ", "\uf0b7 ",
)  # fmt: skip
ENDS = (
    ".",
    ".",
    ".",
    "",
    ":",
    "  ",
    "\\",
    " |",
    "-",
    "\n---",
    "\n===",
    "!",
    "?",
    "…",
    " #",
    "*",
    "**",
    "_",
    "`",
    "[",
    "](",
    "<",
    ">",
    "&amp;",
)
BETWEEN = ("\n\n", "\n\n", "\n\n", "\n", " ", "\n    ")


@st.composite
def prose(draw: st.DrawFn) -> str:
    text = ""
    for _ in range(draw(st.integers(1, 5))):
        parts = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))
        text += draw(st.sampled_from(STARTS)) + " ".join(parts) + draw(st.sampled_from(ENDS))
        text += draw(st.sampled_from(BETWEEN))
    return text


BATCH = 5
# Signs that are markup, blanks and what stands for them in a format: all else must be there.
_MARKS = re.compile(r"[\s\u00ad\u200b\u2060*_#>|\\`~=+\-<\[\](){}&;:^–•.!\uf000-\uf0ff§]+")


def signs(text: str) -> str:
    """The signs of a text that are no markup, in their order."""
    return _MARKS.sub("", text.replace("&amp;", "").replace("&", ""))


@cache
def _markdown() -> MarkdownIt:
    """What others read Markdown with."""
    return MarkdownIt("commonmark").enable("table")


def of_html(page: str, number: int) -> str:
    """What a page says between the two words around a text, with the numbers of its lists."""
    tree = html.fromstring(page)
    # What only those who listen are told, as the record behind each of its headings.
    for unseen in tree.find_class("unseen"):
        unseen.clear(keep_tail=True)
    for items in tree.iter("ol"):
        for place, item in enumerate(items.findall("li"), int(items.get("start", "1"))):
            item.text = f"{place}. {item.text or ''}"
    text = str(etree.tostring(tree, encoding="unicode", method="text"))
    return text.partition(f"BEGYNNER{number}X")[2].partition(f"SLUTTER{number}X")[0]


def plan_of(root: Path, texts: list[str]) -> None:
    files = {
        f"content/measures/{number}.md": measure(
            str(number),
            body=f"## Tiltak\n\nTekst.\n\n## Status\n\nBEGYNNER{number}X\n\n{text}\n\nSLUTTER{number}X\n",
        )
        for number, text in enumerate(texts, 1)
    }
    small_plan(root, files)


def published(root: Path, formats: tuple[str, ...]) -> tuple[set[int], Mapping[str, bytes]]:
    """The numbers of the texts with a finding, and the files."""
    checked = check(root, catalogue("en"))
    reported = {
        int(Path(found.location.path).stem) for found in checked.findings if "measures" in found.location.path
    }
    return reported, rendered(root, checked.plan, ("status-report",), formats)


def hold(texts: list[str]) -> int:
    """Holds the texts against what is published of them; how many of them have no finding."""
    with TemporaryDirectory() as folder:
        plan_of(Path(folder), texts)
        reported, files = published(Path(folder), ("html", "md", "json"))
        page = files["status-report/index.html"].decode()
        markdown = _markdown().render(files["status-report/status-report.md"].decode())
        data = {
            one["number"]: one for one in json.loads(files["status-report/status-report.json"])["measures"]
        }
    for number, text in enumerate(texts, 1):
        if number not in reported:
            written = signs(text)
            assert signs(of_html(page, number)) == written, ("html", text)
            assert signs(of_html(markdown, number)) == written, ("md", text)
            sections = data[str(number)]["sections"].items()
            words = _markdown().render("\n\n".join(f"## {title}\n\n{words}" for title, words in sections))
            assert signs(of_html(f"<div>{words}</div>", number)) == written, ("json", text)
    return len(texts) - len(reported)


@given(st.lists(prose(), min_size=BATCH, max_size=BATCH))
@example(["1. juli 2022 trådte loven i kraft.\n\n1. januar 2023 kom ansvaret.\n\n15. mars 2023."] * BATCH)
@example(["Loven `trådte i\nkraft&amp;\n+ 5 i` fjor."] * BATCH)
@example(["Se https://example.no/a_b&amp; og https://example.no/?a=1&amp;b=2."] * BATCH)
def test_what_is_written_is_what_is_published(texts: list[str]) -> None:
    hold(texts)


def test_what_is_tried_is_mostly_published() -> None:
    """A rule that found fault with everything would leave nothing to be held against the text."""
    plain = [f"{sentence}{end}" for sentence in SENTENCES for end in (".", "")]
    assert hold(plain) > len(plain) * 9 // 10
    mixed = [
        f"{start}{sentence}{end}"
        for start, sentence, end in zip(STARTS * 2, cycle(SENTENCES), cycle(ENDS), strict=False)
    ]
    assert hold(mixed) > len(mixed) // 3


AS_WRITTEN = [
    "1. juli 2022 trådte loven i kraft.",
    "15. mars kom den.",
    "2011. Det første året.",
    "1. og 2. trinn er ferdige.",
    "4. ledd gjelder, og 1. 3. 2012.",
    "Beregnet 5*3*2 = 30.",
    "> 5 år er grensen.",
    ">= 3 barn",
    "+ 5 % fra året før.",
    "[TRS]: Trygge-skoleveier-ordningen",
    "Se \\\\server\\felles.",
    "Se C:\\Temp\\*.docx, C:\\_felles\\_gammelt\\[1].pdf og \\\\server\\felles\\#3 (ny)\\_a.",
    "2 * 3 * 4 og a_b_c, #2, 5 < 10 | 3 & R&D",
]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_plain_signs_stand_as_they_are_written(text: str, tmp_path: Path) -> None:
    plan_of(tmp_path, [text])
    _, files = published(tmp_path, ("html", "md", "json"))
    data = json.loads(files["status-report/status-report.json"])["measures"][0]["sections"]["Status"]
    page = files["status-report/index.html"].decode()
    markdown = _markdown().render(files["status-report/status-report.md"].decode())
    for said in (page, markdown, f"<div>{_markdown().render(data)}</div>"):
        assert of_html(said, 1).strip() == text


@pytest.mark.parametrize(("format_", "read"), [("docx", of_docx), ("odt", of_odt), ("pdf", of_pdf)])
def test_paper_and_office_files_say_the_same(
    format_: str, read: Callable[[bytes], Reading], tmp_path: Path
) -> None:
    if left_out((format_,)):
        missing(f"{format_} cannot be made here")
    texts = [*AS_WRITTEN, "År\t2011\t25", "| a\tb | c |\n| --- | --- |\n| `x\ty` | 1\t2 |"]
    plan_of(tmp_path, texts)
    _, files = published(tmp_path, (format_,))
    said = read(files[f"status-report/status-report.{format_}"]).words
    for number, text in enumerate(texts, 1):
        between = said.partition(f"BEGYNNER{number}X")[2].partition(f"SLUTTER{number}X")[0]
        assert signs(between) == signs(text.replace("---", ""))


def test_a_tab_is_a_blank_on_paper() -> None:
    prose = Body("År\t2011 `x\ty`").tokens
    document = Document("a", "A", "", "", "nb", "2012", "", (Section("s", "S", 2, (Prose(prose),)),))
    script = _Script(document, Templates((templates(),), language("nb"))).files[MAIN].decode()
    assert '"År 2011 "' in script
    assert '"x y"' in script


# One paragraph, list, table and note of the kinds that editors write every day.
ORDINARY = """\
Regjeringen la fram planen 10. desember 2010. Den har 35 tiltak (jf. Prop. 1 S (2011–2012)), og 1/3 er
gjennomført. Bevilgningen økte med 5,5 % til kr 1 250 000,- i 2011; jf. kap. 440 post 01.

Dette er gjort:

1. Veilederen er sendt ut.
2. Kurset ble holdt 3.–4. mai 2011.

   Det kom 40 deltakere.
3. Nettsiden <https://example.no> er åpnet, se [rapporten](https://example.no/r).

- Barne- og ungdomsarbeid
- **Viktig:** «Ingen skal stå alene»
  - a) helse, b) skole
- Kontakt: post@example.no, tlf. 22 24 90 90

| Tiltak | Beløp (kr) | Status |
| ------ | ---------: | :----: |
| Kurs | 1 200 | ja |
| A \\| B | 3–4 | |

> «Vi er på vei», sa statsråden. – Dette er
> et løft.

### Videre arbeid

Arbeidet går videre til 31. desember
2014 i *tre* fylker[^1], og
ordningen evalueres.[^eval]

---

Kari Nordmann\\
Utenriksdepartementet

[^1]: Oslo, Viken og Rogaland.
[^eval]: Evalueringen er
    ventet i 2013.
"""


def test_ordinary_texts_have_no_finding(tmp_path: Path) -> None:
    texts = [
        ORDINARY,
        *(part for part in ORDINARY.split("\n\n") if "[^" not in part and not part.startswith(("#", "   "))),
    ]
    plan_of(tmp_path, texts)
    found = check(tmp_path, catalogue("en")).findings
    assert [
        (one.code, one.message) for one in found if one.code.startswith("T1") and one.code != "T105"
    ] == []


HUGE = {
    "quotations in quotations": "> " * 3_000 + "x",
    "brackets in brackets": "[" * 20_000 + "x" + "]" * 20_000,
    "lists in lists": "- " * 3_000 + "x",
    "a long paragraph": "ord " * 250_000,
    "references": "[^1]" * 250_000 + "\n\n[^1]: Note.",
    "stars": "**a " * 20_000,
    "backticks": "".join("`" * (number % 300 + 1) + "a" for number in range(300)),
    "addresses": "https://" * 60_000,
    "colons": f"{'a' * 60}: " * 25_000,
    "parentheses in an address": "https://a.no/" + "(" * 50_000 + ")" * 50_000,
    "tables": "|" * 20_000 + "\n" + "|-" * 10_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_no_text_takes_the_machine_down(name: str, tmp_path: Path) -> None:
    plan_of(tmp_path, [HUGE[name]])
    start = process_time()
    check(tmp_path, catalogue("en"))
    assert process_time() - start < 10
