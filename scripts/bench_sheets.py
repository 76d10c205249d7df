"""Called by `./faden bench sheets`: the data sheets of all municipalities of the example county in one run.

Data of its own that is thrown away afterwards. Freezing and setting are the action and the job the office starts.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench_pages import machine, set_up


class Plain:
    """What a job tells, without a worker."""

    uid = "bench"

    def __init__(self, actor: Any) -> None:
        self.actor = actor
        self.cancelled = False

    def set(self, done: int, total: int, note: str = "") -> None:
        """Say how far it is."""
        print(f"{done} von {total} {note}", file=sys.stderr, flush=True)

    def finish(self, result: Mapping[str, int]) -> None:
        """Nothing to keep."""


def main() -> None:
    """Set up, freeze, set all sheets, pack them, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench sheets", description="Setzt die Datenspiegel aller Kommunen.")
    parser.add_argument("--keep", type=Path, default=None, help="Ordner, in den das ZIP gelegt wird")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        set_up(data)
        run(options.keep)


def run(keep: Path | None) -> None:
    """Everything that is measured."""
    from django.utils import timezone

    from roterfaden.kernel.actors import System
    from roterfaden.kernel.time import local_day
    from roterfaden.reporting.actions import freeze_sheets
    from roterfaden.reporting.exports import sheets_zip
    from roterfaden.reporting.queries.sheets import prove_sheets, sheet_rows
    from roterfaden.reporting.tasks import set_sheets

    actor, now = System("bench"), timezone.now()
    begun = time.perf_counter()
    edition = freeze_sheets(actor=actor, title="Messung", known_on=local_day(now - timedelta(days=1)), now=now)
    frozen = time.perf_counter() - begun
    begun = time.perf_counter()
    set_sheets(Plain(actor), edition=edition.pk)
    spent = time.perf_counter() - begun
    rows, proof = sheet_rows(edition), prove_sheets(edition)
    begun = time.perf_counter()
    with sheets_zip(edition) as packed:
        archive = packed.read()
    zipped = time.perf_counter() - begun
    print(f"\n{machine()}, SQLite\n\n| Kommune | Seiten | kB | Sekunden |\n|---|---:|---:|---:|")
    for row in rows:
        print(f"| {row.area_name} | {row.pages} | {(row.size or 0) / 1000:.0f} | {row.seconds:.2f} |")
    pages, size = sum(row.pages or 0 for row in rows), sum(row.size or 0 for row in rows)
    print(f"| **zusammen ({len(rows)})** | **{pages}** | **{size / 1000:.0f}** | **{spent:.1f}** |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"\nFesthalten {frozen:.2f} s, {edition.citations.count()} Belege; ZIP {len(archive) / 1000:.0f} kB in "
        f"{zipped:.2f} s; nachgerechnet {'gleich' if proof.is_same else 'VERSCHIEDEN'}; Spitze {peak:.0f} MB"
    )
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / "datenspiegel.zip").write_bytes(archive)


if __name__ == "__main__":
    main()
