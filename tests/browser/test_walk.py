"""One voice walks the whole chain through the pages: each person in a browser of their own, and a phone leads back."""

import re

from django.utils import timezone
from playwright.sync_api import expect

from roterfaden.kernel.codes import normalise
from roterfaden.kernel.time import local_day
from roterfaden.thread.enums import Station
from tests.browser.conftest import PHONE

WORDS = "Ich habe den Test im Januar gemacht. Der Sprachkurs fing erst im Mai an. In der Zeit habe ich alles vergessen."
GOAL = "In sechs Wochen im Sprachkurs"
NEW_TITLE = "In fünf Wochen im Sprachkurs"
NEW_BODY = "Im Jahr 2022 liegen zwischen Einstufungstest und erstem Kurstag im Mittel höchstens 35 Tage."
PLAIN_REASON = "Sie haben recht: Das ist zu lange. Deshalb steht jetzt im Ziel: höchstens fünf Wochen warten."
PAPER = "Kürzere Wartezeit auf Sprachkurse: Änderung des Konzepts"
ADOPTED = "Konzept mit kürzerer Wartezeit"
REVIEW = "Überprüfung der Wartezeit"
EDITION = "Was aus der Wartezeit wurde"
RATING = "Die Kurse beginnen früher, weil die Anmeldung jetzt an einer Stelle liegt."
TARGET_DAY = "2022-12-31"
REVIEW_DAY = "2024-12-31"


def test_voice_walks_the_whole_chain_through_the_pages_and_back(visitor):
    moderator = visitor().sign_in("moderation")
    number, code = capture(moderator)
    publish_and_sort(moderator, number)

    planner = visitor().sign_in("strategie")
    consider(planner, number)
    revise(planner, number)
    version = freeze(planner)

    clerk = visitor().sign_in("kreistag")
    decide(clerk, version)
    adopt_and_offer(planner)
    answer(visitor().sign_in("kommune.melle"))

    record_value(visitor().sign_in("zielverantwortung"))
    open_review(planner)
    rate(visitor().sign_in("koordinierungsgruppe"))
    publish_report(planner)

    resident = visitor(viewport=PHONE)
    read_card(resident, code)
    follow_the_thread_to_the_report(resident)
    find_the_way_back_to_the_voice(resident, number)


def hidden(word, title):
    """The name of a link in a table: one word to see, and for screen readers what it is about."""
    return re.compile(rf"^{word} ?: {title}$")


# --- voice and theme -----------------------------------------------------------------------------------------------


def capture(moderator):
    """Type a card of the second forum table; returns its number and the code the person takes home."""
    moderator.go("Erfassen").follow("Dialogforum der Zugewanderten")
    moderator.fill("Was steht auf der Karte?", WORDS).tick("Herausforderung").fill("Punkte", "3").fill("Tisch", "2")
    moderator.choose("Kommune", "Melle").tick("Nachträglich aufnehmen")
    moderator.main.get_by_role("button", name="Speichern und nächste Karte", exact=True).click()

    saved = moderator.main.locator(".office-saved")
    expect(saved).to_contain_text("ist gespeichert")
    number = re.search(r"Beitrag (\d+) ist gespeichert", saved.inner_text()).group(1)
    code = moderator.page.locator(".office-code").inner_text()
    assert len(normalise(code)) == 9
    expect(saved.get_by_role("img")).to_be_visible()
    return number, code


def publish_and_sort(moderator, number):
    moderator.follow(f"Beitrag {number}")
    expect(moderator.main).to_contain_text("wird geprüft")
    moderator.press("Veröffentlichen")
    expect(moderator.main).to_contain_text(f"Beitrag {number} ist veröffentlicht.")
    moderator.choose("Thema", "Warten auf den Sprachkurs").press("Verschieben")
    expect(moderator.main).to_contain_text(f"Beitrag {number} liegt jetzt im Thema")


# --- consideration, wording, version -------------------------------------------------------------------------------


