"""What we conclude: engine, equity statistics, verdicts."""

from junheng.findings.evaluation import Evaluation, Measured, SchoolVerdict, evaluate

__all__ = ["Evaluation", "Measured", "SchoolVerdict", "evaluate"]
