"""What ./faden calls: the port check and the catalogues."""

import gettext
import socket
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import catalogues
import port

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Beitrag"
msgstr "Contribution"

#, fuzzy
msgid "Ziel"
msgstr "Aim"
"""


def test_port_in_use_is_explained():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]

        with pytest.raises(SystemExit) as refusal:
            port.main("127.0.0.1", number)

    assert str(refusal.value) == (
        f"Auf 127.0.0.1:{number} läuft schon ein Programm.\n"
        f"Beenden Sie es oder wählen Sie einen anderen Port: ./faden demo --port {number + 1}"
    )


def test_address_of_another_machine_is_explained():
    with pytest.raises(SystemExit, match=r"192\.0\.2\.1 ist keine Adresse dieses Rechners"):
        port.main("192.0.2.1", 8000)


def test_catalogue_is_compiled_once_and_leaves_fuzzy_entries_out(tmp_path, monkeypatch):
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)

    assert [catalogues.compile_catalogues(), catalogues.compile_catalogues()] == [1, 0]

    english = gettext.translation("django", tmp_path, languages=["en"])
    assert [english.gettext("Beitrag"), english.gettext("Ziel")] == ["Contribution", "Ziel"]


@pytest.mark.parametrize("arguments", [["help"], []])
def test_help_lists_every_command(arguments):
    shown = subprocess.run([ROOT / "faden", *arguments], capture_output=True, text=True, check=True).stdout

    for command in ("demo", "test", "check", "bench", "manage", "lock", "help"):
        assert f"\n  {command} " in shown


def test_unknown_command_is_refused_in_words():
    done = subprocess.run([ROOT / "faden", "dmo"], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "Den Befehl »dmo« gibt es nicht." in done.stderr
