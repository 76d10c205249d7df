"""A hall: a small installation with one event that runs now and one moderator, on a server that can be killed.

Real server, real files, started as `./faden bench phones` starts it; no example county, so it is ready in seconds.
"""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.house import ROOT
from tests.installation import made_once, migrated

sys.path.insert(0, str(ROOT / "scripts"))
import bench_phones

PASSWORD = "saal-im-kreishaus-2017"
PHONE_PAGE = f"/mitmachen/{bench_phones.SLUG}/vor-ort/3/"
DESK_PAGE = f"/buero/erfassen/veranstaltung/{bench_phones.SLUG}/"
SETUP = f"""
import bench_phones, django
django.setup()
bench_phones.open_event()
from django.core.management import call_command
from django.utils import timezone
from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.places.models import Area, Instance
county = Area.objects.get()
Instance.objects.create(
    county=county, name="Landkreis", contact_unit="Referat", contact_email="a@example.org", set_up_at=timezone.now()
)
user = User(email="moderation@example.org", name="Mona Moderation")
user.set_password({PASSWORD!r})
user.save()
Membership.objects.create(user=user, role=Role.MODERATOR, scope_kind=ScopeKind.COUNTY, granted_at=timezone.now())
call_command("collectstatic", interactive=False, verbosity=0)
"""


@dataclass
class Hall:
    """Where the hall is, and what its database holds."""

    address: str
    server: bench_phones.Server
    database: Path

    def kept(self) -> list[str]:
        """The words of all cards, in the order of their numbers; read past the program."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT text FROM participation_contribution ORDER BY number").fetchall()
        return [text for (text,) in rows]


def furnished(shared: Path) -> Path:
    """A data directory with the hall, made by the first test of a run that needs it."""

    def furnish(data: Path) -> None:
        shutil.copy(migrated(shared), data)
        subprocess.run([sys.executable, "-c", SETUP], env=bench_phones.environment(str(data)), check=True)

    return made_once(shared, "hall", furnish)


@contextmanager
def opened(shared: Path, data: Path) -> Iterator[Hall]:
    """A fresh copy of the hall in `data`, open for the length of the block."""
    shutil.copytree(furnished(shared), data, dirs_exist_ok=True)
    port = bench_phones.free_port()
    address = f"http://127.0.0.1:{port}"
    env = bench_phones.environment(str(data)) | {
        "FADEN_SECOND_FACTOR": "optional", "FADEN_BASE_URL": address, "GUNICORN_CMD_ARGS": "--workers=1",
    }  # fmt: skip
    with bench_phones.Server(port, env=env) as server:
        yield Hall(address, server, data / "faden.sqlite3")
        server.kill()  # nobody needs this copy again, and a polite end waits for the browser's open connections
