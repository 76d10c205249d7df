"""Nothing personal leaves: one story with words that stand nowhere else, then a look into every place they could be.

The words are typed on pages and given to actions: names, days, addresses, notes of people in the courses, in cases,
with appointments, and of interpreters. What is sealed must be readable to those it was opened for, and to nobody who
holds the database file, a log, a backup, a bundle or anything else that goes out of the house.
"""

import io
import logging
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from roterfaden.accounts.enums import Role
from roterfaden.advice import actions as advice
from roterfaden.advice import queries as advice_queries
from roterfaden.advice.methods import Situation, Wish, open_times
from roterfaden.advice.tasks.appointments import erase_addresses
from roterfaden.audit.actions import record
from roterfaden.audit.models import Event
from roterfaden.courses import actions as courses
from roterfaden.courses.enums import Disclosure, HoldReason, PartnerKind
from roterfaden.courses.models import Agreement, Candidate
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import Participant, System
from roterfaden.kernel.vault import SealedField
from roterfaden.machines import actions as machines
from roterfaden.machines.methods import TOPICS
from roterfaden.machines.models import Delivery, Webhook
from roterfaden.post.models import Message
from roterfaden.post.tasks import deliver, erase
from tests import factories
from tests.courses import network
from tests.factories import NOW, TODAY
from tests.factories import appointments as made
from tests.jobs import run_jobs

# The story is told in memory; test_raw_database reads the files of both engines.
pytestmark = [pytest.mark.once, pytest.mark.django_db]

TYPED = {
    "given": "Zinnoberta", "family": "Quastenflosserin", "born_on": "1937-11-23", "birth_place": "Xanthippopel",
    "nationalities": "Wolkenkuckucksheim", "street": "Vergissmeinnichtgasse 7", "postcode": "49998",
    "town": "Knatterstadt", "phone": "05407 778899", "email": "post@pusteblume.example",
    "schooling": "Dudelsackschule", "remarks": "trommelt nachts",
}  # fmt: skip
TOLD = {"family": "Zephyrin", "learning": "Drusilla", "work": "Fridolina", "wishes": "Melchiorina"}
NOTE, ADDRESS = "Ottokara rief an.", "fragt@blaubeerhain.example"
INTERPRETER = {"name": "Klabauterine", "email": "spricht@sternenfang.example", "phone": "0170 665544"}
MARKERS = (
    "zinnobert", "quastenfloss", "1937-11-23", "23. november 1937", "xanthipp", "wolkenkuckuck", "vergissmeinnicht",
    "knatterstadt", "778899", "pusteblume", "dudelsack", "trommelt", "zephyrin", "drusilla", "fridolin", "melchiorin",
    "ottokara", "blaubeerhain", "klabauter", "sternenfang", "665544",
)  # fmt: skip
PROGRAM = System("test")
IN_A_COLUMN = {"klabauter"}
"""The name of an interpreter is declared personal and not sealed: it stands in the database and in its backup."""
OPEN_DATA = ("daten/datapackage.json", "katalog.ttl", "sprachkurse/")


@dataclass
class Story:
    """What the story left behind, place by place, as bytes."""

    shown: str = ""
    empty: list[str] = field(default_factory=list)
    places: dict[str, bytes] = field(default_factory=dict)


class Lines(logging.Handler):
    """Every line of every logger, as it stands before anything is taken out of it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(f"{self.format(record)} {record.__dict__}")


def unzipped(data: bytes) -> bytes:
    """All members of an archive, those inside members too, with their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return b"".join(name.encode() + (unzipped(part) if part[:2] == b"PK" else part) for name, part in parts)


def rows_of(*tables: str) -> bytes:
    """Everything that stands in these tables."""
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- a name of our own
            found.append(repr(cursor.fetchall()))
    return "".join(found).encode()


