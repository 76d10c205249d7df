"""Letters about news: each thing once, each address at most once a day."""

from datetime import timedelta

import pytest

from roterfaden.concept import actions as concept
from roterfaden.council.enums import ConsultationRole
from roterfaden.kernel.actors import Participant, System
from roterfaden.kernel.vault import seal_words
from roterfaden.participation.models import Comment, ContactAddress, Support
from roterfaden.post.models import Message
from roterfaden.reporting import actions as reporting
from roterfaden.weighing import actions, queries
from roterfaden.weighing.methods import PublishedAnswer, answer_news, shown_counts
from roterfaden.weighing.models import NewsLetter, NewsStop, ToldNews
from roterfaden.weighing.tasks import forget_news, write_news
from tests import factories
from tests.factories import NOW

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MAIL = "amina@example.org"


@pytest.fixture
def process(db):
    factories.instance()
    return factories.process()


def listening(voice, email=MAIL, *, language="de", since=NOW):
    return ContactAddress.objects.create(
        contribution=voice, address=seal_words(email), language=language, left_at=since, confirmed_at=since
    )


def answer(planner, voice, now, *, element=None, outcome="not_taken_up", plain="Das entscheidet das Land.", why="Land"):
    concept.consider_contribution(
        actor=planner, contribution=voice, element=element, outcome=outcome, reason=why, plain_reason=plain, now=now
    )
    concept.publish_answers(actor=planner, contribution=voice, now=now)


def kinds():
    return list(ToldNews.objects.order_by("pk").values_list("kind", flat=True))


def test_missed_and_doubled_runs_tell_everything_exactly_once(planner, process):
    """Hours and days without a worker, two runs at once: one letter a day, each news in one of them."""
    first, second = factories.contribution(process), factories.contribution(process)
    listening(first), listening(second, MAIL.upper())
    answer(planner, first, NOW + HOUR)

    write_news(now=NOW + 2 * HOUR)
    write_news(now=NOW + 2 * HOUR)
    answer(planner, second, NOW + 3 * HOUR)
    answer(planner, first, NOW + 4 * HOUR, plain="Das Land prüft es.")
    for hours in (5, 6, 7):
        write_news(now=NOW + hours * HOUR)
    assert Message.objects.count() == 1

    for days in (9, 9, 10, 10, 30):
        write_news(now=NOW + days * DAY)

    told = list(ToldNews.objects.order_by("pk").values_list("contribution", "kind"))
    assert told == [(first.pk, "answered"), (second.pk, "answered"), (first.pk, "changed")]
    assert (Message.objects.count(), NewsLetter.objects.count()) == (2, 2)
    texts = list(Message.objects.order_by("pk").values_list("text", flat=True))
    assert "Auf Ihren Beitrag 1 gibt es jetzt eine Antwort." in texts[0]
    assert "Die Antwort auf Ihren Beitrag 1 hat sich geändert." in texts[1]
    assert "Auf Ihren Beitrag 2 gibt es jetzt eine Antwort." in texts[1]


def test_two_workers_with_the_same_letter_in_hand_send_it_once(planner, process):
    voice = factories.contribution(process)
    listening(voice)
    answer(planner, voice, NOW + HOUR)
    (pending,) = queries.pending_letters(NOW + 2 * HOUR)

    system = System("test")
    written = [actions.write_news_letter(actor=system, pending=pending, now=NOW + 2 * HOUR) for _ in range(2)]
    tomorrow = actions.write_news_letter(actor=system, pending=pending, now=NOW + DAY + 2 * HOUR)

    assert written[0] is not None
    assert (written[1], tomorrow, Message.objects.count(), NewsLetter.objects.count()) == (None, None, 1, 1)


def test_only_outcome_and_plain_reason_are_news(planner, process):
    goal = factories.element(factories.concept(process=process))
    voice = factories.contribution(process)
    listening(voice)
    answer(planner, voice, NOW + HOUR, element=goal, outcome="taken_up", plain="Steht jetzt drin.")
    write_news(now=NOW + 2 * HOUR)

    answer(planner, voice, NOW + DAY, element=goal, outcome="taken_up", plain="Steht  jetzt drin.", why="Anders.")
    write_news(now=NOW + DAY + HOUR)
    assert kinds() == ["answered"]

    answer(planner, voice, NOW + 2 * DAY, element=goal, outcome="partly", plain="Steht jetzt drin.")
    write_news(now=NOW + 2 * DAY + HOUR)
    assert kinds() == ["answered", "changed"]


def test_drafts_in_between_are_compared_with_what_was_read():
    read = [PublishedAnswer(1, None, "partly", "", "So.", NOW), PublishedAnswer(4, 1, "partly", "", "So.", NOW + DAY)]

    assert [news.kind for news in answer_news(7, read, since=NOW)] == ["answered"]
    read.append(PublishedAnswer(5, None, "taken_up", "", "Noch etwas.", NOW + DAY))
    assert [news.kind for news in answer_news(7, read, since=NOW)] == ["answered", "changed"]
    assert [news.kind for news in answer_news(7, read, since=NOW + HOUR)] == ["changed"]


def test_unconfirmed_withdrawn_and_older_things_are_not_told(planner, process):
    unconfirmed, withdrawn, older = (factories.contribution(process) for _ in range(3))
    ContactAddress.objects.create(contribution=unconfirmed, address=seal_words(MAIL), left_at=NOW)
    listening(withdrawn), listening(older, since=NOW + 5 * HOUR)
    for voice in (unconfirmed, withdrawn, older):
        answer(planner, voice, NOW + HOUR)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOW)

    assert queries.pending_letters(NOW + 6 * HOUR) == []


