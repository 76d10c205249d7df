"""The deletion run: only what is due goes, in batches, and the protocol is right wherever it stops."""

from datetime import timedelta

import pytest

from roterfaden.advice import actions, tasks
from roterfaden.advice.enums import ConsentManner
from roterfaden.advice.models import Case, CaseNote, Consultation, DeletionRun
from roterfaden.advice.queries import kept_models, kept_rows
from roterfaden.audit.models import Event
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.actors import System
from roterfaden.kernel.keeping import DeletionState
from tests import factories
from tests.factories import NOW, TODAY
from tests.jobs import run_jobs

KEEPER = System("advice")


@pytest.fixture
def talks(counsellor):
    """Seven talks that are due and two that are not."""
    topic = factories.field()
    days = [TODAY - timedelta(days=number) for number in range(7)] + [TODAY + timedelta(days=1)] * 2
    made = [
        Consultation.objects.create(
            counsellor=counsellor, held_on=TODAY, language="ar", duration_minutes=20, recorded_at=NOW, purpose="proof",
            delete_on=day,
        )
        for day in days
    ]  # fmt: skip
    for talk in made:
        talk.topics.add(topic)
    return made


def test_what_is_due_goes_and_the_rest_stays(talks):
    run = tasks.run_deletion(KEEPER, NOW)

    assert list(Consultation.objects.order_by("pk")) == talks[7:]
    assert (run.state, run.due, run.deleted) == (DeletionState.DONE, {"consultation": 7}, {"consultation": 7})
    ended = Event.objects.get(verb="advice.deletion_ended")
    assert ended.changes == {"deleted": [{}, {"consultation": 7}]}
    assert tasks.run_deletion(KEEPER, NOW) is None


def test_run_that_was_cut_off_goes_on_and_the_protocol_is_right(talks):
    """A machine that stops between two batches has written both the rows and their number, or neither."""
    run = actions.begin_deletion(actor=KEEPER, now=NOW)
    actions.delete_batch(actor=KEEPER, run=run, size=3, now=NOW)
    del run

    later = NOW + timedelta(days=2)
    tasks.run_deletion(KEEPER, later)

    (kept,) = DeletionRun.objects.all()
    assert (kept.deleted, kept.batches, kept.on) == ({"consultation": 7}, 2, TODAY)
    assert Consultation.objects.count() == 2
    assert tasks.run_deletion(KEEPER, later).deleted == {"consultation": 2}


def test_batch_that_fails_leaves_rows_and_protocol_as_they_were(talks, monkeypatch):
    run = actions.begin_deletion(actor=KEEPER, now=NOW)

    def forget_and_fail(keys):
        Consultation.objects.filter(pk__in=keys).delete()
        raise ConnectionError

    monkeypatch.setattr(Consultation, "forget", forget_and_fail)
    with pytest.raises(ConnectionError):
        actions.delete_batch(actor=KEEPER, run=run, size=3, now=NOW)

    assert Consultation.objects.count() == 9
    assert DeletionRun.objects.get().deleted == {}


def test_case_goes_with_its_words_and_its_talks_stay_without_it(counsellor):
    case = actions.open_case(actor=counsellor, language="ar", now=NOW)
    actions.record_consent(actor=counsellor, case=case, manner=ConsentManner.SPOKEN, given_on=TODAY, now=NOW)
    actions.record_consultation(
        actor=counsellor, case=case, held_on=TODAY, language="ar", topics=[factories.field()], duration_minutes=20,
        note="Kurz.", now=NOW,
    )  # fmt: skip
    case.refresh_from_db()

    tasks.run_deletion(KEEPER, NOW + timedelta(days=300))
    assert Case.objects.exists()
    tasks.run_deletion(KEEPER, NOW + (case.delete_on - TODAY))
    assert (Case.objects.count(), CaseNote.objects.count()) == (0, 0)
    assert Consultation.objects.get().case is None


def test_job_on_demand_says_how_many(talks, administrator):
    job = start_job(actor=administrator, kind="advice.delete", title="Löschlauf", arguments={}, now=NOW)

    run_jobs()

    job.refresh_from_db()
    assert job.result == {"deleted": 9, "batches": 1}  # today is long after the days of this test


def test_every_kind_has_purpose_and_day(talks):
    rows = {row.name: (row.held, row.due) for row in kept_rows(on=TODAY)}

    assert rows["consultation"] == (9, 7)
    assert {"case", "consultation", "caserequest", "emergencyaccess"} <= set(rows)
    assert all(model._meta.app_label == "advice" for model in kept_models())
