"""Gremien: from the first draft to the record that is filed, and bodies over time, on the pages of the office."""

import io
import json
import zipfile
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roterfaden.council.enums import PaperKind
from roterfaden.council.models import Annex, Body, Paper, SignOff
from roterfaden.council.queries import usual_order
from roterfaden.kernel.time import local_day
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def version():
    concept = factories.concept()
    factories.element(concept)
    return factories.frozen_version(concept, "submitted")


def text(response):
    return response.content.decode()


def of(name, *args):
    return reverse(f"office:council_{name}", args=args)


def test_planner_takes_a_paper_from_draft_to_record(page_client, planner, version, settings):
    page_client.force_login(planner)
    unit, today = factories.unit(), local_day(timezone.now())
    words = {"reference": "2026/7", "kind": "decision", "title": "Neue Ziele", "version": version.pk, "proposal": "Ja."}
    refused = page_client.post(of("paper_draft"), words | {"kind": PaperKind.ANSWER})
    assert (refused.status_code, "Wählen Sie die Anfrage" in text(refused)) == (422, True)
    page_client.post(of("paper_draft"), words)
    paper = Paper.objects.get()
    factories.consultation(paper, factories.meeting(factories.body(), starts_at=timezone.now() + timedelta(days=25)))

    page_client.post(of("signoff_ask", paper.pk), {"unit": unit.pk})
    signoff = SignOff.objects.get()
    assert page_client.post(of("signoff_record", signoff.pk), {"agrees": "no", "signed_on": today}).status_code == 422
    page_client.post(of("signoff_record", signoff.pk), {"agrees": "yes", "signed_on": today, "note": "Gern."})
    page_client.post(of("paper_revise", paper.pk), words | {"proposal": "Ja, bis Jahresende."})
    html = text(page_client.get(of("paper", paper.pk)))
    for said in ("Gern.", "überholt", "noch offen", "einreichen bis", "Entwurf", "Es fehlt:"):
        assert said in html
    assert "Vorlage einbringen: 2026/7" in text(page_client.get(reverse("office:my_day")))
    assert "Mitzeichnung offen" in text(page_client.get(reverse("office:council")))

    missing = page_client.post(of("annex_add", paper.pk), {"what": "file"})
    assert missing.status_code == 422
    upload = SimpleUploadedFile("kosten.csv", b"Posten;Euro\nRaum;3\n")
    page_client.post(of("annex_add", paper.pk), {"what": "file", "upload": upload, "title": "Kosten"})
    page_client.post(of("annex_add", paper.pk), {"what": f"version-{version.pk}", "is_public": "on"})
    first, second = Annex.objects.order_by("position")
    assert (first.is_public, second.version, second.file.ending) == (False, version, "pdf")
    assert version.checksum[:12] in second.source

    assert page_client.post(of("paper_hand_in", paper.pk), {"submitted_on": today}).status_code == 422
    page_client.post(
        of("paper_hand_in", paper.pk), {"submitted_on": today, "is_public": "on", "because": "Eilbedürftig."}
    )
    html = text(page_client.get(of("paper", paper.pk)))
    assert "Eilbedürftig." in html
    assert of("paper_revise", paper.pk) not in html
    made = page_client.get(of("paper_archive", paper.pk)).content
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert len(archive.namelist()) == 6
        about = json.loads(archive.read("vorlage-2026-7.json"))
    assert (about["address"], len(about["annexes"])) == (f"{settings.BASE_URL}/beschluesse/vorlagen/{paper.pk}/", 2)


def test_group_reads_papers_but_no_drafts(page_client, group_member, version):
    page_client.force_login(group_member)

    assert page_client.get(of("paper", factories.paper(version).pk)).status_code == HTTPStatus.OK
    assert page_client.get(of("paper", factories.draft(version).pk)).status_code == HTTPStatus.NOT_FOUND
    hidden = factories.annex(factories.draft(version))
    assert page_client.get(of("annex_file", hidden.pk)).status_code == HTTPStatus.NOT_FOUND


def test_clerk_renames_a_body_and_sets_the_usual_order(page_client, clerk):
    page_client.force_login(clerk)
    body = factories.body("committee")
    change = {"name": body.name, "remit": "Bildung", "submission_days": 12, "invitation_days": 20}
    refused = page_client.post(of("body_revise", body.slug), change)
    assert (refused.status_code, "kürzer sein als die Ladungsfrist" in text(refused)) == (422, True)

    page_client.post(of("body_revise", body.slug), change | {"submission_days": 21})
    after = {"name": "Ausschuss für Teilhabe", "slug": "teilhabe", "on": "2020-01-01"}
    page_client.post(of("body_replace", body.slug), after)
    html = text(page_client.get(of("body", "teilhabe")))

    assert body.name in html
    assert "21 Arbeitstage" in html
    assert page_client.get(of("body_end", body.slug)).status_code == HTTPStatus.NOT_FOUND
    page_client.post(of("body_end", "teilhabe"), {"on": "2025-01-01"})
    assert not Body.objects.filter(valid_until=None).exists()
    form = page_client.get(of("order"))
    assert "§ 78 Abs. 2" in text(form)
    assert page_client.post(of("order"), {"step_1": "council:noting"}).status_code == 422
    page_client.post(of("order"), {"step_1": "committee:preliminary", "step_3": "council:deciding"})
    assert [str(kind) for kind, _role in usual_order()] == ["committee", "council"]


def test_clerk_turns_an_annex_public_and_outsiders_find_it(page_client, clerk, client):
    paper = factories.paper()
    annex = factories.annex(paper, is_public=False, title="Kosten")
    public, file = reverse("public:paper", args=[paper.pk]), reverse("public:annex", args=[annex.uid])
    assert client.get(file).status_code == HTTPStatus.NOT_FOUND
    page_client.force_login(clerk)

    page_client.post(of("annex_publicity", annex.pk))

    html = text(client.get(public))
    assert "Anlage 1: Kosten" in html
    assert client.get(file).headers["Content-Disposition"].startswith("inline")
    assert client.get(f"{file}?laden").headers["Content-Disposition"] == 'attachment; filename="anlage-1.txt"'
    shown = client.get(reverse("public:paper_file", args=[paper.pk, "pdf"]))
    assert (shown.content[:4], shown.headers["Content-Disposition"].split(";")[0]) == (b"%PDF", "inline")


@pytest.mark.parametrize("n", [1, 3])
def test_public_paper_takes_the_same_queries(page_client, query_count, n):
    question = factories.paper(kind=PaperKind.QUESTION)
    paper = factories.paper(kind=PaperKind.ANSWER, refers_to=question, financial_effects="Keine.", reasons="Darum.")
    for _number in range(n):
        factories.annex(paper)
        factories.resolution(factories.consultation(paper, factories.meeting(factories.body())))
    address = reverse("public:paper", args=[paper.pk])
    page_client.get(address)

    assert query_count(lambda: page_client.get(address)) == 9
