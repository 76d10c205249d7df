"""What is kept and what crosses the door: somebody objects, a name was opened, closed months become figures."""

from datetime import timedelta

from roterfaden.bridges.carrying import carry_counts
from roterfaden.courses import actions as courses
from roterfaden.courses.enums import HoldReason, OpenPurpose
from roterfaden.courses.models import Candidate
from roterfaden.example.story import Story
from roterfaden.kernel.time import local_day

A_QUARTER, A_WEEK = timedelta(days=90), timedelta(days=7)


def tell(story: Story) -> None:
    """A hold for the person who has waited longest; then the numbers of advice and courses."""
    coordinator, now = story.person("course_coordinator"), story.loaded_at
    person = Candidate.objects.active().order_by("waiting_since", "pk").first()
    if person is not None:
        courses.open_candidate(
            actor=coordinator, candidate=person, purpose=OpenPurpose.CONTACT, now=now - A_WEEK
        )  # fmt: skip
        courses.set_hold(
            actor=coordinator, candidate=person, reason=HoldReason.OBJECTION, until=local_day(now + A_QUARTER), now=now
        )  # fmt: skip
    carry_counts(now=now)
