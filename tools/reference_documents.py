"""Makes the reference documents, from which DOCX and ODT take their styles: the house style, written down once.

Editors may open them, change a style and put the result in their plan's own `templates/`. In headers and footers,
`{title}`, `{publication}`, `{round}` and `{page}` are filled in when a publication is made.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from statusreport.formats._odt_styles import NAMES, style_name
from statusreport.formats._package import pack

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

PALETTE = tomllib.loads((TEMPLATES / "palette.toml").read_text("utf-8"))
COLOURS = {
    name: re.sub("^(.)(.)(.)$", r"\1\1\2\2\3\3", colour.removeprefix("#"))
    for name, colour in PALETTE["colours"].items()
}
INK, SOFT, PAPER, TINT = (COLOURS[name] for name in ("ink", "soft", "paper", "tint"))
LINE, STRONG, ACCENT, BAR = (COLOURS[name] for name in ("line", "strong", "accent", "bar"))
TINTED, REVERSED = (COLOURS[name] for name in ("tinted", "reversed"))
SIZES = PALETTE["sizes"]
FONTS = {"serif": "Cambria", "sans": "Calibri", "mono": "Consolas"}
FAMILIES = {"serif": "roman", "sans": "swiss", "mono": "modern"}
# In points: the sheet (A4), its margins, and the width of the text between them.
SHEET, SIDE, TOP, BOTTOM, EDGE = (595.3, 841.9), 76.5, 82.0, 74.0, 38.0
TEXT = SHEET[0] - 2 * SIDE
STEP = 17.0  # what a level of a list is set in by
PROMISE, INSET = 13.0, 10.5  # what the text of a promise is set in by, from its border and at the right
SMALL = {"Text": 8.0, "Row": 8.0, "Heading": 7.5}  # the words of a sheet, in points
BETWEEN = 5.0  # what stands between the paragraphs of a promise
HEADER, FOOTER = "{title}\t{publication}, {round}", "\t{page}"
SIGNS = "•–▪"
WORD_LEVELS, ODF_LEVELS = 9, 10


@dataclass(frozen=True)
class Border:
    """A line beside a paragraph, its width and its distance from the text in points."""

    side: str
    colour: str
    width: float = 0.5
    space: float = 0


@dataclass(frozen=True)
class Style:
    """A style of paragraphs, or of characters, by the name it has in Word. None is what the parent has."""

    name: str
    base: str = ""
    follow: str = ""
    of_words: bool = False
    font: str = ""
    size: float | None = None
    bold: bool = False
    upper: bool = False
    colour: str | None = None
    tracking: float | None = None
    lines: str = ""  # single, double or strike
    raised: bool = False
    before: float | None = None
    after: float | None = None
    line: float | None = None
    left: float | None = None
    hanging: float | None = None
    right: float | None = None
    align: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    master: str = ""  # the ODF master page that begins
    hyphens: bool | None = None
    outline: int = 0
    borders: tuple[Border, ...] = ()
    tint: str = ""
    pattern: str = ""  # of words on their ground, as Word calls it
    tab: tuple[str, float] | None = None
    listing: tuple[str, int] | None = None

    @property
    def ident(self) -> str:
        """Its id in Word."""
        return "".join(word[0].upper() + word[1:] for word in self.name.replace("toc", "TOC").split())

    def beside(self, side: str) -> float:
        """What a border takes: in ODF it stands between the margin and the text, in Word within the margin."""
        return sum(border.width + border.space for border in self.borders if border.side == side)


def _headings() -> list[Style]:
    looks = ((INK, 34, 7), (INK, 28, 4), (INK, 18, 5), (INK, 15, 0), (SOFT, 13, 0), (SOFT, 13, 0))
    common = Style(
        "",
        "Normal",
        "Body Text",
        font="sans",
        bold=True,
        line=1.1,
        keep_next=True,
        keep_lines=True,
        hyphens=False,
    )
    made = [
        replace(
            common,
            name=f"heading {level}",
            size=size,
            colour=colour,
            before=before,
            after=after,
            outline=level,
        )
        for level, (size, (colour, before, after)) in enumerate(
            zip(SIZES["office"]["headings"], looks, strict=True), 1
        )
    ]
    # It looks like a chapter's heading, but is none: the contents do not list themselves.
    return [*made, replace(made[0], name="TOC Heading", before=0, outline=0, new_page=True)]


# A promise is one tinted box, whatever stands in it: no space between its paragraphs, but lines in the tint.
BOX = (
    Border("top", TINT, 0.5, 3),
    Border("left", STRONG, 2.25, 10),
    Border("bottom", TINT, 0.5, 3),
    Border("right", TINT, 0.5, 10),
)
BOXED = Style("Promise", "Body Text", right=INSET, before=0, after=0, borders=BOX, tint=TINT, keep_lines=True)
LISTINGS = {"Bullets": 0.0, "Numbers": 0.0, "Promise Bullets": PROMISE, "Promise Numbers": PROMISE}


def _lists() -> list[Style]:
    """The styles of lists: each belongs to a level of a list, or goes on in one."""
    listed = Style("List", "Body Text", before=3.5)
    styles: list[Style] = []
    for common, inset, numbers in ((listed, 0.0, ("", " 2", " 3")), (BOXED, PROMISE, ("", " 2"))):
        boxed = "Promise " if common is BOXED else ""
        for level, number in enumerate(numbers):
            styles += [
                replace(common, name=f"{common.name} {kind}{number}", listing=(f"{boxed}{kind}s", level))
                for kind in ("Bullet", "Number")
            ]
            styles.append(
                replace(common, name=f"{common.name} Continue{number}", left=inset + STEP * (level + 1))
            )
    return styles


def _tables() -> list[Style]:
    text = Style("Table Text", "Normal", font="sans", size=SIZES["table"], line=1.15, hyphens=True)
    heading = Style(
        "Table Heading",
        "Table Text",
        size=SIZES["head"],
        bold=True,
        colour=SOFT,
        hyphens=False,
        keep_next=True,
    )
    total = Style("Table Total", "Table Text", bold=True)
    sides = {" Number": "right", " Centre": "center"}
    styles = [
        text,
        *(Style(f"Table Text{name}", "Table Text", align=side) for name, side in sides.items()),
        Style("Table Row Heading", "Table Text"),
        heading,
        *(replace(heading, name=f"Table Heading{name}", align=side) for name, side in sides.items()),
        total,
        replace(total, name="Table Total Number", align="right"),
    ]
    close = [
        replace(
            style, name=f"{style.name} Small", base=style.name, size=SMALL[style.name.split()[1]], line=0.92
        )
        for style in styles
        if "Total" not in style.name
    ]
    return [
        *styles,
        *close,
        Style("Table Note", "Normal", font="sans", size=SIZES["note"], colour=SOFT, before=4),
        Style("Figure Note", "Table Note", keep_next=True),
    ]


def _tiles() -> list[Style]:
    """Numbers of records on the ground of their status. Where there are no patterns, the mean of one's colours stands."""
    tile = Style(
        "Tile Open",
        of_words=True,
        bold=True,
        colour=INK,
        tint=PAPER,
        borders=(Border("around", ACCENT, 0.75),),
    )
    patterns = {"Hatched": ("diagStripe", 0.5), "Ended": ("diagCross", 0.6), "Paused": ("vertStripe", 0.5)}
    return [
        tile,
        replace(tile, name="Tile Tinted", tint=TINTED),
        replace(tile, name="Tile Filled", tint=ACCENT, colour=REVERSED),
        *(
            replace(tile, name=f"Tile {name}", tint=_mixed(TINTED, PAPER, part), pattern=pattern)
            for name, (pattern, part) in patterns.items()
        ),
    ]


