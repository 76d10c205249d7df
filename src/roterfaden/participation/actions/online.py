"""Taking part online: which field a question belongs to, support for voices, comments on them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed, require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.enums import CommentRule, EventKind, Moderation, Verb
from roterfaden.participation.methods import Noted, fresh_codes, signs_of_text
from roterfaden.participation.models import (
    Comment,
    Contribution,
    Event,
    OnlineRules,
    Process,
    QuestionField,
    ReceiptCode,
    Support,
    Suspicion,
)
from roterfaden.participation.queries import code_by, comment_rule, earlier_texts, online_door
from roterfaden.topics.models import FieldOfAction


def set_question_fields(
    *, actor: Actor, event: Event, fields: Mapping[int, FieldOfAction | None], now: datetime
) -> list[QuestionField]:
    """Say to which field of action each question (from 1) of an online event belongs; None: to no single one.

    Refuses another kind of event and other numbers than those of its questions. Audited as event.question_fields_set.
    """
    require(actor, "participation.set_question_fields", event)
    if event.kind != EventKind.ONLINE or set(fields) != set(range(1, len(event.questions) + 1)):
        raise errors.NoSuchQuestionHere()
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        before = dict(event.question_fields.order_by("question").values_list("question", "field__slug"))
        event.question_fields.all().delete()
        made = QuestionField.objects.bulk_create(
            QuestionField(event=event, question=question, field=field)
            for question, field in sorted(fields.items())
            if field is not None
        )
        after = {row.question: row.field.slug for row in made}
        changes = {"question_fields": (before, after)}
        record(actor=actor, verb=Verb.QUESTION_FIELDS_SET, subject=event, now=now, changes=changes)
    return made


def set_comment_rule(*, actor: Actor, process: Process, rule: str, now: datetime) -> OnlineRules:
    """Say how comments are treated in a process. Audited as process.comment_rule_set."""
    require(actor, "participation.set_comment_rule", process)
    with transaction.atomic():
        rules, _made = OnlineRules.objects.select_for_update().get_or_create(process=process)
        before, rules.comments = rules.comments, CommentRule(rule)
        rules.full_clean()
        rules.save()
        changes = {"comments": (str(before), str(rules.comments))}
        record(actor=actor, verb=Verb.COMMENT_RULE_SET, subject=rules, now=now, changes=changes)
    return rules


# --- support --------------------------------------------------------------------------------------------------------
def support_contribution(*, actor: Actor, contribution: Contribution, typed_code: str = "", now: datetime) -> Support:
    """Support a voice: with an account, or as a participant with a code (`.code`; without one a new one is issued).

    Refuses when no online event runs, a voice that is not shown, one's own voice, and a second support with the same
    code or account. Audited as support.given.
    """
    door = online_door(contribution.process, now)
    if not door.is_open:
        raise errors.OnlineClosed()
    require(actor, "participation.support_contribution", door)
    if not Contribution.objects.published().filter(pk=contribution.pk).exists():
        raise errors.NotShown()
    try:
        with transaction.atomic():
            code = _code(actor, contribution.process, typed_code, now)
            if code is not None and code.contribution_id == contribution.pk:
                raise errors.OwnVoice()
            support = Support(contribution=contribution, code=code, **signed(actor, now))
            support.save(force_insert=True)
            record(actor=actor, verb=Verb.SUPPORT_GIVEN, subject=support, now=now)
    except IntegrityError:
        raise errors.AlreadySupported() from None
    return support


def withdraw_support(*, actor: Actor, contribution: Contribution, typed_code: str = "", now: datetime) -> Support:
    """Take back one's support; the row is superseded and kept. Possible at any time.

    Refuses when there is none with this code or account. Audited as support.withdrawn.
    """
    require(actor, "participation.withdraw_support", contribution)
    with transaction.atomic():
        mine: QuerySet[Support] = Support.objects.current().filter(contribution=contribution).select_for_update()
        if isinstance(actor, User):
            support = mine.filter(made_by=actor).first()
        else:
            support = mine.filter(code=code_by(contribution.process, typed_code)).first()
        if support is None:
            raise errors.NotSupported()
        support.superseded_at = now
        support.save(update_fields=["superseded_at"])
        record(actor=actor, verb=Verb.SUPPORT_WITHDRAWN, subject=support, now=now)
    return support


# --- comments -----------------------------------------------------------------------------------------------------
def add_comment(
    *,
    actor: Actor,
    contribution: Contribution,
    text: str,
    language: str,
    parent: Comment | None = None,
    typed_code: str = "",
    signs: Sequence[Noted] = (),
    now: datetime,
) -> Comment:
    """Answer a voice, or a comment on it (`parent`), with an account or as a participant with a code (`.code`; without
    one a new one is issued).

    It is shown at once when moderation writes, or when the process says so and nothing is suspicious (`signs`, and what
    came shortly before); otherwise it waits for a person. Refuses when no online event runs, when the process takes no
    comments, empty text, and an answer to something that is not shown. Audited as comment.written.
    """
    door = online_door(contribution.process, now)
    if not door.is_open:
        raise errors.OnlineClosed()
    require(actor, "participation.add_comment", door)
    rule = comment_rule(contribution.process_id)
    _check_comment(contribution, parent, text, rule)
    found = () if isinstance(actor, User) else (*signs, *_signs_of(contribution.process_id, text, language, now))
    is_trusted = allowed(actor, "participation.publish_comment", contribution)
    is_shown = is_trusted or (rule == CommentRule.SHOWN_AT_ONCE and not found)
    with transaction.atomic():
        comment = Comment(
            contribution=contribution, text=text.strip(), language=language, made_at=now, made_as=actor.acting_role,
            made_by=actor if isinstance(actor, User) else None,
            code=_code(actor, contribution.process, typed_code, now),
            moderation=Moderation.PUBLISHED if is_shown else Moderation.PENDING,
            **_place_below(parent),
        )  # fmt: skip
        comment.full_clean()
        comment.save(force_insert=True)
        Suspicion.objects.bulk_create(
            Suspicion(comment=comment, sign=each.sign, detail=each.detail, noted_at=now) for each in found
        )
        record(actor=actor, verb=Verb.COMMENT_WRITTEN, subject=comment, now=now)
    return comment


def _check_comment(contribution: Contribution, parent: Comment | None, text: str, rule: CommentRule) -> None:
    if rule == CommentRule.CLOSED:
        raise errors.CommentsClosed()
    if not Contribution.objects.published().filter(pk=contribution.pk).exists():
        raise errors.NotShown()
    if parent is not None and not (parent.contribution_id == contribution.pk and parent.is_shown):
        raise errors.NotShown()
    if not text.strip():
        raise errors.EmptyComment()


def _place_below(parent: Comment | None) -> dict[str, Any]:
    """Where an answer stands; down at the deepest level beside what it answers."""
    if parent is None:
        return {"parent": None, "root": None, "level": 1}
    above = parent.parent if parent.level >= Comment.DEEPEST and parent.parent is not None else parent
    return {"parent": above, "root": above.root or above, "level": above.level + 1}


def _signs_of(process_id: int, text: str, language: str, now: datetime) -> tuple[Noted, ...]:
    return signs_of_text(text, language, earlier_texts(process_id, now))


def withdraw_comment(*, actor: Actor, comment: Comment, typed_code: str = "", now: datetime) -> Comment:
    """Take back what one wrote: the words are erased, the place in the conversation stays. Possible at any time.

    Refuses another code or account than the one it was written with. Audited as comment.withdrawn.
    """
    require(actor, "participation.withdraw_comment", comment)
    with transaction.atomic():
        locked = Comment.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=comment.pk)
        if isinstance(actor, User):
            is_own = locked.made_by_id == actor.pk
        else:
            is_own = locked.code_id == code_by(locked.contribution.process, typed_code).pk
        if not is_own or locked.withdrawn_at is not None:
            raise errors.NotYourComment()
        locked.text, locked.withdrawn_at = "", now
        locked.full_clean()
        locked.save(update_fields=["text", "withdrawn_at"])
        record(actor=actor, verb=Verb.COMMENT_WITHDRAWN, subject=locked, now=now)
    return locked


# --- codes --------------------------------------------------------------------------------------------------------
def _code(actor: Actor, process: Process, typed: str, now: datetime) -> ReceiptCode | None:
    """The code of a participant, or a new one; none for somebody who is signed in."""
    if isinstance(actor, User):
        return None
    if typed:
        return code_by(process, typed)
    fresh = fresh_codes(
        1, lambda drawn: ReceiptCode.objects.filter(code__in=list(drawn)).values_list("code", flat=True)
    )
    return ReceiptCode.objects.create(code=fresh[0], process=process, issued_at=now)