def consider(planner, number):
    planner.go("Abwägung").follow(f"Beitrag {number}")
    planner.tick("aufgenommen").choose("Stelle im Konzept", GOAL)
    planner.fill("Begründung für die Akte", "Die Kurskoordination bestätigt Wartezeiten von mehr als zwölf Wochen.")
    planner.fill("Begründung in einfachen Worten", PLAIN_REASON)
    planner.press("Vorschau")
    expect(planner.main).to_contain_text("Vorschau – noch nicht gespeichert")
    expect(planner.field("Begründung in einfachen Worten")).to_have_value(PLAIN_REASON)
    planner.press("Speichern")
    expect(planner.main).to_contain_text(f"Die Antwort auf Beitrag {number} ist gespeichert.")
    planner.press("Antwort veröffentlichen")
    expect(planner.main).to_contain_text(f"Die Antwort auf Beitrag {number} ist veröffentlicht.")


def revise(planner, number):
    """Word the goal anew because of the voice: changing the text and linking it to the voice is one step."""
    planner.follow(GOAL, planner.page.locator("#antworten"))
    planner.fill("Titel", NEW_TITLE).fill("Text", NEW_BODY).fill("Zielwert", "35")
    planner.fill("Grund", "Beiträge aus dem Dialogforum der Zugewanderten")
    planner.main.get_by_role("checkbox", name=re.compile(f"^{number}:")).check()
    planner.press("Neuen Wortlaut speichern")
    expect(planner.main).to_contain_text(f"„{NEW_TITLE}“ ist neu gefasst.")


def freeze(planner):
    title = "Beratungsfassung mit kürzerer Wartezeit"
    planner.follow("Fassungen")
    planner.tick("Beratungsfassung").fill("Titel der Fassung", title).press("Fassung festhalten")
    expect(planner.main).to_contain_text(f"Die Fassung „{title}“ ist festgehalten.")
    expect(planner.main).to_contain_text(NEW_TITLE)
    return title


# --- resolution and adoption ---------------------------------------------------------------------------------------


def decide(clerk, version):
    """Committee, Kreisausschuss and Kreistag meet on one day, in this order."""
    today = local_day(timezone.now()).isoformat()
    bodies = (
        ("Ausschuss für Integration, Ordnung und Feuerschutz", "Vorberatung", "zur Annahme empfohlen", "09:00"),
        ("Kreisausschuss", "Vorbereitung", "zur Annahme empfohlen", "11:00"),
        ("Kreistag", "Entscheidung", "unverändert beschlossen", "15:00"),
    )
    for body, _role, _result, time in bodies:
        clerk.go("Gremien").follow("Sitzung planen")
        clerk.choose("Gremium", body).fill("Beginnt", f"{today}T{time}").fill("Ort", "Kreishaus am Schölerberg")
        if body == "Kreisausschuss":
            clerk.field("Öffentlich").uncheck()
        clerk.press("Planen")
        expect(clerk.main).to_contain_text("Die Sitzung steht im Kalender.")

    clerk.follow("Vorlage einbringen")
    clerk.fill("Vorlagen-Nr.", "BSP-2099-001").choose("Art", "Beschlussvorlage").fill("Betreff", PAPER)
    clerk.choose("Fassung des Konzepts", version).fill("Eingebracht am", today)
    clerk.fill("Beschlussvorschlag", "Der Kreistag beschließt die geänderte Fassung des Konzepts.")
    clerk.press("Einbringen")
    expect(clerk.main).to_contain_text("Die Beratungsfolge ist nicht vollständig")

    for body, role, _result, _time in bodies:
        clerk.follow("Beratung ansetzen").choose("Sitzung", body).choose("Zuständigkeit", role).press("Ansetzen")
        expect(clerk.main).to_contain_text("Die Beratung ist angesetzt.")
    expect(clerk.main).not_to_contain_text("Die Beratungsfolge ist nicht vollständig")

    for body, _role, result, _time in bodies:
        clerk.follow("Beschluss festhalten", clerk.main.get_by_role("row", name=re.compile(f"^{body}")))
        clerk.tick(result).press("Festhalten")
        expect(clerk.main).to_contain_text("Der Beschluss ist festgehalten.")


def adopt_and_offer(planner):
    planner.go("Gremien").follow(PAPER).follow("Fassung festhalten")
    planner.fill("Titel der Fassung", ADOPTED).fill("Kurzname in Adressen", "kuerzere-wartezeit").press("Festhalten")
    expect(planner.main).to_contain_text("Die beschlossene Fassung ist festgehalten.")

    planner.follow("Ziele anbieten").tick("Melle").press("Anbieten")
    expect(planner.main).to_contain_text("Einer Kommune angeboten.")


