"""What a card asks back: whether each answer meets the point."""

from dataclasses import dataclass

from roterfaden.thread.queries.voice import AnswerCard, VoiceStory
from roterfaden.weighing.forms import ReplyForm
from roterfaden.weighing.models import Reply
from roterfaden.weighing.queries import current_replies


@dataclass(frozen=True)
class Asked:
    """One answer with what was said to it, and the form to say it."""

    answer: AnswerCard
    given: Reply | None
    form: ReplyForm


def asked_about(story: VoiceStory | None) -> tuple[Asked, ...]:
    """Each answer of a voice people may still reply to. One query."""
    if story is None or story.voice.is_withdrawn or not story.answers:
        return ()
    given = current_replies(story.voice)
    return tuple(
        Asked(answer, given.get(answer.pk), ReplyForm(prefix=f"antwort-{answer.pk}")) for answer in story.answers
    )
