"""Checks of facts: a catalogue of rules, run over the facts of a delivery; a reason may be given for a finding."""

from junheng.facts.checks.explanations import Explanation, explained, read_explanations
from junheng.facts.checks.rule import Rule, catalogue
from junheng.facts.checks.run import checked

__all__ = ["Explanation", "Rule", "catalogue", "checked", "explained", "read_explanations"]
