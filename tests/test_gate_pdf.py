"""Every PDF says all of its document, by our own checks; and each check finds the fault it is there for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest
from gate.pdf import CHECKS, faults, strays
from gate.pdftree import PdfTree
from gate.publications import PRINTS, Print
from pikepdf import Array, Dictionary, Name, Pdf, String

GOOD, STUDY, HARD = "nn/status-report", "nn/document-study", "hard/status-report"
OWN = "own/document-study"
ROUNDS = "rounds/status-report"
"""The files to plant faults in. The first has every kind of block but charts, the second these and a title in another
language, the third a table of many pages, and the last bars of several parts."""

Change = Callable[[Any], object]


# Ways to spoil a file


def elements(pdf: Pdf, kind: str) -> list[Any]:
    """The elements of a kind in the file's structure, in the order of the text."""

    def walk(node: Any) -> Iterator[Any]:
        for child in items(node):
            if isinstance(child, Dictionary) and "/S" in child:
                yield child
                yield from walk(child)

    return [element for element in walk(pdf.Root.StructTreeRoot) if str(element.S) == f"/{kind}"]


def items(element: Any) -> list[Any]:
    """What stands directly in an element."""
    inner = element.get("/K", [])
    return list(inner) if isinstance(inner, Array) else [inner]


def every(kind: str, change: Change) -> Change:
    """Does something to every element of a kind."""
    return lambda pdf: [change(element) for element in elements(pdf, kind)]


def nth(kind: str, number: int, change: Change) -> Change:
    """Does something to one element of a kind, counted from 0."""
    return lambda pdf: change(elements(pdf, kind)[number])


def becomes(kind: str) -> Change:
    return having("S", Name(f"/{kind}"))


def having(key: str, value: object) -> Change:
    return lambda thing: thing.__setitem__(f"/{key}", value)


def without(key: str) -> Change:
    return lambda thing: thing.__delitem__(f"/{key}")


def in_table(key: str) -> Change:
    """Takes away what a cell says as a part of its table."""
    return lambda cell: [
        attributes.__delitem__(f"/{key}") for attributes in cell.A if attributes.O == "/Table"
    ]


def exchange(kind: str, one: int, other: int) -> Change:
    """Puts one element in the place of another, and the other way round."""

    def change(pdf: Pdf) -> None:
        first, second = elements(pdf, kind)[one], elements(pdf, kind)[other]
        places = [(found.P, items(found.P).index(found)) for found in (first, second)]
        for (parent, place), element in zip(places, (second, first), strict=True):
            parent.K[place] = element

    return change


def remove(kind: str, number: int) -> Change:
    def change(pdf: Pdf) -> None:
        element = elements(pdf, kind)[number]
        parent = element.P
        parent.K = Array([child for child in items(parent) if child != element])

    return change


def page(number: int, change: Change) -> Change:
    """Does something to a page, counted from 1."""
    return lambda pdf: change(pdf.pages[number - 1].obj)


def drawn(number: int, old: bytes, new: bytes) -> Change:
    """Changes how a page, counted from 1, is drawn."""

    def change(pdf: Pdf) -> None:
        stream = pdf.pages[number - 1].Contents
        changed, times = re.subn(old, new, stream.read_bytes(), count=1, flags=re.DOTALL)
        assert times, f"there is no {old!r} on page {number}"
        stream.write(changed)

    return change


def link(target: str, change: Change) -> Change:
    """Does something to the first link that leads to an anchor or an address, but for those of the contents."""

    def leads(annotation: Any) -> bool:
        action = annotation.get("/A", Dictionary())
        return target in (str(annotation.get("/Dest", "")), str(action.get("/URI", "")))

    return lambda pdf: change(
        next(found for page in list(pdf.pages)[2:] for found in page.get("/Annots", []) if leads(found))
    )


def to_figure(change: Callable[[Any, Pdf], object]) -> Change:
    """Does something to the first link that leads to figure 1."""

    def found(pdf: Pdf) -> Any:
        links = (link for page in pdf.pages for link in page.get("/Annots", []))
        return next(link for link in links if str(link.get("/Contents", "")).startswith("Figur\u00a01. "))

    return lambda pdf: change(found(pdf), pdf)


