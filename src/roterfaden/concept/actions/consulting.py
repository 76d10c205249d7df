"""People are asked about a frozen version: opening and ending it, saying something, and answering every remark."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed, require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import Audience, RemarkKind, RemarkOutcome, Verb
from roterfaden.concept.methods.consulting import RemarkDoor, code_hash, code_hashes, seen_text, stands_there
from roterfaden.concept.models import (
    Consultation,
    ConsultationGroup,
    Element,
    ElementRevision,
    Node,
    Remark,
    RemarkState,
    Version,
)
from roterfaden.concept.queries import locked_draft
from roterfaden.concept.queries.consulting import fresh_remark_code
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import Moderation
from roterfaden.participation.methods import CURRENT_TEXT, Noted
from roterfaden.participation.models import ActorGroup

SIGNS_KEPT = 300


# --- opening and ending -------------------------------------------------------------------------------------------
def open_consultation(
    *,
    actor: Actor,
    version: Version,
    slug: str,
    title: str,
    introduction: str = "",
    audience: str,
    groups: Sequence[ActorGroup] = (),
    roles: Sequence[Role] = (),
    takes_comments: bool = True,
    takes_proposals: bool = True,
    starts_on: date,
    ends_on: date,
    now: datetime,
) -> Consultation:
    """Ask about a frozen version: everybody, actor groups (each gets a code), or accounts with one of the roles.

    Refuses a version that is still open, days that are over or the wrong way round, and a narrower audience without
    anybody in it. Audited as consultation.opened.
    """
    require(actor, "concept.open_consultation", version)
    if not version.is_frozen:
        raise errors.VersionIsOpen()
    if ends_on < starts_on or ends_on < local_day(now):
        raise errors.WrongDays()
    if (audience == Audience.GROUPS and not groups) or (audience == Audience.ACCOUNTS and not roles):
        raise errors.GroupsMissing()
    with transaction.atomic():
        consultation = Consultation(
            version=version, slug=slug, title=title.strip(), introduction=introduction.strip(), audience=audience,
            takes_comments=takes_comments, takes_proposals=takes_proposals, starts_on=starts_on, ends_on=ends_on,
            opened_by=actor if isinstance(actor, User) else None, opened_at=now,
        )  # fmt: skip
        consultation.full_clean()
        consultation.save()
        asked: list[ConsultationGroup] = []
        if audience == Audience.GROUPS:
            asked = [ConsultationGroup(actor_group=group, code=fresh_remark_code()) for group in groups]
        if audience == Audience.ACCOUNTS:
            asked = [ConsultationGroup(role=role) for role in roles]
        for row in asked:
            row.consultation = consultation
            row.full_clean()
            row.save()
        changes = {"audience": (None, str(audience)), "days": (None, f"{starts_on} – {ends_on}")}
        record(actor=actor, verb=Verb.CONSULTATION_OPENED, subject=consultation, now=now, changes=changes)
    return consultation


def close_consultation(*, actor: Actor, consultation: Consultation, now: datetime) -> Consultation:
    """End a consultation before its last day. Refuses one that is over. Audited as consultation.closed."""
    require(actor, "concept.close_consultation", consultation)
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if locked.is_over(local_day(now)):
            raise errors.ConsultationOver()
        locked.closed_at = now
        locked.full_clean()
        locked.save(update_fields=["closed_at"])
        record(actor=actor, verb=Verb.CONSULTATION_CLOSED, subject=locked, now=now)
    return locked


# --- saying something ---------------------------------------------------------------------------------------------
def add_remark(
    *,
    actor: Actor,
    consultation: Consultation,
    element: Element,
    kind: str,
    text: str = "",
    proposed: str = "",
    passage: tuple[int, int, str] | None = None,
    language: str,
    actor_group: ActorGroup | None = None,
    door: RemarkDoor,
    code: str = "",
    may_publish: bool = False,
    signs: Sequence[Noted] = (),
    now: datetime,
) -> Remark:
    """Say something to an element of the version, or to a passage of it (start, end, the words between).

    Without an account `code` stands for the person; only its checksum is kept. What comes from outside waits for a
    person to read it; in an internal round, and from moderation itself, it counts at once. `door` is that of the
    consultation for this day, with the group whose code was shown. Refuses a consultation that is not open or does not
    ask this person, a kind it does not take, an element or passage the version does not show, empty words, and a
    proposal that changes nothing. Audited as remark.made.
    """
    if not door.is_open or not consultation.is_running(local_day(now)):
        raise errors.ConsultationClosed()
    require(actor, "concept.add_remark", door)
    node = Node.objects.select_related("revision").filter(version=consultation.version_id, element=element).first()
    if node is None:
        raise errors.ElementNotShown()
    seen = seen_text(node.revision.title, node.revision.body)
    _check_words(consultation, kind, text, proposed, passage, seen)
    author = actor if isinstance(actor, User) else None
    is_trusted = consultation.is_internal or allowed(actor, "concept.publish_remark", consultation)
    with transaction.atomic():
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        number = (locked.remarks.aggregate(Max("number"))["number__max"] or 0) + 1
        remark = Remark(
            consultation=consultation, number=number, element=element, revision=node.revision, kind=kind,
            passage_start=passage[0] if passage else None, passage_end=passage[1] if passage else None,
            quote=passage[2] if passage else "", text=text.strip(), language=language, actor_group=actor_group,
            proposed=proposed.strip() if kind == RemarkKind.PROPOSAL else "",
            code_hash="" if author else code_hash(code), made_by=author,
            made_as=actor.acting_role, made_at=now, may_publish=may_publish and not consultation.is_internal,
            consent_version=CURRENT_TEXT if may_publish else "",
            signs=", ".join(f"{each.sign.label} {each.detail}".strip() for each in signs)[:SIGNS_KEPT],
            moderation=Moderation.PUBLISHED if is_trusted else Moderation.PENDING,
        )  # fmt: skip
        remark.full_clean()
        remark.save()
        record(actor=actor, verb=Verb.REMARK_MADE, subject=remark, now=now)
    return remark


def _check_words(
    consultation: Consultation, kind: str, text: str, proposed: str, passage: tuple[int, int, str] | None, seen: str
) -> None:
    if kind not in consultation.kinds:
        raise errors.KindNotTaken()
    if passage is not None and not stands_there(seen, *passage):
        raise errors.PassageNotThere()
    if kind == RemarkKind.COMMENT and not text.strip():
        raise errors.NothingSaid()
    about = passage[2] if passage else seen
    if kind == RemarkKind.PROPOSAL and proposed.split() in ([], about.split()):
        raise errors.ProposalMissing()


def withdraw_remark(*, actor: Actor, remark: Remark, code: str = "", now: datetime) -> Remark:
    """Take back what one wrote: the words are erased, number and place stay. Possible at any time.

    Refuses another code or account than the one it was written with, and doing it twice. Audited as remark.withdrawn.
    """
    require(actor, "concept.withdraw_remark", remark)
    with transaction.atomic():
        locked = _locked(remark)
        is_own = locked.made_by_id == actor.pk if isinstance(actor, User) else locked.code_hash in code_hashes(code)
        if not is_own:
            raise errors.NotYourRemark()
        if locked.withdrawn_at is not None:
            raise errors.RemarkWithdrawn()
        locked.text, locked.proposed, locked.withdrawn_at = "", "", now
        locked.full_clean()
        locked.save(update_fields=["text", "proposed", "withdrawn_at"])
        scrub_on_commit()
        record(actor=actor, verb=Verb.REMARK_WITHDRAWN, subject=locked, now=now)
    return locked


def _locked(remark: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",)).select_related("consultation__version__concept__process")
    return rows.get(pk=remark.pk)


# --- moderation ---------------------------------------------------------------------------------------------------
def publish_remark(*, actor: Actor, remark: Remark, now: datetime) -> Remark:
    """Let a remark count and, where its author agreed, let everybody read it. Refuses one that was taken back, or that
    counts already. Audited as remark.published."""
    require(actor, "concept.publish_remark", remark)
    return _moderate(actor, remark, Moderation.PUBLISHED, "", Verb.REMARK_PUBLISHED, now)


def withhold_remark(*, actor: Actor, remark: Remark, reason: str, now: datetime) -> Remark:
    """Neither show nor answer a remark, for a reason its author can read with the code.

    Refuses an empty reason, one that was taken back, and one that is withheld. Audited as remark.withheld.
    """
    require(actor, "concept.withhold_remark", remark)
    if not reason.strip():
        raise errors.ReasonMissing()
    return _moderate(actor, remark, Moderation.WITHHELD, reason.strip(), Verb.REMARK_WITHHELD, now)


def _moderate(actor: Actor, remark: Remark, moderation: Moderation, reason: str, verb: Verb, now: datetime) -> Remark:
    with transaction.atomic():
        locked = _locked(remark)
        if locked.withdrawn_at is not None:
            raise errors.RemarkWithdrawn()
        if locked.moderation == moderation:
            raise errors.RemarkDecided()
        before, locked.moderation, locked.moderation_reason = locked.moderation, moderation, reason
        locked.full_clean()
        locked.save(update_fields=["moderation", "moderation_reason"])
        changes = {"moderation": (str(before), str(moderation))}
        record(actor=actor, verb=verb, subject=locked, now=now, changes=changes, reason=reason)
    return locked


# --- answering ----------------------------------------------------------------------------------------------------
def answer_remarks(
    *,
    actor: Actor,
    remarks: Sequence[Remark],
    outcome: str,
    reason: str,
    element: Element | None = None,
    revision: ElementRevision | None = None,
    version: Version | None = None,
    now: datetime,
) -> list[RemarkState]:
    """Say what became of one remark, or of several at once: each gets the answer as its own. All or none.

    It counts in the next version that is frozen, or in `version`, a later frozen one. What was worked in names the
    wording it stands in: `revision`, or by default the newest wording at `element` or at the remark's own place. An
    answer before is superseded. Refuses an empty reason, no remarks, remarks of several concepts, withheld ones and
    ones taken back, an older version, and a wording that is not newer than the one that was seen.
    Audited as remark.answered, once for each.
    """
    if not remarks:
        raise errors.NoRemarks()
    for remark in remarks:
        require(actor, "concept.answer_remarks", remark)
    if not reason.strip():
        raise errors.ReasonMissing()
    concept = remarks[0].consultation.version.concept
    if any(remark.consultation.version.concept_id != concept.pk for remark in remarks):
        raise errors.OtherConsultation()
    with transaction.atomic():
        draft = locked_draft(concept)
        made = []
        for remark in remarks:
            locked = _locked(remark)
            _check_answer(locked, version)
            state = _answer(actor, locked, outcome, reason.strip(), element, revision, version or draft, now)
            changes = {"outcome": (None, str(outcome))}
            record(actor=actor, verb=Verb.REMARK_ANSWERED, subject=state, now=now, changes=changes, reason=reason)
            made.append(state)
    return made


def _check_answer(remark: Remark, version: Version | None) -> None:
    if remark.withdrawn_at is not None:
        raise errors.RemarkWithdrawn()
    if remark.is_withheld:
        raise errors.RemarkIsWithheld(number=remark.number)
    seen = remark.consultation.version
    if version is not None and (version.concept_id != seen.concept_id or version.number <= seen.number):
        raise errors.VersionIsOlder()


def _answer(
    actor: Actor,
    remark: Remark,
    outcome: str,
    reason: str,
    element: Element | None,
    revision: ElementRevision | None,
    version: Version,
    now: datetime,
) -> RemarkState:
    place = element or (revision.element if revision else remark.element)
    is_worked_in = outcome in (RemarkOutcome.WORKED_IN, RemarkOutcome.PARTLY)
    taken_up = _wording(remark, place, revision, version) if is_worked_in else None
    before = RemarkState.objects.current().filter(remark=remark).first()
    if before is not None:
        before.superseded_at = now
        before.save(update_fields=["superseded_at"])
    state = RemarkState(
        remark=remark, version=version, outcome=outcome, reason=reason, element=place, revision=taken_up,
        supersedes=before, **signed(actor, now),
    )  # fmt: skip
    state.full_clean()
    state.save()
    return state


def _wording(remark: Remark, place: Element, named: ElementRevision | None, version: Version) -> ElementRevision:
    """The wording a remark was worked into: it stands in the version, and is not the one that was seen."""
    node = Node.objects.select_related("revision").filter(version=version, element=place).first()
    if node is None:
        raise errors.NotInDraft()
    revision = named or node.revision
    is_newer = revision.element_id != remark.element_id or revision.number > remark.revision.number
    if revision.element_id != place.pk or not is_newer or revision.number > node.revision.number:
        raise errors.NewWordingMissing()
    return revision
