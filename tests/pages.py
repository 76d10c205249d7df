"""What every page has to fulfil, checked without a browser: structure, headings, labels, ids, no inline code."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

HEADINGS = {f"h{level}": level for level in range(1, 7)}
CONTROLS = {"input", "select", "textarea"}
UNLABELLED_INPUTS = {"hidden", "submit", "button", "reset", "image"}
RUNNING_SCRIPTS = {None, "", "text/javascript", "application/javascript", "module"}


def read_to_the_end(response: HttpResponseBase) -> None:
    """Read a file that is being sent, so that it is closed as a server closes it.

    Not `response.close()`: outside a request Django then closes the connection the test's transaction lies in.
    """
    if isinstance(response, StreamingHttpResponse):
        for _part in response:
            pass


@dataclass
class PageReader(HTMLParser):
    """Reads one document and collects what the checks need."""

    language: str | None = None
    title: str = ""
    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labels_for: set[str] = field(default_factory=set)
    controls: list[tuple[str, dict[str, str | None], bool]] = field(default_factory=list)
    forms: list[dict[str, str | None]] = field(default_factory=list)
    token_in_form: list[bool] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    references: list[tuple[str, str]] = field(default_factory=list)
    images_without_alt: int = 0
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag not in {"input", "img", "br", "hr", "meta", "link", "source", "wbr", "col"}:
            self._open.append(tag)
        if tag == "html":
            self.language = attributes.get("lang")
        if tag in HEADINGS:
            self.headings.append(HEADINGS[tag])
        if identifier := attributes.get("id"):
            self.ids.append(identifier)
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "list"):
            self.references += [(name, target) for target in (attributes.get(name) or "").split()]
        if tag == "label" and attributes.get("for"):
            self.labels_for.add(attributes["for"] or "")
            self.references.append(("for", attributes["for"] or ""))
        if tag == "img" and "alt" not in attributes:
            self.images_without_alt += 1
        self._read_form(tag, attributes)
        self._read_inline(tag, attributes)

    def _read_form(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "form":
            self.forms.append(attributes)
            self.token_in_form.append(False)
        if tag in CONTROLS:
            if attributes.get("name") == "csrfmiddlewaretoken" and self.token_in_form:
                self.token_in_form[-1] = True
            self.controls.append((tag, attributes, "label" in self._open))

    def _read_inline(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "style":
            self.inline.append("<style>")
        if tag == "script" and "src" not in attributes and attributes.get("type") in RUNNING_SCRIPTS:
            self.inline.append("<script>")
        self.inline += [f"<{tag} {name}>" for name in attributes if name == "style" or name.startswith("on")]
        if (attributes.get("href") or "").strip().lower().startswith("javascript:"):
            self.inline.append(f"<{tag} href=javascript:>")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title" and "svg" not in self._open:
            self.title += data


def page_faults(html: str) -> list[str]:
    """Everything wrong with a page, in words; empty when it is fine."""
    page = PageReader()
    page.feed(html)
    return [*_structure_faults(page), *_form_faults(page), *(f"inline code: {item}" for item in page.inline)]


def _structure_faults(page: PageReader) -> list[str]:
    faults = []
    if not page.language:
        faults.append("<html> has no lang")
    if not page.title.strip():
        faults.append("no title")
    if page.headings.count(1) != 1:
        faults.append(f"{page.headings.count(1)} h1 instead of one")
    for before, after in zip([0, *page.headings], page.headings, strict=False):
        if after > before + 1:
            faults.append(f"heading level jumps from h{before} to h{after}")
    faults += [f"id {name!r} appears twice" for name in sorted({name for name in page.ids if page.ids.count(name) > 1})]
    faults += [f"{kind} points to missing id {target!r}" for kind, target in page.references if target not in page.ids]
    if page.images_without_alt:
        faults.append(f"{page.images_without_alt} img without alt")
    return faults


def _form_faults(page: PageReader) -> list[str]:
    faults = []
    for tag, attributes, inside_label in page.controls:
        named = inside_label or attributes.get("aria-label") or attributes.get("aria-labelledby")
        needs_name = attributes.get("type") not in UNLABELLED_INPUTS
        if needs_name and not named and attributes.get("id") not in page.labels_for:
            faults.append(f"<{tag} name={attributes.get('name')!r}> has no label")
    for attributes, has_token in zip(page.forms, page.token_in_form, strict=True):
        action = attributes.get("action") or ""
        if (attributes.get("method") or "get").lower() == "post" and not has_token:
            faults.append(f"form to {action!r} has no CSRF token")
        if action and not _leads_somewhere(action):
            faults.append(f"form action {action!r} leads nowhere")
    return faults


def _leads_somewhere(address: str) -> bool:
    path = urlsplit(address).path
    if not path.startswith("/"):
        return path == ""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
