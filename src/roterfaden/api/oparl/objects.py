"""From rows to the objects of OParl 1.1. No database: what is embedded has been loaded (`rows`).

No null and no empty string: what is not known is left out. An empty list stands only where the schema asks for one.
"""

from datetime import datetime, timedelta
from typing import Any

from roterfaden.api.oparl.addresses import SCHEMA, address, moment, own
from roterfaden.concept.models import Version
from roterfaden.council.enums import ConsultationRole
from roterfaden.council.exports.papers import file_stem
from roterfaden.council.methods import agenda_order
from roterfaden.council.models import Annex, Body, Consultation, Meeting, Outward, Paper
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Instance
from roterfaden.reporting.models import Edition

Json = dict[str, Any]
HTML, PDF = "text/html", "application/pdf"
KEEP = "laden"
"""With this in its address a file is saved (public.council), without it a browser may show it."""
REGIONAL_KEY_DIGITS = 12


def system(house: Instance) -> Json:
    """The entrance: which interface this is and where the body is listed."""
    return _object(
        "System", own("system"), house.set_up_at, house.set_up_at,
        oparlVersion=SCHEMA,
        body=own("bodies"),
        name=house.name,
        contactEmail=house.contact_email,
        contactName=house.contact_unit,
        website=address("public:start"),
    )  # fmt: skip


def body(house: Instance) -> Json:
    """The county. Its legislative terms are not recorded, so the list the schema asks for is empty."""
    area = house.county
    lists = {
        "organization": "organizations", "person": "persons", "meeting": "meetings", "paper": "papers",
        "agendaItem": "agenda_items", "consultation": "consultations", "file": "files", "locationList": "locations",
        "legislativeTermList": "legislative_terms", "membership": "memberships",
    }  # fmt: skip
    return _object(
        "Body", own("body", area.key), house.set_up_at, house.set_up_at,
        system=own("system"),
        name=area.name,
        shortName=area.short_name,
        ags=area.ags,
        rgs=area.ars.ljust(REGIONAL_KEY_DIGITS, "0"),
        classification=area.get_kind_display(),
        contactEmail=house.contact_email,
        contactName=house.contact_unit,
        website=address("public:start"),
        legislativeTerm=[],
        **{key: own(route, area.key) for key, route in lists.items()},
    )  # fmt: skip


def organization(row: Body, house: Instance) -> Json:
    """A committee or council. Our periods end on the day after the last one."""
    return _shown(
        "Organization", own("organization", row.pk), row,
        body=own("body", house.county.key),
        name=row.name,
        organizationType="Gremium",
        classification=row.get_kind_display(),
        startDate=row.valid_from.isoformat(),
        endDate=(row.valid_until - timedelta(days=1)).isoformat() if row.valid_until else None,
        meeting=own("organization_meetings", row.pk),
        consultation=own("organization_consultations", row.pk),
    )  # fmt: skip


def meeting(row: Any, *, internal: bool) -> Json:
    """A public sitting with the public items of its agenda (`row.shown`)."""
    return _shown(
        "Meeting", own("meeting", row.pk), row,
        name=row.body.name,
        start=moment(row.starts_at),
        location=location(row) if row.place else None,
        organization=[own("organization", row.body_id)],
        agendaItem=[agenda_item(item) for item in sorted(row.shown, key=_agenda_key)] if internal else None,
    )  # fmt: skip


def location(row: Meeting) -> Json:
    """Where a meeting is held, in the words of the invitation."""
    return _shown(
        "Location", own("location", row.pk), row, description=row.place, meetings=[own("meeting", row.pk)]
    )  # fmt: skip


def agenda_item(row: Consultation) -> Json:
    """What a public meeting does with a public paper, and how it ended."""
    resolution = getattr(row, "resolution", None)
    return _shown(
        "AgendaItem", own("agenda_item", row.pk), row,
        meeting=own("meeting", row.meeting_id),
        number=row.agenda_number,
        order=agenda_order(row.agenda_number, row.pk),
        name=row.paper.title,
        public=True,
        consultation=own("consultation", row.pk),
        result=resolution.get_result_display() if resolution else None,
        resolutionText=resolution.text if resolution else None,
        web=address("public:resolution", resolution.pk) if resolution else None,
    )  # fmt: skip


