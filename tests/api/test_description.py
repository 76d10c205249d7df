"""Our interfaces keep their descriptions: nothing else comes back, and a client made from one works."""

import importlib
import json
import subprocess
import sys
from uuid import uuid4

import httpx
import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from roterfaden.api.office import signing_in
from roterfaden.api.opendata import answers
from roterfaden.config.wsgi import application
from roterfaden.participation.models import Contribution
from tests.api.test_office import KEY, build
from tests.api.test_office_courses import keeps_courses
from tests.courses import network

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is described does not depend on the engine
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 4
"""Questions to each operation; more find nothing new and cost seconds."""


@pytest.mark.parametrize("description", ["/api/v1/openapi.json", "/api/office/v1/openapi.json"])
def test_whatever_is_asked_the_answer_is_one_the_description_promises(planner, monkeypatch, description):
    build(planner, 1)
    keeps_courses(planner)
    network.run()
    monkeypatch.setattr(answers, "READS", 10**6)
    monkeypatch.setattr(signing_in, "REQUESTS", 10**6)
    asked = []

    schema = schemathesis.openapi.from_wsgi(description, application)
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def ask(case):
            asked.append(case.operation.label)
            case.call_and_validate(headers=KEY | {"accept-encoding": "identity"}, checks=CHECKS)

        ask()

    assert len(set(asked)) == len(list(schema.get_all_operations()))


def test_client_made_from_the_description_reads_and_writes(planner, client, tmp_path, monkeypatch):
    process = build(planner, 1)
    cache.clear()
    (tmp_path / "openapi.json").write_bytes(client.get("/api/office/v1/openapi.json").content)
    (tmp_path / "config.yml").write_text("post_hooks: []\npackage_name_override: faden_client\n")
    subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", "--path", "openapi.json", "--config", "config.yml",
         "--meta", "none"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.syspath_prepend(str(tmp_path))
    made = importlib.import_module("faden_client")
    api, models = importlib.import_module("faden_client.api.default"), importlib.import_module("faden_client.models")
    operations = {
        name: importlib.import_module(f"{api.__name__}.{path.stem}")
        for path in (tmp_path / "faden_client" / "api" / "default").glob("*.py")
        for name in [path.stem.removeprefix("roterfaden_api_office_interface_")]
    }
    program = made.AuthenticatedClient(
        "http://localhost:8000", token="faden_all", httpx_args={"transport": httpx.WSGITransport(application)}
    )

    before = operations["contributions"].sync(client=program, process=process.slug).data
    card = models.NewContribution.from_dict(
        {
            "client_id": str(uuid4()), "process": process.slug, "kind": "challenge", "text": "Der Bus fehlt.",
            "channel": "letter", "said_on": "2017-06-15", "late": True,
        }
    )  # fmt: skip
    kept = operations["capture"].sync(client=program, body=card)
    after = operations["contributions"].sync(client=program, process=process.slug).data

    assert len(after) == len(before) + 1
    assert Contribution.objects.get(pk=kept.id).text == "Der Bus fehlt."
    assert json.loads(json.dumps(kept.to_dict()))["code"]
