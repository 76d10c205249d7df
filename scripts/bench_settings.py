"""The real settings, with the work of the measurements added (bench_jobs.py, and the tests of killed workers)."""

from roterfaden.config.settings import *  # noqa: F403 -- everything as it is
from roterfaden.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "bench_work"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
