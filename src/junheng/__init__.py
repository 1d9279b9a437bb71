"""Junheng (均衡): rules and facts make findings; findings call for proposals; reports tell them.

    import junheng as jh
    jh.evaluate(jh.read("county.xlsx"), standard="cn/national/quality-2017")
    jh.funding(jh.read("county.xlsx"))
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "evaluate", "funding", "read", "scan"]


def __getattr__(name: str) -> Any:
    # the library's doors load what they need on first use, so that `import junheng` and --help stay quick
    if name in ("evaluate", "funding", "read", "scan"):
        return getattr(importlib.import_module("junheng.cli.api"), name)
    raise AttributeError(f"module 'junheng' has no attribute {name!r}")
