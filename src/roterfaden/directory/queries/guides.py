"""Guides as residents read them and as the office keeps them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from roterfaden.directory.enums import PageState, PageStatus
from roterfaden.directory.methods import Explained, Section, sections, text_state
from roterfaden.directory.models import Explanation, Guide, GuidePage
from roterfaden.kernel.languages import SOURCE, codes


@dataclass(frozen=True)
class GuideLine:
    """A guide in a list, in the language of the page where it is checked; else `lang` says which."""

    slug: str
    title: str
    lead: str
    lang: str


@dataclass(frozen=True)
class GuideView:
    """A guide to read."""

    guide: Guide
    page: GuidePage
    lang: str
    is_outdated: bool
    sections: tuple[Section, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class GuideWork:
    """A guide at the office: how each language stands, German first."""

    guide: Guide
    states: tuple[tuple[str, PageState], ...]
    has_checked_german: bool


@dataclass(frozen=True)
class GuideDesk:
    """One language of a guide on the desk: the newest page, and the German one it says again."""

    guide: Guide
    language: str
    newest: GuidePage | None
    german: GuidePage | None
    state: PageState


def guide_lines(language: str, keys: Iterable[int] | None = None) -> tuple[GuideLine, ...]:
    """The published guides in their order, or these in this order. Two queries."""
    rows = Guide.objects.published().order_by("position", "slug", "pk")
    if keys is not None:
        wanted = list(keys)
        found = {guide.pk: guide for guide in rows.filter(pk__in=wanted)}
        guides = [found[key] for key in wanted if key in found]
    else:
        guides = list(rows)
    pages = _checked_pages([guide.pk for guide in guides], (language, SOURCE))
    lines = []
    for guide in guides:
        page = pages[guide.pk].get(language) or pages[guide.pk].get(SOURCE)
        if page is not None:
            lines.append(GuideLine(guide.slug, page.title, page.lead, "" if page.language == language else SOURCE))
    return tuple(lines)


def guide_view(slug: str, language: str) -> GuideView | None:
    """A published guide in a language, in German where that is not checked; None without either. Three queries."""
    guide = Guide.objects.published().filter(slug=slug).first()
    if guide is None:
        return None
    pages = _checked_pages([guide.pk], codes())[guide.pk]
    page, german = pages.get(language) or pages.get(SOURCE), pages.get(SOURCE)
    if page is None:
        return None
    return GuideView(
        guide=guide, page=page, lang="" if page.language == language else page.language,
        is_outdated=is_outdated(page, german), sections=sections(page.body, explanations(page.language)),
        languages=tuple(code for code in codes() if code in pages),
    )  # fmt: skip


def is_outdated(page: GuidePage, german: GuidePage | None) -> bool:
    """Whether the German words have changed since this page said them again."""
    return page.language != SOURCE and (german is None or page.source_id != german.pk)


def explanations(language: str) -> dict[str, Explained]:
    """All explained words of a language by key. One query."""
    rows = Explanation.objects.filter(language=language).order_by("word", "pk")
    return {each.key: Explained(each.key, each.word, each.text) for each in rows}


def guide_work() -> tuple[GuideWork, ...]:
    """Every guide with the state of every language. Three queries."""
    guides = list(Guide.objects.order_by("position", "slug", "pk"))
    newest = _newest_pages([guide.pk for guide in guides])
    german = _checked_pages([guide.pk for guide in guides], (SOURCE,))
    return tuple(
        GuideWork(
            guide,
            tuple((code, _state(newest[guide.pk].get(code), german[guide.pk].get(SOURCE))) for code in codes()),
            has_checked_german=SOURCE in german[guide.pk],
        )
        for guide in guides
    )


def guide_desk(guide: Guide, language: str) -> GuideDesk:
    """One language of a guide. Two queries."""
    newest = _newest_pages([guide.pk])[guide.pk].get(language)
    german = _checked_pages([guide.pk], (SOURCE,))[guide.pk].get(SOURCE)
    return GuideDesk(guide, language, newest, german, _state(newest, german))


def _state(page: GuidePage | None, german: GuidePage | None) -> PageState:
    return text_state(page.status if page else None, is_current=page is None or not is_outdated(page, german))


def _checked_pages(guides: Iterable[int], languages: Iterable[str]) -> dict[int, dict[str, GuidePage]]:
    """The newest checked page of each guide in each of these languages."""
    rows = GuidePage.objects.filter(guide__in=list(guides), language__in=list(languages), status=PageStatus.CHECKED)
    return _newest(rows.order_by("number", "pk"))


def _newest_pages(guides: Iterable[int]) -> dict[int, dict[str, GuidePage]]:
    return _newest(GuidePage.objects.filter(guide__in=list(guides)).order_by("number", "pk"))


def _newest(rows: Iterable[GuidePage]) -> dict[int, dict[str, GuidePage]]:
    found: dict[int, dict[str, GuidePage]] = defaultdict(dict)
    for page in rows:
        found[page.guide_id][page.language] = page
    return found
