"""Texts in other languages for the people who write them: what is there, what is missing, what comes next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from roterfaden.concept.enums import TextState, TextStatus
from roterfaden.concept.methods.differences import Piece, words
from roterfaden.concept.methods.text_tables import TextCells
from roterfaden.concept.methods.texts import next_after, text_languages, text_state
from roterfaden.concept.models import Concept, Element, ElementRevision, Node, RevisionText, Version
from roterfaden.concept.queries.trees import working_draft


@dataclass(frozen=True)
class TextRow:
    """An element of a version and how it stands in one language. `letters` counts the German title and text."""

    element_id: int
    number: str
    depth: int
    kind_label: str
    title: str
    field_name: str
    letters: int
    state: TextState

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state != TextState.CHECKED


@dataclass(frozen=True)
class TextCounts:
    """How many elements of a part stand how, in one language."""

    name: str
    counts: Mapping[TextState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def checked(self) -> int:
        return self.counts.get(TextState.CHECKED, 0)

    @property
    def share(self) -> float:
        """Checked elements of all, 0 to 1."""
        return self.checked / self.total if self.total else 0.0

    @property
    def by_state(self) -> tuple[tuple[TextState, int], ...]:
        """Each state with its number, the most urgent first."""
        return tuple((state, self.counts.get(state, 0)) for state in TextState)


@dataclass(frozen=True)
class TextWork:
    """A version in one language, element by element."""

    version: Version
    language: str
    rows: tuple[TextRow, ...]

    @property
    def all(self) -> TextCounts:
        return _counted("", self.rows)

    @property
    def by_field(self) -> tuple[TextCounts, ...]:
        """How far each field of action is, in reading order; what belongs to none comes under no name."""
        names = dict.fromkeys(row.field_name for row in self.rows)
        return tuple(_counted(name, [row for row in self.rows if row.field_name == name]) for name in names)

    def narrowed(self, state: str = "", field_name: str = "") -> tuple[TextRow, ...]:
        """The rows in one state, of one field; empty words narrow nothing."""
        return tuple(
            row
            for row in self.rows
            if (not state or row.state == state) and (not field_name or row.field_name == field_name)
        )

    def next_open(self, element_id: int) -> TextRow | None:
        """The next element with something to do behind this one, from the beginning again after the last."""
        by_key = {row.element_id: row for row in self.rows}
        found = next_after(list(by_key), [row.element_id for row in self.rows if row.is_open], element_id)
        return by_key[found] if found is not None else None


@dataclass(frozen=True)
class TextDesk:
    """One element in one language: the German, the text that fits it best, all texts there were (newest first).

    `changes` is how the German changed since the text was written; empty while it fits. `expected_number` is what
    `write_text` wants to know.
    """

    node: Node
    language: str
    text: RevisionText | None
    texts: tuple[RevisionText, ...]
    title_changes: tuple[Piece, ...]
    body_changes: tuple[Piece, ...]

    @property
    def german(self) -> ElementRevision:
        return self.node.revision

    @property
    def is_outdated(self) -> bool:
        return self.text is not None and self.text.revision_id != self.german.pk

    @property
    def state(self) -> TextState:
        return text_state(self.text.status if self.text else None, is_outdated=self.is_outdated)

    @property
    def expected_number(self) -> int:
        return self.texts[0].number if self.texts else 0


def text_version(concept: Concept) -> Version:
    """The version texts are written for: the newest residents read, before there is one the working draft. Two queries
    at most."""
    newest = Version.objects.published().filter(concept=concept).select_related("concept").order_by("-number").first()
    return newest or working_draft(concept)


def text_work(version: Version, language: str) -> TextWork:
    """Every element of a version and how it stands in a language. Two queries."""
    nodes = list(_nodes(version))
    standing = _standing(nodes, version, (language,))
    return TextWork(version, language, tuple(_row(node, standing.get((node.element_id, language))) for node in nodes))


def text_overview(version: Version) -> dict[str, TextCounts]:
    """How a version stands in every language, by its code. Two queries."""
    nodes, languages = list(_nodes(version)), text_languages()
    standing = _standing(nodes, version, languages)
    found = {}
    for code in languages:
        states = Counter(_state(node, standing.get((node.element_id, code))) for node in nodes)
        found[code] = TextCounts(code, states)
    return found


def text_desk(version: Version, element: Element, language: str) -> TextDesk | None:
    """One element of a version in one language; None when it does not stand there. Two queries."""
    node = _nodes(version).filter(element=element).first()
    if node is None:
        return None
    rows = RevisionText.objects.filter(element=element, language=language)
    texts = tuple(rows.select_related("revision", "written_by", "checked_by", "element").order_by("-number", "-pk"))
    fitting = [each for each in texts if each.revision.number <= node.revision.number]
    text = max(fitting, key=lambda each: (each.revision.number, each.number), default=None)
    is_outdated = text is not None and text.revision_id != node.revision_id
    before = text.revision if text is not None and is_outdated else node.revision
    return TextDesk(
        node=node,
        language=language,
        text=text,
        texts=texts,
        title_changes=words(before.title, node.revision.title) if is_outdated else (),
        body_changes=words(before.body, node.revision.body) if is_outdated else (),
    )


def text_cells(version: Version, language: str) -> list[TextCells]:
    """Every element of a version with its German and its text in a language, for a table. Two queries."""
    nodes = list(_nodes(version))
    rows = RevisionText.objects.filter(language=language, element__nodes__version=version).select_related("revision")
    texts: dict[int, list[RevisionText]] = {}
    for row in rows.order_by("number", "pk"):
        texts.setdefault(row.element_id, []).append(row)
    return [_cells(node, texts.get(node.element_id, [])) for node in nodes]


def wordings_to_translate(version: Version, language: str) -> list[ElementRevision]:
    """German wordings of a version that a machine may translate: nobody has written there, and it has not yet.

    Two queries.
    """
    by_people = (TextStatus.DRAFT, TextStatus.CHECKED)
    texts = RevisionText.objects.filter(language=language, element__nodes__version=version)
    rows = texts.values_list("element", "status", "revision__number")
    written = {element for element, status, _number in rows if status in by_people}
    newest = {element: number for element, status, number in sorted(rows, key=lambda row: row[2])}
    return [
        node.revision
        for node in _nodes(version)
        if node.element_id not in written and newest.get(node.element_id, 0) < node.revision.number
    ]


_Standing = tuple[int, int, str, int]
"""Number of the German wording, number of the text, its status, key of the German wording."""


def _nodes(version: Version) -> QuerySet[Node]:
    return (
        Node.objects.filter(version=version)
        .select_related("revision", "element__field", "element__concept__process")
        .order_by("order_key", "pk")
    )


def _standing(nodes: Iterable[Node], version: Version, languages: Iterable[str]) -> dict[tuple[int, str], _Standing]:
    """For each element and language the text that fits the wording shown best: the newest of the newest wording."""
    shown = {node.element_id: node.revision.number for node in nodes}
    rows = RevisionText.objects.filter(language__in=list(languages), element__nodes__version=version).values_list(
        "element", "language", "revision__number", "number", "status", "revision"
    )
    found: dict[tuple[int, str], _Standing] = {}
    for element, language, wording, number, status, revision in rows:
        standing = (wording, number, status, revision)
        if wording <= shown[element]:
            found[element, language] = max(standing, found.get((element, language), standing))
    return found


def _state(node: Node, standing: _Standing | None) -> TextState:
    if standing is None:
        return TextState.MISSING
    return text_state(standing[2], is_outdated=standing[3] != node.revision_id)


def _row(node: Node, standing: _Standing | None) -> TextRow:
    field, revision = node.element.field, node.revision
    return TextRow(
        element_id=node.element_id,
        number=node.number,
        depth=node.order_key.count("."),
        kind_label=str(node.element.get_kind_display()),
        title=revision.title,
        field_name=field.name if field else "",
        letters=len(revision.title) + len(revision.body),
        state=_state(node, standing),
    )


def _counted(name: str, rows: Iterable[TextRow]) -> TextCounts:
    return TextCounts(name, Counter(row.state for row in rows))


def _cells(node: Node, texts: list[RevisionText]) -> TextCells:
    revision = node.revision
    fitting = [each for each in texts if each.revision.number <= revision.number]
    text = max(fitting, key=lambda each: (each.revision.number, each.number), default=None)
    return TextCells(
        uid=str(node.element.uid),
        number=node.number,
        kind=str(node.element.get_kind_display()),
        revision=revision.number,
        text=texts[-1].number if texts else 0,
        german_title=revision.title,
        german_body=revision.body,
        title=text.title if text else "",
        body=text.body if text else "",
        state=text_state(
            text.status if text else None, is_outdated=text is not None and text.revision_id != revision.pk
        ),
    )
