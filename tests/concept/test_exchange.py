"""A whole version as Markdown and JSON, and back: the same text comes out again."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from roterfaden.concept import actions, errors
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods import may_stand_under
from roterfaden.concept.methods.exchange import (
    Exchanged,
    ExchangedElement,
    SeriesKey,
    from_json,
    from_markdown,
    schema,
    to_json,
    to_markdown,
)
from roterfaden.concept.models import Element
from roterfaden.concept.queries import exchanged, working_draft
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.concept.values import add, goal_under, measurable
from tests.factories import NOW

WAYS = {"markdown": (to_markdown, from_markdown), "json": (to_json, from_json)}
LINES = st.sampled_from([
    "Text", "", " eingerückt", "# Überschrift", "## Titel {.ziel}", "\\## Titel {.ziel}", "- **Beginn:** 2018-01-01",
    "\\- **Beginn:** x", "- Punkt", "---", "a\\", "```", "| a | b |", "\u2028", "ä„“–",
])  # fmt: skip
BODIES = st.lists(LINES, max_size=5).map("\n".join)
LINE = st.text(alphabet='ab {}.#"\\*:-\n\t\u2028ß', min_size=1, max_size=12).filter(lambda text: text.strip())
TARGETS = st.fixed_dictionaries(
    {"accountability": st.sampled_from(["condition", "performance"]), "not_measurable_reason": LINE}
)


@st.composite
def documents(draw) -> Exchanged:
    """Any outline a concept allows, with nasty words in it."""
    elements: list[ExchangedElement] = []
    path: list[str] = []
    for _each in range(draw(st.integers(1, 8))):
        depth = draw(st.integers(1, len(path) + 1))
        del path[depth - 1 :]
        above = path[-1] if path else None
        kind = draw(st.sampled_from([kind.value for kind in ElementKind if may_stand_under(kind, above)]))
        path.append(kind)
        elements.append(ExchangedElement(
            depth, kind, draw(LINE), body=draw(BODIES), accountable=draw(st.sampled_from(["", "Amt \"A\"", "x "])),
            starts_on=draw(st.sampled_from([None, date(2018, 1, 1)])),
            target=draw(TARGETS) if kind == ElementKind.GOAL else None,
        ))  # fmt: skip
    return Exchanged("Konzept", date(2018, 1, 1), date(2023, 1, 1), "Entwurf", tuple(elements))


@pytest.mark.parametrize("way", WAYS)
@given(document=documents())
def test_written_and_read_gives_the_same(way, document):
    write, read = WAYS[way]
    text = write(document)

    assert write(read(text)) == text
    if way == "json":
        assert read(text) == document


@given(document=documents())
def test_markdown_and_json_say_the_same(document):
    tidied = from_markdown(to_markdown(document))

    assert from_json(to_json(tidied)) == tidied


@pytest.mark.django_db
@hypothesis_settings(max_examples=15)
@given(document=documents())
def test_export_import_export_gives_the_same_file(document):
    first, actor = factories.concept(), System("test")
    actions.import_exchange(actor=actor, concept=first, document=document, now=NOW)

    for write, read in WAYS.values():
        text = write(exchanged(working_draft(first)))
        empty = factories.concept(title=first.title, starts_on=first.starts_on, ends_on=first.ends_on)
        actions.import_exchange(actor=actor, concept=empty, document=read(text), now=NOW)
        assert write(exchanged(working_draft(empty))) == text


@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


def test_measurable_goals_and_fields_of_action_come_back(planner, concept):
    target = measurable(baseline_value=Decimal("12.5"), baseline_on=date(2017, 12, 31), baseline_source="Statistik")
    goal_under(planner, concept, target=target, title="Mehr Kurse", body="Text\n\n- Liste")
    document = exchanged(working_draft(concept))

    text = to_markdown(document)

    assert "### Mehr Kurse {.ziel}" in text
    assert "- **Zielwert:** 25\n" in text
    empty = factories.concept(process=factories.process(), title=concept.title)
    assert actions.import_exchange(actor=planner, concept=empty, document=from_markdown(text), now=NOW) == 3
    assert to_json(exchanged(working_draft(empty))) == to_json(document)
    assert empty.elements.get(kind="goal").field == concept.elements.get(kind="goal").field


def test_import_is_all_or_nothing_and_only_into_an_empty_draft(planner, concept):
    broken = Exchanged("K", date(2018, 1, 1), date(2019, 1, 1), "E", (
        ExchangedElement(1, "field", "A"), ExchangedElement(2, "goal", "ohne Begründung"),
    ))  # fmt: skip
    with pytest.raises(errors.BrokenExchange, match="ohne Begründung"):
        actions.import_exchange(actor=planner, concept=concept, document=broken, now=NOW)
    assert not concept.elements.exists()

    add(planner, concept, ElementKind.TEXT)
    with pytest.raises(errors.DraftNotEmpty):
        actions.import_exchange(actor=planner, concept=concept, document=broken, now=NOW)


def test_import_names_every_series_and_field_that_is_missing_here(planner, concept):
    target = {"accountability": "condition", "target_value": Decimal(3), "target_on": date(2020, 1, 1)}
    unknown = Exchanged("K", date(2018, 1, 1), date(2019, 1, 1), "E", (
        ExchangedElement(1, "field", "A", field="nirgends"),
        ExchangedElement(2, "goal", "B", target=target, series=SeriesKey("quote", 1, "03459", "")),
    ))  # fmt: skip

    with pytest.raises(errors.UnknownInFile, match="quote / 1 / 03459 / , nirgends"):
        actions.import_exchange(actor=planner, concept=concept, document=unknown, now=NOW)


def test_import_is_for_those_who_write(outsider, concept):
    document = Exchanged("K", date(2018, 1, 1), date(2019, 1, 1), "E", (ExchangedElement(1, "field", "A"),))

    with pytest.raises(NotAllowed):
        actions.import_exchange(actor=outsider, concept=concept, document=document, now=NOW)


HEAD = "---\nformat: roterfaden-konzept/1\ntitel: a\ngilt-von: 2018-01-01\ngilt-bis: 2019-01-01\nfassung: b\n---\n"
BROKEN = ("{", "[]", '{"format": "anderes"}', "", "Text", "---\nformat: roterfaden-konzept/1\n---\n",
          HEAD.replace("01-01", "02-30"), HEAD + "vorher", HEAD + "## zu tief {.ziel}")  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_broken_files_are_refused_by_name(text):
    read = from_json if text.startswith(("{", "[")) else from_markdown

    with pytest.raises(errors.BrokenExchange):
        read(text)


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_signs_no_database_keeps_are_refused(sign):
    document = Exchanged("K", date(2018, 1, 1), date(2019, 1, 1), "E", (ExchangedElement(1, "field", "XX"),))

    with pytest.raises(errors.BrokenExchange, match="unlesbare"):
        from_json(to_json(document).replace("XX", f"X{sign}"))
    with pytest.raises(errors.BrokenExchange, match="unlesbare"):
        from_markdown(to_markdown(document).replace("XX", f'"X{sign}"'))


def test_the_published_schema_is_one():
    Draft202012Validator.check_schema(schema())


def test_commands_write_and_read(planner, concept, tmp_path, capsys):
    goal_under(planner, concept)
    call_command("export_concept", concept.slug)
    text = capsys.readouterr().out
    (tmp_path / "a.md").write_text(text)
    empty = factories.concept(title=concept.title)

    call_command("import_concept", str(tmp_path / "a.md"), concept=empty.slug)

    assert Element.objects.filter(concept=empty).count() == 3
