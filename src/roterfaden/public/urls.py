"""Addresses of the public pages: German and stable, the same in all languages."""

from django.urls import URLPattern, URLResolver, path

from roterfaden.public import (
    card,
    concept,
    contribute,
    contributions,
    council,
    events,
    figures,
    goals,
    info,
    initiatives,
    municipalities,
    outcomes,
    process,
    reports,
    start,
    threads,
)

app_name = "public"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("verfahren/<slug:slug>/", process.process, name="process"),
    path("verfahren/<slug:slug>/wer-wurde-gehoert/", process.heard, name="heard"),
    path("veranstaltungen/", events.events, name="events"),
    path("veranstaltungen/<slug:slug>/", events.event, name="event"),
    path("mitmachen/<slug:slug>/", contribute.contribute, name="contribute"),
    path("karte/", card.card, name="card"),
    path("karte/<str:code>/", card.card_status, name="card_status"),
    path("beitraege/", contributions.contributions, name="contributions"),
    path("beitraege/beitraege.csv", contributions.contributions_csv, name="contributions_csv"),
    path("beitraege/<int:number>/", contributions.contribution, name="contribution"),
    path("was-wurde-daraus/", outcomes.outcomes, name="outcomes"),
    path("konzept/", concept.concept, name="concept"),
    path("konzept/<slug:slug>/", concept.version, name="version"),
    path("konzept/<slug:slug>/<slug:field_slug>/", concept.field, name="field"),
    path("ziele/", goals.goals, name="goals"),
    path("ziele/<int:pk>/", goals.goal, name="goal"),
    path("massnahmen/", initiatives.initiatives, name="initiatives"),
    path("massnahmen/<int:pk>/", initiatives.initiative, name="initiative"),
    path("faden/<slug:kind>/<int:pk>/", threads.thread, name="thread"),
    path("beschluesse/", council.resolutions, name="resolutions"),
    path("beschluesse/<int:pk>/", council.resolution, name="resolution"),
    path("berichte/", reports.reports, name="reports"),
    path("berichte/<int:pk>/", reports.report, name="report"),
    path("kommunen/", municipalities.municipalities, name="municipalities"),
    path("kommunen/<slug:slug>/", municipalities.municipality, name="municipality"),
    path("zahlen/", figures.figures, name="figures"),
    path("zahlen/<slug:slug>/", figures.figure, name="figure"),
    path("leichte-sprache/", info.plain_language, name="plain_language"),
    path("barrierefreiheit/", info.accessibility, name="accessibility"),
    path("datenschutz/", info.privacy, name="privacy"),
    path("impressum/", info.imprint, name="imprint"),
]
