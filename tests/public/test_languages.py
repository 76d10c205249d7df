"""The languages of residents: direction, links, nothing German left over, numbers and dates as people write them."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from roterfaden.kernel.actors import System
from roterfaden.participation.enums import Language
from roterfaden.places.actions import offer_languages
from roterfaden.places.models import Instance
from roterfaden.ui import filters
from tests.architecture.house import ROOT
from tests.public.addresses import addresses

sys.path.insert(0, str(ROOT / "scripts"))
import catalogues

DIRECTIONS = {code: "rtl" if code in {"ar", "fa"} else "ltr" for code, _name in settings.LANGUAGES}
NAMES = {
    "de": "Deutsch", "de-simple": "Leichte Sprache", "en": "English", "ar": "العربيّة", "uk": "Українська",
    "tr": "Türkçe", "ru": "Русский", "fa": "فارسی", "pl": "Polski", "ro": "Română", "fr": "Français",
}  # fmt: skip
SOME = ("de", "de-simple", "ar")
ON_EVERY_PAGE = ("ar", "de-simple")
"""The language the other catalogues are measured by, and the one whose words are German too."""
IN_TURN = tuple(code for code in DIRECTIONS if code not in {"de", *ON_EVERY_PAGE})
NAMES_OF_THINGS = {"Alle", "Dialogforen", "Sprache"}  # words of the test's world that are messages too
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
READ_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
PLACEHOLDER = re.compile(r"%\(\w+\)s")
MARKS = str.maketrans("", "", "\u200e\u200f\u2066\u2067\u2068\u2069")
SHORTEST = 4
"""Letters a message must have beside its placeholders to be recognised in a text."""


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    """`./faden test` compiles the catalogues; this does it for a single run of pytest."""
    catalogues.compile_catalogues()


class PageTexts(HTMLParser):
    """What a page says in its own language: texts and read attributes, without parts marked as another language."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.languages: list[str] = []
        self.found: list[str] = []
        self.links: list[tuple[str, dict[str, str | None]]] = []
        self.root: dict[str, str | None] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    @property
    def _is_own(self) -> bool:
        return ("script", "") not in self._open and self.languages[-1:] == [self.root.get("lang")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "html":
            self.root = attributes
        if tag not in VOID:
            self._open.append((tag, attributes.get("class") or ""))
            self.languages.append(attributes.get("lang") or (self.languages or [""])[-1] or "")
        if self._is_own:
            self.found += [value for name in READ_ATTRIBUTES if (value := attributes.get(name))]
        if tag == "a" and ("nav", "rf-languages") in self._open:
            self.links.append(("", attributes))

    def handle_endtag(self, tag: str) -> None:
        while any(tag == name for name, _class in self._open):
            self.languages.pop()
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        words = " ".join(data.translate(MARKS).split())
        if words and self._is_own:
            self.found.append(words)
        if words and self.links and not self.links[-1][0]:
            self.links[-1] = (words, self.links[-1][1])


def localised(address: str, language: str) -> str:
    """The address of a page in a language; German has no prefix."""
    return address if language == "de" else f"/{language}{address}"


@dataclass(frozen=True)
class Sayings:
    """Messages, to be recognised in whole texts: those without placeholders as they are, the others as one pattern."""

    whole: frozenset[str]
    filled_in: re.Pattern[str]

    def hold(self, words: str) -> bool:
        """Whether a text is one of these messages."""
        return words in self.whole or self.filled_in.fullmatch(words) is not None


def sayings(messages: Iterable[str]) -> Sayings:
    """Messages made ready for looking up; `.+` stands for what is filled in."""
    known = set(messages)
    gaps = sorted(text for text in known if PLACEHOLDER.search(text))
    patterns = (".+".join(re.escape(part) for part in PLACEHOLDER.split(text)) for text in gaps)
    return Sayings(frozenset(known.difference(gaps)), re.compile("|".join(patterns) or r"(?!)"))


@cache
def german(language: str) -> Sayings:
    """German messages with another wording in `language`."""
    pairs = [
        (text, message.string if isinstance(message.string, str) else message.string[-1])
        for message in catalogues.messages(catalogues.read(language))
        for text in catalogues.ids(message)
    ]
    return sayings(
        text
        for text, translated in pairs
        if translated and text != translated and len(re.findall(r"[^\W\d_]", PLACEHOLDER.sub("", text))) >= SHORTEST
    )


@cache
def own(language: str) -> Sayings:
    """What `language` itself says. Plain German calls a field "Thema", and German has a message of that name too."""
    messages = catalogues.messages(catalogues.read(language))
    return sayings(text for message in messages for text in catalogues.texts(message) if text)


@cache
def is_german(words: str, language: str) -> bool:
    """Whether a text on a page is a German message that has other words in `language`."""
    if words in NAMES_OF_THINGS | {NAMES["de"]} or not german(language).hold(words):
        return False
    return language != "de-simple" or not own(language).hold(words)


def left_over(html: str, language: str) -> Iterator[str]:
    """Texts of a page that are German messages."""
    yield from (words for words in PageTexts(html).found if is_german(words, language))


@pytest.mark.parametrize("language", DIRECTIONS)
def test_start_page_says_its_language_and_direction(client, world, language):
    html = client.get(localised(reverse("public:start"), language)).content.decode()

    root = PageTexts(html).root
    assert (root["lang"], root["dir"]) == (language, DIRECTIONS[language])


@pytest.mark.once  # words do not depend on the engine
@pytest.mark.parametrize("language", [*ON_EVERY_PAGE, *IN_TURN])
def test_no_page_of_residents_keeps_a_german_message(client, whole_world, language):
    """What Arabic says the others say too (test_catalogues.py), so they take turns, a page each."""
    found = {}
    title = whole_world.goal.revisions.get().title  # "Ziel 5", which is a message too
    pages = list(addresses(whole_world).items())
    for name, address in pages if language in ON_EVERY_PAGE else pages[IN_TURN.index(language) :: len(IN_TURN)]:
        if name == "plain_language":  # one text in easy German, marked as German
            continue
        response = client.get(localised(address, language))
        assert response.status_code == 200, address
        found[name] = sorted(set(left_over(response.content.decode(), language)) - {title})

    assert {name: words for name, words in found.items() if words} == {}


def test_german_message_would_be_found(client, world):
    """The check above is worth something only if a German page fails it."""
    html = client.get(reverse("public:goals")).content.decode()

    assert len(set(left_over(html, "ar"))) > 10


@pytest.mark.parametrize("route", ["start", "goal", "card_status"])
@pytest.mark.parametrize("language", SOME)
def test_language_links_lead_to_the_same_page(client, world, route, language):
    address = addresses(world)[route]
    links = PageTexts(client.get(localised(address, language)).content.decode()).links

    assert {link["hreflang"]: words for words, link in links} == NAMES
    for _words, link in links:
        code = link["hreflang"]
        assert link["href"] == localised(address, str(code))
        assert (link["lang"], link["dir"]) == (code, DIRECTIONS[code])
        assert link.get("aria-current") == ("true" if code == language else None)
        if language == "de":  # the addresses are the same from every language
            assert PageTexts(client.get(link["href"]).content.decode()).root["lang"] == code


@pytest.mark.parametrize(
    ("language", "number", "percent", "day", "moment", "period"),
    [
        ("de", "1.234,5", "25 %", "12. März 2018", "12. März 2018, 18:30 Uhr", "12.–17. März 2018"),
        ("de-simple", "1.234,5", "25 %", "12. März 2018", "12. März 2018, 18:30 Uhr", "12.–17. März 2018"),
        ("uk", "1 234,5", "25%", "12 березня 2018 р.", "12 березня 2018 р., 18:30", "12–17 бер. 2018 р."),
        ("fa", "1,234.5", "25%", "12 مارس 2018", "12 مارس 2018، ساعت 18:30", "12 تا 17 مارس 2018"),
        ("en", "1,234.5", "25%", "12 March 2018", "12 March 2018, 18:30", "12–17 Mar 2018"),
        ("ar", "1,234.5", "25%", "12 مارس 2018", "12 مارس 2018، الساعة 6:30 م", "12–17 مارس 2018"),
    ],
)
def test_numbers_and_dates_follow_the_language(language, number, percent, day, moment, period):
    first, last = date(2018, 3, 12), date(2018, 3, 17)
    with translation.override(language):
        shown = (
            filters.number(1234.5, 1),
            filters.percent(0.25),
            filters.day(first),
            filters.moment(datetime(2018, 3, 12, 17, 30, tzinfo=UTC)),
            filters.period(first, last),
        )

    assert tuple(re.sub(r"\s", " ", words.translate(MARKS)) for words in shown) == (
        number,
        percent,
        day,
        moment,
        period,
    )


def test_date_stays_whole_beside_latin_words_in_arabic_only():
    with translation.override("ar"):
        assert filters.day(date(2018, 3, 12)) == "\u206712 مارس 2018\u2069"
    with translation.override("en"):
        assert filters.day(date(2018, 3, 12)) == "12 March 2018"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا مساهمات"), (1, "مساهمة واحدة"), (2, "مساهمتان"), (3, "3 مساهمات"), (10, "10 مساهمات"),
        (11, "11 مساهمة"), (99, "99 مساهمة"), (100, "100 مساهمة"), (103, "103 مساهمات"),
    ],
)  # fmt: skip
def test_arabic_counts_with_six_forms(count, words):
    with translation.override("ar"):
        assert ngettext("%(count)s Beitrag", "%(count)s Beiträge", count) % {"count": count} == words


