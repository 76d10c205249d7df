"""Which office template counts."""

from roterfaden.concept.enums import CONCEPT_TEMPLATE
from roterfaden.concept.methods.written import built_in_template, template_kind
from roterfaden.concept.models import WordTemplate
from roterfaden.files.queries import content


def word_template(kind: str = CONCEPT_TEMPLATE) -> WordTemplate | None:
    """The template that counts for this kind; None as long as nobody has brought one. One query."""
    found = WordTemplate.objects.current().filter(kind=kind).select_related("file")
    return found.order_by("-made_at", "-pk").first()


def word_template_content(kind: str = CONCEPT_TEMPLATE) -> bytes:
    """The file documents of this kind are written in: the county's own, else the built-in one. One query."""
    template = word_template(kind)
    if template is None or template.file is None:
        known = template_kind(kind)
        return known.built_in() if known else built_in_template()
    return content(template.file)
