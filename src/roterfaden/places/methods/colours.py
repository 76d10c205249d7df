"""Colours of a house: whether people can read what is written in them. No database.

Contrast as WCAG 2.2 defines it (1.4.3, relative luminance of sRGB): 1:1 is invisible, 21:1 is black on white.
"""

import re

COLOUR = re.compile(r"#[0-9a-f]{6}")
WHITE, BLACK = "#ffffff", "#000000"
NEEDED = 5.0
"""On white. 4.5:1 is the rule for text; half a point more, because links also stand on the tinted ground of the pages
(#f4f5f8), which takes a little away."""
NEEDED_IN_THE_DARK = 7.0
STEPS = 100


def is_colour(text: str) -> bool:
    """Whether this is a colour as the web writes it: # and six hexadecimal digits."""
    return COLOUR.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """Relative luminance: 0 for black, 1 for white (WCAG 2.2, definition of relative luminance)."""
    red, green, blue = (_linear(value / 255) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, whichever is lighter."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def for_the_dark(colour: str) -> str:
    """The same colour, lightened until it can be read on black: for people whose device shows pages dark."""
    for step in range(STEPS + 1):
        lighter = _mixed(colour, step / STEPS)
        if contrast(lighter, BLACK) >= NEEDED_IN_THE_DARK:
            return lighter
    return WHITE


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- from WCAG


def _mixed(colour: str, white: float) -> str:
    return "#" + "".join(f"{round(value + (255 - value) * white):02x}" for value in _channels(colour))
