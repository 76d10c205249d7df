"""What a file of one kind means here: which variable is which indicator, what a dash says, where values come from."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from roterfaden.indicators.enums import DashMeaning, FigureFormat, Notation, YearMeaning
from roterfaden.indicators.errors import BreakdownTooLong, ProfileFaulty
from roterfaden.indicators.methods.formats.rows import Part

LONGEST_BREAKDOWN = 200
ALL, TOTAL_ONLY = "*", ""
WORDS: Mapping[str, str] = {
    "GES": "geschlecht", "GESINS": "geschlecht", "GESM": "maennlich", "GESW": "weiblich", "NAT": "nationalitaet",
    "NAT01": "nationalitaet", "NATA": "auslaendisch", "NATD": "deutsch", "Geschlecht": "geschlecht",
    "Nationalität": "nationalitaet", "männlich": "maennlich", "weiblich": "weiblich", "Männer": "maennlich",
    "Frauen": "weiblich", "Deutsche": "deutsch", "Ausländerinnen und Ausländer": "auslaendisch",
}  # fmt: skip
"""Codes and labels of sources the series here have words for, whatever the language of the download."""
_COUNTY = re.compile(r"K(?=[0-9]{5}$)")
"""Open SDG of Lower Saxony writes counties so; other letters (RH, MZ) are other kinds of areas."""
_NEUTRAL = str.maketrans({";": ",", "=": ":"})


@dataclass(frozen=True)
class Rule:
    """One variable of a source is one indicator; `where` narrows it to rows with these values (code → code)."""

    variable: str
    indicator: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """How one kind of file is read. Nothing in it belongs to a single file, apart from a confirmed head.

    `areas` leads a printed key or name to a key of ours; the entry for "" stands for a file without areas.
    `key_prefix` goes before keys that leave the state out, `key_digits` puts back zeros a spreadsheet has eaten.
    `cuts` says for a variable of a breakdown whether it is kept ("*"), or only its total (""), or only one value.
    `words` renames codes of breakdowns. `sum_members` adds up members of joint municipalities the source leaves out.
    `breaks` are days from which on values are counted otherwise, with the reason.
    """

    format: str
    rules: tuple[Rule, ...] = ()
    notation: str = Notation.AUTO
    dash: str = DashMeaning.NIL
    year_means: str = YearMeaning.WHOLE
    source: str = ""
    base: str = ""
    areas: Mapping[str, str] = field(default_factory=dict)
    key_prefix: str = ""
    key_digits: int = 0
    cuts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    head: Mapping[str, Any] = field(default_factory=dict)
    sum_members: bool = False
    breaks: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For a profile."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Plan":
        """The reverse of `as_json`, also for what people wrote by hand. Raises ProfileFaulty."""
        try:
            rules = tuple(Rule(each["variable"], each["indicator"], each.get("where", {})) for each in data["rules"])
            breaks = tuple((date.fromisoformat(str(on)).isoformat(), str(note)) for on, note in data.get("breaks", ()))
            plan = cls(**{**data, "rules": rules, "breaks": breaks})
            FigureFormat(plan.format), Notation(plan.notation), DashMeaning(plan.dash), YearMeaning(plan.year_means)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ProfileFaulty(what=str(error)) from error
        return plan


def plan_of_toml(text: str) -> tuple[str, Plan]:
    """Title and plan of a profile somebody keeps as a file. Raises ProfileFaulty."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, and numbers or nesting beyond all reason
        raise ProfileFaulty(what=str(error)) from error
    title = str(data.pop("title", ""))
    return title, Plan.from_json({"rules": [], **data})


def rule_for(plan: Plan, variable: str, parts: tuple[Part, ...]) -> Rule | None:
    """The first rule that fits a row, the narrow ones first; None where nobody wants it."""
    values = {part.variable: part.value for part in parts}
    fitting = [
        rule
        for rule in plan.rules
        if rule.variable == variable and all(values.get(name, "") == value for name, value in rule.where.items())
    ]
    return max(fitting, key=lambda rule: len(rule.where), default=None)


def breakdown_for(plan: Plan, rule: Rule, parts: tuple[Part, ...]) -> str | None:
    """How the series of a row is called; None where the plan leaves this cut out. Raises BreakdownTooLong."""
    left = [part for part in parts if part.variable not in rule.where]
    for part in left:
        wanted = plan.cuts.get(part.variable, ALL)
        if wanted not in (ALL, part.value):
            return None
    given = {part.variable for part in parts}
    if any(wanted not in (ALL, TOTAL_ONLY) and name not in given for name, wanted in plan.cuts.items()):
        return None
    kept = [part for part in left if plan.cuts.get(part.variable, ALL) == ALL]
    words = sorted(
        f"{_word(plan, part.variable, part.variable_label)}={_word(plan, part.value, part.value_label)}"
        for part in kept
    )
    breakdown = ";".join(words)
    if len(breakdown) > LONGEST_BREAKDOWN:
        raise BreakdownTooLong()
    return breakdown


def _word(plan: Plan, code: str, label: str) -> str:
    word = plan.words.get(code) or WORDS.get(code) or WORDS.get(label) or label or code
    return " ".join(word.translate(_NEUTRAL).split())


def area_token(plan: Plan, printed: str) -> str:
    """The key a printed area stands for: as the plan says, else itself with the zeros and the state it lacks."""
    text = _COUNTY.sub("", printed.strip())
    if printed.strip() in plan.areas:
        return plan.areas[printed.strip()]
    if text in plan.areas:
        return plan.areas[text]
    if text.isdecimal():
        return (plan.key_prefix + text).zfill(plan.key_digits)
    return text
