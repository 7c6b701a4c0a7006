"""A plan that is hard to set: what is long, deep, foreign, empty, or looks like the markup of a format."""

from __future__ import annotations

from plans import chapter, measure, project

LONG_WORD = "Menneskerettighetskonvensjonsdomstolsavgjørelse" * 4
LONG_TITLE = "Samordne arbeidet mellom departementene, direktoratene, fylkene og de frivillige " * 4
MARKUP = '#panic("x") $x$ *a* _b_ <l> @r // k /* k */ ~ -- \\ \\u{41} [[ ]] \\textbf{x} &amp; <b> {{ x }} {% y %} = h'

DRAWING = b"""\
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="3000">
<rect width="200" height="3000" fill="#0b4f8a"/>
</svg>
"""
DOT = b"""\
<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12">
<circle cx="6" cy="6" r="6" fill="#0b4f8a"/>
</svg>
"""

FOREIGN = """\
Navn: שלום עולם, محمد بن عبد الله, Ελένη, Владимир, Đặng Thị, 中村, e\u0301 og 😀; *Œuvre* – «Straße» … ﬁ ½ → ∑.
[Guide to Good Practice](https://example.org/guide) på [engelsk *med vekt*]{lang=en-US} og
[et [lenket](https://example.org/a) ord]{lang=nn}. Se [prosjektet](../projects/1.md).
Myk\u00adbinde\u00adstrek, hardt\u00a0mellomrom, smalt\u202fmellomrom og null\u200bbredde.
"""

NESTED = """\
Dette er trinnene:

7. Først

   Et avsnitt til.

   - nivå to
     - nivå tre
       1. nivå fire

          > Et sitat.

          ```
          kode = "her"
          ```
8. Deretter `kode` og **fet *og kursiv***
   ny linje\\
   og én til

- [ ] en oppgave
- punkt

> Sitatet har
>
> - en liste
>
> > og et sitat.

---

Mot *slutten*:

| Venstre | Midt | Høyre |
| :-- | :-: | --: |
| **fet** | [tiltak 2](2.md) | 1 |
| | `a\\|b` | |
"""

NOTED = f"""\
Én[^a], to[^b], tre[^c] og én igjen[^a].[^a][^b]

[^a]: Den første, med [en lenke](https://example.org/{"lang-" * 60}) og *vekt*.

    Et avsnitt til.

    - Et punkt.
[^b]: Se [tiltak 1](1.md).
[^c]: {LONG_WORD}
"""

PICTURED = """\
![Et tårn som er femten ganger så høyt som det er bredt](../pictures/tower.svg)

Et merke ![En *blå* prikk](../pictures/dot.svg) står midt i linjen.
"""

LINES = f"""\
```python
{"x = 1; " * 60}
\tinnrykk
{LONG_WORD}
```

    innrykket kode

### Underoverskrift

#### Dypere

##### Dypest

Slutt på https://example.org/{"a" * 150}.
"""

HEADED = f"""\
## Tiltak[^1]

Omfanget skal undersøkes, se [funnene](../chapters/3.md#funn-i-felten).

## Status

Arbeidet begynner i 2013.

## Fylker i *to* [regions]{{lang=en}}, se [`kilden`](https://example.org)

### Tall[^1] fra [funnene](../chapters/3.md#funn-i-felten)

| [Fylke](https://example.org)[^2] | Tall [no]{{lang=en}} |
| --- | --: |
{"".join(f"| Fylke {number} | {number} |{chr(10)}" for number in range(1, 60))}
[^1]: Merknad til overskriften, se [fylkene](4.md#fylker-i-to-regions-se-kilden).
[^2]: Merknad til *tabellhodet*.
"""

ROWS = "\n".join(f"| {number} | Rad {number} | {number * 7 % 13} |" for number in range(1, 201))


def _body(promise: str, account: str = "Gjort.\n") -> str:
    return f"## Tiltak\n\n{promise}\n\n## Status\n\n{account}"


HARD: dict[str, str | bytes] = {
    "statusreport.yaml": f"""\
title: Handlingsplan for {LONG_TITLE.strip()}
language: nb
round: 2012-02
statuses:
  - {{id: a, label: Ikke startet}}
  - {{id: b, label: '{MARKUP}'}}
  - {{id: c, label: {LONG_WORD}}}
responsible:
  JD: Justis- og beredskapsdepartementet
  שלום: مؤسسة محمد
  '#a': '{MARKUP}'
  {LONG_WORD}: {LONG_WORD}
sections: {{measure: [Tiltak, Status], project: []}}
units: {{norad: Norad}}
partners: {{iom: '{MARKUP}', b: {LONG_WORD}}}
regions: {{europa: {LONG_WORD}}}
abbreviations: {{JD: '{MARKUP}'}}
publications:
  status-report: {{subtitle: '{MARKUP}'}}
""",
    "content/measures/1.md": measure(
        "1", title=LONG_TITLE, body=_body(FOREIGN, NESTED), status="Ikke startet"
    ),
    "content/measures/2.md": measure(
        "2",
        title=LONG_WORD,
        responsible=f"[{LONG_WORD}, JD, שלום]",
        status=LONG_WORD,
        area=LONG_WORD,
        evidence=f"[https://example.org/{'b' * 200}]",
        completed="2012-01-31",
        body=_body(NOTED, LINES),
    ),
    "content/measures/3.md": measure(
        "3",
        title=f"'{MARKUP}'",
        responsible="['#a']",
        status=f"'{MARKUP}'",
        area=f"'{MARKUP}'",
        body=_body(f"`{MARKUP}`\n\n```\n{MARKUP}\n```\n"),
    ),
    "content/measures/4.md": measure("4", title="Undersøke omfanget", status="Ikke startet", body=HEADED),
    "content/measures/10.1.md": measure(
        "10.1", title="Child Project", title_language="en-US", status="Ikke startet", body=_body(PICTURED)
    ),
    "content/measures/10.2.md": measure(
        "10.2",
        title="😀 שלום 中村",
        status="Ikke startet",
        body=_body(f"| Nr. | Tekst | Tall |\n|--:|---|--:|\n{ROWS}"),
    ),
    "content/pictures/tower.svg": DRAWING,
    "content/pictures/dot.svg": DOT,
    "content/projects/1.md": project(title=f"'{MARKUP}'", partner="iom", region="europa", forms="", body=""),
    "content/projects/2.md": project(
        2, title=LONG_TITLE, partner="b", region="europa", evaluations="[{year: 2007}]", continues="1"
    ),
    "content/chapters/1.md": chapter(title="Om", body="Kort.\n\n## Deler\n\n### Del\n\nJD.\n"),
    "content/chapters/3.md": chapter(
        title="Vedlegg", order="2", body="Kort.\n\n## Funn i felten[^1]\n\nTekst.\n\n[^1]: Fra 2011.\n"
    ),
    "content/chapters/2.md": chapter(
        "document-study",
        title=LONG_WORD,
        place="back",
        body="- Se [](#chart:projects.regions).[^1]\n\n"
        f"```{{breakdown}} projects.regions\n«{LONG_WORD}»: {{figure}}`projects.count` & [all of $them #1]{{lang=en}}\n```\n\n"
        "| Hva | Hvor |\n|---|---|\n| Tall | [](#table:projects.regions) |\n\n"
        "[^1]: Og [](#table:projects.regions) eller [der *det* står](#chart:projects.regions).\n",
    ),
}
