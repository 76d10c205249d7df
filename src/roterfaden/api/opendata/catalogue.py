"""The catalogue of all data sets as DCAT-AP.de 3.0, a graph that is written as Turtle, JSON-LD or RDF/XML.

One data set for each indicator, two distributions and one service. Spatial coverage is a `dct:Location` by the official
key (`politicalGeocodingURI` is deprecated since 2.0); the licence of a distribution is the strictest of its values.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from roterfaden.api.opendata.addresses import address
from roterfaden.indicators.methods.licences import Licence
from roterfaden.places.models import Instance
from roterfaden.thread.queries.datasets import Dataset

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
DCATAP = Namespace("http://data.europa.eu/r5r/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = Namespace("http://publications.europa.eu/resource/authority/")
MEDIA = Namespace("https://www.iana.org/assignments/media-types/")
KEYS = Namespace("http://dcat-ap.de/def/politicalGeocoding/districtKey/")
MUNICIPAL_KEYS = Namespace("http://dcat-ap.de/def/politicalGeocoding/municipalityKey/")
DISTRICT_DIGITS = 5
FREQUENCIES = {1: "MONTHLY", 3: "QUARTERLY", 6: "ANNUAL_2", 12: "ANNUAL", 24: "BIENNIAL"}
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
MEDIA_TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}


def catalogue(house: Instance, found: Iterable[Dataset], *, own: Licence, contributor: str = "") -> Graph:
    """The graph. Data sets without a single value are left out: there is nothing to fetch.

    `contributor` is the IRI under which the national catalogue knows the house (dcatde:contributorID).
    """
    graph = Graph()
    for prefix, space in (
        ("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("dcatde", DCATDE), ("dcatap", DCATAP), ("vcard", VCARD),
    ):  # fmt: skip
        graph.bind(prefix, space)
    book = _Book(graph, house, own, contributor)
    sets = [each for each in found if not each.is_empty]
    book.begin(max((each.modified for each in sets), default=house.set_up_at.date()))
    for each in sets:
        book.dataset(each)
    return graph


def written(graph: Graph, form: str) -> bytes:
    """The graph in one of FORMATS, always in the same order."""
    made: bytes = graph.serialize(format=FORMATS[form], encoding="utf-8")
    return made


class _Book:
    """Writes one catalogue."""

    def __init__(self, graph: Graph, house: Instance, own: Licence, contributor: str) -> None:
        self.graph, self.house, self.own, self.contributor = graph, house, own, contributor
        root = address("public:data")
        self.catalogue, self.publisher = URIRef(f"{root}#katalog"), URIRef(f"{root}#herausgeber")
        self.contact, self.service = URIRef(f"{root}#kontakt"), URIRef(f"{root}#api")
        area = house.county
        is_district = len(area.key) == DISTRICT_DIGITS
        self.place = KEYS[area.key] if is_district else MUNICIPAL_KEYS[area.ags or area.key]

    def _say(self, subject: URIRef, *said: tuple[URIRef, URIRef | Literal]) -> None:
        for predicate, value in said:
            self.graph.add((subject, predicate, value))

    def begin(self, modified: date) -> None:
        """The catalogue itself, who publishes it, whom to ask, where it applies, and the service."""
        title = _("Offene Daten: %(name)s") % {"name": self.house.name}
        language = EU["language/DEU"]
        self._say(
            self.catalogue, (RDF.type, DCAT.Catalog), (DCTERMS.title, german(title)),
            (DCTERMS.description, german(_("Messgrößen, an denen die Ziele des Konzepts gemessen werden."))),
            (DCTERMS.publisher, self.publisher), (DCTERMS.language, language),
            (FOAF.homepage, URIRef(address("public:data"))), (DCTERMS.spatial, self.place),
            (DCTERMS.license, URIRef(self.own.uri)), (DCTERMS.modified, day(modified)),
            (DCTERMS.issued, day(self.house.set_up_at.date())),
            (DCAT.themeTaxonomy, EU["data-theme"]), (DCAT.service, self.service),
        )  # fmt: skip
        self._say(URIRef(address("public:data")), (RDF.type, FOAF.Document))
        self._say(
            self.publisher, (RDF.type, FOAF.Agent), (FOAF.name, german(self.house.name)),
            (DCTERMS.type, URIRef("http://purl.org/adms/publishertype/LocalAuthority")),
        )  # fmt: skip
        self._say(
            self.contact, (RDF.type, VCARD.Kind), (VCARD.fn, german(self.house.contact_unit)),
            (VCARD.hasEmail, URIRef(f"mailto:{self.house.contact_email}")),
        )  # fmt: skip
        self._say(self.place, (RDF.type, DCTERMS.Location), (SKOS.prefLabel, german(self.house.county.name)))
        self._say(
            self.service, (RDF.type, DCAT.DataService),
            (DCTERMS.title, german(_("Schnittstelle zum Lesen aller Messgrößen, Werte und Ziele"))),
            (DCAT.endpointURL, URIRef(address("api:v1_entry"))),
            (DCAT.endpointDescription, URIRef(address("api:v1_openapi"))), (DCTERMS.publisher, self.publisher),
            (DCTERMS.license, URIRef(self.own.uri)), (DCTERMS.accessRights, EU["access-right/PUBLIC"]),
            (DCATAP.availability, EU["planned-availability/AVAILABLE"]),
        )  # fmt: skip

    def dataset(self, found: Dataset) -> None:
        """One indicator with its files."""
        subject = URIRef(f"{address('public:figure', found.slug)}#datensatz")
        page = URIRef(address("public:figure", found.slug))
        self._say(
            subject, (RDF.type, DCAT.Dataset), (DCTERMS.title, german(found.title)),
            (DCTERMS.description, german(self._description(found))), (DCTERMS.identifier, Literal(str(subject))),
            (DCTERMS.publisher, self.publisher), (DCAT.contactPoint, self.contact), (DCAT.landingPage, page),
            (DCAT.theme, EU["data-theme/SOCI"]), (DCTERMS.language, EU["language/DEU"]),
            (DCTERMS.accessRights, EU["access-right/PUBLIC"]), (DCTERMS.type, EU["dataset-type/STATISTICAL"]),
            (DCTERMS.spatial, self.place), (DCTERMS.modified, day(found.modified)),
            (DCTERMS.accrualPeriodicity, EU[f"frequency/{FREQUENCIES.get(found.rhythm_months, 'OTHER')}"]),
            (DCATAP.availability, EU["planned-availability/AVAILABLE"]),
        )  # fmt: skip
        self._say(page, (RDF.type, FOAF.Document))
        for word in (found.field_name, _("Integration"), _("Migration")):
            if word:
                self._say(subject, (DCAT.keyword, german(word)))
        if self.contributor:
            self._say(subject, (DCATDE.contributorID, URIRef(self.contributor)))
        if found.begins and found.ends:
            span = URIRef(f"{subject}-zeitraum")
            self._say(subject, (DCTERMS.temporal, span))
            self._say(
                span, (RDF.type, DCTERMS.PeriodOfTime), (DCAT.startDate, day(found.begins)),
                (DCAT.endDate, day(found.ends)),
            )  # fmt: skip
        self._say(self.service, (DCAT.servesDataset, subject))
        self._say(self.catalogue, (DCAT.dataset, subject))
        for route, name, media in (
            ("api:dataset_csv", "CSV", "text/csv"), ("api:dataset_json", "JSON", "application/json"),
        ):  # fmt: skip
            self._distribution(subject, found, URIRef(address(route, found.slug)), name, media)

    def _distribution(self, subject: URIRef, found: Dataset, file: URIRef, name: str, media: str) -> None:
        node = URIRef(f"{subject}-{name.lower()}")
        self._say(subject, (DCAT.distribution, node))
        self._say(
            node, (RDF.type, DCAT.Distribution),
            (DCTERMS.title, german(_("%(title)s als %(form)s") % {"title": found.title, "form": name})),
            (DCAT.accessURL, file), (DCAT.downloadURL, file), (DCTERMS.license, URIRef(found.licence.uri)),
            (DCTERMS["format"], EU[f"file-type/{name}"]), (DCAT.mediaType, MEDIA[media]),
            (DCTERMS.language, EU["language/DEU"]), (DCTERMS.modified, day(found.modified)),
            (DCATAP.availability, EU["planned-availability/AVAILABLE"]),
        )  # fmt: skip
        if found.licence.names_source:
            self._say(node, (DCATDE.licenseAttributionByText, german(found.source)))
        if name == "CSV":
            schema = URIRef(address("api:dataset_schema", found.slug))
            self._say(node, (DCTERMS.conformsTo, schema))
            self._say(schema, (RDF.type, DCTERMS.Standard))

    @staticmethod
    def _description(found: Dataset) -> str:
        said = [found.text, _("Quelle: %(source)s") % {"source": found.source}]
        if found.is_fictitious:
            said.append(_("Werte erfunden für das Beispiel."))
        return " ".join(said)


def german(text: str) -> Literal:
    """A text in German."""
    return Literal(str(text), lang="de")


def day(value: date) -> Literal:
    """A day."""
    return Literal(value.isoformat(), datatype=XSD.date)
