"""App registration of roterfaden.council."""

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """Bodies, papers, resolutions."""

    name = "roterfaden.council"
    label = "council"
    default_auto_field = "django.db.models.BigAutoField"
