"""A plan's targets against the facts: figures, the way from the baseline, lights, pace, what is overdue."""

from junheng.findings.progress.actual import Actual
from junheng.findings.progress.follow import Due, PlanProgress, Progress, follow
from junheng.findings.progress.light import Light, Thresholds, thresholds
from junheng.findings.progress.typed import read_actuals

__all__ = ["Actual", "Due", "Light", "PlanProgress", "Progress", "Thresholds", "follow", "read_actuals", "thresholds"]
