"""What the public may read: papers and sittings, published and taken back."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.council import errors
from roterfaden.council.actions.touching import Touching
from roterfaden.council.enums import Verb
from roterfaden.council.models import Annex, Consultation, Meeting, Paper
from roterfaden.kernel.actors import Actor


def publish_paper(*, actor: Actor, paper: Paper, now: datetime) -> Paper:
    """Let everybody read a paper, its public annexes, and its steps in public meetings.

    Refuses a second time (PublicAlready) and a draft (StillADraft). Audited as paper.published.
    """
    require(actor, "council.publish_paper", paper)
    with transaction.atomic():
        locked = Paper.objects.select_for_update().get(pk=paper.pk)
        if locked.is_draft:
            raise errors.StillADraft()
        Touching.turn(locked, now, is_public=True)
        shown = Consultation.objects.public().filter(paper=locked)
        Touching.show(shown, now)
        Touching.show(Annex.objects.public().filter(paper=locked), now)
        Touching.touch(now, meetings=shown.values_list("meeting_id", flat=True))
        record(actor=actor, verb=Verb.PAPER_PUBLISHED, subject=locked, now=now, changes={"is_public": (False, True)})
    return locked


def withdraw_paper(*, actor: Actor, paper: Paper, now: datetime) -> Paper:
    """Take a paper, its annexes, its steps and what was resolved about it away from the public; the records stay.

    Refuses a second time (PrivateAlready). Audited as paper.withdrawn.
    """
    require(actor, "council.withdraw_paper", paper)
    with transaction.atomic():
        locked = Paper.objects.select_for_update().get(pk=paper.pk)
        shown = list(Consultation.objects.public().filter(paper=locked).values_list("pk", "meeting_id"))
        Annex.objects.public().filter(paper=locked).update(modified_at=now)
        Touching.turn(locked, now, is_public=False)
        Touching.touch(now, [pk for pk, _meeting in shown], meetings=[meeting for _pk, meeting in shown])
        record(actor=actor, verb=Verb.PAPER_WITHDRAWN, subject=locked, now=now, changes={"is_public": (True, False)})
    return locked


def publish_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Make a sitting public, with what it consults about public papers.

    Refuses a second time (PublicAlready) and a body that meets in private (BodyMeetsInPrivate). Audited as
    meeting.published.
    """
    require(actor, "council.publish_meeting", meeting)
    if not meeting.body.is_public:
        raise errors.BodyMeetsInPrivate()
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        Touching.turn(locked, now, is_public=True)
        shown = Consultation.objects.public().filter(meeting=locked)
        Touching.show(shown, now)
        Touching.touch(now, papers=shown.values_list("paper_id", flat=True))
        record(actor=actor, verb=Verb.MEETING_PUBLISHED, subject=locked, now=now, changes={"is_public": (False, True)})
    return locked


def withdraw_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Make a sitting non-public; its agenda and what it resolved disappear from public view.

    Refuses a second time (PrivateAlready). Audited as meeting.withdrawn.
    """
    require(actor, "council.withdraw_meeting", meeting)
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        shown = list(Consultation.objects.public().filter(meeting=locked).values_list("pk", "paper_id"))
        Touching.turn(locked, now, is_public=False)
        Touching.touch(now, [pk for pk, _paper in shown], papers=[paper for _pk, paper in shown])
        record(actor=actor, verb=Verb.MEETING_WITHDRAWN, subject=locked, now=now, changes={"is_public": (True, False)})
    return locked


def publish_annex(*, actor: Actor, annex: Annex, now: datetime) -> Annex:
    """Let everybody read an annex, as soon as its paper is public.

    Refuses a second time (PublicAlready) and a version residents cannot read (VersionNotReadable). Audited as
    annex.published.
    """
    require(actor, "council.publish_annex", annex)
    return _turn_annex(actor, annex, now, is_public=True)


def withdraw_annex(*, actor: Actor, annex: Annex, now: datetime) -> Annex:
    """Take an annex away from the public; it stays with the paper.

    Refuses a second time (PrivateAlready). Audited as annex.withdrawn.
    """
    require(actor, "council.withdraw_annex", annex)
    return _turn_annex(actor, annex, now, is_public=False)


def _turn_annex(actor: Actor, annex: Annex, now: datetime, *, is_public: bool) -> Annex:
    with transaction.atomic():
        paper = Paper.objects.select_for_update().get(pk=annex.paper_id)
        locked = Annex.objects.select_for_update().get(pk=annex.pk)
        if locked.is_public == is_public:
            raise errors.PublicAlready() if is_public else errors.PrivateAlready()
        if is_public:
            Touching.check_readable(locked.version, locked.before)
        locked.is_public = is_public
        if paper.is_public:  # otherwise nobody outside notices
            locked.modified_at = now
            locked.published_at = locked.published_at or now
        locked.full_clean()
        locked.save(update_fields=["is_public", "modified_at", "published_at"])
        Touching.touch(now, papers=[paper.pk])
        verb = Verb.ANNEX_PUBLISHED if is_public else Verb.ANNEX_WITHDRAWN
        record(actor=actor, verb=verb, subject=locked, now=now, changes={"is_public": (not is_public, is_public)})
    return locked