def test_languages_of_contributions_are_named_in_themselves():
    """Also when the page is in another language; the interface names the ones it shares in the same way."""
    with translation.override("ar"):
        labels = {language.value: str(language.label) for language in Language}

    assert {filters.base_language(code) for code, _name in settings.LANGUAGES} <= labels.keys()
    for code, label in labels.items():
        assert filters.lang_name(code).casefold().startswith(label.casefold())


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("uk", {1: "1 думка", 3: "3 думки", 5: "5 думок", 21: "21 думка"}),
        ("pl", {1: "1 wypowiedź", 3: "3 wypowiedzi", 5: "5 wypowiedzi"}),
        ("de-simple", {1: "1 Beitrag", 5: "5 Beiträge"}),
    ],
)
def test_languages_count_by_their_own_rule(language, forms):
    with translation.override(language):
        found = {n: ngettext("%(count)s Beitrag", "%(count)s Beiträge", n) % {"count": n} for n in forms}

    assert found == forms


@pytest.mark.parametrize("language", ["de-simple", "uk", "fa"])
def test_page_nobody_has_checked_says_so_in_two_languages(client, world, language):
    html = client.get(f"/{language}/").content.decode()

    with translation.override(language):
        said = translation.gettext("Diese Übersetzung hat noch kein Mensch geprüft.")
    assert said in html
    assert '<span lang="de" dir="ltr">Diese Übersetzung hat noch kein Mensch geprüft.</span>' in html
    assert "mailto:" in html


def test_german_page_needs_no_check(client, world):
    assert "rf-unchecked" not in client.get("/").content.decode()


def test_pages_for_staff_are_german_or_english(client, world):
    for prefix, language in (("", "de"), ("/en", "en"), ("/uk", "de"), ("/de-simple", "de"), ("/fa", "de")):
        root = PageTexts(client.get(f"{prefix}/konto/anmelden/").content.decode()).root
        assert (root["lang"], root["dir"]) == (language, "ltr")


def test_language_the_house_has_switched_off_leads_to_the_german_page(client, world):
    house = Instance.objects.get()
    every = [code for code, _name in settings.LANGUAGES]
    offer_languages(actor=System("test"), instance=house, languages=set(every) - {"ro"}, now=timezone.now())

    assert client.get("/ro/ziele/?status=erreicht").headers["Location"] == "/ziele/?status=erreicht"
    assert client.get("/uk/ziele/").status_code == 200
    links = {link["hreflang"] for _words, link in PageTexts(client.get("/uk/ziele/").content.decode()).links}
    assert links == set(every) - {"ro"}
