"""App registration of roterfaden.api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Machines."""

    name = "roterfaden.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
