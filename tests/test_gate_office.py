"""Every DOCX and ODT says all of its document, by our own checks; and each check finds the fault it is there for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import require
from gate import libreoffice
from gate.docxfile import Docx
from gate.odtfile import Odt
from gate.office import CHECKS, docx_faults, faults, odt_faults, strays
from gate.officefile import OfficeFile, found, full, value
from gate.planted import GOOD
from gate.publications import PRINTS, Made, Page
from gate.spoiled import (
    Change,
    Fault,
    Spoil,
    at,
    becoming,
    gone,
    having,
    holding,
    moved_behind,
    opened,
    saying,
    without,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STUDY, HARD = "nn/document-study", "hard/status-report"
"""Files to plant faults in beside the usual one: the first has charts and a title in another language, the second
tables in the text and links to the other publication."""
PLANS = list(dict.fromkeys(name.partition("/")[0] for name in PRINTS))
READERS: dict[str, type[OfficeFile]] = {"docx": Docx, "odt": Odt}
FINDERS = {"docx": docx_faults, "odt": odt_faults}


def opened_files(plan: str, kind: str, made: Made) -> dict[str, OfficeFile]:
    """The files of a plan by their publications' ids."""
    names = [name for name in PRINTS if name.startswith(f"{plan}/")]
    return {name.partition("/")[2]: READERS[kind](made(name, kind)) for name in names}


def of_package(first: str, part: str) -> dict[str, Fault]:
    """The faults of any package."""
    beginning = f"package: it does not begin with {first} as it stands"
    return {
        "another first part": Fault(lambda package: package.entries.reverse(), beginning),
        "a first part that is packed": Fault(
            lambda package: setattr(package.entries[0], "compress_type", 8), beginning
        ),
        "a part of its own time": Fault(
            lambda package: setattr(package.entry(part), "date_time", (2012, 2, 29, 12, 0, 0)),
            f"package: {part} is dated",
        ),
        "a part that is there twice": Fault(
            lambda package: package.entries.append(package.entry(part)), f"package: {part} is there 2 times"
        ),
        "a part above the package": Fault(
            lambda package: package.add("../a.xml"), "package: ../a.xml lies outside of it"
        ),
        "a part on the disk": Fault(
            lambda package: package.add("/etc/a.xml"), "package: /etc/a.xml lies outside of it"
        ),
        "a part that is not declared": Fault(
            lambda package: package.add("a.bin"), "package: a.bin is not declared"
        ),
        "a missing part": Fault(
            lambda package: package.entries.remove(package.entry(part)), f"package: {part} is not there"
        ),
    }


# DOCX


MAIN, NOTES, STYLES, TIES = (
    f"word/{part}" for part in ("document.xml", "footnotes.xml", "styles.xml", "_rels/document.xml.rels")
)
word, word_style = partial(at, MAIN), partial(at, STYLES)


def styled(style: str) -> str:
    """The path of the paragraphs with a style."""
    return f"//w:p[w:pPr/w:pStyle/@w:val='{style}']"


def run(text: str) -> str:
    """The path of the runs that say just this."""
    return f"//w:r[w:t='{text}']"


def as_others(blip: Element) -> None:
    """Shows the picture of another one."""
    shown = value(blip, "r:embed")
    (other, *_) = (
        embedded
        for drawn in found(blip, "//w:drawing[.//adec:decorative]//a:blip")
        if (embedded := value(drawn, "r:embed")) != shown
    )
    blip.set(full("r:embed"), other)


def restyled(style: str) -> Change:
    return lambda line: found(line, "w:pPr/w:pStyle")[0].set(full("w:val"), style)


def coloured(ident: str, colour: str) -> Spoil:
    """A style with another colour."""
    return word_style(f"w:style[@w:styleId='{ident}']/w:rPr/w:color", having("w:val", colour))


def tie(kind: str, target: str, mode: str = "Internal") -> Change:
    """Ties a part to something."""
    address = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return holding(f'<rels:Relationship Id="x" Type="{address}" Target="{target}" TargetMode="{mode}"/>')


PAGED = "//w:fldSimple[w:r/w:rPr/w:rStyle/@w:val='PageReference'][not(ancestor::w:sdt)]"
FURTHER = "//w:fldSimple[contains(@w:instr, 'NOTEREF')]"
HOUSE = "Huset i Storgata sett frå hagen"
DRAWN = "Prosjekta fordelte på region, i millionar kroner."
GLANCE, SUMMARY = "Status per februar 2012", "1 av 3 tiltak er gjennomført."
FIRST, SHARES = "Figur 1. 3 tiltak etter status", "Tabell 3. Tiltak etter status"
ALL = "Tabell 2. Tiltak med ansvarlege og status"
OVERVIEW = "Oversikt over tiltak"

