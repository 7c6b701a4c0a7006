"""What a page says of itself to machines: Open Graph for previews, and schema.org as JSON-LD for searches."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from ..publishing.document import Document, Section

# A publication's property in schema.org for each of Dublin Core's.
_SCHEMA = {
    "date": "datePublished",
    "identifier": "identifier",
    "language": "inLanguage",
    "rights": "license",
}


def open_graph(document: Document, locale: str) -> Iterator[tuple[str, str]]:
    """Properties and contents by https://ogp.me."""
    yield "og:type", "article"
    yield "og:title", document.name
    if document.summary:
        yield "og:description", document.summary
    yield "og:locale", locale
    if document.imprint.publisher:
        yield "og:site_name", document.imprint.publisher
    if document.imprint.url:
        yield "og:url", document.imprint.url


def linked_data(document: Document, files: Sequence[Mapping[str, str]]) -> Markup:
    """A report by https://schema.org, with its records as its parts and its files as its forms.

    `files` have a name and a media type. What is written ends no element of the page it stands in.
    """
    own = document.metadata
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": document.title,
        "alternativeHeadline": document.subtitle,
    }
    if document.summary:
        data["abstract"] = document.summary
    for name, key in _SCHEMA.items():
        if values := [text for other, text in own if other == name]:
            data[key] = values[0] if len(values) == 1 else values
    if authors := [{"@type": "Person", "name": text} for name, text in own if name == "creator"]:
        data["author"] = authors
    if document.imprint.publisher:
        data["publisher"] = {"@type": "Organization", "name": document.imprint.publisher}
    if document.imprint.url:
        data["url"] = document.imprint.url
    if forms := [_form(file) for file in files if file["type"]]:
        data["encoding"] = forms
    if parts := [_part(record) for record in document.records]:
        data["hasPart"] = parts
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704


def _form(file: Mapping[str, str]) -> dict[str, str]:
    return {"@type": "MediaObject", "contentUrl": file["file"], "encodingFormat": file["type"]}


def _part(record: Section) -> dict[str, str]:
    part = {
        "@type": "CreativeWork",
        "position": record.label,
        "name": record.title,
        "url": f"#{record.anchor}",
    }
    return part | ({"creativeWorkStatus": record.status.text} if record.status else {})
