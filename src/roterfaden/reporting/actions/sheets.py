"""Everything that changes data sheets: arrange, freeze all of them, keep their PDFs, publish."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.models import KeptFile
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.sealing import seal
from roterfaden.places.queries import county as house_area
from roterfaden.reporting.enums import Verb
from roterfaden.reporting.errors import AlreadyPublished, NoMunicipality
from roterfaden.reporting.methods import FigurePlan, SheetPlan, as_json, plan_as_content, plan_from_toml
from roterfaden.reporting.models import Sheet, SheetCitation, SheetEdition, SheetTemplate
from roterfaden.reporting.queries.sheets import current_plan, edition_checksum, sheets_of


# --- the arrangement ------------------------------------------------------------------------------------------------
def replace_template(*, actor: Actor, text: str, now: datetime) -> SheetTemplate:
    """Arrange the data sheets as a TOML text says. Refuses what is none. Audited as sheets.arranged."""
    require(actor, "reporting.replace_template")
    return _arranged(actor, plan_from_toml(text), now)


def move_in_template(*, actor: Actor, chapter: str, figure: str = "", move: str, now: datetime) -> SheetTemplate:
    """Move a chapter, or a figure within its chapter, one place. Refuses at the ends. Audited as sheets.arranged."""
    require(actor, "reporting.move_in_template")
    return _arranged(actor, current_plan().moved(chapter=chapter, figure=figure, move=move), now)


def add_figure(*, actor: Actor, chapter: str, figure: FigurePlan, now: datetime) -> SheetTemplate:
    """Put a figure at the end of a chapter. Refuses one that is there already. Audited as sheets.arranged."""
    require(actor, "reporting.add_figure")
    return _arranged(actor, current_plan().with_figure(chapter=chapter, figure=figure), now)


def remove_figure(*, actor: Actor, chapter: str, figure: str, now: datetime) -> SheetTemplate:
    """Leave a figure out from now on. Refuses the last one. Audited as sheets.arranged."""
    require(actor, "reporting.remove_figure")
    return _arranged(actor, current_plan().without(chapter=chapter, figure=figure), now)


def _arranged(actor: Actor, plan: SheetPlan, now: datetime) -> SheetTemplate:
    """The next template; earlier ones stay, and frozen sheets keep theirs."""
    with transaction.atomic():
        latest = SheetTemplate.objects.aggregate(latest=Max("number"))["latest"] or 0
        template = SheetTemplate(number=latest + 1, content=plan_as_content(plan), made_at=now)
        template.full_clean()
        template.save()
        record(actor=actor, verb=Verb.TEMPLATE_ARRANGED, subject=template, now=now)
    return template


# --- the sheets -------------------------------------------------------------------------------------------------------
def freeze_sheets(*, actor: Actor, title: str, known_on: date, now: datetime) -> SheetEdition:
    """Hold fast the data sheets of all municipalities with the figures known on `known_on`: contents, checksums, and
    every observation shown.

    The PDFs are set afterwards from what is frozen (tasks.set_sheets). Refuses a house without municipalities. Audited
    as sheets.frozen.
    """
    require(actor, "reporting.freeze_sheets")
    county = house_area()
    with transaction.atomic():
        plan = current_plan()
        found = sheets_of(county, plan, known_on=known_on, at=now) if county else ()
        if county is None or not found:
            raise NoMunicipality()
        latest = SheetEdition.objects.aggregate(latest=Max("number"))["latest"] or 0
        rows = [(area, as_json(snapshot)) for area, snapshot in found]
        seals = [seal(content) for _area, content in rows]
        edition = SheetEdition(
            number=latest + 1, title=title, county=county, plan=plan_as_content(plan), known_on=known_on,
            checksum=edition_checksum((area.key, sum_) for (area, _content), sum_ in zip(rows, seals, strict=True)),
            frozen_at=now,
        )  # fmt: skip
        edition.full_clean()
        edition.save()
        Sheet.objects.bulk_create(
            Sheet(edition=edition, area=area, snapshot=content, checksum=sum_)
            for (area, content), sum_ in zip(rows, seals, strict=True)
        )
        cited = frozenset[int]().union(*(snapshot.observation_ids for _area, snapshot in found))
        SheetCitation.objects.bulk_create(SheetCitation(edition=edition, observation_id=pk) for pk in sorted(cited))
        record(actor=actor, verb=Verb.SHEETS_FROZEN, subject=edition, now=now)
    return edition


def keep_sheet_file(
    *, actor: Actor, sheet: Sheet, file: KeptFile, pages: int, milliseconds: int, now: datetime
) -> Sheet:
    """Note the PDF of a sheet; the first one stays. Audited as sheets.set."""
    require(actor, "reporting.keep_sheet_file")
    with transaction.atomic():
        sheet = Sheet.objects.select_for_update().select_related("edition", "area").get(pk=sheet.pk)
        if sheet.file_id is not None:
            return sheet
        sheet.file, sheet.pages, sheet.milliseconds = file, pages, milliseconds
        sheet.full_clean()
        sheet.save(update_fields=["file", "pages", "milliseconds"])
        record(actor=actor, verb=Verb.SHEET_SET, subject=sheet, now=now)
    return sheet


def publish_sheets(*, actor: Actor, edition: SheetEdition, now: datetime) -> SheetEdition:
    """Let everybody read the sheets. Refuses a second time. Audited as sheets.published."""
    require(actor, "reporting.publish_sheets", edition)
    with transaction.atomic():
        edition = SheetEdition.objects.select_for_update().get(pk=edition.pk)
        if edition.published_at is not None:
            raise AlreadyPublished()
        edition.published_at = now
        edition.full_clean()
        edition.save(update_fields=["published_at"])
        record(actor=actor, verb=Verb.SHEETS_PUBLISHED, subject=edition, now=now)
    return edition