DOCX_FAULTS = of_package("[Content_Types].xml", "word/theme/theme1.xml") | {
    "a clock": Fault(
        word(styled("BodyText"), holding('<w:fldSimple w:instr=" DATE "/>', 1)),
        "contained: there is field DATE",
    ),
    "a field that fetches": Fault(
        word("//w:instrText", saying(' INCLUDEPICTURE "http://x.no/a.png" ')),
        "contained: there is field INCLUDEPICTURE",
    ),
    "an object of another program": Fault(
        word("//w:r", holding("<w:object/>")), "contained: there is w:object"
    ),
    "a change that awaits approval": Fault(
        word("//w:p", holding("<w:ins/>", 1)), "contained: there is w:ins"
    ),
    "a macro": Fault(at(TIES, "/*", tie("vbaProject", "a.bin")), "contained: there is vbaProject a.bin"),
    "a template elsewhere": Fault(
        at(TIES, "/*", tie("attachedTemplate", "http://x.no/a", "External")),
        "contained: there is attachedTemplate http://x.no/a",
    ),
    "a picture elsewhere": Fault(
        at(TIES, "rels:Relationship[contains(@Type, 'image')]", having("TargetMode", "External")),
        "contained: there is image media/rId",
    ),
    "two bookmarks of one number": Fault(
        word("//w:bookmarkStart | //w:bookmarkEnd", having("w:id", "1"), number=None),
        "ids: bookmark 1 is there 20 times",
    ),
    "two pictures of one number": Fault(
        word("//wp:docPr[@descr]", having("id", "1"), number=None), "ids: picture 1 is there 4 times", STUDY
    ),
    "the name of a file": Fault(
        at("docProps/core.xml", "dc:title", saying("a.docx")), "title: the file is called “a.docx”"
    ),
    "a title that is a paragraph": Fault(
        word(styled("Title"), restyled("BodyText")), "title: number 1 is None instead of Handlingsplan mot"
    ),
    "an author": Fault(
        at("docProps/core.xml", "/*", holding("<dc:creator>N. N.</dc:creator>")),
        "title: the file says its creator",
    ),
    "the time it was made": Fault(
        at("docProps/app.xml", "/*", holding("<ep:TotalTime>5</ep:TotalTime>")),
        "title: the file says its TotalTime",
    ),
    "a file of another language": Fault(
        word_style("w:docDefaults//w:lang", having("w:val", "nb-NO")),
        "languages: the styles say “nb-NO”, not “nn-NO”",
    ),
    "fonts of another language": Fault(
        at("word/settings.xml", "w:themeFontLang", having("w:val", "en-US")),
        "languages: the settings say “en-US”, not “nn-NO”",
    ),
    "properties of no language": Fault(
        at("docProps/core.xml", "dc:language", gone), "languages: the properties say “”, not “nn-NO”"
    ),
    "foreign words that do not say so": Fault(
        word("//w:r/w:rPr/w:lang", gone),
        "languages: number 1 is None instead of Amanwhoknowshisrights, en-GB",
    ),
    "foreign words of another language": Fault(
        word("//w:r/w:rPr/w:lang", having("w:val", "fr-FR")),
        "languages: number 1 is Amanwhoknowshisrights, fr-FR",
    ),
    "own words that say they are foreign": Fault(
        word(f"//w:tbl{run('Hus til alle')}", holding('<w:rPr><w:lang w:val="en-GB"/></w:rPr>')),
        "languages: number 1 is Hustilalle, en-GB instead of",
    ),
    "own words in the contents that say they are foreign": Fault(
        word("//w:sdt//w:hyperlink/w:r", holding('<w:rPr><w:lang w:val="en-GB"/></w:rPr>')),
        f"languages: the contents do not say which “{GLANCE}” is in",
    ),
    "a foreign entry of the contents that does not say so": Fault(
        word("//w:sdt//w:lang", gone, number=None),
        "languages: the contents do not say which “Kroatia: Counter-trafficking Community Mobilization Project” is in",
        STUDY,
    ),
    "a page of another size": Fault(
        word("//w:pgSz", having("w:w", "12240")), "pages: one kind is 612 by 841.9 points"
    ),
    "pages without numbers": Fault(
        at("word/footer1.xml", "//w:r", gone, number=None), "pages: none says “Side 1 av 1”"
    ),
    "pages that do not say whose they are": Fault(
        at("word/header1.xml", "//w:r", gone, number=None),
        "pages: none says “Handlingsplan mot menneskehandel”",
    ),
    "a chapter that begins no page": Fault(
        word("//w:pageBreakBefore", gone),
        f"pages: what begins one: number 1 is {OVERVIEW} instead of {GLANCE}",
    ),
    "a chapter that begins a page for nothing": Fault(
        word_style("w:style[@w:styleId='Heading1']/w:pPr", holding("<w:pageBreakBefore/>")),
        f"pages: what begins one: number 2 is Om instead of {OVERVIEW}",
    ),
    "a text that begins a page": Fault(
        word(styled("Promise") + "/w:pPr", holding("<w:pageBreakBefore/>", 1)),
        "pages: what begins one: number 3 is Samordninga",
    ),
    "a broken letter": Fault(word(run("Om") + "/w:t", saying("FÃ¸r")), "letters: “FÃ¸r” has a broken letter"),
    "a lost letter in a description": Fault(
        word("//wp:docPr[@descr]", having("descr", "Fr\ufffd")), "letters: “Fr\ufffd” has a broken letter"
    ),
    "a broken letter in the properties": Fault(
        at("docProps/core.xml", "dc:subject", saying("Ã…r")), "letters: “Ã…r” has a broken letter"
    ),
    "a broken letter in a header": Fault(
        at("word/header1.xml", "//w:t[.!='']", saying("mÃ¥l")), "letters: “mÃ¥l Statusra” has a broken letter"
    ),
    "a text without a style": Fault(word(styled("Promise") + "/w:pPr", gone), "styles: there is no style “”"),
    "a style that is not there": Fault(
        word(styled("Promise"), restyled("Box")), "styles: there is no style “Box”"
    ),
    "a style of words that is not there": Fault(
        word("//w:rStyle", having("w:val", "Link")), "styles: there is no style “Link”"
    ),
    "words in a colour of their own": Fault(
        word("//w:r", holding('<w:rPr><w:color w:val="000000"/></w:rPr>')),
        "formatting: there is w:color beside a style",
    ),
    "words in a font of their own": Fault(
        word("//w:r", holding('<w:rPr><w:rFonts w:ascii="Calibri"/></w:rPr>')),
        "formatting: there is w:rFonts w:ascii beside a style",
    ),
    "a paragraph with a look of its own": Fault(
        word("//w:p/w:pPr", holding('<w:jc w:val="center"/>', 1)), "formatting: there is w:jc beside a style"
    ),
    "a pale style": Fault(
        coloured("Lead", "999999"), "contrasts: “Status per februar 2012” is #999999 on #ffffff"
    ),
    "a pale style of words": Fault(
        coloured("Hyperlink", "9fc0d8"), "contrasts: “Hus til alle” is #9fc0d8 on #ffffff"
    ),
    "a dark ground": Fault(
        word_style("w:style[@w:styleId='Promise']/w:pPr/w:shd", having("w:fill", "444444")),
        "contrasts: “.” is #1c1b1a on #444444",
    ),
    "a dark cell": Fault(
        word("//w:tcPr", holding('<w:shd w:val="clear" w:fill="1c1b1a"/>', 1)),
        "contrasts: “Status” is #56534e on #1c1b1a",
    ),
    "a pale column of headers": Fault(
        word_style("//w:tblStylePr//w:color", having("w:val", "cccccc")), "contrasts: “"
    ),
    "a font of elsewhere": Fault(
        word_style("w:style[@w:styleId='Title']//w:rFonts", having("w:ascii", "Inter")),
        "fonts: “Handlingsplan mot menneskehandel” is set in “Inter”",
    ),
    "a font that is not declared": Fault(
        at("word/fontTable.xml", "w:font[@w:name='Consolas']", gone),
        "fonts: “prøvedrift” is set in “Consolas”",
    ),
    "headings that are paragraphs": Fault(
        word("//w:pStyle[starts-with(@w:val, 'Heading')]", having("w:val", "BodyText"), number=None),
        f"headings: number 1 is None instead of 1, {GLANCE}",
    ),
    "headings outside of the outline": Fault(
        word_style("w:style[@w:styleId='Heading2']//w:outlineLvl", gone),
        "headings: number 7 is 3, Tiltak instead of 2, 1 Vidareføre",
    ),
    "another level": Fault(
        word(styled("Heading2"), restyled("Heading3")), "headings: number 7 is 3, 1 Vidareføre"
    ),
    "a skipped level": Fault(
        word(styled("Heading2"), restyled("Heading4")), "headings: “1 Vidareføre det tverrdepartementale"
    ),
    "a lost heading": Fault(
        word(styled("Heading3"), gone), "headings: number 8 is 3, Status instead of 3, Tiltak"
    ),
    "headings in another order": Fault(
        word(styled("Heading3"), moved_behind("following::w:p[w:pPr/w:pStyle/@w:val='Heading3']")),
        "headings: number 8 is 3, Status instead of 3, Tiltak",
    ),
    "a heading too many": Fault(
        word(styled("LeadingText"), restyled("Heading2")), f"headings: number 2 is 2, {SUMMARY}"
    ),
    "contents that nothing can make anew": Fault(
        word("//w:fldChar[@w:fldCharType='end']", gone), "contents: no program can make them anew"
    ),
    "contents of the first level": Fault(
        word("//w:instrText", saying(' TOC \\o "1-1" \\h ')), "contents: no program can make them anew"
    ),
    "contents that are only text": Fault(
        word("//w:sdt/w:sdtPr", gone), "contents: no program can make them anew"
    ),
    "a missing entry": Fault(
        word(styled("TOC2"), gone),
        "contents: number 7 is 2, 2 Hus til alle, 2 Hus til alle instead of 2, 1 Vidareføre",
    ),
    "an entry of another level": Fault(
        word(styled("TOC2"), restyled("TOC1")), "contents: number 7 is 1, 1 Vidareføre"
    ),
    "an entry that leads elsewhere": Fault(
        word("//w:sdt//w:hyperlink", having("w:anchor", "tiltak-2")),
        f"contents: number 1 is 1, {GLANCE}, 2 Hus til alle instead of 1, {GLANCE}, {GLANCE}",
    ),
    "an entry that leads nowhere": Fault(
        word("//w:sdt//w:hyperlink", opened),
        f"contents: number 1 is 1, {GLANCE}, nothing instead of 1, {GLANCE}, {GLANCE}",
    ),
    "a section that nothing can lead to": Fault(
        word("//w:bookmarkStart[@w:name='tiltak-2']", gone), "bookmarks: nothing can lead to “tiltak-2”"
    ),
    "a bookmark in another place": Fault(
        word("//w:bookmarkStart[@w:name='tiltak-2']", moved_behind("preceding::w:bookmarkStart[1]")),
        "bookmarks: “tiltak-2” stands at “",
    ),
    "a bookmark without an end": Fault(
        word("//w:bookmarkEnd", gone), "bookmarks: “status” is none that office programs read"
    ),
    "two bookmarks of one name": Fault(
        word("//w:bookmarkStart[@w:name='tiltak-2']", having("w:name", "tiltak-1")),
        "bookmarks: “tiltak-1” is none that office programs read",
    ),
    "a bookmark with a blank": Fault(
        word("//w:bookmarkStart[@w:name='note_2']", having("w:name", "note 2")),
        "bookmarks: “note 2” is none that office programs read",
    ),
    "a link to no bookmark": Fault(
        word("//w:tbl//w:hyperlink", having("w:anchor", "tiltak-9")), "bookmarks: “tiltak-9” is not there"
    ),
    "a reference to no bookmark": Fault(
        word(FURTHER, having("w:instr", "NOTEREF note_9")), "bookmarks: “note_9” is not there"
    ),
    "a link that leads elsewhere": Fault(
        at(TIES, "rels:Relationship[contains(@Target, 'example')]", having("Target", "https://x.no")),
        "links: number 13 is https://example.org/rapport, https://x.no instead of",
    ),
    "a link that is only text": Fault(
        word("//w:tbl//w:hyperlink", opened), "links: number 1 is 1, #tiltak-1 instead of 2, #tiltak-2"
    ),
    "a paragraph that goes on in another one": Fault(
        word(styled("LeadingText"), holding("<w:r><w:t>Og</w:t></w:r>", 1)),
        f"paragraphs: “{SUMMARY}",
    ),
    "a lost paragraph": Fault(
        word(styled("Quote"), gone), "paragraphs: “Det viktigaste er at folk får hjelp.” is none"
    ),
    "a status that is a mark": Fault(
        word(run("Under gjennomføring"), gone, number=1),
        "facts: number 3 is Status: instead of Status: Under gj",
    ),
    "a fact that is a paragraph": Fault(
        word(styled("Facts"), restyled("BodyText"), number=1),
        "facts: number 2 is Status: Under gjennomføring instead of Medansvar:",
    ),
    "a value without its name": Fault(
        word(f"({styled('Facts')})[2]/w:r", gone),
        "facts: number 2 is Barne-, likestillings- og inkluderingsdepartementet (BLD), "
        "Utanriksdepartementet (UD) instead of Medansvar: Barne-",
    ),
    "an item that is a paragraph": Fault(
        word(styled("ListBullet2"), restyled("ListContinue")),
        "lists: number 2 is 2, 0, på papir instead of 2, 0, på nett",
    ),
    "an item of another depth": Fault(
        word(styled("ListBullet2"), restyled("ListBullet")),
        "lists: number 2 is 1, 0, på nett instead of 2, 0, på nett",
    ),
    "a number that is a bullet": Fault(
        word(styled("ListNumber") + "/w:pPr/w:numPr", gone),
        "lists: number 4 is 1, 1, prøvedrift instead of 1, 2, prøvedrift",
    ),
    "a list that begins elsewhere": Fault(
        at("word/numbering.xml", "//w:startOverride", having("w:val", "3"), number=None),
        "lists: number 1 is 1, 3, rettleiing til NAV instead of 1, 1",
    ),
    "a table without caption": Fault(
        word(styled("Caption"), gone), f"tables: “{FIRST}” has the caption “” above it"
    ),
    "a caption that is a paragraph": Fault(
        word(styled("Caption"), restyled("BodyText")),
        f"tables: “{FIRST}” has the caption “” above it",
    ),
    "a caption that only stands there": Fault(
        word("//w:tblCaption", gone), f"tables: “{FIRST}” has the caption “” in its properties"
    ),
    "another caption": Fault(
        word("//w:tblCaption", having("w:val", "Tabell")),
        f"tables: “{FIRST}” has the caption “Tabell” in its",
    ),
    "a table in the text without a header": Fault(
        word("//w:tblHeader", gone, number=-2), "tables: “Nr., Tekst, Tall” has row 1 as no header", HARD
    ),
    "a header that is switched off": Fault(
        word("//w:tblHeader", having("w:val", "0")), f"tables: “{FIRST}” has row 1 as no header"
    ),
    "two headers": Fault(
        word("//w:tr", holding("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"), number=1),
        f"tables: “{FIRST}” has row 2 as a header",
    ),
    "a row that may be divided": Fault(
        word("//w:cantSplit", gone, number=1), f"tables: “{FIRST}” lets row 2 be divided"
    ),
    "no column of headers": Fault(
        word("//w:tblLook", having("w:firstColumn", "0")),
        f"tables: “{FIRST}” has 0 columns of headers instead of 1",
    ),
    "a column of headers in a table that has none": Fault(
        word("//w:tblLook", having("w:firstColumn", "1"), number=None),
        "tables: “Venstre, Midt, Høyre” has 1 columns of headers instead of 0",
        HARD,
    ),
    "a header of a row that is text": Fault(
        word(styled("TableRowHeading"), restyled("TableText")),
        f"tables: “{FIRST}” has “Gjennomført” as “table text” and not as row heading",
    ),
    "a text that is a header of its row": Fault(
        word(styled("TableTextNumber"), restyled("TableRowHeading")),
        f"tables: “{FIRST}” has “1” as “table row heading” and not as plain text",
    ),
    "a header of a column that is text": Fault(
        word(styled("TableHeading"), restyled("TableText")),
        f"tables: “{FIRST}” has “Status” as “table text” and not as heading",
    ),
    "a total that is not set apart": Fault(
        word(styled("TableTotal"), restyled("TableText")),
        f"tables: “{SHARES}” has “I alt” as “table text” and not as total",
    ),
    "a missing column": Fault(word("//w:gridCol", gone), f"tables: “{FIRST}” has 2 columns instead of 3"),
    "a missing cell": Fault(
        word("//w:tc", gone), f"tables: “{FIRST}” has other rows: number 1 is Tal, Tiltak nr. instead of"
    ),
    "a missing row": Fault(
        word("//w:tr", gone, number=1), f"tables: “{FIRST}” has other rows: number 2 is I gang, 1"
    ),
    "a status in a table that is a mark": Fault(
        word(run("Under gjennomføring"), gone), f"tables: “{ALL}” has other rows: number 2 is 1, Vidareføre"
    ),
    "a missing table": Fault(word("//w:tbl", gone), "tables: there are 6 instead of 7"),
    "a chart without its values": Fault(
        word("//wp:docPr[@descr]", having("descr", DRAWN)),
        f"pictures: number 1 is {DRAWN} instead of {DRAWN} Europa: 3,7",
        STUDY,
    ),
    "only that there is a picture": Fault(
        word("//wp:docPr[@descr]", having("descr", "Bilete")),
        "pictures: “Bilete” does not say what is shown",
    ),
    "only the name of a picture": Fault(
        word("//wp:docPr[@descr]", having("title", "IMG_1.JPG")),
        "pictures: “IMG_1.JPG” does not say what is shown",
    ),
    "no alternative text": Fault(
        word("//wp:docPr[@descr]", without("descr")), f"pictures: number 1 is  instead of {HOUSE}"
    ),
    "a picture that says nothing at all": Fault(
        word("//wp:docPr[@descr]", gone), f"pictures: number 1 is  instead of {HOUSE}"
    ),
    "another picture": Fault(
        word("//wp:docPr[@descr]", having("descr", "Ein katt")),
        f"pictures: number 1 is Ein katt instead of {HOUSE}",
    ),
    "a missing picture": Fault(
        word("//w:drawing[.//wp:docPr/@descr]", gone), "pictures: number 1 is None instead of Huset"
    ),
    "a note that nothing refers to": Fault(
        word("//w:footnoteReference", gone),
        "notes: number 1 is Sjåtiltak2. instead of Meirirapportenfrå2011.",
    ),
    "a note without its words": Fault(
        at(NOTES, "w:footnote[not(@w:type)]/w:p", gone),
        "notes: number 1 is  instead of Meirirapportenfrå2011.",
    ),
    "a reference that shows another number": Fault(
        word(f"{FURTHER}//w:t", saying("2")), "notes: what shows “2” refers to 1"
    ),
    "a reference to no note": Fault(
        word(FURTHER, having("w:instr", "NOTEREF note_9 \\h")), "notes: what shows “1” refers to none"
    ),
    "a note that is referred to less often": Fault(
        word(FURTHER, gone), "notes: 1 is referred to 1 times, not 2"
    ),
    "a reference that does not say on which page it ends": Fault(
        word(f"{PAGED}/..", lambda line: line.remove(found(line, PAGED[2:])[0])),
        "page_numbers: number 1 is s. #, tiltak-1 instead of s. #, tiltak-3",
    ),
    "the page of something else": Fault(
        word(PAGED, having("w:instr", " PAGEREF tiltak-1 \\h ")),
        "page_numbers: number 1 is s. #, tiltak-1 instead of s. #, tiltak-3",
    ),
    "a page in the contents that is only a number": Fault(
        word("//w:sdt//w:fldSimple", gone),
        "page_numbers: in the contents: number 1 is kapittel-om instead of status",
    ),
    "a status without its mark": Fault(
        word("//w:drawing[.//adec:decorative]", gone),
        "signs: number 1 is ",
    ),
    "a mark that says something": Fault(
        word("//wp:docPr[.//adec:decorative]", having("descr", "Ein sirkel")), "signs: number 1 is "
    ),
    "a mark that is read aloud": Fault(
        word("//adec:decorative", having("val", "0")), "pictures: number 1 is  instead of"
    ),
    "the mark of another class": Fault(
        word("//w:drawing[.//adec:decorative]//a:blip", as_others),
        "signs: statuses of one class look otherwise",
    ),
}


