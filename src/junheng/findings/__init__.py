"""What we conclude: engine, equity statistics, verdicts."""

from junheng.findings.area_result import AreaIndicator, AreaResult, Driver, Split, area_results, unlisted_told
from junheng.findings.evaluation import Evaluation, Measured, SchoolVerdict, evaluate

__all__ = [
    "AreaIndicator", "AreaResult", "Driver", "Evaluation", "Measured", "SchoolVerdict", "Split", "area_results", "evaluate", "unlisted_told",
]