def letter(old: str, new: str) -> Change:
    """Makes the fonts say another letter than they show."""

    def change(pdf: Pdf) -> None:
        for font in pdf.objects:
            if isinstance(font, Dictionary) and "/ToUnicode" in font:
                names = font.ToUnicode.read_bytes()
                font.ToUnicode.write(
                    re.sub(f"<{ord(old):04X}>".encode(), f"<{ord(new):04X}>".encode(), names)
                )

    return change


def font(change: Change) -> Change:
    return lambda pdf: change(pdf.pages[2].Resources.Font["/f0"])


def destinations(change: Change) -> Change:
    return lambda pdf: change(pikepdf.NameTree(pdf.Root.Names.Dests))


def outline(change: Change) -> Change:
    def within(pdf: Pdf) -> None:
        with pdf.open_outline() as found:
            change(found.root)

    return within


def titled(title: str) -> Change:
    def change(pdf: Pdf) -> None:
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = title

    return change


def spoken_header(pdf: Pdf) -> None:
    """The header of a page becomes a paragraph."""
    drawn(3, rb"/Artifact<<[^>]*/Header[^>]*>>BDC", b"/P<</MCID 999>>BDC")(pdf)
    top = items(pdf.Root.StructTreeRoot)[0]
    top.K.append(pdf.make_indirect(Dictionary(S=Name.P, P=top, Pg=pdf.pages[2].obj, K=999)))


def swapped_columns(pdf: Pdf) -> None:
    """The number of a measure names its row, not its title."""
    for row in elements(pdf, "TR")[7:10]:
        row.K[0].S, row.K[1].S = Name.TH, Name.TD
        row.K[0].A, row.K[1].A = row.K[1].A, row.K[0].A


@dataclass(frozen=True)
class Fault:
    """What is done to a file, and how what is found must begin."""

    spoil: Change
    finding: str
    file: str = GOOD


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
CHART = "Prosjekta fordelte på region, i millionar kroner. Europa: 3,7"

