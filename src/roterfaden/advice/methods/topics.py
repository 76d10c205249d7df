"""What people can take an appointment for, in plain words: fields of action as residents say them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLAIN: dict[str, Promise] = {
    "ankommen": _("Ankommen, Papiere, Aufenthalt"),
    "wohnen": _("Wohnung"),
    "sprache": _("Deutsch lernen"),
    "bildung": _("Kita, Schule, Ausbildung"),
    "arbeit": _("Arbeit und Beruf"),
    "gesundheit": _("Gesundheit"),
    "teilhabe": _("Rechte, Behörden, Benachteiligung"),
    "engagement": _("Freiwillig mithelfen"),
}
"""By the slug of the field; a field of another house keeps its own short name."""
FOR_THE_OFFICE = {"steuerung"}
"""Fields that are about how authorities work together: nobody comes for advice on them."""


def topic_word(slug: str, name: str) -> str | Promise:
    """The field in plain words, in the language of the page where there are any."""
    return PLAIN.get(slug, name)
