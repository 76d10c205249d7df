"""App registration of roterfaden.courses."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """KIM."""

    name = "roterfaden.courses"
    label = "courses"
    default_auto_field = "django.db.models.BigAutoField"
