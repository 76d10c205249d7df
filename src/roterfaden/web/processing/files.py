"""The record of processing and the template of the impact assessment as DOCX: the house completes and signs them."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document

from roterfaden.ui.filters import day
from roterfaden.web.processing.records import Record, Risk

HOUSE_WRITES = "[vom Haus zu ergänzen]"
ASSESSED = ("beratung", "termine", "kurse")
"""Activities that need an assessment: vulnerable people, special categories, many of them (Art. 35 (3) GDPR)."""
LIKELY = "[gering · mittel · hoch]"


def records_docx(found: Sequence[Record], *, house: str, made_at: datetime) -> bytes:
    """The record of processing activities (Art. 30 GDPR). German: it is shown to a German authority."""
    document = _begun("Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)", house, made_at)
    _table(
        document,
        (("Verantwortlich", house), ("Datenschutzbeauftragte Person", HOUSE_WRITES), ("Vertretung", HOUSE_WRITES)),
    )
    for record in found:
        activity = record.activity
        document.add_heading(activity.name, level=2)
        _table(
            document,
            (
                ("Zweck", activity.purpose), ("Rechtsgrundlage", activity.legal_basis),
                ("Betroffene", activity.persons), ("Daten", _kinds(record)), ("Empfänger", activity.recipients),
                ("Übermittlung in Drittländer", "keine"), ("Löschung", activity.deletion),
                ("Technische und organisatorische Maßnahmen", activity.measures),
            ),
        )  # fmt: skip
    return _bytes(document)


def assessment_docx(found: Sequence[Record], known: Sequence[Risk], *, house: str, made_at: datetime) -> bytes:
    """A template of the impact assessment (Art. 35 GDPR): facts and measures are filled in, judgements are not."""
    document = _begun("Datenschutz-Folgenabschätzung (Art. 35 DSGVO) – Vorlage", house, made_at)
    document.add_paragraph(
        "Was das Programm weiß, steht schon da. Wie wahrscheinlich und wie schwer ein Risiko ist, beurteilt das Haus "
        "mit der oder dem Datenschutzbeauftragten."
    )
    for record in found:
        activity = record.activity
        if activity.key not in ASSESSED:
            continue
        document.add_heading(activity.name, level=2)
        document.add_heading("Beschreibung", level=3)
        _table(
            document,
            (
                ("Zweck", activity.purpose), ("Rechtsgrundlage", activity.legal_basis),
                ("Betroffene", activity.persons), ("Daten", _kinds(record)), ("Löschung", activity.deletion),
                ("Notwendigkeit und Verhältnismäßigkeit", HOUSE_WRITES),
            ),
        )  # fmt: skip
        document.add_heading("Risiken und Maßnahmen", level=3)
        heads = (
            "Risiko",
            "Möglicher Schaden",
            "Wahrscheinlichkeit",
            "Schwere",
            "Maßnahmen im Programm",
            "Rest und Entscheidung",
        )
        own = [risk for risk in known if activity.key in risk.activities]
        _table(
            document,
            [(risk.what, risk.harm, LIKELY, LIKELY, risk.measures, HOUSE_WRITES) for risk in own],
            heads,
        )
    document.add_heading("Ergebnis", level=2)
    _table(
        document,
        (
            ("Rat der oder des Datenschutzbeauftragten", HOUSE_WRITES),
            ("Standpunkt der Betroffenen (Art. 35 Abs. 9)", HOUSE_WRITES),
            ("Ergebnis und Datum", HOUSE_WRITES), ("Nächste Prüfung", HOUSE_WRITES),
        ),
    )  # fmt: skip
    return _bytes(document)


def _kinds(record: Record) -> str:
    """What is kept, one kind a line; what is encrypted says so."""
    lines = []
    for kind in record.kinds:
        names = (f"{name} (verschlossen)" if name in kind.sealed else name for name in kind.fields)
        lines.append(f"{kind.name}: {', '.join(names)}")
    return "\n".join(lines) or "keine personenbezogenen Angaben"


def _begun(title: str, house: str, made_at: datetime) -> Any:
    document = Document()
    core = document.core_properties
    core.title, core.author, core.language, core.comments = title, house, "de", ""
    core.created = core.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    document.add_heading(title, level=1)
    document.add_paragraph(f"{house} · Stand {day(made_at)} · erzeugt aus den Angaben des Programms")
    return document


def _table(document: Any, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
    every = [heads, *rows] if heads else list(rows)
    table = document.add_table(rows=len(every), cols=len(every[0]), style="Table Grid")
    for cells, words in zip(table.rows, every, strict=True):
        for cell, text in zip(cells.cells, words, strict=True):
            cell.text = text
    for cell in table.rows[0].cells if heads else table.columns[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _bytes(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
