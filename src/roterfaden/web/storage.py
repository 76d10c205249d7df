"""How static files are named and packed."""

from django.contrib.staticfiles.storage import ManifestFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_EVERY_SCRIPT, _IMPORTS = ManifestFilesMixin._js_module_import_aggregation_patterns


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names, packed; our own modules import each other by these names too (what others wrote stays as it is)."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("web/offline/*.js", _IMPORTS))
