"""App registration of roterfaden.web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What all surfaces share."""

    name = "roterfaden.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks."""
        from roterfaden.web import checks  # noqa: F401, PLC0415 -- registration is the effect; apps are ready only now
