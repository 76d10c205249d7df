"""App registration of roterfaden.bridges."""

from django.apps import AppConfig


class BridgesConfig(AppConfig):
    """The only door."""

    name = "roterfaden.bridges"
    label = "bridges"
    default_auto_field = "django.db.models.BigAutoField"
