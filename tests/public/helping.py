"""What helps residents: the directory, guides, appointments, courses, consultations – and where its pages are."""

from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from roterfaden.courses.enums import Level
from roterfaden.courses.models import CourseRun, Provider, Site
from roterfaden.directory.methods import new_link
from roterfaden.directory.models import CheckLink
from tests import factories
from tests.courses import network
from tests.factories import TODAY, appointments, directory


def build_help(world: SimpleNamespace, n: int) -> None:
    """`n` of everything that helps, in the first municipality of a world; hours lie ahead of the real clock."""
    world.guides = [directory.guide(f"wegweiser-{number}") for number in range(n)]
    _directory(world, n)
    _appointments(world, n)
    _courses(world, n)
    world.consultations = [
        factories.consulted(world.submitted, slug=f"beratung-{number}", title="Was meinen Sie 2017?")
        for number in range(n)
    ]
    for _ in range(n):
        factories.remark(world.consultations[0], world.goal)


def _directory(world: SimpleNamespace, n: int) -> None:
    site = directory.place(area=world.area, hours="01234")
    world.services = [directory.service(f"Beratung {number}", site=site) for number in range(n + 1)]  # beside others
    world.check_token, kept = new_link()
    now = timezone.now()
    CheckLink.objects.create(
        organisation=site.organisation, month=TODAY.replace(day=1), secret_hash=kept, sent_at=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip


def _appointments(world: SimpleNamespace, n: int) -> None:
    now = timezone.now()
    world.centre = appointments.centre(area=world.area)
    counsellors = [appointments.counsellor("de", "ar") for _ in range(n)]
    for each in counsellors:
        appointments.every_day(each, world.centre)
        appointments.number(world.centre, now)
    booked = appointments.booked(counsellors[0], world.centre, now + timedelta(days=3))
    _assignment, world.interpreting_token = appointments.asked(appointments.interpreter("ar"), booked)


def _courses(world: SimpleNamespace, n: int) -> None:
    day = timezone.localdate()
    provider = Provider.objects.create(code="vhs", name="Volkshochschule", email="kurse@example.org")
    site = Site.objects.create(provider=provider, name="Haus am Markt", address="Markt 1", area=world.area)
    for number in range(n):
        CourseRun.objects.create(
            provider=provider, site=site, course_type=network.course_type(), number=f"K-{number}", section=1,
            level_from=Level.A0, level_to=Level.A1, starts_on=day + timedelta(days=14),
            ends_on=day + timedelta(days=50), seats_max=3, seats_min=2, updated_on=day,
        )  # fmt: skip


def help_arguments(world: SimpleNamespace) -> dict[str, list[object]]:
    """Route → what goes into its address."""
    consultation = world.consultations[0].slug
    return {
        "centre": [], "services": [], "service": [world.services[0].uid], "service_check": [world.check_token],
        "guides": [], "guide": [world.guides[0].slug], "appointment_book": [], "appointment": [],
        "waiting_room": [world.centre.uid], "interpreting": [world.interpreting_token], "courses": [],
        "consultations": [], "consultation": [consultation], "consultation_element": [consultation, world.goal.pk],
        "remark_synopsis": [consultation], "consultation_access": [],
    }  # fmt: skip
