"""Two versions on one page and as a Word document with tracked changes."""

import io
from datetime import timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn

from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods.differences import words
from roterfaden.concept.models import Node
from roterfaden.concept.queries import Standing, comparison
from roterfaden.web.comparing import comparison_page, facts, marked
from roterfaden.web.comparing_docx import comparison_docx
from tests import factories
from tests.concept.values import add, measurable
from tests.factories import NOW

LATER = NOW + timedelta(days=30)
HEAD = 2  # title and explanation


# --- marks --------------------------------------------------------------------------------------------------------
def test_marks_are_said_and_escaped():
    html = marked(words("a <b> alt", "a <b> neu"))

    assert html == (
        'a &lt;b&gt; <del><span class="kern-sr-only"> gestrichen: </span>alt<span class="kern-sr-only"> Ende </span>'
        '</del><ins><span class="kern-sr-only"> eingefügt: </span>neu<span class="kern-sr-only"> Ende </span></ins>'
    )
    assert marked(words("a <b>", "a <b>")) == "a &lt;b&gt;"
    assert "¶\n\n" in marked(words("a\nb", "a\n\nb"))


# --- Word ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def versions(planner, db):
    """Before and after a bit of everything: words, lines, targets, coming, going, moving with what stands below."""
    concept = factories.concept(process=factories.process(), title="Konzept <1> & mehr")
    field, other = (add(planner, concept, ElementKind.FIELD, title=name) for name in ("A & O", "B"))
    body = "Erster Absatz.\n\n- eins\n- zwei"
    goals = [add(planner, concept, ElementKind.GOAL, field, title=name, body=body) for name in ("Eins", "Zwei", "Drei")]
    under = add(planner, concept, ElementKind.INITIATIVE, goals[0], title="Tun", accountable="Jugendamt")
    gone = add(planner, concept, ElementKind.INITIATIVE, goals[1], title="Weg", body="Geht.")
    old = freeze(planner, concept, "vorher")
    actions.withdraw_element(actor=planner, element=gone, reason="Erledigt", now=NOW)
    actions.move_element(actor=planner, element=goals[2], parent_element=field, position=1, now=NOW)
    moved_to = add(planner, concept, ElementKind.CHALLENGE, other, title="Neu", body="Kommt.\nDazu.")
    move(concept, under, moved_to)
    revise(planner, goals[0], body="Erster, neuer Absatz.\n\n- zwei\n- drei", target=measurable())
    revise(planner, goals[2], title="Drei, verschoben", body="")
    return old, freeze(planner, concept, "nachher")


def move(concept, element, parent):
    """What the outline of today does not allow may stand in an older version."""
    draft = concept.versions.get(frozen_at=None)
    above = draft.nodes.get(element=parent)
    Node.objects.filter(version=draft, element=element).update(
        parent=above, position=1, number=f"{above.number}.1", order_key=f"{above.order_key}.001"
    )


def freeze(planner, concept, slug):
    values = {"kind": "conference", "slug": slug, "title": slug.title(), "now": NOW}
    return actions.freeze_version(actor=planner, concept=concept, **values)


def revise(planner, element, **words):
    words = {"title": element.revisions.get().title} | words
    actions.revise_element(actor=planner, element=element, reason="Besser", expected_revision=1, now=NOW, **words)


def document(versions):
    made = comparison_docx(comparison(*versions), author="Stabsstelle", made_at=LATER, language="de")
    return Document(io.BytesIO(made.read()))


def paragraphs(document, *, without, marks):
    """The text of each paragraph once changes of the kinds `without` are gone, and paragraphs whose mark is one."""
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if mark is not None and any(mark.find(qn(f"w:{kind}")) is not None for kind in without):
            continue
        runs = (run for run in paragraph.iter(qn("w:r")) if run.getparent().tag not in {qn(f"w:{k}") for k in without})
        texts = {qn("w:t"), qn("w:delText")}
        found.append(
            "".join(
                "\n" if part.tag == qn("w:br") else part.text or ""
                for run in runs for part in run if part.tag in texts | {qn("w:br")}
            )
        )  # fmt: skip
    return found[marks:]


def said(version):
    """What a version says, paragraph by paragraph."""
    rows = Node.objects.filter(version=version).select_related(
        "revision__target__series__definition__indicator", "revision__target__series__area"
    )
    for node in rows.order_by("order_key"):
        yield f"{node.number} {node.revision.title}"
        if node.revision.body:
            yield node.revision.body
        standing = Standing(node.number, 0, node.revision, getattr(node.revision, "target", None))
        yield from (f"{label}: {text}" for label, text in facts(standing).items())


def test_accepted_text_is_the_new_version_and_rejected_the_old(versions):
    made = document(versions)

    assert paragraphs(made, without=("del", "moveFrom"), marks=HEAD) == list(said(versions[1]))
    assert paragraphs(made, without=("ins", "moveTo"), marks=HEAD) == list(said(versions[0]))


def test_changes_are_signed_numbered_and_paired(versions):
    made = document(versions)
    body = made.element.body
    tags = {qn(f"w:{kind}") for kind in ("ins", "del", "moveFrom", "moveTo")}
    changes = [each for each in body.iter() if each.tag in tags]

    assert {each.get(qn("w:author")) for each in changes} == {"Stabsstelle"}
    assert {each.get(qn("w:date")) for each in changes} == {NOW.strftime("%Y-%m-%dT%H:%M:%SZ")}
    numbers = [each.get(qn("w:id")) for each in changes]
    assert len(numbers) == len(set(numbers))
    names = [
        sorted(each.get(qn("w:name")) for each in body.iter(qn(f"w:{kind}RangeStart")))
        for kind in ("moveFrom", "moveTo")
    ]
    assert names[0] == names[1]
    assert len(names[0]) == 2
    assert [paragraph.style.name for paragraph in made.paragraphs][:3] == ["Title", "Normal", "Heading 1"]


def test_same_version_has_no_change(versions):
    made = document((versions[0], versions[0]))

    assert paragraphs(made, without=(), marks=HEAD) == list(said(versions[0]))
    assert not any(made.element.body.iter(qn("w:ins"), qn("w:del"), qn("w:moveTo"), qn("w:moveFrom")))


# --- the page -----------------------------------------------------------------------------------------------------
def test_page_tells_moves_as_moves_and_facts_only_where_they_differ(versions):
    page = comparison_page(comparison(*versions), shows_all=False, href=lambda row: f"/{row.element_id}/")

    told = [(row.number, row.told) for row in page.rows]
    assert ("1.3", ("Stand hier als 1.3. Steht jetzt unter 1.1.",)) in told
    assert ("1.1", ("Verschoben von 1.3 nach 1.1.", "Neu formuliert.")) in told
    assert ("1.2.1", ("Gestrichen.",)) in told
    labels = [[fact.label for fact in row.facts] for row in page.rows if row.row.is_retargeted]
    assert labels == [["Gemessen an", "Zielwert", "Noch nicht messbar"]]