def _mixed(one: str, other: str, part: float) -> str:
    """A colour that is in part one and else another."""
    pairs = ((int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (0, 2, 4))
    return "".join(f"{round(a * part + b * (1 - part)):02x}" for a, b in pairs)


STYLES = (
    Style("Normal", font="serif", size=SIZES["text"], colour=INK, line=1.3),
    Style("Body Text", "Normal", before=6.5, hyphens=True),
    Style("Leading Text", "Body Text", "Body Text", keep_next=True),
    Style(
        "Kicker", "Normal", "Title", font="sans", size=SIZES["office"]["kicker"], bold=True, upper=True, tracking=0.6, colour=ACCENT,
        before=150, after=8, hyphens=False, master="Cover",
    ),
    Style(
        "Title", "Normal", "Lead", font="sans", size=SIZES["title"], bold=True, line=1.05, after=14, hyphens=False,
        borders=(Border("bottom", INK, 1, 12),),
    ),
    Style("Lead", "Normal", "Body Text", size=SIZES["lead"], colour=SOFT, after=8, hyphens=False),
    Style("Edition", "Normal", "Body Text", font="sans", colour=SOFT, hyphens=False),
    *_headings(),
    Style(
        "toc 1", "Normal", font="sans", size=SIZES["small"], bold=True, before=8, after=2, line=1.1, right=28, hyphens=False,
        tab=("right", TEXT),
    ),
    Style(
        "toc 2", "Normal", font="sans", size=SIZES["small"], after=2, line=1.1, left=26, hanging=14, right=28, hyphens=False,
        tab=("right", TEXT),
    ),
    Style("Facts", "Normal", font="sans", size=SIZES["small"], line=1.15, before=3, left=128, hanging=128, tab=("left", 128), keep_next=True),
    replace(BOXED, left=PROMISE),
    *_lists(),
    Style("Remark", "Body Text", font="sans", size=SIZES["small"], left=12, borders=(Border("left", STRONG, 1, 9),)),
    Style("Quote", "Body Text", left=12, colour=SOFT, borders=(Border("left", LINE, 2, 9),)),
    Style("Source Code", "Normal", font="mono", size=SIZES["office"]["code"], line=1.1, before=7, tint=TINT, hyphens=False),
    Style(
        "caption", "Normal", "Body Text", font="sans", size=SIZES["small"], bold=True, before=18, after=6, line=1.1, keep_next=True,
        keep_lines=True, hyphens=False,
    ),
    Style("Figure", "Normal", "Body Text", line=1, before=3),
    *_tables(),
    Style("Horizontal Line", "Normal", after=6, borders=(Border("bottom", STRONG),)),
    Style(
        "header", "Normal", font="sans", size=SIZES["note"], colour=SOFT, hyphens=False, tab=("right", TEXT),
        borders=(Border("bottom", LINE, 0.5, 4),),
    ),
    Style("footer", "Normal", font="sans", size=SIZES["note"], colour=SOFT, hyphens=False, tab=("right", TEXT)),
    Style("footnote text", "Normal", size=SIZES["note"], line=1.15, after=2, hyphens=True),
    Style("footnote reference", of_words=True, raised=True),
    Style("Hyperlink", of_words=True, colour=ACCENT, lines="single"),
    Style("Verbatim Char", of_words=True, font="mono", size=SIZES["office"]["code"]),
    Style("Heading Number", of_words=True, colour=ACCENT),
    Style("Fact Name", of_words=True, colour=SOFT),
    Style("Page Reference", of_words=True, colour=SOFT),
    *_tiles(),
    Style("Removed", of_words=True, colour=SOFT, lines="strike"),
    Style("Added", of_words=True, bold=True, lines="double"),
)  # fmt: skip
# What the reference documents show of each style: its name.
SAMPLES = [of for of in STYLES if not of.of_words and of.name not in ("header", "footer", "footnote text")]


def _tag(name: str, attributes: Mapping[str, object] | None = None, *inner: str) -> str:
    """An element; what is None is left out."""
    pairs = "".join(
        f' {key}="{escape(str(value))}"' for key, value in (attributes or {}).items() if value is not None
    )
    return f"<{name}{pairs}>{''.join(inner)}</{name}>" if inner else f"<{name}{pairs}/>"


def _part(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


# Word

MICROSOFT = "http://schemas.openxmlformats.org"
OFFICE = f"{MICROSOFT}/officeDocument/2006/relationships"
WORD = {"xmlns:w": f"{MICROSOFT}/wordprocessingml/2006/main", "xmlns:r": OFFICE}
BUILT_IN = (
    "Normal",
    "Body Text",
    "Title",
    "TOC Heading",
    "caption",
    "header",
    "footer",
    "Hyperlink",
    "Quote",
)
BUILT_IN_BEGINNINGS = ("heading ", "toc ", "footnote ", "List ")


def _twips(points: float | None) -> int | None:
    return None if points is None else round(points * 20)


def _value(name: str, value: object, given: object = True) -> str:
    """An element that says one thing, if it is given."""
    return _tag(name, {"w:val": value}) if given else ""


def _switch(name: str, on: bool) -> str:
    return _tag(name) if on else ""


def _word_style(of: Style) -> str:
    built_in = of.name in BUILT_IN or of.name.startswith(BUILT_IN_BEGINNINGS)
    attributes = {
        "w:type": "character" if of.of_words else "paragraph",
        "w:default": 1 if of.name == "Normal" else None,
        "w:customStyle": None if built_in else 1,
        "w:styleId": of.ident,
    }
    return _tag(
        "w:style",
        attributes,
        _value("w:name", of.name),
        _value("w:basedOn", Style(of.base).ident, of.base),
        _value("w:next", Style(of.follow).ident, of.follow),
        _tag("w:qFormat"),
        "" if of.of_words else _word_paragraph(of),
        _word_words(of),
    )


def _word_paragraph(of: Style) -> str:
    lines = [_word_border(border.side, border) for border in of.borders]
    if of.borders and of.tint:
        lines.append(_word_border("between", of.borders[0]))
    name, level = of.listing or ("", 0)
    spacing = {
        "w:before": _twips(of.before),
        "w:after": _twips(of.after),
        "w:line": of.line and round(of.line * 240),
        "w:lineRule": of.line and "auto",
    }
    left, hanging = of.left, of.hanging
    if of.listing and of.right:  # LibreOffice passes over it if the list says the rest
        left, hanging = LISTINGS[name] + STEP * (level + 1), STEP
    indent = {"w:left": _twips(left), "w:right": _twips(of.right), "w:hanging": _twips(hanging)}
    side, place = of.tab or ("", 0.0)
    number = list(LISTINGS).index(name) + 1 if name else 0
    return _tag(
        "w:pPr",
        None,
        _switch("w:keepNext", of.keep_next),
        _switch("w:keepLines", of.keep_lines),
        _switch("w:pageBreakBefore", of.new_page),
        _switch("w:widowControl", not of.base),
        _tag("w:numPr", None, _value("w:ilvl", level), _value("w:numId", number)) if name else "",
        _tag("w:pBdr", None, *lines) if lines else "",
        _tag("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": of.tint}) if of.tint else "",
        _tag("w:tabs", None, _tag("w:tab", {"w:val": side, "w:pos": _twips(place)})) if side else "",
        _value("w:suppressAutoHyphens", int(not of.hyphens), of.hyphens is not None),
        _tag("w:spacing", spacing) if any(value is not None for value in spacing.values()) else "",
        _tag("w:ind", indent) if any(value is not None for value in indent.values()) else "",
        _value("w:jc", of.align, of.align),
        _value("w:outlineLvl", of.outline - 1, of.outline),
    )


def _word_border(side: str, of: Border) -> str:
    look = {
        "w:val": "single",
        "w:sz": round(of.width * 8),
        "w:space": round(of.space),
        "w:color": of.colour,
    }
    return _tag(f"w:{side}", look)


def _word_words(of: Style) -> str:
    font, half = FONTS.get(of.font), of.size and round(of.size * 2)
    tile = of.of_words and bool(of.tint)
    return _tag(
        "w:rPr",
        None,
        _tag("w:rFonts", {"w:ascii": font, "w:hAnsi": font, "w:cs": font}) if font else "",
        _switch("w:b", of.bold) + _switch("w:bCs", of.bold),
        _switch("w:caps", of.upper),
        _switch("w:strike", of.lines == "strike"),
        _value("w:color", of.colour, of.colour),
        _value("w:spacing", _twips(of.tracking), of.tracking),
        _value("w:sz", half, half) + _value("w:szCs", half, half),
        _value("w:u", of.lines or "none", of.lines in ("single", "double") or tile),
        *(_word_border("bdr", border) for border in of.borders if tile),
        _word_ground(of) if tile else "",
        _value("w:vertAlign", "superscript", of.raised),
    )


def _word_ground(of: Style) -> str:
    """The ground of words: lines of a colour on paper, or a colour alone."""
    if of.pattern:
        return _tag("w:shd", {"w:val": of.pattern, "w:color": TINTED, "w:fill": PAPER})
    return _tag("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": of.tint})


