"""The words of an edition by language."""

from dataclasses import dataclass

from django.conf import settings

from roterfaden.concept.enums import TextStatus
from roterfaden.kernel.languages import codes
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.models import Edition, EditionText


def newest_text(edition: Edition, language: str) -> EditionText | None:
    """What was written last in a language, whoever may read it. One query."""
    return edition.texts.filter(language=language).order_by("-number", "-pk").first()


@dataclass(frozen=True)
class TextLine:
    """How an edition stands in one language."""

    language: str
    text: EditionText | None

    @property
    def status(self) -> str:
        return self.text.status if self.text else ""


def text_lines(edition: Edition) -> tuple[TextLine, ...]:
    """Every language of the public pages with the newest text, if there is one. One query."""
    newest = {row.language: row for row in edition.texts.order_by("number", "pk")}
    return tuple(TextLine(code, newest.get(code)) for code in codes())


@dataclass(frozen=True)
class Words:
    """What an edition says above its figures, in the language it is said in."""

    language: str
    title: str
    body: str
    status: str

    @property
    def is_machine(self) -> bool:
        return self.status == TextStatus.MACHINE


def words_of(edition: Edition, language: str) -> Words:
    """What everybody may read in `language`; where there is nothing, the German title and foreword. One query."""
    rows = edition.texts.shown(machine=settings.MACHINE_TEXTS_SHOWN).filter(
        language__in=[language, settings.LANGUAGE_CODE]
    )
    newest = {row.language: row for row in rows.order_by("number", "pk")}
    row = newest.get(language) or newest.get(settings.LANGUAGE_CODE)
    if row is None:
        return Words(settings.LANGUAGE_CODE, edition.title, edition.foreword, TextStatus.CHECKED)
    return Words(row.language, row.title, row.body, row.status)


def readable_languages(edition: Edition) -> tuple[str, ...]:
    """The languages everybody may read an edition in, German first. One query."""
    there = set(edition.texts.shown(machine=settings.MACHINE_TEXTS_SHOWN).values_list("language", flat=True))
    return tuple(code for code in codes() if code == settings.LANGUAGE_CODE or code in there)


def feedback_for(process_id: int) -> Edition | None:
    """The newest feedback to those who took part in a process, if one went out. One query."""
    return (
        Edition.objects.published()
        .filter(audience=Audience.PUBLIC, report__cycle__concept__process=process_id)
        .defer("snapshot", "foreword")
        .order_by("-report__cycle__reference_date", "-published_at", "-pk")
        .first()
    )
