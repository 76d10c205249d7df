"""Two versions of a concept on one page, for residents and for the office: marks, facts in words, choosing versions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from roterfaden.concept.methods.differences import Piece, words
from roterfaden.concept.models import ElementRevision, Target, Version
from roterfaden.concept.queries import ChangeCounts, ComparedRow, Comparison, Standing
from roterfaden.indicators.queries import series_label
from roterfaden.ui.filters import day, number, period
from roterfaden.ui.forms import FilterForm
from roterfaden.web.figures import amount, needed_decimals

ALL = "alles"


class CompareForm(FilterForm):
    """Which two versions, and how much of them."""

    von = forms.ChoiceField(label=gettext_lazy("Vorher"))
    zu = forms.ChoiceField(label=gettext_lazy("Nachher"))
    zeigen = forms.ChoiceField(
        label=gettext_lazy("Zeigen"),
        choices=[("", gettext_lazy("nur, was sich geändert hat")), (ALL, gettext_lazy("das ganze Konzept"))],
    )

    def __init__(self, *args: Any, versions: Iterable[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["von"].choices = fields["zu"].choices = [(version.slug, version.title) for version in versions]


@dataclass(frozen=True)
class Fact:
    """A line below the text of an element: what it is, and what it says, with marks."""

    label: str
    words: SafeString


@dataclass(frozen=True)
class ShownRow:
    """An element as the page shows it. `told` says in plain words what happened to it."""

    row: ComparedRow
    anchor: str
    number: str
    title: SafeString
    body: SafeString
    facts: tuple[Fact, ...]
    told: tuple[str, ...]
    href: str


@dataclass(frozen=True)
class ComparisonPage:
    """The page both surfaces show: two versions, what changed in numbers and in the rows."""

    old: Version
    new: Version
    counts: ChangeCounts
    rows: tuple[ShownRow, ...]
    shows_all: bool


def comparison_page(
    found: Comparison, *, shows_all: bool, href: Callable[[ComparedRow], str], lang: str = ""
) -> ComparisonPage:
    """`href` gives the address of an element, or an empty text; `lang` is what the texts are in, if not the page's."""
    rows = [row for row in found.rows if row.is_changed or (shows_all and not row.is_old_place)]
    return ComparisonPage(
        found.old, found.new, found.counts, tuple(_shown(row, href(row), lang) for row in rows), shows_all
    )


def summary_sentences(counts: ChangeCounts) -> list[str]:
    """What changed, in plain words; empty when nothing did."""
    told = (
        (counts.reworded, _("neu formuliert: %(count)s")), (counts.retargeted, _("mit anderem Zielwert: %(count)s")),
        (counts.added, _("neu dazugekommen: %(count)s")), (counts.removed, _("gestrichen: %(count)s")),
        (counts.moved, _("an anderer Stelle: %(count)s")),
    )  # fmt: skip
    return [words % {"count": number(count)} for count, words in told if count]


def _shown(row: ComparedRow, href: str, lang: str) -> ShownRow:
    is_old = row.new is None or row.is_old_place
    here = row.old if is_old else row.new
    return ShownRow(
        row=row,
        anchor=f"war-{row.element_id}" if row.is_old_place else f"e{row.element_id}",
        number=here.number if here else "",
        title=SafeString(escape(here.revision.title)) if row.is_old_place and here else marked(row.title, lang),
        body=SafeString("") if row.is_old_place else marked(row.body, lang),
        facts=() if row.is_old_place else changed_facts(row.old, row.new, lang),
        told=tuple(_told(row)),
        href="" if row.is_old_place else href,
    )


def _told(row: ComparedRow) -> Iterator[str]:
    old, new = row.old.number if row.old else "", row.new.number if row.new else ""
    if row.is_old_place:
        yield _("Stand hier als %(old)s. Steht jetzt unter %(new)s.") % {"old": old, "new": new}
        return
    if row.is_added:
        yield _("Neu.")
    if row.is_removed:
        yield _("Gestrichen.")
    if row.is_moved:
        yield _("Verschoben von %(old)s nach %(new)s.") % {"old": old, "new": new}
    if row.is_reworded:
        yield _("Neu formuliert.")
    if row.is_retargeted:
        yield _("Anderer Zielwert.")


