"""The template papers leave the house in: its placeholders, and the built-in one."""

from django.utils.translation import gettext_lazy as _
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from roterfaden.accounts.enums import Role
from roterfaden.concept.methods.written import (
    TemplateKind,
    as_bytes,
    calm_document,
    register_template,
)

PAPER_TEMPLATE = "gremienvorlage"
HEADER = ("nummer", "art", "datum", "dezernat", "federfuehrend", "status")
PLACEHOLDERS = {
    "titel": _("Betreff"),
    "untertitel": _("Art und Nummer der Vorlage"),
    "nummer": _("Vorlagen-Nr."),
    "art": _("Art der Vorlage"),
    "datum": _("eingebracht am; bei einem Entwurf „Entwurf“"),
    "dezernat": _("Dezernat"),
    "federfuehrend": _("federführende Stelle"),
    "status": _("öffentlich oder nicht öffentlich"),
    "angaben": _("alle Angaben in einer Zeile"),
    "einleitung": _("worauf sich die Vorlage bezieht"),
    "haus": _("Name der Einrichtung"),
    "fusszeile": _("Nummer und Tag in einer Zeile, für die Fußzeile"),
    "verzeichnis": _("Inhaltsverzeichnis; allein in einem Absatz"),
    "inhalt": _("der ganze Text; allein in einem Absatz, muss vorkommen"),
}
LABELS = (
    ("Vorlagen-Nr.", "nummer"), ("Art", "art"), ("Datum", "datum"), ("Dezernat", "dezernat"),
    ("Federführend", "federfuehrend"), ("Status", "status"),
)  # fmt: skip
"""The head of the built-in template. A template is a German document, like everything the house itself writes."""


def built_in_paper_template() -> bytes:
    """A calm Vorlage: the house, a table with number, kind and day, the title, the text."""
    made = calm_document()
    made.styles["Title"].font.size = Pt(18)
    made.add_paragraph("{{ haus }}")
    head = made.add_table(rows=0, cols=2)
    head.alignment = WD_TABLE_ALIGNMENT.LEFT
    for label, name in LABELS:
        cells = head.add_row().cells
        cells[0].width, cells[1].width = Mm(40), Mm(120)
        cells[0].text, cells[1].text = label, f"{{{{ {name} }}}}"
        cells[0].paragraphs[0].runs[0].bold = True
        for cell in cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    head._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstColumn"), "1")
    made.add_paragraph("{{ titel }}", style="Title").paragraph_format.space_before = Pt(18)
    made.add_paragraph("{{ einleitung }}")
    made.add_paragraph("{{ inhalt }}")
    return as_bytes(made)


register_template(
    TemplateKind(
        key=PAPER_TEMPLATE,
        about=_("Vorlagen für die Gremien"),
        placeholders=PLACEHOLDERS,
        built_in=built_in_paper_template,
        roles=frozenset({Role.COUNCIL_CLERK, Role.STRATEGY_OFFICER, Role.ADMINISTRATOR}),
    )
)