# ODT


CONTENT = "content.xml"
writer = partial(at, CONTENT)
look = partial(at, "styles.xml")


def in_style(style: str) -> str:
    """The path of the paragraphs with a style."""
    return f"//text:p[@text:style-name='{style}']"


def span(text: str) -> str:
    """The path of the words of one look that say just this."""
    return f"//text:span[.='{text}']"


def of_style(name: str, kind: str = "text") -> str:
    """The path of what a style says of text or paragraphs."""
    return f"//style:style[@style:name='{name}']/style:{kind}-properties"


def taking(style: str) -> Change:
    return having("text:style-name", style)


NUMBER = "//text:a[@text:style-name='Page_20_Reference']/text:bookmark-ref"
ENGLISH = "//style:text-properties[@fo:language='en']"

ODT_FAULTS = of_package("mimetype", "Pictures/0.png") | {
    "a clock": Fault(writer(in_style("Lead"), holding("<text:date/>")), "contained: there is text:date"),
    "a macro": Fault(writer("/*", holding("<office:scripts/>")), "contained: there is office:scripts"),
    "words that run a macro": Fault(
        writer("//text:p", holding("<text:execute-macro/>")), "contained: there is text:execute-macro"
    ),
    "an object of another program": Fault(
        writer("//draw:image", becoming("draw:object")), "contained: there is draw:object"
    ),
    "a change that awaits approval": Fault(
        writer("//office:text", holding("<text:tracked-changes/>")),
        "contained: there is text:tracked-changes",
    ),
    "a part with a program": Fault(
        lambda package: package.add("Basic/script.xml"), "contained: there is Basic/script.xml"
    ),
    "a picture elsewhere": Fault(
        writer("//draw:image", having("xlink:href", "http://x.no/a.png")),
        "contained: there is draw:image http://x.no/a.png",
    ),
    "a clock in the header": Fault(
        look("//style:header/text:p", holding("<text:time/>")), "contained: there is text:time"
    ),
    "two tables of one name": Fault(
        writer("//table:table", having("table:name", "a"), number=None), "ids: table:table a is there 7 times"
    ),
    "two notes of one name": Fault(
        writer("//text:note", having("text:id", "a"), number=None), "ids: text:note a is there 2 times"
    ),
    "the name of a file": Fault(
        at("meta.xml", "//dc:title", saying("a.odt")), "title: the file is called “a.odt”"
    ),
    "a title that is a paragraph": Fault(
        writer(in_style("Title"), taking("Text_20_body")),
        "title: number 1 is None instead of Handlingsplan mot",
    ),
    "an author": Fault(
        at("meta.xml", "/*/*", holding("<dc:creator>N. N.</dc:creator>")), "title: the file says its creator"
    ),
    "the time it was made": Fault(
        at("meta.xml", "/*/*", holding("<dc:date>2012-02-29T12:00:00</dc:date>")),
        "title: the file says its date",
    ),
    "a file of another language": Fault(
        look("//style:default-style/style:text-properties", having("fo:language", "nb")),
        "languages: the styles say “nb-NO”, not “nn-NO”",
    ),
    "properties of no language": Fault(
        at("meta.xml", "//dc:language", gone), "languages: the properties say “”, not “nn-NO”"
    ),
    "foreign words that do not say so": Fault(
        writer(ENGLISH, without("fo:language"), without("fo:country")),
        "languages: number 1 is None instead of Amanwhoknowshisrights, en-GB",
    ),
    "foreign words of another language": Fault(
        writer(ENGLISH, having("fo:language", "fr")), "languages: number 1 is Amanwhoknowshisrights, fr-GB"
    ),
    "own words that say they are foreign": Fault(
        writer(span("prøvedrift"), taking("T3")), "languages: number 1 is prøvedrift, en-GB instead of"
    ),
    "a foreign entry of the contents that does not say so": Fault(
        writer("//text:index-body//text:span[@text:style-name='T1']", taking("Index_20_Link"), number=None),
        "languages: the contents do not say which “Kroatia: Counter-trafficking Community Mobilization Project” is in",
        STUDY,
    ),
    "a page of another size": Fault(
        look("office:automatic-styles//style:page-layout-properties", having("fo:page-width", "8.5in")),
        "pages: one kind is 612 by 841.9 points",
    ),
    "pages without numbers": Fault(look("//text:page-number", gone), "pages: none says “Side 1 av 1”"),
    "pages that do not say whose they are": Fault(
        look("//style:header", gone), "pages: none says “Handlingsplan mot menneskehandel”"
    ),
    "a chapter that begins no page": Fault(
        writer("//text:h", taking("Heading_20_1")),
        f"pages: what begins one: number 1 is {OVERVIEW} instead of {GLANCE}",
    ),
    "a chapter that begins a page for nothing": Fault(
        look(of_style("Heading_20_1", "paragraph"), having("fo:break-before", "page")),
        f"pages: what begins one: number 2 is Om instead of {OVERVIEW}",
    ),
    "a text that begins a page": Fault(
        writer(in_style("Promise"), taking("NewPage")), "pages: what begins one: number 3 is Samordninga"
    ),
    "a broken letter": Fault(
        writer(in_style("Promise"), saying("FÃ¸r ")), "letters: “FÃ¸r fylkesko” has a broken"
    ),
    "a lost letter in a description": Fault(
        writer("//svg:desc", saying("Fr\ufffd")), "letters: “Fr\ufffd” has a broken letter"
    ),
    "a broken letter in the properties": Fault(
        at("meta.xml", "//dc:subject", saying("Ã…r")), "letters: “Ã…r” has a broken letter"
    ),
    "a broken letter in a header": Fault(
        look("//style:header/text:p", saying("mÃ¥l")), "letters: “mÃ¥l Statusra” has a broken letter"
    ),
    "a text without a style": Fault(
        writer(in_style("Promise"), without("text:style-name")), "styles: there is no style “”"
    ),
    "a style that is not there": Fault(
        writer(in_style("Promise"), taking("Box")), "styles: there is no style “Box”"
    ),
    "a style of words that is not there": Fault(
        look("//style:style[@style:name='Internet_20_link']", gone),
        "styles: there is no style “Internet_20_link”",
    ),
    "a style of cells that is not there": Fault(
        writer("//table:table-cell", having("table:style-name", "Cell")), "styles: there is no style “Cell”"
    ),
    "words in a colour of their own": Fault(
        writer(ENGLISH, having("fo:color", "#000000")), "formatting: there is fo:color beside a style"
    ),
    "words in a font of their own": Fault(
        writer(ENGLISH, having("style:font-name", "Calibri")),
        "formatting: there is style:font-name beside a style",
    ),
    "a paragraph with a look of its own": Fault(
        writer(
            "office:automatic-styles",
            holding(
                '<style:style style:name="P1" style:family="paragraph">'
                '<style:paragraph-properties fo:text-align="center"/></style:style>'
            ),
        ),
        "formatting: there is fo:text-align beside a style",
    ),
    "a pale style": Fault(
        look(of_style("Lead"), having("fo:color", "#999999")),
        "contrasts: “Status per februar 2012” is #999999 on #ffffff",
    ),
    "a pale style of words": Fault(
        look(of_style("Internet_20_link"), having("fo:color", "#9fc0d8")),
        "contrasts: “Hus til alle” is #9fc0d8 on #ffffff",
    ),
    "a dark ground": Fault(
        look(of_style("Promise", "paragraph"), having("fo:background-color", "#444444")),
        "contrasts: “.” is #1c1b1a on #444444",
    ),
    "a dark cell": Fault(
        writer(of_style("TableHeadingCell", "table-cell"), having("fo:background-color", "#1c1b1a")),
        "contrasts: “Ansvarleg” is #56534e on #1c1b1a",
    ),
    "a font of elsewhere": Fault(
        look("//style:font-face[@style:name='Calibri']", having("svg:font-family", "Inter")), "fonts: “"
    ),
    "a font that is not declared": Fault(
        look("//style:font-face[@style:name='Cambria']", gone),
        "fonts: “Status per februar 2012” is set in “”",
    ),
    "headings that are paragraphs": Fault(
        writer("//text:h", taking("Text_20_body"), number=None),
        f"headings: number 1 is None instead of 1, {GLANCE}",
    ),
    "a heading outside of the outline": Fault(
        writer("//text:h", without("text:outline-level")),
        f"headings: number 1 is 1, Om instead of 1, {GLANCE}",
    ),
    "another level": Fault(
        writer(
            "//text:h[@text:outline-level='2']", taking("Heading_20_3"), having("text:outline-level", "3")
        ),
        "headings: number 7 is 3, 1 Vidareføre",
    ),
    "a skipped level": Fault(
        writer(
            "//text:h[@text:outline-level='2']", taking("Heading_20_4"), having("text:outline-level", "4")
        ),
        "headings: “1 Vidareføre det tverrdepartementale samordningsarbeidet” skips from level 1 to 4",
    ),
    "a lost heading": Fault(
        writer("//text:h[@text:outline-level='3']", gone),
        "headings: number 8 is 3, Status instead of 3, Tiltak",
    ),
    "headings in another order": Fault(
        writer("//text:h[@text:outline-level='3']", moved_behind("following::text:h")),
        "headings: number 8 is 3, Status instead of 3, Tiltak",
    ),
    "a heading too many": Fault(
        writer(
            in_style("Leading_20_Text"),
            becoming("text:h"),
            taking("Heading_20_2"),
            having("text:outline-level", "2"),
        ),
        f"headings: number 2 is 2, {SUMMARY}",
    ),
    "contents that nothing can make anew": Fault(
        writer("//text:table-of-content-source", gone), "contents: no program can make them anew"
    ),
    "contents of the first level": Fault(
        writer("//text:table-of-content-source", having("text:outline-level", "1")),
        "contents: no program can make them anew",
    ),
    "contents that are only text": Fault(
        writer("//text:table-of-content", gone),
        f"contents: number 1 is None instead of 1, {GLANCE}, {GLANCE}",
    ),
    "a missing entry": Fault(
        writer(in_style("Contents_20_2"), gone),
        "contents: number 7 is 2, 2 Hus til alle, 2 Hus til alle instead of",
    ),
    "an entry of another level": Fault(
        writer(in_style("Contents_20_2"), taking("Contents_20_1")), "contents: number 7 is 1, 1 Vidareføre"
    ),
    "an entry that leads elsewhere": Fault(
        writer("//text:a", having("xlink:href", "#tiltak-2")),
        f"contents: number 1 is 1, {GLANCE}, 2 Hus til alle instead of 1, {GLANCE}, {GLANCE}",
    ),
    "an entry that leads nowhere": Fault(
        writer("//text:a", opened),
        f"contents: number 1 is 1, {GLANCE}, nothing instead of 1, {GLANCE}, {GLANCE}",
    ),
    "a section that nothing can lead to": Fault(
        writer("//text:bookmark-start[@text:name='tiltak-2']", gone),
        "bookmarks: nothing can lead to “tiltak-2”",
    ),
    "a bookmark in another place": Fault(
        writer("//text:bookmark-start[@text:name='tiltak-2']", moved_behind("following::text:h/text:span")),
        "bookmarks: “tiltak-2” stands at “",
    ),
    "a bookmark without an end": Fault(
        writer("//text:bookmark-end", gone), "bookmarks: “status” is none that office programs read"
    ),
    "two bookmarks of one name": Fault(
        writer("//text:bookmark-start[@text:name='tiltak-2']", having("text:name", "tiltak-1")),
        "bookmarks: “tiltak-1” is none that office programs read",
    ),
    "a link to no bookmark": Fault(
        writer("//table:table//text:a", having("xlink:href", "#tiltak-9")),
        "bookmarks: “tiltak-9” is not there",
    ),
    "a page number of no bookmark": Fault(
        writer("//text:bookmark-ref", having("text:ref-name", "tiltak-9")),
        "bookmarks: “tiltak-9” is not there",
    ),
    "a link that leads elsewhere": Fault(
        writer("//text:a[contains(@xlink:href, 'example')]", having("xlink:href", "https://x.no")),
        "links: number 13 is https://example.org/rapport, https://x.no instead of",
    ),
    "a link into the package": Fault(
        writer(
            "//text:a[starts-with(@xlink:href, '../')]",
            having("xlink:href", "../document-study/document-study.odt#prosjekt-1"),
        ),
        "links: number",
        HARD,
    ),
    "a link that is only text": Fault(
        writer("//table:table//text:a", opened), "links: number 1 is 1, #tiltak-1 instead of 2, #tiltak-2"
    ),
    "a paragraph that goes on in another one": Fault(
        writer(in_style("Leading_20_Text"), saying("Og 1 av 3")),
        f"paragraphs: “{SUMMARY}",
    ),
    "a lost paragraph": Fault(
        writer(in_style("Quotations"), gone), "paragraphs: “Det viktigaste er at folk får hjelp.” is none"
    ),
    "a status that is a mark": Fault(
        writer(
            "//text:p[starts-with(@text:style-name, 'Facts_20_')]/text:tab",
            lambda tab: setattr(tab, "tail", ""),
            number=0,
        ),
        "facts: number 3 is Status: instead of Status: Under gjennomføring",
    ),
    "a fact that is a paragraph": Fault(
        writer(in_style("Facts"), taking("Text_20_body"), number=1),
        "facts: number 2 is Status: Under gjennomføring instead of Medansvar:",
    ),
    "a value without its name": Fault(
        writer(f"{in_style('Facts')}/text:span", gone, number=1),
        "facts: number 2 is Barne-, likestillings- og inkluderingsdepartementet (BLD), "
        "Utanriksdepartementet (UD) instead of Medansvar: Barne-",
    ),
    "an item that is a paragraph": Fault(
        writer("//text:list-item[text:p='på nett']", opened),
        "lists: number 2 is 2, 0, på papir instead of 2, 0, på nett",
    ),
    "an item of another depth": Fault(
        writer("//text:list//text:list", moved_behind("ancestor::text:list")),
        "lists: number 2 is 1, 2, prøvedrift instead of 2, 0",
    ),
    "a number that is a bullet": Fault(
        writer("//text:list", taking("Bullets")),
        "lists: number 1 is 1, 0, rettleiing til NAV instead of 1, 1",
    ),
    "a list that begins elsewhere": Fault(
        writer("//text:list-item", having("text:start-value", "3")),
        "lists: number 1 is 1, 3, rettleiing til NAV instead of 1, 1",
    ),
    "a table without caption": Fault(
        writer(in_style("Caption"), gone), f"tables: “{FIRST}” has the caption “” above it"
    ),
    "a caption that is a paragraph": Fault(
        writer(in_style("Caption"), taking("Text_20_body")),
        f"tables: “{FIRST}” has the caption “” above it",
    ),
    "a caption that only stands there": Fault(
        writer("//table:title", gone), f"tables: “{FIRST}” has the caption “” in its properties"
    ),
    "another caption": Fault(
        writer("//table:title", saying("Tabell")), f"tables: “{FIRST}” has the caption “Tabell” in its"
    ),
    "a table in the text without a header": Fault(
        writer("//table:table-header-rows", opened, number=-2),
        "tables: “Nr., Tekst, Tall” has row 1 as no header",
        HARD,
    ),
    "two headers": Fault(
        writer("//table:table-row", moved_behind("preceding::table:table-row[1]"), number=1),
        f"tables: “{FIRST}” has row 2 as a header",
    ),
    "rows that may be divided": Fault(
        writer("//style:table-row-properties", without("fo:keep-together")),
        f"tables: “{FIRST}” lets row 1 be divided",
    ),
    "no column of headers": Fault(
        writer("//table:table-header-columns", opened),
        f"tables: “{FIRST}” has 0 columns of headers instead of 1",
    ),
    "one column of headers instead of two": Fault(
        writer("(//table:table-header-columns)[3]/table:table-column", gone),
        f"tables: “{ALL}” has 1 columns of headers instead of 2",
    ),
    "a header of a row that is text": Fault(
        writer("//table:table/table:table-row/table:table-cell[1]/text:p", taking("Table_20_Contents")),
        f"tables: “{FIRST}” has “Gjennomført” as “table contents” and not as row heading",
    ),
    "a text that is a header of its row": Fault(
        writer(in_style("Table_20_Text_20_Number"), taking("Table_20_Row_20_Heading")),
        f"tables: “{FIRST}” has “1” as “table row heading” and not as plain text",
    ),
    "a header of a column that is text": Fault(
        writer(in_style("Table_20_Heading"), taking("Table_20_Contents")),
        f"tables: “{FIRST}” has “Status” as “table contents” and not as heading",
    ),
    "a total that is not set apart": Fault(
        writer(in_style("Table_20_Total"), taking("Table_20_Contents")),
        f"tables: “{SHARES}” has “I alt” as “table contents” and not as total",
    ),
    "a missing column": Fault(
        writer("//table:table/table:table-column", gone), f"tables: “{FIRST}” has 2 columns instead of 3"
    ),
    "a missing cell": Fault(
        writer("//table:table-cell", gone),
        f"tables: “{FIRST}” has other rows: number 1 is Tal, Tiltak nr. instead of",
    ),
    "a missing row": Fault(
        writer("//table:table-row", gone, number=1),
        f"tables: “{FIRST}” has other rows: number 2 is I gang, 1",
    ),
    "a status in a table that is a mark": Fault(
        writer("//table:table-cell/text:p[.='Under gjennomføring']", saying("")),
        f"tables: “{ALL}” has other rows: number 2 is 1, Vidareføre",
    ),
    "a missing table": Fault(writer("//table:table", gone), "tables: there are 6 instead of 7"),
    "a chart without its values": Fault(
        writer("//svg:desc", saying(DRAWN)),
        f"pictures: number 1 is {DRAWN} instead of {DRAWN} Europa: 3,7",
        STUDY,
    ),
    "only that there is a picture": Fault(
        writer("//svg:desc", saying("Bilete")), "pictures: “Bilete” does not say what is shown"
    ),
    "only the name of a picture": Fault(
        writer("//svg:title", saying("IMG_1.JPG")),
        "pictures: “IMG_1.JPG” does not say what is shown",
    ),
    "no alternative text": Fault(writer("//svg:desc", gone), f"pictures: number 1 is  instead of {HOUSE}"),
    "another picture": Fault(
        writer("//svg:desc", saying("Ein katt")),
        f"pictures: number 1 is Ein katt instead of {HOUSE}",
    ),
    "a missing picture": Fault(writer("//draw:frame", gone), "pictures: number 1 is None instead of Huset"),
    "a note that is none": Fault(
        writer("//text:note", gone), "notes: number 1 is Sjåtiltak2. instead of Meirirapportenfrå2011."
    ),
    "a note at the end": Fault(
        writer("//text:note", having("text:note-class", "endnote")),
        "notes: number 1 is Sjåtiltak2. instead of Meir",
    ),
    "a note without its words": Fault(
        writer("//text:note-body/text:p", gone), "notes: number 1 is  instead of Meirirapportenfrå2011."
    ),
    "a reference that shows another number": Fault(
        writer("//text:note-ref", saying("2")), "notes: what shows “2” refers to 1"
    ),
    "a reference to no note": Fault(
        writer("//text:note-ref", having("text:ref-name", "ftn9")), "notes: what shows “1” refers to none"
    ),
    "a note that is referred to less often": Fault(
        writer("//text:note-ref", gone), "notes: 1 is referred to 1 times, not 2"
    ),
    "a reference that does not say on which page it ends": Fault(
        writer(NUMBER, gone), "page_numbers: number 1 is s. #, tiltak-1 instead of s. #, tiltak-3"
    ),
    "the page of something else": Fault(
        writer(NUMBER, having("text:ref-name", "tiltak-1")),
        "page_numbers: number 1 is s. #, tiltak-1 instead of s. #, tiltak-3",
    ),
    "a number that is none of a page": Fault(
        writer(NUMBER, having("text:reference-format", "text")), "page_numbers: number 1 is "
    ),
    "a page in the contents that is only a number": Fault(
        writer("//text:index-body//text:bookmark-ref", gone),
        "page_numbers: in the contents: number 1 is kapittel-om instead of status",
    ),
    "a status without its mark": Fault(
        writer(
            "//table:table-cell/text:p[starts-with(@text:style-name, 'Table_20_Row_20_Heading_20_')]",
            taking("Table_20_Row_20_Heading"),
        ),
        "signs: number 1 is ",
    ),
    "the mark of another class": Fault(
        writer("(//style:background-image)[2]", having("xlink:href", "Pictures/0.png")),
        "signs: statuses of one class look otherwise",
    ),
}


