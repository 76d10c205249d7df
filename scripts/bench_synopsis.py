"""Called by `./faden bench synopsis`: the synopsis of 5,000 voices as XLSX, and of 2,000 as DOCX and PDF.

Data of its own that is thrown away afterwards. Each file is made in a process of its own, for its own peak memory.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_pages import grow_to, machine, set_up

VOICES = 5_000
FORMS = ("xlsx", "docx", "pdf")
KB, MB = 1024, 1024 * 1024


def main() -> None:
    """Set up, make each file in a child process, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench synopsis", description="Misst die Abwägungstabelle.")
    parser.add_argument("--voices", type=int, default=VOICES, help="veröffentlichte Beiträge, mindestens")
    parser.add_argument("--child", choices=FORMS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(make(options.child))
        return
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        set_up(data)
        count = grow_to(options.voices)
        print(f"\n{machine()}, {count:,} Beiträge, SQLite\n")
        print("| Datei | Zeilen | Sekunden | höchster Speicher MB | MB vor dem Schreiben | Datei kB |")
        print("|---|---:|---:|---:|---:|---:|")
        for form in FORMS:
            command = [sys.executable, __file__, "--child", form]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
            print(done.stdout.strip(), flush=True)


def make(form: str) -> str:
    """One file as the office gets it; a row of the table.

    DOCX and PDF hold `web.synopsis.MOST` voices at most, so the filter of the bench takes as many.
    """
    import django

    django.setup()
    from django.utils import timezone, translation

    from roterfaden.thread.queries.synopsis import Synopsis
    from roterfaden.thread.queries.voices import VoiceFilter
    from roterfaden.web import synopsis

    class First(Synopsis):
        """The first voices only."""

        def voices(self):
            """As many as the file may hold."""
            return super().voices()[: synopsis.MOST]

    translation.activate("de")
    kind = Synopsis if form == "xlsx" else First
    sheet = synopsis.Sheet(kind(VoiceFilter(), internal=True), "Abwägungstabelle", "", "Bench",
                           timezone.now())  # fmt: skip
    rows = sum(1 for _row in sheet.synopsis.all_rows())
    before, started = peak(), time.perf_counter()
    if form == "pdf":
        size = len(synopsis.synopsis_pdf(sheet))
    else:
        with (synopsis.synopsis_xlsx if form == "xlsx" else synopsis.synopsis_docx)(sheet) as made:
            size = made.seek(0, os.SEEK_END)
    seconds = time.perf_counter() - started
    return f"| {form.upper()} | {rows:,} | {seconds:.1f} | {peak():.0f} | {before:.0f} | {size / KB:,.0f} |"


def peak() -> float:
    """The most memory this process has held, in MB. (getrusage would count the parent it was copied from.)"""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) * KB / MB


if __name__ == "__main__":
    main()
