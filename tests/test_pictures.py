"""Pictures: what a file shows, what is published of it, and how it stands in each format."""

from __future__ import annotations

import base64
import io
import re
import time
import unicodedata
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo
from plans import BODY, PICTURES, measure, rendered, small_plan

from statusreport.formats._package import unpack
from statusreport.source.pictures import KINDS, SUFFIXES, Picture, kind_of, look
from statusreport.tasks.load import load
from statusreport.words import catalogue

SVG = PICTURES["svg"].decode("ascii")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_each_kind_is_known(kind: str) -> None:
    assert kind_of(PICTURES[kind]) == kind


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_the_beginning_is_enough_and_less_is_not(kind: str) -> None:
    assert kind_of(PICTURES[kind][:12]) == kind
    assert kind_of(PICTURES[kind][1:]) == ""
    assert kind_of(PICTURES[kind][:2]) == ""


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{SVG}",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Ærlig -->\n<!DOCTYPE svg>\n{SVG}\n',
        '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
        f'<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>{SVG.replace("http://www.w3.org/2000/svg", "&ns;")}',
    ],
)
def test_an_svg_may_be_written_in_many_ways(text: str) -> None:
    assert kind_of(text.encode("utf-8")) == "svg"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg/>",
        b"<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        f"<g xmlns='http://www.w3.org/2000/svg'>{SVG}</g>".encode(),
        SVG.encode()[:-1],
        f"{SVG}{SVG}".encode(),
        f"og {SVG}".encode(),
        *(SVG.encode(encoding) for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32")),
        SVG.replace("<rect", "<title>Ærlig</title><rect").encode("latin-1"),
    ],
)
def test_what_looks_like_an_svg_only_is_none(data: bytes) -> None:
    assert kind_of(data) == ""


def test_entities_that_multiply_are_refused_at_once() -> None:
    names = "abcdefghi"
    declared = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in zip("x" + names, names, strict=False)
    )
    bomb = f'<!DOCTYPE svg [<!ENTITY x "{"x" * 1000}">{declared}]>{SVG.replace("<rect", "<title>&i;</title><rect")}'
    assert kind_of(bomb.encode()) == ""


@given(
    st.one_of(
        st.binary(), st.text().map(lambda text: f"<svg xmlns='http://www.w3.org/2000/svg'>{text}".encode())
    )
)
def test_any_bytes_have_a_kind_or_none(data: bytes) -> None:
    assert kind_of(data) in {"", *KINDS}


def test_no_suffix_is_shared() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)


# What is published of a picture