# The tests

FAULTS = {"docx": DOCX_FAULTS, "odt": ODT_FAULTS}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("kind", READERS)
def test_nothing_is_found_in_the_publications_of_a_plan(
    kind: str, plan: str, made: Made, pages: dict[str, Page]
) -> None:
    readings = opened_files(plan, kind, made)
    found = {id_: faults(file, pages[f"{plan}/{id_}"].document) for id_, file in readings.items()}
    assert found == {id_: [] for id_ in readings}
    assert strays(readings) == []


def prove(kind: str, name: str, made: Made, pages: dict[str, Page]) -> None:
    fault = FAULTS[kind][name]
    (check,) = (check for check in CHECKS if check.__name__ == fault.finding.partition(":")[0])
    found = FINDERS[kind](fault.plant(made(fault.file, kind)), pages[fault.file].document, [check])
    assert any(finding.startswith(fault.finding) for finding in found), found


@pytest.mark.parametrize("name", DOCX_FAULTS)
def test_a_fault_planted_in_a_docx_is_found(name: str, made: Made, pages: dict[str, Page]) -> None:
    prove("docx", name, made, pages)


@pytest.mark.parametrize("name", ODT_FAULTS)
def test_a_fault_planted_in_an_odt_is_found(name: str, made: Made, pages: dict[str, Page]) -> None:
    prove("odt", name, made, pages)


