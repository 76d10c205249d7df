"""Nothing of a closed review changes any more."""

from django.db import migrations

from roterfaden.kernel.triggers import DatabaseStep, drop, frozen_when

CLOSED = "(SELECT closed_at FROM monitoring_reviewcycle WHERE id = {cycle}) IS NOT NULL"
OF_CYCLE = CLOSED.format(cycle="OLD.cycle_id")
OF_ASSESSMENT = CLOSED.format(cycle="(SELECT cycle_id FROM monitoring_assessment WHERE id = OLD.assessment_id)")
OF_REQUEST = CLOSED.format(cycle="(SELECT cycle_id FROM monitoring_datarequest WHERE id = OLD.request_id)")
FROZEN = {
    "monitoring_reviewcycle": "OLD.closed_at IS NOT NULL",
    "monitoring_assessment": OF_CYCLE,
    "monitoring_rating": OF_ASSESSMENT,
    "monitoring_ratingsession": OF_CYCLE,
    "monitoring_correction": OF_CYCLE,
    "monitoring_followup": OF_CYCLE,
    "monitoring_datarequest": OF_CYCLE,
    "monitoring_requestedvalue": OF_REQUEST,
}


class Migration(migrations.Migration):
    """Nothing of a closed review changes any more."""

    dependencies = [("monitoring", "0001_initial")]

    operations = [DatabaseStep(frozen_when(table, condition), drop(table)) for table, condition in FROZEN.items()]
