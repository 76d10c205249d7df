"""What is refused about cases and consultations."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class TopicMissing(DomainError):
    """A consultation about nothing counts for nothing."""

    message = _("Wählen Sie mindestens ein Thema.")
    field = "topics"


class HeldInFuture(DomainError):
    """Only what has taken place is recorded."""

    message = _("Das Gespräch liegt in der Zukunft. Tragen Sie es ein, wenn es stattgefunden hat.")
    field = "held_on"


class HeldTooLongAgo(DomainError):
    """It would be deleted at once."""

    message = _("Das Gespräch liegt so lange zurück, dass es nicht mehr gespeichert werden darf.")
    field = "held_on"


class NotYours(DomainError):
    """Only whoever recorded a consultation drops it."""

    message = _("Dieses Gespräch hat jemand anderes eingetragen.")


class TooLateToDrop(DomainError):
    """It has been counted."""

    message = _("Das Gespräch ist schon gezählt und lässt sich nicht mehr löschen.")


class CaseClosed(DomainError):
    """A closed case takes nothing new."""

    message = _("Der Fall ist abgeschlossen.")


class NoConsent(DomainError):
    """Nothing is written about a person who has not agreed."""

    message = _("Dazu fehlt die Einwilligung der Person. Tragen Sie sie zuerst ein.")


class ConsentStands(DomainError):
    """There is one already."""

    message = _("Eine Einwilligung ist schon eingetragen.")


class ConsentInFuture(DomainError):
    """Nobody has agreed tomorrow."""

    message = _("Der Tag liegt in der Zukunft.")
    field = "given_on"


class NothingWritten(DomainError):
    """An empty page is not kept."""

    message = _("Schreiben Sie etwas in mindestens ein Feld.")


class LooksLikeStatus(DomainError):
    """Words that speak of the residence status are not kept (§§ 87–88a AufenthG)."""

    message = _(
        "Im Text steht „%(word)s“. Der Aufenthaltsstatus wird hier nicht aufgeschrieben, auch nicht mit Einwilligung: "
        "Andere Behörden könnten die Angabe verlangen."
    )


class NotACounsellor(DomainError):
    """Only people who advise belong to a team."""

    message = _("Diese Person hat keinen Zugang zur Beratung.")
    field = "member"


class AlreadyInTeam(DomainError):
    """Once is enough."""

    message = _("Diese Person gehört schon zum Team.")
    field = "member"


class LastOfTeam(DomainError):
    """A case that nobody may open would be lost."""

    message = _("Jemand muss im Team bleiben. Nehmen Sie zuerst jemanden auf.")


class FollowUpInPast(DomainError):
    """A reminder for yesterday."""

    message = _("Der Tag liegt in der Vergangenheit.")
    field = "due_on"


class UnknownCode(DomainError):
    """No case has it."""

    message = _("Zu diesem Code gibt es keinen Fall. Prüfen Sie jedes Zeichen. Vielleicht ist der Fall schon gelöscht.")
    field = "code"


class InTeamAlready(DomainError):
    """Who may look in anyway needs no emergency."""

    message = _("Sie gehören zum Team dieses Falls und können ihn öffnen.")
