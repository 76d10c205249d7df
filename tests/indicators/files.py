"""Small files of figures of our own, and the real ones where they lie."""

import io
import zipfile
from pathlib import Path

import pytest

from roterfaden.indicators.methods.formats import Source

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"

FLAT_HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;"
    "2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;value_variable_label;value_q"
)  # fmt: skip


def flat_line(area="03459", value="212", *, sex="", time="2024-12-31", unit="Anzahl", code="BEVSTD", quality=""):
    """One line of a flat file."""
    words = {"": "Insgesamt", "GESM": "männlich", "GESW": "weiblich"}
    return (
        f"12411;Fortschreibung;STAG;Stichtag;{time};KREISE;Kreise;{area};Ort;GES;Geschlecht;{sex};{words[sex]};"
        f"{value};{unit};{code};Bevölkerungsstand;{quality}"
    )


def flat(*lines: str) -> Source:
    """A flat file of the new form, with its mark."""
    return source("\n".join([FLAT_HEAD, *lines]).encode("utf-8-sig"), "12411_flat.csv")


def source(data: bytes, name: str = "zahlen.csv") -> Source:
    return Source(name, lambda: io.BytesIO(data))


def zipped(**files: bytes) -> bytes:
    """A ZIP file; `__` in a name stands for a slash, `_csv` at its end for the ending."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_csv", ".csv").replace("_md", ".md"), data)
    return stream.getvalue()


def real(path: str) -> Source:
    """One of the real files; the test is skipped where they are not."""
    file = SHARED / path
    if not file.exists():
        pytest.skip("the real files of official statistics are not on this machine (shared/data)")
    return Source(file.name, lambda: file.open("rb"))
