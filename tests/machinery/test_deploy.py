"""The examples in deploy/ fit the program: commands, ports, settings, limits, and nothing runs as root. Where systemd,
nginx and Caddy are installed, they read their files themselves."""

import configparser
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve

from roterfaden.files.methods import DOCUMENT_BYTES
from tests.architecture.house import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import bench_proxy

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
HARDENED = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "CapabilityBoundingSet": "", "UMask": "0077", "User": "faden",
}  # fmt: skip
PORT = 8000
OPEN_AT_MOST = 2.0
"""How open a unit may be, from 0 to 10, as systemd counts: below 2 it says "OK"."""
SYSTEMD = shutil.which("systemd-analyze")
VARIABLE = re.compile(r"\b((?:FADEN_[A-Z_]+|DATABASE_URL)\b(?<!_))")


def text(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


def compose():
    return yaml.safe_load(text("compose.yaml"))


def objects(kind):
    return [each for each in yaml.safe_load_all(text("kubernetes.yaml")) if each["kind"] == kind]


def unit(path):
    """The settings of a unit; those given several times as one text."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


def test_every_variable_is_one_the_program_reads():
    known = set(VARIABLE.findall((ROOT / "docs" / "settings.md").read_text(encoding="utf-8")))
    files = [path for path in DEPLOY.rglob("*") if path.is_file()]
    used = {
        (path.name, name.removesuffix("_FILE"))
        for path in files
        for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }

    assert len(files) >= 9
    assert {(file, name) for file, name in used if name not in known} == set()


def test_every_command_exists():
    commands = [
        command
        for path in DEPLOY.rglob("*")
        if path.is_file()
        for command in re.findall(r'"?-m"?,? "?django"?,? "?([a-z_]+)', path.read_text(encoding="utf-8"))
    ]

    assert {"migrate", "work", "backup", "collectstatic"} <= set(commands) <= set(get_commands())
    for name in re.findall(r"scripts/\w+\.py", text("Containerfile") + text("systemd/faden-web@.service")):
        assert (ROOT / name).is_file()


def test_image_runs_without_root_and_without_tools_to_build():
    _comment, build, run = text("Containerfile").split("\nFROM ")

    assert "AS build" in build
    assert re.search(r"^USER 10001:10001$", run, re.MULTILINE)
    assert f"EXPOSE {PORT}" in run
    assert f"0.0.0.0:{PORT}" in run
    assert not re.search(r"\b(gcc|build-essential|pip install|git|curl)\b", run)
    bases = re.findall(r"^FROM (\S+)", text("Containerfile"), re.MULTILINE)
    assert all(":" in base and not base.endswith(":latest") for base in bases)


def test_compose_has_two_web_processes_three_workers_and_secrets_as_files():
    services = compose()["services"]

    assert services["web"]["deploy"]["replicas"] == 2
    assert services["worker"]["deploy"]["replicas"] == 3
    for name in ("web", "worker", "migrate"):
        service = services[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        given = {key for key in service["environment"] if key.endswith("_FILE")}
        assert given == {"DATABASE_URL_FILE", "FADEN_SECRET_KEY_FILE", "FADEN_SEALING_KEYS_FILE"}
        assert {f"/run/secrets/{secret}" for secret in service["secrets"]} == {
            service["environment"][key] for key in given
        }
    assert set(services["web"]["depends_on"]) == {"migrate"}
    assert [name for name, service in services.items() if "ports" in service] == ["caddy"]
    for name in compose()["secrets"]:
        assert compose()["secrets"][name]["file"] == f"./secrets/{name}"


def test_kubernetes_asks_the_two_questions_and_shares_the_files():
    web, worker = objects("Deployment")
    (container,) = web["spec"]["template"]["spec"]["containers"]

    assert (web["spec"]["replicas"], worker["spec"]["replicas"]) == (2, 3)
    for probe, route in (("livenessProbe", "health"), ("readinessProbe", "ready")):
        asked = container[probe]["httpGet"]
        assert (resolve(asked["path"]).url_name, asked["port"]) == (route, PORT)
    assert objects("PersistentVolumeClaim")[0]["spec"]["accessModes"] == ["ReadWriteMany"]
    for each in (*objects("Deployment"), *objects("Job")):
        pod = each["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["volumes"][1]["secret"]["defaultMode"] == 0o440


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_unit_is_hardened_and_gets_its_keys_as_credentials(path):
    configparser.ConfigParser(strict=False, interpolation=None).read(path)
    found = unit(path)

    assert {name: found.get(name) for name in HARDENED} == HARDENED
    assert found["LoadCredential"] == "secret_key:/etc/faden/secret_key sealing_keys:/etc/faden/sealing_keys"
    assert "FADEN_SECRET_KEY_FILE=%d/secret_key" in found["Environment"]
    assert "SECRET_KEY=" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "limit"), [("Caddyfile", r"max_size (\d+)MB"), ("nginx.conf", r"body_size (\d+)m;")])
def test_proxy_takes_the_largest_document_keeps_no_log_and_sets_what_is_trusted(name, limit):
    found = text(name)

    assert int(re.search(limit, found)[1]) * 1024**2 > DOCUMENT_BYTES
    assert re.search(r"X-Forwarded-For (\{remote_host\}|\$remote_addr)", found)
    assert "proxy_add_x_forwarded_for" not in found
    assert re.search(r"access_log off|output discard", found)
    assert "/metrics" in found
    assert re.search(rf"web {PORT}|127\.0\.0\.1:{PORT}", found)


# --- read by those they are written for -----------------------------------------------------------------------------
@pytest.mark.skipif(not SYSTEMD, reason="systemd is not installed here")
def test_systemd_understands_the_units_and_finds_them_closed(tmp_path):
    units = tmp_path / "etc/systemd/system"
    units.mkdir(parents=True)
    for path in (DEPLOY / "systemd").iterdir():
        shutil.copy(path, units / path.name.replace("@.", "@8000."))
    for program in ("opt/faden/.venv/bin/python", "bin/sh", "bin/kill"):
        (tmp_path / program).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / program).touch(mode=0o755)

    read = asked_systemd(
        "verify", "--man=no", "--generators=no", "--recursive-errors=no", f"--root={tmp_path}",
        *(f"/etc/systemd/system/{each.name}" for each in units.iterdir()),
    )  # fmt: skip
    security = asked_systemd(
        "security", "--offline=true", "--no-pager", f"--threshold={OPEN_AT_MOST * 10:.0f}", *units.glob("*.service")
    )

    assert (read.returncode, read.stderr) == (0, "")
    assert security.returncode == 0, [line for line in security.stdout.splitlines() if "Overall" in line]


def asked_systemd(*arguments):
    command = [SYSTEMD, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.parametrize("proxy", ["nginx", "caddy"])
def test_proxy_understands_its_file(proxy, tmp_path, monkeypatch):
    if not bench_proxy.found(proxy):
        pytest.skip(f"{proxy} is not installed here")
    bench_proxy.certificate(tmp_path)

    assert bench_proxy.understood(proxy, tmp_path) == ""