# --- marks --------------------------------------------------------------------------------------------------------
def marked(pieces: Sequence[Piece], lang: str = "") -> SafeString:
    """Pieces as HTML: what came in `ins`, what went in `del`, each also in words for screen readers.

    `lang` is the language of the text when the page is in another one: the words between are in that of the page.
    """
    if all(not piece.is_added and not piece.is_removed for piece in pieces):
        return SafeString(escape("".join(piece.text for piece in pieces)))
    ours = f' lang="{escape(get_language() or "de")}"' if lang else ""
    inserted, removed, end = _("eingefügt:"), _("gestrichen:"), _("Ende")

    def said(text: str) -> str:
        return f'<span class="kern-sr-only"{ours}> {escape(text)} </span>'

    parts = []
    for piece in pieces:
        text = str(escape(piece.text))
        if piece.text[:1] == " " and piece.text.strip():
            parts.append(" ")  # the mark begins at the word
            text = str(escape(piece.text[1:]))
        if not piece.text.strip() and "\n" in piece.text and (piece.is_added or piece.is_removed):
            text = f"¶{text}"
        if piece.is_added:
            parts.append(f"<ins>{said(inserted)}{text}{said(end)}</ins>")
        elif piece.is_removed:
            parts.append(f"<del>{said(removed)}{text}{said(end)}</del>")
        else:
            parts.append(text)
    return mark_safe("".join(parts))  # noqa: S308 -- every text is escaped above


# --- facts --------------------------------------------------------------------------------------------------------
def facts(standing: Standing | None) -> dict[str, str]:
    """Who is accountable, when, and what a goal promises: label → words, in reading order; only what there is."""
    if standing is None:
        return {}
    said = {**_words_facts(standing.revision), **(_target_facts(standing.target) if standing.target else {})}
    return {label: text for label, text in said.items() if text}


def _words_facts(revision: ElementRevision) -> dict[str, str]:
    return {
        _("Verantwortlich"): revision.accountable,
        _("Zeitraum"): period(revision.starts_on, revision.ends_on),
    }


def _target_facts(target: Target) -> dict[str, str]:
    said = {_("Das Ziel beschreibt"): str(target.get_accountability_display())}
    if target.series is None:
        return said | {_("Noch nicht messbar"): target.not_measurable_reason}
    definition = target.series.definition
    numbers = (target.baseline_value, target.target_value, target.tolerance, target.corridor_low, target.corridor_high)
    decimals = needed_decimals((*numbers, *(each.value for each in target.milestones)), definition.decimals)
    by = {"value": _promised(target, decimals), "day": day(target.target_on)}
    measure = (definition.indicator.title, target.series.area.name, series_label(target.series))
    return said | {
        _("Gemessen an"): " · ".join(part for part in measure if part),
        _("Zielwert"): _("%(value)s bis zum %(day)s") % by,
        _("Zwischenziele"): "; ".join(_milestones(target, decimals)),
        _("Toleranz"): amount(target.tolerance, decimals, definition.unit) if target.tolerance else "",
        _("Ausgangswert"): _baseline(target, decimals),
    }


def _milestones(target: Target, decimals: int) -> Iterator[str]:
    """Each value agreed on the way with its day and reason."""
    unit = target.series.definition.unit if target.series else ""
    for each in target.milestones:
        by = {"value": amount(each.value, decimals, unit), "day": day(each.on)}
        said = _("%(value)s bis zum %(day)s") % by
        yield f"{said} ({each.reason})" if each.reason else said


def _promised(target: Target, decimals: int) -> str:
    unit = target.series.definition.unit if target.series else ""
    if target.corridor_low is not None:
        return _("zwischen %(low)s und %(high)s") % {
            "low": number(target.corridor_low, decimals), "high": amount(target.corridor_high, decimals, unit),
        }  # fmt: skip
    return amount(target.target_value, decimals, unit)


def _baseline(target: Target, decimals: int) -> str:
    if target.baseline_value is None or target.series is None:
        return ""
    said = [amount(target.baseline_value, decimals, target.series.definition.unit), day(target.baseline_on)]
    return ", ".join(part for part in [*said, target.baseline_source] if part)


def plain_facts(standing: Standing) -> tuple[Fact, ...]:
    """The facts of one wording, without marks."""
    return tuple(Fact(label, SafeString(escape(text))) for label, text in facts(standing).items())


def changed_facts(old: Standing | None, new: Standing | None, lang: str = "") -> tuple[Fact, ...]:
    """Only what differs between two wordings; all facts of what is new or gone."""
    before, after = facts(old), facts(new)
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in dict.fromkeys([*after, *before]))
    return tuple(Fact(label, marked(words(one, other), lang)) for label, one, other in pairs if one != other)
