"""Labels of the log: kept without a language, read in that of the reader."""

import pytest
from django.apps import apps
from django.utils import translation

from roterfaden.audit.models import Event
from roterfaden.audit.registry import sentence
from roterfaden.kernel.labels import choice_token, kind_token, label_words
from roterfaden.participation.models import Contribution
from tests import factories


def test_label_is_read_in_the_language_of_the_reader():
    voice = Contribution(number=5, kind="goal")
    label = f"{kind_token(voice)} {voice.number}, {choice_token(voice, 'kind')}"

    assert label == "{participation.contribution} 5, {participation.contribution.kind:goal}"
    assert label_words(label) == "Beitrag 5, Ziel"
    with translation.override("en"):
        assert label_words(label) == "Contribution 5, Goal"
        assert "Contribution 5" in sentence("contribution.published", voice.audit_label)


@pytest.mark.parametrize(
    "label",
    [
        "{nowhere.thing} 5", "{participation.contribution.nothing:goal}", "{participation.contribution.number:5}", "{}",
        "Ziel {x}", "",
    ],
)  # fmt: skip
def test_what_nobody_knows_any_more_stays(label):
    assert label_words(label) in (label, "5")


def test_names_people_gave_stay(db):
    process = factories.process(title="Integration 2030")

    assert label_words(process.audit_label) == "Integration 2030"


def test_no_label_speaks_a_language():
    """Labels name kinds and choices by tokens: `verbose_name` and `get_…_display` speak the language of the writer."""
    labels = {
        model: found.fget.__code__.co_names
        for model in apps.get_models()
        if isinstance(found := getattr(model, "audit_label", None), property)
    }

    assert labels
    assert Event not in labels
    spoken = {"verbose_name", "gettext", "ngettext", "_", "__str__"}
    assert [model for model, names in labels.items() if spoken & {*names} or "_display" in " ".join(names)] == []
