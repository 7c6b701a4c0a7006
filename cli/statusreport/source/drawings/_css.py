"""The CSS of a drawing, as far as all formats know it."""

from __future__ import annotations

import re

from ._flaws import UndrawableError, browsers

# Files are large and written by others: no pattern here takes longer than in proportion to what it is held against.
# A comment, a string, or what only looks like one: each to its end, or to where it would have to end.
_STRING = r"\"(?:[^\"\\\n\r\f]|\\.)*\"?|'(?:[^'\\\n\r\f]|\\.)*'?"
_ASIDE = re.compile(rf"/\*.*?(?:\*/|\Z)|(?P<string>{_STRING})|\\", re.DOTALL)
_CLOSED = re.compile(r"([\"'])(?:[^\\]|\\.)*\1", re.DOTALL)
_FUNCTION = re.compile(r"(?<![\w-])([\w-]+)\(")
_FUNCTIONS = {
    *["url", "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewx", "skewy"],
    *[
        "blur",
        "brightness",
        "contrast",
        "drop-shadow",
        "grayscale",
        "hue-rotate",
        "invert",
        "opacity",
        "saturate",
        "sepia",
    ],
    *("not",),
}
_AT_RULE = re.compile(r"@([\w-]+)")
_ANIMATED = re.compile(r"(?:^|[;{\s])(?:-\w+-)?animation(?:-name)?\s*:(?!\s*none)", re.IGNORECASE)
# Properties that are attributes elsewhere, or that only pages have.
_FOREIGN = re.compile(
    r"(?:^|[;{\s])(d|c?[xy]|r[xy]?|width|height|background(?:-color|-image)?|transform-box|offset-path|content)\s*:\s*([^;}]*)",
    re.IGNORECASE,
)
_BLANK = {"", "none", "transparent", "white", "#fff", "#ffffff", "rgb(255, 255, 255)", "initial", "inherit"}
_PSEUDO = re.compile(
    r"(?<!:):(?!:)(?!first-child|root|link|hover|active|focus|visited)([\w-]+)|::([\w-]+)|[+~]"
)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_BY_DAY = re.compile(rf"({_STRING}|(?<![\w-])light-dark\(\s*|[(),])", re.DOTALL | re.IGNORECASE)
URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)


def sheet(css: str) -> tuple[list[tuple[str, str]], str]:
    """The rules of a style sheet that all formats know, each a selector with its declarations, and all of its text."""
    css, plain = _cleaned(css)
    for found in _AT_RULE.finditer(plain):
        match found[1].lower():
            case "import":
                raise UndrawableError("missing-picture", "part")
            case "keyframes" | "-webkit-keyframes":
                raise UndrawableError("moving-picture", "")
            case "charset" | "namespace":
                pass
            case "font-face":
                raise UndrawableError("browser-only-drawing", "font")
            case _:
                raise browsers(found[0])
    rules, end = [], 0
    while rule := _RULE.match(plain, end):
        if pseudo := _PSEUDO.search(rule[1]):
            raise browsers(pseudo[0].strip())
        rules.append((css[slice(*rule.span(1))], declarations(css[slice(*rule.span(2))])))
        end = rule.end()
    return rules, "".join(f"{selector}{{{said}}}" for selector, said in rules) + _flat(css[end:], plain[end:])


def declarations(css: str, *, root: bool = False) -> str:
    """Declarations that all formats know. A drawing has no background: those of its root are white or none."""
    css = value_of(css)
    _, plain = _cleaned(css)
    _flat(css, plain)
    if _ANIMATED.search(plain):
        raise UndrawableError("moving-picture", "")
    for found in _FOREIGN.finditer(plain):
        name, value = found[1].lower(), css[slice(*found.span(2))].strip()
        if name.startswith("background") and value.lower() in _BLANK:
            continue
        if not (root and name in ("width", "height")):
            raise browsers(f"{name}: {value}")
    return css


def value_of(css: str) -> str:
    """A value that all formats know: of two colours, for day and for night, the one that stands on white paper."""
    css, plain = _cleaned(_by_day(_cleaned(css)[0]))
    for target in URL.findall(css):
        if not target.startswith("#"):
            raise UndrawableError("missing-picture", "part")
    for found in _FUNCTION.finditer(plain):
        if found[1].lower() not in _FUNCTIONS:
            raise browsers(f"{found[1]}()")
    return css


def _cleaned(css: str) -> tuple[str, str]:
    """CSS without comments, and the same with nothing in its strings, sign under sign.

    Raises UndrawableError for what programs read in different ways: escapes, and strings that end nowhere.
    """

    def checked(found: re.Match[str]) -> str:
        if found["string"] and _CLOSED.fullmatch(found[0]):
            return found[0]
        if found[0].startswith("/*"):
            return " "
        raise browsers(found[0], "css")

    css = _ASIDE.sub(checked, css)
    return css, _ASIDE.sub(lambda found: f"{found[0][0]}{' ' * (len(found[0]) - 2)}{found[0][-1]}", css)


def _flat(css: str, plain: str) -> str:
    """CSS in which no block begins or ends, so that what is inside one cannot be mistaken."""
    if stray := re.search(r"[{}]", plain):
        raise browsers(stray[0], "css")
    return css


def _by_day(css: str) -> str:
    """CSS with the first colour of each `light-dark(…)`."""
    kept: list[str] = []
    # What is open: a bracket, or a `light-dark` at its first or its second colour.
    opened: list[str] = []
    dark = 0
    for part in _BY_DAY.split(css):
        within, shown = opened[-1] if opened else "", not dark
        if part[:11].lower() == "light-dark(":
            opened.append("first")
            shown = False
        elif part == "(":
            opened.append(part)
        elif part == "," and within == "first":
            opened[-1] = "second"
            dark += 1
            shown = False
        elif part == ")" and within != "first":
            # One that has no second colour stays open.
            del opened[-1:]
            if within == "second":
                dark -= 1
                shown = False
        if shown:
            kept.append(part)
    if "first" in opened:
        raise browsers("light-dark()")
    return "".join(kept)
