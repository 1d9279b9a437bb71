"""junheng check: every finding about the data, at its cell."""

from __future__ import annotations

import typer

from junheng.cli import api, as_json, options, show
from junheng.cli.app import DONE, FACTS_HAVE_ERRORS


def check(
    files: options.Files,
    source: options.Source = None,
    corrections: options.Corrections = None,
    year: options.Year = None,
    area: options.Area = None,
    json: options.AsJson = False,
    lang: options.Language = None,
) -> int:
    """列出数据中的问题：在哪个单元格、填了什么、应当怎样。Every finding with file, sheet and cell.

    例 Example: junheng check county.xlsx
    """
    spoken = options.spoken(lang)
    delivery = api.read(*files, source=source, year=year, area=area, corrections=corrections).delivery
    if json:
        rows = {"rows_in": delivery.rows_in, "rows_kept": delivery.rows_kept, "rows_reported": delivery.rows_reported}
        typer.echo(as_json.dump({"findings": as_json.findings(delivery.findings, spoken), **rows}))
    else:
        show.findings(delivery, spoken)
    return FACTS_HAVE_ERRORS if delivery.has_errors else DONE
