"""All verbs of all contexts: each context's `enums.Verb` names what can happen there, with a German sentence."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from roterfaden.kernel.labels import label_words


@cache
def verbs() -> dict[str, str]:
    """Verb value → sentence template with `%(subject)s`, for every installed context."""
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.enums"
        if config.name.startswith("roterfaden.") and find_spec(module):
            verb_class = getattr(import_module(module), "Verb", None)
            if verb_class is not None:
                found.update(verb_class.choices)
    return found


def sentence(verb: str, subject: str) -> str:
    """What happened, without the one who did it: "hat die Rolle … erteilt", in the reader's language.

    An unknown verb shows itself.
    """
    template, words = verbs().get(verb), label_words(subject)
    return str(template) % {"subject": words} if template else f"{verb}: {words}"
