"""Papers on their way to the bodies: drafts, sign-offs, annexes, deadlines."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from roterfaden.audit.models import Event
from roterfaden.council import actions, errors, queries
from roterfaden.council.actions import PaperContent
from roterfaden.council.enums import AnnexKind, PaperKind, Verb
from roterfaden.council.methods import deadlines
from roterfaden.council.models import Annex, SignOff
from roterfaden.files.queries import content
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.workdays import working_days_before, working_days_between
from tests import factories
from tests.factories import NOW, TODAY

LATER = NOW + timedelta(days=10)


def words(**values):
    return PaperContent(**{"kind": PaperKind.DECISION, "title": "Kurse", "proposal": "Es gibt mehr Kurse."} | values)


# --- deadlines ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 6, 10), 1, date(2026, 6, 9)),
        (date(2026, 6, 15), 1, date(2026, 6, 12)),  # a Monday: the Friday before
        (date(2026, 4, 8), 2, date(2026, 4, 2)),  # Easter: Good Friday and Easter Monday do not count
        (date(2027, 1, 4), 1, date(2026, 12, 31)),
        (date(2026, 6, 10), 0, date(2026, 6, 10)),
    ],
)
def test_working_days_count_backwards_over_weekends_and_holidays(day, count, found):
    assert working_days_before(day, count) == found
    assert working_days_between(found, day) == count


def test_deadlines_before_a_sitting():
    found = deadlines(date(2026, 6, 24), submission_days=10, invitation_days=5)

    assert (found.submit_by, found.invite_by) == (date(2026, 6, 10), date(2026, 6, 17))
    assert (found.is_late(None, date(2026, 6, 11)), found.is_late(date(2026, 6, 10), date(2026, 6, 20))) == (
        True,
        False,
    )
    assert (found.is_soon(date(2026, 6, 3)), found.is_soon(date(2026, 6, 2))) == (True, False)


# --- drafts and sign-offs -------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_draft_is_changed_signed_and_handed_in(planner):
    row = actions.draft_paper(actor=planner, reference="2026/1", content=words(), now=NOW)
    signoff = actions.ask_signoff(actor=planner, paper=row, unit=factories.unit(), now=NOW)
    with pytest.raises(errors.AskedAlready):
        actions.ask_signoff(actor=planner, paper=row, unit=signoff.unit, now=NOW)
    signed = actions.record_signoff(
        actor=planner, signoff=signoff, agrees=True, signed_on=TODAY, note="Mit Kämmerei geklärt.", now=NOW
    )

    changed = words(proposal="Es gibt doppelt so viele Kurse.")
    row = actions.revise_paper(actor=planner, paper=row, reference="2026/1", content=changed, now=LATER)

    signed.refresh_from_db()
    (again,) = SignOff.objects.current()
    assert (signed.superseded_at, again.unit, again.agrees) == (LATER, signed.unit, None)
    with pytest.raises(errors.SignOffsOpen, match="Fachdienst Jugend"):
        actions.hand_in_paper(actor=planner, paper=row, submitted_on=TODAY, is_public=True, now=LATER)
    row = actions.hand_in_paper(
        actor=planner, paper=row, submitted_on=TODAY, is_public=True, because="Eilbedürftig.", now=LATER
    )
    assert (row.is_draft, row.is_public, row.published_at) == (False, True, LATER)
    event = Event.objects.order_by("-number").first()
    assert (event.verb, event.reason, row.overridden_because) == (
        Verb.PAPER_SUBMITTED,
        "Eilbedürftig.",
        "Eilbedürftig.",
    )
    for change in (
        lambda: actions.revise_paper(actor=planner, paper=row, reference="x", content=changed, now=LATER),
        lambda: actions.ask_signoff(actor=planner, paper=row, unit=factories.unit(), now=LATER),
    ):
        with pytest.raises((errors.NotADraft, NotAllowed)):
            change()


@pytest.mark.django_db
def test_refusal_of_a_unit_needs_a_note_and_can_be_followed_by_a_signature(clerk):
    signoff = factories.signoff(factories.draft())

    def say(row, agrees, **values):
        return actions.record_signoff(actor=clerk, signoff=row, agrees=agrees, now=NOW, **{"signed_on": TODAY} | values)

    with pytest.raises(errors.RefusalWithoutNote):
        say(signoff, False)
    with pytest.raises(errors.SignedInFuture):
        say(signoff, True, signed_on=TODAY + timedelta(days=1))
    refused = say(signoff, False, note="Die Räume fehlen.")
    assert SignOff.objects.open().exists()
    signed = say(refused, True)

    assert [row.note for row in queries.signoffs_of(signed.paper)] == ["", "Die Räume fehlen."]
    assert not SignOff.objects.open().exists()
    with pytest.raises(errors.SignedAlready):
        say(signed, False, note="Doch nicht.")


@pytest.mark.django_db
def test_dropped_unit_no_longer_stops_the_paper(clerk):
    signoff = factories.signoff(factories.draft())

    actions.drop_signoff(actor=clerk, signoff=signoff, now=NOW)

    assert (
        actions.hand_in_paper(
            actor=clerk, paper=signoff.paper, submitted_on=TODAY, is_public=False, now=NOW
        ).submitted_on
        == TODAY
    )


@pytest.mark.django_db
def test_answer_belongs_to_a_question(clerk):
    question = factories.paper(kind=PaperKind.QUESTION)
    for wrong in (None, factories.paper()):
        with pytest.raises(errors.QuestionMissing):
            actions.draft_paper(
                actor=clerk, reference="2026/2", content=words(kind=PaperKind.ANSWER, refers_to=wrong), now=NOW
            )

    row = actions.draft_paper(
        actor=clerk, reference="2026/2", content=words(kind=PaperKind.ANSWER, refers_to=question), now=NOW
    )

    assert [answer.pk for answer in queries.paper_page(question).answers] == [row.pk]
    assert queries.paper_page(question, public=True).answers == ()


@pytest.mark.django_db
def test_draft_is_for_planners_and_clerks_and_nothing_is_resolved_about_it(clerk, coordinator):
    with pytest.raises(NotAllowed):
        actions.draft_paper(actor=coordinator, reference="2026/3", content=words(), now=NOW)
    row = factories.draft()
    step = factories.consultation(row, factories.meeting(factories.body()))
    with pytest.raises(errors.StillADraft):
        actions.record_resolution(
            actor=clerk, consultation=step, result="adopted", text="Ja.", decided_on=TODAY, now=NOW
        )
    with pytest.raises(errors.StillADraft):
        actions.publish_paper(actor=clerk, paper=row, now=NOW)
    with pytest.raises(errors.MeetingBeforeSubmission):
        actions.hand_in_paper(actor=clerk, paper=row, submitted_on=TODAY + timedelta(days=1), is_public=True, now=LATER)
    assert not queries.waiting_for_result(TODAY).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("n", [1, 3])
def test_drafts_are_listed_by_deadline_with_few_queries(query_count, n):
    for number in range(n):
        row = factories.draft()
        factories.signoff(row)
        meeting = factories.meeting(factories.body(), starts_at=NOW + timedelta(days=30 - number))
        factories.consultation(row, meeting)
    factories.draft()

    assert query_count(queries.drafts) == 3
    found = queries.drafts()
    assert [row.submit_by for row in found] == [*sorted(row.submit_by for row in found[:-1]), None]
    assert {row.unsigned for row in found[:-1]} == {1}


# --- annexes --------------------------------------------------------------------------------------------------------
def attach(actor, paper, **values):
    facts = {"kind": AnnexKind.FILE, "title": "Kosten", "upload": ContentFile(b"Kosten\n", name="kosten.txt")}
    return actions.add_annex(actor=actor, paper=paper, now=LATER, **facts | values)


@pytest.mark.django_db
def test_annex_keeps_its_bytes_and_the_database_refuses_changes(clerk):
    first, second = (attach(clerk, factories.paper(), title=title) for title in ("Kosten", "Wege"))

    assert (content(first.file), first.published_at, second.position) == (b"Kosten\n", LATER, 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Annex.objects.update(title="anders")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Annex.objects.filter(pk=first.pk).delete()


@pytest.mark.django_db
def test_annex_of_a_version_is_of_a_frozen_and_readable_one(clerk):
    concept = factories.concept()
    factories.element(concept)
    paper = factories.paper(factories.frozen_version(concept))
    with pytest.raises(errors.VersionNotFrozen):
        attach(clerk, paper, kind=AnnexKind.VERSION, version=concept.versions.get(frozen_at=None))
    working = factories.frozen_version(concept, "draft")
    with pytest.raises(errors.VersionNotReadable):
        attach(clerk, paper, kind=AnnexKind.VERSION, version=working)
    kept = attach(clerk, paper, kind=AnnexKind.VERSION, version=working, is_public=False)

    with pytest.raises(errors.VersionNotReadable):
        actions.publish_annex(actor=clerk, annex=kept, now=LATER)


@pytest.mark.django_db
def test_annex_turns_public_and_back_and_tells_outsiders_only_then(clerk):
    paper = factories.paper()
    annex = attach(clerk, paper, is_public=False)
    paper.refresh_from_db()
    assert (annex.published_at, paper.modified_at, list(queries.annexes_of(paper, public=True))) == (None, NOW, [])

    shown = actions.publish_annex(actor=clerk, annex=annex, now=LATER)
    with pytest.raises(errors.PublicAlready):
        actions.publish_annex(actor=clerk, annex=annex, now=LATER)
    paper.refresh_from_db()
    assert (shown.published_at, paper.modified_at) == (LATER, LATER)
    hidden = actions.withdraw_annex(actor=clerk, annex=annex, now=LATER + timedelta(days=1))
    assert (hidden.published_at, Annex.objects.public().exists()) == (LATER, False)