def made(kind: str, image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def house(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """A red door to the left of a blue wall."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def point(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    found = image.getpixel(place)
    assert isinstance(found, tuple)
    return found


def opened(picture: Picture) -> Image.Image:
    assert not picture.flaws
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def told(**tags: object) -> Image.Exif:
    exif = Image.Exif()
    numbers = {"turn": 0x0112, "camera": 0x0110, "artist": 0x013B}
    for name, value in tags.items():
        exif[numbers[name]] = value
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_upright_as_pillow_turns_it(kind: str, turn: int) -> None:
    options = {} if kind == "PNG" else {"quality": 100}
    data = made(kind, house(), exif=told(turn=turn), **options)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    picture = look(data)
    shown = opened(picture)
    assert shown.size == upright.size == (picture.width, picture.height)
    for place in ((2, 2), (shown.width - 3, 2), (2, shown.height - 3)):
        pairs = zip(point(shown, place), point(upright, place), strict=True)
        assert all(abs(one - other) < 12 for one, other in pairs)


PRIVATE = (b"Kari", b"Exif", b"Photoshop", b"http", b"GPS", b"Canon", b"ICC_PROFILE", b"iCCP", b"tEXt")


def jpeg_with_everything() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = told(camera="Canon Kari", artist="Kari")
    data = made("JPEG", house(), exif=exif, comment=b"Kari hjemme", icc_profile=profile, dpi=(300, 300))
    xmp, iptc = b"http://ns.adobe.com/xap/1.0/\0<x>Kari</x>", b"Photoshop 3.0\0Kari"
    segments = b"".join(
        bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body
        for marker, body in ((0xE1, xmp), (0xED, iptc))
    )
    return data[:2] + segments + data[2:] + b"film av Kari"


def test_a_jpeg_keeps_its_points_and_nothing_else() -> None:
    data = jpeg_with_everything()
    picture = look(data)
    assert all(word in data for word in (b"Kari", b"Exif", b"ICC_PROFILE"))
    assert not [word for word in PRIVATE if word in picture.data]
    assert opened(picture).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_a_png_keeps_its_points_and_nothing_else() -> None:
    info = PngInfo()
    info.add_text("Author", "Kari")
    info.add_itxt("XML:com.adobe.xmp", "<x>Kari</x>")
    data = made("PNG", house("P"), pnginfo=info, exif=told(camera="Canon")) + b"Kari"
    picture = look(data)
    assert b"Kari" in data
    assert not [word for word in PRIVATE if word in picture.data]
    assert opened(picture).tobytes() == house("P").convert("RGB").tobytes()


def test_text_that_does_not_unpack_is_none_of_the_picture() -> None:
    """As draw.io writes it: its whole drawing, deflated in a way that readers of text refuse."""
    chunk = b"zTXtmxGraphModel\0\0" + b"\xb3\xc9\xad"
    chunk = (len(chunk) - 4).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4)
    data = made("PNG", house())
    assert look(data[:33] + chunk + data[33:]).data == look(data).data


def test_a_drawing_keeps_what_is_seen() -> None:
    exif = made("JPEG", house(), exif=told(artist="Kari"))
    drawing = f"""<?xml version="1.0"?><!-- Kari -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape"
 xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" width="2cm" height="72pt"
 i:export-filename="C:/Kari/a.png" content="Kari">
<metadata><r:RDF>Kari</r:RDF></metadata><title>Kari</title><i:view name="Kari"/>
<text data-by="Kari" x="1">Hus &amp; <![CDATA[<hjem>]]></text>
<image width="9" height="9" href="data:image/jpeg;base64,{base64.b64encode(exif).decode()}"/></svg>"""
    picture = look(drawing.encode())
    text = picture.data.decode()
    inner = re.search(r"data:image/jpeg;base64,([^\"]*)", text)
    assert inner
    assert "Kari" not in text
    assert "Kari" not in base64.b64decode(inner[1]).decode("latin-1")
    assert ">Hus &amp; &lt;hjem&gt;</text>" in text
    assert (round(picture.width, 2), round(picture.height, 2)) == (75.59, 96)
    assert look(picture.data).data == picture.data


# Sizes


@pytest.mark.parametrize(
    ("dpi", "width"),
    [
        (None, 400),
        (0, 400),
        (1, 400),
        (72, 400),
        (96, 400),
        (144, 266.67),
        (300, 128),
        (600, 64),
        (2400, 400),
        (65535, 400),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_only_a_density_that_can_be_meant_is_believed(kind: str, dpi: int | None, width: float) -> None:
    options = {} if dpi is None else {"dpi": (dpi, dpi)}
    assert look(made(kind, house(size=(400, 200)), **options)).width == pytest.approx(width, rel=0.01)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ('width="96" height="48"', (96, 48)),
        ('width="1in" height="0.5in"', (96, 48)),
        ('width="25.4mm" height="1.27cm"', (96, 48)),
        ('width="101.6Q" height="3pc"', (96, 48)),
        ('width="6em" height="36pt"', (96, 48)),
        ('viewBox="0 0 96 48"', (96, 48)),
        ('viewBox="5,5,96,48" width="100%"', (96, 48)),
        ('viewBox="0 0 2 1" width="96px"', (96, 48)),
        ('viewBox="0 0 2 1" height="48"', (96, 48)),
        ('viewBox="0 0 .2 .1"', (580, 290)),
        ('viewBox="0 0 2e6 1e6"', (580, 290)),
    ],
)
def test_a_drawing_is_as_large_as_it_says(said: str, size: tuple[float, float]) -> None:
    picture = look(
        f'<svg xmlns="http://www.w3.org/2000/svg" {said}><rect width="9" height="9"/></svg>'.encode()
    )
    assert (picture.width, picture.height) == pytest.approx(size)
    assert b' width="' in picture.data
    assert b" viewBox=" in picture.data


@pytest.mark.parametrize("unit", ["", "px", "mm", "cm", "in", "pt", "pc", "em", "Q"])
def test_no_unit_makes_a_drawing_too_large(unit: str) -> None:
    found = look(f'<svg xmlns="http://www.w3.org/2000/svg" width="99999{unit}" height="9in"/>'.encode())
    assert [(flaw.rule, flaw.variant) for flaw in found.flaws] == [("unreadable-picture", "size")]


def test_a_long_side_is_shortened_and_the_size_kept() -> None:
    picture = look(made("PNG", house(size=(20_000, 50))))
    assert (picture.width, picture.height) == (20_000, 50)
    assert opened(picture).size == (4000, 10)


# Colours


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_points_of_every_mode_are_shown(mode: str) -> None:
    picture = look(
        made(
            "JPEG" if mode == "CMYK" else "PNG",
            Image.new(mode, (40, 20), 40_000) if mode == "I;16" else house(mode),
        )
    )
    shown = opened(picture)
    assert shown.mode == "RGB"
    assert Image.open(io.BytesIO(picture.data)).mode != "CMYK"
    if mode in ("P", "RGB", "RGBA", "CMYK"):
        red, green, _ = point(shown, (2, 2))
        assert red > 200
        assert green < 60


def test_another_colour_space_becomes_srgb() -> None:
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    assert look(made("PNG", house(), icc_profile=xyz.tobytes())).flaws == ()
    assert b"iCCP" not in look(made("PNG", house(), icc_profile=b"nothing")).data


def test_what_shines_through_still_does() -> None:
    image = house("RGBA")
    image.putalpha(90)
    for kind in ("PNG", "WEBP"):
        picture = look(made(kind, image, **({"lossless": True} if kind == "WEBP" else {})))
        assert point(Image.open(io.BytesIO(picture.data)).convert("RGBA"), (2, 2))[3] == 90


# Limits


@given(st.sampled_from(["png", "jpeg", "gif", "webp"]), st.integers(0, 400), st.binary(max_size=4))
def test_whatever_is_cut_off_or_garbled_has_an_answer(kind: str, place: int, garbage: bytes) -> None:
    data = PICTURES[kind]
    for garbled in (data[:place], data[:place] + garbage + data[place + len(garbage) :]):
        picture = look(garbled)
        assert bool(picture.data) != bool(picture.flaws)


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_a_size_that_nobody_has_memory_for_is_refused_unseen(kind: str) -> None:
    data = bytearray(PICTURES[kind])
    if kind == "png":
        data[16:24] = (60_000).to_bytes(4) * 2
        data[29:33] = zlib.crc32(data[12:29]).to_bytes(4)
    elif kind == "jpeg":
        frame = data.index(b"\xff\xc0")
        data[frame + 5 : frame + 9] = (60_000).to_bytes(2) * 2
    elif kind == "gif":
        data[6:10] = (60_000).to_bytes(2, "little") * 2
    else:
        data[21:25] = b"\xff\xff\xff\x0f"
    assert [flaw.variant for flaw in look(bytes(data)).flaws] == ["points"]


USES = "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))


@pytest.mark.parametrize(
    "inner",
    [
        f'<g id="a0"><rect/></g>{USES}',
        "<g>" * 200 + "</g>" * 200,
        '<rect width="9" height="9"/>' * 9000,
        '<pattern id="p" width="1e6" height="1e6" patternUnits="userSpaceOnUse"/>',
        '<path d="M0 0L9 9" stroke-dasharray=".001"/>',
        '<path d="M0 0L9 9" style="stroke-dasharray: .001 .001"/>',
        '<filter id="f"><feTurbulence numOctaves="1000"/></filter>',
        '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>' + '<rect filter="url(#f)"/>' * 99,
        "<style>.a { opacity: .5 }</style>" + '<g class="a"/>' * 999,
        '<filter id="f"><feOffset dx="9"/></filter><rect width="900" height="900" filter="url(#f)"/>',
        '<rect width="9" height="9" style="filter: blur(9px)"/><g transform="scale(99)"><rect width="9"/></g>',
        f"<text>{'ord ' * 20_000}</text>",
        '<a id="x"><use href="#y"/></a><g id="y"><use href="#x"/></g>',
    ],
)  # fmt: skip
def test_a_drawing_that_would_take_too_long_is_refused_at_once(inner: str) -> None:
    found = look(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inner}</svg>'.encode())
    assert [(flaw.rule, flaw.variant) for flaw in found.flaws] == [("unreadable-picture", "heavy")]


def drawn(inner: str) -> Picture:
    return look(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inner}</svg>'.encode())


FETCHED = "url(http://example.org/x)"


@pytest.mark.parametrize(
    "inner",
    [
        "<style>a { fill: FETCHED</style>",
        "<style>a { fill: red; b { fill: FETCHED } }</style>",
        "<style>a { fill: red } } b { width: 5px</style>",
        r"<style>a { fill: ur\6c(http://example.org/x) }</style>",
        r"<style>@\69mport 'http://example.org/x'</style>",
        r"<style>rect { w\69 dth: 5px }</style>",
        r"""<rect style="fill: ur\6c(http://example.org/x)"/>""",
        r"""<rect fill="ur\6c(http://example.org/x)"/>""",
        """<rect style="w\\69 dth: 5px"/>""",
        """<rect style="fill: red; { fill: FETCHED }"/>""",
        "<style>a { font-family: '\nfill: FETCHED; } @import 'http://example.org/x'; '</style>",
        """<style>a { font-family: "/*" } @import 'http://example.org/x'; b { font-family: "*/" }</style>""",
        """<style>a { font-family: "\\"" } @import url(http://example.org/x); b { font-family: "" }</style>""",
        f"<style>{'a { fill: red }' * 600}@im{'<!-- -->'}port 'http://example.org/x'; </style>",
        f"<style>/*{'x' * 8185}*/@import 'http://example.org/x';</style>",
        f"<style>{'a{fill:red}' * 744}@import 'http://example.org/x';</style>",
        f"<style>/*{'x' * 8170}*/a{{fill:url(http://example.org/x)}}</style>",
        "<style>a { fill: u<g/>rl(http://example.org/x) }</style>",
    ],
)  # fmt: skip
def test_no_way_of_writing_css_gets_around_what_it_may_say(inner: str) -> None:
    found = drawn(inner.replace("FETCHED", FETCHED))
    assert {flaw.rule for flaw in found.flaws} <= {"missing-picture", "browser-only-drawing"}
    assert found.flaws


@pytest.mark.parametrize(
    "css",
    [
        """a[href="}{"] { font-family: "\\41 b; width: 5px", 'it"s @media :x(' }""",
        """/* it's one */ a { fill/**/: red }""",
        """//**/* " */ @import 'http://example.org/x'; //**/* " */""",
        "",
        "@charset 'utf-8';",
    ],
)
def test_strings_and_comments_of_css_are_no_rules(css: str) -> None:
    assert drawn(f"<style>{css}</style>").flaws == ()


def test_words_in_an_attribute_are_no_css() -> None:
    assert drawn("""<rect label="Per's \\ hus"/>""").flaws == ()


MUCH = 1_000_000


@pytest.mark.parametrize(
    "inner",
    [
        '<rect width="{1}!"/>',
        '<pattern width="1{ }!"/>',
        '<rect fill="{a}"/>',
        '<rect fill="{a}("/>',
        '<rect fill="{light-dark(}"/>',
        '<rect style="fill: {light-dark(red, }"/>',
        '<rect style="fill: {light-dark(}red{, blue)}"/>',
        "<style>{a}</style>",
        "<style>{/*}</style>",
        "<style>{'\n}</style>",
        '<style>{"\\}</style>',
        "<style>{a:b,}{{}}</style>",
        "<style>{:}{{}}</style>",
        '<rect style="{filter:}"/>',
        '<rect style="{stroke-dasharray:}"/>',
        '<rect style="{ animation}"/>',
        '<rect style="{ width }"/>',
        '<rect style="{ -a}"/>',
        '<rect style="opacity{ }"/>',
        '<g><rect transform="{scale(}"/></g>',
        '<rect stroke-dasharray="{1}"/>',
        '<rect d="{1}"/>',
        '<rect d="{1,}"/>',
        '<rect fill="{url(}"/>',
        '<rect fill="url({ }"/>',
    ],
)  # fmt: skip
def test_a_million_signs_of_one_kind_are_answered_in_seconds(inner: str) -> None:
    def repeated(found: re.Match[str]) -> str:
        return found[1] * (MUCH // len(found[1])) if found[1] else found[0]

    started = time.monotonic()
    drawn(re.sub(r"\{([^{}]+)\}", repeated, inner).replace("{{", "{").replace("}}", "}"))
    assert time.monotonic() - started < 10


def test_two_colours_become_the_one_for_white_paper() -> None:
    style = "fill: light-dark(rgb(1, 2, 3), light-dark(#000, #111)); stroke: light-dark(light-dark(red, blue), tan)"
    found = look(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect style="{style}"/></svg>'.encode()
    )
    assert b'style="fill: rgb(1, 2, 3); stroke: red"' in found.data


# In publications


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """A report with one picture shown three times, a turned one, and one in a footnote."""
    shown = "\n\n".join(f"![Huset {n} av \\[tre\\]](hus.png '{n} \"av\" tre')" for n in (1, 2, 3))
    body = f"## Tiltak\n\n{shown}\n\n![Turen](tur.jpg) Mer.[^1]\n\n## Status\n\nGjort.\n\n[^1]: ![Kartet](kart.png) og tekst.\n"
    root = small_plan(
        tmp_path_factory.mktemp("plan"),
        {
            "content/measures/1.md": measure("1", body=body),
            "content/measures/hus.png": made("PNG", house(size=(300, 200))),
            "content/measures/tur.jpg": made("JPEG", house(size=(300, 200)), exif=told(turn=6)),
            "content/measures/kart.png": made("PNG", house(size=(1600, 900))),
        },
    )
    of_report = rendered(root, load(root, catalogue("en")), ["status-report"])
    return {name.removeprefix("status-report/"): data for name, data in of_report.items()}


def test_a_picture_that_is_shown_again_is_stored_once(files: Mapping[str, bytes]) -> None:
    page = files["index.html"].decode()
    house = base64.b64encode(files["pictures/hus.png"]).decode()
    assert page.count(house) == 1
    assert len(re.findall('role="img" aria-label="Huset [123] av \\[tre\\]"', page)) == 3
    assert page.count('<use href="#picture-0"/>') == 2
    for name in ("status-report.docx", "status-report.odt"):
        parts = unpack(files[name])
        assert list(parts.values()).count(files["pictures/hus.png"]) == 1
        named = parts.get("META-INF/manifest.xml", b"").decode()
        stored = {part for part in parts if part.startswith("Pictures/")}
        assert set(re.findall(r'full-path="(Pictures/[^"]*)"', named)) == stored
    with pikepdf.open(io.BytesIO(files["status-report.pdf"])) as pdf:
        sizes = [
            (int(found.Width), int(found.Height))
            for found in pdf.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
        ]
    assert sizes.count((300, 200)) == 1
    assert sizes.count((200, 300)) == 1


def test_a_picture_has_one_size_in_every_format(files: Mapping[str, bytes]) -> None:
    docx = unpack(files["status-report.docx"])
    sizes = re.findall(rb'<wp:extent cx="(\d+)" cy="(\d+)"/>.*?descr="(\w+)', docx["word/document.xml"])
    points = {name: (int(wide) / 12700, int(high) / 12700) for wide, high, name in sizes}
    assert points[b"Huset"] == pytest.approx((225, 150), abs=0.1)
    assert points[b"Turen"] == pytest.approx((150, 225), abs=0.1)
    content = unpack(files["status-report.odt"])["content.xml"].decode()
    frames = re.findall(
        r'svg:width="([\d.]+)pt" svg:height="([\d.]+)pt"[^>]*>.*?<svg:desc>(\w+)', content, re.DOTALL
    )
    drawn = {name: (float(wide), float(high)) for wide, high, name in frames}
    assert drawn["Huset"] == pytest.approx((225, 150), abs=0.1)
    assert drawn["Turen"] == pytest.approx((150, 225), abs=0.1)
    assert b'width="200" height="300"' in files["index.html"]


def test_a_picture_in_a_footnote_is_related_to_it_and_low(files: Mapping[str, bytes]) -> None:
    parts = unpack(files["status-report.docx"])
    (embedded,) = re.findall(rb'r:embed="(\w+)"', parts["word/footnotes.xml"])
    relation = re.search(
        rb'<Relationship [^>]*Id="%s"[^>]*>' % embedded, parts["word/_rels/footnotes.xml.rels"]
    )
    assert relation
    target = re.search(rb'Target="([^"]*)"', relation[0])
    assert target
    assert parts[f"word/{target[1].decode()}"] == files["pictures/kart.png"]
    (height,) = re.findall(rb'<wp:extent cx="\d+" cy="(\d+)"', parts["word/footnotes.xml"])
    assert int(height) / 12700 < 143
    note = unpack(files["status-report.odt"])["content.xml"].decode().partition("<text:note ")[2]
    high = re.search(r'svg:height="([\d.]+)pt"', note)
    assert high
    assert float(high[1]) < 143


def test_a_picture_in_markdown_reads_back_as_it_was_written(files: Mapping[str, bytes]) -> None:
    tokens = MarkdownIt().parse(files["status-report.md"].decode())
    shown = [child for token in tokens for child in token.children or () if child.type == "image"]
    said = ["".join(inner.content for inner in child.children or ()) for child in shown]
    titles = [child.attrs.get("title") for child in shown]
    assert [pair for pair in zip(said, titles, strict=True) if "Huset" in pair[0]] == [
        (f"Huset {n} av [tre]", f'{n} "av" tre') for n in (1, 2, 3)
    ]
    assert {f"{child.attrs['src']}" for child in shown} <= set(files)


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("Skjermbilde #2.png", "<Skjermbilde #2.png>"),
        ("Skjermbilde #2.png", "Skjermbilde%20%232.png"),
        ("50% ferdig?.png", "<50% ferdig?.png>"),
        (unicodedata.normalize("NFD", "Hus på Ås.png"), "<Hus på Ås.png>"),
        ("Hus på Ås.png", f"<{unicodedata.normalize('NFD', 'Hus på Ås.png')}>"),
        ("Hus på Ås.png", "Hus%20pa%CC%8A%20A%CC%8As.png"),
    ],
)
def test_a_file_is_found_by_its_name_however_that_is_written(file: str, written: str, tmp_path: Path) -> None:
    body = f"{BODY}\n![Et hus i byen]({written})\n"
    root = small_plan(
        tmp_path,
        {"content/measures/1.md": measure("1", body=body), f"content/measures/{file}": PICTURES["png"]},
    )
    plan = load(root, catalogue("en"))
    assert [picture.flaws for picture in plan.pictures.values()] == [()]
    files = rendered(root, plan, ["status-report"], ["md", "html"])
    (name,) = (name for name in files if "/pictures/" in name)
    assert re.fullmatch(r"status-report/pictures/[\w.()-]+", name)
    assert unicodedata.is_normalized("NFC", name)
