"""App registration of roterfaden.post."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Outgoing messages: written once, delivered by a worker, never sent twice."""

    name = "roterfaden.post"
    label = "post"
    default_auto_field = "django.db.models.BigAutoField"
