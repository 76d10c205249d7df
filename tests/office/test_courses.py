"""The desk of courses: list, form, steps, table with preview; the calendar, providers, and the rules."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roterfaden.courses import actions
from roterfaden.courses.enums import RunState
from roterfaden.courses.models import CourseRun, OverviewReader, Provider, Rule, Site
from tests import factories
from tests.courses.network import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


def coming(number="Q-1", **values):
    today = timezone.localdate()
    usual = {"starts_on": today + timedelta(days=7), "ends_on": today + timedelta(days=90), "updated_on": today}
    return run(number, **(usual | values))


def typed(course, **values):
    return {
        "number": course.number, "course_type": course.course_type_id, "section": 1, "level_from": "A0",
        "level_to": "A1", "starts_on": course.starts_on.isoformat(), "ends_on": course.ends_on.isoformat(),
        "times": "Mo–Do 8:30–12:45", "site": course.site_id, "seats_max": 18,
    } | values  # fmt: skip


def test_list_confirms_what_is_ticked(page_client, provider, query_count):
    page_client.force_login(provider)
    old = timezone.localdate() - timedelta(days=30)
    course = coming(updated_on=old)
    page = page_client.get(reverse("office:courses")).content.decode()
    assert "3 von 3" in page
    first = query_count(lambda: page_client.get(reverse("office:courses")))
    for number in ("Q-2", "Q-3"):
        coming(number, updated_on=old)
    assert query_count(lambda: page_client.get(reverse("office:courses"))) == first

    page_client.post(reverse("office:courses"), {"kurse": [str(course.uid)]})

    assert list(CourseRun.objects.filter(updated_on=timezone.localdate()).values_list("number", flat=True)) == ["Q-1"]
    page_client.post(reverse("office:courses"), {"alle": "1"})
    assert CourseRun.objects.filter(updated_on=timezone.localdate()).count() == 3


def test_course_is_made_changed_and_led_on_by_keyboard(page_client, provider):
    page_client.force_login(provider)
    course = coming()
    wrong = page_client.post(reverse("office:course_new"), typed(course, number="Q-7", times="vormittags"))
    assert wrong.status_code == 422
    assert "vormittags" in wrong.content.decode()
    page_client.post(reverse("office:course_new"), typed(course, number="Q-7"))
    made = CourseRun.objects.get(number="Q-7")
    assert made.times.count() == 4

    page_client.post(reverse("office:course", args=[made.uid]), typed(made, seats_max=12))
    state = reverse("office:course_state", args=[made.uid])
    page_client.post(state, {"state": "open"})
    made.refresh_from_db()
    assert (made.seats_max, made.state) == (12, RunState.OPEN)
    assert page_client.post(state, {"state": "cancelled"}).status_code == 422
    page_client.post(state, {"state": "cancelled", "cancel_reason": "no_room"})
    made.refresh_from_db()
    assert made.cancel_reason == "no_room"


def test_provider_sees_own_courses_only(page_client, provider, course_coordinator):
    course = coming()
    other = actions.save_provider(
        actor=course_coordinator, code="andere", name="Andere", email="a@example.org", now=timezone.now()
    )
    place = Site.objects.create(provider=other, name="Dort", address="Weg 1", area=course.site.area)
    foreign = coming("F-1", provider=other, site=place)
    page_client.force_login(provider)

    assert "F-1" not in page_client.get(reverse("office:courses")).content.decode()
    assert page_client.get(reverse("office:course", args=[foreign.uid])).status_code == 404
    assert page_client.post(reverse("office:course_new"), typed(course, number="X", site=place.pk)).status_code == 422


def test_table_comes_back_with_a_preview_first(page_client, course_coordinator):
    course = coming()
    page_client.force_login(course_coordinator)
    table = page_client.get(reverse("office:courses_table"))
    upload = SimpleUploadedFile("kurse.xlsx", table.getvalue())
    address = reverse("office:courses_import")
    course.seats_max = 9
    course.save(update_fields=["seats_max"])

    wrong = {"upload": SimpleUploadedFile("x.csv", b"a;b\n1;2\n"), "provider": "vhs"}
    assert page_client.post(address, wrong).status_code == 422
    seen = page_client.post(address, {"upload": upload, "provider": "vhs"}).content.decode()
    assert "geändert" in seen
    assert CourseRun.objects.get().seats_max == 9
    kept = seen.split('name="tabelle" value="')[1].split('"')[0]
    done = page_client.post(address, {"tabelle": kept}).content.decode()

    assert "Tabelle übernommen" in done
    assert CourseRun.objects.get().seats_max == 3
    assert page_client.post(address, {"tabelle": "erfunden"}).status_code == 302


def test_calendar_and_my_day_show_what_waits(page_client, course_coordinator):
    course = coming(updated_on=timezone.localdate() - timedelta(days=30))
    actions.load_reference(actor=course_coordinator, now=timezone.now())
    page_client.force_login(course_coordinator)

    months = page_client.get(reverse("office:course_calendar")).content.decode()
    later = (course.starts_on + timedelta(days=7)).isoformat()
    week = page_client.get(reverse("office:course_calendar"), {"ansicht": "woche", "tag": later}).content.decode()
    day = page_client.get(reverse("office:my_day")).content.decode()

    assert "3 von 3 frei" in months
    assert "8:30–12:45" in week
    assert "Ein Kurs ist zu bestätigen" in day
    assert "Ein Kurs beginnt bald und ist nur geplant" in day


def test_providers_sites_and_readers_are_kept(page_client, course_coordinator):
    page_client.force_login(course_coordinator)
    town = factories.municipality()
    values = {"code": "schule", "name": "Schule", "email": "schule@example.org"}
    page_client.post(reverse("office:course_provider_new"), values)
    assert page_client.post(reverse("office:course_provider_new"), values).status_code == 422
    made = Provider.objects.get()
    page_client.post(
        reverse("office:course_site_new", args=["schule"]), {"name": "Haus", "address": "Weg 1", "area": town.pk}
    )
    page_client.post(reverse("office:course_reader_new"), {"name": "Amt", "email": "amt@example.org"})
    renamed = {"name": "Neue Schule", "email": "s@example.org"}
    page_client.post(reverse("office:course_provider", args=["schule"]), renamed)

    page = page_client.get(reverse("office:course_providers")).content.decode()
    assert all(words in page for words in ("Neue Schule", "Haus", "Amt", "noch nie"))
    keys = {
        "bitten": made.pk, "ort": made.sites.get().pk, "empfaenger": OverviewReader.objects.get().pk,
        "traeger": made.pk,
    }  # fmt: skip
    for kind, pk in keys.items():
        assert page_client.post(reverse("office:course_provider_act", args=[kind, pk])).status_code == 302
    made.refresh_from_db()
    assert (made.retired_at is not None, made.links.count()) == (True, 1)


def test_rules_are_loaded_read_and_changed(page_client, course_coordinator, provider):
    page_client.force_login(course_coordinator)
    address = reverse("office:course_rules")
    assert "noch nicht eingetragen" in page_client.get(address).content.decode()
    page_client.post(address)
    change = {"value": "4", "unit": "km", "valid_from": "2030-01-01", "legal_source": "IntV § 4a", "note": "neu"}
    page_client.post(reverse("office:course_rule", args=["zahl", "travel-grant"]), change)
    dated = {"valid_from": "2030-01-01", "legal_source": "IntV"}
    page_client.post(reverse("office:course_rule", args=["kursart", "literacy"]), dated | {"size_max": "14"})
    page_client.post(
        reverse("office:course_rule", args=["berechtigung", "claim"]), dated | {"name": "Anspruch", "priority": "first"}
    )
    page_client.post(reverse("office:course_rule", args=["stopp", "neu"]), dated | {"kind": "claim"})

    page = page_client.get(address).content.decode()
    assert page.count("ab 1. Januar 2030") == 5
    assert "noch nicht eingetragen" not in page
    assert "4 Kilometer" in page_client.get(address, {"tag": "2030-02-01"}).content.decode()
    assert Rule.objects.filter(slug="travel-grant").count() == 2
    page_client.force_login(provider)
    assert "Zulassungsstopp eintragen" not in page_client.get(address).content.decode()