def tell() -> str:
    """The story; returns what was shown to those who may see it."""
    coordinator, counsellor = factories.user(Role.COURSE_COORDINATOR), factories.user(Role.COUNSELLOR)
    factories.webhook("https://example.org/hook", topics=sorted(TOPICS))
    record(actor=PROGRAM, verb="edition.published", subject=factories.instance(), now=NOW)  # something is told
    return courses_part(coordinator) + advice_part(counsellor)


def courses_part(coordinator) -> str:
    client, now = Client(), timezone.now()
    client.force_login(coordinator)
    network.rule()
    facts = {
        "language": "ar", "area": network.area().pk, "slots": ["morning"], "children": "0", "anyway": "False",
        "waiting_since": "2026-08-01", "kind": network.kind().pk, "issued_on": "2026-07-01",
    }  # fmt: skip
    client.post(reverse("office:candidate_new"), TYPED | facts | {"given": "Zinnoberta 1"})  # refused, typed words stay
    client.post(reverse("office:candidate_new"), TYPED | facts)
    client.post(reverse("office:candidate_new"), TYPED | facts | {"family": "Quastenflosser"})  # asks whether it is one
    person = Candidate.objects.get()
    client.post(reverse("office:candidate_search"), {"family": TYPED["family"], "given": TYPED["given"]})
    own = reverse("office:candidate", args=[person.code])
    shown = client.post(own, {"purpose": "contact"}).content.decode()
    client.post(reverse("office:candidate_revise", args=[person.code]), TYPED | facts | {"remarks": "trommelt nachts!"})
    courses.record_test(
        actor=coordinator, candidate=person, taken_on=network.TODAY, oral="A0", written="A0", section=1,
        recommended=network.course_type(), now=network.NOW,
    )  # fmt: skip
    agreement = courses.save_agreement(actor=coordinator, now=network.NOW, agreement=Agreement(
        name="VHS", kind=PartnerKind.PROVIDER, provider=network.site().provider, purpose="Kursplatz",
        valid_from=network.TODAY, discloses=list(Disclosure.values), legal_source=network.SOURCE,
    ))  # fmt: skip
    courses.allow_disclosure(actor=coordinator, candidate=person, agreement=agreement, now=network.NOW)
    starts_on = timezone.localdate() + timedelta(days=20)
    course = network.run(starts_on=starts_on, ends_on=starts_on + timedelta(days=90))
    client.post(reverse("office:placement_start"))
    run_jobs()
    courses.reserve_seat(actor=coordinator, candidate=person, run=course, reason="näher", now=now)
    b"".join(client.post(reverse("office:start_list", args=[course.uid, "xlsx"])))
    told = courses.tell_candidate(actor=coordinator, candidate=person, now=now)
    courses.set_hold(
        actor=coordinator, candidate=person, reason=HoldReason.OBJECTION, until=starts_on, now=now
    )  # fmt: skip
    return shown + str(told.data())


def advice_part(counsellor) -> str:
    client = Client()
    client.force_login(counsellor)
    case = advice.open_case(actor=counsellor, language="ar", now=NOW)
    advice.record_consent(actor=counsellor, case=case, manner="written", given_on=TODAY, now=NOW)
    advice.write_situation(actor=counsellor, case=case, situation=Situation(**TOLD), now=NOW)
    advice.write_note(actor=counsellor, case=case, words=NOTE, now=NOW)
    shown = client.get(reverse("office:advice_case", args=[case.uid])).content.decode()
    advice.tell_about_case(actor=counsellor, code=case.code, now=NOW)
    calendar = made.counsellor("de", person=counsellor)
    made.weekly(calendar, made.centre())
    advice.add_interpreter(actor=counsellor, languages=["so"], now=NOW, **INTERPRETER)
    wish = Wish(None, None, "so", needs_interpreter=True)
    times = open_times(advice_queries.read_book(now=NOW).free(wish, now=NOW))
    advice.book_appointment(
        actor=Participant(), time=times[-1], topic=None, language="so", needs_interpreter=True, address=ADDRESS,
        reading="ar", now=NOW,
    )  # fmt: skip
    return shown


