"""What people type when they split, merge and reconcile elements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.forms.words import ElementForm
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.methods.editing import Part
from roterfaden.concept.methods.merging import Stretch, merged, merged_value
from roterfaden.concept.models import Consideration, Element, Node
from roterfaden.ui.forms import DateInput, LongText
from roterfaden.ui.rows import RowsField

FIRST, SECOND, BOTH = "first", "second", "both"
TEXTS = ("title", "body", "accountable", "baseline_source", "not_measurable_reason")
"""Fields whose words are merged; every other field is one value."""
NO_WORDS = ("reason", "voices", "expected_revision")
"""Fields that are no part of the wording."""


def divided(body: str, first_of_second: int) -> tuple[str, str]:
    """A text in two at its paragraph number `first_of_second`, counted from 1."""
    paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
    at = max(first_of_second - 1, 0)
    return "\n\n".join(paragraphs[:at]), "\n\n".join(paragraphs[at:])


class SplitForm(forms.Form):
    """Two elements out of one: which words are whose, and what goes along with the second."""

    first_title = forms.CharField(label=_("Titel des ersten Teils"), max_length=240)
    first_body = forms.CharField(label=_("Text des ersten Teils"), widget=LongText(rows=6), required=False)
    second_title = forms.CharField(label=_("Titel des zweiten Teils"), max_length=240)
    second_body = forms.CharField(label=_("Text des zweiten Teils"), widget=LongText(rows=6), required=False)
    target_at = forms.ChoiceField(
        label=_("Wo steht der Zielwert?"), widget=forms.RadioSelect,
        choices=[(FIRST, _("beim ersten Teil")), (SECOND, _("beim zweiten Teil")), (BOTH, _("bei beiden"))],
    )  # fmt: skip
    not_measurable_reason = forms.CharField(
        label=_("Warum ist der andere Teil noch nicht messbar?"), widget=LongText(rows=2), required=False,
        help_text=_("Nur ausfüllen, wenn der Zielwert bei einem der beiden Teile steht."),
    )  # fmt: skip
    children = forms.TypedMultipleChoiceField(
        label=_("Das kommt unter den zweiten Teil"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answers = forms.TypedMultipleChoiceField(
        label=_("Diese Beiträge stehen künftig beim zweiten Teil"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Alle anderen bleiben beim ersten. Öffentlich gilt die alte Antwort, bis Sie die neue veröffentlichen."
        ),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Grund"), help_text=_("Warum werden es zwei? Das ist öffentlich nachlesbar."), widget=LongText(rows=2)
    )
    expected_revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, element: Element, children: Sequence[Node], answers: Sequence[Consideration], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if element.kind != ElementKind.GOAL:
            del self.fields["target_at"], self.fields["not_measurable_reason"]
        _offer(
            self, "children",
            {str(node.element_id): (node.element, f"{node.number} {node.revision.title}") for node in children},
        )  # fmt: skip
        _offer(self, "answers", {str(answer.pk): (answer, _voiced(answer)) for answer in answers})

    def clean(self) -> dict[str, Any]:
        """A part without the target says why it is not measurable."""
        super().clean()
        alone = self.cleaned_data.get("target_at") in (FIRST, SECOND)
        if alone and not self.cleaned_data.get("not_measurable_reason", "").strip():
            self.add_error("not_measurable_reason", _("Schreiben Sie, warum dieser Teil noch nicht messbar ist."))
        return self.cleaned_data

    def parts(self, present: TargetValues | None) -> dict[str, Any]:
        """Everything as the action takes it; `present` is the target of the goal now."""
        values = self.cleaned_data
        found: dict[str, Any] = {
            "first": Part(values["first_title"], values["first_body"]),
            "second": Part(values["second_title"], values["second_body"]),
            "children": values.get("children", ()), "answers": values.get("answers", ()), "reason": values["reason"],
            "expected_revision": values["expected_revision"],
        }  # fmt: skip
        if present is None or "target_at" not in values:
            return found
        without = TargetValues(
            accountability=present.accountability, not_measurable_reason=values["not_measurable_reason"].strip()
        )
        first = without if values["target_at"] == SECOND else None
        return found | {"target": first, "second_target": without if values["target_at"] == FIRST else present}


def _offer(form: forms.Form, name: str, rows: Mapping[str, tuple[Any, str]]) -> None:
    """The choices of a field by key, each with the thing itself and its label; no choice, no field."""
    if not rows:
        del form.fields[name]
        return
    fields: dict[str, Any] = form.fields
    fields[name].choices = [(key, label) for key, (_row, label) in rows.items()]
    fields[name].coerce = lambda key: rows[key][0]


def _voiced(answer: Consideration) -> str:
    voice = answer.contribution
    return format_html('{}: <bdi lang="{}">{}</bdi>', voice.number, voice.language, voice.words.text[:120])


class MergeForm(forms.Form):
    """One element out of several."""

    title = forms.CharField(label=_("Titel"), max_length=240)
    body = forms.CharField(label=_("Text"), widget=LongText(rows=10), required=False)
    accountable = forms.CharField(
        label=_("Verantwortlich"), help_text=_("Eine Stelle, keine Person."), max_length=200, required=False
    )
    starts_on = forms.DateField(label=_("Beginn"), widget=DateInput, required=False)
    ends_on = forms.DateField(label=_("Ende"), widget=DateInput, required=False)
    target_of = forms.TypedChoiceField(label=_("Welcher Zielwert gilt?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Grund"), help_text=_("Warum wird es eines? Das ist öffentlich nachlesbar."), widget=LongText(rows=2)
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, nodes: Sequence[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = nodes[0].element.kind
        if kind != ElementKind.INITIATIVE:
            del self.fields["starts_on"], self.fields["ends_on"]
        if kind not in (ElementKind.GOAL, ElementKind.INITIATIVE):
            del self.fields["accountable"]
        if kind != ElementKind.GOAL:
            del self.fields["target_of"]
            return
        fields: dict[str, Any] = self.fields
        fields["target_of"].choices = [(str(node.element_id), f"{node.number} {node.revision.title}") for node in nodes]
        fields["target_of"].coerce = int

    @staticmethod
    def proposal(nodes: Sequence[Node]) -> dict[str, Any]:
        """The words to begin with: title and accountable of the first, the texts of all one below the other."""
        first = nodes[0].revision
        return {
            "title": first.title, "body": "\n\n".join(node.revision.body for node in nodes if node.revision.body),
            "accountable": next((node.revision.accountable for node in nodes if node.revision.accountable), ""),
            "starts_on": min((node.revision.starts_on for node in nodes if node.revision.starts_on), default=None),
            "ends_on": max((node.revision.ends_on for node in nodes if node.revision.ends_on), default=None),
            "target_of": str(nodes[0].element_id),
            "seen": " ".join(f"{node.element_id}:{node.revision.number}" for node in nodes),
        }  # fmt: skip

    def clean_seen(self) -> dict[int, int]:
        """Element → the revision the author saw."""
        try:
            pairs = [each.split(":") for each in self.cleaned_data["seen"].split()]
            return {int(key): int(number) for key, number in pairs}
        except ValueError:
            return {}

    def words(self) -> dict[str, Any]:
        """The wording, as the action takes it."""
        names = ("title", "body", "accountable", "starts_on", "ends_on", "reason")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


# --- two people, one text -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Reconciled:
    """One field both may have changed: what stood there, what each made of it, and what is proposed."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str
    proposal: Any
    is_conflict: bool
    undecided: tuple[Stretch, ...]


