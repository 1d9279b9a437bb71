"""Standards: the law as data. `cn/...` holds the shipped ones; a user's own file works the same way."""

from junheng.rules.citation import cites
from junheng.rules.standards.definition import (
    AreaRule,
    Counts,
    CvFormula,
    IndicatorRule,
    Item,
    Part,
    Points,
    Reading,
    SchoolRule,
    Standard,
    Transition,
)
from junheng.rules.standards.load import Rules, load_standard, standard_ids

__all__ = [
    "AreaRule", "Counts", "CvFormula", "IndicatorRule", "Item", "Part", "Points", "Reading", "Rules", "SchoolRule",
    "Standard", "Transition", "cites", "load_standard", "standard_ids",
]
