"""The order in which findings are told: what is wrong with a whole list, column or school first, since it explains findings of single figures."""

from __future__ import annotations

from collections.abc import Iterable

from junheng.terms import Finding, Severity

_SHEETS = ("year-disagrees", "year-implausible", "area-disagrees", "stage-disagrees", "file-disagrees", "school-disagrees", "sheet-empty", "sheet-missing", "list-empty", "form-missing", "form-blank")
_LINES = ("line-ragged", "school-twice", "codes-exchanged", "column-slid", "row-not-split", "row-merged", "serial-gap", "schools-fewer", "total-larger", "total-differs", "column-headless", "column-empty")
_COLUMNS = ("M01", "M02", "M03", "M04", "M05", "M06", "M07", "M08", "M09", "M10", "M11", "M12", "M13", "M14", "M15", "M16", "M17", "M18", "P40", "S39", "S40", "S44", "S45", "S46")
_SCHOOLS = ("P29", "P41", "S01", "S04", "S06", "S12", "S20", "S29", "S33", "S38", "S42", "S47", "S49", "S50")
_CAUSES = frozenset((*_SHEETS, *_LINES, *_COLUMNS, *_SCHOOLS))
_SEVERITIES = list(Severity)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Causes, errors, warnings, notes; each as they were found."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> int:
    is_cause = finding.rule in _CAUSES and finding.severity != Severity.INFO
    return -1 if is_cause else _SEVERITIES.index(finding.severity)