FAULTS = {
    "another title": Fault(titled("status-report.pdf"), "title: the file is called “status-report.pdf”"),
    "the file's name in the window": Fault(
        lambda pdf: without("DisplayDocTitle")(pdf.Root.ViewerPreferences), "title: the window shows"
    ),
    "a title that is a paragraph": Fault(
        every("Title", becomes("P")), "title: number 1 is None instead of Handlingsplan mot menneskehandel"
    ),
    "a page of another size": Fault(
        page(2, having("MediaBox", Array([0, 0, 612, 792]))), "pages: page 2 is not of A4"
    ),
    "a page on its side": Fault(page(2, having("Rotate", 90)), "pages: page 2 is not of A4"),
    "an order of its own": Fault(page(2, without("Tabs")), "pages: the keyboard takes page 2"),
    "labels that are not the numbers": Fault(
        lambda pdf: having("PageLabels", Dictionary(Nums=Array([0, Dictionary(S=Name.r)])))(pdf.Root),
        "pages: page 2 is labelled “ii”",
    ),
    "a page without its number": Fault(
        drawn(3, rb"/Artifact<<[^>]*/Footer.*?EMC", b""), "pages: page 3 does not say “Side 3 av 6”"
    ),
    "text beyond the margin": Fault(
        drawn(3, rb"^", b"1 0 0 1 40 0 cm "), "margins: “Statusrapport, februar 2012” leaves page 3"
    ),
    "text beside the page": Fault(drawn(3, rb"^", b"1 0 0 1 -600 0 cm "), "margins: “Om” leaves page 3"),
    "text in the place of the header": Fault(
        drawn(3, rb"^", b"1 0 0 1 0 30 cm "), "margins: “Status per februar 2012” leaves page 3"
    ),
    "text that is on no page": Fault(drawn(3, rb"^", b"1 0 0 1 0 -900 cm "), "whole: "),
    "bars that are on no page": Fault(
        drawn(3, rb"^", b"1 0 0 1 0 -900 cm "), "whole: the bar “Europa” lies on no page", STUDY
    ),
    "bars of parts that are on no page": Fault(
        drawn(3, rb"^", b"1 0 0 1 0 -900 cm "), "whole: the bar “Plan og bygg (PB)” lies on no page", ROUNDS
    ),
    "a part of a bar without its value": Fault(
        drawn(3, rb"(SCN 4 M[^\n]*\nh\nB\nQ\nq[^\n]*\n)BT.*?ET", rb"\1"),
        "whole: the bar “Plan og bygg (PB)” lies on no page",
        ROUNDS,
    ),
    "text on text": Fault(
        drawn(3, rb"BT\b.*?\bET\b", rb"\g<0> 1 0 0 1 6 0 cm \g<0> 1 0 0 1 -6 0 cm"),
        "overlaps: “",
    ),
    "a heading at the foot of a page": Fault(
        lambda pdf: having("Pg", pdf.pages[1].obj)(elements(pdf, "H1")[1]), "kept: “"
    ),
    "the head of a table at the foot of a page": Fault(
        lambda pdf: [having("Pg", pdf.pages[1].obj)(cell) for cell in elements(pdf, "TH")[:1]], "kept: “"
    ),
    "pale text": Fault(
        drawn(3, rb"0\.1098\d* 0\.1058\d* 0\.1019\d* scn\nBT", b"0.7 0.7 0.7 scn\nBT"),
        "contrasts: “Status per februar 2012” is of #b2b2b2",
    ),
    "text that is not painted": Fault(
        drawn(3, rb"0 Tr/f1", b"3 Tr/f1"), "contrasts: “Status per februar 2012” is not painted"
    ),
    "pale bars": Fault(
        drawn(3, rb"0\.184\d* 0\.4 0\.564\d* scn", b"0.8 0.8 0.8 scn"),
        "contrasts: a mark on page 3 is of #cccccc",
        STUDY,
    ),
    "a number as pale as its tile": Fault(
        drawn(3, rb"0\.043\d* 0\.247\d* 0\.388\d* scn(?=/c0 CS[^m]*m 17\.1\d* 0 l)", b"1 1 1 scn"),
        "contrasts: “2” is of #ffffff",
    ),
    "a pale part of a bar without its edge": Fault(
        drawn(3, rb"(0\.615\d* 0\.729\d* 0\.827\d* scn/c0 CS) [\d. ]+ SCN(?= 4 M)", rb"\1 0.8 0.8 0.8 SCN"),
        "contrasts: a mark on page 3 is of #9dbad3",
        ROUNDS,
    ),
    "a font of elsewhere": Fault(
        font(having("BaseFont", Name("/ABCDEF+Arial-Identity-H"))), "fonts: “Arial” is a font of elsewhere"
    ),
    "a font that is not in the file": Fault(
        font(lambda found: without("FontFile3")(found.DescendantFonts[0].FontDescriptor)),
        "fonts: “SourceSans3-Regular” is not in the file",
    ),
    "a character without a glyph": Fault(
        drawn(3, rb"\[\(", rb"[<0000>("), "fonts: page 3 shows a character that its font has not"
    ),
    "a lost letter": Fault(letter("ø", "\ufffd"), "characters: “"),
    "a letter of no alphabet": Fault(letter("ø", "\ue000"), "characters: “\ue000” has a broken letter"),
    "a broken letter in a bookmark": Fault(
        outline(lambda root: setattr(root[0], "title", "SÃ¸k")), "characters: “SÃ¸k” has a broken letter"
    ),
    "a broken letter in a description": Fault(
        nth("Figure", 0, having("Alt", String("Huset sett frÃ¥ hagen"))),
        "characters: “et sett frÃ¥ hagen” has a broken letter",
    ),
    "a broken letter in a link": Fault(
        link("tiltak-2", having("Contents", String("fÃ¸r"))), "characters: “fÃ¸r” has a broken letter"
    ),
    "a script": Fault(
        lambda pdf: having("OpenAction", SCRIPT)(pdf.Root), "contained: there is a /JavaScript"
    ),
    "a link that starts a program": Fault(
        link("tiltak-2", having("A", Dictionary(S=Name.Launch, F="a.exe"))), "contained: there is a /Launch"
    ),
    "a form": Fault(
        lambda pdf: having("AcroForm", Dictionary(Fields=Array()))(pdf.Root),
        "contained: there is a /AcroForm",
    ),
    "a file in the file": Fault(
        lambda pdf: having("EmbeddedFiles", Dictionary(Names=Array()))(pdf.Root.Names),
        "contained: there is a /EmbeddedFiles",
    ),
    "headings that are paragraphs": Fault(
        lambda pdf: [every(f"H{level}", becomes("P"))(pdf) for level in range(1, 7)],
        "headings: number 1 is None instead of 1, Innhald",
    ),
    "another level": Fault(nth("H2", 0, becomes("H3")), "headings: number 8 is 3, 1Vidareføre"),
    "a heading that is none": Fault(
        nth("H1", 1, becomes("P")), "headings: number 2 is 1, Om instead of 1, Statusperfebruar2012"
    ),
    "a heading too many": Fault(nth("P", 4, becomes("H2")), "headings: number 4 is 2, Av3tiltakereittferdig"),
    "headings in another order": Fault(
        exchange("H1", 1, 2), "headings: number 2 is 1, Om instead of 1, Statusperfebruar2012"
    ),
    "no bookmarks": Fault(
        lambda pdf: without("Outlines")(pdf.Root),
        "bookmarks: number 1 is None instead of 1, Statusperfebruar2012, 2",
    ),
    "a missing bookmark": Fault(
        outline(lambda root: root.pop(1)),
        "bookmarks: number 2 is 1, Oversiktovertiltak, 3 instead of 1, Om, 2",
    ),
    "a bookmark of another level": Fault(
        outline(lambda root: root[0].children.append(root.pop(1))), "bookmarks: number 2 is 2, Om"
    ),
    "a bookmark to another page": Fault(
        outline(lambda root: setattr(root[0], "destination", root[-1].destination)),
        "bookmarks: number 1 is 1, Statusperfebruar2012, 5 instead of 1, Statusperfebruar2012, 2",
    ),
    "a bookmark to nowhere": Fault(
        lambda pdf: without("Dest")(pdf.Root.Outlines.First),
        "bookmarks: number 1 is 1, Statusperfebruar2012, None",
    ),
    "an entry of the contents that is none": Fault(
        nth("TOCI", 1, becomes("P")),
        "contents: number 2 is Oversiktovertiltak4, #oversikt instead of Om3, #kapittel-om",
    ),
    "an entry that leads elsewhere": Fault(
        page(2, lambda found: having("Dest", String("kolofon"))(found.Annots[0])),
        "contents: number 1 is Statusperfebruar20123, #kolofon instead of Statusperfebruar20123, #status",
    ),
    "an entry with another page": Fault(exchange("TOCI", 1, 10), "contents: number 2 is Omdenneutgåva"),
    "a foreign entry that does not say so": Fault(
        drawn(2, rb"/Lang\(en\)", b""),
        "contents: “Counter-trafficking Community Mobilization Project” is not",
        STUDY,
    ),
    "a section that nothing can lead to": Fault(
        destinations(lambda names: names.__delitem__("tiltak-2")),
        "destinations: nothing can lead to “tiltak-2”",
    ),
    "an anchor in another place": Fault(
        destinations(lambda names: names.__setitem__("tiltak-2", names["kapittel-om"])),
        "destinations: “tiltak-2” is not on the page of “2 Hus til alle”",
    ),
    "a link to no anchor": Fault(
        link("tiltak-2", having("Dest", String("tiltak-9"))),
        "destinations: “2 Hus til alle, side 5” leads nowhere",
    ),
    "a link to no page": Fault(
        link("tiltak-2", having("Dest", Array([Dictionary(), Name.Fit]))),
        "destinations: “2 Hus til alle, side 5” leads nowhere",
    ),
    "a link that leads elsewhere": Fault(
        link("https://example.org/rapport", lambda found: having("URI", String("https://x.no"))(found.A)),
        "links: number 13 is httpsexampleorgrapport, https://x.no instead of",
    ),
    "a link that is only text": Fault(
        nth("Link", 11, becomes("Span")), "links: number 1 is 1, #tiltak-1 instead of 2, #tiltak-2"
    ),
    "a link that leads nowhere": Fault(nth("Link", 11, without("K")), "links: number 1 is 1, #tiltak-1"),
    "a link that does not say where it leads": Fault(
        link("tiltak-2", without("Contents")), "links: that to “#tiltak-2” is said to lead to “”"
    ),
    "a link that says what it is only": Fault(
        link("tiltak-2", having("Contents", String("Kapittel, side 5"))),
        "links: that to “#tiltak-2” is said to lead to “Kapittel, side 5”",
    ),
    "a note's link in English": Fault(
        lambda pdf: [
            having("Contents", String("Footnote 1"))(found)
            for found in pdf.pages[4].Annots
            if str(found.Contents) == "Note 1"
        ],
        "links: that to “” is said to lead to “Footnote 1”",
    ),
    "a link to a figure that leads to another page": Fault(
        to_figure(lambda found, pdf: having("Dest", Array([pdf.pages[0].obj, Name.XYZ, 0, 0, 0]))(found)),
        "links: “Figur 1. Europa får mest, både i hele porteføljen og i utvalget” does not stand where a link leads",
        OWN,
    ),
    "a link to a figure that says nothing": Fault(
        to_figure(lambda found, pdf: having("Contents", String("Figur 9. Annet, side 1"))(found)),
        "links: that to “” is said to lead to “Figur 9. Annet, side 1”",
        OWN,
    ),
    "a comment": Fault(link("tiltak-2", having("Subtype", Name.Text)), "links: a /Text lies on a page"),
    "another order": Fault(
        exchange("P", 4, 5), "words: “departementetOmDensomstårførst” instead of “departementetOmAv3tiltak"
    ),
    "a lost text": Fault(
        nth("P", 5, without("K")),
        "words: “DIkkjesettigangForkortingarBLD” instead of “DIkkjesettigangDensomstårførst",
    ),
    "a header that is read aloud": Fault(
        spoken_header, "words: “ablirdeteitannaHandlingsplanmo” instead of “ablirdeteitanna”"
    ),
    "a file of no language": Fault(
        lambda pdf: without("Lang")(pdf.Root), "languages: the file's is “”, not “nn-NO”"
    ),
    "a file of another language": Fault(
        lambda pdf: having("Lang", String("nb-NO"))(pdf.Root), "languages: the file's is “nb-NO”, not “nn-NO”"
    ),
    "foreign words that do not say so": Fault(
        lambda pdf: [without("Lang")(found) for found in elements(pdf, "P") if found.get("/Lang") == "en"],
        "languages: number 1 is None instead of Amanwhoknowshisrights, en",
    ),
    "foreign words of another language": Fault(
        lambda pdf: [
            having("Lang", String("fr"))(found) for found in elements(pdf, "P") if found.get("/Lang") == "en"
        ],
        "languages: number 1 is Amanwhoknowshisrights, fr instead of",
    ),
    "own words that say they are foreign": Fault(
        nth("P", 4, having("Lang", String("en"))),
        "languages: number 1 is Av3tiltakereittferdig, en instead of",
    ),
    "paragraphs that are none": Fault(
        every("P", becomes("Span")), "paragraphs: “Av3tiltakereittferdig” is none"
    ),
    "a list that is none": Fault(nth("L", 0, becomes("Div")), "structure: only 5 of 6 are L"),
    "an item that is none": Fault(nth("LI", 0, becomes("P")), "structure: only 18 of 19 are LI"),
    "a quote that is none": Fault(every("BlockQuote", becomes("P")), "structure: only 0 of 1 are BlockQuote"),
    "code that is none": Fault(every("Code", becomes("P")), "structure: only 0 of 1 are Code"),
    "stressed words that are not": Fault(every("Em", becomes("Span")), "structure: only 0 of 1 are Em"),
    "a name that is none": Fault(
        nth("Lbl", 2, becomes("P")), "facts: number 3 is (P, Status), (LBody, Undergjennomføring) instead of"
    ),
    "a value without its name": Fault(remove("Lbl", 2), "facts: number 3 is (Lbl, Område)"),
    "a status that is a mark": Fault(
        nth("LBody", 2, without("K")),
        "facts: number 3 is (Lbl, Status), (LBody, ) instead of (Lbl, Status), (LBody, Under",
    ),
    "headers that are cells": Fault(
        every("TH", becomes("TD")),
        "tables: “Figur 1. 3 tiltak etter status” has “Status” as TD Column, not TH Column",
    ),
    "a header of nothing": Fault(
        nth("TH", 0, in_table("Scope")),
        "tables: “Figur 1. 3 tiltak etter status” has “Status” as TH , not TH Column",
    ),
    "headers of rows that name columns": Fault(
        nth("TH", 3, lambda cell: setattr(cell.A[0], "Scope", Name.Column)),
        "tables: “Figur 1. 3 tiltak etter status” has “Gjennomført” as TH Column, not TH Row",
    ),
    "another column of headers": Fault(
        swapped_columns, "tables: “Tabell 2. Tiltak med ansvarlege og status” has “1” as TH Row, not TD"
    ),
    "a cell that names no header": Fault(
        nth("TD", 0, in_table("Headers")),
        "tables: “Figur 1. 3 tiltak etter status” does not say what names “1”",
    ),
    "a header without a name": Fault(
        nth("TH", 3, without("ID")),
        "tables: “Figur 1. 3 tiltak etter status” does not say what names “Gjennomført”",
    ),
    "a table without caption": Fault(
        remove("Caption", 0), "tables: “Figur 1. 3 tiltak etter status” has the caption “”"
    ),
    "another caption": Fault(
        exchange("Caption", 0, 1),
        "tables: “Figur 1. 3 tiltak etter status” has the caption “Tabell 1. Kome kortast",
    ),
    "a head that is a body": Fault(
        nth("THead", 0, becomes("TBody")),
        "tables: “Figur 1. 3 tiltak etter status” has other rows: number 1 is TBody, 3",
    ),
    "a total that is a row": Fault(
        nth("TFoot", 0, becomes("TBody")),
        "tables: “Tabell 3. Tiltak etter status” has other rows: number 5 is TBody, 3",
    ),
    "a missing row": Fault(
        remove("TR", 1), "tables: “Figur 1. 3 tiltak etter status” has other rows: number "
    ),
    "a missing cell": Fault(
        remove("TD", 0), "tables: “Figur 1. 3 tiltak etter status” has other rows: number "
    ),
    "an empty cell": Fault(
        nth("TD", 0, without("K")), "tables: “Figur 1. 3 tiltak etter status” says “” instead of “1”"
    ),
    "a status in a table that is a mark": Fault(
        nth("TD", 11, without("K")),
        "tables: “Tabell 2. Tiltak med ansvarlege og status” says “” instead of “Under gjennomføring”",
    ),
    "a table that is none": Fault(nth("Table", 0, becomes("Div")), "tables: there are 6 instead of 7"),
    "a table in the text without a head": Fault(
        nth("THead", 8, becomes("TBody")),
        "tables: “Nr., Tekst, Tall” has other rows: number 1 is TBody, 3",
        HARD,
    ),
    "a header that stands on the first page only": Fault(
        lambda pdf: [drawn(number, rb"(?<=EMC)/Artifact.*", b"")(pdf) for number in (13, 14)],
        "tables: “Nr., Tekst, Tall” does not repeat its header on page",
        HARD,
    ),
    "only that there is a picture": Fault(
        nth("Figure", 0, having("Alt", String("bilde"))), "figures: “bilde” does not say what is shown"
    ),
    "only the name of a picture": Fault(
        nth("Figure", 0, having("Alt", String("IMG_1.JPG"))),
        "figures: “IMG_1.JPG” does not say what is shown",
    ),
    "another picture": Fault(
        nth("Figure", 0, having("Alt", String("Ein katt"))),
        "figures: number 1 is Ein katt instead of Huset i Storgata",
    ),
    "a chart without its values": Fault(
        nth("Figure", 0, having("Alt", String("Prosjekta fordelte på region."))),
        f"figures: number 1 is Prosjekta fordelte på region. instead of {CHART}",
        STUDY,
    ),
    "a chart that is no picture": Fault(
        nth("Figure", 0, becomes("Div")),
        "figures: number 1 is Prosjekta fordelte på partnar, i millionar",
        STUDY,
    ),
    "a note that is none": Fault(
        nth("Note", 0, becomes("P")), "notes: number 1 is 2, Sjåtiltak2 instead of 1, Meirirapportenfrå2011"
    ),
    "a note without its number": Fault(
        remove("Lbl", 6), "notes: number 1 is Meirirapportenfrå2011 instead of 1"
    ),
    "a note without its words": Fault(
        nth("Note", 0, lambda note: note.__delitem__("/K")), "notes: number 1 is  instead of 1, Meir"
    ),
    "a note that is referred to less often": Fault(
        nth("Lbl", 5, becomes("Span")), "notes: 1 is referred to 1 times, not 2"
    ),
    "a page that is said to be another": Fault(
        destinations(lambda names: names.__setitem__("tiltak-2", names["kolofon"])), "page_numbers: “"
    ),
}


