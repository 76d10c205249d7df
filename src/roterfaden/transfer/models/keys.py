"""The key with which this house signs what it gives away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.vault import SealedField
from roterfaden.transfer.methods import fingerprint, in_groups


class TransferKey(models.Model):
    """One Ed25519 key for the house, made with the first bundle. The private half is sealed and never leaves."""

    public_key = models.CharField(_("öffentlicher Schlüssel"), max_length=60, unique=True)
    private_key = SealedField(_("geheimer Schlüssel"))
    made_at = models.DateTimeField(_("erzeugt am"))

    class Meta:
        verbose_name = _("Schlüssel für Bündel")
        verbose_name_plural = _("Schlüssel für Bündel")

    class Privacy:
        public = {"id", "public_key", "made_at"}
        internal = {"private_key"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.fingerprint

    @property
    def audit_label(self) -> str:
        return self.fingerprint

    @property
    def fingerprint(self) -> str:
        """What another house compares."""
        return in_groups(fingerprint(self.public_key))
