"""What the program suggested for the cards of the online dialogue, and what the moderator made of it."""

from datetime import timedelta

from roterfaden.example.story import EXAMPLE, Story
from roterfaden.participation.models import ThemeAssignment
from roterfaden.sorting import actions, queries
from roterfaden.sorting.methods.learning import fit, read
from roterfaden.sorting.methods.suggesting import near_keys, proposals
from roterfaden.sorting.models import Suggestion


def tell(story: Story) -> None:
    """Learn from the cards of the forums, and suggest for those that wait, the day after the last came in."""
    lessons = queries.lessons_of(story.process)
    waiting = list(queries.waiting(story.process))
    if not waiting:
        return
    known = fit(lessons.lessons)
    proposed = []
    for contribution in waiting:
        card = queries.card_of(contribution)
        reading = read(known, card)
        near = queries.texts_of(near_keys(known, reading, card))
        proposed.append((contribution, proposals(known, reading, card, near)))
    actions.write_suggestions(
        actor=EXAMPLE,
        now=max(contribution.captured_at for contribution in waiting) + timedelta(days=1),
        process=story.process,
        proposed=proposed,
        source=actions.Source(inputs=lessons.fingerprint, learnt=known.learnt),
    )


def decide(story: Story) -> None:
    """The moderator has sorted these cards: each place says whether the suggestion was taken."""
    suggested = Suggestion.objects.values("contribution")
    rows = ThemeAssignment.objects.current().filter(contribution__in=suggested, segment=None)
    for row in rows.select_related("contribution", "theme").order_by("made_at", "pk"):
        actions.record_decision(
            actor=story.person("moderator"),
            now=row.made_at,
            process=story.process,
            contributions=[row.contribution],
            theme=row.theme,
        )