def reconciled(
    form: ElementForm, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[Reconciled]:
    """Each field somebody changed, with a proposal. Values by the names of the fields; `form` words them."""
    found = []
    for name in form.fields:
        if name in NO_WORDS:
            continue
        values = [values.get(name) for values in (base, mine, theirs)]
        said = [worded(form, name, value) for value in values]
        if said[0] == said[1] == said[2]:
            continue
        undecided: tuple[Stretch, ...] = ()
        if name in TEXTS:
            text = merged(*said)
            proposal: Any = text.text(str(_("Ihr Text")), str(_("Inzwischen")), str(_("(nichts)")))
            undecided = text.conflicts
            is_conflict = bool(undecided)
        else:
            proposal, is_conflict = merged_value(*values)
        found.append(
            Reconciled(
                name=name,
                label=str(form.fields[name].label),
                base=said[0],
                mine=said[1],
                theirs=said[2],
                proposal=proposal,
                is_conflict=is_conflict,
                undecided=undecided,
            )
        )
    return found


def worded(form: ElementForm, name: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, ""):
        return ""
    field: Any = form.fields[name]
    if isinstance(field, RowsField):
        return field.worded(value)
    if hasattr(field, "label_from_instance"):
        return str(field.label_from_instance(value))
    choices: Iterable[Any] = getattr(field, "choices", ())
    if choices:
        return str(dict(choices).get(value, value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).replace("\r\n", "\n")
