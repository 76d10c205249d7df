"""Which requests read from the copy, and that a write ends it. Two databases: this one, and a copy made before."""

import pytest
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.urls import Resolver404, get_resolver, resolve

from roterfaden.kernel.archive import snapshot
from roterfaden.places.models import Instance
from roterfaden.web import replica
from tests import factories

ROUTED = {"DATABASE_ROUTERS": ["roterfaden.web.replica.Router"]}


def asked(path, method="get", **cookies):
    request = getattr(RequestFactory(), method)(path)
    request.COOKIES.update(cookies)
    try:
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        request.resolver_match = None
    return replica.may_read_replica(request)


@pytest.mark.parametrize(
    ("path", "method", "cookies", "expected"),
    [
        ("/", "get", {}, True),
        ("/beitraege/", "head", {}, True),
        ("/beitraege/", "post", {}, False),
        ("/beitraege/", "get", {"sessionid": "x"}, False),
        ("/beitraege/", "get", {"csrftoken": "x"}, False),  # has opened a form and may have written a moment ago
        ("/karte/abcd-efgh-jkmn/", "get", {}, False),  # read right after writing
        ("/mitmachen/saal/karten/", "get", {}, False),
        ("/buero/", "get", {}, False),
        ("/health", "get", {}, False),
    ],
)
def test_only_reading_pages_without_a_cookie_may_be_old(path, method, cookies, expected):
    assert asked(path, method, **cookies) is expected


def test_reading_pages_exist_and_none_has_a_code_in_its_address():
    public = next(each for each in get_resolver().url_patterns[-1].url_patterns if each.namespace == "public")
    known = {each.name: str(each.pattern) for each in public.url_patterns}

    assert set(known) >= replica.READING
    assert [name for name in replica.READING if "code" in known[name] or "token" in known[name]] == []


@pytest.mark.once  # the copy is a file of SQLite; which engine answers makes no difference to the rule
@pytest.mark.skipif(connection.vendor != "sqlite", reason="rows of this test are not visible to a second connection")
def test_page_comes_from_the_copy_and_after_a_cookie_from_the_database(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    house = factories.instance(name="Haus von gestern")
    with snapshot() as copy:
        connections.settings[replica.REPLICA] = connections.settings[copy]
        connections[replica.REPLICA].connect()  # tests may open no other connections later
        try:
            Instance.objects.filter(pk=house.pk).update(name="Haus von heute")
            settings.DATABASE_ROUTERS = ROUTED["DATABASE_ROUTERS"]
            settings.MIDDLEWARE = [*settings.MIDDLEWARE, "roterfaden.web.replica.ReplicaMiddleware"]
            reader, writer = Client(), Client()
            writer.cookies["csrftoken"] = "x" * 32

            old, new = (client.get("/impressum/").content.decode() for client in (reader, writer))
            router = replica.Router()
            after = router.db_for_write(Instance), router.db_for_read(Instance)
        finally:
            connections[replica.REPLICA].close()
            del connections[replica.REPLICA], connections.settings[replica.REPLICA]

    assert "Haus von gestern" in old
    assert "Haus von heute" in new
    assert after == ("default", None)
