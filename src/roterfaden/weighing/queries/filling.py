"""What fills the gaps of a text module for one voice."""

from roterfaden.concept.models import Element
from roterfaden.concept.queries import element_titles
from roterfaden.participation.models import Contribution, Segment, ThemeAssignment


def gap_values(
    contribution: Contribution, *, segment: Segment | None = None, element: Element | None = None, referred_to: str = ""
) -> dict[str, str]:
    """Words for the gaps (`methods.modules.GAPS`); a gap without words stays open. Two queries, three with a place."""
    lying = ThemeAssignment.objects.current().filter(contribution=contribution)
    if segment is not None:
        lying = lying.filter(segment=segment)
    themes = list(dict.fromkeys(lying.order_by("pk").values_list("theme__title", flat=True)))
    return {
        "nummer": str(contribution.number),
        "thema": themes[0] if len(themes) == 1 else "",
        "stelle": element_titles([element.pk])[element.pk] if element is not None else "",
        "kommune": contribution.area.name if contribution.area is not None else "",
        "empfaenger": referred_to.strip(),
    }
