"""The real settings, made fast and self-contained for tests. DATABASE_URL chooses the engine; SQLite is the default."""

import os
import sys
from pathlib import Path

# A tool of the tests brings this along; jsonschema then builds forty grammars, for formats none of our schemas has,
# whenever it is loaded: more than a second in every process.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

DATA = Path(__file__).resolve().parent.parent / "var" / "tests"
(DATA / "static").mkdir(parents=True, exist_ok=True)
os.environ["FADEN_DATA"] = str(DATA)
os.environ["FADEN_SECRET_KEY"] = "only-for-tests-and-long-enough-to-be-accepted-by-the-checks-0123456789"

from roterfaden.config.settings import *  # noqa: E402, F403 -- the environment has to be set before
from roterfaden.config.settings import DATABASES  # noqa: E402 -- named so that the lines below are checked

# A pool would keep connections open while the test database is dropped.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
DATABASES["default"]["TEST"] = {"MIGRATE": False}  # tests/schema.py makes the tables

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