def _word_styles() -> str:
    language = _tag("w:lang", {"w:val": "nb-NO", "w:eastAsia": "en-US", "w:bidi": "ar-SA"})
    defaults = _tag("w:docDefaults", None, _tag("w:rPrDefault", None, _tag("w:rPr", None, language)))
    plain = [
        _tag(
            "w:style",
            {"w:type": kind, "w:default": 1, "w:styleId": name.replace(" ", "")},
            _value("w:name", name),
            _tag("w:semiHidden"),
        )
        for kind, name in (
            ("character", "Default Paragraph Font"),
            ("numbering", "No List"),
            ("table", "Normal Table"),
        )
    ]
    return _tag("w:styles", WORD, defaults, *plain, *map(_word_style, STYLES), _word_table())


def _word_table() -> str:
    """The style of tables: lines between the rows, heavier ones at the head and above the total."""

    def line(side: str, colour: str, width: float) -> str:
        return _word_border(side, Border(side, colour, width))

    def conditional(kind: str, *inner: str) -> str:
        return _tag("w:tblStylePr", {"w:type": kind}, *inner)

    def cells(*lines: str) -> str:
        return _tag("w:tcPr", None, _tag("w:tcBorders", None, *lines), _value("w:vAlign", "bottom"))

    margins = (("top", 3.5), ("left", 0), ("bottom", 3.5), ("right", 8))
    look = _tag(
        "w:tblPr",
        None,
        _tag("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
        _tag("w:tblBorders", None, line("bottom", LINE, 0.5), line("insideH", LINE, 0.5)),
        _tag(
            "w:tblCellMar",
            None,
            *(_tag(f"w:{side}", {"w:w": _twips(width), "w:type": "dxa"}) for side, width in margins),
        ),
    )
    return _tag(
        "w:style",
        {"w:type": "table", "w:customStyle": 1, "w:styleId": "Table"},
        _value("w:name", "Table"),
        _value("w:basedOn", "NormalTable"),
        _tag("w:qFormat"),
        look,
        conditional("firstRow", cells(line("bottom", INK, 1))),
        conditional("lastRow", cells(line("top", INK, 1), _value("w:bottom", "nil"))),
        conditional("firstCol", _tag("w:rPr", None, _value("w:color", INK))),
    )


def _word_numbering() -> str:
    kinds = [
        _tag(
            "w:abstractNum",
            {"w:abstractNumId": number},
            _value("w:nsid", f"{number:08X}"),
            _value("w:multiLevelType", "multilevel"),
            *(_word_level(name, level) for level in range(WORD_LEVELS)),
        )
        for number, name in enumerate(LISTINGS, 1)
    ]
    lists = [
        _tag("w:num", {"w:numId": number}, _value("w:abstractNumId", number))
        for number, _ in enumerate(LISTINGS, 1)
    ]
    return _tag("w:numbering", WORD, *kinds, *lists)


def _word_level(name: str, level: int) -> str:
    linked = next((of for of in STYLES if of.listing == (name, level)), None)
    bullets = name.endswith("Bullets")
    place = {"w:left": _twips(LISTINGS[name] + STEP * (level + 1)), "w:hanging": _twips(STEP)}
    return _tag(
        "w:lvl",
        {"w:ilvl": level},
        _value("w:start", 1),
        _value("w:numFmt", "bullet" if bullets else "decimal"),
        _value("w:pStyle", linked.ident) if linked else "",
        _value("w:lvlText", SIGNS[level % len(SIGNS)] if bullets else f"%{level + 1}."),
        _value("w:lvlJc", "left"),
        _tag("w:pPr", None, _tag("w:ind", place)),
    )


def _word_lines(*lines: tuple[str, str]) -> list[str]:
    """Paragraphs of a style and some words; a tab is one in Word too."""
    return [
        _tag(
            "w:p",
            None,
            _tag("w:pPr", None, _value("w:pStyle", Style(name).ident)),
            _tag("w:r", None, _tag("w:tab")).join(
                _tag("w:r", None, _tag("w:t", None, part)) if part else "" for part in words.split("\t")
            ),
        )
        for name, words in lines
    ]


def _word_sample() -> str:
    width, height = map(_twips, SHEET)
    margins = {
        "top": TOP,
        "right": SIDE,
        "bottom": BOTTOM,
        "left": SIDE,
        "header": EDGE,
        "footer": EDGE,
        "gutter": 0,
    }
    page = _tag(
        "w:sectPr",
        None,
        _tag("w:headerReference", {"w:type": "default", "r:id": "rId1"}),
        _tag("w:footerReference", {"w:type": "default", "r:id": "rId2"}),
        _tag("w:pgSz", {"w:w": width, "w:h": height}),
        _tag("w:pgMar", {f"w:{side}": _twips(size) for side, size in margins.items()}),
        _tag("w:titlePg"),
    )
    lines = _word_lines(*((of.name, of.name) for of in SAMPLES))
    return _tag("w:document", WORD, _tag("w:body", None, *lines, page))


def _word_settings() -> str:
    modes = (("compatibilityMode", 15), ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1))
    microsoft = "http://schemas.microsoft.com/office/word"
    return _tag(
        "w:settings",
        WORD,
        _tag("w:zoom", {"w:percent": 100}),
        _value("w:defaultTabStop", 720),
        _tag("w:autoHyphenation"),
        _value("w:consecutiveHyphenLimit", 2),
        _tag("w:doNotHyphenateCaps"),
        _value("w:characterSpacingControl", "doNotCompress"),
        _tag(
            "w:compat",
            None,
            *(
                _tag("w:compatSetting", {"w:name": name, "w:uri": microsoft, "w:val": value})
                for name, value in modes
            ),
        ),
        _value("w:themeFontLang", "nb-NO"),
        _value("w:decimalSymbol", ","),
        _value("w:listSeparator", ";"),
    )


