"""What people hear of reports: a figure moved at which their voice stands, and the feedback to all who took part."""

from collections.abc import Collection, Iterator
from datetime import datetime

from roterfaden.concept.models import Consideration
from roterfaden.monitoring.models import Assessment
from roterfaden.participation.models import Contribution
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.models import Edition
from roterfaden.weighing.enums import NewsKind
from roterfaden.weighing.methods import News, news_source


@news_source
def moved_figures(voices: Collection[int], since: datetime) -> Iterator[News]:
    """Goals of a review whose first public edition came out since then, and which the review before saw otherwise.

    A goal moved when its status or its value is another than in the last review before; in its first review, when it
    has a value at all. A second edition of the same review is no news. At most four queries.
    """
    shown: dict[int, datetime] = {}
    for cycle, moment in (
        Edition.objects.public().order_by("-published_at", "-pk").values_list("report__cycle", "published_at")
    ):
        if moment is not None:
            shown[cycle] = moment
    new = {cycle: moment for cycle, moment in shown.items() if moment >= since}
    if not new:
        return
    answers = Consideration.objects.shown().filter(contribution__in=list(voices), element__isnull=False)
    places = list(answers.values_list("contribution_id", "element_id").order_by("pk"))
    moved = _moved({element for _voice, element in places}, set(new))
    for cycle, moment in sorted(new.items()):
        for voice in dict.fromkeys(voice for voice, element in places if (cycle, element) in moved):
            yield News(voice, NewsKind.MOVED, f"review:{cycle}", moment)


def _moved(elements: set[int], cycles: set[int]) -> set[tuple[int, int]]:
    """(review, goal) in which the goal stands otherwise than in the closed review before. One query."""
    rows = (
        Assessment.objects.filter(element__in=elements, superseded_at=None, cycle__closed_at__isnull=False)
        .order_by("cycle__reference_date", "cycle", "pk")
        .values_list("cycle", "element", "status", "observation__value", "observation__period_end")
    )
    last: dict[int, tuple[object, ...]] = {}
    found = set()
    for cycle, element, *stands in rows:
        before = last.get(element)
        is_new = stands[1] is not None if before is None else tuple(stands) != before
        if cycle in cycles and is_new:
            found.add((cycle, element))
        last[element] = tuple(stands)
    return found


@news_source
def new_feedback(voices: Collection[int], since: datetime) -> Iterator[News]:
    """The feedback to everybody who took part: the first public edition on each review of the concept their process
    led to. A second edition of the same review is no news. Two queries.
    """
    shown: dict[tuple[int, int | None], datetime] = {}
    rows = Edition.objects.published().filter(audience=Audience.PUBLIC).order_by("-published_at", "-pk")
    for cycle, process, moment in rows.values_list("report__cycle", "report__cycle__concept__process", "published_at"):
        if moment is not None:
            shown[cycle, process] = moment
    new = {key: moment for key, moment in shown.items() if moment >= since}
    if not new:
        return
    places = Contribution.objects.filter(pk__in=list(voices)).order_by("pk").values_list("pk", "process")
    of_process: dict[int, list[int]] = {}
    for voice, taken_part in places:
        of_process.setdefault(taken_part, []).append(voice)
    for (review, led_to_by), moment in sorted(new.items(), key=lambda each: each[0][0]):
        for voice in of_process.get(led_to_by or 0, ()):
            yield News(voice, NewsKind.REPORTED, f"feedback:{review}", moment)
