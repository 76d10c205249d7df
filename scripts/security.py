"""Called by `./faden security`: the list of parts (SBOM) of this version, and whether any of them has a known weakness.

`sbom` writes what is installed for running: the locked packages by cyclonedx-py, and what lies in the tree as others
made it (design system, fonts, scripts). `audit` asks the advisories of the package index about the locked packages by
pip-audit; what nobody could be asked about is counted and said, with an exit code of its own.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "base.txt"
UNKNOWN = 3
"""Exit code when something could not be found out: neither good nor bad."""


def main(arguments: list[str]) -> int:
    """Run one of the two; the exit code says what was found."""
    parser = argparse.ArgumentParser(prog="./faden security", description="Stückliste und bekannte Schwachstellen.")
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("sbom", help="die Stückliste (CycloneDX, JSON) schreiben")
    listing.add_argument("--out", type=Path, default=ROOT / "var" / "sbom.json", help="wohin")
    commands.add_parser("audit", help="nach bekannten Schwachstellen der festgeschriebenen Pakete fragen")
    options = parser.parse_args(arguments)
    return write_sbom(options.out) if options.command == "sbom" else audit()


# --- list of parts ------------------------------------------------------------------------------------------------
def write_sbom(out: Path) -> int:
    """Write the list; returns 0."""
    with tempfile.TemporaryDirectory() as folder:
        plain, made = Path(folder) / "base.txt", Path(folder) / "sbom.json"
        plain.write_text(LOCK.read_text(encoding="utf-8"), encoding="utf-8")
        command = [
            sys.executable, "-m", "cyclonedx_py", "requirements", str(plain), "--pyproject",
            str(ROOT / "pyproject.toml"), "--output-reproducible", "--output-format", "JSON",
            "--output-file", str(made),
        ]  # fmt: skip
        subprocess.run(command, check=True, env=os.environ | {"PYTHONWARNINGS": "ignore"})
        content = json.loads(made.read_text(encoding="utf-8"))
    content["components"] += vendored()
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(content['components'])} Teile stehen in {out}.")
    return 0


def vendored() -> list[dict[str, Any]]:
    """What others made and lies in the tree: one part for each entry of REUSE.toml below a folder `vendor`."""
    found = []
    for entry in tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]:
        for pattern in [entry["path"]] if isinstance(entry["path"], str) else entry["path"]:
            if "/vendor/" in pattern:
                found.append(part(pattern, str(entry["SPDX-License-Identifier"])))
    return found


def part(pattern: str, licence: str) -> dict[str, Any]:
    """One part with its licence and a checksum over its files."""
    files = sorted(path for path in ROOT.glob(pattern) if path.is_file())
    name = pattern.split("/vendor/")[1].removesuffix("/**").replace("*", "").strip("/-")
    digest = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest()
    return {
        "type": "library",
        "bom-ref": f"vendored:{name}",
        "name": name,
        "licenses": [{"expression": licence}],
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "description": f"{len(files)} files in the tree",
    }


# --- weaknesses ---------------------------------------------------------------------------------------------------
def audit() -> int:
    """0: nothing known; 1: something is; UNKNOWN: nobody could be asked."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes"]
    done = subprocess.run([*command, "--format", "json"], check=False, capture_output=True, text=True)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except ValueError:
        print(done.stderr.strip() or "pip-audit hat nichts gesagt.", file=sys.stderr)
        packages = [{"name": name, "skip_reason": "nobody could be asked"} for name in locked()]
    return verdict(packages)


def locked() -> list[str]:
    """The names of the locked packages."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE)


def verdict(packages: list[dict[str, Any]]) -> int:
    """Say what was found; a package nobody knows anything about is not a good one."""
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    weak = [package for package in packages if package.get("vulns")]
    for package in weak:
        for each in package["vulns"]:
            mended = ", ".join(each["fix_versions"]) or "noch nirgends"
            print(f"{package['name']} {package['version']}: {each['id']}, behoben in {mended}")
    print(f"Geprüft: {len(packages) - len(unknown)} von {len(packages)} Paketen; bekannte Schwachstellen: {len(weak)}.")
    if unknown:
        print(f"NICHT GEPRÜFT, weil niemand Auskunft gab: {', '.join(unknown)}.")
        print(
            "Das ist kein gutes Ergebnis, nur keines: Wiederholen Sie es dort, wo das Paketverzeichnis erreichbar ist."
        )
    print(f"Nie dabei sind: {', '.join(each['name'] for each in vendored())} (liegen im Baum), Python selbst,")
    print("der Browser der Leserinnen und Leser und die Pakete des Betriebssystems (apt list --upgradable).")
    return 1 if weak else UNKNOWN if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
