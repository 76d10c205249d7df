"""Three sides of one object: as it was taken over, as it is at the origin now, as it is here now. No database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.methods.differences import Piece, has_changed, words
from roterfaden.kernel.sealing import seal
from roterfaden.places.enums import HousePage
from roterfaden.transfer.enums import State
from roterfaden.transfer.methods.bundle import PAGE, TERM, Object

NOT_COMPARED = frozenset({"key", "parent", "number", "field", "target", "valid_from", "event", "position"})
"""Names that differ between houses by nature; a target is a promise of each house, set once when it is taken over."""
KEPT_BY_INDICATORS = frozenset({"title", "accountability"})
"""What an indicator that is here keeps: a change at the origin is a new definition, not another name."""

LABELS: dict[str, str | Promise] = {
    "title": _("Titel"), "summary": _("Kurzbeschreibung"), "name": _("Name"), "short_name": _("Kurzname"),
    "orientation": _("Worum es geht"), "text": _("Text"), "subject": _("Betreff"), "body": _("Text"),
    "accountable": _("verantwortlich"), "responsible": _("zuständig"), "unit": _("Einheit"),
    "denominator": _("bezogen auf"), "direction": _("Richtung"), "source": _("Quelle"),
    "breakdowns": _("Gliederungen"), "rhythm_months": _("Rhythmus in Monaten"), "decimals": _("Nachkommastellen"),
    "minimum_count": _("kleinste gezeigte Fallzahl"), "outcome": _("Ergebnis"),
    "file_reason": _("Begründung für die Akte"), "plain_reason": _("Begründung in einfachen Worten"),
    "groups": _("Gruppen"), "stages": _("Abschnitte"), "events": _("Veranstaltungen"), "kind": _("Art"),
    "language": _("Sprache"), "lead": _("Worum es geht"),
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One field of an object that differs: what stands here, and what would stand here."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Known:
    """What is known of an object that was taken over: its digest there, its content here just after that."""

    digest: str
    content: Mapping[str, Any]


def essence(given: Mapping[str, Any]) -> dict[str, Any]:
    """What of an object is compared: its content without names that differ by nature, without needless space."""
    left_out = NOT_COMPARED | KEPT_BY_INDICATORS if "unit" in given else NOT_COMPARED
    return {name: _tidy(value) for name, value in given.items() if name not in left_out and value not in ("", None)}


def digest(given: Mapping[str, Any]) -> str:
    """SHA-256 of what is compared."""
    return seal(essence(given))


def state_of(given: Object, ours: Object, *, raw: str, known: Known | None, mine: Mapping[str, Any] | None) -> State:
    """What an object of a bundle is to this house.

    `given` as it came (its digest is `raw`), `ours` with the names of this house, `known` from when it was taken over
    (None: never), `mine` as it stands here now (None: it does not).
    """
    if known is None:
        if mine is None:
            return State.NEW
        return State.SAME if essence(mine) in (essence(ours), essence(given)) else State.OTHER_HERE
    if mine is None:
        return State.REMOVED_HERE
    if essence(mine) == essence(ours):
        return State.SAME
    is_changed_there = raw != known.digest
    is_changed_here = essence(mine) != essence(known.content)
    if is_changed_there:
        return State.CONFLICT if is_changed_here else State.CHANGED_THERE
    return State.CHANGED_HERE if is_changed_here else State.SAME


def differences(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What would change here, field by field and word by word."""
    found = []
    before, after = essence(mine), essence(theirs)
    for name in [*after, *(name for name in before if name not in after)]:
        if before.get(name) == after.get(name):
            continue
        pieces = words(_text(before.get(name, "")), _text(after.get(name, "")))
        if has_changed(pieces):
            found.append(Difference(str(LABELS.get(name, name)), pieces))
    return tuple(found)


def title_of(given: Mapping[str, Any]) -> str:
    """What an object is called."""
    if "on_page" in given:
        return str(HousePage(given["on_page"]).label)
    if given.get("kind") in {PAGE, TERM}:
        return f"{given['title']} ({given['language']})"
    return str(given.get("title") or given.get("name") or given.get("subject") or given["key"])


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    if isinstance(value, Mapping):
        return {key: _tidy(each) for key, each in value.items() if each not in ("", None)}
    if isinstance(value, Sequence):
        return [_tidy(each) for each in value]
    return value


def _text(value: Any) -> str:
    """A value as lines people can compare."""
    return "\n".join(_lines(value))


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        rows = [(key, each) for key, each in value.items() if each not in ("", None, [])]
        yield "; ".join(f"{LABELS.get(key, key)}: {each}" for key, each in rows if not isinstance(each, list | dict))
        for _key, each in rows:
            if isinstance(each, list | dict):
                yield from _lines(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _lines(each)
    else:
        yield str(value)
