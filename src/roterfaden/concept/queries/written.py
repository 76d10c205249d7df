"""Which office template counts."""

from roterfaden.concept.methods.written import built_in_template
from roterfaden.concept.models import WordTemplate
from roterfaden.files.queries import content


def word_template() -> WordTemplate | None:
    """The template that counts; None as long as nobody has brought one. One query."""
    return WordTemplate.objects.current().select_related("file").order_by("-made_at", "-pk").first()


def word_template_content() -> bytes:
    """The file Word documents are written in: the county's own, else the built-in one. One query."""
    template = word_template()
    if template is None or template.file is None:
        return built_in_template()
    return content(template.file)
