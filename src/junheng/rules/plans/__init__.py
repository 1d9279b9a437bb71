"""Plans (规划): what a county or a school promised. `shipped` holds the five that this product began from."""

from junheng.rules.plans import labels
from junheng.rules.plans.actuals import ActualsFile, Evidence, TypedActual
from junheng.rules.plans.document import Document, Heading, Line, Reading, Sentence
from junheng.rules.plans.load import as_yaml, load_plan, plan_ids
from junheng.rules.plans.plan import (
    Baseline,
    BaselineFact,
    Comparator,
    Duty,
    DutyKind,
    Found,
    Level,
    Measure,
    Milestone,
    Plan,
    Programme,
    Review,
    Rhythm,
    Role,
    Target,
    When,
)

__all__ = [
    "ActualsFile", "Baseline", "BaselineFact", "Comparator", "Document", "Duty", "DutyKind", "Evidence", "Found", "Heading", "Level",
    "Line", "Measure", "Milestone", "Plan", "Programme", "Reading", "Review", "Rhythm", "Role", "Sentence", "Target", "TypedActual",
    "When", "as_yaml", "labels", "load_plan", "plan_ids",
]
