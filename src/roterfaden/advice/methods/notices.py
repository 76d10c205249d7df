"""What is written to people with an appointment, and to interpreters. Words only; nothing is sent here.

Nobody's name, no topic and no reason: a mail may be read by others. The caller chooses the language.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from roterfaden.ui.filters import moment


@dataclass(frozen=True)
class Letter:
    """A mail before it is sent."""

    subject: str
    text: str


@dataclass(frozen=True)
class When:
    """What letters say about an appointment: when, where, its code, and the page where the code is typed."""

    starts_at: datetime | None
    where: str
    code: str
    page: str
    house: str


def confirmed(when: When) -> Letter:
    """Somebody has an appointment."""
    return _letter(_("Ihr Termin"), _("Sie haben einen Termin. Er liegt auch als Kalenderdatei bei."), when)


def waits(when: When) -> Letter:
    """Somebody stands on the waiting list."""
    said = _("Sie stehen auf der Warteliste. Wird eine Zeit frei, schreiben wir Ihnen.")
    return _letter(_("Sie stehen auf der Warteliste"), said, when)


def offered(when: When, until: datetime) -> Letter:
    """A time has become free for somebody who waits."""
    said = _("eine Zeit ist frei geworden. Wir halten sie für Sie frei bis: %(until)s. Bitte nehmen Sie sie vorher an.")
    return _letter(_("Ein Termin ist frei"), said % {"until": moment(until)}, when)


def moved(when: When) -> Letter:
    """The office has moved an appointment."""
    said = _("wir mussten Ihren Termin verschieben. So gilt es jetzt. Wenn es Ihnen nicht passt, wählen Sie neu.")
    return _letter(_("Ihr Termin ist verschoben"), said, when)


def called_off(when: When) -> Letter:
    """The office has called an appointment off."""
    said = _("Ihr Termin fällt leider aus. Bitte vereinbaren Sie einen neuen.")
    return _letter(_("Ihr Termin fällt aus"), said, when)


def reminder(when: When) -> Letter:
    """The appointment is near."""
    said = _("wir erinnern an Ihren Termin. Wenn Sie nicht kommen können, sagen Sie bitte ab.")
    return _letter(_("Erinnerung: Ihr Termin"), said, when)


def asked_to_interpret(when: When, *, language: str, link: str) -> Letter:
    """An interpreter is asked whether they can come."""
    lines = [
        _("Guten Tag,"), "", _("können Sie bei einem Beratungsgespräch dolmetschen?"), "",
        f"{_('Sprache')}: {language}", *_place(when), "",
        _("Bitte sagen Sie hier zu oder ab. Nach dem Termin tragen Sie hier auch Ihre Zeit ein:"), link, "", "--",
        when.house,
    ]  # fmt: skip
    subject = _("Anfrage: dolmetschen (%(language)s)") % {"language": language}
    return Letter(subject, "\n".join(lines))


def interpreting_changed(when: When, *, language: str) -> Letter:
    """An interpreter who was asked need not come."""
    said = _("der Einsatz ist nicht mehr nötig. Sie müssen nichts tun.")
    lines = [
        _("Guten Tag,"), "", said, "", f"{_('Sprache')}: {language}", *_place(when), "", "--",
        when.house,
    ]  # fmt: skip
    return Letter(_("Zurückgenommen: dolmetschen"), "\n".join(lines))


def _letter(subject: str, said: str, when: When) -> Letter:
    lines = [
        _("Guten Tag,"), "", said, "", *_place(when), "",
        _("Hier sehen, verschieben oder absagen:"), when.page,
        _("Ihr Code: %(code)s") % {"code": when.code}, "", "--", when.house,
    ]  # fmt: skip
    return Letter(subject, "\n".join(lines))


def _place(when: When) -> list[str]:
    if when.starts_at is None:
        return [when.where] if when.where else []
    return [line for line in (moment(when.starts_at), when.where) if line]