def consultation(row: Consultation) -> Json:
    """One step in the order of consultation of a paper."""
    return _shown(
        "Consultation", own("consultation", row.pk), row,
        paper=own("paper", row.paper_id),
        meeting=own("meeting", row.meeting_id),
        agendaItem=own("agenda_item", row.pk),
        organization=[own("organization", row.meeting.body_id)],
        role=row.get_role_display(),
        authoritative=row.role == ConsultationRole.DECIDING,
    )  # fmt: skip


def paper(row: Any, house: Instance, *, internal: bool) -> Json:
    """A public paper with its public steps (`row.shown`), the paper as a file, and what is attached: public annexes
    (`row.attached`) and the files about the version it puts before the bodies (`row.files`)."""
    return _shown(
        "Paper", own("paper", row.pk), row,
        body=own("body", house.county.key),
        name=row.title,
        reference=row.reference,
        date=row.submitted_on.isoformat(),
        paperType=row.get_kind_display(),
        mainFile=paper_file(row),
        auxiliaryFile=[*map(annex_file, row.attached), *row.files] if internal else None,
        consultation=[consultation(step) for step in row.shown] if internal else None,
    )  # fmt: skip


def paper_file(row: Paper) -> Json:
    """A public paper as PDF/UA: what in it is public, made from its newest state."""
    link = address("public:paper_file", row.pk, "pdf")
    return _shown(
        "File", own("file", f"vorlage-{row.pk}"), row,
        name=f"{row.get_kind_display()} {row.reference}: {row.title}",
        fileName=f"{file_stem(row.reference)}.pdf",
        mimeType=PDF,
        date=row.submitted_on.isoformat() if row.submitted_on else None,
        accessUrl=link,
        downloadUrl=f"{link}?{KEEP}",
        web=address("public:paper", row.pk),
    )  # fmt: skip


def annex_file(row: Annex) -> Json:
    """A public annex of a public paper: the bytes that were attached."""
    link = address("public:annex", row.uid)
    return _shown(
        "File", own("file", f"anlage-{row.pk}"), row,
        name=row.title,
        fileName=row.download_name,
        mimeType=row.file.media_type,
        date=local_day(row.added_at).isoformat(),
        size=row.file.size,
        accessUrl=link,
        downloadUrl=f"{link}?{KEEP}",
        web=address("public:paper", row.paper_id),
    )  # fmt: skip


def version_file(row: Version) -> Json:
    """A published version of the concept, frozen."""
    return _file(
        "fassung", row, row.frozen_at, f"{row.concept.title}: {row.title}", address("public:version", row.slug)
    )


def synopsis_file(row: Version) -> Json:
    """A published version beside the published one it is based on, word by word."""
    before = row.based_on
    link = address("public:compare", before.slug if before else row.slug, row.slug)
    return _file("synopse", row, row.frozen_at, f"Synopse: {before} – {row}", link)


def edition_file(row: Edition) -> Json:
    """A published edition of a report, frozen."""
    return _file("bericht", row, row.published_at, row.title, address("public:report", row.pk))


def tombstone(kind: str, url: str, row: Outward) -> Json:
    """What is left of something that was public once: that it is gone, and since when."""
    return _shown(kind, url, row, deleted=True)


def _file(prefix: str, row: Version | Edition, since: datetime | None, name: str, link: str) -> Json:
    if since is None:
        raise ValueError(f"{row} is not frozen")
    return _object(
        "File", own("file", f"{prefix}-{row.pk}"), since, since,
        name=name, mimeType=HTML, date=local_day(since).isoformat(), accessUrl=link, web=link,
    )  # fmt: skip


def _shown(kind: str, url: str, row: Outward, **fields: Any) -> Json:
    """An object of a row that is or was public."""
    return _object(kind, url, row.published_at or row.modified_at, row.modified_at, **fields)


def _object(kind: str, url: str, created: datetime, modified: datetime, **fields: Any) -> Json:
    known = {key: value for key, value in fields.items() if _is_known(key, value)}
    return {
        "id": url, "type": f"{SCHEMA}{kind}", **known, "created": moment(created), "modified": moment(modified),
    }  # fmt: skip


def _is_known(key: str, value: Any) -> bool:
    return key == "legislativeTerm" or value not in (None, "", [])


def _agenda_key(row: Consultation) -> tuple[int, int]:
    return agenda_order(row.agenda_number, row.pk), row.pk
