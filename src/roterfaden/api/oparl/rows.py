"""Which rows stand behind the lists of OParl, and how they become objects: a fixed number of queries for any number.

What is public now is decided by the QuerySets of the contexts. What was public once and no longer is comes in only
where tombstones are asked for; what never was public does not come in at all.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from roterfaden.api.oparl import objects
from roterfaden.api.oparl.addresses import own
from roterfaden.api.oparl.objects import Json
from roterfaden.concept.models import Version
from roterfaden.council.models import Annex, Body, Consultation, Meeting, Paper
from roterfaden.places.models import Instance
from roterfaden.reporting.models import Edition

Present = Callable[[Sequence[Any], Instance, bool], Iterable[Json]]


@dataclass(frozen=True)
class Source:
    """One kind of rows in a list. `ever` holds the public ones and those that were; `present` gets rows, house and
    whether embedded lists are wanted. `created` and `modified` name the fields that are filtered by; `route` leads to
    a tombstone, where there can be one; `prefix` stands before the key there."""

    kind: str
    public: QuerySet[Any]
    ever: QuerySet[Any]
    present: Present
    created: str = "published_at"
    modified: str = "modified_at"
    route: str = ""
    prefix: str = ""

    def with_tombstones(self, rows: Sequence[Any], house: Instance, *, internal: bool) -> list[Json]:
        """The objects of rows of `ever`, in their order; tombstones for those that are not public now."""
        if not self.route:
            return list(self.present(rows, house, internal))
        pks = [row.pk for row in rows]
        public = list(self.public.filter(pk__in=pks))
        found = dict(zip([row.pk for row in public], self.present(public, house, internal), strict=True))
        return [found.get(row.pk) or objects.tombstone(self.kind, self._address(row), row) for row in rows]

    def _address(self, row: Any) -> str:
        return own(self.route, f"{self.prefix}-{row.pk}" if self.prefix else row.pk)


def bodies() -> Source:
    """The one body of this house."""
    rows = Instance.objects.select_related("county")
    return Source("Body", rows, rows, _bodies, "set_up_at", "set_up_at")


def organizations() -> Source:
    """Committees and councils; those of earlier terms stay."""
    rows = Body.objects.all()
    return Source("Organization", rows, rows, _organizations)


def meetings(**about: Any) -> Source:
    """Public meetings with their public agenda."""
    ever = Meeting.objects.filter(published_at__isnull=False, **about)
    items = Prefetch("consultations", queryset=_steps(), to_attr="shown")
    public = ever.filter(pk__in=Meeting.objects.public()).select_related("body").prefetch_related(items)
    return Source("Meeting", public, ever, _meetings, route="meeting")


def locations() -> Source:
    """Places of public meetings, one for each."""
    ever = Meeting.objects.filter(published_at__isnull=False).exclude(place="")
    return Source("Location", ever.filter(is_public=True), ever, _locations, route="location")


def papers() -> Source:
    """Public papers with their public steps and files."""
    ever = Paper.objects.filter(published_at__isnull=False)
    steps = Prefetch("consultations", queryset=_steps(), to_attr="shown")
    annexes = Prefetch("annexes", queryset=_annexes().order_by("position", "pk"), to_attr="attached")
    public = ever.filter(is_public=True).prefetch_related(steps, annexes)
    return Source("Paper", public, ever, _papers, route="paper")


def consultations(**about: Any) -> Source:
    """Steps of public papers in public meetings."""
    ever = Consultation.objects.filter(published_at__isnull=False, **about)
    return Source("Consultation", _steps().filter(**about), ever, _consultations, route="consultation")


def agenda_items() -> Source:
    """The same steps as the agenda shows them."""
    ever = Consultation.objects.filter(published_at__isnull=False)
    return Source("AgendaItem", _steps(), ever, _agenda_items, route="agenda_item")


def files() -> dict[str, Source]:
    """Published versions, synopses of two of them, published editions: frozen, so never gone; papers and their annexes,
    which can be withdrawn. Key: kind of address."""
    versions, editions = _versions(), Edition.objects.public()
    synopses = versions.filter(has_synopsis=True)
    ever = Paper.objects.filter(published_at__isnull=False)
    annexes = Annex.objects.filter(published_at__isnull=False)
    return {
        "fassung": Source("File", versions, versions, _version_files, "frozen_at", "frozen_at"),
        "synopse": Source("File", synopses, synopses, _synopses, "frozen_at", "frozen_at"),
        "bericht": Source("File", editions, editions, _editions, "published_at", "published_at"),
        "vorlage": Source("File", ever.filter(is_public=True), ever, _paper_files, route="file", prefix="vorlage"),
        "anlage": Source("File", _annexes(), annexes, _annex_files, route="file", prefix="anlage"),
    }


def _steps() -> QuerySet[Consultation]:
    shown = Consultation.objects.public().filter(published_at__isnull=False)
    return shown.select_related("paper", "meeting", "resolution").order_by("position", "pk")


def _annexes() -> QuerySet[Annex]:
    return Annex.objects.public().filter(published_at__isnull=False).select_related("file")


def _versions() -> QuerySet[Any]:
    """Published versions their address leads to: of two with one name it leads to that of the newer concept."""
    published = Version.objects.published()
    newer = published.filter(slug=OuterRef("slug"), concept__starts_on__gt=OuterRef("concept__starts_on"))
    before = published.filter(pk=OuterRef("based_on"), concept=OuterRef("concept"))
    found = published.filter(~Exists(newer)).annotate(has_synopsis=Exists(before))
    return found.select_related("concept", "based_on")


def _bodies(rows: Sequence[Instance], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.body, rows)


def _organizations(rows: Sequence[Body], house: Instance, _internal: bool) -> Iterable[Json]:
    return (objects.organization(row, house) for row in rows)


def _meetings(rows: Sequence[Meeting], _house: Instance, internal: bool) -> Iterable[Json]:
    return (objects.meeting(row, internal=internal) for row in rows)


def _locations(rows: Sequence[Meeting], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.location, rows)


def _papers(rows: Sequence[Any], house: Instance, internal: bool) -> Iterable[Json]:
    versions = {row.pk: row for row in _versions().filter(pk__in=[row.version_id for row in rows if row.version_id])}
    for row in rows:
        version = versions.get(row.version_id)
        row.files = _files_of(version) if version else []
    return (objects.paper(row, house, internal=internal) for row in rows)


def _files_of(version: Any) -> list[Json]:
    return [objects.version_file(version), *([objects.synopsis_file(version)] if version.has_synopsis else [])]


def _consultations(rows: Sequence[Consultation], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.consultation, rows)


def _agenda_items(rows: Sequence[Consultation], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.agenda_item, rows)


def _version_files(rows: Sequence[Version], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.version_file, rows)


def _synopses(rows: Sequence[Version], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.synopsis_file, rows)


def _paper_files(rows: Sequence[Paper], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.paper_file, rows)


def _annex_files(rows: Sequence[Annex], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.annex_file, rows)


def _editions(rows: Sequence[Edition], _house: Instance, _internal: bool) -> Iterable[Json]:
    return map(objects.edition_file, rows)
