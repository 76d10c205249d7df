"""App registration of roterfaden.participation."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Process, event, contribution, theme."""

    name = "roterfaden.participation"
    label = "participation"
    default_auto_field = "django.db.models.BigAutoField"
