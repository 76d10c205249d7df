"""Supporting, answering and reporting voices without an account; the list with its feed; the online stage."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import CommentRule, EventKind, Moderation
from roterfaden.participation.methods.spam import SECONDS_TO_WRITE
from roterfaden.participation.models import Comment, Contribution, Flag, OnlineRules, Process, SearchEntry, Support
from roterfaden.public.guard import seconds_since, stamp
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def online(now):
    """An online event that runs now, with two questions."""
    factories.instance()
    process = factories.process()
    stage = factories.stage(
        process, starts_on=local_day(now) - timedelta(days=3), ends_on=local_day(now) + timedelta(days=9)
    )
    return factories.event(
        stage, kind=EventKind.ONLINE, starts_at=now - timedelta(days=2), ends_at=now + timedelta(days=7),
        questions=[{"de": "Was fehlt?", "ar": "ما الذي ينقص؟"}, "Was soll bleiben?"],
    )  # fmt: skip


@pytest.fixture
def voice(online):
    return factories.contribution(online.process, event=online, question=1)


OF_A_VOICE = {"contribution", "support", "support_withdraw", "comment", "comment_answer", "flag"}


def address(name, *args):
    process = [Process.objects.get().slug] if name in OF_A_VOICE else []
    return reverse(f"public:{name}", args=[*process, *args])


def written(now, **values):
    """A form a person took ten seconds for."""
    return {"opened": stamp(now - timedelta(seconds=10)), "homepage": ""} | values


# --- support --------------------------------------------------------------------------------------------------------
def test_support_gives_a_code_that_the_browser_keeps(page_client, voice):
    page_client.post(address("support", voice.number))  # asks for the code
    response = page_client.post(address("support", voice.number), {"code": ""}, follow=True)

    made = Support.objects.get()
    assert response.request["PATH_INFO"] == address("card_status", made.code.code)
    assert "Das ist Ihr Code" in response.content.decode()
    page = page_client.get(address("contribution", voice.number)).content.decode()
    assert "<strong>1</strong> Person unterstützt" in page
    assert "Nicht mehr unterstützen" in page
    page_client.post(address("support_withdraw", voice.number))
    assert Support.objects.current().count() == 0


def test_known_browser_supports_with_one_press(page_client, online, voice):
    page_client.post(address("support", voice.number), {"code": ""})
    other = factories.contribution(online.process)

    response = page_client.post(address("support", other.number))

    assert response.status_code == 302
    assert Support.objects.values("code").distinct().count() == 1


def test_wrong_code_is_said_and_unknown_ones_are_counted_as_guesses(page_client, voice):
    wrong = page_client.post(address("support", voice.number), {"code": "K7M"})

    assert wrong.status_code == 422
    assert "nicht richtig geschrieben" in wrong.content.decode()


def test_support_is_closed_when_nothing_runs(page_client, online, voice, now):
    online.ends_at = now - timedelta(days=1)
    online.save()

    assert "läuft keine Online-Beteiligung" in page_client.get(address("support", voice.number)).content.decode()
    assert page_client.post(address("support", voice.number), {"code": ""}).status_code == 422


def test_code_page_takes_support_and_comment_back(page_client, voice):
    made = factories.comment(voice)
    Support.objects.create(contribution=voice, code=made.code, made_as="participant", made_at=made.made_at)
    page = address("card_status", made.code.code)
    assert "Das unterstützen Sie" in page_client.get(page).content.decode()

    for route, key in (("support_withdraw", voice.number), ("comment_withdraw", made.pk)):
        response = page_client.post(address(route, key), {"code": made.code.code}, follow=True)
        assert response.request["PATH_INFO"] == page

    made.refresh_from_db()
    assert (made.text, Support.objects.current().count()) == ("", 0)
    assert "Sie haben diesen Kommentar zurückgezogen" in response.content.decode()


# --- comments -----------------------------------------------------------------------------------------------------
def test_comment_is_kept_gets_a_code_and_is_read_first(page_client, voice, now):
    response = page_client.post(
        address("comment", voice.number), written(now, text="أنا أيضاً", language="ar", code=""), follow=True
    )

    made = Comment.objects.get()
    assert (made.moderation, made.language) == (Moderation.PENDING, "ar")
    html = response.content.decode()
    assert "wird geprüft" in html
    assert '<p lang="ar" dir="rtl">أنا أيضاً</p>' in html
    assert "أنا أيضاً" not in page_client.get(address("contribution", voice.number)).content.decode()


@pytest.mark.parametrize(
    ("values", "sign"),
    [
        ({"homepage": "http://x"}, "trap"),
        ({"opened": "erfunden"}, "too_fast"),
        ({"opened": ""}, "too_fast"),
    ],
)
def test_machine_is_kept_waiting_and_learns_nothing(page_client, online, voice, now, values, sign):
    OnlineRules.objects.create(process=online.process, comments=CommentRule.SHOWN_AT_ONCE)

    response = page_client.post(
        address("comment", voice.number), written(now, text="Kauft hier!", language="de", code="") | values, follow=True
    )

    made = Comment.objects.get()
    assert made.moderation == Moderation.PENDING
    assert [row.sign for row in made.suspicions.all()] == [sign]
    assert "wird geprüft" in response.content.decode()


def test_person_is_shown_at_once_where_the_process_says_so(page_client, online, voice, now):
    OnlineRules.objects.create(process=online.process, comments=CommentRule.SHOWN_AT_ONCE)
    page_client.post(address("comment", voice.number), written(now, text="<b>Ja</b>", language="de", code=""))

    html = page_client.get(address("contribution", voice.number)).content.decode()

    assert "&lt;b&gt;Ja&lt;/b&gt;" in html
    assert "1 Kommentar" in html


def test_comment_with_an_error_keeps_what_was_typed(page_client, voice, now):
    response = page_client.post(address("comment", voice.number), written(now, text="", language="tr", code="K7M"))

    assert response.status_code == 422
    assert 'value="K7M"' in response.content.decode()


@pytest.mark.parametrize("count", [1, 3, 25])
def test_voice_page_takes_the_same_queries_however_many_comments(client, query_count, voice, count):
    for turn in range(count):
        factories.comment(voice, parent=factories.comment(voice, text=f"{turn}"))

    assert query_count(lambda: client.get(address("contribution", voice.number))) == 18


# --- reports ------------------------------------------------------------------------------------------------------
def test_form_sent_in_a_second_was_not_written_by_a_person(now):
    assert seconds_since(stamp(now), now + timedelta(seconds=1)) < SECONDS_TO_WRITE
    assert seconds_since(stamp(now), now + timedelta(days=2)) is None


def test_report_names_no_one_and_hides_nothing(page_client, voice, now):
    said = factories.comment(voice)
    for target in (address("flag", voice.number), address("flag_comment", said.pk)):
        page_client.get(target)
        page_client.post(target, written(now, reason="insult", note="so nicht"))

    assert Flag.objects.count() == 2
    html = page_client.get(address("contribution", voice.number)).content.decode()
    assert said.text in html
    assert voice.text in html


def test_many_reports_from_one_place_are_too_many(page_client, voice, now):
    answers = [
        page_client.post(address("flag", voice.number), written(now, reason="other", note="")).status_code
        for _turn in range(11)
    ]

    assert answers == [302] * 10 + [429]


# --- the stage ----------------------------------------------------------------------------------------------------
def test_stage_shows_questions_with_voices_and_leads_to_answering(page_client, online, voice):
    html = page_client.get(address("online", online.slug)).content.decode()

    assert "Was fehlt?" in html
    assert 'lang="ar" dir="rtl"' in html
    assert voice.text in html
    assert address("online_answer", online.slug, 2) in html


def test_answer_is_a_voice_with_question_and_code(page_client, online, now):
    page_client.get(address("online_answer", online.slug, 2))

    response = page_client.post(
        address("online_answer", online.slug, 2),
        written(now, text="Der Lotsendienst soll bleiben.", kind="measure", language="de", actor_group="", area=""),
        follow=True,
    )

    made = Contribution.objects.get()
    assert (made.event, made.question, made.channel, made.moderation) == (online, 2, "online", Moderation.PENDING)
    assert not made.suspicions.exists()
    assert "Ihr Beitrag ist angekommen" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_stage_takes_the_same_queries_for_one_and_for_three(client, query_count, online, count):
    for question in (1, 2):
        for _turn in range(count):
            factories.comment(factories.contribution(online.process, event=online, question=question))

    assert query_count(lambda: client.get(address("online", online.slug))) == 10


# --- the list -----------------------------------------------------------------------------------------------------
def test_most_supported_come_first_and_count(page_client, online):
    voices = [factories.contribution(online.process) for _turn in range(3)]
    for _turn in range(2):
        page_client.cookies.clear()
        page_client.post(address("support", voices[1].number), {"code": ""})

    response = page_client.get(f"{address('contributions')}?ordnung=unterstuetzt")

    assert [row.number for row in response.context["rows"]] == [2, 3, 1]
    assert "2 unterstützen das" in response.content.decode()


def test_random_order_is_the_same_all_day_and_pages_do_not_overlap(client, online):
    for _turn in range(60):
        factories.contribution(online.process, code=False)
    pages = [
        [row.number for row in client.get(f"{address('contributions')}?ordnung=zufall&seite={page}").context["rows"]]
        for page in (1, 2)
    ]

    assert sorted(pages[0] + pages[1]) == list(range(1, 61))
    assert pages[0] != sorted(pages[0])
    again = client.get(f"{address('contributions')}?ordnung=zufall").context["rows"]
    assert [row.number for row in again] == pages[0]


def test_match_is_marked_and_nothing_typed_becomes_markup(page_client, online, now):
    made = factories.contribution(online.process, text="Die <i>Häuser</i> sind teuer.")
    SearchEntry.objects.renew([made.pk], now=now)

    html = page_client.get(f"{address('contributions')}?suche=haus+<script>").content.decode()

    assert "Die &lt;i&gt;<mark>Häuser</mark>&lt;/i&gt; sind teuer." in html
    assert "<script>" not in re.sub(r"<script src=[^>]*>|<script type=[^>]*>", "", html)


def test_empty_list_says_why(page_client, online, now):
    made = factories.contribution(online.process, text="Mehr Busse", kind="goal")
    SearchEntry.objects.renew([made.pk], now=now)
    page = address("contributions")

    assert "Ohne die Filter findet" in page_client.get(f"{page}?suche=bus&art=measure").content.decode()
    assert "steht in keinem Beitrag" in page_client.get(f"{page}?suche=xylophon").content.decode()
    assert "passt kein Beitrag" in page_client.get(f"{page}?art=measure").content.decode()


def test_feed_holds_what_the_list_shows_with_its_language(client, online, now):
    for language, text in (("de", "Mehr Busse & Bahnen"), ("ar", "حافلات")):
        made = factories.contribution(online.process, language=language, text=text)
        SearchEntry.objects.renew([made.pk], now=now)

    feed = ElementTree.fromstring(client.get(f"{address('contributions_feed')}?suche=bus").content)  # noqa: S314 -- ours
    everything = ElementTree.fromstring(client.get(address("contributions_feed")).content)  # noqa: S314 -- ours

    assert [entry.find(f"{ATOM}summary").text for entry in feed.iter(f"{ATOM}entry")] == ["Mehr Busse & Bahnen"]
    assert everything.find(f"{ATOM}author/{ATOM}name").text  # RFC 4287 4.1.1
    languages = [entry.get("{http://www.w3.org/XML/1998/namespace}lang") for entry in everything.iter(f"{ATOM}entry")]
    assert languages == ["ar", "de"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_with_a_search(client, query_count, online, now, count):
    rows = [factories.contribution(online.process) for _turn in range(count)]
    SearchEntry.objects.renew([row.pk for row in rows], now=now)

    assert query_count(lambda: client.get(f"{address('contributions')}?suche=Bus+Sprachkurs")) == 14