def test_letter_is_written_in_the_language_of_the_person(planner, process):
    voice = factories.contribution(process)
    listening(voice, language="ku")
    answer(planner, voice, NOW + HOUR)

    write_news(now=NOW + 2 * HOUR)

    message = Message.objects.get()
    assert (message.language, message.about) == ("de", "Sammelnachricht")
    assert message.text.count("/neuigkeiten/") == 2
    assert message.unsubscribe.endswith("/abbestellen/")
    assert voice.text not in message.text


def test_supporters_with_an_address_hear_of_it_as_somebody_elses_voice(planner, process):
    voice, own = factories.contribution(process), factories.contribution(process)
    listening(own)
    Support.objects.create(contribution=voice, code=own.code, made_as="participant", made_at=NOW)
    commented = factories.contribution(process)
    Comment.objects.create(
        contribution=commented, text="Das sehen wir auch so.", made_by=planner, made_as="strategy_officer",
        made_at=NOW, moderation="published",
    )  # fmt: skip
    for each in (voice, commented):
        answer(planner, each, NOW + HOUR)

    letters = {letter.address: letter for letter in queries.pending_letters(NOW + 2 * HOUR)}

    assert set(letters) == {MAIL, planner.email}
    assert [(item.number, item.is_own) for item in letters[MAIL].items] == [(voice.number, False)]


def test_decision_and_moved_figure_are_told_once(planner, process):
    plan = factories.concept(process=process)
    goal = factories.measured_goal(plan, {2016: 20, 2017: 22, 2018: 24})
    voice, elsewhere = factories.contribution(process), factories.contribution(process)
    listening(voice), listening(elsewhere, "otto@example.org")
    answer(planner, voice, NOW + HOUR, element=goal, outcome="taken_up")
    version = factories.frozen_version(plan, "adopted")
    write_news(now=NOW + 2 * HOUR)

    step = factories.consultation(factories.paper(version), factories.meeting(factories.body()))
    type(step).objects.filter(pk=step.pk).update(role=ConsultationRole.DECIDING)
    factories.resolution(step, recorded_at=NOW + DAY)
    _review(version, NOW + 2 * DAY)
    for days in (3, 3, 4):
        write_news(now=NOW + days * DAY)

    assert sorted(kinds()) == ["answered", "decided", "moved", "reported", "reported"]
    assert Message.objects.filter(text__contains="Der neue Bericht ist da").count() == 2
    assert Message.objects.filter(text__contains="Es gibt neue Zahlen").count() == 1


def _review(version, now):
    from roterfaden.monitoring import actions as monitoring

    actor = System("test")
    cycle = factories.cycle(version)
    monitoring.assess_goals(actor=actor, cycle=cycle, now=now)
    monitoring.close_cycle(actor=actor, cycle=cycle, now=now)
    report = reporting.open_report(actor=actor, cycle=cycle, slug="bericht", title="Bericht", now=now)
    for audience in ("public", "council"):
        frozen = reporting.freeze_edition(actor=actor, report=report, audience=audience, title="Für alle", now=now)
        reporting.publish_edition(actor=actor, edition=frozen, now=now)


def test_stopped_address_hears_nothing_until_it_is_confirmed_anew(planner, process):
    voice = factories.contribution(process)
    listening(voice)
    answer(planner, voice, NOW + HOUR)
    write_news(now=NOW + 2 * HOUR)
    for _ in range(2):
        actions.stop_news(actor=Participant(), letter=NewsLetter.objects.get(), now=NOW + 3 * HOUR)
    answer(planner, voice, NOW + DAY, plain="Anders.")

    assert queries.pending_letters(NOW + 2 * DAY) == []
    other = factories.contribution(process)
    listening(other, since=NOW + 2 * DAY)
    answer(planner, other, NOW + 3 * DAY)
    (letter,) = queries.pending_letters(NOW + 4 * DAY)
    assert ([item.number for item in letter.items], NewsStop.objects.count()) == ([other.number], 1)


def test_letters_are_forgotten_and_nothing_is_told_again(planner, process):
    voice = factories.contribution(process)
    listening(voice)
    answer(planner, voice, NOW + HOUR)
    write_news(now=NOW + 2 * HOUR)

    forget_news(now=NOW + 399 * DAY)
    assert NewsLetter.objects.count() == 1
    forget_news(now=NOW + 402 * DAY)
    write_news(now=NOW + 402 * DAY)

    assert (NewsLetter.objects.count(), ToldNews.objects.count(), Message.objects.count()) == (0, 0, 1)


@pytest.mark.parametrize("n", [1, 3])
def test_pending_letters_need_a_fixed_number_of_queries(planner, process, n, django_assert_num_queries):
    goal = factories.element(factories.concept(process=process))
    for number in range(n):
        voice = factories.contribution(process)
        listening(voice, f"{number}@example.org")
        answer(planner, voice, NOW + HOUR, element=goal, outcome="taken_up")
    queries.pending_letters(NOW)

    with django_assert_num_queries(10):
        letters = queries.pending_letters(NOW + 2 * HOUR)
    assert len(letters) == n


# --- calculations -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ({"yes": 5, "partly": 3, "no": 0}, [5, 3, 0], 8),
        ({"yes": 5, "partly": 2, "no": 4}, [5, None, 4], None),
        ({"yes": 1, "partly": 2, "no": 0}, [None, None, 0], None),
        ({"yes": 0, "partly": 0, "no": 0}, [0, 0, 0], 0),
    ],
)
def test_small_counts_are_left_out_and_no_sum_gives_them_away(counts, shown, total):
    found, sum_shown = shown_counts(counts)

    assert [each.count for each in found] == shown
    assert sum_shown == total
