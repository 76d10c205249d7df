"""The words of elements in the language of a reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from roterfaden.concept.enums import TextStatus
from roterfaden.concept.models import ElementRevision, RevisionText, Version
from roterfaden.kernel.languages import SOURCE


@dataclass(frozen=True)
class ShownText:
    """The words of an element as a reader gets them.

    `language` is what they are written in, `lang` the same where it is not the language that was asked for (what to
    mark in a page). `status` is empty for the German original. `is_outdated`: the German has been worded anew since.
    """

    title: str
    body: str
    language: str
    lang: str = ""
    status: str = ""
    is_outdated: bool = False

    @property
    def is_original(self) -> bool:
        """Whether this is the German wording, which alone is decided."""
        return not self.status

    @property
    def status_label(self) -> str:
        """Who stands behind it, in words; empty for the German original."""
        return str(TextStatus(self.status).label) if self.status else ""

    @property
    def is_machine(self) -> bool:
        """Whether a machine made it and nobody has checked it."""
        return self.status == TextStatus.MACHINE


@dataclass(frozen=True)
class ShownTexts:
    """The texts of many wordings in one language, by the key of the wording."""

    language: str = SOURCE
    found: Mapping[int, ShownText] = field(default_factory=dict)

    def of(self, revision: ElementRevision) -> ShownText:
        """The words of a German wording in the language asked for; the German ones where there are none."""
        mark = "" if self.language == SOURCE else SOURCE
        return self.found.get(revision.pk) or ShownText(revision.title, revision.body, SOURCE, mark)

    def __bool__(self) -> bool:
        """Whether any of them is in the language asked for."""
        return bool(self.found)


ORIGINALS = ShownTexts()
"""Every wording in German."""


def shown_texts(version: Version | None, language: str) -> ShownTexts:
    """What a version says in `language`, for everybody to read. One query, for German none."""
    if version is None:
        return ShownTexts(language)
    return texts_of(ElementRevision.objects.filter(nodes__version=version), language)


def texts_of(revisions: "QuerySet[ElementRevision]", language: str) -> ShownTexts:
    """The texts everybody may read of these wordings. One query, for German none.

    A text made for an older wording of the element is shown and called outdated; one for a newer wording is not shown.
    """
    if language == SOURCE:
        return ORIGINALS
    shown = RevisionText.objects.shown(machine=settings.MACHINE_TEXTS_SHOWN)
    fitting = shown.filter(
        element=OuterRef("element"), language=language, revision__number__lte=OuterRef("number")
    ).order_by("-revision__number", "-number")
    rows = revisions.annotate(
        text_title=Subquery(fitting.values("title")[:1]),
        text_body=Subquery(fitting.values("body")[:1]),
        text_status=Subquery(fitting.values("status")[:1]),
        text_revision=Subquery(fitting.values("revision")[:1]),
    ).filter(text_status__isnull=False)
    values = rows.order_by().values_list("pk", "text_title", "text_body", "text_status", "text_revision")
    return ShownTexts(
        language,
        {
            pk: ShownText(title, body, language, status=status, is_outdated=made_for != pk)
            for pk, title, body, status, made_for in values
        },
    )


def has_text(version: Version, language: str, *, element_id: int | None = None) -> bool:
    """Whether everybody may read anything of a version, or of one element in it, in this language. One query."""
    rows = RevisionText.objects.shown(machine=settings.MACHINE_TEXTS_SHOWN).filter(
        language=language, element__nodes__version=version
    )
    return (rows if element_id is None else rows.filter(element=element_id)).exists()
