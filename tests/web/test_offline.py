"""The service worker: at the root, strict, and with every file the capturing pages need."""

import json
import re

import pytest
from django.contrib.staticfiles.finders import find

from roterfaden.web.offline import FILES
from tests.architecture.house import SOURCE

OFFLINE = SOURCE / "web" / "static" / "web" / "offline"


def imports(path):
    return set(re.findall(r'from "\./(\w+)\.js"', path.read_text("utf-8")))


@pytest.mark.parametrize("name", FILES)
def test_every_kept_file_exists(name):
    assert find(name)


def test_every_module_a_page_runs_is_kept():
    kept = {name.removeprefix("web/offline/").removesuffix(".js") for name in FILES if name.startswith("web/offline/")}
    needed, waiting = set(), {"cards"}
    while waiting:
        name = waiting.pop()
        needed.add(name)
        waiting |= imports(OFFLINE / f"{name}.js") - needed

    assert kept == needed
    assert {path.stem for path in OFFLINE.glob("*.js")} == needed | {"worker"}


def test_every_sheet_of_the_layout_is_kept():
    layout = (SOURCE / "ui" / "templates" / "ui" / "layouts" / "_styles.html").read_text("utf-8")

    assert set(re.findall(r"static '([^']+\.css)'", layout)) <= set(FILES)


def test_worker_is_served_at_the_root_and_asked_for_anew(client):
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in response["Content-Security-Policy"]
    given = json.loads(re.search(r"start\((.*)\);", response.content.decode(), re.DOTALL).group(1))
    assert len(given["assets"]) == len(FILES)
    assert re.fullmatch(r"[0-9a-f]{12}", given["version"])


def test_modules_are_small_and_use_nothing_inline():
    for path in OFFLINE.glob("*.js"):
        text = path.read_text("utf-8")
        assert len(text.splitlines()) < 330
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", text), path.name
