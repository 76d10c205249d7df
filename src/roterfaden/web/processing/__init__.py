"""Records of processing (Art. 30 GDPR) and a template of an impact assessment, made from what the models declare."""

from roterfaden.web.processing.files import assessment_docx, records_docx
from roterfaden.web.processing.records import Activity, Kind, Record, Risk, records, risks, without_activity

__all__ = [
    "Activity",
    "Kind",
    "Record",
    "Risk",
    "assessment_docx",
    "records",
    "records_docx",
    "risks",
    "without_activity",
]
