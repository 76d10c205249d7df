"""Need planning: taking earlier lists over as counts, and freezing the figures of a meeting."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import Verb
from roterfaden.courses.methods.needs import report
from roterfaden.courses.methods.needs.earlier import EarlierRow
from roterfaden.courses.models import EarlierCase, EarlierList, RoundPack
from roterfaden.courses.queries.needs import need_facts, quarter_of
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.sealing import seal
from roterfaden.kernel.time import local_day

BATCH = 1_000


def take_over_cases(*, actor: Actor, name: str, rows: Sequence[EarlierRow], now: datetime) -> EarlierList:
    """Keep the finished registrations of a list from before the program: they count in waiting times and the outlook.

    A list of the same name is withdrawn. Refuses a list without rows. Audited as earlier_cases.taken_over, with the
    number of rows.
    """
    require(actor, "courses.take_over_cases")
    if not rows:
        raise errors.NothingToTakeOver()
    with transaction.atomic():
        EarlierList.objects.filter(name=name.strip(), withdrawn_at=None).update(withdrawn_at=now)
        kept = EarlierList(
            name=name.strip(), taken_over_at=now, taken_over_by=actor if isinstance(actor, User) else None
        )
        kept.full_clean()
        kept.save()
        EarlierCase.objects.bulk_create(
            [
                EarlierCase(
                    source=kept, month=row.month.replace(day=1), area_id=row.area, course_type_id=row.course_type,
                    days=row.days, end=row.end, again=row.again,
                )
                for row in rows
            ],
            batch_size=BATCH,
        )  # fmt: skip
        record(actor=actor, verb=Verb.EARLIER_TAKEN_OVER, subject=kept, now=now, changes={"cases": (0, len(rows))})
    return kept


def freeze_round_pack(*, actor: Actor, now: datetime) -> RoundPack:
    """Hold the answers of today fast for the meeting of this quarter, small numbers hidden; in German.

    A second one in the same quarter is another version of it; nothing is overwritten. Audited as round_pack.frozen.
    """
    require(actor, "courses.freeze_round_pack")
    today = local_day(now)
    quarter = quarter_of(today)
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        content = report(need_facts(today), full=False).to_json()
        last = RoundPack.objects.filter(quarter=quarter).aggregate(last=Max("number"))["last"] or 0
        pack = RoundPack(
            quarter=quarter, number=last + 1, as_of=today, content=content, checksum=seal(content), made_at=now,
            made_by=actor if isinstance(actor, User) else None,
        )  # fmt: skip
        pack.full_clean()
        pack.save()
        record(actor=actor, verb=Verb.ROUND_PACK_FROZEN, subject=pack, now=now)
    return pack
