"""Reading a file of labelled cards for the evaluation: which column is the text, which the label, what is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from roterfaden.kernel.tables import Table
from roterfaden.sorting.errors import TableUnusable
from roterfaden.sorting.methods.texts import Card, card, plain

TEXTS = ("text", "beitrag", "inhalt", "content", "body", "description", "beschreibung", "comment", "message")
TITLES = ("titel", "title", "überschrift", "ueberschrift", "betreff", "subject")
LABELS = (
    "label", "kategorie", "oberkategorie", "category", "klasse", "class", "topic", "handlungsfeld", "feld", "field",
    "theme", "thema", "target", "ziel",
)  # fmt: skip
PAIRS = ("duplikat_von", "duplicate_of", "dublette_von", "duplikatgruppe", "duplicate_group", "pair", "paar", "gruppe")
LANGUAGES = ("language", "sprache", "lang")
LEAST_OF_A_LABEL = 2


@dataclass(frozen=True)
class LabelledFile:
    """The cards of a file with their labels; `pairs` holds the marks of real duplicates, empty where there are none."""

    cards: tuple[Card, ...]
    labels: tuple[str, ...]
    pairs: tuple[str, ...]
    text_columns: tuple[str, ...] = ("text",)
    label_column: str = "label"
    pair_column: str = ""
    empty: int = 0
    rare: int = 0


def labelled_file(table: Table, *, text_columns: Sequence[str] = (), label_column: str = "") -> LabelledFile:
    """The usable rows of a table. Columns that are not named are guessed: text (with a title before it) and label.

    Where no heading is known, the text is the column with the longest cells and the label the one with the fewest
    different values. Rows without text or label, and labels with a single card (nothing can be learnt and tested with
    one), are left out and counted. TableUnusable says what is missing.
    """
    header = [name.strip() for name in table.columns]
    rows = [_Cells(row.cells) for row in table.rows]
    texts = [_named(header, name) for name in text_columns] or _guessed_texts(header) or _longest(header, rows)
    label = _named(header, label_column) if label_column else _guessed(header, LABELS)
    if label is None:
        label = _most_repeated(rows, [place for place in range(len(header)) if place not in texts])
    if label is None:
        raise TableUnusable(why=f"keine Spalte mit Beschriftungen, die sich wiederholen; es gibt: {', '.join(header)}")
    return _file(rows, header, texts, label)


def _longest(header: Sequence[str], rows: Sequence["_Cells"]) -> list[int]:
    lengths = [sum(len(row[place]) for row in rows) for place in range(len(header))]
    return [lengths.index(max(lengths))]


def _most_repeated(rows: Sequence["_Cells"], places: Sequence[int]) -> int | None:
    kinds = {place: len({row[place] for row in rows if row[place]}) for place in places}
    usable = [place for place in places if 1 < kinds[place] <= len(rows) / LEAST_OF_A_LABEL]
    return min(usable, key=lambda place: (kinds[place], place), default=None)


def _file(rows: Sequence["_Cells"], header: Sequence[str], texts: Sequence[int], label: int) -> LabelledFile:
    pair, language = _guessed(header, PAIRS), _guessed(header, LANGUAGES)
    full = [row for row in rows if plain(row.joined(texts)) and row[label]]
    cards = [
        card(number, row.joined(texts), (row[language] or "de") if language is not None else "de")
        for number, row in enumerate(full, start=1)
    ]
    return replace(
        usable(cards, [row[label] for row in full], [row[pair] if pair is not None else "" for row in full]),
        text_columns=tuple(header[place] for place in texts),
        label_column=header[label],
        pair_column=header[pair] if pair is not None else "",
        empty=len(rows) - len(full),
    )


def usable(cards: Sequence[Card], labels: Sequence[str], pairs: Sequence[str] = ()) -> LabelledFile:
    """The cards whose label stands at another card too; TableUnusable where fewer than two labels are left."""
    often = Counter(labels)
    kept = [place for place, label in enumerate(labels) if often[label] >= LEAST_OF_A_LABEL]
    if len({labels[place] for place in kept}) < 2:  # noqa: PLR2004 -- one label is nothing to choose between
        raise TableUnusable(why="weniger als zwei Beschriftungen mit je zwei Texten")
    return LabelledFile(
        cards=tuple(cards[place] for place in kept),
        labels=tuple(labels[place] for place in kept),
        pairs=tuple(pairs[place] for place in kept) if pairs else tuple("" for _place in kept),
        rare=len(cards) - len(kept),
    )


class _Cells:
    """One row; cells a short row does not have are empty."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = cells

    def __getitem__(self, place: int) -> str:
        return self._cells[place].strip() if place < len(self._cells) else ""

    def joined(self, places: Sequence[int]) -> str:
        return ". ".join(self[place] for place in places if self[place])


def _named(header: Sequence[str], name: str) -> int:
    lowered = [column.lower() for column in header]
    if name.strip().lower() not in lowered:
        raise TableUnusable(why=f"keine Spalte „{name}“; es gibt: {', '.join(header)}")
    return lowered.index(name.strip().lower())


def _guessed(header: Sequence[str], names: Sequence[str]) -> int | None:
    lowered = [column.lower() for column in header]
    return next((lowered.index(name) for name in names if name in lowered), None)


def _guessed_texts(header: Sequence[str]) -> list[int]:
    text, title = _guessed(header, TEXTS), _guessed(header, TITLES)
    return [place for place in (title, text) if place is not None]
