"""What is asked: standards and indicators, as content beside small typed loaders."""

from junheng.rules.citation import Cite, Confidence, Document, Limit
from junheng.rules.indicators import Indicator, catalogue
from junheng.rules.standards import Item, Rules, Standard, load_standard, standard_ids

__all__ = ["Cite", "Confidence", "Document", "Indicator", "Item", "Limit", "Rules", "Standard", "catalogue", "load_standard",
           "standard_ids"]
