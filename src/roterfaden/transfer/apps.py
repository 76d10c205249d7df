"""App registration of roterfaden.transfer."""

from django.apps import AppConfig


class TransferConfig(AppConfig):
    """Bundles out and in, and where things came from."""

    name = "roterfaden.transfer"
    label = "transfer"
    default_auto_field = "django.db.models.BigAutoField"
