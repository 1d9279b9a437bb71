"""The progress of a plan as a report: lights first, then what to do, then the ground it stands on."""

from junheng.reports.progress.report import build

__all__ = ["build"]
