"""The one way out: which addresses are asked, what is survived, and that nobody goes another way."""

import gzip
import re
import socket
import tracemalloc

import pytest

from roterfaden.kernel import outgoing
from roterfaden.kernel.outgoing import Limits, Outgoing, is_public, parse_target
from tests.architecture.house import SOURCE
from tests.other_server import HOST, Reply

QUICK = Limits(largest=1000, seconds=5, patience=2, first_pause=0.01)
CLIENTS = r"httpx|requests|urllib3|aiohttp|niquests|httpcore|http\.client|urllib\.request"
IMPORTED = re.compile(rf"^\s*(?:import|from) (?:{CLIENTS})\b", re.MULTILINE)
# What may import a client, each with its reason.
WAYS_OUT = {"kernel/outgoing/fetching.py": "the way out itself"}


def outgoing_to(*hosts, limits=QUICK, pauses=None, **more):
    return Outgoing(hosts or [HOST], limits=limits, sleep=(pauses if pauses is not None else []).append, **more)


def resolving(*addresses):
    return lambda _host, _port: addresses


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "2002:7f00:1::", "64:ff9b::a00:1", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "2001:db8::1", "192.0.2.1",
])  # fmt: skip
def test_address_inside_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_address_outside_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize("url", [
    "ftp://rat.de/", "file:///etc/passwd", "javascript:alert(1)", "gopher://rat.de", "https://", "rat.de/oparl",
    "https://ich:geheim@rat.de/", "https://rat.de\\@boese.de/", "https://rat.de:0/", "https://rat.de:99999/",
    "https://rat .de/", "http://[::1", "https://rat\u0000.de/",
])  # fmt: skip
def test_address_that_is_none_is_refused(url):
    with pytest.raises(outgoing.AddressNotUnderstood):
        parse_target(url)


def test_address_is_asked_for_in_one_spelling():
    target = parse_target("HTTPS://Rät.DE:443/a b/ü?x=1 2#oben")

    assert target.url == "https://xn--rt-via.de/a%20b/%C3%BC?x=1%202"
    assert parse_target("../b?y", base="https://rat.de/a/c/d").url == "https://rat.de/a/b?y"


@pytest.mark.parametrize(("found", "error"), [
    (["10.0.0.5"], outgoing.AddressIsPrivate),
    (["93.184.216.34", "127.0.0.1"], outgoing.AddressIsPrivate),
    (["::ffff:169.254.169.254"], outgoing.AddressIsPrivate),
    ([], outgoing.HostUnknown),
])  # fmt: skip
def test_name_that_leads_inside_is_not_asked(found, error):
    with pytest.raises(error):
        outgoing_to("rat.de", resolve=resolving(*found)).get("https://rat.de/oparl")


@pytest.mark.parametrize("host", ["ris.example", "ris.example.org", "rat.test", "rat.invalid"])
def test_names_of_examples_are_never_looked_up(host):
    def resolve(_host, _port):
        raise AssertionError("looked up")

    with pytest.raises(outgoing.HostUnknown):
        outgoing_to(host, resolve=resolve).get(f"https://{host}/oparl")


def test_name_that_changes_its_mind_is_asked_where_it_was_checked(other_server, settings):
    """DNS rebinding: the name is looked up once an attempt, and the connection goes to the address that was checked."""
    settings.PRIVATE_HOSTS = ["rat.de"]
    other_server.answers["/a"] = Reply(b"da")
    looked_up = []

    def resolve(host, _port):
        looked_up.append(host)
        return [HOST] if len(looked_up) == 1 else ["203.0.113.9"]

    port = other_server.url.rpartition(":")[2]
    answer = outgoing_to("rat.de", resolve=resolve).get(f"http://rat.de:{port}/a")

    assert answer.content == b"da"
    assert looked_up == ["rat.de"]
    assert other_server.headers[0]["Host"] == f"rat.de:{port}"


def test_host_that_is_not_on_the_list_is_not_asked(other_server):
    with pytest.raises(outgoing.HostNotAllowed):
        outgoing_to("rat.de").get(f"{other_server.url}/a")

    assert other_server.asked == []


def test_machine_inside_needs_the_word_of_the_operator(other_server, settings):
    settings.PRIVATE_HOSTS = []
    other_server.answers["/a"] = Reply(b"da")

    with pytest.raises(outgoing.AddressIsPrivate):
        outgoing_to().get(f"{other_server.url}/a")
    assert outgoing_to(named_by_operator=True).get(f"{other_server.url}/a").content == b"da"