def _word_fonts() -> str:
    fonts = [
        _tag("w:font", {"w:name": name}, _value("w:family", FAMILIES[kind])) for kind, name in FONTS.items()
    ]
    return _tag("w:fonts", WORD, *fonts)


def _word_theme() -> str:
    """The colours and fonts that an editor is offered first."""
    colours = {
        "dk1": INK, "lt1": PAPER, "dk2": SOFT, "lt2": TINT, "accent1": ACCENT, "accent2": BAR, "accent3": STRONG,
        "accent4": LINE, "accent5": SOFT, "accent6": INK, "hlink": ACCENT, "folHlink": SOFT,
    }  # fmt: skip
    scheme = [_tag(f"a:{name}", None, _tag("a:srgbClr", {"val": colour})) for name, colour in colours.items()]
    fonts = [
        _tag(
            f"a:{name}Font",
            None,
            *(
                _tag(f"a:{kind}", {"typeface": face})
                for kind, face in (("latin", FONTS[font]), ("ea", ""), ("cs", ""))
            ),
        )
        for name, font in (("major", "sans"), ("minor", "serif"))
    ]
    fill = _tag("a:solidFill", None, _tag("a:schemeClr", {"val": "phClr"}))
    effect = _tag("a:effectStyle", None, _tag("a:effectLst"))
    formats = [
        _tag("a:fillStyleLst", None, fill * 3),
        _tag("a:lnStyleLst", None, _tag("a:ln", {"w": 6350}, fill) * 3),
        _tag("a:effectStyleLst", None, effect * 3),
        _tag("a:bgFillStyleLst", None, fill * 3),
    ]
    name = {"name": "statusreport"}
    elements = [
        _tag("a:clrScheme", name, *scheme),
        _tag("a:fontScheme", name, *fonts),
        _tag("a:fmtScheme", name, *formats),
    ]
    namespace = {"xmlns:a": f"{MICROSOFT}/drawingml/2006/main"}
    return _tag("a:theme", namespace | name, _tag("a:themeElements", None, *elements))


