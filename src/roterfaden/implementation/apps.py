"""App registration of roterfaden.implementation."""

from django.apps import AppConfig


class ImplementationConfig(AppConfig):
    """Adoption, initiative status."""

    name = "roterfaden.implementation"
    label = "implementation"
    default_auto_field = "django.db.models.BigAutoField"