@pytest.mark.parametrize("kind", FAULTS)
def test_every_check_is_known_to_find_something(kind: str) -> None:
    proven = {fault.finding.partition(":")[0] for fault in FAULTS[kind].values()}
    assert {check.__name__ for check in CHECKS} == proven


@pytest.mark.parametrize(
    ("kind", "lost"),
    [
        ("docx", word("//w:bookmarkStart[@w:name='prosjekt-1']", gone)),
        ("odt", writer("//text:bookmark-start[@text:name='prosjekt-1']", gone)),
    ],
)
def test_a_link_to_what_the_other_publication_has_not_is_found(kind: str, lost: Spoil, made: Made) -> None:
    readings = opened_files("hard", kind, made)
    study = Fault(lost, "").plant(made("hard/document-study", kind))
    address = f"../document-study/document-study.{kind}#prosjekt-1"
    expected = [f"status-report leads to “{address}”, which is not there"]
    assert strays(readings | {"document-study": READERS[kind](study)}) == expected
    del readings["document-study"]
    assert strays(readings) == expected


# What other programs make of it


@pytest.mark.parametrize(("kind", "other"), [("docx", "odt"), ("odt", "docx")])
def test_another_program_finds_headings_headers_descriptions_and_footnotes(
    kind: str, other: str, made: Made, tmp_path: Path
) -> None:
    """LibreOffice writes what it has read in the other format."""
    file = tmp_path / f"a.{kind}"
    file.write_bytes(made(GOOD, kind))
    (converted,) = libreoffice.convert(require("soffice"), [file], other, tmp_path)
    assert essence(READERS[other](converted.read_bytes())) == essence(READERS[kind](made(GOOD, kind)))


def essence(file: OfficeFile) -> dict[str, object]:
    """What a file must not lose."""
    return {
        "headings": [(paragraph.level, paragraph.text) for paragraph in file.text if paragraph.level],
        "tables": [
            [(row.header, *(cell.text for cell in row.cells)) for row in table.rows] for table in file.tables
        ],
        # LibreOffice does not tell the marks of statuses from pictures that say something.
        "pictures": [picture.description for picture in file.pictures if picture.description],
        "notes": [[paragraph.text for paragraph in note] for note in file.notes],
    }