def _word_document() -> bytes:
    parts = {
        "header": ("header1.xml", _tag("w:hdr", WORD, *_word_lines(("header", HEADER)))),
        "footer": ("footer1.xml", _tag("w:ftr", WORD, *_word_lines(("footer", FOOTER)))),
        "styles": ("styles.xml", _word_styles()),
        "numbering": ("numbering.xml", _word_numbering()),
        "settings": ("settings.xml", _word_settings()),
        "fontTable": ("fontTable.xml", _word_fonts()),
        "theme": ("theme/theme1.xml", _word_theme()),
    }
    formats, package = "application/vnd.openxmlformats-", f"{MICROSOFT}/package/2006"
    types = [
        _tag("Default", {"Extension": "xml", "ContentType": "application/xml"}),
        _tag("Default", {"Extension": "rels", "ContentType": f"{formats}package.relationships+xml"}),
    ]
    links: list[str] = []
    for number, (kind, (name, _)) in enumerate({**parts, "document.main": ("document.xml", "")}.items(), 1):
        family = "" if kind == "theme" else "wordprocessingml."
        types.append(
            _tag(
                "Override",
                {"PartName": f"/word/{name}", "ContentType": f"{formats}officedocument.{family}{kind}+xml"},
            )
        )
        links.append(_tag("Relationship", {"Id": f"rId{number}", "Type": f"{OFFICE}/{kind}", "Target": name}))
    main = {"Id": "rId1", "Type": f"{OFFICE}/officeDocument", "Target": "word/document.xml"}
    relationships = {"xmlns": f"{package}/relationships"}
    return pack(
        {
            "[Content_Types].xml": _part(_tag("Types", {"xmlns": f"{package}/content-types"}, *types)),
            "_rels/.rels": _part(_tag("Relationships", relationships, _tag("Relationship", main))),
            "word/_rels/document.xml.rels": _part(_tag("Relationships", relationships, *links[:-1])),
            "word/document.xml": _part(_word_sample()),
        }
        | {f"word/{name}": _part(text) for name, text in parts.values()}
    )


