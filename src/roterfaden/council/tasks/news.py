"""What people hear of the council: a decision about a version in which their voice stands."""

from collections.abc import Collection, Iterator
from datetime import datetime

from roterfaden.concept.models import Consideration, Node
from roterfaden.council.enums import ConsultationRole
from roterfaden.council.models import Resolution
from roterfaden.weighing.enums import NewsKind
from roterfaden.weighing.methods import News, news_source


@news_source
def decisions(voices: Collection[int], since: datetime) -> Iterator[News]:
    """Public decisions recorded since then about a version that holds an element the voice was answered at.

    Only those of the deciding body: advice of committees is on the way there. At most three queries.
    """
    decided = list(
        Resolution.objects.public()
        .filter(consultation__role=ConsultationRole.DECIDING, recorded_at__gte=since)
        .select_related("consultation__paper")
        .order_by("recorded_at", "pk")
    )
    if not decided:
        return
    answers = Consideration.objects.shown().filter(contribution__in=list(voices), element__isnull=False)
    places = list(answers.values_list("contribution_id", "element_id").order_by("pk"))
    versions = {resolution.consultation.paper.version_id for resolution in decided}
    nodes = set(Node.objects.filter(version__in=versions).values_list("version_id", "element_id"))
    for resolution in decided:
        version = resolution.consultation.paper.version_id
        for voice in dict.fromkeys(voice for voice, element in places if (version, element) in nodes):
            yield News(voice, NewsKind.DECIDED, f"resolution:{resolution.pk}", resolution.recorded_at)
