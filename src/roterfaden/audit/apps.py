"""App registration of roterfaden.audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Append-only log."""

    name = "roterfaden.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
