"""Called by `./faden manage`: Django's commands. Settings that cannot be read are told in one sentence."""

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    try:
        _ = settings.INSTALLED_APPS  # reads them all
    except ImproperlyConfigured as error:
        sys.exit(f"FEHLER D000: {error}")
    execute_from_command_line(["./faden manage", *sys.argv[1:]])
