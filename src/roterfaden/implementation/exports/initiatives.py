"""All initiatives with their plans as one table. For the office: it holds amounts that are not published."""

from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _

from roterfaden.implementation.models import Funding, Milestone, YearBudget
from roterfaden.implementation.queries import InitiativeRow, due_words, late_words
from roterfaden.kernel.tables import write_xlsx
from roterfaden.ui.filters import day as written_day
from roterfaden.ui.filters import number

WIDTHS = (8, 44, 26, 30, 34, 16, 22, 12, 50, 26, 12, 12, 34, 34, 34, 60, 60, 14, 30, 34)


def initiatives_table(
    rows: Iterable[InitiativeRow], budgets: Mapping[int, tuple[YearBudget, ...]], *, above: str
) -> IO[bytes]:
    """An XLSX file, open at its beginning: one line for each initiative; `above` says what the table is."""
    rows = list(rows)
    names = {row.element.pk: f"{row.number} {row.title}" for row in rows}
    columns = (
        _("Nr."), _("Maßnahme"), _("Handlungsfeld"), _("federführend"), _("Partner"), _("Gewicht"), _("Stand"),
        _("Stand vom"), _("Erläuterung"), _("läuft weiter bei"), _("Beginn"), _("Ende"), _("nächster Termin"),
        _("im Verzug"), _("wartet auf"), _("Meilensteine"), _("Förderungen"), _("gefördert bis"), _("eigene Mittel"),
        _("setzt voraus"),
    )  # fmt: skip
    lines = (_line(row, budgets.get(row.element.pk, ()), names) for row in rows)
    return write_xlsx(columns, lines, sheet=_("Maßnahmen"), widths=WIDTHS, above=(above,), wrapped=True)


def _line(row: InitiativeRow, budgets: tuple[YearBudget, ...], names: Mapping[int, str]) -> tuple[Any, ...]:
    status = row.status
    return (
        row.number, row.title, row.field_name, row.accountable, row.plan.partners if row.plan else "",
        row.weight_label, row.progress_label, status.as_of if status else None, status.reason if status else "",
        status.carried_on_by if status else "", row.revision.starts_on, row.revision.ends_on,
        due_words(row.next_due) if row.next_due else "", "\n".join(map(late_words, row.late)),
        "\n".join(row.waits_for), "\n".join(map(_milestone, row.milestones)), "\n".join(map(_funding, row.fundings)),
        row.funded_until, "\n".join(f"{each.year}: {number(each.amount, 2)} €" for each in budgets),
        "\n".join(names[pk] for pk in row.needs if pk in names),
    )  # fmt: skip


def _milestone(each: Milestone) -> str:
    done = _("erledigt %(day)s") % {"day": written_day(each.done_on, "medium")} if each.done_on else _("offen")
    return f"{written_day(each.due_on, 'medium')}: {each.title} ({done})"


def _funding(each: Funding) -> str:
    span = f"{written_day(each.starts_on, 'medium')} – {written_day(each.ends_on, 'medium')}"
    amount = f", {number(each.amount, 2)} €" if each.amount is not None else ""
    return f"{each.funder}, {span}{amount}"
