"""The words of one voice and its translations, while an action seals them or shows them again (ADR 21)."""

from collections.abc import Sequence
from datetime import datetime

from roterfaden.accounts.authorship import signed
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.omissions import count_marks
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.vault import open_words, seal_words
from roterfaden.participation import errors
from roterfaden.participation.enums import SealKind
from roterfaden.participation.methods import Omission, checksum, leave_out
from roterfaden.participation.models import (
    CardPhoto,
    Contribution,
    SealedOriginal,
    SealedPassage,
    SearchEntry,
)
from roterfaden.participation.queries import Holder, holders_of, seals_of


class Words:
    """Inside the transaction of an action that has locked the voice; `finish` ends the work."""

    def __init__(self, voice: Contribution, *, actor: Actor, now: datetime) -> None:
        self.voice, self.actor, self.now = voice, actor, now
        self.seals = seals_of(voice)
        self.holders = holders_of(voice)

    def seal_of(self, holder: Holder) -> SealedOriginal | None:
        """The present seal of the voice or of one translation."""
        return self.seals.get(None if isinstance(holder, Contribution) else holder.pk)

    def is_whole(self, holder: Holder) -> bool:
        """Whether the original is still there: not sealed, or sealed and not erased."""
        seal = self.seal_of(holder)
        return seal is None or seal.erased_at is None

    def original(self, holder: Holder) -> str:
        """The words as they were said or translated. Refuses an original that has been erased."""
        seal = self.seal_of(holder)
        if seal is None:
            return holder.text
        if seal.erased_at is not None:
            raise errors.OriginalErased()
        return open_words(seal.token)

    def omissions(self, holder: Holder) -> list[Omission]:
        """What is left out of the original now."""
        seal = self.seal_of(holder)
        return seal.spans if seal is not None and seal.erased_at is None else []

    def seal(
        self, holder: Holder, *, kind: str, original: str, omissions: Sequence[Omission], reason: str = ""
    ) -> None:
        """Seal `original` in a new row and put into the holder what may be shown: text with omissions, or nothing."""
        shown = "" if kind == SealKind.WITHDRAWAL else leave_out(original, omissions)
        before = self.seal_of(holder)
        if before is not None:
            SealedOriginal.objects.filter(pk=before.pk).update(superseded_at=self.now, token="")
        is_voice = isinstance(holder, Contribution)
        seal = SealedOriginal(
            contribution=self.voice, translation=None if isinstance(holder, Contribution) else holder, kind=kind,
            token=seal_words(original),
            words_before=checksum(holder.text) if is_voice else "", words_after=checksum(shown) if is_voice else "",
            reason=reason, supersedes=before, **signed(self.actor, self.now),
        )  # fmt: skip
        seal.full_clean()
        seal.save()
        SealedPassage.objects.bulk_create(
            SealedPassage(seal=seal, start=each.start, end=each.end, kind=each.kind) for each in omissions
        )
        # Marks of an original that was erased stand in the text already.
        omitted = len(omissions) + min(count_marks(original), holder.omitted)
        values = {"withdrawn_at": self.now} if is_voice and kind == SealKind.WITHDRAWAL else {}
        type(holder).objects.filter(pk=holder.pk).update(text=shown, omitted=omitted, **values)

    def show(self, holder: Holder) -> None:
        """Put the original back into the holder; its seal is superseded and empty."""
        seal = self.seal_of(holder)
        if seal is None:
            return
        original, is_voice = self.original(holder), isinstance(holder, Contribution)
        SealedOriginal.objects.filter(pk=seal.pk).update(
            superseded_at=self.now, token="",
            words_before=checksum(holder.text) if is_voice else "",
            words_after=checksum(original) if is_voice else "",
        )  # fmt: skip
        values = {"withdrawn_at": None} if is_voice else {}
        omitted = min(count_marks(original), holder.omitted)
        type(holder).objects.filter(pk=holder.pk).update(text=original, omitted=omitted, **values)
        del self.seals[None if is_voice else holder.pk]
        holder.refresh_from_db()

    def finish(self) -> None:
        """What stands beside the voice follows: search terms are renewed, photo and what a machine read are hidden.

        The database file is cleaned after the commit.
        """
        SearchEntry.objects.renew([self.voice.pk], now=self.now)
        CardPhoto.objects.filter(contribution=self.voice).update(released_at=None, draft="")
        self.voice.refresh_from_db()
        scrub_on_commit()
