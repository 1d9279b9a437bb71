"""Runs indicator definitions over the facts: which schools count, their totals, their values, exact tests."""

from junheng.findings.engine.measures import holds, line, ratio, scale_of, with_values
from junheng.findings.engine.order import collected, grouped, ordered
from junheng.findings.engine.status import FIRST_UNKNOWN, Scope, Status
from junheng.findings.engine.units import columns_of, unit_rows

__all__ = ["FIRST_UNKNOWN", "Scope", "Status", "collected", "columns_of", "grouped", "holds", "line", "ordered", "ratio", "scale_of", "unit_rows", "with_values"]
