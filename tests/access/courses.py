"""Lines of the access table: law and offers of language courses."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from roterfaden.courses import actions
from roterfaden.courses.methods.desks import new_link
from roterfaden.courses.models import OverviewReader, ProviderLink
from roterfaden.kernel.actors import System
from tests.access.lines import INVALID, MOVED, Line, public
from tests.courses import network
from tests.factories import TODAY

DESK = "course_coordinator provider"
COORDINATOR = "course_coordinator"
NUMBERS = "course_coordinator provider counsellor advice_lead"

COURSES = (
    public("public:courses"),
    public("public:courses_calendar"),
    public("public:provider_desk", lambda w: [w.desk_token]),
    public("public:provider_course_new", lambda w: [w.desk_token]),
    public("public:provider_course", lambda w: [w.desk_token, w.course_run.uid]),
    Line(
        "public:provider_course_state", "all", lambda w: [w.desk_token, w.course_run.uid], status=INVALID,
        anonymous=INVALID, method="post",
    ),  # without a state the page comes again
    public("public:provider_table", lambda w: [w.desk_token]),
    public("public:provider_import", lambda w: [w.desk_token]),
    Line("office:courses", DESK),
    Line("office:course_new", DESK),
    Line("office:courses_table", DESK),
    Line("office:courses_import", DESK),
    Line("office:course", DESK, lambda w: [w.course_run.uid]),
    Line("office:course_state", DESK, lambda w: [w.course_run.uid], status=INVALID, method="post"),
    Line("office:course_calendar", COORDINATOR),
    Line("office:course_providers", COORDINATOR),
    Line("office:course_provider_new", COORDINATOR),
    Line("office:course_provider", COORDINATOR, lambda _w: ["vhs"]),
    Line("office:course_site_new", COORDINATOR, lambda _w: ["vhs"]),
    Line("office:course_site", COORDINATOR, lambda w: ["vhs", w.course_site.pk]),
    Line("office:course_reader_new", COORDINATOR),
    Line("office:course_reader", COORDINATOR, lambda w: [w.course_reader.pk]),
    Line(
        "office:course_provider_act", COORDINATOR, lambda w: ["empfaenger", w.course_reader.pk], status=MOVED,
        method="post",
    ),
    Line("office:course_ways", COORDINATOR),
    Line("office:course_ways_table", COORDINATOR),
    Line("office:course_needs", NUMBERS),
    Line("office:round_pack", NUMBERS, lambda w: [w.round_pack.uid, "xlsx"]),
    Line("office:course_rules", "course_coordinator provider counsellor"),
    Line("office:course_rule", COORDINATOR, lambda _w: ["zahl", "reservation"]),
)  # fmt: skip


def build_courses(world: SimpleNamespace) -> None:
    """A provider with one course, the link it got, and a reader of the overview."""
    world.course_run = network.run("Q-0")
    world.course_site, provider = world.course_run.site, world.course_run.provider
    world.desk_token, kept = new_link()
    now = timezone.now()
    until = now + timedelta(days=9)
    ProviderLink.objects.create(
        provider=provider, month=TODAY.replace(day=1), secret_hash=kept, sent_at=now, valid_until=until
    )
    world.round_pack = actions.freeze_round_pack(actor=System("test"), now=now)
    world.course_reader = OverviewReader.objects.create(name="Jobcenter", email="jobcenter@example.org")