@pytest.mark.parametrize("name", PRINTS)
def test_a_pdf_says_all_of_its_document(name: str, prints: dict[str, Print]) -> None:
    assert faults(prints[name].data, prints[name].document) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, prints: dict[str, Print]) -> None:
    fault = FAULTS[name]
    good = prints[fault.file]
    (check,) = (check for check in CHECKS if check.__name__ == fault.finding.partition(":")[0])
    found = faults(spoiled(good.data, fault.spoil), good.document, [check])
    assert any(finding.startswith(fault.finding) for finding in found), found


@pytest.mark.parametrize("name", ["own/status-report", "own/document-study"])
def test_no_page_is_nearly_empty(name: str, prints: dict[str, Print]) -> None:
    assert nearly_empty(prints[name].data) == []


def test_a_page_that_is_nearly_empty_is_found(prints: dict[str, Print]) -> None:
    lost = spoiled(prints["own/status-report"].data, lambda pdf: pdf.pages[5].Contents.write(b""))
    assert nearly_empty(lost) == [6]


def nearly_empty(data: bytes) -> list[int]:
    """The pages, counted from 1, that are filled to less than a quarter; what begins and ends a file may be short."""
    tree = PdfTree(data)
    lowest = [842.0] * len(tree.pdf.pages)
    for glyph in tree.glyphs:
        if glyph.mark is not None:
            lowest[glyph.page] = min(lowest[glyph.page], glyph.box[1])
    return [page for page, edge in enumerate(lowest[1:-1], 2) if edge > 842 * 0.7]


