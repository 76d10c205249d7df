"""A Word document on its way into the draft: proposal, choices, elements, report."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from roterfaden.audit.models import Event
from roterfaden.concept import actions, errors
from roterfaden.concept.enums import BlockUse, ElementKind, LeftBecause, WordState
from roterfaden.concept.methods.documents import read_document
from roterfaden.concept.methods.word_import import Choice, Plan, planned, proposed
from roterfaden.concept.models import Element, Node, Target, WordBlock, WordDocument
from roterfaden.concept.queries import word_mapping
from roterfaden.files.models import KeptFile
from roterfaden.kernel.containers import EncryptedFile
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.concept import word_files as word
from tests.concept.values import add
from tests.concept.word_files import item, par, run, table, word_file
from tests.factories import NOW

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def plan_of(data: bytes) -> Plan:
    blocks = read_document(data).blocks
    return planned(blocks, proposed(blocks))


def outline(plan: Plan) -> list[tuple[str, str, str]]:
    titles = [each.title for each in plan.elements]
    return [(each.kind, each.title, "" if each.parent is None else titles[each.parent]) for each in plan.elements]


# --- the proposal -------------------------------------------------------------------------------------------------
def test_proposal_for_a_document_with_styles():
    assert outline(plan_of(word.auto_numbered())) == [
        ("text", "Konzept Migration und Teilhabe", ""),
        ("text", "Einleitung", ""),
        ("field", "Sprache", ""),
        ("principle", "Sprache öffnet Türen", "Sprache"),
        ("challenge", "Herausforderung", "Sprache"),
        ("goal", "Bis 2022 besuchen 25 % der Neuzugewanderten einen Kurs.", "Herausforderung"),
        ("goal", "Jede Gemeinde bietet einen Abendkurs an.", "Herausforderung"),
        ("initiative", "Sprachcafé in jeder Gemeinde", "Herausforderung"),
        ("initiative", "Lotsinnen und Lotsen", "Herausforderung"),
        ("field", "Arbeit", ""),
        ("goal", "Abschlüsse werden anerkannt", "Arbeit"),
    ]


def test_proposal_for_a_document_made_by_hand():
    plan = plan_of(word.by_hand())

    assert outline(plan) == [
        ("text", "Integrationskonzept 2019", ""),
        ("field", "Wohnen", ""),
        ("challenge", "Kleine Wohnungen", "Wohnen"),
        ("goal", "Mehr große Wohnungen", "Kleine Wohnungen"),
        ("initiative", "Runder Tisch Wohnen", "Kleine Wohnungen"),
        ("field", "Gesundheit", ""),
    ]
    assert plan.elements[1].body == "Wohnraum ist knapp, vor allem für große Familien, und er wird knapper."
    assert plan.elements[4].accountable == "Bauamt"


def test_proposal_for_a_document_made_of_tables():
    plan = plan_of(word.as_tables())

    assert outline(plan) == [
        ("field", "Bildung", ""),
        ("principle", "Bildung beginnt früh.", "Bildung"),
        ("goal", "Alle Kinder besuchen eine Kita.", "Bildung beginnt früh."),
        ("initiative", "Elternlotsinnen", "Alle Kinder besuchen eine Kita."),
        ("initiative", "Rucksack-Gruppen", "Alle Kinder besuchen eine Kita."),
        ("initiative", "Vorlesetage", "Alle Kinder besuchen eine Kita."),
    ]
    assert [each.accountable for each in plan.elements[3:]] == ["Jugendamt", "Kita-Träger", "Bibliotheken"]
    assert plan.elements[3].body.startswith("- besuchen Familien\n- sprechen deren Sprache\n\n**Zeitraum:** 2019–2021")


def test_proposal_for_a_document_on_the_template_of_word():
    plan = plan_of(word.by_library())

    assert outline(plan) == [
        ("text", "Integrationsstrategie", ""),
        ("field", "Sprache", ""),
        ("goal", "Alle sprechen mit", "Sprache"),
        ("initiative", "Sprachcafés", "Alle sprechen mit"),
        ("initiative", "Lernpatenschaften", "Alle sprechen mit"),
        ("field", "Teilhabe", ""),
    ]
    assert plan.elements[4].accountable == "Volkshochschule"
    assert plan.elements[5].body.startswith("1. Erstens\n\n| Jahr | Zahl | Quelle |")


def test_a_sentence_about_goals_is_no_goal():
    body = par("Ziel dieses Kapitels ist es, Wohnraum zu schaffen.") + par("Projekte gibt es viele.")
    plan = plan_of(word_file(body))

    assert [each.kind for each in plan.elements] == [ElementKind.TEXT]


def test_long_wordings_keep_every_word_below_a_short_title():
    words = "Ziel 1: " + "Alle Menschen im Landkreis finden zeitnah Beratung in ihrer Sprache und " * 5 + "Hilfe."
    body = par(run("Handlungsfeld: Beratung", "b")) + par(words)

    goal = plan_of(word_file(body)).elements[1]

    assert len(goal.title) <= 240
    assert goal.title.startswith("Alle Menschen")
    assert goal.body == words


def test_a_goal_with_no_place_is_proposed_as_text():
    assert outline(plan_of(word_file(par("Ziel 1: Mehr Bäume")))) == [("text", "Ziel 1: Mehr Bäume", "")]


@pytest.mark.parametrize("name", word.ALL)
def test_every_block_is_in_the_plan_or_left_with_a_reason(name):
    blocks = read_document(word.ALL[name]()).blocks
    choices = proposed(blocks)

    taken = [number for element in planned(blocks, choices).elements for number in element.blocks]
    left = [number for number, choice in enumerate(choices) if choice.use == BlockUse.LEFT and choice.because]

    assert sorted(taken + left) == list(range(len(blocks)))


def test_plan_names_what_cannot_stand_where_it_is():
    blocks = read_document(word_file(par("a") + par("b") + par("c"))).blocks
    choices = [Choice(BlockUse.BODY), Choice(BlockUse.GOAL), Choice(BlockUse.FIELD)]

    assert planned(blocks, choices).wrong == {0, 1}


# --- taking in ----------------------------------------------------------------------------------------------------
@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


@pytest.fixture
def opened(planner, concept):
    def open_(data: bytes = b"", name: str = "konzept.docx") -> WordDocument:
        upload = SimpleUploadedFile(name, data or word.auto_numbered())
        return actions.open_word_document(actor=planner, concept=concept, upload=upload, now=NOW)

    return open_


def start(planner, document, reason="fehlt noch"):
    return actions.start_word_import(actor=planner, document=document, goal_reason=reason, now=NOW)


def take_in(planner, document, **more):
    return actions.import_word_elements(actor=planner, document=document, now=NOW, **more)


def test_open_word_document_keeps_file_and_proposal_and_changes_nothing(opened, concept):
    document = opened()

    assert KeptFile.objects.get().purpose == "concept.word"
    assert document.blocks.filter(is_fixed=True).count() == 7
    assert not concept.elements.exists()
    assert Event.objects.filter(verb="word.opened").count() == 1


def test_open_word_document_again_gives_the_same(opened):
    assert opened() == opened()


def test_open_word_document_refuses_dangerous_and_empty_files(opened):
    with pytest.raises(EncryptedFile):
        opened(OLE)
    with pytest.raises(errors.NothingToRead):
        opened(word_file(par()))
    assert not KeptFile.objects.exists()


def test_open_word_document_is_for_those_who_write(outsider, concept):
    upload = SimpleUploadedFile("a.docx", word.by_hand())
    with pytest.raises(NotAllowed):
        actions.open_word_document(actor=outsider, concept=concept, upload=upload, now=NOW)


@pytest.mark.parametrize("name", word.ALL)
def test_import_puts_every_word_into_an_element_or_the_report(planner, opened, concept, name):
    document = take_in(planner, start(planner, opened(word.ALL[name]())))

    assert document.state == WordState.DONE
    assert document.blocks.filter(element=None, because="").count() == 0
    for block in document.blocks.exclude(element=None).select_related("element"):
        revision = block.element.revisions.get()
        said = "".join(f"{revision.title}{revision.body}{revision.accountable}".replace("\\", "").split())
        words = [each for each in block.plain.replace("*", "").split() if each.isalnum() and len(each) > 3]
        keyword = {"Handlungsfeld", "Ziel", "Maßnahme", "Leitsatz", "Verantwortlich"}
        assert all(each in said for each in words if each not in keyword), block.plain


def test_import_numbers_the_draft_and_goals_say_why_they_are_not_measurable(planner, opened, concept):
    take_in(planner, start(planner, opened(), "Messgröße fehlt noch"))

    numbers = Node.objects.filter(version__concept=concept).order_by("order_key")
    assert [each.number for each in numbers] == [
        "1", "2", "3", "3.1", "3.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "4", "4.1",
    ]  # fmt: skip
    assert set(Target.objects.values_list("not_measurable_reason", flat=True)) == {"Messgröße fehlt noch"}


def test_import_finds_the_field_of_action_by_its_name(planner, opened, concept):
    field = factories.field(name="Sprache")

    take_in(planner, start(planner, opened()))

    goal = Element.objects.filter(kind=ElementKind.GOAL).order_by("pk").first()
    assert goal.field == field


def test_import_adds_behind_what_stands_there(planner, opened, concept):
    add(planner, concept, ElementKind.TEXT, title="Vorwort")

    take_in(planner, start(planner, opened(word.by_hand())))

    assert Node.objects.filter(version__concept=concept, parent=None).order_by("position").first().number == "1"
    assert Node.objects.filter(version__concept=concept, parent=None).count() == 4


class Broken:
    """A job that is stopped after some elements."""

    def __init__(self, after: int) -> None:
        self.after = after

    def set(self, done: int, total: int, note: str = "") -> None:
        self.after -= 1

    @property
    def cancelled(self) -> bool:
        return self.after <= 0


def test_import_goes_on_where_it_was_broken_off(planner, opened, concept):
    document = start(planner, opened())

    half = take_in(planner, document, progress=Broken(3))
    assert (half.state, concept.elements.count()) == (WordState.RUNNING, 3)
    done = take_in(planner, document)

    assert (done.state, concept.elements.count()) == (WordState.DONE, 11)
    take_in(planner, document)
    assert concept.elements.count() == 11
    assert Event.objects.filter(verb="word.imported").count() == 1


def test_choices_decide_and_what_is_not_taken_has_its_reason(planner, opened, concept):
    document = opened(word_file(par(run("Kapitel", "b")) + par("Eins") + item("Zwei")))
    choices = {1: Choice(BlockUse.FIELD), 2: Choice(BlockUse.LEFT), 3: Choice(BlockUse.GOAL, 4)}

    actions.map_word_blocks(actor=planner, document=document, choices=choices, now=NOW)
    take_in(planner, start(planner, document))

    assert list(concept.elements.order_by("pk").values_list("kind", flat=True)) == ["field", "goal"]
    assert WordBlock.objects.get(number=2).because == LeftBecause.CHOSEN


def test_start_refuses_gaps_nothing_and_an_empty_reason(planner, opened):
    document = opened(word_file(par("Eins") + par("Zwei")))

    with pytest.raises(errors.GoalReasonMissing):
        start(planner, document, "  ")
    actions.map_word_blocks(actor=planner, document=document, choices={1: Choice(BlockUse.GOAL)}, now=NOW)
    with pytest.raises(errors.MappingHasGaps):
        start(planner, document)
    left = {1: Choice(BlockUse.LEFT), 2: Choice(BlockUse.LEFT)}
    actions.map_word_blocks(actor=planner, document=document, choices=left, now=NOW)
    with pytest.raises(errors.NothingChosen):
        start(planner, document)


def test_the_same_file_with_the_same_choices_is_taken_in_once(planner, opened):
    take_in(planner, start(planner, opened()))

    again = opened()

    assert again.state == WordState.OPEN
    with pytest.raises(errors.SameTwice):
        start(planner, again)
    actions.map_word_blocks(actor=planner, document=again, choices={1: Choice(BlockUse.LEFT)}, now=NOW)
    assert start(planner, again).state == WordState.RUNNING


def test_what_is_taken_in_can_neither_be_mapped_nor_discarded(planner, opened):
    document = take_in(planner, start(planner, opened()))

    with pytest.raises(errors.WordIsTakenIn):
        actions.map_word_blocks(actor=planner, document=document, choices={}, now=NOW)
    with pytest.raises(errors.WordIsTakenIn):
        actions.discard_word_document(actor=planner, document=document, now=NOW)


def test_discard_leaves_no_trace_but_the_log(planner, opened):
    actions.discard_word_document(actor=planner, document=opened(), now=NOW)

    assert not WordDocument.objects.exists()
    assert Event.objects.filter(verb="word.discarded").count() == 1


def test_word_mapping_takes_one_query(opened, query_count):
    small, large = opened(word.by_hand()), opened(word.as_tables())

    assert query_count(lambda: word_mapping(small)) == query_count(lambda: word_mapping(large)) == 1


# --- the command --------------------------------------------------------------------------------------------------
def test_command_prints_the_report_and_changes_nothing_on_a_dry_run(concept, tmp_path):
    file, out = tmp_path / "konzept.docx", io.StringIO()
    file.write_bytes(word.by_hand())

    call_command("import_word", str(file), concept=concept.slug, dry_run=True, stdout=out)

    assert "→ Maßnahme: Runder Tisch Wohnen" in out.getvalue()
    assert not WordDocument.objects.exists()
    assert not concept.elements.exists()
    call_command("import_word", str(file), concept=concept.slug, stdout=out)
    assert concept.elements.count() == 6


def test_command_says_what_is_wrong(concept, tmp_path):
    (tmp_path / "a.docx").write_bytes(OLE)

    with pytest.raises(CommandError, match="Passwort"):
        call_command("import_word", str(tmp_path / "a.docx"), concept=concept.slug)
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("import_word", str(tmp_path / "a.docx"), concept="nirgends")


def test_rows_of_a_table_become_initiatives_with_who_is_accountable(planner, opened):
    rows = table(("Maßnahme", "Zuständig"), ("Eins", "Amt A"), ("Zwei", "Amt B"))

    take_in(planner, start(planner, opened(word_file(par(run("Handlungsfeld: Natur", "b")) + rows))))

    made = Element.objects.filter(kind=ElementKind.INITIATIVE).order_by("pk")
    assert [(each.revisions.get().title, each.revisions.get().accountable) for each in made] == [
        ("Eins", "Amt A"), ("Zwei", "Amt B"),
    ]  # fmt: skip
