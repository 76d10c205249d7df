"""Confidentiality: which numbers must not be shown so that no small count can be read or worked out. Pure.

Rule (Hundepool et al., Statistical Disclosure Control, Wiley 2012, ch. 4; Fischetti & Salazar, Management Science 47,
2001): a count of 1 to m - 1 cases is sensitive (Federal Employment Agency: m = 3). It is hidden, and with it other
numbers of the same sums, until an attacker who knows everything that is shown, all sums, and that a hidden count is at
least 1, finds for it an interval that reaches to m or beyond. He can then neither name the number nor tell that it is
small.
"""

from roterfaden.indicators.methods.protection.deciding import (
    HIDDEN,
    Decision,
    decide,
)
from roterfaden.indicators.methods.protection.facts import (
    Fact,
    Frame,
    Link,
    Member,
    Ratio,
    Relation,
    Tables,
    links_between,
    relations_between,
    tables_of,
)
from roterfaden.indicators.methods.protection.solving import (
    Cell,
    Exposure,
    Interval,
    Table,
    audit,
    hide,
)

__all__ = [
    "HIDDEN",
    "Cell",
    "Decision",
    "Exposure",
    "Fact",
    "Frame",
    "Interval",
    "Link",
    "Member",
    "Ratio",
    "Relation",
    "Table",
    "Tables",
    "audit",
    "decide",
    "hide",
    "links_between",
    "relations_between",
    "tables_of",
]