def test_every_check_is_known_to_find_something() -> None:
    proven = {fault.finding.partition(":")[0] for fault in FAULTS.values()}
    assert {check.__name__ for check in CHECKS} <= proven


def spoiled(data: bytes, spoil: Change) -> bytes:
    with Pdf.open(io.BytesIO(data)) as pdf:
        spoil(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


# From one publication to another


def of_plan(prints: dict[str, Print], plan: str) -> dict[str, bytes]:
    """The files of a plan by their publications' ids."""
    return {shown.document.id: shown.data for name, shown in prints.items() if name.partition("/")[0] == plan}


@pytest.mark.parametrize("plan", sorted({name.partition("/")[0] for name in PRINTS}))
def test_every_link_to_the_other_publication_leads_to_a_place_in_it(
    plan: str, prints: dict[str, Print]
) -> None:
    assert strays(of_plan(prints, plan)) == []


def test_a_link_to_what_the_other_publication_has_not_is_found(prints: dict[str, Print]) -> None:
    files = of_plan(prints, "hard")
    study = files.pop("document-study")
    expected = [
        "status-report leads to “../document-study/document-study.pdf#nameddest=prosjekt-1”, which is not there"
    ]
    assert strays(files) == expected
    lost = spoiled(study, destinations(lambda names: names.__delitem__("prosjekt-1")))
    assert strays(files | {"document-study": lost}) == expected
