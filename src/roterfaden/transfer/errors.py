"""What is refused about bundles; the sentences for people."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NotPublic(RuntimeError):
    """A field that is not declared public was about to travel: a mistake in the program, never one of a person."""


class BundleRefused(DomainError):
    """A file that is not taken in. Nothing was changed."""

    field = "upload"


class NotABundle(BundleRefused):
    """Another kind of file."""

    message = _("Das ist kein Bündel aus Roter Faden. Erwartet wird die ZIP-Datei, so wie sie heruntergeladen wurde.")


class BundleTooLarge(BundleRefused):
    """More than a bundle ever holds."""

    message = _("Dieses Bündel ist zu groß. Erlaubt sind %(limit)s MB, ausgepackt %(unpacked)s MB.")


class StrangePart(BundleRefused):
    """A name in the archive that leads elsewhere, stands twice or belongs to no part."""

    message = _("In diesem Bündel liegt etwas, das nicht hineingehört („%(name)s“). Es wurde nichts übernommen.")


class BundleDamaged(BundleRefused):
    """A part is not what the manifest says, or breaks the schema."""

    message = _("Dieses Bündel ist beschädigt (%(where)s). Bitte laden Sie es bei der Herkunft noch einmal herunter.")


class WrongSignature(BundleRefused):
    """Somebody changed the manifest after it was signed."""

    message = _("Die Unterschrift dieses Bündels stimmt nicht: Es wurde nach dem Erstellen verändert.")


class NewerSchema(BundleRefused):
    """Made by a later version of the program."""

    message = _(
        "Dieses Bündel ist in einer neueren Form (%(found)s) geschrieben, als dieses Programm lesen kann (%(known)s). "
        "Bitte bringen Sie das Programm auf den neuen Stand."
    )


class OwnBundle(BundleRefused):
    """It was made here."""

    message = _("Dieses Bündel wurde in dieser Einrichtung erstellt. Hier ist schon alles, was darin steht.")


class NoHouse(DomainError):
    """Before set-up."""

    message = _("Richten Sie diese Installation zuerst ein; dann können Sie Bündel erstellen und übernehmen.")


class NothingChosen(DomainError):
    """A bundle without parts, or a take-over without objects."""

    message = _("Bitte wählen Sie mindestens einen Teil.")
    field = "parts"


class ProcessMissing(DomainError):
    """The part was chosen without saying which process."""

    message = _("Bitte wählen Sie das Verfahren, das als Muster mitgehen soll.")
    field = "process"


class VersionMissing(DomainError):
    """The part was chosen without saying which version."""

    message = _("Bitte wählen Sie die Fassung des Konzepts. Nur veröffentlichte Fassungen gehen mit.")
    field = "version"


class ArrivalIsClosed(DomainError):
    """Thrown away."""

    message = _("Dieses Bündel ist verworfen. Laden Sie es noch einmal hoch, wenn Sie es doch brauchen.")


class DaysMissing(DomainError):
    """A concept holds from a day to a day."""

    message = _("Bitte sagen Sie, von wann bis wann das übernommene Konzept hier gelten soll.")
    field = "starts_on"


class DaysUpsideDown(DomainError):
    """The end comes first."""

    message = _("Das Ende liegt vor dem Beginn.")
    field = "ends_on"


class MandateMissing(DomainError):
    """A process needs to know who ordered it."""

    message = _("Bitte sagen Sie, wer das Verfahren beauftragt hat.")
    field = "mandate"


class NotAPublicKey(DomainError):
    """Something else than a public key of age."""

    message = _("Das ist kein öffentlicher Schlüssel von age. Er beginnt mit „age1“.")
    field = "recipient"


class TakeoutStands(DomainError):
    """One order at a time."""

    message = _("Sie haben schon eine Datei bestellt. Löschen Sie sie zuerst, oder warten Sie, bis ihre Zeit um ist.")


class TakeoutNotThere(DomainError):
    """Not written yet, or thrown away."""

    message = _("Diese Datei liegt nicht bereit: Sie ist noch nicht fertig oder schon gelöscht.")


class LegalPagesAreOthers(DomainError):
    """Legal pages are written by the administrator."""

    message = _(
        "Rechtliche Seiten schreibt nur, wer die Rolle Administration hat. Nehmen Sie dort das Häkchen weg, oder "
        "bitten Sie die Administration um diesen Teil."
    )


class CannotTakeOver(DomainError):
    """What an action of another context refused, with the object it was about."""

    message = _("„%(title)s“ lässt sich nicht übernehmen: %(reason)s")
