"""Called by `./faden bench concept`: reading a concept of 400 elements, and comparing two versions of it.

Data of its own that is thrown away afterwards. Pages are asked for in this process, so that SQL queries can be counted;
the figures are those of the server without the way through the network.
"""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bench_board import MOST_TIMES, measure
from bench_pages import machine, set_up

ELEMENTS = 400
MOST_ELEMENTS = 2_000
REWORDED = 5  # in the newer version one element in so many reads otherwise
MOVED = 40  # one in so many stands elsewhere
STRATEGY = "strategie@example.org"


@dataclass(frozen=True)
class Answer:
    """What `measure` asks of an answer, of a file as well."""

    status_code: int
    content: bytes


def main() -> None:
    """Set up, grow the concept, freeze it twice, measure, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench concept", description="Misst Lesen und Vergleichen.")
    parser.add_argument("--times", type=int, default=20, help="Abrufe je Seite (höchstens 100)")
    parser.add_argument("--elements", type=int, default=ELEMENTS, help="Elemente des Konzepts (höchstens 2000)")
    options = parser.parse_args()
    times = min(max(options.times, 2), MOST_TIMES)
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        set_up(data)
        count, old, new = two_versions(min(options.elements, MOST_ELEMENTS))
        results = []
        for what, address in addresses(old, new).items():
            results.append(measure(what, count, caller(address), times))
            print(results[-1].row(), file=sys.stderr, flush=True)
        print(f"\n{machine()}, {times} Abrufe je Zeile, SQLite\n")
        print("| Was | Elemente | p50 ms | p95 ms | SQL-Abfragen | kB |")
        print("|---|---:|---:|---:|---:|---:|")
        for result in results:
            print(result.row())


def two_versions(size: int) -> tuple[int, Any, Any]:
    """The newest concept with `size` elements, frozen, changed, frozen again. Growing and changing are written in bulk
    and past the actions, so neither log nor history know of them: good for measuring, for nothing else."""
    from django.db import connection, transaction

    from roterfaden.concept.actions import freeze_version
    from roterfaden.concept.enums import VersionKind
    from roterfaden.concept.models import Concept
    from roterfaden.concept.queries import working_draft
    from roterfaden.kernel.actors import System

    concept = Concept.objects.filter(process__isnull=False).order_by("-starts_on", "-pk")[0]
    draft, actor = working_draft(concept), System("bench")
    newest = concept.versions.filter(frozen_at__isnull=False).latest("number")
    now: Any = newest.frozen_at
    now += timedelta(days=3650)
    versions = []
    with transaction.atomic():
        grow(draft, size, now)
        for number, slug in enumerate(("mess-vorher", "mess-nachher")):
            at = now + timedelta(days=number)
            versions.append(
                freeze_version(actor=actor, concept=concept, kind=VersionKind.CONFERENCE, slug=slug, title=slug, now=at)
            )
            change(draft, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    old, new = versions
    return old.nodes.count(), old, new


def grow(draft: Any, size: int, now: Any) -> None:
    """Texts below every element the draft has, until there are `size`; their words are those of the element above."""
    from roterfaden.concept.models import Element, ElementRevision, Node

    nodes = list(draft.nodes.select_related("revision", "element").order_by("order_key", "pk"))
    missing = max(size - len(nodes), 0)
    above = [nodes[step % len(nodes)] for step in range(missing)]
    elements = Element.objects.bulk_create(
        Element(concept_id=draft.concept_id, kind="text", field_id=node.element.field_id) for node in above
    )
    revisions = ElementRevision.objects.bulk_create(
        ElementRevision(
            element=element, number=1, title=f"{node.revision.title} ({step})", body=node.revision.body * 3,
            made_as="system", made_at=now,
        )
        for step, (node, element) in enumerate(zip(above, elements, strict=True))
    )  # fmt: skip
    Node.objects.bulk_create(
        Node(
            version=draft, revision=revision, element=revision.element, parent=node, position=500 + step // len(nodes),
            number=f"{node.number}.{500 + step // len(nodes)}",
            order_key=f"{node.order_key}.{500 + step // len(nodes)}",
        )
        for step, (node, revision) in enumerate(zip(above, revisions, strict=True))
    )  # fmt: skip


def change(draft: Any, now: Any) -> None:
    """Word one element in `REWORDED` otherwise and put one in `MOVED` below the first element of the draft."""
    from roterfaden.concept.models import ElementRevision, Node

    nodes = list(draft.nodes.select_related("revision").order_by("order_key", "pk"))
    reworded = [node for node in nodes if node.parent_id][::REWORDED]
    revisions = ElementRevision.objects.bulk_create(
        ElementRevision(
            element_id=node.element_id, number=node.revision.number + 1, title=node.revision.title,
            body=f"{node.revision.body} Das gilt ab dem nächsten Jahr auch für die Gemeinden.".replace("die", "alle"),
            made_as="system", made_at=now, reason="Für die Messung",
        )
        for node in reworded
    )  # fmt: skip
    for node, revision in zip(reworded, revisions, strict=True):
        node.revision = revision
    first = nodes[0]
    leaves = [node for node in nodes if node.number.rpartition(".")[2] >= "500" and node.parent_id != first.pk]
    moved = leaves[::MOVED]
    for step, node in enumerate(moved):
        place = 700 + step
        node.parent, node.position = first, place
        node.number, node.order_key = f"{first.number}.{place}", f"{first.order_key}.{place}"
    Node.objects.bulk_update(reworded, ["revision"])
    Node.objects.bulk_update(moved, ["parent", "position", "number", "order_key"])


def addresses(old: Any, new: Any) -> dict[str, str]:
    """Name → page."""
    from django.urls import reverse

    both = [old.slug, new.slug]
    return {
        "Leseansicht": reverse("public:version", args=[new.slug]),
        "Leseansicht mit Suche": f"{reverse('public:version', args=[new.slug])}?suche=Sprachkurs",
        "Als PDF, noch einmal gesetzt": reverse("public:version_file", args=[new.slug, "pdf"]),
        "Als Word-Dokument, noch einmal gesetzt": reverse("public:version_file", args=[new.slug, "docx"]),
        "Vergleich, nur Änderungen": reverse("public:compare", args=both),
        "Vergleich, alles": f"{reverse('public:compare', args=both)}?zeigen=alles",
        "Über die Fassung": reverse("public:version_about", args=[new.slug]),
        "Vergleich als Word-Dokument": reverse("office:compare_docx", args=[new.concept.slug, *both]),
    }


def caller(address: str) -> Any:
    """What is measured: one page, asked for by somebody who may see all of them."""
    from django.conf import settings
    from django.core.cache import cache
    from django.test import Client

    from roterfaden.accounts.models import User

    settings.SECOND_FACTOR = "optional"  # as in every trial; nobody is there to type one
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=STRATEGY))

    def call() -> Answer:
        if "/dokument." in address:
            cache.clear()  # what was made once would only be read
        answer: Any = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(answer.status_code, content)

    return call


if __name__ == "__main__":
    main()
