"""App registration of roterfaden.topics."""

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    """Fields of action, the one classification both lines share."""

    name = "roterfaden.topics"
    label = "topics"
    default_auto_field = "django.db.models.BigAutoField"
