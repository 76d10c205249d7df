"""The office template of the house: brought, and taken back."""

from datetime import datetime
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import CONCEPT_TEMPLATE, Verb
from roterfaden.concept.methods.written import check_template, template_kind
from roterfaden.concept.models import WordTemplate
from roterfaden.concept.queries import word_template
from roterfaden.files.actions import Upload, keep_document
from roterfaden.files.methods import DOCUMENT_BYTES, tidy_name
from roterfaden.files.models import KeptFile
from roterfaden.kernel.actors import Actor

TEMPLATE_PURPOSE = "concept.word_template"


def use_word_template(
    *, actor: Actor, upload: Upload | IO[bytes], now: datetime, kind: str = CONCEPT_TEMPLATE
) -> WordTemplate:
    """From now on Word documents of this kind leave in this template; the one before is superseded and stays kept.

    Refuses a kind nobody has registered (NoSuchTemplate) and what cannot serve as template
    (methods.written.check_template; all at the field `upload`). Audited as word_template.used.
    """
    require(actor, "concept.use_word_template", kind)
    known = template_kind(kind)
    if known is None:
        raise errors.NoSuchTemplate()
    data = upload.read(DOCUMENT_BYTES + 1)
    check_template(data, known.placeholders)
    with transaction.atomic():
        content = ContentFile(data, name=tidy_name(upload.name or ""))
        file = keep_document(actor=actor, upload=content, purpose=TEMPLATE_PURPOSE, now=now)
        template = _instead(actor, kind, file, now)
        record(actor=actor, verb=Verb.WORD_TEMPLATE_USED, subject=template, now=now)
    return template


def drop_word_template(*, actor: Actor, now: datetime, kind: str = CONCEPT_TEMPLATE) -> WordTemplate:
    """Back to the built-in template. Refuses when it counts already. Audited as word_template.dropped."""
    require(actor, "concept.drop_word_template", kind)
    with transaction.atomic():
        counting = word_template(kind)
        if counting is None or counting.file is None:
            raise errors.BuiltInAlready()
        template = _instead(actor, kind, None, now)
        record(actor=actor, verb=Verb.WORD_TEMPLATE_DROPPED, subject=template, now=now)
    return template


def _instead(actor: Actor, kind: str, file: KeptFile | None, now: datetime) -> WordTemplate:
    """The newest template, in place of the one that counted."""
    before = word_template(kind)
    if before is not None:
        before.superseded_at = now
        before.save(update_fields=["superseded_at"])
    template = WordTemplate(kind=kind, file=file, supersedes=before, **signed(actor, now))
    template.full_clean()
    template.save()
    return template
