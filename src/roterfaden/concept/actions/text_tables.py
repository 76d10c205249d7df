"""A table that a translator sent back becomes texts."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.actions.texts import write_text
from roterfaden.concept.enums import Verb
from roterfaden.concept.methods.text_tables import ReturnedText, planned_texts
from roterfaden.concept.models import ElementRevision, RevisionText, Version
from roterfaden.concept.queries import text_cells
from roterfaden.kernel.actors import Actor


def import_texts(
    *,
    actor: Actor,
    version: Version,
    language: str,
    rows: Sequence[ReturnedText],
    is_checked: bool = False,
    now: datetime,
) -> list[RevisionText]:
    """Write every row of a returned table that `planned_texts` takes, for the German wording it was translated from.

    All of them or none; what was written here meanwhile stays. Refuses what `write_text` refuses. Audited as
    text.written or text.checked each, and as texts.imported.
    """
    require(actor, "concept.import_texts", version.concept)
    with transaction.atomic():
        standing = {each.uid: each for each in text_cells(version, language)}
        taken = [each.row for each in planned_texts(rows, standing) if each.is_taken]
        elements = [row.uid for row in taken]
        wordings = {
            (str(revision.element.uid), revision.number): revision
            for revision in ElementRevision.objects.filter(
                element__uid__in=elements, element__concept=version.concept_id
            ).select_related("element__concept__process")
        }
        made = [
            write_text(
                actor=actor, revision=wordings[row.uid, row.revision], language=language, title=row.title,
                body=row.body, is_checked=is_checked, expected_number=row.text, now=now,
            )
            for row in taken
        ]  # fmt: skip
        changes = {"language": (None, language), "texts": (None, str(len(made)))}
        record(actor=actor, verb=Verb.TEXTS_IMPORTED, subject=version.concept, now=now, changes=changes)
    return made
