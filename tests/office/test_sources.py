"""Letters and interviews: the original stays with the moderation, its voices become contributions."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from PIL import Image

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions
from roterfaden.participation.models import SourceDocument
from tests import factories, samples
from tests.factories import NOW, TODAY


@pytest.fixture
def office(page_client, moderator, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(moderator)
    return page_client


@pytest.fixture
def process(db):
    made = factories.process()
    factories.stage(made)
    return made


def keep(office, process, data: bytes, name: str, **more):
    fields = {"channel": "letter", "received_on": TODAY.isoformat(), "note": "Brief", **more}
    address = reverse("office:source_keep", args=[process.slug])
    return office.post(address, fields | {"upload": SimpleUploadedFile(name, data)})


def test_a_letter_becomes_several_contributions_that_share_it(office, process):
    answer = keep(office, process, samples.pdf(), "Brief.pdf")
    source = SourceDocument.objects.get()
    assert answer["Location"] == reverse("office:source", args=[source.pk])

    for text in ("Der Bus fährt zu selten.", "Es fehlen Räume."):
        office.post(answer["Location"], {"text": text, "kind": "challenge", "language": "de"})

    page = office.get(answer["Location"]).content.decode()
    voices = list(source.contributions.order_by("number"))
    assert [voice.text for voice in voices] == ["Der Bus fährt zu selten.", "Es fehlen Räume."]
    assert {(voice.channel, voice.said_on) for voice in voices} == {("letter", TODAY)}
    assert all(voice.code.code for voice in voices)
    assert all(voice.text in page for voice in voices)
    assert AuditEvent.objects.filter(verb="source.quoted").count() == 2


def test_a_scan_is_shown_without_its_place(office, process):
    keep(office, process, samples.photo(width=900), "Scan.jpg", channel="interview")
    source = SourceDocument.objects.get()

    shown = office.get(reverse("office:source_file", args=[source.pk]) + "?zeigen")

    assert shown["Content-Disposition"] == 'inline; filename="Scan.jpg"'
    assert dict(Image.open(io.BytesIO(b"".join(shown.streaming_content))).getexif()) == {}


def test_a_document_is_only_ever_downloaded(office, process):
    keep(office, process, samples.docx(), "Interview.docx", channel="interview")

    answer = office.get(reverse("office:source_file", args=[SourceDocument.objects.get().pk]) + "?zeigen")

    assert answer["Content-Disposition"] == 'attachment; filename="Interview.docx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Diese Datei ist leer."), (samples.docx({"word/vbaProject.bin": "x"}), "enthält Makros"),
        (b"MZ\x00programm", "Diese Art von Datei"), (samples.photo()[:900], "beschädigt"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_and_the_rest_stays(office, process, data, words):
    answer = keep(office, process, data, "Brief.pdf", note="Brief von nebenan")

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Brief von nebenan" in answer.content.decode()


def test_a_letter_from_tomorrow_is_refused(process, moderator):
    from roterfaden.participation import errors

    with pytest.raises(errors.ReceivedInFuture):
        actions.keep_source(
            actor=moderator, process=process, upload=samples.named(samples.pdf(), "a.pdf"), channel="letter",
            received_on=TODAY + timedelta(days=1), now=NOW,
        )  # fmt: skip


def test_a_refused_statement_leaves_nothing_behind(office, process):
    source = factories.source(process, received_on=TODAY - timedelta(days=900))

    answer = office.post(
        reverse("office:source", args=[source.pk]), {"text": "Zu spät", "kind": "goal", "language": "de"}
    )

    assert answer.status_code == 422
    assert "Zu spät" in answer.content.decode()
    assert source.contributions.count() == 0


def test_only_moderation_keeps_originals(process, goal_owner):
    source = factories.source(process)

    with pytest.raises(NotAllowed):
        actions.quote_source(actor=goal_owner, source=source, text="x", kind="goal", said_on=TODAY, now=NOW)


def test_list_costs_the_same_for_one_and_three(office, process, query_count):
    factories.source(process)
    one = query_count(lambda: office.get(reverse("office:sources")))
    for _ in range(3):
        factories.source(process)

    assert query_count(lambda: office.get(reverse("office:sources"))) == one


def test_an_original_is_deleted_for_a_reason_and_its_voices_stay(office, process):
    keep(office, process, samples.pdf(), "Brief.pdf")
    source = SourceDocument.objects.get()
    kept = source.file
    office.post(
        reverse("office:source", args=[source.pk]), {"text": "Es fehlen Räume.", "kind": "goal", "language": "de"}
    )
    address = reverse("office:source_erase", args=[source.pk])

    assert office.post(address, {"reason": " "}).status_code == 422
    with TestCase.captureOnCommitCallbacks(execute=True):
        office.post(address, {"reason": "Die Familie möchte es so."})

    source.refresh_from_db()
    assert (source.file, source.note, source.contributions.count()) == (None, "", 1)
    assert not default_storage.exists(kept.stored_as)
    assert office.get(reverse("office:source_file", args=[source.pk])).status_code == 404
    assert "Das Original ist gelöscht" in office.get(reverse("office:source", args=[source.pk])).content.decode()
    assert AuditEvent.objects.get(verb="source.erased").reason == "Die Familie möchte es so."


def test_a_card_leads_to_its_original(office, process):
    source = factories.source(process)
    card = factories.contribution(process)
    source.contributions.add(card)

    assert (
        reverse("office:source", args=[source.pk])
        in office.get(reverse("office:card", args=[card.pk])).content.decode()
    )


def test_originals_go_when_their_period_is_over(process, system):
    source = factories.source(process)
    assert actions.run_retention(actor=system, now=NOW + timedelta(days=5000))["source_file"] == 0
    process.closed_on = TODAY
    process.save()

    erased = [actions.run_retention(actor=system, now=NOW + timedelta(days=days))["source_file"] for days in (300, 400)]

    source.refresh_from_db()
    assert (erased, source.file) == ([0, 1], None)
