"""What residents take away of figures: values as a table with licence and source for each, charts as pictures."""

from collections.abc import Iterable
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.indicators.methods.licences import LICENCES, Licence, licence_of
from roterfaden.indicators.queries import ShownValue
from roterfaden.kernel.time import local_day
from roterfaden.public.nav import public_page
from roterfaden.ui.charts.figures import Drawable
from roterfaden.ui.filters import day
from roterfaden.web.context import house_of
from roterfaden.web.takeaway import Column, Table, may_draw, picture_file


def house_licence() -> Licence:
    """The licence of what the house counts itself (setting FADEN_DATA_LICENCE)."""
    return LICENCES[settings.OPEN_DATA_LICENCE]


def licence_words(licence: Licence) -> str:
    """The name of a licence, or that nobody has said anything."""
    return licence.name or _("Nutzungsbedingungen nicht angegeben")


def values_table(
    title: str,
    values: Iterable[ShownValue],
    *,
    unit: str,
    source: str,
    is_own: bool,
    is_fictitious: bool = False,
    above: tuple[str, ...] = (),
) -> Table:
    """The values of one series, newest last, each with its vintage, source and licence."""
    own = house_licence() if is_own else None
    rows = [
        (
            value.period_start, value.on, value.value, str(value.words), value.known_on, value.base, value.source,
            licence_words(licence_of(value.source, source, own=own)),
        )
        for value in values
    ]  # fmt: skip
    told = [*(line for line in above if line), _("Quelle: %(source)s") % {"source": source}]
    if is_fictitious:
        told.append(_("Werte erfunden für das Beispiel"))
    told.append(_("Abgerufen am %(day)s") % {"day": day(local_day(timezone.now()))})
    columns = (
        Column("period_start", _("von"), 12), Column("period_end", _("Stand"), 12), Column("value", unit, 16),
        Column("note", _("Zeichen"), 24), Column("known_on", _("bekannt seit"), 12),
        Column("base", _("Bevölkerungsbasis"), 30), Column("source", _("Quelle"), 60),
        Column("licence", _("Lizenz"), 40),
    )  # fmt: skip
    return Table(title, columns, rows, tuple(told))


def drawn(request: HttpRequest, chart: Drawable | None, form: str, name: str, source: str) -> HttpResponse:
    """The chart as a file; 404 without one, a kind page when this address has asked for very many."""
    if chart is None:
        raise Http404
    if not may_draw(request):
        return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    site = house_of(request)
    words = _("Quelle: %(source)s") % {"source": source}
    return picture_file(chart, form, name, source=words, site=site.name if site else "")
