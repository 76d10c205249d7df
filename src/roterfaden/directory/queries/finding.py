"""Finding services and guides: words, filters, distance. The same rows in the same order on both databases."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Value

from roterfaden.directory.enums import StepFree
from roterfaden.directory.methods import AskedWord, Holding, Point, asked_words, kilometres, ranked
from roterfaden.directory.models import DirectoryEntry, Service
from roterfaden.directory.queries.opening import open_sites
from roterfaden.places.models import Area

FAR = float("inf")
GUIDES_SHOWN = 3


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Whatever is empty narrows nothing; `radius` in kilometres counts only with a place."""

    words: str = ""
    language: str = "de"
    place: Area | None = None
    radius: int | None = None
    topic: str = ""
    spoken: str = ""
    target: str = ""
    cost: str = ""
    step_free: bool = False
    open_now: bool = False


@dataclass(frozen=True)
class Hit:
    """One service that was found, with its distance from the place somebody named; None without either."""

    key: int
    kilometres: float | None = None


@dataclass(frozen=True)
class Found:
    """Services and guides, best first."""

    services: tuple[Hit, ...]
    guides: tuple[int, ...] = ()


def find(wanted: Wanted, *, at: datetime) -> Found:
    """What fits. One query; three more for words, two for "open now"."""
    asked = asked_words(wanted.words, wanted.language)
    scores, guides = _scored(asked) if asked else ({}, {})
    rows = _narrowed(wanted, at).values_list(
        "pk", "title", "site_id", "site__latitude", "site__longitude", "site__area_id", "site__area__parent_id",
        "site__area__latitude", "site__area__longitude",
    )  # fmt: skip
    found = []
    for pk, title, site, latitude, longitude, area, parent, area_latitude, area_longitude in rows:
        if asked and pk not in scores:
            continue
        away = None
        if wanted.place is not None and site is not None:
            is_here = wanted.place.pk in (area, parent)
            point = _point(latitude, longitude) or _point(area_latitude, area_longitude)
            away = _away(wanted.place, point, is_here=is_here)
            if wanted.radius is not None and not is_here and (away is None or away > wanted.radius):
                continue
        far = FAR if away is None else away
        found.append((-round(scores.get(pk, 0.0), 3), far if wanted.place else 0.0, title, pk, away))
    found.sort(key=lambda row: row[:4])
    return Found(
        tuple(Hit(pk, away) for _score, _far, _title, pk, away in found),
        tuple(sorted(guides, key=lambda pk: (-guides[pk], pk))[:GUIDES_SHOWN]),
    )


def _narrowed(wanted: Wanted, at: datetime) -> QuerySet[Service]:
    rows = Service.objects.active()
    if wanted.topic:
        rows = rows.filter(fields__slug=wanted.topic)
    if wanted.spoken:
        rows = rows.filter(languages__language=wanted.spoken)
    if wanted.target:
        rows = rows.filter(target_group=wanted.target)
    if wanted.cost:
        rows = rows.filter(cost=wanted.cost)
    if wanted.step_free:
        rows = rows.filter(site__step_free=StepFree.YES)
    if wanted.open_now:
        rows = rows.filter(site__in=open_sites(at))
    return rows.order_by("pk")


def _point(latitude: object, longitude: object) -> Point | None:
    return None if latitude is None or longitude is None else (float(str(latitude)), float(str(longitude)))


def _away(place: Area, there: Point | None, *, is_here: bool) -> float | None:
    here = _point(place.latitude, place.longitude)
    if here is None or there is None:
        return 0.0 if is_here else None
    return kilometres(here, there)


# --- words ----------------------------------------------------------------------------------------------------------
def _scored(asked: tuple[AskedWord, ...]) -> tuple[dict[int, float], dict[int, float]]:
    """Scores of services and of published guides. Three queries."""
    groups = [(word, kind, terms) for word, each in enumerate(asked) for kind, terms in enumerate(each.groups) if terms]
    if not groups:
        return {}, {}
    held: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    queries = [
        DirectoryEntry.objects.filter(terms__hold=sorted(terms)).order_by().annotate(place=Value(place))
        .values_list("pk", "place")
        for place, (_word, _kind, terms) in enumerate(groups)
    ]  # fmt: skip
    for entry, place in queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]:
        word, kind, _terms = groups[place]
        held[entry][word].add(kind)
    every = sorted(set().union(*(terms for _word, _kind, terms in groups)))
    entries: dict[int, list[Holding]] = {}
    things: dict[int, tuple[int | None, int | None]] = {}
    rows = DirectoryEntry.objects.filter(terms__hold=every).order_by("pk")
    for pk, service, guide, title in rows.values_list("pk", "service_id", "guide_id", "title_terms"):
        things[pk] = (service, guide)
        entries[pk] = [_holding(word, held[pk][place], set(title.split(" "))) for place, word in enumerate(asked)]
    services: dict[int, float] = {}
    guides: dict[int, float] = {}
    for pk, score in ranked(asked, entries, DirectoryEntry.objects.count()):
        of_service, of_guide = things[pk]
        if of_service is not None:
            services[of_service] = score
        elif of_guide is not None:
            guides[of_guide] = score
    return services, guides


def _holding(word: AskedWord, kinds: set[int], title: set[str]) -> Holding:
    wholes, ideas, parts = (not group.isdisjoint(title) for group in word.groups)
    whole, idea, part = (kind in kinds for kind in range(len(word.groups)))
    return Holding((whole, idea, part), (wholes, ideas, parts))
