"""Asking for figures: by link, in parts, reminded once, taken over as observations, and nothing by a wrong link."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from roterfaden.audit.models import Event
from roterfaden.indicators.enums import ObservationStatus
from roterfaden.indicators.errors import UnreadableToken
from roterfaden.indicators.models import Observation
from roterfaden.kernel.errors import NotAllowed
from roterfaden.monitoring import actions, errors
from roterfaden.monitoring.actions import Said
from roterfaden.monitoring.methods.links import DeliveringUnit, new_link
from roterfaden.monitoring.models import RequestedValue, RequestLink
from roterfaden.monitoring.queries.asking import completeness, request_behind, request_page
from roterfaden.monitoring.tasks.daily import remind_deliverers
from roterfaden.post.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 5, 9, 0, tzinfo=UTC)
DUE = date(2020, 11, 2)


@pytest.fixture
def line(db):
    """The waiting time of the county, known until 2018."""
    factories.instance()
    definition = factories.definition(unit="Tage", denominator="je Kurs")
    made = factories.series(definition)
    for year, value in ((2015, 74), (2016, 70), (2017, 68), (2018, 66)):
        factories.observation(made, year, value)
    return made


@pytest.fixture
def place(planner, line):
    return actions.save_deliverer(
        actor=planner, name="Kurskoordination", email="kurse@example.org", now=NOW,
        indicators=[line.definition.indicator],
    )  # fmt: skip


@pytest.fixture
def cycle(line):
    return factories.cycle(factories.frozen_version(factories.concept()))


@pytest.fixture
def request_(planner, cycle, place):
    (made,) = actions.ask_for_figures(actor=planner, cycle=cycle, deliverers=[place], due_on=DUE, now=NOW)
    return made


def unit(request):
    return DeliveringUnit(opens=request.pk, actor_id=str(request.deliverer_id))


def answer(request, said, action=actions.hand_in, now=NOW + timedelta(days=7)):
    return action(actor=unit(request), request=request, said=said, now=now)


def test_a_place_is_asked_for_what_is_due_and_only_once(planner, cycle, place, request_):
    (value,) = request_.values.all()

    assert (value.period_start, value.period_end) == (date(2019, 12, 31), date(2019, 12, 31))
    (letter,) = Message.objects.all()
    assert (letter.to, letter.subject) == ("kurse@example.org", "Bitte um Zahlen bis 02.11.2020")
    assert "/melden/" in letter.text
    assert request_.link_until.date() == date(2020, 12, 2)
    assert Event.objects.order_by("-number").first().verb == "figures.asked"
    with pytest.raises(errors.NobodyToAsk):
        actions.ask_for_figures(actor=planner, cycle=cycle, deliverers=[place], due_on=DUE, now=NOW)
    with pytest.raises(errors.AskDueInPast):
        actions.ask_for_figures(actor=planner, cycle=cycle, deliverers=[place], due_on=NOW.date(), now=NOW)


def test_partial_answers_are_kept_and_handing_in_needs_all_of_them(request_):
    (value,) = request_.values.all()

    answer(request_, {value.pk: Said("", "", "Kommt nächste Woche.")}, actions.save_answers)

    value.refresh_from_db()
    assert (value.answer, value.note) == ("", "Kommt nächste Woche.")
    with pytest.raises(errors.AnswersIncomplete):
        answer(request_, {})
    answer(request_, {value.pk: Said("value", " 62,5 ", "")})
    value.refresh_from_db()
    request_.refresh_from_db()
    assert (value.raw, request_.handed_in_at) == ("62,5", NOW + timedelta(days=7))
    assert Message.objects.order_by("-pk").first().subject == "Ihre Zahlen sind angekommen"


@pytest.mark.parametrize(
    ("said", "raw", "number", "status"),
    [
        (Said("value", "1.062,5"), "1.062,5", 1062.5, ObservationStatus.NORMAL),
        (Said("unchanged"), "66", 66, ObservationStatus.NORMAL),
        (Said("missing", "", "Software umgestellt."), "-", None, ObservationStatus.MISSING),
    ],
)
def test_answers_become_observations_with_the_place_as_source(planner, cycle, request_, said, raw, number, status):
    (value,) = request_.values.all()
    answer(request_, {value.pk: said})

    assert actions.take_over(actor=planner, request=request_, values=[value], now=NOW + timedelta(days=8)) == 1

    value.refresh_from_db()
    kept = value.observation
    assert (kept.raw, kept.value, kept.status, kept.source) == (raw, number, status, "Kurskoordination")
    cycle.refresh_from_db()
    assert kept.known_on == cycle.known_on == date(2020, 10, 13)
    with pytest.raises(errors.NothingToTakeOver):
        actions.take_over(actor=planner, request=request_, values=[value], now=NOW + timedelta(days=8))
    with pytest.raises(errors.AlreadyTaken):
        answer(request_, {value.pk: Said("value", "1")}, actions.save_answers)


def test_wrong_answers_are_refused_and_change_nothing(request_):
    (value,) = request_.values.all()
    with pytest.raises(UnreadableToken):
        answer(request_, {value.pk: Said("value", "etwa 60")})
    with pytest.raises(errors.NotAsked):
        answer(request_, {value.pk + 1: Said("value", "60")})
    with pytest.raises(errors.AnswersIncomplete):
        answer(request_, {value.pk: Said("missing", "", " ")})
    value.refresh_from_db()
    assert value.answer == ""


def test_only_the_holder_of_the_link_of_this_request_may_answer(planner, request_, outsider):
    stranger = DeliveringUnit(opens=request_.pk + 1, actor_id="1")
    for actor in (stranger, planner, outsider):
        with pytest.raises(NotAllowed):
            actions.save_answers(actor=actor, request=request_, said={}, now=NOW)
        with pytest.raises(NotAllowed):
            actions.attach_file(actor=actor, request=request_, upload=ContentFile(b"x", "a.txt"), now=NOW)
    for action in ("take_over", "revoke_request", "question_answer"):
        with pytest.raises(NotAllowed):
            getattr(actions, action)(actor=unit(request_), now=NOW, **_arguments(action, request_))


def _arguments(action, request):
    if action == "question_answer":
        return {"value": request.values.get(), "question": "?"}
    return {"request": request, **({"values": []} if action == "take_over" else {"reason": "x"})}


def test_link_opens_its_request_until_it_ends_or_is_taken_back(planner, cycle, request_):
    token, kept = new_link()
    RequestLink.objects.create(request=request_, occasion="test", secret_hash=kept, sent_at=NOW)

    assert request_behind(token, now=NOW) == request_
    assert request_behind(token[:-1], now=NOW) is None
    assert request_behind(new_link()[0], now=NOW) is None
    assert request_behind(token, now=request_.link_until) is None
    with pytest.raises(errors.RequestClosed):
        answer(request_, {}, actions.save_answers, now=request_.link_until)
    actions.revoke_request(actor=planner, request=request_, reason="Doppelt gefragt.", now=NOW)
    assert request_behind(token, now=NOW) is None
    with pytest.raises(errors.RequestClosed):
        answer(request_, {}, actions.save_answers)


def test_reminders_go_out_once_each_and_never_after_handing_in(request_):
    def subjects():
        return list(Message.objects.order_by("pk").values_list("subject", flat=True))[1:]

    for day in (date(2020, 10, 12), date(2020, 10, 30), date(2020, 10, 31), date(2020, 11, 3), date(2020, 11, 4)):
        remind_deliverers(now=datetime(day.year, day.month, day.day, 6, 0, tzinfo=UTC))
    assert subjects() == ["Erinnerung: Zahlen bis 02.11.2020"] * 2

    (value,) = request_.values.all()
    answer(request_, {value.pk: Said("value", "62")}, now=datetime(2020, 11, 5, 6, 0, tzinfo=UTC))
    remind_deliverers(now=datetime(2020, 11, 20, 6, 0, tzinfo=UTC))
    assert len(subjects()) == 3  # the receipt


def test_question_reopens_the_value_and_sends_a_link(planner, request_):
    (value,) = request_.values.all()
    answer(request_, {value.pk: Said("value", "660")})

    actions.question_answer(actor=planner, value=value, question="Wirklich 660 Tage?", now=NOW + timedelta(days=8))

    request_.refresh_from_db()
    value.refresh_from_db()
    assert request_.handed_in_at is None
    assert Message.objects.order_by("-pk").first().subject == "Rückfrage zu Ihren Zahlen"
    with pytest.raises(errors.NothingToTakeOver):
        actions.take_over(actor=planner, request=request_, values=[value], now=NOW)
    (asked,) = request_page(request_, on=NOW.date()).values
    assert (asked.state, asked.odd) == (
        "question", ("Der Wert ist etwa das Zehnfache des vorigen. Stimmt die Einheit?",),
    )  # fmt: skip
    answer(request_, {value.pk: Said("value", "66")})
    value.refresh_from_db()
    assert (value.question, value.raw) == ("", "66")


def test_files_are_kept_with_the_request_and_can_be_taken_off(request_):
    attached = actions.attach_file(
        actor=unit(request_), request=request_, upload=ContentFile(b"Jahr;Tage\n2019;62\n", "tage.csv"), now=NOW
    )

    assert attached.file.original_name == "tage.csv"
    for number in range(4):
        upload = ContentFile(f"Jahr;Tage\n2019;{number}\n".encode(), f"{number}.csv")
        actions.attach_file(actor=unit(request_), request=request_, upload=upload, now=NOW)
    with pytest.raises(errors.TooManyFiles):
        actions.attach_file(actor=unit(request_), request=request_, upload=ContentFile(b"a;b\n1;2\n", "x.csv"), now=NOW)
    actions.detach_file(actor=unit(request_), attached=attached, now=NOW)
    assert request_.files.count() == 4


def test_completeness_names_who_is_late_and_how_much_is_missing(planner, cycle, request_):
    (value,) = request_.values.all()
    answer(request_, {value.pk: Said("missing", "", "Umgestellt.")}, actions.save_answers)

    found = completeness(cycle, on=DUE + timedelta(days=1))

    (row,) = found.rows
    assert (row.state, row.answered, row.missing, row.taken) == ("late", 1, 1, 0)
    assert (found.places, found.handed_in, found.late, found.values, found.is_complete) == (1, 0, 1, 1, False)
    answer(request_, {})
    assert completeness(cycle, on=DUE).rows[0].state == "handed_in"
    actions.take_over(actor=planner, request=request_, values=[value], now=NOW + timedelta(days=9))
    assert completeness(cycle, on=DUE).is_complete


def test_one_place_for_each_municipality_and_nothing_from_retired_ones(planner, cycle, line, municipality):
    wanted = {"indicators": [line.definition.indicator], "now": NOW, "actor": planner}
    made = actions.save_deliverer(name="Melle", email="melle@example.org", municipality=municipality, **wanted)

    with pytest.raises(errors.DelivererTaken):
        actions.save_deliverer(name="Melle 2", email="melle2@example.org", municipality=municipality, **wanted)
    changed = actions.save_deliverer(
        deliverer=made, name="Stadt Melle", email="stadt@example.org", municipality=municipality, **wanted
    )
    assert (changed.pk, changed.deliveries.count()) == (made.pk, 1)
    (asked,) = actions.ask_for_figures(actor=planner, cycle=cycle, deliverers=[made], due_on=DUE, now=NOW)
    assert asked.values.get().area == municipality
    actions.retire_deliverer(actor=planner, deliverer=made, now=NOW)
    with pytest.raises(errors.DelivererRetired):
        actions.ask_for_figures(actor=planner, cycle=cycle, deliverers=[made], due_on=DUE, now=NOW)
    assert "stadt@example.org" not in str(list(Event.objects.values()))


def test_taking_over_is_all_or_nothing(planner, cycle, line, place):
    second = factories.series(factories.definition(unit="Personen"))
    actions.save_deliverer(
        actor=planner, deliverer=place, name=place.name, email=place.email, now=NOW,
        indicators=[line.definition.indicator, second.definition.indicator],
    )  # fmt: skip
    (made,) = actions.ask_for_figures(actor=planner, cycle=cycle, deliverers=[place], due_on=DUE, now=NOW)
    first = made.values.get(definition=line.definition)
    answer(made, {first.pk: Said("value", "62")}, actions.save_answers)
    before = Observation.objects.count()

    with pytest.raises(errors.NothingToTakeOver):
        actions.take_over(actor=planner, request=made, values=list(made.values.all()), now=NOW)

    assert Observation.objects.count() == before
    assert not RequestedValue.objects.filter(taken_over_at__isnull=False).exists()