@pytest.mark.parametrize(
    "location", ["http://boese.de/", "http://127.0.0.1:1/", "//169.254.169.254/latest", "ftp://x/"]
)
def test_redirect_to_another_place_is_not_followed(other_server, location):
    other_server.answers["/a"] = Reply(b"", 302, {"Location": location})

    with pytest.raises(outgoing.FetchError):
        outgoing_to().get(f"{other_server.url}/a")
    assert other_server.asked == ["/a"]


def test_redirect_on_the_same_host_is_followed_but_not_for_ever(other_server):
    other_server.answers |= {
        "/a": Reply(b"", 301, {"Location": "/b"}), "/b": Reply(b"da"), "/c": Reply(b"", 307, {"Location": "HOME/c"}),
    }  # fmt: skip

    assert outgoing_to().get(f"{other_server.url}/a").content == b"da"
    with pytest.raises(outgoing.RedirectedTooOften):
        outgoing_to().get(f"{other_server.url}/c")


def test_failure_that_passes_is_tried_again_with_growing_pauses(other_server):
    other_server.answers["/a"] = [Reply(status=500), Reply(status=503, headers={"Retry-After": "7"}), Reply(b"da")]
    pauses: list[float] = []

    answer = outgoing_to(pauses=pauses).get(f"{other_server.url}/a")

    assert answer.content == b"da"
    assert 0 <= pauses[0] <= 1
    assert pauses[1] == 7


def test_failure_that_stays_is_told_after_all_attempts(other_server):
    other_server.answers["/a"] = Reply(status=502)

    with pytest.raises(outgoing.ServerFails) as refused:
        outgoing_to().get(f"{other_server.url}/a")
    assert len(other_server.asked) == 3
    assert str(refused.value) == "127.0.0.1 meldet einen Fehler (502)."


def test_nobody_at_home_is_unreachable():
    with socket.socket() as line:
        line.bind((HOST, 0))
        port = line.getsockname()[1]
    with pytest.raises(outgoing.Unreachable):
        outgoing_to(named_by_operator=True).get(f"http://{HOST}:{port}/")


@pytest.mark.parametrize(
    "slow", [Reply(late=1), Reply(b"x" * 50, drip=0.02), Reply(b"xy" * 9, drip=0.04, has_length=False)]
)
def test_host_that_dawdles_is_left_in_time(other_server, slow):
    other_server.answers["/a"] = slow
    limits = Limits(seconds=0.15, patience=5, attempts=1)

    with pytest.raises(outgoing.TooSlow):
        outgoing_to(limits=limits).get(f"{other_server.url}/a")


def test_connection_that_breaks_off_is_no_answer(other_server):
    other_server.answers["/a"] = Reply(b"halb", headers={"Content-Length": "4000"}, has_length=False)

    with pytest.raises(outgoing.Unreachable):
        outgoing_to(limits=Limits(attempts=1, patience=1, seconds=2)).get(f"{other_server.url}/a")


@pytest.mark.parametrize(("size", "fits"), [(1000, True), (1001, False), (200_000, False)])
def test_answer_has_a_largest_size(other_server, size, fits):
    other_server.answers["/a"] = Reply(b"x" * size)

    if fits:
        assert len(outgoing_to().get(f"{other_server.url}/a").content) == size
    else:
        with pytest.raises(outgoing.AnswerTooLarge):
            outgoing_to().get(f"{other_server.url}/a")


def test_packed_answer_is_unpacked_within_the_limit(other_server):
    bomb = gzip.compress(b"\0" * 50_000_000, 9)
    packed = {"Content-Encoding": "gzip"}
    other_server.answers |= {"/a": Reply(gzip.compress(b"gut"), headers=packed), "/b": Reply(bomb, headers=packed),
                             "/c": Reply(b"kein gzip", headers=packed)}  # fmt: skip

    assert outgoing_to().get(f"{other_server.url}/a").content == b"gut"
    tracemalloc.start()
    with pytest.raises(outgoing.AnswerTooLarge):
        outgoing_to().get(f"{other_server.url}/b")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
    with pytest.raises(outgoing.AnswerUnreadable):
        outgoing_to().get(f"{other_server.url}/c")


def test_nothing_else_imports_an_http_client():
    going = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if IMPORTED.search(path.read_text(encoding="utf-8"))
    }

    assert going == set(WAYS_OUT)
