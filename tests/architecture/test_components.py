"""Every component stands in the gallery, which axe and the eye look at."""

import re

from roterfaden.ui.templatetags.faden import register
from tests.architecture.house import SOURCE

# Tags the gallery shows without naming them, each with the place where they stand.
NOT_NAMED = {
    "language_links": "in the header of every page, so in the gallery's too",
    "language_is_checked": "asks for the note below the header of every page",
    "field": "inside the component form",
    "error_summary": "inside the component form",
}


def test_every_component_is_in_the_gallery():
    gallery = "".join(path.read_text("utf-8") for path in sorted((SOURCE / "ui" / "templates").rglob("*gallery*.html")))
    missing = {name for name in register.tags if not re.search(rf"{{%\s*{name}\b", gallery)}

    assert missing == set(NOT_NAMED)
