"""Lines of the access table: the directory of help and the guides."""

from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils import timezone

from roterfaden.directory import actions
from roterfaden.directory.methods import new_link
from roterfaden.directory.models import CheckLink, Correction
from roterfaden.kernel.actors import System
from tests.access.lines import MOVED, Line, public
from tests.factories import directory as factories

EDITORS = "planner counsellor course_coordinator"


def build_directory(world: SimpleNamespace) -> None:
    """An organisation with a service, a correction, a link, a listing and a guide."""
    now = timezone.now()
    world.offer_site = factories.place(area=world.municipality, hours="01")
    world.offer_service = factories.service("Beratung", site=world.offer_site)
    world.offer_correction = Correction.objects.create(service=world.offer_service, kind="gone", said_at=now)
    world.check_token, kept = new_link()
    CheckLink.objects.create(
        organisation=world.offer_site.organisation, month=date(2026, 1, 1), secret_hash=kept, sent_at=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip
    table = ContentFile(b"Angebot;Einrichtung\nKurs;Schule\n", name="angebote.csv")
    world.offer_listing = actions.prepare_listing(actor=System("test"), upload=table, now=now)
    world.guide = factories.guide()


def _house(world: SimpleNamespace) -> list[object]:
    return [world.offer_site.organisation.uid]


def _service(world: SimpleNamespace) -> list[object]:
    return [world.offer_service.uid]


DIRECTORY = (
    public("public:centre"),
    public("public:services"),
    public("public:services_file", lambda _w: ["json"]),
    public("public:service", _service),
    public("public:service_check", lambda w: [w.check_token]),
    public("public:guides"),
    public("public:guide", lambda w: [w.guide.slug]),
    Line("office:services", EDITORS),
    Line("office:service_new", EDITORS, _house),
    Line("office:service", EDITORS, _service),
    Line("office:service_checked", EDITORS, _service, status=MOVED, method="post"),
    Line("office:service_end", EDITORS, _service, status=MOVED, method="post"),
    Line("office:service_text", EDITORS, lambda w: [w.offer_service.uid, "en"]),
    Line("office:correction_settled", EDITORS, lambda w: [w.offer_correction.pk], status=MOVED, method="post"),
    Line("office:organisations", EDITORS),
    Line("office:organisation_new", EDITORS),
    Line("office:organisation", EDITORS, _house),
    Line("office:site_new", EDITORS, _house),
    Line("office:site", EDITORS, lambda w: [w.offer_site.uid]),
    Line("office:listings", EDITORS),
    Line("office:listing", EDITORS, lambda w: [w.offer_listing.uid]),
    Line("office:guides", EDITORS),
    Line("office:guide_new", EDITORS),
    Line("office:guide_page", EDITORS, lambda w: [w.guide.slug, "en"]),
    Line("office:guide_publish", EDITORS, lambda w: [w.guide.slug], status=MOVED, method="post"),
    Line("office:explanations", EDITORS),
)
