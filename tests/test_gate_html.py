"""Every page shows its document accessibly, by our own checks; and each check finds what it is there for."""

from __future__ import annotations

import pytest
from gate.colours import PALETTE, contrast, low_contrasts
from gate.html import CHECKS, faults
from gate.planted import DRAWN, GOOD, Fault, changed
from gate.publications import PAGES, Page

NAV = '<h2 id="innholdsfortegnelse">Innhald</h2>'
CAPTION = '<caption id="oversikt-tabell-c">Tabell\u00a02. Tiltak med ansvarlege og status</caption>'
NUMBER = f'{CAPTION}\n<thead>\n<tr>\n<th scope="col" class="n">Nr.</th>'
DASH = '<td data-label="Medansvar for nr.">'
LEAD = '<p class="lead">'
LABELLED = 'aria-labelledby="projects-regions-chart-t projects-regions-chart-d"'
ALT = 'alt="Huset i Storgata sett frå hagen"'


def header(cell: str) -> str:
    """The head of the overview with something else in its first cell."""
    return NUMBER.rpartition("\n")[0] + f"\n{cell}"


FAULTS = {
    "a title that says nothing": Fault(
        "<title>Handlingsplan mot", "<title>Plan mot", "title: the page's title"
    ),
    "two first-level headings": Fault(NAV, NAV.replace("h2", "h1"), "headings: there is not exactly one h1"),
    "no first-level heading": Fault("<h1>", "<h2>", "headings: there is not exactly one h1"),
    "a skipped level": Fault(
        "<h4>Tiltak<span", "<h5>Tiltak<span", "headings: “Tiltak, Tiltak 1” skips from level 3 to 5"
    ),
    "a heading that is a paragraph": Fault(
        "<h2>Oversikt over tiltak</h2>",
        '<p class="h2">Oversikt over tiltak</p>',
        "headings: “Oversikt over tiltak” is no heading of level 2",
    ),
    "an empty heading": Fault("<h2>Om</h2>", "<h2>Om</h2><h3> </h3>", "headings: an h3 is empty"),
    "a doubled id": Fault('id="tiltak-2"', 'id="tiltak-1"', "ids: two elements have the id “tiltak-1”"),
    "a dead link": Fault('href="#tiltak-2"', 'href="#tiltak-9"', "references: a link leads to “#tiltak-9”"),
    "a name that is not there": Fault(
        'aria-labelledby="innholdsfortegnelse"',
        'aria-labelledby="x"',
        "references: aria-labelledby refers to “x”",
    ),
    "a description that is not there": Fault(
        "<h1>", '<h1 aria-describedby="x">', "references: aria-describedby"
    ),
    "a label of nothing": Fault("<label>", '<label for="x">', "references: for refers to “x”"),
    "a header that is not there": Fault(
        '<td class="n">', '<td class="n" headers="x">', "references: headers"
    ),
    "a link without words": Fault(
        'href="#kapittel-om">Om', 'href="#kapittel-om"> ', "links: the link to “#kapittel-om”"
    ),
    "a table without caption": Fault(CAPTION, "", "tables: the table “Nr. Tiltak Ansvarleg"),
    "an empty caption": Fault(CAPTION, "<caption> </caption>", "tables: the table “Nr. Tiltak Ansvarleg"),
    "another caption": Fault(
        CAPTION, "<caption>Tabell</caption>", "tables: no table is called “Tabell 2. Tiltak med ansvarlege"
    ),
    "a header that is a cell": Fault(
        NUMBER, header("<td>Nr.</td>"), "tables: the table “Tabell 2. Tiltak med ansvarlege"
    ),
    "a header of nothing": Fault(
        NUMBER, header("<th>Nr.</th>"), "tables: the table “Tabell 2. Tiltak med ansvarlege"
    ),
    "an empty header": Fault(
        NUMBER, header('<th scope="col"></th>'), "tables: the table “Tabell 2. Tiltak med ansvarlege"
    ),
    "a missing header": Fault(NUMBER, header(""), "tables: the table “Tabell 2. Tiltak med ansvarlege"),
    "a row without header": Fault(
        '<th scope="row">NAV</th>', "<td>NAV</td>", "has a row without a header: “NAV"
    ),
    "a total without header": Fault(
        '<th scope="row">I alt</th>', '<th scope="row"></th>', "has a row without a header: “3 100 %”"
    ),
    "a missing cell": Fault(
        '<td data-label="Tyding">Arbeids- og velferdsforvaltninga</td>',
        "",
        "tables: the table “Tabell 6. Forkortingar",
    ),
    "a chart that is no picture": Fault(
        ' role="img"', "", "charts: there are 3 drawings instead of 4", DRAWN
    ),
    "a drawing that is only there": Fault(
        ' aria-hidden="true"', "", "charts: a drawing is neither described"
    ),
    "a chart without name": Fault(
        LABELLED,
        "",
        "charts: the chart “Prosjekta fordelte på region, i millionar kroner” is not named so",
        DRAWN,
    ),
    "a chart without description": Fault(
        LABELLED,
        LABELLED.partition(" ")[0] + '"',
        "charts: the chart “Prosjekta fordelte på region, i millionar kroner” does not say “Europa",
        DRAWN,
    ),
    "a value left out": Fault(" Europa: 3,7 (", " Europa (", "does not say “Europa: 3,7 (50,0\xa0%)”", DRAWN),
    "another value": Fault(
        " Europa: 3,7 (", " Europa: 13,7 (", "does not say “Europa: 3,7 (50,0\xa0%)”", DRAWN
    ),
    "a status that is a mark": Fault(
        "</svg>Ikkje sett i gang", "</svg>", "statuses: status 3 reads “”, not “Ikkje sett i gang”"
    ),
    "another status": Fault(
        "</svg>I gang", "</svg>Gjennomført", "status 2 reads “Gjennomført”, not “I gang”"
    ),
    "a status that is not marked as one": Fault('class="status"', "", "statuses: status 1 reads “I gang”"),
    "no alternative text": Fault(ALT, "", "pictures: “” does not say"),
    "an empty alternative text": Fault(ALT, 'alt=" "', "pictures: “” does not say"),
    "only that there is a picture": Fault(ALT, 'alt="Eit bilete"', "pictures: “Eit bilete” does not say"),
    "only the number of a picture": Fault(ALT, 'alt="Figur 1."', "pictures: “Figur 1.” does not say"),
    "only the name of a file": Fault(
        ALT, 'alt="IMG_2012 (1).JPG"', "pictures: “IMG_2012 (1).JPG” does not say"
    ),
    "a page of no language": Fault('<html lang="nn">', "<html>", "languages: the page's language is “None”"),
    "a page of another language": Fault(
        '<html lang="nn">', '<html lang="nb">', "the page's language is “nb”"
    ),
    "a language that is none": Fault('lang="en">A man', 'lang="xx">A man', "languages: “xx” is no language"),
    "the name of a language": Fault('lang="en">A man', 'lang="engelsk">A man', "“engelsk” is no language"),
    "foreign words that do not say so": Fault(
        ' lang="en">A man', ">A man", "languages: “A man who knows his rights” is not marked as “en”"
    ),
    "a broken letter": Fault("Førebygging", "FÃ¸rebygging", "letters: “FÃ¸rebygging” has a broken letter"),
    "a lost letter": Fault(
        "Førebygging", "F\ufffdrebygging", "letters: “F\ufffdrebygging” has a broken letter"
    ),
    "a broken dash": Fault(f"{DASH}–", f"{DASH}â€“", "letters: “â€“” has a broken letter"),
    "a broken letter in a name": Fault(
        "sett frå hagen", "sett frÃ¥ hagen", "frÃ¥ hagen” has a broken letter"
    ),
    "an order of its own": Fault(LEAD, LEAD.replace(">", ' tabindex="5">'), "focus: tabindex is “5”"),
    "a script": Fault("</head>", "<script>1</script></head>", "contained: there is a script"),
    "what says that it is data and is no script": Fault(
        "</head>", '<link type="application/ld+json" rel="preload" href="a"></head>', "there is a link"
    ),
    "a style sheet elsewhere": Fault(
        "</head>", '<link rel="stylesheet" href="a.css"></head>', "there is a link"
    ),
    "a picture elsewhere": Fault(
        'src="data:image/png', 'src="https://x.no/a.png', "contained: a img fetches “https"
    ),
    "a picture in a style": Fault(
        "margin: 0;", "background: url(//x.no/a.png);", "a style says “url(//x.no/a.png)”"
    ),
    "a picture in an attribute": Fault("<h1>", '<h1 style="background: url(a)">', "a style says “url(a)”"),
    "an imported style": Fault("</style>", '@import "a.css";</style>', "contained: a style says “@import”"),
    "an event": Fault("<h1>", '<h1 onclick="1">', "contained: onclick stands at a h1"),
    "a way elsewhere": Fault(
        "</head>", '<meta http-equiv="refresh" content="0"></head>', "contained: http-equiv"
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_its_document_accessibly(name: str, pages: dict[str, Page]) -> None:
    assert faults(pages[name].html, pages[name].document) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, pages: dict[str, Page]) -> None:
    fault = FAULTS[name]
    document = pages[fault.page].document
    found = faults(fault.plant(pages), document)
    assert any(fault.finding in finding for finding in found), found


def test_every_check_is_known_to_find_something() -> None:
    proven = {fault.finding.partition(":")[0] for fault in FAULTS.values()}
    assert {check.__name__ for check in CHECKS} <= proven


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Førebygging", "«CAFÉ», «SÃO» og «SMÅ»"),
        ("Førebygging", "Øl à 70 kroner – “så dyrt”"),
        (ALT, 'alt="Bilete av huset i Storgata"'),
        (ALT, 'alt="Foto frå 2011: det første huset"'),
        ('lang="en">A man', 'lang="en-GB">A man'),
        (DASH, DASH.replace("<td", '<td lang="zh-Hant"')),
        (LEAD, LEAD.replace(">", ' tabindex="-1">')),
        ("<p>Av 3 tiltak", '<p><a href="https://x.no/a.js?url(1)">x</a> Av 3 tiltak'),
    ],
)
def test_what_only_looks_like_a_fault_is_none(old: str, new: str, pages: dict[str, Page]) -> None:
    good = pages[GOOD]
    found = faults(changed(good.html, old, new), good.document)
    assert [finding for finding in found if "not marked" not in finding] == []


# Colours


def test_the_colours_of_each_scheme_can_be_told_apart() -> None:
    assert low_contrasts(PALETTE) == []


@pytest.mark.parametrize(
    ("scheme", "name", "colour", "finding"),
    [
        ("colours", "soft", "#8a8782", "colours: soft on paper is 3.58:1, not 4.5:1"),
        ("colours", "bar", "#9fc0d8", "colours: bar on paper is 1.91:1, not 3:1"),
        ("dark", "accent", "#0b3f63", "dark: accent on paper is "),
        ("dark", "tinted", "#fff", "dark: ink on tinted is "),
        ("printed", "strong", "#aaa", "printed: strong on paper is 2.32:1, not 3:1"),
    ],
)
def test_a_colour_that_cannot_be_told_from_its_ground_is_found(
    scheme: str, name: str, colour: str, finding: str
) -> None:
    found = low_contrasts(PALETTE | {scheme: PALETTE[scheme] | {name: colour}})
    assert any(each.startswith(finding) for each in found), found


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#ffffff", 21),
        ("#777777", "#fff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ABCDEF", "#abcdef", 1),
    ],
)
def test_contrast_is_as_wcag_computes_it(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
    assert contrast(one, other) == contrast(other, one)
