"""App registration of roterfaden.office."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Pages for staff."""

    name = "roterfaden.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"
