"""Tables of texts for translators: what leaves the house, and what may come back from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from roterfaden.concept.enums import TextRowState, TextState
from roterfaden.concept.errors import NotATextTable, TableOfOtherLanguage
from roterfaden.kernel.tables import Table

COLUMNS = (
    "Kennung", "Nummer", "Art", "Deutsche Fassung", "Textstand", "Sprache", "Titel (Deutsch)", "Text (Deutsch)",
    "Titel", "Text", "Stand",
)  # fmt: skip
"""The headings. Translators fill `Titel` and `Text`; the others tell the program where they belong. They stay German
in every language of the office, so that a table made by one person is understood by the next."""
NEEDED = ("Kennung", "Deutsche Fassung", "Textstand", "Sprache", "Titel", "Text")
WIDTHS = (12, 10, 14, 8, 8, 10, 40, 60, 40, 60, 12)


@dataclass(frozen=True)
class TextCells:
    """An element in the table. `revision` and `text` are the numbers of the German wording and of the newest text."""

    uid: str
    number: str
    kind: str
    revision: int
    text: int
    german_title: str
    german_body: str
    title: str
    body: str
    state: TextState


@dataclass(frozen=True)
class ReturnedText:
    """A row that came back. `line` is where a person finds it; `revision` and `text` are 0 where they were spoilt."""

    line: int
    uid: str
    revision: int
    text: int
    title: str
    body: str


@dataclass(frozen=True)
class PlannedText:
    """What becomes of a row that came back; `cells` is the element as it stands now, None where it is not known."""

    row: ReturnedText
    state: TextRowState
    cells: TextCells | None

    @property
    def is_taken(self) -> bool:
        """Whether its text comes in."""
        return self.state in {TextRowState.NEW, TextRowState.CHANGED, TextRowState.GERMAN_CHANGED}


def table_rows(cells: Iterable[TextCells], language: str) -> list[tuple[str | int, ...]]:
    """The rows in the order of `COLUMNS`."""
    return [
        (each.uid, each.number, each.kind, each.revision, each.text, language, each.german_title, each.german_body,
         each.title, each.body, str(each.state.label))
        for each in cells
    ]  # fmt: skip


def returned_texts(table: Table, language: str) -> list[ReturnedText]:
    """The rows of a table that came back. Raises NotATextTable and TableOfOtherLanguage."""
    missing = [name for name in NEEDED if table.column(name) is None]
    if missing:
        raise NotATextTable(columns=", ".join(missing))
    places = [table.columns.index(name) for name in NEEDED]
    found = []
    for line, cells in table.rows:
        uid, revision, text, spoken, title, body = (cells[place].strip() for place in places)
        if spoken != language:
            raise TableOfOtherLanguage(language=spoken or "?")
        found.append(ReturnedText(line, uid, _whole(revision), _whole(text), title, _lines(body)))
    return found


def planned_texts(rows: Sequence[ReturnedText], standing: Mapping[str, TextCells]) -> list[PlannedText]:
    """What becomes of each row. Nothing that changed here meanwhile is replaced, and nothing is passed over unsaid."""
    seen: set[str] = set()
    found = []
    for row in rows:
        state = TextRowState.TWICE if row.uid in seen else _planned(row, standing.get(row.uid))
        seen.add(row.uid)
        found.append(PlannedText(row, state, standing.get(row.uid)))
    return found


def _planned(row: ReturnedText, now: TextCells | None) -> TextRowState:
    if now is None:
        return TextRowState.UNKNOWN
    if not row.title and not row.body:
        return TextRowState.EMPTY
    if (row.title, row.body) == (now.title, _lines(now.body)):
        return TextRowState.SAME
    if not row.title or (now.german_body and not row.body):
        return TextRowState.INCOMPLETE
    if row.text != now.text or not 0 < row.revision <= now.revision:
        return TextRowState.TEXT_CHANGED
    if row.revision < now.revision:
        return TextRowState.GERMAN_CHANGED
    return TextRowState.CHANGED if now.title else TextRowState.NEW


def _whole(text: str) -> int:
    """A whole number of a cell; spreadsheets like to write 3,0 for 3. 0 where it is none."""
    head = text.replace(",", ".").removesuffix(".0")
    return int(head) if head.isdecimal() and len(head) < 9 else 0  # noqa: PLR2004 -- fits an integer column


def _lines(text: str) -> str:
    """The text with the line ends of this program: spreadsheets have others."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
