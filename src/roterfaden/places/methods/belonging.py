"""Which area may belong to which; no database."""

from roterfaden.places.enums import AreaKind

PARENT_KINDS: dict[str, frozenset[str | None]] = {
    AreaKind.COUNTY: frozenset({None}),
    AreaKind.UNITARY: frozenset({None, AreaKind.COUNTY}),
    AreaKind.JOINT: frozenset({None, AreaKind.COUNTY}),
    AreaKind.MEMBER: frozenset({AreaKind.JOINT}),
}


def may_belong_to(kind: str, parent_kind: str | None) -> bool:
    """Whether an area of `kind` may have a parent of `parent_kind` (None: no parent). NKomVG § 97 for members."""
    return parent_kind in PARENT_KINDS[kind]
