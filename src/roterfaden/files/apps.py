"""App registration of roterfaden.files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Kept files: photos, letters and tables people bring, checked and stored once."""

    name = "roterfaden.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
