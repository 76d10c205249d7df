"""App registration of roterfaden.concept."""

from django.apps import AppConfig


class ConceptConfig(AppConfig):
    """Concept, version, element, target, consideration."""

    name = "roterfaden.concept"
    label = "concept"
    default_auto_field = "django.db.models.BigAutoField"
