"""The plan doctor: recomputes what a plan prints, and tells what contradicts itself, cannot be, or cannot be followed."""

from junheng.rules.plans.doctor.check import Checked, check_document, check_plan, check_together
from junheng.rules.plans.doctor.found import Kind, PlanFinding, families, kinds

__all__ = ["Checked", "Kind", "PlanFinding", "check_document", "check_plan", "check_together", "families", "kinds"]
