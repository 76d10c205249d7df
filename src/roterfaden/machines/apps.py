"""App registration of roterfaden.machines."""

from django.apps import AppConfig


class MachinesConfig(AppConfig):
    """Tokens of programs, and webhooks."""

    name = "roterfaden.machines"
    label = "machines"
    default_auto_field = "django.db.models.BigAutoField"
