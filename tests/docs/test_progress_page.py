"""The page on progress names every light, every kind of measure and every head of a sheet of actuals."""

from __future__ import annotations

from pathlib import Path

from junheng.findings.progress.followed import Kind
from junheng.findings.progress.light import Light, defaults
from junheng.findings.progress.typed import HEADS

PAGE = (Path(__file__).parents[2] / "docs" / "progress.md").read_text("utf-8")


def test_lights_and_their_shares_stand_on_the_page() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert [light for light in Light if not any(f"{light.label.en} {light.label.zh} | {light.colour.en} |" in row for row in rows)] == []
    found = defaults()
    assert [share for share in (found.on_track, found.lagging, found.about) if f"{share * 100:.0f} %" not in PAGE] == []


def test_kinds_and_heads_stand_on_the_page() -> None:
    assert [kind for kind in Kind if f"{kind}:" not in PAGE] == []
    assert [heads for heads in HEADS.values() if heads[0].removesuffix("编号") not in PAGE or heads[-1] not in PAGE] == []
