"""Beratung: the record by keyboard, cases, rights with the code, safety, numbers, the record of processing."""

import io
import json
import zipfile
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from roterfaden.accounts.enums import Role
from roterfaden.advice import actions, queries
from roterfaden.advice.enums import ConsentManner, FollowUpKind, OpeningReason
from roterfaden.advice.models import AdviceLock, Case, Consultation, EmergencyAccess
from roterfaden.kernel.time import local_day
from roterfaden.office.my_day import tasks_for
from roterfaden.web.processing import without_activity
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def topic():
    return factories.field(short_name="Wohnen")


@pytest.fixture
def case(counsellor):
    return actions.open_case(actor=counsellor, language="ar", now=timezone.now())


def text(response):
    return response.content.decode()


def talk(topic, **values):
    """What a browser sends of the form as it is shown, with one topic ticked."""
    return {
        "topics": topic.pk, "language": "uk", "duration_minutes": 15, "result": "answered", "referral": "none",
        "held_on": local_day(timezone.now()), "place": "centre", "site": "", "area": "",
    } | values  # fmt: skip


def act(client, case, name, **data):
    return client.post(reverse("office:advice_case_act", args=[case.uid, name]), data)


def test_talk_is_recorded_in_one_page_and_the_next_begins_with_the_same(page_client, counsellor, topic):
    page_client.force_login(counsellor)
    empty = text(page_client.get(reverse("office:advice_record")))
    saved = page_client.post(reverse("office:advice_record"), talk(topic), follow=True)

    assert 'accesskey="1"' in empty
    assert "note" not in Consultation._meta.fields_map
    assert "Begleitschreiben drucken" in text(saved)
    assert '<option value="uk" selected>' in text(saved)
    refused = page_client.post(reverse("office:advice_record"), talk(topic, topics="", duration_minutes=45))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="45"' in text(refused)
    made = Consultation.objects.get()
    page_client.post(reverse("office:advice_talk_drop", args=[made.uid]))
    assert not Consultation.objects.exists()


def test_letter_is_a_pdf_in_two_languages(page_client, counsellor, topic):
    page_client.force_login(counsellor)
    page_client.post(reverse("office:advice_record"), talk(topic, language="ar"))
    address = reverse("office:advice_letter", args=[Consultation.objects.get().uid])
    missing = page_client.post(address, {"language": "ar"})
    letter = page_client.post(address, {"language": "ar", "name": "Kammer", "address": "Weg 1\n49074 Osnabrück"})

    assert missing.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert letter.content.startswith(b"%PDF")
    assert "no-store" in letter.headers["Cache-Control"]
    assert "Wohnen" in text(page_client.get(reverse("office:advice_talks")))


def test_case_is_worked_on_in_small_forms(page_client, counsellor, topic):
    page_client.force_login(counsellor)
    page_client.post(reverse("office:advice_case_new"), {"language": "ar", "area": ""})
    case = Case.objects.get()
    today = local_day(timezone.now())
    colleague = factories.user(Role.COUNSELLOR, name="Carla Kollegin")
    early = act(page_client, case, "notiz", words="Zu früh.")
    act(page_client, case, "einwilligung", manner="spoken", given_on=today)
    act(page_client, case, "situation", work="Bäcker")
    refused = act(page_client, case, "notiz", words="Seine Duldung endet.")
    act(page_client, case, "notiz", words="Zeugnis übersetzen.")
    act(page_client, case, "wiedervorlage", kind="call", due_on=today, assigned_to=counsellor.pk)
    act(page_client, case, "aufnehmen", member=colleague.pk)
    recorded = f"{reverse('office:advice_record')}?fall={case.uid}"
    page_client.post(recorded, talk(topic, note="Kammer angerufen."))
    shown = text(page_client.get(reverse("office:advice_case", args=[case.uid])))

    assert (early.status_code, refused.status_code) == (HTTPStatus.UNPROCESSABLE_ENTITY,) * 2
    assert "Duldung" in text(refused)
    assert all(words in shown for words in ("Bäcker", "Zeugnis", "Kammer angerufen", "Carla Kollegin", "Wohnen"))
    assert [task.title for task in tasks_for(counsellor, today)] == ["Eine Wiedervorlage"]
    act(page_client, case, "erledigt", nummer=case.follow_ups.get().pk)
    act(page_client, case, "widerruf")
    act(page_client, case, "abschliessen")
    shown = text(page_client.get(reverse("office:advice_case", args=[case.uid])))
    assert "Bäcker" not in shown
    assert "abgeschlossen" in shown
    assert page_client.get(reverse("office:advice_case_act", args=[case.uid, "zettel"])).content.startswith(b"%PDF")


def test_form_of_every_act_is_shown(page_client, counsellor, case):
    page_client.force_login(counsellor)
    names = ("einwilligung", "widerruf", "situation", "notiz", "wiedervorlage", "herausnehmen", "abschliessen")

    shown = [page_client.get(reverse("office:advice_case_act", args=[case.uid, name])).status_code for name in names]

    assert shown == [HTTPStatus.OK] * len(names)


