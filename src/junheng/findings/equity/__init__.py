"""Equity statistics over plain arrays: many groups (counties, townships) at once, weighted by pupils."""

from junheng.findings.equity.decomposition import Decomposition, Parts, decompose
from junheng.findings.equity.grouped import side_by_side
from junheng.findings.equity.inequality import (
    Inequality,
    atkinson,
    gini,
    inequality,
    mcloone,
    mean_log_deviation,
    percentile,
    percentile_ratio,
    share_ratio,
    theil,
)
from junheng.findings.equity.influence import Influence, leave_one_out
from junheng.findings.equity.spread import Spread, plain_spread, weighted_spread

__all__ = [
    "Decomposition", "Inequality", "Influence", "Parts", "Spread", "atkinson", "decompose", "gini", "inequality",
    "leave_one_out", "mcloone", "mean_log_deviation", "percentile", "percentile_ratio", "plain_spread", "share_ratio", "side_by_side",
    "theil", "weighted_spread",
]
