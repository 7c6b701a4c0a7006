"""A placeholder that nobody has replaced.

«TODO», «xx», «[…]» or «<dato>» was put there to be filled in later. Word and Excel leave such words behind as well:
«Feil! Fant ikke referansekilden.», «#DIV/0!». Published, they tell every reader that the report is not finished.

Write what belongs there, or remove it. A quotation may leave something out: “… […] …” between quotation marks
is not reported.
"""

import re
from collections.abc import Iterator

from ...model.plan import Plan
from ...source.faults import Location, Severity
from .. import Problem, Scope, problem, rule
from .._prose import Stretches, in_body, in_prose, in_values, is_quoted
from ._gaps import GAP

_GAP = rf"\.{{2,}}|…|X{{2,}}|{GAP}"
_TO_COME = (
    r"[●•■]+|(?:tekst|tall|tal|dato|beløp|navn|namn|lenke|lenkje|kilde|kjelde|mer|meir|figur|tabell|bilde|bilete|text|figure|table) "
    r"(?:kommer|kjem|mangler|manglar|følger|følgjer|to come|missing)(?: (?:her|senere|seinere|seinare|here|later))?"
    r"|(?:må|skal|bør) (?:oppdater|fyll|sjekk|avklar|kvalitetssikr|utfyll)(?:es|ast)(?: (?:ut|inn))?"
    r"|(?:fylles|fyllast|settes|setjast|legges|leggjast) (?:ut|inn)[^\]>\n]{0,60}"
    r"|uavklart|uavklara|avklares|avklarast|avventer|avventar|kommer|kjem|mangler|manglar"
)
# Roman numerals are capitals too, so XX is twenty and only xx a gap, or XX where something is counted.
_COUNTED = r"(?:mill|mrd|kroner|kr\b|NOK|prosent|pst|%|personer|barn|kommun|stk|tusen|percent)"
_WORDS = re.compile(
    rf"\b(?:TODO|FIXME|TBD|TBA|XXX+|xx+|(?:19|20)(?:\d[Xx]|[Xx]{{2}})(?!-\w)|(?:dd|DD)[./-](?:mm|MM)[./-](?:åååå|ÅÅÅÅ|yyyy|YYYY|åå|ÅÅ)|X[.,]X|XX(?=[ \u00a0]?{_COUNTED}|\.XX\b)|(?<=kr )XX"
    r"|(?i:lorem ipsum|fyll inn|sett inn (?:tekst|dato|navn|namn|tall|tal|lenke|lenkje|sitat|her)))\b"
)
_WORD_SIGNS = (
    "TODO", "FIXME", "TBD", "TBA", "XX", "xx",
    "0x", "1x", "2x", "X", "dd", "DD", "orem ipsum", "OREM IPSUM", "yll inn", "YLL INN", "ett inn", "ETT INN",
)  # fmt: skip
_BRACKETS = re.compile(
    rf"[\[<]\s*(?i:{_GAP}|{_TO_COME})\s*(?:\](?![(\[:])|>)|(?<![\w{{}}])\{{\s*(?i:{GAP})\s*\}}(?![}}`])"
)
# What Word, Excel and Outlook leave behind on copying, in their own words, and lines to be filled in.
_OFFICE = re.compile(
    # Fields of Word that lead nowhere, and fields that show their code.
    r"(?:Feil|Fel|Fejl|Error)! (?=[^.\n]{0,80}(?i:bokmerke|bookmark|referans|referens|reference|hyperkobling|hyperlink|kobling|link"
    r"|lenk|dokument|document|stil|style|filnavn|filnamn|filename|bryter|switch|henvisning))[A-ZÆØÅ][^.\n]{3,100}\.?"
    r"|(?:Finner|Finn|Fant|Fann) (?:ingen|ikke|ikkje) oppføring\w* i innh\w*|No table of (?:contents|figures) entries found\.?"
    r"|\{ ?(?:REF|PAGEREF|NOTEREF|STYLEREF|PAGE|NUMPAGES|TOC|SEQ|MERGEFIELD|HYPERLINK|INCLUDEPICTURE|DOCPROPERTY|FORMTEXT|ADDIN|CITATION)\b"
    r"[^{}\n]{0,120}\}"
    r"|(?:Klikk|Trykk)(?: eller (?:klikk|trykk))? her for å (?:skrive|legge|angi|velge|leggje|velje)(?: inn)?(?: (?:tekst|dato|en dato|ein dato))?\.?"
    r"|Klikk eller trykk for å skrive inn (?:tekst|en dato|ein dato)\.?"
    r"|Click (?:or tap )?(?:here )?to enter (?:text|a date)\.?|V(?:elg|el) (?:(?:et|eit) element|(?:en|ein) dato)\.?|Choose an item\.?"
    r"|\b(?:Formatert|Formatted): (?:Skrift|Font|Innrykk|Indent|Venstre|Avstand)\w*"
    r"|(?:Automatisk generert beskrivelse|Description automatically generated|(?:KI|AI)-generert innhold kan \w+ feil|AI-generated content may be incorrect)\.?"
    # Errors of Excel and LibreOffice.
    r"|#(?:DIV/0!|I/T|N/A|GETTING_DATA|(?:REF|VERDI|VALUE|NUM|TALL|NULL|SPILL|OVERFLYT|OVERLØP|CALC|BEREGN|FELT|FIELD|BLOKKERT|BLOCKED|CONNECT"
    r"|TILKOBLE|UKJENT|UNKNOWN|PYTHON|BUSY|OPPTATT|FEIL|ERROR)!|(?:NAVN|NAMN|NAME)\?)|\b(?:Err|Feil):5\d\d\b"
    # Pictures and heads of mails.
    r"|\[(?:cid|image|bilde): ?[^\]\n]{0,80}\]|[\[<]image\d{3}\.(?:png|jpe?g|gif|emz|wmz)[^\]>\n]{0,60}[\]>]"
    r"|\[(?:Bilde|Bildet|Biletet|Image) (?:er |was )?(?:fjern|remove)[^\]\n]{0,60}\]"
    r"|-{3,} ?(?:Videresendt melding|Vidaresend melding|Opprinnelig melding|Opphavleg melding|Original Message|Forwarded message)[ -]*"
    r"|^[ \t]*(?:Fra|Frå|From): [^\n]{1,200}\n[ \t]*(?:Sendt|Sent|Dato|Date): "
    # Pages of a PDF.
    r"|^[ \t]*(?:Side|Page) \d{1,3}(?: (?:av|of) \d{1,3})?[ \t]*$|^[ \t]*– \d{1,3} –[ \t]*$"
    # Where programs that write texts say what they read.
    r"|【\d+[:†][^】\n]{0,60}】|:?contentReference.{0,2}oaicite:\d+.?[ ]{0,14}|\[?oai_citation[:‡][^\]\n]{0,80}\]?"
    r"|[\ue200-\ue206]?(?<!\w)(?:cite)?[\ue200-\ue206]?turn\d+(?:search|news|view|file|fetch)\d+\b[\ue200-\ue206]?"
    # Lines to be filled in.
    r"|\bSkriv inn (?:tekst|tittel|dato|navn|namn) her\.?|\(\?{1,2}\)"
    r"|(?<!\?)\?\?(?=[ \u00a0](?:mill|mrd|kroner|kr\b|NOK|prosent|pst|%|personer|barn|kommun|stk|tusen))"
    r"|\[(?:Klikk|Trykk|Skriv|Fyll ut|Set inn|Click|Type) (?:her|inn|here|navn|namn|tekst|dato)\b[^\]\n]{0,40}\]|\[Fyll ut\](?![(\[:])"
    r"|\?{3,}|_{4,}|(?<!\.)\.{6,}|…{2,}|(?<=\s)#{4,}(?=\s)",
    re.MULTILINE,
)
_OFFICE_SIGNS = (
    "Feil!", "Fel!", "Fejl!", "Error!", "oppføring", "entries found", "{", "her for å", "trykk for å", "Click ", "element", "Choose an",
    "en dato", "ein dato", "Format", "gener", "#", "Err:", "Feil:", "[cid:", "image", "bilde", "[Bil", "[Image", "--- ", "---V", "---O", "---F",
    "Fra: ", "Frå: ", "From: ", "Side ", "Page ", "– ", "【", "oaicite", "oai_citation", "turn", "[Klikk", "[Trykk", "[Skriv", "[Fyll", "[Set", "[Type",
    "Skriv inn", "??", "(?", "____", "......", "……",
)  # fmt: skip
# A picture of a mail that was read as an address.
_PICTURE = re.compile(r"mailto:image\d{3}\.")
_KINDS = ((_BRACKETS, ("[", "<", "{")), (_WORDS, _WORD_SIGNS), (_OFFICE, _OFFICE_SIGNS))


