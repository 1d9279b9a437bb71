"""Figures to SVG and PNG, by Vega-Lite without network. Shape, word and place say what colour says."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import altair as alt
import vl_convert

from junheng.reports.content import Chart, Figure

FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, WenQuanYi Zen Hei, sans-serif"
_VEGA_LITE = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])  # 6.4 of v6.4.1
_SHADES = {  # told apart by people who do not see red and green, and in grey
    "pass": "#0072B2", "near": "#E69F00", "fail": "#C43E00", "none": "#666666", "cannot_tell": "#999999",
    "widens": "#C43E00", "narrows": "#0072B2",
}
_SHAPES = {"pass": "circle", "near": "triangle-up", "fail": "diamond", "none": "circle"}
SCALE = 2  # points of a PNG in each direction for one of the picture, fine enough for print
_TITLE_LIMIT = 352  # pixels of the title over a small picture
Row = dict[str, object]


def svg(figure: Figure) -> str:
    """Empty where there is nothing to draw."""
    if not figure.data:
        return ""
    chart = _DRAWN[figure.chart](figure).configure(font=FONTS).configure_view(stroke="#cccccc")
    chart = chart.configure_axis(labelFontSize=11, titleFontSize=11, titleFontWeight="normal", gridColor="#e6e6e6", labelFlush=False, labelOverlap=True)
    return _svg(json.dumps(chart.to_dict(), sort_keys=True))


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    """Cached: a report written in four forms draws once."""
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE)
    return drawn


def png(figure: Figure) -> bytes:
    return _png(svg(figure))


@lru_cache(maxsize=32)
def _png(drawn: str) -> bytes:
    made: bytes = vl_convert.svg_to_png(drawn, scale=SCALE)
    return made


def _facets(rows: list[Row], layers: list[Any], width: int, height: Any) -> Any:
    """One small picture per indicator, two beside each other, in the order of the standard."""
    small = alt.layer(*layers).properties(width=width, height=height)
    header = alt.Header(
        labelAnchor="start", labelFontSize=11, labelFontWeight="bold", labelLimit=_TITLE_LIMIT, labelPadding=16)
    facet = alt.Facet("indicator:N", title=None, header=header, sort=None)
    return small.facet(data=alt.InlineData(values=rows), facet=facet, columns=2, spacing=18)


def _strip(figure: Figure) -> Any:
    words = figure.words
    rows: list[Row] = [{**row, "word": words[str(row["state"])]} for row in figure.data]
    states = [state for state in _SHAPES if any(row["state"] == state for row in rows)]
    domain, shades = [words[state] for state in states], [_SHADES[state] for state in states]
    legend = alt.Legend(title=None, orient="top", labelFontSize=12, symbolSize=90)
    points = alt.Chart().mark_point(filled=True, size=46 if len(rows) < 700 else 18, opacity=0.75).encode(
        x=alt.X("value:Q", title=None, scale=alt.Scale(zero=True)),
        y=alt.Y("pupils:Q", title=words["pupils"], axis=alt.Axis(tickCount=3)),
        shape=alt.Shape("word:N", legend=legend, scale=alt.Scale(domain=domain, range=[_SHAPES[each] for each in states])),
        color=alt.Color("word:N", legend=legend, scale=alt.Scale(domain=domain, range=shades)),
    )
    layers = [points, *_line("mean", words["mean"], [5, 3], 3, "top")]
    if any(row["limit"] is not None for row in rows):
        layers += _line("limit", words["limit"], [1, 0], -2, "bottom")
    return _facets(rows, layers, 285, 78).resolve_scale(x="independent")


def _line(field: str, word: str, dash: list[int], y: int, baseline: Any) -> list[Any]:
    """An upright line; the word of the limit stands above the picture and that of the mean in it: they never meet."""
    x = alt.X(f"mean({field}):Q", title=None)
    at, said = f"{field}_at", f"{field}_said"  # names of their own: layers share their data
    mean = alt.AggregatedFieldDef(op="mean", field=field, **{"as": at})
    label = alt.Chart().transform_aggregate([mean]).transform_calculate(
        said, f"'{word} ' + format(datum.{at}, '.4~r')").mark_text(
        align="left" if y > 0 else "center", baseline=baseline, dx=4 if y > 0 else 0, fontSize=10.5, color="#222222"
    ).encode(x=alt.X(f"{at}:Q", title=None), y=alt.value(y), text=f"{said}:N")
    rule = alt.Chart().mark_rule(strokeDash=dash, strokeWidth=1.6, color="#222222").encode(x=x)
    return [rule, label]


def _spread(figure: Figure) -> Any:
    rows = list(figure.data)
    order = [str(row["indicator"]) for row in rows]
    y = alt.Y("indicator:N", sort=order, title=None, axis=alt.Axis(labelLimit=300, labelFontSize=12))
    states = sorted({str(row["state"]) for row in rows})
    base = alt.Chart(alt.InlineData(values=rows))
    bars = base.mark_bar(height=15).encode(
        x=alt.X("cv:Q", title=figure.words["cv"], scale=alt.Scale(zero=True)), y=y,
        color=_state_colour(states),
    )
    labels = base.mark_text(align="left", dx=6, fontSize=11).encode(
        x=alt.X("at:Q"), y=y, text="label:N").transform_calculate(
        at="isValid(datum.cv) ? (datum.limit && datum.cv < datum.limit ? max(datum.cv, datum.limit) : datum.cv) : 0")
    ticks = base.mark_tick(thickness=3, size=24, color="#111111").encode(x="limit:Q", y=y)
    return alt.layer(bars, ticks, labels).properties(width=300, height=alt.Step(27))


def _influence(figure: Figure) -> Any:
    sort = alt.EncodingSortField(field="order", op="min", order="ascending")
    base = alt.Chart()
    y = alt.Y("school:N", sort=sort, title=None, axis=alt.Axis(labelLimit=130))
    x = alt.X("influence:Q", title=None, scale=alt.Scale(padding=42), axis=alt.Axis(tickCount=4))
    bars = base.mark_bar(height=10).encode(x=x, y=y, color=_state_colour(["widens", "narrows"]))
    right = base.mark_text(align="left", dx=4, fontSize=10.5).transform_filter("datum.influence > 0").encode(
        x=x, y=y, text="label:N")
    left = base.mark_text(align="right", dx=-4, fontSize=10.5).transform_filter("datum.influence <= 0").encode(
        x=x, y=y, text="label:N")
    chart = _facets(list(figure.data), [bars, right, left], 205, alt.Step(17))
    return chart.resolve_scale(x="independent", y="independent")


def _state_colour(states: list[str]) -> Any:
    return alt.Color("state:N", legend=None, scale=alt.Scale(domain=states, range=[_SHADES[each] for each in states]))


_DRAWN: dict[Chart, Callable[[Figure], Any]] = {Chart.STRIP: _strip, Chart.SPREAD: _spread, Chart.INFLUENCE: _influence}
