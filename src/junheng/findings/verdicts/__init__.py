"""Standard x finding -> pass, fail or cannot tell, with what it rests on."""

from junheng.findings.verdicts.areas import FAIL, PASS, UNKNOWN, Areas, Spreads, counted_units, judge_areas, spread_of
from junheng.findings.verdicts.items import ItemVerdict, judge_items
from junheng.findings.verdicts.schools import with_verdicts
from junheng.findings.verdicts.unlisted import Unlisted, listed_apart

__all__ = [
    "FAIL", "PASS", "UNKNOWN", "Areas", "ItemVerdict", "Spreads", "Unlisted", "counted_units", "judge_areas", "judge_items",
    "listed_apart", "spread_of", "with_verdicts",
]
