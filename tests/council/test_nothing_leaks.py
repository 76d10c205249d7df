"""A paper that is not public, and annexes that are not: no surface shows a word of them to anybody outside."""

from datetime import timedelta
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, get_resolver, reverse

from roterfaden.council import actions
from roterfaden.council.actions import PaperContent
from roterfaden.council.enums import AnnexKind, Result
from roterfaden.files.models import KeptFile
from tests import factories
from tests.api.oparl import LISTS, list_url
from tests.factories import NOW, TODAY
from tests.pages import read_to_the_end

pytestmark = pytest.mark.django_db
SECRET = "Geheimsache"
CONTENT = PaperContent(
    kind="decision", title=SECRET, proposal=SECRET, reasons=SECRET, proposer=SECRET, lead_unit=SECRET
)
LATER = NOW + timedelta(days=3)


def attach(actor, paper, *, is_public):
    upload = ContentFile(f"{SECRET} Anlage\n".encode(), name=f"{SECRET}.txt")
    return actions.add_annex(
        actor=actor, paper=paper, kind=AnnexKind.FILE, title=SECRET, upload=upload, source=SECRET, is_public=is_public,
        now=NOW,
    )  # fmt: skip


def drafted(actor, version):
    content = PaperContent(**{**CONTENT.__dict__, "version": version})
    return actions.draft_paper(actor=actor, reference="2026/1", content=content, now=NOW)


def a_draft(actor, version):
    paper = drafted(actor, version)
    return paper, attach(actor, paper, is_public=True)


def a_private_paper(actor, version):
    paper, annex = a_draft(actor, version)
    return actions.hand_in_paper(actor=actor, paper=paper, submitted_on=TODAY, is_public=False, now=NOW), annex


def a_withdrawn_paper(actor, version):
    paper, annex = a_draft(actor, version)
    paper = actions.hand_in_paper(actor=actor, paper=paper, submitted_on=TODAY, is_public=True, now=NOW)
    return actions.withdraw_paper(actor=actor, paper=paper, now=LATER), annex


def a_private_annex(actor, version):
    paper = factories.paper(version)
    attach(actor, paper, is_public=False)
    return paper, actions.withdraw_annex(actor=actor, annex=attach(actor, paper, is_public=True), now=LATER)


def plain_routes():
    """Every public address without arguments: start, lists, feeds, sitemap, search, catalogue, exports."""
    for namespace in ("public", "api"):
        resolver = get_resolver().namespace_dict[namespace][1]
        for name in {key for key in resolver.reverse_dict if isinstance(key, str)}:
            try:
                yield reverse(f"{namespace}:{name}")
            except NoReverseMatch:
                continue


def surfaces(world):
    """Where somebody outside could come across the paper, or guess it."""
    paper, annex, kept = world.paper, world.annex, world.annex.file
    yield from plain_routes()
    yield from ("/sitemap.xml", "/robots.txt", f"{reverse('public:contributions')}?suche={SECRET[:-1]}")
    yield from (reverse("public:paper", args=[paper.pk]), reverse("public:annex", args=[annex.uid]))
    yield reverse("public:annex", args=[kept.uid])
    yield from (reverse("public:paper_file", args=[paper.pk, form]) for form in ("json", "odt"))
    yield from (f"/media/{kept.stored_as}", f"/{kept.stored_as}", f"/media/council.annex/{kept.original_name}")
    yield from (reverse("public:resolution", args=[world.resolution.pk]),)
    yield from (reverse("public:thread", args=["beschluss", world.resolution.pk]),)
    yield from (reverse("public:thread", args=["element", world.goal.pk]), reverse("public:goal", args=[world.goal.pk]))
    yield f"{reverse('public:version', args=[world.version.slug])}?suche={SECRET[:-1]}"
    for name in LISTS:
        yield from (list_url(name), list_url(name, "?modified_since=2000-01-01T00:00:00%2B01:00"))
    for key in (f"vorlage-{paper.pk}", f"anlage-{annex.pk}"):
        yield reverse("api:oparl_file", args=[key])
    yield from (reverse(f"api:oparl_{kind}", args=[paper.pk]) for kind in ("paper", "consultation", "agenda_item"))


def office_surfaces(world):
    """The same from inside: page, export, archive, annex, and the log."""
    paper, annex = world.paper, world.annex
    yield from (reverse("office:council"), reverse("office:council_paper", args=[paper.pk]))
    yield from (reverse("office:council_paper_file", args=[paper.pk, "json"]),)
    yield from (reverse("office:council_paper_archive", args=[paper.pk]),)
    yield from (reverse("office:council_annex_file", args=[annex.pk]), reverse("office:log"), reverse("office:my_day"))


def shows(client, url):
    response = client.get(url)
    if SECRET in url:  # a guess; pages repeat the address
        return response.status_code != HTTPStatus.NOT_FOUND
    body = b"".join(response) if response.streaming else response.content
    read_to_the_end(response)
    return SECRET.encode() in body or SECRET in str(response.headers)


@pytest.mark.parametrize(
    "hide", [a_draft, a_private_paper, a_withdrawn_paper, a_private_annex], ids=lambda hide: hide.__name__
)
def test_no_surface_shows_what_is_not_public(hide, client, clerk, coordinator, auditor, settings):
    settings.SECOND_FACTOR = "optional"
    cache.clear()
    factories.instance()
    concept = factories.concept()
    goal = factories.element(concept)
    version = factories.frozen_version(concept, "adopted")
    paper, annex = hide(clerk, version)
    step = factories.consultation(paper, factories.meeting(factories.body()))
    text = SECRET if not paper.is_public else "Ja."
    resolution = factories.resolution(step, Result.ADOPTED, text=text)
    world = SimpleNamespace(paper=paper, annex=annex, resolution=resolution, goal=goal, version=version)

    leaking = [url for url in surfaces(world) if shows(client, url)]
    for person, urls in ((coordinator, office_surfaces(world)), (auditor, [reverse("office:log")])):
        client.force_login(person)
        leaking += [f"{person} {url}" for url in urls if shows(client, url)]

    assert leaking == []
    assert KeptFile.objects.filter(purpose="council.annex").count() == 1
    client.force_login(clerk)
    assert shows(client, reverse("office:council_paper", args=[paper.pk]))
