"""The data about a paper as JSON, for the council's own system to read: checked against a published schema."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from roterfaden.council.exports.papers import annex_path
from roterfaden.council.models import Annex, Paper
from roterfaden.council.queries import OrderStep, PaperPage

FORMAT = "roterfaden-vorlage/1"
SCHEMA = Path(__file__).resolve().parents[1] / "data" / "vorlage.schema.json"


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of the format."""
    return dict(json.loads(SCHEMA.read_text("utf-8")))


def paper_json(page: PaperPage, *, house: str, address: str = "") -> bytes:
    """The paper of `page` with its order of consultation, results and annexes. What is not known is left out.

    What stands in it is what stands in `page`: hand in the public page for what outsiders get.
    """
    paper = page.paper
    made = {
        "format": FORMAT,
        "house": house,
        "address": address,
        "reference": paper.reference,
        "kind": paper.kind,
        "title": paper.title,
        "public": paper.is_public,
        "submitted_on": _day(paper.submitted_on),
        "refers_to": paper.refers_to.reference if paper.refers_to and _may_name(paper) else None,
        **_fields(paper),
        "version": _version(paper),
        "consultations": [_step(step) for step in page.steps],
        "annexes": [_annex(annex) for annex in page.annexes],
    }
    return (json.dumps(_known(made), ensure_ascii=False, indent=2) + "\n").encode()


def _may_name(paper: Paper) -> bool:
    """A public paper does not name one that is not public."""
    return not paper.is_public or (paper.refers_to is not None and paper.refers_to.is_public)


def _fields(paper: Paper) -> dict[str, Any]:
    names = (
        "department", "lead_unit", "proposer", "proposal", "reasons", "alternatives", "participation",
        "climate_effects", "funding", "financial_effects",
    )  # fmt: skip
    said: dict[str, Any] = {name: getattr(paper, name) for name in names}
    return said | {"costs_total": _amount(paper.costs_total), "costs_yearly": _amount(paper.costs_yearly)}


def _version(paper: Paper) -> dict[str, Any] | None:
    version = paper.version
    if version is None:
        return None
    return {"concept": version.concept.title, "title": version.title, "checksum": version.checksum}


def _step(step: OrderStep) -> dict[str, Any]:
    row = step.consultation
    resolution = step.resolution
    return _known({
        "body": step.body.name,
        "starts_at": step.on.isoformat(timespec="minutes"),
        "public": step.is_public,
        "role": row.role,
        "agenda_number": row.agenda_number,
        "result": resolution.result if resolution else None,
        "decided_on": _day(resolution.decided_on) if resolution else None,
        "wording": resolution.text if resolution else None,
        "votes": _votes(resolution.yes, resolution.no, resolution.abstentions) if resolution else None,
        "groups": [{"group": vote.group} | _votes(vote.yes, vote.no, vote.abstentions) for vote in step.votes],
    })  # fmt: skip


def _votes(yes: int | None, no: int | None, abstentions: int | None) -> dict[str, int]:
    return {
        name: votes for name, votes in (("yes", yes), ("no", no), ("abstentions", abstentions)) if votes is not None
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return _known({
        "number": annex.position,
        "title": annex.title,
        "kind": annex.kind,
        "public": annex.is_public,
        "file": annex_path(annex),
        "media_type": annex.file.media_type,
        "size": annex.file.size,
        "sha256": annex.file.sha256,
        "source": annex.source,
    })  # fmt: skip


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """No null, no empty text; lists of steps and annexes stay, empty or not."""
    kept = {"consultations", "annexes"}
    return {name: value for name, value in fields.items() if name in kept or value not in (None, "", [], {})}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
