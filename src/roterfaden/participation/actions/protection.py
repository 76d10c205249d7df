"""Leaving out passages of what somebody said while the original is sealed, and opening it for a reason (ADR 21)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.contact import inform_author
from roterfaden.participation.actions.keeping import Words
from roterfaden.participation.enums import PassageKind, SealKind, Verb
from roterfaden.participation.methods import find_passages, merge, notes
from roterfaden.participation.models import Contribution, Translation
from roterfaden.participation.queries import Holder, for_update

Passages = Mapping[str, Sequence[str]]
"""Passages in translations, by the code of the language."""


def seal_passages(
    *,
    actor: Actor,
    contribution: Contribution,
    kind: str,
    passages: Sequence[str],
    in_translations: Passages | None = None,
    untouched: Collection[str] = (),
    reason: str = "",
    now: datetime,
) -> Contribution:
    """Leave out `passages` of a voice for everybody, wherever they stand in it; the original is sealed.

    `in_translations` names the passages of each translation, `untouched` the languages in which nothing has to be left
    out: every translation needs one or the other. Photo, draft reading and search terms of the voice lose the words
    too. Passages left out before stay left out. Refuses words that do not stand there, a reason that repeats them,
    "another reason" without one, and a withdrawn voice. Audited as contribution.passages_sealed, with counts only.
    """
    require(actor, "participation.seal_passages", contribution)
    wanted: dict[str, list[str]] = {"": _tidy(passages)}
    wanted |= {language: _tidy(found) for language, found in (in_translations or {}).items()}
    if not any(wanted.values()):
        raise errors.NothingToSeal()
    _check_reason(kind, reason, [passage for found in wanted.values() for passage in found])
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.is_withdrawn:
            raise errors.VoiceWithdrawn()
        words, before = Words(locked, actor=actor, now=now), locked.omitted
        for holder in words.holders:
            language = holder.language if isinstance(holder, Translation) else ""
            if language and not wanted.get(language) and language not in untouched:
                raise errors.TranslationNotLookedAt(language=str(holder.get_language_display()))
            if wanted.get(language):
                _leave_out(words, holder, wanted[language], kind, reason.strip())
        words.finish()
        record(
            actor=actor, verb=Verb.PASSAGES_SEALED, subject=locked, now=now, reason=reason.strip() or _label(kind),
            changes={"omitted": (before, locked.omitted)},
        )  # fmt: skip
        inform_author(
            actor=actor, contribution=locked, said=notes.passages_sealed,
            once=f"passages:{locked.pk}:{now.isoformat()}", now=now,
        )  # fmt: skip
    return locked


def show_passages(*, actor: Actor, contribution: Contribution, reason: str, now: datetime) -> Contribution:
    """Show a voice and its translations in full again, because leaving words out was a mistake.

    Refuses an empty reason, a voice of which nothing is left out, one that was withdrawn, and an original that has been
    erased. Audited as contribution.passages_shown.
    """
    require(actor, "participation.show_passages", contribution)
    if not reason.strip():
        raise errors.SealReasonMissing()
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.is_withdrawn:
            raise errors.VoiceWithdrawn()
        words, before = Words(locked, actor=actor, now=now), locked.omitted
        if not words.seals:
            raise errors.NothingSealed()
        for holder in words.holders:
            words.show(holder)
        words.finish()
        record(
            actor=actor, verb=Verb.PASSAGES_SHOWN, subject=locked, now=now, reason=reason.strip(),
            changes={"omitted": (before, locked.omitted)},
        )  # fmt: skip
    return locked


def open_original(*, actor: Actor, contribution: Contribution, reason: str, now: datetime) -> dict[str, str]:
    """The original words of a voice and its translations, by language, for one look.

    Refuses an empty reason, a voice of which nothing is sealed, and an original that has been erased. Each opening is
    audited as contribution.original_opened, with the reason.
    """
    require(actor, "participation.open_original", contribution)
    if not reason.strip():
        raise errors.SealReasonMissing()
    with transaction.atomic():
        words = Words(contribution, actor=actor, now=now)
        if not words.seals:
            raise errors.NothingSealed()
        originals = {holder.language: words.original(holder) for holder in words.holders}
        record(actor=actor, verb=Verb.ORIGINAL_OPENED, subject=contribution, now=now, reason=reason.strip())
    return originals


def _leave_out(words: Words, holder: Holder, wanted: Sequence[str], kind: str, reason: str) -> None:
    original = words.original(holder) if words.is_whole(holder) else holder.text
    kept = words.omissions(holder)
    for passage in wanted:
        if not find_passages(original, [passage], kind):
            raise errors.PassageNotFound(passage=passage)
    omissions = merge([*kept, *find_passages(original, wanted, kind)])
    if omissions == kept:
        raise errors.NothingToSeal()
    words.seal(holder, kind=SealKind.PASSAGES, original=original, omissions=omissions, reason=reason)


def _tidy(passages: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(passage.split()) for passage in passages if passage.strip()))


def _check_reason(kind: str, reason: str, passages: Sequence[str]) -> None:
    if kind == PassageKind.OTHER and not reason.strip():
        raise errors.SealReasonMissing()
    if any(find_passages(reason, [passage], kind) for passage in passages):
        raise errors.ReasonNamesPassage()


def _label(kind: str) -> str:
    return str(PassageKind(kind).label)