def answer(coordinator):
    coordinator.go("Kommunen").follow("Melle").follow(NEW_TITLE)
    coordinator.tick("übernimmt").press("Nur entwerfen").follow("Entwürfe prüfen und senden")
    coordinator.fill("Eigener Beschluss", "Rat der Stadt Melle, Beispiel 12").press("Angekreuzte Antwort senden")
    expect(coordinator.main).to_contain_text("Eine Antwort ist gesendet.")


# --- figure, assessment, report ------------------------------------------------------------------------------------


def record_value(owner):
    """A newer state of the value at the target date: the old one stays beside it."""
    owner.go("Zahlen").follow("Wartezeit auf den Sprachkurs")
    owner.follow("Neuer Stand 31.12.2022")
    expect(owner.field("Letzter Tag des Zeitraums")).to_have_value(TARGET_DAY)
    owner.fill("Wert oder Zeichen", "31").press("Eintragen")
    expect(owner.main.get_by_role("row", name="31.12.2022")).to_contain_text("79 (Datenstand 28.02.2023")


def open_review(planner):
    planner.go("Prüfung").follow("Überprüfung eröffnen")
    planner.choose("Fassung", ADOPTED).fill("Titel", REVIEW).fill("Stichtag", REVIEW_DAY).press("Eröffnen")
    planner.press("Ziele berechnen")
    expect(planner.main).to_contain_text("Alle Ziele sind berechnet.")
    row = planner.main.get_by_role("row", name=re.compile(NEW_TITLE))
    expect(row).to_contain_text("31 Tage")
    expect(row).to_contain_text("erreicht")


def rate(group):
    group.go("Prüfung").follow(REVIEW).follow(hidden("Bewerten", NEW_TITLE))
    group.tick("erreicht").fill("Begründung", RATING).fill("Gilt bis", "2099-12-31").press("Bewerten")
    expect(group.main).to_contain_text("Die Bewertung steht jetzt neben dem berechneten Status.")


def publish_report(planner):
    planner.page.reload()
    planner.press("Überprüfung abschließen")
    expect(planner.main).to_contain_text("Die Überprüfung ist abgeschlossen.")

    planner.go("Berichte").follow(f"Bericht zu „{REVIEW}“ anlegen").press("Anlegen").follow("Öffentlichkeit")
    planner.fill("Titel der Ausgabe", EDITION).fill("Vorwort", "Alle warten jetzt kürzer.").press("Festhalten")
    expect(planner.main).to_contain_text("kommt heute dasselbe heraus")
    planner.press("Veröffentlichen")
    expect(planner.main).to_contain_text("Die Ausgabe ist veröffentlicht.")


# --- a resident with a phone ---------------------------------------------------------------------------------------


def read_card(resident, code):
    """Outcome, reason, decision and figure stand on the page the code opens."""
    resident.open("/karte/").fill("Code auf Ihrer Karte", code.lower()).press("Karte zeigen")

    for words in (WORDS, "aufgenommen", PLAIN_REASON, NEW_TITLE, "Kreistag", "31 Tage", "erreicht"):
        expect(resident.main).to_contain_text(words)


def follow_the_thread_to_the_report(resident):
    """Every station of the chain stands on the thread, the last one is the report."""
    resident.follow("Der rote Faden dieses Beitrags")
    kinds = resident.main.locator(".rf-thread .rf-kicker bdi").all_inner_texts()
    assert list(dict.fromkeys(kinds)) == [station.label for station in Station]
    resident.follow(EDITION)
    expect(resident.page.get_by_role("heading", level=1)).to_have_text(EDITION)
    expect(resident.main).to_contain_text(RATING)


def find_the_way_back_to_the_voice(resident, number):
    """From the row of the goal in the report to the goal, and from there to the voice."""
    resident.follow(NEW_TITLE)
    expect(resident.main).to_contain_text(NEW_BODY)
    expect(resident.main.locator("#stand")).to_contain_text(REVIEW)
    expect(resident.main.locator("#beschluss")).to_contain_text("Kreistag: unverändert beschlossen")
    expect(resident.main.locator("#kommunen")).to_contain_text("Melle")
    if resident.main.get_by_role("link", name=f"Beitrag {number}").count() == 0:
        resident.follow("Alle ", resident.main.locator("#stimmen"))
    resident.follow(f"Beitrag {number}")
    expect(resident.main).to_contain_text(WORDS)
    expect(resident.main).to_contain_text(PLAIN_REASON)
