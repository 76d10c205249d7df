"""Konzept: two people worded one element at once. Both texts, what they have in common, and one proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import HiddenInput
from django.http import HttpRequest
from django.utils.safestring import SafeString

from roterfaden.concept.forms import ReviseElementForm, reconciled
from roterfaden.concept.methods.differences import words
from roterfaden.concept.models import Element, ElementRevision
from roterfaden.concept.queries import target_values
from roterfaden.ui.rows import RowsWidget
from roterfaden.web.comparing import marked

MINE = "meins"
"""Prefix of the fields that carry along what somebody typed while a conflict is open; also the name of that side."""
THEIRS = "jetzt"
WORDS = ("title", "body", "accountable", "starts_on", "ends_on")


@dataclass(frozen=True)
class ConflictField:
    """One field that was changed on either side, with marks against what both began with."""

    label: str
    base: str
    mine: SafeString
    theirs: SafeString
    is_conflict: bool
    undecided: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Conflict:
    """What somebody typed (`kept`, as hidden fields), what stands there now, and the proposal of both."""

    base: ElementRevision
    theirs: ElementRevision
    fields: tuple[ConflictField, ...]
    kept: ReviseElementForm
    sides: Mapping[str, Mapping[str, Any]]

    @property
    def hidden(self) -> list[tuple[str, str | None]]:
        """Name and value of each field that carries along what was typed."""
        plain = HiddenInput()
        found: list[tuple[str, str | None]] = []
        for field in self.kept:
            value, widget = field.value(), field.field.widget
            if isinstance(widget, RowsWidget):
                found += widget.carried(field.html_name, value)
                continue
            values = value if isinstance(value, list) else [value]
            found += [(field.html_name, plain.format_value(each)) for each in values]
        return found

    @property
    def open_fields(self) -> list[ConflictField]:
        """Where both changed the same and somebody has to decide."""
        return [field for field in self.fields if field.is_conflict]

    def taking(self, side: str) -> dict[str, Any]:
        """The form to begin with: one side (`MINE`, `THEIRS`), or else the proposal. Based on what stands now."""
        values = self.sides.get(side, self.sides[""])
        mine = self.sides[MINE]
        return {
            **values, "reason": mine.get("reason", ""), "voices": [str(each.pk) for each in mine.get("voices", ())],
            "expected_revision": self.theirs.number,
        }  # fmt: skip


def kept_form(request: HttpRequest, fixed: dict[str, Any]) -> ReviseElementForm | None:
    """What somebody typed before the conflict, if a conflict is open on the page that was sent."""
    if f"{MINE}-expected_revision" not in request.POST:
        return None
    form = ReviseElementForm(request.POST, prefix=MINE, **fixed)
    return form if form.is_valid() else None


def conflict_between(form: ReviseElementForm, element: Element, theirs: ElementRevision) -> Conflict:
    """What a valid form says against the wording that stands now, by the one the form began with."""
    seen = form.cleaned_data["expected_revision"]
    base = element.revisions.filter(number__lte=seen).order_by("-number").first() or theirs
    values = (values_of(base), form.cleaned_data, values_of(theirs))
    found = reconciled(form, *values)
    proposal = values[2] | {each.name: each.proposal for each in found}
    carried = ReviseElementForm(
        prefix=MINE, initial=_typed(form), concept=form.concept, kind=form.kind, waiting=form.waiting
    )
    return Conflict(
        base=base,
        theirs=theirs,
        fields=tuple(
            ConflictField(
                label=each.label, base=each.base, mine=marked(words(each.base, each.mine)),
                theirs=marked(words(each.base, each.theirs)), is_conflict=each.is_conflict,
                undecided=tuple((part.mine.strip(), part.theirs.strip()) for part in each.undecided),
            )
            for each in found
        ),
        kept=carried,
        sides={"": proposal, MINE: form.cleaned_data, THEIRS: values[2]},
    )  # fmt: skip


def _typed(form: ReviseElementForm) -> dict[str, Any]:
    voices = [str(each.pk) for each in form.cleaned_data.get("voices", ())]
    return form.cleaned_data | {"voices": voices}


def values_of(revision: ElementRevision) -> dict[str, Any]:
    """Words and target of a wording by the names of the form's fields; numbers without zeros nobody typed."""
    target = target_values(revision)
    values = {name: getattr(revision, name) for name in WORDS} | (vars(target) if target else {})
    return {name: _short(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _short(value: Decimal) -> Decimal:
    return Decimal(format(value.normalize(), "f"))
