"""Rows of the course management: law and offers carry nothing personal; people are sealed."""

from roterfaden.courses.models.keeping import CandidateAccess, DeletionHold, DeletionRun, HoldQuerySet
from roterfaden.courses.models.learning import CourseResult, Interruption
from roterfaden.courses.models.needs import EarlierCase, EarlierList, RoundPack
from roterfaden.courses.models.notes import AttendanceNote, NoteRule
from roterfaden.courses.models.offers import (
    CourseRun,
    CourseRunQuerySet,
    CourseTime,
    OverviewReader,
    Provider,
    ProviderLink,
    Site,
)
from roterfaden.courses.models.people import (
    Agreement,
    Candidate,
    CandidateMerge,
    CandidateQuerySet,
    Entitlement,
    NameKey,
    NameSecret,
    PlacementTest,
    SharingConsent,
)
from roterfaden.courses.models.placement import (
    PlacementLock,
    PlacementPlan,
    PlanCourse,
    PlanLine,
    PlanQuerySet,
    Seat,
    SeatQuerySet,
    WeightSetting,
)
from roterfaden.courses.models.reference import (
    AdmissionStop,
    CourseType,
    CourseTypeTerms,
    DatedQuerySet,
    EntitlementKind,
    Rule,
)
from roterfaden.courses.models.travel import TimetableWay, WayTable, WayTableQuerySet

__all__ = [
    "AdmissionStop",
    "Agreement",
    "AttendanceNote",
    "Candidate",
    "CandidateAccess",
    "CandidateMerge",
    "CandidateQuerySet",
    "CourseResult",
    "CourseRun",
    "CourseRunQuerySet",
    "CourseTime",
    "CourseType",
    "CourseTypeTerms",
    "DatedQuerySet",
    "DeletionHold",
    "DeletionRun",
    "EarlierCase",
    "EarlierList",
    "Entitlement",
    "EntitlementKind",
    "HoldQuerySet",
    "Interruption",
    "NameKey",
    "NameSecret",
    "NoteRule",
    "OverviewReader",
    "PlacementLock",
    "PlacementPlan",
    "PlacementTest",
    "PlanCourse",
    "PlanLine",
    "PlanQuerySet",
    "Provider",
    "ProviderLink",
    "RoundPack",
    "Rule",
    "Seat",
    "SeatQuerySet",
    "SharingConsent",
    "Site",
    "TimetableWay",
    "WayTable",
    "WayTableQuerySet",
    "WeightSetting",
]