# OpenDocument

SPACES = {
    f"xmlns:{name}": f"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"
    for name, space in {
        "office": "office", "style": "style", "text": "text", "table": "table", "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
}  # fmt: skip
VERSION = {"office:version": "1.3"}


def _points(value: float | None) -> str | None:
    return None if value is None else f"{round(value, 2):g}pt"


def _percent(value: float | None) -> str | None:
    return None if value is None else f"{round(value * 100)}%"


def _odf_style(of: Style) -> str:
    attributes = {
        "style:name": style_name(of.name),
        "style:display-name": NAMES.get(of.name, of.name),
        "style:family": "text" if of.of_words else "paragraph",
        "style:parent-style-name": style_name(of.base) if of.base else None,
        "style:next-style-name": style_name(of.follow) if of.follow else None,
        "style:list-style-name": style_name(of.listing[0]) if of.listing else None,
        "style:master-page-name": of.master or None,
        "style:default-outline-level": of.outline or None,
    }
    return _tag("style:style", attributes, "" if of.of_words else _odf_paragraph(of), _odf_words(of))


def _odf_paragraph(of: Style) -> str:
    boxed = bool(of.borders and of.tint)  # LibreOffice tints what is between paragraphs, Word does not
    right = None if of.right is None else of.right - of.beside("right")
    properties: dict[str, object] = {
        "fo:margin-top": _points(of.before),
        "fo:margin-bottom": _points(BETWEEN if boxed else of.after),
        "fo:line-height": _percent(of.line),
        "fo:margin-left": _points(None if of.left is None else of.left - of.beside("left")),
        "fo:text-indent": _points(None if of.left is None else -(of.hanging or 0)),
        "fo:margin-right": _points(right or None),  # even a margin of nothing overrides the indents of a list
        "fo:text-align": {"right": "end", "center": "center"}.get(of.align),
        "fo:keep-with-next": "always" if of.keep_next else None,
        "fo:keep-together": "always" if of.keep_lines else None,
        "fo:break-before": "page" if of.new_page else None,
        "fo:widows": None if of.base else 2,
        "fo:orphans": None if of.base else 2,
        "fo:background-color": f"#{of.tint}" if of.tint else None,
    }
    for border in of.borders:
        properties[f"fo:border-{border.side}"] = f"{_points(border.width)} solid #{border.colour}"
        properties[f"fo:padding-{border.side}"] = _points(border.space)
    side, place = of.tab or ("", 0.0)
    stop = _tag("style:tab-stop", {"style:position": _points(place - (of.left or 0)), "style:type": side})
    return _tag("style:paragraph-properties", properties, _tag("style:tab-stops", None, stop) if side else "")


def _odf_words(of: Style) -> str:
    underlined = of.lines in ("single", "double")
    properties = {
        "style:font-name": FONTS.get(of.font),
        "fo:font-size": _points(of.size),
        "fo:font-weight": "bold" if of.bold else None,
        "fo:text-transform": "uppercase" if of.upper else None,
        "fo:color": f"#{of.colour}" if of.colour else None,
        "fo:letter-spacing": _points(of.tracking),
        "fo:background-color": f"#{of.tint}" if of.of_words and of.tint else None,
        "style:text-line-through-style": "solid" if of.lines == "strike" else None,
        "style:text-underline-style": "solid" if underlined else "none" if of.of_words and of.tint else None,
        "style:text-underline-type": of.lines if underlined else None,
        "style:text-position": "super 65%" if of.raised else None,
        "fo:hyphenate": None if of.hyphens is None else str(of.hyphens).lower(),
    }
    return _tag("style:text-properties", properties)


def _odf_listing(name: str) -> str:
    """A list. Its indents begin at the border of a promise, its tab stops at the margin."""
    start = LISTINGS[name]
    inside = max(start - BOXED.beside("left"), 0)
    levels: list[str] = []
    for level in range(ODF_LEVELS):
        place = {
            "text:label-followed-by": "listtab",
            "text:list-tab-stop-position": _points(start + STEP * (level + 1)),
            "fo:text-indent": _points(-STEP),
            "fo:margin-left": _points(inside + STEP * (level + 1)),
        }
        mode = {"text:list-level-position-and-space-mode": "label-alignment"}
        inner = _tag("style:list-level-properties", mode, _tag("style:list-level-label-alignment", place))
        number: dict[str, object] = {"text:level": level + 1}
        if name.endswith("Bullets"):
            sign = {"text:bullet-char": SIGNS[level % len(SIGNS)]}
            levels.append(_tag("text:list-level-style-bullet", number | sign, inner))
        else:
            sign = {"style:num-format": "1", "style:num-suffix": "."}
            levels.append(_tag("text:list-level-style-number", number | sign, inner))
    return _tag("text:list-style", {"style:name": style_name(name), "style:display-name": name}, *levels)


def _odf_common() -> str:
    """The styles that editors see."""

    def default(family: str, *properties: str) -> str:
        return _tag("style:default-style", {"style:family": family}, *properties)

    words = {
        "fo:language": "nb",
        "fo:country": "NO",
        "fo:hyphenate": "false",
        "fo:hyphenation-remain-char-count": 3,
        "fo:hyphenation-push-char-count": 3,
    }
    notes = {
        "text:note-class": "footnote",
        "text:citation-style-name": style_name("Footnote Symbol"),
        "text:citation-body-style-name": style_name("footnote reference"),
        "style:num-format": "1",
        "style:num-suffix": " ",
        "text:start-value": 0,
        "text:footnotes-position": "page",
        "text:start-numbering-at": "document",
    }
    picture = {
        "text:anchor-type": "as-char",
        "style:vertical-pos": "top",
        "style:vertical-rel": "baseline",
        "style:wrap": "none",
    }
    return _tag(
        "office:styles",
        None,
        default(
            "paragraph",
            _tag(
                "style:paragraph-properties",
                {"style:tab-stop-distance": "36pt", "fo:hyphenation-ladder-count": 2},
            ),
            _tag("style:text-properties", words),
        ),
        default("table", _tag("style:table-properties", {"table:border-model": "collapsing"})),
        default("table-row", _tag("style:table-row-properties", {"fo:keep-together": "always"})),
        *map(_odf_style, STYLES),
        *(_odf_style(Style(name, of_words=True)) for name in ("Footnote Symbol", "Index Link")),
        _tag(
            "style:style",
            {"style:name": "Graphics", "style:family": "graphic"},
            _tag("style:graphic-properties", picture),
        ),
        *map(_odf_listing, LISTINGS),
        _tag("text:notes-configuration", notes),
    )


def _odf_layout(name: str, top: float, bottom: float, *edges: str) -> str:
    width, height = map(_points, SHEET)
    page = {
        "fo:page-width": width,
        "fo:page-height": height,
        "style:print-orientation": "portrait",
        "fo:margin-left": _points(SIDE),
        "fo:margin-right": _points(SIDE),
        "fo:margin-top": _points(top),
        "fo:margin-bottom": _points(bottom),
    }
    separator = {
        "style:width": "0.5pt",
        "style:distance-before-sep": "5pt",
        "style:distance-after-sep": "5pt",
        "style:rel-width": "20%",
        "style:color": f"#{STRONG}",
    }
    inner = _tag("style:page-layout-properties", page, _tag("style:footnote-sep", separator))
    return _tag("style:page-layout", {"style:name": name}, inner, *edges)


def _odf_styles() -> str:
    faces = [
        _tag(
            "style:font-face",
            {"style:name": name, "svg:font-family": name, "style:font-family-generic": FAMILIES[kind]},
        )
        for kind, name in FONTS.items()
    ]

    def edge(kind: str, **size: str | None) -> str:
        properties = {f"fo:{name.replace('_', '-')}": value for name, value in size.items()}
        return _tag(f"style:{kind}-style", None, _tag("style:header-footer-properties", properties))

    def words(kind: str, text: str) -> str:
        inner = text.replace("\t", _tag("text:tab"))
        return _tag(f"style:{kind}", None, _tag("text:p", {"text:style-name": style_name(kind)}, inner))

    layouts = [
        _odf_layout(
            "Sheet",
            EDGE,
            EDGE,
            edge("header", min_height=_points(TOP - EDGE)),
            edge("footer", min_height=_points(BOTTOM - EDGE), margin_top="16pt"),
        ),
        _odf_layout("CoverSheet", TOP, BOTTOM),
    ]
    standard = {"style:name": "Standard", "style:page-layout-name": "Sheet"}
    cover = {
        "style:name": "Cover",
        "style:page-layout-name": "CoverSheet",
        "style:next-style-name": "Standard",
    }
    masters = [
        _tag("style:master-page", standard, words("header", HEADER), words("footer", FOOTER)),
        _tag("style:master-page", cover),
    ]
    return _tag(
        "office:document-styles",
        SPACES | VERSION,
        _tag("office:font-face-decls", None, *faces),
        _odf_common(),
        _tag("office:automatic-styles", None, *layouts),
        _tag("office:master-styles", None, *masters),
    )


def _odf_document() -> bytes:
    lines = [_tag("text:p", {"text:style-name": style_name(of.name)}, of.name) for of in SAMPLES]
    parts = {
        "content.xml": _tag(
            "office:document-content",
            SPACES | VERSION,
            _tag("office:body", None, _tag("office:text", None, *lines)),
        ),
        "styles.xml": _odf_styles(),
        "meta.xml": _tag("office:document-meta", SPACES | VERSION, _tag("office:meta")),
    }
    kind = "application/vnd.oasis.opendocument.text"
    files = {"/": kind} | dict.fromkeys(parts, "text/xml")
    entries = [
        _tag("manifest:file-entry", {"manifest:full-path": name, "manifest:media-type": found})
        for name, found in files.items()
    ]
    spaces = {
        "xmlns:manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
        "manifest:version": "1.3",
    }
    return pack(
        {
            "mimetype": kind.encode(),
            "META-INF/manifest.xml": _part(_tag("manifest:manifest", spaces, *entries)),
        }
        | {name: _part(text) for name, text in parts.items()}
    )


def documents() -> dict[str, bytes]:
    """Both reference documents by their name among the templates."""
    return {"docx/reference.docx": _word_document(), "odt/reference.odt": _odf_document()}


def main() -> None:
    """Writes them."""
    for name, data in documents().items():
        file = TEMPLATES / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        print(f"{file.relative_to(TEMPLATES.parent)}  {len(data) // 1000} kB")


if __name__ == "__main__":
    main()
