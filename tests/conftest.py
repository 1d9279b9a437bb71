"""What this machine cannot run is left out by name: the last lines of a run say which tests, and for want of what."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Callable

import pytest

_NAMES = {
    "soffice": ("soffice", "libreoffice"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
}
_MARK = "left out: "


def _found(tool: str) -> str | None:
    """The path of a program; for `cjk-font` the name of a font for Chinese; for `package:NAME` the package's file."""
    if tool.startswith("package:"):
        spec = importlib.util.find_spec(tool.removeprefix("package:"))
        return spec and spec.origin
    if tool == "cjk-font":
        listing = shutil.which("fc-list")
        if listing is None:
            return None
        fonts = subprocess.run([listing, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False).stdout
        return next(iter(fonts.splitlines()), None)
    return next((path for name in _NAMES.get(tool, (tool,)) if (path := shutil.which(name))), None)


@pytest.fixture
def needs(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """needs("soffice") gives the program's path, or leaves the test out and says so at the end of the run."""

    def ask(tool: str) -> str:
        path = _found(tool)
        if path is None:
            pytest.skip(f"{_MARK}{request.node.nodeid} (no {tool})")
        return path

    return ask


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # from the reports, which xdist's workers send too
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        at = reason.find(_MARK)
        if at >= 0:
            terminalreporter.write_line(reason[at:])