def look_around(folder: Path, lines: Lines) -> dict[str, bytes]:
    """Every place, after mails went out and what is past was erased."""
    deliver(now=NOW)
    sent = "".join(f"{letter.subject} {letter.body} {letter.attachments}" for letter in mail.outbox)
    erase_addresses(now=NOW + timedelta(days=90))
    erase(now=timezone.now() + timedelta(days=400))
    machines.collect_events(actor=PROGRAM, webhook=Webhook.objects.get(), now=NOW)
    call_command("backup", str(folder / "backup.zip"), verbosity=0, stdout=io.StringIO())
    call_command("export_all", str(folder / "all.zip"), stdout=io.StringIO())
    factories.stage(factories.process())
    call_command("export_bundle", str(folder / "bundle.zip"), stdout=io.StringIO())
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    public = Client()
    return {
        "database": bytes(connection.connection.serialize()),
        "log": "\n".join(lines.found).encode(),
        "audit": repr(list(Event.objects.values())).encode(),
        "search index": rows_of(*(name for name in tables if "search" in name or "fts" in name or "index" in name)),
        "cache": repr(getattr(cache, "_cache", {})).encode(),
        "jobs": repr([list(model.objects.values()) for model in (Job, DBTaskResult)]).encode(),
        "mails": sent.encode(),
        "mails kept": repr(list(Message.objects.values())).encode(),
        "backup": unzipped((folder / "backup.zip").read_bytes()),
        "all in open formats": unzipped((folder / "all.zip").read_bytes()),
        "bundle": unzipped((folder / "bundle.zip").read_bytes()),
        "open data and public pages": b"".join(page_bytes(public, path) for path in OPEN_DATA),
        "webhooks": repr(list(Delivery.objects.values())).encode(),
    }


def page_bytes(client: Client, path: str) -> bytes:
    """What everybody gets there."""
    return client.get(f"/{path}", follow=True).getvalue()


PLACES = (
    "database", "log", "audit", "search index", "cache", "jobs", "mails", "mails kept", "backup", "all in open formats",
    "bundle", "open data and public pages", "webhooks",
)  # fmt: skip


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker, tmp_path_factory) -> Story:
    """Told once; undone at the end."""
    folder, lines = tmp_path_factory.mktemp("places"), Lines()
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in ("django", "django.request", "roterfaden"))]
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        stack.enter_context(translation.override("de"))
        stack.enter_context(override_settings(SECOND_FACTOR="optional", DATA_DIR=folder, MEDIA_ROOT=folder / "files"))
        around = transaction.atomic()
        around._from_testcase = True  # as in Django's own tests: mails go out in transactions that want to be outermost
        stack.enter_context(around)
        for logger in loggers:
            logger.addHandler(lines)
            stack.callback(logger.removeHandler, lines)
            stack.callback(logger.setLevel, logger.level)
            logger.setLevel(logging.INFO)
        mail.outbox = []
        found = Story(shown=tell())
        found.empty = unsealed_columns()
        found.places = look_around(folder, lines)
        transaction.set_rollback(True)
    return found


def unsealed_columns() -> list[str]:
    """Sealed columns of advice and courses in which nothing stands: the story has forgotten them."""
    models = [model for label in ("advice", "courses") for model in apps.get_app_config(label).get_models()]
    return [
        str(column)
        for model in models
        for column in model._meta.fields
        if isinstance(column, SealedField) and not model._default_manager.exclude(**{column.name: ""}).exists()
    ]


def test_story_fills_every_sealed_column_and_is_read_by_those_it_is_for(story):
    assert story.empty == []
    shown = story.shown.lower()
    hidden = [marker for marker in MARKERS[:17] if marker not in shown]
    assert hidden == []


@pytest.mark.parametrize("place", PLACES)
def test_no_word_stands_there(story, place):
    data = story.places[place].lower()

    allowed = IN_A_COLUMN if place in ("database", "backup") else set()
    assert {marker for marker in MARKERS if marker.encode() in data} == allowed  # what is allowed proves that it looks
    assert len(data) > 2, "the look saw nothing"