@rule(
    "T101",
    Severity.ERROR,
    Scope.FILE,
    message="“{found}” is a placeholder that nobody has replaced.",
    message_office="“{found}” was left behind by another program.",
    help="Write what belongs here, or remove it.",
    help_office="Remove it, or write what belongs here.",
)
def check(plan: Plan) -> Iterator[Problem]:
    told: list[Location] = []
    for pattern, signs in _KINDS:
        # What stands in brackets that are told is told with them.
        before = Stretches(told)
        for place, found in (*_in_values(plan, pattern, signs), *_in_prose(plan, pattern, signs)):
            if place not in before:
                told.append(place)
                is_office = pattern is _OFFICE and found[0] not in "?_.…("
                yield problem(place, "office" if is_office else "", found=" ".join(found.split())[:60])
    for prose in plan.texts:
        for link in prose.body.links:
            if _PICTURE.match(link.target):
                yield problem(in_body(prose, *link.place), "office", found=link.text)


def _in_values(
    plan: Plan, pattern: re.Pattern[str], signs: tuple[str, ...]
) -> Iterator[tuple[Location, str]]:
    return ((place, found[0]) for _, place, found in in_values(plan, pattern, signs))


def _in_prose(plan: Plan, pattern: re.Pattern[str], signs: tuple[str, ...]) -> Iterator[tuple[Location, str]]:
    for block, place, found in in_prose(plan, pattern, signs):
        # A quotation may leave something out, be it between quotation marks or in a block of its own.
        is_omission = found[0][0] == "[" and (block.quoted or is_quoted(block.text, found.start()))
        if not is_omission:
            yield place, found[0]
