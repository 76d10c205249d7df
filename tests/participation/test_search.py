"""Looking for voices: the same words find the same voices in the same order, on SQLite and on PostgreSQL."""

from datetime import timedelta

import pytest
from django.db import connection

from roterfaden.participation.enums import Language, Moderation, TranslationStatus
from roterfaden.participation.models import Contribution, Process, SearchEntry, Translation
from roterfaden.participation.queries import by_relevance, found_by, search
from tests import factories
from tests.factories import NOW, TODAY

VOICES: list[tuple[str, str]] = [
    (Language.DE, "Am Abend fährt kein Bus zum Sprachkurs."),  # 1
    (Language.DE, "Wir brauchen mehr Kitaplätze in den Dörfern."),  # 2
    (Language.DE, "Die Straßenbeleuchtung am Radweg fehlt."),  # 3
    (Language.DE, "Mehr Beleuchtung an der Haltestelle, bitte!"),  # 4
    (Language.DE, "Häuser und Wohnungen sind zu teuer."),  # 5
    (Language.DE, "Ein Haus der Begegnung für alle."),  # 6
    (Language.DE, "Ehrenamtliche Lotsen helfen bei Anträgen in der Behörde."),  # 7
    (Language.DE, "Das Ehrenamt braucht Räume, nicht nur Dank."),  # 8
    (Language.DE, "Die Bürgerinnen und Bürger sollen gefragt werden."),  # 9
    (Language.DE, "Die Burg in Bad Iburg ist schön."),  # 10
    (Language.AR, "نريد دورات اللغة في المساء"),  # 11
    (Language.TR, "Çocuklarımız için okullarda daha çok destek istiyoruz."),  # 12
    (Language.EN, "Language courses should start earlier in the evening."),  # 13
    (Language.UK, "Потрібно більше курсів для жінок."),  # 14
    (Language.RU, "В школах не хватает учителей."),  # 15
    (Language.DE, "Sprachkurse am Abend, mit Kinderbetreuung und Bus."),  # 16
    (Language.DE, "Öffentliche Plätze ohne Barrieren – für Ältere."),  # 17
    (Language.DE, "Die Schüler:innen brauchen Sozialarbeit an der Schule."),  # 18
    (Language.EN, "The town hall needs interpreters."),  # 19
    (Language.DE, "Die Miete für Mietwohnungen steigt, und der Verein hat keinen Raum."),  # 20
]
WITHHELD, PENDING, WITHDRAWN = 21, 22, 23

# What is typed → numbers of the voices in their order.
LABELLED: list[tuple[str, list[int]]] = [
    ("Haus", [6, 5]),
    ("haeuser", [6, 5]),
    ("HÄUSER", [6, 5]),
    ("Kita", [2]),
    ("Kitaplaetze", [2, 17]),
    ("Platz", [17, 2]),
    ("Beleuchtung", [4, 3]),
    ("Straßenbeleuchtung", [3, 4]),
    ("strassenbeleuchtung am radweg", [3]),
    ("Kurse", [1, 16]),
    ("Sprachkurs Bus", [1, 16]),
    ("Bus Sprachkurs Kinderbetreuung", [16]),
    ("Kita und Ehrenamt", [2, 8, 7]),
    ("Bürger", [9]),
    ("Burg", [10]),
    ("اللغة", [11]),
    ("okul", [12]),
    ("interpreter", [19]),
    ("школа", [15]),
    ("course", [13]),
    ("ältere", [17]),
    ("Schüler*innen", [18]),
    ("wohnen", []),
    ("Xylophon", []),
]


@pytest.fixture
def voices(db: None) -> Process:
    process = factories.process()
    rows = [
        factories.contribution(
            process,
            number=number,
            text=text,
            language=language,
            code=False,
            said_on=TODAY + timedelta(days=number == 1),
        )
        for number, (language, text) in enumerate(VOICES, start=1)
    ]
    rows += [
        factories.contribution(
            process, number=WITHHELD, text="Haus Kita Bus", moderation=Moderation.WITHHELD, moderation_reason="Name"
        ),
        factories.contribution(process, number=PENDING, text="Haus Kita Bus", moderation=Moderation.PENDING),
        factories.contribution(process, number=WITHDRAWN, text="", withdrawn_at=NOW),
    ]
    assert SearchEntry.objects.renew([row.pk for row in rows], now=NOW) == len(VOICES)
    return process


def numbers(typed: str, language: str = "de") -> list[int]:
    asked = search(typed, language)
    found, _is_loose = found_by(Contribution.objects.published(), asked)
    return list(by_relevance(found, asked).values_list("number", flat=True))


@pytest.mark.parametrize(("typed", "expected"), LABELLED)
def test_search_finds_the_same_in_the_same_order_on_both_engines(
    voices: Process, typed: str, expected: list[int]
) -> None:
    assert numbers(typed) == expected


def test_search_finds_a_voice_by_its_translation(voices: Process) -> None:
    arabic = Contribution.objects.get(number=11)
    Translation.objects.create(
        contribution=arabic, language="de", text="Wir wollen Schwimmunterricht.", status=TranslationStatus.CHECKED,
        made_at=NOW,
    )  # fmt: skip
    SearchEntry.objects.renew([arabic.pk], now=NOW)

    assert numbers("Schwimmunterricht") == [11]


def test_search_with_words_no_voice_has_together_is_loose(voices: Process) -> None:
    together = search("Haus Begegnung", "de")
    apart = search("Kita Burg", "de")

    assert found_by(Contribution.objects.published(), together)[1] is False
    assert found_by(Contribution.objects.published(), apart)[1] is True


def test_search_prefers_rare_words_and_then_newer_voices(voices: Process) -> None:
    assert numbers("Bus Burg") == [10, 1, 16]


@pytest.mark.parametrize("typed", ["", "   ", "und der die", '"', "'; DROP TABLE x;--", "a OR b", "NEAR(", "*", "\\"])
def test_search_survives_what_people_type(voices: Process, typed: str) -> None:
    asked = search(typed, "de")
    found, _is_loose = found_by(Contribution.objects.published(), asked)

    assert len(by_relevance(found, asked)) in (0, len(VOICES))


def test_search_takes_three_queries(voices: Process, query_count: object) -> None:
    for typed in ("Haus", "Haus Kita Straßenbeleuchtung"):
        assert query_count(lambda typed=typed: numbers(typed)) == 2 + (" " in typed)


def test_index_follows_the_voice(voices: Process) -> None:
    voice = Contribution.objects.get(number=6)
    Contribution.objects.filter(pk=voice.pk).update(moderation=Moderation.WITHHELD, moderation_reason="Name")
    SearchEntry.objects.renew([voice.pk], now=NOW)
    assert numbers("Begegnung") == []

    Contribution.objects.filter(pk=voice.pk).update(moderation=Moderation.PUBLISHED, moderation_reason="")
    SearchEntry.objects.renew([voice.pk], now=NOW)
    assert numbers("Begegnung") == [6]


def test_renewing_keeps_the_day_of_publication(voices: Process) -> None:
    voice = Contribution.objects.get(number=6)

    SearchEntry.objects.renew([voice.pk], now=NOW + timedelta(days=3))

    assert voice.search_entry.published_at == NOW


def test_terms_are_found_by_the_index_not_by_reading(voices: Process) -> None:
    """Neither engine reads the texts: SQLite asks FTS5, PostgreSQL a tsvector column."""
    sql, _params = SearchEntry.objects.filter(terms__hold=["haus"]).query.sql_with_params()

    assert ("MATCH" in sql) if connection.vendor == "sqlite" else ("@@" in sql)
