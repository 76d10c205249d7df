"""Refusals around courses, providers and the tables they send."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class TypeClosed(DomainError):
    """Courses of this type may no longer begin."""

    message = _("Kurse der Art „%(name)s“ dürfen seit %(day)s nicht mehr neu beginnen.")
    field = "course_type"


class SectionUnknown(DomainError):
    """The type has fewer sections."""

    message = _("Die Kursart „%(name)s“ hat nur %(count)s Kursabschnitte.")
    field = "section"


class GroupTooLarge(DomainError):
    """More seats than the law allows."""

    message = _("Für diese Kursart sind höchstens %(count)s Plätze erlaubt (%(source)s).")
    field = "seats_max"


class SeatsTooFew(DomainError):
    """Fewer seats than the course needs to open, or than are taken."""

    message = _("Es sind weniger Plätze als nötig: Mindestens %(count)s müssen es sein.")
    field = "seats_max"


class FreeTooMany(DomainError):
    """More free seats than the course has left."""

    message = _("So viele Plätze können nicht frei sein. Möglich sind höchstens %(count)s.")
    field = "free"


class EndsBeforeStart(DomainError):
    """The last day lies before the first."""

    message = _("Der Kurs kann nicht enden, bevor er beginnt.")
    field = "ends_on"


class LevelsSwapped(DomainError):
    """The level at the end lies below that at the beginning."""

    message = _("Das Niveau am Ende liegt unter dem am Anfang.")
    field = "level_to"


class SiteUnknown(DomainError):
    """A site of another provider, or one that is no longer used."""

    message = _("Diesen Kursort gibt es bei diesem Träger nicht.")
    field = "site"


class NoChildCareHere(DomainError):
    """Child care is not possible at the site."""

    message = _("Am Kursort „%(name)s“ ist keine Kinderbetreuung möglich. Ändern Sie zuerst den Kursort.")
    field = "child_care_seats"


class NumberTaken(DomainError):
    """The provider has a course of this number."""

    message = _("Die Kursnummer %(number)s ist bei diesem Träger schon vergeben.")
    field = "number"


class RunClosed(DomainError):
    """What has ended or was called off is not changed any more."""

    message = _("Dieser Kurs ist beendet oder abgesagt. Holen Sie ihn zuerst zurück.")


class NoSuchMove(DomainError):
    """From this state to that one there is no way."""

    message = _("Von „%(state)s“ geht es nicht zu „%(wanted)s“.")
    field = "state"


class NotBegunYet(DomainError):
    """A course that has not begun cannot run."""

    message = _("Der Kurs beginnt erst am %(day)s.")
    field = "state"


class ReasonMissing(DomainError):
    """Going back, or calling off, needs a reason."""

    message = _("Bitte nennen Sie den Grund.")
    field = "state_note"


class TimesUnreadable(DomainError):
    """Weekly times that nobody understands."""

    message = _("Diese Unterrichtszeit ist nicht zu lesen: „%(text)s“. Schreiben Sie zum Beispiel: Mo–Do 8:30–12:45.")
    field = "times"


class CodeTaken(DomainError):
    """Another provider has this short name."""

    message = _("Diesen Kurznamen hat schon ein anderer Träger.")
    field = "code"


class SiteNameTaken(DomainError):
    """The provider has a site of this name."""

    message = _("Einen Kursort mit diesem Namen hat der Träger schon.")
    field = "name"


class ReaderTaken(DomainError):
    """This address gets the overview already."""

    message = _("Diese Adresse bekommt die Übersicht schon.")
    field = "email"


class ProviderRetired(DomainError):
    """The provider offers no courses any more."""

    message = _("Dieser Träger bietet keine Kurse mehr an.")


class ColumnsMissing(DomainError):
    """The table lacks columns a course cannot do without."""

    message = _("In der Tabelle fehlen Spalten: %(names)s. Nehmen Sie am besten die Vorlage.")
    field = "upload"


class TooManyCourses(DomainError):
    """More rows than a provider has courses."""

    message = _("Die Tabelle hat mehr als %(count)s Zeilen. Bitte teilen Sie sie.")
    field = "upload"


class NothingToTakeOver(DomainError):
    """No row of the table is new or changed."""

    message = _("In der Tabelle ist nichts, das zu übernehmen wäre.")
