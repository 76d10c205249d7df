"""App registration of roterfaden.kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Helpers without models."""

    name = "roterfaden.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
