"""A drawing that leaves the page: with its question, unit, source and its styles inside, readable without us.

The styles are those of the page (charts.css), reduced to plain rules with fixed colours: what draws a file has neither
our tokens nor our other style sheets, and programs such as Typst know only simple selectors.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.html import escape

from roterfaden.ui.charts import svg
from roterfaden.ui.charts.figures import Figure
from roterfaden.ui.parts import Text

STYLES = Path(__file__).resolve().parent.parent / "static" / "ui" / "charts.css"
MARGIN = 24
TITLE_SIZE, TITLE_LINE = 20, 26
SMALL_SIZE, SMALL_LINE = 13, 18
FONTS = '"Fira Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", sans-serif'
COLOURS = {
    "text": "#15192b", "muted": "#4c5166", "ground": "#ffffff", "hair": "#ccd1de", "thread": "#b3122a",
    "step-1": "#e4e8f4", "step-2": "#b9c6e8", "step-3": "#8ba3dc", "step-4": "#3556b8", "step-5": "#0d2a94",
    "on-low": "#15192b", "on-high": "#ffffff",
}  # fmt: skip
"""The tokens of the page on white paper."""
_AT_RULE = re.compile(r"@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CHOICE = re.compile(r":is\(([^()]*)\)")
_INNER = re.compile(r"<svg\b([^>]*)>(.*)</svg>", re.DOTALL)
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_WORDS = re.compile(r"^<title>.*?</title><desc>(.*?)</desc>", re.DOTALL)


def standalone(figure: Figure, *, source: Text, site: Text = "") -> str:
    """The wide drawing of a figure as an SVG file. `source` says where the numbers come from, `site` who publishes.

    Everything a screen reader says of the drawing stands in it as `<title>` and `<desc>`.
    """
    attributes, inner = _parts(str(figure.wide))
    width, height = (float(each) for each in _found(_BOX, attributes))
    (description,) = _found(_WORDS, inner)
    drawing = _WORDS.sub("", inner)
    head = svg.wrap(figure.question, width, TITLE_SIZE, most=9)
    above = [str(figure.unit)] if figure.unit else []
    below = [
        line for text in (*figure.notes, source, site) if text for line in svg.wrap(text, width, SMALL_SIZE, most=9)
    ]
    top = MARGIN + len(head) * TITLE_LINE + len(above) * (SMALL_LINE + 4)
    total = top + height + len(below) * SMALL_LINE + 2 * MARGIN
    written = "".join(
        svg.text(line, MARGIN, MARGIN + (place + 0.75) * TITLE_LINE, class_="rf-c-title")
        for place, line in enumerate(head)
    )
    written += "".join(svg.text(line, MARGIN, top - 8, class_="rf-c-note") for line in above)
    foot = top + height + MARGIN
    written += "".join(
        svg.text(line, MARGIN, foot + (place + 0.75) * SMALL_LINE, class_="rf-c-note")
        for place, line in enumerate(below)
    )
    full = width + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {svg.num(full)} {svg.num(total)}" '
        f'width="{svg.num(full)}" height="{svg.num(total)}" role="img" class="rf-svg">'
        f"<title>{escape(str(figure.question))}</title><desc>{description}</desc><style>{styles()}</style>"
        f'<rect width="100%" height="100%" fill="{COLOURS["ground"]}"/>{written}'
        f'<g transform="translate({MARGIN} {svg.num(top)})">{drawing}</g></svg>'
    )


def description_of(figure: Figure) -> str:
    """What the drawing says in words, escaped as in the file."""
    return str(_found(_WORDS, _parts(str(figure.wide))[1])[0])


def _parts(drawn: str) -> tuple[str, str]:
    attributes, inner = _found(_INNER, drawn)
    return attributes, inner


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.search(text)
    if found is None:
        raise ValueError("not a drawing of roterfaden.ui.charts")
    return tuple(found.groups())


@cache
def styles() -> str:
    """The rules of charts.css that concern drawings, for a file on white paper."""
    css = re.sub(r"/\*.*?\*/", "", STYLES.read_text(encoding="utf-8"), flags=re.DOTALL)
    own = (
        f".rf-svg text{{font-family:{FONTS};font-weight:400}}",
        f".rf-svg .rf-c-title{{font-size:{TITLE_SIZE}px;font-weight:600}}",
        f".rf-svg .rf-c-note{{font-size:{SMALL_SIZE}px;fill:{COLOURS['muted']}}}",
    )
    return "".join([*own[:1], *_rules(_AT_RULE.sub("", css)), *own[1:]])


def _rules(css: str) -> Iterator[str]:
    for selectors, body in _RULE.findall(css):
        wanted = [each for one in selectors.split(",\n") for each in _plain(one.strip()) if _is_drawn(each)]
        if wanted:
            yield f"{','.join(wanted)}{{{_fixed(body)}}}"


def _plain(selector: str) -> list[str]:
    """A selector without `:is()`: one for each of its choices; a list is taken apart."""
    found = _CHOICE.search(selector)
    if found:
        return [
            each
            for choice in found[1].split(",")
            for each in _plain(selector[: found.start()] + choice.strip() + selector[found.end() :])
        ]
    return [each.strip() for each in selector.split(",")]


def _is_drawn(selector: str) -> bool:
    return selector.startswith((".rf-svg ", ".rf-c-")) and ":" not in selector


def _fixed(body: str) -> str:
    fixed = re.sub(r"var\(--rf-([a-z0-9-]+)\)", lambda name: COLOURS[name[1]], body)
    return ";".join(part.strip() for part in fixed.replace("currentcolor", COLOURS["text"]).split(";") if part.strip())