def test_code_leads_to_the_case_or_to_the_emergency(page_client, counsellor, case):
    other = factories.user(Role.COUNSELLOR)
    lead = factories.user(Role.ADVICE_LEAD)
    page_client.force_login(other)
    wrong = page_client.post(reverse("office:advice_code"), {"code": "222222222"})
    found = page_client.post(reverse("office:advice_code"), {"code": case.code})
    opened = page_client.post(found["Location"], {"reason": OpeningReason.PERSON_PRESENT}, follow=True)

    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert found["Location"] == reverse("office:advice_emergency", args=[case.uid])
    assert "nur lesen" in text(opened)
    assert act(page_client, case, "notiz", words="Ich.").status_code == HTTPStatus.NOT_FOUND
    today = local_day(timezone.now())
    assert [task.count for person in (counsellor, lead) for task in tasks_for(person, today)] == [1, 1]
    EmergencyAccess.objects.update(opened_at=timezone.now() - timedelta(hours=5), until=timezone.now())
    assert page_client.get(reverse("office:advice_case", args=[case.uid])).status_code == HTTPStatus.NOT_FOUND


def test_rights_are_used_with_the_code(page_client, counsellor, case):
    actions.record_consent(
        actor=counsellor, case=case, manner=ConsentManner.WRITTEN, given_on=case.opened_on, now=timezone.now()
    )
    actions.write_note(actor=counsellor, case=case, words="Zeugnis übersetzen.", now=timezone.now())
    page_client.force_login(factories.user(Role.COUNSELLOR))

    def ask(kind, **data):
        return page_client.post(reverse("office:advice_right", args=[kind]), {"code": case.code} | data)

    parcel = zipfile.ZipFile(io.BytesIO(ask("auskunft").content))
    assert json.loads(parcel.read("auskunft.json"))["notes"][0]["words"] == "Zeugnis übersetzen."
    assert all(parcel.read(name).startswith(b"%PDF") for name in ("auskunft.pdf", "bestaetigung.pdf"))
    assert ask("berichtigung", language="fa", area="").status_code == HTTPStatus.FOUND
    assert ask("loeschung").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    done = ask("loeschung", sure="on")
    assert case.code not in done["Location"]
    assert not Case.objects.exists()
    assert "Bestätigung" in text(page_client.get(done["Location"]))
    assert page_client.get(f"{done['Location']}&als=pdf").content.startswith(b"%PDF")


def test_lock_is_set_by_one_and_lifted_by_two(page_client, counsellor, case, administrator):
    lead = factories.user(Role.ADVICE_LEAD)
    address = reverse("office:advice_safety")
    page_client.force_login(lead)
    page_client.post(address, {"akt": "sperren", "reason": "drill"})
    page_client.post(address, {"akt": "beantragen"})
    page_client.post(address, {"akt": "freigeben"})
    page_client.force_login(counsellor)
    assert page_client.get(reverse("office:advice_record")).status_code == HTTPStatus.FORBIDDEN
    assert tasks_for(counsellor, local_day(timezone.now()))[0].title == "Die Beratung ist gesperrt"
    page_client.force_login(administrator)
    assert "Zustimmen und freigeben" in text(page_client.get(address))
    page_client.post(address, {"akt": "freigeben"})
    assert AdviceLock.objects.get().lifted_by == administrator
    assert "Notsperre" in text(page_client.get(address))


def test_head_sees_numbers_and_no_small_ones(page_client, counsellor, topic):
    lead = factories.user(Role.ADVICE_LEAD)
    for _number in range(2):
        actions.record_consultation(
            actor=counsellor, held_on=local_day(timezone.now()), language="ar", topics=[topic], duration_minutes=20,
            now=timezone.now(),
        )  # fmt: skip
    page_client.force_login(lead)

    assert text(page_client.get(reverse("office:advice_numbers"))).count("unter 3") == 2
    assert page_client.get(reverse("office:advice_cases")).status_code == HTTPStatus.FORBIDDEN


def test_page_asks_once_whether_the_centre_is_locked(client, counsellor):
    client.force_login(counsellor)

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("office:advice_record"))

    assert sum("advice_advicelock" in query["sql"] for query in asked) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_cases_asks_the_same_number_of_queries(page_client, counsellor, django_assert_num_queries, count):
    for _number in range(count):
        made = actions.open_case(actor=counsellor, language="ar", now=timezone.now())
        actions.set_follow_up(
            actor=counsellor, case=made, kind=FollowUpKind.CALL, due_on=made.opened_on, now=timezone.now()
        )
    page_client.force_login(counsellor)

    with django_assert_num_queries(8):
        page_client.get(reverse("office:advice_cases"))


def test_record_of_processing_is_complete_and_written(page_client, administrator, tmp_path):
    assert without_activity() == ()
    page_client.force_login(administrator)
    shown = text(page_client.get(reverse("office:processing")))
    call_command("processing_records", out=tmp_path, stdout=io.StringIO())

    assert "Situationsanalyse: Familie und soziale Lage" in shown
    assert "verschlossen: Familie und soziale Lage" in shown
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "folgenabschaetzung.docx", "verzeichnis.docx", "verzeichnis.html",
    ]  # fmt: skip
    assert queries.standing_lock() is None
