"""What the review writes to places that deliver figures. Words only; no mail holds a figure."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.participation.methods.letters import Letter
from roterfaden.ui.filters import day as written_day


def ask_for_figures(house: str, name: str, *, count: int, due_on: date, until: date, link: str, about: str) -> Letter:
    """The request itself (`about` empty), a reminder ("reminder") or a question about what was sent ("question")."""
    values = {
        "name": name, "house": house, "link": link, "count": count, "due": written_day(due_on, "medium"),
        "until": written_day(until, "medium"),
    }  # fmt: skip
    if about == "question":
        subject = _("Rückfrage zu Ihren Zahlen")
        what = _("zu Ihren Zahlen haben wir eine Rückfrage. Sie steht beim Wert.")
    elif about == "reminder":
        subject = _("Erinnerung: Zahlen bis %(due)s")
        what = ngettext("uns fehlt noch eine Zahl von Ihnen.", "uns fehlen noch %(count)s Zahlen von Ihnen.", count)
    else:
        subject = _("Bitte um Zahlen bis %(due)s")
        what = ngettext(
            "für die Überprüfung der Ziele bitten wir Sie um eine Zahl.",
            "für die Überprüfung der Ziele bitten wir Sie um %(count)s Zahlen.",
            count,
        )
    text = _(
        "Guten Tag,\n\n%(what)s Diese Nachricht geht an: %(name)s. Sie brauchen keinen Zugang, der Link genügt:\n"
        "%(link)s\n\nBitte antworten Sie bis %(due)s. Sie können zwischendurch speichern. Der Link gilt bis %(until)s; "
        "geben Sie ihn nur in Ihrer Stelle weiter.\n\n%(house)s"
    )
    return Letter(subject % values, text % (values | {"what": what % values}))


def receipt(house: str, name: str, *, count: int, on: date) -> Letter:
    """That everything came in. The figures themselves stand behind the link."""
    values = {"name": name, "house": house, "count": count, "day": written_day(on, "medium")}
    what = ngettext(
        "am %(day)s haben wir von Ihnen eine Angabe bekommen.",
        "am %(day)s haben wir von Ihnen %(count)s Angaben bekommen.",
        count,
    )
    text = _("Guten Tag,\n\n%(what)s Danke. Diese Nachricht geht an: %(name)s.\n\n%(house)s")
    return Letter(_("Ihre Zahlen sind angekommen"), text % (values | {"what": what % values}))
