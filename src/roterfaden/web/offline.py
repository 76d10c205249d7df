"""The service worker: which files the capturing pages need, and the script the browser registers (ADR 18)."""

import hashlib
import json
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

# Everything a capturing page shows and runs, and nothing else. A test opens the pages without network.
FILES = (
    *(f"ui/{name}.css" for name in (
        "tokens", "type", "layout", "controls", "forms", "content", "status", "tables", "thread", "charts", "print",
    )),
    "ui/vendor/kern/fonts.css", "ui/vendor/kern/kern.min.css", "ui/vendor/kern/kern.rtl.min.css",
    "ui/vendor/noto-sans-arabic/fonts.css", "ui/vendor/noto-sans-ethiopic/fonts.css",
    *(f"ui/vendor/kern/fonts/FiraSans-{cut}.woff2" for cut in ("Regular", "Italic", "Medium", "SemiBold")),
    *(f"ui/vendor/noto-sans-{script}/noto-sans-{script}-{script}-{weight}-normal.woff2"
      for script in ("arabic", "ethiopic") for weight in (400, 600)),
    "ui/img/favicon.svg", "office/office.css", "public/public.css", "web/capture.css",
    "django_htmx/htmx-2.min.js",
    *(f"web/offline/{name}.js" for name in (
        "cards", "desk", "list", "photo", "receipt", "send", "steps", "store",
    )),
)  # fmt: skip


@cache
def assets() -> tuple[str, ...]:
    """The addresses of FILES; with hashed names they change whenever a file does."""
    return tuple(static(name) for name in FILES)


@cache
def version() -> str:
    """Which edition of the files this is: the checksum of their hashed names."""
    return hashlib.sha256("\n".join((*assets(), static("web/offline/worker.js"))).encode()).hexdigest()[:12]


@login_not_required
@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script at the root, so that it may keep pages of public and office; browsers ask for it anew each time."""
    given = json.dumps({"version": version(), "assets": assets()}, indent=1)
    script = f'import {{ start }} from "{static("web/offline/worker.js")}";\n\nstart({given});\n'
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
