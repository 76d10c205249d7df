"""Small frozen shapes that pages hand to components. No database, no HTML, no request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

Text = str | Promise
"""A text that may still be a lazy translation."""


@dataclass(frozen=True)
class Link:
    """A link in a navigation or a breadcrumb. An empty ``url`` means: this is the page you are on."""

    label: Text
    url: str = ""
    active: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """The same page in another language, named in that language's own script."""

    code: str
    name: str
    url: str
    dir: str
    active: bool


@dataclass(frozen=True)
class Stage:
    """One stage of a process on ``{% timeline %}``.

    ``state`` is ``"done"``, ``"current"`` ("wir sind hier") or ``"upcoming"``. ``starts_on`` and
    ``ends_on`` are the first and the last day; leave one empty when it is not known.
    """

    label: Text
    state: str
    starts_on: date | None = None
    ends_on: date | None = None
    text: Text = ""
    url: str = ""


@dataclass(frozen=True)
class ThreadStep:
    """One knot of the red thread on ``{% thread_path %}``.

    ``kind`` says what it is in words ("Beitrag", "Ziel", "Beschluss"); ``relation`` how it hangs on the knot before
    it ("aufgenommen in"); ``reason`` why, in one sentence; ``role`` who in which function; ``code`` an outcome or
    status code of ``{% status %}``. ``lang`` marks a title in a person's own language. ``url`` is empty when there is
    no page; ``current`` marks the page the reader is on. ``branches`` are further knots hanging on the same one.
    """

    kind: Text
    title: Text
    url: str = ""
    on: date | datetime | None = None
    relation: Text = ""
    reason: Text = ""
    role: Text = ""
    code: str = ""
    lang: str = ""
    excerpt: Text = ""
    current: bool = False
    branches: tuple["ThreadStep", ...] = ()


@dataclass(frozen=True)
class Column:
    """A table column. ``numeric`` aligns at the end and uses tabular figures; ``row_head`` makes cells row headers."""

    label: Text
    numeric: bool = False
    row_head: bool = False


@dataclass(frozen=True)
class Cell:
    """A table cell with a link, an outcome/status code or a language of its own."""

    text: Text = ""
    url: str = ""
    code: str = ""
    lang: str = ""


Row = Sequence["Cell | str | int | float | Promise | None"]


@dataclass(frozen=True)
class Status:
    """What ``{% status %}`` shows for a code: a word, a symbol (an icon of ``ui/icons``) and a tone."""

    code: str
    word: Text
    icon: str
    tone: str
