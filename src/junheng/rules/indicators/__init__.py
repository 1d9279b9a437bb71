"""The catalogue of indicators: definitions only; the engine in `findings` runs them."""

from junheng.rules.indicators.catalogue import catalogue
from junheng.rules.indicators.definition import Addend, Indicator, IndicatorFile, StageName

__all__ = ["Addend", "Indicator", "IndicatorFile", "StageName", "catalogue"]
