"""Learning from what people sorted, and writing suggestions for the cards that wait. Jobs and periodic work."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.jobs.methods import Progress, every, job
from roterfaden.kernel.actors import Actor, System
from roterfaden.participation.models import Contribution, Process
from roterfaden.sorting import actions, queries
from roterfaden.sorting.errors import ModelBroken
from roterfaden.sorting.methods import store
from roterfaden.sorting.methods.encoders import Encoder, encoder_named
from roterfaden.sorting.methods.learning import Known, fit, read
from roterfaden.sorting.methods.proposing import names_for_groups
from roterfaden.sorting.methods.suggesting import Proposal, near_keys, proposals

SUGGEST = "sorting.suggest"
"""The kind of the job that learns and suggests."""
CHUNK = 50
ENOUGH_NEW = 10
ENOUGH_NEW_SHARE = 0.05
"""The periodic work learns anew after this many new decisions, or this share of them, whichever is more."""


def encoder() -> Encoder | None:
    """The language model the settings name; None for none."""
    hosts = tuple(settings.ENCODER_HOSTS)
    return encoder_named(settings.ENCODER, model=settings.ENCODER_MODEL, timeout=settings.ENCODER_TIMEOUT, hosts=hosts)


def folder_of(process: Process) -> Path:
    """Where what was learnt from a process lies."""
    return Path(settings.DATA_DIR) / "sorting" / str(process.pk)


def learn(process: Process) -> tuple[Known, actions.Source]:
    """Learn from everything people sorted in a process, and keep it; the same inputs are not learnt twice."""
    lessons = queries.lessons_of(process)
    meta = store.meta_of(folder_of(process))
    if meta is None or meta["inputs"] != lessons.fingerprint or meta["encoder"] != _encoder_name():
        store.save(folder_of(process), fit(lessons.lessons, encoder()), inputs=lessons.fingerprint)
    found = known_of(process)
    if found is None:
        raise ModelBroken()
    return found


def known_of(process: Process) -> tuple[Known, actions.Source] | None:
    """What was learnt last and what from; None if nothing usable lies there. Kept in memory until it changes."""
    folder = folder_of(process)
    meta = store.meta_of(folder)
    if meta is None:
        return None
    try:
        known = _loaded(folder, str(meta["checksum"]))
    except ModelBroken:
        return None
    return known, actions.Source(inputs=meta["inputs"], learnt=meta["learnt"], encoder=meta["encoder"])


@lru_cache(maxsize=4)
def _loaded(folder: Path, _checksum: str) -> Known:
    return store.load(folder)


def _encoder_name() -> str:
    model = encoder()
    return model.name if model else ""


# --- suggesting -------------------------------------------------------------------------------------------------------
def propose(known: Known, card: Contribution) -> tuple[Proposal, ...]:
    """What is suggested for one card. One query. Under a tenth of a second among 10,000 cards (docs/sorting.md)."""
    asked = queries.card_of(card)
    reading = read(known, asked, encoder())
    return proposals(known, reading, asked, queries.texts_of(near_keys(known, reading, asked)))


def suggest_for(*, actor: Actor, card: Contribution, now: datetime) -> int:
    """Suggestions for one new card from what was learnt last; none before anything was learnt."""
    found = known_of(card.process)
    if found is None:
        return 0
    known, source = found
    proposed = [(card, propose(known, card))]
    return actions.write_suggestions(actor=actor, process=card.process, proposed=proposed, source=source, now=now)


@job(SUGGEST)
def suggest(progress: Progress, *, process: str) -> None:
    """Learn, and write suggestions for every card that waits in the process with this slug."""
    row = Process.objects.get(slug=process)
    progress.set(0, 0, _("Zuordnungen gelesen"))
    known, source = learn(row)
    waiting = list(queries.waiting(row))
    names = names_for_groups([queries.card_of(card) for card in waiting])
    new = done = 0
    for chunk in _chunks(waiting):
        if progress.cancelled:
            return
        proposed = [(card, (*propose(known, card), *names.get(card.pk, ()))) for card in chunk]
        new += actions.write_suggestions(
            actor=progress.actor, process=row, proposed=proposed, source=source, now=timezone.now()
        )
        done += len(chunk)
        progress.set(done, len(waiting), _("Karten"))
    progress.finish({"cards": len(waiting), "suggestions": new, "learnt": source.learnt})


def _chunks(cards: Sequence[Contribution]) -> list[Sequence[Contribution]]:
    return [cards[start : start + CHUNK] for start in range(0, len(cards), CHUNK)]


@every(minutes=5)
def suggest_new(*, now: datetime) -> None:
    """Suggestions for cards that came since; learns anew when people have decided enough."""
    actor = System(SUGGEST)
    for process in Process.objects.filter(closed_on=None).order_by("pk"):
        cards = list(queries.without_suggestion(process)[:500])
        if not cards:
            continue
        known, source = _fresh(process)
        for chunk in _chunks(cards):
            proposed = [(card, propose(known, card)) for card in chunk]
            actions.write_suggestions(actor=actor, process=process, proposed=proposed, source=source, now=now)


@every(minutes=60)
def learn_anew(*, now: datetime) -> None:
    """What was learnt follows the cards: a voice that is withdrawn or covered is no longer part of it after an hour."""
    for process in Process.objects.order_by("pk"):
        if store.meta_of(folder_of(process)) is not None:
            learn(process)


def _fresh(process: Process) -> tuple[Known, actions.Source]:
    """What was learnt last, or learnt now if there is nothing yet or enough has been decided since."""
    found = known_of(process)
    if found is None:
        return learn(process)
    learnt = found[1].learnt
    if queries.sorted_cards(process) - learnt >= max(ENOUGH_NEW, ENOUGH_NEW_SHARE * learnt):
        return learn(process)
    return found
