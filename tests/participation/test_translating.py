"""Drafting translations: what is sent, what is kept, and what happens when the other side misbehaves."""

import pytest
from django.utils import timezone

from roterfaden.jobs.actions import start_job
from roterfaden.jobs.enums import JobState
from roterfaden.participation import actions, errors
from roterfaden.participation.enums import PassageKind, TranslationStatus
from roterfaden.participation.methods.translator import LARGEST_ANSWER, LONGEST, Translator, translator
from roterfaden.participation.models import Translation
from roterfaden.participation.tasks import DRAFT_TRANSLATION
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs
from tests.translators import Service


def ask(service: Service, text: str = "Kita") -> str:
    return Translator(f"{service.url}/api/", key="k", timeout=2).translate(text, source="de", target="uk")


def test_server_gets_the_words_and_two_languages_only(service):
    assert ask(service) == "Habari"
    assert service.asked == [
        {"path": "/api/translate", "q": "Kita", "source": "de", "target": "uk", "format": "text", "api_key": "k"}
    ]


@pytest.mark.parametrize(
    ("status", "answer", "error"),
    [
        (400, b'{"error": "uk is not supported"}', errors.TranslatorRefused),
        (403, b"{}", errors.TranslatorRefused),
        (500, b"", errors.TranslatorUnavailable),
        (200, b"<html>", errors.TranslatorUnavailable),
        (200, b'{"translatedText": ""}', errors.TranslatorUnavailable),
        (200, b'["translatedText"]', errors.TranslatorUnavailable),
        (200, b'{"translatedText": "' + b"x" * LARGEST_ANSWER + b'"}', errors.TranslatorUnavailable),
    ],
)
def test_answer_that_is_none_is_named(service, status, answer, error):
    service.status, service.answer = status, answer

    with pytest.raises(error):
        ask(service)


def test_redirect_is_not_followed(service):
    service.status, service.location = 307, f"{service.url}/elsewhere/translate"

    with pytest.raises(errors.TranslatorUnavailable):
        ask(service)
    assert [each["path"] for each in service.asked] == ["/api/translate"]


def test_nobody_there_and_no_address_are_told_apart():
    with pytest.raises(errors.TranslatorUnavailable):
        Translator("http://127.0.0.1:9", timeout=1).translate("Kita", source="de", target="uk")
    for address in ("ftp://translate.example", "http://user@translate.example", "translate.example"):
        with pytest.raises(errors.TranslatorUnknown):
            Translator(address).translate("Kita", source="de", target="uk")


def test_text_that_is_too_long_is_not_sent(service):
    with pytest.raises(errors.TooLongToTranslate):
        ask(service, "x" * (LONGEST + 1))
    assert service.asked == []


def test_translator_is_off_by_default():
    assert translator() is None


# --- the job ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def card(db):
    return factories.contribution(factories.process(), text="Frau Beispiel hilft in der Kita.", language="de")


def draft(card, moderator, language="uk"):
    """Ask for a draft and let the worker do it."""
    asked = {"contribution": card.pk, "language": language}
    job = start_job(actor=moderator, kind=DRAFT_TRANSLATION, title="Entwurf", arguments=asked, now=timezone.now())
    run_jobs()
    job.refresh_from_db()
    return job


def test_draft_is_kept_as_machine_made_and_sealed_words_stay_here(card, moderator, service, settings):
    settings.TRANSLATOR_URL = service.url
    actions.seal_passages(
        actor=moderator, contribution=card, kind=PassageKind.PERSON, passages=("Frau Beispiel",), now=NOW
    )
    card.refresh_from_db()

    assert draft(card, moderator).state == JobState.DONE
    kept = Translation.objects.get(contribution=card)
    assert (kept.language, kept.text, kept.status) == ("uk", "Habari", TranslationStatus.MACHINE)
    assert [each["q"] for each in service.asked] == [card.words.text]
    assert "Beispiel" not in service.asked[0]["q"]


@pytest.mark.parametrize("status", [TranslationStatus.HUMAN, TranslationStatus.CHECKED])
def test_words_of_a_person_are_never_overwritten_and_nothing_is_sent(card, moderator, service, settings, status):
    settings.TRANSLATOR_URL = service.url
    actions.translate_contribution(
        actor=moderator, contribution=card, language="uk", text="Своїми словами", status=status, now=NOW
    )

    assert draft(card, moderator).state == JobState.FAILED
    assert Translation.objects.get(contribution=card).text == "Своїми словами"
    assert service.asked == []


def test_draft_is_replaced_by_a_newer_one(card, moderator, service, settings):
    settings.TRANSLATOR_URL = service.url
    draft(card, moderator)
    service.answer = b'{"translatedText": "Mambo"}'
    draft(card, moderator)

    assert [each.text for each in Translation.objects.filter(contribution=card)] == ["Mambo"]


def test_job_without_a_translator_says_so(card, moderator):
    job = draft(card, moderator)

    assert job.state == JobState.FAILED
    assert not Translation.objects.filter(contribution=card).exists()
