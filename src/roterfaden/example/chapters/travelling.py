"""An invented timetable: how long people travel to half of the sites; to the others the way is estimated."""

from datetime import date, timedelta

from roterfaden.courses import actions as courses
from roterfaden.courses.methods.way_table import BY, CHANGES, FROM, MINUTES, SINCE, SOURCE, TO, site_key
from roterfaden.courses.models import Site
from roterfaden.example.read import table
from roterfaden.example.story import Story
from roterfaden.kernel.tables import Table, TableRow
from roterfaden.kernel.time import local_day

INVENTED = "Fahrplan des Beispiels, erfunden"


def tell(story: Story) -> None:
    """The coordinator brings a table of ways, as somebody of the transport office made it."""
    read_in = story.loaded_at - timedelta(days=40)
    since = date(local_day(read_in).year, 1, 1).isoformat()
    sites = {(site.provider.code, site.name): site for site in Site.objects.select_related("provider").order_by("pk")}
    rows = [
        TableRow(line, (row["area"], site_key(sites[row["provider"], row["site"]].pk), row["minutes"], row["changes"],
                        row["by"], since, INVENTED))
        for line, row in enumerate(table("ways.csv"), start=2)
    ]  # fmt: skip
    ways = Table((FROM, TO, MINUTES, CHANGES, BY, SINCE, SOURCE), rows)
    courses.import_ways(actor=story.person("course_coordinator"), table=ways, now=read_in)
