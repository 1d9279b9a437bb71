"""The nouns of the house. No input or output here."""

from junheng.terms.finding import ONE_OF, Finding, Place, Severity, Verdict, seen_from
from junheng.terms.funds import FundItem
from junheng.terms.message import Lang, Message, UsageError, joined, same
from junheng.terms.quantity import Unit
from junheng.terms.school import Location, Ownership, RunBy, SchoolKind, Stage

__all__ = [
    "ONE_OF", "Finding", "FundItem", "Lang", "Location", "Message", "Ownership", "Place", "RunBy", "SchoolKind", "Severity", "Stage", "Unit",
    "UsageError", "Verdict", "joined", "same", "seen_from",
]
