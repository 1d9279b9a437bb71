"""Checks of facts: a catalogue of rules, run over the facts of a delivery; a reason may be given for a finding."""

from junheng.facts.checks.closures import closures_against
from junheng.facts.checks.pupils_lost import PUPILS, without_pupils
from junheng.facts.checks.reasons import explained
from junheng.facts.checks.rows import BLANK
from junheng.facts.checks.rule import Rule, catalogue
from junheng.facts.checks.run import checked
from junheng.facts.checks.said import Checked
from junheng.facts.checks.uncounted import uncounted
from junheng.facts.checks.unheld import unheld
from junheng.facts.checks.year_before import unlike_year_before

__all__ = ["BLANK", "PUPILS", "Checked", "Rule", "catalogue", "checked", "closures_against", "explained", "uncounted", "unheld", "unlike_year_before", "without_pupils"]
