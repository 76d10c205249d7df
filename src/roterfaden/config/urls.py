"""All addresses. Paths are German and stable, route names English; the language is a prefix, German has none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from roterfaden.web.offline import service_worker

urlpatterns = [
    path("", include("roterfaden.api.urls")),
    path("sw.js", service_worker, name="service_worker"),  # at the root: a worker keeps pages below its own address
    *i18n_patterns(
        path("konto/", include("roterfaden.accounts.urls")),
        path("buero/", include("roterfaden.office.urls")),
        path("baukasten/", include("roterfaden.ui.urls")),
        path("", include("roterfaden.public.urls")),
        prefix_default_language=False,
    ),
]

handler404 = "roterfaden.web.errors.not_found"
handler403 = "roterfaden.web.errors.forbidden"
handler500 = "roterfaden.web.errors.server_error"
