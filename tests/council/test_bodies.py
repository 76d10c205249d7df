"""Bodies over time and the usual order of consultation."""

from datetime import date, timedelta

import pytest

from roterfaden.audit.models import Event
from roterfaden.council import actions, errors, queries
from roterfaden.council.enums import BodyKind, ConsultationRole, Verb
from roterfaden.council.methods import ORDER_TEMPLATE, template_faults
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=10)
SHORT = ((BodyKind.COMMITTEE, ConsultationRole.PRELIMINARY), (BodyKind.COUNCIL, ConsultationRole.DECIDING))


def replace(actor, body, **values):
    facts = {"slug": "neu", "name": "Ausschuss für Teilhabe", "on": TODAY + timedelta(days=5), "remit": "Teilhabe"}
    return actions.replace_body(actor=actor, body=body, now=LATER, **facts | values)


def test_replaced_body_ends_and_its_successor_takes_over_what_comes(clerk):
    old = factories.body(BodyKind.COMMITTEE, submission_days=12)
    before, after = (factories.meeting(old, starts_at=NOW + timedelta(days=days)) for days in (4, 5))
    step = factories.consultation(factories.paper(), after)

    new = replace(clerk, old)

    for row in (old, before, after, step):
        row.refresh_from_db()
    assert (old.valid_until, new.predecessor, new.kind, new.submission_days) == (new.valid_from, old, old.kind, 12)
    assert (before.body, after.body) == (old, new)
    assert {old.modified_at, after.modified_at, step.modified_at, step.paper.modified_at} == {LATER}
    assert before.modified_at == NOW
    assert Event.objects.get().verb == Verb.BODY_REPLACED
    with pytest.raises(errors.EndedAlready):
        replace(clerk, old, slug="noch-eines")


def test_body_with_sittings_ahead_does_not_simply_end(clerk):
    body = factories.body()
    factories.meeting(body, starts_at=NOW + timedelta(days=5))

    with pytest.raises(errors.MeetingsAfterTheEnd):
        actions.end_body(actor=clerk, body=body, on=TODAY + timedelta(days=5), now=NOW)
    with pytest.raises(errors.EndsBeforeItBegins):
        actions.end_body(actor=clerk, body=body, on=body.valid_from, now=NOW)
    body.refresh_from_db()
    assert body.valid_until is None
    ended = actions.end_body(actor=clerk, body=body, on=TODAY + timedelta(days=6), now=LATER)

    assert (ended.exists_on(TODAY + timedelta(days=5)), ended.exists_on(TODAY + timedelta(days=6))) == (True, False)


def test_revised_body_tells_outsiders_only_its_name(clerk):
    body = factories.body()
    facts = {"actor": clerk, "body": body, "remit": "Bildung", "now": LATER}

    quiet = actions.revise_body(name=body.name, submission_days=20, invitation_days=8, **facts)
    told = actions.revise_body(name="Kreistag", submission_days=20, invitation_days=8, **facts)

    assert (quiet.modified_at, told.modified_at, told.remit) == (NOW, LATER, "Bildung")
    with pytest.raises(errors.InvitesBeforeSubmission):
        actions.revise_body(name="Kreistag", submission_days=5, invitation_days=8, **facts)


def test_usual_order_is_lower_saxonys_until_somebody_says_otherwise(clerk):
    paper = factories.paper()
    factories.consultation(paper, factories.meeting(factories.body(BodyKind.COMMITTEE)), ConsultationRole.PRELIMINARY)
    factories.consultation(paper, factories.meeting(factories.body()))
    assert queries.usual_order() == ORDER_TEMPLATE
    assert [step.by_law for step in queries.missing_steps(paper)] == [True]

    actions.set_usual_order(actor=clerk, steps=SHORT, now=NOW)
    actions.set_usual_order(actor=clerk, steps=SHORT, now=LATER)

    assert (queries.usual_order(), queries.missing_steps(paper)) == (SHORT, ())
    with pytest.raises(errors.OrderHasNoDecision):
        actions.set_usual_order(actor=clerk, steps=SHORT[:1], now=NOW)
    with pytest.raises(errors.StepTwice):
        actions.set_usual_order(actor=clerk, steps=(*SHORT, SHORT[1]), now=NOW)


@pytest.mark.parametrize(
    ("steps", "fault"),
    [(ORDER_TEMPLATE, ""), ((), "empty"), (SHORT[::-1], "decision_early"), (SHORT[:1], "no_decision")],
)
def test_order_ends_in_its_one_decision(steps, fault):
    assert template_faults(steps) == fault


def test_body_name_may_change_twice(clerk):
    first = factories.body(BodyKind.COMMITTEE)
    second = replace(clerk, first)
    third = replace(clerk, second, slug="dritter", on=date(2030, 1, 1))

    assert (third.predecessor, [body.pk for body in queries.bodies(date(2031, 1, 1))]) == (second, [third.pk])
